"""What the score is a sum of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """What pulls an article towards news of the topic, or away from it; a weight of 0 is not told."""

    weight: float
    reason: str

"""Whether two texts are one: a wire story in two papers, a shortened one, one with a changed headline."""

from typing import Final

from bot.core.stories.acts import clash
from bot.core.stories.sketch import Sketch

LEAST_PRINTS: Final = 5  # some forty words; less is a teaser, which proves nothing
COPY_SHARE: Final = 0.6
SAME_VOICE_SHARE: Final = 0.45  # papers cut and touch up what their agency sends
DIGEST_FACTOR: Final = 2.5  # a text this much longer that holds the other is a round-up or a feature, not its copy
FEW_FACTS: Final = 4  # names and figures; less tells nothing
SAME_FACTS: Final = 0.75  # of the shorter's: a form that is filled in anew has other ones


def is_copy(new: Sketch, old: Sketch, *, same_voice: bool) -> float | None:
    """The share of the shorter text's sentences that stands in the longer, when that makes `new` a copy; else None.

    Containment, not resemblance: papers run the first half of a wire story. Two reports on one event share phrases and
    quotes, far below half of their text.
    """
    few, many = sorted((set(new.prints), set(old.prints)), key=len)
    if len(few) < LEAST_PRINTS or new.words > DIGEST_FACTOR * old.words:
        return None
    share = len(few & many) / len(few)
    if share < (SAME_VOICE_SHARE if same_voice else COPY_SHARE) or not _has_same_facts(new, old):
        return None
    return share


def _has_same_facts(one: Sketch, other: Sketch) -> bool:
    """Court lists, results of companies and votes of councils are told in the same words of others, days and sums."""
    if clash(one.acts, other.acts, named=(one.names, other.names)):
        return False
    shorter, longer = sorted((one, other), key=lambda each: each.words)
    facts = (
        (shorter.names, longer.names),
        (shorter.figures, longer.figures),
        (shorter.names | shorter.figures, longer.names | longer.figures),
    )
    return all(len(few) < FEW_FACTS or len(few & many) >= SAME_FACTS * len(few) for few, many in facts)

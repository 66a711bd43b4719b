"""How much an article is about a question, and the order of an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model import Hit, Question
from bot.core.search.forms import Unit, holds, plain, wanted

LEAD_CHARS = 800  # two or three paragraphs of news
NAME = 2.0  # how much more a name counts than another word
MISSING, NAMELESS = 0.25, 0.08  # what is left to an article that lacks a word, or a name: less than a mention of all
OFF_TOPIC = 0.3  # what is left to an article that is no policy news at all
_MENTIONED, _ABSENT = (0.2, "mentioned"), (0.0, "")
_PLACES = (  # in the order of weight: news says first, and in the headline, what it is about
    (1.0, "in the headline"),
    (0.85, "its position"),
    (0.75, "speaks or acts"),
    (0.5, "in the first paragraphs"),
)
ABOUT, PART = 0.45, 0.2  # scores from which a hit is about the question, and from which it is part of the story
MOST_FOR_RECENCY = 0.2  # of a score: an old central story stays before a new passing mention
HALF_AS_NEW_DAYS = 180


def weigh(
    units: Sequence[Unit],
    *,
    title: str,
    names: str,
    positions: str,
    lead: str,
    relevance: float,
    held: int,
    named: int = 0,
) -> tuple[float, str]:
    """How much an article is about what is `wanted`, 0..1, and why, for people.

    `lead` is the first `LEAD_CHARS` of its text; the first `held` units are known to stand in it somewhere, if only
    further down. The first `named` units are names: who asks for one wants it more than any other word.
    """
    if not units:
        return relevance, ""
    places = _Places(title, positions, names, lead)
    found = [places.best(unit) or (_MENTIONED if number < held else _ABSENT) for number, unit in enumerate(units)]
    weights = [weight for weight, _ in found]
    counts = [NAME if number < named else 1.0 for number in range(len(units))]
    mean = sum(weight * count for weight, count in zip(weights, counts, strict=True)) / sum(counts)
    lacks_name = not all(weights[:named])
    part = (mean + min(weights)) / 2 if all(weights) else mean * (NAMELESS if lacks_name else MISSING)
    return part * (OFF_TOPIC + (1 - OFF_TOPIC) * relevance), "; ".join(dict.fromkeys(why for _, why in found if why))


class _Places:
    """The text of each place, made plain when first needed: most articles are settled by their headline."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self._plain: list[str] = []

    def best(self, unit: Unit) -> tuple[float, str] | None:
        """The weightiest place that holds the unit."""
        for number, (weight, reason) in enumerate(_PLACES):
            if number == len(self._plain):
                self._plain.append(plain(self._texts[number]))
            if holds(self._plain[number], unit):
                return weight, reason
        return None


def rank(question: Question, hits: Sequence[Hit], now: datetime) -> tuple[Hit, ...]:
    """One hit a story, best first: about it before part of it before mentions; then as the question asks.

    A single name or word asks what is new of it: the newest comes first. Several words ask for one story: how much
    each is about them comes first, however old, and recency decides between equals.
    """
    wishes = len(wanted(question))
    stories: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.score > 0 or not wishes:
            stories[hit.story].append(hit)
    best = (_best(of_one) for of_one in stories.values())
    if wishes < 2:
        return tuple(sorted(best, key=lambda hit: (_tier(hit), hit.article), reverse=True))
    return tuple(sorted(best, key=lambda hit: (hit.score + _recency(hit, now), hit.article), reverse=True))


def _best(of_one: Iterable[Hit]) -> Hit:
    """The story's row: the article most about the question; what else there is shows in `also_in`."""
    found = list(of_one)
    best = max(found, key=lambda hit: (hit.score, hit.article))
    places = {hit.url or hit.id for hit in found}  # versions of one article are one
    return replace(best, also_in=max(best.also_in, len(places) - 1))


def _tier(hit: Hit) -> int:
    return (hit.score >= PART) + (hit.score >= ABOUT)


def _recency(hit: Hit, now: datetime) -> float:
    days = max((now.timestamp() - (hit.article >> 16)) / 86_400, 0.0)
    return MOST_FOR_RECENCY * float(0.5 ** (days / HALF_AS_NEW_DAYS))

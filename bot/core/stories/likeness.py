"""How far two articles speak for one event: their words, their names, what they quote, the days between them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.stories.acts import clash, concur
from bot.core.stories.sketch import LEAD_WORDS, Sketch

FADE_DAYS: Final = 3  # likeness counts half after three days: news of one event comes in one rush
UNDATED_DAYS: Final = 2  # apart, when nobody knows
REQUOTED_DAYS: Final = 2  # later on, a quote only shows that someone looked it up
OTHER_PEOPLE: Final = 0.3  # two towns' councils vote in the same words; the names tell them apart
NOBODY: Final = 0.4
BRIEF_WORDS: Final = 60  # different ones, of a lead that has some ninety
MANY_WORDS: Final = 8  # in common; two briefs whose titles share a verb are as alike as two long reports on one event
KNOWN_STREAM: Final = 8  # candidates that show how alike this stream's articles are anyway
LONG_QUOTE: Final = 7  # prints of six words: a run of twelve words


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    days: int
    shared_quote: bool
    clashes: bool  # a fact that both tell is another in each
    concurs: bool  # both tell one fact alike


def _names_agree(one: Sketch, other: Sketch) -> float:
    """How far the names speak for one event, as a factor.

    Two reports that are about nobody in common are of two events. A teaser that is about nobody shows only the place
    and the words of its beat, unless it tells most of the names that the other is about.
    """
    if one.focus and other.focus:
        share = not one.focus.isdisjoint(other.names) or not other.focus.isdisjoint(one.names)
        return 1 if share else OTHER_PEOPLE
    known, teaser = (one, other) if one.focus else (other, one)
    tells_most = 2 * len(known.focus & teaser.names) >= len(known.focus)
    return 1 if tells_most or teaser.words >= LEAD_WORDS else NOBODY


def days_apart(one: datetime | None, other: datetime | None) -> int:
    """Whole days, whichever came first."""
    return UNDATED_DAYS if one is None or other is None else abs(one - other).days


def usual_likeness(cosines: Collection[float]) -> float:
    """How alike the stream's articles are anyway, by the median of some; little is known from a few."""
    ranked = sorted(cosines, reverse=True)
    return ranked[len(ranked) // 2] * min(len(ranked) / KNOWN_STREAM, 1) if ranked else 0.0


def likeness(told: Sketch, other: Sketch, score: float, days: int) -> Likeness:
    """`score` is that of the words, above the stream's own; `days` are those between the two."""
    shared = len(told.quotes & other.quotes) if days <= REQUOTED_DAYS else 0
    if shared:
        score += 0.1 if shared >= LONG_QUOTE else 0.05
    clashes = clash(told.acts, other.acts, named=(told.names, other.names))
    score *= 0.0 if clashes else _names_agree(told, other)
    is_brief = min(len(told.terms), len(other.terms)) < BRIEF_WORDS
    if is_brief and len(told.terms.keys() & other.terms.keys()) < MANY_WORDS:
        score *= OTHER_PEOPLE
    return Likeness(
        score=score / (1 + days / FADE_DAYS),
        days=days,
        shared_quote=shared > 0,
        clashes=clashes,
        concurs=concur(told.acts, other.acts),
    )

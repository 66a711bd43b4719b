"""Kinds of text that name the topic and are no news of it: reviews, market forecasts, stories that somebody made up."""

import re
from collections.abc import Iterator

from bot.core.relevance.feature import Feature
from bot.core.relevance.items import ROUND_UP
from bot.core.relevance.reading import ReadArticle

MADE_UP_WORDS = 2  # one alone, "film" or "players", stands in reports on festivals and stadiums

_REVIEW = re.compile(
    r"(?:^(?:review|hands-on|unboxing)\b|\breview$|\b(?:best .{0,40}\b(?:20\d\d|deals?|year)|buying guide|gift guide"
    r"|horoscope|trailer|recap|launch(?:es)? .{0,30}\b(?:phone|laptop|tablet))\b)",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"\bmarket (?:size|share|report|forecast|value|outlook)\b|\bCAGR\b"
    r"|\bmarkets? (?:is |are |was |were )?(?:set |expected |projected |forecast |estimated |poised |likely )?"
    r"(?:to|will|could) (?:reach|grow|hit|top|exceed|surpass|expand|be worth)\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\b(films?|movies?|thrillers?|novels?|sitcoms?|dramas?|sci-fi|science fiction|sequels?|screenplays?|starring"
    r"|box office|season finale|episodes?|directed by|the director|gameplay|gamers?|multiplayer|video games?"
    r"|game reviews?|players|graphics|protagonists?|heroine|villains?)\b",
    re.IGNORECASE,
)
_DOCUMENTED = re.compile(r"\bdocumentar(?:y|ies)\b", re.IGNORECASE)


def kinds(read: ReadArticle) -> Iterator[Feature]:
    """By the words of title and opening that no report on a decision has."""
    if _REVIEW.search(read.title):
        yield Feature(-1.0, "the title is that of a review or guide")
    if ROUND_UP.search(read.title) and not read.in_title:
        yield Feature(-0.4, "the title is that of a round-up")
    if _FORECAST.search(read.title):
        yield Feature(-5.0, "the title forecasts a market")
    made_up = {found.lower().rstrip("s") for found in _MADE_UP.findall(read.opening)}
    if len(made_up) >= MADE_UP_WORDS and not _DOCUMENTED.search(read.opening):
        yield Feature(-3.5, f"about what somebody made up: {', '.join(sorted(made_up)[:3])}")

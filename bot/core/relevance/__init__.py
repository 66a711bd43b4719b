"""Policy news or a passing mention: a score with its reasons, without a model.

A logistic sum of features a reader would name. `reading` finds them in an article, `furniture` tells what is none of
it, `items` parts round-ups, `kinds` knows what is no news, `weights` weighs it all: by hand, each from what it says
about a page.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.core.model import Article, Band, Match, Relevance, Span, Topic
from bot.core.relevance.feature import Feature
from bot.core.relevance.items import news_items
from bot.core.relevance.reading import has_words, read_article
from bot.core.relevance.weights import BASE, features, keyword_weight

__all__ = ["band", "relevance", "relevance_of_words"]

FURNITURE_SCORE: Final = 0.01
WITHOUT_WORDS: Final = "none of the topic's words"
IN_ROUND_UP: Final = Feature(0.5, "one item of a round-up is about it")  # an editor took it for news of the day


def band(score: float, *, alert: float, digest: float) -> Band:
    """Which of the three bands a score falls into; both limits belong to the band above them."""
    if score >= alert:
        return Band.ALERT
    return Band.DIGEST if score >= digest else Band.DROP


def relevance(article: Article, matches: Sequence[Match], topic: Topic) -> Relevance:
    """How much the article is policy news of the topic, 0..1, comparable between articles of any length and source.

    0.6 and more reads as news of the topic, below 0.3 as a mention in passing. The reasons are for people, the
    weightiest first, each with the way it pulls.
    """
    if not matches:
        return Relevance(score=0.0, reasons=("no keyword matches",))
    return _best(article, matches, topic, (keyword_weight(max(match.weight for match in matches)),))


def relevance_of_words(article: Article, topic: Topic) -> Relevance:
    """The same by the topic's own words alone, as if a keyword had let it through and said nothing of it."""
    if not has_words(article, topic):
        return Relevance(score=0.0, reasons=(WITHOUT_WORDS,))
    return _best(article, (), topic, ())


def _best(article: Article, matches: Sequence[Match], topic: Topic, said: tuple[Feature, ...]) -> Relevance:
    """Of the article and, if it is a round-up, its items."""
    whole = _weighed(article, matches, topic, extra=said)
    if whole.score <= FURNITURE_SCORE:
        return whole
    items = [
        _weighed(item, _matches_in(place, matches), topic, extra=(IN_ROUND_UP, *said))
        for item, place in news_items(article)
    ]
    return max((whole, *items), key=lambda weighed: weighed.score)


def _weighed(article: Article, matches: Sequence[Match], topic: Topic, *, extra: tuple[Feature, ...] = ()) -> Relevance:
    reading = read_article(article, matches, topic)
    if not reading.mentions and not reading.in_title:
        reason = "only in links to other stories" if reading.in_furniture else WITHOUT_WORDS
        return Relevance(score=FURNITURE_SCORE if reading.in_furniture else 0.0, reasons=(reason,))
    telling = [feature for feature in (*features(reading), *extra) if feature.weight]
    total = BASE + sum(feature.weight for feature in telling)
    telling.sort(key=lambda feature: -abs(feature.weight))
    reasons = tuple(f"{'+' if feature.weight > 0 else '−'} {feature.reason}" for feature in telling)
    return Relevance(score=round(1 / (1 + math.exp(-total)), 4), reasons=reasons)


def _matches_in(place: Span, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Those of the body that lie within, counted from there."""
    return tuple(
        replace(match, span=Span(match.span.start - place.start, match.span.end - place.start))
        for match in matches
        if match.field == "body" and place.start <= match.span.start and match.span.end <= place.end
    )

"""How much an article is about a question, and the order of an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model import Hit, Question
from bot.core.search.forms import holds, wanted, words_of

# A headline says what an article is about; whom it quotes and who acts in it comes next; a name in its first
# paragraphs is at least part of the story; one further down is a mention.
HEADLINE, DEED, SPEAKER, LEAD, MENTION = 1.0, 0.85, 0.75, 0.5, 0.2
LEAD_WORDS = 120  # two or three paragraphs of news
ABOUT, PART = 0.55, 0.25  # scores from which a hit is about the question, and from which it is part of the story
MOST_FOR_RECENCY = 0.2  # of a score: an old central story stays before a new passing mention
HALF_AS_NEW_DAYS = 180


def weigh(
    question: Question, *, title: str, names: str, positions: str, text: str, relevance: float, has_all: bool
) -> tuple[float, str]:
    """How much an article is about the question, 0..1, and why, for people.

    `text` may be its beginning alone; `has_all` says that the words stand somewhere in it all the same.
    """
    units = wanted(question)
    if not units:
        return relevance, ""
    body = words_of(text)
    places: tuple[tuple[float, str, Sequence[str]], ...] = (
        (HEADLINE, "in the headline", words_of(title)),
        (DEED, "its position", words_of(positions)),
        (SPEAKER, "speaks or acts", words_of(names)),
        (LEAD, "in the first paragraphs", body[:LEAD_WORDS]),
        (MENTION, "mentioned", body),
    )
    weights, reasons = [], []
    for unit in units:
        weight, reason = next(
            ((weight, reason) for weight, reason, words in places if holds(words, unit)),
            (MENTION, "mentioned") if has_all else (0.0, ""),
        )
        weights.append(weight)
        reasons.append(reason)
    about = (sum(weights) / len(weights) + min(weights)) / 2  # about all of it, not twice about a half
    return about * (0.6 + 0.4 * relevance), "; ".join(dict.fromkeys(filter(None, reasons)))


def rank(question: Question, hits: Sequence[Hit], now: datetime) -> tuple[Hit, ...]:
    """One hit a story, best first: about it before part of it before mentions; then as the question asks.

    A single name or word asks what is new of it: the newest comes first. Several words ask for one story: how much
    each is about them comes first, however old, and recency decides between equals.
    """
    stories: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        stories[hit.story].append(hit)
    best = (_best(of_one) for of_one in stories.values())
    if len(wanted(question)) < 2:
        return tuple(sorted(best, key=lambda hit: (_tier(hit), hit.article), reverse=True))
    return tuple(sorted(best, key=lambda hit: (hit.score + _recency(hit, now), hit.article), reverse=True))


def _best(of_one: Iterable[Hit]) -> Hit:
    """The story's row: the article most about the question; what else there is shows in `also_in`."""
    found = list(of_one)
    best = max(found, key=lambda hit: (hit.score, hit.article))
    return replace(best, also_in=max(best.also_in, len(found) - 1))


def _tier(hit: Hit) -> int:
    return (hit.score >= PART) + (hit.score >= ABOUT)


def _recency(hit: Hit, now: datetime) -> float:
    days = max((now.timestamp() - (hit.article >> 16)) / 86_400, 0.0)
    return MOST_FOR_RECENCY * float(0.5 ** (days / HALF_AS_NEW_DAYS))

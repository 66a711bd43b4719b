"""The sentences that carry the story: what happened, to whom, and since when.

News puts that first, so position leads; likeness to the headline and to the text as a whole corrects it where the lead
is an anecdote. Compared with LexRank, TextRank and lead-k in `benchmarks/summaries.py`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from bot.core.model import Article, Quote, Span
from bot.core.text import split_sentences

_SENTENCES = 2
_THIRD_BELOW_WORDS = 28  # two sentences shorter than this leave room for a third
_CANDIDATES = 30  # sentences from the top; what news tells later is background
_FEWEST_WORDS, _MOST_WORDS = 7, 60
_POSITION, _TITLE, _CENTROID, _QUOTED, _DANGLING = 1.0, 0.6, 0.8, 0.9, 0.5
_FADE = 0.28  # how fast position loses weight
_ALIKE = 0.55  # two sentences that share more of their words tell the same

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DATELINE = re.compile(
    r"(?:(?:[A-Z][A-Z .,'’/-]{2,40}|[A-Z][\w.'’-]+(?:[ ,/][ ]?[A-Z][\w.'’-]+){0,4})"
    r"(?:,\s[A-Z][\w.]+\s\d{1,2}(?:,?\s\d{4})?)?\s?)?"
    r"\((?:Reuters|AP|AFP|CNN|UPI|Bloomberg|dpa|PTI|IANS|ANI|Xinhua|[A-Z][A-Za-z ]{1,25})\)\s?[-–—:]+\s?"
    r"|[A-Z][A-Z .,'’/()-]{2,40}?(?:,\s[A-Z][\w.]+\s\d{1,2}(?:,?\s\d{4})?)?\s?(?:[–—]|--|\s-)\s?"
    r"|(?:[A-Z][\w.'’-]+(?:[ ,][ ]?[A-Z][\w.'’-]+){0,3}):\s(?=[A-Z])"
)
_TRAILING = re.compile(
    r",\s(?:[A-Z][\w.&’'-]+(?:\s[A-Z][\w.&’'-]+){0,3}\s(?:said|reported|reports)|according\sto\s[^,.]{3,60}|(?:officials|authorities|police|sources)\ssaid)(?:\son\s[A-Z][a-z]+day)?(?=[.]$)"
)
_DANGLING_START = re.compile(
    r"(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those|Such|But|And|So|Or|Yet|However|Meanwhile|Also|The\s(?:move|decision|"
    r"announcement|news|case|incident|ruling|comments?|statement|latter|former|two|pair|duo|company|firm|group|agency|"
    r"man|woman|suspect|victim|officer|accused|report|law|bill|measure|event|man|minister))\b"
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOPWORDS: Final = _words(
    "a an the and or but of in on at to for from by with about as into over after before is are was were be been being "
    "has have had do does did will would can could may might should must not no it its he she they his her their this "
    "that these those who which what when where why how also said says say than then there here we you i our us them "
    "him according new one two more most up out if so"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    words: Counter[str]
    score: float


def summary(article: Article, *, quotes: Sequence[Quote] = ()) -> tuple[Span, ...]:
    """Two sentences of the text, three where they are short, in reading order.

    Verbatim, trimmed only at the edges (a dateline, a trailing "police said"). Sentences that are mostly quoted are
    avoided, as are those that cannot be read alone ("He also …"). Empty only for a text without words.
    """
    text = article.text
    sentences = [span for span in split_sentences(text)[:_CANDIDATES] if _WORD.search(text, span.start, span.end)]
    if not sentences:
        return ()
    scored = _scored(article, sentences, quotes)
    chosen: list[_Sentence] = []
    for sentence in sorted(scored, key=lambda s: -s.score):
        if any(_likeness(sentence.words, other.words) > _ALIKE for other in chosen):
            continue
        chosen.append(sentence)
        if len(chosen) >= _SENTENCES and (len(chosen) > _SENTENCES or _length(chosen, text) >= _THIRD_BELOW_WORDS):
            break
    spans = sorted((s.span for s in chosen), key=lambda span: span.start)
    return tuple(_trimmed(text, span) for span in spans)


def _scored(article: Article, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[_Sentence]:
    text = article.text
    bags = [_bag(span.of(text)) for span in sentences]
    centroid = _centroid(bags)
    title = _bag(article.title)
    return [
        _Sentence(span, bag, _score(text, span, bag, index, title, centroid, quotes))
        for index, (span, bag) in enumerate(zip(sentences, bags, strict=True))
    ]


def _score(
    text: str,
    span: Span,
    bag: Counter[str],
    index: int,
    title: Counter[str],
    centroid: Counter[str],
    quotes: Sequence[Quote],
) -> float:
    words = len(_WORD.findall(span.of(text)))
    score = _POSITION / (1 + _FADE * index)
    score += _TITLE * _likeness(title, bag) if title else 0.0
    score += _CENTROID * _likeness(bag, centroid)
    score -= _QUOTED * _quoted_share(span, quotes)
    if _DANGLING_START.match(text, span.start):
        score -= _DANGLING
    if words < _FEWEST_WORDS or words > _MOST_WORDS or text[span.end - 1] in "?:":
        score -= 0.7
    return score


def _bag(words: str) -> Counter[str]:
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(words))
    return Counter(word if len(word) < 5 else word.rstrip("s") for word in found if word not in _STOPWORDS)


def _centroid(bags: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for bag in bags:
        total.update(set(bag))
    return Counter({word: n for word, n in total.items() if n > 1})


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of two bags of words."""
    if not one or not other:
        return 0.0
    shared = sum(count * other[word] for word, count in one.items())
    return shared / sqrt(sum(c * c for c in one.values()) * sum(c * c for c in other.values()))


def _quoted_share(span: Span, quotes: Sequence[Quote]) -> float:
    covered = sum(
        max(0, min(part.end, span.end) - max(part.start, span.start)) for quote in quotes for part in quote.parts
    )
    return min(1.0, covered / (span.end - span.start))


def _length(chosen: Sequence[_Sentence], text: str) -> int:
    return sum(len(_WORD.findall(s.span.of(text))) for s in chosen)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None and end - dateline.end() > 30:
        start = dateline.end()
    return Span(start, end)

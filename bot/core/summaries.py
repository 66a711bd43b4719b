"""The sentences that carry the story: what happened, to whom, and since when.

News puts that first, so position leads; likeness to the headline and to the text as a whole corrects it where the lead
is an anecdote. Compared with LexRank, TextRank, LSA and lead-k: see `benchmarks/summaries.py`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Final

from bot.core.model import Article, Quote, Span
from bot.core.text import split_sentences

_CANDIDATES = 24  # sentences from the top; what news tells later is background
_THIRD_BELOW_WORDS = 34  # two sentences shorter than this leave room for a third
_FEWEST_WORDS, _MOST_WORDS = 6, 70
_SHORTEST_CHARS = 30  # of a sentence whose edge is trimmed

_POSITION, _FADE = 1.0, 0.35  # weight of the place, and how fast it fades from sentence to sentence
_TITLE = 1.2
_CENTROID = 0.4
_QUOTED = 0.9
_DANGLING = 10.0  # never, where there is any other
_NAMELESS = 0.5
_POINTING = 1.0
_FURNITURE = 2.5
_ODD = 0.25
_HALF_QUOTED = 0.5
_FIRST_PERSON = 0.5
_REPETITION = 0.8
_LEAST_THIRD = 0.6  # what a third sentence must add

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PLACE = r"(?:[A-Z][A-Z .,'’/-]{2,40}|[A-Z][\w.'’-]+(?:[ ,/][ ]?[A-Z][\w.'’-]+){0,4})"
_DAY = r"(?:,\s[A-Z][\w.]+\s\d{1,2}(?:,?\s\d{4})?)?"
_DATELINE = re.compile(
    r"\((?:CNN|Reuters|AP|AFP|UPI)\)\s(?=[A-Z])"
    rf"|(?:{_PLACE}{_DAY}\s?)?\([A-Z][A-Za-z ]{{1,25}}\)\s?[-–—:]+\s?"  # Northfield (Reuters) -
    rf"|[A-Z][A-Z .,'’/()-]{{2,40}}?(?:,\s[A-Z][\w.]+)?{_DAY}\s?(?:[–—]|--|\s-)\s?"  # NORTHFIELD, Ohio —
)
_TRAILING = re.compile(
    r",\s(?:(?:(?:the\s)?(?:[A-Z][\w.&’'-]+\s){1,4}|officials\s|authorities\s|police\s|sources\s)(?:said|reported|reports)"
    r"(?:\s(?:on\s)?[A-Z][a-z]+day)?|according\sto\s(?:the\s)?[^,.;\"“]{3,50})(?=\.$)"
)
_LEANS_BACK = re.compile(  # on a sentence that is not shown
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|This|That|These|Those|Such|But|And|So|Or|Yet|However|"
    r"Meanwhile|Also|Instead|Still|Nor|Earlier|Later|Then|Both|Another|Others|"
    r"The\s(?:move|decision|announcement|news|case|incident|ruling|comments?|statement|latter|former|two|pair|duo|company|"
    r"firm|group|agency|man|woman|suspect|victim|officer|accused|report|law|bill|measure|event|minister|same|other))\b"
)
_POINTS_BACK = re.compile(r"(?:The\smove|He|She|They|It|His|Her|Their|Its|This|That|These|Those)\b")  # and names nobody
_INC = re.compile(r"(?:Inc|Corp|Co|Ltd|LLC|PLC)\b")  # a name whose first word was lost with its link
_NOT_A_SENTENCE = re.compile(
    r"(?:Photo|Image|Video|File\sphoto|Illustration|Getty|Watch|Read\s[Mm]ore|Related|Sign\sup|Subscribe|Follow|Click|"
    r"UPDATED?\b|BREAKING\b|Updated|Published|Advertisement|Thanks\sfor|The\slatest\son|Here[’']s|By\s[A-Z]|Reporting\sby|Editing\sby|\(Reporting)\b"
)
_CREDIT = re.compile(r"\([^()]{0,60}(?:/|\bvia\s)(?:REUTERS|Reuters|AP|AFP|Getty|Pool|EPA)[^()]{0,40}\)$")
_CREDIT_BEHIND = re.compile(r"\s{0,2}(?:REUTERS|AP\sPhoto|Getty\sImages|AFP|Photo(?:graph)?\sby|\(AP|©)")
_PERSONAL = re.compile(r"\b(?:I|you|your|my|we|our)\b", re.IGNORECASE)


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
    index: int
    span: Span
    bag: Counter[str]
    score: float
    leans_back: bool


def summary(article: Article, *, quotes: Sequence[Quote] = ()) -> tuple[Span, ...]:
    """Two sentences of the text, three where they are short, in reading order.

    Verbatim, trimmed only at the edges (a dateline, a trailing "police said"). Sentences that are mostly quoted are
    avoided; one that leans on another ("He also …") stands only behind the one it leans on. Empty only for a text
    without words.
    """
    text = article.text
    spans = [span for span in split_sentences(text) if _WORD.search(text, span.start, span.end)][:_CANDIDATES]
    scored = _scored(article, spans, quotes)
    repeated = {(one.index, other.index): _likeness(one.bag, other.bag) ** 2 for one, other in combinations(scored, 2)}
    chosen = max(combinations(scored, 2), key=lambda pair: _worth(pair, repeated), default=tuple(scored))
    if _length(chosen, text) < _THIRD_BELOW_WORDS and len(scored) > len(chosen):
        rest = [_in_order((*chosen, third)) for third in scored if third not in chosen]
        three = max(rest, key=lambda three: _worth(three, repeated))
        chosen = three if _worth(three, repeated) > _worth(chosen, repeated) + _LEAST_THIRD else chosen
    return tuple(_trimmed(text, sentence.span) for sentence in _standing(chosen))


def _standing(chosen: Sequence[_Sentence]) -> Sequence[_Sentence]:
    """Without those that lean on a sentence not shown; all of them, where nothing else is there to show."""
    shown = [sentence.index for sentence in chosen]
    return [one for one in chosen if not one.leans_back or one.index - 1 in shown] or chosen


def _in_order(sentences: Sequence[_Sentence]) -> tuple[_Sentence, ...]:
    return tuple(sorted(sentences, key=lambda sentence: sentence.index))


def _worth(chosen: Sequence[_Sentence], repeated: Mapping[tuple[int, int], float]) -> float:
    shown = [sentence.index for sentence in chosen]
    leaning = sum(sentence.leans_back and sentence.index - 1 not in shown for sentence in chosen)
    worth = sum(sentence.score for sentence in chosen) - _DANGLING * leaning
    return worth - _REPETITION * sum(repeated[pair] for pair in combinations(shown, 2))


def _scored(article: Article, spans: Sequence[Span], quotes: Sequence[Quote]) -> list[_Sentence]:
    text = article.text
    bags = [_bag(span.of(text)) for span in spans]
    centroid = _centroid(bags)
    title = _bag(article.title)
    return [
        _Sentence(
            index=index,
            span=span,
            bag=bag,
            score=_POSITION / (1 + _FADE * index)
            + _TITLE * _likeness(title, bag)
            + _CENTROID * _likeness(bag, centroid)
            - _QUOTED * _quoted_share(span, quotes)
            - _faults(text, span, quotes),
            leans_back=_LEANS_BACK.match(text, span.start) is not None,
        )
        for index, (span, bag) in enumerate(zip(spans, bags, strict=True))
    ]


def _faults(text: str, span: Span, quotes: Sequence[Quote]) -> float:
    """What makes a sentence unfit to stand alone, whatever it says."""
    faults = 0.0
    count = len(_WORD.findall(text, span.start, span.end))
    if not _FEWEST_WORDS <= count <= _MOST_WORDS or text[span.end - 1] in "?:":
        faults += _ODD
    if _INC.match(text, _trimmed(text, span).start):
        faults += _NAMELESS
    if _POINTS_BACK.match(text, _trimmed(text, span).start):
        faults += _POINTING
    if _is_furniture(text, span):
        faults += _FURNITURE
    if text[span.start] in "\"“'‘" or not _is_balanced(span.of(text)):
        faults += _HALF_QUOTED
    personal = _PERSONAL.search(text, span.start, span.end)
    if personal is not None and not any(part.start <= personal.start() < part.end for q in quotes for part in q.parts):
        faults += _FIRST_PERSON
    return faults


def _is_furniture(text: str, span: Span) -> bool:
    """A caption, a heading, a line of the page: no sentence of the story."""
    return (
        text[span.end - 1].isalnum()
        or _NOT_A_SENTENCE.match(text, span.start) is not None
        or _CREDIT.search(text, max(span.start, span.end - 110), span.end) is not None
        or _CREDIT_BEHIND.match(text, span.end) is not None
    )


def _is_balanced(words: str) -> bool:
    """Every quotation that it opens it closes."""
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0


def _bag(words: str) -> Counter[str]:
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(words))
    return Counter(word if len(word) < 5 else word.rstrip("s") for word in found if word not in _STOPWORDS)


def _centroid(bags: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for bag in bags:
        total.update(set(bag))
    return Counter({word: count for word, count in total.items() if count > 1})


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of two bags of words."""
    if not one or not other:
        return 0.0
    shared = sum(one[word] * other[word] for word in one.keys() & other.keys())
    return shared / sqrt(_square(one) * _square(other)) if shared else 0.0


def _square(bag: Counter[str]) -> int:
    return sum(count * count for count in bag.values())


def _quoted_share(span: Span, quotes: Sequence[Quote]) -> float:
    covered = sum(
        max(0, min(part.end, span.end) - max(part.start, span.start)) for quote in quotes for part in quote.parts
    )
    return min(1.0, covered / (span.end - span.start))


def _length(chosen: Sequence[_Sentence], text: str) -> int:
    return sum(len(_WORD.findall(text, sentence.span.start, sentence.span.end)) for sentence in chosen)


def _trimmed(text: str, span: Span) -> Span:
    """Without a dateline at its head. A trailing attribution goes only where the stop after it may go too."""
    start, end = span.start, span.end
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None and end - dateline.end() > _SHORTEST_CHARS:
        start = dateline.end()
    trailing = _TRAILING.search(text, start, end)
    if trailing is not None and trailing.start() - start > _SHORTEST_CHARS:
        end = trailing.start()
    return Span(start, end)

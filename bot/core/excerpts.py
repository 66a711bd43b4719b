"""What stays of an article when its full text goes: its beginning, and every sentence something was read from.

The excerpt is a text like any other: quotes, positions, summary and matches point into it, and say the same words.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from bot.core.model import Analysis, Article, Filed, Match, Quote, Span
from bot.core.text import split_sentences

GAP: Final = "\n\n[…]\n\n"  # where something was left out; no word, and a paragraph of its own
LEAD_CHARS: Final = 800  # two or three paragraphs of news
CONTEXT_CHARS: Final = 1_200  # a paragraph of news is far shorter; a page without paragraphs is not kept once per quote
_WORD_CHARS: Final = 40  # a word that the lead would cut is kept whole, unless it is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """For how many days full texts, and articles that no keyword matched, are kept; 0: for good."""

    full_text_days: float = 90
    unmatched_days: float = 90


def text_hash(text: str) -> str:
    """By which a text that is no longer kept is known again."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def is_text_of(filed: Filed, text: str) -> bool:
    """Whether this is the article's text, word for word, kept in full or not."""
    if filed.text_hash is not None:
        return filed.text_hash == text_hash(text)
    return filed.analysis.article.text == text


def is_poorer(article: Article, known: Article) -> bool:
    """Whether this reading of an article is a part of what is known of it: it must not take its place.

    A part beside the whole, whatever it says: the page could be read before.
    """
    return article.is_partial and (not known.is_partial or article.text in known.text)


def shortened(filed: Filed) -> Filed:
    """The article with its excerpt for its text; one that was shortened before stays as it is."""
    text = filed.analysis.article.text
    if filed.text_hash is not None:
        return filed
    return replace(filed, analysis=_excerpt(filed.analysis), text_hash=text_hash(text))


def context(text: str, words: Span) -> Span:
    """The paragraph that holds the words, cut to `CONTEXT_CHARS` around where they begin."""
    first = text.rfind("\n\n", 0, words.start)
    last = text.find("\n\n", words.end)
    begin = max(0 if first < 0 else first + 2, words.start - CONTEXT_CHARS // 2)
    end = min(len(text) if last < 0 else last, begin + CONTEXT_CHARS)
    return Span(begin, max(end, begin + 1))


def _excerpt(analysis: Analysis) -> Analysis:
    text = analysis.article.text
    pieces = _Pieces.of(text, _wanted(analysis))
    if pieces.text == text:
        return analysis
    return replace(
        analysis,
        article=replace(analysis.article, text=pieces.text, block_quotes=()),
        matches=tuple(_moved(analysis.matches, pieces)),
        quotes=tuple(replace(quote, parts=tuple(map(pieces.place, quote.parts))) for quote in analysis.quotes),
        positions=tuple(replace(each, span=pieces.place(each.span)) for each in analysis.positions),
        summary=tuple(map(pieces.place, analysis.summary)),
    )


def _wanted(analysis: Analysis) -> Iterator[Span]:
    text = analysis.article.text
    if text:
        yield _lead(text)
    yield from analysis.summary
    yield from (position.span for position in analysis.positions)
    for quote in analysis.quotes:
        yield from _around(quote, text)
    yield from _first_places(analysis)


def _lead(text: str) -> Span:
    end = min(LEAD_CHARS, len(text))
    while end < min(LEAD_CHARS + _WORD_CHARS, len(text)) and not text[end].isspace():
        end += 1
    return Span(0, end)


def _around(quote: Quote, text: str) -> Iterator[Span]:
    if quote.parts:
        yield context(text, Span(quote.parts[0].start, quote.parts[-1].end))
        yield from quote.parts  # beyond what is kept of a paragraph, too


def _first_places(analysis: Analysis) -> Iterator[Span]:
    """For each keyword the sentence where it stands first: *why* shows it."""
    first: dict[str, Span] = {}
    for match in analysis.matches:
        if match.field == "body":
            first.setdefault(match.rule, match.span)
    sentences = split_sentences(analysis.article.text) if first else ()
    for span in first.values():
        yield next((each for each in sentences if each.start <= span.start < each.end), span)
        yield span  # one that goes beyond its sentence


def _moved(matches: Iterable[Match], pieces: "_Pieces") -> Iterator[Match]:
    for match in matches:
        if match.field != "body":
            yield match
        elif pieces.holds(match.span):
            yield replace(match, span=pieces.place(match.span))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Parts of a text, none touching another, and the text they make."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]  # of each in `text`
    text: str

    @classmethod
    def of(cls, text: str, wanted: Iterable[Span]) -> "_Pieces":
        spans: list[Span] = []
        for span in sorted(wanted):
            if spans and not text[spans[-1].end : span.start].strip():  # they overlap, touch, or only space parts them
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
            else:
                spans.append(span)
        lengths = (span.end - span.start + len(GAP) for span in spans)
        starts = (0, *accumulate(lengths)) if spans else ()
        return cls(tuple(spans), tuple(starts[: len(spans)]), GAP.join(span.of(text) for span in spans))

    def holds(self, span: Span) -> bool:
        return any(piece.start <= span.start and span.end <= piece.end for piece in self.spans)

    def place(self, span: Span) -> Span:
        """Where these words are now; they are within one of the parts."""
        for piece, start in zip(self.spans, self.starts, strict=True):
            if piece.start <= span.start and span.end <= piece.end:
                return Span(span.start - piece.start + start, span.end - piece.start + start)
        raise ValueError(f"not kept: {span}")

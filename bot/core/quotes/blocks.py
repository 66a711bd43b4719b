"""Quotations that the page sets off as paragraphs of their own, without marks.

A block quote of the markup, lines behind ">", paragraphs indented under a colon; or, where a paste has lost all that,
one paragraph that speaks in the first person under "said in a statement:".
"""

import re
from collections.abc import Sequence

from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.runs import Quoted, Style

_ARROW = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_INDENT = re.compile(r"(?:^|\n)(?:[ ]{2,}|[ ]*\t[ \t]*)$")
_STATEMENT = r"(?:statement|letter|e-?mail|post|memo|message|tweet|testimony|speech)"
_HANDS_OVER = re.compile(rf"\b(?:{SAY_VERB}|{_STATEMENT})\b[^.!?\n]*:\s*$")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Oo]urs?|[Mm]y|[Uu]s)\b")
_SOMEBODY_SAYS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]*)\s{SAY_VERB}\b|\b{SAY_VERB}\s(?:he|she|they|[A-Z][\w’'-]*)\b"
)
_HANDLE = re.compile(r"\(@\w{1,30}\)")
_CREDIT = re.compile(r"\s+(?:—|–|―|--)\s?[A-Z][^\n.!?]{1,80}$")
_SENTENCE = re.compile(r"[.?!…:;,][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[•·▪‣*–—-]|\d{1,2}[.)])\s")
_MARKS = re.compile(r"[\"“”„«»]")
_INTRODUCTION_CHARS = 300  # before a paragraph's end
_MOSTLY = 0.5
_FEWEST_WORDS = 6  # of a paragraph that only its wording shows to be somebody's
_NAME_WORDS = 8  # a line under a quotation that only says whose it is


def find_set_off(
    text: str, blocks: Sequence[Span], quoted: Sequence[Quoted], given: Sequence[Span] = ()
) -> tuple[Quoted, ...]:
    """Every paragraph set off, in order; none that stands in quotation marks anyway. `given` is what markup said."""
    found: list[Quoted] = []
    for number, block in enumerate(blocks):
        goes_on = bool(found) and _is_next(text, blocks, found[-1].paragraph, number) and not found[-1].is_mended
        if _is_post(text, blocks, number):
            continue
        if _ARROW.match(text, block.start, block.end):
            pieces = _behind_arrows(text, block)
        elif any(span.start < block.end and block.start < span.end for span in given):
            pieces = _without_credit(text, block)
        elif _is_indented(text, block) and (goes_on or _ends_with_colon(text, blocks, number)):
            pieces = [block]
        else:
            pieces = [block] if _is_worded(text, blocks, number) else []
            if pieces and not goes_on:
                found += [Quoted(block, block, number, Style.SET_OFF, is_mended=True)]
            continue
        if not _is_marked(block, quoted):
            found += [
                Quoted(piece, piece, number, Style.SET_OFF, continues=goes_on or place > 0)
                for place, piece in enumerate(pieces)
            ]
    return tuple(found)


def _is_next(text: str, blocks: Sequence[Span], last: int, number: int) -> bool:
    """Nothing but bare arrows stands between two paragraphs."""
    return all(not _ARROW.sub("", blocks[between].of(text)).strip() for between in range(last + 1, number))


def _behind_arrows(text: str, block: Span) -> list[Span]:
    """The lines of the block, without what stands before them."""
    pieces: list[Span] = []
    place = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        arrow = _ARROW.match(text, place)
        start = arrow.end() if arrow is not None else place
        end = place + len(line.rstrip())
        if any(character.isalnum() for character in text[start:end]):
            pieces.append(Span(start, end))
        place += len(line)
    return pieces


def _without_credit(text: str, block: Span) -> list[Span]:
    words = block.of(text)
    if len(words.split()) <= _NAME_WORDS and not _SENTENCE.search(words):
        return []
    credit = _CREDIT.search(words)
    return [block if credit is None else Span(block.start, block.start + credit.start())]


def _is_indented(text: str, block: Span) -> bool:
    return _INDENT.search(text, max(0, block.start - 12), block.start) is not None


def _ends_with_colon(text: str, blocks: Sequence[Span], number: int) -> bool:
    """The paragraph before ends with a colon, and is not indented itself."""
    return number > 0 and text[blocks[number - 1].end - 1] == ":" and not _is_indented(text, blocks[number - 1])


def _is_worded(text: str, blocks: Sequence[Span], number: int) -> bool:
    block = blocks[number]
    if number == 0 or text[blocks[number - 1].end - 1] != ":":
        return False
    before = text[max(blocks[number - 1].start, blocks[number - 1].end - _INTRODUCTION_CHARS) : blocks[number - 1].end]
    words = block.of(text)
    if len(words.split()) < _FEWEST_WORDS or _MARKS.search(words) or _ITEM.match(words):
        return False
    return bool(_HANDS_OVER.search(before) and _FIRST_PERSON.search(words)) and not _SOMEBODY_SAYS.search(words)


def _is_post(text: str, blocks: Sequence[Span], number: int) -> bool:
    """A post with its author's handle behind it is read as one (`embedded`)."""
    here = blocks[number : number + 2]
    return any(_HANDLE.search(text, block.start, block.end) for block in here)


def _is_marked(block: Span, quoted: Sequence[Quoted]) -> bool:
    """Quotation marks hold most of it already: the words, and perhaps who says them."""
    marked = sum(run.inner.end - run.inner.start for run in quoted if block.start <= run.outer.start < block.end)
    return marked > _MOSTLY * (block.end - block.start)

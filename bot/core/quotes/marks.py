"""What stands between quotation marks, by typography alone.

A mark opens or closes by what stands beside it; its shape decides only where its place doesn't. Each paragraph is read
on its own, so that one odd mark costs one paragraph and never the text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from bot.core.model import Span
from bot.core.text import paragraphs

_MARK = re.compile(r"``|''|[\"“”„‟«»″〝〞＂]")
_OPENING_SHAPES: Final = frozenset("“„‟«〝") | {"``"}
_CLOSING_SHAPES: Final = frozenset("”»″〞")
_SINGLE_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–“\"-]))[‘'‚‹](?=[\w“\"$£€…¿¡\[(])", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,?!…—–)%;\]-])[’'›‘](?=$|[\s.,;:?!)\]—–\"”-])", re.MULTILINE)
_APOSTROPHE = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]?\b|round\b)", re.IGNORECASE)
_MEASURE = re.compile(  # 5'10", a 24" screen
    r"\d\s?['’′]\s?\d{1,2}\s?(?:\"|”|″|'')|(?<![\w\"“])\d+(?:[./]\d+)?(?:\"|″)(?=[\s-](?:x|by|wide|long|tall|deep|screen)\b)"
)
_LONGEST_SINGLE = 3_000  # characters
_LOOK_AHEAD = 60  # closing marks tried for one opening single mark


class Style(Enum):
    DOUBLE = "double"
    SINGLE = "single"


class _Side(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Quoted:
    """One contiguous run between marks, within one paragraph."""

    inner: Span  # the words, without marks and white space at the edges
    outer: Span  # with the marks that are there
    paragraph: int  # index among the text's paragraphs
    style: Style = Style.DOUBLE
    continues: bool = False  # goes on from the paragraph before, which was left open


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    side: _Side
    is_at_start: bool  # of its paragraph


@dataclass(frozen=True, slots=True)
class _Paired:
    """The marks of one paragraph, as far as they make pairs."""

    pairs: tuple[tuple[_Mark, _Mark], ...]
    dangling: _Mark | None  # opened and never closed, the last one
    stray: _Mark | None  # the first mark, when it closes what nobody opened here
    opens_at_start: bool


def find_quoted(text: str, blocks: Sequence[Span] | None = None) -> tuple[Quoted, ...]:
    """Every run between quotation marks, outermost only, in order. Linear in the length of the text.

    `blocks` are the text's paragraphs, where the caller has them.
    """
    blocks = paragraphs(text) if blocks is None else blocks
    marks = [_marks(text, block) for block in blocks]
    read = [
        _pair(here, block, is_followed=_opens(behind) and _opens(here))
        for here, behind, block in zip(marks, [*marks[1:], []], blocks, strict=False)
    ]
    found: list[Quoted | None] = []
    for number, (block, paired) in enumerate(zip(blocks, read, strict=True)):
        before = read[number - 1] if number else None
        was_open = before is not None and before.dangling is not None
        doubles = [
            _quoted(
                text,
                (opening.start, opening.end),
                (closing.start, closing.end),
                number,
                was_open and opening.start == block.start,
            )
            for opening, closing in paired.pairs
        ]
        if was_open and paired.stray is not None:
            stray = paired.stray
            doubles.insert(0, _quoted(text, (block.start, block.start), (stray.start, stray.end), number, True))
        opening = paired.dangling
        if (
            opening is not None
            and number + 1 < len(blocks)
            and _may_go_on(text, opening)
            and _goes_on(read[number + 1])
        ):
            is_next = was_open and opening.start == block.start
            doubles.append(_quoted(text, (opening.start, opening.end), (block.end, block.end), number, is_next))
        found += _with_singles(text, block, number, [quoted for quoted in doubles if quoted is not None])
    return tuple(quoted for quoted in found if quoted is not None)


def _opens(marks: Sequence[_Mark]) -> bool:
    return bool(marks) and marks[0].is_at_start


def _may_go_on(text: str, opening: _Mark) -> bool:
    """Whole sentences run over paragraphs; a fragment inside a sentence that is never closed is a slip."""
    return opening.is_at_start or not text[opening.end : opening.end + 1].islower()


def _goes_on(following: _Paired) -> bool:
    return following.opens_at_start or following.stray is not None


def _quoted(
    text: str, opening: tuple[int, int], closing: tuple[int, int], number: int, continues: bool
) -> Quoted | None:
    piece = text[opening[1] : closing[0]]
    start = opening[1] + len(piece) - len(piece.lstrip())
    end = closing[0] - len(piece) + len(piece.rstrip())
    if not any(character.isalnum() for character in piece):
        return None
    return Quoted(Span(start, end), Span(opening[0], closing[1]), number, continues=continues)


# --- double marks -----------------------------------------------------------------------------------------------------


def _marks(text: str, block: Span) -> list[_Mark]:
    measured = [range(m.start(), m.end()) for m in _MEASURE.finditer(text, block.start, block.end)]
    inches = {place for span in measured for place in (span[-1], span[-2])}
    return [
        _Mark(m.start(), m.end(), _side(text, block, m), m.start() == block.start)
        for m in _MARK.finditer(text, block.start, block.end)
        if m.end() - 1 not in inches and text[m.start() - 1 : m.start()] != "="  # left over from a page's markup
    ]


def _side(text: str, block: Span, mark: re.Match[str]) -> _Side:
    before = text[mark.start() - 1] if mark.start() > block.start else "\n"
    after = text[mark.end()] if mark.end() < block.end else "\n"
    if mark.start() == block.start:
        return _Side.OPENS
    if before.isspace() and after in ",.;:!?)":
        return _Side.CLOSES  # « so », with French spaces
    if after.isspace() != before.isspace():
        return _Side.CLOSES if after.isspace() else _Side.OPENS
    if not after.isspace():
        if before in "([{—–-/‘“„" and (after.isalnum() or after in "'‘’[$…"):
            return _Side.OPENS
        if after in ",.;:?!)]}—–-’'" and not (before in "([" or (after in "'’" and before in ",.;:")):
            return _Side.CLOSES
    shape = mark[0]
    return _Side.OPENS if shape in _OPENING_SHAPES else _Side.CLOSES if shape in _CLOSING_SHAPES else _Side.EITHER


def _pair(marks: list[_Mark], block: Span, *, is_followed: bool) -> _Paired:
    """`is_followed`: this paragraph and the next begin with a mark, so that the first may be left open on purpose."""
    opens = sum(mark.side is _Side.OPENS for mark in marks)
    is_left_open = is_followed and opens == len(marks) - opens + 1
    balance = _balance_behind(marks, 1 if is_left_open else 0)
    pairs: list[tuple[_Mark, _Mark]] = []
    opened: _Mark | None = None
    depth = 0
    stray = None
    for index, mark in enumerate(marks):
        if opened is None:
            if mark.side is not _Side.CLOSES:
                opened, depth = mark, 0
            elif index == 0:
                stray = mark
        elif mark.side is _Side.OPENS:
            if balance[index] >= depth + 2:
                depth += 1
            else:
                opened, depth = mark, 0  # the one before was never closed
        elif depth:
            depth -= 1
        else:
            pairs.append((opened, mark))
            opened = None
    return _Paired(tuple(pairs), opened, stray, bool(marks) and marks[0].start == block.start)


def _balance_behind(marks: Sequence[_Mark], unseen: int) -> list[int]:
    """For each mark, how many more close than open behind it, before the next pair begins."""
    behind = [unseen] * (len(marks) + 1)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        behind[index] = max(0, behind[index + 1] + (-1 if mark.side is _Side.OPENS else 1))
    return behind[1:]


# --- single marks -----------------------------------------------------------------------------------------------------


def _with_singles(text: str, block: Span, number: int, doubles: list[Quoted]) -> list[Quoted]:
    """British quotations too: a single pair that encloses double ones takes their place."""
    starts = [quoted.outer.start for quoted in doubles]
    singles: list[Quoted] = []
    place = block.start
    while (opening := _SINGLE_OPEN.search(text, place, block.end)) is not None:
        place = opening.end()
        if _APOSTROPHE.match(text, opening.start()) or _is_within(opening.start(), doubles, starts):
            continue
        closing = _single_close(text, opening.end(), block.end, doubles, starts)
        quoted = _quoted(text, opening.span(), closing.span(), number, False) if closing is not None else None
        if closing is not None and quoted is not None:
            singles.append(Quoted(quoted.inner, quoted.outer, number, Style.SINGLE))
            place = closing.end()
    single_starts = [quoted.outer.start for quoted in singles]
    kept = [quoted for quoted in doubles if not _is_within(quoted.outer.start, singles, single_starts)]
    return sorted([*kept, *singles], key=lambda quoted: quoted.outer.start)


def _is_within(place: int, runs: Sequence[Quoted], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < runs[index].outer.end


def _single_close(
    text: str, start: int, end: int, doubles: Sequence[Quoted], starts: Sequence[int]
) -> re.Match[str] | None:
    """The mark that closes: one behind a stop or comma if there is one before the next opening, else the first.

    A plural's apostrophe ("the voters’ choice") closes only where nothing better does.
    """
    openings = (m.start() for m in islice(_SINGLE_OPEN.finditer(text, start, end), _LOOK_AHEAD))
    limit = next((place for place in openings if not _APOSTROPHE.match(text, place)), end)
    first = plural = None
    for closing in islice(_SINGLE_CLOSE.finditer(text, start, min(limit, start + _LONGEST_SINGLE)), _LOOK_AHEAD):
        if _is_within(closing.start(), doubles, starts):
            continue
        before = text[closing.start() - 1]
        if before in ".,?!…—–":
            return closing
        if before in "sz" and text[closing.end() : closing.end() + 1] == " ":
            plural = plural or closing
        else:
            first = first or closing
    return first or plural

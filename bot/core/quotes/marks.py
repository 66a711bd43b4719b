"""What stands between quotation marks, by typography alone.

A mark opens or closes by what stands beside it; its shape decides only where its place doesn't. Each paragraph is read
on its own, so that one odd mark costs one paragraph and never the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from bot.core.model import Span
from bot.core.quotes.mending import ITEM, cut_at_cue, without_closing, without_opening
from bot.core.quotes.runs import Quoted, run_of
from bot.core.quotes.singles import with_singles
from bot.core.text import paragraphs

_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»″〝〞＂「」『』]")
_OPENING_SHAPES: Final = frozenset("“„‟«〝「『") | {"``", "‘‘"}
_CLOSING_SHAPES: Final = frozenset("”»″〞」』") | {"’’"}
_ALWAYS_OPEN: Final = frozenset("「『")  # never used the other way round, and no space stands beside them
_ALWAYS_CLOSE: Final = frozenset("」』")
_MEASURE = re.compile(  # 5'10", a 24" screen
    r"\d\s?['’′]\s?\d{1,2}(?:\.\d+)?\s?(?:\"|”|″|'')|(?<![\w\"“])\d+(?:[./]\d+)?(?:\"|″)(?=[\s-](?:x|by|wide|long|tall|deep|"
    r"high|thick|across|apart|screens?|lens(?:es)?|displays?|monitors?|tablets?|pipes?|wheels?|walls?|gaps?|of\s(?:rain|snow))\b)"
)
_LONGEST_LIST = 12  # items


class _Side(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


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
    unclosed: tuple[tuple[_Mark, int], ...] = ()  # opened and not closed where the next opens, at that offset


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
    doubles = [_doubles(text, blocks, read, number) for number in range(len(blocks))]
    for first, last in _lists(text, blocks, read):
        doubles[first : last + 1] = _over_list(text, blocks, read, first, last)
    return with_singles(text, blocks, doubles)


def _doubles(text: str, blocks: Sequence[Span], read: Sequence[_Paired], number: int) -> list[Quoted]:
    block, paired = blocks[number], read[number]
    cut = _cut(text, blocks, read, number)
    was_open = number > 0 and read[number - 1].dangling is not None and _cut(text, blocks, read, number - 1) is None
    found = [_run(text, opening, closing, number) for opening, closing in paired.pairs]
    found += [without_closing(text, Span(mark.start, end), number) for mark, end in paired.unclosed]
    stray, dangling = paired.stray, paired.dangling
    if stray is not None and was_open:
        found.append(run_of(text, Span(block.start, stray.end), number, closing=stray.end - stray.start))
    elif stray is not None:
        found.append(without_opening(text, block, stray.start, stray.end, number))
    if cut is not None:
        found.append(cut)
    elif dangling is not None and number + 1 < len(blocks) and _is_left_open(text, dangling, read[number + 1]):
        outer = Span(dangling.start, block.end)
        found.append(run_of(text, outer, number, opening=dangling.end - dangling.start))
    elif dangling is not None:
        found.append(without_closing(text, Span(dangling.start, block.end), number, before=block.start))
    return [
        replace(run, continues=was_open and run.outer.start == block.start and not run.is_mended)
        for run in _in_order(found)
    ]


def _cut(text: str, blocks: Sequence[Span], read: Sequence[_Paired], number: int) -> Quoted | None:
    """What a paragraph opens and never closes, where it says itself whose it was."""
    dangling = read[number].dangling
    return None if dangling is None else cut_at_cue(text, Span(dangling.start, blocks[number].end), number)


def _lists(text: str, blocks: Sequence[Span], read: Sequence[_Paired]) -> Iterator[tuple[int, int]]:
    """Where a quotation is left open at a colon and closed at the end of the list under it."""
    for first, paired in enumerate(read):
        if paired.dangling is None or text[blocks[first].end - 1] != ":":
            continue
        for last in range(first + 1, min(first + _LONGEST_LIST, len(blocks))):
            if ITEM.match(text, blocks[last].start) is None:
                break
            if read[last].stray is not None:
                yield first, last
            if read[last].stray is not None or read[last].pairs or read[last].dangling is not None:
                break


def _over_list(
    text: str, blocks: Sequence[Span], read: Sequence[_Paired], first: int, last: int
) -> Iterator[list[Quoted]]:
    """The runs of these paragraphs: what was read of the first and the last, and the items of the list."""
    opening, stray = read[first].dangling, read[last].stray
    if opening is None or stray is None:
        return
    for number in range(first, last + 1):
        block, item = blocks[number], ITEM.match(text, blocks[number].start)
        start = item.end() if item is not None and number > first else block.start
        if number == first:
            run = run_of(text, Span(opening.start, block.end), number, opening=opening.end - opening.start)
        elif number == last:
            run = run_of(text, Span(start, stray.end), number, closing=stray.end - stray.start)
        else:
            run = run_of(text, Span(start, block.end), number)
        pairs = [_run(text, *pair, number) for pair in read[number].pairs]
        spoken = replace(run, continues=number > first) if run is not None else None
        yield list(_in_order([*pairs, spoken]))


def _in_order(found: Sequence[Quoted | None]) -> Iterator[Quoted]:
    """By place; a run that reaches into the one before is left out."""
    end = 0
    for run in sorted((run for run in found if run is not None), key=lambda run: run.outer.start):
        if run.outer.start >= end:
            yield run
            end = run.outer.end


def _opens(marks: Sequence[_Mark]) -> bool:
    return bool(marks) and marks[0].is_at_start


def _is_left_open(text: str, opening: _Mark, following: _Paired) -> bool:
    """Whole sentences run over paragraphs; a fragment inside a sentence that is never closed is a slip."""
    may_go_on = opening.is_at_start or not text[opening.end : opening.end + 1].islower()
    return may_go_on and (following.opens_at_start or following.stray is not None)


def _run(text: str, opening: _Mark, closing: _Mark, number: int) -> Quoted | None:
    outer = Span(opening.start, closing.end)
    return run_of(text, outer, number, opening=opening.end - opening.start, closing=closing.end - closing.start)


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
    if mark.start() == block.start or mark[0] in _ALWAYS_OPEN:
        return _Side.OPENS
    if mark[0] in _ALWAYS_CLOSE:
        return _Side.CLOSES
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
    unclosed: list[tuple[_Mark, int]] = []
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
                unclosed.append((opened, mark.start))
                opened, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            pairs.append((opened, mark))
            opened = None
    return _Paired(tuple(pairs), opened, stray, bool(marks) and marks[0].start == block.start, tuple(unclosed))


def _balance_behind(marks: Sequence[_Mark], unseen: int) -> list[int]:
    """For each mark, how many more close than open behind it, before the next pair begins."""
    behind = [unseen] * (len(marks) + 1)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        behind[index] = max(0, behind[index + 1] + (-1 if mark.side is _Side.OPENS else 1))
    return behind[1:]

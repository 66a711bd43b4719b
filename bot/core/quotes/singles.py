"""Single quotation marks, as the British set them, told from apostrophes."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.core.model import Span
from bot.core.quotes.runs import Quoted, Style, run_of

_ELISION = r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]?(?!\w)|round\b)"
_OPEN = re.compile(r"(?:^|(?<=[\s(\[—–“\"-]))[‘'‚‹](?=[\w“\"$£€…¿¡\[(’'])", re.MULTILINE)
_CLOSE = re.compile(r"(?<=[\w.,?!…—–)%;\]-])[’'›‘](?=$|[\s.,;:?!)\]—–\"”-])", re.MULTILINE)
_APOSTROPHE = re.compile(rf"['’‘]{_ELISION}", re.IGNORECASE)
_ELIDED_BEFORE = re.compile(r"(?:^|[\s‘'“\"])['’‘]n$", re.IGNORECASE)  # rock 'n' roll: its second mark closes nothing
_LONGEST = 3_000  # characters
_LOOK_AHEAD = 60  # closing marks tried for one opening one


def with_singles(text: str, blocks: Sequence[Span], doubles: Sequence[Sequence[Quoted]]) -> tuple[Quoted, ...]:
    """The double-marked runs of each block with its single-marked ones; a single pair around double ones wins.

    A paragraph that opens with a single mark may be left open, and goes on where the next one opens with it again.
    """
    found: list[Quoted] = []
    was_open = False
    for number, (block, runs) in enumerate(zip(blocks, doubles, strict=True)):
        singles, dangling = _singles(text, block, number, runs)
        following = blocks[number + 1].start if number + 1 < len(blocks) else None
        is_left_open = dangling is not None and following is not None and _opens_at(text, following)
        if dangling is not None and is_left_open:
            left = run_of(text, Span(dangling, block.end), number, opening=1)
            singles += [replace(left, style=Style.SINGLE)] if left is not None else []
        if was_open and singles and singles[0].outer.start == block.start:
            singles[0] = replace(singles[0], continues=True)
        starts = [quoted.outer.start for quoted in singles]
        kept = [quoted for quoted in runs if not _is_within(quoted.outer.start, singles, starts)]
        found += sorted([*kept, *singles], key=lambda quoted: quoted.outer.start)
        was_open = is_left_open
    return tuple(found)


def _opens_at(text: str, place: int) -> bool:
    return _OPEN.match(text, place) is not None and not _APOSTROPHE.match(text, place)


def _singles(text: str, block: Span, number: int, doubles: Sequence[Quoted]) -> tuple[list[Quoted], int | None]:
    """The closed runs of a paragraph, and where it opens with one that isn't closed."""
    starts = [quoted.outer.start for quoted in doubles]
    singles: list[Quoted] = []
    dangling = None
    place = block.start
    while (opening := _OPEN.search(text, place, block.end)) is not None:
        place = opening.end()
        if _APOSTROPHE.match(text, opening.start()) or _is_within(opening.start(), doubles, starts):
            continue
        closing = _closing(text, opening.end(), block.end, doubles, starts)
        if closing is None and opening.start() == block.start:
            dangling = block.start
        outer = Span(opening.start(), closing.end()) if closing is not None else None
        quoted = run_of(text, outer, number, opening=1, closing=1) if outer is not None else None
        if closing is not None and quoted is not None:
            singles.append(replace(quoted, style=Style.SINGLE))
            place = closing.end()
    return singles, None if singles else dangling


def _is_within(place: int, runs: Sequence[Quoted], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < runs[index].outer.end


def _closing(text: str, start: int, end: int, doubles: Sequence[Quoted], starts: Sequence[int]) -> re.Match[str] | None:
    """The mark that closes: one behind a stop or comma if there is one before the next opening, else the first.

    A plural's apostrophe ("the voters’ choice") closes only where nothing better does.
    """
    openings = (m.start() for m in islice(_OPEN.finditer(text, start, end), _LOOK_AHEAD))
    limit = next((place for place in openings if place > start and not _APOSTROPHE.match(text, place)), end)
    first = plural = None
    for closing in islice(_CLOSE.finditer(text, start, min(limit, start + _LONGEST)), _LOOK_AHEAD):
        if _is_within(closing.start(), doubles, starts) or _is_elision(text, closing.start()):
            continue
        before = text[closing.start() - 1]
        if before in ".,?!…—–":
            return closing
        if before in "sz" and text[closing.end() : closing.end() + 1] == " ":
            plural = plural or closing
        else:
            first = first or closing
    return first or plural


def _is_elision(text: str, place: int) -> bool:
    return _ELIDED_BEFORE.search(text, max(0, place - 3), place) is not None

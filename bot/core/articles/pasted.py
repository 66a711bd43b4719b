"""The article inside text pasted from a browser, furniture and all.

Every line is weighed as an editor would: is it a sentence or a label, does it speak of the site, does it stand in a
list of other stories, has it been said before? The article is the stretch of lines that weighs most; inside it, what
its neighbours don't carry goes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.articles import biographies, bylines, headlines, notes
from bot.core.articles.date_lines import is_date_line
from bot.core.articles.dialogues import turns_raised
from bot.core.articles.furniture import Furniture
from bot.core.articles.paragraphs import tidy
from bot.core.articles.surroundings import BODY_WORDS, weighed_in_place
from bot.core.articles.weighing import ENDS_SENTENCE, ITEM, Line, weigh

_WRAPPED_CHARS = range(40, 101)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste holds, line by line."""

    title: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()  # about the article, outside its text
    byline_lines: tuple[str, ...] = ()
    date_lines: tuple[str, ...] = ()
    biographies: tuple[str, ...] = ()


def read_pasted(text: str, *, title: str | None = None) -> Pasted:
    """The title, the paragraphs, and the lines near them that say by whom and when."""
    lines = weighed_in_place(turns_raised([weigh(line) for line in tidy(unwrapped(text).splitlines())]))
    start, end = _heaviest(lines)
    place, headline = headlines.headline([line.text for line in lines], list(map(_standing, lines)), start, given=title)
    if place is not None and start <= place < end:
        start = place + 1
    body = _body(lines[start:end], None if place is None else headline)
    about = [line.text for line in lines[start : end + 6] if biographies.is_biography(line.text)]
    around = _around(lines, start, end, start if place is None else place)
    return Pasted(
        title=headline,
        paragraphs=tuple(line.text for line in _without_biographies(body)),
        notes=tuple(line for line in (*around, *_below(lines, end)) if notes.is_note(line)),
        byline_lines=tuple(bylines.byline_lines(around)),
        date_lines=tuple(line for line in around if is_date_line(line) or bylines.is_dated_byline(line)),
        biographies=tuple(about),
    )


def unwrapped(text: str) -> str:
    """Lines joined again where a mail program broke them: all within its window, most ending mid-sentence."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inner = [line.rstrip() for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(inner) < 4 or max(len(line.rstrip()) for line in lines) > _WRAPPED_CHARS.stop:
        return "\n".join(lines)
    open_ends = sum(len(line) in _WRAPPED_CHARS and not ENDS_SENTENCE.search(line) for line in inner)
    if open_ends < 0.7 * len(inner):
        return "\n".join(lines)
    blocks = re.split(r"\n[^\S\n]*\n", "\n".join(lines))
    return "\n".join(_one_line(block) for block in blocks)


def _one_line(block: str) -> str:
    """The lines of a block as one; of lines that a mail program set behind ">", the first keeps its mark."""
    lines = [line.strip() for line in block.split("\n")]
    if all(line.startswith(">") for line in lines):
        lines[1:] = [line.lstrip("> ") for line in lines[1:]]
    return " ".join(lines)


_BARRIER = {
    Furniture.COMMENTS: -45.0,
    Furniture.LIST_HEAD: -4.0,
    Furniture.LEGAL: -8.0,
    Furniture.BIOGRAPHY_HEAD: -6.0,
}


def _heaviest(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch with the greatest sum of weights (Kadane's scan)."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for place, line in enumerate(lines):
        weight = min(line.weight, _BARRIER.get(line.kind, line.weight)) if line.kind else line.weight
        if total <= 0:
            total, start = 0.0, place
        total += weight
        if total > best[0]:
            best = (total, start, place + 1)
    return best[1], best[2]


def _standing(line: Line) -> headlines.Standing:
    """What a line is to a headline: possible, a paragraph, told by the article (byline, date), or something else."""
    if line.is_meta:
        return "meta"
    if line.kind:
        return "other"
    return "prose" if line.weight > 1 else "line"


def _body(stretch: Sequence[Line], title: str | None) -> list[Line]:
    """The article's lines: sentences, and what stands between two of them without being furniture."""
    kept: list[Line] = []
    for place, line in enumerate(stretch):
        if line.kind is Furniture.COMMENTS and sum(other.words for other in kept) > BODY_WORDS:
            break
        if line.text == title or (line.is_repeated and line.text in {other.text for other in kept}):
            continue
        is_note = not line.kind and notes.is_note(line.text)
        if line.is_prose or is_note or _is_carried(stretch, place):
            kept.append(line)
    return kept


def _is_carried(stretch: Sequence[Line], place: int) -> bool:
    """A short line the sentences around it carry: a subhead right above its text, an item of a list."""
    line = stretch[place]
    if line.kind or line.is_meta or line.is_repeated:
        return False
    before = [other for other in stretch[max(0, place - 40) : place] if not other.kind and not other.is_repeated][-4:]
    after = stretch[place + 1 : place + 2]
    if not any(other.weight > 1 or ITEM.match(other.text) for other in before):
        return False
    return any(other.weight > 1 or ITEM.match(other.text) for other in after) or _is_in_list(stretch, place)


def _is_in_list(stretch: Sequence[Line], place: int) -> bool:
    """Items with their marks, or a run of up to eight plain lines between two paragraphs, opened by a colon."""
    line = stretch[place]
    if ITEM.match(line.text):
        return True
    for other in reversed(stretch[max(0, place - 8) : place]):
        if other.kind or other.is_meta:
            return False
        if other.is_prose or other.text.endswith(":"):
            return other.text.endswith(":")
    return False


def _around(lines: Sequence[Line], start: int, end: int, title_place: int) -> list[str]:
    """The lines where a page says by whom and when: about the title, the first paragraphs, the last."""
    first = max(0, min(title_place, start) - 6)
    head = lines[first : min(len(lines), start + 6)]
    tail = lines[max(start + 6, end - 2) : end + 3]
    return [line.text for line in (*head, *tail)]


def _below(lines: Sequence[Line], end: int) -> list[str]:
    """Where a note stands under biography, caption and links."""
    return [line.text for line in lines[end + 3 : end + 8]]


def _without_biographies(body: Sequence[Line]) -> list[Line]:
    """The author's biography stands last, or first; in the middle such a sentence is about somebody else."""
    last = max(1, len(body) - 4)
    end = next((i for i, line in enumerate(body) if i >= last and biographies.is_biography(line.text)), len(body))
    notes_after = [line for line in body[end:] if notes.is_note(line.text)]
    return [line for i, line in enumerate(body[:end]) if i or not biographies.is_biography(line.text)] + notes_after

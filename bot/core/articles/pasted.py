"""The article inside text pasted from a browser, furniture and all.

Every line is weighed as an editor would: is it a sentence or a label, does it speak of the site, has it been said
before? The article is the stretch of lines that weighs most; inside it, what its neighbours don't carry goes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from bot.core.articles import biographies, bylines, notes
from bot.core.articles.furniture import Furniture, furniture
from bot.core.articles.paragraphs import tidy
from bot.core.articles.stamps import is_date_line

_SENTENCE_END = re.compile(r"(?:[.!?…:]|[.!?…,][\"'”’»)\]]+|[\"”»])[\s*†]*$")
_INNER_STOP = re.compile(r"[a-z\d)”\"][.!?][\"”’)]? [\"“‘(]?[A-Z]")
_WRAPPED_CHARS = range(40, 101)
_PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paste with what it weighs."""

    text: str
    words: int
    weight: float = 0.0
    kind: Furniture | None = None
    is_meta: bool = False  # byline, date or correction: not text, but told by the article

    @property
    def is_prose(self) -> bool:
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste holds, line by line."""

    title: str
    paragraphs: tuple[str, ...]
    byline_lines: tuple[str, ...] = ()
    date_lines: tuple[str, ...] = ()
    biographies: tuple[str, ...] = ()


def read_pasted(text: str, *, title: str | None = None) -> Pasted:
    """The title, the paragraphs, and the lines near them that say by whom and when."""
    lines = [weigh(line) for line in tidy(unwrapped(text).splitlines())]
    lines = _without_repeats(lines)
    start, end = _heaviest(lines)
    headline = _headline(lines, start, title)
    body = _body(lines, start, end, headline[1])
    around = _around(lines, start, end, headline[0])
    told = [line.text for line in body if biographies.is_biography(line.text)]
    kept = [line.text for line in _without_biographies(body)]
    return Pasted(
        title=headline[1],
        paragraphs=tuple(kept),
        byline_lines=_byline_lines(around),
        biographies=tuple(told),
        date_lines=tuple(line.text for line in around if is_date_line(line.text)),
    )


def unwrapped(text: str) -> str:
    """Lines joined again where a mail program broke them: all within its window, most ending mid-sentence."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [line.rstrip() for line in lines if line.strip()]
    inner = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(inner) < 6 or max(map(len, filled)) > _WRAPPED_CHARS.stop:
        return "\n".join(lines)
    open_ends = sum(len(line) in _WRAPPED_CHARS and not _SENTENCE_END.search(line) for line in inner)
    if open_ends < 0.7 * len(inner):
        return "\n".join(lines)
    blocks = re.split(r"\n[^\S\n]*\n", "\n".join(lines))
    return "\n".join(" ".join(line.strip() for line in block.split("\n")) for block in blocks)


def weigh(text: str) -> Line:
    """A line by itself: sentences weigh by their length, labels and furniture pull down."""
    words = text.split()
    count = _length(text, words)
    kind = furniture(text)
    if kind:
        return Line(text, count, -3.0 if count < 30 else -8.0, kind)
    if is_date_line(text) or bylines.is_byline(text) or notes.is_note(text):
        return Line(text, count, 0.0, None, is_meta=True)
    return Line(text, count, _prose_weight(text, words, count))


def _length(text: str, words: Sequence[str]) -> int:
    """Words; in scripts without blanks two characters count for one."""
    wide = sum("\u3040" <= char <= "\u9fff" or "\u0e00" <= char <= "\u0e7f" for char in text)
    return max(len(words), wide // 2)


def _prose_weight(text: str, words: Sequence[str], count: int) -> float:
    closed = bool(_SENTENCE_END.search(text)) or text[-1:] in "。！？」"
    lower = sum(word[:1].islower() or not word[:1].isupper() for word in words) / max(1, len(words))
    if count >= _PROSE_WORDS and (closed or _INNER_STOP.search(text)) and lower > 0.45:
        return min(count, 80) / 4
    if count >= 25 and lower > 0.6:
        return min(count, 60) / 8
    if count >= _PROSE_WORDS and lower > 0.55:
        return 0.5
    if closed and count >= 4 and lower > 0.4 and text[-1:] != ":":
        return min(count, 12) / 6
    return -1.0 - min(count, 10) / 10


def _without_repeats(lines: Sequence[Line]) -> list[Line]:
    """A line said twice is a caption, a menu or a teaser; a long one is kept where it stands first."""
    counts = Counter(line.text.casefold() for line in lines)
    seen: set[str] = set()
    result: list[Line] = []
    for line in lines:
        key = line.text.casefold()
        if counts[key] > 1 and line.is_prose and (key in seen or line.words < _PROSE_WORDS):
            line = replace(line, weight=-1.0)
        seen.add(key)
        result.append(line)
    return result


_BARRIER = {
    Furniture.COMMENTS: -45.0,
    Furniture.LIST_HEAD: -14.0,
    Furniture.LEGAL: -10.0,
    Furniture.BIOGRAPHY_HEAD: -6.0,
}


def _heaviest(lines: Sequence[Line]) -> tuple[int, int]:
    """The stretch with the greatest sum of weights (Kadane's scan)."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for place, line in enumerate(lines):
        weight = min(line.weight, _BARRIER.get(line.kind, line.weight) if line.kind else line.weight)
        if total <= 0:
            total, start = 0.0, place
        total += weight
        if total > best[0]:
            best = (total, start, place + 1)
    return best[1], best[2]


def _headline(lines: Sequence[Line], start: int, given: str | None) -> tuple[int, str]:
    """Where the title stands above the article, and the title; the first line when nothing looks like one."""
    if given:
        key = given.casefold()
        place = next((i for i, line in enumerate(lines[: start + 3]) if line.text.casefold() == key), start)
        return place, given
    counts = Counter(line.text.casefold() for line in lines)
    best: tuple[float, int] | None = None
    for place in range(start - 1, max(-1, start - 25), -1):
        line = lines[place]
        if line.kind or line.is_meta or not 3 <= line.words <= 30:
            continue
        value = (
            min(line.words, 9)
            + 3 * (counts[line.text.casefold()] > 1)
            - 0.6 * (start - place)
            - 2 * line.text.endswith(".")
        )
        if best is None or value > best[0]:
            best = (value, place)
    if best:
        return best[1], lines[best[1]].text
    first = next((line.text for line in lines[start:] if not line.kind), lines[0].text if lines else "")
    return start, first


def _body(lines: Sequence[Line], start: int, end: int, title: str) -> list[Line]:
    """The article's lines: sentences, and what stands between two of them without being furniture."""
    stretch = [line for line in lines[start:end] if line.text != title]
    kept: list[Line] = []
    for place, line in enumerate(stretch):
        if line.kind is Furniture.COMMENTS and sum(other.words for other in kept) > 60:
            break
        if line.is_prose or (notes.is_note(line.text) and not line.kind) or _is_carried(stretch, place):
            kept.append(line)
    return kept


def _is_carried(stretch: Sequence[Line], place: int) -> bool:
    """A short line with sentences on both sides: a subhead, an item of a list, a line of a dialogue."""
    line = stretch[place]
    if line.kind or line.is_meta:
        return False
    before = next((other for other in reversed(stretch[max(0, place - 2) : place]) if not other.kind), None)
    after = next((other for other in stretch[place + 1 : place + 3] if not other.kind), None)
    return bool(before and after and before.weight > 1 and after.weight > 1)


def _around(lines: Sequence[Line], start: int, end: int, title_place: int) -> list[Line]:
    """The lines where a page says by whom and when: about the title, the first paragraphs, the last."""
    first = max(0, min(title_place, start) - 6)
    return [*lines[first : min(len(lines), start + 6)], *lines[max(start + 6, end - 2) : end + 3]]


def _byline_lines(around: Sequence[Line]) -> tuple[str, ...]:
    found: list[str] = []
    for line, following in zip_longest(around, around[1:]):
        if bylines.is_byline(line.text):
            found.append(line.text)
        elif re.fullmatch(r"\W*(?:written )?by\W*", line.text, re.IGNORECASE) and following:
            found.append(f"By {following.text}")
    return tuple(found)


def _without_biographies(body: Sequence[Line]) -> list[Line]:
    """The author's biography stands last, or first; in the middle such a sentence is about somebody else."""
    last = max(0, len(body) - 3)
    return [line for place, line in enumerate(body) if not (place >= last and biographies.is_biography(line.text))]

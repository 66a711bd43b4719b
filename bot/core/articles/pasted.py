"""The article inside text pasted from a browser, furniture and all.

Every line is weighed as an editor would: is it a sentence or a label, does it speak of the site, does it stand in a
list of other stories, has it been said before? The article is the stretch of lines that weighs most; inside it, what
its neighbours don't carry goes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.core.articles import biographies, bylines, headlines, notes
from bot.core.articles.furniture import Furniture, furniture
from bot.core.articles.paragraphs import tidy
from bot.core.articles.stamps import is_date_line

_SENTENCE_END = re.compile(r"(?:[.!?…。！？؟।]|[.!?…,][\"'”’»)\]]+|[\"”»」])[\s*†]*$")
_INNER_STOP = re.compile(r"[a-z\d)”\"][.!?][\"”’)]? [\"“‘(]?[A-Z]")
_ITEM = re.compile(r"^(?:[•·▪‣*–—-]\s*|\(?\d{1,2}[.):]\s|\(?[a-z]\)\s)\S")
_WIDE = re.compile(r"[\u3040-\u9fff\u0e00-\u0e7f]")
_WRAPPED_CHARS = range(40, 101)
_PROSE_WORDS = 12
_LISTED = -0.4  # an article goes on after a box of other stories
_NEAR_LINES = 30
_THREAD_MARKS = 4
_STRONG_WORDS = 40  # a paragraph that no teaser reaches
_BODY_WORDS = 60  # from here on there is an article that comments could follow


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the paste with what it weighs."""

    text: str
    words: int
    weight: float = 0.0
    kind: Furniture | None = None
    is_meta: bool = False  # byline, date or correction: not text, but told by the article
    is_repeated: bool = False

    @property
    def is_prose(self) -> bool:
        return self.weight > 0


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
    weighed = [weigh(line) for line in tidy(unwrapped(text).splitlines())]
    lines = _lists_lowered(_threads_lowered(_repeats_marked(weighed)))
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
        notes=tuple(line for line in around if notes.is_note(line)),
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
    open_ends = sum(len(line) in _WRAPPED_CHARS and not _SENTENCE_END.search(line) for line in inner)
    if open_ends < 0.7 * len(inner):
        return "\n".join(lines)
    blocks = re.split(r"\n[^\S\n]*\n", "\n".join(lines))
    return "\n".join(" ".join(line.strip() for line in block.split("\n")) for block in blocks)


# --- weighing ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=10_000)
def weigh(text: str) -> Line:
    """A line by itself: sentences weigh by their length, labels and furniture pull down.

    Remembered, because the menus of a site are the same on every page.
    """
    words = text.split()
    count = _length(text, words)
    kind = furniture(text)
    if kind:
        return Line(text, count, 0.0 if kind is Furniture.BREAK else -3.0 if count < 30 else -8.0, kind)
    if is_date_line(text) or bylines.is_byline(text) or bylines.is_dated_byline(text) or notes.is_note(text):
        return Line(text, count, 0.0, None, is_meta=True)
    return Line(text, count, _prose_weight(text, words, count))


def _length(text: str, words: Sequence[str]) -> int:
    """Words; in scripts without blanks two characters count for one."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return max(len(words), wide // 2)


def _prose_weight(text: str, words: Sequence[str], count: int) -> float:
    is_closed = bool(_SENTENCE_END.search(text))
    lower = sum(word[:1].islower() or not word[:1].isupper() for word in words) / max(1, len(words))
    if count >= _PROSE_WORDS and (is_closed or _INNER_STOP.search(text)) and lower > 0.4:
        return min(count, 80) / 4
    if count >= 20 and (lower > 0.5 or (is_closed and lower > 0.3)):
        return min(count, 60) / 8
    if count >= _PROSE_WORDS and lower > 0.55:
        return 0.5
    if is_closed and count >= 3 and (lower > 0.4 or text[0] in "“\"'‘«"):
        return min(count, 12) / 6
    if _ITEM.match(text) or (text[-1:] == ":" and count >= 5 and lower > 0.5):
        return -0.2  # part of a text or of a menu: its neighbours tell
    return -1.0 - min(count, 10) / 10


def _repeats_marked(lines: Sequence[Line]) -> list[Line]:
    """A line said twice is a caption, a menu or a teaser; unless the whole page is there twice."""
    counts = Counter(line.text.casefold() for line in lines)
    is_doubled = _is_doubled(lines, counts)
    seen: set[str] = set()
    result: list[Line] = []
    for place, line in enumerate(lines):
        key = line.text.casefold()
        is_first = key not in seen and (is_doubled or line.words >= 30)
        if counts[key] > 1 and line.is_prose and not (is_first or _opens(lines, place)):
            line = replace(line, weight=-1.0)
        seen.add(key)
        result.append(replace(line, is_repeated=counts[key] > 1))
    return result


def _opens(lines: Sequence[Line], place: int) -> bool:
    """A first paragraph, which a page may also print as its summary: sentences follow it, none stands before."""
    before, after = lines[max(0, place - 1) : place], lines[place + 1 : place + 2]
    return not any(line.is_prose for line in before) and any(line.is_prose and line.words >= 8 for line in after)


def _is_doubled(lines: Sequence[Line], counts: Counter[str]) -> bool:
    prose = [line for line in lines if line.is_prose]
    repeated = sum(line.words for line in prose if counts[line.text.casefold()] > 1)
    return repeated > 0.4 * sum(line.words for line in prose)


def _threads_lowered(lines: Sequence[Line]) -> list[Line]:
    """Sentences between "Reply" and "Permalink" are readers', where a page has several of these."""
    marks = [place for place, line in enumerate(lines) if line.kind is Furniture.THREAD]
    if len(marks) < _THREAD_MARKS:
        return list(lines)
    near = {place for mark in marks for place in range(mark - 3, mark + 3)}
    is_read = [place in near and marks[0] - 1 <= place <= marks[-1] for place in range(len(lines))]
    return [
        replace(line, weight=_LISTED) if is_readers and line.is_prose else line
        for line, is_readers in zip(lines, is_read, strict=True)
    ]


def _lists_lowered(lines: Sequence[Line]) -> list[Line]:
    """Under "Most popular" a sentence is a teaser until an article's run begins; after "Latest comments" a reader's.

    Comments have no end; but a link to them stands above an article too, where next to nothing was told before.
    """
    result: list[Line] = []
    head: Furniture | None = None
    since = told = 0
    for place, line in enumerate(lines):
        near = lines[max(0, place - _NEAR_LINES) : place] if line.kind is Furniture.COMMENTS else ()
        if near and (told > 2 * _BODY_WORDS or _told(near) > _BODY_WORDS):
            head = Furniture.COMMENTS
        elif line.kind is Furniture.LIST_HEAD and head is not Furniture.COMMENTS:
            head, since = Furniture.LIST_HEAD, place + 1
        elif head is Furniture.LIST_HEAD and (_begins_run(lines, place) or _ends_repetition(lines[since:place], line)):
            head = None
        if head and (line.is_prose or (head is Furniture.LIST_HEAD and not line.kind)):
            line = replace(line, weight=_LISTED)
        elif line.is_prose and _is_teaser(lines, place):
            line = replace(line, weight=line.weight / 4)
        told += _told([line])
        result.append(line)
    return result


def _told(lines: Sequence[Line]) -> int:
    return sum(line.words for line in lines if line.is_prose and line.words >= _PROSE_WORDS)


def _ends_repetition(listed: Sequence[Line], line: Line) -> bool:
    """A block that a page prints twice, word for word, ends where its repetition ends."""
    return len(listed) > 1 and all(other.is_repeated for other in listed) and not line.is_repeated and not line.kind


def _begins_run(lines: Sequence[Line], place: int) -> bool:
    """A long paragraph, two full sentences with nothing between them, or one with a long paragraph near."""
    line = lines[place]
    if not line.is_prose or line.words < _PROSE_WORDS:
        return False
    following = lines[place + 1 : place + 4]
    if line.words >= _STRONG_WORDS or any(o.is_prose and o.words >= _PROSE_WORDS for o in following[:1]):
        return True
    return line.words >= _STRONG_WORDS / 2 and any(o.is_prose and o.words >= _STRONG_WORDS for o in following)


def _is_teaser(lines: Sequence[Line], place: int) -> bool:
    """One short sentence under a headline, and the same again two or three lines on: a list of other stories."""

    def is_pair(at: int) -> bool:
        if not 0 < at < len(lines):
            return False
        line, above = lines[at], lines[at - 1]
        return line.is_prose and line.words <= 40 and not above.is_prose and not above.is_meta and above.words >= 3

    if not is_pair(place) or (place + 1 < len(lines) and lines[place + 1].is_prose):
        return False
    return any(is_pair(place + step) for step in (2, 3, 4)) and any(is_pair(place - step) for step in (2, 3, 4))


# --- choosing ---------------------------------------------------------------------------------------------------------

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
        if line.kind is Furniture.COMMENTS and sum(other.words for other in kept) > _BODY_WORDS:
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
    if not any(other.weight > 1 or _ITEM.match(other.text) for other in before):
        return False
    return any(other.weight > 1 or _ITEM.match(other.text) for other in after) or _is_in_list(stretch, place)


def _is_in_list(stretch: Sequence[Line], place: int) -> bool:
    """Items with their marks, or a run of up to eight plain lines between two paragraphs, opened by a colon."""
    line = stretch[place]
    if _ITEM.match(line.text):
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


def _without_biographies(body: Sequence[Line]) -> list[Line]:
    """The author's biography stands last, or first; in the middle such a sentence is about somebody else."""
    last = max(1, len(body) - 4)
    end = next((i for i, line in enumerate(body) if i >= last and biographies.is_biography(line.text)), len(body))
    notes_after = [line for line in body[end:] if notes.is_note(line.text)]
    return [line for i, line in enumerate(body[:end]) if i or not biographies.is_biography(line.text)] + notes_after

"""A line of a paste, weighed again by what stands around it: said before, in a list of other stories, a reader's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.articles.furniture import Furniture
from bot.core.articles.weighing import PROSE_WORDS, Line

BODY_WORDS = 60  # from here on there is an article that comments could follow
_LISTED = -0.4  # an article goes on after a box of other stories
_NEAR_LINES = 30
_THREAD_MARKS = 4
_STRONG_WORDS = 40  # a paragraph that no teaser reaches


def weighed_in_place(lines: Sequence[Line]) -> list[Line]:
    """The lines with what their surroundings take from them."""
    return _lists_lowered(_threads_lowered(_repeats_marked(lines)))


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
        if near and (told > 2 * BODY_WORDS or _told(near) > BODY_WORDS):
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
    return sum(line.words for line in lines if line.is_prose and line.words >= PROSE_WORDS)


def _ends_repetition(listed: Sequence[Line], line: Line) -> bool:
    """A block that a page prints twice, word for word, ends where its repetition ends."""
    return len(listed) > 1 and all(other.is_repeated for other in listed) and not line.is_repeated and not line.kind


def _begins_run(lines: Sequence[Line], place: int) -> bool:
    """A long paragraph, two full sentences with nothing between them, or one with a long paragraph near."""
    line = lines[place]
    if not line.is_prose or line.words < PROSE_WORDS:
        return False
    following = lines[place + 1 : place + 4]
    if line.words >= _STRONG_WORDS or any(o.is_prose and o.words >= PROSE_WORDS for o in following[:1]):
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

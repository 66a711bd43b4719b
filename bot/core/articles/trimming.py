"""What an extractor leaves around and inside an article: the furniture that lives in the article's own block."""

import re
from collections.abc import Sequence

from bot.core.articles import biographies, bylines, notes
from bot.core.articles.date_lines import is_date_line
from bot.core.articles.furniture import Furniture
from bot.core.articles.weighing import Line, weigh

_TAIL_LINES = 4
_HEAD_LINES = 4
_BODY_WORDS = 60
_AGREEMENT = 0.5
_ARTICLE_SHARE = 0.8


def trimmed(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without promotions, credits and links between them, bylines above and biographies below.

    An extractor has chosen these already, so what isn't plainly furniture stays.
    """
    lines = _before_lists([weigh(paragraph) for paragraph in paragraphs])
    kept = [line for line in lines if line.kind is None or notes.is_note(line.text)]
    if _words([line.text for line in kept]) >= _ARTICLE_SHARE * _words([line.text for line in lines]):
        lines = kept  # else the page is made of such lines: a catalogue, a help page
    tail = _tail(lines)
    return [line.text for line in (*lines[_head(lines) : tail], *filter(_is_note, lines[tail:]))]


def _is_note(line: Line) -> bool:
    return notes.is_note(line.text)


def agreed(paragraphs: Sequence[str], opinion: Sequence[str]) -> list[str]:
    """What an extractor took before the first and after the last line that a reader of the pasted page would take.

    The two see different things: one the markup, the other the wording. Where they hardly agree the extractor is
    right, unless it found next to nothing.
    """
    size, other = _words(paragraphs), _words(opinion)
    if size < _BODY_WORDS and other > 2 * _BODY_WORDS:
        return list(opinion)
    known = "|".join(map(_key, opinion))
    shared = [place for place, line in enumerate(paragraphs) if len(line.split()) >= 3 and _key(line) in known]
    if not shared or _words([paragraphs[place] for place in shared]) < _AGREEMENT * size:
        return list(paragraphs)
    rest = [line for line in paragraphs[shared[-1] + 1 :] if notes.is_note(line)]
    return [*paragraphs[shared[0] : shared[-1] + 1], *rest]


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _key(line: str) -> str:
    return re.sub(r"[\W_]+", "", line)


def _before_lists(lines: Sequence[Line]) -> list[Line]:
    """Cut where other stories or readers' comments begin, if no article's run follows; notes are kept."""
    told = 0
    for place, line in enumerate(lines):
        if told > _BODY_WORDS and line.kind in {Furniture.COMMENTS, Furniture.LIST_HEAD}:
            rest = lines[place + 1 :]
            after = sum(other.words for other in rest if other.is_prose and other.words >= 25)
            if line.kind is Furniture.COMMENTS or after < 0.1 * told:
                return [*lines[:place], *(other for other in rest if notes.is_note(other.text))]
        told += line.words if line.is_prose else 0
    return list(lines)


def _head(lines: Sequence[Line]) -> int:
    """Where bylines, dates and labels above the first sentence end."""
    for place, line in enumerate(lines[:_HEAD_LINES]):
        if line.is_prose or not (is_date_line(line.text) or bylines.is_byline(line.text)):
            return place
    return 0


def _tail(lines: Sequence[Line]) -> int:
    """Where the article ends and its author's biography or a closing date line begins."""
    first = max(1, len(lines) - _TAIL_LINES)
    for place in range(first, len(lines)):
        if biographies.is_biography(lines[place].text):
            return place
    return len(lines)

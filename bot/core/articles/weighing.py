"""One line of a paste, weighed by itself: is it a sentence or a label, does it speak of the site?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.articles import bylines, notes
from bot.core.articles.date_lines import is_date_line
from bot.core.articles.furniture import Furniture, furniture

PROSE_WORDS = 12  # a sentence this long is no label
ENDS_SENTENCE = re.compile(r"(?:[.!?…。！？؟।]|[.!?…,][\"'”’»)\]]+|[\"”»」])[\s*†]*$")
ITEM = re.compile(r"^(?:[•·▪‣*–—-]\s*|\(?\d{1,2}[.):]\s|\(?[a-z]\)\s)\S")
_INNER_STOP = re.compile(r"[a-z\d)”\"][.!?][\"”’)]? [\"“‘(]?[A-Z]")
_WIDE = re.compile(r"[\u3040-\u9fff\u0e00-\u0e7f]")


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
    is_closed = bool(ENDS_SENTENCE.search(text))
    lower = sum(word[:1].islower() or not word[:1].isupper() for word in words) / max(1, len(words))
    if count >= PROSE_WORDS and (is_closed or _INNER_STOP.search(text)) and lower > 0.4:
        return min(count, 80) / 4
    if count >= 20 and (lower > 0.5 or (is_closed and lower > 0.3)):
        return min(count, 60) / 8
    if count >= PROSE_WORDS and lower > 0.55:
        return 0.5
    if is_closed and count >= 3 and (lower > 0.4 or text[0] in "“\"'‘«"):
        return min(count, 12) / 6
    if ITEM.match(text) or (text[-1:] == ":" and count >= 5 and lower > 0.5):
        return -0.2  # part of a text or of a menu: its neighbours tell
    return -1.0 - min(count, 10) / 10

"""What a rule and a text must agree on: what a word is, and what may stand between the words of a phrase."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from bot.core.model import Span
from bot.core.text import Folded, fold

MAX_GAP = 3  # characters between two words of a phrase
_GAP = re.compile(r"[ \-/'\"&.()\[\]]{1,3}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def spaced(folded: str) -> str:
    """The words of a folded text in lower case, every other character a space; as long as the text itself."""
    forms = {character: _plain(character) for character in set(folded)}
    return folded.translate({ord(c): form for c, form in forms.items() if c != form})


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    lower = character.lower()
    if not character.isalnum() and not unicodedata.category(character).startswith("M"):
        return " "
    return lower if len(lower) == 1 else character


def words(folded: str) -> tuple[str, ...]:
    """The words of a few words, case kept."""
    plain = spaced(folded)
    return tuple(folded[m.start() : m.end()] for m in re.finditer(r"\S+", plain))


def is_unspaced(word: str) -> bool:
    """Its script puts no spaces between words (Chinese, Japanese, Thai): it is found inside of others."""
    return _UNSPACED.search(word) is not None


def may_stand_between(folded: str, end: int, start: int) -> bool:
    """Whether a phrase reaches over `folded[end:start]`: a full stop only after something short ("U.S. Senate")."""
    gap = folded[end:start]
    if gap == " ":
        return True
    if _GAP.fullmatch(gap) is None:
        return False
    return "." not in gap or not folded[max(0, end - 4) : end].isalnum()


class Page:
    """Title and text folded into one string of words, with the way back to both."""

    __slots__ = ("_text", "_title", "body_start", "folded", "plain")

    def __init__(self, title: str, text: str) -> None:
        self._title = fold(title)
        self._text = fold(text)
        self.folded = f" {self._title.text}{' ' * (MAX_GAP + 2)}{self._text.text} "
        self.body_start = len(self._title.text) + MAX_GAP + 3
        self.plain = spaced(self.folded)

    def is_in_title(self, place: int) -> bool:
        return place < self.body_start

    def original(self, start: int, end: int) -> Span:
        """The place in the title or text as given."""
        folded: Folded = self._title if self.is_in_title(start) else self._text
        shift = 1 if self.is_in_title(start) else self.body_start
        return folded.original(Span(start - shift, end - shift))

    def word_starts(self) -> list[int]:
        """Where each word begins, in order."""
        spaces = [-1, *(m.start() for m in re.finditer(" ", self.plain)), len(self.plain)]
        return [left + 1 for left, right in pairwise(spaces) if right - left > 1]

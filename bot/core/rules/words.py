"""What a rule and a text must agree on: what a word is, and what may stand between the words of a phrase."""

import re
import unicodedata

from bot.core.model import Field, Span
from bot.core.text import FEW_KINDS, fold

MAX_GAP = 3  # characters between two words of a phrase
_GAP = re.compile(r"[ \-/'\"&.()\[\]]{1,3}")
_ABBREVIATION = re.compile(r"(?:^|[^\w])(?:\w\w?|[A-Z]\w{2,3})$")  # U, No, Sen, Corp
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class _Plain(dict[int, str]):
    """The table of `spaced`, filled as characters are met: at most one entry a character of Unicode."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lower = character.lower()
        is_of_word = character.isalnum() or unicodedata.category(character).startswith("M")
        self[code] = (lower if len(lower) == 1 else character) if is_of_word else " "
        return self[code]


_PLAIN = _Plain()
_ASCII = bytes(range(128))
_PLAIN_BYTES = "".join(_PLAIN[code] for code in range(128)).encode() + bytes(range(128, 256))


def spaced(folded: str) -> str:
    """The words of a folded text in lower case, every other character a space; as long as the text itself."""
    if folded.isascii():
        return folded.translate(_PLAIN)
    # byte by byte, twenty times faster: in UTF-8 no byte of another character is one of ASCII
    data = folded.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES)
    text = data.decode("utf-8", "surrogatepass")
    others = set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(others) > FEW_KINDS:
        return text.translate(_PLAIN)
    for character in others:
        text = text.replace(character, _PLAIN[ord(character)])
    return text


def words(folded: str) -> tuple[str, ...]:
    """The words of a few words, case kept."""
    return tuple(folded[m.start() : m.end()] for m in re.finditer(r"\S+", spaced(folded)))


def marked_words(folded: str) -> tuple[tuple[str, bool], ...]:
    """The words of a phrase, each with whether an equals sign stands right before it."""
    plain = spaced(folded)
    return tuple(
        (folded[m.start() : m.end()], folded[m.start() - 1 : m.start()] == "=") for m in re.finditer(r"\S+", plain)
    )


def is_unspaced(word: str) -> bool:
    """Its script puts no spaces between words (Chinese, Japanese, Thai): it is found inside of others."""
    return _UNSPACED.search(word) is not None


def may_stand_between(folded: str, end: int, start: int) -> bool:
    """Whether a phrase reaches over `folded[end:start]`: a full stop only after an abbreviation ("U.S. Senate")."""
    gap = folded[end:start]
    if gap == " ":
        return True
    if _GAP.fullmatch(gap) is None:
        return False
    return "." not in gap or (gap[0] == "." and _ABBREVIATION.search(folded[max(0, end - 6) : end]) is not None)


class Page:
    """Title and text folded into one string of words, with the way back to both."""

    __slots__ = ("_text", "_title", "body_start", "folded", "lengths", "plain")

    def __init__(self, title: str, text: str) -> None:
        self.lengths: dict[Field, int] = {"title": len(title), "body": len(text)}  # as given
        self._title = fold(title)
        self._text = fold(text)
        self.folded = f" {self._title.text}{' ' * (MAX_GAP + 2)}{self._text.text} "
        self.body_start = len(self._title.text) + MAX_GAP + 3
        self.plain = spaced(self.folded)

    def is_in_title(self, place: int) -> bool:
        return place < self.body_start

    def original(self, start: int, end: int) -> tuple[Field, Span]:
        """The place in the title or text as given."""
        if self.is_in_title(start):
            return "title", self._title.original(Span(start - 1, end - 1))
        return "body", self._text.original(Span(start - self.body_start, end - self.body_start))

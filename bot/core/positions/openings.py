"""With which letters a pattern may begin, so that it is tried only where a word does: a twentieth of the time."""

import re
from typing import Final

LETTERS: Final = 3
_ALTERNATIVE = re.compile(rf"(?:^|\||\(\?:)([A-Za-z]{{1,{LETTERS}}})([?])?")
_ENDINGS: Final = frozenset(
    ("", "e", "es", "ed", "ing", "s", "d", "t", "y", "ies", "ied")
)  # no word begins with one alone
_CLASS = re.compile(r"(?:^|\||\(\?:)\[([A-Za-z]+)\]")


def openings(pattern: str) -> tuple[str, ...]:
    """Up to three letters for each alternative of a pattern made of words, and some that only stand inside it."""
    found = {(letters[:-1] if optional else letters).lower() for letters, optional in _ALTERNATIVE.findall(pattern)}
    return tuple(found - _ENDINGS | {letter.lower() for letters in _CLASS.findall(pattern) for letter in letters})

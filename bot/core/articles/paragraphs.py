"""Text as paragraphs: what is dropped from any text before it becomes an article's."""

import re
from collections.abc import Iterable

SEPARATOR = "\n\n"  # between two paragraphs of an article
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff\x00]")


def encodable(text: str) -> str:
    """The same text, one character for one, with what no UTF-8 file can hold replaced."""
    return _SURROGATES.sub("\ufffd", text)


def tidy_line(line: str) -> str:
    """One line without controls, marks nobody sees, and runs of blanks."""
    if not line.isascii() or not line.isprintable():
        line = _CONTROLS.sub("", _INVISIBLE.sub("", encodable(line)))
    return " ".join(line.split())


def tidy(lines: Iterable[str]) -> list[str]:
    """Those lines that have text, tidied."""
    return [line for raw in lines if (line := tidy_line(raw))]


def joined(paragraphs: Iterable[str]) -> str:
    """Paragraphs as the house keeps them: one blank line between two."""
    return SEPARATOR.join(paragraphs)


def words(listed: str) -> tuple[str, ...]:
    """A vocabulary as it is written in this folder: words between blanks."""
    return tuple(listed.split())

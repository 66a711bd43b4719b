"""A query as people typed it: what they may have meant otherwise, and whether two of them say the same."""

import re

from bot.core.rules.marks import read_marks
from bot.core.rules.words import words
from bot.core.text import fold
from bot.core.translation import gettext

MOST_WORDS = 30  # of one query that are looked at

_QUOTED = re.compile(r'"[^"]*"')
_LISTED = re.compile(r"\s*[,;]\s*|\s+/\s+")
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b")
_MINDS_CAPITALS = re.compile(r"[A-Z]{2}|[=$]")


def says_the_same(one: str, other: str) -> bool:
    """Whether two queries differ in spaces alone, or in capitals that mean nothing to them."""
    first, second = (" ".join(fold(query).text.split()) for query in (one, other))
    if first == second:
        return True
    minds = _MINDS_CAPITALS.search(_OPERATORS.sub("", first + second))
    return minds is None and first.casefold() == second.casefold() and _signs(first) == _signs(second)


def plain_words(query: str) -> tuple[str, ...]:
    """The words it looks for, signs and sets left out. Raises `RuleInvalid`."""
    operands = read_marks(query).operands
    found = (word for each in operands if each.kind in ("word", "phrase") for word in words(fold(each.text).text))
    return tuple(dict.fromkeys(word for word in found if word.isalpha()))[:MOST_WORDS]


def how_read(query: str) -> str:
    """What becomes of commas and the like between words, which mean nothing here; "" where there are none."""
    marked = _QUOTED.sub(lambda match: "_" * len(match[0]), query)
    parts, start = [], 0
    for found in _LISTED.finditer(marked):
        parts.append(query[start : found.start()].strip())
        start = found.end()
    parts = [part for part in (*parts, query[start:].strip()) if part]
    if len(parts) < 2 or _OPERATORS.search(marked) or "(" in marked:
        return ""
    whole = [f"({part})" if " " in _QUOTED.sub("", part) else part for part in parts]
    return gettext(
        "Read as {all}: all must stand in an article. For any of them type {any}.",
        all=" AND ".join(whole),
        any=" OR ".join(whole),
    )


def _signs(query: str) -> list[str]:
    return _OPERATORS.findall(query)

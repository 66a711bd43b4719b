"""Which line above an article is its headline."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from bot.core.text import cut

Standing: TypeAlias = Literal["line", "prose", "meta", "other"]

_REACH = 60  # lines above the first paragraph; videos and galleries may stand between
_LEAD_LINES = 4
_TITLE_CHARS = 120
_WORD = re.compile(r"[^\W\d_]{4,}")


def headline(
    lines: Sequence[str], standing: Sequence[Standing], start: int, *, given: str | None = None
) -> tuple[int | None, str]:
    """Where the headline stands and how it reads; None and the first words when no line looks like one.

    A headline's words come back in the lead, a byline or a date follows it, and it has the length of one.
    """
    if given:
        key = given.casefold()
        return next((i for i, line in enumerate(lines[: start + 3]) if line.casefold() == key), None), given
    counts = Counter(line.casefold() for line in lines)
    lead = frozenset(_WORD.findall(" ".join(lines[start : start + _LEAD_LINES]).casefold()))
    candidates = [
        (_worth(lines, standing, place, lead, counts) - 0.12 * (start - place), place)
        for place in (*range(max(0, start - _REACH), start), *_inside(lines, standing, start))
        if standing[place] in {"line", "prose"} and 2 <= len(lines[place].split()) <= 30
    ]
    if candidates:
        worth, place = max(candidates)
        if worth > 0 or start <= 3:
            return place, lines[place]
    first = next((line for line, what in zip(lines[start:], standing[start:], strict=True) if what != "other"), "")
    return None, cut(first, _TITLE_CHARS)


def _inside(lines: Sequence[str], standing: Sequence[Standing], start: int) -> Iterator[int]:
    """Places at the top of the text that may be the headline after all: before its first paragraph."""
    for place in range(start, min(start + 3, len(lines))):
        if standing[place] == "prose" and place > start:
            return
        if _is_unlike_a_sentence(lines[place]):
            yield place


def _is_unlike_a_sentence(line: str) -> bool:
    """Inside the text a headline must look like nothing else."""
    return len(line.split()) <= 16 and not line.rstrip("\"'”’)").endswith((".", ",", ";", ":", "…", "!"))


def _worth(
    lines: Sequence[str], standing: Sequence[Standing], place: int, lead: frozenset[str], counts: Counter[str]
) -> float:
    line = lines[place]
    words = line.split()
    own = _WORD.findall(line.casefold())
    shared = sum(word in lead or word.removesuffix("s") in lead for word in own) / max(3, len(own))
    is_followed = "meta" in standing[place + 1 : place + 5]
    letters = sum(char.isalpha() or char.isspace() for char in line) / len(line)
    length = 2.0 if 4 <= len(words) <= 20 else 0.0 if len(words) > 2 else -1.5
    worth = 5 * shared + 1.5 * is_followed + length + 0.8 * (counts[line.casefold()] == 2)
    return (
        worth
        - 2 * (letters < 0.8)
        - 3 * line.endswith(".")
        - 1.5 * (len(words) > 20)
        - 2 * (counts[line.casefold()] > 3)
    )

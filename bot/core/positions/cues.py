"""The words by which news tells of a deed: verbs with their objects, each meaning one `Deed`.

A cue finds the verb; whether it really happened, and who did it, is read from the words before it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.core.model import Deed
from bot.core.positions.cue_table import TABLE
from bot.core.positions.frames import Frame, framed, framed_last
from bot.core.positions.openings import LETTERS, openings


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a deed may be told."""

    deed: Deed
    start: int  # of the verb
    end: int  # of what was matched
    weight: float  # 0..1: how surely these words mean this deed
    needs_technology: bool = False  # means something only where the topic's technology stands beside it
    frame: Frame = Frame.PLAIN
    clause: int = 0  # where the clause of who acts begins, in the frame MEASURE_FIRST


def find_cues(text: str, start: int, end: int, *, is_verb: Callable[[Cue], bool]) -> Iterator[Cue]:
    """The cues of a sentence in order; where two overlap, the one listed first in the table wins.

    Words that `is_verb` doesn't hold for ("a ban", "the trial") are no cue and keep no other from being one.
    """
    places: dict[int, list[int]] = {}
    for word in _WORD_START.finditer(text, start, end):
        for row in _rows_opening(word.group().casefold()):
            places.setdefault(row, []).append(word.start())
    taken: list[Cue] = []
    for row in sorted(places):
        (deed, _, weight, needs_technology, frame), pattern = _CUES[row]
        for match in _matches(pattern, text, places[row], end):
            clause = match.start("who") if frame is Frame.MEASURE_FIRST else 0
            cue = Cue(deed, match.start("verb"), match.end(), weight, needs_technology, frame, clause)
            if not any(cue.start < other.end and other.start < cue.end for other in taken) and is_verb(cue):
                taken.append(cue)
    return iter(sorted(taken, key=lambda cue: cue.start))


def _matches(pattern: re.Pattern[str], text: str, places: Iterable[int], end: int) -> Iterator[re.Match[str]]:
    """What `finditer` gives, tried only where a word begins as the pattern may: a twentieth of the time."""
    free = 0
    for place in places:
        if place >= free and (match := pattern.match(text, place, end)):
            free = match.end()
            yield match


_WORD_START: Final = re.compile(rf"\b\w{{1,{LETTERS}}}")


@lru_cache(maxsize=8192)
def _rows_opening(letters: str) -> tuple[int, ...]:
    """The rows of the table whose patterns may begin with a word that begins with up to three letters."""
    return tuple(number for number, openings in enumerate(_OPENINGS) if letters.startswith(openings))


def _before_verb(pattern: str) -> str:
    """What stands before the verb of a pattern; the verb itself where it opens the pattern."""
    opening = pattern[: pattern.index(_VERB_GROUP)]
    verb, depth = "", 1
    for character in pattern[len(opening) + len(_VERB_GROUP) :]:
        depth += (character == "(") - (character == ")")
        if not depth:
            break
        verb += character
    return opening or verb


_VERB_GROUP: Final = "(?P<verb>"


_ROWS: Final = (*framed(), *((*row, Frame.PLAIN) for row in TABLE), *framed_last())
_CUES: Final = tuple((row, re.compile(rf"\b(?:{row[1]})", re.IGNORECASE)) for row in _ROWS)
_OPENINGS: Final = tuple(openings(_before_verb(row[1])) for row in _ROWS)

"""What an outlet's note about its own article amounts to: an error admitted, later news, or nothing."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache


class NoteKind(StrEnum):
    """What a reader learns from it."""

    CORRECTION = "correction"  # something was wrong, and what
    UNSAID = "unsaid"  # something was wrong; the note doesn't say what
    REMARK = "remark"  # a clarification, an editor's word
    UPDATE = "update"  # later news, or something added
    STAMP = "stamp"  # that it was updated at noon: nothing


_ADMITS_ERROR = re.compile(
    r"correct|\berr(?:or|ed|oneous)|inaccura|mis(?:stat|spel|ident|attrib|quot|led|report)|mistak|wrong|"
    r"retract|withdr[ae]w|apolog|earlier version|previous version|removed|regrets? the|amended|for the record",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\W{0,3}(?:clarif|editor[’'`]?s?[’'`]? note|editors[’'] note|note\b)", re.IGNORECASE)
_UPDATED = re.compile(r"\bupdat", re.IGNORECASE)
_NEWS = re.compile(r"\W{0,3}UPDATED?\b[^:—–]{0,40}[:—–]\s+(?!this\b)\S")  # UPDATE: the mayor has signed it
_STAMP = re.compile(
    r"\W{0,3}(?:(?:this|the) (?:\w+ ){0,2}(?:was|has been|is|been)? ?(?:last )?)?updated?\b"
    r"(?:[\s,:;–—-]+(?:on|at|the|last|(?:[ap]\.?m|e[sd]?t|p[sd]?t|gmt|utc|bst)\b\.?|noon|midnight|[\d:./]+|"
    r"\d*(?:st|nd|rd|th)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*\.?|"
    r"today|yesterday|again|throughout|with more details|with additional information|with new information))*[\s.)\]]*",
    re.IGNORECASE,
)
_UNSAID = re.compile(
    r"\W{0,3}(?:an? )?(?:corrections?|clarifications?) (?:(?:is|are|was|has been|have been) )?"
    r"(?:appended|made|added|issued)\b(?: to (?:this|the|our) \w+)?(?:[\s,:;.—–-]+(?:please )?see [^.\n]{3,40})?[\W]*"
    r"|\W{0,3}(?:this|the) (?:\w+ )?(?:article|story|post|report|piece|column|headline) (?:was|has been|have been) "
    r"(?:\w+ly )?corrected\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def note_kind(note: str) -> NoteKind:
    """By its own words, a label in front or not."""
    if _STAMP.fullmatch(note):
        return NoteKind.STAMP
    if _UNSAID.fullmatch(note):
        return NoteKind.UNSAID
    if _REMARK.match(note):
        return NoteKind.REMARK
    if _UPDATED.search(note) and not _ADMITS_ERROR.search(note):
        return NoteKind.UPDATE
    return NoteKind.CORRECTION


def worth_showing(notes: Sequence[str]) -> tuple[str, ...]:
    """Without stamps, and without "correction appended" where the correction itself is there."""
    kinds = {note: note_kind(note) for note in notes}
    hidden = {NoteKind.STAMP} | ({NoteKind.UNSAID} if NoteKind.CORRECTION in kinds.values() else set())
    return tuple(note for note, kind in kinds.items() if kind not in hidden)


def is_telling(note: str) -> bool:
    """Whether people who were told the article must hear of it: an error, or news; not that a comment was added."""
    kind = note_kind(note)
    return kind not in (NoteKind.STAMP, NoteKind.UPDATE) or _NEWS.match(note) is not None

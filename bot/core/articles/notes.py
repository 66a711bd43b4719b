"""Corrections, clarifications and editor's notes: news about the article, not part of it."""

import re
from collections.abc import Sequence

_PIECE = (
    r"(?:article|story|report|post|piece|column|headline|op-?ed|essay|newsletter|item|transcript|interview|review|"
    r"photo caption|caption|graphic|chart|map|video|podcast|page|list|blog(?: post)?|press release)"
)
_CHANGED = (
    r"(?:was|were|has been|have been|had been|is|been) (?:\w+ )?"
    r"(?:updated|corrected|amended|revised|edited|clarified|changed|modified|republished)"
)
_WRONGLY = (
    r"(?:\w+ly )?(?:incorrectly|erroneously|mistakenly|wrongly|inaccurately|misstated|misspelled|misidentified|"
    r"misattributed)"
)

_LABEL = re.compile(
    r"^\W{0,3}(?:corrections?|clarifications?|correction and clarification|editor[’'`]?s?[’'`]? notes?|"
    r"editors[’'] notes?|"
    r"note from the editor|note to (?:our )?readers)\b"
    r"(?P<after>\s*(?:\([^)]{1,60}\)|[,—–-][^:.]{1,60}|\d[\d/.: ]{4,20}[\w. ]{0,12})?\s*(?:[:.—–]|$))",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    rf"^\W{{0,3}}(?:an?|the) (?:earlier|previous|prior|original|first|initial) (?:version|edition|draft) of (?:this|"
    rf"the|our) (?:\w+ )?{_PIECE}"
    rf"|^\W{{0,3}}(?:the )?(?:earlier|previous) versions of this (?:\w+ )?{_PIECE}"
    rf"|^\W{{0,3}}(?:(?:correction|update[ds]?|note)\W+)?this (?:\w+ )?{_PIECE}(?:'s headline)? (?:{_CHANGED}|"
    rf"(?:originally|initially|previously) |{_WRONGLY}|(?:also )?corrects? |refiles )"
    rf"|^\W{{0,3}}(?:correction|clarification) to (?:this|the) "
    rf"|^\W{{0,3}}due to an? (?:\w+ )?(?:editing|production|reporting|transcription) error",
    re.IGNORECASE,
)
# Inside brackets the wording may be freer: nobody else speaks of "the story" in brackets.
_BRACKETED = re.compile(
    rf"\s*[(\[](?P<note>(?:"
    rf"(?:this|the|an? (?:earlier|previous|original|prior) version of (?:this|"
    rf"the)) (?:[\w.]+ ){{0,3}}?{_PIECE}(?: \w+)? "
    rf"(?:{_CHANGED}|(?:has |had )?(?:originally|initially|previously|earlier)|{_WRONGLY}|misstated|corrects?|"
    rf"refiles)"
    rf"|corrections?:|corrects |clarifies |editor[’']?s note:|refiles to |removes extraneous "
    rf")[^()\[\]]{{5,600}})[)\]](?P<stop>\.?)",
    re.IGNORECASE,
)


def take_notes(paragraphs: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs without their notes, and the notes, in reading order."""
    kept: list[str] = []
    notes: list[str] = []
    awaits_note = False
    for paragraph in paragraphs:
        label = _LABEL.match(paragraph)
        if awaits_note or label or _ABOUT_ITSELF.match(paragraph):
            is_label = bool(label) and not awaits_note and label is not None and not paragraph[label.end() :].strip()
            if not is_label:
                notes.append(_unbracketed(paragraph))
            awaits_note = is_label
            continue
        rest = _without_brackets(paragraph, notes)
        if rest:
            kept.append(rest)
    return kept, tuple(notes)


def is_note(line: str) -> bool:
    """A line that speaks of the article itself."""
    return bool(_LABEL.match(line) or _ABOUT_ITSELF.match(line) or _BRACKETED.fullmatch(line))


def _without_brackets(paragraph: str, notes: list[str]) -> str:
    pieces: list[str] = []
    end = 0
    for match in _BRACKETED.finditer(paragraph):
        before = paragraph[end : match.start()]
        pieces.append(before)
        notes.append(match["note"].strip())
        # The full stop after the bracket belongs to the note when the sentence before is already closed.
        is_closed = before.rstrip().endswith((".", "!", "?", "”", '"', "’")) or not before.strip()
        end = match.end() if is_closed else match.start("stop")
    return "".join([*pieces, paragraph[end:]]).strip() if pieces else paragraph


def _unbracketed(paragraph: str) -> str:
    text = paragraph.strip().strip("*_").strip()
    if text[:1] in "([" and text[-1:] in ")]":
        return text[1:-1].strip()
    return text

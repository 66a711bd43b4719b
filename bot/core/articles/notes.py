"""Corrections, clarifications and editor's notes: news about the article, not part of it."""

import re
from collections.abc import Sequence
from typing import Final

_PIECE = (
    r"(?:article|story|report|post|piece|column|headline|op-?ed|essay|newsletter|item|transcript|interview|review|"
    r"photo caption|caption|graphic|chart|map|video|podcast|page|list|blog(?: post)?|press release)"
)
_OWN_PIECE = (
    r"(?:article|story|headline|column|op-?ed|editorial|blog post|photo caption|caption)"  # no news tells of one
)
_CHANGED = (
    r"(?:was|were|has been|have been|had been|is|been) (?:\w+ )?"
    r"(?:updated|corrected|amended|revised|edited|clarified|changed|modified|republished)"
)
_WRONGLY = (
    r"(?:\w+ly )?(?:incorrectly|erroneously|mistakenly|wrongly|inaccurately|misstated|misspelled|misidentified|"
    r"misattributed)"
)
_ERROR = r"an? (?:\w+ )?(?:editing|production|reporting|transcription|editor[’']s) (?:error|mistake)"
_HEAD = r"^[^\w\"“”„‘«]{0,3}"  # a bullet, a star, a bracket; never a mark of speech
_DAY = r"(?:\w+\.? \d{1,2}(?:,? \d{4})?|\d{1,2}(?: \w+\.?)? \d{4}|\d[\d/.: ]{4,20}[\w. ]{0,12})"

_LABEL = re.compile(
    rf"{_HEAD}(?:(?:updates? (?:and|&) )?corrections?(?: (?:and|&) clarifications?)?|"
    r"corrected(?=\s?[:—(])|clarifications?|"
    r"editor[’'`]?s?[’'`]? notes?|editors[’'] notes?|retraction|for the record(?=\s?:)|"
    r"note from the editor|note to (?:our )?readers)\b"
    rf"(?P<after>\s*(?:\([^)]{{1,60}}\)|[,—–-][^:.]{{1,60}}(?=:)|{_DAY})?\s*(?:[:.—–]|[-]+\s|$))",
    re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    rf"{_HEAD}(?:an?|the) (?:earlier|previous|prior|original|first|initial) (?:version|edition|draft) of (?:this|"
    rf"the|our) (?:\w+ )?{_PIECE}"
    rf"|{_HEAD}(?:the )?(?:earlier|previous) versions of this (?:\w+ )?{_PIECE}"
    rf"|{_HEAD}(?:(?:correction|update[ds]?|note)\W+)?this (?:\w+ )?{_PIECE}(?:'s headline)? (?:{_CHANGED}|"
    rf"(?:originally|initially|previously) |{_WRONGLY}|(?:also )?corrects? |refiles )"
    rf"|{_HEAD}the (?:story|headline|article) (?:has|have) been (?:\w+ly )?(?:corrected|clarified)\b"
    rf"|{_HEAD}the headline (?:of|on|for|to) (?:this|an earlier version of this) (?:\w+ )?{_PIECE}\b"
    rf"|{_HEAD}an (?:earlier|original|previous) headline (?:on|for|of|to|{_WRONGLY}|said|gave|named)\b"
    rf"|{_HEAD}an? {_OWN_PIECE} (?:on|in|about|published|posted|that ran)\b[^.]{{0,160}}\b{_WRONGLY}\b"
    rf"|{_HEAD}(?:correction|clarification) to (?:this|the) "
    rf"|{_HEAD}a (?:correction|clarification) (?:was|has been) (?:made|appended|added|issued)\b"
    rf"|{_HEAD}(?:due to|because of|owing to) {_ERROR}"
    rf"|{_HEAD}we(?: have|[’']ve)? (?:since )?(?:corrected|amended|clarified|updated)\b[^.]{{0,120}}\bthis {_PIECE}\b"
    rf"|{_HEAD}corrects? [^.]{{0,80}}\b(?:paragraphs?|graf|headline|spelling|typo)\b"
    r"|^(?:we|the [\w’' ]{2,40}) regrets? (?:the|this|these|any) (?:errors?|mistakes?)\.?$"
    r"|^updated? (?:at|on) [^.:]{3,40} (?:with|to (?:add|include|reflect|correct|clarify))\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"(?:update\w* and )?correct", re.IGNORECASE)
# That there was one, and no more: what it says may stand elsewhere on the page, or nowhere.
_ANNOUNCED = re.compile(
    rf"{_HEAD}(?:an? )?(?:corrections?|clarifications?) (?:is |are |was |has been )?appended\b"
    r"(?:[\s,:;.—–-]+(?:please )?see [^.\n]{3,40})?[\s.:)\]*]*$",
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
# Later news, told in front of or behind the old report instead of in it. What speaks at length is the report itself.
_UPDATE = re.compile(
    rf"{_HEAD}UPDATED?(?:\s*(?:\([^)]{{1,40}}\)|,?\s{{0,2}}(?:{_DAY}|\d{{1,2}}(?::\d\d)?\s?[ap]\.?m\.?)[^:.—–]{{0,20}}))?"
    r"\s?[:—–](?=\s+[\"“]?[A-Z\d])(?P<news>[^\"“”]+[.!])$",
)
_UPDATE_WORDS: Final = 60
_MOST: Final = 100  # notes; each is compared with each
_FRONT, _BACK = 1, 2  # paragraphs


def take_notes(paragraphs: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The paragraphs without their notes, and the notes, in reading order."""
    kept: list[str] = []
    notes: list[str] = []
    heading = ""
    for place, paragraph in enumerate(paragraphs):
        is_at_rim = len(paragraphs) > 1 and not _FRONT <= place < len(paragraphs) - _BACK
        if heading:
            notes.append(_under(heading, _unbracketed(paragraph)))
            heading = ""
        elif _is_heading(paragraph):
            heading = paragraph
        elif (is_at_rim and _is_update(paragraph)) or _is_whole_note(paragraph):
            notes.append(_unbracketed(paragraph))
        elif rest := _without_brackets(paragraph, notes):
            kept.append(rest)
    return kept, tuple(notes)


def _under(heading: str, note: str) -> str:
    """That it corrects, a note says itself; that it is no more than the editor's word, only its heading says."""
    label = heading.strip(" *_:.()[]")
    return note if _CORRECTS.match(label) or _is_whole_note(note) else f"{label}: {note}"


def distinct(notes: Sequence[str]) -> tuple[str, ...]:
    """Each note once, however its marks and spaces differ; none that another one holds whole."""
    keys = {note: re.sub(r"[\W_]+", "", note).casefold() for note in notes[:_MOST]}
    first = dict(zip(reversed(keys.values()), reversed(keys), strict=True))
    return tuple(
        note for note, key in keys.items() if first[key] == note and not any(key in k for k in first if k != key)
    )


def is_note(line: str) -> bool:
    """A line that speaks of the article itself."""
    return _is_whole_note(line) or _BRACKETED.fullmatch(line) is not None


def _is_whole_note(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_ANNOUNCED, _LABEL, _ABOUT_ITSELF))


def _is_heading(line: str) -> bool:
    """A label alone: the note itself comes next."""
    label = _LABEL.match(line)
    return label is not None and not _ANNOUNCED.match(line) and not line[label.end() :].strip(" *_")


def _is_update(line: str) -> bool:
    return _UPDATE.match(line) is not None and len(line.split()) <= _UPDATE_WORDS


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

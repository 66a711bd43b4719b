"""Transcripts without marks: who speaks stands before a colon, what they say behind it.

AMY GOODMAN: Why did you vote for it?
LENA ORTIZ: Because the cameras do not work.

A label alone proves nothing ("Note: …", "Location: …"): a transcript is a run of turns by at least two speakers, who
ask or speak of themselves and each other.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from bot.core.language.name_words import COURTESY, TITLES, words
from bot.core.language.names import Cast, Entity
from bot.core.model import Span
from bot.core.quotes.interviews import PAPER, interviewed, is_interview

Kind = Literal["name", "role", "question", "answer"]

_BRACKET = r"(?:\s?(?:\([^()\n]{1,30}\)|\[[^\[\]\n]{1,30}\]))?"
_LINE = re.compile(
    rf"^[ \t]*(?:\[[\d:.]{{4,12}}\]\s?)?\*{{0,2}}(?P<label>[A-Z][\w.’' -]{{0,45}}?)(?:,\s[^:\n]{{1,50}})?{_BRACKET}"
    r"\*{0,2}(?:(?<=[QA])\.|:)\*{0,2}[ \t]+(?=\S)",
    re.MULTILINE,
)
_QUESTION = re.compile(r"Q\d{0,2}|Question|QUESTION")
_ANSWER = re.compile(r"A\d{0,2}|Answer|ANSWER")
_ROLE = re.compile(
    r"(?:the\s)?(?:(?:(?:male|female|unidentified|unknown)\s)?(?:reporter|speaker|man|woman|voice|audience member|"
    r"questioner|resident)(?:\s\d{1,2})?|interviewer|moderator|host|anchor|correspondent|presenter|clerk|court|witness|"
    r"chair(?:man|woman|person)?|operator)|the\s\w+(?:\s\w+)?",
    re.IGNORECASE,
)
_NO_SPEAKER: Final = words(
    "who what when where why how note notes update updates date time location place venue contact photo photos video "
    "watch read more related listen breaking exclusive correction clarification opinion analysis verdict fact facts "
    "myth pros cons age party home office background education occupation address phone email website source sources "
    "editor producer photographer author by text story graphics cost price rating result results vote votes next "
    "previously summary warning tip reminder disclosure transcript caption credit status deadline agenda item topic "
    "theme step day question answer"
)
_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Mm]e|[Uu]s|[Ll]et['’]s)\b|\?")
_SHORT = 6  # words of a turn that nods, greets or asks back
_MOST_BETWEEN = 4  # paragraphs that a turn may go on for
_FEWEST_SPEAKING = 0.6  # of the turns
_PAIR = 2
_SURNAME_LETTERS = 5
_MARKED = re.compile(r"[\"“„«»‘'`]")
_HOST = re.compile(r"\b(?:host|anchor|moderator|interviewer|presenter|correspondent|reporter)\b", re.IGNORECASE)
_THANKS = re.compile(r"(?:thank\syou|thanks)(?:\s[\w’'.]+|,\s[\w’'. ]+){0,4}[.!]?$", re.IGNORECASE | re.MULTILINE)
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without being interrupted, the label left out."""

    label: Span
    words: Span
    paragraph: int
    entity: Entity | None
    is_proven: bool  # a run long enough, or names enough, to be nothing else
    goes_on: bool = False  # a further paragraph under the same label
    asks: bool = False  # for a paper or a broadcast: what they say is no news


@dataclass(frozen=True, slots=True)
class _Line:
    label: Span
    words: Span
    paragraph: int
    kind: Kind
    key: str  # equal for labels of one speaker
    is_marked: bool  # its words stand in marks, and are read by them


def find_turns(text: str, title: str, blocks: Sequence[Span], people: Cast) -> tuple[Turn, ...]:
    """Every turn of every transcript in the text, in order."""
    lines = list(_lines(text, blocks, people))
    if len(lines) < _PAIR:
        return ()
    turns: list[Turn] = []
    for run in _runs(lines):
        if _is_conversation(text, title, run, people):
            turns += _turns(text, title, blocks, run, people)
    return tuple(turns)


def _lines(text: str, blocks: Sequence[Span], people: Cast) -> Iterator[_Line]:
    found = list(_LINE.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, limit in zip(found, ends, strict=False):
        number = max(0, bisect_right(blocks, match.end(), key=lambda block: block.start) - 1)
        end = len(text[: min(limit, blocks[number].end)].rstrip("* \t\n\r"))
        kind = _kind(text, Span(*match.span("label")), people)
        if kind is None or end <= match.end():
            continue
        label = Span(*match.span("label"))
        is_marked = _MARKED.match(text, match.end()) is not None
        yield _Line(label, Span(match.end(), end), number, kind, _key(label.of(text), kind), is_marked)


def _kind(text: str, label: Span, people: Cast) -> Kind | None:
    written = label.of(text)
    if _QUESTION.fullmatch(written):
        return "question"
    if _ANSWER.fullmatch(written):
        return "answer"
    if _ROLE.fullmatch(written):
        return "role"
    plain = [word.strip(".").lower() for word in written.split()]
    if len(plain) > 5 or not _NO_SPEAKER.isdisjoint(plain) or any(word[0].islower() for word in written.split()):
        return None
    mentions = [m for m in people.mentions_in(label.start, label.end) if m.core.end == label.end]
    kinds = {people.entity_of(mention).kind for mention in mentions}
    if "place" in kinds:
        return None
    is_name = written.isupper() or plain[0] in COURTESY or bool(kinds) or PAPER.search(written) is not None
    return "name" if is_name or (plain[0] in TITLES and len(plain) > 1) else None


def _key(label: str, kind: Kind) -> str:
    bare = [word.casefold() for word in label.split() if word.strip(".").lower() not in TITLES]
    return kind if kind in ("question", "answer") else " ".join(bare or label.casefold().split())


def _speakers(run: Sequence[_Line]) -> int:
    """How many speak: "ortiz" is "lena ortiz" again, and "leo roe" is not "ann roe"."""
    keys = {line.key for line in run}
    return sum(not any(other != key and other.endswith(f" {key}") for other in keys) for key in keys)


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    run = [lines[0]]
    for before, line in pairwise(lines):
        if line.paragraph - before.paragraph > _MOST_BETWEEN + 1:
            yield run
            run = []
        run.append(line)
    yield run


def _is_conversation(text: str, title: str, run: Sequence[_Line], people: Cast) -> bool:
    if _speakers(run) < _PAIR:
        return False
    spoken = [line.words.of(text) for line in run]
    speaking = sum(bool(_PERSONAL.search(said)) or len(said.split()) <= _SHORT for said in spoken)
    if speaking < _FEWEST_SPEAKING * len(run) or not any(map(_PERSONAL.search, spoken)):
        return False
    kinds = {line.kind for line in run}
    if "question" in kinds or "answer" in kinds:
        return kinds >= {"question", "answer"} and is_interview(text, title, run[0].label.start, spoken)
    if kinds == {"role"}:
        return len(run) > _PAIR
    named = [_entity(text, line.label, people) for line in run if line.kind == "name"]
    if not any(entity is not None and entity.is_person for entity in named):
        return False
    return _is_exchange(run) or all(entity is not None and entity.is_person for entity in named)


def _is_exchange(run: Sequence[_Line]) -> bool:
    """One asks, the other answers, the first asks again."""
    return _PAIR <= _speakers(run) < len(run)


def _turns(text: str, title: str, blocks: Sequence[Span], run: Sequence[_Line], people: Cast) -> Iterator[Turn]:
    asker, answerer = interviewed(text, title, run[0].label.start, people)
    is_proven = _is_exchange(run)
    hosts = {line.key.split()[-1] for line in run if _HOST.search(text, line.label.start, line.words.start)}
    for place, line in enumerate(run):
        entity = _entity(text, line.label, people)
        if line.kind in ("question", "answer"):
            entity = asker if line.kind == "question" else answerer
        is_askers = line.kind == "question" or (entity is not None and entity is asker)
        asks = is_askers or line.key.split()[-1] in hosts or _THANKS.match(text, line.words.start) is not None
        if not line.is_marked:
            yield Turn(line.label, line.words, line.paragraph, entity, is_proven, asks=asks)
        following = run[place + 1].paragraph if place + 1 < len(run) else line.paragraph
        for number in range(line.paragraph + 1, following):
            if _DIRECTION.fullmatch(blocks[number].of(text)) is None and not _MARKED.search(blocks[number].of(text)):
                yield Turn(line.label, blocks[number], number, entity, is_proven, goes_on=True, asks=asks)


def _entity(text: str, label: Span, people: Cast) -> Entity | None:
    """The person a label names; one whom nothing but labels names is known by the label."""
    written = label.of(text)
    if _ROLE.fullmatch(written) or _QUESTION.fullmatch(written) or _ANSWER.fullmatch(written):
        return None
    named = [people.entity_of(mention) for mention in people.mentions_in(label.start, label.end)]
    person = next((entity for entity in reversed(named) if entity.is_person), None)
    bare = [word for word in written.split() if word.strip(".").lower() not in TITLES]
    if person is None and bare and _is_held(written, bare):
        other = people.resolve(" ".join(bare))
        person = other if other is not None and other.is_person else None
    if person is None and bare and (_is_held(written, bare) or _is_surname(written)):
        return Entity(name=" ".join(bare), kind="person", first=label)
    return person if person is not None or not named else named[-1]  # a newspaper that asks


def _is_held(written: str, bare: Sequence[str]) -> bool:
    """ "MS. LEE", "SEN. NAIR": what stands before the name says that it is one; so do two words in capitals."""
    is_pair = len(bare) == _PAIR and PAPER.search(written) is None
    return len(bare) < len(written.split()) or is_pair


def _is_surname(written: str) -> bool:
    """ "ORTIZ", where nobody was named before; shorter ones may be the initials of a station."""
    return written.isupper() and len(written) >= _SURNAME_LETTERS and " " not in written

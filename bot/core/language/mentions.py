"""Who "she" and "he" are, from what the text said before; "the company" is in `descriptions`.

The last fitting speaker or subject wins, not the nearest name; nobody rather than somebody who does not fit.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bot.core.language.holders import holders
from bot.core.language.name_words import ROLE_NOUN
from bot.core.language.names import Cast, Entity, Gender, Mention
from bot.core.language.saying import SAY_VERB
from bot.core.language.unnamed import Unnamed, find_unnamed
from bot.core.model import Span

_SAID_AFTER = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?(?:,[^.;:\n]{{3,180}},)?(?:\s(?:also|then|later|has|had|once|\w+ly))*\s{SAY_VERB}\b"
)
_SAID_BEFORE = re.compile(  # turned round: …, noted the group's director Ana Ruiz
    rf"(?:[,?!—–-][\"”’']{{0,3}}|[\"”])\s{SAY_VERB}\s(?:(?!that\b|why\b|how\b|he\b|she\b|it\b)[\w./’'-]+\s){{0,7}}$"
    r"|\b[Aa]ccording\sto\s(?:[\w./’'-]+\s){0,6}$"
)
_ACTING = re.compile(
    r"(?:\s?\([^()]{1,40}\))?\s(?:also\s|then\s|later\s|\w+ly\s)?(?:is|was|has|had|will|would|can|could|did|does|may|might|"
    r"should|who|\w+ed|went|made|took|gave|got|came|began|held|won|lost|ran|left|met|saw|wants|thinks|believes)\b"
)
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:of|for|at|with|from|in|to|by|on|about|against|over|under|after|before|than|like|as|between|among|behind|"
    r"around|toward|towards|into|through|without|near|including|and|or|told|asked|called|met|endorsed|supports?|"
    r"supported|supporting|backed|backing|described|criticized|praised|attacked)\s"
    r"(?!(?:(?:early|late|last)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z][a-z]+\.?\s\d)(?:[\w.’'-]+\s){0,4}$"
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|[Hh]ers|[Hh]imself|[Hh]erself)\b")
_DESCRIPTION = re.compile(rf"\b[Tt]he\s((?:[\w.-]+\s){{0,3}}?{ROLE_NOUN})\b(?!\s[A-Z])")
_SHE: Final = frozenset(("she", "her", "hers", "herself"))


_ADDRESSED = re.compile(r"\b(?:told|tells|asked|asks|urged|reminded|called|informed)\s[^,]*$")


class Part(IntEnum):
    """What a mention does in its sentence, by how strongly a later pronoun leans on it."""

    OWNER = 0
    OBJECT = 1
    CLAUSE = 2  # subject of a clause inside the sentence
    INTRODUCED = 3  # a first mention with name and role: news introduces who will speak
    SUBJECT = 4
    SPEAKER = 5


_WEIGHT: Final = {
    Part.OWNER: 1.2,
    Part.OBJECT: 1.0,
    Part.CLAUSE: 1.6,
    Part.INTRODUCED: 2.4,
    Part.SUBJECT: 2.6,
    Part.SPEAKER: 3.0,
}
_SENTENCES_BACK = 14
_TOPIC_SENTENCES = 2
_A_SENTENCE = 0.5  # what each sentence between costs
_KNOWN_GENDER = 0.3
_OTHER_GENDER = 0.6
_TRACES_BACK = 80
_UNRIVALLED = 9.0
_CLEAR = 0.5  # by how much the antecedent must beat the next
_LEAST = -2.5


@dataclass(frozen=True, slots=True)
class Trace:
    """Someone who was on the stage at this place."""

    place: int
    entity: int  # index into Cast.entities; below zero, somebody without a name
    part: Part


@dataclass(frozen=True, slots=True)
class _Antecedent:
    entity: int
    gender: Gender
    lead: float  # over the next best

    @property
    def is_named(self) -> bool:
        return self.entity >= 0


class Followed:
    """The thread of a text: who was mentioned where, with pronouns resolved on the way."""

    def __init__(
        self,
        traces: Sequence[Trace],
        pronouns: dict[int, _Antecedent],
        cast: Cast,
        starts: Sequence[int],
        unnamed: Sequence[Unnamed] = (),
    ) -> None:
        self._traces = traces
        self._places = [trace.place for trace in traces]
        self._pronouns = pronouns
        self._cast = cast
        self._starts = starts
        self._unnamed = unnamed

    def pronoun(self, place: int) -> Entity | None:
        """Who the "he" or "she" at this offset is."""
        found = self._pronouns.get(place)
        return self._cast.entities[found.entity] if found is not None and found.is_named else None

    def unnamed(self, place: int) -> Span | None:
        """What the text calls the "he" or "she" at this offset, if it is somebody without a name."""
        found = self._pronouns.get(place)
        return self._unnamed[-found.entity - 1].span if found is not None and not found.is_named else None

    def is_clear(self, place: int) -> bool:
        """Nobody else comes near to being the "he" or "she" at this offset."""
        found = self._pronouns.get(place)
        return found is not None and found.lead >= _CLEAR

    def is_exchange(self, place: int, since: int, paragraph: int) -> bool:
        """Somebody else, who is a "he" or "she" as well, has spoken between `since` and the pronoun at an offset.

        Where people answer each other, it may be either, if its paragraph (from `paragraph` on) names nobody.
        """
        found = self._pronouns.get(place)
        if found is None:
            return False
        here = self._traces[bisect_left(self._places, since) : bisect_left(self._places, place)]
        if any(trace.entity == found.entity and trace.place >= paragraph for trace in here):
            return False
        return any(
            trace.part is Part.SPEAKER and trace.entity != found.entity and self._fits(trace.entity, found.gender)
            for trace in here
        )

    def _fits(self, entity: int, gender: Gender) -> bool:
        if entity < 0:
            return self._unnamed[-entity - 1].gender == gender
        return self._cast.entities[entity].gender == gender

    def last(self, place: int, fits: Callable[[Entity], bool], *, reach: int = 40) -> Entity | None:
        """The last speaker or subject before a place who fits, else the last mention that does."""
        best, best_score = None, _LEAST - reach
        here = bisect_right(self._starts, place)
        for trace in reversed(self._traces[: bisect_right(self._places, place)][-300:]):
            distance = here - bisect_right(self._starts, trace.place)
            if distance > reach:
                break
            if trace.entity < 0:
                continue
            entity = self._cast.entities[trace.entity]
            score = _WEIGHT[trace.part] - _A_SENTENCE * distance
            if score > best_score and trace.place < place and fits(entity):
                best, best_score = entity, score
        return best

    def is_only(self, place: int, entity: Entity, fits: Callable[[Entity], bool], *, reach: int = 40) -> bool:
        """Nobody else fits, or the last sentences have had this one alone for their subject."""
        here = bisect_right(self._starts, place)
        is_near = False
        for trace in reversed(self._traces[: bisect_right(self._places, place - 1)][-300:]):
            distance = here - bisect_right(self._starts, trace.place)
            if distance > reach:
                return True
            if trace.entity < 0:
                continue
            other = self._cast.entities[trace.entity]
            is_near = is_near or (other is entity and trace.part >= Part.SUBJECT and distance <= _TOPIC_SENTENCES)
            if other is not entity and fits(other) and (trace.part > Part.OWNER or distance <= _TOPIC_SENTENCES):
                return is_near and distance > 1
        return True

    def topic(self, place: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """Whom the last two sentences had as their subject or speaker, if they fit."""
        here = bisect_right(self._starts, place)
        for trace in reversed(self._traces[: bisect_right(self._places, place - 1)][-40:]):
            if here - bisect_right(self._starts, trace.place) > _TOPIC_SENTENCES:
                return None
            if trace.entity < 0:
                return None
            if trace.part >= Part.SUBJECT:
                entity = self._cast.entities[trace.entity]
                return entity if fits(entity) else None
        return None

    @property
    def cast(self) -> Cast:
        return self._cast


def follow(text: str, people: Cast, sentences: Sequence[Span], *, hidden: Sequence[Span] = ()) -> Followed:
    """Reads the text once from top to bottom. What stands in `hidden` spans (quoted words) counts for nothing."""
    covers = _Covers(hidden)
    starts = [sentence.start for sentence in sentences]
    unnamed = tuple(find_unnamed(text, people, sentences))
    marks: list[tuple[int, Mention | re.Match[str] | int]] = [(m.core.start, m) for m in people.mentions]
    marks += [(one.span.start, -number - 1) for number, one in enumerate(unnamed)]
    marks += [(m.start(), m) for pattern in (_PRONOUN, _DESCRIPTION) for m in pattern.finditer(text)]
    traces: list[Trace] = []
    resolved: dict[int, _Antecedent] = {}
    called: Counter[tuple[int, Gender]] = Counter()  # who was "she" and "he" so far
    for place, mark in sorted(marks, key=lambda pair: pair[0]):
        if covers.hides(place):
            continue
        if isinstance(mark, Mention):
            start = starts[max(0, bisect_right(starts, place) - 1)] if starts else 0
            traces += _traced(text, people, mark, start, traces)
            continue
        if isinstance(mark, int):
            traces.append(Trace(place, mark, Part.SPEAKER if unnamed[-mark - 1].speaks else Part.SUBJECT))
            continue
        if mark.re is _DESCRIPTION:
            traces += _described(text, people, mark)
            continue
        found = _antecedent(traces, people, unnamed, mark, starts, called)
        if found is not None:
            resolved[place] = found
            called[found.entity, _gender(mark)] += mark[0].lower() in ("he", "she")
            traces.append(Trace(place, found.entity, _pronoun_part(text, mark)))
    return Followed(traces, resolved, people, starts, unnamed)


class _Covers:
    def __init__(self, hidden: Sequence[Span]) -> None:
        self._hidden = sorted(hidden, key=lambda span: span.start)
        self._starts = [span.start for span in self._hidden]

    def hides(self, place: int) -> bool:
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._hidden[index].end


def _traced(text: str, people: Cast, mention: Mention, start: int, traces: Sequence[Trace]) -> list[Trace]:
    """What a mention leaves behind for later pronouns; `start` is where its sentence begins."""
    entity = people.entity_of(mention)
    if entity.kind in ("place", "thing"):
        return []
    is_first = not any(trace.place >= start and trace.part >= Part.CLAUSE for trace in traces[-6:])
    part = _part(text, mention, start, is_first=is_first)
    if entity.is_person and mention.span == entity.first and entity.role is not None:
        part = max(part, Part.INTRODUCED)
    return [Trace(mention.core.start, mention.entity, part)]


def _described(text: str, people: Cast, mark: re.Match[str]) -> list[Trace]:
    """The trace of "the senator said" and "the senator went", where one person alone is a senator."""
    found = holders(people, mark[1].lower().split())
    if len(found) != 1:
        return []
    if _SAID_AFTER.match(text, mark.end()):
        return [Trace(mark.start(), found[0], Part.SPEAKER)]
    is_subject = _ACTING.match(text, mark.end()) and not _PREPOSITION_BEFORE.search(
        text, max(0, mark.start() - 80), mark.start()
    )
    return [Trace(mark.start(), found[0], Part.SUBJECT)] if is_subject else []


def _part(text: str, mention: Mention, start: int, *, is_first: bool) -> Part:
    if mention.is_owner:
        return Part.OWNER
    before = text[max(start, mention.span.start - 80) : mention.span.start]
    is_addressed = _ADDRESSED.search(before) is not None
    if _SAID_BEFORE.search(before) and not is_addressed:
        return Part.SPEAKER
    if _PREPOSITION_BEFORE.search(before):
        return Part.OBJECT
    if _SAID_AFTER.match(text, mention.core.end) and not is_addressed:
        return Part.SPEAKER
    if is_first:
        return Part.SUBJECT
    return Part.CLAUSE if _ACTING.match(text, mention.core.end) else Part.OBJECT


def _pronoun_part(text: str, pronoun: re.Match[str]) -> Part:
    if pronoun[0].lower() not in ("he", "she"):
        return Part.OWNER
    return Part.SPEAKER if _SAID_AFTER.match(text, pronoun.end()) else Part.SUBJECT


def _antecedent(
    traces: Sequence[Trace],
    people: Cast,
    unnamed: Sequence[Unnamed],
    pronoun: re.Match[str],
    starts: Sequence[int],
    called: Mapping[tuple[int, Gender], int],
) -> _Antecedent | None:
    gender = _gender(pronoun)
    here = bisect_right(starts, pronoun.start())
    scores: dict[int, float] = {}
    for trace in reversed(traces[-_TRACES_BACK:]):
        distance = here - bisect_right(starts, trace.place)
        if distance > _SENTENCES_BACK:
            break
        if trace.entity < 0:
            is_fit = unnamed[-trace.entity - 1].gender in (gender, None)
            likely = _KNOWN_GENDER  # it is a person, whatever else
        else:
            is_fit = _may_be(people.entities[trace.entity], gender, trace.part)
            likely = _likely(trace.entity, people.entities[trace.entity], gender, called)
        if is_fit:
            score = _WEIGHT[trace.part] - _A_SENTENCE * distance + likely
            scores[trace.entity] = max(score, scores.get(trace.entity, _LEAST))
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] <= _LEAST:
        return None
    return _Antecedent(ranked[0][0], gender, ranked[0][1] - ranked[1][1] if len(ranked) > 1 else _UNRIVALLED)


def _gender(pronoun: re.Match[str]) -> Gender:
    return "she" if pronoun[0].lower() in _SHE else "he"


def _likely(index: int, entity: Entity, gender: Gender, called: Mapping[tuple[int, Gender], int]) -> float:
    """What the name tells of the pronoun, and where it tells nothing, what the text called them before."""
    if entity.gender is not None:
        return _KNOWN_GENDER
    other: Gender = "he" if gender == "she" else "she"
    same, different = called.get((index, gender), 0), called.get((index, other), 0)
    return _KNOWN_GENDER if same > different else -_OTHER_GENDER if different > same else 0.0


def _may_be(entity: Entity, gender: str, part: Part) -> bool:
    """People of that gender; a single name of unknown kind where it spoke, as surnames do."""
    if entity.gender not in (gender, None):
        return False
    return entity.is_person or (entity.kind == "unknown" and " " not in entity.name and part is Part.SPEAKER)

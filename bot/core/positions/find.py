"""From an article to its positions: cues that are real, whose they are, and which of them is the news."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from bot.core.language.names import cast
from bot.core.model import Article, Deed, Position, Span, Topic
from bot.core.positions.actors import Phrase
from bot.core.positions.bill_owners import BillOwners, Claim
from bot.core.positions.cue_words import MEASURE
from bot.core.positions.cues import Cue, find_cues
from bot.core.positions.doers import Doers
from bot.core.positions.done_to import asked_of, done_to, measure_before
from bot.core.positions.frames import Frame
from bot.core.positions.ground import with_names_of_title, without_people, without_quotations, without_related
from bot.core.positions.headline import Headline
from bot.core.positions.meaning import deed_of
from bot.core.positions.named import Naming
from bot.core.positions.objects import object_of
from bot.core.positions.places import jurisdiction
from bot.core.positions.reality import had_been_done, is_aside, is_background, is_passive, is_real, is_verb, reality
from bot.core.positions.validity import Times
from bot.core.text import split_sentences

A_MONTH: Final = timedelta(days=31)
LIMIT: Final = 8  # positions of one article; what comes after is background
READ_SENTENCES: Final = 40
LONGEST: Final = 1200  # characters of a sentence; what goes on is a list or a page that lost its full stops
BESIDE: Final = 70  # characters after a cue: what it is done to
LEAST: Final = 0.25
SURE_FACT: Final = 0.6  # what happened in another year is told too, where the text gives its date
SURE_CUE: Final = 0.75
LEAD: Final = 4  # sentences that tell the news and its day
TITLE_ONLY: Final = 0.35
FACT_SHARE: Final = 0.5  # of the confidence; the rest is how surely it is the article's news

_NOBODY = re.compile(r"(?:no|neither|none|few|any|other|another)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r",|;|\bthat\b|\bwhich\b|\s(?:it|they|he|she|we)\s(?=\w)")
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?$")
_TO = re.compile(r"\bto\s")  # of "was ordered to stop"
_DATELINE = re.compile(r"\A\W{0,2}[A-Z][A-Z.’' -]+(?:,\s[\w. ]{2,20})?(?:\s\([^)]{2,40}\))?\s[—–-]+\s")
_GENERIC_TECHNOLOGY: Final = (
    "recognition",
    "facial",
    "faces",
    "face search",
    "face match",
    "face scan",
    "technology",
    "software",
    "surveillance",
    "biometric",
    "cameras",
    "tool",
    "system",
)


@dataclass(frozen=True, slots=True)
class _Act:
    """A cue that is real, with its score as the article's news."""

    cue: Cue
    sentence: Span
    actors: tuple[str, ...]
    office: str
    is_public: bool
    deed: Deed
    score: float  # as the article's news
    fact: float  # as something that was done, news or not
    is_news: bool = True  # not remembered from earlier days
    is_of_title: bool = False


def find_positions(article: Article, *, topic: Topic | None = None) -> tuple[Position, ...]:
    """What the article says was done or promised, the main event first.

    Wishes, fears and reports of what could happen are no deeds; "critics called for a ban" is their `call_for`.
    """
    if not article.text.strip():
        return ()
    return tuple(_Reading(article, topic).positions())[:LIMIT]


class _Reading:
    def __init__(self, article: Article, topic: Topic | None) -> None:
        self._article = article
        known = topic.names if topic is not None else ()
        technology = topic.technology_words if topic is not None else ()
        self._technology = re.compile("|".join(map(re.escape, (*technology, *_GENERIC_TECHNOLOGY))), re.IGNORECASE)
        told = without_related(article.text)
        self._text = without_quotations(told)
        self._cast = with_names_of_title(cast(told, title=article.title, known=known), told, article.title)
        self._ground = without_people(told, self._cast)
        self._naming = Naming(self._text, article.title, self._cast, ground=self._ground, known=known)
        self._doers = Doers(self._text, self._cast, self._naming.bearers)
        self._headline = Headline(article.title)
        self._day = article.published.instant().date() if article.published else None
        self._times = Times(self._text, self._day)
        self._sentences = split_sentences(article.text)
        self._actors_in: dict[int, tuple[str, ...]] = {}
        self._recalled: set[int] = set()

    def positions(self) -> Iterator[Position]:
        acts = sorted(self._acts(), key=lambda act: (-act.score, act.sentence.start))
        self._bills = BillOwners(self._article.text, [_claim(act) for act in acts])
        for act in acts:
            start = next(one.start for one in self._sentences if one.start <= act.sentence.start < one.end)
            if act.cue.frame is Frame.PLAIN:
                self._actors_in[start] = (*self._actors_in.get(start, ()), *act.actors)
                self._recalled |= set() if act.is_news else {start}
        least = LEAST
        if not any(act.score >= LEAST for act in acts):
            told = [act for act in acts if self._is_told_first(act)][:1]
            acts = told or list(self._acts_of_title())
            least = 0.0
        seen: set[tuple[str, Deed]] = set()
        for act in acts:
            for actor in act.actors:
                key = (actor.lower(), act.deed)
                if key in seen:
                    continue
                position = self._position(act, actor)
                is_dated = position.announced is not None and not self._is_of_these_days(position.announced)
                if act.score >= least or (act.fact >= SURE_FACT and (is_dated or position.effective_text)):
                    seen.add(key)
                    yield position

    def _is_of_these_days(self, day: date) -> bool:
        return self._day is not None and abs(self._day - day) <= A_MONTH

    def _is_told_first(self, act: _Act) -> bool:
        """Whether it is surely told, in the lead, and not remembered: the news, whatever the headline says."""
        return act.fact >= SURE_FACT and act.is_news and act.sentence.start < self._sentences[:LEAD][-1].end

    def _acts(self) -> Iterator[_Act]:
        for number, sentence in enumerate(self._sentences[:READ_SENTENCES]):
            start, end = sentence.start, min(sentence.end, sentence.start + LONGEST)
            dateline = _DATELINE.match(self._text) if number == 0 else None
            start = dateline.end() if dateline else start
            for cue in find_cues(self._text, start, end, is_verb=partial(is_real, self._text, start)):
                act = self._act(cue, Span(start, end), number)
                if act is not None:
                    yield act

    def _acts_of_title(self) -> Iterator[_Act]:
        """What only the headline tells in words that are understood, shown by the early sentence most like it."""
        title = self._article.title
        for cue in find_cues(title, 0, len(title), is_verb=partial(is_verb, title, 0)):
            weight = cue.weight * reality(title, 0, cue, is_title=True)
            sentence = self._most_like_title()
            phrase = self._naming.in_title(cue.start, cue.end, is_passive=is_passive(title, 0, cue))
            if weight < SURE_CUE or phrase is None or sentence is None or phrase.entity is None:
                continue
            actors = self._naming.names(phrase, sentence, sentence.end)
            is_public = self._naming.is_public(phrase, phrase.entity.name)
            deed = self._deed(cue, phrase, phrase.entity.name, sentence, is_public=is_public)
            if deed is not None:
                yield _Act(
                    cue, sentence, actors, phrase.text, is_public, deed, TITLE_ONLY, TITLE_ONLY, is_of_title=True
                )
                return

    def _most_like_title(self) -> Span | None:
        """Among the first sentences about the technology, the one that shares most words with the title."""
        title = set(re.findall(r"\w{4,}", self._article.title.lower()))
        early = [one for one in self._sentences[:4] if self._technology.search(one.of(self._text))]
        return max(
            early, key=lambda one: len(title & set(re.findall(r"\w{4,}", one.of(self._text).lower()))), default=None
        )

    def _act(self, cue: Cue, sentence: Span, number: int) -> _Act | None:
        weight = cue.weight * reality(self._text, sentence.start, cue)
        words = sentence.of(self._text)
        has_technology = self._technology.search(words) is not None
        if not weight or (
            cue.needs_technology and not self._technology.search(self._text, *self._beside(cue, sentence))
        ):
            return None
        phrase = self._doers.of(cue, sentence)
        if phrase is None or _NOBODY.match(phrase.text):
            return None
        phrase = self._doers.sponsor(cue.deed, phrase) or phrase
        actors = self._naming.names(phrase, sentence, max(cue.start, phrase.end + 150 * (phrase.start > cue.start)))
        if not actors:
            return None
        is_public = self._naming.is_public(phrase, actors[0])
        deed = self._deed(cue, phrase, actors[0], sentence, is_public=is_public)
        if deed is None:
            return None
        score = weight * self._headline.prominence(deed, actors[0], number, has_technology=has_technology)
        if is_aside(self._text, sentence.start, cue, self._topic_of_clause(cue, phrase, sentence)):
            score *= 0.85 if deed in self._headline.told else 0.5
        is_background = self._is_background(cue, sentence, number)
        return _Act(
            cue=cue,
            sentence=sentence,
            actors=actors,
            office=self._naming.office(phrase, actors[0]),
            is_public=is_public,
            deed=deed,
            score=score * (0.5 if is_background else 1.0),
            fact=weight * (1.0 if has_technology else 0.85) * (1.0 if self._is_named(phrase, actors[0]) else 0.85),
            is_news=not is_background and (number < LEAD or deed in self._headline.told),
        )

    def _beside(self, cue: Cue, sentence: Span) -> tuple[int, int]:
        """Where the technology may stand: before a passive verb; contracts are told with price and seller first."""
        start = sentence.start if cue.frame is Frame.PASSIVE else cue.start
        return start, sentence.end if cue.deed is Deed.PROCURE else cue.end + BESIDE

    def _topic_of_clause(self, cue: Cue, phrase: Phrase, sentence: Span) -> int:
        """Where the subject of the verb stands; of a passive verb it is the measure, not who is told behind "by"."""
        measure = MEASURE.search(self._text, sentence.start, cue.start) if cue.frame is Frame.PASSIVE else None
        return measure.start() if measure is not None else phrase.start

    def _is_named(self, phrase: Phrase, actor: str) -> bool:
        """Whether the sentence itself names who acts, not a pronoun or a description that was followed back."""
        return phrase.entity is not None or actor in phrase.text

    def _deed(self, cue: Cue, phrase: Phrase, actor: str, sentence: Span, *, is_public: bool) -> Deed | None:
        verb, words = self._text[cue.start : cue.end], sentence.of(self._text)
        return deed_of(cue, phrase, actor, verb=verb, words=words, naming=self._naming, is_public=is_public)

    def _is_background(self, cue: Cue, sentence: Span, number: int) -> bool:
        """Whether the cue's part of the sentence recalls what came before; "two cities have banned it" does too."""
        end = _CLAUSE_END.search(self._text, cue.end, sentence.end)
        clause = self._text[sentence.start : end.start() if end else sentence.end]
        if had_been_done(self._text, sentence.start, cue):
            return True
        is_perfect = _PERFECT.search(self._text, sentence.start, cue.start) is not None
        return is_background(clause, self._day.year if self._day else None) or (is_perfect and number > 1)

    def _position(self, act: _Act, actor: str) -> Position:
        article = self._article
        later = list(self._following(act))
        place = act.sentence.start if act.is_of_title else act.cue.start
        lead = self._sentences[:LEAD] if act.is_news else ()
        announced = self._times.announced(act.sentence, place, lead=lead)
        validity = self._times.validity(
            act.sentence, place, act.deed, announced, following=later, earlier=list(self._before(act))
        )
        return Position(
            actor=actor,
            action=act.deed,
            span=act.sentence,
            object=self._object(act),
            jurisdiction=jurisdiction(
                actor,
                office=act.office,
                is_public=act.is_public,
                is_place=self._naming.is_place(actor),
                deed=act.deed,
                sentence=act.sentence.of(self._ground),
                text=self._ground,
                title=article.title,
            ),
            announced=announced.day,
            effective=validity.effective,
            effective_text=validity.effective_text,
            expires=validity.expires,
            expires_text=validity.expires_text,
            bills=() if act.is_of_title else self._bills.of(_claim(act)),
            confidence=round(min(FACT_SHARE * act.fact + (1 - FACT_SHARE) * act.score, 0.95), 2),
        )

    def _following(self, act: _Act) -> Iterator[Span]:
        """The next sentences, up to one in which somebody else acts; what others did before is passed over."""
        for one in [one for one in self._sentences if one.start >= act.sentence.end][:4]:
            actors = self._actors_in.get(one.start, ())
            if not actors or set(actors) & set(act.actors):
                yield one
            elif one.start not in self._recalled:
                return

    def _before(self, act: _Act) -> Iterator[Span]:
        """The sentences of the lead before the article's news, back to one in which somebody acts."""
        if not act.is_news or act.is_of_title:
            return
        for one in reversed([one for one in self._sentences[:LEAD] if one.end <= act.sentence.start]):
            if self._actors_in.get(one.start):
                return
            yield one

    def _object(self, act: _Act) -> str | None:
        """What it is done to; nothing where the headline alone tells the deed."""
        if act.is_of_title:
            return None
        if act.cue.frame is Frame.PARTICIPLE:
            return measure_before(self._text, act.sentence.start, act.cue.start)
        is_order = (
            act.cue.frame is Frame.PASSIVE
            and act.deed in (Deed.BAN, Deed.RESTRICT)
            and _TO.search(self._text, act.cue.start, act.cue.end)
        )
        if is_order:
            return object_of(act.deed, self._text, act.cue.start, act.cue.end, act.sentence.end)
        if act.deed is Deed.CALL_FOR and is_passive(self._text, act.sentence.start, act.cue):
            return asked_of(self._text, act.sentence.start, act.cue.start, act.sentence.end)
        if act.cue.frame is Frame.PASSIVE or is_passive(self._text, act.sentence.start, act.cue):
            return done_to(act.deed, self._text, act.sentence.start, act.cue.start, act.sentence.end)
        if act.cue.frame is Frame.PLAIN:
            return object_of(act.deed, self._text, act.cue.start, act.cue.end, act.sentence.end)
        return None


def _claim(act: _Act) -> Claim:
    doer = f"{act.office} {' '.join(act.actors)}"
    return Claim(deed=act.deed, sentence=act.sentence, verb=act.cue.start, doer=doer, is_public=act.is_public)

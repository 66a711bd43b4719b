"""From an article to its positions: cues that are real, whose they are, and which of them is the news."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.language.names import cast
from bot.core.language.terms import bill_numbers
from bot.core.model import Article, Deed, Position, Span, Topic
from bot.core.positions.actors import Phrase, agent, subject
from bot.core.positions.cues import Cue, find_cues
from bot.core.positions.named import Naming
from bot.core.positions.places import jurisdiction
from bot.core.positions.reality import is_background, is_passive, reality
from bot.core.positions.validity import Times
from bot.core.text import cut, split_sentences

LIMIT: Final = 8  # positions of one article; what comes after is background
READ_SENTENCES: Final = 40
BESIDE: Final = 70  # characters after a cue: what it is done to
LEAST: Final = 0.25
SURE_CUE: Final = 0.75
TITLE_ONLY: Final = 0.35

OBJECT_CHARS: Final = 120
_USE_OF = re.compile(
    r"(?:(?:police|government|federal|state|public|law\senforcement|city|private|municipal|its|their)\s){0,2}"
    r"(?:use|sales?|deployment|development|purchase)\sof\s[^,.;:—]+",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:(?:its|their|the|a|an|any|all|live|general|commercial|police|federal)\s){0,2}(?:[\w’'-]+\s){0,2}?"
    r"(?:facial|face|biometric|surveillance|bills?|ordinance|law|act|legislation|measure|moratorium|ban)\b[^,.;:—]*",
    re.IGNORECASE,
)
_TECHNOLOGY = re.compile(
    r"\b(?:(?:its|their|the|a|an|live|commercial)\s){0,2}(?:facial|face|biometric)\b[^,.;:—]*", re.IGNORECASE
)
_AGAINST: Final = frozenset({Deed.SUE, Deed.FINE, Deed.RULE, Deed.INVESTIGATE, Deed.SETTLE})  # not the law they go by
_OBJECT_START = re.compile(
    r"^(?:(?:to|not|no|longer|be|from|by|against|behind|over|on|for|including|using|use(?!\sof)|offers?|offering|sell|selling|"
    r"put|ban|banning|\w+day)\s)+",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(
    r"\s(?:amid|after|while|because|until|unless|when|before|as\spart|in\sa|for\s(?:a|one|two|the\snext)|following|"
    r"(?:on\s|late\s|early\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|this\s(?:week|month|year)|saying|that\s(?:it|the))\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"-[A-Z]\b")  # of a bill of New York: A6787-D
_ABOUT_BILLS: Final = frozenset({Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR})
_PASSED = re.compile(r"\b(?:pass(?:es|ed)?|approv\w+|adopt\w*|clear\w*|enact\w*|vot\w+)\b", re.IGNORECASE)
_BANNING = re.compile(
    r"\b(?:bans?|banning|prohibits?|prohibiting|outlaws?|outlawing|forbids?|forbidding|bars?|barring)\b", re.IGNORECASE
)
_TERM = re.compile(
    r"\b(?:temporar\w+|for\s+(?:a|one|two|three|five|six|\d+|the\s+next)\s+(?:[\w-]+\s)?(?:years?|months?|days?)|"
    r"(?:one|two|three|five|six|\d+)-(?:year|month))\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:settl(?:e|es|ed|ing)|settlement)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r",|;|\bthat\b|\bwhich\b")
_BENCH = re.compile(r"\b(?:court|judges?|justices?|jury|tribunal)\b", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?$")
_QUOTED = re.compile(r"[“\"][^“”\"\n]{12,}?(?:[”\"]|$)", re.MULTILINE)
_DATELINE = re.compile(r"\A\W{0,2}[A-Z][A-Z.’' -]+(?:,\s[\w. ]{2,20})?(?:\s\([^)]{2,40}\))?\s[—–-]+\s")
_GENERIC_TECHNOLOGY: Final = (
    "recognition",
    "technology",
    "software",
    "surveillance",
    "biometric",
    "cameras",
    "tool",
    "system",
)
_FAMILY: Final = (
    frozenset({Deed.BAN, Deed.MORATORIUM, Deed.PASS, Deed.RESTRICT, Deed.SUSPEND, Deed.EXIT}),
    frozenset({Deed.PROPOSE, Deed.INTRODUCE, Deed.PASS}),
    frozenset({Deed.RESUME, Deed.DEPLOY, Deed.PROCURE, Deed.REPEAL}),
    frozenset({Deed.SETTLE, Deed.FINE, Deed.BAN, Deed.RESTRICT}),
    frozenset({Deed.EXTEND, Deed.MORATORIUM}),
    frozenset({Deed.CALL_FOR, Deed.OPPOSE}),
    frozenset({Deed.SIGN, Deed.PASS, Deed.RESTRICT}),
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
    score: float


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
        self._text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), article.text)
        self._cast = cast(article.text, title=article.title, known=known)
        self._naming = Naming(self._text, article.title, self._cast)
        self._day = article.published.instant().date() if article.published else None
        self._times = Times(article.text, self._day)
        self._sentences = split_sentences(article.text)
        self._bills_told = bill_numbers(article.text)
        self._told = self._told_in_title()

    def positions(self) -> Iterator[Position]:
        acts = sorted(self._acts(), key=lambda act: (-act.score, act.sentence.start))
        if not any(act.score >= LEAST for act in acts):
            acts = list(self._acts_of_title())
        seen: set[tuple[str, Deed]] = set()
        for act in acts:
            for actor in act.actors:
                key = (actor.lower(), act.deed)
                if act.score >= LEAST and key not in seen:
                    seen.add(key)
                    yield self._position(act, actor)

    def _acts(self) -> Iterator[_Act]:
        for number, sentence in enumerate(self._sentences[:READ_SENTENCES]):
            start = sentence.start
            dateline = _DATELINE.match(self._text) if number == 0 else None
            start = dateline.end() if dateline else start
            for cue in find_cues(self._text, start, sentence.end):
                act = self._act(cue, Span(start, sentence.end), number)
                if act is not None:
                    yield act

    def _acts_of_title(self) -> Iterator[_Act]:
        """What only the headline tells in words that are understood, shown by the early sentence most like it."""
        title = self._article.title
        for cue in find_cues(title, 0, len(title)):
            weight = cue.weight * reality(title, 0, cue, is_title=True)
            sentence = self._most_like_title()
            phrase = self._naming.in_title(cue.start, cue.end, is_passive=is_passive(title, 0, cue))
            if weight < SURE_CUE or phrase is None or sentence is None or phrase.entity is None:
                continue
            is_public = self._naming.is_public(phrase, phrase.entity.name)
            deed = self._deed(cue, phrase, sentence, is_public=is_public)
            if deed is not None:
                actors = self._naming.names(phrase, sentence, sentence.end)
                yield _Act(cue, sentence, actors, phrase.text, is_public, deed, TITLE_ONLY)
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
            cue.needs_technology and not self._technology.search(self._text, cue.start, cue.end + BESIDE)
        ):
            return None
        phrase = self._actor(cue, sentence)
        if phrase is None:
            return None
        actors = self._naming.names(phrase, sentence, cue.start)
        if not actors:
            return None
        is_public = self._naming.is_public(phrase, actors[0])
        deed = self._deed(cue, phrase, sentence, is_public=is_public)
        if deed is None:
            return None
        score = weight * self._prominence(deed, actors[0], number, has_technology=has_technology)
        if self._is_background(cue, sentence, number):
            score *= 0.5
        return _Act(cue, sentence, actors, self._naming.office(phrase, actors[0]), is_public, deed, score)

    def _actor(self, cue: Cue, sentence: Span) -> Phrase | None:
        if is_passive(self._text, sentence.start, cue):
            return agent(self._text, cue.end, sentence.end, self._cast)
        return subject(self._text, sentence.start, cue.start, self._cast)

    def _deed(self, cue: Cue, phrase: Phrase, sentence: Span, *, is_public: bool) -> Deed | None:
        """The deed the words mean when this actor does it; None when such an actor can't."""
        words = sentence.of(self._text)
        is_judge = self._naming.is_court(phrase)
        match cue.deed:
            case Deed.RULE:
                return Deed.RULE if is_judge else None
            case Deed.RESTRICT | Deed.BAN | Deed.SUSPEND if _BENCH.search(phrase.text):
                return Deed.RULE
            case Deed.PASS | Deed.SIGN | Deed.VETO | Deed.FINE if not is_public:
                return None
            case Deed.PASS | Deed.BAN | Deed.MORATORIUM if self._naming.is_chamber(phrase) and _PASSED.search(words):
                return Deed.MORATORIUM if re.search(r"\bmoratorium|\bpause", words) else Deed.PASS
            case Deed.PASS if is_public and re.search(r"\bmoratorium\b", words):
                return Deed.MORATORIUM
            case Deed.PASS if is_public and _BANNING.search(words):
                return Deed.BAN
            case Deed.EXIT | Deed.SUSPEND | Deed.RESTRICT | Deed.BAN if not is_public and _SETTLED.search(words):
                return Deed.SETTLE
            case Deed.BAN | Deed.EXIT | Deed.SUSPEND if not is_public and _TERM.search(words):
                return Deed.MORATORIUM
            case Deed.EXIT if is_public:
                return Deed.SUSPEND
        return cue.deed

    def _prominence(self, deed: Deed, actor: str, number: int, *, has_technology: bool) -> float:
        place = 1.0 if number < 3 else 0.85 if number < 6 else 0.6 if number < 12 else 0.4
        told = 0.6
        if deed in self._told:
            told = 1.0
        elif any(deed in family and family & self._told for family in _FAMILY):
            told = 0.85
        named = 1.0 if self._is_in_title(actor) else 0.8
        return place * told * named * (1.0 if has_technology else 0.8)

    def _is_background(self, cue: Cue, sentence: Span, number: int) -> bool:
        """Whether the cue's part of the sentence recalls what came before; "two cities have banned it" does too."""
        end = _CLAUSE_END.search(self._text, cue.end, sentence.end)
        clause = self._text[sentence.start : end.start() if end else sentence.end]
        is_perfect = _PERFECT.search(self._text, sentence.start, cue.start) is not None
        return is_background(clause, self._day.year if self._day else None) or (is_perfect and number > 1)

    def _is_in_title(self, actor: str) -> bool:
        words = [word for word in re.findall(r"\w+", actor) if word[0].isupper() and len(word) > 2]
        return any(re.search(rf"\b{re.escape(word)}", self._article.title) for word in words)

    def _told_in_title(self) -> frozenset[Deed]:
        title = self._article.title
        cues = [cue for cue in find_cues(title, 0, len(title)) if reality(title, 0, cue, is_title=True)]
        return frozenset(cue.deed for cue in cues[:2])

    def _position(self, act: _Act, actor: str) -> Position:
        article = self._article
        later = [one for one in self._sentences if one.start >= act.sentence.end][:4]
        validity = self._times.validity(act.sentence, later, act.deed)
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
                sentence=act.sentence.of(self._text),
                text=article.text,
                title=article.title,
            ),
            announced=self._times.announced(act.sentence),
            effective=validity.effective,
            effective_text=validity.effective_text,
            expires=validity.expires,
            expires_text=validity.expires_text,
            bills=self._bills(act),
            confidence=round(min(act.score, 0.95), 2),
        )

    def _object(self, act: _Act) -> str | None:
        """What it is done to: "police use of Argus", else the technology or the bill named behind the verb."""
        if act.score == TITLE_ONLY:
            return None
        verb_end = act.cue.start + len(self._text[act.cue.start : act.cue.end].split()[0])
        rest = self._text[verb_end : act.sentence.end]
        match = _USE_OF.search(rest) or (_TECHNOLOGY if act.deed in _AGAINST else _THING).search(rest)
        if match is None:
            return None
        told = _OBJECT_START.sub("", _OBJECT_END.split(" ".join(match.group().split()))[0])
        return cut(told, OBJECT_CHARS) or None

    def _bills(self, act: _Act) -> tuple[str, ...]:
        """Those of the sentence, and those of the article where a public deed is its news."""
        told = [bill for bill in self._bills_told if act.sentence.start <= bill.span.start < act.sentence.end]
        if act.is_public or act.deed in _ABOUT_BILLS:
            told += self._bills_told
        first: dict[str, str] = {}
        for bill in told:
            version = _VERSION.match(self._article.text, bill.span.end)
            told_as = bill.span.of(self._article.text) + (version.group() if version else "")
            first.setdefault(bill.key, " ".join(told_as.split()))
        return tuple(first.values())

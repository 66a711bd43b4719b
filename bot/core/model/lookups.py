"""A question, and what answers it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from bot.core.model.articles import Position, Quote
from bot.core.model.units import ArticleId, StoryId, Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A member's words, understood by `core/search`."""

    query: str  # as typed
    show: Literal["all", "quotes", "standing", "positions", "record", "help"] = (
        "all"  # standing: of positions what holds
    )
    names: tuple[str, ...] = ()  # canonical names found in it
    terms: tuple[str, ...] = ()  # the remaining words, lower case
    phrases: tuple[str, ...] = ()
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)  # name or term → every form searched for
    kin: dict[str, tuple[str, ...]] = field(default_factory=dict)  # term → words near in meaning
    listed: frozenset[str] = (
        frozenset()
    )  # the names that are the topic's own: written so in lower case, they are not meant
    shared: frozenset[str] = frozenset()  # the terms that all of the topic shares
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)  # in: → every form of the place
    outlets: dict[str, tuple[str, ...]] = field(default_factory=dict)  # source: → names and hosts it goes by
    since: date | None = None
    until: date | None = None
    corrected: dict[str, str] = field(default_factory=dict)  # typed → used
    did_you_mean: tuple[str, ...] = ()

    @property
    def is_one_thing(self) -> bool:
        """Whether it asks what is new of one name or word, not for the story that holds several."""
        return sum(wish not in self.shared for wish in (*self.names, *self.phrases, *self.terms)) < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One story in an answer, shown by its best article."""

    article: ArticleId
    id: str  # the one given to backfill, or the bot's own
    story: StoryId
    title: str
    url: str | None
    outlet: str | None
    published: Timestamp | None
    also_in: int = 0
    why: str = ""
    score: float = 0.0
    is_whole: bool = True  # it has all that was asked for, if only in words near in meaning
    off_topic: int = 0  # 1: nothing to do with the topic, but a name asked for acts in it; 2: not even that
    is_named: bool = True  # it has a name that was asked for, if any was
    is_copy: bool = False  # another's text: the original is shown rather
    is_central: bool = True  # surely about what was asked for, and no round-up or mention
    is_undated: bool = False  # filed from a file that gives no date: its id stands for the day it was filed


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """The same words as another article prints them."""

    article: ArticleId
    url: str | None
    outlet: str | None
    published: Timestamp | None
    text: str
    is_altered: bool = False  # in other words; marks, spelling and cuts aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quote with where it was read."""

    quote: Quote
    article: ArticleId
    title: str
    url: str | None
    outlet: str | None
    published: Timestamp | None
    others: tuple[Printing, ...] = ()  # where else it was read, in the order found


class Standing(StrEnum):
    """Whether a position still holds."""

    CURRENT = "current"
    EXPIRED = "expired"  # its end has passed
    EXTENDED = "extended"  # by a later one, which tells until when
    SUPERSEDED = "superseded"  # by a later one: repealed, resumed, replaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A position with where it was read."""

    position: Position
    sentence: str
    article: ArticleId
    title: str
    url: str | None
    outlet: str | None
    published: Timestamp | None
    status: Standing = Standing.CURRENT
    superseded_by: "Stand | None" = None  # what extended or ended it
    chain: "tuple[Stand, ...]" = ()  # what it extends or ends, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Two deeds of one actor about one thing that point opposite ways."""

    before: Stand
    after: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What an answer looked through."""

    articles: int
    sources: int
    since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What `/policy QUERY` found, best first."""

    question: Question
    hits: tuple[Hit, ...] = ()
    quotes: tuple[Said, ...] = ()
    positions: tuple[Stand, ...] = ()
    bills: tuple[Stand, ...] = ()  # the latest deed about each bill that names what was asked for
    reversals: tuple[Reversal, ...] = ()  # of a record
    searched: Searched
    day: date | None = None  # on which it was asked

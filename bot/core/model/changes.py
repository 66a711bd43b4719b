"""What people change, and how it can be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.model.channels import Channel
from bot.core.model.sources import Source
from bot.core.model.topics import Rule
from bot.core.model.units import ArticleId, StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who spoke, as a person says: it wins over what is read, whenever and wherever these words are read again."""

    place: str  # the article's address, or `article N` where it has none
    article: ArticleId  # the same, of all that are copies of each other the first
    words: str  # the quote's, folded
    text: str  # the quote's, for people
    speaker: str | None = None  # None: nobody is named
    role: str | None = None
    affiliation: str | None = None
    is_dropped: bool = False  # nobody said this: it is shown nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A story that is told no more in a channel. Who follows it by themselves still hears of it."""

    story: StoryId
    channel: str  # its key; "": in none
    title: str  # for people

    @property
    def key(self) -> str:
        return f"{self.story} {self.channel}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """A `Regrouping`, as the history of changes knows it: its articles were of one story and are of another."""

    decision: int  # its number
    articles: tuple[ArticleId, ...]
    was: StoryId
    story: StoryId


State = Rule | Channel | Source | Attribution | Mute | Regrouped  # what a change can change
Kind = Literal["keyword", "channel", "source", "quote", "story", "regrouping"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One thing before and after a change; None: it was not there, or isn't any more."""

    kind: Kind
    key: str  # names the thing among its kind: by its id or key, a quote by `attributions.key_of`
    before: State | None
    after: State | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an admin changed, or a member suggested.

    With requests, and followers until their story ends, the only place with a person's id.
    """

    at: datetime
    who: str  # platform:id, or "command line"; a keyed hash of who only suggests
    name: str  # as the platform shows them
    what: str  # "added the keyword", for people: who, what, subject
    subject: str
    why: str = ""
    number: int = 0  # given by the archive, from 1, in order of time
    revision: Revision | None = None  # None: nothing that could be undone
    undoes: int | None = None  # the number of the change that this one takes back

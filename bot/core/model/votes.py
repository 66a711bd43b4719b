"""What members think of alerts, and what the bot would have made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.core.model.units import AlertId, ArticleId, StoryId


class Opinion(StrEnum):
    """What a member thinks of an alert."""

    USEFUL = "useful"
    NOT_RELEVANT = "not_relevant"


class Complaint(StrEnum):
    """Why an alert is not relevant."""

    SENSE = "sense"  # another sense of the words
    OPINION = "opinion"
    DUPLICATE = "duplicate"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's opinion of an alert. `voter` is a keyed hash: whose it is can't be read from it."""

    alert: AlertId
    voter: str
    opinion: Opinion
    complaint: Complaint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """How many found an alert useful, and how many did not."""

    useful: int = 0
    not_relevant: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An alert as its readers judge it. Who they are can't be told: each is a number made up for one answer."""

    alert: AlertId
    article: ArticleId
    story: StoryId
    topic: str
    relevance: float
    rules: tuple[str, ...]  # ids of the keywords that matched it
    useful: frozenset[int] = frozenset()
    not_relevant: frozenset[int] = frozenset()
    complaints: frozenset[tuple[int, Complaint]] = frozenset()  # why, of those who say
    channels: tuple[str, ...] = ()  # keys of those it was posted in, in the time asked for

    @property
    def senses(self) -> frozenset[int]:
        """Who says that another sense of the words was meant."""
        return frozenset(who for who, complaint in self.complaints if complaint is Complaint.SENSE)

    @property
    def is_useful(self) -> bool | None:
        """What most think; None where nobody has voted, or as many think this as that."""
        for_it, against = len(self.useful), len(self.not_relevant)
        return None if for_it == against else for_it > against


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How a keyword does, of the alerts that it matched."""

    useful: int = 0
    marked: int = 0  # those on which votes decide, either way
    posts: int = 0
    complaints: tuple[tuple[Complaint, int], ...] = ()  # how many said what was wrong, most first


ProposalKind = Literal["exclude", "threshold", "source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that the bot would have an admin make. Nothing is changed until one says so."""

    kind: ProposalKind
    about: str  # by which it is known when it comes again: the words, the channel's key, the source's id
    value: str  # what is applied: the query of the exclude, the channel's relevance, the source's id
    topic: str = ""
    words: str  # for people: what, and what it would have done
    made_at: datetime
    number: int = 0  # given by the archive, from 1
    outcome: Literal["open", "applied", "dropped"] = "open"
    decided_at: datetime | None = None

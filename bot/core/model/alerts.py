"""What is told of a story, and on what it is composed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model.filings import Filed, Report
from bot.core.model.topics import Rule
from bot.core.model.units import AlertId, ArticleId, StoryId, Timestamp


class AlertKind(StrEnum):
    ALERT = "alert"  # a new story: a message of its own
    FOLLOW_UP = "follow_up"  # something new in a story already posted: a line in its thread
    UPDATE = "update"  # the same facts elsewhere, or a copy: "also in …" of the message already posted changes
    BRIEF = "brief"  # news worth a line in a digest, and no message of its own
    DIGEST = "digest"  # of a delivery alone: the message that tells of others
    NOTE = "note"  # an admin put the story right: a line in its thread says so, for those who read it before

    @property
    def has_row(self) -> bool:
        """Whether a digest has a line for it; what only changes or explains a message has none."""
        return self in (AlertKind.ALERT, AlertKind.FOLLOW_UP, AlertKind.BRIEF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The decision that one article is to be told. One `ALERT` per story and topic, ever; one `BRIEF` before it."""

    id: AlertId
    kind: AlertKind
    story: StoryId
    topic: str
    article: ArticleId
    decided_at: datetime
    news: str = (
        ""  # what a follow-up brings, for people: "new quote", "correction"; of a note, its `RegroupKind` or words
    )
    earlier: ArticleId | None = None  # by which an older story was told that this one goes on from


class EditKind(StrEnum):
    """What an outlet did to an article after it was told."""

    HEADLINE = "headline"
    QUOTE = "quote"  # other words
    QUOTE_GONE = "quote_gone"
    SPEAKER = "speaker"  # the same words, which `speaker` holds, said by `now` instead of `was`
    FACT = "fact"  # a number or a name in a sentence that was told
    NOTE = "note"  # a correction, clarification or editor's note
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change that matters, as the article read before and reads now; "" where there is nothing to show."""

    kind: EditKind
    was: str = ""
    now: str = ""
    speaker: str = ""  # of a quote, where it is known
    noticed_at: datetime | None = None  # equals `decided_at` of the follow-up that tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article by which a story was told, as another message leads to it."""

    title: str
    url: str | None
    outlet: str | None
    published: Timestamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCard:
    """All that a message about an alert is composed of, read from the archive at the time of sending."""

    alert: Alert
    filed: Filed
    source_name: str | None
    rules: tuple[Rule, ...]  # those that matched
    others: tuple[Report, ...]  # the story's other articles, oldest first
    edits: tuple[Edit, ...] = ()  # made by the outlet since, oldest first
    joined: Told | None = None  # the alert of the story its article was moved to, if it was moved and has one
    earlier: Told | None = None  # the older story it goes on from

"""The nouns of the house, frozen. Every other room speaks in these.

Offsets are code points into `Article.text`. Times are aware and UTC unless a docstring says otherwise.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, NewType

SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
"""Seconds of `published` (clamped to the past, else first seen) << 16 | a sequence: below 2**48, in order of time."""
StoryId = NewType("StoryId", int)
"""The id of the story's first article."""
AlertId = NewType("AlertId", int)
DeliveryId = NewType("DeliveryId", int)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `text[start:end]`. Never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as a page states it: naive where the page names no zone, a bare day where it names no hour."""

    value: datetime
    has_time: bool = True

    def iso(self) -> str:
        """ISO 8601: `2020-06-10`, `2020-06-10T17:42:00` or `2020-06-10T17:42:00+00:00`, no more than the page says."""
        return self.value.isoformat(timespec="seconds") if self.has_time else self.value.date().isoformat()

    def instant(self) -> datetime:
        """The moment in UTC for sorting; a missing zone is read as UTC, a missing hour as midnight."""
        return self.value.replace(tzinfo=UTC) if self.value.tzinfo is None else self.value.astimezone(UTC)

    @classmethod
    def parse(cls, iso: str) -> "Timestamp":
        """The inverse of `iso`. Raises `ValueError` for anything else."""
        return cls(datetime.fromisoformat(iso), has_time="T" in iso or " " in iso.strip())


# --- sources ----------------------------------------------------------------------------------------------------------

SourceKind = Literal["auto", "feed", "page", "sitemap"]


class Health(StrEnum):
    """What an admin should know of a source."""

    NEW = "new"  # never polled
    OK = "ok"
    SLOW = "slow"  # answers, but asks for patience or fails now and then
    SILENT = "silent"  # answers, but has published nothing for longer than usual
    BLOCKED = "blocked"  # 401, 403, 429 for long, or a bot check
    HTML = "html"  # a feed address that now gives a web page
    DEAD = "dead"  # nothing but failures for a day or more
    GONE = "gone"  # 410: no longer polled


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place that is polled. `url` is as given, with any key it carries: show `urls.masked(url)`, never `url`."""

    id: SourceId
    url: str
    kind: SourceKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What is remembered of a source between two polls; `core/polling` makes the next from the last."""

    next_poll: datetime
    interval: timedelta
    etag: str | None = None  # byte for byte as sent, never invented, never kept from an error or a cut body
    last_modified: str | None = None
    body_hash: str | None = None
    reader: str | None = None  # the feed parser that last succeeded
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    last_error: str | None = None  # for people
    last_success: datetime | None = None
    last_new_entry: datetime | None = None
    baseline_at: datetime | None = None  # when the first, silent poll was recorded; None: the next one is silent
    moved_to: str | None = None  # target of the permanent redirect seen, followed after three equal answers
    moved_count: int = 0
    not_before: datetime | None = None  # a time the server named (Retry-After): holds even when the schedule is ignored
    usual_gap: timedelta | None = None  # mean time between entries, by their dates; what "silent" is measured against
    health: Health = Health.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a fetch brought: bytes within the bounds, from an address that was judged."""

    url: str  # asked for
    final_url: str  # after redirects
    status: int
    content_type: str  # as sent, lower case, parameters included; "" where missing
    body: bytes  # decompressed
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None  # Cache-Control, capped
    moved_to: str | None = None  # where a chain of permanent redirects alone leads


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304: nothing new since the validators we sent."""

    url: str
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, plain text where not said otherwise, hostile until shown through a renderer."""

    guid: str | None
    link: str | None  # absolute, http or https
    title: str
    excerpt: str = ""  # text of the summary or of the content, whitespace folded, blocks on lines of their own
    content_html: str = ""  # the full content where the feed carries it
    author: str | None = None
    outlet: str | None = None  # the <source> of an aggregator, else the feed's title
    published: Timestamp | None = None  # display data: 1970, 2099 and None are all possible
    updated: Timestamp | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A parsed feed, in the publisher's order."""

    title: str
    entries: tuple[Entry, ...]
    link: str | None = None
    ttl: timedelta | None = None
    reader: str = ""  # which parser read it, remembered per source


# --- articles ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article itself, without the page's furniture."""

    title: str
    text: str  # paragraphs separated by one blank line; every offset in the house counts in it
    url: str | None = None  # canonical
    outlet: str | None = None
    agency: str | None = None  # "Reuters", carried by someone else
    byline: tuple[str, ...] = ()
    published: Timestamp | None = None  # never invented
    updated: Timestamp | None = None
    language: str | None = None  # ISO 639-1
    is_partial: bool = False  # only an excerpt could be had
    partial_reason: str | None = None  # for people: "paywall", "bot check", "HTTP 403"
    corrections: tuple[str, ...] = ()  # correction, clarification and editor's notes, taken out of the text
    block_quotes: tuple[Span, ...] = ()  # paragraphs that the page sets off as quotations; read with the page, not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of an article before its page is read: from the feed entry, or from who pasted it."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: Timestamp | None = None
    updated: Timestamp | None = None
    excerpt: str = ""
    language: str | None = None


# --- topics and rules -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A keyword: a Lucene query that makes an article ours."""

    id: str
    query: str
    why: str = ""
    topic: str = ""
    channel: str = ""  # the key of the one channel it is for; empty: all of its topic
    is_exclude: bool = False  # an article that matches it is dropped whatever else matches: everywhere, or there
    is_off: bool = False  # removed by the team: kept, so that its topic pack doesn't bring it back
    is_own: bool = False  # the team wrote or rewrote it: its topic pack doesn't change it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An organisation, person or product of the topic, with the other names it goes by."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["company", "agency", "group", "person", "product", "place", "other"] = "other"
    of: str | None = None  # Rekognition is a product of Amazon


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a team watches, as a pack describes it."""

    id: str
    title: str
    rules: tuple[Rule, ...]
    names: tuple[Name, ...] = ()
    technology_words: tuple[str, ...] = ()  # lower case; what the topic is about: "facial recognition"
    context_words: tuple[str, ...] = ()  # lower case; what goes on speaking of it once it is named: "camera", "scan"
    policy_words: tuple[str, ...] = ()  # lower case; what makes it policy: "ban", "moratorium"
    actor_words: tuple[str, ...] = ()  # lower case; who makes policy: "city council", "attorney general"
    confusions: tuple[str, ...] = ()  # Lucene queries of false friends, for relevance
    places: tuple[str, ...] = ()


Field = Literal["title", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A place that made a rule true. Offsets: code points into the title or the text as given, not normalised."""

    rule: str
    field: Field
    span: Span
    weight: float = 1.0  # what its rule counts in this article: the odds of its relevance times so much
    is_by_fact: bool = False  # the outlet or the language made the rule true and no word did: the place says nothing


class Band(StrEnum):
    ALERT = "alert"
    DIGEST = "digest"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Policy news or a passing mention: 0..1, comparable between articles, with its reasons for people."""

    score: float
    reasons: tuple[str, ...] = ()


# --- what an article says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words someone said, exactly as the article prints them.

    Each part is a slice of the article's text, marks excluded; an attribution may stand between two parts.
    """

    parts: tuple[Span, ...]
    text: str  # the parts, verbatim, joined with one space
    speaker: str | None = None  # full name resolved within the article; None when nobody is named
    role: str | None = None
    affiliation: str | None = None
    cue: str | None = None  # what ties words to speaker: "said", "according to"
    mention: str | None = None  # how the article calls them at this place: "she", "a spokesman"
    is_partial: bool = False  # a fragment inside reported speech
    confidence: float = 0.0  # 0..1: that words and speaker are right
    is_on_policy: bool = False


class Deed(StrEnum):
    """What a position does: the `action` of INTERFACES."""

    BAN = "ban"
    MORATORIUM = "moratorium"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXIT = "exit"
    RESTRICT = "restrict"
    PROPOSE = "propose"
    INTRODUCE = "introduce"
    PASS = "pass"
    VETO = "veto"
    SIGN = "sign"
    REPEAL = "repeal"
    SUE = "sue"
    RULE = "rule"
    SETTLE = "settle"
    FINE = "fine"
    INVESTIGATE = "investigate"
    DEPLOY = "deploy"
    PROCURE = "procure"
    SUPPORT = "support"
    OPPOSE = "oppose"
    CALL_FOR = "call_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who did or promised what, with the sentence that says so."""

    actor: str
    action: Deed
    span: Span  # the sentence
    object: str | None = None
    jurisdiction: str | None = None
    announced: date | None = None
    effective: date | None = None
    effective_text: str | None = None
    expires: date | None = None
    expires_text: str | None = None
    bills: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything read from one article that needs no other article."""

    article: Article
    matches: tuple[Match, ...] = ()
    relevance: Relevance = field(default_factory=lambda: Relevance(score=0.0))
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()  # the main event first
    summary: tuple[Span, ...] = ()  # sentences of the text, in reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An article that no keyword matched: kept for a while, so that a new keyword can be tried on it."""

    article: Article
    source: SourceId | None
    seen_at: datetime
    number: int = 0  # given by the archive, in order of coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article of the archive as a keyword is tried on it, whether one matched it when it came or not."""

    article: Article
    at: datetime  # published, clamped to when it was first seen
    story: "StoryId | None"  # None: no keyword matched it, so it was never placed
    number: int  # its article id; that of a passed one where it has no story
    score: float | None = None  # its relevance as it was weighed; None: no keyword matched then
    source: SourceId | None = None


# --- stories, alerts, deliveries --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An analysed article with its place in the archive."""

    id: ArticleId
    source: SourceId | None
    seen_at: datetime
    analysis: Analysis
    story: StoryId
    copy_of: ArticleId | None = None
    external_id: str | None = None  # the `id` given to backfill
    text_hash: str | None = None  # of the full text, where only its excerpt is kept


Mode = Literal["instant", "hourly", "daily", "weekly"]
Break = Literal["expiry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a channel wants to be told, by its own clock. `core/holding` makes decisions of it."""

    zone: str = "UTC"  # IANA
    digest_time: time = time(8)  # of daily and weekly digests, and of briefs where alerts come at once
    digest_day: int = 0  # of weekly ones; Monday is 0
    quiet: tuple[time, time] | None = None  # from, until; over midnight where the second is the earlier one
    breaks: tuple[Break, ...] = ("expiry",)  # what is told in quiet hours all the same
    cap: int = 0  # alerts between two full hours; 0: as many as there are
    notes: bool | None = None  # of the bot itself, for admins; None: if no channel wants them and this is the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where a team reads. `id` is the platform's own; `key` names the channel everywhere in the house.

    An id that begins with @ is a person's: messages to them alone. Nobody lists such a channel; it exists for as long
    as they follow a story.
    """

    platform: str
    id: str
    topics: tuple[str, ...] = ()  # empty: all
    mode: Mode = "instant"
    name: str = ""
    is_paused: bool = False
    trouble: str = ""  # why it was switched off: the platform takes nothing for it any more
    alert_at: float | None = None  # relevance from which an article is told here at once; None: as everywhere
    digest_at: float | None = None  # from here to there it is kept for the digest; below, it is only kept
    schedule: Schedule = Schedule()

    @property
    def key(self) -> str:
        return f"{self.platform}:{self.id}"

    @property
    def is_direct(self) -> bool:
        return self.id.startswith("@")

    @classmethod
    def direct(cls, key: str) -> "Channel | None":
        """The person with this key; None for the key of a channel."""
        platform, _, id = key.partition(":")
        return cls(platform=platform, id=id) if id.startswith("@") else None


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


class DeliveryState(StrEnum):
    OWED = "owed"  # waits for its time
    CLAIMED = "claimed"  # a worker has it until the lease ends
    SENDING = "sending"  # committed just before the platform is asked
    UNKNOWN = "unknown"  # perhaps sent: look before sending again
    HELD = "held"  # waits for the channel's digest, and nothing waits for it
    JOINED = "joined"  # is told by a digest, and ends as that does
    SENT = "sent"
    BURIED = "buried"  # the platform will never take it


class HeldFor(StrEnum):
    """Why a delivery waits for a digest."""

    BRIEF = "brief"  # it is no more than that
    MODE = "mode"  # the channel wants digests
    QUIET = "quiet"  # it has quiet hours
    CAP = "cap"  # it has had as many alerts this hour as it wants
    FLOOD = "flood"  # or as many from one source as anybody would
    HAND = "hand"  # it doesn't: somebody wants it told now
    DIGEST = "digest"  # the digest that tells of its story is on its way: after that it is owed by itself
    AWAY = "away"  # it is old: the bot, the platform or the channel was away


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert owed to one channel. `core/outbox` makes the next state from the last.

    A `DIGEST` stands for many: `alert` and `story` are those of the first.
    """

    id: DeliveryId
    alert: AlertId
    kind: AlertKind
    story: StoryId
    channel: str  # Channel.key
    key: str  # idempotency key: the same for every attempt, 24 base32 characters of (alert, channel)
    state: DeliveryState = DeliveryState.OWED
    due: datetime
    lease_until: datetime | None = None
    attempts: int = 0
    sent_as: str | None = None  # the platform's id of the message; of the one edited, for an update
    last_error: str | None = None
    held_for: HeldFor | None = None  # kept when it was told
    digest: DeliveryId | None = None  # the delivery that tells of it
    sent_at: datetime | None = None

    @property
    def place(self) -> str:
        """The channel as a log may name it: of a person's only the platform."""
        person = Channel.direct(self.channel)
        return f"{person.platform}:a follower" if person else self.channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article of a story as the alert's "also in …" needs it."""

    article: ArticleId
    outlet: str
    url: str | None
    published: Timestamp | None
    is_copy: bool = False


class RegroupKind(StrEnum):
    """What people may decide on stories."""

    SPLIT = "split"  # articles tell another event and leave the story
    MERGE = "merge"  # two stories tell one event


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One article from a story to another, with what it was the copy of, before and after."""

    article: ArticleId
    was: StoryId
    story: StoryId
    was_copy_of: ArticleId | None = None
    copy_of: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """A person's decision on what is one story. Kept for good; undoing it is another one."""

    kind: RegroupKind
    moves: tuple[Move, ...]  # never empty, all from one story to one other; the article it is about first
    at: datetime
    who: str  # as in `Change`
    name: str
    number: int = 0  # given by the archive, from 1, in order of time
    undoes: int | None = None

    def __post_init__(self) -> None:
        if len({(move.was, move.story) for move in self.moves}) != 1:
            raise ValueError("a regrouping moves articles from one story to one other")

    @property
    def was(self) -> StoryId:
        """The story they leave."""
        return self.moves[0].was

    @property
    def story(self) -> StoryId:
        """The story they come to."""
        return self.moves[0].story


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
    senses: frozenset[int] = frozenset()  # those of them who say that another sense of the words was meant
    channels: tuple[str, ...] = ()  # keys of those it was posted in, in the time asked for

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
    """What an admin changed. Beside followers, whose ids go when the story ends, the only place with a person's id."""

    at: datetime
    who: str  # platform:id, or "command line"
    name: str  # as the platform shows them
    what: str  # "added the keyword", for people: who, what, subject
    subject: str
    why: str = ""
    number: int = 0  # given by the archive, from 1, in order of time
    revision: Revision | None = None  # None: nothing that could be undone
    undoes: int | None = None  # the number of the change that this one takes back


# --- look-ups ---------------------------------------------------------------------------------------------------------


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


# --- what a change of keywords would have done ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A story that comes or goes with the change, by its weightiest article."""

    sample: Sample
    score: float
    band: Band


@dataclass(frozen=True, slots=True)
class Bands:
    """Stories by what becomes of them."""

    told: int = 0
    digest: int = 0
    kept: int = 0

    @property
    def all(self) -> int:
        return self.told + self.digest + self.kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The result. Stories count that have an article matched; each in the band of its weightiest such article."""

    since: datetime
    until: datetime
    articles: int  # looked at
    matched: int  # of them, by the changed keyword alone
    matched_of_latest: tuple[int, int]  # the same among the latest, and how many those are
    before: Bands
    after: Bands
    gained: tuple[Tried, ...]  # weightiest first
    lost: tuple[Tried, ...]
    overlaps: tuple[tuple[Rule, int], ...]  # other keywords that match some of `matched` too, most first
    weeks: tuple[tuple[date, int, int], ...]  # told stories by the week they began: its first day, before, after
    is_of_channel: bool = False  # one channel's keywords and those of all were counted, for it; else those of all alone

    @property
    def days(self) -> float:
        return max((self.until - self.since) / timedelta(days=1), 1.0)

    @property
    def posts_a_day(self) -> float:
        """How many more alerts a day, on average."""
        return (self.after.told - self.before.told) / self.days

    @property
    def share(self) -> float:
        """Which part of the latest articles the changed keyword matches, 0..1."""
        matched, latest = self.matched_of_latest
        return matched / latest if latest else 0.0

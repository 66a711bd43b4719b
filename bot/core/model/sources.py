"""What is polled, and what it gave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.core.model.units import SourceId, Timestamp

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
    quiet_days: int = 0  # on which it was read, since it last brought something that a keyword matched
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
    moved_to: str | None = None  # as a page's


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

"""Where a team reads, and when it wants to be told."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

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
    language: str = "en"  # of what the bot says here of its own; quotes, headlines and names stay as they are

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

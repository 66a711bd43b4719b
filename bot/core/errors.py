"""The errors of the house: each exists because its caller does something different.

WatchwordError
├── UrlRefused          not an address we may fetch or show: drop the link, or tell who typed it
├── FetchFailed         no page this time: count a failure, back off, use the excerpt
│   ├── FetchDelayed    the server names a time: come back then, not before
│   └── SourceGone      410: stop polling, tell the admins once
├── FeedUnreadable      bytes that are no feed: the source's health says so
├── PageUnreadable      bytes that are no article: alert from the feed's excerpt, marked partial
├── RuleInvalid         a keyword nobody can run: show the place and what was expected
├── QueryInvalid        a look-up with a date or filter nobody can read: say what was expected
├── PackInvalid         a topic pack with a fault: name file and key, do not start
├── SettingsInvalid     all faults of the configuration at once: do not start
├── SourceInvalid       a source that can't be added: say why to who asked
├── ChangeInvalid       a change that can't be taken back: say why to who asked
├── ConfirmationNeeded  a change that another admin has to confirm: say to who asked that it waits
├── StoryUnclear        a story that can't be split or joined as asked: say why to who asked
├── ScheduleInvalid     a wish of when to be told that can't be followed: say why to who asked
├── StoreUnusable       the database can't be opened, written or is newer than the code
├── SendDelayed         not now: try this delivery again at the time given
├── SendUnknown         perhaps sent: look before sending again
└── SendRefused         never: bury this delivery; `is_channel_gone`: pause the channel, and keep it
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta


class WatchwordError(Exception):
    """Weather, not a bug: something outside us went wrong in a way we expect."""


class UrlRefused(WatchwordError):
    """The address may not be fetched or shown; the reason is fit for people and tells nothing of inner networks.

    `is_inward`: an operator, and nobody in chat, may be told that they can trust it.
    """

    def __init__(self, url: str, reason: str, *, is_inward: bool = False) -> None:
        super().__init__(f"{url}: {reason}")
        self.is_inward = is_inward
        self.url = url
        self.reason = reason


class FetchFailed(WatchwordError):
    """No page this time. `status` is the HTTP status where there was one."""

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status


class FetchDelayed(FetchFailed):
    """The server asks for patience (429 or 503 with Retry-After)."""

    def __init__(self, url: str, reason: str, *, status: int, retry_after: timedelta) -> None:
        super().__init__(url, reason, status=status)
        self.retry_after = retry_after


class SourceGone(FetchFailed):
    """410 Gone: the publisher says the address will not come back."""


class FeedUnreadable(WatchwordError):
    """The bytes are no feed. `is_html` when they are a web page instead."""

    def __init__(self, reason: str, *, is_html: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_html = is_html


class PageUnreadable(WatchwordError):
    """The bytes hold no article: a consent wall, a bot check, an empty shell.

    `is_costly` where reading them took all a child may use: whoever wrote that page may have others like it.
    """

    def __init__(self, reason: str, *, is_costly: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_costly = is_costly


class RuleInvalid(WatchwordError):
    """A keyword that can't be run. `position` is a code-point offset into the query as typed."""

    def __init__(self, query: str, reason: str, *, position: int | None = None) -> None:
        super().__init__(f"{query}: {reason}" if reason.endswith("?") else f"{_placed(reason, position)}: {query}")
        self.query = query
        self.reason = reason
        self.position = position


def _placed(reason: str, position: int | None) -> str:
    """ "unbalanced quote at character 14: no … closes it": the place stands with what is wrong, not with the remedy."""
    if position is None:
        return reason
    what, *expected = re.split(r"(: )(?!—)", reason, maxsplit=1)
    return f"{what} at character {position + 1}{''.join(expected)}"


class QueryInvalid(WatchwordError):
    """A look-up that can't be understood, in words for who asked."""

    def __init__(self, query: str, reason: str) -> None:
        super().__init__(reason)
        self.query = query
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file people write."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key} {self.reason}" if self.key else f"{self.file}: {self.reason}"


class _Faulty(WatchwordError):
    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class PackInvalid(_Faulty):
    """A topic pack that can't be used."""


class SettingsInvalid(_Faulty):
    """Settings that can't be used; every fault is in it."""


class SourceInvalid(WatchwordError):
    """A source that can't be added, in words for who asked."""


class ChangeInvalid(WatchwordError):
    """A change that can't be taken back, in words for who asked."""


class ConfirmationNeeded(WatchwordError):
    """Nothing was changed: it waits, as the request of this number, for another admin's word until then.

    `asked_by` is who asked for the same before; None: it was asked for now.
    """

    def __init__(self, number: int, until: datetime, *, asked_by: str | None = None) -> None:
        super().__init__(f"it waits for another admin to confirm it, as request {number}")
        self.number = number
        self.until = until
        self.asked_by = asked_by


class StoryUnclear(WatchwordError):
    """What an admin asks of a story can't be done; the reason is fit for them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ScheduleInvalid(WatchwordError):
    """Words about when a channel is told that can't be followed: says what may be typed instead."""


class StoreUnusable(WatchwordError):
    """The database can't be used. `is_newer` when a later version of the code wrote it: exit code 2."""

    def __init__(self, reason: str, *, is_newer: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_newer = is_newer


class SendDelayed(WatchwordError):
    """Certainly not sent; may be tried again after `retry_after`."""

    def __init__(self, reason: str, *, retry_after: timedelta) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class SendUnknown(WatchwordError):
    """The answer was lost: the message may or may not stand in the channel."""


class SendRefused(WatchwordError):
    """The platform will never take it. `is_channel_gone`: nor anything else for this channel, until it is mended."""

    def __init__(self, reason: str, *, is_channel_gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_channel_gone = is_channel_gone

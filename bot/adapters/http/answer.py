"""A server's answer: what its headers ask of us, and what a bad one means in words."""

import re
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime

from multidict import CIMultiDictProxy

from bot.core.errors import FetchDelayed, FetchFailed, SourceGone
from bot.core.masking import masked

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
READABLE = frozenset({200, 203})
PATIENCE = frozenset({429, 503})  # where Retry-After is heard

ASKED_AT_MOST = timedelta(hours=24)
PATIENCE_AT_MOST = timedelta(days=7)
VALIDATOR_CHARS = 1000  # an ETag is a few dozen; longer ones are not kept

REASONS = {
    401: "the site asks for a login",
    403: "the site refuses us",
    404: "there is no page at this address",
    410: "the page is gone for good",
    429: "the site asks us to slow down",
    451: "the page is withheld for legal reasons",
    503: "the site is not available for the moment",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, redirects not followed; the body only where the status makes it one to read."""

    url: str
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    def header(self, name: str) -> str:
        """The first one of this name; "" where there is none or it is no text."""
        value = self.headers.get(name, "").strip()
        return value if value.isprintable() else ""

    @property
    def max_age(self) -> timedelta | None:
        """How long the answer holds, capped; None where it says nothing or must be asked for anew."""
        directives = self.header("Cache-Control").lower()
        found = re.search(r"(?:^|[\s,])max-age=\"?([0-9]+)", directives)
        if found is None or re.search(r"no-(?:cache|store)", directives):
            return None
        return _seconds(found[1], ASKED_AT_MOST)

    @property
    def retry_after(self) -> timedelta | None:
        """Seconds, or a date read by the server's own clock: RFC 9110, 10.2.3."""
        value = self.header("Retry-After")
        if re.fullmatch(r"[0-9]+", value):
            return _seconds(value, PATIENCE_AT_MOST)
        try:
            wait = parsedate_to_datetime(value) - parsedate_to_datetime(self.header("Date"))
        except (ValueError, TypeError, OverflowError):  # TypeError: one of them names no zone
            return None
        return max(timedelta(), min(wait, PATIENCE_AT_MOST))

    def failure(self, asked: str) -> FetchFailed:
        """What an answer without a page means to whoever asked for it."""
        status, address = self.status, masked(asked)
        if status < 400:
            return FetchFailed(address, f"the site sent no page (HTTP {status})", status=status)
        words = REASONS.get(status, "the site has a problem" if status >= 500 else "the site refused the request")
        reason = f"{words} (HTTP {status})"
        if status in PATIENCE and (wait := self.retry_after) is not None:
            return FetchDelayed(address, reason, status=status, retry_after=wait)
        return (SourceGone if status == 410 else FetchFailed)(address, reason, status=status)


def echoable(value: str | None) -> str | None:
    """A validator as the server sent it; None where it can't be sent back byte for byte."""
    return value if value and len(value) <= VALIDATOR_CHARS and value.isprintable() else None


def _seconds(digits: str, at_most: timedelta) -> timedelta:
    """So many seconds, capped: a number of a thousand digits is no overflow."""
    return at_most if len(digits.lstrip("0")) > 9 else min(timedelta(seconds=int(digits[-9:])), at_most)

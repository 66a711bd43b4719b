"""One hostile case: what the servers say, and what has to come of it."""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.model import Health, SourceKind
from bot.services.watch import Visit
from tests.hostile.internet import Answers, Asked, Script

Outcome = Literal["read", "failed", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a case ended."""

    visits: tuple[Visit, ...]  # one a poll
    site: Asked
    titles: tuple[str, ...]  # of what was read, as it was kept

    @property
    def last(self) -> Visit:
        return self.visits[-1]


Check = Callable[[Ending], object]  # truthy where all is well


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`outcome`, `words`, `health` and `entries` are of the last poll; "any": neither harm nor help is promised."""

    name: str
    answers: Mapping[str, Answers]
    outcome: Outcome
    words: str = ""  # a regular expression for what an admin reads
    health: Health | None = None
    entries: int | None = None
    title: str | None = None
    kind: SourceKind = "feed"
    start: str = "http://{host}/feed"
    polls: int = 1
    addresses: tuple[tuple[str, ...], ...] = ()  # of its name, at each asking
    is_hasty: bool = False  # polled with a second of patience, where the server has more
    checks: Mapping[str, Check] = field(default_factory=dict)  # by what they say

    def complaints(self, ending: Ending) -> list[str]:
        """What is not as it has to be."""
        visit, found = ending.last, list[str]()
        is_read = visit.error is None
        if self.outcome != "any" and is_read != (self.outcome == "read"):
            found.append(f"{self.outcome} was expected, and it was {visit.outcome}: {visit.error}")
        if not is_read and not visit.error:
            found.append("an admin is told nothing")
        found += self._in_detail(ending)
        found += [says for says, check in self.checks.items() if not check(ending)]
        return found

    def _in_detail(self, ending: Ending) -> list[str]:
        visit, found = ending.last, list[str]()
        if self.words and not re.search(self.words, visit.error or ""):
            found.append(f"an admin reads {visit.error!r}, not {self.words!r}")
        if self.health is not None and visit.state.health is not self.health:
            found.append(f"the source is {visit.state.health}, not {self.health}")
        if self.entries is not None and visit.entries != self.entries:
            found.append(f"{visit.entries} entries, not {self.entries}")
        if self.title is not None and self.title not in ending.titles:
            found.append(f"titles are {[title[:60] for title in ending.titles[:3]]}, not {self.title[:60]!r}")
        return found


def reads(name: str, answer: Answers, entries: int | None = 1, **more: object) -> Case:
    """The feed is read, whatever its server does."""
    return Case(name=name, answers={"/feed": answer, **more.pop("also", {})}, outcome="read", entries=entries, **more)  # type: ignore[arg-type, dict-item]


def fails(name: str, answer: Answers, words: str, health: Health = Health.SLOW, **more: object) -> Case:
    """It is not, and the source's state says why."""
    return Case(
        name=name,
        answers={"/feed": answer, **more.pop("also", {})},
        outcome="failed",
        words=words,
        health=health,
        **more,
    )  # type: ignore[arg-type, dict-item]


def survives(name: str, answer: Answers, **more: object) -> Case:
    """Read or not: nothing else happens, and within the bounds."""
    return Case(name=name, answers={"/feed": answer, **more.pop("also", {})}, outcome="any", **more)  # type: ignore[arg-type, dict-item]


# --- what servers say -------------------------------------------------------------------------------------------------


def item(number: int = 1, title: str = "", extra: str = "") -> str:
    said = title or f"Ferry {number} leaves"
    return f"<item><title>{said}</title><link>https://other.example/{number}</link><guid>g{number}</guid>{extra}</item>"


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(items or (item(),))
    return f"<rss version='2.0'><channel><title>Herald</title>{head}{inner}</channel></rss>".encode(
        "utf-8", "surrogatepass"
    )


def ok(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """An answer; `length` to lie about it."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers)
    return raw(*lines, body=body)


def raw(*lines: str, body: bytes = b"") -> bytes:
    """A head of exactly these lines."""
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape") + b"\r\n" + body


def redirect(location: str, status: int = 302, *headers: str) -> bytes:
    return ok(b"", f"Location: {location}", *headers, status=f"{status} Moved")


def script(*pieces: bytes, pause: float = 0.0, times: int = 1, hang: bool = False, reset: bool = False) -> Script:
    """Say these pieces (the last one `times` over), pausing between; then close, hang or reset."""

    async def say(writer: asyncio.StreamWriter) -> None:
        for piece in (*pieces[:-1], *(pieces[-1:] * times)):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        if hang:
            await asyncio.sleep(3600)
        if reset:
            writer.transport.abort()

    return say


FEED = ok(rss(), "Content-Type: application/rss+xml")

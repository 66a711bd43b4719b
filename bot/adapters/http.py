"""The way to the public internet, and only there: pages within bounds, from addresses judged at the socket."""

import asyncio
import re
import socket
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.robotparser import RobotFileParser

import aiohttp
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy
from yarl import URL

from bot.adapters.inflate import STEP_BYTES, BodyRefused, Inflater
from bot.core.errors import FetchDelayed, FetchFailed, SourceGone, UrlRefused, WatchwordError
from bot.core.model import NotModified, Page
from bot.core.urls import absolute, authority, check_fetchable, is_public, masked, same_origin

INWARD = "it doesn't lead to the public internet"  # the same words whatever stands there, or doesn't
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.8"

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
READABLE = frozenset({200, 203})
NO_BODY = frozenset({204, 205})

ASKED_AT_MOST = timedelta(hours=24)
PATIENCE_AT_MOST = timedelta(days=7)
STARTS_AT_ONCE = (
    4  # in one round of the event loop, so that a burst of polls does not hold up whoever waits for a reply
)
VALIDATOR_CHARS = 1000  # an ETag is a few dozen; longer ones are not kept

ROBOTS_TTL = timedelta(days=1)
ROBOTS_TTL_FAILED = timedelta(minutes=30)
ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least that much is read
ROBOTS_CACHE_BYTES = 16_000_000
ROBOTS_CACHE_SITES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Every number of the fetcher. `allow_private` holds the `host:port` pairs that an operator trusts."""

    user_agent: str = "Watchword"
    allow_private: tuple[str, ...] = ()
    total: timedelta = timedelta(seconds=30)  # a page, redirects included, waiting for its turn excluded
    connect: timedelta = timedelta(seconds=10)
    idle: timedelta = timedelta(seconds=15)  # between two pieces of an answer
    wire_bytes: int = 20_000_000
    body_bytes: int = 15_000_000
    redirects: int = 10
    per_host: int = 2
    overall: int = 128
    dns_ttl: timedelta = timedelta(minutes=5)
    keep_alive: timedelta = timedelta(seconds=5)  # thousands of hosts polled in turn must not pile up open sockets


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    def header(self, name: str) -> str:
        """The first one of this name; "" where there is none or it is no text."""
        value = self.headers.get(name, "").strip()
        return value if value.isprintable() else ""


class _Inward(OSError):
    """The name has led to an address outside the public internet; nothing was sent there."""


class _Lanes:
    """At most so many at once, in all and per host. A host's lane is forgotten when nobody is in it."""

    def __init__(self, *, per_host: int, overall: int) -> None:
        self._per_host = per_host
        self._overall = asyncio.Semaphore(overall)
        self._starting = asyncio.Semaphore(STARTS_AT_ONCE)
        self._lanes: dict[str, tuple[asyncio.Semaphore, list[None]]] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        lane, users = self._lanes.setdefault(name, (asyncio.Semaphore(self._per_host), []))
        users.append(None)
        try:
            async with lane, self._overall:  # in this order a slow host's queue takes no place of the others
                async with self._starting:
                    await asyncio.sleep(0)
                yield
        finally:
            users.pop()
            if not users:
                del self._lanes[name]


class HttpFetcher:
    """`Fetcher` on aiohttp; used as `async with HttpFetcher(limits) as fetcher:`.

    A name is resolved once and the address it gave is judged when its socket is made, so a name that changes its mind
    between check and use gains nothing. Pairs the operator trusts have a connection pool of their own: trust hangs on
    the host and port asked for, never on the address, so another name that leads to the same place is refused.
    """

    def __init__(
        self, limits: FetchLimits, *, resolver: AbstractResolver | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        """Opens nothing yet. Without a resolver or TLS context of its own it asks the system."""
        self._limits = limits
        self._tls = tls
        self._trusted = frozenset(authority(f"http://{pair}") for pair in limits.allow_private)
        self._resolver = resolver
        self._lanes = _Lanes(per_host=limits.per_host, overall=limits.overall)
        self._robots = _Robots(self, user_agent=limits.user_agent)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._guarded = await self._stack.enter_async_context(self._session(_guarded_socket))
        self._trusting = await self._stack.enter_async_context(self._session(_plain_socket))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | NotModified:
        """As the port promises. `FetchFailed.reason` and `UrlRefused.reason` are for people and carry no address."""
        start = target = check_fetchable(url, trusted=self._trusted)
        validators = _validators(etag, last_modified)
        seconds, is_permanent = self._limits.total.total_seconds(), True
        for _ in range(self._limits.redirects + 1):
            headers = validators if same_origin(target, start) else {}
            answer, seconds = await self._get(target, headers, seconds, asked=url)
            if answer.status not in REDIRECTS:
                return self._result(url, start, answer, was_asked=bool(headers), is_permanent=is_permanent)
            is_permanent = is_permanent and answer.status in PERMANENT
            target = self._next(url, answer)
        raise FetchFailed(masked(url), "the address redirects too often")

    async def may_fetch_page(self, url: str) -> bool:
        """As the port promises; False while a robots.txt can't be had for an error of the site: RFC 9309, 2.3.1."""
        try:
            return await self._robots.allows(check_fetchable(url, trusted=self._trusted))
        except UrlRefused:
            return False

    # --- one hop ------------------------------------------------------------------------------------------------------

    async def _get(self, url: str, headers: Mapping[str, str], seconds: float, *, asked: str) -> tuple[_Answer, float]:
        """One answer, redirects not followed, and the seconds left of those given."""
        place = authority(url)  # not the bare name: two servers on one machine do not answer for each other
        session = self._trusting if place in self._trusted else self._guarded
        clock = asyncio.get_running_loop().time
        async with self._lanes.turn(place):
            started = clock()
            try:
                async with (
                    asyncio.timeout(seconds),
                    session.get(URL(url, encoded=True), headers=headers, allow_redirects=False) as response,
                ):
                    body = await self._body(response) if response.status in READABLE else b""
                    answer = _Answer(url, response.status, response.headers, body)
            except (aiohttp.ClientError, OSError, BodyRefused) as error:  # TimeoutError is an OSError
                raise _translated(asked, error) from error
            return answer, max(0.0, seconds - (clock() - started))

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        limits = self._limits
        if (response.content_length or 0) > limits.wire_bytes:
            raise BodyRefused("the answer is too large")
        inflater = Inflater(",".join(response.headers.getall("Content-Encoding", [])), limit_bytes=limits.body_bytes)
        body, wire_bytes = bytearray(), 0
        async for chunk in response.content.iter_any():
            wire_bytes += len(chunk)
            if wire_bytes > limits.wire_bytes:
                raise BodyRefused("the answer is too large")
            for piece in inflater.feed(chunk):
                body += piece
                if len(piece) >= STEP_BYTES:  # unfolding that much is work: let the others go on
                    await asyncio.sleep(0)
        for piece in inflater.finish():
            body += piece
        return bytes(body)

    def _next(self, asked: str, answer: _Answer) -> str:
        location = answer.header("Location")
        target = absolute(answer.url, location) if location else None
        if target is None:
            raise UrlRefused(masked(asked), "it redirects to something that is no web address")
        if answer.url.startswith("https:") and not target.startswith("https:"):
            raise FetchFailed(masked(asked), "it redirects from a secure address to an insecure one")
        try:
            return check_fetchable(target, trusted=self._trusted)
        except UrlRefused as refusal:
            raise UrlRefused(masked(asked), f"it redirects elsewhere, and {refusal.reason}") from refusal

    def _result(
        self, url: str, start: str, answer: _Answer, *, was_asked: bool, is_permanent: bool
    ) -> Page | NotModified:
        max_age = _max_age(answer)
        if answer.status == 304 and was_asked:
            return NotModified(url=url, max_age=max_age)
        if answer.status not in READABLE:
            raise _failure(url, answer)
        page = Page(
            url=url,
            final_url=answer.url,
            status=answer.status,
            content_type=answer.header("Content-Type").lower(),
            body=answer.body,
            max_age=max_age,
            moved_to=answer.url if is_permanent and answer.url != start else None,
        )
        if not same_origin(answer.url, start):  # another's validators are none of this server's business
            return page
        return replace(page, etag=_kept(answer.header("ETag")), last_modified=_kept(answer.header("Last-Modified")))

    def _session(self, socket_factory: aiohttp.SocketFactoryType) -> aiohttp.ClientSession:
        limits = self._limits
        connector = aiohttp.TCPConnector(
            socket_factory=socket_factory,
            resolver=self._resolver,
            ssl=self._tls or True,
            ttl_dns_cache=int(limits.dns_ttl.total_seconds()),
            limit=limits.overall,
            keepalive_timeout=limits.keep_alive.total_seconds(),
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={"User-Agent": limits.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(
                total=None,  # ours ends the whole visit
                sock_connect=limits.connect.total_seconds(),
                sock_read=limits.idle.total_seconds(),
            ),
        )


# --- sockets ----------------------------------------------------------------------------------------------------------


def _plain_socket(address: aiohttp.AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = address
    return socket.socket(family, kind, protocol)


def _guarded_socket(address: aiohttp.AddrInfoType) -> socket.socket:
    """A socket for an address of the public internet; refused before a single packet is sent."""
    if not is_public(str(address[4][0])):
        raise _Inward(INWARD)
    return _plain_socket(address)


# --- headers ----------------------------------------------------------------------------------------------------------


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    pairs = {"If-None-Match": _kept(etag), "If-Modified-Since": _kept(last_modified)}
    return {name: value for name, value in pairs.items() if value is not None}


def _kept(value: str | None) -> str | None:
    """A validator as sent; None where it can't be echoed byte for byte."""
    return value if value and len(value) <= VALIDATOR_CHARS and value.isprintable() else None


def _max_age(answer: _Answer) -> timedelta | None:
    directives = answer.header("Cache-Control").lower()
    found = re.search(r"(?:^|[\s,])max-age=\"?(\d+)", directives)
    if found is None or re.search(r"no-(?:cache|store)", directives):
        return None
    return _seconds(found[1], ASKED_AT_MOST)


def _seconds(digits: str, at_most: timedelta) -> timedelta:
    """So many seconds, capped: a number of a thousand digits is no overflow."""
    return at_most if len(digits.lstrip("0")) > 9 else min(timedelta(seconds=int(digits[-9:])), at_most)


def _retry_after(answer: _Answer) -> timedelta | None:
    """Seconds, or a date read by the server's own clock: RFC 9110, 10.2.3."""
    value = answer.header("Retry-After")
    if re.fullmatch(r"[0-9]+", value):
        return _seconds(value, PATIENCE_AT_MOST)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(answer.header("Date"))
    except (ValueError, TypeError, OverflowError):  # TypeError: one of them names no zone
        return None
    return max(timedelta(), min(wait, PATIENCE_AT_MOST))


# --- words for people -------------------------------------------------------------------------------------------------

REASONS = {
    401: "the site asks for a login",
    403: "the site refuses us",
    404: "there is no page at this address",
    410: "the page is gone for good",
    429: "the site asks us to slow down",
    451: "the page is withheld for legal reasons",
    503: "the site is not available for the moment",
}


def _failure(url: str, answer: _Answer) -> FetchFailed:
    status = answer.status
    if status in NO_BODY or 200 <= status < 400:
        return FetchFailed(masked(url), f"the site sent no page (HTTP {status})", status=status)
    words = REASONS.get(status, "the site has a problem" if status >= 500 else "the site refused the request")
    reason = f"{words} (HTTP {status})"
    retry_after = _retry_after(answer) if status in {429, 503} else None
    if retry_after is not None:
        return FetchDelayed(masked(url), reason, status=status, retry_after=retry_after)
    return (SourceGone if status == 410 else FetchFailed)(masked(url), reason, status=status)


def _translated(url: str, error: Exception) -> WatchwordError:
    match error:
        case BodyRefused():
            return FetchFailed(masked(url), str(error))
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, _Inward):
            return UrlRefused(masked(url), INWARD)
        case aiohttp.InvalidURL():
            return UrlRefused(masked(url), "that is no address of a page")
        case aiohttp.ClientConnectorDNSError():
            reason = "the site's name is not known"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            reason = "no secure connection could be made"
        case TimeoutError():
            reason = "the site did not answer in time"
        case aiohttp.ClientConnectorError():
            reason = "the site can't be reached"
        case aiohttp.ClientPayloadError():
            reason = "the answer was cut off"
        case aiohttp.ClientResponseError():
            reason = "the answer is no proper HTTP"
        case _:
            reason = "the connection broke off"
    return FetchFailed(masked(url), reason)


# --- robots.txt -------------------------------------------------------------------------------------------------------


class _Robots:
    """What sites let robots read. Kept as bytes, for a day, within bounds; each site is asked once at a time."""

    def __init__(self, fetcher: HttpFetcher, *, user_agent: str) -> None:
        self._fetcher = fetcher
        self._user_agent = user_agent
        self._asking = _Lanes(per_host=1, overall=1000)
        self._known: OrderedDict[str, tuple[float, bytes | None]] = OrderedDict()  # until when, rules; None: closed

    async def allows(self, url: str) -> bool:
        robots = absolute(url, "/robots.txt") or url
        async with self._asking.turn(robots):
            rules = await self._rules(robots)
        if rules is None:
            return False
        return not rules or await asyncio.to_thread(self._judged, rules, url)

    async def _rules(self, robots: str) -> bytes | None:
        now = asyncio.get_running_loop().time()
        until, rules = self._known.get(robots, (0.0, None))
        if until > now:
            return rules
        rules, ttl = await self._asked(robots)
        self._known[robots] = (now + ttl.total_seconds(), rules)
        self._known.move_to_end(robots)
        self._forget_the_oldest()
        return rules

    async def _asked(self, robots: str) -> tuple[bytes | None, timedelta]:
        try:
            page = await self._fetcher.fetch(robots)
        except FetchFailed as error:
            is_missing = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return (b"", ROBOTS_TTL) if is_missing else (None, ROBOTS_TTL_FAILED)
        assert isinstance(page, Page)  # no validators were sent
        whole_lines, _, rest = page.body[:ROBOTS_BYTES].rpartition(b"\n")
        return whole_lines if len(page.body) > ROBOTS_BYTES else whole_lines + b"\n" + rest, ROBOTS_TTL

    def _forget_the_oldest(self) -> None:
        size = sum(len(rules or b"") for _, rules in self._known.values())
        while size > ROBOTS_CACHE_BYTES or len(self._known) > ROBOTS_CACHE_SITES:
            _, (_, rules) = self._known.popitem(last=False)
            size -= len(rules or b"")

    def _judged(self, rules: bytes, url: str) -> bool:
        parser = RobotFileParser()
        parser.parse(rules.decode("utf-8", "replace").splitlines())
        return parser.can_fetch(self._user_agent, url)

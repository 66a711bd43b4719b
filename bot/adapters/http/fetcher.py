"""`HttpFetcher`: one visit, hop by hop, each judged anew."""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import AbstractContextManager, AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from traceback import clear_frames
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.adapters.http.answer import PERMANENT, READABLE, REDIRECTS, Answer, echoable
from bot.adapters.http.bodies import Bodies
from bot.adapters.http.inflate import BodyRefused
from bot.adapters.http.lanes import Lanes
from bot.adapters.http.lookups import FewAddresses, Lookups
from bot.adapters.http.patience import Patience
from bot.adapters.http.robots import Robots
from bot.adapters.http.sockets import INWARD, PADDED, Inward, Sockets
from bot.core.errors import FetchFailed, UrlRefused, WatchwordError
from bot.core.masking import masked
from bot.core.model import NotModified, Page
from bot.core.urls import UNKNOWN_NAME, absolute, authority, check_fetchable, same_origin

BUFFER_BYTES = 64 * 1024  # of each answer that is waited with; twice as much at most
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.8"


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
class _Way:
    """A connection pool and the sockets it opens."""

    session: aiohttp.ClientSession
    sockets: Sockets


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """One request of a visit."""

    url: str
    headers: Mapping[str, str]
    seconds: float
    trusted: frozenset[str]  # as far as the way here was
    is_led: bool


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
        self._lanes = Lanes(per_host=limits.per_host, overall=limits.overall)
        self._bodies = Bodies(wire_bytes=limits.wire_bytes, body_bytes=limits.body_bytes)
        self._patience = Patience()
        self._robots = Robots(self, user_agent=limits.user_agent)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._guarded = await self._opened(is_trusting=False)
        self._trusting = await self._opened(is_trusting=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        led_by: str | None = None,
    ) -> Page | NotModified:
        """As the port promises. `FetchFailed.reason` and `UrlRefused.reason` are for people and carry no address."""
        trusted = self._trusted if led_by is None else self._trusted_by(led_by)
        start = target = check_fetchable(url, trusted=trusted)
        pairs = {"If-None-Match": echoable(etag), "If-Modified-Since": echoable(last_modified)}
        validators = {name: value for name, value in pairs.items() if value is not None}
        seconds, is_permanent = self._limits.total.total_seconds(), True
        for _ in range(self._limits.redirects + 1):
            headers = validators if same_origin(target, start) else {}
            hop = _Hop(url=target, headers=headers, seconds=seconds, trusted=trusted, is_led=led_by is not None)
            answer, seconds = await self._get(hop, asked=url)
            if answer.status not in REDIRECTS:
                return self._result(url, start, answer, was_asked=bool(headers), is_permanent=is_permanent)
            is_permanent = is_permanent and answer.status in PERMANENT
            trusted = trusted & self._trusted_by(target)
            target = self._next(url, answer, trusted)
        raise FetchFailed(masked(url), "the address redirects too often")

    def in_hand(self) -> AbstractContextManager[None]:
        return self._bodies.in_hand()

    async def may_fetch_page(self, url: str) -> bool:
        """As the port promises; False while a robots.txt can't be had for an error of the site: RFC 9309, 2.3.1."""
        try:
            return await self._robots.allows(check_fetchable(url, trusted=self._trusted))
        except UrlRefused:
            return False

    # --- one hop ------------------------------------------------------------------------------------------------------

    async def _get(self, hop: _Hop, *, asked: str) -> tuple[Answer, float]:
        """One answer, redirects not followed, and the seconds left of those given."""
        place = authority(hop.url)  # not the bare name: two servers on one machine do not answer for each other
        way = self._trusting if place in hop.trusted else self._guarded
        clock = asyncio.get_running_loop().time
        async with self._lanes.turn(place):
            started = clock()
            if hop.is_led:
                self._patience.refuse(place, started, asked=asked)
            try:
                async with (
                    asyncio.timeout(hop.seconds) as deadline,
                    way.session.get(URL(hop.url, encoded=True), headers=hop.headers, allow_redirects=False) as response,
                ):
                    is_wanted = response.status in READABLE
                    body = await self._bodies.read(response, way.sockets.of(response), deadline) if is_wanted else b""
                    answer = Answer(hop.url, response.status, response.headers, body)
            except (aiohttp.ClientError, OSError, BodyRefused) as error:  # TimeoutError is an OSError
                clear_frames(error.__traceback__)  # they hold what there is of the body, and hold each other
                raise _translated(asked, error) from error
            self._patience.hear(place, answer, clock())
            return answer, max(0.0, hop.seconds - (clock() - started))

    def _trusted_by(self, url: str) -> frozenset[str]:
        """The pairs to which content of this address may lead: the public internet leads to none."""
        try:
            return self._trusted if authority(url) in self._trusted else frozenset()
        except UrlRefused:
            return frozenset()

    def _next(self, asked: str, answer: Answer, trusted: frozenset[str]) -> str:
        location = answer.header("Location")
        target = absolute(answer.url, location) if location else None
        if target is None:
            raise UrlRefused(masked(asked), "it redirects to something that is no web address")
        if answer.url.startswith("https:") and not target.startswith("https:"):
            raise FetchFailed(masked(asked), "it redirects from a secure address to an insecure one")
        try:
            return check_fetchable(target, trusted=trusted)
        except UrlRefused as refusal:
            raise UrlRefused(masked(asked), f"it redirects elsewhere, and {refusal.reason}") from refusal

    def _result(
        self, url: str, start: str, answer: Answer, *, was_asked: bool, is_permanent: bool
    ) -> Page | NotModified:
        moved_to = answer.url if is_permanent and answer.url != start else None
        if answer.status == 304 and was_asked:
            return NotModified(url=url, max_age=answer.max_age, moved_to=moved_to)
        if answer.status not in READABLE:
            raise answer.failure(url)
        page = Page(
            url=url,
            final_url=answer.url,
            status=answer.status,
            content_type=answer.header("Content-Type").lower(),
            body=answer.body,
            max_age=answer.max_age,
            moved_to=moved_to,
        )
        if not same_origin(answer.url, start):  # another's validators are none of this server's business
            return page
        etag, last_modified = echoable(answer.header("ETag")), echoable(answer.header("Last-Modified"))
        return replace(page, etag=etag, last_modified=last_modified)

    async def _opened(self, *, is_trusting: bool) -> _Way:
        sockets = Sockets(is_trusting=is_trusting, wire_bytes=self._limits.wire_bytes)
        return _Way(await self._stack.enter_async_context(self._session(sockets)), sockets)

    def _session(self, sockets: Sockets) -> aiohttp.ClientSession:
        limits = self._limits
        connector = aiohttp.TCPConnector(
            socket_factory=sockets.make,
            resolver=FewAddresses(self._resolver or Lookups()),
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
            read_bufsize=BUFFER_BYTES,
            headers={"User-Agent": limits.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(
                total=None,  # ours ends the whole visit
                sock_connect=limits.connect.total_seconds(),
                sock_read=limits.idle.total_seconds(),
            ),
        )


def _translated(url: str, error: Exception) -> WatchwordError:
    match error:
        case BodyRefused():
            return FetchFailed(masked(url), str(error))
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, Inward):
            return UrlRefused(masked(url), INWARD, is_inward=True)
        case aiohttp.InvalidURL():
            return UrlRefused(masked(url), "that is no address of a page")
        case aiohttp.ClientConnectorDNSError():
            reason = UNKNOWN_NAME
        case aiohttp.ClientSSLError() | ssl.SSLError():
            reason = "no secure connection could be made"
        case TimeoutError():
            reason = "the site did not answer in time"
        case aiohttp.ClientConnectorError():
            reason = "the site can't be reached"
        case aiohttp.ClientOSError() if error.args == (PADDED,):
            reason = PADDED
        case aiohttp.ClientPayloadError():
            reason = "the answer was cut off"
        case aiohttp.ClientResponseError():
            reason = "the answer is no proper HTTP"
        case _:
            reason = "the connection broke off"
    return FetchFailed(masked(url), reason)

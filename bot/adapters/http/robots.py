"""What sites let robots read."""

import asyncio
from collections import OrderedDict
from datetime import timedelta

from bot.adapters.http.lanes import Lanes
from bot.core.errors import FetchFailed
from bot.core.model import Page
from bot.core.robots import is_allowed
from bot.core.urls import absolute
from bot.ports import Fetcher

ROBOTS_TTL = timedelta(days=1)
ROBOTS_TTL_FAILED = timedelta(minutes=30)
ROBOTS_BYTES = 500 * 1024  # RFC 9309, 2.5: at least that much is read
ROBOTS_CACHE_BYTES = 16_000_000
ROBOTS_CACHE_SITES = 2000


class Robots:
    """What sites let robots read. Kept as bytes, for a day, within bounds; each site is asked once at a time."""

    def __init__(self, fetcher: Fetcher, *, user_agent: str) -> None:
        self._fetcher = fetcher
        self._user_agent = user_agent
        self._asking = Lanes(per_host=1, overall=1000)
        self._known: OrderedDict[str, tuple[float, bytes | None]] = OrderedDict()  # until when, rules; None: closed

    async def allows(self, url: str) -> bool:
        robots = absolute(url, "/robots.txt") or url
        async with self._asking.turn(robots):
            rules = await self._rules(robots)
        if rules is None:
            return False
        return not rules or await asyncio.to_thread(is_allowed, rules, url, user_agent=self._user_agent)

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
            page = await self._fetcher.fetch(robots, led_by=robots)
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

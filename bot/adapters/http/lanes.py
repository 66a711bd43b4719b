"""Turns: how many ask at once, in all and of one host."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

STARTS_AT_ONCE = 4  # in one round of the event loop, so that a burst of polls holds up nobody who waits for a reply


class Lanes:
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

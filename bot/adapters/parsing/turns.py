"""Turns at the children: first come, first served, but for those who are likely to take long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class Turns:
    """So many at once. Who waits goes in the order of when they came, and as much later as they are asked to be.

    So nobody waits for ever, and what is light overtakes what is heavy.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._numbers = count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, *, later_seconds: float = 0.0) -> AsyncIterator[None]:
        await self._take(later_seconds)
        try:
            yield
        finally:
            self._give()

    async def _take(self, later_seconds: float) -> None:
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        heappush(self._waiting, (loop.time() + later_seconds, next(self._numbers), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if not mine.cancelled():  # called off in the moment it was given
                self._give()
            raise

    def _give(self) -> None:
        while self._waiting:
            _, _, next_one = heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._free += 1

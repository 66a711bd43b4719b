"""A clock that stands still until it is moved."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta

from tests.fakes.filing import NOW


class FakeClock:
    def __init__(self, now: datetime = NOW) -> None:
        self._now = now
        self._is_stopped = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    def move(self, step: timedelta) -> None:
        self._now += step

    def stop(self) -> None:
        self._is_stopped.set()

    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        """One at every turn of the loop, so that a test never waits."""
        while not self._is_stopped.is_set():
            yield self._now
            await asyncio.sleep(0)

"""A sign of life for a watcher outside: it hears when the bot is well, and raises the alarm when it hears nothing."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from typing import Final

from bot.core.errors import FetchFailed, StoreUnusable, UrlRefused
from bot.ports import Clock, Fetcher
from bot.services.health import Verdict

SECONDS: Final = 60.0
HEARD: Final = (201, 202, 204)  # no page, and none was wanted


class Heartbeat:
    """Asks for the watcher's address each time the bot was found well. `report` hears of a failure its reason alone.

    `note` writes into the archive that it is about to: a bot that reads, and can't write, tells nobody anything new.

    The address holds the key to the watcher's alarm: it goes to the fetcher and nowhere else. What is asked for there
    is bound by the fetcher's rules, as every address.
    """

    def __init__(
        self,
        *,
        url: str,
        fetcher: Fetcher,
        clock: Clock,
        verdict: Callable[[], Awaitable[Verdict]],
        note: Callable[[datetime], Awaitable[None]],
        report: Callable[[str], None],
    ) -> None:
        self._url = url
        self._fetcher = fetcher
        self._clock = clock
        self._verdict = verdict
        self._note = note
        self._report = report

    async def run(self) -> None:
        """`beat` once a minute until the clock stops, first after one: of one that has just begun nothing is known."""
        async with aclosing(self._clock.ticks(SECONDS)) as ticks:
            await anext(ticks, None)
            async for _ in ticks:
                await self.beat()

    async def beat(self) -> bool:
        """Whether the watcher heard us: never when something is failing, and only after a write."""
        if (await self._verdict()).is_failing:
            return False
        try:
            await self._note(self._clock.now())
        except StoreUnusable:  # the archive tells of it
            return False
        try:
            await self._fetcher.fetch(self._url)
        except (FetchFailed, UrlRefused) as error:
            if isinstance(error, FetchFailed) and error.status in HEARD:
                return True
            self._report(error.reason)
            return False
        return True

"""What is kept for a time only: full texts, then their excerpts; articles that no keyword matched."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.core.excerpts import Keeping
from bot.ports import Archive, Clock
from bot.services.leaps import is_time_believed

CHORE: Final = "retention"
EVERY: Final = timedelta(days=1)
LOOK_SECONDS: Final = 600.0  # so often it is seen whether a day is over: a machine may have slept
BATCH: Final = 10  # articles cut in one transaction: a few hundredths of a second
PASSED_BATCH: Final = 200


class Step(Protocol):
    def __call__(self, before: datetime, *, limit: int) -> Awaitable[int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What one run did."""

    shortened: int
    dropped: int


class Retention:
    """`run` beside the watch does it once a day. Killed at any point, the next run goes on where it ended."""

    def __init__(
        self,
        *,
        archive: Archive,
        clock: Clock,
        keeping: Keeping,
        report: Callable[[Tidied], None],
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._keeping = keeping
        self._report = report

    async def run(self) -> None:
        """`when_due`, looked at now and then until the clock stops."""
        async with aclosing(self._clock.ticks(LOOK_SECONDS)) as ticks:
            async for _ in ticks:
                await self.when_due()

    async def when_due(self) -> None:
        """`tidy`, if a day is over since the last time; or if that is in the future, for a clock may be set back.

        After a leap of the clock it waits for a day: a text that was cut too early does not come back.
        """
        last, now = await self._archive.last_done(CHORE), self._clock.now()
        is_due = last is None or not timedelta(0) <= now - last < EVERY
        if is_due and await is_time_believed(self._archive, CHORE, now):
            self._report(await self.tidy())

    async def tidy(self) -> Tidied:
        """Cut and drop what is due, in small steps between which others write; then nothing of it lies on the disk."""
        shortened = await self._all_due(self._archive.shorten, self._keeping.full_text_days, BATCH)
        dropped = await self._all_due(self._archive.drop_passed, self._keeping.unmatched_days, PASSED_BATCH)
        is_left = True
        while is_left:
            is_left = await self._archive.expunge()
        await self._archive.did(CHORE, self._clock.now())
        return Tidied(shortened=shortened, dropped=dropped)

    async def _all_due(self, step: Step, days: float, batch: int) -> int:
        if not days:
            return 0
        before, done = self._clock.now() - timedelta(days=days), 0
        while more := await step(before, limit=batch):
            done += more
        return done

"""`Clock` on APScheduler, which only rings: the work runs as a task of whoever listens."""

import asyncio
import time
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self

import structlog

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler


LATE_SECONDS = 0.2  # that a bell may come later on a busy machine
JUMP = timedelta(minutes=2)  # more than NTP corrects at once while all is well


class Wall:
    """The clock on the wall beside one that only grows: notices when somebody sets it.

    `set_back` is when that was last seen, by the clock as it is since, and by how much.
    """

    def __init__(self, now: datetime, steady: float) -> None:
        self._now, self._steady = now, steady
        self.set_back: tuple[datetime, timedelta] | None = None

    def jump(self, now: datetime, steady: float) -> timedelta | None:
        """How far it was set since it was last looked at, negative for back; None for no more than it drifts."""
        jump = now - self._now - timedelta(seconds=steady - self._steady)
        self._now, self._steady = now, steady
        if abs(jump) < JUMP:
            return None
        if jump < timedelta():
            self.set_back = (now, -jump)
        return jump


class SchedulerClock:
    """The machine's time, and ticks. Use as `async with SchedulerClock() as clock`; leaving ends all ticks.

    The scheduler is loaded and started by the first `ticks`: most commands only ask for the time.
    """

    def __init__(self) -> None:
        self._scheduler: AsyncIOScheduler | None = None
        self._bells: set[asyncio.Queue[bool]] = set()
        self._is_stopped = False
        self._wall = Wall(self.now(), time.monotonic())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)  # noqa: TID251  the one place that asks the machine

    @property
    def set_back(self) -> tuple[datetime, timedelta] | None:
        """When the machine's clock was last set back while somebody listened to ticks, and by how much."""
        return self._wall.set_back

    def stop(self) -> None:
        """End every `ticks` that is being listened to, or will be."""
        self._is_stopped = True
        for bell in self._bells:
            _ring(bell, is_last=True)

    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        """See `ports.Clock`."""
        if self._is_stopped:
            return
        from apscheduler.triggers.interval import IntervalTrigger

        scheduler = self._started()
        bell: asyncio.Queue[bool] = asyncio.Queue(maxsize=1)

        async def ring() -> None:  # a coroutine runs on the loop, a plain function in a thread
            _ring(bell)

        job = scheduler.add_job(
            ring,
            IntervalTrigger(timezone=UTC, start_date=self.now() + timedelta(seconds=seconds), **_interval(seconds)),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._bells.add(bell)
        try:
            yield self.now()
            while not await _last_bell(bell, seconds):
                self._look_at_the_wall()
                if job.next_run_time - self.now() > timedelta(seconds=2 * seconds):  # the machine's clock was set back
                    job.modify(next_run_time=self.now() + timedelta(seconds=seconds))
                yield self.now()
        finally:
            self._bells.discard(bell)
            if scheduler.get_job(job.id) is not None:
                job.remove()

    def _look_at_the_wall(self) -> None:
        jump = self._wall.jump(self.now(), time.monotonic())
        if jump is not None:
            structlog.get_logger(__name__).warning("clock_jumped", seconds=round(jump.total_seconds()))

    def _started(self) -> "AsyncIOScheduler":
        if self._scheduler is None:
            from apscheduler.schedulers.asyncio import AsyncIOScheduler

            self._scheduler = AsyncIOScheduler(timezone=UTC)
            self._scheduler.start()
        return self._scheduler


async def _last_bell(bell: asyncio.Queue[bool], seconds: float) -> bool:
    """Whether the clock has stopped. A bell long overdue counts as rung: the scheduler goes by the clock on the wall,
    and waits as long as that was set back.
    """
    try:
        async with asyncio.timeout(2 * seconds + LATE_SECONDS):
            return await bell.get()
    except TimeoutError:
        return False


def _ring(bell: asyncio.Queue[bool], *, is_last: bool = False) -> None:
    if bell.full() and is_last:
        bell.get_nowait()
    if not bell.full():
        bell.put_nowait(is_last)


def _interval(seconds: float) -> dict[str, float]:
    return {"seconds": max(seconds, 0.05)}

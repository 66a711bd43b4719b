"""The scheduler rings; it never runs the work."""

import asyncio
from datetime import UTC, timedelta

from bot.adapters.clock import SchedulerClock, Wall
from tests.fakes.filing import NOW


async def test_the_first_tick_comes_at_once_and_others_follow() -> None:
    async with SchedulerClock() as clock:
        heard = []
        async for moment in clock.ticks(0.05):
            heard.append(moment)
            if len(heard) == 3:
                break
    assert heard == sorted(heard)
    assert all(moment.utcoffset() == timedelta(0) and moment.tzinfo is UTC for moment in heard)


async def test_stopping_the_clock_ends_every_listener() -> None:
    async with SchedulerClock() as clock:

        async def listen() -> int:
            return len([moment async for moment in clock.ticks(60)])

        async with asyncio.timeout(2), asyncio.TaskGroup() as group:
            listeners = [group.create_task(listen()) for _ in range(2)]
            await asyncio.sleep(0.02)
            clock.stop()
    assert [listener.result() for listener in listeners] == [1, 1]


async def test_ticks_missed_by_slow_work_are_joined_into_one() -> None:
    async with SchedulerClock() as clock:
        heard = 0
        async with asyncio.timeout(2):
            async for _ in clock.ticks(0.05):
                heard += 1
                if heard == 3:
                    break
                await asyncio.sleep(0.3)  # six ticks long
    assert heard == 3


async def test_a_clock_that_is_set_back_rings_on() -> None:
    """What is left in the scheduler then: a bell that is to ring a day from now."""
    async with SchedulerClock() as clock:
        heard = 0
        async with asyncio.timeout(5):
            async for moment in clock.ticks(0.05):
                heard += 1
                if heard == 2:
                    (job,) = clock._started().get_jobs()
                    job.modify(next_run_time=moment + timedelta(days=1))
                if heard == 5:
                    break
    assert heard == 5


async def test_a_clock_that_was_stopped_rings_for_nobody_who_comes_later() -> None:
    async with SchedulerClock() as clock:
        clock.stop()
        assert [moment async for moment in clock.ticks(60)] == []


def test_a_clock_that_is_set_is_noticed_and_one_that_drifts_is_not() -> None:
    wall = Wall(NOW, 100.0)
    assert wall.jump(NOW + timedelta(seconds=61), 160.0) is None
    assert wall.set_back is None

    assert wall.jump(NOW - timedelta(hours=5), 161.0) == timedelta(hours=-5, seconds=-62)
    assert wall.set_back == (NOW - timedelta(hours=5), timedelta(hours=5, seconds=62))

    assert wall.jump(NOW + timedelta(days=1), 162.0) == timedelta(days=1, hours=5, seconds=-1)
    assert wall.set_back == (NOW - timedelta(hours=5), timedelta(hours=5, seconds=62))

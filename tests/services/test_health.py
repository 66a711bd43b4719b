"""What `/healthz` and `check` say of sources: one verdict, and what to do."""

from datetime import timedelta

from bot import VERSION
from bot.core.errors import FetchFailed
from bot.services.health import Finding, HealthCheck
from tests.services.test_watch import FEED, Desk


async def _sources(desk: Desk, *, is_running: bool = True) -> Finding:
    health = HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=is_running)
    return next(finding for finding in (await health.verdict()).findings if finding.part == "sources")


async def test_a_source_that_answers_is_well() -> None:
    desk = await Desk().opened()
    await desk.poll()
    finding = await _sources(desk)
    assert (finding.light, finding.words) == ("ok", "1 watched; last answer 0 s ago")


async def test_when_nothing_can_be_read_that_is_said_and_the_network_is_asked_for() -> None:
    desk = await Desk().opened()
    desk.fetcher.fail(FEED, FetchFailed(FEED, "the site's name is not known"))
    await desk.poll()
    finding = await _sources(desk, is_running=False)
    assert finding.light == "failing"
    assert finding.words.startswith("none of 1 could be read; Gazette: the site's name is not known")
    assert "online" in finding.advice


async def test_a_watch_that_stands_still_is_failing_only_while_the_bot_runs() -> None:
    desk = await Desk().opened()
    await desk.poll()
    desk.clock.move(timedelta(days=1))
    assert (await _sources(desk)).light == "failing"
    assert (await _sources(desk, is_running=False)).light == "ok"


async def test_the_verdict_says_which_version_gives_it() -> None:
    desk = await Desk().opened()
    health = HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=True)
    assert (await health.verdict()).as_json()["version"] == VERSION


async def test_a_clock_that_was_set_back_is_told() -> None:
    desk = await Desk().opened()
    await desk.poll()
    health = HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=True)
    assert "clock" not in {finding.part for finding in (await health.verdict()).findings}
    desk.clock.move(timedelta(hours=-5))
    (clock,) = (finding for finding in (await health.verdict()).findings if finding.part == "clock")
    assert (clock.light, clock.words.split(":")[0]) == ("warning", "this machine's clock is 5 h behind what it was")


async def test_a_clock_that_was_set_back_is_told_for_a_day_though_polls_go_on() -> None:
    desk = await Desk().opened()
    await desk.poll()
    seen = (desk.clock.now(), timedelta(hours=5))
    health = HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=True, set_back=lambda: seen)
    desk.clock.move(timedelta(hours=23))
    await desk.poll()
    told = {finding.part: finding.words for finding in (await health.verdict()).findings}
    assert told["clock"].startswith("this machine's clock is 5 h behind what it was")
    desk.clock.move(timedelta(hours=2))
    await desk.poll()
    assert "clock" not in {finding.part for finding in (await health.verdict()).findings}


async def test_a_check_finds_out_whether_the_archive_can_be_written() -> None:
    desk = await Desk().opened()

    async def store() -> Finding:
        health = HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=False)
        return next(finding for finding in (await health.verdict()).findings if finding.part == "store")

    assert (await store()).light == "ok"
    desk.archive.break_down("the disk is full")
    assert ((await store()).light, (await store()).words) == ("failing", "can be read, not written: the disk is full")


def _answers(desk: Desk, status: int) -> None:
    desk.fetcher.fail(FEED, FetchFailed(FEED, f"the site has trouble (HTTP {status})", status=status))


async def test_one_error_of_the_only_source_is_no_broken_bot_until_it_lasts() -> None:
    desk = await Desk().opened()
    await desk.poll()
    _answers(desk, 500)
    desk.clock.move(timedelta(hours=1))
    await desk.poll()
    desk.clock.move(timedelta(seconds=12))

    finding = await _sources(desk)

    assert finding.light == "warning"
    assert "online" not in finding.advice
    desk.clock.move(timedelta(minutes=15))
    assert (await _sources(desk, is_running=False)).light == "failing"

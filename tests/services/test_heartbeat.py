"""An outside watcher hears of a bot that is well, and of no other."""

from collections.abc import AsyncGenerator
from datetime import datetime

import pytest

from bot.core.errors import FetchFailed, StoreUnusable, UrlRefused, WatchwordError
from bot.services.health import Finding, Light, Verdict
from bot.services.heartbeat import Heartbeat
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher

URL = "https://watcher.example/ping/zyx-secret-key"


class Watcher:
    def __init__(self, clock: FakeClock | None = None) -> None:
        self.fetcher = FakeFetcher()
        self.light: Light = "ok"
        self.reasons: list[str] = []
        self.clock = clock or FakeClock()
        self.heartbeat = Heartbeat(
            url=URL,
            fetcher=self.fetcher,
            clock=self.clock,
            verdict=self.verdict,
            note=self.note,
            report=self.reasons.append,
        )
        self.noted: list[datetime] = []
        self.is_full = False

    async def note(self, now: datetime) -> None:
        if self.is_full:
            raise StoreUnusable("the disk is full")
        self.noted.append(now)

    async def verdict(self) -> Verdict:
        return Verdict.of([Finding(part="store", light=self.light, words="")])


@pytest.fixture
def watcher() -> Watcher:
    watcher = Watcher()
    watcher.fetcher.put(URL, "OK")
    return watcher


async def test_a_bot_that_is_well_is_heard(watcher: Watcher) -> None:
    assert await watcher.heartbeat.beat()
    watcher.light = "warning"
    assert await watcher.heartbeat.beat()
    assert [asked.url for asked in watcher.fetcher.asked] == [URL, URL]


async def test_a_bot_that_fails_is_silent(watcher: Watcher) -> None:
    watcher.light = "failing"
    assert not await watcher.heartbeat.beat()
    assert watcher.fetcher.asked == []


async def test_a_bot_that_can_not_write_is_silent_whatever_it_thinks_of_itself(watcher: Watcher) -> None:
    watcher.is_full = True
    assert not await watcher.heartbeat.beat()
    watcher.is_full = False
    assert await watcher.heartbeat.beat()
    assert (len(watcher.noted), len(watcher.fetcher.asked)) == (1, 1)


class OneTick(FakeClock):
    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        yield self.now()


async def test_a_bot_that_has_just_begun_is_silent() -> None:
    watcher = Watcher(OneTick())
    watcher.fetcher.put(URL, "OK")
    await watcher.heartbeat.run()
    assert watcher.fetcher.asked == []


@pytest.mark.parametrize("error", [FetchFailed(URL, "the site can't be reached"), UrlRefused(URL, "it leads inward")])
async def test_a_watcher_that_is_away_is_weather_and_its_address_stays_untold(
    watcher: Watcher, error: WatchwordError
) -> None:
    watcher.fetcher.fail(URL, error)
    assert not await watcher.heartbeat.beat()
    (reason,) = watcher.reasons
    assert "zyx" not in reason


async def test_it_goes_on_until_the_clock_stops(watcher: Watcher) -> None:
    watcher.clock.stop()
    await watcher.heartbeat.run()
    assert watcher.fetcher.asked == []


async def test_an_answer_without_a_page_is_an_answer(watcher: Watcher) -> None:
    watcher.fetcher.fail(URL, FetchFailed(URL, "HTTP 204", status=204))
    assert await watcher.heartbeat.beat()
    assert watcher.reasons == []

"""Notes of the bot about itself: calm, once, at the right time, and never again after a restart."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.core.messages import Message
from bot.core.model import Channel, Health, PollState, Schedule, Source
from bot.ports import Harvest
from bot.services.notes import Notes
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.filing import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FINE = PollState(next_poll=NOW, interval=HOUR, health=Health.OK, last_success=NOW)
BLOCKED = replace(
    FINE, health=Health.BLOCKED, failing_since=NOW - DAY, failures=9, last_error="the site refuses us (HTTP 403)"
)


class Bench:
    """An archive with a channel and sources, and what was told of them."""

    def __init__(self) -> None:
        self.archive, self.clock = FakeArchive(), FakeClock()
        self.told: list[tuple[str, str, str]] = []
        self.moments: list[datetime] = []  # when something was said of sources
        self.is_open = True
        self.notes = self.started()

    def started(self) -> Notes:
        return Notes(archive=self.archive, clock=self.clock, tell=self._tell)

    async def watch(self, *states: PollState) -> tuple[Source, ...]:
        return tuple(
            [
                await self.archive.add_source(
                    url=f"https://s{n}.example/feed", kind="feed", name=f"s{n}.example", state=state
                )
                for n, state in enumerate(states)
            ]
        )

    async def channel(self, id: str, **schedule: object) -> None:
        await self.archive.save_channel(
            Channel(platform="fake", id=id, schedule=Schedule(**schedule))  # type: ignore[arg-type]
        )

    async def pass_(self, step: timedelta, *, restarts: bool = False) -> list[str]:
        """Time goes by, looked at every ten minutes; what was told in it."""
        before, until = len(self.told), self.clock.now() + step
        while self.clock.now() < until:
            self.clock.move(timedelta(minutes=10))
            if restarts:
                self.notes = self.started()
            await self.notes.when_due()
        return [words for _, words, _ in self.told[before:]]

    async def become(self, source: Source, state: PollState) -> None:
        await self.archive.record([Harvest(source=source.id, state=state)])

    async def _tell(self, channel: Channel, message: Message, key: str) -> bool:
        if self.is_open:
            self.told.append((channel.id, message.text, key))
            self.moments += [self.clock.now()] if "look" in message.text.partition(":")[0] else []
        return self.is_open


@pytest.fixture
async def bench() -> Bench:
    made = Bench()
    await made.channel("desk")
    return made


async def test_one_trouble_is_one_line_told_once_even_after_restarts(bench: Bench) -> None:
    await bench.watch(BLOCKED, FINE, FINE)
    await bench.notes.when_due()
    said = await bench.pass_(3 * DAY, restarts=True)

    (note,) = [words for words in said if "needs a look" in words]
    assert note.startswith("1 source needs a look: s0.example has refused to be read since ")
    assert "(the site refuses us (HTTP 403)): blocked?" in note
    assert note.endswith("blocked? 2 others are fine.")


async def test_what_lasts_is_named_again_after_a_week_and_what_comes_back_at_once(bench: Bench) -> None:
    (source, *_) = await bench.watch(BLOCKED, FINE)
    await bench.notes.when_due()
    assert len([words for words in await bench.pass_(9 * DAY) if "needs a look" in words]) == 2
    await bench.become(source, FINE)
    assert [words for words in await bench.pass_(DAY) if "needs a look" in words] == []
    await bench.become(source, replace(BLOCKED, failing_since=bench.clock.now()))
    assert len([words for words in await bench.pass_(2 * DAY) if "needs a look" in words]) == 1


async def test_where_all_is_well_nothing_is_said_but_the_weekly_line(bench: Bench) -> None:
    await bench.watch(replace(FINE, last_success=NOW + 6 * DAY), FINE)
    await bench.notes.when_due()
    (line,) = await bench.pass_(8 * DAY)
    assert line.startswith("Silence can be trusted")
    assert "The bot was never away for half an hour." in line


async def test_the_weekly_line_names_the_longest_time_without_a_look(bench: Bench) -> None:
    await bench.watch(FINE, FINE)
    await bench.notes.when_due()
    bench.clock.move(5 * HOUR)
    await bench.notes.when_due()
    (line,) = await bench.pass_(7 * DAY)
    assert "The longest time without a look was 5 hours" in line


async def test_quiet_hours_and_a_channel_that_cant_be_told_put_it_off(bench: Bench) -> None:
    await bench.channel("desk", quiet=(time(6), time(12)), digest_time=time(8))
    await bench.watch(BLOCKED)
    await bench.notes.when_due()
    await bench.pass_(2 * DAY)
    assert [moment.hour for moment in bench.moments] == [12]

    other = Bench()
    await other.channel("desk")
    await other.watch(BLOCKED)
    await other.notes.when_due()
    other.is_open = False
    assert await other.pass_(2 * DAY) == []
    other.is_open = True
    assert len([words for words in await other.pass_(HOUR) if "needs a look" in words]) == 1


async def test_notes_come_to_the_channels_that_want_them_and_to_no_other(bench: Bench) -> None:
    await bench.channel("admins", notes=True)
    await bench.channel("silent", notes=False)
    await bench.watch(BLOCKED)
    await bench.notes.when_due()
    await bench.pass_(2 * DAY)
    assert {id for id, _, _ in bench.told} == {"admins"}

    silenced = Bench()
    await silenced.channel("desk", notes=False)
    await silenced.watch(BLOCKED)
    await silenced.notes.when_due()
    assert await silenced.pass_(9 * DAY) == []


@pytest.mark.parametrize(
    ("health", "says"),
    [
        (Health.SILENT, "brought nothing new"),
        (Health.HTML, "a web page in place of its feed"),
        (Health.DEAD, "could not be read"),
        (Health.GONE, "gone for good"),
    ],
)
async def test_each_kind_of_trouble_has_its_words(bench: Bench, health: Health, says: str) -> None:
    await bench.watch(replace(BLOCKED, health=health, last_new_entry=NOW - 40 * DAY), replace(BLOCKED))
    await bench.notes.when_due()
    (note,) = [words for words in await bench.pass_(2 * DAY) if "need a look" in words]
    assert says in note
    assert note.startswith("2 sources need a look")
    assert note.endswith("There are no others.")

"""What is held is told later, once, together; on the fake and on the real store."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot.adapters.store import open_store
from bot.core.errors import SendUnknown
from bot.core.messages import Buttons, Chart, Heading, Items, Message
from bot.core.model import AlertKind, Channel, Deed, Delivery, DeliveryId, DeliveryState, Filed, HeldFor, Schedule
from bot.core.polling import PollLimits, first_state
from bot.ports import Archive, Harvest, Outbox
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from config.languages import languages
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.database import empty_database
from tests.fakes.filing import decide, file, owe, owed, position
from tests.fakes.sender import FakeSender

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday
DESK = Channel(platform="fake", id="desk")
LONDON = Schedule(zone="Europe/London", quiet=(time(22), time(7)))
HOUR = timedelta(hours=1)


@dataclass
class Office:
    archive: Archive
    outbox: Outbox
    clock: FakeClock = field(default_factory=lambda: FakeClock(MORNING))
    sender: FakeSender = field(default_factory=FakeSender)
    feed_cap: int = 0

    @property
    def digests(self) -> Digests:
        return Digests(archive=self.archive, outbox=self.outbox, clock=self.clock, topics=())

    async def _gone(self, channel: Channel, reason: str) -> None:
        raise AssertionError(reason)

    async def drain(self) -> None:
        """As a worker that was just started: nothing is remembered but what is stored."""
        worker = Deliver(
            archive=self.archive,
            outbox=self.outbox,
            senders={"fake": self.sender},
            clock=self.clock,
            report=lambda _: None,
            on_channel_gone=self._gone,
            digests=self.digests,
            languages=languages(),
            feed_cap=self.feed_cap,
        )
        await worker.drain()

    async def until(self, moment: datetime) -> None:
        self.clock.move(moment - self.clock.now())
        await self.drain()

    async def alert(
        self, title: str, channel: Channel = DESK, *, kind: AlertKind = AlertKind.ALERT, **facts: object
    ) -> Filed:
        now = self.clock.now()
        filed = await file(self.archive, title, published=now, seen_at=now, **facts)  # type: ignore[arg-type]
        await self.tell(filed, channel, kind=kind)
        return filed

    async def tell(self, filed: Filed, channel: Channel = DESK, *, kind: AlertKind, news: str = "") -> Delivery:
        now = self.clock.now()
        alert = await decide(self.archive, filed, kind=kind, at=now, news=news)
        return await owe(self.archive, alert, channel.key, due=now)

    def heads(self, channel: str = "desk") -> list[str]:
        return [message.parts[0].text for message in self.sender.shown(channel)]  # type: ignore[union-attr]

    async def states(self, filed: Filed) -> list[DeliveryState]:
        return [delivery.state for delivery in await self.outbox.of_story(filed.story)]


@pytest.fixture(params=["memory", "sqlite"])
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    if request.param == "memory":
        fake = FakeArchive()
        yield Office(fake, fake)
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield Office(store.archive, store.outbox)


def rows(message: Message) -> list[str]:
    lines = [line for part in message.parts if isinstance(part, Items) for line in part.lines]
    return [line[0].text for line in lines]  # type: ignore[union-attr]


async def test_a_daily_channel_gets_one_digest_at_its_hour(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily", schedule=LONDON))
    for title in ("Ban one", "Ban two", "Ban three"):
        await office.alert(title)
    await office.drain()
    assert office.heads() == []

    await office.until(datetime(2026, 11, 26, 7, 59, tzinfo=UTC))
    assert office.heads() == []
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))

    assert office.heads() == ["Thursday digest · 3 stories"]
    assert sorted(rows(office.sender.shown("desk")[0])) == ["Ban one", "Ban three", "Ban two"]
    await office.until(datetime(2026, 11, 28, 8, 0, tzinfo=UTC))
    assert len(office.heads()) == 1  # no news, no digest


async def test_a_channel_is_told_in_its_language_and_another_in_its_own(office: Office) -> None:
    spanish = replace(DESK, mode="daily", language="es")
    await office.archive.save_channel(spanish)
    await office.archive.save_channel(other := replace(DESK, id="other", mode="daily"))
    now = office.clock.now()
    filed = await file(office.archive, "Harbour bans it", published=now, seen_at=now)
    alert = await decide(office.archive, filed, at=now)
    for channel in (spanish, other):
        await owe(office.archive, alert, channel.key, due=now)
    await office.drain()
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert office.heads() == ["Resumen del jueves · 1 noticia"]
    assert rows(office.sender.shown("desk")[0]) == ["Harbour bans it"]
    assert office.heads("other") == ["Thursday digest · 1 story"]


async def test_after_a_time_without_the_bot_one_digest_comes_and_not_one_for_each_that_was_missed(
    office: Office,
) -> None:
    await office.archive.save_channel(replace(DESK, mode="hourly"))
    for hour in range(3):
        await office.alert(f"Ban {hour}")
        await office.drain()
        office.clock.move(HOUR / 10)
    await office.until(MORNING + timedelta(days=1, hours=5))
    assert office.heads() == ["14:00 digest · 3 stories"]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_digest_whose_answer_was_lost_is_told_once(office: Office, arrived: bool) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily"))
    filed = await office.alert("Ban")
    await office.drain()
    office.sender.fail(SendUnknown("connection lost"), after_sending=arrived)
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert await office.states(filed) == [DeliveryState.JOINED, DeliveryState.UNKNOWN]

    await office.until(office.clock.now() + timedelta(minutes=1))

    assert office.heads() == ["Thursday digest · 1 story"]
    assert await office.states(filed) == [DeliveryState.SENT, DeliveryState.SENT]


async def test_quiet_hours_that_were_ended_are_named_without_their_hours(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, schedule=LONDON))
    await office.until(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))
    await office.alert("Ban one")
    await office.alert("Ban two")
    await office.drain()
    await office.archive.save_channel(replace(DESK, schedule=replace(LONDON, quiet=None)))
    await office.until(datetime(2026, 11, 26, 7, 0, tzinfo=UTC))
    assert "2 were held back in quiet hours'" in str(office.sender.shown("desk")[0].parts)


async def test_alerts_of_quiet_hours_come_as_one_message_at_their_end(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, schedule=LONDON))
    await office.until(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))
    await office.alert("Ban one")
    await office.alert("Ban two")
    await office.drain()
    assert office.heads() == []

    await office.until(datetime(2026, 11, 26, 7, 0, tzinfo=UTC))
    assert office.heads() == ["Held back in quiet hours · 2 stories"]
    assert "2 were held back in quiet hours (22:00–07:00)" in str(office.sender.shown("desk")[0].parts)
    await office.alert("Ban three")
    await office.drain()
    assert office.heads()[1:] == ["Ban three"]


async def test_a_position_that_ends_breaks_quiet_hours_and_says_so(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, schedule=LONDON))
    await office.until(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))
    text = "The moratorium of Northport on face recognition ends on Friday."
    ends = replace(
        position(text, text, actor="Northport", action=Deed.MORATORIUM, object="face recognition"),
        expires=date(2026, 11, 27),
    )
    await office.alert("Northport's pause ends", text=text, positions=[ends])
    await office.drain()

    (message,) = office.sender.shown("desk")
    assert "Told in quiet hours: Northport: moratorium on face recognition ends 27 Nov 2026" in str(message.parts)

    await office.archive.save_channel(replace(DESK, schedule=replace(LONDON, breaks=())))
    await office.alert("Another pause ends", text=text, positions=[ends])
    await office.drain()
    assert len(office.heads()) == 1


async def test_what_is_over_the_cap_comes_at_the_full_hour_in_one_message(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, schedule=Schedule(cap=2)))
    for number in range(5):
        await office.alert(f"Ban {number}")
    await office.drain()
    assert office.heads() == ["Ban 0", "Ban 1"]

    await office.until(MORNING + HOUR)
    assert office.heads()[2:] == ["More of the last hour · 3 stories"]
    await office.alert("Ban 5")
    await office.drain()
    assert office.heads()[3:] == ["Ban 5"]


async def test_a_source_that_floods_fills_a_digest_and_not_the_channel(office: Office) -> None:
    await office.archive.save_channel(DESK)
    office.feed_cap = 2
    state = first_state(MORNING, limits=PollLimits(interval=HOUR))
    flood, calm = [
        await office.archive.add_source(url=f"https://{name}.example/feed", kind="feed", name=name, state=state)
        for name in ("flood", "calm")
    ]
    for number in range(4):
        await office.alert(f"Ban {number}", source=flood.id)
    await office.alert("Elsewhere", source=calm.id)
    await office.drain()
    assert office.heads() == ["Ban 0", "Ban 1", "Elsewhere"]

    await office.until(MORNING + HOUR)
    assert office.heads()[3:] == ["Many at once from one source · 2 stories"]


async def test_a_brief_waits_for_the_digest_of_the_day_even_where_alerts_come_at_once(office: Office) -> None:
    await office.archive.save_channel(DESK)
    filed = await office.alert("A mention of note", kind=AlertKind.BRIEF, relevance=0.4)
    await office.drain()
    assert await office.states(filed) == [DeliveryState.HELD]

    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert office.heads() == ["Thursday digest · 1 story"]
    (chart,) = [part for part in office.sender.shown("desk")[0].parts if isinstance(part, Chart)]
    assert [bar.label for bar in chart.bars] == ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    assert [bar.value for bar in chart.bars] == [0, 0, 0, 0, 0, 0, 1]


async def test_a_story_that_alerts_after_its_brief_was_held_is_told_once(office: Office) -> None:
    await office.archive.save_channel(DESK)
    filed = await office.alert("A mention of note", kind=AlertKind.BRIEF)
    await office.drain()
    await office.tell(filed, kind=AlertKind.ALERT)
    await office.drain()
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert office.heads() == ["A mention of note"]


async def test_what_is_new_in_a_story_that_is_held_joins_its_digest(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, schedule=LONDON))
    await office.until(datetime(2026, 11, 26, 6, 50, tzinfo=UTC))
    first = await office.alert("Ban")
    await office.drain()
    await office.archive.save_channel(DESK)  # quiet no more: but its alert is not told yet
    later = await file(office.archive, "Ban, with a quote", story=first.story, outlet="Coastal Wire")
    await office.tell(later, kind=AlertKind.FOLLOW_UP, news="new quote")
    await office.tell(later, kind=AlertKind.UPDATE)
    await office.drain()
    assert office.heads() == []

    await office.until(datetime(2026, 11, 26, 7, 0, tzinfo=UTC))
    assert office.heads() == ["Held back in quiet hours · 1 story"]
    assert rows(office.sender.shown("desk")[0]) == ["Ban"]
    assert "Harbor Gazette +1" in str(office.sender.shown("desk")[0].parts)
    assert set(await office.states(first)) == {DeliveryState.SENT}


async def test_what_is_new_in_a_story_that_a_digest_told_goes_into_its_thread_and_changes_it(office: Office) -> None:
    channel = replace(DESK, mode="hourly")
    await office.archive.save_channel(channel)
    first = await office.alert("Ban")
    await office.drain()
    await office.until(MORNING + HOUR)
    await office.archive.save_channel(DESK)

    later = await file(office.archive, "Ban elsewhere", story=first.story, outlet="Coastal Wire")
    await office.tell(later, kind=AlertKind.UPDATE)
    await office.tell(later, kind=AlertKind.FOLLOW_UP, news="new quote")
    await office.drain()

    (digest, reply) = office.sender.posts.values()
    assert "Harbor Gazette +1" in str(digest[3].parts)
    assert isinstance(digest[3].parts[0], Heading)
    assert reply[2] == "1"


async def test_news_of_a_story_told_before_is_a_row_that_says_what_is_new(office: Office) -> None:
    await office.archive.save_channel(DESK)
    first = await office.alert("Ban")
    await office.drain()
    await office.archive.save_channel(replace(DESK, mode="daily"))
    later = await file(office.archive, "Mayor will sign the ban", story=first.story, outlet="Coastal Wire")
    await office.tell(later, kind=AlertKind.FOLLOW_UP, news="new quote")
    await office.drain()

    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert rows(office.sender.shown("desk")[1]) == ["Mayor will sign the ban"]
    assert "new quote" in str(office.sender.shown("desk")[1].parts)


async def test_a_paused_channel_gets_its_digest_when_it_opens(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily"))
    await office.alert("Ban")
    await office.drain()
    await office.archive.save_channel(replace(DESK, mode="daily", is_paused=True))
    await office.until(datetime(2026, 11, 27, 12, 0, tzinfo=UTC))
    assert office.heads() == []
    await office.archive.save_channel(replace(DESK, mode="daily"))
    await office.drain()
    assert office.heads() == ["Friday digest · 1 story"]


async def test_what_somebody_wants_told_now_waits_for_nothing(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily", schedule=LONDON))
    filed = await file(office.archive, "Ban")
    alert = await decide(office.archive, filed, at=office.clock.now())
    (id,) = await office.archive.reserve_deliveries(1)
    wanted = replace(owed(id, alert, DESK.key, due=office.clock.now()), held_for=HeldFor.HAND)
    await office.archive.record([Harvest(source=None, deliveries=(wanted,))])
    await office.until(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))
    assert office.heads() == ["Ban"]


async def test_a_digest_that_was_missed_does_not_come_in_quiet_hours(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily", schedule=LONDON))
    await office.alert("Ban")
    await office.drain()
    await office.until(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))
    assert office.heads() == []
    await office.until(datetime(2026, 11, 27, 7, 0, tzinfo=UTC))
    assert office.heads() == ["Friday digest · 1 story"]


async def test_what_is_new_while_a_digest_is_on_its_way_goes_into_its_thread(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="hourly"))
    first = await office.alert("Ban")
    await office.drain()
    await office.archive.save_channel(DESK)
    later = await file(office.archive, "Ban, with a quote", story=first.story, outlet="Coastal Wire")
    office.clock.move(HOUR)
    await office.digests.gather()
    await office.tell(later, kind=AlertKind.FOLLOW_UP, news="new quote")
    await office.drain()
    await office.until(office.clock.now() + timedelta(seconds=10))
    assert [thread for _, _, thread, _ in office.sender.posts.values()] == [None, "1"]


async def test_a_channel_that_was_removed_leaves_nothing_behind(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily"))
    filed = await office.alert("Ban")
    await office.drain()
    await office.archive.remove_channel(DESK.key)
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    assert await office.states(filed) == [DeliveryState.BURIED]


async def test_other_times_hold_what_is_held_and_not_what_is_due(office: Office) -> None:
    daily = replace(DESK, mode="daily")
    await office.archive.save_channel(daily)
    await office.alert("Ban")
    await office.drain()
    assert await office.digests.waiting(daily) == (1, datetime(2026, 11, 26, 8, 0, tzinfo=UTC))

    later = replace(daily, schedule=Schedule(digest_time=time(9, 30)))
    await office.archive.save_channel(later)
    await office.digests.reschedule(DESK.key)
    assert await office.digests.waiting(later) == (1, datetime(2026, 11, 25, 9, 30, tzinfo=UTC))

    office.clock.move(HOUR / 2)
    await office.archive.save_channel(daily)
    await office.digests.reschedule()
    await office.drain()
    assert office.heads() == ["Wednesday digest · 1 story"]


async def test_at_once_again_means_now_and_together(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="weekly"))
    for number in range(3):
        await office.alert(f"Ban {number}")
    await office.drain()
    await office.archive.save_channel(DESK)
    await office.digests.reschedule(DESK.key)
    await office.drain()
    assert office.heads() == ["Wednesday digest · 3 stories"]


async def test_the_button_shows_the_others(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily"))
    for number in range(24):
        await office.alert(f"Ban {number}")
    await office.drain()
    await office.until(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))

    (message,) = office.sender.shown("desk")
    shown = rows(message)
    ((button,),) = [part.buttons for part in message.parts if isinstance(part, Buttons)]
    assert (button.label, button.verb) == ("Show the other 14", "digest")
    id, _, page = button.argument.partition(" ")
    first = await office.digests.rest(DeliveryId(int(id)), page=int(page), platform="fake")
    second = await office.digests.rest(DeliveryId(int(id)), page=2, platform="fake")
    assert sorted(shown + rows(first) + rows(second)) == sorted(f"Ban {number}" for number in range(24))
    assert "no longer" in (await office.digests.rest(DeliveryId(int(id)), page=1, platform="other")).text
    assert "no longer" in (await office.digests.rest(DeliveryId(10**9), page=1, platform="fake")).text


async def test_what_could_not_be_told_for_two_days_comes_as_one_digest(office: Office) -> None:
    await office.archive.save_channel(DESK)
    for number in range(3):
        await office.alert(f"Old ban {number}")
    office.clock.move(timedelta(days=3))
    await office.alert("New ban")
    await office.drain()
    await office.until(office.clock.now() + timedelta(minutes=2))
    assert office.heads() == ["New ban", "Older news · 3 stories"]


class Crash(Exception):
    """The process is gone."""


class Dying:
    """An outbox whose process dies at one of its steps, just before or just after the step is durable."""

    def __init__(self, outbox: Outbox, steps: int, *, is_durable: bool) -> None:
        self._outbox = outbox
        self._left = steps
        self._is_durable = is_durable

    def __getattr__(self, name: str) -> Any:
        step = getattr(self._outbox, name)
        if name not in ("claim", "update", "gather"):
            return step

        async def dying(*args: Any, **facts: Any) -> Any:
            self._left -= 1
            if self._left == 0 and not self._is_durable:
                raise Crash
            done = await step(*args, **facts)
            if self._left == 0:
                raise Crash
            return done

        return dying


@pytest.mark.parametrize("is_durable", [True, False])
@pytest.mark.parametrize("steps", range(1, 15))
async def test_whenever_the_bot_dies_each_story_is_told_once(office: Office, steps: int, is_durable: bool) -> None:
    await office.archive.save_channel(replace(DESK, mode="daily"))
    for number in range(3):
        await office.alert(f"Ban {number}")
    living = office.outbox
    office.outbox = cast(Outbox, Dying(living, steps, is_durable=is_durable))
    for moment in (MORNING, datetime(2026, 11, 26, 8, 0, tzinfo=UTC)):
        office.clock.move(moment - office.clock.now())
        with suppress(ExceptionGroup, Crash):
            await office.drain()
    office.outbox = living
    for minutes in (1, 1, 60 * 24, 1):
        await office.until(office.clock.now() + timedelta(minutes=minutes))

    told = [title for message in office.sender.shown("desk") for title in rows(message)]
    assert sorted(told) == ["Ban 0", "Ban 1", "Ban 2"]
    backlog = await office.archive.backlog(office.clock.now())
    assert (backlog.owed, backlog.unknown, backlog.held, backlog.buried) == (0, 0, 0, 0)

"""The outbox is emptied: in order, once, whatever the platform answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import SendDelayed, SendRefused, SendUnknown
from bot.core.messages import Buttons, Message
from bot.core.model import AlertKind, Channel, DeliveryState, Filed
from bot.services.deliver import LEASE, SEND_SECONDS, Deliver, Settled
from bot.services.digests import Digests
from bot.services.tune import By
from config.languages import languages
from tests.fakes.archive import FakeArchive
from tests.fakes.channels import Announced
from tests.fakes.clock import FakeClock
from tests.fakes.filing import decide, file, owe
from tests.fakes.sender import FakeSender

DESK = Channel(platform="fake", id="desk")
OTHER = Channel(platform="fake", id="other")


def test_a_lease_outlives_every_send() -> None:
    assert timedelta(seconds=SEND_SECONDS) < LEASE


class Office:
    """An archive with two channels, a platform, and a worker between them."""

    def __init__(self, sender: FakeSender | None = None) -> None:
        self.archive = FakeArchive()
        self.clock = FakeClock()
        self.sender = sender or FakeSender(self.clock.now)
        self.settled: list[Settled] = []
        self.announced = Announced(self.archive, self.clock)
        self.deliver = Deliver(
            archive=self.archive,
            outbox=self.archive,
            senders={"fake": self.sender},
            clock=self.clock,
            report=self.settled.append,
            on_channel_gone=self.announced.channels.switch_off,
            digests=Digests(archive=self.archive, outbox=self.archive, clock=self.clock, topics=()),
            languages=languages(),
        )

    def titles(self, channel: str = "desk") -> list[str]:
        return [message.text.split(",")[0] for message in self.sender.shown(channel)]

    def states(self) -> list[DeliveryState]:
        return [delivery.state for delivery in self.archive.deliveries.values()]


@pytest.fixture
async def office() -> Office:
    office = Office()
    await office.archive.save_channel(DESK)
    await office.archive.save_channel(OTHER)
    return office


async def _alert(office: Office, title: str, channel: Channel = DESK) -> None:
    alert = await decide(office.archive, await file(office.archive, title))
    await owe(office.archive, alert, channel.key)


async def test_what_is_owed_is_sent_in_the_order_of_its_channel(office: Office) -> None:
    for title in ("Ban one", "Ban two", "Ban three"):
        await _alert(office, title)
    await office.deliver.drain()
    shown = [message.parts[0].text for message in office.sender.shown("desk")]
    assert shown == ["Ban one", "Ban two", "Ban three"]
    assert set(office.states()) == {DeliveryState.SENT}


async def test_a_platform_that_asks_for_patience_is_asked_again_at_its_time(office: Office) -> None:
    await _alert(office, "Ban")
    office.sender.fail(SendDelayed("slow down", retry_after=timedelta(seconds=30)))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.OWED]
    office.clock.move(timedelta(seconds=29))
    await office.deliver.drain()
    assert len(office.sender.attempts) == 1
    office.clock.move(timedelta(seconds=1))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.SENT]


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_lost_answer_is_looked_up_before_anything_is_sent_again(office: Office, arrived: bool) -> None:
    await _alert(office, "Ban")
    office.sender.fail(SendUnknown("connection lost"), after_sending=arrived)
    await office.deliver.drain()
    assert office.states() == [DeliveryState.UNKNOWN]
    office.clock.move(timedelta(minutes=1))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.SENT]
    assert len(office.sender.shown("desk")) == 1
    assert len(office.sender.attempts) == (1 if arrived else 2)


async def test_what_was_sent_before_a_long_outage_is_found_after_it(office: Office) -> None:
    await _alert(office, "Ban")
    office.sender.fail(SendUnknown("connection lost"), after_sending=True)
    await office.deliver.drain()
    office.sender.fail_find(*[SendUnknown("503")] * 12)
    for _ in range(12):
        office.clock.move(timedelta(minutes=20))
        await office.deliver.drain()
    office.clock.move(timedelta(minutes=20))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.SENT]
    assert len(office.sender.attempts) == 1


async def test_what_was_sent_before_a_long_pause_is_found_after_it(office: Office) -> None:
    await _alert(office, "Ban")
    office.sender.fail(SendUnknown("connection lost"), after_sending=True)
    await office.deliver.drain()
    await office.archive.save_channel(replace(DESK, is_paused=True))
    for _ in range(40):
        office.clock.move(timedelta(minutes=6))
        await office.deliver.drain()
    await office.archive.save_channel(DESK)
    office.clock.move(timedelta(minutes=6))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.SENT]
    assert len(office.sender.attempts) == 1


async def test_a_dead_channel_is_paused_with_what_it_is_owed_without_touching_another(office: Office) -> None:
    await _alert(office, "Ban one")
    await _alert(office, "Ban two")
    await _alert(office, "Ban one", OTHER)
    office.sender.fail(SendRefused("no such channel", is_channel_gone=True))
    await office.deliver.drain()
    channels = {channel.id: channel.is_paused for channel in await office.archive.channels()}
    assert channels == {"desk": True, "other": False}
    assert len(office.sender.shown("other")) == 1
    assert office.sender.shown("desk") == []
    held = [delivery for delivery in office.archive.deliveries.values() if delivery.state is DeliveryState.OWED]
    assert [delivery.last_error for delivery in held] == ["no such channel", None]


async def test_a_message_that_is_refused_is_buried_and_what_is_behind_it_goes_out(office: Office) -> None:
    await _alert(office, "Ban one")
    await _alert(office, "Ban two")
    office.sender.fail(SendRefused("invalid_form"))
    await office.deliver.drain()
    assert office.states() == [DeliveryState.BURIED, DeliveryState.SENT]


async def test_a_channel_whose_platform_is_not_set_up_keeps_its_alerts(office: Office) -> None:
    await office.archive.save_channel(Channel(platform="slack", id="C1"))
    alert = await decide(office.archive, await file(office.archive, "Ban"))
    await owe(office.archive, alert, "slack:C1")
    await office.deliver.drain()
    assert office.states() == [DeliveryState.OWED]


async def test_a_follow_up_goes_into_the_thread_and_an_update_edits_the_alert(office: Office) -> None:
    first = await file(office.archive, "Ban")
    alert = await decide(office.archive, first)
    await owe(office.archive, alert, DESK.key)
    await office.deliver.drain()
    later = await file(office.archive, "Ban, elsewhere", story=first.story, outlet="Coastal Wire")
    update = await decide(office.archive, later, kind=AlertKind.UPDATE)
    await owe(office.archive, update, DESK.key)
    news = await decide(office.archive, later, kind=AlertKind.FOLLOW_UP, news="new quote")
    await owe(office.archive, news, DESK.key)
    await office.deliver.drain()

    (head, reply) = office.sender.posts.values()
    assert head[2] is None
    assert "Coastal Wire" in str(head[3].parts)
    assert reply[2] == "1"


async def test_a_follow_up_of_an_alert_that_was_never_posted_here_is_dropped(office: Office) -> None:
    filed = await file(office.archive, "Ban")
    news = await decide(office.archive, filed, kind=AlertKind.FOLLOW_UP)
    await owe(office.archive, news, DESK.key)
    await office.deliver.drain()
    assert office.states() == [DeliveryState.BURIED]
    assert office.sender.attempts == []


async def test_a_channel_that_takes_nothing_more_is_switched_off_and_told_of_once_where_it_is_heard(
    office: Office,
) -> None:
    await office.archive.save_channel(Channel(platform="fake", id="quiet", is_paused=True))
    for number in range(3):
        await _alert(office, f"Ban {number}")
    office.sender.fail(SendRefused("is_archived", is_channel_gone=True))
    await office.deliver.drain()
    office.clock.move(timedelta(hours=1))
    await office.deliver.drain()

    ((where, words),) = office.announced.lines
    assert where == "other"
    assert words == (
        "Watchword switched off the channel fake:desk "
        "(is_archived; once that is mended, an admin types /policy-admin resume there)."
    )
    assert len(office.sender.attempts) == 1
    desk = await office.announced.channels.one("fake", "desk")
    assert desk is not None
    assert desk.trouble == "is_archived"


async def test_a_channel_that_was_mended_is_resumed_and_has_what_it_missed(office: Office) -> None:
    await _alert(office, "Ban one")
    await _alert(office, "Ban two")
    office.sender.fail(SendRefused("is_archived", is_channel_gone=True))
    await office.deliver.drain()

    await office.announced.channels.pause("fake", "desk", is_paused=False, by=By(who="fake:U1", name="Lee"))
    office.clock.move(timedelta(minutes=10))
    await office.deliver.drain()

    assert [message.parts[0].text for message in office.sender.shown("desk")] == ["Ban one", "Ban two"]  # type: ignore[union-attr]
    assert not any(channel.trouble for channel in await office.archive.channels())


async def _follow_up(office: Office, follower: str = "fake:@U1") -> Filed:
    """A story with its alert, someone who follows it, and news of it owed to them."""
    first = await file(office.archive, "Harbour bans it")
    await decide(office.archive, first)
    await office.archive.follow(first.story, follower)
    later = await file(office.archive, "Mayor signs it", story=first.story, outlet="Coastal Wire")
    news = await decide(office.archive, later, kind=AlertKind.FOLLOW_UP, news="new position")
    await owe(office.archive, news, follower)
    return first


async def test_who_follows_a_story_has_its_news_as_a_message_of_its_own(office: Office) -> None:
    await _follow_up(office)
    office.sender.fail(SendUnknown("connection lost"), after_sending=True)
    await office.deliver.drain()
    office.clock.move(timedelta(minutes=1))
    await office.deliver.drain()

    ((channel, _, thread, message),) = office.sender.posts.values()
    assert (channel, thread) == ("@U1", None)
    assert "Mayor signs it" in message.text
    assert "You follow “Harbour bans it”" in str(message.parts)
    assert [button.verb for part in message.parts if isinstance(part, Buttons) for button in part.buttons] == [
        "unfollow"
    ]
    assert office.states() == [DeliveryState.SENT]


async def test_a_follower_is_told_in_the_language_that_the_channels_share(office: Office) -> None:
    for id in ("desk", "other"):
        await office.archive.save_channel(Channel(platform="fake", id=id, language="es"))
    await _follow_up(office)
    await office.deliver.drain()

    ((_, _, _, message),) = office.sender.posts.values()
    assert "Sigues “Harbour bans it”" in str(message.parts)
    assert "Nueva postura" in str(message.parts)


async def test_news_for_who_no_longer_follows_is_neither_sent_nor_kept(office: Office) -> None:
    story = (await _follow_up(office)).story
    (owed,) = office.archive.deliveries.values()
    await office.archive.unfollow("fake:@U1", story)
    office.archive.deliveries[owed.id] = owed  # decided while they were leaving
    await office.deliver.drain()

    assert office.sender.attempts == []
    assert office.archive.deliveries == {}


@pytest.mark.parametrize("is_gone", [True, False])
async def test_a_refused_message_ends_the_following_quietly(office: Office, is_gone: bool) -> None:
    story = (await _follow_up(office)).story
    other = (await file(office.archive, "Another")).story
    await office.archive.follow(other, "fake:@U1")
    office.sender.fail(SendRefused("takes no messages", is_channel_gone=is_gone))
    await office.deliver.drain()

    assert await office.archive.followers(story) == ()
    assert bool(await office.archive.followers(other)) is not is_gone
    assert office.archive.deliveries == {}
    assert office.announced.lines == []
    assert [channel.key for channel in await office.archive.channels()] == ["fake:desk", "fake:other"]


async def test_what_became_of_a_followers_message_names_nobody(office: Office) -> None:
    await _follow_up(office)
    await office.deliver.drain()

    (settled,) = office.settled
    assert settled.delivery.place == "fake:a follower"


class Slow(FakeSender):
    """While it sends, another worker takes the delivery over."""

    office: Office

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        deliveries = self.office.archive.deliveries
        deliveries.update({id: replace(each, state=DeliveryState.BURIED) for id, each in deliveries.items()})
        return "1"


async def test_a_delivery_that_another_worker_has_taken_is_left_alone() -> None:
    sender = Slow()
    sender.office = office = Office(sender)
    await office.archive.save_channel(DESK)
    await _alert(office, "Ban")
    await office.deliver.drain()
    assert office.settled == []
    assert office.states() == [DeliveryState.BURIED]


async def test_the_worker_is_woken_by_what_is_owed_and_ends_when_asked(office: Office) -> None:
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        running = group.create_task(office.deliver.run())
        await asyncio.sleep(0)
        await _alert(office, "Ban")
        office.deliver.nudge()
        while not office.sender.shown("desk"):
            await asyncio.sleep(0.001)
        office.deliver.stop()
    assert running.done()
    assert office.states() == [DeliveryState.SENT]


async def test_a_pause_holds_alerts_and_gives_those_older_than_two_days_as_one_digest(office: Office) -> None:
    await office.archive.save_channel(replace(DESK, is_paused=True))
    await _alert(office, "Old ban")
    await office.deliver.drain()
    office.clock.move(timedelta(hours=49))
    alert = await decide(office.archive, await file(office.archive, "New ban"), at=office.clock.now())
    await owe(office.archive, alert, DESK.key, due=office.clock.now())
    await office.deliver.drain()
    assert office.sender.shown("desk") == []
    await office.archive.save_channel(DESK)
    office.clock.move(timedelta(minutes=6))
    await office.deliver.drain()
    office.clock.move(timedelta(minutes=6))
    await office.deliver.drain()
    assert [message.parts[0].text for message in office.sender.shown("desk")] == ["New ban", "Older news · 1 story"]

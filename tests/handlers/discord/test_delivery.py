"""From the outbox to a channel of Discord, with everything that can go wrong between: each alert once, in order."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.model import Channel, DeliveryState
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from handlers.discord import api
from handlers.discord.app import Discord
from tests.fakes.archive import FakeArchive
from tests.fakes.channels import Announced
from tests.fakes.clock import FakeClock
from tests.fakes.filing import decide, file, owe
from tests.handlers.discord.conftest import Bench
from tests.standins.discord import ALERTS, FORBIDDEN, NEWS, Fault

CHANNEL = Channel(platform="discord", id=ALERTS)


class Office:
    """An archive that owes alerts, and a worker that sends them over a connection."""

    def __init__(self, *channels: Channel) -> None:
        self.archive, self.clock = FakeArchive(), FakeClock()
        self.channels = channels

    async def owe(self, count: int) -> None:
        for channel in self.channels:
            await self.archive.save_channel(channel)
        for number in range(count):
            alert = await decide(self.archive, await file(self.archive, f"Ban {number}"))
            for channel in self.channels:
                await owe(self.archive, alert, channel.key)

    def worker(self, face: Discord) -> Deliver:
        return Deliver(
            archive=self.archive,
            outbox=self.archive,
            senders={"discord": face.sender},
            clock=self.clock,
            report=lambda _: None,
            on_channel_gone=Announced(self.archive, self.clock).channels.switch_off,
            digests=Digests(archive=self.archive, outbox=self.archive, clock=self.clock, topics=()),
        )

    async def empty(self, face: Discord) -> None:
        """Deliver until nothing is owed; the clock moves where there is only waiting left."""
        for _ in range(200):
            await self.worker(face).drain()
            if set(self.states()) <= {DeliveryState.SENT, DeliveryState.BURIED}:
                return
            self.clock.move(timedelta(seconds=30))

    def states(self) -> list[DeliveryState]:
        return [delivery.state for delivery in self.archive.deliveries.values()]


def expected(count: int) -> list[str]:
    return [f"📰 Ban {number}" for number in range(count)]


async def test_thirty_alerts_under_a_narrow_bucket_and_429s_arrive_once_in_order(bench: Bench) -> None:
    bench.discord.bucket_size = 5
    bench.discord.fail("post", *[Fault("limit"), Fault("limit", seconds=60), Fault("cloudflare", seconds=60)] * 4)
    office = Office(CHANNEL)
    await office.owe(30)

    async with bench.connected() as face:
        await office.empty(face)

    assert bench.discord.titles(ALERTS) == expected(30)
    assert set(office.states()) == {DeliveryState.SENT}


@pytest.mark.parametrize("is_remembered", [True, False])
@pytest.mark.parametrize(
    "fault", [Fault("status", status=503), Fault("lose"), Fault("drop"), Fault("hang"), Fault("refuse", status=503)]
)
async def test_whatever_becomes_of_an_answer_there_is_one_message(
    bench: Bench, fault: Fault, is_remembered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "CALL_SECONDS", 0.2)
    bench.discord.fail("post", fault, fault)
    office = Office(CHANNEL)
    await office.owe(3)

    async with bench.connected() as face:
        await office.worker(face).drain()
        if not is_remembered:
            bench.discord.forget_nonces()
        await office.empty(face)

    assert bench.discord.titles(ALERTS) == expected(3)
    assert set(office.states()) == {DeliveryState.SENT}


async def test_a_process_killed_between_request_and_answer_leaves_one_message(bench: Bench) -> None:
    bench.discord.fail("post", Fault("lose"))
    office = Office(CHANNEL)
    await office.owe(1)

    async with bench.connected() as face:
        working = asyncio.create_task(office.worker(face).drain())
        await bench.discord.until(lambda: bool(bench.discord.messages[ALERTS]))
        working.cancel()
        await asyncio.wait([working])
    bench.discord.forget_nonces()
    async with bench.connected() as face:
        await office.empty(face)

    assert bench.discord.titles(ALERTS) == expected(1)
    assert set(office.states()) == {DeliveryState.SENT}


async def test_a_channel_that_is_closed_to_us_is_paused_and_touches_no_other(bench: Bench) -> None:
    office = Office(*(Channel(platform="discord", id=id) for id in (FORBIDDEN, NEWS)))
    await office.owe(3)

    async with bench.connected() as face:
        await office.worker(face).drain()

    paused = {channel.id: channel.is_paused for channel in await office.archive.channels()}
    assert paused == {FORBIDDEN: True, NEWS: False}
    assert bench.discord.titles(NEWS) == expected(3)
    assert len(bench.discord.called("post")) == 4


async def test_while_the_token_is_refused_everything_owed_stays_owed(bench: Bench) -> None:
    office = Office(CHANNEL)
    await office.owe(3)

    async with bench.connected(token="wrong") as face:
        await office.worker(face).drain()
        office.clock.move(timedelta(hours=1))
        await office.worker(face).drain()
    assert set(office.states()) == {DeliveryState.OWED}
    assert len(bench.discord.called("login")) == 1

    async with bench.connected() as face:
        await office.empty(face)
    assert bench.discord.titles(ALERTS) == expected(3)

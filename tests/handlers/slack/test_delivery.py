"""The outbox emptied into Slack: whatever goes wrong on the way, each alert once and in order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import AlertKind, Channel, DeliveryState
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from handlers.slack.app import Slack
from tests.fakes.archive import FakeArchive
from tests.fakes.channels import Announced
from tests.fakes.clock import FakeClock
from tests.fakes.filing import decide, file, owe
from tests.handlers.slack.conftest import Bench
from tests.standins.slack import Fault, SlackStandin

ONE, TWO = Channel(platform="slack", id="C1"), Channel(platform="slack", id="C2")


class Post:
    """A newsroom's outbox, a worker, and Slack."""

    def __init__(self, slack: Slack, standin: SlackStandin) -> None:
        self.archive = FakeArchive()
        self.clock = FakeClock()
        self.standin = standin
        standin.posted_at = int(self.clock.now().timestamp())
        self.deliver = Deliver(
            archive=self.archive,
            outbox=self.archive,
            senders={"slack": slack.sender},
            clock=self.clock,
            report=lambda _: None,
            on_channel_gone=Announced(self.archive, self.clock).channels.switch_off,
            digests=Digests(archive=self.archive, outbox=self.archive, clock=self.clock, topics=()),
        )

    async def owe(self, title: str, channel: Channel = ONE) -> None:
        await self.archive.save_channel(channel)
        await owe(self.archive, await decide(self.archive, await file(self.archive, title)), channel.key)

    async def until_all_is_settled(self) -> None:
        """Look again and again, as time goes by."""
        for _ in range(200):
            await self.deliver.drain()
            if self.states() <= {DeliveryState.SENT, DeliveryState.BURIED}:
                return
            self.clock.move(timedelta(seconds=10))
        raise AssertionError(f"still {self.states()}")

    def states(self) -> set[DeliveryState]:
        return {delivery.state for delivery in self.archive.deliveries.values()}

    def headlines(self, channel: str = "C1") -> list[str]:
        return [text.partition(": ")[2].rstrip(".") for text in self.standin.texts(channel)]


@pytest.fixture
async def post(bench: Bench) -> AsyncIterator[Post]:
    async with bench.connected() as slack:
        yield Post(slack, bench.slack)


TROUBLES = [
    Fault("limit", seconds="0"), Fault("limit", seconds="0"), Fault("status", status=503), Fault("status", status=502),
    Fault("lose"), Fault("drop"), Fault("refuse", error="internal_error"), Fault("refuse", error="ratelimited"),
]  # fmt: skip


async def test_thirty_alerts_through_every_trouble_arrive_once_and_in_order(post: Post) -> None:
    titles = [f"Ban number {number}" for number in range(30)]
    for title in titles:
        await post.owe(title)
    post.standin.fail("chat.postMessage", *[fault for fault in TROUBLES * 4 if fault.error != "ratelimited"])
    post.standin.fail("conversations.history", Fault("status"), Fault("limit", seconds="0"), Fault("drop"))

    await post.until_all_is_settled()

    assert post.headlines() == titles
    assert post.standin.complaints == []


async def test_a_dead_channel_is_left_and_the_other_goes_on(post: Post) -> None:
    for number in range(3):
        await post.owe(f"Ban {number}")
        await post.owe(f"Ban {number}", TWO)
    post.standin.rooms["C1"].is_archived = True

    await post.deliver.drain()

    assert post.headlines("C2") == ["Ban 0", "Ban 1", "Ban 2"]
    assert [asked["channel"] for asked in post.standin.called("chat.postMessage")].count("C1") == 1
    assert {channel.id: channel.is_paused for channel in await post.archive.channels()} == {"C1": True, "C2": False}


async def test_a_token_that_is_refused_costs_nothing_but_time(post: Post) -> None:
    right = post.standin.bot_token
    post.standin.bot_token = "another"
    await post.owe("Ban")
    await post.deliver.drain()
    assert post.states() == {DeliveryState.OWED}
    assert not any(channel.is_paused for channel in await post.archive.channels())

    post.standin.bot_token = right


async def test_follow_ups_go_into_the_thread_and_updates_into_the_alert(post: Post) -> None:
    await post.archive.save_channel(ONE)
    first = await file(post.archive, "Ban")
    await owe(post.archive, await decide(post.archive, first), ONE.key)
    await post.deliver.drain()
    later = await file(post.archive, "Mayor signs", story=first.story, outlet="Coastal Wire")
    follow_up = await decide(post.archive, later, kind=AlertKind.FOLLOW_UP, news="new quotes")
    update = await decide(post.archive, later, kind=AlertKind.UPDATE)
    post.standin.fail("chat.postMessage", Fault("lose"))
    post.standin.fail("chat.update", Fault("lose"), Fault("limit", seconds="0"))
    await owe(post.archive, follow_up, ONE.key)
    await owe(post.archive, update, ONE.key)

    await post.until_all_is_settled()

    alert, answer = post.standin.rooms["C1"].messages
    assert answer["thread_ts"] == alert["ts"]
    assert "also in Coastal Wire" in alert["text"]
    assert len(post.standin.called("chat.postMessage")) == 2


faults = st.lists(st.sampled_from(TROUBLES[:7]), max_size=12)


@given(faults=faults, looks=st.lists(st.sampled_from([Fault("status"), Fault("limit", seconds="0")]), max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_order_of_troubles_loses_or_doubles_an_alert(faults: list[Fault], looks: list[Fault]) -> None:
    asyncio.run(_delivered_through(faults, looks))


async def _delivered_through(faults: list[Fault], looks: list[Fault]) -> None:
    async with SlackStandin() as standin:
        bench = Bench(standin)
        async with bench.connected() as slack:
            post = Post(slack, standin)
            for number in range(5):
                await post.owe(f"Ban {number}")
            standin.fail("chat.postMessage", *faults)
            standin.fail("conversations.history", *looks)
            await post.until_all_is_settled()
            assert post.headlines() == [f"Ban {number}" for number in range(5)]

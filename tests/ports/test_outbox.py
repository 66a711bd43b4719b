"""What every Outbox promises: the one on SQL, and the one in memory that stands for it in tests."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core import outbox as steps
from bot.core.model import AlertKind, Delivery, DeliveryState
from bot.ports import Archive, Outbox
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, owe

MINUTE = timedelta(minutes=1)


@dataclass
class Desk:
    archive: Archive
    outbox: Outbox

    async def owed(self, channel: str = "terminal:main", **facts: object) -> Delivery:
        filed = await file(self.archive, "Town bans cameras")
        return await owe(self.archive, await decide(self.archive, filed), channel, **facts)  # type: ignore[arg-type]

    async def claim(self, after: timedelta = timedelta(0), *, limit: int = 99) -> tuple[Delivery, ...]:
        return await self.outbox.claim(NOW + after, lease_until=NOW + after + MINUTE, limit=limit)

    async def send(self, delivery: Delivery, sent_as: str = "m1") -> Delivery:
        sending = steps.sending(delivery)
        assert await self.outbox.update(sending, was=delivery)
        sent = steps.sent(sending, sent_as)
        assert await self.outbox.update(sent, was=sending)
        return sent


@pytest.fixture(params=["memory", "sqlite"])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    if request.param == "memory":
        fake = FakeArchive()
        yield Desk(fake, fake)
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield Desk(store.archive, store.outbox)


async def test_a_due_delivery_is_claimed_once(desk: Desk) -> None:
    owed = await desk.owed()

    first, second = await desk.claim(), await desk.claim()

    assert first == (steps.claimed(owed, NOW + MINUTE),)
    assert second == ()


async def test_workers_that_claim_at_once_share_nothing(desk: Desk) -> None:
    owed = [await desk.owed(f"web:{number}") for number in range(6)]

    claims = await asyncio.gather(*(desk.claim(limit=2) for _ in range(5)))

    claimed = [delivery.id for claim in claims for delivery in claim]
    assert sorted(claimed) == [delivery.id for delivery in owed]


async def test_what_is_not_yet_due_waits(desk: Desk) -> None:
    await desk.owed(due=NOW + MINUTE)

    assert await desk.claim() == ()
    assert len(await desk.claim(MINUTE)) == 1


async def test_a_channel_is_served_in_order_one_at_a_time(desk: Desk) -> None:
    first, second = await desk.owed(), await desk.owed()
    elsewhere = await desk.owed("web:main")

    claimed = await desk.claim()
    assert [delivery.id for delivery in claimed] == [first.id, elsewhere.id]
    assert await desk.claim() == ()

    await desk.send(claimed[0])
    assert [delivery.id for delivery in await desk.claim()] == [second.id]


async def test_a_delayed_head_holds_back_what_follows_in_its_channel(desk: Desk) -> None:
    await desk.owed()
    await desk.owed()
    (head,) = await desk.claim()
    delayed = steps.delayed(head, NOW, MINUTE)
    assert await desk.outbox.update(delayed, was=head)

    assert await desk.claim() == ()
    assert await desk.outbox.next_due() == NOW + MINUTE
    assert [delivery.id for delivery in await desk.claim(MINUTE)] == [head.id]


async def test_an_unknown_head_holds_back_too(desk: Desk) -> None:
    await desk.owed()
    await desk.owed()
    (head,) = await desk.claim()
    sending = steps.sending(head)
    await desk.outbox.update(sending, was=head)
    await desk.outbox.update(steps.failed_unknown(sending, NOW), was=sending)

    assert await desk.claim() == ()
    (again,) = await desk.claim(MINUTE)
    assert (again.id, again.state) == (head.id, DeliveryState.UNKNOWN)


async def test_a_buried_head_lets_the_next_one_pass(desk: Desk) -> None:
    await desk.owed()
    second = await desk.owed()
    (head,) = await desk.claim()
    await desk.outbox.update(steps.buried(head, "the channel refuses it"), was=head)

    assert [delivery.id for delivery in await desk.claim()] == [second.id]


async def test_a_worker_that_died_gives_back_what_it_had_claimed(desk: Desk) -> None:
    await desk.owed()
    (lost,) = await desk.claim()

    assert await desk.outbox.next_due() == NOW + MINUTE
    assert await desk.claim(MINUTE / 2) == ()
    (again,) = await desk.claim(MINUTE)
    assert (again.id, again.state, again.lease_until) == (lost.id, DeliveryState.CLAIMED, NOW + 2 * MINUTE)


async def test_a_worker_that_died_while_sending_leaves_it_unknown(desk: Desk) -> None:
    await desk.owed()
    (claimed,) = await desk.claim()
    await desk.outbox.update(steps.sending(claimed), was=claimed)

    assert (await desk.archive.backlog(NOW)).unknown == 0
    assert (await desk.archive.backlog(NOW + MINUTE)).unknown == 1
    (again,) = await desk.claim(MINUTE)
    assert again.state is DeliveryState.UNKNOWN


async def test_a_step_from_a_state_someone_else_changed_has_no_effect(desk: Desk) -> None:
    owed = await desk.owed()
    (mine,) = await desk.claim()
    (theirs,) = await desk.claim(MINUTE)

    assert not await desk.outbox.update(steps.sending(mine), was=mine)
    assert not await desk.outbox.update(steps.buried(owed, "no"), was=owed)
    assert await desk.outbox.update(steps.sending(theirs), was=theirs)


async def test_the_oldest_due_are_claimed_first(desk: Desk) -> None:
    late = await desk.owed("web:1", due=NOW)
    early = await desk.owed("web:2", due=NOW - MINUTE)

    assert [delivery.id for delivery in await desk.claim(limit=1)] == [early.id]
    assert [delivery.id for delivery in await desk.claim(limit=1)] == [late.id]


async def test_the_message_of_a_story_is_known_once_sent(desk: Desk) -> None:
    owed = await desk.owed()
    assert await desk.outbox.sent_message(owed.story, owed.channel) is None

    (claimed,) = await desk.claim()
    await desk.send(claimed, "m-17")

    assert await desk.outbox.sent_message(owed.story, owed.channel) == "m-17"
    assert await desk.outbox.sent_message(owed.story, "web:main") is None


async def test_nothing_is_due_when_all_is_settled(desk: Desk) -> None:
    assert await desk.outbox.next_due() is None
    await desk.owed(due=NOW + 9 * MINUTE)
    assert await desk.outbox.next_due() == NOW + 9 * MINUTE

    (claimed,) = await desk.claim(9 * MINUTE)
    await desk.send(claimed)

    assert await desk.outbox.next_due() is None


async def test_a_channel_lists_what_was_sent_newest_first(desk: Desk) -> None:
    for number in range(3):
        await desk.owed()
        (claimed,) = await desk.claim()
        await desk.send(claimed, f"m{number}")
    await desk.owed()

    newest = await desk.archive.alerts("terminal:main", limit=2)
    older = await desk.archive.alerts("terminal:main", limit=2, before=newest[-1].alert)

    assert [delivery.sent_as for delivery in (*newest, *older)] == ["m2", "m1", "m0"]


async def test_the_backlog_counts_deliveries_by_state(desk: Desk) -> None:
    for channel in ("web:1", "web:2", "web:3"):
        await desk.owed(channel)
    first, second, third = await desk.claim()
    await desk.send(first)
    await desk.outbox.update(steps.buried(second, "gone"), was=second)
    await desk.owed("web:4", due=NOW + MINUTE)

    backlog = await desk.archive.backlog(NOW)

    assert (backlog.owed, backlog.unknown, backlog.buried, backlog.sent) == (2, 0, 1, 1)
    assert backlog.oldest_due == third.due
    assert backlog.last_sent == NOW


async def test_an_update_that_waits_keeps_the_time_the_platform_named(desk: Desk) -> None:
    filed = await file(desk.archive, "Town bans cameras")
    await owe(desk.archive, await decide(desk.archive, filed, kind=AlertKind.UPDATE))
    (claimed,) = await desk.claim()
    await desk.outbox.update(steps.delayed(claimed, NOW, MINUTE), was=claimed)

    await owe(desk.archive, await decide(desk.archive, filed, kind=AlertKind.UPDATE))

    assert await desk.claim() == ()
    assert len(await desk.claim(MINUTE)) == 1
    assert await desk.claim(MINUTE) == ()

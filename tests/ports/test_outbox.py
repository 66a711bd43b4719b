"""What every Outbox promises: the one on SQL, and the one in memory that stands for it in tests."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core import outbox as steps
from bot.core.model import AlertKind, ArticleId, Channel, Delivery, DeliveryId, DeliveryState, HeldFor, Schedule
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

    async def hold(self, delivery: Delivery, until: timedelta = MINUTE, reason: HeldFor = HeldFor.QUIET) -> Delivery:
        held = steps.held(delivery, NOW + until, reason)
        assert await self.outbox.update(held, was=delivery)
        return held

    async def gather(self, after: timedelta = MINUTE, channel: str = "terminal:main") -> Delivery | None:
        (id,) = await self.archive.reserve_deliveries(1)
        return await self.outbox.gather(channel, NOW + after, digest=DeliveryId(id))

    async def send(self, delivery: Delivery, sent_as: str = "m1", *, at: datetime | None = None) -> Delivery:
        sending = steps.sending(delivery, NOW)
        assert await self.outbox.update(sending, was=delivery)
        sent = steps.sent(sending, sent_as, at or delivery.due)
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
    sending = steps.sending(head, NOW)
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
    await desk.outbox.update(steps.sending(claimed, NOW), was=claimed)

    assert (await desk.archive.backlog(NOW)).unknown == 0
    assert (await desk.archive.backlog(NOW + MINUTE)).unknown == 1
    (again,) = await desk.claim(MINUTE)
    assert again.state is DeliveryState.UNKNOWN


async def test_a_step_from_a_state_someone_else_changed_has_no_effect(desk: Desk) -> None:
    owed = await desk.owed()
    (mine,) = await desk.claim()
    (theirs,) = await desk.claim(MINUTE)

    assert not await desk.outbox.update(steps.sending(mine, NOW), was=mine)
    assert not await desk.outbox.update(steps.buried(owed, "no"), was=owed)
    assert await desk.outbox.update(steps.sending(theirs, NOW), was=theirs)


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
    await desk.send(first, at=NOW + 3 * MINUTE)
    await desk.outbox.update(steps.buried(second, "gone"), was=second)
    await desk.owed("web:4", due=NOW + MINUTE)

    backlog = await desk.archive.backlog(NOW)

    assert (backlog.owed, backlog.unknown, backlog.buried, backlog.sent) == (2, 0, 1, 1)
    assert backlog.oldest_due == third.due
    assert backlog.last_sent == NOW + 3 * MINUTE  # not when it was due: it may have waited for its platform


async def test_an_update_that_waits_keeps_the_time_the_platform_named(desk: Desk) -> None:
    filed = await file(desk.archive, "Town bans cameras")
    await owe(desk.archive, await decide(desk.archive, filed, kind=AlertKind.UPDATE))
    (claimed,) = await desk.claim()
    await desk.outbox.update(steps.delayed(claimed, NOW, MINUTE), was=claimed)

    await owe(desk.archive, await decide(desk.archive, filed, kind=AlertKind.UPDATE))

    assert await desk.claim() == ()
    assert len(await desk.claim(MINUTE)) == 1
    assert await desk.claim(MINUTE) == ()


async def test_what_is_held_is_in_nobodys_way_and_counts_as_held(desk: Desk) -> None:
    first, second = await desk.owed(), await desk.owed()
    held = await desk.hold(first)

    assert [delivery.id for delivery in await desk.claim(9 * MINUTE)] == [second.id]
    assert await desk.outbox.held() == await desk.outbox.held("terminal:main") == (held,)
    assert await desk.outbox.held("web:main") == ()
    backlog = await desk.archive.backlog(NOW)
    assert (backlog.owed, backlog.held, backlog.next_digest) == (1, 1, NOW + MINUTE)


async def test_what_has_waited_long_enough_becomes_one_digest_that_is_owed(desk: Desk) -> None:
    first, second, late = [await desk.owed() for _ in range(3)]
    await desk.hold(first)
    await desk.hold(second)
    await desk.hold(late, 9 * MINUTE)

    assert await desk.outbox.held_due(NOW) == ()
    assert await desk.gather(MINUTE / 2) is None
    assert await desk.outbox.held_due(NOW + MINUTE) == ("terminal:main",)
    digest = await desk.gather()

    assert digest is not None
    assert (digest.kind, digest.alert, digest.due) == (AlertKind.DIGEST, first.alert, NOW + MINUTE)
    assert [each.id for each in await desk.outbox.members(digest.id)] == [first.id, second.id]
    assert await desk.outbox.delivery(digest.id) == digest
    assert await desk.gather() is None
    assert [each.id for each in await desk.claim(MINUTE)] == [digest.id]
    assert (await desk.archive.backlog(NOW)).held == 3


async def test_what_was_planned_while_the_clock_was_ahead_has_waited_long_enough(desk: Desk) -> None:
    ahead, weekly = await desk.owed(), await desk.owed()
    await desk.hold(ahead, timedelta(days=40))
    await desk.hold(weekly, timedelta(days=7))

    assert await desk.outbox.held_due(NOW) == ("terminal:main",)
    digest = await desk.gather(timedelta(0))

    assert digest is not None
    assert [each.id for each in await desk.outbox.members(digest.id)] == [ahead.id]
    assert [each.id for each in await desk.outbox.held()] == [weekly.id]


async def test_with_a_digest_all_that_it_tells_of_is_told(desk: Desk) -> None:
    owed = await desk.owed()
    await desk.hold(owed)
    await desk.gather()
    (digest,) = await desk.claim(MINUTE)
    sent = await desk.send(digest, "d-1")

    (member,) = await desk.outbox.members(digest.id)
    assert (member.state, member.sent_as, member.sent_at) == (DeliveryState.SENT, "d-1", sent.sent_at)
    assert member.held_for is HeldFor.QUIET
    assert await desk.outbox.sent_message(owed.story, owed.channel) == "d-1"


async def test_with_a_digest_that_is_refused_ends_what_it_tells_of(desk: Desk) -> None:
    await desk.hold(await desk.owed())
    await desk.gather()
    (digest,) = await desk.claim(MINUTE)
    assert await desk.outbox.update(steps.buried(digest, "is_archived"), was=digest)

    (member,) = await desk.outbox.members(digest.id)
    assert (member.state, member.last_error) == (DeliveryState.BURIED, "is_archived")


async def test_changes_of_messages_alone_make_no_digest(desk: Desk) -> None:
    filed = await file(desk.archive, "Town bans cameras")
    update = await owe(desk.archive, await decide(desk.archive, filed, kind=AlertKind.UPDATE))
    await desk.hold(update)

    assert await desk.gather() is None
    assert [each.id for each in await desk.claim(MINUTE)] == [update.id]


async def test_an_alert_takes_the_place_of_the_brief_that_waits(desk: Desk) -> None:
    filed = await file(desk.archive, "Town bans cameras")
    brief = await decide(desk.archive, filed, kind=AlertKind.BRIEF)
    elsewhere = await owe(desk.archive, brief, "web:main")
    await desk.hold(await owe(desk.archive, brief))
    await desk.hold(elsewhere)

    alert = await owe(desk.archive, await decide(desk.archive, filed))

    assert [each.id for each in await desk.outbox.of_story(filed.story)] == [elsewhere.id, alert.id]
    assert await desk.archive.alert_of(filed.story, "faces", kind=AlertKind.BRIEF) == brief


async def test_alerts_posted_lately_are_counted_by_source_and_not_what_a_digest_told(desk: Desk) -> None:
    posted, held = await desk.owed(), await desk.owed()
    await desk.hold(held)
    (claimed,) = await desk.claim()
    await desk.send(claimed)
    await desk.gather()
    (digest,) = await desk.claim(MINUTE)
    await desk.send(digest)

    filed = await desk.archive.articles([(await _article(desk, posted))])
    assert await desk.outbox.posted("terminal:main", NOW) == (filed[0].source,)
    assert await desk.outbox.posted("terminal:main", NOW + MINUTE) == ()
    assert await desk.outbox.posted("web:main", NOW) == ()


async def test_a_channel_keeps_its_schedule(desk: Desk) -> None:
    schedule = Schedule(
        zone="Europe/London", digest_time=time(7, 30), digest_day=4, quiet=(time(22), time(7)), breaks=(), cap=6
    )
    await desk.archive.save_channel(Channel(platform="web", id="alerts", schedule=schedule))
    await desk.archive.save_channel(Channel(platform="web", id="plain"))

    assert [channel.schedule for channel in await desk.archive.channels()] == [schedule, Schedule()]


async def _article(desk: Desk, delivery: Delivery) -> ArticleId:
    card = await desk.archive.card(delivery.alert)
    assert card is not None
    return card.filed.id


async def test_what_waits_for_another_digest_is_owed_by_itself_and_makes_none(desk: Desk) -> None:
    told, later = await desk.owed(), await desk.owed()
    await desk.hold(told)
    waiting = await desk.hold(later, reason=HeldFor.DIGEST)

    digest = await desk.gather()

    assert digest is not None
    assert [each.id for each in await desk.outbox.members(digest.id)] == [told.id]
    assert await desk.outbox.delivery(later.id) == steps.reopened(waiting, NOW + MINUTE)


async def test_what_is_held_is_given_other_times_in_one_step(desk: Desk) -> None:
    first, second, sent = [await desk.owed() for _ in range(3)]
    held = [await desk.hold(each) for each in (first, second)]

    await desk.outbox.postpone({first.id: NOW, second.id: NOW + 9 * MINUTE, sent.id: NOW + MINUTE})

    assert [each.due for each in await desk.outbox.held()] == [NOW, NOW + 9 * MINUTE]
    assert [each.held_for for each in await desk.outbox.held()] == [each.held_for for each in held]
    assert await desk.outbox.delivery(sent.id) == sent

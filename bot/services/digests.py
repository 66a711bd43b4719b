"""Digests: what is held for one is gathered when its time has come, and shown again to who asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core import outbox as steps
from bot.core.digest import (
    Digest,
    companies_of,
    coverage_chart,
    coverage_edges,
    digest_gone_message,
    digest_message,
    rest_message,
    rows_of,
)
from bot.core.holding import held_until, is_quiet
from bot.core.messages import Message
from bot.core.model import AlertKind, Channel, Delivery, DeliveryId, DeliveryState, HeldFor, StoryId, Topic
from bot.ports import Archive, Clock, Outbox


class Digests:
    """`gather` before each look into the outbox; `message` when a digest is sent."""

    def __init__(self, *, archive: Archive, outbox: Outbox, clock: Clock, topics: Sequence[Topic]) -> None:
        self._archive = archive
        self._outbox = outbox
        self._clock = clock
        self._companies = companies_of(topics)

    async def gather(self) -> int:
        """Owe a digest to every channel for which something has waited long enough; how many there are.

        After a time without the bot that is one digest a channel, however many were missed. Where the channel is paused
        or has quiet hours by now it waits on.
        """
        now = self._clock.now()
        due = await self._outbox.held_due(now)
        if not due:
            return 0
        channels = {channel.key: channel for channel in await self._archive.channels()}
        owed = 0
        for key in due:
            channel = channels.get(key)
            if channel is None:
                await self._reopen(key)
            elif not channel.is_paused and not is_quiet(channel.schedule, now):
                (id,) = await self._archive.reserve_deliveries(1)
                owed += await self._outbox.gather(key, now, digest=DeliveryId(id)) is not None
        return owed

    async def message(self, delivery: Delivery, channel: Channel) -> Message | None:
        """The digest as it reads now; None when nothing of it is left to tell."""
        digest = await self._digest(delivery, channel)
        now = self._clock.now()
        chart = None
        if digest.is_of_a_day_or_week:
            edges = coverage_edges(digest)
            chart = coverage_chart(edges, await self._archive.coverage(edges))
        return digest_message(digest, rows_of(digest, self._companies), now=now, chart=chart)

    async def rest(self, id: DeliveryId, *, page: int, platform: str) -> Message:
        """The stories that a digest had no room for, for who asks on the platform it was told on."""
        delivery = await self._outbox.delivery(id)
        channels = await self._archive.channels()
        if delivery is None or delivery.kind is not AlertKind.DIGEST:
            return digest_gone_message()
        channel = next((each for each in channels if each.key == delivery.channel), None)
        if channel is None or channel.platform != platform:
            return digest_gone_message()
        digest = await self._digest(delivery, channel)
        return rest_message(digest, rows_of(digest, self._companies), page=page, now=self._clock.now())

    async def reschedule(self, key: str | None = None) -> None:
        """Hold what is held (for one channel) as long as its settings now say; what is due stays due."""
        now = self._clock.now()
        channels = {channel.key: channel for channel in await self._archive.channels()}
        await self._outbox.postpone(
            {
                delivery.id: held_until(channels[delivery.channel], delivery.held_for, now)
                for delivery in await self._outbox.held(key)
                if delivery.channel in channels and delivery.held_for is not None and delivery.due > now
            }
        )

    async def release(self, story: StoryId) -> int:
        """Owe by itself, at once, what is held of this story's alert, whatever its channels' times; how many there are.

        What a digest that is on its way tells of is told by that.
        """
        now, released = self._clock.now(), 0
        for delivery in await self._outbox.of_story(story):
            if delivery.state is DeliveryState.HELD and delivery.kind.has_row:
                owed = replace(steps.reopened(delivery, now), held_for=HeldFor.HAND)
                released += await self._outbox.update(owed, was=delivery)
        return released

    async def waiting(self, channel: Channel) -> tuple[int, datetime | None]:
        """How many stories are held for the channel, and when the next of them are told."""
        held = [each for each in await self._outbox.held(channel.key) if each.kind.has_row]
        return len({delivery.story for delivery in held}), min((delivery.due for delivery in held), default=None)

    async def _digest(self, delivery: Delivery, channel: Channel) -> Digest:
        members = await self._outbox.members(delivery.id)
        cards = [(member, await self._archive.card(member.alert)) for member in members]
        told = tuple((member, card) for member, card in cards if card is not None)
        return Digest(delivery=delivery, channel=channel, told=told)

    async def _reopen(self, key: str) -> None:
        """For a channel that is no more: the worker buries it."""
        now = self._clock.now()
        for delivery in await self._outbox.held(key):
            await self._outbox.update(steps.reopened(delivery, now), was=delivery)

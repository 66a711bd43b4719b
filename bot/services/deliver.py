"""Empty the outbox: gather, claim, hold or compose, send, settle; per channel in order, channels side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core import outbox
from bot.core.errors import SendDelayed, SendRefused, SendUnknown
from bot.core.holding import FEED_CAP, Held, hold, hour_began
from bot.core.messages import Message
from bot.core.model import AlertCard, AlertKind, Channel, Delivery, DeliveryState
from bot.core.translation import ENGLISH_ALONE, Languages, language_for
from bot.ports import Archive, Clock, Outbox, Sender
from bot.services.composing import Composer
from bot.services.digests import Digests

LEASE = timedelta(seconds=25)  # longer than any send may take; what a killed process had claimed waits as long
SEND_SECONDS = 20.0
IDLE_SECONDS = 30.0  # how long at most without looking, should a nudge be missed
PAUSED = "the channel is paused"
CHANNEL_CLOSED_WAIT = timedelta(minutes=5)
NO_SENDER_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one claim, for logs and counters. `seconds` from when it was due."""

    delivery: Delivery
    seconds: float


class _TakenOver(Exception):
    """Another worker has moved the delivery, since the lease ran out, or it is no more: nothing is ours to do."""


class Deliver:
    """The only worker of the outbox in this process.

    `report` hears of every settled claim, `on_channel_gone` of a channel that its platform will take nothing for, and
    why; a failure of one channel never touches another.
    """

    def __init__(
        self,
        *,
        archive: Archive,
        outbox: Outbox,
        senders: Mapping[str, Sender],
        clock: Clock,
        report: Callable[[Settled], None],
        on_channel_gone: Callable[[Channel, str], Awaitable[None]],
        digests: Digests,
        languages: Languages = ENGLISH_ALONE,
        feed_cap: int = FEED_CAP,
        at_once: int = 16,
    ) -> None:
        self._archive = archive
        self._outbox = outbox
        self._senders = senders
        self._clock = clock
        self._report = report
        self._on_channel_gone = on_channel_gone
        self._digests = digests
        self._composer = Composer(archive=archive, outbox=outbox, digests=digests, clock=clock)
        self._languages = languages
        self._feed_cap = feed_cap
        self._at_once = at_once
        self._in_flight = 0
        self._nudged = asyncio.Event()
        self._is_stopping = False

    def nudge(self) -> None:
        """Something is owed: look now."""
        self._nudged.set()

    def stop(self) -> None:
        """Claim no more; `run` returns when the sends in flight have ended."""
        self._is_stopping = True
        self._nudged.set()

    async def run(self) -> None:
        """Deliver until `stop`. Raises `StoreUnusable` when the outbox can't be read or written."""
        async with asyncio.TaskGroup() as group:
            while not self._is_stopping:
                self._nudged.clear()
                if not await self._start_due(group):
                    await self._wait()

    async def drain(self) -> None:
        """Deliver all that is due now and return; what must wait stays owed."""
        while True:
            async with asyncio.TaskGroup() as group:
                if not await self._start_due(group):
                    return

    async def _start_due(self, group: asyncio.TaskGroup) -> bool:
        free = self._at_once - self._in_flight
        if free <= 0:
            return False
        await self._digests.gather()
        now = self._clock.now()
        claims = await self._outbox.claim(now, lease_until=now + LEASE, limit=free)
        for delivery in claims:
            self._in_flight += 1
            group.create_task(self._work(delivery))
        return bool(claims)

    async def _wait(self) -> None:
        due = await self._outbox.next_due()
        seconds = IDLE_SECONDS if due is None else (due - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(min(max(seconds, 0.05), IDLE_SECONDS)):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _work(self, delivery: Delivery) -> None:
        try:
            settled = await self._settle(delivery)
            seconds = (self._clock.now() - delivery.due).total_seconds()
            self._report(Settled(delivery=settled, seconds=max(seconds, 0.0)))
        except _TakenOver:
            return
        finally:
            self._in_flight -= 1
            self.nudge()

    async def _settle(self, delivery: Delivery) -> Delivery:
        channel = await self._channel(delivery)
        if channel is None:
            return await self._move(delivery, outbox.buried(delivery, "the channel was removed"))
        if channel.is_paused:
            return await self._delay(delivery, CHANNEL_CLOSED_WAIT, PAUSED)
        sender = self._senders.get(channel.platform)
        if sender is None:
            return await self._delay(delivery, NO_SENDER_WAIT, f"no {channel.platform} connection is set up")
        with self._languages.speaking(channel.language):
            return await self._tell(delivery, channel, sender)

    async def _tell(self, delivery: Delivery, channel: Channel, sender: Sender) -> Delivery:
        if delivery.kind is AlertKind.DIGEST:
            digest = await self._digests.message(delivery, channel)
            return await self._send(delivery, channel, sender, digest, parent=None)
        card = await self._archive.card(delivery.alert)
        if card is None:
            return await self._move(delivery, outbox.buried(delivery, "the article is no longer in the archive"))
        if delivery.state is DeliveryState.CLAIMED and (held := await self._hold(delivery, card, channel)):
            moved = await self._move(delivery, outbox.held(delivery, held.until, held.reason))
            if await self._channel(delivery) != channel:  # an admin chose other times in the meantime
                await self._digests.reschedule(channel.key)
            return moved
        parent = None
        if delivery.kind is not AlertKind.ALERT and not channel.is_direct:
            parent = await self._outbox.sent_message(delivery.story, delivery.channel)
            if parent is None:
                return await self._move(delivery, outbox.buried(delivery, "the story's alert was not posted here"))
        message = await self._composer.message(delivery, card, channel)
        return await self._send(delivery, channel, sender, message, parent=parent)

    async def _hold(self, delivery: Delivery, card: AlertCard, channel: Channel) -> Held | None:
        """Until when it has to wait; what may have been sent already is never held."""
        now = self._clock.now()
        first = None
        if delivery.kind not in (AlertKind.ALERT, AlertKind.BRIEF):
            of_story = await self._outbox.of_story(delivery.story)
            first = next((each for each in of_story if _is_untold(each, channel)), None)
        return hold(
            delivery,
            card,
            channel,
            first=first,
            posted=await self._outbox.posted(channel.key, hour_began(channel.schedule, now)),
            feed_cap=self._feed_cap,
            now=now,
        )

    async def _send(
        self, delivery: Delivery, channel: Channel, sender: Sender, message: Message | None, *, parent: str | None
    ) -> Delivery:
        if message is None:
            return await self._move(delivery, outbox.buried(delivery, "nothing of the digest is in the archive"))
        under_way = delivery
        try:
            async with asyncio.timeout(SEND_SECONDS):
                if delivery.state is DeliveryState.UNKNOWN:
                    found = await self._found(delivery, channel, sender, parent)
                    if found is not None:
                        return await self._move(delivery, outbox.sent(delivery, found, self._clock.now()))
                under_way = await self._move(delivery, outbox.sending(delivery, self._clock.now()))
                sent_as = await _posted(under_way, channel, sender, message, parent)
        except SendDelayed as error:
            return await self._delay(under_way, error.retry_after, error.reason)
        except SendRefused as error:
            return await self._refused(under_way, channel, error)
        except (SendUnknown, TimeoutError) as error:
            return await self._lost(under_way, str(error) or "no answer in time")
        return await self._move(under_way, outbox.sent(under_way, sent_as, self._clock.now()))

    async def _refused(self, delivery: Delivery, channel: Channel, error: SendRefused) -> Delivery:
        """Buried, and with it the following of who wants no message; kept for a channel that may be mended."""
        if error.is_channel_gone and not channel.is_direct:
            await self._on_channel_gone(channel, error.reason)
            return await self._delay(delivery, CHANNEL_CLOSED_WAIT, error.reason)
        buried = await self._move(delivery, outbox.buried(delivery, error.reason))
        if channel.is_direct:
            await self._archive.unfollow(channel.key, None if error.is_channel_gone else delivery.story)
        return buried

    async def _found(self, delivery: Delivery, channel: Channel, sender: Sender, parent: str | None) -> str | None:
        """The message of an earlier attempt, if it arrived; an edit is idempotent and needs no look."""
        if delivery.kind is AlertKind.UPDATE:
            return None
        return await sender.find(channel.id, key=delivery.key, since=outbox.asked_since(delivery), thread=parent)

    async def _lost(self, delivery: Delivery, reason: str) -> Delivery:
        now = self._clock.now()
        if delivery.state is DeliveryState.SENDING:
            return await self._move(delivery, outbox.failed_unknown(delivery, now, reason=reason))
        return await self._delay(delivery, None, reason)

    async def _delay(self, delivery: Delivery, wait: timedelta | None, reason: str) -> Delivery:
        return await self._move(delivery, outbox.delayed(delivery, self._clock.now(), wait, reason=reason))

    async def _move(self, was: Delivery, now: Delivery) -> Delivery:
        if not await self._outbox.update(now, was=was):
            raise _TakenOver
        return now

    async def _channel(self, delivery: Delivery) -> Channel | None:
        """Where it goes; None when nobody wants it there any more."""
        person, channels = Channel.direct(delivery.channel), await self._archive.channels()
        if person is None:
            return next((each for each in channels if each.key == delivery.channel), None)
        if person.key in await self._archive.followers(delivery.story):
            return replace(person, language=language_for(person.key, channels))
        await self._archive.unfollow(person.key, delivery.story)  # owed while they were leaving: nothing is kept of it
        raise _TakenOver


async def _posted(delivery: Delivery, channel: Channel, sender: Sender, message: Message, parent: str | None) -> str:
    """The id of the message that says it, which for an update is there already."""
    if delivery.kind is AlertKind.UPDATE and parent is not None:
        await sender.edit(channel.id, parent, message)
        return parent
    return await sender.send(channel.id, message, key=delivery.key, thread=parent)


def _is_untold(delivery: Delivery, channel: Channel) -> bool:
    """The alert of a story that waits for a digest there."""
    is_aside = delivery.state in (DeliveryState.HELD, DeliveryState.JOINED)
    return is_aside and delivery.kind is AlertKind.ALERT and delivery.channel == channel.key

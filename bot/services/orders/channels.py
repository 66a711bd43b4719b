"""Where alerts are told, of what, and when."""

import re
from collections.abc import Mapping

from bot.core.messages import Message, channel_message, limits_in_words, plain_message, schedule_in_words
from bot.core.model import Channel
from bot.core.translation import gettext, gettext_noop
from bot.services.digests import Digests
from bot.services.orders.order import Carry, Order, usage
from bot.services.tune import Channels, Keywords

_NOT_HERE = gettext_noop("No alerts are told in this channel. Type channel add for that.")


class ChannelOrders:
    """`channel …`, `pause` and `resume` of the admin command: all of the channel they are typed in."""

    def __init__(self, *, channels: Channels, keywords: Keywords, digests: Digests, admin_command: str) -> None:
        self._channels = channels
        self._keywords = keywords
        self._digests = digests
        self._admin_command = admin_command

    @property
    def orders(self) -> Mapping[str, Carry]:
        """What can be typed, with who carries it out."""
        return {
            "channel add": self._add,
            "channel remove": self._remove,
            "channel relevance": self._relevance,
            "channel show": self._show,
            "channel set": self._set,
            "channel": self._set,
            "pause": self._pause,
            "resume": self._resume,
        }

    async def _add(self, order: Order) -> Message:
        topics = tuple(order.rest.split())
        if (refusal := await self._unknown(topics)) is not None:
            return refusal
        channel = Channel(platform=order.member.platform, id=order.channel, topics=topics)
        if not await self._channels.add(channel, by=order.by):
            return plain_message(gettext("Alerts are told in this channel already."))
        return plain_message(
            gettext("Alerts are told in this channel from now on. Stories told elsewhere before don't come again.")
        )

    async def _remove(self, order: Order) -> Message:
        removed = await self._channels.remove(order.member.platform, order.channel, by=order.by)
        return plain_message(gettext(_NOT_HERE) if removed is None else gettext("No more alerts in this channel."))

    async def _relevance(self, order: Order) -> Message:
        """`0.7 0.4`: from where alerts, from where the digest; nothing: as everywhere."""
        limits = [_share(word) for word in order.rest.replace(",", " ").split()]
        if len(limits) not in (0, 2) or None in limits or limits != sorted(limits, key=lambda limit: -(limit or 0)):
            meant = gettext("alerts from 0.7 on, the digest from 0.4; no numbers: usual")
            return usage(self._admin_command, f"channel relevance 0.7 0.4 ({meant})")
        alert_at, digest_at = limits or (None, None)
        channel = await self._channels.limit(
            order.member.platform, order.channel, alert_at=alert_at, digest_at=digest_at, by=order.by
        )
        if channel is None:
            return plain_message(gettext(_NOT_HERE))
        words = limits_in_words(channel)
        return plain_message(gettext("Relevance in this channel: {limits}, from the next article on.", limits=words))

    async def _show(self, order: Order) -> Message:
        channel = await self._channels.one(order.member.platform, order.channel)
        if channel is None:
            return plain_message(gettext(_NOT_HERE))
        held, next_digest = await self._digests.waiting(channel)
        return channel_message(channel, held=held, next_digest=next_digest)

    async def _set(self, order: Order) -> Message:
        """`quiet 22:00-07:00 Europe/London` and the like; nothing: what is set. Raises `ScheduleInvalid`."""
        if not order.rest:
            return await self._show(order)
        name, _, named = order.rest.partition(" ")
        topics = tuple(named.replace(",", " ").split()) if name.lower() == "topics" else ()
        if topics != ("all",) and (refusal := await self._unknown(topics)) is not None:
            return refusal
        platform, id = order.member.platform, order.channel
        channel = await self._channels.set(platform, id, order.rest, by=order.by)
        if channel is None:
            return plain_message(gettext(_NOT_HERE))
        return plain_message(gettext("Set. In this channel now: {facts}.", facts="; ".join(schedule_in_words(channel))))

    async def _pause(self, order: Order) -> Message:
        return await self._paused(order, is_paused=True)

    async def _resume(self, order: Order) -> Message:
        return await self._paused(order, is_paused=False)

    async def _paused(self, order: Order, *, is_paused: bool) -> Message:
        platform, id = order.member.platform, order.channel
        channel = await self._channels.pause(platform, id, is_paused=is_paused, by=order.by)
        if channel is None:
            already = gettext("Alerts are paused here already, or none are told here.")
            return plain_message(already if is_paused else gettext("Nothing is paused here."))
        if is_paused:
            return plain_message(
                gettext("Alerts in this channel are paused. Reading goes on; everything can be looked up meanwhile.")
            )
        return plain_message(
            gettext(
                "Alerts in this channel are resumed. What was held back in the last two days follows within minutes, "
                "what is older as one digest."
            )
        )

    async def _unknown(self, topics: tuple[str, ...]) -> Message | None:
        """Words about a topic that nothing is known of; None where all are known."""
        known = {rule.topic for rule in await self._keywords.all()}
        unknown = next((topic for topic in topics if topic not in known), None)
        if unknown is None:
            return None
        return plain_message(
            gettext(
                "There is no topic {topic}. Type channel add in the channel where alerts are wanted; topics are "
                "{topics}.",
                topic=unknown,
                topics=", ".join(sorted(known)),
            )
        )


def _share(word: str) -> float | None:
    """0..1; None for anything else."""
    found = re.fullmatch(r"[01]|[01]?\.\d{1,4}", word)
    return float(word) if found and float(word) <= 1 else None

"""Where alerts are told, of what, and when."""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from bot.core.messages import Message, channel_message, limits_in_words, plain_message, schedule_in_words
from bot.core.model import Channel
from bot.core.text import cut
from bot.core.translation import ENGLISH, Languages, gettext, gettext_noop
from bot.services.digests import Digests
from bot.services.orders.order import Carry, Order, OrderRefused, usage
from bot.services.tune import Channels, Keywords
from bot.services.tune.log import COMMAND_LINE

TYPED_CHARS = 40

_NOT_HERE = gettext_noop("No alerts are told in this channel. Type channel add for that.")


class ChannelOrders:
    """`channel …`, `pause` and `resume` of the admin command: all of the channel they are typed in."""

    def __init__(
        self, *, channels: Channels, keywords: Keywords, digests: Digests, admin_command: str, languages: Languages
    ) -> None:
        self._channels = channels
        self._keywords = keywords
        self._digests = digests
        self._admin_command = admin_command
        self._languages = languages

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
        await self._check_topics(topics)
        platform, id = order.place
        channel = Channel(platform=platform, id=id, topics=topics)
        added = await self._channels.add(channel, by=order.by)
        if added is None:
            return plain_message(gettext("Alerts are told in this channel already."))
        told = gettext("Alerts are told in this channel from now on. Stories told elsewhere before don't come again.")
        if added == channel:
            return plain_message(told)
        facts = "; ".join(schedule_in_words(added))
        return plain_message(f"{told} {gettext('Its other settings are those it had before: {facts}.', facts=facts)}")

    async def _remove(self, order: Order) -> Message:
        _check_alone(order, "channel remove")
        if await self._channels.remove(*order.place, by=order.by) is None:
            raise _not_here()
        return plain_message(gettext("No more alerts in this channel."))

    async def _relevance(self, order: Order) -> Message:
        """`0.7 0.4`: from where alerts, from where the digest; `usual`: as everywhere; nothing: what is set."""
        if not order.rest:
            limits = limits_in_words(await self._here(order))
            return plain_message(gettext("Relevance in this channel: {limits}.", limits=limits))
        alert_at, digest_at = (None, None) if order.rest.lower() in _USUAL else self._limits(order.rest)
        channel = await self._channels.limit(*order.place, alert_at=alert_at, digest_at=digest_at, by=order.by)
        if channel is None:
            raise _not_here()
        words = limits_in_words(channel)
        return plain_message(gettext("Relevance in this channel: {limits}, from the next article on.", limits=words))

    def _limits(self, typed: str) -> tuple[float, float]:
        limits = relevance_limits(typed)
        if limits is None:
            meant = gettext("alerts from 0.7 on, the digest from 0.4; usual: as everywhere")
            fault = gettext("“{typed}” is no pair of numbers from 0 to 1.", typed=typed)
            raise usage(self._admin_command, f"channel relevance 0.7 0.4 ({meant})", fault=fault)
        alert_at, digest_at = limits
        if alert_at < digest_at:
            example = f"channel relevance {digest_at:g} {alert_at:g}"
            raise usage(
                self._admin_command, example, fault=gettext("Alerts come first, and need more than the digest.")
            )
        return limits

    async def _show(self, order: Order) -> Message:
        channel = await self._here(order)
        held, next_digest = await self._digests.waiting(channel)
        return channel_message(channel, held=held, next_digest=next_digest)

    async def _here(self, order: Order) -> Channel:
        channel = await self._channels.one(*order.place)
        if channel is None:
            raise _not_here()
        return channel

    async def _set(self, order: Order) -> Message:
        """`quiet 22:00-07:00 Europe/London` and the like; nothing: what is set. Raises `ScheduleInvalid`."""
        if not order.rest:
            return await self._show(order)
        name, _, named = order.rest.partition(" ")
        own = self.orders.get(f"channel {name.lower()}")
        if own is not None and name.lower() != "set":
            return await own(replace(order, rest=named.strip()))
        topics = tuple(named.replace(",", " ").split()) if name.lower() == "topics" else ()
        if topics != ("all",):
            await self._check_topics(topics)
        channel = await self._channels.set(*order.place, order.rest, by=order.by)
        if channel is None:
            raise _not_here()
        spoken = ENGLISH if order.by.who == COMMAND_LINE else channel.language  # which may be another one now
        with self._languages.speaking(spoken):
            facts = "; ".join(schedule_in_words(channel))
            return plain_message(gettext("Set. In this channel now: {facts}.", facts=facts))

    async def _pause(self, order: Order) -> Message:
        return await self._paused(order, is_paused=True)

    async def _resume(self, order: Order) -> Message:
        return await self._paused(order, is_paused=False)

    async def _paused(self, order: Order, *, is_paused: bool) -> Message:
        _check_alone(order, "pause" if is_paused else "resume")
        await self._here(order)
        if await self._channels.pause(*order.place, is_paused=is_paused, by=order.by) is None:
            already = gettext("Alerts are paused here already.")
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

    async def _check_topics(self, topics: tuple[str, ...]) -> None:
        """Raises `OrderRefused` for one that nothing is known of."""
        known = {rule.topic for rule in await self._keywords.all()}
        unknown = next((topic for topic in topics if topic not in known), None)
        if unknown is not None:
            near = next(iter(get_close_matches(unknown, known, n=1)), "")
            meant = gettext("did you mean {name}?", name=near) if near else ", ".join(sorted(known))
            raise OrderRefused(
                plain_message(gettext("There is no topic {topic}: {topics}", topic=unknown, topics=meant))
            )


def relevance_limits(typed: str) -> tuple[float, float] | None:
    """`0.7 0.4`, `0,7 0,4`, `70 40`, `70% 40%` as shares; None for anything else."""
    words = _DECIMAL_COMMA.sub(".", typed) if "." not in typed else typed.replace(",", " ")
    found = [_NUMBER.fullmatch(word) for word in words.split()]
    if len(found) != 2 or None in found:
        return None
    numbers = [float(each[1]) for each in found if each]
    is_percent = any(each and each[2] for each in found) or max(numbers) > 1
    first, second = (number / 100 if is_percent else number for number in numbers)
    is_whole = not is_percent or all(each and "." not in each[1] for each in found)  # not one of each
    return (first, second) if is_whole and max(first, second) <= 1 else None


_USUAL = frozenset({"usual", "as usual", "default", "reset", "as everywhere", "off"})
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMBER = re.compile(r"(\d{1,3}|\d?\.\d{1,4})(%?)")


def _check_alone(order: Order, words: str) -> None:
    """Raises `OrderRefused` where another channel may be meant than the one it would be done to."""
    if order.rest:
        text = gettext(
            "{words} takes no more words, and is about the channel it is typed in: “{typed}” is not known.",
            words=words,
            typed=cut(order.rest, TYPED_CHARS),
        )
        raise OrderRefused(plain_message(text))


def _not_here() -> OrderRefused:
    return OrderRefused(plain_message(gettext(_NOT_HERE)))

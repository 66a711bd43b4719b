"""Faults that a later change could bring in; each is seeded in a bot of its own, and the audit has to notice."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import bot.adapters.store.outbox as store_outbox
import bot.adapters.store.record as record_module
import bot.core.outbox as steps
import bot.services.deliver as deliver
import handlers.slack.api as slack_api
from bot.core.errors import SendRefused
from bot.core.model import AlertKind, Channel, Delivery, DeliveryState
from bot.ports import Harvest
from bot.services.filing import Filing
from bot.services.filing.ledger import Ledger
from bot.services.watch import Watch
from handlers.discord.sender import DiscordSender
from handlers.slack.sender import SlackSender

Kind = Literal["lost", "duplicate", "ghost", "stuck", "stale", "disordered", "impatient"]
Weather = Literal["fair", "bad minute", "slow", "patience", "closed"]
INSTANT = ("slack:C1", "discord:110")

_senders: list[DiscordSender] = []
_outboxes: list[Any] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """`steps` are where the bot has to die for it to show, in which `weather`, and `kinds` what it shows as.

    `at`: in each of these channels; without any, somewhere.
    """

    seed: Callable[[], None]
    kinds: frozenset[Kind]
    steps: tuple[str, ...] = ()
    weather: Weather = "fair"
    at: tuple[str, ...] = ()


def mark_before_send() -> None:
    """Settled as sent, and only then sent."""
    move = deliver.Deliver._move

    async def marked(self: Any, was: Delivery, now: Delivery) -> Delivery:
        moved = await move(self, was, now)
        if now.state is DeliveryState.SENDING:
            await self._outbox.update(steps.sent(moved, "1", self._clock.now()), was=moved)
        return moved

    deliver.Deliver._move = marked  # type: ignore[method-assign]


def mark_before_edit() -> None:
    """The same of changes to what was sent."""
    posted = deliver._posted

    async def marked(delivery: Delivery, *args: Any) -> str:
        if delivery.kind is AlertKind.UPDATE:
            await _outboxes[-1].update(steps.sent(delivery, "1", delivery.due), was=delivery)
        return await posted(delivery, *args)

    deliver._posted = marked
    _note_outboxes()


def validators_before_entries() -> None:
    """The source's next state is recorded first: what a crash interrupts is never asked for again."""
    take_in = Watch._take_in

    async def hasty(self: Any, haul: Any, state: Any) -> Any:
        if state.baseline_at is not None:
            import hashlib

            page = haul.page
            known = replace(state, etag=page.etag, body_hash=hashlib.sha256(page.body).hexdigest())
            await self._archive.record([Harvest(source=haul.source.id, state=known)])
        return await take_in(self, haul, state)

    Watch._take_in = hasty  # type: ignore[method-assign]


def seen_without_article() -> None:
    """An entry counts as seen before its article is there."""
    file = Filing.file

    async def forgetful(self: Any, article: Any, *, source: Any, keys: Sequence[str] = (), **more: Any) -> Any:
        await self._archive.record([Harvest(source=source, seen=tuple(keys))])
        return await file(self, article, source=source, keys=keys, **more)

    Filing.file = forgetful  # type: ignore[method-assign]


def retry_without_key() -> None:
    """Each attempt under a name of its own, which nobody can look for."""
    for sender in (DiscordSender, SlackSender):
        _forget_keys(sender)


def _forget_keys(sender: Any) -> None:
    send = sender.send

    async def nameless(self: Any, channel: str, message: Any, *, key: str, thread: str | None = None) -> str:
        return str(await send(self, channel, message, key=secrets.token_hex(10).upper(), thread=thread))

    sender.send = nameless


def lease_never_released() -> None:
    """What a dead process had claimed stays its own."""
    steps.lapsed = lambda delivery, now: delivery


def lease_too_short() -> None:
    """What one worker is sending another takes up."""
    deliver.LEASE = timedelta(seconds=0.2)


def lapsed_is_owed() -> None:
    """What a dead process was sending counts as not sent."""
    lapsed = steps.lapsed

    def owed(delivery: Delivery, now: datetime) -> Delivery:
        after = lapsed(delivery, now)
        return after if after == delivery else replace(after, state=DeliveryState.OWED)

    steps.lapsed = owed


def settle_without_commit() -> None:
    """The answer is believed to be written down, and is not."""
    move = store_outbox._move

    async def careless(connection: Any, delivery: Delivery, was: Delivery) -> bool:
        return delivery.state is DeliveryState.SENT or await move(connection, delivery, was)

    store_outbox._move = careless


def double_enqueue() -> None:
    """Everything is owed twice."""
    owe = record_module._owe

    async def twice(connection: Any, delivery: Delivery) -> None:
        await owe(connection, delivery)
        if delivery.kind is AlertKind.ALERT:
            again = replace(delivery, id=delivery.id + 1_000_000, key=delivery.key[::-1])  # type: ignore[arg-type]
            await owe(connection, again)

    record_module._owe = twice


def alert_without_row() -> None:
    """An alert is recorded, and nothing is owed for it in one of the channels."""
    owe = record_module._owe

    async def some(connection: Any, delivery: Delivery) -> None:
        if not delivery.channel.startswith("discord:"):
            await owe(connection, delivery)

    record_module._owe = some


def owed_apart() -> None:
    """What is owed is recorded after the article, in a transaction of its own."""
    write = Ledger.write

    async def apart(self: Any, harvests: Sequence[Harvest] = ()) -> None:
        await write(self, [replace(each, alerts=(), deliveries=(), rereads=()) for each in harvests])
        owing = [Harvest(source=None, alerts=each.alerts, deliveries=each.deliveries) for each in harvests]
        await write(self, [each for each in owing if each.deliveries])

    Ledger.write = apart  # type: ignore[method-assign]


def all_at_once() -> None:
    """What is behind in a channel doesn't wait for what is before it."""

    async def every(connection: Any) -> list[Delivery]:
        return await store_outbox._deliveries(connection, store_outbox._is_open)

    store_outbox._heads = every


def impatient() -> None:
    """Who asks for patience is asked again at once."""
    slack_api.retry_after = lambda headers: timedelta(seconds=0.2)


def shut_neighbours() -> None:
    """A channel that is closed closes all channels of its platform."""
    refused = deliver.Deliver._refused

    async def all_gone(self: Any, delivery: Delivery, channel: Channel, error: SendRefused) -> Delivery:
        for each in await self._archive.channels():
            if each.platform == channel.platform:
                await self._archive.save_channel(replace(each, is_paused=True))
        return await refused(self, delivery, channel, error)

    deliver.Deliver._refused = all_gone  # type: ignore[method-assign]


def forget_unknown() -> None:
    """What was perhaps sent is sent again without a look."""

    async def not_found(*_: Any, **__: Any) -> None:
        return None

    SlackSender.find = not_found  # type: ignore[method-assign]
    DiscordSender.find = not_found  # type: ignore[method-assign]


def drop_on_5xx() -> None:
    """A platform's bad minute buries what is owed."""
    delay = deliver.Deliver._delay

    async def dropped(self: Any, delivery: Delivery, wait: Any, reason: str) -> Delivery:
        if delivery.state is DeliveryState.SENDING:
            return await self._move(delivery, steps.buried(delivery, reason))  # type: ignore[no-any-return]
        return await delay(self, delivery, wait, reason)

    async def lost(self: Any, delivery: Delivery, reason: str) -> Delivery:
        return await self._move(delivery, steps.buried(delivery, reason))  # type: ignore[no-any-return]

    deliver.Deliver._delay = dropped  # type: ignore[method-assign]
    deliver.Deliver._lost = lost  # type: ignore[method-assign]


def _note_outboxes() -> None:
    made = deliver.Deliver.__init__

    def noted(self: Any, **parts: Any) -> None:
        made(self, **parts)
        _outboxes.append(parts["outbox"])

    deliver.Deliver.__init__ = noted  # type: ignore[method-assign]


def send_before_owed() -> None:
    """Told before it is recorded: a crash between the two leaves a message that nobody owes."""
    record, made = _archive().record, DiscordSender.__init__

    def noted(self: Any, *args: Any, **more: Any) -> None:
        made(self, *args, **more)
        _senders.append(self)

    async def eager(self: Any, harvests: Sequence[Harvest]) -> None:
        for harvest in harvests:
            for delivery in harvest.deliveries:
                if delivery.channel.startswith("discord:"):
                    await _told_at_once(harvest, delivery)
        await record(self, harvests)

    _archive().record = eager
    DiscordSender.__init__ = noted  # type: ignore[method-assign]


def _archive() -> Any:
    from bot.adapters.store.archive import SqlArchive

    return SqlArchive


async def _told_at_once(harvest: Harvest, delivery: Delivery) -> None:
    from bot.core.messages import plain_message

    title = harvest.filed[0].analysis.article.title if harvest.filed else "news"
    channel = delivery.channel.removeprefix("discord:")
    for sender in _senders:
        await sender.send(channel, plain_message(title), key=f"{delivery.key[:-4]}GGGG")


FAULTS = {
    "mark_before_send": Fault(seed=mark_before_send, steps=("settled",), kinds=frozenset({"lost"})),
    "mark_before_edit": Fault(seed=mark_before_edit, steps=("edit received",), kinds=frozenset({"stale"}), at=INSTANT),
    "validators_before_entries": Fault(
        seed=validators_before_entries, steps=("unrecorded",), kinds=frozenset({"lost"})
    ),
    "seen_without_article": Fault(seed=seen_without_article, steps=("unrecorded",), kinds=frozenset({"lost"})),
    "retry_without_key": Fault(seed=retry_without_key, steps=("done",), kinds=frozenset({"duplicate"}), at=INSTANT),
    "lease_never_released": Fault(seed=lease_never_released, steps=("claimed",), kinds=frozenset({"stuck"})),
    "lease_too_short": Fault(seed=lease_too_short, weather="slow", kinds=frozenset({"duplicate"})),
    "lapsed_is_owed": Fault(seed=lapsed_is_owed, steps=("done",), kinds=frozenset({"duplicate"}), at=INSTANT),
    "settle_without_commit": Fault(seed=settle_without_commit, steps=("recorded",), kinds=frozenset({"stuck"})),
    "double_enqueue": Fault(seed=double_enqueue, steps=("recorded",), kinds=frozenset({"duplicate"})),
    "alert_without_row": Fault(seed=alert_without_row, kinds=frozenset({"lost"}), at=("discord:110",)),
    "owed_apart": Fault(seed=owed_apart, steps=("unrecorded",), kinds=frozenset({"lost"}), at=INSTANT),
    "all_at_once": Fault(seed=all_at_once, weather="bad minute", kinds=frozenset({"disordered"})),
    "impatient": Fault(seed=impatient, weather="patience", kinds=frozenset({"impatient"})),
    "shut_neighbours": Fault(seed=shut_neighbours, weather="closed", kinds=frozenset({"stuck"}), at=("slack:C2",)),
    "forget_unknown": Fault(seed=forget_unknown, steps=("done",), kinds=frozenset({"duplicate"}), at=INSTANT),
    "drop_on_5xx": Fault(seed=drop_on_5xx, steps=("recorded",), weather="bad minute", kinds=frozenset({"lost"})),
    "send_before_owed": Fault(seed=send_before_owed, steps=("unrecorded",), kinds=frozenset({"ghost", "duplicate"})),
}

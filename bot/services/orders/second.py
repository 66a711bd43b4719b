"""A second admin for what takes something away: it is done when another one confirms it, within a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from bot.core.errors import ChangeInvalid
from bot.core.messages import Button, Message, plain_message
from bot.ports import Clock
from bot.services.desk import Member
from bot.services.orders.order import Order, by_member
from bot.services.tune import ChangeLog

VERB = "confirm"
PATIENCE = timedelta(days=1)
WAITING = 50  # at once; the oldest goes first
_REMOVALS = frozenset({"keywords remove", "sources remove", "channel remove"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    name: str
    order: Order
    until: datetime


class SecondAdmin:
    """What waits is in memory: after a restart it is asked for anew. Nothing is done by waiting."""

    def __init__(self, *, clock: Clock, log: ChangeLog) -> None:
        self._clock = clock
        self._log = log
        self._waiting: dict[str, _Waiting] = {}

    def is_needed(self, name: str, order: Order) -> bool:
        """Whether these words take something away, or apply what only votes speak for."""
        if name == "proposals":
            return order.rest.startswith("apply")
        return name in _REMOVALS and (bool(order.rest) or name == "channel remove")

    async def ask(self, name: str, order: Order) -> Message:
        """Tell the channels that it waits, with the button for another admin."""
        token = token_hex(8)
        self._waiting[token] = _Waiting(name=name, order=order, until=self._clock.now() + PATIENCE)
        while len(self._waiting) > WAITING:
            del self._waiting[next(iter(self._waiting))]
        confirm = Button(label="Confirm", verb=VERB, argument=token, style="danger")
        where = f" in {order.channel}" if name == "channel remove" else ""
        await self._log.changed(
            "asks another admin to confirm:",
            f"{name} {order.rest}".strip() + where,
            by=order.by,
            buttons=(confirm,),
        )
        return plain_message("It waits for another admin to press Confirm, for a day at most.")

    def confirmed(self, token: str, member: Member) -> tuple[str, Order]:
        """What is to be done now, in the name of who asked. Raises `ChangeInvalid`."""
        waiting = self._waiting.get(token)
        if waiting is None or waiting.until < self._clock.now():
            self._waiting.pop(token, None)
            raise ChangeInvalid("that waits no more; it has to be asked for again")
        order = waiting.order
        if by_member(member).who == order.by.who:
            raise ChangeInvalid("somebody else has to confirm it")
        del self._waiting[token]
        why = ", ".join(filter(None, (order.why, f"confirmed by {member.name}")))
        return waiting.name, Order(rest=order.rest, why=why, member=order.member, channel=order.channel)

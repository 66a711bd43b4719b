"""What waits for another admin: seen, confirmed, withdrawn."""

from collections.abc import Mapping

from bot.core.messages import Message, confirmed_message, waiting_message, withdrawn_message
from bot.services.orders.order import Carry, Order, no_number, number_of, usage
from bot.services.tune import SecondAdmin

VERBS = frozenset({"confirm", "withdraw"})  # of the buttons, with the request's number


class SecondOrders:
    """`waiting`, `confirm` and `withdraw` of the admin command; the buttons below a request say the same."""

    def __init__(self, *, second: SecondAdmin, admin_command: str) -> None:
        self._second = second
        self._admin_command = admin_command

    @property
    def orders(self) -> Mapping[str, Carry]:
        """What can be typed, with who carries it out."""
        return {"waiting": self._list, "confirm": self._confirm, "withdraw": self._withdraw}

    async def _list(self, _: Order) -> Message:
        return waiting_message(await self._second.waiting(), command=self._admin_command)

    async def _confirm(self, order: Order) -> Message:
        number = number_of(order.rest)
        if number is None:
            raise usage(self._admin_command, "confirm 12", fault=no_number(order.rest))
        return confirmed_message(await self._second.confirm(number, by=order.by))

    async def _withdraw(self, order: Order) -> Message:
        number = number_of(order.rest)
        if number is None:
            raise usage(self._admin_command, "withdraw 12", fault=no_number(order.rest))
        return withdrawn_message(await self._second.withdraw(number, by=order.by))

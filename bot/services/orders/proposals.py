"""Proposed changes: seen, applied, dropped."""

from typing import Literal

from bot.core.messages import Message, proposals_message, settled_message
from bot.ports import Archive
from bot.services.orders.order import Order, usage
from bot.services.proposing import Proposing
from bot.services.tune import By


class ProposalOrders:
    """`proposals …` of the admin command; the buttons below a proposal say the same."""

    def __init__(self, *, archive: Archive, proposing: Proposing, admin_command: str) -> None:
        self._archive = archive
        self._proposing = proposing
        self._admin_command = admin_command

    async def order(self, order: Order) -> Message:
        """`list`, `apply NUMBER`, `drop NUMBER`."""
        return await self.carry(order.rest, by=order.by)

    async def carry(self, words: str, *, by: By) -> Message:
        """The same, from whatever face. Raises `ChangeInvalid`."""
        match words.split():
            case [] | ["list"]:
                return proposals_message(await self._proposing.open(), command=self._admin_command)
            case ["apply", number] if _is_number(number):
                return await self._settle(number, "applied", by)
            case ["drop", number] if _is_number(number):
                return await self._settle(number, "dropped", by)
            case _:
                raise usage(self._admin_command, "proposals apply 3")

    async def _settle(self, number: str, outcome: Literal["applied", "dropped"], by: By) -> Message:
        settled = await self._proposing.settle(int(number), outcome, by=by)
        latest = await self._archive.changes(limit=1) if outcome == "applied" else ()
        return settled_message(settled, change=latest[0].number if latest else None)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= 9

"""What concerns no subject alone: how the bot is, what was changed and is taken back, one article told by hand."""

from collections.abc import Mapping

from bot.core.messages import (
    Message,
    change_in_full_message,
    channels_line,
    history_message,
    plain_message,
    taken_back_message,
)
from bot.core.translation import gettext
from bot.services.health import HealthCheck
from bot.services.orders.order import ID_DIGITS, Carry, Order, usage
from bot.services.posting import Posting
from bot.services.tune import ChangeLog, Channels, Undo


class BotOrders:
    """`status`, `history`, `undo`, `post` and `purge` of the admin command."""

    def __init__(
        self,
        *,
        health: HealthCheck,
        channels: Channels,
        log: ChangeLog,
        undo: Undo,
        posting: Posting,
        admin_command: str,
    ) -> None:
        self._health = health
        self._channels = channels
        self._log = log
        self._undoing = undo
        self._posting = posting
        self._admin_command = admin_command

    @property
    def orders(self) -> Mapping[str, Carry]:
        """What can be typed, with who carries it out."""
        return {
            "status": self._status,
            "history": self._history,
            "keywords history": self._history,
            "undo": self._undo,
            "keywords undo": self._undo,
            "post": self._post,
            "purge": self._purge,
        }

    async def _status(self, _: Order) -> Message:
        verdict = await self._health.verdict()
        where = channels_line(await self._channels.all())
        lines = [f"{finding.part}: {finding.words}" for finding in verdict.findings]
        state = gettext("Something is wrong.") if verdict.is_failing else gettext("Well.")
        return plain_message(f"{state} {where[0].upper()}{where[1:]}. " + " · ".join(lines))

    async def _purge(self, _: Order) -> Message:
        return plain_message(
            gettext(
                "Nobody can do that from chat. Whoever runs the bot stops it and types: run.py purge. All that is kept "
                "goes; what was posted stays in its channels."
            )
        )

    async def _history(self, order: Order) -> Message:
        if number := order.rest.removeprefix("#"):
            if not (number.isascii() and number.isdecimal()):
                raise usage(self._admin_command, "history 12")
            return change_in_full_message(await self._log.one(int(number[:ID_DIGITS])))
        return history_message(await self._log.latest())

    async def _post(self, order: Order) -> Message:
        if not order.rest:
            raise usage(self._admin_command, "post https://gazette.example/news")
        title = await self._posting.post(order.rest.split()[0], by=order.by)
        return plain_message(gettext("On its way to the channels of its topic: {title}.", title=title))

    async def _undo(self, order: Order) -> Message:
        number = order.rest.removeprefix("#")
        if number and not (number.isascii() and number.isdecimal()):
            raise usage(self._admin_command, "undo 12")
        change, is_different = await self._undoing.undo(int(number[:ID_DIGITS]) if number else None, by=order.by)
        return taken_back_message(change, is_different=is_different)

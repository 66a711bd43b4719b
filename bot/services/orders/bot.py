"""What concerns no subject alone: how the bot is, what was changed and is taken back, one article told by hand."""

from collections.abc import Mapping

from bot.core.messages import (
    HISTORY_PAGE,
    Checked,
    Message,
    change_in_full_message,
    channels_line,
    health_message,
    history_message,
    plain_message,
    taken_back_message,
)
from bot.core.messages.paging import Page
from bot.core.translation import gettext
from bot.services.health import HealthCheck
from bot.services.orders.order import ID_DIGITS, Carry, Order, no_number, number_of, usage
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
        checked = [
            Checked(part=each.part, light=each.light, words=each.words, advice=each.advice) for each in verdict.findings
        ]
        return health_message(checked, where=where)

    async def _purge(self, _: Order) -> Message:
        return plain_message(
            gettext(
                "Nobody can do that from chat. Whoever runs the bot stops it and types: run.py purge. All that is kept "
                "goes; what was posted stays in its channels."
            )
        )

    async def _history(self, order: Order) -> Message:
        """Nothing: the latest; `page 2`: those before; `12`: all of one change."""
        match order.rest.lower().split():
            case []:
                return await self._page_of_history(1, order)
            case ["page", word] if (page := number_of(word)) is not None:
                return await self._page_of_history(page, order)
            case [word] if (number := number_of(word)) is not None:
                return change_in_full_message(await self._log.one(number))
            case _:
                raise usage(self._admin_command, "history 12", fault=no_number(order.rest))

    async def _page_of_history(self, wanted: int, order: Order) -> Message:
        total = await self._log.count()
        shown = Page.of(total, wanted=wanted, size=HISTORY_PAGE).shown
        changes = await self._log.latest(limit=HISTORY_PAGE, skip=shown.start)
        further = "" if order.has_buttons else f"{self._admin_command} history --page"
        return history_message(changes, total=total, page=wanted, further=further)

    async def _post(self, order: Order) -> Message:
        if not order.rest:
            raise usage(self._admin_command, "post https://gazette.example/news")
        title = await self._posting.post(order.rest.split()[0], by=order.by)
        return plain_message(gettext("On its way to the channels of its topic: {title}.", title=title))

    async def _undo(self, order: Order) -> Message:
        number = order.rest.removeprefix("#")
        if number and not (number.isascii() and number.isdecimal()):
            raise usage(self._admin_command, "undo 12", fault=no_number(order.rest))
        change, is_different = await self._undoing.undo(int(number[:ID_DIGITS]) if number else None, by=order.by)
        return taken_back_message(change, is_different=is_different)

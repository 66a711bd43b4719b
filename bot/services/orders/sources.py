"""Sources: seen, looked at, added, chosen among, taken out."""

from collections.abc import Mapping

from bot.core.masking import masked
from bot.core.messages import Message, added_source_message, matched_message, plain_message, sources_message
from bot.core.model import SourceId
from bot.services.orders.order import ID_DIGITS, Carry, Drafts, Order, usage
from bot.services.tune import DAYS, Added, Sources


class SourceOrders:
    """`sources …` of the admin command."""

    def __init__(self, *, sources: Sources, drafts: Drafts, admin_command: str) -> None:
        self._sources = sources
        self._drafts = drafts
        self._admin_command = admin_command

    @property
    def orders(self) -> Mapping[str, Carry]:
        """What can be typed, with who carries it out."""
        return {
            "sources list": self._list,
            "sources add": self._add,
            "sources use": self._use,
            "sources only": self._only,
            "sources matched": self._matched,
            "sources remove": self._remove,
            "sources check": self._check,
        }

    async def _list(self, order: Order) -> Message:
        page = int(order.rest[:6]) if order.rest.isascii() and order.rest.isdecimal() else 1
        return sources_message(await self._sources.all(), page=page)

    async def _add(self, order: Order) -> Message:
        url, _, name = order.rest.partition(" ")
        if not url:
            return usage(self._admin_command, "sources add https://council.example")
        added = await self._sources.add(url, name=name.strip(), by=order.by)
        if not added.is_new or added.visit is None:
            return plain_message(f"{_shown(added)} is watched already, as source {added.source.id}.")
        visit, why = added.visit, f" why: {order.why}" if order.why else ""
        if visit.error:
            return plain_message(f"Added {_shown(added)}, but its first poll failed: {visit.error}. It is tried again.")
        urls = " ".join(offer.url for offer in added.others)
        return added_source_message(
            added.source,
            entries=visit.entries,
            matched=visit.filed,
            days=(await self._sources.days_matched(added.source.id), DAYS),
            others=[(offer.title, offer.url) for offer in added.others],
            use_all=self._drafts.keep(f"sources use {urls}{why}") if urls else "",
            use_one=f"sources only {added.source.id}",
        )

    async def _use(self, order: Order) -> Message:
        """What else a site offers, beside what was added."""
        if not order.rest:
            return usage(self._admin_command, "sources use https://council.example/agendas.xml")
        lines = []
        for url in order.rest.split():
            added = await self._sources.add(url, by=order.by)
            if not added.is_new or added.visit is None:
                lines.append(f"{_shown(added)} is watched already.")
            elif added.visit.error:
                lines.append(f"Added {_shown(added)}, but its first poll failed: {added.visit.error}.")
            else:
                days = await self._sources.days_matched(added.source.id)
                lines.append(
                    f"Added {_shown(added)}: {added.visit.entries} stored, none posted; "
                    f"{days} of the last {DAYS} days would have matched."
                )
        return plain_message(" ".join(lines))

    async def _only(self, order: Order) -> Message:
        """Nothing more of what was offered: that is so already, and said."""
        source = await self._sources.one(_number(order.rest))
        return plain_message(f"{source.name} alone is watched." if source else self._unknown(order.rest))

    async def _matched(self, order: Order) -> Message:
        source = await self._sources.one(_number(order.rest))
        if source is None:
            return plain_message(self._unknown(order.rest))
        return matched_message(source, await self._sources.matched(source.id), days=DAYS)

    async def _remove(self, order: Order) -> Message:
        if not order.rest.isdecimal():
            return usage(self._admin_command, "sources remove 12")
        removed = await self._sources.remove(_number(order.rest), by=order.by)
        if removed is None:
            return plain_message(self._unknown(order.rest))
        return plain_message(f"{removed.name} is no longer watched. Its articles stay and can be looked up.")

    async def _check(self, order: Order) -> Message:
        if not order.rest:
            return usage(self._admin_command, "sources check https://council.example")
        return plain_message(f"Found {await self._sources.check(order.rest.split()[0])}.")

    def _unknown(self, number: str) -> str:
        return f"There is no source {number}. {self._admin_command} sources list shows them."


def _number(words: str) -> SourceId:
    return SourceId(int(words[:ID_DIGITS]) if words.isascii() and words.isdecimal() else 0)


def _shown(added: Added) -> str:
    return f"{added.source.name} ({masked(added.source.url)})"

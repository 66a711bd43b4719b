"""Sources: seen, looked at, added, chosen among, taken out."""

from collections.abc import Mapping

from bot.core.masking import masked
from bot.core.messages import (
    Message,
    added_source_message,
    matched_message,
    offered_message,
    plain_message,
    sources_message,
)
from bot.core.model import SourceId
from bot.core.translation import gettext, number
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
            raise usage(self._admin_command, "sources add https://council.example")
        added = await self._sources.add(url, name=name.strip(), by=order.by)
        if not added.is_new or added.visit is None:
            text = gettext("{name} is watched already, as source {number}.", name=_shown(added), number=added.source.id)
            return offered_message(
                text,
                others=[(offer.title, offer.url) for offer in added.others],
                use=self._drafts.keep(f"sources use {_urls(added)}{_because(order)}") if added.others else "",
            )
        visit = added.visit
        if visit.error:
            return plain_message(f"{_failed(added, visit.error)} {gettext('It is tried again.')}")
        return added_source_message(
            added.source,
            entries=visit.entries,
            matched=visit.filed,
            days=(await self._sources.days_matched(added.source.id), DAYS),
            others=[(offer.title, offer.url) for offer in added.others],
            use_all=self._drafts.keep(f"sources use {_urls(added)}{_because(order)}") if added.others else "",
            use_one=f"sources only {added.source.id}",
        )

    async def _use(self, order: Order) -> Message:
        """What else a site offers, beside what was added."""
        if not order.rest:
            raise usage(self._admin_command, "sources use https://council.example/agendas.xml")
        lines = []
        for url in order.rest.split():
            added = await self._sources.add(url, by=order.by)
            if not added.is_new or added.visit is None:
                lines.append(gettext("{name} is watched already.", name=_shown(added)))
            elif added.visit.error:
                lines.append(_failed(added, added.visit.error))
            else:
                days = await self._sources.days_matched(added.source.id)
                lines.append(
                    gettext(
                        "Added {name}: {entries} stored, none posted; {days} of the last {looked} days would have "
                        "matched.",
                        name=_shown(added),
                        entries=number(added.visit.entries),
                        days=days,
                        looked=DAYS,
                    )
                )
        return plain_message(" ".join(lines))

    async def _only(self, order: Order) -> Message:
        """Nothing more of what was offered: that is so already, and said."""
        source = await self._sources.one(_number(order.rest))
        if source is None:
            return plain_message(self._unknown(order.rest))
        return plain_message(gettext("{name} alone is watched.", name=source.name))

    async def _matched(self, order: Order) -> Message:
        source = await self._sources.one(_number(order.rest))
        if source is None:
            return plain_message(self._unknown(order.rest))
        return matched_message(source, await self._sources.matched(source.id), days=DAYS)

    async def _remove(self, order: Order) -> Message:
        if not order.rest.isdecimal():
            raise usage(self._admin_command, "sources remove 12")
        removed = await self._sources.remove(_number(order.rest), by=order.by)
        if removed is None:
            return plain_message(self._unknown(order.rest))
        return plain_message(
            gettext("{name} is no longer watched. Its articles stay and can be looked up.", name=removed.name)
        )

    async def _check(self, order: Order) -> Message:
        if not order.rest:
            raise usage(self._admin_command, "sources check https://council.example")
        known = await self._sources.one(_number(order.rest))
        found = await self._sources.check(known.url if known else order.rest.split()[0])
        return plain_message(gettext("Found {what}.", what=found))

    def _unknown(self, typed: str) -> str:
        command = f"{self._admin_command} sources list"
        return gettext("There is no source {number}. {command} shows them.", number=typed, command=command)


def _number(words: str) -> SourceId:
    return SourceId(int(words[:ID_DIGITS]) if words.isascii() and words.isdecimal() else 0)


def _urls(added: Added) -> str:
    return " ".join(offer.url for offer in added.others)


def _because(order: Order) -> str:
    return f" why: {order.why}" if order.why else ""


def _failed(added: Added, error: str) -> str:
    return gettext("Added {name}, but its first poll failed: {error}.", name=_shown(added), error=error)


def _shown(added: Added) -> str:
    return f"{added.source.name} ({masked(added.source.url)})"

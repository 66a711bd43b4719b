"""Who changed what, and the line that says so in the channels it touches."""

from collections.abc import Awaitable, Callable

from bot.core.messages import Message, change_message
from bot.core.model import Change, Channel
from bot.ports import Archive, Clock

Announce = Callable[[Channel, Message], Awaitable[None]]


class ChangeLog:
    """Writes a change down, then tells it. A channel that can't be told never undoes the change."""

    def __init__(self, *, archive: Archive, clock: Clock, announce: Announce) -> None:
        self._archive = archive
        self._clock = clock
        self._announce = announce

    async def changed(
        self, what: str, subject: str, *, who: str, name: str, why: str = "", touched: tuple[Channel, ...] | None = None
    ) -> Change:
        """`touched` None: every channel that is not paused."""
        change = Change(at=self._clock.now(), who=who, name=name, what=what, subject=subject, why=why)
        await self._archive.record_change(change)
        if touched is None:
            touched = tuple(channel for channel in await self._archive.channels() if not channel.is_paused)
        for channel in touched:
            await self._announce(channel, change_message(change))
        return change

    async def latest(self, *, limit: int = 10) -> tuple[Change, ...]:
        """Newest first."""
        return await self._archive.changes(limit=limit)

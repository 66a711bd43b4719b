"""Who changed what, and the line that says so in the channels it touches."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.errors import ChangeInvalid
from bot.core.messages import Button, Message, change_message
from bot.core.model import Change, Channel, Revision
from bot.ports import Archive, Clock, Harvest

Announce = Callable[[Channel, Message], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who makes a change, and their reason."""

    who: str  # platform:id, or "command line"
    name: str  # as the platform shows them
    why: str = ""


class ChangeLog:
    """Makes a change and writes it down, in one step; then tells it. A channel that can't be told undoes nothing."""

    def __init__(self, *, archive: Archive, clock: Clock, announce: Announce) -> None:
        self._archive = archive
        self._clock = clock
        self._announce = announce

    async def changed(
        self,
        what: str,
        subject: str,
        *,
        by: By,
        revision: Revision | None = None,
        undoes: int | None = None,
        harvest: Harvest | None = None,
        touched: tuple[Channel, ...] | None = None,
        buttons: tuple[Button, ...] = (),
    ) -> Change:
        """`touched` None: every channel that is not paused. Without a revision it only notes what was done.

        The harvest, what is owed for it, is recorded in the same step. `buttons` stand below its line there.
        """
        change = self.written(what, subject, by=by, revision=revision, undoes=undoes)
        change = await self._archive.record_change(change, harvest=harvest)
        if touched is None:
            touched = tuple(channel for channel in await self._archive.channels() if not channel.is_paused)
        for channel in touched:
            await self._announce(channel, change_message(change, buttons=buttons))
        return change

    def written(
        self, what: str, subject: str, *, by: By, revision: Revision | None = None, undoes: int | None = None
    ) -> Change:
        """The change as it would be kept now, for who keeps it together with something else."""
        return Change(
            at=self._clock.now(),
            who=by.who,
            name=by.name,
            what=what,
            subject=subject,
            why=by.why,
            revision=revision,
            undoes=undoes,
        )

    async def one(self, number: int) -> Change:
        """The change with this number. Raises `ChangeInvalid`."""
        change = await self._archive.change(number)
        if change is None:
            raise ChangeInvalid(f"there is no change {number}; the history shows them")
        return change

    async def latest(self, *, limit: int = 10) -> tuple[Change, ...]:
        """Newest first."""
        return await self._archive.changes(limit=limit)

"""Take a change back, also after others were made."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.core.changes import standing, state_after
from bot.core.errors import ChangeInvalid, StoryUnclear
from bot.core.model import Change, Regrouped, Revision
from bot.core.translation import gettext
from bot.ports import Archive, Harvest
from bot.services.tune.log import By, ChangeLog

Record = Callable[[Harvest], Awaitable[Change]]
SEARCHED = 200  # changes looked through for the latest that can be taken back


class Undo:
    """Of every change that says what was there before. `on_change` hears what is different now.

    `correct` makes a change of who spoke together with what is owed to the messages that tell of it. `regroup` takes
    back a decision on stories, by its number: articles have moved on since, so that is more than to put back what was.
    """

    def __init__(
        self,
        *,
        archive: Archive,
        log: ChangeLog,
        on_change: Callable[[Revision], Awaitable[None]],
        correct: Callable[[Revision, Record], Awaitable[Change]],
        regroup: Callable[[int, By], Awaitable[object]],
    ) -> None:
        self._archive = archive
        self._regroup = regroup
        self._log = log
        self._on_change = on_change
        self._correct = correct
        self._turn = asyncio.Lock()

    async def undo(self, number: int | None = None, *, by: By) -> tuple[Change, bool]:
        """Take back the change of this number, or the latest that stands; True when the thing is different now.

        It is not while a later change of the same thing stands. Taking back a taking-back makes the change again.
        Raises `ChangeInvalid`.
        """
        async with self._turn:
            change = await self._latest() if number is None else await self._named(number)
            revision = change.revision
            assert revision is not None
            if isinstance(revision.after, Regrouped):
                await self._take_apart(change, revision.after, by)
                return change, True
            history = await self._archive.history(revision.kind, revision.key)
            before, after = state_after(history), state_after(history, undoing=change.number)
            done = Revision(kind=revision.kind, key=revision.key, before=before, after=after)
            await self._take_back(change, done, by)
        if before != after:
            await self._on_change(done)
        return change, before != after

    async def _take_back(self, change: Change, done: Revision, by: By) -> None:
        first, is_made_again = await self._first(change)

        async def record(harvest: Harvest | None) -> Change:
            return await self._log.changed(
                "made a change again:" if is_made_again else "took back a change:",
                f"{first.name} {first.what} {first.subject}",
                by=by,
                revision=done,
                undoes=change.number,
                harvest=harvest,
            )

        is_told = done.kind == "quote" and done.before != done.after
        await (self._correct(done, record) if is_told else record(None))

    async def _first(self, change: Change) -> tuple[Change, bool]:
        """What was changed in the end, before one took back the other's taking back; whether it is made again now."""
        is_made_again = False
        while change.undoes is not None and (undone := await self._archive.change(change.undoes)) is not None:
            change, is_made_again = undone, not is_made_again
        return change, is_made_again

    async def _take_apart(self, change: Change, done: Regrouped, by: By) -> None:
        if change.undoes is not None:
            raise ChangeInvalid(
                gettext(
                    "a decision on stories that was taken back is made anew: {commands}",
                    commands="stories split, stories merge",
                )
            )
        try:
            await self._regroup(done.decision, by)
        except StoryUnclear as error:
            raise ChangeInvalid(error.reason) from error

    async def _named(self, number: int) -> Change:
        change = await self._archive.change(number)
        if change is None:
            raise ChangeInvalid(gettext("there is no change {number}; the history shows them", number=number))
        if not await self._stands(change):
            raise ChangeInvalid(gettext("change {number} was taken back already", number=number))
        if change.revision is None:
            raise ChangeInvalid(
                gettext("change {number} can't be taken back: nothing was kept of how it was before", number=number)
            )
        return change

    async def _latest(self) -> Change:
        for change in await self._archive.changes(limit=SEARCHED):
            if change.revision is not None and change.undoes is None and await self._stands(change):
                return change
        raise ChangeInvalid(gettext("there is nothing to take back"))

    async def _stands(self, change: Change) -> bool:
        if change.revision is None:
            return True
        return change in standing(await self._archive.history(change.revision.kind, change.revision.key))

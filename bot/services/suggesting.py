"""What members would have admins do: told in the channels, at a pace that admins can follow."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.core.errors import ChangeInvalid
from bot.core.messages import Button
from bot.core.translation import ngettext
from bot.ports import Archive, Clock
from bot.services.tune import By, ChangeLog
from bot.services.unnamed import unnamed

AN_HOUR: Final = timedelta(hours=1)
MOST: Final = 10  # of one person in an hour: more than who reads closely finds, less than a channel can't bear
LATELY: Final = 50  # changes among which the same suggestion isn't made twice
PURPOSE: Final = "suggestions"


class Suggesting:
    """Who suggests is kept by name, for the admins, and under a keyed hash: it is not the one that they vote under."""

    def __init__(self, *, archive: Archive, clock: Clock, log: ChangeLog) -> None:
        self._archive = archive
        self._clock = clock
        self._log = log
        self._turn = asyncio.Lock()

    async def suggest(self, what: str, subject: str, *, by: By, buttons: tuple[Button, ...] = ()) -> bool:
        """Tell it with the buttons; False when that was suggested lately. Raises `ChangeInvalid` for too much."""
        async with self._turn:
            lately = await self._archive.changes(limit=LATELY)
            if any((change.what, change.subject) == (what, subject) for change in lately):
                return False
            who = await unnamed(self._archive, by.who, purpose=PURPOSE)
            await self._check_pace(who)
            await self._log.changed(what, subject, by=replace(by, who=who), buttons=buttons)
            return True

    async def _check_pace(self, who: str) -> None:
        now = self._clock.now()
        made = await self._archive.changed_by(who, now - AN_HOUR)
        if len(made) >= MOST:
            minutes = max(1, -(-(made[-MOST] + AN_HOUR - now) // timedelta(minutes=1)))
            raise ChangeInvalid(
                ngettext(
                    "you have suggested {most} things to the admins within an hour, as much as they are sent of one "
                    "person; the next can be sent in {count} minute",
                    "you have suggested {most} things to the admins within an hour, as much as they are sent of one "
                    "person; the next can be sent in {count} minutes",
                    minutes,
                    most=MOST,
                )
            )

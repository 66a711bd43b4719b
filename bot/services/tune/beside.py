"""Changes made on the command line beside the bot: it obeys them, and tells them where they concern somebody."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Final

from bot.core.changes import concerned
from bot.core.messages import change_message, plain_message
from bot.core.model import Change, Channel, Revision
from bot.core.translation import ENGLISH_ALONE, Languages, ngettext
from bot.ports import Archive, Clock
from bot.services.tune.log import COMMAND_LINE, Announce

TICK_SECONDS: Final = 30.0
LOOKED_THROUGH: Final = 200
ONE_BY_ONE: Final = 5  # in a channel; of more only the number is told: a script may make hundreds


class Beside:
    """`run` beside the watch. Each is told once, after a restart too; one whose telling fails is told no more."""

    def __init__(
        self,
        *,
        archive: Archive,
        clock: Clock,
        announce: Announce,
        on_change: Callable[[Revision], Awaitable[None]],
        languages: Languages = ENGLISH_ALONE,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._announce = announce
        self._on_change = on_change
        self._languages = languages

    async def run(self) -> None:
        """`look` now and then until the clock stops."""
        async with aclosing(self._clock.ticks(TICK_SECONDS)) as ticks:
            async for _ in ticks:
                await self.look()

    async def look(self) -> int:
        """How many there were since the last look; the first one of all begins from now."""
        last, latest = await self._archive.told_up_to(), await self._archive.changes(limit=1)
        number = latest[0].number if latest else 0
        if last == number:
            return 0
        await self._archive.mark_told(number)
        if last is None:
            return 0
        changes = reversed(await self._archive.changes(limit=LOOKED_THROUGH))
        made = [change for change in changes if last < change.number <= number and change.who == COMMAND_LINE]
        for revision in {each.revision.kind: each.revision for each in made if each.revision}.values():
            await self._on_change(revision)
        await self._tell(made)
        return len(made)

    async def _tell(self, changes: Sequence[Change]) -> None:
        channels = await self._archive.channels()
        told: list[tuple[Channel, Change]] = [
            (channel, change) for change in changes for channel in concerned(change.revision, channels)
        ]
        counts = Counter(channel.key for channel, _ in told)
        for channel, change in told:
            if counts[channel.key] <= ONE_BY_ONE:
                with self._languages.speaking(channel.language):
                    await self._announce(channel, change_message(change))
        for channel in {channel.key: channel for channel, _ in told}.values():
            if (count := counts[channel.key]) > ONE_BY_ONE:
                with self._languages.speaking(channel.language):
                    await self._announce(channel, plain_message(_told_in_one(count)))


def _told_in_one(count: int) -> str:
    return ngettext(
        "The operator made {count} change on the command line.",
        "The operator made {count} changes on the command line.",
        count,
    )

"""Where which story is told no more, as the archive has it."""

from collections.abc import Mapping

from bot.core import stories
from bot.core.model import Mute, StoryId
from bot.ports import Archive
from bot.services.filing.bookkeeping import REGROUPINGS


async def muted_stories(archive: Archive) -> Mapping[StoryId, tuple[Mute, ...]]:
    """The mutes by the story they hold for now; those that are not muted are left out."""
    mutes = await archive.mutes()
    if not mutes:
        return {}
    return stories.muted_stories(mutes, reversed(await archive.regroupings(limit=REGROUPINGS)))

"""Stories that a channel, or nobody, wants to hear more of."""

from bot.core.errors import StoryUnclear
from bot.core.model import AlertCard, Change, Channel, Mute, Revision
from bot.core.translation import gettext
from bot.ports import Archive
from bot.services.filing import muted_stories
from bot.services.tune import By, ChangeLog


class Muting:
    """What waits to be told of a story that is muted is never told there: it ends with the same step."""

    def __init__(self, *, archive: Archive, log: ChangeLog) -> None:
        self._archive = archive
        self._log = log

    async def mute(self, card: AlertCard, channel: str, *, by: By) -> Change:
        """Tell no more of the story in the channel with this key; "": in any. Raises `StoryUnclear`."""
        touched = await self._channels(channel)
        if await self._known(card, channel):
            raise StoryUnclear(gettext("That story is muted already."))
        mute = Mute(story=card.filed.story, channel=channel, title=card.filed.analysis.article.title)
        revision = Revision(kind="story", key=mute.key, before=None, after=mute)
        return await self._log.changed("muted", in_words(mute, touched), by=by, revision=revision)

    async def unmute(self, card: AlertCard, channel: str, *, by: By) -> Change:
        """Tell of it again; what came meanwhile stays untold. Raises `StoryUnclear`.

        Where it was merged with others that were muted there too, each of those is a change, the last of them given.
        """
        touched = await self._channels(channel)
        change: Change | None = None
        for mute in await self._known(card, channel):
            revision = Revision(kind="story", key=mute.key, before=mute, after=None)
            change = await self._log.changed("unmuted", in_words(mute, touched), by=by, revision=revision)
        if change is None:
            raise StoryUnclear(
                gettext("That story is not muted here.") if channel else gettext("That story is not muted everywhere.")
            )
        return change

    async def _known(self, card: AlertCard, channel: str) -> tuple[Mute, ...]:
        mutes = (await muted_stories(self._archive)).get(card.filed.story, ())
        return tuple(mute for mute in mutes if mute.channel == channel)

    async def _channels(self, key: str) -> tuple[Channel, ...]:
        """Where it is told that the story is muted."""
        channels = await self._archive.channels()
        if not key:
            return tuple(channel for channel in channels if not channel.is_paused)
        found = tuple(channel for channel in channels if channel.key == key)
        if not found:
            raise StoryUnclear(gettext("Nothing is told here: say in which channel, or mute it everywhere."))
        return found


def in_words(mute: Mute, channels: tuple[Channel, ...]) -> str:
    """`“Council bans cameras” in #desk`."""
    where = f"in {channels[0].name or channels[0].id}" if mute.channel and channels else "everywhere"
    return f"“{mute.title}” {where}"

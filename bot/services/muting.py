"""Stories that a channel, or nobody, wants to hear more of."""

from bot.core.errors import StoryUnclear
from bot.core.model import AlertCard, Change, Channel, Mute, Revision
from bot.ports import Archive
from bot.services.tune import By, ChangeLog


class Muting:
    """What waits to be told of a story that is muted is never told there: it ends with the same step."""

    def __init__(self, *, archive: Archive, log: ChangeLog) -> None:
        self._archive = archive
        self._log = log

    async def mute(self, card: AlertCard, channel: str, *, by: By) -> Change:
        """Tell no more of the story in the channel with this key; "": in any. Raises `StoryUnclear`."""
        touched = await self._channels(channel)
        known = await self._known(card, channel)
        if known is not None:
            raise StoryUnclear("That story is muted already.")
        mute = Mute(story=card.filed.story, channel=channel, title=card.filed.analysis.article.title)
        revision = Revision(kind="story", key=mute.key, before=None, after=mute)
        return await self._log.changed("muted", in_words(mute, touched), by=by, revision=revision)

    async def unmute(self, card: AlertCard, channel: str, *, by: By) -> Change:
        """Tell of it again; what came meanwhile stays untold. Raises `StoryUnclear`."""
        touched = await self._channels(channel)
        mute = await self._known(card, channel)
        if mute is None:
            raise StoryUnclear("That story is not muted" + (" here." if channel else " everywhere."))
        revision = Revision(kind="story", key=mute.key, before=mute, after=None)
        return await self._log.changed("unmuted", in_words(mute, touched), by=by, revision=revision)

    async def _known(self, card: AlertCard, channel: str) -> Mute | None:
        mutes = await self._archive.mutes(card.filed.story)
        return next((mute for mute in mutes if mute.channel == channel), None)

    async def _channels(self, key: str) -> tuple[Channel, ...]:
        """Where it is told that the story is muted."""
        channels = await self._archive.channels()
        if not key:
            return tuple(channel for channel in channels if not channel.is_paused)
        found = tuple(channel for channel in channels if channel.key == key)
        if not found:
            raise StoryUnclear("Nothing is told here: say in which channel, or mute it everywhere.")
        return found


def in_words(mute: Mute, channels: tuple[Channel, ...]) -> str:
    """`“Council bans cameras” in #desk`."""
    where = f"in {channels[0].name or channels[0].id}" if mute.channel and channels else "everywhere"
    return f"“{mute.title}” {where}"

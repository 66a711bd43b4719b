"""Where alerts are told: which channels, and whether they are told now."""

from dataclasses import replace

from bot.core.model import Channel
from bot.ports import Archive


class Channels:
    """The channels of a team, on every platform."""

    def __init__(self, *, archive: Archive) -> None:
        self._archive = archive

    async def all(self) -> tuple[Channel, ...]:
        """Every channel, paused ones too."""
        return await self._archive.channels()

    async def one(self, platform: str, id: str) -> Channel | None:
        """The channel with the platform's own id."""
        return next((each for each in await self.all() if (each.platform, each.id) == (platform, id)), None)

    async def add(self, channel: Channel) -> bool:
        """Tell alerts there from now on; False when that is so already."""
        known = await self.one(channel.platform, channel.id)
        if known is not None and not known.is_paused and known.topics == channel.topics:
            return False
        await self._archive.save_channel(channel)
        return True

    async def remove(self, platform: str, id: str) -> Channel | None:
        """Tell nothing there any more; None when there was no such channel."""
        known = await self.one(platform, id)
        if known is not None:
            await self._archive.remove_channel(known.key)
        return known

    async def pause(self, platform: str, id: str, *, is_paused: bool) -> Channel | None:
        """Stop posting there (reading goes on), or begin again; None when there is no such channel or nothing to do."""
        known = await self.one(platform, id)
        if known is None or known.is_paused == is_paused:
            return None
        await self._archive.save_channel(replace(known, is_paused=is_paused))
        return known

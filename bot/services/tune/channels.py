"""Where alerts are told: which channels, and whether they are told now."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.holding import changed
from bot.core.messages import limits_in_words, schedule_in_words
from bot.core.model import Change, Channel, Revision
from bot.core.translation import ENGLISH_ALONE, Languages, language_for, speaking_english
from bot.ports import Archive
from bot.services.tune.log import BOT, By, ChangeLog


class Channels:
    """The channels of a team, on every platform. `on_change` hears the key of one that is told at other times now."""

    def __init__(
        self,
        *,
        archive: Archive,
        log: ChangeLog,
        on_change: Callable[[str], Awaitable[None]],
        admin_command: str = "/policy-admin",
        languages: Languages = ENGLISH_ALONE,
    ) -> None:
        self._archive = archive
        self._log = log
        self._on_change = on_change
        self._admin_command = admin_command
        self._languages = languages
        self._switching = asyncio.Lock()

    async def all(self) -> tuple[Channel, ...]:
        """Every channel, paused ones too."""
        return await self._archive.channels()

    async def one(self, platform: str, id: str) -> Channel | None:
        """The channel with the platform's own id."""
        return next((each for each in await self.all() if (each.platform, each.id) == (platform, id)), None)

    async def language(self, key: str) -> str:
        """The language spoken in a channel, or to a person."""
        return language_for(key, await self.all())

    async def add(self, channel: Channel, *, by: By) -> Channel | None:
        """Tell alerts there from now on; None when that is so already.

        All but its topics stays as it is, or was when it was removed.
        """
        known = await self.one(channel.platform, channel.id)
        if known is not None and not known.is_paused and known.topics == channel.topics:
            return None
        former = known or await self._former(channel.key)
        if former is not None:
            channel = replace(former, topics=channel.topics, is_paused=False, trouble="")
        await self._change("had alerts told in", "{channel}", known, channel, by)
        return channel

    async def _former(self, key: str) -> Channel | None:
        """What a channel was when it was removed; None for one that never was."""
        for change in reversed(await self._archive.history("channel", key)):
            if change.revision is not None and isinstance(change.revision.before, Channel):
                return change.revision.before
        return None

    async def limit(
        self, platform: str, id: str, *, alert_at: float | None, digest_at: float | None, by: By
    ) -> Channel | None:
        """Give it limits of relevance of its own, or none; None when there is no such channel."""
        known = await self.one(platform, id)
        if known is None:
            return None
        after = replace(known, alert_at=alert_at, digest_at=digest_at)
        with speaking_english():
            subject = f"{{channel}}: {limits_in_words(after)}"
        await self._change("set the relevance of", subject, known, after, by)
        return after

    async def set(self, platform: str, id: str, words: str, *, by: By) -> Channel | None:
        """When it is told, and how, as an admin types it (`quiet 22:00-07:00 Europe/London`); None where there is none.

        Raises `ScheduleInvalid`. What waits for a digest waits as long as it now says.
        """
        known = await self.one(platform, id)
        if known is None:
            return None
        after = changed(known, words, languages=self._languages)
        if after != known:
            with speaking_english():
                subject = f"{{channel}}: {_news(known, after)}"
            await self._change("set when alerts come to", subject, known, after, by)
            await self._on_change(after.key)
        return after

    async def remove(self, platform: str, id: str, *, by: By) -> Channel | None:
        """Tell nothing there any more; None when there was no such channel."""
        known = await self.one(platform, id)
        if known is not None:
            await self._change("ended the alerts in", "{channel}", known, None, by)
        return known

    async def pause(self, platform: str, id: str, *, is_paused: bool, by: By) -> Channel | None:
        """Stop posting there (reading goes on), or begin again; None when there is no such channel or nothing to do."""
        known = await self.one(platform, id)
        if known is None or known.is_paused == is_paused:
            return None
        what = "paused" if is_paused else "resumed"
        after = replace(known, is_paused=is_paused, trouble="")
        await self._change(what, "the alerts in {channel}", known, after, by)
        return known

    async def switch_off(self, channel: Channel, reason: str) -> None:
        """Its platform takes nothing for it any more: send nothing there until an admin resumes it.

        That is told once, in the channels that are alive and to the person who last changed this one.
        """
        async with self._switching:
            known = await self.one(channel.platform, channel.id)
            if known is None or known.is_paused:
                return
            keepers = await self._keepers(known)
            mend = f"{reason}; once that is mended, an admin types {self._admin_command} resume there"
            after = replace(known, is_paused=True, trouble=reason)
            await self._log.changed(
                "switched off the channel",
                channel.name or channel.key,
                by=replace(BOT, why=mend),
                revision=Revision(kind="channel", key=known.key, before=known, after=after),
                touched=(*[each for each in await self.all() if not each.is_paused and each != known], *keepers),
            )

    async def _keepers(self, channel: Channel) -> tuple[Channel, ...]:
        """Who last changed it in chat, to be written to alone; nobody where that was done on the command line."""
        for change in reversed(await self._archive.history("channel", channel.key)):
            platform, _, id = change.who.partition(":")
            if platform == channel.platform and id:
                return (Channel(platform=platform, id=f"@{id}"),)
        return ()

    async def _change(self, what: str, subject: str, before: Channel | None, after: Channel | None, by: By) -> Change:
        """`subject` says `{channel}` where the channel's name belongs; in the channel itself it needs none."""
        touched = after or before
        assert touched is not None
        revision = Revision(kind="channel", key=touched.key, before=before, after=after)
        named, here = (subject.replace("{channel}", name, 1) for name in (touched.name or touched.key, "this channel"))
        return await self._log.changed(what, named, by=by, revision=revision, here=here)


def _news(before: Channel, after: Channel) -> str:
    """What is told otherwise now; all of it where only what isn't in force yet is another (the day of a digest)."""
    was, now = schedule_in_words(before), schedule_in_words(after)
    return "; ".join([fact for fact in now if fact not in was] or now)

"""What the bot says of itself without being asked: once a day which sources need a look, once a week how it went."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.core.holding import day_of, is_quiet, next_digest
from bot.core.messages import Message, Week, sick_message, week_message
from bot.core.model import Channel, Health, PollState, Schedule, Source
from bot.core.translation import ENGLISH_ALONE, Languages
from bot.ports import Archive, Clock
from bot.services.health import SICK

LOOK_SECONDS: Final = 600.0
AWAY: Final = timedelta(minutes=30)  # a pause that is worth a word; our own looks are ten minutes apart
AGAIN: Final = timedelta(days=7)  # before a trouble that lasts is named again
WEEK: Final = timedelta(days=7)
DAILY, WEEKLY, PULSE = "notes daily", "notes weekly", "notes pulse"
GAP_BEGAN, GAP_ENDED = "notes gap began", "notes gap ended"

Tell = Callable[[Channel, Message, str], Awaitable[bool]]
"""Says it in the channel under a key; False: not now, try again later. Pings nobody."""


class Notes:
    """`run` beside the watch. What was told is remembered in the archive, so that a restart repeats nothing."""

    def __init__(self, *, archive: Archive, clock: Clock, tell: Tell, languages: Languages = ENGLISH_ALONE) -> None:
        self._archive = archive
        self._clock = clock
        self._tell = tell
        self._languages = languages

    async def run(self) -> None:
        """`when_due`, looked at now and then until the clock stops."""
        async with aclosing(self._clock.ticks(LOOK_SECONDS)) as ticks:
            async for _ in ticks:
                await self.when_due()

    async def when_due(self) -> None:
        """With the digests of the channel that wants notes: those of the day, and those of the week."""
        now = self._clock.now()
        await self._feel_the_pulse(now)
        channels = channels_of_notes(await self._archive.channels())
        if not channels or any(is_quiet(channel.schedule, now) for channel in channels):
            return
        schedule = channels[0].schedule
        if await self._is_due(DAILY, schedule, now) and await self._tell_sick(channels, now):
            await self._archive.did(DAILY, now)
        if await self._is_due(WEEKLY, schedule, now) and await self._tell_week(channels, now):
            await self._archive.did(WEEKLY, now)

    async def _is_due(self, chore: str, schedule: Schedule, now: datetime) -> bool:
        """The first time comes after a whole day or week: a bot just started has nothing to look back on."""
        last = await self._archive.last_done(chore)
        if last is None or last > now:  # a clock may be set back
            await self._archive.did(chore, now)
            return False
        return next_digest("weekly" if chore == WEEKLY else "daily", schedule, last) <= now

    async def _tell_sick(self, channels: Sequence[Channel], now: datetime) -> bool:
        """Only if there is something that was not told before; what lasts is named again after a week."""
        sources = await self._archive.sources()
        sick = [(source, state) for source, state in sources if state.health in SICK]
        fresh = [(source, state) for source, state in sick if await self._is_fresh(source, state, now)]
        if not fresh:
            return True
        schedule = channels[0].schedule
        dated = [
            (source, state, day_of(since, schedule) if (since := _began(state)) else None) for source, state in fresh
        ]
        today = day_of(now, schedule)
        note = partial(sick_message, dated, fine=len(sources) - len(sick), today=today)
        if not await self._say(channels, note, f"note{today:%Y%m%d}d"):
            return False
        for source, state in fresh:
            await self._archive.did(_told(source, state), now)
        return True

    async def _is_fresh(self, source: Source, state: PollState, now: datetime) -> bool:
        told = await self._archive.last_done(_told(source, state))
        began = _began(state)
        return told is None or now - told >= AGAIN or (began is not None and told < began)

    async def _tell_week(self, channels: Sequence[Channel], now: datetime) -> bool:
        schedule, since = channels[0].schedule, now - WEEK
        states = [state for _, state in await self._archive.sources()]
        read, matched, told = await self._archive.counts(since)
        gap = await self._gap(since)
        week = Week(
            sources=len(states),
            answered=sum(state.last_success is not None and state.last_success >= since for state in states),
            read=read,
            matched=matched,
            told=told,
            away=gap[1] - gap[0] if gap else timedelta(0),
            away_since=day_of(gap[0], schedule) if gap else None,
        )
        today = day_of(now, schedule)
        return await self._say(channels, partial(week_message, week, today=today), f"note{today:%Y%m%d}w")

    async def _say(self, channels: Sequence[Channel], note: Callable[[], Message], key: str) -> bool:
        """To each in its language. One that can't be told now holds up no other; it counts as told with the first."""
        told = []
        for channel in channels:
            with self._languages.speaking(channel.language):
                told.append(await self._tell(channel, note(), key))
        return any(told)

    async def _feel_the_pulse(self, now: datetime) -> None:
        """Remember the longest time of the last week in which nobody looked."""
        last = await self._archive.last_done(PULSE)
        if last is not None and now - last > AWAY:
            known = await self._gap(now - WEEK)
            if known is None or now - last > known[1] - known[0]:
                await self._archive.did(GAP_BEGAN, last)
                await self._archive.did(GAP_ENDED, now)
        await self._archive.did(PULSE, now)

    async def _gap(self, since: datetime) -> tuple[datetime, datetime] | None:
        began, ended = await self._archive.last_done(GAP_BEGAN), await self._archive.last_done(GAP_ENDED)
        return (began, ended) if began and ended and since <= ended and began < ended else None


def channels_of_notes(channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """Those that want notes; where none says so, the first that doesn't say no."""
    told = [channel for channel in channels if not channel.is_paused]
    wanting = tuple(channel for channel in told if channel.schedule.notes)
    return wanting or tuple(channel for channel in told if channel.schedule.notes is None)[:1]


def _began(state: PollState) -> datetime | None:
    return state.last_new_entry if state.health is Health.SILENT else state.failing_since


def _told(source: Source, state: PollState) -> str:
    return f"notes told {source.id} {state.health}"

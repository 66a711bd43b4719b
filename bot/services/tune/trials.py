"""Try a change of keywords on the archive before it is made."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.alerts import Limits, channels_for
from bot.core.errors import RuleInvalid
from bot.core.model import Rule, Sample, Topic, Trial
from bot.core.rules import NO_SETS, NamedSets, check_query
from bot.core.trials import Trying
from bot.ports import Archive, Clock
from bot.services.filing import common_words

DAYS = 90
PIECE = 250  # articles judged at once, off the loop: others' answers never wait for it


class Trials:
    """Each runs beside everything else, one at a time."""

    def __init__(self, *, archive: Archive, clock: Clock, topics: Sequence[Topic], limits: Limits) -> None:
        self._archive = archive
        self._clock = clock
        self._topics = {topic.id: topic for topic in topics}
        self._limits = limits
        self._turn = asyncio.Lock()

    async def of_new(
        self, query: str, *, topic: str = "", channel: str = "", is_exclude: bool = False, days: float = DAYS
    ) -> Trial:
        """A keyword more. Raises `RuleInvalid`."""
        topic = topic or next(iter(self._topics))
        rule = Rule(id="", query=self._checked(query, topic), topic=topic, channel=channel, is_exclude=is_exclude)
        before = await self._in_force(rule.topic)
        return await self._tried(before, (*before, rule), rule, days)

    async def reach(self, query: str, *, topic: str = "", channel: str = "") -> Trial:
        """How much a keyword matches, and nothing of what would come of it: sooner. Raises `RuleInvalid`."""
        topic = topic or next(iter(self._topics))
        rule = Rule(id="", query=self._checked(query, topic), topic=topic, channel=channel)
        return await self._tried((), (), rule, DAYS)

    async def of_edit(self, rule: Rule, query: str, *, days: float = DAYS) -> Trial:
        """Another text of a keyword in force. Raises `RuleInvalid`."""
        changed = replace(rule, query=self._checked(query, rule.topic))
        before = await self._in_force(rule.topic)
        return await self._tried(before, [changed if each == rule else each for each in before], changed, days)

    async def of_removal(self, rule: Rule, *, days: float = DAYS) -> Trial:
        """A keyword less."""
        before = await self._in_force(rule.topic)
        return await self._tried(before, [each for each in before if each != rule], rule, days)

    async def _in_force(self, topic: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in await self._archive.rules() if not rule.is_off and rule.topic == topic)

    async def _tried(self, before: Sequence[Rule], after: Sequence[Rule], changed: Rule, days: float) -> Trial:
        if changed.topic not in self._topics:
            raise RuleInvalid(changed.query, f"there is no topic {changed.topic}")
        topic, now = self._topics[changed.topic], self._clock.now()
        channels = channels_for(topic, await self._archive.channels())
        own = [channel for channel in channels if channel.key == changed.channel]
        limits = self._limits.widest(own if changed.channel else channels)
        since = now - timedelta(days=days)
        async with self._turn:
            trying = Trying(
                before=before,
                after=after,
                changed=changed,
                topic=topic,
                limits=limits,
                since=since,
                until=now,
                common_words=common_words(self._topics.values()),
            )
            place = (0, 0)
            samples, place = await self._piece(since, (0, 0))
            while samples:  # the next ones are read while these are judged
                taking = asyncio.to_thread(trying.take, samples)
                (samples, place), _ = await asyncio.gather(self._piece(since, place), taking)
            return await asyncio.to_thread(trying.result)

    async def _piece(self, since: datetime, after: tuple[int, int]) -> tuple[tuple[Sample, ...], tuple[int, int]]:
        return await self._archive.samples(since, after=after, limit=PIECE)

    def _checked(self, query: str, topic: str) -> str:
        check_query(query.strip(), NamedSets.of(self._topics[topic]) if topic in self._topics else NO_SETS)
        return query.strip()

"""Whether an article is told, and to whom it is owed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.alerts import (
    Decision,
    Limits,
    alert_of,
    channels_among,
    channels_briefed,
    channels_for,
    channels_told,
    channels_won,
    decide,
    deliveries,
)
from bot.core.holding import late_until
from bot.core.model import (
    Alert,
    AlertKind,
    Article,
    ArticleId,
    Channel,
    Delivery,
    DeliveryId,
    Filed,
    HeldFor,
    StoryId,
    Topic,
)
from bot.core.outbox import held
from bot.core.rules import Audience
from bot.ports import Archive
from bot.services.filing.muted import muted_stories

AudienceOf = Callable[[Article, Topic], Audience]
"""Which channels of a topic an article is for, by the keywords in force."""

SIBLINGS = 40  # of a story's other articles, the newest so many decide whether something is news in it


_SAID = (AlertKind.ALERT, AlertKind.BRIEF, AlertKind.FOLLOW_UP)  # the others only change what stands there


PUT_RIGHT = "put right by an admin"
EDITED = "edited by the outlet"


def _puts_right(decision: Decision) -> bool:
    """What stands somewhere is wrong: it is changed there, whoever wants no news of it."""
    return decision.kind is AlertKind.UPDATE and not {PUT_RIGHT, EDITED}.isdisjoint(decision.reasons)


class Owing:
    """Reads the archive and reserves ids; what is to be recorded is handed back."""

    def __init__(self, *, archive: Archive, limits: Limits, audience: AudienceOf) -> None:
        self._archive = archive
        self._audience = audience
        self._limits = limits

    async def decided(self, filed: Filed, topic: Topic, *, is_silent: bool) -> Decision:
        """What becomes of an article just placed."""
        wanting = await self._wanting(topic)
        channels = channels_among(wanting, self._audience(filed.analysis.article, topic))
        if wanting and not channels:
            return Decision(kind=None, reasons=("for no channel, by keywords and excludes of single channels",))
        reports = await self._archive.story(filed.story)
        return decide(
            filed,
            story_alert=await self._archive.alert_of(filed.story, topic.id),
            has_brief=await self._archive.alert_of(filed.story, topic.id, kind=AlertKind.BRIEF) is not None,
            siblings=await self._archive.articles([ArticleId(report.article) for report in reports[-SIBLINGS:]]),
            limits=self._limits.widest(channels),
            is_baseline=is_silent,
        )

    async def wanted(self, filed: Filed, topic: Topic) -> Decision:
        """What becomes of an article that an admin wants told: nothing more, where its story was."""
        if await self._archive.alert_of(filed.story, topic.id) is not None:
            return Decision(kind=None, reasons=("its story was told already",))
        return Decision(kind=AlertKind.ALERT, reasons=("posted by hand",), is_wanted=True)

    async def owed(
        self, filed: Filed, decisions: Sequence[tuple[Topic, Decision]], now: datetime
    ) -> tuple[tuple[Alert, ...], tuple[Delivery, ...]]:
        """The alerts of the decisions, and what is owed for them."""
        alerts: list[Alert] = []
        owed: list[Delivery] = []
        for topic, decision in decisions:
            if decision.kind is None:
                continue
            (id,) = await self._archive.reserve_alerts(1)
            alert = alert_of(decision, filed, id=id, topic=topic, now=now)
            if alert is None:
                continue
            told_in = await self._archive.told_in(filed.story, topic.id)
            wanting = await self._wanting(topic)
            if not _puts_right(decision):
                wanting = await self._unmuted(filed.story, wanting)
            among = channels_among(wanting, self._audience(filed.analysis.article, topic))
            is_said = decision.kind in _SAID and not decision.is_wanted
            channels = channels_told(
                among if is_said else wanting, decision, filed, limits=self._limits, told_in=told_in
            )
            is_news = decision.kind is AlertKind.FOLLOW_UP
            if is_news and all(each.kind is not AlertKind.FOLLOW_UP for each in alerts):  # once for all its topics
                channels += await self._followers(filed.story)
            alerts.append(alert)
            due = await self.due(alert, channels, now)
            owed += [replace(each, held_for=HeldFor.HAND) for each in due] if decision.is_wanted else due
            if decision.kind is AlertKind.ALERT:
                briefed = channels_briefed(among, filed, limits=self._limits)
                owed += await self._briefed(alert, [each for each in briefed if each not in channels], now)
            if decision.kind in (AlertKind.UPDATE, AlertKind.FOLLOW_UP):
                owed += await self._won(filed, topic, among, told_in, now)
        return tuple(alerts), tuple(owed)

    async def due(self, alert: Alert, channels: Sequence[Channel], now: datetime) -> tuple[Delivery, ...]:
        """A delivery of the alert for each channel."""
        ids = [DeliveryId(id) for id in await self._archive.reserve_deliveries(len(channels))]
        return deliveries(alert, channels, now=now, ids=ids)

    async def handed_over(self, former: Alert, present: Alert, topic: Topic, now: datetime) -> tuple[Delivery, ...]:
        """The alert that goes on, for channels that had only the other of two stories that became one."""
        had = await self._archive.told_in(former.story, topic.id) - await self._archive.told_in(present.story, topic.id)
        wanting = await self._unmuted(former.story, await self._unmuted(present.story, await self._wanting(topic)))
        return await self.due(present, [channel for channel in wanting if channel.key in had], now)

    async def set_aside(self, owed: Sequence[Delivery], now: datetime) -> tuple[Delivery, ...]:
        """The same, held for digests: all but what goes to people who follow a story, or changes a message."""
        channels = {channel.key: channel for channel in await self._archive.channels()}

        def aside(delivery: Delivery) -> Delivery:
            channel = channels.get(delivery.channel)
            if channel is None or delivery.kind not in (AlertKind.ALERT, AlertKind.FOLLOW_UP):
                return delivery
            return held(delivery, late_until(channel, now), HeldFor.AWAY)

        return tuple(map(aside, owed))

    async def _briefed(self, alert: Alert, channels: Sequence[Channel], now: datetime) -> tuple[Delivery, ...]:
        """A line in the digest of channels that want no message of what is one elsewhere."""
        return tuple(replace(each, kind=AlertKind.BRIEF) for each in await self.due(alert, channels, now))

    async def _won(
        self, filed: Filed, topic: Topic, wanting: Sequence[Channel], told_in: frozenset[str], now: datetime
    ) -> tuple[Delivery, ...]:
        """The story's alert for channels that this article is strong enough for, as the first one was not."""
        alert = await self._archive.alert_of(filed.story, topic.id)
        first = await self._archive.articles([alert.article]) if alert else ()
        if alert is None or not first:
            return ()
        first_for = self._audience(first[0].analysis.article, topic)
        won = channels_won(wanting, filed, first[0], limits=self._limits, told_in=told_in, first_for=first_for)
        return await self.due(alert, won, now)

    async def _wanting(self, topic: Topic) -> tuple[Channel, ...]:
        return channels_for(topic, await self._archive.channels())

    async def _unmuted(self, story: StoryId, channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
        """Those in which the story is still told."""
        muted = {mute.channel for mute in (await muted_stories(self._archive)).get(story, ())}
        return () if "" in muted else tuple(channel for channel in channels if channel.key not in muted)

    async def _followers(self, story: StoryId) -> tuple[Channel, ...]:
        return tuple(filter(None, map(Channel.direct, await self._archive.followers(story))))

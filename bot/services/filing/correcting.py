"""What people are told when an admin has put a story right: the alert changes, and a line in its thread says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.alerts import Decision
from bot.core.model import Alert, AlertKind, Delivery, Filed, Regrouping, RegroupKind, Righted, StoryId, Topic
from bot.ports import Archive
from bot.services.filing.owing import PUT_RIGHT, Owing

_UPDATE = Decision(kind=AlertKind.UPDATE, reasons=(PUT_RIGHT,))

Telling = tuple[list[Alert], list[Delivery]]


class Correcting:
    """Works out alerts and deliveries; what is to be recorded is handed back."""

    def __init__(self, *, archive: Archive, owing: Owing, topics: Sequence[Topic]) -> None:
        self._archive = archive
        self._owing = owing
        self._topics = topics

    async def owed(self, regrouping: Regrouping, moved: Filed, now: datetime) -> Telling:
        """For every topic the story was told in. `moved` is the article it is about, still in its former story."""
        telling: Telling = ([], [])
        for topic in self._topics:
            former = await self._archive.alert_of(regrouping.was, topic.id)
            present = await self._archive.alert_of(regrouping.story, topic.id)
            if regrouping.kind is RegroupKind.SPLIT and former is not None:
                await self._split(telling, regrouping, moved, topic, former, present, now)
            elif regrouping.kind is RegroupKind.MERGE and present is not None:
                await self._merged(telling, topic, former, present, now)
            if regrouping.undoes is not None and present is not None:
                await self._taken_back(telling, regrouping, moved, topic, present, now)
        return telling

    async def retold(self, articles: Sequence[Filed], words: str, now: datetime) -> Telling:
        """For every alert and follow-up that tells of one of these articles, which read otherwise now."""
        telling: Telling = ([], [])
        for filed in articles:
            noted: set[tuple[StoryId, str]] = set()
            for alert in await self._archive.alerts_by(filed.id):
                topic = next((topic for topic in self._topics if topic.id == alert.topic), None)
                if topic is None or alert.kind not in (AlertKind.ALERT, AlertKind.FOLLOW_UP):
                    continue
                if alert.kind is AlertKind.ALERT:
                    await self._change(telling, topic, alert, now)
                if (alert.story, topic.id) not in noted:
                    noted.add((alert.story, topic.id))
                    decision = Decision(kind=AlertKind.NOTE, reasons=(PUT_RIGHT,), news=words)
                    await self._tell(telling, topic, replace(filed, story=alert.story), decision, now)
        return telling

    async def _split(
        self,
        telling: Telling,
        regrouping: Regrouping,
        moved: Filed,
        topic: Topic,
        former: Alert,
        present: Alert | None,
        now: datetime,
    ) -> None:
        """The alert no longer counts the article, which is told by itself if it is worth it."""
        await self._change(telling, topic, former, now)
        await self._note(telling, topic, moved, Righted.SPLIT, now)
        if present is not None:
            await self._change(telling, topic, present, now)
            return
        alone = replace(moved, story=regrouping.story, copy_of=regrouping.moves[0].copy_of)
        decision = await self._owing.decided(alone, topic, is_silent=False)
        await self._tell(telling, topic, alone, decision, now)

    async def _taken_back(
        self, telling: Telling, regrouping: Regrouping, moved: Filed, topic: Topic, present: Alert, now: datetime
    ) -> None:
        """The thread in which the decision was told is the one that hears that it holds no more."""
        if regrouping.kind is RegroupKind.MERGE:
            moved = replace(moved, story=regrouping.story)
            await self._note(telling, topic, moved, Righted.SPLIT_UNDONE, now)
            return
        for first in await self._archive.articles([present.article]):
            first = replace(first, story=present.story)
            await self._note(telling, topic, first, Righted.MERGE_UNDONE, now)

    async def _merged(
        self, telling: Telling, topic: Topic, former: Alert | None, present: Alert, now: datetime
    ) -> None:
        """One alert goes on; the other leads to it, and who had only that one gets the one that goes on."""
        await self._change(telling, topic, present, now)
        if former is None:
            return
        await self._change(telling, topic, former, now)
        for filed in await self._archive.articles([former.article]):
            await self._note(telling, topic, filed, Righted.MERGE, now)
        telling[1].extend(await self._owing.handed_over(former, present, topic, now))

    async def _change(self, telling: Telling, topic: Topic, alert: Alert, now: datetime) -> None:
        for first in await self._archive.articles([alert.article]):
            await self._tell(telling, topic, replace(first, story=alert.story), _UPDATE, now)

    async def _note(self, telling: Telling, topic: Topic, filed: Filed, kind: Righted, now: datetime) -> None:
        decision = Decision(kind=AlertKind.NOTE, reasons=(PUT_RIGHT,), news=kind.value)
        await self._tell(telling, topic, filed, decision, now)

    async def _tell(self, telling: Telling, topic: Topic, filed: Filed, decision: Decision, now: datetime) -> None:
        alerts, owed = await self._owing.owed(filed, [(topic, decision)], now)
        telling[0].extend(alerts)
        telling[1].extend(owed)

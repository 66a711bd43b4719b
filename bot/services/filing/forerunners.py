"""The older story that a new one goes on from: its alert leads back to it."""

from dataclasses import replace
from datetime import datetime

from bot.core.model import Alert, AlertKind, ArticleId, Filed, Question
from bot.core.stories import HORIZON, StoryBook, main_names
from bot.ports import Archive

CANDIDATES = 40


class Forerunners:
    """Asked only when a story is alerted, so a look into the archive is cheap enough."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def linked(self, alerts: tuple[Alert, ...], filed: Filed, book: StoryBook) -> tuple[Alert, ...]:
        """The alerts, those of new stories with the article that the older one was told by, where there is one."""
        if all(alert.kind is not AlertKind.ALERT for alert in alerts):
            return alerts
        before = await self._before(filed)
        found = book.forerunner(filed, before)
        if found is None:
            return alerts
        return tuple([await self._leading(alert, found) for alert in alerts])

    async def _leading(self, alert: Alert, found: Filed) -> Alert:
        if alert.kind is not AlertKind.ALERT:
            return alert
        return replace(alert, earlier=await self._told_by(found, alert.topic))

    async def _before(self, filed: Filed) -> tuple[Filed, ...]:
        """Articles from before the horizon that name whom this one is about."""
        names = main_names(filed.analysis.article)
        bills = tuple(bill for position in filed.analysis.positions for bill in position.bills)
        last = _day_before_horizon(filed)
        found: dict[ArticleId, None] = {}
        for terms in filter(None, (names, *((bill,) for bill in dict.fromkeys(bills)))):
            question = Question(query=" ".join(terms), terms=terms, until=last.date())
            hits = await self._archive.search(question, limit=CANDIDATES)
            found |= dict.fromkeys(hit.article for hit in hits)
        known = await self._archive.articles(tuple(found))
        return tuple(each for each in known if each.story != filed.story)

    async def _told_by(self, found: Filed, topic: str) -> ArticleId:
        alert = await self._archive.alert_of(found.story, topic)
        return found.id if alert is None else alert.article


def _day_before_horizon(filed: Filed) -> datetime:
    published = filed.analysis.article.published
    return (min(published.instant(), filed.seen_at) if published else filed.seen_at) - HORIZON

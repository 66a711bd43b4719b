"""Stories put right by people: an article taken out, two stories joined, either taken back. Nothing is deleted."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import StoryUnclear
from bot.core.model import (
    Alert,
    AlertCard,
    ArticleId,
    Change,
    Filed,
    Move,
    Regrouped,
    Regrouping,
    RegroupKind,
    Revision,
    StoryId,
    Topic,
)
from bot.core.stories import HORIZON, merge_moves, resting_on, split_moves, standing_decisions, undo_moves
from bot.core.translation import gettext
from bot.ports import Archive, Clock
from bot.services.filing import Filing, muted_stories
from bot.services.tune import By, ChangeLog

KEPT = 1000  # decisions looked through for one to undo


class Stories:
    """Every decision is written down with who, when, and where each article was and is; undoing one is another."""

    def __init__(
        self, *, archive: Archive, filing: Filing, clock: Clock, topics: Sequence[Topic], log: ChangeLog
    ) -> None:
        self._archive = archive
        self._filing = filing
        self._clock = clock
        self._topics = tuple(topics)
        self._log = log

    async def split(self, article: ArticleId, *, by: By) -> tuple[Regrouping, str]:
        """Take an article, with its copies, out of its story; with the words for it. Raises `StoryUnclear`.

        It becomes a story of its own, alerted if it is worth that, and what comes later of either is kept apart.
        """
        story = await self.members(await self._story_of(article))
        moves = split_moves(story, article, told_by=[alert.article for alert in await self._alerts(story[0].story)])
        return await self._done(RegroupKind.SPLIT, moves, by)

    async def merge(self, one: StoryId, other: StoryId, *, by: By) -> tuple[Regrouping, str]:
        """Join two stories; the one that was told first goes on. Raises `StoryUnclear`."""
        leaving, into = await self._ordered(one, other)
        return await self._done(RegroupKind.MERGE, merge_moves(await self.members(leaving), into), by)

    async def undo(self, number: int | None = None, *, by: By) -> tuple[Regrouping, str]:
        """Take a decision back, the latest that stands if none is named. Raises `StoryUnclear`."""
        kept = await self._archive.regroupings(limit=KEPT)
        found = next((each for each in standing_decisions(kept) if number in (None, each.number)), None)
        if found is None:
            raise StoryUnclear(gettext("There is no such decision, or it was taken back already."))
        if (later := resting_on(found, kept)) is not None:
            raise StoryUnclear(
                gettext(
                    "Its articles have been moved on since, by decision {number}: undo that first.", number=later.number
                )
            )
        kind = RegroupKind.MERGE if found.kind is RegroupKind.SPLIT else RegroupKind.SPLIT
        moves = undo_moves(found, await self.members(found.story))
        return await self._done(kind, moves, by, undoes=found.number)

    async def members(self, story: StoryId) -> tuple[Filed, ...]:
        """The story's articles, oldest first. Raises `StoryUnclear` when there is no such story."""
        found = await self._archive.articles([report.article for report in await self._archive.story(story)])
        if not found:
            raise StoryUnclear(gettext("There is no story {number}.", number=story))
        return found

    async def others(self, card: AlertCard) -> tuple[Filed, ...]:
        """The articles that could be taken out of an alert's story, the newest first."""
        members = await self.members(card.filed.story)
        told_by = {alert.article for alert in await self._alerts(card.filed.story)}
        return tuple(filed for filed in reversed(members) if filed.id not in told_by)

    async def candidates(self, card: AlertCard) -> tuple[AlertCard, ...]:
        """Other stories told within the horizon, the most alike first."""
        cards = []
        for story in await self._filing.stories_like(card.filed):
            alerts = await self._alerts(story)
            found = await self._archive.card(alerts[0].id) if alerts else None
            cards += [found] if found else []
        return tuple(cards)

    async def told_lately(self, *, limit: int) -> tuple[tuple[Alert, tuple[Filed, ...]], ...]:
        """The stories told within the horizon with their articles (see `others`), the latest told first."""
        stories: dict[StoryId, list[Filed]] = {}
        for filed in await self._archive.recent(self._clock.now() - HORIZON):
            stories.setdefault(filed.story, []).append(filed)
        told = [(alerts[0], stories[story]) for story in stories if (alerts := await self._alerts(story))]
        told.sort(key=lambda each: each[0].id, reverse=True)
        return tuple((alert, _shown_first(alert, articles)) for alert, articles in told[:limit])

    async def _done(
        self, kind: RegroupKind, moves: tuple[Move, ...], by: By, *, undoes: int | None = None
    ) -> tuple[Regrouping, str]:
        asked = Regrouping(kind=kind, moves=moves, at=self._clock.now(), who=by.who, name=by.name, undoes=undoes)
        subject = await self._in_words(asked)
        what = "put a story right:" if undoes is None else f"took back decision {undoes}:"
        earlier = await self._archive.history("regrouping", str(undoes)) if undoes else ()

        def as_change(number: int) -> Change:
            revision = _revision(replace(asked, number=number))
            return self._log.written(
                what, subject, by=by, revision=revision, undoes=earlier[0].number if earlier else None
            )

        done = await self._filing.regroup(asked, as_change)
        if done is None:
            raise StoryUnclear(gettext("The story has changed meanwhile: look again."))
        return done, subject

    async def _in_words(self, asked: Regrouping) -> str:
        """`“A” is no longer of “B”`, `“A” is one story with “B”`: before and after."""
        moved, kept = await self._title(asked.was, asked.moves[0].article), await self._title(asked.story, None)
        if asked.kind is RegroupKind.MERGE:
            return f"“{moved}” is one story with “{kept}”{await self._muted(asked)}"
        return f"“{moved}” is not of the story “{await self._title(asked.was, None)}”"

    async def _muted(self, asked: Regrouping) -> str:
        """Where the story that two become is told no more; "" where it is told everywhere."""
        of = await muted_stories(self._archive) if asked.undoes is None else {}
        keys = {mute.channel for story in (asked.was, asked.story) for mute in of.get(story, ())}
        if "" in keys:
            return ", told no more anywhere, as it was muted"
        names = [channel.name or channel.id for channel in await self._archive.channels() if channel.key in keys]
        return f", told no more in {', '.join(names)}, as it was muted there" if names else ""

    async def _title(self, story: StoryId, article: ArticleId | None) -> str:
        alerts = await self._alerts(story)
        ids = [article] if article else [alert.article for alert in alerts[:1]]
        ids = ids or [report.article for report in (await self._archive.story(story))[:1]]
        found = await self._archive.articles(ids)
        return found[0].analysis.article.title if found else f"story {story}"

    async def _story_of(self, article: ArticleId) -> StoryId:
        for filed in await self._archive.articles([article]):
            return filed.story
        raise StoryUnclear(gettext("There is no article {number}.", number=article))

    async def _alerts(self, story: StoryId) -> tuple[Alert, ...]:
        """The story's alerts, one a topic, the first told first."""
        found = [await self._archive.alert_of(story, topic.id) for topic in self._topics]
        return tuple(sorted((alert for alert in found if alert), key=lambda alert: alert.id))

    async def _ordered(self, one: StoryId, other: StoryId) -> tuple[StoryId, StoryId]:
        """(the one that ends, the one that goes on): the one told first, or told at all, else the older."""
        told = {story: await self._alerts(story) for story in (one, other)}
        into, leaving = sorted(
            (one, other), key=lambda each: (not told[each], *(alert.id for alert in told[each][:1]), each)
        )
        return leaving, into


def _revision(done: Regrouping) -> Revision:
    """What the history keeps of it: where the articles were and are."""
    articles = tuple(move.article for move in done.moves)
    after = Regrouped(decision=done.number, articles=articles, was=done.was, story=done.story)
    return Revision(kind="regrouping", key=str(done.undoes or done.number), before=None, after=after)


def _shown_first(alert: Alert, articles: Sequence[Filed]) -> tuple[Filed, ...]:
    """The article that the alert shows, then the others, the newest first."""
    newest = sorted(articles, key=lambda filed: (filed.id == alert.article, filed.id), reverse=True)
    return tuple(newest)

"""The serial stage every article passes on its way into the archive: match, read, place, decide, owe, record.

Sources are read side by side; here they queue up, so that two of them can't race on one story.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from bot.core.alerts import (
    Decision,
    Limits,
    alert_of,
    analyse,
    channels_for,
    channels_told,
    channels_won,
    decide,
    deliveries,
)
from bot.core.errors import PageUnreadable, StoreUnusable
from bot.core.model import (
    Alert,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Channel,
    Delivery,
    DeliveryId,
    Edit,
    Filed,
    SourceId,
    StoryId,
    Topic,
)
from bot.core.rereads import Reread, first_reread
from bot.core.rules import RuleBook, compile_rules
from bot.core.stories import HORIZON, StoryBook
from bot.ports import Archive, Clock, Harvest, Parser, Reading

BATCH = 25  # visits that brought nothing for us are recorded together: one durable commit instead of 25 …
BATCH_SECONDS = 0.25  # … but none waits longer
BACKFILL_BATCH = 50
EDITED = "edited by the outlet"
SIBLINGS = 40  # of a story's other articles, the newest so many decide whether something is news in it


def common_words(topics: Iterable[Topic]) -> tuple[str, ...]:
    """What every article of these topics says, so that it makes no two of them alike."""
    return tuple(
        chain.from_iterable((*topic.technology_words, *topic.policy_words, *topic.actor_words) for topic in topics)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one article. `alerts` counts decisions to tell of it; `reasons` say why or why not."""

    filed: Filed | None  # None: no keyword matched, or the archive had it word for word
    alerts: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a later reading of an article told brings."""

    filed: Filed  # as the archive has it
    reread: Reread  # when it is read next
    analysis: Analysis | None = None  # as it reads now; None: as before
    edits: tuple[Edit, ...] = ()  # to be told
    keeps_former: bool = False  # the version before stays beside the new one, for words that it alone has
    is_visible: bool = False  # its alert reads otherwise now


class Filing:
    """`open` before the first article, `run` beside the watch, `flush` before the store closes.

    `on_owed` is called when a delivery was recorded, `on_trouble` when the archive could not be written for a while.
    """

    def __init__(
        self,
        *,
        archive: Archive,
        parser: Parser,
        clock: Clock,
        topics: Sequence[Topic],
        alert_at: float,
        digest_at: float,
        on_owed: Callable[[], None],
        on_trouble: Callable[[StoreUnusable], None],
    ) -> None:
        self._archive = archive
        self._parser = parser
        self._clock = clock
        self._topics = tuple(topics)
        self._watched: tuple[tuple[Topic, RuleBook], ...] = ()
        self._limits = Limits(alert=alert_at, digest=digest_at)
        self._on_owed = on_owed
        self._on_trouble = on_trouble
        self._common_words = common_words(topics)
        self._book = StoryBook()
        self._is_stale = True
        self._turn = asyncio.Lock()
        self._kept: list[Harvest] = []

    async def open(self) -> None:
        """Read keywords and the stories of late from the archive: a restart changes nothing in what joins what."""
        await self.reload()
        self._book, self._is_stale = await self._recent_book(), False

    async def reload(self) -> None:
        """Use the keywords that are in force now."""
        rules = [rule for rule in await self._archive.rules() if not rule.is_off]
        self._watched = tuple(
            (topic, compile_rules([rule for rule in rules if rule.topic == topic.id])) for topic in self._topics
        )

    def matches(self, title: str, text: str) -> bool:
        """Whether any topic's keywords match: what a first look at an entry asks."""
        return any(book.apply(title, text) for _, book in self._watched)

    async def file(
        self,
        article: Article,
        *,
        source: SourceId | None,
        keys: Sequence[str] = (),
        is_silent: bool = False,
        external_id: str | None = None,
    ) -> Outcome:
        """One article into the archive, with its alert and what is owed for it, in one transaction.

        `keys` are the entry's, recorded as seen with it. Silent articles can be looked up but alert nobody.
        Raises `StoreUnusable`; then nothing was recorded and the entry is still unseen.
        """
        matching = [(topic, book) for topic, book in self._watched if book.apply(article.title, article.text)]
        if not matching:
            await self.keep(Harvest(source=source, seen=tuple(keys)))
            return Outcome(filed=None, reasons=("no keyword matches",))
        reading = await self._read(article, matching[0][0])
        told = [(topic, analyse(article, book=book, topic=topic, reading=reading)) for topic, book in matching]
        async with self._turn:
            if await self._is_known(article):
                self._kept.append(Harvest(source=source, seen=tuple(keys)))
                return Outcome(filed=None, reasons=("the archive has it already",))
            if self._is_stale:
                await self.open()
            self._book.forget(self._clock.now() - HORIZON)
            self._is_stale = True  # until recorded: the book must not remember what the archive has not
            outcome = await self._record(told, source=source, keys=keys, is_silent=is_silent, external_id=external_id)
            self._is_stale = False
            return outcome

    async def analysed(self, article: Article) -> Analysis:
        """What is known of an article by itself, for the topic it says most about."""
        matching = [(topic, book) for topic, book in self._watched if book.apply(article.title, article.text)]
        told = matching or list(self._watched[:1])
        if not told:
            return Analysis(article=article)
        reading = await self._read(article, told[0][0])
        analyses = [analyse(article, book=book, topic=topic, reading=reading) for topic, book in told]
        return max(analyses, key=lambda analysis: analysis.relevance.score)

    async def revise(self, revision: Revision) -> None:
        """The new version of an article told, a follow-up on its edits and the change of its alert: one transaction.

        Raises `StoreUnusable`; then nothing was recorded and its reading is still due.
        """
        async with self._turn:
            now, former = self._clock.now(), revision.filed
            filed = replace(former, analysis=revision.analysis or former.analysis)
            if revision.keeps_former:
                published = former.analysis.article.published
                (id,) = await self._archive.reserve([min(published.instant(), now) if published else former.seen_at])
                filed = replace(filed, id=id)
            edits = tuple(replace(edit, noticed_at=now) for edit in revision.edits)
            alerts, owed = await self._owe(filed, await self._revisions(revision), now)
            reread = replace(revision.reread, article=filed.id, edits=(*revision.reread.edits, *edits))
            versions = () if revision.analysis is None else (filed,)
            await self._write(
                (Harvest(source=None, filed=versions, alerts=alerts, deliveries=owed, rereads=(reread,)),)
            )
            if revision.keeps_former and not self._is_stale:
                self._book.add(filed)
            if owed:
                self._on_owed()

    async def _revisions(self, revision: Revision) -> list[tuple[Topic, Decision]]:
        decisions: list[tuple[Topic, Decision]] = []
        for topic in self._topics:
            alert = await self._archive.alert_of(revision.filed.story, topic.id)
            if alert is None:
                continue
            if revision.is_visible and alert.article == revision.filed.id:
                decisions.append((topic, Decision(kind=AlertKind.UPDATE, reasons=(EDITED,))))
            if revision.edits:
                decisions.append((topic, Decision(kind=AlertKind.FOLLOW_UP, reasons=(EDITED,), news=EDITED)))
        return decisions

    async def backfill(self, articles: Iterable[tuple[str, Analysis]], *, progress: Callable[[], None]) -> int:
        """Articles of a team's own, each with its id, in order of time: kept for look-ups, told to nobody.

        They are kept whether a keyword matches or not. One that the archive has already, by id or word for word,
        changes nothing, so that a second run does nothing. Returns how many were new.
        """
        async with self._turn:
            book = await self._recent_book()
            added = 0
            batch: list[Filed] = []
            for id, analysis in articles:
                filed = await self._backfilled(id, analysis, book)
                progress()
                if filed is None:
                    continue
                batch.append(filed)
                added += 1
                if len(batch) == BACKFILL_BATCH:
                    await self._write((Harvest(source=None, filed=tuple(batch)),))
                    batch = []
                    if analysis.article.published:
                        book.forget(analysis.article.published.instant() - HORIZON)
            await self._write((Harvest(source=None, filed=tuple(batch)),))
            self._is_stale = True
        return added

    async def keep(self, harvest: Harvest) -> None:
        """Record what alerts nobody, a little later and together with others; `flush` makes sure of it."""
        self._kept.append(harvest)
        if len(self._kept) >= BATCH:
            await self.flush()

    async def flush(self, source: SourceId | None = None) -> None:
        """Record all that is kept; with `source` only if something of it is among it. Raises `StoreUnusable`."""
        async with self._turn:
            if self._kept and (source is None or any(kept.source == source for kept in self._kept)):
                await self._write(())

    async def run(self) -> None:
        """Flush regularly until cancelled. An archive that can't be written is tried again: nothing kept is dropped."""
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            try:
                await self.flush()
            except StoreUnusable as error:
                self._on_trouble(error)
                await asyncio.sleep(BATCH_SECONDS * 20)

    async def _read(self, article: Article, topic: Topic) -> Reading:
        """What it says; nothing, when its text is too much for a child: the alert comes without quotes then."""
        try:
            return await self._parser.read(article, topic)
        except PageUnreadable:
            return Reading()

    # --- inside the turn ---

    async def _recent_book(self) -> StoryBook:
        book = StoryBook(common_words=self._common_words)
        known = await self._archive.recent(self._clock.now() - HORIZON)
        for filed in sorted(known, key=lambda filed: (filed.seen_at, filed.id)):
            book.add(filed)
        return book

    async def _backfilled(self, id: str, analysis: Analysis, book: StoryBook) -> Filed | None:
        article, now = analysis.article, self._clock.now()
        known = await self._archive.article_by_external_id(id)
        if known is not None:
            book.add(known)
            return None
        if await self._is_known(article):
            return None
        seen_at = min(article.published.instant(), now) if article.published else now
        (number,) = await self._archive.reserve([seen_at])
        placed = book.place(number, article, quotes=analysis.quotes, seen_at=seen_at if article.published else None)
        return Filed(
            id=number,
            source=None,
            seen_at=seen_at,
            analysis=analysis,
            story=placed.story,
            copy_of=placed.copy_of,
            external_id=id,
        )

    async def _is_known(self, article: Article) -> bool:
        """Word for word under the same address; a changed text is a new version and news may be in it."""
        known = await self._archive.article_by_url(article.url) if article.url else None
        return known is not None and known.analysis.article.text == article.text

    async def _record(
        self,
        told: Sequence[tuple[Topic, Analysis]],
        *,
        source: SourceId | None,
        keys: Sequence[str],
        is_silent: bool,
        external_id: str | None,
    ) -> Outcome:
        now = self._clock.now()
        main = max((analysis for _, analysis in told), key=lambda analysis: analysis.relevance.score)
        filed = await self._place(main, source=source, external_id=external_id, now=now)
        decisions = [
            (topic, await self._decide(replace(filed, analysis=analysis), topic, is_silent=is_silent))
            for topic, analysis in told
        ]
        alerts, owed = await self._owe(filed, decisions, now)
        harvest = Harvest(
            source=source,
            seen=tuple(keys),
            filed=(filed,),
            alerts=alerts,
            deliveries=owed,
            rereads=_to_read_again(filed, alerts, now),
        )
        await self._write((harvest,))
        if owed:
            self._on_owed()
        reasons = tuple(chain.from_iterable(decision.reasons for _, decision in decisions))
        return Outcome(filed=filed, alerts=len(alerts), reasons=reasons)

    async def _place(
        self, analysis: Analysis, *, source: SourceId | None, external_id: str | None, now: datetime
    ) -> Filed:
        published = analysis.article.published
        (id,) = await self._archive.reserve([min(published.instant(), now) if published else now])
        placement = self._book.place(id, analysis.article, quotes=analysis.quotes, seen_at=now)
        return Filed(
            id=id,
            source=source,
            seen_at=now,
            analysis=analysis,
            story=placement.story,
            copy_of=placement.copy_of,
            external_id=external_id,
        )

    async def _decide(self, filed: Filed, topic: Topic, *, is_silent: bool) -> Decision:
        return decide(
            filed,
            story_alert=await self._archive.alert_of(filed.story, topic.id),
            siblings=await self._siblings(filed.story),
            limits=self._limits.widest(channels_for(topic, await self._archive.channels())),
            is_baseline=is_silent,
        )

    async def _siblings(self, story: StoryId) -> tuple[Filed, ...]:
        reports = await self._archive.story(story)
        return await self._archive.articles([ArticleId(report.article) for report in reports[-SIBLINGS:]])

    async def _owe(
        self, filed: Filed, decisions: Sequence[tuple[Topic, Decision]], now: datetime
    ) -> tuple[tuple[Alert, ...], tuple[Delivery, ...]]:
        alerts: list[Alert] = []
        owed: list[Delivery] = []
        for topic, decision in decisions:
            if decision.kind is None:
                continue
            (id,) = await self._archive.reserve_alerts(1)
            alert = alert_of(decision, filed, id=id, topic=topic, now=now)
            if alert is None:
                continue
            channels, told_in = await self._channels(filed, topic, decision)
            is_news = decision.kind is AlertKind.FOLLOW_UP
            if is_news and all(each.kind is not AlertKind.FOLLOW_UP for each in alerts):  # once for all its topics
                channels += await self._followers(filed.story)
            alerts.append(alert)
            owed += await self._due(alert, channels, now)
            if decision.kind is not AlertKind.ALERT:
                owed += await self._won(filed, topic, told_in, now)
        return tuple(alerts), tuple(owed)

    async def _due(self, alert: Alert, channels: Sequence[Channel], now: datetime) -> tuple[Delivery, ...]:
        ids = [DeliveryId(id) for id in await self._archive.reserve_deliveries(len(channels))]
        return deliveries(alert, channels, now=now, ids=ids)

    async def _channels(
        self, filed: Filed, topic: Topic, decision: Decision
    ) -> tuple[tuple[Channel, ...], frozenset[str]]:
        """Those to be told, and those that have the story's alert already."""
        channels = channels_for(topic, await self._archive.channels())
        told_in = await self._archive.told_in(filed.story, topic.id)
        return channels_told(channels, decision, filed, limits=self._limits, told_in=told_in), told_in

    async def _won(self, filed: Filed, topic: Topic, told_in: frozenset[str], now: datetime) -> tuple[Delivery, ...]:
        """The story's alert for channels that this article is strong enough for, as the first one was not."""
        alert = await self._archive.alert_of(filed.story, topic.id)
        first = await self._archive.articles([alert.article]) if alert else ()
        if alert is None or not first:
            return ()
        channels = channels_for(topic, await self._archive.channels())
        return await self._due(
            alert, channels_won(channels, filed, first[0], limits=self._limits, told_in=told_in), now
        )

    async def _followers(self, story: StoryId) -> tuple[Channel, ...]:
        return tuple(filter(None, map(Channel.direct, await self._archive.followers(story))))

    async def _write(self, harvests: Sequence[Harvest]) -> None:
        """Everything kept so far goes along, in its order, so that no state is recorded before its entries."""
        kept, self._kept = self._kept, []
        try:
            await self._archive.record([*kept, *harvests])
        except StoreUnusable:
            self._kept = [*kept, *self._kept]
            raise


def _to_read_again(filed: Filed, alerts: Sequence[Alert], now: datetime) -> tuple[Reread, ...]:
    """An article whose words were told; one that only changed the count of another's alert is not read again."""
    url = filed.analysis.article.url
    is_told = any(alert.kind is not AlertKind.UPDATE for alert in alerts)
    return (first_reread(filed.id, url=url, now=now),) if is_told and url else ()

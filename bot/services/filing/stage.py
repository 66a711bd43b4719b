"""The serial stage every article passes on its way into the archive: match, read, place, decide, owe, record.

Sources are read side by side; here they queue up, so that two of them can't race on one story.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from itertools import chain

from bot.core.alerts import Decision, Limits, analyse
from bot.core.errors import PageUnreadable, StoreUnusable
from bot.core.model import (
    Alert,
    AlertKind,
    Analysis,
    Article,
    Change,
    Edit,
    Filed,
    Mute,
    Passed,
    Regrouping,
    RegroupKind,
    SourceId,
    StoryId,
    Topic,
)
from bot.core.rereads import Reread, first_reread
from bot.core.rules import UNKNOWN, Audience, Facts, RuleBook, compile_rules
from bot.core.stories import StoryBook
from bot.ports import Archive, Clock, Harvest, Parser, Reading
from bot.services.filing.backfilling import Backfilling
from bot.services.filing.bookkeeping import Bookkeeping
from bot.services.filing.correcting import Correcting
from bot.services.filing.forerunners import Forerunners
from bot.services.filing.knowing import best_known, is_news_elsewhere, is_told, known_as
from bot.services.filing.ledger import BATCH_SECONDS, Ledger
from bot.services.filing.muted import muted_stories
from bot.services.filing.owing import EDITED, Owing


class Arrival(Enum):
    """How an article comes, which decides who is told of it."""

    NEWS = "news"
    SILENT = "silent"  # it can be looked up and alerts nobody: a first poll
    LATE = "late"  # it was news while nobody read it: told together with others in a digest
    WANTED = "wanted"  # an admin's: told whatever matches it and however weak it is, unless its story was told before


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

    `on_owed` is called when a delivery was recorded.
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
    ) -> None:
        self._archive = archive
        self._parser = parser
        self._clock = clock
        self._topics = tuple(topics)
        self._watched: tuple[tuple[Topic, RuleBook], ...] = ()
        self._on_owed = on_owed
        self._books = Bookkeeping(archive=archive, clock=clock, topics=topics)
        self._owing = Owing(archive=archive, limits=Limits(alert=alert_at, digest=digest_at), audience=self._audience)
        self._forerunners = Forerunners(archive)
        self._ledger = Ledger(archive)
        self._turn = asyncio.Lock()

    async def open(self) -> None:
        """Read keywords and the stories of late from the archive: a restart changes nothing in what joins what."""
        await self.reload()
        await self._books.open()

    async def reload(self) -> None:
        """Use the keywords that are in force now."""
        rules = [rule for rule in await self._archive.rules() if not rule.is_off]
        self._watched = tuple(
            (topic, compile_rules([rule for rule in rules if rule.topic == topic.id], topics=(topic,)))
            for topic in self._topics
        )

    def matches(self, title: str, text: str, *, about: Facts = UNKNOWN) -> bool:
        """Whether any topic's keywords match: what a first look at an entry asks."""
        return any(book.apply(title, text, about=about) for _, book in self._watched)

    async def file(
        self,
        article: Article,
        *,
        source: SourceId | None,
        keys: Sequence[str] = (),
        arrival: Arrival = Arrival.NEWS,
        is_rewritten: bool = False,
    ) -> Outcome:
        """One article into the archive, with its alert and what is owed for it, in one transaction.

        `keys` are the entry's, recorded as seen with it.
        A page watched for itself `is_rewritten`: its address says nothing of which story its newest text tells.
        Raises `StoreUnusable`; then nothing was recorded and the entry is still unseen.
        """
        is_silent = arrival is Arrival.SILENT
        best = await best_known(self._archive, article, source=source, is_silent=is_silent)
        article = best if best is not article and self._matching(best) else article
        matching = self._matching(article)
        if not matching and arrival is Arrival.WANTED:
            matching = list(self._watched[:1])
        if not matching:
            passed = Passed(article=article, source=source, seen_at=self._clock.now())
            await self.keep(Harvest(source=source, seen=tuple(keys), passed=(passed,)))
            return Outcome(filed=None, reasons=("no keyword matches",))
        reading = await self._read(article, matching[0][0])
        told = [(topic, analyse(article, book=book, topic=topic, reading=reading)) for topic, book in matching]
        async with self._turn:
            way = _Way(source=source, keys=tuple(keys), arrival=arrival)
            known = await known_as(self._archive, article)
            if known is not None:
                return await self._known(known, told, way)
            book = await self._books.current()
            self._books.is_stale = True  # until recorded: the book must not remember what the archive has not
            main = _main(told)
            filed = await self._place(main, book, source=source, now=self._clock.now(), is_rewritten=is_rewritten)
            outcome = await self._record(filed, told, book, way)
            self._books.is_stale = False
            return outcome

    async def analysed(self, article: Article) -> Analysis:
        """What is known of an article by itself, for the topic it says most about."""
        matching = self._matching(article)
        told = matching or list(self._watched[:1])
        if not told:
            return Analysis(article=article)
        reading = await self._read(article, told[0][0])
        analyses = [analyse(article, book=book, topic=topic, reading=reading) for topic, book in told]
        return max(analyses, key=lambda analysis: analysis.relevance.score)

    def _audience(self, article: Article, topic: Topic) -> Audience:
        book = next((book for watched, book in self._watched if watched.id == topic.id), None)
        return book.audience(article.title, article.text, about=Facts.of(article)) if book else Audience()

    def _matching(self, article: Article) -> list[tuple[Topic, RuleBook]]:
        about = Facts.of(article)
        return [each for each in self._watched if each[1].apply(article.title, article.text, about=about)]

    async def revise(self, revision: Revision) -> None:
        """The new version of an article told, a follow-up on its edits and the change of its alert: one transaction.

        Raises `StoreUnusable`; then nothing was recorded and its reading is still due.
        """
        async with self._turn:
            now, former = self._clock.now(), await self._as_filed(revision.filed)
            filed = replace(former, analysis=revision.analysis, text_hash=None) if revision.analysis else former
            if revision.keeps_former:
                published = former.analysis.article.published
                (id,) = await self._archive.reserve([min(published.instant(), now) if published else former.seen_at])
                filed = replace(filed, id=id)
            edits = tuple(replace(edit, noticed_at=now) for edit in revision.edits)
            alerts, owed = await self._owing.owed(filed, await self._revisions(revision, former), now)
            reread = replace(revision.reread, article=filed.id, edits=(*revision.reread.edits, *edits))
            versions = () if revision.analysis is None else (filed,)
            await self._ledger.write(
                (Harvest(source=None, filed=versions, alerts=alerts, deliveries=owed, rereads=(reread,)),)
            )
            if revision.keeps_former and not self._books.is_stale:
                self._books.book.add(filed)
            if owed:
                self._on_owed()

    async def tell(self, filed: Filed, topic: Topic) -> bool:
        """Tell of an article that is in the archive already; False when its story was told before."""
        async with self._turn:
            filed, now = await self._as_filed(filed), self._clock.now()
            decision = await self._owing.wanted(filed, topic)
            alerts, owed = await self._owing.owed(filed, [(topic, decision)], now)
            if alerts:
                rereads = _to_read_again(filed, alerts, now)
                await self._ledger.write((Harvest(source=None, alerts=alerts, deliveries=owed, rereads=rereads),))
                self._on_owed()
            return bool(alerts)

    async def _as_filed(self, filed: Filed) -> Filed:
        """In the story it is in now: a person may have moved it since it was read."""
        for current in await self._archive.articles([filed.id]):
            return replace(filed, story=current.story, copy_of=current.copy_of)
        return filed

    async def _revisions(self, revision: Revision, filed: Filed) -> list[tuple[Topic, Decision]]:
        decisions: list[tuple[Topic, Decision]] = []
        for topic in self._topics:
            alert = await self._archive.alert_of(filed.story, topic.id)
            if alert is None:
                continue
            if revision.is_visible and alert.article == revision.filed.id:
                decisions.append((topic, Decision(kind=AlertKind.UPDATE, reasons=(EDITED,))))
            if revision.edits:
                decisions.append((topic, Decision(kind=AlertKind.FOLLOW_UP, reasons=(EDITED,), news=EDITED)))
        return decisions

    async def regroup(self, regrouping: Regrouping, as_change: Callable[[int], Change]) -> Regrouping | None:
        """What a person decided on a story, with the correction of all that was told of it, and the change that the
        history keeps of it, which is made from its number: one transaction.

        As the archive keeps it; None when its articles stand elsewhere by now, and nothing changed.
        """
        async with self._turn:
            moved = await self._archive.articles([regrouping.moves[0].article])
            if not moved or moved[0].story != regrouping.was:
                return None
            correcting = Correcting(archive=self._archive, owing=self._owing, topics=self._topics)
            alerts, owed = await correcting.owed(regrouping, moved[0], self._clock.now())
            harvest = Harvest(source=None, alerts=tuple(alerts), deliveries=tuple(owed))
            muted = await self._muted_by(regrouping)
            number = await self._archive.regroup(regrouping, harvest, as_change, muted=muted)
            if number is None:
                return None
            done = replace(regrouping, number=number)
            await self._books.regrouped(done)
            if owed:
                self._on_owed()
            return done

    async def _muted_by(self, regrouping: Regrouping) -> tuple[Mute, ...]:
        """Where neither of two stories that become one is told any more, for one of them was muted there."""
        if regrouping.kind is RegroupKind.SPLIT or regrouping.undoes is not None:
            return ()
        of, joined = await muted_stories(self._archive), (regrouping.was, regrouping.story)
        mutes = [mute for story in joined for mute in of.get(story, ())]
        return tuple(replace(mute, story=story) for mute in mutes for story in joined)

    async def retell(
        self, articles: Sequence[Filed], words: str, record: Callable[[Harvest], Awaitable[Change]]
    ) -> Change:
        """Change the messages that tell of these articles to how they read from now on; a line in the thread says
        `words`. `record` keeps that together with why they read otherwise, in one transaction.
        """
        async with self._turn:
            correcting = Correcting(archive=self._archive, owing=self._owing, topics=self._topics)
            alerts, owed = await correcting.retold(articles, words, self._clock.now())
            change = await record(Harvest(source=None, alerts=tuple(alerts), deliveries=tuple(owed)))
            if owed:
                self._on_owed()
            return change

    async def stories_like(self, filed: Filed) -> tuple[StoryId, ...]:
        """Other stories within the horizon, the most alike first."""
        async with self._turn:
            book = await self._books.current()
            return book.like(filed.id, filed.analysis.article, quotes=filed.analysis.quotes, seen_at=filed.seen_at)

    async def backfill(self, articles: Iterable[tuple[str, Analysis]], *, progress: Callable[[], None]) -> int:
        """Articles of a team's own, each with its id, in order of time: kept for look-ups, told to nobody.

        They are kept whether a keyword matches or not. One that the archive has already, by id or word for word,
        changes nothing, so that a second run does nothing. Returns how many were new.
        """
        async with self._turn:
            filling = Backfilling(
                archive=self._archive, clock=self._clock, ledger=self._ledger, book=await self._books.recent()
            )
            added = await filling.take(articles, progress=progress)
            self._books.is_stale = True
        return added

    async def keep(self, harvest: Harvest) -> None:
        """Record what alerts nobody, a little later and together with others; `flush` makes sure of it."""
        self._ledger.keep(harvest)
        if self._ledger.is_full:
            await self.flush()

    async def flush(self, source: SourceId | None = None) -> None:
        """Record all that is kept; with `source` only if something of it is among it. Raises `StoreUnusable`."""
        async with self._turn:
            if self._ledger.holds(source):
                await self._ledger.write()

    async def run(self) -> None:
        """Flush regularly until cancelled. An archive that can't be written is tried again: nothing kept is dropped."""
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            try:
                await self.flush()
            except StoreUnusable:  # the archive tells of it
                await asyncio.sleep(BATCH_SECONDS * 20)

    async def _read(self, article: Article, topic: Topic) -> Reading:
        """What it says; nothing, when its text is too much for a child: the alert comes without quotes then."""
        try:
            return await self._parser.read(article, topic)
        except PageUnreadable:
            return Reading()

    # --- inside the turn ---

    async def _known(self, known: Filed, told: Sequence[tuple[Topic, Analysis]], way: "_Way") -> Outcome:
        """What the archive has already is told when it came in silence, or by hand, and a source has it as news now."""
        now = self._clock.now()
        article = told[0][1].article
        untold = [each for each in told if not await is_told(self._archive, known.story, each[0])]
        is_news = way.arrival in (Arrival.NEWS, Arrival.LATE)
        if not (is_news and untold and is_news_elsewhere(known, article, source=way.source, now=now)):
            self._ledger.keep(Harvest(source=way.source, seen=way.keys))
            return Outcome(filed=None, reasons=("the archive has it already",))
        text_hash = known.text_hash if article.text == known.analysis.article.text else None
        as_news = replace(known, source=way.source, analysis=_main(untold), text_hash=text_hash)
        return await self._record(as_news, untold, await self._books.current(), way, is_known=True)

    async def _record(
        self,
        filed: Filed,
        told: Sequence[tuple[Topic, Analysis]],
        book: StoryBook,
        way: "_Way",
        *,
        is_known: bool = False,
    ) -> Outcome:
        now = self._clock.now()
        decisions = [
            (
                topic,
                await self._owing.wanted(filed, topic)
                if way.arrival is Arrival.WANTED
                else await self._owing.decided(
                    replace(filed, analysis=analysis), topic, is_silent=way.arrival is Arrival.SILENT
                ),
            )
            for topic, analysis in told
        ]
        reasons = tuple(chain.from_iterable(decision.reasons for _, decision in decisions))
        alerts, owed = await self._owing.owed(filed, decisions, now)
        if is_known and not alerts:
            self._ledger.keep(Harvest(source=way.source, seen=way.keys))
            return Outcome(filed=None, reasons=reasons)
        if way.arrival is Arrival.LATE:
            owed = await self._owing.set_aside(owed, now)
        alerts = await self._forerunners.linked(alerts, filed, book)
        harvest = Harvest(
            source=way.source,
            seen=way.keys,
            filed=(filed,),
            alerts=alerts,
            deliveries=owed,
            rereads=_to_read_again(filed, alerts, now),
        )
        await self._ledger.write((harvest,))
        if owed:
            self._on_owed()
        told_of = sum(alert.kind is not AlertKind.BRIEF for alert in alerts)
        return Outcome(filed=filed, alerts=told_of, reasons=reasons)

    async def _place(
        self,
        analysis: Analysis,
        book: StoryBook,
        *,
        source: SourceId | None,
        now: datetime,
        is_rewritten: bool,
    ) -> Filed:
        placed_as = replace(analysis.article, url=None) if is_rewritten else analysis.article
        published = analysis.article.published
        (id,) = await self._archive.reserve([min(published.instant(), now) if published else now])
        placement = book.place(id, placed_as, quotes=analysis.quotes, seen_at=now)
        return Filed(
            id=id,
            source=source,
            seen_at=now,
            analysis=analysis,
            story=placement.story,
            copy_of=placement.copy_of,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """By which an article came: from where, known by what, and as what."""

    source: SourceId | None
    keys: tuple[str, ...]
    arrival: Arrival


def _main(told: Sequence[tuple[Topic, Analysis]]) -> Analysis:
    """That of the topic it says most about."""
    return max((analysis for _, analysis in told), key=lambda analysis: analysis.relevance.score)


def _to_read_again(filed: Filed, alerts: Sequence[Alert], now: datetime) -> tuple[Reread, ...]:
    """An article whose words were told: not one that only changed the count of another's alert, nor one of which a
    digest gives the headline."""
    url = filed.analysis.article.url
    is_told = any(alert.kind in (AlertKind.ALERT, AlertKind.FOLLOW_UP) for alert in alerts)
    return (first_reread(filed.id, url=url, now=now),) if is_told and url else ()

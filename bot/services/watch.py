"""Visits to sources: fetch, parse, read the new entries, hand them on to be filed."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from traceback import clear_frames
from typing import Literal
from weakref import WeakValueDictionary

from bot.core.errors import FeedUnreadable, FetchFailed, PageUnreadable, StoreUnusable, UrlRefused, WatchwordError
from bot.core.masking import keyless
from bot.core.model import (
    Article,
    Entry,
    Feed,
    Hints,
    NotModified,
    Page,
    PollState,
    Source,
    SourceId,
)
from bot.core.polling import PollLimits, after_failure, after_not_modified, after_success, is_due, new_address
from bot.core.urls import host
from bot.ports import Archive, Clock, Fetcher, Harvest, Parser
from bot.services.entries import EntryReader
from bot.services.filing import Filing
from bot.services.intake import Haul, Intake

TICK_SECONDS = 1.0
STORE_PAUSE = timedelta(seconds=30)
REFRESH = timedelta(minutes=1)  # how soon a source added by another process is noticed
WAITING_EACH = 4  # visits that wait for a server, for each that reads: dozens of dead hosts hold up no living one
VISITS_OF_A_HOST = 4  # at once: a host that stalls must not take the turns of all others

Result = Literal["baseline", "new", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit brought, for logs, counters and the report of `run --once`."""

    source: Source
    outcome: Result
    state: PollState
    entries: int = 0  # never seen before
    filed: int = 0  # of those, articles that matched
    alerts: int = 0
    error: str | None = None  # for people
    seconds: float = 0.0


class Watch:
    """Polls what is due and files what is new. One visit at a time per source; a bad one never touches another."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        parser: Parser,
        archive: Archive,
        filing: Filing,
        clock: Clock,
        limits: PollLimits,
        pages_per_round: int,
        concurrency: int,
        chance: Callable[[], float],
        report: Callable[[Visit], None],
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._archive = archive
        self._filing = filing
        self._intake = Intake(archive=archive, filing=filing, clock=clock, pages_per_round=pages_per_round)
        self._clock = clock
        self._limits = limits
        self._under_way = asyncio.Semaphore(concurrency * WAITING_EACH)
        self._slots = asyncio.Semaphore(concurrency)
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()  # as long as anybody is there
        self._chance = chance
        self._report = report
        self._schedule: dict[SourceId, tuple[Source, PollState]] = {}
        self._visiting: set[SourceId] = set()

    async def run(self) -> None:
        """Visit what is due at every tick until the clock stops; visits under way are finished."""
        refreshed: datetime | None = None
        async with asyncio.TaskGroup() as group, aclosing(self._ticks()) as ticks:
            async for now in ticks:
                if refreshed is None or now - refreshed >= REFRESH:
                    await self.refresh()
                    await self._filing.reload()  # keywords may have been changed by the command line, beside us
                    refreshed = now
                for source, state in self._due(now):
                    self._visiting.add(source.id)
                    group.create_task(self._scheduled_visit(source, state))

    async def once(self) -> tuple[Visit, ...]:
        """Visit every source now, whatever its schedule; a server's Retry-After and a 410 still hold."""
        await self.refresh()
        now = self._clock.now()
        open_to_us = [
            (source, state) for source, state in self._schedule.values() if not self._limits.is_barred(state, now)
        ]
        async with asyncio.TaskGroup() as group:
            visits = [group.create_task(self.visit(source, state)) for source, state in open_to_us]
        return tuple(visit.result() for visit in visits)

    async def refresh(self) -> None:
        """Read the list of sources anew, with the states of visits that were to be recorded a little later."""
        await self._filing.flush()
        self._schedule = {source.id: (source, state) for source, state in await self._archive.sources()}

    async def visit(self, source: Source, state: PollState) -> Visit:
        """One visit, recorded; whatever the weather, it comes back as a value."""
        started = self._clock.now()
        async with self._of_host(source), self._under_way:
            try:
                visit = await self._visit(source, state)
            except (FetchFailed, UrlRefused, FeedUnreadable, PageUnreadable) as error:
                clear_frames(error.__traceback__)  # they hold the page, and recording a failure may take a while
                visit = await self._failed(source, state, error)
            except StoreUnusable as error:
                visit = self._unrecorded(source, state, error)
        visit = replace(visit, seconds=(self._clock.now() - started).total_seconds())
        self._schedule[source.id] = (visit.source, visit.state)
        self._report(visit)
        return visit

    def _of_host(self, source: Source) -> asyncio.Semaphore:
        """Whoever waits for its host holds up nobody else."""
        name = host(source.url)
        turns = self._hosts.get(name) or asyncio.Semaphore(VISITS_OF_A_HOST)
        self._hosts[name] = turns
        return turns

    def _ticks(self) -> AsyncGenerator[datetime, None]:
        return self._clock.ticks(min(TICK_SECONDS, max(self._limits.min_interval.total_seconds() / 2, 0.1)))

    def _due(self, now: datetime) -> list[tuple[Source, PollState]]:
        return [
            (source, state)
            for source, state in self._schedule.values()
            if is_due(state, now) and source.id not in self._visiting
        ]

    async def _scheduled_visit(self, source: Source, state: PollState) -> None:
        try:
            await self.visit(source, state)
        finally:
            self._visiting.discard(source.id)

    async def _visit(self, source: Source, state: PollState) -> Visit:
        if source.kind == "page":
            await self._ask_leave(source)
        found = await self._found(source, state)
        if isinstance(found, Visit):
            return found
        async with self._slots:
            return await self._take_in(found, state)

    async def _found(self, source: Source, state: PollState) -> Haul | Visit:
        """What the source holds now; the visit where that is nothing new. The page's bytes are let go here."""
        with self._fetcher.in_hand():
            answer = await self._fetcher.fetch(source.url, etag=state.etag, last_modified=state.last_modified)
            if isinstance(answer, NotModified) or _body_hash(answer) == state.body_hash:
                return await self._unchanged(source, state, answer)
            return await self._read_source(source, state, answer)

    async def _ask_leave(self, source: Source) -> None:
        """A page watched for itself is read as robots read: before it is asked for, its site is."""
        if not await self._fetcher.may_fetch_page(source.url):
            raise FetchFailed(source.url, "its robots.txt asks us not to read this page")

    async def _unchanged(self, source: Source, state: PollState, answer: Page | NotModified) -> Visit:
        now, jitter = self._clock.now(), self._chance()
        after = after_not_modified(state, answer, now=now, limits=self._limits, jitter=jitter)
        return await self._settled(Visit(source=source, outcome="unchanged", state=after))

    async def _failed(self, source: Source, state: PollState, error: WatchwordError) -> Visit:
        after = after_failure(state, error, now=self._clock.now(), limits=self._limits, jitter=self._chance())
        return await self._settled(Visit(source=source, outcome="failed", state=after, error=after.last_error))

    def _unrecorded(self, source: Source, state: PollState, error: StoreUnusable) -> Visit:
        """The archive took nothing, so nothing counts as seen: the source is read again as soon as it may be."""
        later = replace(state, next_poll=self._clock.now() + max(self._limits.min_interval, STORE_PAUSE))
        return Visit(source=source, outcome="failed", state=later, error=f"not recorded: {error.reason}")

    async def _settled(self, visit: Visit) -> Visit:
        """Record the source's next state, and its new address once that is believed."""
        source, state = visit.source, visit.state
        if (address := new_address(state)) is not None:
            source = replace(source, url=address)
            state = replace(state, moved_to=None, moved_count=0)
        await self._filing.keep(Harvest(source=source.id, state=state, url=source.url, kind=source.kind))
        return replace(visit, source=source, state=state)

    # --- what a source holds ---

    async def _read_source(self, source: Source, state: PollState, page: Page) -> Haul:
        if source.kind == "page":
            return await self._read_page(source, page)
        try:
            return self._haul(page, await self._parser.feed(page, reader=state.reader), source)
        except FeedUnreadable as error:
            if state.baseline_at is not None:
                raise
            return await self._discover(source, page, error)

    async def _discover(self, source: Source, page: Page, error: FeedUnreadable) -> Haul:
        """What was given as a source and is no feed: the feed it offers, as a site or an index of sitemaps does.

        A page that offers none is watched itself.
        """
        offered = await self._parser.links(page)
        if not offered and error.is_html and source.kind == "auto":
            await self._ask_leave(source)
            return await self._read_page(replace(source, kind="page"), page)
        if not offered:
            raise error
        answer = await self._fetcher.fetch(offered[0], led_by=source.url)
        if isinstance(answer, NotModified):
            raise FeedUnreadable("the feed answered 304 to a first request")
        feed = await self._parser.feed(answer)
        return self._haul(answer, feed, replace(source, url=offered[0], kind="feed"))

    async def _read_page(self, source: Source, page: Page) -> Haul:
        """A page watched for itself: one entry, new whenever its text is."""
        article = await self._parser.article(page, Hints(url=page.final_url, outlet=None))
        article = replace(article, url=article.url and keyless(article.url))  # others are told it, a key is the team's
        entry = Entry(
            guid=hashlib.sha256(article.text.encode()).hexdigest(),
            link=None,  # the address is the same for every version: identity is the text
            title=article.title,
            excerpt=article.text,
            published=article.published,
        )
        feed = Feed(title=article.outlet or source.name, entries=(entry,), link=page.final_url)
        return self._haul(page, feed, source, article)

    def _haul(self, page: Page, feed: Feed, source: Source, article: Article | None = None) -> Haul:
        return Haul(
            page=replace(page, body=b""),
            body_hash=_body_hash(page),
            feed=feed,
            source=source,
            reader=EntryReader(fetcher=self._fetcher, parser=self._parser),
            article=article,
        )

    async def _take_in(self, haul: Haul, state: PollState) -> Visit:
        """File what is new, then record the source's next state: never validators before entries."""
        is_baseline = state.baseline_at is None
        taken = await self._intake.take(haul, state)
        after = after_success(
            state,
            page=haul.page,
            feed=haul.feed,
            new_entries=taken.entries,
            now=self._clock.now(),
            limits=self._limits,
            jitter=self._chance(),
        )
        if taken.is_cut:  # without validators the next visit sees what is still to come
            after = replace(after, etag=None, last_modified=None, body_hash=None)
        else:
            after = replace(after, body_hash=haul.body_hash)
        if taken.is_behind:
            after = replace(
                after, last_success=state.last_success, quiet_days=state.quiet_days
            )  # a pause lasts until all it left is read
        if taken.filed:
            after = replace(after, quiet_days=0)
        return await self._settled(
            Visit(
                source=haul.source,
                outcome="baseline" if is_baseline else "new" if taken.entries else "unchanged",
                state=after,
                entries=taken.entries,
                filed=taken.filed,
                alerts=taken.alerts,
            )
        )


def _body_hash(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()

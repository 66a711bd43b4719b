"""Articles that were told are read again, politely: what their outlet changed since is told once, if it matters."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Literal

from bot.core.attributions import attributed
from bot.core.edits import completes, find_edits, has_other_quotes, is_comparable, keeps_every_quote, untold
from bot.core.errors import FetchFailed, PageUnreadable, StoreUnusable, UrlRefused
from bot.core.excerpts import is_text_of
from bot.core.messages import chosen_quotes
from bot.core.model import Article, Edit, EditKind, Filed, Hints, NotModified, SourceId
from bot.core.rereads import Reread, after_failure, after_reading, ended, is_taken_down
from bot.ports import Archive, Clock, Fetcher, Harvest, Parser
from bot.services.filing import Filing, Revision

TICK_SECONDS = 60.0
PER_TICK = 20  # read at most; others wait for the next tick
AT_ONCE = 4  # beside the polls, which come first

Result = Literal["unchanged", "edited", "refreshed", "completed", "taken down", "failed", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What one reading brought, for logs and counters. `edits` are those told."""

    reread: Reread
    outcome: Result
    edits: tuple[Edit, ...] = ()
    error: str | None = None  # for people


class Rereads:
    """Reads what is due; whatever the weather, each reading ends in a state of its own and touches no other."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        parser: Parser,
        archive: Archive,
        filing: Filing,
        clock: Clock,
        report: Callable[[Rereading], None],
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._archive = archive
        self._filing = filing
        self._clock = clock
        self._report = report
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Read what is due at every tick until the clock stops."""
        async with aclosing(self._clock.ticks(TICK_SECONDS)) as ticks:
            async for _ in ticks:
                await self.once()

    async def once(self) -> tuple[Rereading, ...]:
        """Read what is due now, the longest due first, `PER_TICK` at most."""
        due = await self._archive.due_rereads(self._clock.now(), limit=PER_TICK)
        sources = {source.id: source.url for source, _ in await self._archive.sources()} if due else {}
        async with asyncio.TaskGroup() as group:
            readings = [group.create_task(self._reading(reread, sources)) for reread in due]
        if readings:
            await self._filing.flush()  # so that none of them is due again at the next tick
        return tuple(reading.result() for reading in readings)

    async def _reading(self, reread: Reread, sources: Mapping[SourceId, str]) -> Rereading:
        async with self._slots:
            try:
                reading = await self._read(reread, sources)
            except (FetchFailed, UrlRefused, PageUnreadable) as error:
                reading = await self._failed(reread, error)
            except StoreUnusable as error:  # nothing was recorded, so it is still due
                reading = Rereading(reread=reread, outcome="failed", error=f"not recorded: {error.reason}")
        self._report(reading)
        return reading

    async def _read(self, reread: Reread, sources: Mapping[SourceId, str]) -> Rereading:
        filed = await self._filed(reread)
        if filed is None or not await self._fetcher.may_fetch_page(reread.url):
            return await self._settled(ended(reread), "ended")
        with self._fetcher.in_hand():
            answer = await self._fetcher.fetch(
                reread.url,
                etag=reread.etag,
                last_modified=reread.last_modified,
                led_by=None if filed.source is None else sources.get(filed.source, ""),
            )
            if isinstance(answer, NotModified):
                return await self._settled(after_reading(reread, now=self._clock.now()), "unchanged")
            body_hash = hashlib.sha256(answer.body).hexdigest()
            after = after_reading(reread, now=self._clock.now(), page=answer, body_hash=body_hash)
            if body_hash == reread.body_hash:
                return await self._settled(after, "unchanged")
            article = await self._parser.article(answer, _hints(filed.analysis.article))
        if await self._is_filed(article, filed):
            return await self._settled(after, "unchanged")
        return await self._compare(filed, _as_known(article, filed.analysis.article), after)

    async def _compare(self, filed: Filed, article: Article, reread: Reread) -> Rereading:
        old = filed.analysis
        if old.article.is_partial:
            return await self._complete(filed, article, reread)
        if not await asyncio.to_thread(is_comparable, old.article, article):
            return await self._settled(reread, "unchanged")
        new = await self._filing.analysed(article)
        # beside the loop: two texts of half a million letters take a tenth of a second
        said = await self._archive.attributions(filed)  # what people said of speakers is no edit of the outlet's
        read = replace(new, quotes=attributed(new.quotes, said))
        edits = await asyncio.to_thread(find_edits, old, read, shown=chosen_quotes(old))
        if not edits and not has_other_quotes(old, read):
            return await self._settled(reread, "unchanged")
        news = untold(edits, reread.edits)
        revision = Revision(
            filed=filed,
            analysis=new,
            edits=news,
            reread=reread,
            keeps_former=not keeps_every_quote(old, article),
            is_visible=bool(edits),
        )
        await self._filing.revise(revision)
        return Rereading(reread=reread, outcome="edited" if news else "refreshed", edits=news)

    async def _complete(self, filed: Filed, article: Article, reread: Reread) -> Rereading:
        """What was told from an excerpt, now that its page can be had."""
        if not completes(filed.analysis.article, article):
            return await self._settled(reread, "unchanged")
        new = await self._filing.analysed(article)
        await self._filing.revise(Revision(filed=filed, analysis=new, reread=reread, is_visible=True))
        return Rereading(reread=reread, outcome="completed")

    async def _failed(self, reread: Reread, error: FetchFailed | UrlRefused | PageUnreadable) -> Rereading:
        after = after_failure(reread, error, now=self._clock.now())
        filed = await self._filed(reread)
        if filed is None or not isinstance(error, FetchFailed) or not is_taken_down(reread, error):
            return await self._settled(after, "failed", error=error.reason)
        edits = untold([Edit(kind=EditKind.TAKEN_DOWN, now=f"HTTP {error.status}")], reread.edits)
        await self._filing.revise(Revision(filed=filed, edits=edits, reread=after, is_visible=bool(edits)))
        return Rereading(reread=after, outcome="taken down", edits=edits, error=error.reason)

    async def _filed(self, reread: Reread) -> Filed | None:
        return next(iter(await self._archive.articles([reread.article])), None)

    async def _is_filed(self, article: Article, filed: Filed) -> bool:
        """Whether a poll has brought this version already, as of a page that is watched for itself."""
        url = filed.analysis.article.url
        newest = await self._archive.article_by_url(url) if url else None
        return newest is not None and newest.id != filed.id and is_text_of(newest, article.text)

    async def _settled(self, reread: Reread, outcome: Result, *, error: str | None = None) -> Rereading:
        await self._filing.keep(Harvest(source=None, rereads=(reread,)))
        return Rereading(reread=reread, outcome=outcome, error=error)


def _hints(article: Article) -> Hints:
    return Hints(
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        byline=", ".join(article.byline) or None,
        published=article.published,
        updated=article.updated,
        language=article.language,
    )


def _as_known(article: Article, before: Article) -> Article:
    """Address, outlet and day stay what the alert said: they are what the article is known by."""
    return replace(
        article,
        url=before.url or article.url,
        outlet=before.outlet or article.outlet,
        published=before.published or article.published,
    )

"""The `Parser` of the bot: one crew for feeds, one for articles."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Self, TypeVar

from bot.adapters.parsing import child
from bot.adapters.parsing.child import Failure
from bot.adapters.parsing.crew import Crew, Limits
from bot.core.errors import FeedUnreadable, PageUnreadable
from bot.core.model import Article, Entry, Feed, Hints, Page, Topic
from bot.core.urls import host
from bot.ports import Reading

_T = TypeVar("_T")

ARTICLE_BYTES = (
    4_000_000  # of HTML; the longest articles are a tenth of it, and what is more costs a child many seconds
)
BYTES_A_SECOND = 100_000  # how much heavier a page is than others, in the seconds it lets them go first
READING = 10  # what an article says costs as much as so many times its length in markup
COSTLY_SECONDS, COSTLY_AT_MOST = 60, 5
SITES = 1000
LIGHT_BYTES = 128 * 1024  # what even the worst markup of this size costs is a fraction of a second


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsingLimits:
    """A feed child holds some 40 MB at rest, an article child some 150."""

    feeds: Limits = field(default_factory=lambda: Limits(workers=2, wall_seconds=10, cpu_seconds=5, memory_mb=80))
    articles: Limits = field(default_factory=lambda: Limits(workers=1, wall_seconds=20, cpu_seconds=10, memory_mb=240))


class PoolParser:
    """`Parser` in child processes, used as `async with PoolParser(limits) as parser`.

    A child that crashes, takes too long or too much is a page that can't be read, with a reason for people; the others
    go on. A task that is cancelled ends at once, and its child with it. A fault of ours in a child is logged.
    Large feeds leave one child to the others, so that a few that cost seconds never hold up all.
    Where articles alone are read, `reads_feeds=False` saves starting the other crew.
    """

    def __init__(self, limits: ParsingLimits, *, reads_feeds: bool = True) -> None:
        self._reads_feeds = reads_feeds
        self._feeds = Crew(limits.feeds, child.prepare_for_feeds)
        self._articles = Crew(limits.articles, child.prepare_for_articles)
        self._large = asyncio.Semaphore(max(1, limits.feeds.workers - 1))
        self._costly: dict[str, int] = {}  # by site, until one of its pages is read again
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opening:
            if self._reads_feeds:
                await opening.enter_async_context(self._feeds)
            await opening.enter_async_context(self._articles)
            self._open = opening.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def feed(self, page: Page, *, reader: str | None = None) -> Feed:
        return await self._feed(page, child.read_feed, page.body, page.final_url, page.content_type, reader)

    async def links(self, page: Page) -> tuple[str, ...]:
        return await self._feed(page, child.find_links, page.body, page.final_url)

    async def article(self, page: Page, hints: Hints) -> Article:
        if len(page.body) > ARTICLE_BYTES and not page.body.startswith(b"%PDF"):
            raise PageUnreadable("the page is too large for an article")
        return await self._article(
            page.final_url, len(page.body), child.read_page, page.body, page.final_url, page.content_type, hints
        )

    async def pasted(self, text: str, hints: Hints, *, is_clean: bool = False) -> Article:
        return _article(await self._articles.run(child.read_pasted, text, hints, is_clean))

    async def told(self, entry: Entry, *, reason: str | None) -> Article:
        return _article(await self._articles.run(child.read_entry, entry, reason))

    async def read(self, article: Article, topic: Topic) -> Reading:
        weight = len(article.text) * READING
        return await self._article(article.url or "", weight, child.read_article, article, topic)

    async def _article(self, url: str, weight: int, task: Callable[..., _T], *args: object) -> _T:
        """Whoever is heavy, or whose site cost a child all it may use, lets the others go first."""
        site = host(url)
        later = weight / BYTES_A_SECOND + COSTLY_SECONDS * self._costly.get(site, 0)
        outcome = await self._articles.run(task, *args, later_seconds=later)
        costly = self._costly.pop(site, 0)
        if isinstance(outcome, Failure) and outcome.is_costly:
            self._costly[site] = min(costly + 1, COSTLY_AT_MOST)  # the last one to be forgotten
            if len(self._costly) > SITES:
                del self._costly[next(iter(self._costly))]
        return _article(outcome)

    async def _feed(self, page: Page, task: Callable[..., _T], *args: object) -> _T:
        is_light = len(page.body) <= LIGHT_BYTES
        async with nullcontext() if is_light else self._large:
            outcome = await self._feeds.run(task, *args)
        if isinstance(outcome, Failure):
            raise FeedUnreadable(outcome.reason, is_html=outcome.is_html)
        return outcome


def _article(outcome: _T | Failure) -> _T:
    if isinstance(outcome, Failure):
        raise PageUnreadable(outcome.reason, is_costly=outcome.is_costly)
    return outcome

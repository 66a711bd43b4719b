"""What is asked of the network and of those who read what came from there."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.core.model import Article, Entry, Feed, Hints, NotModified, Page, Position, Quote, Span, Topic


class Fetcher(Protocol):
    """Brings pages from the public internet, politely and within bounds."""

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        led_by: str | None = None,
    ) -> Page | NotModified:
        """The page at `url`, after at most ten redirects, decompressed.

        Every address is judged at the socket; pace, size, time and redirects are bounded by the adapter's settings.
        Raises `UrlRefused` for an address that may not be fetched, `FetchDelayed`, `SourceGone`, else `FetchFailed`.
        A body that was cut is a failure, never a short page.
        `led_by` is the address whose content names this one, "" where that is not known any more; None: a person or the
        operator does. Content leads into a private network only from there; and while a host asks for patience
        (`FetchDelayed`), what content names is not asked for.
        """

    def in_hand(self) -> AbstractContextManager[None]:
        """A block in which one page is fetched, and read for as long as it is held.

        A large page waits until there is room for it beside those in other blocks; a block within a block is a part
        of it. What takes long is done after the block, without the page's bytes.
        """

    async def may_fetch_page(self, url: str) -> bool:
        """Whether the site's robots.txt lets us read this page; True where there is none. Cached for a day."""


class Parser(Protocol):
    """Reads hostile bytes in a child process with limits of CPU, memory and time. A child that dies is weather."""

    async def feed(self, page: Page, *, reader: str | None = None) -> Feed:
        """The feed, news sitemap or JSON Feed in `page`. Raises `FeedUnreadable`."""

    async def links(self, page: Page) -> tuple[str, ...]:
        """The feeds and sitemaps that a page or an index of sitemaps offers, best first. Raises `FeedUnreadable`."""

    async def article(self, page: Page, hints: Hints) -> Article:
        """The article of a page (HTML or PDF). Raises `PageUnreadable` with why."""

    async def pasted(self, text: str, hints: Hints, *, is_clean: bool = False) -> Article:
        """The article in text copied from a browser; `is_clean` text comes back unchanged. Raises `PageUnreadable`."""

    async def told(self, entry: Entry, *, reason: str | None) -> Article:
        """What a feed alone says of an entry, whose page could not be had for `reason`. Raises `PageUnreadable`."""

    async def read(self, article: Article, topic: Topic) -> "Reading":
        """What the article says. Raises `PageUnreadable` when that is too much for a child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a parser reads from an article's text."""

    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    summary: tuple[Span, ...] = ()

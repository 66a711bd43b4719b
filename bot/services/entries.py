"""From a feed's entry to its article: from its page, else from what the feed says of it."""

import asyncio
from datetime import datetime
from enum import Enum
from traceback import clear_frames

from bot.core.errors import FetchDelayed, FetchFailed, PageUnreadable, UrlRefused
from bot.core.holding import LONG
from bot.core.model import Article, Entry, Hints, Page
from bot.core.urls import canonical_url
from bot.ports import Fetcher, Parser

COSTLY = "another page of this site was too much to read"


class Unread(Enum):
    """Why there is no article: the entry is a bare address, and its page gave none."""

    FOR_NOW = "its server may give it later"
    FOR_GOOD = "it can't be read"


class EntryReader:
    """Reads the entries of one visit; the weather on the way becomes a partial article that says so.

    One of its pages is read at a time, so that those of other sources get their turn in between. After one that took
    all a child may use none is read any more: the rest comes from the feed, and the next visit tries anew.
    """

    def __init__(self, *, fetcher: Fetcher, parser: Parser) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._reading = asyncio.Lock()
        self._is_costly = False

    async def article(self, entry: Entry, *, source: str, now: datetime) -> Article | Unread:
        """The page of an entry of the source at this address as an article.

        Where it can't be had, what the feed says of it, marked so.
        """
        if entry.link is None:
            return await self.from_content(entry, reason=None)
        try:
            return await self._from_page(entry, entry.link, source)
        except (FetchFailed, UrlRefused, PageUnreadable) as error:
            clear_frames(error.__traceback__)  # they hold the page
            if is_bare(entry):
                return Unread.FOR_NOW if _may_be_had(entry, error, now) else Unread.FOR_GOOD
            return await self.from_content(entry, reason=error.reason)

    async def from_content(self, entry: Entry, *, reason: str | None) -> Article | Unread:
        """From the full content that some feeds carry, which is as good as the page; else from the excerpt."""
        if is_bare(entry):
            return Unread.FOR_GOOD
        if entry.content_html and entry.link:
            page = Page(
                url=entry.link,
                final_url=entry.link,
                status=200,
                content_type="text/html; charset=utf-8",
                body=f"<!doctype html><article>{entry.content_html}</article>".encode(errors="replace"),
            )
            try:
                whole = await self._read(page, entry)
            except PageUnreadable:
                return await self.told(entry, reason=reason)
            if len(whole.text) > len(entry.excerpt):
                return whole
        return await self.told(entry, reason=reason)

    async def told(self, entry: Entry, *, reason: str | None) -> Article:
        """What the feed says of it; where that is too much for a child, the excerpt as it stands."""
        try:
            return await self._parser.told(entry, reason=reason)
        except PageUnreadable as error:
            return excerpt_of(entry, reason=reason or error.reason)

    async def _from_page(self, entry: Entry, link: str, source: str) -> Article:
        if self._is_costly:
            raise PageUnreadable(COSTLY)
        with self._fetcher.in_hand():
            page = await self._fetcher.fetch(link, led_by=source)
            assert isinstance(page, Page)  # no validators were sent
            return await self._read(page, entry)

    async def _read(self, page: Page, entry: Entry) -> Article:
        async with self._reading:
            if self._is_costly:
                raise PageUnreadable(COSTLY)
            try:
                return await self._parser.article(page, hints_of(entry))
            except PageUnreadable as error:
                self._is_costly = error.is_costly
                raise


def is_bare(entry: Entry) -> bool:
    """Whether only its address is known, as a sitemap without news gives it: nothing to make an article of."""
    return entry.title.strip() in ("", entry.link) and not entry.excerpt.strip() and not entry.content_html


def excerpt_of(entry: Entry, *, reason: str) -> Article:
    """What the feed says of it, as it stands."""
    return Article(
        title=entry.title,
        text=entry.excerpt,
        url=_address(entry.link),
        outlet=entry.outlet,
        published=entry.published,
        updated=entry.updated,
        is_partial=True,
        partial_reason=reason,
    )


def hints_of(entry: Entry) -> Hints:
    """What a feed says of an entry, for the reading of its page."""
    return Hints(
        url=entry.link,
        title=entry.title,
        outlet=entry.outlet,
        byline=entry.author,
        published=entry.published,
        updated=entry.updated,
        excerpt=entry.excerpt,
        language=entry.language,
    )


def _may_be_had(entry: Entry, error: Exception, now: datetime) -> bool:
    """Where the server asks for patience; where it is out of order, as long as the entry is news by its own date."""
    if isinstance(error, FetchDelayed):
        return True
    is_weather = isinstance(error, FetchFailed) and (error.status is None or error.status >= 500)
    stated = entry.published or entry.updated
    return is_weather and stated is not None and abs(now - stated.instant()) <= LONG


def _address(link: str | None) -> str | None:
    try:
        return canonical_url(link) if link else None
    except UrlRefused:
        return None

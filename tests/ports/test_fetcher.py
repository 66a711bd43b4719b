"""The one suite for every `Fetcher`: the one on aiohttp, against a local server, and the fake."""

from asyncio import StreamWriter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Protocol

import pytest

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.core.errors import FetchDelayed, FetchFailed, SourceGone, UrlRefused
from bot.core.model import NotModified, Page
from bot.ports import Fetcher
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.server import LocalServer, response


class World(Protocol):
    """A web of pages and a fetcher to read it with."""

    @property
    def fetcher(self) -> Fetcher: ...

    def url(self, path: str) -> str: ...

    def put(
        self, path: str, body: bytes, *, content_type: str, etag: str | None = None, last_modified: str | None = None
    ) -> str: ...

    def fail(self, path: str, status: int, *, retry_after: int | None = None) -> str: ...

    def disallow(self, path: str) -> str: ...


class LocalWorld:
    def __init__(self, server: LocalServer, fetcher: Fetcher) -> None:
        self.server = server
        self.fetcher = fetcher

    def url(self, path: str) -> str:
        return self.server.url(path)

    def put(
        self, path: str, body: bytes, *, content_type: str, etag: str | None = None, last_modified: str | None = None
    ) -> str:
        headers = [f"Content-Type: {content_type}"]
        headers += [f"ETag: {etag}"] if etag else []
        headers += [f"Last-Modified: {last_modified}"] if last_modified else []

        async def answer(writer: StreamWriter) -> None:
            asked = self.server.asked(path)[-1].headers
            known = {asked.get("if-none-match"), asked.get("if-modified-since")} & {etag, last_modified} - {None}
            whole = response(body, headers=tuple(headers))
            writer.write(response(status="304 Not Modified") if known else whole)

        return self.server.put(path, answer)

    def fail(self, path: str, status: int, *, retry_after: int | None = None) -> str:
        headers = () if retry_after is None else (f"Retry-After: {retry_after}",)
        return self.server.put(path, response(status=f"{status} No", headers=headers))

    def disallow(self, path: str) -> str:
        self.server.put("/robots.txt", response(f"User-agent: *\nDisallow: {path}\n".encode()))
        return self.server.url(path)


class FakeWorld:
    def __init__(self) -> None:
        self.fetcher: FakeFetcher = FakeFetcher()

    def url(self, path: str) -> str:
        return f"https://council.example{path}"

    def put(
        self, path: str, body: bytes, *, content_type: str, etag: str | None = None, last_modified: str | None = None
    ) -> str:
        url = self.url(path)
        self.fetcher.put(url, body, content_type=content_type, etag=etag, last_modified=last_modified)
        return url

    def fail(self, path: str, status: int, *, retry_after: int | None = None) -> str:
        url, reason = self.url(path), f"HTTP {status}"
        if retry_after is not None:
            wait = timedelta(seconds=retry_after)
            self.fetcher.fail(url, FetchDelayed(url, reason, status=status, retry_after=wait))
        else:
            self.fetcher.fail(url, (SourceGone if status == 410 else FetchFailed)(url, reason, status=status))
        return url

    def disallow(self, path: str) -> str:
        self.fetcher.disallow(self.url(path))
        return self.url(path)


@pytest.fixture(params=["http", "fake"])
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    if request.param == "fake":
        yield FakeWorld()
        return
    async with LocalServer() as server, HttpFetcher(FetchLimits(allow_private=(server.pair,))) as fetcher:
        yield LocalWorld(server, fetcher)


async def test_a_page_comes_with_its_type_and_validators(world: World) -> None:
    url = world.put(
        "/feed",
        b"<rss/>",
        content_type="Application/RSS+xml; charset=UTF-8",
        etag='W/"a 1"',
        last_modified="Tue, 03 Mar 2026 09:00:00 GMT",
    )
    page = await world.fetcher.fetch(url)

    assert page == Page(
        url=url,
        final_url=url,
        status=200,
        content_type="application/rss+xml; charset=utf-8",
        body=b"<rss/>",
        etag='W/"a 1"',
        last_modified="Tue, 03 Mar 2026 09:00:00 GMT",
    )


async def test_what_has_not_changed_is_not_sent_again(world: World) -> None:
    url = world.put("/feed", b"<rss/>", content_type="", etag='"1"', last_modified="Tue, 03 Mar 2026 09:00:00 GMT")

    assert await world.fetcher.fetch(url, etag='"1"') == NotModified(url=url)
    assert await world.fetcher.fetch(url, last_modified="Tue, 03 Mar 2026 09:00:00 GMT") == NotModified(url=url)
    assert isinstance(await world.fetcher.fetch(url, etag='"0"'), Page)


async def test_a_page_that_is_not_there_is_a_failure_with_its_status(world: World) -> None:
    url = world.put("/there", b"", content_type="")
    with pytest.raises(FetchFailed) as failure:
        await world.fetcher.fetch(url.replace("there", "nowhere"))

    assert failure.value.status == 404


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_may_ask_for_patience(world: World, status: int) -> None:
    url = world.fail("/feed", status, retry_after=90)
    with pytest.raises(FetchDelayed) as delay:
        await world.fetcher.fetch(url)

    assert (delay.value.status, delay.value.retry_after) == (status, timedelta(seconds=90))


@pytest.mark.parametrize("status", [429, 503])
async def test_what_content_names_is_not_asked_for_while_its_host_asks_for_patience(world: World, status: int) -> None:
    feed, page = world.put("/feed", b"<rss/>", content_type=""), world.fail("/1", status, retry_after=90)
    with pytest.raises(FetchDelayed):
        await world.fetcher.fetch(page, led_by=feed)
    with pytest.raises(FetchDelayed) as delay:
        await world.fetcher.fetch(world.url("/2"), led_by=feed)

    assert delay.value.status == status
    assert timedelta(seconds=85) < delay.value.retry_after <= timedelta(seconds=90)
    assert isinstance(await world.fetcher.fetch(feed), Page)  # a feed has a patience of its own


async def test_gone_is_gone(world: World) -> None:
    with pytest.raises(SourceGone):
        await world.fetcher.fetch(world.fail("/feed", 410))


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/hosts", "https://a:b@example.org/", "http://example.org:22/", "nonsense"]
)
async def test_what_is_no_public_web_address_is_refused(world: World, url: str) -> None:
    with pytest.raises(UrlRefused):
        await world.fetcher.fetch(url)


async def test_a_site_says_which_pages_may_be_read(world: World) -> None:
    allowed = world.put("/news/1", b"", content_type="")

    assert not await world.fetcher.may_fetch_page(world.disallow("/private/1"))
    assert await world.fetcher.may_fetch_page(allowed)

"""Where content leads: never into a private network from outside, never to a host that asked to be left alone."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.http.answer import Answer
from bot.adapters.http.patience import HOSTS, Patience
from bot.core.errors import FetchDelayed, FetchFailed, UrlRefused
from bot.core.model import Page
from tests.fakes.server import LocalServer, response


@pytest.fixture
async def server() -> AsyncIterator[LocalServer]:
    async with LocalServer() as local:
        yield local


@pytest.fixture
async def fetcher(server: LocalServer) -> AsyncIterator[HttpFetcher]:
    async with HttpFetcher(FetchLimits(allow_private=(server.pair,))) as friendly:
        yield friendly


async def test_the_pages_of_a_feed_are_left_alone_once_one_of_them_asks_for_patience(
    server: LocalServer, fetcher: HttpFetcher
) -> None:
    feed = server.url("/feed")
    pages = [
        server.put(f"/{number}", response(status="429 Wait", headers=("Retry-After: 3600",))) for number in range(30)
    ]
    found = await asyncio.gather(*(fetcher.fetch(page, led_by=feed) for page in pages), return_exceptions=True)

    assert all(isinstance(each, FetchDelayed) for each in found)
    assert len(server.requests) <= 2  # of a host at once
    assert not await fetcher.may_fetch_page(pages[0])
    assert server.asked("/robots.txt") == []


async def test_too_many_requests_without_a_time_is_a_minute(server: LocalServer, fetcher: HttpFetcher) -> None:
    feed, page = server.url("/feed"), server.put("/1", response(status="429 Wait"))
    for _ in range(2):
        with pytest.raises(FetchFailed) as error:
            await fetcher.fetch(page, led_by=feed)

    assert isinstance(error.value, FetchDelayed)
    assert len(server.asked("/1")) == 1


def test_the_hosts_that_ask_for_patience_are_bounded_in_number_and_time() -> None:
    patience, answer = Patience(), Answer("", 429, CIMultiDictProxy(CIMultiDict({"Retry-After": "999999"})), b"")
    for number in range(HOSTS + 1):
        patience.hear(f"host{number}:80", answer, now=0.0)
    patience.refuse("host0:80", 1.0, asked="http://host0/")  # the one of longest ago
    with pytest.raises(FetchDelayed):
        patience.refuse("host1:80", 24 * 3600 - 1.0, asked="http://host1/")
    patience.refuse("host1:80", 24 * 3600.0, asked="http://host1/")


@pytest.mark.parametrize("led_by", ["https://gazette.example/feed.xml", ""])
async def test_content_of_the_internet_never_leads_to_a_pair_the_operator_trusts(
    server: LocalServer, fetcher: HttpFetcher, led_by: str
) -> None:
    url = server.put("/secret", response(b"inner"))
    with pytest.raises(UrlRefused):
        await fetcher.fetch(url, led_by=led_by)

    assert server.connections == 0
    assert isinstance(await fetcher.fetch(url), Page)
    assert isinstance(await fetcher.fetch(url, led_by=server.url("/feed")), Page)

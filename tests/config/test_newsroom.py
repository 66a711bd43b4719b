"""The sample newsroom: what it serves before, during and after its eight seconds."""

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import aiohttp
import pytest

from config.demo.newsroom import Newsroom, serving, sources
from config.demo.stories import sample_articles

OPENED = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)  # a Wednesday
REAL_AND_DATED = re.compile(r"Amazon|IBM|Microsoft|San Francisco|Boston|Portland")


class Hands:
    """A clock turned by hand."""

    def __init__(self) -> None:
        self.time = OPENED

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def newsroom(hands: Hands) -> Newsroom:
    return Newsroom(hands)


@pytest.fixture
async def base(newsroom: Newsroom) -> AsyncIterator[str]:
    async with serving(newsroom) as url:
        yield url


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def read(browser: aiohttp.ClientSession, url: str) -> bytes:
    async with browser.get(url) as answer:
        assert answer.status == 200
        return await answer.read()


def test_there_are_many_articles_of_many_outlets_at_newspaper_length() -> None:
    articles = sample_articles(OPENED)

    assert len(articles) >= 20
    assert len({article.outlet for article in articles}) == 8
    for article in articles:
        words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
        assert article.status != 200 or 120 <= words <= 400, article.slug


def test_weekdays_and_dates_follow_the_day_of_publication() -> None:
    by_slug = {article.slug: article for article in sample_articles(OPENED)}

    assert "voted 7–2 on Monday to ban" in by_slug["council-ban"].paragraphs[0]
    assert by_slug["council-ban"].paragraphs[1].endswith("It takes effect on 1 January 2027.")
    assert "expires on 31 December 2027" in by_slug["moratorium"].paragraphs[1]
    assert not any("[[" in paragraph for article in by_slug.values() for paragraph in article.paragraphs)


def test_all_are_published_before_they_appear() -> None:
    assert all(article.published < OPENED for article in sample_articles(OPENED))


def test_the_wire_copy_is_the_agencys_text() -> None:
    by_slug = {article.slug: article for article in sample_articles(OPENED)}

    assert len(by_slug["wire-copy"].paragraphs) == len(by_slug["wire-ban"].paragraphs)
    assert by_slug["wire-copy"].outlet != by_slug["wire-ban"].outlet


def test_nobody_real_is_quoted() -> None:
    for article in sample_articles(OPENED):
        for paragraph in article.paragraphs:
            assert not (REAL_AND_DATED.search(paragraph) and "“" in paragraph), paragraph


def test_newer_articles_appear_in_steps_within_ten_seconds(newsroom: Newsroom, hands: Hands) -> None:
    counts = [len(newsroom.articles())]
    newsroom.start()
    for _ in range(10):
        hands.time += timedelta(seconds=1)
        counts.append(len(newsroom.articles()))

    assert counts == sorted(counts)
    assert counts[0] < counts[2] < counts[5] < counts[8]
    assert counts[-1] == len(sample_articles(OPENED))
    assert newsroom.seconds < 10


def test_a_single_round_can_have_all_at_once(newsroom: Newsroom) -> None:
    newsroom.reveal_all()

    assert len(newsroom.articles()) == len(sample_articles(OPENED))


async def test_every_source_serves_an_article_before_the_start_and_links_that_work(
    base: str, newsroom: Newsroom, browser: aiohttp.ClientSession
) -> None:
    newsroom.reveal_all()

    for source in sources(base):
        assert await read(browser, source.url)
    for article in newsroom.articles():
        async with browser.get(base + article.path) as answer:
            assert answer.status == article.status


async def test_the_feeds_come_in_every_format(base: str, browser: aiohttp.ClientSession) -> None:
    roots = {}
    for source in sources(base):
        body = await read(browser, source.url)
        if source.kind == "page":
            assert b"<h1>" in body
        elif source.url.endswith(".json"):
            assert json.loads(body)["version"] == "https://jsonfeed.org/version/1.1"
        else:
            root = ElementTree.fromstring(body)
            roots[source.url.rsplit("/", 1)[1]] = (root.tag.rpartition("}")[2], root.get("version"))

    assert roots == {
        "feed.xml": ("rss", "2.0"),
        "atom.xml": ("feed", None),
        "index.rdf": ("RDF", None),
        "news-sitemap.xml": ("urlset", None),
        "rss091.xml": ("rss", "0.91"),
        "rss": ("rss", "2.0"),
    }


async def test_an_unchanged_feed_answers_304_and_a_changed_one_does_not(
    base: str, newsroom: Newsroom, hands: Hands, browser: aiohttp.ClientSession
) -> None:
    url = f"{base}/harbour-daily/feed.xml"
    newsroom.start()
    async with browser.get(url) as first:
        tag = first.headers["ETag"]
    async with browser.get(url, headers={"If-None-Match": tag}) as again:
        assert again.status == 304
    hands.time += timedelta(seconds=2)
    async with browser.get(url, headers={"If-None-Match": tag}) as later:
        assert later.status == 200


async def test_the_watched_page_shows_the_newest_article(
    base: str, newsroom: Newsroom, browser: aiohttp.ClientSession
) -> None:
    before = await read(browser, f"{base}/northport-courier/transit")
    newsroom.reveal_all()
    after = await read(browser, f"{base}/northport-courier/transit")

    assert b"to test live face matching" in before
    assert b"pauses live face matching" in after


async def test_what_has_not_appeared_cannot_be_read(base: str, browser: aiohttp.ClientSession) -> None:
    article = next(each for each in sample_articles(OPENED) if each.step > 0)

    for path in (article.path, "/harbour-daily/nothing.xml", "/nobody/feed.xml"):
        async with browser.get(base + path) as answer:
            assert answer.status == 404


async def test_a_page_has_furniture_around_its_article(
    base: str, newsroom: Newsroom, browser: aiohttp.ClientSession
) -> None:
    newsroom.reveal_all()
    paths = {article.slug: article.path for article in newsroom.articles()}

    library = (await read(browser, base + paths["library"])).decode()
    ban = (await read(browser, base + paths["bayline-ban"])).decode()

    assert "Council bans police facial recognition" in library
    assert all(word in library for word in ("cookies", "newsletter", "Comments", "<nav>"))
    assert "<strong>Correction:</strong> An earlier version" in ban

"""The one suite for every `Parser`: the pool of children, and the fake."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adapters.parsing import ParsingLimits, PoolParser
from bot.core.errors import FeedUnreadable, PageUnreadable
from bot.core.model import Article, Entry, Hints, Page, Timestamp, Topic
from bot.ports import Parser
from tests.fakes.parser import FakeParser

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one pool for all: its children take a while to start

SAMPLES = Path(__file__).parents[1] / "data" / "feeds"
TOPIC = Topic(id="faces", title="Face scans", rules=(), technology_words=("face scans",), policy_words=("ban",))

STORY = """
<html lang="en"><head><title>Council bans face scans - Herald</title>
<meta property="article:published_time" content="2026-11-24T17:19:58Z"></head><body>
<nav><a href="/">Home</a><a href="/feed/">Feed</a></nav><article><h1>Council bans face scans in Fairmere</h1>
<p>The Fairmere city council voted seven to two on Tuesday to ban face scans in parks, schools and town buildings,
after a year of hearings in which residents and shop owners spoke for and against the technology.</p>
<p>“We listened to everybody who came, and we decided to wait,” said Ines Holm, who chairs the council. The ban takes
effect in March and will be reviewed two years later, when the council has seen a report on how it worked.</p>
<p>Two members voted against it because the police had asked for an exception in searches for missing people, which
the council means to discuss again in the spring when the budget of the town is on the table.</p>
</article></body></html>
"""


def page(body: str | bytes, *, url: str = "https://herald.example/", content_type: str = "text/html") -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url=url, final_url=url, status=200, content_type=content_type, body=data)


@pytest_asyncio.fixture(loop_scope="module", params=["pool", "fake"], scope="module")
async def parser(request: pytest.FixtureRequest) -> AsyncIterator[Parser]:
    if request.param == "fake":
        yield FakeParser()
        return
    async with PoolParser(ParsingLimits()) as pool:
        yield pool


async def test_a_feed_is_read(parser: Parser) -> None:
    feed = await parser.feed(page((SAMPLES / "wordpress.rss.xml").read_bytes()))

    assert feed.title == "The Fairmere Herald"
    assert feed.entries[0].published == Timestamp(datetime(2026, 11, 24, 17, 19, 58, tzinfo=UTC))
    assert (await parser.feed(page("<rss><channel/></rss>"), reader="feedparser")).reader == "feedparser"


async def test_what_a_feed_says_of_an_entry_is_an_article_with_why_it_is_no_more(parser: Parser) -> None:
    entry = Entry(guid=None, title="Council bans face scans", link="https://herald.example/1", excerpt="Seven to two.")

    article = await parser.told(entry, reason="the site did not answer")

    assert (article.title, article.text) == ("Council bans face scans", "Seven to two.")
    assert article.partial_reason == "the site did not answer"


async def test_relative_links_start_where_the_page_was_found_in_the_end(parser: Parser) -> None:
    body = b"<rss><channel><item><title>t</title><link>/1</link></item></channel></rss>"
    moved = replace(page(body, url="https://old.example/"), final_url="https://new.example/f")

    assert (await parser.feed(moved)).entries[0].link == "https://new.example/1"


async def test_a_page_instead_of_a_feed_is_said_to_be_one(parser: Parser) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        await parser.feed(page("<!doctype html><html><body>Hello</body></html>"))

    assert caught.value.is_html
    assert caught.value.reason == "this is a web page, not a feed"


async def test_links_lead_to_feeds(parser: Parser) -> None:
    assert await parser.links(page(STORY)) == ("https://herald.example/feed/",)


async def test_an_article_is_read(parser: Parser) -> None:
    article = await parser.article(page(STORY), Hints(outlet="Herald"))

    assert article.title.startswith("Council bans face scans")
    assert "seven to two" in article.text
    assert article.outlet == "Herald"


async def test_a_page_without_an_article_says_so(parser: Parser) -> None:
    with pytest.raises(PageUnreadable) as caught:
        await parser.article(page(""), Hints())

    assert caught.value.reason


async def test_pasted_text_that_is_clean_comes_back_unchanged(parser: Parser) -> None:
    article = await parser.pasted("One line.\n\nAnother one.", Hints(title="Kept"), is_clean=True)

    assert (article.title, article.text) == ("Kept", "One line.\n\nAnother one.")


async def test_what_an_article_says_is_read(parser: Parser) -> None:
    said = "We listened to everybody who came, and we decided to wait,"
    text = f"The council voted seven to two on Tuesday.\n\n“{said}” said Ines Holm, who chairs the council."

    reading = await parser.read(Article(title="Council bans face scans", text=text), TOPIC)

    (quote,) = reading.quotes
    assert quote.text == said
    assert quote.speaker == "Ines Holm"
    assert reading.summary

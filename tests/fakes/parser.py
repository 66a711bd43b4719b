"""A `Parser` in this process: the same functions, no children, and failures to order."""

from bot.core.articles import article_from_entry, article_from_html, article_from_text
from bot.core.errors import FeedUnreadable, PageUnreadable
from bot.core.feeds import discover, parse_feed
from bot.core.model import Article, Entry, Feed, Hints, Page, Topic
from bot.core.positions import find_positions
from bot.core.quotes import find_quotes
from bot.core.summaries import summary
from bot.ports import Reading


class FakeParser:
    """Reads what the real one reads; `fail(url, error)` makes one page unreadable."""

    def __init__(self) -> None:
        self._failures: dict[str, FeedUnreadable | PageUnreadable] = {}

    def fail(self, url: str, error: FeedUnreadable | PageUnreadable) -> None:
        self._failures[url] = error

    async def feed(self, page: Page, *, reader: str | None = None) -> Feed:
        self._check(page)
        return parse_feed(page.body, url=page.final_url, content_type=page.content_type, reader=reader)

    async def links(self, page: Page) -> tuple[str, ...]:
        self._check(page)
        return discover(page.body, url=page.final_url)

    async def article(self, page: Page, hints: Hints) -> Article:
        self._check(page)
        return article_from_html(page.body, url=page.final_url, content_type=page.content_type, hints=hints)

    async def pasted(self, text: str, hints: Hints, *, is_clean: bool = False) -> Article:
        return article_from_text(text, hints=hints, is_clean=is_clean)

    async def told(self, entry: Entry, *, reason: str | None) -> Article:
        return article_from_entry(entry, reason=reason)

    async def read(self, article: Article, topic: Topic) -> Reading:
        quotes = find_quotes(article, topic=topic)
        return Reading(
            quotes=quotes, positions=find_positions(article, topic=topic), summary=summary(article, quotes=quotes)
        )

    def _check(self, page: Page) -> None:
        if failure := self._failures.get(page.url):
            raise failure

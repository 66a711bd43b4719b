"""Tell of one article because an admin, or a member by suggesting it, wants it told."""

from collections.abc import Callable, Sequence

from bot.core.errors import ChangeInvalid, FetchFailed, PageUnreadable, UrlRefused
from bot.core.model import Article, Filed, Hints, Page, Passed, Topic
from bot.core.translation import gettext
from bot.core.urls import canonical_url
from bot.ports import Archive, Fetcher, Parser
from bot.services.digests import Digests
from bot.services.filing import Arrival, Filing
from bot.services.suggesting import Suggesting
from bot.services.tune import By, ChangeLog


class Posting:
    """Of articles that were read; an address that was never seen has to be watched first."""

    def __init__(
        self,
        *,
        archive: Archive,
        fetcher: Fetcher,
        parser: Parser,
        filing: Filing,
        digests: Digests,
        topics: Sequence[Topic],
        log: ChangeLog,
        suggesting: Suggesting,
        on_owed: Callable[[], None],
    ) -> None:
        """`on_owed` is called when something waits to be sent."""
        self._fetcher = fetcher
        self._parser = parser
        self._archive = archive
        self._filing = filing
        self._digests = digests
        self._on_owed = on_owed
        self._topics = tuple(topics)
        self._log = log
        self._suggesting = suggesting

    async def post(self, url: str, *, by: By) -> str:
        """Owe it to every channel of its topic; its headline. Of what only a feed's words are known the page is read.

        Raises `ChangeInvalid` when that can't be.
        """
        url = canonical_url(url)
        filed = await self._archive.article_by_url(url)
        if filed is not None:
            title, is_told = filed.analysis.article.title, await self._tell(filed)
        else:
            passed = await self._archive.passed_by_url(url)
            if passed is None:
                raise ChangeInvalid(gettext("it was never read here; add its site as a source"))
            article = await self._whole(passed)
            outcome = await self._filing.file(article, source=passed.source, arrival=Arrival.WANTED)
            title, is_told = article.title, outcome.alerts > 0
        if not is_told:
            raise ChangeInvalid(gettext("its story was told already"))
        await self._log.changed("had told by hand:", title or url, by=by)
        return title or url

    async def suggest(self, url: str, *, by: By) -> tuple[str, bool]:
        """Into the history and the channels, for those who may; its headline, and False when that was asked lately.

        Raises `ChangeInvalid`.
        """
        url = canonical_url(url)
        filed, passed = await self._archive.article_by_url(url), await self._archive.passed_by_url(url)
        article = filed.analysis.article if filed else passed.article if passed else None
        if article is None:
            raise ChangeInvalid(gettext("it was never read here"))
        title = article.title or url
        return title, await self._suggesting.suggest("suggests to tell", f"{title} ({url})", by=by)

    async def _whole(self, passed: Passed) -> Article:
        """Read now, where it was not; as the feed said it, where it can't be. Raises `ChangeInvalid` without either."""
        article = passed.article
        if not article.is_partial or article.url is None:
            return article
        sources = {source.id: source.url for source, _ in await self._archive.sources()}
        led_by = "" if passed.source is None else sources.get(passed.source, "")
        try:
            page = await self._fetcher.fetch(article.url, led_by=led_by)
            assert isinstance(page, Page)  # no validators were sent
            hints = Hints(url=article.url, title=article.title, outlet=article.outlet, published=article.published)
            return await self._parser.article(page, hints)
        except (FetchFailed, UrlRefused, PageUnreadable) as error:
            if article.title or article.text:
                return article
            words = gettext(
                "nothing but its address is known, and its page can't be read: {reason}", reason=error.reason
            )
            raise ChangeInvalid(words) from error

    async def _tell(self, filed: Filed) -> bool:
        by_rule = {rule.id: rule.topic for rule in await self._archive.rules()}
        wanted = {by_rule.get(match.rule) for match in filed.analysis.matches}
        topic = next((topic for topic in self._topics if topic.id in wanted), self._topics[0])
        if await self._filing.tell(filed, topic):
            return True
        is_released = await self._digests.release(filed.story) > 0
        if is_released:
            self._on_owed()
        return is_released

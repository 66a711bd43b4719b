"""Change what is watched: add, remove, check, import and export sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.errors import FeedUnreadable, FetchFailed, PageUnreadable, SourceInvalid, UrlRefused
from bot.core.feeds import parse_opml, write_opml
from bot.core.masking import masked
from bot.core.messages.wording import counted
from bot.core.model import Filed, Hints, NotModified, Page, PollState, Revision, Source, SourceId, SourceKind
from bot.core.polling import PollLimits, first_state
from bot.core.text import cut
from bot.core.translation import gettext, gettext_noop
from bot.core.urls import UNKNOWN_NAME, canonical_url
from bot.ports import Archive, Clock, Fetcher, Parser
from bot.services.tune.log import By, ChangeLog
from bot.services.watch import Visit, Watch

DAYS: Final = 30  # looked back on when a source is new
OFFERS: Final = 4  # feeds of one page that are looked at beside the first
MATCHED: Final = 500
NOWHERE: Final = gettext_noop("That address can't be used: it doesn't lead to the public internet.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page offers; `title` is "" where it has none."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A source now watched, what its first visit brought, and the other feeds its page offered."""

    source: Source
    is_new: bool
    visit: Visit | None  # None when it was watched already
    others: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a list of sources came to; `unusable` are addresses, masked, with the reason."""

    added: int = 0
    known: int = 0
    unusable: tuple[tuple[str, str], ...] = ()


class Sources:
    """The list of sources, for every face alike."""

    def __init__(
        self,
        *,
        archive: Archive,
        log: ChangeLog,
        fetcher: Fetcher,
        parser: Parser,
        clock: Clock,
        watch: Watch,
        limits: PollLimits,
    ) -> None:
        self._archive = archive
        self._log = log
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._watch = watch
        self._limits = limits

    async def all(self) -> tuple[tuple[Source, PollState], ...]:
        """Every source with its state, oldest first."""
        return await self._archive.sources()

    async def add(self, url: str, *, by: By, name: str = "") -> Added:
        """Look what is there, watch it from now on and take the silent baseline.

        A web page leads to the feed it offers; one that offers none is watched itself.
        Raises `SourceInvalid` in words for who asked; they never tell what runs inside our network.
        """
        url = _typed(url)
        if (known := await self._known(url)) is not None:
            return Added(source=known, is_new=False, visit=None)
        page = await self._page(url)
        kind, address, title, others = await self._what_is_there(page)
        if kind == "page":
            await self._must_hold_news(page)
        if (known := await self._known(address)) is not None:
            return Added(source=known, is_new=False, visit=None, others=others)
        state = first_state(self._clock.now(), limits=self._limits)
        source = await self._archive.add_source(
            url=address, kind=kind, name=name or title or masked(address), state=state
        )
        visit = await self._watch.visit(source, state)
        await self._changed("added the source", visit.source, by, before=None, after=visit.source)
        return Added(source=visit.source, is_new=True, visit=visit, others=others)

    async def remove(self, source: SourceId, *, by: By) -> Source | None:
        """Stop polling it; what it brought stays in the archive. None when there is no such source."""
        found = await self.one(source)
        if found is not None:
            await self._changed("removed the source", found, by, before=found, after=None)
        return found

    async def one(self, source: SourceId) -> Source | None:
        """The source with this number."""
        return next((known for known, _ in await self._archive.sources() if known.id == source), None)

    async def matched(self, source: SourceId) -> tuple[Filed, ...]:
        """What a keyword matched of its last days, newest first."""
        since = self._clock.now() - timedelta(days=DAYS)
        return await self._archive.of_source(source, since, limit=MATCHED)

    async def days_matched(self, source: SourceId) -> int:
        """On how many of the last days it had something that matched."""
        return len({_moment(filed).date() for filed in await self.matched(source)})

    async def check(self, url: str) -> str:
        """What adding this address would find, in one line, without adding it. Raises `SourceInvalid`."""
        kind, address, title, others = await self._what_is_there(await self._page(_typed(url)))
        also = ", ".join(f"{masked(offer.url)}{f' ({offer.title})' if offer.title else ''}" for offer in others)
        more = f"; it also offers {also}" if others else ""
        return f"{kind}: {masked(address)}" + (f" ({title})" if title else "") + more

    async def import_opml(self, body: bytes, *, by: By, file: str) -> Imported:
        """The first visits follow with the next poll; each source can be taken back; one line tells of
        them all.

        Raises `FeedUnreadable` for no OPML.
        """
        added = known = 0
        unusable: list[tuple[str, str]] = []
        for url, title in parse_opml(body):
            try:
                address = _typed(url)
            except SourceInvalid as error:
                unusable.append((masked(url), str(error)))
                continue
            if await self._known(address) is not None:
                known += 1
                continue
            state = first_state(self._clock.now(), limits=self._limits)
            source = await self._archive.add_source(
                url=address, kind="auto", name=title or masked(address), state=state
            )
            await self._changed("imported the source", source, by, before=None, after=source, is_told=False)
            added += 1
        if added:
            await self._log.changed("imported", f"{counted(added, 'source', 'sources')} from {file}", by=by)
        return Imported(added=added, known=known, unusable=tuple(unusable))

    async def export_opml(self) -> str:
        """All sources as OPML, keys in their addresses included: it is the team's own list."""
        return write_opml([source for source, _ in await self._archive.sources()])

    async def _changed(
        self, what: str, source: Source, by: By, *, before: Source | None, after: Source | None, is_told: bool = True
    ) -> None:
        revision = Revision(kind="source", key=str(source.id), before=before, after=after)
        subject = f"{source.name} ({masked(source.url)})"
        await self._log.changed(what, subject, by=by, revision=revision, touched=None if is_told else ())

    async def _known(self, url: str) -> Source | None:
        wanted = canonical_url(url)
        return next((source for source, _ in await self._archive.sources() if _same(source.url, wanted)), None)

    async def _page(self, url: str, *, led_by: str | None = None) -> Page:
        try:
            answer = await self._fetcher.fetch(url, led_by=led_by)
        except UrlRefused as error:
            raise SourceInvalid(gettext("That address can't be used: {reason}.", reason=error.reason)) from error
        except FetchFailed as error:
            if error.reason == UNKNOWN_NAME:  # a name of an inner network and one of none: nobody learns which it is
                raise SourceInvalid(gettext(NOWHERE)) from error
            raise SourceInvalid(
                gettext("Nothing could be read at {url}: {reason}.", url=masked(url), reason=error.reason)
            ) from error
        if isinstance(answer, NotModified):
            raise SourceInvalid(
                gettext("{url} answered 304 to a first request; try its feed's own address.", url=masked(url))
            )
        return answer

    async def _what_is_there(self, page: Page) -> tuple[SourceKind, str, str, tuple[Offer, ...]]:
        try:
            feed = await self._parser.feed(page)
        except FeedUnreadable as error:
            offered = await self._offered(page)
            if not offered and not error.is_html:
                raise SourceInvalid(
                    gettext("{url} is neither a feed nor a page: {reason}.", url=masked(page.url), reason=error.reason)
                ) from error
        else:
            return "feed", page.url, feed.title, ()
        if not offered:
            return "page", page.url, "", ()
        first = await self._page(offered[0], led_by=page.url)
        try:
            feed = await self._parser.feed(first)
        except FeedUnreadable as error:
            raise SourceInvalid(
                gettext("{url} offers {other}, which is no feed.", url=masked(page.url), other=masked(offered[0]))
            ) from error
        others = [await self._offer(url, led_by=page.url) for url in offered[1 : OFFERS + 1]]
        return "feed", first.url, feed.title, tuple(offer for offer in others if offer is not None)

    async def _must_hold_news(self, page: Page) -> None:
        """A page is watched where it has something to read."""
        try:
            await self._parser.article(page, Hints(url=page.final_url))
        except PageUnreadable as error:
            words = gettext(
                "{url} offers no feed, and there is nothing to read on the page itself: {reason}.",
                url=masked(page.url),
                reason=error.reason,
            )
            raise SourceInvalid(words) from error

    async def _offer(self, url: str, *, led_by: str) -> Offer | None:
        """What is there, if it can be read: of the others nothing is said."""
        try:
            page = await self._page(url, led_by=led_by)
            return Offer(page.url, (await self._parser.feed(page)).title)
        except (SourceInvalid, FeedUnreadable):
            return None

    async def _offered(self, page: Page) -> Sequence[str]:
        try:
            return await self._parser.links(page)
        except FeedUnreadable:
            return ()


def _typed(url: str) -> str:
    """What a person means by an address: `example.org` is a web site. Whether it may be read the fetcher judges."""
    url = url.strip()
    if "://" not in url and "." not in url:
        raise SourceInvalid(gettext("“{typed}” is no address: give one as a browser shows it.", typed=cut(url, 60)))
    url = url if "://" in url else f"https://{url}"
    try:
        canonical_url(url)
    except UrlRefused as error:
        raise SourceInvalid(gettext("That address can't be used: {reason}.", reason=error.reason)) from error
    return url


def _moment(filed: Filed) -> datetime:
    return datetime.fromtimestamp(filed.id >> 16, UTC)


def _same(url: str, wanted: str) -> bool:
    try:
        return canonical_url(url) == wanted
    except UrlRefused:
        return False

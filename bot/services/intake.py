"""What is new in a source, and its way to be filed: silently at first, then as news, as much as a visit can read."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.core.errors import StoreUnusable
from bot.core.feeds import identity_keys, oldest_first
from bot.core.holding import LONG
from bot.core.model import Article, Entry, Feed, Page, Passed, PollState, Source
from bot.core.rules import Facts
from bot.core.urls import host
from bot.ports import Archive, Clock, Harvest
from bot.services.entries import EntryReader, Unread, excerpt_of, is_bare
from bot.services.filing import Arrival, Filing

ENTRIES_AT_ONCE = 20  # looked at before others get their turn on the loop: a few milliseconds
PAGES_AT_ONCE = 4  # of one source; per host the fetcher allows two anyway
PASSED_AT_ONCE = 200  # the newest that match nothing and are not read, kept from what the feed says of them
NOT_READ = "published before we watched"
TOO_MANY = "too many came at once"
BASELINE_KEPT = 200  # the newest that match: a feed of thousands would hold up what others have to say
BASELINE_PAGES = 10  # articles of a first poll that are read whole, so that look-ups have something to say

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Haul:
    """A source's entries as of now, with what its next state needs."""

    page: Page  # without its bytes: these are read by now, and there may be millions
    body_hash: str
    feed: Feed
    source: Source
    reader: EntryReader  # of this visit
    article: Article | None = None  # of a page that is watched for itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a visit's entries."""

    entries: int = 0  # taken in
    filed: int = 0  # of those, articles that matched
    alerts: int = 0
    is_cut: bool = False  # some are still to come: the next visit has to see the source anew
    is_behind: bool = False  # more came than a visit can read


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An entry never seen before, with what it will be known by."""

    entry: Entry
    keys: tuple[str, ...]


class Intake:
    """Takes in what visits bring, side by side; looks at entries in turns, so that no feed holds the loop up."""

    def __init__(self, *, archive: Archive, filing: Filing, clock: Clock, pages_per_round: int) -> None:
        self._archive = archive
        self._filing = filing
        self._clock = clock
        self._pages_per_round = pages_per_round
        self._looking = asyncio.Lock()  # at entries: 32 visits with a batch each would hold the loop up for 30 ms

    async def take(self, haul: Haul, state: PollState) -> Taken:
        """File what is new, oldest first. The source's next state is to be recorded after that, never before.

        Raises `StoreUnusable`; then what was not recorded is still unseen.
        """
        fresh = await self._fresh(haul)
        if state.baseline_at is None:
            return await self._baseline(haul, fresh)
        share, waiting = await self._share(fresh)
        taken = await self._file(haul, share, old=self._old(state))
        if waiting:
            await self._filing.keep(Harvest(source=haul.source.id, passed=self._passed(waiting, haul.source)))
        return replace(taken, is_cut=taken.is_cut or bool(waiting), is_behind=bool(waiting))

    async def _fresh(self, haul: Haul) -> list[_Fresh]:
        entries = oldest_first(haul.feed.entries)
        keys = []
        for batch in _batched(entries, ENTRIES_AT_ONCE):
            async with self._looking:
                keys += [identity_keys(entry) for entry in batch]
                await asyncio.sleep(0)
        await self._filing.flush(haul.source.id)  # what its last visit saw is known before it is asked
        is_new = await self._archive.unseen(haul.source.id, keys)
        return [_Fresh(entry, key) for entry, key, new in zip(entries, keys, is_new, strict=True) if new]

    async def _share(self, fresh: Sequence[_Fresh]) -> tuple[Sequence[_Fresh], Sequence[_Fresh]]:
        """What this visit takes in, and what waits for the next, of which the feed says nothing that matches.

        A feed may have moved on by then: whatever matches by its own words is taken in now, behind those read whole.
        """
        more = fresh[self._pages_per_round :]
        matching = await self._matching(more)
        taken = {new.keys for new in matching}
        return [*fresh[: self._pages_per_round], *matching], [new for new in more if new.keys not in taken]

    async def _matching(self, fresh: Sequence[_Fresh]) -> list[_Fresh]:
        """Those that match by what the feed says of them."""
        matching: list[_Fresh] = []
        for batch in _batched(fresh, ENTRIES_AT_ONCE):
            async with self._looking:
                matching += [new for new in batch if self._may_match(new.entry)]
                await asyncio.sleep(0)
        return matching

    def _may_match(self, entry: Entry) -> bool:
        about = Facts(outlet=entry.outlet or "", host=host(entry.link or ""), language=entry.language or "")
        return self._filing.matches(entry.title, entry.excerpt, about=about)

    async def _baseline(self, haul: Haul, fresh: Sequence[_Fresh]) -> Taken:
        """The silent first poll: all is seen, nothing is told; what matches is kept for look-ups.

        The newest few matching entries are read whole, some more from what the feed says of them.
        """
        matching = await self._matching(fresh)
        whole = set(matching[-BASELINE_PAGES:])
        filed = 0
        for new in matching[-BASELINE_KEPT:]:
            article = await self._first(haul, new.entry, is_whole=new in whole)
            if isinstance(article, Unread):
                continue
            outcome = await self._filing.file(article, source=haul.source.id, keys=new.keys, arrival=Arrival.SILENT)
            filed += outcome.filed is not None
        keys = tuple(key for new in fresh for key in new.keys)
        found = {new.keys for new in matching}
        passed = self._passed([new for new in fresh if new.keys not in found], haul.source)
        await self._filing.keep(Harvest(source=haul.source.id, seen=keys, passed=passed))
        return Taken(entries=len(fresh), filed=filed)

    async def _first(self, haul: Haul, entry: Entry, *, is_whole: bool) -> Article | Unread:
        """An article of a first poll."""
        return await (self._article(haul, entry) if is_whole else haul.reader.told(entry, reason=NOT_READ))

    async def _article(self, haul: Haul, entry: Entry) -> Article | Unread:
        return haul.article or await haul.reader.article(entry, source=haul.source.url, now=self._clock.now())

    def _passed(self, fresh: Sequence[_Fresh], source: Source) -> tuple[Passed, ...]:
        """The newest of what matches nothing, as the feed says it; of an address alone nothing is kept."""
        now, told = self._clock.now(), [new.entry for new in fresh if not is_bare(new.entry)]
        articles = [excerpt_of(entry, reason=NOT_READ) for entry in told[-PASSED_AT_ONCE:]]
        return tuple(Passed(article=article, source=source.id, seen_at=now) for article in articles)

    def _old(self, state: PollState) -> datetime | None:
        """After a long pause: what was published before this is news no longer. None: there was none.

        Without a pause an old date is only a date: whatever it says, the entry is new.
        """
        now = self._clock.now()
        is_back = state.last_success is not None and now - state.last_success > LONG
        return now - LONG if is_back else None

    async def _file(self, haul: Haul, fresh: Sequence[_Fresh], *, old: datetime | None) -> Taken:
        """Pages are read side by side, filed in order of time; beyond a visit's share of pages the feed must do."""
        slots = asyncio.Semaphore(PAGES_AT_ONCE)

        async def read(number: int, entry: Entry) -> Article | Unread:
            async with slots:
                if number < self._pages_per_round:
                    return await self._article(haul, entry)
                return await haul.reader.from_content(entry, reason=TOO_MANY)

        taken = Taken(entries=len(fresh))
        trouble: StoreUnusable | None = None
        async with asyncio.TaskGroup() as group:
            readings = [(new, group.create_task(read(number, new.entry))) for number, new in enumerate(fresh)]
            try:
                for new, reading in readings:
                    article = await reading
                    if isinstance(article, Unread):
                        taken = await self._left(haul, new, article, taken)
                        continue
                    is_late = old is not None and article.published is not None and article.published.instant() < old
                    outcome = await self._filing.file(
                        article,
                        source=haul.source.id,
                        keys=new.keys,
                        arrival=Arrival.LATE if is_late else Arrival.NEWS,
                        is_rewritten=haul.article is not None,
                    )
                    filed = outcome.filed is not None
                    taken = replace(taken, filed=taken.filed + filed, alerts=taken.alerts + outcome.alerts)
            except StoreUnusable as error:  # nothing more can be recorded, so nothing more is read
                trouble = error
                for _, reading in readings:
                    reading.cancel()
        if trouble is not None:
            raise trouble
        return taken

    async def _left(self, haul: Haul, new: _Fresh, unread: Unread, taken: Taken) -> Taken:
        """An entry without an article: seen, unless its page may be had by another visit."""
        if unread is Unread.FOR_NOW:
            return replace(taken, entries=taken.entries - 1, is_cut=True)
        await self._filing.keep(Harvest(source=haul.source.id, seen=new.keys))
        return taken


def _batched(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Slices of at most `size`, in order."""
    return (items[start : start + size] for start in range(0, len(items), size))

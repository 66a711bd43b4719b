"""What is there when nothing is fetched, parsed or sent: the archive and its look-ups. Quick to load and to open."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.adapters.clock import SchedulerClock
from bot.adapters.store import SqlArchive, Store, open_store
from bot.core.model import Topic
from bot.services.lookup import Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is there when nothing is fetched or parsed: the archive and its look-ups. Quick to open."""

    store: Store
    clock: SchedulerClock
    topics: tuple[Topic, ...]
    lookup: Lookup

    @property
    def archive(self) -> SqlArchive:
        return self.store.archive


@asynccontextmanager
async def open_records(database_url: str, topics: Sequence[Topic]) -> AsyncIterator[Records]:
    """The archive, brought up to this version. Raises `StoreUnusable`."""
    async with SchedulerClock() as clock, open_store(database_url) as store:
        lookup = Lookup(archive=store.archive, topics=tuple(topics), clock=clock)
        yield Records(store=store, clock=clock, topics=tuple(topics), lookup=lookup)

"""What is there when nothing is fetched, parsed or sent: the archive and its look-ups. Quick to load and to open."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.adapters.clock import SchedulerClock
from bot.adapters.store import OnTrouble, SqlArchive, Store, copies, nobody_hears, open_store
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFiles:
    """The archive as files. What raises, raises `StoreUnusable`, and has changed nothing."""

    url: str
    beside: tuple[Path, ...] = ()  # what else is removed with it

    @property
    def place(self) -> Path:
        """Where the archive is."""
        return copies.place_of(self.url)

    def watched(self) -> AbstractContextManager[None]:
        """For the one bot that watches with it. Raises `StoreUnusable` while another one does."""
        return copies.watched(self.url)

    def back_up(self, target: Path, *, overwrites: bool) -> None:
        """A checked copy in one file; whoever writes goes on meanwhile."""
        copies.back_up(self.url, target, overwrites=overwrites)

    def restore(self, source: Path, *, at: datetime) -> Path | None:
        """Put a copy in its place, while nobody has it open; where the former one is now."""
        return copies.restore(self.url, source, at=at)

    def check_unused(self) -> None:
        """Raises `StoreUnusable` while anybody has it open."""
        copies.check_unused(self.url)

    def remove(self) -> tuple[Path, ...]:
        """Remove all of it, while nobody has it open; which files there were."""
        return copies.remove(self.url, self.beside)


@asynccontextmanager
async def open_records(
    database_url: str,
    topics: Sequence[Topic],
    *,
    on_trouble: OnTrouble = nobody_hears,
    is_for_reading: bool = False,
) -> AsyncIterator[Records]:
    """The archive, brought up to this version. Raises `StoreUnusable`.

    `is_for_reading`: also where it can't be written; then nothing of it may be changed.
    """
    async with (
        SchedulerClock() as clock,
        open_store(database_url, on_trouble=on_trouble, is_for_reading=is_for_reading) as store,
    ):
        lookup = Lookup(archive=store.archive, topics=tuple(topics), clock=clock)
        yield Records(store=store, clock=clock, topics=tuple(topics), lookup=lookup)

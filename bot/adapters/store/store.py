"""The store: one database, seen as an archive, an outbox and the local page's board."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.store.archive import SqlArchive
from bot.adapters.store.board import SqlBoard
from bot.adapters.store.database import BUSY_TIMEOUT, OnTrouble, nobody_hears, open_database
from bot.adapters.store.outbox import SqlOutbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Archive, outbox and the local page's board of one database."""

    archive: SqlArchive
    board: SqlBoard
    outbox: SqlOutbox
    is_read_only: bool = False  # its disk, or its rights: nothing can be written


@asynccontextmanager
async def open_store(
    url: str,
    *,
    team: str = "local",
    busy_timeout: timedelta = BUSY_TIMEOUT,
    on_trouble: OnTrouble = nobody_hears,
    is_for_reading: bool = False,
) -> AsyncIterator[Store]:
    """The store at `url` (`sqlite:///path/to/file.db`), for as long as the block lasts.

    The file is made when it isn't there and brought to this version's schema. Raises `StoreUnusable`, in words for
    people, when it can't be opened, is damaged or was written by a later version (`is_newer`). `on_trouble` hears why
    nothing can be written from now on, and None when it can again.
    `is_for_reading`: also from a disk that can't be written, as far as that goes.
    """
    async with open_database(
        url, busy_timeout=busy_timeout, on_trouble=on_trouble, is_for_reading=is_for_reading
    ) as database:
        yield Store(
            archive=SqlArchive(database, team),
            board=SqlBoard(database, team),
            outbox=SqlOutbox(database),
            is_read_only=database.is_read_only,
        )

"""The database file: opening it, bringing its schema up to date, one writer, many short reads, errors in words."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.adapters.store import lock, read_only
from bot.adapters.store.trouble import in_words
from bot.adapters.store.upgrade import upgrade
from bot.core.errors import Fault, SettingsInvalid, StoreUnusable

P = ParamSpec("P")
R = TypeVar("R")
OnTrouble = Callable[[str | None], None]

BUSY_TIMEOUT = timedelta(seconds=10)  # how long to wait for another process that writes, `backfill` beside the bot
READERS = 4
_CACHE_KIB = 4_096  # of each connection; the system keeps the file's pages in memory besides


def whole(method: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Let a use of the database come to its end even when the caller is cancelled, which then goes its way.

    A statement can't be called back from the driver's thread: a transaction left in its midst would keep the write lock
    until its cursors are collected.
    """

    @wraps(method)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        task = asyncio.ensure_future(method(*args, **kwargs))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            while not task.done():
                with suppress(asyncio.CancelledError):  # a second one changes nothing: the end is near
                    await asyncio.wait([task])
            if not task.cancelled():
                task.exception()  # nobody is left to tell
            raise

    return run


def nobody_hears(_trouble: str | None) -> None:
    """Of the archive's troubles: whoever asks it for something is told anyway."""


class Database:
    """One file: a writer that waits its turn, and readers that never see half a transaction.

    `on_trouble` hears why nothing can be written, once, and None when it can again.
    """

    def __init__(
        self,
        writer: AsyncEngine,
        reader: AsyncEngine,
        place: str,
        on_trouble: OnTrouble,
        *,
        is_read_only: bool = False,
    ) -> None:
        self.is_read_only = is_read_only
        self._writer = writer
        self._reader = reader
        self._place = place
        self._on_trouble = on_trouble
        self._turn = asyncio.Lock()
        self.trouble: str | None = None  # why the last write failed

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """One transaction: all of it is durable when the block ends, or none of it when the block raises."""
        async with self._turn:
            try:
                with in_words(f"The database {self._place}"):
                    async with self._writer.begin() as connection:
                        yield connection
            except StoreUnusable as error:
                self._remember(error.reason)
                raise
            self._remember(None)

    def _remember(self, trouble: str | None) -> None:
        has_changed = (trouble is None) is not (self.trouble is None)
        self.trouble = trouble
        if has_changed:
            self._on_trouble(trouble)

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """One consistent view, for a short while: an open one keeps the log from being folded in."""
        with in_words(f"The database {self._place}"):
            async with self._reader.begin() as connection:
                yield connection

    async def fold_log(self) -> bool:
        """Empty the write-ahead log into the file; False while somebody reads it."""
        async with self._turn:
            with in_words(f"The database {self._place}"):
                async with self._writer.connect() as connection:
                    driver: Any = (await connection.get_raw_connection()).driver_connection
                    ((is_busy, *_),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
                    return not is_busy

    async def glance(self, statement: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        """The rows of one statement with `?` for its values, for what is asked thousands of times in one round.

        It takes the driver's thread one step; through SQLAlchemy it would take nine, at 0.1 ms each.
        """
        with in_words(f"The database {self._place}"):
            async with self._reader.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                return list(await driver.execute_fetchall(statement, values))


@asynccontextmanager
async def open_database(
    url: str,
    *,
    busy_timeout: timedelta = BUSY_TIMEOUT,
    on_trouble: OnTrouble = nobody_hears,
    is_for_reading: bool = False,
) -> AsyncIterator[Database]:
    """The database at `url`, made when it isn't there, brought to this version's schema, closed at the end.

    A step to this version that fails leaves it as it was. Whoever opens it `is_for_reading` gets it also where it can't
    be written, and then can't write (`is_read_only`).
    Raises `SettingsInvalid` for an address that names no SQLite file, `StoreUnusable` for a file that can't be used.
    """
    address = address_of(url)
    place = address.database or ""
    if is_for_reading and read_only.is_read_only(Path(place)):
        async with _opened_for_reading(Path(place), busy_timeout, on_trouble) as database:
            yield database
        return
    await asyncio.to_thread(_make_file, Path(place))
    with lock.shared(Path(place)):
        async with _opened(address, place, busy_timeout, on_trouble) as database:
            yield database


@asynccontextmanager
async def _opened(address: URL, place: str, busy_timeout: timedelta, on_trouble: OnTrouble) -> AsyncIterator[Database]:
    await asyncio.to_thread(_probe, place, busy_timeout)
    writer = _engine(address, "BEGIN IMMEDIATE", busy_timeout, pool_size=1)
    reader = _engine(address, "BEGIN", busy_timeout, pool_size=READERS)
    database = Database(writer, reader, place, on_trouble)
    try:
        async with database.write() as connection:
            await connection.run_sync(upgrade, place)
        yield database
    finally:
        await reader.dispose()
        await writer.dispose()  # last: closing the last connection folds the log into the file


@asynccontextmanager
async def _opened_for_reading(place: Path, busy_timeout: timedelta, on_trouble: OnTrouble) -> AsyncIterator[Database]:
    with lock.reading(place):
        await asyncio.to_thread(read_only.judge, place)
        address = make_url(f"sqlite+aiosqlite:///{read_only.address(place)}&uri=true")
        engine = _engine(address, "BEGIN", busy_timeout, pool_size=READERS, is_read_only=True)
        try:
            yield Database(engine, engine, str(place), on_trouble, is_read_only=True)
        finally:
            await engine.dispose()


def address_of(url: str) -> URL:
    """Where the file is. Raises `SettingsInvalid` for an address that names no SQLite file."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise _misnamed("can't be read") from error
    if address.get_backend_name() != "sqlite":
        raise _misnamed(f"names {address.get_backend_name()}, and only SQLite is supported as yet")
    if address.database in (None, "", ":memory:"):
        raise _misnamed("names no file")
    return address.set(drivername="sqlite+aiosqlite")


def _misnamed(reason: str) -> SettingsInvalid:
    """Never shows the address, which may hold a password."""
    words = f"{reason}: give it as sqlite:///path/to/file.db, or leave it empty"
    return SettingsInvalid((Fault(file="settings", key="database.url (or DATABASE_URL)", reason=words),))


def make_folder(place: Path) -> None:
    """The folder that the database is in; one, not a path of them: a slip of the pen makes no archive.

    Raises `StoreUnusable`.
    """
    try:
        place.parent.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        words = f"there is no folder {place.parent.parent}: make it, or correct data_dir or DATABASE_URL"
        raise StoreUnusable(f"The database {place} can't be made: {words}.") from error
    except OSError as error:
        raise StoreUnusable(f"The database {place} can't be made: {error.strerror}.") from error


def _make_file(place: Path) -> None:
    make_folder(place)
    try:
        if not place.exists():
            place.touch(0o600)  # what SQLite keeps beside it has the same rights
    except OSError as error:
        raise StoreUnusable(f"The database {place} can't be made: {error.strerror}.") from error


def _probe(place: str, busy_timeout: timedelta) -> None:
    """Make the file where there is none, and learn whether it can be used.

    Not by the engine: a connection of aiosqlite that fails to open leaves a thread behind, which may outlive the loop.
    """
    with (
        in_words(f"The database {place}"),
        closing(sqlite3.connect(place, timeout=busy_timeout.total_seconds())) as connection,
    ):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM sqlite_master")


def _engine(
    address: URL, begin: str, busy_timeout: timedelta, *, pool_size: int, is_read_only: bool = False
) -> AsyncEngine:
    # The driver's own transactions are off: it would not open one before DDL, nor take the write lock at the start,
    # and a transaction that begins by reading can't wait for another writer.
    engine = create_async_engine(
        address,
        pool_size=pool_size,
        max_overflow=0,
        pool_reset_on_return=None,  # every use ends its own transaction
        connect_args={"isolation_level": None, "timeout": busy_timeout.total_seconds()},
    )

    def prepare(connection: Any, _record: object) -> None:
        try:
            _set_pragmas(connection, busy_timeout, is_read_only=is_read_only)
        except BaseException:
            connection.close()  # the pool doesn't know it yet, and its thread would outlive the loop
            raise

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine


def _set_pragmas(connection: Any, busy_timeout: timedelta, *, is_read_only: bool) -> None:
    writing = (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is deleted is overwritten; Debian's SQLite does so anyway
    )
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {round(busy_timeout.total_seconds() * 1000)}",  # first: the next one may have to wait
        *(("query_only = ON",) if is_read_only else writing),
        f"cache_size = -{_CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()

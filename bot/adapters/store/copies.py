"""The database as a file: copied while it is in use, put back, removed for good."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, update

from bot.adapters.store import lock, read_only, schema
from bot.adapters.store.database import address_of, make_folder, open_database
from bot.adapters.store.trouble import RESTORE, in_words
from bot.core.errors import StoreUnusable
from bot.core.model import DeliveryState

_BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a file; it goes where the file goes
_PART = ".part"
_ASIDE = ".before-restore-"
_ANOTHER = "restore another one; the archive is as it was"
_TO_BE_SENT = (DeliveryState.OWED.value, DeliveryState.CLAIMED.value, DeliveryState.SENDING.value)


def back_up(url: str, target: Path, *, overwrites: bool) -> None:
    """A whole copy of the database as it is at one moment, checked, in one file; whoever writes goes on meanwhile.

    Raises `StoreUnusable` when it can't be made; then nothing was put in the place of `target`.
    """
    place = place_of(url)
    if not place.exists():
        raise StoreUnusable(f"There is no database at {place} yet.")
    if target.exists() and (not overwrites or target.samefile(place)):
        advice = "give another name" if target.samefile(place) else "give another name, or --force to replace it"
        raise StoreUnusable(f"{target} is there already: {advice}.")
    part = target.with_name(f"{target.name}{_PART}")
    with _on_disk(target), _made(part):
        with in_words(f"The database {place}"), _source(place) as source:
            _copy(source, part, target)
        with in_words(f"The database {place}"), closing(sqlite3.connect(part)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read where nothing can be written
            _check(copy, f"The database {place}", remedy=RESTORE)
        _replace(part, target)


def restore(url: str, source: Path, *, at: datetime) -> Path | None:
    """Put a copy in the place of the database, brought to this version's schema; where the former one is now.

    What the copy still owes may have been sent since: each such delivery is looked for in its channel before it is
    sent. Raises `StoreUnusable` when the copy can't be used (`is_newer`) or the database is in use; then nothing
    changed.
    """
    place = place_of(url)
    if not source.is_file():
        raise StoreUnusable(f"There is no file {source}.")
    with _on_disk(place):
        place.parent.mkdir(exist_ok=True)
        part = place.with_name(f"{place.name}{_PART}")
        with lock.alone(place), _made(part):
            for suffix in ("", "-wal"):
                if (each := source.with_name(f"{source.name}{suffix}")).exists():
                    shutil.copyfile(each, part.with_name(f"{part.name}{suffix}"))
            part.chmod(0o600)
            with in_words(f"The copy {source}", remedy=_ANOTHER), closing(sqlite3.connect(part)) as copy:
                _check(copy, f"The copy {source}", remedy=_ANOTHER)
            _bring_up(part, source)
            aside = _put_aside(place, at)
            _replace(part, place)
    return aside


def check_unused(url: str) -> None:
    """Raises `StoreUnusable` while anybody has the database open."""
    place = place_of(url)
    if place.exists():
        with lock.alone(place):
            pass


def remove(url: str, beside: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Remove the database, those put aside by `restore`, and `beside`; what was removed.

    Raises `StoreUnusable` while it is in use.
    """
    place = place_of(url)
    if not place.parent.is_dir():
        return ()
    with _on_disk(place), lock.alone(place):
        copies = (place.name, f"{place.name}{_PART}")  # a restore that was killed leaves its own, with all beside it
        names = {f"{name}{suffix}" for name in copies for suffix in ("", *_BESIDE, "-journal", lock.SUFFIX)}
        names.discard(f"{place.name}{lock.SUFFIX}")  # held until the end
        ours = (
            each for each in place.parent.iterdir() if each.name in names or each.name.startswith(place.name + _ASIDE)
        )
        doomed = sorted({*ours, *(each for each in beside if each.is_file())})
        for each in doomed:
            each.unlink()
        for suffix in (lock.SUFFIX, lock.WATCHING):
            place.with_name(f"{place.name}{suffix}").unlink(missing_ok=True)
        _settle(place.parent)
    return tuple(doomed)


@contextmanager
def watched(url: str) -> Iterator[None]:
    """The database, for the one bot that watches with it. Raises `StoreUnusable` while another one does."""
    place = place_of(url)
    make_folder(place)
    with lock.watching(place):
        yield


def place_of(url: str) -> Path:
    """Where the database is. Raises `SettingsInvalid` for an address that names no SQLite file."""
    return Path(address_of(url).database or "")


@contextmanager
def _source(place: Path) -> Iterator[sqlite3.Connection]:
    if read_only.is_read_only(place):
        with lock.reading(place), closing(sqlite3.connect(read_only.address(place), uri=True)) as source:
            yield source
        return
    with lock.shared(place), closing(sqlite3.connect(place)) as source:
        yield source


def _copy(source: sqlite3.Connection, part: Path, target: Path) -> None:
    part.touch(0o600)
    with closing(sqlite3.connect(part)) as copy:
        try:
            source.backup(copy)  # all pages in one step: one view of a log that others write on
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise StoreUnusable(f"The copy {target} can't be written: its disk is full.") from error


def _check(copy: sqlite3.Connection, whose: str, *, remedy: str) -> None:
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        raise StoreUnusable(f"{whose} is no archive of Watchword.")
    found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreUnusable(f"{whose} is damaged ({' '.join(found.split())}): {remedy}.")


def _bring_up(part: Path, source: Path) -> None:
    """To this version's schema. What is wrong is said of the file that was named, not of the one being made of it."""
    try:
        asyncio.run(_brought_up(part))
    except StoreUnusable as error:
        reason = error.reason.replace(f"The database {part}", f"The copy {source}")
        raise StoreUnusable(f"{reason} The archive is as it was.", is_newer=error.is_newer) from error


async def _brought_up(part: Path) -> None:
    deliveries = schema.deliveries
    asked_at = func.coalesce(deliveries.c.asked_at, deliveries.c.due)
    unknown = {"state": DeliveryState.UNKNOWN.value, "lease_until": None, "asked_at": asked_at}
    async with open_database(f"sqlite:///{part}") as database, database.write() as connection:
        await connection.execute(update(deliveries).where(deliveries.c.state.in_(_TO_BE_SENT)).values(unknown))


def _put_aside(place: Path, at: datetime) -> Path | None:
    if not place.exists():
        return None
    aside = place.with_name(f"{place.name}{_ASIDE}{at:%Y%m%dT%H%M%SZ}")
    if aside.exists():
        raise StoreUnusable(f"{aside} is there already: try again in a second.")
    for suffix in ("-wal", ""):  # the log first: a file without its log is an older state, never a broken one
        if (each := place.with_name(f"{place.name}{suffix}")).exists():
            each.rename(aside.with_name(f"{aside.name}{suffix}"))
    place.with_name(f"{place.name}-shm").unlink(missing_ok=True)
    return aside


@contextmanager
def _made(part: Path) -> Iterator[None]:
    """Nothing of it is left, whatever comes."""
    files = [part.with_name(f"{part.name}{suffix}") for suffix in ("", *_BESIDE, lock.SUFFIX)]
    try:
        for each in files:
            each.unlink(missing_ok=True)
        yield
    finally:
        for each in files:
            each.unlink(missing_ok=True)


def _replace(part: Path, target: Path) -> None:
    """On the disk before it has the name, and so has the name."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnusable(f"{path} can't be written: {error.strerror}.") from error

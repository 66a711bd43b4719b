"""A database on a disk, or in a folder, that this program can't write to: it can still be looked up."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.adapters.store.migrations import HEAD
from bot.adapters.store.trouble import in_words
from bot.core.errors import StoreUnusable


def is_read_only(place: Path) -> bool:
    """Whether there is a database that can't be written here."""
    return place.exists() and not (os.access(place, os.W_OK) and os.access(place.parent, os.W_OK))


def address(place: Path) -> str:
    """SQLite's address for it (sqlite.org/uri.html).

    A database in the log's way of writing wants files beside it, unless it is told that nobody else changes it, which
    is so where these files are not.
    """
    is_still = not any(place.with_name(f"{place.name}{suffix}").exists() for suffix in ("-wal", "-shm"))
    return f"file:{quote(str(place))}?mode=ro{'&immutable=1' if is_still else ''}"


def judge(place: Path) -> None:
    """Raises `StoreUnusable` for one that this version would have to change first, or can't read."""
    with in_words(f"The database {place}"), closing(sqlite3.connect(address(place), uri=True)) as connection:
        has_versions = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if has_versions else None
    if row is None:
        raise StoreUnusable(f"The database {place} is no archive of Watchword.")
    if row[0] > HEAD:
        raise StoreUnusable(
            f"The database {place} was written by a later version of Watchword (schema {row[0]}); start that version.",
            is_newer=True,
        )
    if row[0] < HEAD:
        raise StoreUnusable(
            f"The database {place} was written by an earlier version of Watchword and can't be upgraded where nothing "
            "can be written: mount its disk for writing, or run.py restore it into another --data-dir."
        )

"""Who has the database open: any number of programs together, or one alone that puts another file in its place.

A lock file beside it, for a lock on the database itself would be lost with the first connection SQLite closes. The
system lifts the lock of a process that ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.errors import StoreUnusable

SUFFIX = "-lock"


@contextmanager
def shared(place: Path) -> Iterator[None]:
    """For as long as it is open. Raises `StoreUnusable` while somebody has it alone."""
    reason = f"The database {place} is being restored or removed by another command: try again when that has ended."
    with _locked(place, fcntl.LOCK_SH, reason):
        yield


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Raises `StoreUnusable` while anybody has it open."""
    reason = f"The database {place} is in use: stop the bot, and whatever else of Watchword runs, and try again."
    with _locked(place, fcntl.LOCK_EX, reason):
        yield


@contextmanager
def _locked(place: Path, kind: int, reason: str) -> Iterator[None]:
    path = place.with_name(f"{place.name}{SUFFIX}")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnusable(f"The database {place} can't be opened: {path.name}: {error.strerror}.") from error
    try:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreUnusable(reason) from error
        except OSError as error:
            raise StoreUnusable(f"The database {place} can't be locked: {error.strerror}.") from error
        yield
    finally:
        os.close(file)

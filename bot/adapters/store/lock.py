"""Who has the database open: any number of programs together, or one alone that puts another file in its place.

Of those together one may be the bot. A lock file beside it, for a lock on the database itself would be lost with the
first connection SQLite closes. The system lifts the lock of a process that ends, however it ends.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.errors import StoreUnusable

SUFFIX = "-lock"
WATCHING = "-bot"
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def shared(place: Path) -> Iterator[None]:
    """For as long as it is open. Raises `StoreUnusable` while somebody has it alone."""
    reason = f"The database {place} is being restored or removed by another command: try again when that has ended."
    with _locked(place, SUFFIX, fcntl.LOCK_SH, reason):
        yield


@contextmanager
def watching(place: Path) -> Iterator[None]:
    """By one bot at a time: two would tell everything twice, and know nothing of each other's stories.

    Whoever looks up or changes something beside it needs no turn. Raises `StoreUnusable` while another one watches.
    """
    reason = (
        f"Another bot is watching with the database {place}: stop it first, or give this one a --data-dir of its own. "
        "Look-ups and changes from the command line work beside it."
    )
    with _locked(place, WATCHING, fcntl.LOCK_EX, reason):
        yield


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """As `shared`, where nothing can be written: without a lock file nobody can have it open for more."""
    if not place.with_name(f"{place.name}{SUFFIX}").exists():
        yield
        return
    with shared(place):
        yield


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Raises `StoreUnusable` while anybody has it open."""
    reason = f"The database {place} is in use: stop the bot, and whatever else of Watchword runs, and try again."
    with _locked(place, SUFFIX, fcntl.LOCK_EX, reason):
        yield


@contextmanager
def _locked(place: Path, suffix: str, kind: int, reason: str) -> Iterator[None]:
    path = place.with_name(f"{place.name}{suffix}")
    is_reading = kind == fcntl.LOCK_SH and path.exists() and not os.access(path, os.W_OK)
    try:
        file = os.open(path, os.O_CLOEXEC | (os.O_RDONLY if is_reading else os.O_RDWR | os.O_CREAT), 0o600)
    except OSError as error:
        raise StoreUnusable(f"The database {place} can't be opened: {_why(path, error)}.") from error
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


def _why(path: Path, error: OSError) -> str:
    words = f"{path.name}: {error.strerror}"
    if error.errno not in _READ_ONLY:
        return words
    return f"{words}. Where nothing can be written, lookup, export and backup work, and little else"

"""What SQLite reports of a disk or a file, in words for people."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreUnusable

# Primary result codes: sqlite.org/rescode.html
_REASONS = {
    3: "can't be opened: permission denied",
    5: "is held by another program that writes to it; stop that one, or try again",
    6: "is held by another program that writes to it; stop that one, or try again",
    8: "can't be written: check the permissions of the file and its folder",
    10: "can't be read or written: the disk is full or reports an error (see the system log). What was stored is safe",
    11: "is damaged",
    13: "can't grow: the disk is full. Free some space: a bot that runs goes on by itself, and what was stored is safe",
    14: "can't be opened: check that its folder exists and may be written",
    26: "is not a database",
}
_SPOILT = frozenset({11, 26})
RESTORE = "stop the bot and put a copy back with run.py restore FILE, or move the file away to start anew"


@contextmanager
def in_words(subject: str, *, remedy: str = RESTORE) -> Generator[None]:
    """Turns a failure of the disk or the file into `StoreUnusable`; anything else is a bug and passes.

    `subject` is the file, as people know it; `remedy` is what to do about a file whose content is spoilt.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code = _code(error)
        if code not in _REASONS:
            raise
        raise StoreUnusable(f"{subject} {_REASONS[code]}{f': {remedy}' if code in _SPOILT else ''}.") from error


def is_of_the_disk(error: BaseException) -> bool:
    """Whether it is the disk or the file that failed, and not what was asked of them."""
    return _code(error) in _REASONS


def _code(error: BaseException) -> int:
    """SQLite's primary result code; 0 where there is none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code: int = getattr(cause, "sqlite_errorcode", 0)
    return code & 0xFF

"""What runs in a child: one task at a time, within a budget, giving a plain value whatever happens.

Imports stand inside the functions: a child that reads feeds never loads what articles need.
"""

import ctypes
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exc
from typing import TypeVar

from bot.core.errors import FeedUnreadable, PageUnreadable
from bot.core.model import Article, Entry, Feed, Hints, Topic
from bot.ports import Reading

_T = TypeVar("_T")

GROWN = 0.7  # of its memory a child holds after a task: more than any is born with
LEAST_MB = 16  # what a task may use at least, however large its child has grown
_MB = 1_048_576
_STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Budget:
    """What one task may use: processor seconds, and memory that its child holds in all."""

    cpu_seconds: float
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no result, for people; `trace` is for us, and says that the fault may be ours."""

    reason: str
    is_html: bool = False
    is_costly: bool = False  # it took all a child may use
    trace: str = ""


def prepare_for_feeds() -> None:
    """Load what the first task would else pay for."""
    import bot.core.feeds.quick  # noqa: F401


def prepare_for_articles() -> None:
    """Load what the first task would else pay for: a second or so."""
    import bot.core.articles
    import bot.core.positions
    import bot.core.quotes
    import bot.core.summaries  # noqa: F401


def within(budget: Budget, task: Callable[..., _T], args: tuple[object, ...]) -> _T | Failure:
    """The task's result, or why there is none. A task that uses too much processor time ends its process."""
    try:
        with _limited(budget):
            return task(*args)
    except FeedUnreadable as error:
        return Failure(error.reason, is_html=error.is_html)
    except PageUnreadable as error:
        return Failure(error.reason)
    except MemoryError:
        return Failure(f"needs more than {budget.memory_mb} MB of memory to read", is_costly=True)
    except BaseException as error:  # noqa: BLE001 - the process boundary: others' code on hostile bytes, Rust's panics too
        return Failure(f"could not be read ({type(error).__name__})", trace=format_exc())


def ready() -> None:
    """Nothing: that the child answers is the answer."""


def read_feed(body: bytes, url: str, content_type: str, reader: str | None) -> Feed:
    from bot.core.feeds import parse_feed

    return parse_feed(body, url=url, content_type=content_type, reader=reader)


def find_links(body: bytes, url: str) -> tuple[str, ...]:
    from bot.core.feeds import discover

    return discover(body, url=url)


def read_page(body: bytes, url: str, content_type: str, hints: Hints) -> Article:
    from bot.core.articles import article_from_html

    return article_from_html(body, url=url, content_type=content_type, hints=hints)


def read_pasted(text: str, hints: Hints, is_clean: bool) -> Article:
    from bot.core.articles import article_from_text

    return article_from_text(text, hints=hints, is_clean=is_clean)


def read_entry(entry: Entry, reason: str | None) -> Article:
    from bot.core.articles import article_from_entry

    return article_from_entry(entry, reason=reason)


def read_article(article: Article, topic: Topic) -> Reading:
    from bot.core.positions import find_positions
    from bot.core.quotes import find_quotes
    from bot.core.summaries import summary

    quotes = find_quotes(article, topic=topic)
    return Reading(
        quotes=quotes, positions=find_positions(article, topic=topic), summary=summary(article, quotes=quotes)
    )


@contextmanager
def _limited(budget: Budget) -> Iterator[None]:
    """Processor time by a timer (RLIMIT_CPU counts from a process's birth, in whole seconds), memory by RLIMIT_DATA.

    Both hold for the task alone: what Pebble does before and after, with its locks held, is not ours to break.
    """
    unlimited, hard = resource.getrlimit(resource.RLIMIT_DATA)
    signal.setitimer(signal.ITIMER_PROF, budget.cpu_seconds)
    try:
        if _STATM.exists():
            resource.setrlimit(resource.RLIMIT_DATA, (_data_limit(budget.memory_mb), hard))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (unlimited, hard))
        _give_back_memory(budget)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _give_back_memory(budget: Budget) -> None:
    """What a large task left behind would be missing to the next one. C libraries but glibc know no such order."""
    if _STATM.exists() and _resident() > budget.memory_mb * _MB * GROWN:
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _resident() -> int:
    return int(_STATM.read_text().split()[1]) * resource.getpagesize()


def _data_limit(memory_mb: int) -> int:
    """As much more data as keeps the resident set within `memory_mb`; both are in /proc/self/statm, in pages."""
    _, resident, _, _, _, data, _ = (int(pages) * resource.getpagesize() for pages in _STATM.read_text().split())
    return data + max(memory_mb * _MB - resident, LEAST_MB * _MB)

"""One feed: which parser reads it, and what is made of its answer."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from bot.core.errors import FeedUnreadable
from bot.core.feeds import elements, jsonfeed, sitemaps
from bot.core.feeds.bodies import SITEMAP_ROOTS, opened
from bot.core.feeds.drafts import Draft, entries, link
from bot.core.feeds.markup import headline, well_formed
from bot.core.feeds.moments import moment
from bot.core.model import Feed

MAX_ENTRIES = 2000
"""As many entries are read of a feed: the first in its order, or the last where the oldest come first."""
MAX_TTL = timedelta(days=7)
BOUNDED_FROM_BYTES = 200_000  # a smaller feed costs little however many entries it has
HEADER_BYTES = 16_384

_ENTRY_TAG = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:[A-Za-z][\w.-]*:)?(?:item|entry)\s*>", re.IGNORECASE)
_STATED = re.compile(rb"<(?:\w+:)?(?:pubdate|published|updated|date|issued)>([^<]{6,60})<", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([A-Za-z]{2,3})|xml:lang\s*=\s*[\"']([A-Za-z]{2,3})")
_TTL = re.compile(rb"<ttl>\s*([0-9]{1,6})\s*<")
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*([a-z]+)\s*<")
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*([1-9][0-9]{0,2})\s*<")
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_IDS = (b"<guid", b"<id", b":id>", b":about")


class _Document(NamedTuple):
    root: str
    data: bytes
    header: bytes  # what stands before the first entry


class _Found(NamedTuple):
    head: Mapping[str, Any]  # the parser's view of the feed itself: `title`, `link`
    drafts: list[Draft]


def parse_feed(body: bytes, *, url: str, content_type: str = "", reader: str | None = None) -> Feed:
    """The feed in `body`, its entries in the publisher's order, at most `MAX_ENTRIES` of them.

    `url` is where it came from: relative links start there, or at the page an RSS feed names. `reader` is `Feed.reader`
    of the last time, tried first. A date an entry doesn't state is None; where only an update is stated, it stands for
    both. Nothing is opened, fetched or expanded. Raises `FeedUnreadable`, and nothing else, whatever the bytes.
    """
    root, data = opened(body, content_type)
    if root == "json":
        return jsonfeed.read(data, url=url, limit=MAX_ENTRIES)
    if root in SITEMAP_ROOTS:
        return sitemaps.read(data, url=url, limit=MAX_ENTRIES)
    document = _document(root, data)
    name, found = _read(document, reader)
    title = headline(well_formed(str(found.head.get("title") or "")))
    page = link(found.head.get("link"), base=url)
    base = (
        url if root == "feed" else page or url
    )  # RSS names no base; what it gives is relative to the site it speaks of
    return Feed(
        title=title,
        link=page,
        entries=entries(found.drafts[:MAX_ENTRIES], url=base, outlet=title, language=_language(document.header)),
        ttl=_ttl(document.header),
        reader=name,
    )


def _document(root: str, data: bytes) -> _Document:
    first = _ENTRY_TAG.search(data)
    start = first.start() if first else len(data)
    return _Document(root, _bounded(data, start), data[: min(start, HEADER_BYTES)])


def _read(document: _Document, reader: str | None) -> tuple[str, _Found]:
    """The first answer with entries, or one without any. Where no entry is to be seen, one parser is asked, not two."""
    has_entries = _ENTRY_TAG.search(document.data) is not None
    empty: tuple[str, _Found] | None = None
    for name, read in _readers(reader):
        found = _answer(read, document)
        if found is not None and found.drafts:
            return name, found
        if found is not None:
            empty = empty or (name, found)
        if not has_entries:
            break
    if empty is None:
        raise FeedUnreadable("the feed is damaged, or too large: no parser can read it")
    return empty


def _answer(read: Callable[[_Document], _Found], document: _Document) -> _Found | None:
    try:
        return read(document)
    except MemoryError as error:
        raise FeedUnreadable("the feed needs more memory than a feed may") from error
    except Exception:  # noqa: BLE001 - the parsers are others' code on hostile bytes: whatever they raise is "no"
        return None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # Rust's, which no module exports
            raise
        return None


def _readers(first: str | None) -> Iterator[tuple[str, Callable[[_Document], _Found]]]:
    known = {"fastfeedparser": _quickly, "feedparser": _patiently}
    if first in known:
        yield first, known.pop(first)
    yield from known.items()


def _quickly(document: _Document) -> _Found:
    from bot.core.feeds import quick  # and with it the parser, which only a child needs

    root, data, header = document
    answer = quick.read(data)
    items = answer["entries"]
    if quick.is_complete(data, items, root=root, header=header):
        return _Found(answer["feed"], quick.drafts(items, has_ids=any(mark in data for mark in _IDS)))
    return _Found(answer["feed"], elements.drafts(data))


def _patiently(document: _Document) -> _Found:
    from bot.core.feeds import universal

    return _Found(*universal.read(document.data))


def _language(header: bytes) -> str | None:
    found = _LANGUAGE.search(header)
    return (found[1] or found[2]).decode("ascii") if found else None


def _ttl(header: bytes) -> timedelta | None:
    """How long the publisher asks us to wait: RSS `ttl`, else the syndication module's period."""
    if stated := _TTL.search(header):
        return min(timedelta(minutes=int(stated[1])), MAX_TTL) or None
    period = _PERIOD.search(header)
    hours = _PERIODS.get(period[1].decode("ascii")) if period else None
    if hours is None:
        return None
    often = _FREQUENCY.search(header)
    return min(timedelta(hours=hours) / (int(often[1]) if often else 1), MAX_TTL)


def _bounded(data: bytes, start: int) -> bytes:
    """The document with at most `MAX_ENTRIES` entries, cut before a parser builds them all; the first is at `start`."""
    if len(data) < BOUNDED_FROM_BYTES:
        return data
    ends = [end.end() for end in _ENTRY_END.finditer(data, start)]
    if len(ends) <= MAX_ENTRIES:
        return data
    if _is_oldest_first(data, start):
        return data[:start] + data[ends[-MAX_ENTRIES - 1] :]
    return data[: ends[MAX_ENTRIES - 1]] + data[ends[-1] :]


def _is_oldest_first(data: bytes, start: int) -> bool:
    stated = (moment(found[1].decode("utf-8", "replace")) for found in _STATED.finditer(data, start))
    dates = [date.instant() for date in stated if date]
    return bool(dates) and dates[0] < dates[-1]

"""Feeds read by fastfeedparser: fast, and right where it sees all there is to see."""

import re
import warnings
from datetime import datetime
from typing import NotRequired, TypedDict, cast

import fastfeedparser

from bot.core.feeds.drafts import Draft
from bot.core.model import Timestamp

SYNTHETIC_CHARS = 512  # fastfeedparser makes a summary of that length from the content where an entry has none

# What it doesn't report (an item's <source>, xml:base, where FeedBurner's link leads) or reads as empty (XHTML titles).
_UNREPORTED = {"rss": (b"<source",), "rdf": (b"<source",), "feed": (b"<source", b"xml:base", b"xhtml")}
_UNREPORTED_IN_HEADER = (b"xml:base", b"xmlns:feedburner")
_DATES = {"rss": (b"<pubDate>",), "rdf": (b"<dc:date>",), "feed": (b"<published>", b"<updated>")}
_ZONED = re.compile(rb".*:\d\d(?:\.\d+)?\s*(?:Z|GMT|UTC?|[ECMP][DS]T|[+-]\d\d:?\d\d)\s*", re.DOTALL)
_ZONED_CHARS = 18  # the end of a date, long enough for seconds with fractions and a zone


class _Link(TypedDict):
    rel: str | None
    href: str


class _Content(TypedDict):
    value: str


class _Item(TypedDict):
    title: str
    description: str
    id: NotRequired[str]
    link: NotRequired[str]
    links: list[_Link]
    content: NotRequired[list[_Content]]
    author: NotRequired[str]
    published: NotRequired[str]
    updated: NotRequired[str]


class Quick(TypedDict):
    """What fastfeedparser answers, as far as we read it."""

    feed: dict[str, str | None]
    entries: list[_Item]


def read(data: bytes) -> Quick:
    """The feed as fastfeedparser sees it. Raises what it raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateutil warns of zones it doesn't know; we read those ourselves
        return cast(
            Quick, fastfeedparser.parse(data, include_tags=False, include_media=False, include_enclosures=False)
        )


def is_complete(data: bytes, items: list[_Item], *, root: str, header: bytes) -> bool:
    """Whether nothing was lost or made up on the way, for a feed with this root element and this much before its items.

    fastfeedparser reads a zone that isn't there as UTC and a guid of digits as a date, takes an Atom entry's `self`
    link for its page, loses the text behind an element inside a title or summary, and doesn't tell text from HTML.
    """
    if any(mark in header for mark in _UNREPORTED_IN_HEADER) or any(mark in data for mark in _UNREPORTED.get(root, ())):
        return False
    for item in items:
        if not item["title"] or not item["description"] or "<" in item["title"]:
            return False
        if item["links"] and not _has_one_page(item):
            return False
    return _states_every_date(data, _DATES.get(root, ()), len(items))


def drafts(items: list[_Item], *, has_ids: bool) -> list[Draft]:
    """One draft an item. Without `has_ids` the feed has no guids, and what is reported as one is the link."""
    return [_draft(item, has_ids=has_ids) for item in items]


def _draft(item: _Item, *, has_ids: bool) -> Draft:
    summary = item["description"]
    found = item.get("content")
    content = found[0]["value"] if found else ""
    if content.strip() == summary:
        content = ""
    elif len(summary) == SYNTHETIC_CHARS:
        summary = ""
    published, updated = item.get("published"), item.get("updated")
    return Draft(
        guid=item.get("id") if has_ids else None,
        link=item.get("link"),
        title=item["title"],
        summary=summary,
        content=content,
        author=item.get("author"),
        published=Timestamp(datetime.fromisoformat(published)) if published else None,
        updated=Timestamp(datetime.fromisoformat(updated)) if updated else None,
    )


def _has_one_page(item: _Item) -> bool:
    links = item["links"]
    return links[0]["rel"] == "alternate" or (len(links) == 1 and links[0]["href"] == item.get("link"))


def _states_every_date(data: bytes, tags: tuple[bytes, ...], count: int) -> bool:
    """Whether there is a date for each entry, and each names its zone. Most end alike, so few ends are looked at."""
    dates = [piece for tag in tags for piece in data.split(tag)[1:]]
    ends = {piece[: piece.find(b"<")][-_ZONED_CHARS:] for piece in dates}
    return len(dates) >= count and all(map(_ZONED.fullmatch, ends))

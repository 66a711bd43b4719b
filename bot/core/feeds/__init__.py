"""Feeds: bytes in, entries out, whatever the bytes.

RSS 0.9x to 2.0, RDF, Atom, JSON Feed, news sitemaps and plain ones; where a page keeps its feeds; OPML; and the one
answer each to "have we seen this entry?" and "which came first?".
"""

from bot.core.feeds.discovery import discover
from bot.core.feeds.identity import identity_keys
from bot.core.feeds.opml import parse_opml, write_opml
from bot.core.feeds.order import oldest_first
from bot.core.feeds.reading import MAX_ENTRIES, parse_feed

__all__ = ["MAX_ENTRIES", "discover", "identity_keys", "oldest_first", "parse_feed", "parse_opml", "write_opml"]

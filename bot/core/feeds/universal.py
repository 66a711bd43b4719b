"""Feeds read by feedparser: slow, patient, and never confused for long. The fall-back."""

import io
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.feeds.drafts import Draft
from bot.core.feeds.markup import well_formed
from bot.core.feeds.moments import moment


def read(data: bytes) -> tuple[Mapping[str, Any], list[Draft]]:
    """What feedparser makes of the bytes: its view of the feed, and a draft an entry. Raises what it raises.

    Relative links stay so. It gets a stream and nothing else: given bytes or a string it would look for a file or an
    address of that name.
    """
    import feedparser  # a third of a second and 10 MB that most children never need

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    return found.feed, [_draft(entry) for entry in found.entries]


def _draft(entry: Mapping[str, Any]) -> Draft:
    contents: Sequence[Mapping[str, Any]] = entry.get("content", ())
    source: Mapping[str, Any] = entry.get("source", {})
    updated = moment(_words(entry, "updated"))
    return Draft(
        guid=_words(entry, "id") or None,
        link=_words(entry, "feedburner_origlink") or _words(entry, "link") or None,
        title=_words(entry, "title"),
        summary=_words(entry, "summary"),
        content=next((found for content in contents if (found := _words(content, "value"))), ""),
        author=_words(entry, "author") or None,
        outlet=_words(source, "title") or None,
        published=moment(_words(entry, "published")) or updated,
        updated=updated,
    )


def _words(of: Mapping[str, Any], key: str) -> str:
    value = of[key] if key in of else None  # noqa: SIM401 - `get` answers a missing "updated" with "published"
    return well_formed(value) if isinstance(value, str) else ""

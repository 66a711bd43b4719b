"""JSON Feed 1.0 and 1.1: jsonfeed.org/version/1.1."""

import json
from html import escape

from bot.core.errors import FeedUnreadable
from bot.core.feeds.drafts import Draft, entries, link
from bot.core.feeds.markup import headline, well_formed
from bot.core.feeds.moments import moment
from bot.core.model import Feed

_VERSION = "jsonfeed.org/version/1"
Json = dict[str, object]


def read(data: bytes, *, url: str, limit: int) -> Feed:
    """The first `limit` items. Raises `FeedUnreadable` for JSON that is no feed."""
    document = _document(data)
    items = document.get("items")
    if not isinstance(items, list) or _VERSION not in _words(document, "version"):
        raise FeedUnreadable("this is JSON, but not a JSON Feed")
    drafts = [_draft(item) for item in items[:limit] if isinstance(item, dict)]
    title = headline(escape(_words(document, "title"), quote=False))
    language = _words(document, "language") or None
    return Feed(
        title=title,
        link=link(_words(document, "home_page_url"), base=url),
        entries=entries(drafts, url=url, outlet=title, language=language),
        reader="jsonfeed",
    )


def _document(data: bytes) -> Json:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FeedUnreadable("neither a feed nor readable JSON") from error
    if not isinstance(document, dict):
        raise FeedUnreadable("this is JSON, but not a JSON Feed")
    return document


def _draft(item: Json) -> Draft:
    text, summary = _words(item, "content_text"), _words(item, "summary")
    updated = moment(_words(item, "date_modified"))
    return Draft(
        guid=_words(item, "id") or None,
        link=_words(item, "url") or _words(item, "external_url") or None,
        title=escape(_words(item, "title"), quote=False),
        summary=escape(summary, quote=False),
        content=_words(item, "content_html") or _as_html(text),
        author=_author(item),
        published=moment(_words(item, "date_published")) or updated,
        updated=updated,
        language=_words(item, "language") or None,
    )


def _author(item: Json) -> str | None:
    """1.1 has a list of `authors`, 1.0 one `author`."""
    listed = item.get("authors")
    people = [*(listed if isinstance(listed, list) else ()), item.get("author")]
    found = [_words(person, "name") for person in people if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(filter(None, found))) or None


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines() if line.strip())


def _words(of: Json, key: str) -> str:
    """A string or a number as text; everything else as if it weren't there."""
    value = of.get(key)
    if isinstance(value, str):
        return well_formed(value.strip())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

"""When two entries are the same: the one answer in the house."""

import re
from base64 import b32encode
from hashlib import blake2b
from unicodedata import normalize

from bot.core.errors import UrlRefused
from bot.core.model import Entry
from bot.core.urls import page_key

KEY_BYTES = 10  # 80 bits: a billion entries of one source have one chance in a million of a clash
PRINT_WORDS = (
    12  # shorter texts repeat from week to week ("Read the full statement here."), longer ones don't by chance
)

_WORDS = re.compile(r"\w+")


def identity_keys(entry: Entry) -> tuple[str, ...]:
    """The names under which a source's entry is remembered, never none; it is known when any of them is.

    guid and page; page and title; title, day and text where the text, of one day with its title, is long enough to
    tell two entries apart. So a changed guid, tracking parameters, http become https or a moved site are not news, and
    ten entries with one guid are ten entries. Scope them to the source: no feed may speak for another.
    """
    title = _folded(entry.title)
    words = _folded(entry.excerpt or entry.content_html)
    page = _page(entry.link)
    told = f"{title} {words}" if words and entry.published else words
    keys = []
    if entry.guid:
        keys.append(_key("guid", entry.guid, page or title))
    if page and title:
        keys.append(_key("page", page, title))
    if told.count(" ") + 1 >= PRINT_WORDS:
        keys.append(_key("text", title, words, _day(entry)))
    if not keys:
        keys.append(_key("rest", page, title, words, _day(entry)))
    return tuple(keys)


def _page(link: str | None) -> str:
    if link is None:
        return ""
    try:
        return page_key(link)
    except UrlRefused:
        return link


def _day(entry: Entry) -> str:
    return entry.published.value.date().isoformat() if entry.published else ""


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(normalize("NFKC", text).casefold()))


def _key(*parts: str) -> str:
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
    return b32encode(digest).decode("ascii").lower()

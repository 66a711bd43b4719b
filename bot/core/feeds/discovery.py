"""Where a web page keeps its feeds."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from bot.core.errors import FeedUnreadable
from bot.core.feeds import sitemaps
from bot.core.feeds.bodies import opened
from bot.core.urls import absolute

MAX_PAGE_BYTES = 2_000_000
MAX_LINKS = 50

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
    | {"application/json", "application/xml", "text/xml"}
)
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss|atom)(?:/|$)|/(?:rss|atom|feed|index)\.(?:xml|json|rdf)$|\.(?:rss|atom|rdf)$|/[^/]*(?:rss|feed)[^/]*\.xml$",
    re.IGNORECASE,
)
_SITEMAP_PATH = re.compile(r"/[^/]*sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)
_FEED_WORDS = re.compile(r"\b(?:rss|atom)\b|\bfeeds?\b", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)
_ROBOTS = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)

# Best first; what a page declares is worth more than what its addresses look like, comments least of all.
_DECLARED, _NEWS_SITEMAP, _LINKED, _OTHER_SITEMAP, _COMMENT_FEED = range(5)


def discover(body: bytes, *, url: str) -> tuple[str, ...]:
    """The feeds and sitemaps that a page at `url` offers, best first, absolute, http and https only; empty for none.

    Also takes the index of a sitemap, a robots.txt, and a feed, which offers itself.
    """
    try:
        document = opened(body, "")
    except FeedUnreadable:
        return _unique(_offers(body[:MAX_PAGE_BYTES], url), but=url)
    return sitemaps.children(document.data, url=url) if document.root == "sitemapindex" else (url,)


def _offers(body: bytes, url: str) -> list[tuple[int, str]]:
    named = [
        (_sitemap_rank(found[1].decode("utf-8", "replace")), found[1].decode("utf-8", "replace"))
        for found in _ROBOTS.finditer(body)
    ]
    root = _page(body)
    if root is None:
        return [(rank, link) for rank, href in named if (link := absolute(url, href))]
    base = next((href for element in root.iter("base") if (href := absolute(url, element.get("href", "")))), url)
    found = [*_declared(root), *_linked(root)]
    return [(rank, link) for rank, href in [*named, *found] if (link := absolute(base, href))]


def _page(body: bytes) -> "etree._Element | None":
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _declared(root: etree._Element) -> Iterator[tuple[int, str]]:
    for element in root.iter("link"):
        rels, href = element.get("rel", "").lower().split(), element.get("href", "").strip()
        kind = element.get("type", "").partition(";")[0].strip().lower()
        if href and "sitemap" in rels:
            yield _sitemap_rank(href), href
        elif href and ("feed" in rels or ("alternate" in rels and kind in _FEED_TYPES)):
            about = f"{element.get('title', '')} {href}"
            yield (_COMMENT_FEED if _COMMENTS.search(about) else _DECLARED), href


def _linked(root: etree._Element) -> Iterator[tuple[int, str]]:
    for element in root.iter("a", "area"):
        href = element.get("href", "").strip()
        path = _path(href)
        if _SITEMAP_PATH.search(path):
            yield _sitemap_rank(href), href
        elif _FEED_PATH.search(path) or (path.endswith(".xml") and _FEED_WORDS.search(_words(element))):
            yield (_COMMENT_FEED if _COMMENTS.search(href) else _LINKED), href


def _sitemap_rank(href: str) -> int:
    return _NEWS_SITEMAP if "news" in href.lower() else _OTHER_SITEMAP


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _words(element: etree._Element) -> str:
    return " ".join((*map(str, element.itertext()), element.get("title", ""), element.get("aria-label", "")))


def _unique(offers: list[tuple[int, str]], *, but: str) -> tuple[str, ...]:
    ranked = sorted(offers, key=lambda offer: offer[0])
    return tuple(dict.fromkeys(link for _, link in ranked if link != but))[:MAX_LINKS]

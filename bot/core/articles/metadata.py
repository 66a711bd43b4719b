"""What a page says about its article: title, people, outlet, agency, address, language and dates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from bot.core import urls
from bot.core.articles import bylines, linked_data
from bot.core.articles.linked_data import Json
from bot.core.articles.paragraphs import words
from bot.core.errors import UrlRefused

_TITLE_MARKS = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*|\s+::\s+")
_AUTHOR_METAS = words(
    """
    author article:author article:author_name parsely-author sailthru.author dc.creator dcterms.creator byl
    authors creator dc.contributor citation_author cxenseparse:author article.author dable:author
    """
)
_AUTHOR_CLASSES = ("author-name", "author__name", "byline__name", "byline-name", "author_name", "authorName")
_AUTHOR_PLACES = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author'][not(.//*[@itemprop='name'])]",
    "//a[@rel='author' or contains(concat(' ', @rel, ' '), ' author ')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' byline ')]",
    "//*[" + " or ".join(f"contains(@class, '{word}')" for word in _AUTHOR_CLASSES) + "]",
    "//*[contains(@class, 'byline') or contains(@id, 'byline')]",
    "//address",
)
_LANGUAGE = re.compile(r"^([a-z]{2})(?:$|[-_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """The machine-readable part of a page: its metas by lower-case name, its JSON-LD article."""

    tree: HtmlElement
    metas: Mapping[str, tuple[str, ...]]
    node: Mapping[str, Json]

    def meta(self, *names: str) -> str:
        """The first value of the first of these metas that has one, or ""."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")


def read_marks(tree: HtmlElement) -> Marked:
    """Collect metas and JSON-LD once."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())
        if name and value:
            metas.setdefault(name.strip().lower(), []).append(value)
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    return Marked(tree, {name: tuple(values) for name, values in metas.items()}, linked_data.article_node(scripts))


def outlet(marked: Marked, host: str) -> str | None:
    """Who publishes the page: og:site_name, the JSON-LD publisher, else its host."""
    name = marked.meta("og:site_name") or linked_data.text_of(marked.node, "publisher")
    name = name or marked.meta("application-name", "publisher", "dc.publisher", "twitter:app:name:iphone")
    if name.startswith(("http:", "https:", "@")) or not name:
        name = ""
    return (re.sub(r"^https?://|^www\.|/$", "", name).strip() or _site(host)) or None


def title(marked: Marked, outlet_name: str | None, host: str) -> str:
    """The headline as the page prints it, without the site's name; "" when it has none."""
    shown = [text for heading in marked.tree.iter("h1") if (text := text_of(heading))]
    whole = next((text for element in marked.tree.iter("title") if (text := text_of(element))), "")
    candidates = (
        marked.meta("og:title", "twitter:title"),
        linked_data.text_of(marked.node, "headline"),
        *(heading for heading in shown if len(shown) == 1 or heading in whole),
        marked.meta("dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline"),
        whole,
        *shown,
    )
    cleaned = (without_site(" ".join(candidate.split()), outlet_name, host, shown) for candidate in candidates)
    return next((text for text in cleaned if text and text.casefold() != (outlet_name or "").casefold()), "")


def without_site(text: str, outlet_name: str | None, host: str, headings: Iterable[str] = ()) -> str:
    """A headline cut off where the name of the site begins ("… | Example Times") or ends ("Example Times: …")."""
    names = {_key(name) for name in (outlet_name or "", host.removeprefix("www."), _site(host)) if name}
    for heading in headings:
        if (
            len(heading) > 15
            and text != heading
            and text.startswith(heading)
            and _TITLE_MARKS.match(text[len(heading) :])
        ):
            return heading
    marks = list(_TITLE_MARKS.finditer(text))
    for mark in marks:
        if _is_site(text[mark.end() :], names) and mark.start() > 0:
            return text[: mark.start()]
    if marks and _is_site(text[: marks[0].start()], names):
        return text[marks[0].end() :]
    if marks and "|" in marks[-1].group() and len(text[marks[-1].end() :].split()) <= 4 and marks[-1].start() > 20:
        return text[: marks[-1].start()]  # nothing but an outlet or its section stands after a bar
    return text


def _is_site(part: str, names: set[str]) -> bool:
    key = _key(part)
    return bool(key) and any(
        key == name or (len(name) >= 4 and (key.startswith(name) or (len(key) >= 4 and name.startswith(key))))
        for name in names
    )


def _key(name: str) -> str:
    return re.sub(r"^the|[\W_]+", "", name.casefold())


def _site(host: str) -> str:
    """example.co.uk of www.example.co.uk: what people call a site that doesn't name itself."""
    return re.sub(r"^(?:www\d?|m|amp|mobile|edition)\.", "", host)


def byline(marked: Marked, outlet_name: str | None) -> tuple[tuple[str, ...], str | None]:
    """The authors and the agency, from the most formal place that names any."""
    agency: str | None = None
    for raws in _author_places(marked):
        found = {name: None for raw in raws if len(raw) <= 300 for name in bylines.names(raw, outlet=outlet_name)}
        agency = agency or next((known for raw in raws if (known := bylines.agency_of(raw))), None)
        if found:
            return tuple(found)[:12], agency
    return (), agency


def _author_places(marked: Marked) -> Iterable[tuple[str, ...]]:
    yield linked_data.strings(marked.node.get("author"), "name")
    for name in _AUTHOR_METAS:
        yield tuple(value for value in marked.metas.get(name, ()) if not value.startswith("http"))
    for path in _AUTHOR_PLACES:
        yield tuple(text for element in marked.tree.xpath(path)[:8] if (text := text_of(element)))
    yield linked_data.strings(marked.node.get("creator"), "name")


def canonical(marked: Marked, url: str) -> str | None:
    """The page's own address for itself where it lies on the same site, else the address it was read from."""
    links = [
        link.get("href") or ""
        for link in marked.tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for href in (*links, marked.meta("og:url")):
        target = urls.absolute(url, href) if href else None
        if target and _is_same_site(target, url) and not _is_front_page(target, url):
            try:
                return urls.canonical_url(target)
            except UrlRefused:
                continue
    try:
        return urls.canonical_url(url)
    except UrlRefused:
        return None


def _is_same_site(one: str, other: str) -> bool:
    a, b = _site(urls.host(one)), _site(urls.host(other))
    return bool(a) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _is_front_page(target: str, url: str) -> bool:
    """Templates that name the front page as every page's address are common; one page is not all pages."""
    path = urlsplit(target)
    return path.path in {"", "/"} and not path.query and urlsplit(url).path not in {"", "/"}


def language(marked: Marked) -> str | None:
    """The language the page declares, as two letters."""
    declared = (marked.tree.get("lang") or "", marked.meta("og:locale", "content-language", "dc.language", "language"))
    inside = linked_data.text_of(marked.node, "inLanguage")
    for tag in (*declared, inside):
        match = _LANGUAGE.match(tag.strip())
        if match:
            return match[1].lower()
    return None


def text_of(element: HtmlElement) -> str:
    """The text inside an element on one line."""
    return " ".join(str(element.text_content()).split())

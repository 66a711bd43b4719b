"""Feeds read element by element, for what fastfeedparser leaves out: `source`, xml:base, XHTML, dates as stated."""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import takewhile

from lxml import etree

from bot.core.feeds.drafts import Draft
from bot.core.feeds.moments import moment
from bot.core.model import Timestamp

ENTRIES = frozenset({"item", "entry"})
_GUIDS = ("guid", "id")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified", "lastbuilddate")
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RIVALS = ("{http://search.yahoo.com/mrss/}", "{http://www.itunes.com/dtds/podcast-1.0.dtd}")  # same names, lesser text


def tree(data: bytes) -> etree._Element:
    """The root of hostile XML, as much as can be read of it: no DTD, no entity, no network.

    Raises `ValueError` where nothing can be read.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root is None:
        raise ValueError("nothing to read")
    return root


def drafts(data: bytes) -> list[Draft]:
    """One draft for each `item` or `entry`, wherever it stands. Raises `ValueError`."""
    return [_draft(item) for item in tree(data).iter("{*}item", "{*}entry", "Item", "ITEM")]


def name(element: etree._Element) -> str:
    """The local name, lower case; "" for what is no element."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def text(element: etree._Element | None) -> str:
    """All text below, elements inside included."""
    if element is None:
        return ""
    return "".join(map(str, element.itertext())).strip() if len(element) else (element.text or "").strip()


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


@lru_cache(maxsize=1024)
def _field(tag: str) -> str:
    """What a child of an entry is to us; "" for those that only share the name of a field."""
    return "" if tag.startswith(_RIVALS) else _local(tag)


def _draft(item: etree._Element) -> Draft:
    children = dict[str, list[etree._Element]]()
    for child in item:
        children.setdefault(_field(str(child.tag)), []).append(child)
    encoded = children.get("encoded")
    link = _link(children)
    published, updated = _moment(children, _PUBLISHED), _moment(children, _UPDATED)
    source = children.get("source", [None])[0]
    return Draft(
        guid=next((found for key in _GUIDS for child in children.get(key, ()) if (found := text(child))), None)
        or item.get(_ABOUT),
        link=link[0] if link else None,
        base=link[1] if link else None,
        title=_first(children, "title"),
        summary=_first(children, "description") or _first(children, "summary"),
        content=_markup(encoded[0]) if encoded else _first(children, "content"),
        author=_author(children),
        outlet=_outlet(source),
        published=published or updated,
        updated=updated,
        language=item.get(_LANG) or _first(children, "language") or None,
    )


def _link(children: dict[str, list[etree._Element]]) -> tuple[str, str | None] | None:
    """The page of an entry with the base it is relative to: FeedBurner's original, `alternate`, no `rel`, a guid."""
    ranked = sorted(_links(children), key=lambda found: found[0])
    return (ranked[0][1], ranked[0][2]) if ranked else None


def _links(children: dict[str, list[etree._Element]]) -> Iterator[tuple[int, str, str | None]]:
    for original in children.get("origlink", ()):
        yield 0, text(original), original.base
    for link in children.get("link", ()):
        rel, href = link.get("rel", ""), link.get("href", "").strip()
        if href and rel in ("", "alternate"):
            yield (1 if rel else 2), href, link.base
        elif href and rel == "self":
            yield 4, href, link.base
        elif not href and text(link):
            yield 1, text(link), link.base
    for guid in children.get("guid", ()):
        if text(guid).startswith(("http://", "https://")):
            yield 3, text(guid), None


def _moment(children: dict[str, list[etree._Element]], names: tuple[str, ...]) -> Timestamp | None:
    return next((found for key in names for child in children.get(key, ()) if (found := moment(text(child)))), None)


def _author(children: dict[str, list[etree._Element]]) -> str | None:
    """All of them, as a byline lists them."""
    found = [_person(child) for key in ("author", "creator") for child in children.get(key, ())]
    return ", ".join(dict.fromkeys(filter(None, found))) or None


def _person(author: etree._Element) -> str:
    named = next((child for child in author if name(child) == "name"), None)
    return text(author if named is None else named)


def _outlet(source: etree._Element | None) -> str | None:
    """RSS names the outlet in the element, Atom in its title."""
    if source is None:
        return None
    title = next((child for child in source if name(child) == "title"), None)
    return _markup(source if title is None else title) or None


def _first(children: dict[str, list[etree._Element]], key: str) -> str:
    return next((found for child in children.get(key, ()) if (found := _markup(child))), "")


def _markup(element: etree._Element) -> str:
    """An element's content as HTML, whichever way the feed carries it."""
    own = element.text or ""
    if len(element):
        inside = takewhile(lambda child: name(child) not in ENTRIES, element)  # an unclosed title holds the next entry
        inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in inside)
        return (escape(own, quote=False) + inner).strip()
    return escape(own, quote=False).strip() if element.get("type") in ("text", "text/plain") else own.strip()

"""Published and updated of a page, from the places it states them, the most trusted first."""

import re
from collections.abc import Iterable

from htmldate import find_date
from lxml.html import HtmlElement

from bot.core.articles import linked_data
from bot.core.articles.metadata import Marked, text_of
from bot.core.articles.paragraphs import words
from bot.core.articles.stamps import Locale, Stamps, is_date_line, line_stamps, parse_stamp
from bot.core.model import Timestamp

_PUBLISHED_METAS = words(
    """
    article:published_time og:article:published_time datepublished article:published og:published_time
    parsely-pub-date sailthru.date cxenseparse:recs:publishtime rnews:datepublished originalpublicationdate
    article_date_original publication_date publish-date publish_date publishdate published-date pubdate
    dc.date.issued dc.date.created dcterms.created dcterms.issued dcterms.date dc.date citation_publication_date
    citation_date displaydate ptime pdate apub:time article.published article:post_date date_published
    shareaholic:article_published_time timestamp created creation_date date og:pubdate bt:pubdate
    prism.publicationdate
    """
)
_UPDATED_METAS = words(
    """
    article:modified_time og:article:modified_time datemodified og:updated_time article:modified lastmod
    dcterms.modified dc.date.modified last-modified lastmodified shareaholic:article_modified_time
    article.updated utime article:updated_time revised
    """
)
_URL_DATE = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=/|-|$)"
)
_DATE_CLASSES = ("publish", "pubdate", "posted-on", "dateline", "timestamp", "date")
_DATE_PLACES = (
    "//*[@itemprop='datePublished']",
    "//time[@pubdate]",
    "//h1/following::time[position() <= 2]",
    "//article//time",
    "//time",
    "//*[" + " or ".join(f"contains({p}, '{word}')" for p in ("@class", "@id") for word in _DATE_CLASSES) + "]",
)


def page_stamps(marked: Marked, *, url: str, locale: Locale, hint: Stamps) -> Stamps:
    """Feed, JSON-LD, metas, visible lines, the address, and at last htmldate's search; nothing is made up."""
    stated = Stamps(*(_finest(*pair) for pair in _stated(marked, locale, hint)))
    if stated.published is None:
        visible = _visible(marked.tree, locale)
        searched = None if visible.published else _searched(marked.tree, url)
        stated = Stamps(_agreed(visible.published, _of_url(url)) or searched, stated.updated or visible.updated)
    return stated.in_order()


def _stated(marked: Marked, locale: Locale, hint: Stamps) -> Iterable[tuple[Timestamp | None, ...]]:
    for hinted, keys, metas in (
        (hint.published, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS),
        (hint.updated, ("dateModified",), _UPDATED_METAS),
    ):
        linked = (
            parse_stamp(text, locale) for key in keys for text in linked_data.strings(marked.node.get(key), "@value")
        )
        meta = (parse_stamp(value, locale) for name in metas for value in marked.metas.get(name, ())[:1])
        yield hinted, next(filter(None, linked), None), next(filter(None, meta), None)


def _finest(*stamps: Timestamp | None) -> Timestamp | None:
    """The first of them; a later one that says the hour of the same day says it better."""
    known = [stamp for stamp in stamps if stamp]
    if not known:
        return None
    day = known[0].value.date()
    return next((stamp for stamp in known if stamp.has_time and stamp.value.date() == day), known[0])


def _visible(tree: HtmlElement, locale: Locale) -> Stamps:
    found = Stamps()
    for path in _DATE_PLACES:
        for element in tree.xpath(path)[:6]:
            if _is_aside(element):
                continue
            found = found.or_else(_element_stamps(element, locale))
        if found.published:
            return found
    return found.or_else(_labelled(tree, locale))


def _element_stamps(element: HtmlElement, locale: Locale) -> Stamps:
    line = text_of(element)
    exact = parse_stamp(element.get("datetime") or element.get("content") or "", locale)
    words = f"{element.get('class') or ''} {element.get('itemprop') or ''} {line}".lower()
    if exact:
        is_update = any(word in words for word in ("updat", "modif"))
        return Stamps(updated=exact) if is_update else Stamps(published=exact)
    return line_stamps(line, locale) if is_date_line(line) else Stamps()


def _labelled(tree: HtmlElement, locale: Locale) -> Stamps:
    found = Stamps()
    for element in tree.iter(
        "p", "span", "div", "li", "em", "small", "td", "font", "b", "strong", "i", "h2", "h3", "h4", "h5", "h6"
    ):
        if len(element) > 4:
            continue
        line = text_of(element)
        if 8 <= len(line) <= 120 and is_date_line(line) and not _is_aside(element):
            found = found.or_else(line_stamps(line, locale))
            if found.published:
                break
    return found


_ASIDE = re.compile(
    r"comment|related|sidebar|footer|recirc|promo|teaser|widget|recommend|most-|trending|latest|nav\b|archive|"
    r"copyright",
    re.IGNORECASE,
)


def _is_aside(element: HtmlElement) -> bool:
    for parent in (element, *element.iterancestors()):
        if parent.tag in {"aside", "nav", "footer"}:
            return True
        if parent.tag not in {"body", "html"} and _ASIDE.search(
            f"{parent.get('class') or ''} {parent.get('id') or ''}"
        ):
            return True
    return False


def _of_url(url: str) -> Timestamp | None:
    match = _URL_DATE.search(url)
    return parse_stamp(f"{match['year']}-{match['month']}-{match['day']}") if match else None


def _agreed(visible: Timestamp | None, of_url: Timestamp | None) -> Timestamp | None:
    """The address is written once, at publication; a line near it on the page may be any date."""
    if visible and of_url and abs((visible.value.date() - of_url.value.date()).days) > 1:
        return of_url
    return visible or of_url


def _searched(tree: HtmlElement, url: str) -> Timestamp | None:
    found = find_date(tree, original_date=True, url=url or None, max_date="2100-01-01")
    return parse_stamp(found) if found else None

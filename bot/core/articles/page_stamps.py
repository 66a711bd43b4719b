"""Published and updated of a page, from the places it states them, the most trusted first."""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement, tostring

from bot.core.articles import linked_data
from bot.core.articles.date_lines import Stamps, is_date_line, line_stamps
from bot.core.articles.metadata import Marked, text_of
from bot.core.articles.paragraphs import words
from bot.core.articles.stamps import Locale, is_written, parse_stamp
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
_URL_DATES = (
    re.compile(
        r"/(?P<year>(?:19|20)\d\d)[/-](?:[a-z_]+/)?(?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=/|-|"
        r"$)"
    ),
    re.compile(r"[/_-](?P<year>20\d\d)-?(?P<month>0[1-9]|1[0-2])-?(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)
_LEAST_SENTENCE: Final = 6  # words; fewer, or a date among labels, may be a line of its own
_PARAGRAPHS: Final = ("p", "li", "blockquote")
_DATE_CLASSES = ("publish", "pubdate", "posted-on", "dateline", "timestamp", "date")
_DATE_PLACES = (
    "//*[@itemprop='datePublished']",
    "//time[@pubdate]",
    "(//h1)[1]/following::time[position() <= 2]",
    "//article//time",
    "//time",
    "//*[" + " or ".join(f"contains({p}, '{word}')" for p in ("@class", "@id") for word in _DATE_CLASSES) + "]",
)


def page_stamps(marked: Marked, *, url: str, locale: Locale, hint: Stamps) -> Stamps:
    """Feed, JSON-LD, metas, visible lines, the address, and at last htmldate's search; nothing is made up."""
    stated = Stamps(*(_finest(*pair) for pair in _stated(marked, locale, hint)))
    if hint.published:
        return stated.in_order()
    seen = Stamps() if stated.published else _visible(marked.tree, locale)
    published = _settled(stated.published or seen.published, _of_url(url), is_visible=stated.published is None)
    published = published or _searched(marked.tree, url)
    return Stamps(published, stated.updated or seen.updated).in_order()


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
    r"copyright|"
    r"masthead|top-?bar|current-?date|today|weather|site-?header|ticker",
    re.IGNORECASE,
)


def _is_aside(element: HtmlElement) -> bool:
    """Inside a block beside the article; a block that holds the headline too is not beside it."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in {"aside", "nav", "footer"}:
            return True
        if parent.tag in {"body", "html"} or parent.find(".//h1") is not None:
            return False
        if parent.tag == "header" or _ASIDE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return True
    return False


def _of_url(url: str) -> Timestamp | None:
    match = next(filter(None, (pattern.search(url) for pattern in _URL_DATES)), None)
    return parse_stamp(f"{match['year']}-{match['month']}-{match['day']}") if match else None


def _settled(published: Timestamp | None, of_url: Timestamp | None, *, is_visible: bool) -> Timestamp | None:
    """An address is written once, at publication: a page dated days later was moved or edited since.

    A day's difference is a time zone's: then the hour the page states is worth more, a bare day less.
    """
    if not published or not of_url:
        return published or of_url
    days = (published.value.date() - of_url.value.date()).days
    is_url_right = days > 1 or (abs(days) == 1 and not published.has_time) or (is_visible and abs(days) > 1)
    return of_url if is_url_right else published


def _searched(tree: HtmlElement, url: str) -> Timestamp | None:
    """htmldate's best guess, where the page spells that day out; a year in a copyright line is no date.

    What sentences tell of is not looked at: the day a law takes effect is not the day it was reported.
    """
    stated = _without_sentences(tree)
    found = find_date(stated, original_date=True, url=url or None, max_date="2100-01-01")
    stamp = parse_stamp(found) if found else None
    if stamp and is_written(stamp.value.date(), str(tostring(stated, encoding="unicode"))):
        return stamp
    return None


def _without_sentences(tree: HtmlElement) -> HtmlElement:
    """A copy in which only what is no sentence is left: heads, labels, lines of their own."""
    copy: HtmlElement = deepcopy(tree)
    for element in copy.iter(etree.Element):
        if element.tag in ("script", "style"):
            continue
        is_told = element.tag in _PARAGRAPHS and _is_sentence(text_of(element))  # perhaps parted by links
        for part in element.iter(etree.Element) if is_told else (element,):
            if is_told or _is_sentence(part.text or ""):
                part.text = ""
            if part is not element:
                part.tail = ""
        if _is_sentence(element.tail or ""):
            element.tail = ""
    return copy


def _is_sentence(line: str) -> bool:
    spoken = line.strip()
    return len(spoken.split()) >= _LEAST_SENTENCE and not is_date_line(spoken)

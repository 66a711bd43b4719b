"""The feed formats that real outlets publish in, one writer each: articles → bytes."""

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as Xml

from config.demo.stories import SampleArticle

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS1 = "http://purl.org/rss/1.0/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

for _prefix, _space in (("content", _CONTENT), ("dc", _DC), ("news", _NEWS), ("rdf", _RDF)):
    Xml.register_namespace(_prefix, _space)


def rss_2(title: str, home: str, articles: Sequence[SampleArticle], base: str, *, has_content: bool = False) -> bytes:
    """RSS 2.0 with excerpts, or with the whole text in `content:encoded`."""
    rss = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(rss, "channel")
    _add(channel, title=title, link=home, description=f"All stories of {title}", ttl="1")
    for article in articles:
        item = Xml.SubElement(channel, "item")
        _add(item, title=article.title, link=base + article.path, description=_paragraph(article.excerpt))
        Xml.SubElement(item, f"{{{_DC}}}creator").text = article.byline
        Xml.SubElement(item, "guid", isPermaLink="false").text = f"{article.outlet}-{article.slug}"
        _add(item, pubDate=format_datetime(article.published))
        if has_content:
            Xml.SubElement(item, f"{{{_CONTENT}}}encoded").text = _body(article)
    return _document(rss)


def rss_091(title: str, home: str, articles: Sequence[SampleArticle], base: str) -> bytes:
    """RSS 0.91: no identity, no dates."""
    rss = Xml.Element("rss", version="0.91")
    channel = Xml.SubElement(rss, "channel")
    _add(channel, title=title, link=home, description=f"All stories of {title}", language="en-us")
    for article in articles:
        item = Xml.SubElement(channel, "item")
        _add(item, title=article.title, link=base + article.path, description=article.excerpt)
    return _document(rss)


def rdf(title: str, home: str, articles: Sequence[SampleArticle], base: str) -> bytes:
    """RSS 1.0: the items stand beside the channel, not in it."""
    root = Xml.Element(f"{{{_RDF}}}RDF")
    channel = Xml.SubElement(root, f"{{{_RSS1}}}channel", {f"{{{_RDF}}}about": home})
    for name, text in (("title", title), ("link", home), ("description", f"All stories of {title}")):
        Xml.SubElement(channel, f"{{{_RSS1}}}{name}").text = text
    order = Xml.SubElement(Xml.SubElement(channel, f"{{{_RSS1}}}items"), f"{{{_RDF}}}Seq")
    for article in articles:
        Xml.SubElement(order, f"{{{_RDF}}}li", {f"{{{_RDF}}}resource": base + article.path})
    for article in articles:
        item = Xml.SubElement(root, f"{{{_RSS1}}}item", {f"{{{_RDF}}}about": base + article.path})
        facts = (("title", article.title), ("link", base + article.path), ("description", article.excerpt))
        for name, text in facts:
            Xml.SubElement(item, f"{{{_RSS1}}}{name}").text = text
        Xml.SubElement(item, f"{{{_DC}}}date").text = article.published.isoformat()
        Xml.SubElement(item, f"{{{_DC}}}creator").text = article.byline
    return _document(root, default=_RSS1)


def atom(title: str, home: str, articles: Sequence[SampleArticle], base: str) -> bytes:
    """Atom with HTML summaries."""
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    for name, text in (("title", title), ("id", home), ("updated", _latest(articles))):
        Xml.SubElement(feed, f"{{{_ATOM}}}{name}").text = text
    Xml.SubElement(feed, f"{{{_ATOM}}}link", rel="alternate", href=home)
    for article in articles:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        stamp = article.published.isoformat()
        facts = (("title", article.title), ("id", f"tag:{article.outlet}.example,2020:{article.slug}"))
        for name, text in (*facts, ("published", stamp), ("updated", stamp)):
            Xml.SubElement(entry, f"{{{_ATOM}}}{name}").text = text
        Xml.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", href=base + article.path)
        Xml.SubElement(entry, f"{{{_ATOM}}}summary", type="html").text = _paragraph(article.excerpt)
        Xml.SubElement(Xml.SubElement(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = article.byline
    return _document(feed, default=_ATOM)


def json_feed(title: str, home: str, articles: Sequence[SampleArticle], base: str) -> bytes:
    """JSON Feed 1.1 with the whole text."""
    items = [
        {
            "id": f"{article.outlet}/{article.slug}",
            "url": base + article.path,
            "title": article.title,
            "summary": article.excerpt,
            "content_html": _body(article),
            "date_published": article.published.isoformat(),
            "authors": [{"name": article.byline}],
        }
        for article in articles
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": home, "items": items}
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def news_sitemap(title: str, _home: str, articles: Sequence[SampleArticle], base: str) -> bytes:
    """A sitemap for news: addresses, titles and dates, no words of the article."""
    root = Xml.Element(f"{{{_SITEMAP}}}urlset")
    for article in articles:
        url = Xml.SubElement(root, f"{{{_SITEMAP}}}url")
        Xml.SubElement(url, f"{{{_SITEMAP}}}loc").text = base + article.path
        news = Xml.SubElement(url, f"{{{_NEWS}}}news")
        publication = Xml.SubElement(news, f"{{{_NEWS}}}publication")
        Xml.SubElement(publication, f"{{{_NEWS}}}name").text = title
        Xml.SubElement(publication, f"{{{_NEWS}}}language").text = "en"
        Xml.SubElement(news, f"{{{_NEWS}}}publication_date").text = article.published.isoformat()
        Xml.SubElement(news, f"{{{_NEWS}}}title").text = article.title
    return _document(root, default=_SITEMAP)


def _add(parent: Xml.Element, **texts: str) -> None:
    for name, text in texts.items():
        Xml.SubElement(parent, name).text = text


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _body(article: SampleArticle) -> str:
    return "".join(map(_paragraph, article.paragraphs))


def _latest(articles: Sequence[SampleArticle]) -> str:
    return max(article.published for article in articles).isoformat()


def _document(root: Xml.Element, *, default: str | None = None) -> bytes:
    if default is not None:
        Xml.register_namespace("", default)
    document: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document

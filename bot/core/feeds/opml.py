"""Subscription lists that other readers export and import: OPML 2.0, opml.org/spec2.opml."""

from collections.abc import Iterable

from lxml import etree

from bot.core.errors import SourceInvalid
from bot.core.feeds.elements import name
from bot.core.feeds.markup import well_formed
from bot.core.model import Source

MAX_OUTLINES = 10_000


def parse_opml(body: bytes) -> tuple[tuple[str, str], ...]:
    """(url, title) of every subscription, folders opened, each address once, in the order of the file.

    The addresses are as written: who adds them checks them. Raises `SourceInvalid` with what is wrong, and where.
    """
    root = _root(body)
    found = dict[str, str]()
    for outline in root.iter("{*}outline"):
        fields = {str(key).lower(): str(value).strip() for key, value in outline.items()}
        if url := _address(fields.get("xmlurl", "")):
            found.setdefault(url, fields.get("title") or fields.get("text") or "")
    if not found:
        raise SourceInvalid("the OPML file lists no feeds: no outline in it has an xmlUrl")
    if len(found) > MAX_OUTLINES:
        raise SourceInvalid(f"the OPML file lists {len(found)} feeds; at most {MAX_OUTLINES} can be imported at once")
    return tuple(found.items())


def write_opml(sources: Iterable[Source]) -> str:
    """The sources as an OPML document. Addresses are written whole, with any key they carry."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Watchword sources"
    body = etree.SubElement(root, "body")
    for source in sources:
        title = _printable(source.name)
        etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=_printable(source.url))
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _root(body: bytes) -> etree._Element:
    if b"<!ENTITY" in body.upper():
        raise SourceInvalid("the OPML file declares entities of its own, which no subscription list needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise SourceInvalid(f"the file is no OPML: {error.msg}") from error
    if name(root) != "opml":
        raise SourceInvalid(f"the file is no OPML: it begins with <{name(root)[:40]}>")
    return root


def _address(url: str) -> str:
    """`feed:` is how some readers spell a subscription: feed://host/path or feed:https://host/path."""
    if url.lower().startswith("feed:"):
        rest = url[5:]
        return f"http:{rest}" if rest.startswith("//") else rest
    return url


def _printable(text: str) -> str:
    """Without what XML 1.0 can't hold."""
    return "".join(char for char in well_formed(text) if char >= " " and char not in "\ufffe\uffff")

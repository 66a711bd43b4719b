"""From bytes as sent to bytes a parser can't be hurt by: one charset, no prolog, no DTD, no junk around the root."""

import codecs
import re
import zlib
from html import unescape
from typing import NamedTuple

from bot.core.errors import FeedUnreadable

MAX_INFLATED_BYTES = 15_000_000  # sitemaps are often served as .xml.gz; the fetcher's bound for bodies
PROLOG_BYTES = 65_536  # how far in a root may begin: PHP warnings and licence comments are shorter

FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})
_PAGE_ROOTS = frozenset({"html", "head", "body"})
_PAGE_PARTS = frozenset(
    {"a", "article", "br", "div", "form", "h1", "h2", "main", "meta", "p", "script", "span", "title"}
)

# What a label means on the web, where it differs from what it says: encoding.spec.whatwg.org, 4.2.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# A feed may name any codec of Python, `punycode` and `unicode_escape` among them: these are the ones feeds are in.
_CHARSETS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp437", "cp850", "cp866", "cp874", "cp932", "cp949"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in range(2, 17)}
    | {"koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "johab"}
)
_SEVEN_BIT = "iso2022_jp"  # its bytes are valid ASCII, so only the label tells
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A byte that is no UTF-8 comes out of "surrogateescape" as U+DC80..U+DCFF; on the web it was windows-1252.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_NO_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")  # no XML 1.0 document may hold them
# An ampersand that is no reference XML can take: numbers of no XML character, names XML doesn't know.
_BAD_REFERENCE = (
    rb"&(?!(?:lt|gt|amp|quot|apos);|#0{0,3}(?:9|10|13|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3}|[1-4][0-9]{4});"
    rb"|#x(?:[2-9A-Fa-f][0-9A-Fa-f]|[1-9A-Fa-f][0-9A-Fa-f]{2}|[1-9A-Ca-c][0-9A-Fa-f]{3}|1[Ff][0-9A-Fa-f]{3});)"
    rb"(?:(#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});)?"
)
_TROUBLE = re.compile(_BAD_REFERENCE)
_TROUBLE_OR_CDATA = re.compile(rb"<!\[CDATA\[|" + _BAD_REFERENCE)


class Body(NamedTuple):
    """What was sent, in UTF-8 and from its root element on. `root` is its name in lower case, or "json"."""

    root: str
    data: bytes


def opened(body: bytes, content_type: str) -> Body:
    """The document in `body`. Raises `FeedUnreadable` when no root is to be found, or that of a web page."""
    sent = _as_utf8(_inflated(body), content_type).translate(None, _CONTROL)
    if sent.lstrip()[:1] in (b"{", b"["):
        return Body("json", sent)
    tag = _root_tag(sent, is_page="html" in content_type)
    end = sent.find(b">", sent.rfind(b"</" + tag[0][1:]))
    document = sent[tag.start() : end + 1] if end > tag.start() else sent[tag.start() :]
    return Body(tag[1].decode("ascii").lower(), _repaired(document))


def _inflated(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        data = inflater.decompress(body, MAX_INFLATED_BYTES)
    except zlib.error as error:
        raise FeedUnreadable("the compressed file is damaged") from error
    if inflater.unconsumed_tail:
        raise FeedUnreadable(f"unpacks to more than {MAX_INFLATED_BYTES // 1_000_000} MB")
    return data


def _as_utf8(body: bytes, content_type: str) -> bytes:
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return _text(body.removeprefix(mark) if charset == "utf-8" else body, charset).encode()
    head = body[:400]
    if b"\0" in head[:4]:
        return _text(body, "utf-16-be" if head.startswith(b"\0") else "utf-16-le").encode()
    labels = _labels(head, content_type)
    if _SEVEN_BIT in labels:
        return _text(body, _SEVEN_BIT).encode()
    try:
        body.decode()
    except UnicodeDecodeError:
        return _in_another_charset(body, labels).encode()
    return body  # long text that is valid UTF-8 is UTF-8, whatever its labels say


def _in_another_charset(body: bytes, labels: tuple[str, ...]) -> str:
    for label in labels:
        if label != "utf-8":
            try:
                return body.decode(label)
            except UnicodeDecodeError:
                continue
    return _text(body, "utf-8")


def _text(body: bytes, charset: str) -> str:
    if charset == "utf-8":
        return body.decode("utf-8", "surrogateescape").translate(_STRAY)
    return body.decode(charset, "replace")


def _labels(head: bytes, content_type: str) -> tuple[str, ...]:
    """The charsets named, the likelier first: a server's default says less than who wrote the declaration."""
    declared = _DECLARED.search(head)
    header = _CHARSET.search(content_type)
    named = [label.lower() for label in (header and header[1], declared and declared[1].decode("ascii")) if label]
    if len(named) > 1 and named[0] in ("iso-8859-1", "us-ascii"):
        named.reverse()
    return tuple(charset for label in named if (charset := _charset(label)))


def _charset(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    meant = _MEANT.get(name, name)
    return meant if meant in _CHARSETS else None


def _root_tag(sent: bytes, *, is_page: bool) -> re.Match[bytes]:
    """The root's opening, stepping over declarations, comments, a DTD and whatever a broken server put in front."""
    head = sent[:PROLOG_BYTES]
    position, names, unclosed = 0, list[str](), set[bytes]()
    while (position := head.find(b"<", position)) >= 0:
        if element := _ELEMENT.match(head, position):
            name = element[1].decode("ascii").lower()
            if name in FEED_ROOTS or name in SITEMAP_ROOTS:
                return element
            names.append(name)
            if name in _PAGE_ROOTS:
                break
        position = _after(head, position, unclosed)
    if is_page or _is_page(names, head):
        raise FeedUnreadable("this is a web page, not a feed", is_html=True)
    if names:
        raise FeedUnreadable(f"not a feed: the document is <{names[0][:40]}>")
    raise FeedUnreadable("not a feed: nothing in it is XML or JSON" if sent.strip() else "the answer was empty")


def _is_page(names: list[str], head: bytes) -> bool:
    """Whether a document without a root of ours is a web page or a piece of one."""
    return (
        b"<!doctype html" in head.lower() or not _PAGE_ROOTS.isdisjoint(names) or not _PAGE_PARTS.isdisjoint(names[:1])
    )


def _after(head: bytes, start: int, unclosed: set[bytes]) -> int:
    """The place after the comment, instruction or DTD at `start`; after its `<` for anything else.

    `unclosed` remembers the ends that are nowhere ahead, so that each is looked for once.
    """
    opening, mark = b"<", b""
    if head.startswith(b"<!--", start):
        opening, mark = b"<!--", b"-->"
    elif head.startswith(b"<?", start):
        opening, mark = b"<?", b"?>"
    elif head[start : start + 9].upper() == b"<!DOCTYPE":
        opening, mark = b"<!DOCTYPE", b"]>" if b"[" in head[start : head.find(b">", start)] else b">"
    if not mark or mark in unclosed:
        return start + 1
    end = head.find(mark, start + len(opening))
    if end < 0:
        unclosed.add(mark)
        return start + 1
    return end + len(mark)


def _repaired(data: bytes) -> bytes:
    """HTML's entities as characters, and "&amp;" for what is no reference: XML parsers lose the text behind either.

    No DTD is left, so nothing a document declared itself is ever expanded.
    """
    if not _TROUBLE.search(data):
        return data
    pieces, copied, position = list[bytes](), 0, 0
    while trouble := _TROUBLE_OR_CDATA.search(data, position):
        position = trouble.end()
        if trouble[0].startswith(b"<"):
            position = data.find(b"]]>", position)
            if position < 0:
                break
            continue
        pieces += (data[copied : trouble.start()], _reference(trouble[1]))
        copied = position
    return b"".join((*pieces, data[copied:]))


def _reference(name: bytes | None) -> bytes:
    """What stands for `&name;` in XML; the reference as text where it means nothing, or markup."""
    if name is None:
        return b"&amp;"
    reference = f"&{name.decode('ascii')};"
    meant = unescape(reference)
    if meant == reference or not set(meant).isdisjoint("<>&"):
        return b"&amp;" + name + b";"
    return meant.translate(_NO_CONTROL).encode()

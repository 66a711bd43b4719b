"""The article inside a page of HTML."""

import re
from collections.abc import Container, Iterator

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.core.articles.paragraphs import tidy, words

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MANY_ELEMENTS = 30_000  # trafilatura's second opinion, jusText, takes time with their square
_TAG = re.compile(r"<[a-zA-Z!]")
_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SKIPPED = frozenset(words("script style noscript template svg head iframe object"))
_SKIPPED_IN_FRAGMENT = frozenset(words("script style noscript template svg iframe object figcaption form button"))
_BLOCKS = frozenset(
    words(
        "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote section article tr table pre hr figure header footer dl dt dd "
        "aside main nav form option td th"
    )
)
_PULLED = re.compile(r"pull", re.IGNORECASE)

# What trafilatura raises on trees nobody should have written.
_BROKEN = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError)


def decode(body: bytes, content_type: str = "") -> str:
    """The page as text: UTF-8 where the bytes are, else the charset that header or page declare, else Western."""
    declared = _TYPE_CHARSET.search(content_type)
    in_page = _META_CHARSET.search(body[:4096])
    charsets = ["utf-8-sig"]
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        charsets.insert(0, "utf-16")
    charsets += [match for match in (declared and declared[1], in_page and in_page[1].decode("ascii")) if match]
    for charset in charsets:
        try:
            return body.decode(charset)
        except (UnicodeError, LookupError, ValueError):
            continue
    last = charsets[-1] if len(charsets) > 1 else "windows-1252"
    try:
        return body.decode(last, "replace")
    except (UnicodeError, LookupError, ValueError):
        return body.decode("utf-8", "replace")


def parse(text: str) -> HtmlElement | None:
    """The page as a tree; None where there is no markup at all."""
    if not _TAG.search(text):
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree: HtmlElement = document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except _BROKEN:
        return None
    return tree


def body_paragraphs(tree: HtmlElement) -> list[str]:
    """The paragraphs of the article as trafilatura finds them, table rows without their rules."""
    is_huge = sum(1 for _ in tree.iter()) > _MANY_ELEMENTS
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, fast=is_huge)
    except _BROKEN:
        return []
    text = getattr(document, "text", None) or ""
    return [line.strip("| ") for line in tidy(text.split("\n")) if line.strip("|- ")]


def quoted_lines(tree: HtmlElement) -> list[str]:
    """The lines that stand in block quotes, those aside that only repeat words of the text in a larger type."""
    lines: list[str] = []
    for block in tree.iter("blockquote"):
        if not _PULLED.search(f"{block.get('class') or ''} {block.get('id') or ''}"):
            here = tidy("".join(_pieces(block, _SKIPPED_IN_FRAGMENT)).split("\n"))
            lines += [*here, " ".join(here)]
    return lines


def visible_text(tree: HtmlElement, limit_chars: int = 20_000) -> str:
    """What a person would see of the page, roughly, for judging what kind of page it is."""
    pieces: list[str] = []
    size = 0
    for piece in _pieces(tree, _SKIPPED - {"noscript"}):  # where a shell of scripts asks for JavaScript
        pieces.append(piece)
        size += len(piece)
        if size > limit_chars:
            break
    return " ".join("".join(pieces).split())


def page_lines(tree: HtmlElement) -> str:
    """The page as it would be pasted: every block on a line."""
    return "".join(_pieces(tree, _SKIPPED))


def fragment(markup: str) -> HtmlElement | None:
    """A feed's content, which is an article without a page around it; None where it holds no markup."""
    return parse(f"<html><body><div>{markup}</div></body></html>")


def fragment_paragraphs(tree: HtmlElement) -> list[str]:
    """The blocks of a feed's content."""
    return tidy("".join(_pieces(tree, _SKIPPED_IN_FRAGMENT)).split("\n"))


def _pieces(tree: HtmlElement, skipped: Container[str]) -> Iterator[str]:
    """The text between the tags in reading order, blocks on lines of their own."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for happening, element in walk:
        is_skipped = element.tag in skipped
        if happening == "start" and is_skipped:
            walk.skip_subtree()
        if element.tag in _BLOCKS:
            yield "\n"
        piece = element.tail if happening == "end" else None if is_skipped else element.text
        if piece:
            yield " ".join(piece.split("\n"))

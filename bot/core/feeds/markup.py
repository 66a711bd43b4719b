"""Plain text from the HTML that titles and summaries are written in. Linear in the length of the input."""

import re
from html import unescape

_COMMENTED = (("<!--", "-->"), ("<![CDATA[", "]]>"))
_TAG = re.compile(r"<[/!?]?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p"}
    | {"pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_STANDS_FOR = dict.fromkeys((*_BLOCKS, *map(str.upper, _BLOCKS)), "\n")
_UNSEEN = frozenset({"script", "style", "template", "svg", "SCRIPT", "STYLE", "TEMPLATE", "SVG"})
_UNSEEN_TAG = re.compile(r"<(script|style|template|svg)\b", re.IGNORECASE)
# In a title `<name>` may be a name in angle brackets: only what HTML knows as markup of a line goes.
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|small|span|strike|strong|su[bp]|tt|u|wbr)"
    r"(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_TITLE_BREAK = re.compile(r"</?(?:br|div|h[1-6r]|li|p|ul|ol)(?:[\s/][^<>]*)?>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SURROGATE = re.compile("[\ud800-\udfff]")


def headline(markup: str) -> str:
    """One line of plain text: inline markup gone, references resolved once, whitespace folded."""
    if "<" in markup:
        markup = _TITLE_TAG.sub("", _TITLE_BREAK.sub(" ", markup))
    if "&" in markup:
        markup = _REFERENCE.sub(_resolved, markup)
    return " ".join(markup.split())


def plain(markup: str) -> str:
    """The text of some HTML: whitespace folded, each block on a line of its own, no empty lines.

    Text without any tag keeps its own lines.
    """
    if "<" in markup:
        markup = _without_tags(markup)
    if "&" in markup:
        markup = unescape(markup)
    if "\n" not in markup:
        return " ".join(markup.split())
    return "\n".join([" ".join(line.split()) for line in markup.split("\n") if line and not line.isspace()])


def well_formed(text: str) -> str:
    """Text that can be written down: lone surrogates, which JSON and some parsers let through, become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def _without_tags(markup: str) -> str:
    if "<!" in markup:
        for start, end in _COMMENTED:
            markup = _without_comments(markup, start, end)
    pieces = _TAG.split(markup.replace("\n", " ").replace("\r", " "))
    names = pieces[1::2]
    if not names:
        return markup
    if not _UNSEEN.isdisjoint(names):
        return _without_tags(_without_unseen(markup))
    pieces[1::2] = [_STANDS_FOR.get(name, "") for name in names]
    return "".join(pieces)


def _without_comments(markup: str, start: str, end: str) -> str:
    kept, position = list[str](), 0
    while (opening := markup.find(start, position)) >= 0:
        kept.append(markup[position:opening])
        closing = markup.find(end, opening)
        if closing < 0:
            return "".join(kept)
        position = closing + len(end)
    return "".join((*kept, markup[position:]))


def _without_unseen(markup: str) -> str:
    """Without the scripts and styles, from their opening tag to the end of their closing one."""
    lower, kept, position = markup.lower(), list[str](), 0
    while opening := _UNSEEN_TAG.search(lower, position):
        kept.append(markup[position : opening.start()])
        closing = lower.find(f"</{opening[1]}", opening.end())
        end = lower.find(">", closing)
        if closing < 0 or end < 0:
            return "".join(kept)
        position = end + 1
    return "".join((*kept, markup[position:]))


def _resolved(reference: re.Match[str]) -> str:
    return unescape(reference[0])

"""What a page tells machines about its article: schema.org in JSON-LD, with its usual faults forgiven."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"

_ARTICLES = frozenset(
    [
        "newsarticle",
        "article",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "backgroundnewsarticle",
        "reviewnewsarticle",
        "askpublicnewsarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "blogposting",
        "liveblogposting",
        "techarticle",
        "scholarlyarticle",
        "report",
        "socialmediaposting",
        "discussionforumposting",
        "medicalscholarlyarticle",
        "pressrelease",
    ]
)
_PAGES = frozenset(
    ["webpage", "itempage", "creativework", "videoobject", "newsmediaorganization", "medicalwebpage", "aboutpage"]
)
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|]]>)\s*;?\s*$")
_DEPTH = 6


def article_node(scripts: list[str]) -> Mapping[str, Json]:
    """The object that describes the page's article; empty when there is none.

    The first article that is not part of a list of others; else a page object, so that dates given there still count.
    """
    nodes = [node for script in scripts for node in _nodes(_parse(script), 0)]
    for kinds in (_ARTICLES, _PAGES):
        for node in nodes:
            if kinds & _kinds(node) and (kinds is _ARTICLES or "datePublished" in node):
                return node
    return {}


def _parse(script: str) -> Json:
    text = _WRAPPING.sub("", script.strip())
    try:
        parsed: Json = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        try:
            repaired: Json = json.loads(re.sub(r",\s*([}\]])", r"\1", text.replace("\n", " ")), strict=False)
        except (ValueError, RecursionError):
            return None
        return repaired
    return parsed


def _nodes(value: Json, depth: int) -> Iterator[Mapping[str, Json]]:
    """Objects in the order a reader meets them: itself, its @graph, the thing it is about; never related lists."""
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "item"):
            yield from _nodes(value.get(key), depth + 1)


def _kinds(node: Mapping[str, Json]) -> frozenset[str]:
    return frozenset(kind.rsplit("/", 1)[-1].casefold() for kind in strings(node.get("@type")))


def strings(value: Json, *keys: str) -> tuple[str, ...]:
    """The texts in a value that may be a string, an object carrying one under `keys`, or a list of either."""
    if isinstance(value, str):
        text = unescape(value).strip()
        return (text,) if text else ()
    if isinstance(value, list):
        return tuple(text for item in value[:50] if not isinstance(item, list) for text in strings(item, *keys))
    if isinstance(value, Mapping):
        for key in keys:
            if found := strings(value.get(key)):
                return found
    return ()


def text_of(node: Mapping[str, Json], *keys: str) -> str:
    """The first text under one of the keys, or ""."""
    for key in keys:
        if found := strings(node.get(key), "name", "@value", "url"):
            return found[0]
    return ""


def is_thread(node: Mapping[str, Json]) -> bool:
    """A forum's page, where the replies are the text."""
    return "discussionforumposting" in _kinds(node)


def is_free(node: Mapping[str, Json]) -> bool | None:
    """isAccessibleForFree, which publishers write as a boolean or as a word."""
    value = node.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    word = value.casefold() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(word)

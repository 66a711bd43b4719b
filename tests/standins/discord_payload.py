"""What Discord would say against a message payload: documented limits, and what must never be in one of ours.

Limits: docs.discord.com, "Create Message", "Embed Limits", "Component Reference". Lengths are UTF-16 units.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.core.text import visible

EMBED_KEYS = {"title", "description", "url", "color", "footer"}
BUTTON_KEYS = {"type", "style", "label", "custom_id", "emoji"}


def complaints(payload: Mapping[str, Any]) -> list[str]:
    """Empty when Discord would take it and nothing in it can ping, forge a link or hide."""
    return [*_message(payload), *_embeds(payload.get("embeds", [])), *_components(payload.get("components", []))]


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _message(payload: Mapping[str, Any]) -> Iterator[str]:
    content = payload.get("content", "")
    if not 1 <= units(content) <= 2000:
        yield f"content has {units(content)} characters"
    if content.rstrip()[-1:] not in (".", "!", "?", "…", ")"):
        yield f"content is no sentence: {content[-20:]!r}"
    if payload.get("allowed_mentions") != {"parse": []}:
        yield "mentions are allowed"
    yield from _markdown(content, "content")


def _embeds(embeds: list[Any]) -> Iterator[str]:
    if len(embeds) > 10:
        yield f"{len(embeds)} embeds"
    total = 0
    urls = [embed["url"] for embed in embeds if "url" in embed]
    if len(urls) != len(set(urls)):
        yield "embeds with one URL collapse"
    for embed in embeds:
        title, description = embed.get("title", ""), embed.get("description", "")
        footer = embed.get("footer", {}).get("text", "")
        total += units(title) + units(description) + units(footer)
        if set(embed) - EMBED_KEYS:
            yield f"unknown keys {set(embed) - EMBED_KEYS}"
        if not (title or description or footer):
            yield "an empty embed"
        for name, text, limit in (("title", title, 256), ("description", description, 4096), ("footer", footer, 2048)):
            if units(text) > limit:
                yield f"{name} has {units(text)} characters"
        if "url" in embed:
            yield from _url(embed["url"], 2048)
        yield from _markdown(title, "title")
        yield from _markdown(description, "description")
    if total > 6000:
        yield f"{total} characters over all embeds"


def _components(rows: list[Any]) -> Iterator[str]:
    if len(rows) > 5:
        yield f"{len(rows)} rows"
    ids: list[str] = []
    for row in rows:
        if row.get("type") != 1 or not 1 <= len(row.get("components", [])) <= 5:
            yield f"a row of {len(row.get('components', []))}"
        for button in row["components"]:
            ids.append(button["custom_id"])
            if button["type"] == 3:
                yield from _menu(button)
                if len(row["components"]) > 1:
                    yield "a menu takes a row of its own"
                continue
            if button["type"] != 2 or button["style"] not in (1, 2, 3, 4) or set(button) - BUTTON_KEYS:
                yield f"no button: {button}"
            if not 1 <= units(button["label"]) <= 80 or not visible(button["label"]):
                yield f"label of {units(button['label'])}"
            if not 1 <= units(button["custom_id"]) <= 100:
                yield f"custom_id of {units(button['custom_id'])}"
    if len(ids) != len(set(ids)):
        yield "a custom_id twice"


def _menu(menu: Mapping[str, Any]) -> Iterator[str]:
    options = menu.get("options", [])
    if not 1 <= len(options) <= 25 or units(menu.get("placeholder", "")) > 150:
        yield f"a menu of {len(options)}"
    for option in options:
        if not 1 <= units(option["label"]) <= 100 or not 1 <= units(option["value"]) <= 100:
            yield f"option {option}"
    if len({option["value"] for option in options}) < len(options):
        yield "an option twice"
    if not 1 <= units(menu["custom_id"]) <= 100:
        yield f"custom_id of {units(menu['custom_id'])}"


def modal_complaints(modal: Mapping[str, Any]) -> Iterator[str]:
    """Empty when Discord would open it: docs.discord.com/developers/components/reference."""
    if not 1 <= units(modal["title"]) <= 45 or not 1 <= units(modal["custom_id"]) <= 100:
        yield "title or custom_id"
    if not 1 <= len(modal["components"]) <= 5:
        yield f"{len(modal['components'])} fields"
    for label in modal["components"]:
        if label["type"] != 18 or not 1 <= units(label["label"]) <= 45 or units(label.get("description", "")) > 100:
            yield f"no label: {label}"
        field = label["component"]
        if field["type"] == 3:
            yield from _menu(field)
        elif field["type"] != 4 or field["style"] not in (1, 2) or not 1 <= field.get("max_length", 4_000) <= 4_000:
            yield f"no field: {field}"
        elif units(field.get("value", "")) > field.get("max_length", 4_000):
            yield "a value longer than its field"


# --- what a client would make of the text -----------------------------------------------------------------------------

_RAW_MENTION = re.compile(r"(?i)@everyone|@here|<@[!&]?\d+>|<#\d+>")
_OURS = re.compile(r"<t:\d+:f>|\[(?:\\.|[^\\\[\]])*\]\((?P<url>https?://[^\s()]+)\)|`[^`\\<>@]+`|\\[^0-9A-Za-z\s]")
_MARKUP = re.compile(r"[\[\]<>`|~_]|https?://|(?i:discord\.gg)")
_BLOCK = re.compile(r"#|\+ |\d+\)")


def _markdown(text: str, where: str) -> Iterator[str]:
    if _RAW_MENTION.search(text):
        yield f"{where} mentions: {_RAW_MENTION.search(text)}"
    for match in _OURS.finditer(text):
        if match["url"]:
            yield from _url(match["url"], 2048)
    rest = _OURS.sub("x", text)
    for number, line in enumerate(rest.split("\n")):
        words = re.sub(r"^(?:-# |> |- |\d+\. )", "", line) if where == "description" else line
        if found := _MARKUP.search(words):
            yield f"{where} line {number} has markup {found[0]!r}: {words[:80]!r}"
        if words.count("*") % 2:
            yield f"{where} line {number} has a star too many: {words[:80]!r}"
        if _BLOCK.match(words):
            yield f"{where} line {number} begins a block: {words[:20]!r}"
        if visible(words) != " ".join(words.split()):
            yield f"{where} line {number} hides something: {words[:80]!r}"


def _url(url: str, limit: int) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or not url.isascii():
        yield f"no address: {url[:80]!r}"
    if units(url) > limit:
        yield f"address of {units(url)}"

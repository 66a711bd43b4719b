"""What Slack would refuse in a payload, by its documented limits, and what nobody may smuggle in."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

BLOCKS_BUDGET = 10_000  # characters; some 13,200 fail with msg_blocks_too_long
_MARKUP = re.compile(r"<[^<>]*>")
_HIDDEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]"
)


def complaints(payload: Mapping[str, Any], *, is_view: bool = False) -> list[str]:
    """Everything wrong with what was sent to chat.postMessage, chat.update, a response_url or views.publish."""
    blocks = payload.get("blocks") or []
    found = list(_text(str(payload.get("text", "")))) if not is_view else []
    if len(blocks) > (100 if is_view else 50):
        found.append(f"{len(blocks)} blocks")
    written = json.dumps(blocks, ensure_ascii=False)
    if len(written.encode("utf-16-le", "surrogatepass")) // 2 > BLOCKS_BUDGET:
        found.append(f"{len(written)} characters of blocks")
    if len(json.dumps(blocks)) > 13_000:
        found.append(f"{len(json.dumps(blocks))} characters of blocks on the wire")
    for block in blocks:
        found += _block(block)
    if is_view and payload.get("type") == "modal":
        found += _modal(payload)
    return found


def _text(text: str) -> Iterator[str]:
    if not text.strip():
        yield "no text for screen readers"
    elif not re.search(r"[.!?…](?: <https?://[^<>|]+\|[^<>|]+>)?$", text):
        yield f"text is no sentence: {text[-40:]!r}"
    if len(text) > 4_000:
        yield "text over 4,000"
    yield from _mrkdwn(text)


def _mrkdwn(text: str) -> Iterator[str]:
    """Only links to the web and dates may be markup."""
    for markup in _MARKUP.findall(text):
        if re.fullmatch(r"<https?://[^|<>\s]+\|[^<>|]+>", markup):
            continue
        if re.fullmatch(r"<!date\^\d+\^[^|<>]+\|[^<>|]+>", markup):
            continue
        yield f"markup {markup[:60]!r}"
    if re.search(r"[<>]", _MARKUP.sub("", text)):
        yield "an unescaped < or >"
    if re.search(r"&(?!amp;|lt;|gt;)", text):
        yield "an unescaped &"
    if _HIDDEN.search(text):
        yield "a hidden character"


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    if len(str(block.get("block_id", ""))) > 255:
        yield "block_id over 255"
    match block.get("type"):
        case "header":
            yield from _object(block["text"], 150, kinds=("plain_text",))
        case "section":
            yield from _object(block["text"], 3_000)
        case "context":
            if not 1 <= len(block["elements"]) <= 10:
                yield "context needs 1 to 10 elements"
            for element in block["elements"]:
                yield from _object(element, 3_000)
        case "actions":
            yield from _actions(block["elements"])
        case "rich_text":
            if not block["elements"]:
                yield "rich_text without elements"
            for element in block["elements"]:
                yield from _rich(element)
        case "input":
            yield from _input(block)
        case "divider":
            pass
        case other:
            yield f"unknown block {other!r}"


def _object(text: Mapping[str, Any], limit: int, *, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> Iterator[str]:
    if text.get("type") not in kinds:
        yield f"text object {text.get('type')!r}"
    words = text.get("text", "")
    if not 1 <= len(words) <= limit:
        yield f"text object of {len(words)} characters, {limit} allowed"
    if text.get("type") == "mrkdwn":
        yield from _mrkdwn(words)
        if text.get("verbatim") is not True:
            yield "mrkdwn that links names and addresses by itself"
    elif _HIDDEN.search(words):
        yield "a hidden character"


def _actions(elements: list[Mapping[str, Any]]) -> Iterator[str]:
    if not 1 <= len(elements) <= 25:
        yield "actions needs 1 to 25 elements"
    ids = [element.get("action_id", "") for element in elements]
    if len(set(ids)) < len(ids) or any(not 1 <= len(id) <= 255 for id in ids):
        yield "action_id missing, double or too long"
    for element in elements:
        if element.get("type") == "static_select":
            yield from _select(element)
            continue
        if element.get("type") != "button":
            yield f"element {element.get('type')!r}"
        yield from _object(element["text"], 75, kinds=("plain_text",))
        if "value" in element and not 1 <= len(element["value"]) <= 2_000:
            yield "button value"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "button style"


def _select(element: Mapping[str, Any]) -> Iterator[str]:
    options = element.get("options", [])
    if not 1 <= len(options) <= 100:
        yield f"{len(options)} options"
    for option in options:
        yield from _object(option["text"], 75, kinds=("plain_text",))
        if not 1 <= len(option["value"]) <= 150:
            yield "option value"
    if "placeholder" in element:
        yield from _object(element["placeholder"], 150, kinds=("plain_text",))
    if "initial_option" in element and element["initial_option"] not in options:
        yield "initial option that is none"


def _input(block: Mapping[str, Any]) -> Iterator[str]:
    yield from _object(block["label"], 2_000, kinds=("plain_text",))
    if "hint" in block:
        yield from _object(block["hint"], 2_000, kinds=("plain_text",))
    element = block["element"]
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "action_id of an input"
    match element.get("type"):
        case "plain_text_input":
            if not 1 <= element.get("max_length", 3_000) <= 3_000 or len(element.get("initial_value", "x")) > 3_000:
                yield "an input of more than 3,000 characters"
        case "static_select":
            yield from _select(element)
        case other:
            yield f"input {other!r}"


def _modal(view: Mapping[str, Any]) -> Iterator[str]:
    for name in ("title", "close", "submit"):
        if name in view:
            yield from _object(view[name], 24, kinds=("plain_text",))
    if len(view.get("private_metadata", "")) > 3_000 or not 1 <= len(view.get("callback_id", "")) <= 255:
        yield "private_metadata or callback_id"
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    if inputs and "submit" not in view:
        yield "inputs without a button to submit them"
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"


def _rich(element: Mapping[str, Any]) -> Iterator[str]:
    match element.get("type"):
        case "rich_text_section" | "rich_text_quote":
            if not element["elements"]:
                yield "empty rich text"
            for run in element["elements"]:
                yield from _run(run)
        case "rich_text_list":
            if element.get("style") not in ("bullet", "ordered"):
                yield "list style"
            for row in element["elements"]:
                yield from _rich(row)
        case "rich_text_preformatted":
            if not element["elements"] or any(run.get("type") not in ("text", "link") for run in element["elements"]):
                yield "preformatted text is text and links"
            for run in element["elements"]:
                yield from _run(run)
        case other:
            yield f"rich text element {other!r}"


def _run(run: Mapping[str, Any]) -> Iterator[str]:
    match run.get("type"):
        case "text":
            if not run["text"]:
                yield "empty text run"
        case "link":
            if not re.fullmatch(r"https?://[^\s<>\"]+.*", run["url"]) or not run.get("text"):
                yield f"link {run.get('url')!r}"
        case "date":
            if not isinstance(run["timestamp"], int) or not run["format"] or not run.get("fallback"):
                yield "date"
        case other:
            yield f"run {other!r}: could ping"
    if set(run.get("style", {})) - {"bold", "italic", "strike", "code"}:
        yield "run style"
    if len(run.get("text", "")) > 3_000:
        yield "text run over 3,000"
    if _HIDDEN.search(run.get("text", "")):
        yield "a hidden character"

"""Draws slack-alert.png and slack-answer.png: the payloads the bot sends to Slack, laid out as Slack lays them out.

Needs Chromium and requirements-dev.txt. From the repository's root: .venv/bin/python -m docs.images.draw_slack
"""

import re
import shutil
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bot.core.messages import Message, alert_message, more_quotes_message
from docs.images.draw_alert import NOW
from docs.images.draw_alert import _card as sample_card
from handlers.slack import render

VERBS = frozenset({"useful", "not_relevant", "why", "more_quotes", "follow", "share"})
STYLE = """
body { margin: 0; font: 15px/1.46 Lato, "Helvetica Neue", Arial, "Noto Color Emoji", sans-serif; color: #1d1c1d; }
.post { padding: 12px 20px 16px 20px; width: 700px; display: grid; grid-template-columns: 44px 1fr; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1f3a5f; color: #fff; font: 700 20px/36px Arial;
  text-align: center; }
.who b { font-weight: 900; } .who span { color: #616061; font-size: 12px; margin-left: 6px; }
.who i { background: #e8e8e8; color: #616061; font: 700 10px Arial; padding: 1px 3px; border-radius: 2px;
  margin-left: 4px; }
.note { color: #616061; font-size: 13px; }
a { color: #1264a3; text-decoration: none; } .block { margin: 4px 0 8px; } h3 { margin: 4px 0; font-size: 18px; }
.context { color: #616061; font-size: 13px; }
.context code { border: 1px solid #ddd; border-radius: 3px; background: #f6f6f6; color: #c01343; padding: 0 4px;
  white-space: nowrap; }
blockquote { border-left: 4px solid #ddd; border-radius: 4px; margin: 4px 0; padding-left: 12px; }
button { font: 700 13px Lato, Arial, "Noto Color Emoji"; border: 1px solid #bbb; border-radius: 4px; background: #fff;
  padding: 5px 12px; margin: 0 8px 6px 0; color: #1d1c1d; }
ul, ol { margin: 4px 0; padding-left: 26px; }
"""


def main() -> None:
    """Write both pictures beside this file."""
    card = sample_card()
    pictures = {
        "slack-alert": (alert_message(card, now=NOW), ""),
        "slack-answer": (more_quotes_message(card), "Only visible to you"),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 760, "height": 900}, device_scale_factor=1.5)
        for name, (message, note) in pictures.items():
            page.set_content(f"<style>{STYLE}</style>{_post(message, note)}")
            page.locator(".post").screenshot(path=Path(__file__).parent / f"{name}.png")
        browser.close()


def _post(message: Message, note: str) -> str:
    body = "".join(_block(block) for block in render.payload(message, verbs=VERBS).blocks)
    body = _EMOJI.sub(_drawn, body)
    shown = f'<div class="note">{note}</div>' if note else ""
    who = '<div class="who"><b>Watchword</b><i>APP</i><span>4:04 PM</span></div>'
    return f'<div class="post"><div class="face">W</div><div>{shown}{who}{body}</div></div>'


# Drawn by hand: not every machine that draws has a font with emoji.
_SHAPES = {
    "📰": '<path d="M2 3h13v14H4a2 2 0 0 1-2-2z M15 7h3v8a2 2 0 0 1-3 2" fill="#eee"/><path d="M5 7h7M5 10h7M5 13h4"/>',
    "📌": '<path d="M7 2h6l-1 6 3 3H5l3-3z" fill="#e0455a" stroke="#a33"/><path d="M10 11v7"/>',
    "👍": '<path d="M3 9h3v8H3z M6 10l4-8c2 0 2 2 1 6h5c2 0 1 9-1 9H6" fill="#ffcc4d" stroke="#b8860b"/>',
    "👎": '<path d="M3 3h3v8H3z M6 10l4 8c2 0 2-2 1-6h5c2 0 1-9-1-9H6" fill="#ffcc4d" stroke="#b8860b"/>',
}
_EMOJI = re.compile("|".join(_SHAPES))


def _drawn(match: re.Match[str]) -> str:
    shape = _SHAPES[match[0]]
    return (
        '<svg width="16" height="16" viewBox="0 0 20 20" fill="none" stroke="#555" stroke-width="1.3" '
        f'style="vertical-align: -2px">{shape}</svg>'
    )


def _block(block: Any) -> str:
    match block["type"]:
        case "header":
            return f"<h3>{escape(block['text']['text'])}</h3>"
        case "context":
            return f'<div class="block context">{" &nbsp; ".join(map(_small, block["elements"]))}</div>'
        case "actions":
            return "".join(f"<button>{escape(each['text']['text'])}</button>" for each in block["elements"])
        case _:
            return f'<div class="block">{"".join(map(_rich, block["elements"]))}</div>'


def _rich(element: Any) -> str:
    match element["type"]:
        case "rich_text_quote":
            return f"<blockquote>{_runs(element)}</blockquote>"
        case "rich_text_list":
            tag = "ol" if element["style"] == "ordered" else "ul"
            return f"<{tag}>{''.join(f'<li>{_runs(row)}</li>' for row in element['elements'])}</{tag}>"
        case _:
            return f"<div>{_runs(element)}</div>"


def _runs(element: Any) -> str:
    return "".join(_run(run) for run in element["elements"])


def _run(run: Any) -> str:
    words = escape(run.get("text") or _local(run["timestamp"]))
    words = f'<a href="{escape(run["url"])}">{words}</a>' if "url" in run else words
    for style, tag in (("bold", "b"), ("italic", "i"), ("code", "code")):
        words = f"<{tag}>{words}</{tag}>" if style in run.get("style", {}) else words
    return words


def _small(element: Any) -> str:
    return "".join(_piece(piece) for piece in re.split(r"(<[^<>]*>|`[^`]*`)", element["text"]))


def _piece(piece: str) -> str:
    if piece.startswith("<!date"):
        return _local(int(piece.split("^")[1]))
    if piece.startswith("<"):
        url, _, words = piece[1:-1].partition("|")
        return f'<a href="{url}">{words}</a>'
    return f"<code>{piece[1:-1]}</code>" if piece.startswith("`") else piece


def _local(timestamp: int) -> str:
    """As a reader in UTC sees it."""
    at = datetime.fromtimestamp(timestamp, UTC)
    return f"{at:%b} {at.day}, {at.year}, {at.hour % 12 or 12}:{at:%M %p}"


if __name__ == "__main__":
    main()

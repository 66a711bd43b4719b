"""Draws discord-alert.png and discord-answer.png: the payloads the bot sends to Discord, laid out as Discord does.

Needs Chromium and requirements-dev.txt. From the repository's root: .venv/bin/python -m docs.images.draw_discord
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
from docs.images.draw_slack import _EMOJI, _drawn
from handlers.discord import render

VERBS = frozenset({"useful", "not_relevant", "why", "more_quotes", "follow", "share"})
STYLE = """
body { margin: 0; background: #313338; font: 16px/1.375 "gg sans", "Noto Sans", Arial, sans-serif; color: #dbdee1; }
.post { padding: 14px 20px 16px 16px; width: 640px; display: grid; grid-template-columns: 56px 1fr; }
.face { width: 40px; height: 40px; border-radius: 50%; background: #1f3a5f; color: #fff; font: 700 20px/40px Arial;
  text-align: center; }
.who b { color: #f2f3f5; font-weight: 500; } .who span { color: #949ba4; font-size: 12px; margin-left: 8px; }
.who i { background: #5865f2; color: #fff; font: 500 10px/15px Arial; padding: 1px 4px; border-radius: 4px;
  margin-left: 4px; }
.embed { background: #2b2d31; border-left: 4px solid #1e1f22; border-radius: 4px; padding: 10px 16px 14px 12px;
  margin: 6px 0 8px; max-width: 520px; font-size: 14px; line-height: 18px; }
.embed h3 { margin: 2px 0 6px; font-size: 16px; line-height: 22px; } a { color: #00a8fc; text-decoration: none; }
.small { color: #949ba4; font-size: 12px; margin: 2px 0; } .gap { height: 8px; }
blockquote { border-left: 4px solid #4e5058; border-radius: 4px; margin: 2px 0; padding-left: 12px; }
code { background: #1e1f22; border-radius: 3px; padding: 1px 4px; font-size: 12px; }
button { background: #4e5058; color: #fff; border: 0; border-radius: 8px; padding: 0 16px; height: 32px;
  font: 500 14px Arial; margin: 0 8px 8px 0; }
.note { color: #949ba4; font-size: 12px; }
"""


def main() -> None:
    """Write both pictures beside this file."""
    card = sample_card()
    pictures = {
        "discord-alert": (alert_message(card, now=NOW), ""),
        "discord-answer": (more_quotes_message(card), "Only you can see this · Dismiss message"),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 700, "height": 900}, device_scale_factor=1.5)
        for name, (message, note) in pictures.items():
            page.set_content(f"<style>{STYLE}</style>{_post(message, note)}")
            page.locator(".post").screenshot(path=Path(__file__).parent / f"{name}.png")
        browser.close()


def _post(message: Message, note: str) -> str:
    payload = render.payload(message, verbs=VERBS)
    embeds, rows = "".join(map(_embed, payload.embeds)), "".join(map(_row, payload.components))
    body = _EMOJI.sub(_drawn, f"<div>{_inline(payload.content)}</div>{embeds}{rows}")
    who = '<div class="who"><b>Watchword</b><i>APP</i><span>Today at 4:04 PM</span></div>'
    shown = f'<div class="note">{note}</div>' if note else ""
    return f'<div class="post"><div class="face">W</div><div>{who}{body}{shown}</div></div>'


def _embed(embed: Any) -> str:
    title = _inline(embed.get("title", ""))
    title = f'<a href="{escape(embed["url"])}">{title}</a>' if "url" in embed else title
    colour = f"border-left-color: #{embed['color']:06x}" if "color" in embed else ""
    lines = "".join(map(_line, embed.get("description", "").split("\n")))
    return f'<div class="embed" style="{colour}"><h3>{title}</h3>{lines}</div>'


def _line(line: str) -> str:
    if line.startswith("-# "):
        return f'<div class="small">{_inline(line[3:])}</div>'
    if line.startswith("> "):
        return f"<blockquote>{_inline(line[2:])}</blockquote>"
    return f"<div>{_inline(line)}</div>" if line else '<div class="gap"></div>'


_MARKUP = re.compile(
    r"\\(?P<sign>[^0-9A-Za-z\s])|\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<url>[^)]*)\)|<t:(?P<time>\d+):f>"
    r"|`(?P<code>[^`]*)`|\*\*(?P<bold>(?:\\.|[^*\\])*)\*\*"
)


def _inline(text: str) -> str:
    shown, place = "", 0
    for match in _MARKUP.finditer(text):
        shown += escape(text[place : match.start()]) + _marked(match)
        place = match.end()
    return shown + escape(text[place:])


def _marked(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "sign":
            return escape(match["sign"])
        case "url":
            return f'<a href="{escape(match["url"])}">{_inline(match["label"])}</a>'
        case "time":
            at = datetime.fromtimestamp(int(match["time"]), UTC)  # as a reader in UTC sees it
            return f"{at:%B} {at.day}, {at.year} at {at.hour % 12 or 12}:{at:%M %p}"
        case "code":
            return f"<code>{escape(match['code'])}</code>"
        case _:
            return f"<b>{_inline(match['bold'])}</b>"


def _row(row: Any) -> str:
    return f"<div>{''.join(map(_button, row['components']))}</div>"


def _button(button: Any) -> str:
    sign = f"{button['emoji']['name']} " if "emoji" in button else ""
    return f"<button>{sign}{escape(button['label'])}</button>"


if __name__ == "__main__":
    main()

"""Each face's own words are in the language of who reads, as the message they stand around."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from bot.core.messages import (
    Button,
    Buttons,
    Headline,
    Items,
    Menu,
    Message,
    Moment,
    Option,
    Paragraph,
    Quotation,
    Text,
)
from config.languages import languages
from handlers import terminal
from handlers.discord import render as discord
from handlers.slack import render as slack
from handlers.web import render as web
from tests.core.test_messages_languages import MESSAGES, NOW, TYPED
from tests.fakes.pseudo import speaking_pseudo

Face = Callable[[Message], str]

# All that makes a face say something of its own: an unsure speaker, lists and messages that are too long, no title.
UNSURE = Quotation(text="Όχι.", speaker="Δανάη", is_unsure=True)
LONG = Items(lines=((Text("λόγος"),),) * 400)
FULL = Message(
    text="Λόγια.",
    parts=(
        Headline(text="", url="https://πόλη.example/1"),
        UNSURE,
        Paragraph(line=(Moment(NOW, day_only=True), Text(" "), Moment(NOW))),
        LONG,
        *((Paragraph(line=(Text("λόγος"),)),) * 200),
        Menu(label="", verb="admin", options=(Option("α", "β"),)),
        Buttons(buttons=(Button(label="Κουμπί", verb="ask", argument="α"),)),
    ),
)
WORDLESS = replace(FULL, text="\u200b", parts=(UNSURE,))


def _texts(value: object) -> str:
    """What of a payload people read."""
    if isinstance(value, dict):
        shown = {"text", "title", "description", "label", "placeholder", "name", "content", "fallback"}
        inner = [each for key, each in value.items() if key in shown or not isinstance(each, str)]
        return " ".join(map(_texts, inner))
    if isinstance(value, list | tuple):
        return " ".join(map(_texts, value))
    return value if isinstance(value, str) else ""


def on_slack(message: Message) -> str:
    made = slack.payload(message, verbs=frozenset({"ask", "admin"}))
    whole = f"{made.text} {_texts(made.blocks)} {slack.plain(message).text}"
    return re.sub(r"<https?://[^|>]*\|?|<!date[^|]*\|", " ", whole)


def on_discord(message: Message) -> str:
    made = discord.payload(message, verbs=frozenset({"ask", "admin"}))
    whole = f"{made.content} {_texts(made.embeds)} {_texts(made.components)} {discord.plain(message).content}"
    return re.sub(r"\]\([^)]*\)|<t:\d+:f>|`[^`]*`", " ", whole)


def on_the_page(message: Message) -> str:
    face = web.Face(csrf_token="", verbs=frozenset({"ask", "admin"}))
    whole = web.standalone(message) + web.page(face, [], answer=message) + web.trouble("") + web.login("")
    whole = re.sub(r"<style>.*?</style>|<code>.*?</code>|<kbd>.*?</kbd>", " ", whole, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|data-lost|data-reconnecting|data-unanswered)="([^"]*)"', whole)
    return unescape(re.sub(r"<[^>]*>", " ", whole) + " ".join(said))


def in_the_terminal(message: Message) -> str:
    return terminal.as_text(message)


FACES: list[Face] = [on_slack, on_discord, on_the_page, in_the_terminal]
OURS = {"Watchword", "UTC", "https", "http", "example", "xn"} | TYPED


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("message", [FULL, WORDLESS], ids=["full", "wordless"])
def test_what_a_face_says_of_its_own_goes_through_the_catalogue(face: Face, message: Message) -> None:
    with speaking_pseudo():
        shown = face(message)
    assert not set(re.findall(r"[A-Za-z]{2,}", shown)) - OURS


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("name", ["alert", "digest, daily", "answer, all, 1", "why"])
def test_a_message_looks_the_same_in_another_language(face: Face, name: str) -> None:
    with languages().speaking("es"):
        spanish = face(MESSAGES[name]())
    assert {
        "alert": "también en",
        "digest, daily": "Resumen del domingo",
        "answer, all, 1": "Últimamente",
        "why": "Qué la habría detenido",
    }[name] in spanish


def test_the_page_names_its_language_to_machines() -> None:
    with languages().speaking("es"):
        assert '<html lang="es">' in web.trouble("")
    assert '<html lang="en">' in web.trouble("")

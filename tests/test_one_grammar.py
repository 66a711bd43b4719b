"""One grammar and one help text: each order is told in the help, and can be given on every face."""

import html
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.holding import SETTINGS
from bot.core.messages import ADMIN_LINES, Message, admin_help_message, plain_message
from handlers import terminal
from handlers.command_line import Doors, main
from handlers.discord import client
from handlers.discord import render as discord_render
from handlers.slack import render as slack_render
from handlers.web import render as web_render
from handlers.web.commands import Commands
from tests.fakes.filing import NOW
from tests.handlers.discord.conftest import Bench as DiscordBench
from tests.handlers.slack.conftest import Bench as SlackBench
from tests.handlers.slack.test_commands import running
from tests.services.test_front_desk import Office
from tests.services.test_watch import Desk
from tests.standins.discord import ADMIN, ALERTS, DiscordStandin
from tests.standins.slack import SlackStandin

STORIES = ("list", "split", "merge", "mute", "unmute", "undo", "history")
TOLD = " ; ".join(f"{words}; {meaning}" for words, meaning in ADMIN_LINES)
"""The help, as one line."""


async def orders() -> list[str]:
    """Every order of the grammar, those that a subject reads by itself among them."""
    office = Office(await Desk().opened())
    named = [name for name in office.front._orders if name != "stories"]  # which is told by its verbs
    settings = [f"channel {setting}" for setting in SETTINGS]
    return [*named, *settings, *(f"stories {verb}" for verb in STORIES), "proposals apply", "proposals drop"]


async def test_each_order_is_told_in_the_help() -> None:
    missing = [name for name in await orders() if not re.search(rf"\b{name}\b", TOLD)]
    assert missing == []


async def test_what_the_help_tells_is_an_order() -> None:
    known = await orders()
    for words, _ in ADMIN_LINES:
        assert any(words == name or words.startswith(f"{name} ") for name in (*known, "help")), words


def test_every_line_of_the_help_is_shown_on_every_platform() -> None:
    told = admin_help_message("/policy-admin")
    assert told is not None
    on_slack = json.dumps(list(slack_render.payload(told, verbs=frozenset()).blocks))
    on_discord = json.dumps(discord_render.payload(told, verbs=frozenset(), key="A" * 24).as_dict())
    shown = (on_slack, on_discord, terminal.as_text(told), web_render.standalone(told))
    for _, meaning in ADMIN_LINES:  # the words before it are spelt as each platform needs it
        spellings = (meaning, json.dumps(meaning)[1:-1], html.escape(meaning).replace("&#x27;", "&#39;"))
        assert all(any(spelling in face for spelling in spellings) for face in shown), meaning


async def test_each_order_is_taken_by_the_page() -> None:
    taken: list[str] = []

    async def admin(words: str) -> Message:
        taken.append(words)
        return plain_message("Done.")

    async def answer(query: str) -> Message:
        raise AssertionError(query)

    page = Commands(answer=answer, admin=admin)
    for name in await orders():
        for command in ("/policy-admin", "policy-admin"):
            await page.typed(f"{command} {name}")
            assert taken[-1] == name


@pytest.fixture
async def slack() -> AsyncIterator[SlackBench]:
    async with SlackStandin() as standin:
        yield SlackBench(standin)


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordBench]:
    monkeypatch.setattr(client, "SETTLE_SECONDS", 0.0)
    async with DiscordStandin() as standin:
        yield DiscordBench(standin)


class Reached(Exception):
    """The command line has understood the words."""


def _doors() -> Doors[Any]:
    """All of them lead to the same place."""

    def reached(*_: object, **__: object) -> object:
        raise Reached

    names = ("run", "run_once", "demo", "records", "files", "house", "counter", "reader", "spool", "verdict")
    return Doors(
        load=lambda *_: None,
        rendered=lambda *_: "",
        now=lambda: NOW,
        **dict.fromkeys(names, reached),
    )


OBJECTS = ("", "1", "1 everywhere", "1 2", "web:alerts 1")  # one of them is what an order is about


def _is_taken(words: str) -> bool:
    try:
        main(words.split(), _doors())
    except Reached:
        return True
    return False


async def test_each_order_is_taken_by_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    missing = [name for name in await orders() if not any(_is_taken(f"{name} {object}") for object in OBJECTS)]
    capsys.readouterr()
    assert missing == []


async def test_each_order_is_taken_by_slack(slack: SlackBench) -> None:
    async with slack.connected() as face, running(slack, face):
        for name in await orders():
            await slack.slack.answered(await slack.slack.command(name, name="/policy-admin"))
    assert [words for how, words, _ in slack.desk.visits if how == "admin"] == [f"{name} C1" for name in await orders()]


async def test_each_order_is_taken_by_discord(discord: DiscordBench) -> None:
    async with discord.running():
        for name in await orders():
            await discord.discord.command("policy-admin", {"what": name}, path="do", by=ADMIN)
    taken = [words for how, words, _ in discord.desk.visits if how == "admin"]
    assert taken == [f"{name} {ALERTS}" for name in await orders()]

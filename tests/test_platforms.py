"""Slack and Discord in one process with the real clients: alerts, answers, and one down is only one down."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.clock import SchedulerClock
from config.demo.newsroom import Newsroom, serving, sources
from tests.standins.discord import ALERTS, TOKEN, DiscordStandin
from tests.standins.slack import APP_TOKEN, BOT_TOKEN, SlackStandin

ROOT = Path(__file__).resolve().parent.parent
HEADLINE = "Puerto Claro prohíbe el reconocimiento facial en sus escuelas"  # one outlet alone has it


@dataclass
class Town:
    """A newsroom, a Slack workspace, a Discord server, and the bot between them."""

    folder: Path
    newsroom: Newsroom
    slack: SlackStandin
    discord: DiscordStandin
    base: str

    def write_settings(self) -> None:
        seeds = "".join(f'[[sources]]\nurl = "{url}"\nkind = "{kind}"\n' for url, kind, _ in sources(self.base))
        (self.folder / "settings.toml").write_text(
            f'data_dir = "data"\n[fetch]\nallow_private = ["{self.base.removeprefix("http://")}"]\n'
            "interval_minutes = 0.01\nmin_interval_seconds = 0.2\n[web]\nport = 0\n[http]\nport = 0\n"
            f'[slack]\napi_url = "{self.slack.api_url}"\n'
            f'[discord]\napi_url = "{self.discord.api_url}"\ngateway_url = "{self.discord.gateway_url}"\n'
            '[[channels]]\nplatform = "slack"\nid = "C1"\n'
            f'[[channels]]\nplatform = "discord"\nid = "{ALERTS}"\n{seeds}',
            encoding="utf-8",
        )

    @asynccontextmanager
    async def bot(self, *words: str, **tokens: str) -> AsyncIterator[asyncio.subprocess.Process]:
        environment = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "DISCORD_TOKEN": TOKEN} | tokens
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "run.py"),
            *(words or ("run",)),
            "--config",
            str(self.folder / "settings.toml"),
            env=os.environ | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()  # what nobody read too: until then the pipes stay open

    def slack_titles(self) -> list[str]:
        return [json.dumps(message, ensure_ascii=False) for message in self.slack.rooms["C1"].messages]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    newsroom = Newsroom(SchedulerClock().now)
    async with SlackStandin() as slack, DiscordStandin() as discord, serving(newsroom) as base:
        town = Town(tmp_path, newsroom, slack, discord, base)
        town.write_settings()
        yield town


async def _until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.05)


async def test_alerts_and_answers_on_both_platforms_from_one_process(town: Town) -> None:
    async with town.bot("run", "--once") as baseline:
        assert await baseline.wait() == 0
    assert town.slack_titles() == []
    town.newsroom.reveal_all()
    async with town.bot() as bot:
        await _until(lambda: bool(town.slack.sockets and town.discord.sockets))
        await _until(lambda: any(HEADLINE in title for title in town.slack_titles()))
        await _until(lambda: any(HEADLINE in title for title in town.discord.titles(ALERTS)))

        asked = await town.slack.command("amazon")
        await _until(lambda: bool(asked.answers))
        answer = json.dumps(asked.answers, ensure_ascii=False)
        assert "moratorium" in answer.lower()
        assert "admins" in json.dumps(
            await town.slack.answered(await town.slack.command("pause", name="/policy-admin")), ensure_ascii=False
        )

        question = await town.discord.command("policy", {"query": "amazon"})
        assert question.is_private
        assert "moratorium" in question.words.lower()

        await _votes_and_follows(town)

        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await bot.wait() == 0
    assert sum(HEADLINE in title for title in town.slack_titles()) == 1
    assert sum(HEADLINE in title for title in town.discord.titles(ALERTS)) == 1
    assert (town.slack.complaints, town.discord.complaints) == ([], [])


async def _votes_and_follows(town: Town) -> None:
    """Press what stands under an alert, on both."""
    (alert,) = (each for each in town.slack.rooms["C1"].messages if HEADLINE in json.dumps(each, ensure_ascii=False))
    buttons = {
        button["text"]["text"]: button
        for block in alert["blocks"]
        for button in block.get("elements", ())
        if button["type"] == "button"
    }
    for label, words in (("👍 Useful", "Noted: useful"), ("👎 Not relevant", "What is wrong"), ("Follow", "Following")):
        pressed = await town.slack.press(buttons[label], message=alert)
        assert words in json.dumps(await town.slack.answered(pressed), ensure_ascii=False)

    (post,) = (each for each in town.discord.messages[ALERTS] if HEADLINE in json.dumps(each, ensure_ascii=False))
    ids = {button["label"]: button["custom_id"] for row in post["components"] for button in row["components"]}
    for label, words in (("Useful", "Noted: useful"), ("Follow", "Following"), ("Why?", "Marked")):
        assert words in (await town.discord.press(post, ids[label])).words


async def test_one_platform_with_a_wrong_token_never_stops_the_other(town: Town) -> None:
    async with town.bot("run", "--once") as baseline:
        await baseline.wait()
    town.newsroom.reveal_all()
    async with town.bot(DISCORD_TOKEN="wrong"):
        await _until(lambda: any(HEADLINE in title for title in town.slack_titles()))
    assert town.discord.titles(ALERTS) == []


async def test_check_names_the_wrong_token_first_with_the_page_that_helps(town: Town) -> None:
    async with town.bot("check", SLACK_BOT_TOKEN="xoxb-wrong") as check:
        out, _ = await check.communicate()
        assert check.returncode == 1
    first = out.decode().splitlines()[0]
    assert first.startswith("First: slack:")
    assert "docs/slack.md" in first
    assert "xoxb-wrong" not in out.decode()

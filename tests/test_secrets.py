"""Secrets set to words that stand nowhere else are looked for in all that comes out, on good days and bad ones."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from bot.adapters.clock import SchedulerClock
from config.demo.newsroom import Newsroom, serving, sources
from tests.standins.discord import ALERTS, DiscordStandin
from tests.standins.slack import SlackStandin

ROOT = Path(__file__).resolve().parent.parent
CANARY = "zyxw7canary"
FEED_KEY, HEARTBEAT_KEY = f"{CANARY}5feed0key9", f"{CANARY}5beat0key9"
TOKENS = {
    "SLACK_BOT_TOKEN": f"xoxb-{CANARY}-bot",
    "SLACK_APP_TOKEN": f"xapp-{CANARY}-app",
    "SLACK_SIGNING_SECRET": f"{CANARY}signing",
    "DISCORD_TOKEN": f"MTIz.{CANARY}.discord",
}
UNTRUE = f"xoxb-{CANARY}-wrong"


@dataclass
class Town:
    """Two platforms that take the tokens, a newsroom that asks for a key, and whatever the bot let out."""

    folder: Path
    newsroom: Newsroom
    slack: SlackStandin
    discord: DiscordStandin
    base: str
    said: list[str] = field(default_factory=list)

    def settings(self, extra: str = "", *, name: str = "settings", **changed: str) -> str:
        """Writes them and gives their place."""
        seeds = "".join(
            f'[[sources]]\nurl = "{url}?key={FEED_KEY}"\nkind = "{kind}"\n' for url, kind, _ in sources(self.base)
        )
        values = {
            "slack": f'api_url = "{self.slack.api_url}"',
            "discord": f'api_url = "{self.discord.api_url}"\ngateway_url = "{self.discord.gateway_url}"',
            "health": f'heartbeat_url = "{self.base}/alive/{HEARTBEAT_KEY}?key={HEARTBEAT_KEY}"',
            "log": 'level = "debug"',
            "web": "port = 0",
            "http": "port = 0",
        } | changed
        path = self.folder / f"{name}.toml"
        path.write_text(
            f'data_dir = "{name}"\n[fetch]\nallow_private = ["{self.base.removeprefix("http://")}"]\n'
            "interval_minutes = 0.01\nmin_interval_seconds = 0.2\ntimeout_seconds = 5\n"
            + "".join(f"[{section}]\n{lines}\n" for section, lines in values.items())
            + f'[[channels]]\nplatform = "slack"\nid = "C1"\n[[channels]]\nplatform = "discord"\nid = "{ALERTS}"\n'
            + (extra or seeds),
            encoding="utf-8",
        )
        return str(path)

    async def start(self, *words: str, config: str, environment: Mapping[str, str] = {}) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "run.py"),
            *words,
            "--config",
            config,
            cwd=self.folder,
            env=os.environ | TOKENS | dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *words: str, config: str, environment: Mapping[str, str] = {}) -> tuple[int, str]:
        """Exit code, and all it said."""
        process = await self.start(*words, config=config, environment=environment)
        try:
            async with asyncio.timeout(60):
                out, err = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        said = (out + err).decode()
        self.said.append(said)
        return process.returncode or 0, said


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    newsroom = Newsroom(SchedulerClock().now)
    async with SlackStandin() as slack, DiscordStandin() as discord, serving(newsroom) as base:
        slack.bot_token, slack.app_token = TOKENS["SLACK_BOT_TOKEN"], TOKENS["SLACK_APP_TOKEN"]
        discord.token = TOKENS["DISCORD_TOKEN"]
        yield Town(tmp_path, newsroom, slack, discord, base)


def _leaks(texts: Iterable[str]) -> list[str]:
    """Each secret, with what stands around it."""
    places = ((text, text.find(CANARY)) for text in texts)
    return [text[max(0, at - 200) : at + 60] for text, at in places if at >= 0]


async def _until_answered(process: asyncio.subprocess.Process, port: int, path: str) -> str:
    async with aiohttp.ClientSession() as session, asyncio.timeout(60):
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                    return await answer.text()
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    return ""


async def test_a_day_on_which_all_is_well_lets_no_secret_out(town: Town, unused_tcp_port: int) -> None:
    config = town.settings(http=f"port = {unused_tcp_port}")
    code, _ = await town.run("run", "--once", config=config)
    assert code == 0
    town.newsroom.reveal_all()
    process = await town.start("run", config=config)
    told = [await _until_answered(process, unused_tcp_port, path) for path in ("/healthz", "/metrics")]
    async with asyncio.timeout(60):
        while not (town.slack.rooms["C1"].messages and town.discord.messages[ALERTS] and town.slack.sockets):
            await asyncio.sleep(0.05)
    asked = [
        await town.slack.answered(await town.slack.command(words, name="/policy-admin"))
        for words in ("sources list", "status", "history")
    ]
    told += [await _until_answered(process, unused_tcp_port, path) for path in ("/healthz", "/metrics")]
    process.send_signal(signal.SIGTERM)
    out, err = await process.communicate()
    for words in (("check",), ("sources", "list"), ("lookup", "amazon"), ("export", "articles")):
        told.append((await town.run(*words, config=config))[1])

    told += [*town.said, out.decode(), err.decode(), json.dumps(asked)]
    told += [json.dumps([room.messages for room in town.slack.rooms.values()]), json.dumps(dict(town.discord.messages))]
    assert "source_polled" in err.decode()
    assert all(told)
    assert _leaks(told) == []
    archive = b"".join(path.read_bytes() for path in (town.folder / "settings").iterdir())
    assert FEED_KEY.encode() in archive  # the address is needed, and the archive its owner's alone
    assert [name for name, token in TOKENS.items() if token.encode() in archive] == []
    assert HEARTBEAT_KEY.encode() not in archive


NOWHERE = "http://127.0.0.1:9"  # discard: nobody listens
KEYED = f"{NOWHERE}/feed?key={FEED_KEY}"
SOURCE = f'[[sources]]\nurl = "{KEYED}"\n'

FAILURES: dict[str, tuple[tuple[str, ...], dict[str, str], dict[str, str], str]] = {
    "a wrong bot token": (("check",), {"SLACK_BOT_TOKEN": UNTRUE}, {}, ""),
    "a wrong app token": (("check",), {"SLACK_APP_TOKEN": UNTRUE}, {}, ""),
    "a wrong Discord token": (("check",), {"DISCORD_TOKEN": UNTRUE}, {}, SOURCE),
    "wrong tokens": (("run", "--once"), {"SLACK_BOT_TOKEN": UNTRUE, "DISCORD_TOKEN": UNTRUE}, {}, SOURCE),
    "a token of two lines": (("run", "--once"), {"SLACK_BOT_TOKEN": f"xoxb-{CANARY}\nHost: evil"}, {}, SOURCE),
    "a Discord token of two lines": (("run", "--once"), {"DISCORD_TOKEN": f"MTIz.{CANARY}\nHost: evil"}, {}, SOURCE),
    "a token that is no ASCII": (("check",), {"SLACK_BOT_TOKEN": f"xoxb-{CANARY}-\N{BLACK HEART SUIT}"}, {}, ""),
    "a Discord token that is no ASCII": (("check",), {"DISCORD_TOKEN": f"{CANARY}.\N{BLACK HEART SUIT}"}, {}, ""),
    "Slack away": (("check",), {}, {"slack": f'api_url = "{NOWHERE}/api/"'}, ""),
    "Discord away": (("check",), {}, {"discord": f'api_url = "{NOWHERE}"'}, ""),
    "a secret in Slack's address": (("check",), {}, {"slack": f'api_url = "http://u:{CANARY}@127.0.0.1:9/api/"'}, ""),
    "a source away": (("run", "--once"), {}, {}, SOURCE),
    "a new source away": (("sources", "add", KEYED), {}, {}, SOURCE),
    "a source looked at and away": (("sources", "check", KEYED), {}, {}, SOURCE),
    "an article away": (("preview", KEYED), {}, {}, ""),
    "a watcher away": (("run", "--once"), {}, {"health": f'heartbeat_url = "{NOWHERE}/{HEARTBEAT_KEY}"'}, SOURCE),
    "another database": (("check",), {"DATABASE_URL": f"postgres://u:{CANARY}@db.example/watchword"}, {}, ""),
    "a token on the command line": (("run", "--slack-bot-token", UNTRUE), {}, {}, ""),
}


async def test_no_failure_lets_a_secret_out(town: Town) -> None:
    turn = asyncio.Semaphore(3)

    async def failed(number: int, name: str) -> tuple[str, int, str]:
        words, environment, sections, extra = FAILURES[name]
        config = town.settings(extra, name=f"failure{number}", **sections)
        async with turn:
            return name, *await town.run(*words, config=config, environment=environment)

    ended = await asyncio.gather(*(failed(number, name) for number, name in enumerate(FAILURES)))

    assert {name: leaks for name, _, said in ended if (leaks := _leaks([said]))} == {}
    assert [name for name, _, said in ended if "Traceback" in said] == []
    assert [name for name, _, said in ended if not said] == []


@pytest.mark.parametrize("content", [b"no database at all" * 400, b"SQLite format 3\0" + b"\xff" * 9_000])
async def test_an_archive_that_cant_be_read_lets_no_secret_out(town: Town, content: bytes) -> None:
    config = town.settings()
    (town.folder / "settings").mkdir()
    (town.folder / "settings" / "watchword.db").write_bytes(content)
    code, said = await town.run("run", config=config)
    assert (code, CANARY in said, "Traceback" in said) == (1, False, False)


async def test_secrets_come_from_files_too(town: Town) -> None:
    files = {}
    for name, token in TOKENS.items():
        path = town.folder / name.lower()
        path.write_text(f"{token}\n", encoding="utf-8")
        files |= {f"{name}_FILE": str(path), name: ""}
    code, said = await town.run("check", config=town.settings(), environment=files)
    assert (code, CANARY in said) == (0, False), said

"""The bot as a process between feeds and chat platforms of our own, which end it wherever a test says."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.audit.account import Channel, Tally, printed_heads, tally
from tests.audit.mortal import EDIT_STEPS, PLATFORM_STEPS, Doom, MortalDiscord, MortalSlack
from tests.audit.press import Press, outlet
from tests.standins.discord import ALERTS, NEWS, TOKEN
from tests.standins.slack import APP_TOKEN, BOT_TOKEN

HURRIED = Path(__file__).resolve().parent / "hurried.py"
STEADY_SECONDS = 90
STEPS = ("claimed", "sending", *PLATFORM_STEPS, "answered", "settled", "unrecorded", "recorded", "")
_OPEN = "('owed', 'claimed', 'sending', 'unknown', 'held', 'joined')"


@dataclass
class Rig:
    """Everything around one data folder."""

    folder: Path
    press: Press
    base: str
    doom: Doom
    slack: MortalSlack
    discord: MortalDiscord
    fault: str = ""
    kills: dict[str, int] = field(default_factory=dict)

    @property
    def printed(self) -> Path:
        return self.folder / "printed.txt"

    def write_settings(self) -> None:
        seeds = "".join(
            f'[[sources]]\nurl = "{self.base}{path}"\nkind = "feed"\nname = "{outlet(feed)}"\n'
            for feed, path in enumerate(self.press.paths)
        )
        channels = (("slack", "C1", "instant"), ("slack", "C2", "hourly"), ("discord", ALERTS, "instant"))
        channels += (("discord", NEWS, "hourly"), ("web", "alerts", "instant"), ("terminal", "terminal", "instant"))
        wanting = "".join(
            f'[[channels]]\nplatform = "{platform}"\nid = "{id}"\nmode = "{mode}"\n' for platform, id, mode in channels
        )
        (self.folder / "settings.toml").write_text(
            f'data_dir = "data"\n[fetch]\nallow_private = ["{self.base.removeprefix("http://")}"]\n'
            "interval_minutes = 0.005\nmin_interval_seconds = 0.2\npages_per_round = 5\n"
            "[web]\nport = 0\n[http]\nport = 0\n[delivery]\nfeed_cap = 0\n"
            f'[slack]\napi_url = "{self.slack.api_url}"\n'
            f'[discord]\napi_url = "{self.discord.api_url}"\ngateway_url = "{self.discord.gateway_url}"\n'
            f"{wanting}{seeds}",
            encoding="utf-8",
        )

    @asynccontextmanager
    async def bot(self, step: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
        environment = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "DISCORD_TOKEN": TOKEN}
        environment |= {"WATCHWORD_DIE": step, "WATCHWORD_FAULT": self.fault}
        command = (sys.executable, str(HURRIED), "run", "--config", str(self.folder / "settings.toml"))
        with self.printed.open("ab") as out, (self.folder / "log.txt").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command, env=os.environ | environment, stdout=out, stderr=log
            )
            self.doom.process = process
            try:
                yield process
            finally:
                if process.returncode is None:
                    process.kill()
                await process.wait()

    async def baseline(self) -> None:
        """The silent first polls."""
        count = len(self.press.paths)
        async with self.bot() as first:
            await until(lambda: self.value("SELECT count(*) FROM sources WHERE baseline_at IS NOT NULL") == count)
            first.kill()

    async def die(self, step: str, *, platform: str = "", after: float = 0.0) -> None:
        """Publish until the bot has died at this step; "" kills it after so many seconds, wherever it is then."""
        async with self.bot("" if step in PLATFORM_STEPS else step) as bot:
            if not step:
                await self._live(after)
                bot.kill()
            elif step in EDIT_STEPS:
                self.press.publish()
                await self.until_settled()  # edits that were owed before are not the one meant
                self.doom.strike_at(step, platform)
                self.press.retell()
            else:
                self.doom.strike_at(step, platform)
                self.press.publish()
                self.press.publish()
            async with asyncio.timeout(STEADY_SECONDS):
                await bot.wait()
        assert bot.returncode == -signal.SIGKILL, f"it ended with {bot.returncode}: {self.log()}"
        assert self.value("PRAGMA integrity_check") == "ok"
        name = f"{step or 'anywhere'} {platform}".strip()
        self.kills[name] = self.kills.get(name, 0) + 1

    async def _live(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.press.publish()
            await asyncio.sleep(0.5)
        self.press.retell()

    async def settle(self, *, patience: float = STEADY_SECONDS) -> None:
        """Let the bot live until nothing is owed any more; what is still owed then is stuck."""
        logins = len(self.slack.called("auth.test"))
        async with self.bot() as last:
            await until(lambda: len(self.slack.called("auth.test")) > logins)
            with suppress(TimeoutError):
                await until(self._is_settled, seconds=patience)
            last.send_signal(signal.SIGTERM)
            async with asyncio.timeout(15):
                assert await last.wait() == 0, self.log()

    async def until_settled(self, *, but: str = "") -> None:
        """All that was published is in the archive, and nothing is owed any more but to this channel."""
        await until(lambda: self._is_settled(but=but))

    def _is_settled(self, *, but: str = "") -> bool:
        articles = self.value("SELECT count(*) FROM articles")
        waiting = self.value(f"SELECT count(*) FROM deliveries WHERE channel != '{but}' AND state IN {_OPEN}")
        return articles == len(self.press.pages) and waiting == 0

    def log(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8")[-3000:]

    # --- what came of it ----------------------------------------------------------------------------------------------

    def account(self) -> dict[str, Tally]:
        """Every channel but the terminal, which can't be asked what it shows."""
        shown = {
            "slack:C1": self._on_slack("C1"),
            "slack:C2": self._on_slack("C2"),
            f"discord:{ALERTS}": self._on_discord(ALERTS),
            f"discord:{NEWS}": self._on_discord(NEWS),
            "web:alerts": [(row[0], row[1]) for row in self.rows("SELECT key, message FROM posts ORDER BY id")],
        }
        return {
            channel: tally(
                self.press.titles,
                Channel(
                    shown=[text for _, text in messages],
                    keys=[key for key, _ in messages],
                    owed=self._column(f"SELECT key FROM deliveries WHERE channel = '{channel}' ORDER BY id"),
                    open=self._open(channel),
                ),
                retold=self.press.retold,
            )
            for channel, messages in shown.items()
        }

    def repeated_on_terminal(self) -> int:
        heads = printed_heads(self.printed.read_text(encoding="utf-8"))
        return len(heads) - len(set(heads))

    def _open(self, channel: str) -> int:
        counted = self.value(f"SELECT count(*) FROM deliveries WHERE channel = '{channel}' AND state IN {_OPEN}")
        return int(counted or 0)

    def _on_slack(self, room: str) -> list[tuple[str, str]]:
        return [
            (message["metadata"]["event_payload"]["key"], json.dumps(message, ensure_ascii=False))
            for message in map(_read, self.slack.rooms[room].messages)
        ]

    def _on_discord(self, channel: str) -> list[tuple[str, str]]:
        return [
            (str(message["nonce"]), json.dumps(message, ensure_ascii=False))
            for message in self.discord.messages[channel]
        ]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        file = self.folder / "data" / "watchword.db"
        if not file.exists():
            return []
        database = sqlite3.connect(file, timeout=10)
        try:
            return list(database.execute(query))
        except sqlite3.OperationalError:  # the tables are being made
            return []
        finally:
            database.close()

    def value(self, query: str) -> int | str | None:
        found = self._column(query)
        return None if not found else int(found[0]) if re.fullmatch(r"\d+", found[0]) else found[0]

    def _column(self, query: str) -> list[str]:
        return [str(row[0]) for row in self.rows(query)]


def _read(message: dict[str, Any]) -> dict[str, Any]:
    """A message with its metadata read: some clients send it as JSON within a form."""
    metadata = message["metadata"]
    return message | {"metadata": json.loads(metadata) if isinstance(metadata, str) else metadata}


@asynccontextmanager
async def rigged(folder: Path, *, feeds: int, fault: str = "") -> AsyncIterator[Rig]:
    """A rig whose bot has polled every feed once."""
    press, doom = Press(7, feeds=feeds), Doom()
    async with MortalSlack(doom) as slack, MortalDiscord(doom) as discord, press.serving() as base:
        rig = Rig(folder, press, base, doom, slack, discord, fault)
        rig.write_settings()
        await rig.baseline()
        yield rig


async def until(is_so: Callable[[], bool], *, seconds: float = STEADY_SECONDS) -> None:
    async with asyncio.timeout(seconds):
        while not is_so():
            await asyncio.sleep(0.05)

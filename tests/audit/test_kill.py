"""The audit: kill -9 while alerts flow. Afterwards every entry is accounted for, and what was repeated is counted.

LOST: an entry that matched and was not delivered. DUPLICATE: shown twice in a channel. GHOST: shown but never owed.
STUCK: owed and never settled. WATCHWORD_KILLS sets how often the bot is killed (`make audit`: 20).
"""

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = int(os.environ.get("WATCHWORD_KILLS", "1"))
BETWEEN_KILLS_SECONDS = (0.3, 2.0)
STEADY_SECONDS = 90  # a lease of the process killed last, and some


class Press:
    """A feed that grows: each entry is news of a town of its own, told in words of its own."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.titles: list[str] = []
        self._pages: list[str] = []

    def publish(self) -> None:
        town = f"{self._word()}{self._word()}{len(self.titles)}".title()
        title = f"{town} council bans face recognition"
        told = " ".join(self._sentence() for _ in range(12))
        self.titles.append(title)
        self._pages.append(
            f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"<p>The {town} council voted on Monday to ban face recognition by police.</p>"
            f"<p>{told}</p><p>The ban on facial recognition binds the {town} police and schools.</p></article></body>"
        )

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/feed", self._feed)
        app.router.add_get("/{number}", self._page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        base = request.url.origin()
        items = "".join(
            f"<item><title>{title}</title><link>{base}/{number}</link></item>"
            for number, title in reversed(list(enumerate(self.titles)))
        )
        feed = f"<rss version='2.0'><channel><title>Audit</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml")

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=self._pages[int(request.match_info["number"])], content_type="text/html")

    def _sentence(self) -> str:
        return " ".join(self._word() for _ in range(9)).capitalize() + "."

    def _word(self) -> str:
        return "".join(
            self._chance.choice(["ba", "do", "ki", "lu", "me", "no", "ra", "su", "ti", "ve"]) for _ in range(4)
        )


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of the entries."""

    lost: int
    duplicate: int
    ghost: int
    stuck: int
    repeated_on_terminal: int


async def test_nothing_is_lost_and_nothing_told_twice_however_the_bot_dies(tmp_path: Path) -> None:
    press, chance = Press(seed=7), random.Random(11)
    printed = tmp_path / "printed.txt"
    async with press.serving() as base:
        settings = _write_settings(tmp_path, base)
        async with _bot(settings, printed) as first:
            await _until(lambda: _value(tmp_path, "SELECT count(*) FROM sources WHERE baseline_at IS NOT NULL") == 1)
            first.kill()
        for _ in range(KILLS):
            async with _bot(settings, printed) as bot:
                deadline = asyncio.get_running_loop().time() + chance.uniform(*BETWEEN_KILLS_SECONDS) + 1.5
                while asyncio.get_running_loop().time() < deadline:
                    press.publish()
                    await asyncio.sleep(chance.uniform(0.02, 0.3))
                bot.kill()
            assert _value(tmp_path, "PRAGMA integrity_check") == "ok"
        async with _bot(settings, printed) as last:
            await _until(lambda: _is_settled(tmp_path, press))
            last.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                assert await last.wait() == 0

    account = _account(tmp_path, press, printed)
    print(f"{KILLS} kills, {len(press.titles)} entries: {account}")
    assert (account.lost, account.duplicate, account.ghost, account.stuck) == (0, 0, 0, 0)
    assert account.repeated_on_terminal <= KILLS  # a line printed just before a crash may come again


def _account(folder: Path, press: Press, printed: Path) -> Account:
    told = Counter(_all(folder, "SELECT a.title FROM articles a JOIN alerts t ON t.article = a.id"))
    keys = Counter(_all(folder, "SELECT key FROM posts"))
    owed = set(_all(folder, "SELECT key FROM deliveries WHERE channel = 'web:alerts'"))
    delivered = set(_all(folder, "SELECT key FROM deliveries WHERE channel = 'web:alerts' AND state = 'sent'"))
    heads = re.findall(r"^📰 (.+)$", printed.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return Account(
        lost=sum(title not in told for title in press.titles) + len(delivered - set(keys) - _updates(folder)),
        duplicate=sum(count - 1 for count in keys.values()) + sum(count - 1 for count in told.values()),
        ghost=len(set(keys) - owed),
        stuck=len(_all(folder, "SELECT id FROM deliveries WHERE state NOT IN ('sent', 'buried')")),
        repeated_on_terminal=len(heads) - len(set(heads)),
    )


def _updates(folder: Path) -> set[str]:
    """Edits of a post have no post of their own."""
    return set(_all(folder, "SELECT key FROM deliveries WHERE kind = 'update'"))


def _is_settled(folder: Path, press: Press) -> bool:
    articles = _value(folder, "SELECT count(*) FROM articles")
    waiting = _value(folder, "SELECT count(*) FROM deliveries WHERE state NOT IN ('sent', 'buried')")
    return articles == len(press.titles) and waiting == 0


def _write_settings(folder: Path, base: str) -> Path:
    settings = folder / "settings.toml"
    settings.write_text(
        f'data_dir = "data"\n[fetch]\nallow_private = ["{base.removeprefix("http://")}"]\n'
        "interval_minutes = 0.003\nmin_interval_seconds = 0.1\npages_per_round = 5\n"
        "[web]\nport = 0\n[http]\nport = 0\n[delivery]\nfeed_cap = 0\n"
        f'[[sources]]\nurl = "{base}/feed"\nkind = "feed"\nname = "Audit"\n',
        encoding="utf-8",
    )
    return settings


@asynccontextmanager
async def _bot(settings: Path, printed: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    with printed.open("ab") as out, (printed.parent / "log.txt").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(ROOT / "run.py"), "run", "--config", str(settings), stdout=out, stderr=log
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(STEADY_SECONDS):
        while not is_so():
            await asyncio.sleep(0.05)


def _all(folder: Path, query: str) -> list[str]:
    file = folder / "data" / "watchword.db"
    if not file.exists():
        return []
    database = sqlite3.connect(file, timeout=10)
    try:
        return [str(row[0]) for row in database.execute(query)]
    except sqlite3.OperationalError:  # the tables are being made
        return []
    finally:
        database.close()


def _value(folder: Path, query: str) -> int | str | None:
    found = _all(folder, query)
    return None if not found else int(found[0]) if found[0].isdigit() else found[0]

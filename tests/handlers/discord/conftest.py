"""Discord on loopback, and the real connection to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.discord import app, client, replies
from handlers.discord.app import Discord, connect
from handlers.discord.settings import DiscordSettings
from tests.fakes.desk import FakeDesk
from tests.standins.discord import TOKEN, DiscordStandin


class Bench:
    """Two servers, a desk, and a way to connect them; `reports` is what would be logged."""

    def __init__(self, discord: DiscordStandin) -> None:
        self.discord = discord
        self.desk = FakeDesk()
        self.reports: list[tuple[str, str]] = []
        self.renewed: DiscordSettings | None = None
        self.settings = DiscordSettings(token=TOKEN, api_url=discord.api_url, gateway_url=discord.gateway_url)

    @asynccontextmanager
    async def connected(self, *, registered: Path | None = None, **changes: object) -> AsyncIterator[Discord]:
        """The connection, not running yet."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        async with connect(
            settings, self.desk, report=self._report, registered=registered, renewal=self._renewal
        ) as face:
            yield face

    @asynccontextmanager
    async def running(self, *, registered: Path | None = None, **changes: object) -> AsyncIterator[Discord]:
        """The connection, listening."""
        async with self.connected(registered=registered, **changes) as face:
            task = asyncio.create_task(face.run())
            try:
                await self.discord.connected()
                await self.until(lambda: face.finding().words != "connecting")
                yield face
            finally:
                task.cancel()
                await asyncio.wait([task])

    async def until(self, is_so: object) -> None:
        assert callable(is_so)
        async with asyncio.timeout(5):
            while not is_so():
                await asyncio.sleep(0.005)

    async def _renewal(self) -> DiscordSettings | None:
        return self.renewed

    def _report(self, event: str, words: str) -> None:
        self.reports.append((event, words))


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """The waits of the connection are the same, a hundred times shorter."""
    monkeypatch.setattr(app, "WAITS", (0.01, 0.05))
    monkeypatch.setattr(app, "REFUSED_WAIT", 0.05)
    monkeypatch.setattr(app, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(app, "GIVE_UP_SECONDS", 0.5)
    monkeypatch.setattr(client, "SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(app, "REGISTER_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(replies, "ACK_SECONDS", 0.3)
    async with DiscordStandin() as discord:
        yield Bench(discord)

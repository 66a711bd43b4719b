"""Slack on loopback, and the real connection to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.slack.app import Slack, connect
from handlers.slack.settings import SlackSettings
from tests.fakes.desk import FakeDesk
from tests.standins.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackStandin


class Bench:
    """A workspace, a desk, and a way to connect the two; `reports` is what would be logged."""

    def __init__(self, slack: SlackStandin) -> None:
        self.slack = slack
        self.desk = FakeDesk()
        self.reports: list[tuple[str, str]] = []
        self.renewed: SlackSettings | None = None
        self.settings = SlackSettings(
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            signing_secret=SECRET,
            api_url=slack.api_url,
            pace=timedelta(0),
        )

    @asynccontextmanager
    async def connected(self, **changes: object) -> AsyncIterator[Slack]:
        """The connection, not running yet."""
        settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        async with connect(settings, self.desk, report=self._report, renewal=self._renewal) as face:
            yield face

    async def _renewal(self) -> SlackSettings | None:
        return self.renewed

    def _report(self, event: str, words: str) -> None:
        self.reports.append((event, words))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with SlackStandin() as slack:
        yield Bench(slack)

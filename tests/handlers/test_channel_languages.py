"""An alert and a digest reach a channel in its language, on every face, by the way that alerts go."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from io import StringIO

import pytest

from bot.core.messages import from_json
from bot.core.model import Channel, Deed
from bot.ports import Sender
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from config.languages import languages
from handlers.terminal import TerminalSender
from handlers.web.sender import WebSender
from tests.fakes.archive import FakeArchive
from tests.fakes.board import MemoryBoard
from tests.fakes.channels import Announced
from tests.fakes.clock import FakeClock
from tests.fakes.filing import NOW, decide, file, owe, position
from tests.handlers.discord.conftest import Bench as DiscordBench
from tests.handlers.slack.conftest import Bench as SlackBench
from tests.standins.discord import ALERTS, DiscordStandin
from tests.standins.slack import SlackStandin

TEXT = "The council bans police use."
CHANNELS = {"slack": "C1", "discord": ALERTS, "web": "alerts", "terminal": "main"}


@dataclass
class Faces:
    """The four ways out, and what was seen there."""

    slack: SlackStandin
    discord: DiscordStandin
    senders: dict[str, Sender] = field(default_factory=dict)
    board: MemoryBoard = field(default_factory=MemoryBoard)
    screen: StringIO = field(default_factory=StringIO)
    archive: FakeArchive = field(default_factory=FakeArchive)
    clock: FakeClock = field(default_factory=FakeClock)

    async def tell(self, platform: str, language: str) -> str:
        """All that one alert with a position brings to a channel of this language."""
        channel = Channel(platform=platform, id=CHANNELS[platform], language=language)
        await self.archive.save_channel(channel)
        deed = replace(position(TEXT, TEXT, actor="Harbour City", action=Deed.BAN, object="police use"), confidence=0.9)
        filed = await file(self.archive, "Council votes", TEXT, positions=(deed,))
        await owe(self.archive, await decide(self.archive, filed), channel.key, due=NOW)
        await Deliver(
            archive=self.archive,
            outbox=self.archive,
            senders=self.senders,
            clock=self.clock,
            report=lambda _: None,
            on_channel_gone=Announced(self.archive, self.clock).channels.switch_off,
            digests=Digests(archive=self.archive, outbox=self.archive, clock=self.clock, topics=()),
            languages=languages(),
        ).drain()
        return self.seen(platform)

    def seen(self, platform: str) -> str:
        match platform:
            case "slack":
                return str(self.slack.rooms[CHANNELS["slack"]].messages)
            case "discord":
                return str(self.discord.messages[ALERTS])
            case "web":
                return str(from_json(self.board.posts[-1].message_json))
            case _:
                return self.screen.getvalue()


@pytest.fixture
async def faces() -> AsyncIterator[Faces]:
    async with SlackStandin() as slack, DiscordStandin() as discord:
        made = Faces(slack, discord)
        slack.posted_at = int(made.clock.now().timestamp())
        made.senders["web"] = WebSender(made.board, now=made.clock.now)
        made.senders["terminal"] = TerminalSender(made.screen)
        async with SlackBench(slack).connected() as on_slack, DiscordBench(discord).connected() as on_discord:
            made.senders |= {"slack": on_slack.sender, "discord": on_discord.sender}
            yield made


@pytest.mark.parametrize("platform", CHANNELS)
@pytest.mark.parametrize(
    ("language", "deed"),
    [("es", "Harbour City: prohibición de “police use”"), ("en", "Harbour City: ban on police use")],
)
async def test_an_alert_is_told_in_the_language_of_its_channel(
    faces: Faces, platform: str, language: str, deed: str
) -> None:
    shown = await faces.tell(platform, language)
    assert deed in shown
    assert "Council votes" in shown
    assert TEXT in shown


@pytest.mark.parametrize("platform", CHANNELS)
async def test_a_language_that_is_no_longer_there_is_told_in_english(faces: Faces, platform: str) -> None:
    assert "ban on police use" in await faces.tell(platform, "tlh")

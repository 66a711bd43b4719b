"""What every way out promises, on the local page, the terminal and the fake alike."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest

from bot.core.messages import Message, from_json, plain_message
from bot.ports import Sender
from handlers.terminal import TerminalSender
from handlers.web.sender import WebSender
from tests.fakes.board import MemoryBoard
from tests.fakes.sender import FakeSender

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
Shown = Callable[[], "list[str]"]


def fake() -> tuple[Sender, Shown]:
    sender = FakeSender()
    return sender, lambda: [message.text for message in sender.shown("alerts")]


def web() -> tuple[Sender, Shown]:
    board = MemoryBoard()

    def shown() -> list[str]:
        return [from_json(post.message_json).text for post in board.posts if post.channel == "alerts"]

    return WebSender(board, now=lambda: NOW), shown


def terminal() -> tuple[Sender, Shown]:
    stream = StringIO()
    return TerminalSender(stream), lambda: [line.removeprefix("↳ ") for line in stream.getvalue().splitlines() if line]


@pytest.fixture(params=[fake, web, terminal])
def platform(request: pytest.FixtureRequest) -> tuple[Sender, Shown]:
    made: tuple[Sender, Shown] = request.param()
    return made


@pytest.fixture
def sender(platform: tuple[Sender, Shown]) -> Sender:
    return platform[0]


@pytest.fixture
def shown(platform: tuple[Sender, Shown]) -> Shown:
    return platform[1]


def said(text: str) -> Message:
    return plain_message(text)


async def test_what_is_sent_is_shown_in_order(sender: Sender, shown: Shown) -> None:
    first = await sender.send("alerts", said("One."), key="a")
    second = await sender.send("alerts", said("Two."), key="b")

    assert first != second
    assert shown() == ["One.", "Two."]


async def test_a_key_is_shown_once_however_often_it_is_sent(sender: Sender, shown: Shown) -> None:
    first = await sender.send("alerts", said("One."), key="a")
    again = await sender.send("alerts", said("One."), key="a")

    assert first == again
    assert shown() == ["One."]


async def test_what_was_sent_is_found_by_its_key_in_its_channel(sender: Sender) -> None:
    id = await sender.send("alerts", said("One."), key="a")

    assert await sender.find("alerts", key="a", since=NOW) == id
    assert await sender.find("alerts", key="b", since=NOW) is None
    assert await sender.find("other", key="a", since=NOW) is None


async def test_an_edit_adds_nothing_and_may_be_repeated(sender: Sender, shown: Shown) -> None:
    id = await sender.send("alerts", said("One."), key="a")
    for _ in range(2):
        await sender.edit("alerts", id, said("One, corrected."))

    assert len(shown()) == 1
    assert await sender.find("alerts", key="a", since=NOW) == id


async def test_a_follow_up_is_shown_too(sender: Sender, shown: Shown) -> None:
    alert = await sender.send("alerts", said("One."), key="a")
    await sender.send("alerts", said("More of one."), key="b", thread=alert)

    assert shown() == ["One.", "More of one."]


async def test_the_same_key_in_two_channels_is_two_messages(sender: Sender) -> None:
    await sender.send("alerts", said("One."), key="a")
    await sender.send("other", said("One."), key="a")

    assert await sender.find("alerts", key="a", since=NOW) is not None
    assert await sender.find("other", key="a", since=NOW) is not None


def test_every_platform_has_a_name(sender: Sender) -> None:
    assert sender.platform in ("fake", "web", "terminal")

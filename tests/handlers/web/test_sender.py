"""Posts arrive live, and a slow browser holds up nobody."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import SendRefused
from bot.core.messages import from_json, plain_message
from handlers.web.sender import BACKLOG, WebSender
from tests.fakes.board import MemoryBoard

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)


@pytest.fixture
def sender() -> WebSender:
    return WebSender(MemoryBoard(), now=lambda: NOW)


async def test_a_post_and_its_edit_reach_an_open_page(sender: WebSender) -> None:
    async with sender.subscribed() as subscription:
        id = await sender.send("alerts", plain_message("One."), key="a")
        await sender.edit("alerts", id, plain_message("Two."))
        posts = await subscription.wait()

    assert [(post.id, from_json(post.message_json).text) for post in posts] == [(id, "One."), (id, "Two.")]


async def test_a_post_outlives_the_sender() -> None:
    board = MemoryBoard()
    id = await WebSender(board, now=lambda: NOW).send("alerts", plain_message("One."), key="a")

    after_restart = WebSender(board, now=lambda: NOW)

    assert await after_restart.find("alerts", key="a", since=NOW) == id
    assert await after_restart.send("alerts", plain_message("One."), key="a") == id
    assert len(board.posts) == 1


async def test_a_browser_that_does_not_read_is_told_so_and_holds_up_nobody(sender: WebSender) -> None:
    async with sender.subscribed() as subscription:
        for number in range(BACKLOG + 5):
            await sender.send("alerts", plain_message("x"), key=str(number))

        assert subscription.has_overflown
        assert len(await subscription.wait()) == BACKLOG


async def test_a_closed_page_is_forgotten_and_a_closing_house_wakes_it(sender: WebSender) -> None:
    async with sender.subscribed() as subscription:
        subscription.close()
        assert await subscription.wait() == ()
        assert subscription.is_closed
    await sender.send("alerts", plain_message("x"), key="a")


async def test_an_edit_of_a_post_that_is_gone_is_refused(sender: WebSender) -> None:
    with pytest.raises(SendRefused):
        await sender.edit("alerts", "404", plain_message("x"))


async def test_an_answer_shared_by_a_double_click_is_one_post_and_may_be_shared_again_later() -> None:
    board, now = MemoryBoard(), [NOW]
    sender = WebSender(board, now=lambda: now[0])
    for _ in range(2):
        await sender.share("alerts", plain_message("Amazon."))
    assert len(board.posts) == 1

    now[0] += timedelta(minutes=5)
    await sender.share("alerts", plain_message("Amazon."))
    assert len(board.posts) == 2

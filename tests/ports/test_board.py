"""What the local page is promised of its posts: by the store, and by the board in memory that stands for it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from handlers.web.sender import Board
from tests.fakes.board import MemoryBoard
from tests.fakes.database import empty_database

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
async def board(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Board]:
    if request.param == "memory":
        yield MemoryBoard()
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield store.board


async def test_a_key_is_posted_once_per_channel(board: Board) -> None:
    first = await board.post("desk", "k1", "{}", posted_at=NOW)
    assert await board.post("desk", "k1", '{"other":1}', posted_at=NOW) == first
    assert await board.post("other", "k1", "{}", posted_at=NOW) != first
    kept = await board.one("desk", first)
    assert kept is not None
    assert (kept.message_json, kept.posted_at) == ("{}", NOW)


async def test_a_post_is_found_by_its_key_in_its_channel_alone(board: Board) -> None:
    id = await board.post("desk", "k1", "{}", posted_at=NOW)
    assert await board.find("desk", "k1") == id
    assert await board.find("other", "k1") is None
    assert await board.one("other", id) is None
    assert await board.one("desk", "no number") is None


async def test_an_edit_replaces_the_message_and_nothing_else(board: Board) -> None:
    id = await board.post("desk", "k1", "{}", posted_at=NOW)
    assert await board.edit("desk", id, '{"new":1}')
    assert not await board.edit("desk", "999", "{}")
    kept = await board.one("desk", id)
    assert kept is not None
    assert (kept.message_json, kept.key) == ('{"new":1}', "k1")


async def test_recent_gives_the_newest_heads_each_with_its_whole_thread(board: Board) -> None:
    heads = [await board.post("desk", f"k{number}", "{}", posted_at=NOW) for number in range(3)]
    replies = [await board.post("desk", f"r{head}", "{}", posted_at=NOW, thread=head) for head in heads]
    recent = await board.recent("desk", 2)
    assert [post.id for post in recent if post.thread is None] == heads[1:]
    assert {post.id for post in recent if post.thread is not None} == set(replies[1:])
    assert await board.recent("other", 5) == ()

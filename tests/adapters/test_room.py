import asyncio

import pytest

from bot.adapters.http.room import SMALL_BYTES, STEP_BYTES, Room


async def filled(room: Room, steps: int, go_on: asyncio.Event) -> None:
    """Take so many steps, and hold them."""
    with room.hand():
        for _ in range(steps):
            await room.take()
        await go_on.wait()


async def broken_off(room: Room) -> None:
    with room.hand():
        await room.take()
        raise RuntimeError


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_small_body_needs_no_room() -> None:
    assert Room(0).has(SMALL_BYTES)


async def test_where_no_room_is_left_one_goes_on_all_the_same_and_the_others_wait() -> None:
    room, go_on = Room(2 * STEP_BYTES), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(filled(room, 2, asyncio.Event()))  # holds all there is and never ends
        await settle()
        first = group.create_task(filled(room, 9, go_on))
        second = group.create_task(filled(room, 9, go_on))
        await settle()
        with room.hand():
            for _ in range(3):
                wait = asyncio.ensure_future(room.take())
                await settle()
                assert not wait.done()
                wait.cancel()
        go_on.set()
        await asyncio.wait([first, second])
        slow.cancel()


async def test_what_was_taken_is_given_back_whatever_happens() -> None:
    room = Room(STEP_BYTES)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            await broken_off(room)
    with room.hand():
        async with asyncio.timeout(1):
            await room.take()
        assert room.has(STEP_BYTES)
        assert not room.has(STEP_BYTES + 1)


async def test_a_block_within_a_block_is_a_part_of_it() -> None:
    room = Room(STEP_BYTES)
    with room.hand():
        with room.hand():
            await room.take()
        assert room.has(STEP_BYTES)


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    room, go_on = Room(STEP_BYTES), asyncio.Event()
    holders = [asyncio.ensure_future(filled(room, 1, go_on)) for _ in range(2)]  # the second is the one that goes on
    await settle()
    waiting = asyncio.ensure_future(filled(room, 1, go_on))
    last = asyncio.ensure_future(filled(room, 1, go_on))
    await settle()
    waiting.cancel()
    go_on.set()
    async with asyncio.timeout(1):
        await asyncio.gather(*holders, last)
    assert waiting.cancelled()
    assert last.done()

import asyncio

from bot.adapters.parsing.turns import Turns


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_is_light_overtakes_what_is_heavy_and_equals_go_as_they_came() -> None:
    turns, order = Turns(1), list[str]()

    async def go(name: str, later: float) -> None:
        async with turns.turn(later_seconds=later):
            order.append(name)
            await settle()

    async with asyncio.TaskGroup() as group:
        for name, later in (("first", 9.0), ("heavy", 60.0), ("light", 1.0), ("as light", 1.0)):
            group.create_task(go(name, later))

    assert order == ["first", "light", "as light", "heavy"]


async def test_who_gives_up_takes_no_turn_with_them() -> None:
    turns, go_on = Turns(1), asyncio.Event()

    async def hold() -> None:
        async with turns.turn():
            await go_on.wait()

    _, *others = [asyncio.ensure_future(hold()) for _ in range(4)]
    await settle()
    others[0].cancel()
    go_on.set()
    await asyncio.sleep(0)
    others[1].cancel()  # in the moment it is given
    await asyncio.wait(others)
    async with asyncio.timeout(1), turns.turn():
        assert [other.cancelled() for other in others] == [True, True, False]

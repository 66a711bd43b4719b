"""What is changed on the command line is told by the running bot, once, where it concerns somebody."""

from datetime import timedelta

import pytest

from bot.core.model import Channel, Revision
from bot.services.tune import Beside, operator
from bot.services.tune.beside import ONE_BY_ONE
from tests.services.test_front_desk import Office
from tests.services.test_watch import Desk


@pytest.fixture
async def office() -> Office:
    office = Office(await Desk().opened())
    await office.archive.save_channel(Channel(platform="fake", id="other"))
    return office


class Heard:
    """The running bot's ear, beside an office that stands for the command line: what that one announces is nowhere."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.lines: list[tuple[str, str]] = []
        self.kinds: list[str] = []
        self.beside = Beside(
            archive=office.archive, clock=office.watch.clock, announce=self._announce, on_change=self._hear
        )

    async def look(self) -> int:
        self.office.watch.clock.move(timedelta(seconds=30))
        return await self.beside.look()

    async def _announce(self, channel: Channel, message: object) -> None:
        self.lines.append((channel.id, getattr(message, "text", "")))

    async def _hear(self, revision: Revision) -> None:
        self.kinds.append(revision.kind)


async def _add(office: Office, query: str, *, channel: str = "") -> None:
    office.watch.clock.move(timedelta(seconds=1))
    await office.keywords.add(query, by=operator("our harbour"), channel=channel)


async def test_a_change_on_the_command_line_is_told_and_obeyed_once(office: Office) -> None:
    heard = Heard(office)
    await heard.look()
    await _add(office, "ferry")
    await _add(office, "gait", channel="fake:other")
    assert await heard.look() == 2
    line = "The operator added the keyword ferry (our harbour)."
    assert heard.lines[:2] == [("desk", line), ("other", line)]
    assert [id for id, _ in heard.lines[2:]] == ["other"]
    assert heard.kinds == ["keyword"]
    assert await heard.look() == 0


async def test_what_was_changed_while_the_bot_stood_still_is_told_when_it_starts(office: Office) -> None:
    await Heard(office).look()
    await _add(office, "ferry")
    assert await Heard(office).look() == 1


async def test_a_bot_that_looks_for_the_first_time_tells_nothing_old(office: Office) -> None:
    await _add(office, "ferry")
    assert await Heard(office).look() == 0


async def test_what_is_changed_in_chat_was_told_there(office: Office) -> None:
    heard = Heard(office)
    await heard.look()
    office.watch.clock.move(timedelta(seconds=1))
    await office.admin('keywords add "ferry timetable"')
    assert await heard.look() == 0
    assert heard.lines == []


async def test_of_many_at_once_only_the_number_is_told(office: Office) -> None:
    heard = Heard(office)
    await heard.look()
    for number in range(ONE_BY_ONE + 1):
        await _add(office, f"ferry{number}")
    await heard.look()
    line = f"The operator made {ONE_BY_ONE + 1} changes on the command line."
    assert heard.lines == [("desk", line), ("other", line)]


async def test_a_clock_set_back_tells_nothing_twice(office: Office) -> None:
    heard = Heard(office)
    await heard.look()
    await _add(office, "ferry")
    await heard.look()
    office.watch.clock.move(timedelta(days=-1))
    await _add(office, "gait")
    assert await heard.look() == 1
    assert await heard.look() == 0

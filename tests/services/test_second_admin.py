"""Where a second admin is asked for, what takes something away waits for another one's word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Buttons
from bot.services.orders.second import PATIENCE
from tests.services.test_front_desk import ADMIN, MEMBER, Office
from tests.services.test_watch import Desk

OTHER = replace(ADMIN, id="U7", name="Kim")


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def _asked(office: Office, words: str) -> str:
    return (await office.strict.admin(words, member=ADMIN, channel="desk")).text


async def _confirm(office: Office, member: object = OTHER) -> str:
    (row,) = (part for part in office.messages[-1].parts if isinstance(part, Buttons))
    (button,) = row.buttons
    return (await office.strict.press(button.verb, button.argument, member=member, channel="desk")).text  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["keywords remove faces why: too wide", "sources remove 1", "channel remove"])
async def test_a_removal_waits_for_another_admin(office: Office, words: str) -> None:
    before = await office.archive.rules(), await office.archive.sources(), await office.archive.channels()
    assert "waits for another admin" in await _asked(office, words)
    assert (await office.archive.rules(), await office.archive.sources(), await office.archive.channels()) == before
    assert office.announced[-1][1].startswith(f"Lee asks another admin to confirm: {words.split(' why')[0]}")

    await _confirm(office)
    assert (await office.archive.rules(), await office.archive.sources(), await office.archive.channels()) != before
    (change,) = await office.archive.changes(limit=1)
    assert (change.name, change.why.endswith("confirmed by Kim")) == ("Lee", True)


async def test_nobody_confirms_their_own_and_no_member_anybody_s(office: Office) -> None:
    await _asked(office, "keywords remove faces")
    assert "somebody else" in await _confirm(office, ADMIN)
    assert "changed by admins" in await _confirm(office, MEMBER)
    assert not (await office.archive.rules())[0].is_off


async def test_it_is_confirmed_once_and_within_a_day(office: Office) -> None:
    await _asked(office, "keywords remove faces")
    office.watch.clock.move(PATIENCE + timedelta(seconds=1))
    assert "waits no more" in await _confirm(office)
    assert not (await office.archive.rules())[0].is_off


async def test_what_takes_nothing_away_waits_for_nobody(office: Office) -> None:
    await _asked(office, 'keywords add --yes "ferry timetable"')
    assert len(await office.archive.rules()) == 2
    assert "For example" in await _asked(office, "keywords remove")


async def test_without_the_setting_nothing_waits(office: Office) -> None:
    await office.admin("keywords remove faces")
    assert (await office.archive.rules())[0].is_off

"""What members suggest reaches the admins at a pace they can follow, and names nobody by an id."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.attributions import mark_of
from bot.core.model import AlertKind
from bot.services.suggesting import MOST
from tests.fakes.filing import decide, file, quote
from tests.services.test_front_desk import ADMIN, MEMBER, Office
from tests.services.test_watch import Desk

TEXT = "“No more scanning in our streets,” said Ines Okafor."
SAID = quote(TEXT, "No more scanning in our streets,", speaker="Ines Okafor")
OTHER = replace(MEMBER, id="U9", name="Ada")


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def _wish(office: Office) -> str:
    filed = await file(office.archive, "Quay bans face recognition", TEXT, quotes=[SAID])
    alert = await decide(office.archive, filed, kind=AlertKind.ALERT)
    await office.press("useful", alert.id)
    return f"{filed.id} {mark_of(SAID.text)} is"


async def test_so_much_an_hour_of_one_person_and_then_clear_words(office: Office) -> None:
    wish = await _wish(office)
    for number in range(MOST):
        office.watch.clock.move(timedelta(minutes=1))
        assert "Sent to the admins" in await office.press("set_speaker", f"{wish} Sam Reed {number}")
    lines = len(office.announced)

    refused = await office.press("set_speaker", f"{wish} Sam Reed")
    assert f"you have suggested {MOST} things to the admins within an hour" in refused
    assert "in 51 minutes" in refused
    assert len(office.announced) == lines
    assert "Sent to the admins" in await office.press("set_speaker", f"{wish} Sam Reed", member=OTHER)

    office.watch.clock.move(timedelta(minutes=51))
    assert "Sent to the admins" in await office.press("set_speaker", f"{wish} Sam Stone")
    assert "in 1 minute" in await office.press("set_speaker", f"{wish} Sam Quill")


async def test_articles_and_speakers_count_together_and_what_was_asked_already_does_not(office: Office) -> None:
    wish = await _wish(office)
    for _ in range(MOST * 2):
        await office.press("set_speaker", f"{wish} Sam Reed")
    for number in range(MOST - 1):
        await office.press("set_speaker", f"{wish} Sam Reed {number}")
    url = "https://gazette.example/ferry"
    await file(office.archive, "Ferry timetable", url=url)
    asked = await office.front.ask(f"why {url}", member=MEMBER)
    (button,) = [each for part in asked.parts for each in getattr(part, "buttons", ()) if each.verb == "suggest"]
    assert "within an hour" in await office.press("suggest", button.argument)
    assert "Suggested to the admins" in await office.press("suggest", button.argument, member=OTHER)
    assert "asked that already" in await office.press("suggest", button.argument, member=MEMBER)


async def test_no_id_is_kept_and_a_suggestion_can_not_be_held_against_a_vote(office: Office) -> None:
    await office.press("set_speaker", f"{await _wish(office)} Sam Reed")
    (change,) = await office.archive.changes(limit=1)
    assert MEMBER.id not in change.who
    assert change.name == MEMBER.name
    assert {voter for _, voter in office.archive.votes_kept}.isdisjoint({change.who})


async def test_what_an_admin_does_has_no_such_bound(office: Office) -> None:
    wish = await _wish(office)
    for number in range(MOST + 2):
        assert "Done: " in await office.press("set_speaker", f"{wish} Sam Reed {number}", member=ADMIN)

"""Where a second admin is asked for, what takes something away waits for another one's word, however it comes about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Buttons, Message
from bot.core.model import Channel, Proposal
from bot.core.requests import PATIENCE, WAITING
from bot.services.desk import Member
from bot.services.tune import By
from tests.services.test_front_desk import ADMIN, MEMBER, Office
from tests.services.test_watch import Desk

OTHER = replace(ADMIN, id="U7", name="Kim")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def office() -> Office:
    return Office(await Desk(is_strict=True).opened())


async def _kept(office: Office) -> object:
    archive = office.archive
    return await archive.rules(), [source for source, _ in await archive.sources()], await archive.channels()


def _button(message: Message) -> tuple[str, str]:
    (row,) = (part for part in message.parts if isinstance(part, Buttons))
    (button,) = row.buttons
    return button.verb, button.argument


async def _confirm(office: Office, member: Member = OTHER) -> str:
    verb, argument = _button(office.messages[-1])
    return await office.press(verb, argument, member=member)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("keywords remove faces why: too wide", 'removed the keyword "face recognition"'),
        ("sources remove 1 why: gone", "removed the source Gazette"),
        ("channel remove why: quiet", "ended the alerts in fake:desk”"),
    ],
)
async def test_a_removal_waits_for_another_admin(office: Office, words: str, asked: str) -> None:
    before = await _kept(office)
    assert "waits for another admin, as request 1" in await office.admin(words)
    assert await _kept(office) == before
    assert office.announced[-1][1].startswith(f"Lee asks another admin to confirm “{asked}")

    office.watch.clock.move(MINUTE)
    assert "Done, as Lee asked" in await _confirm(office)
    assert await _kept(office) != before
    (change,) = await office.archive.changes(limit=1)
    assert (change.name, change.why.endswith("confirmed by Kim")) == ("Lee", True)
    assert change.at == office.watch.clock.now()
    assert "Taken back" in await office.admin("undo")
    assert await _kept(office) == before


async def test_a_keyword_removed_by_two_counts_no_more_at_once(office: Office) -> None:
    await office.admin("keywords remove faces")
    assert office.watch.filing.matches("Council bans face recognition", "")
    await _confirm(office)
    assert not office.watch.filing.matches("Council bans face recognition", "")


@pytest.mark.parametrize(
    "made",
    [
        ('keywords add "ferry timetable"',),
        ('keywords add "ferry timetable"', 'keywords edit --yes ferry-timetable "ferry table"', "undo 2"),
        ("sources add https://gazette.example/more.xml",),
    ],
)
async def test_an_undo_that_takes_something_away_waits_too(office: Office, made: tuple[str, ...]) -> None:
    office.watch.fetcher.put(
        "https://gazette.example/more.xml",
        "<rss version='2.0'><channel><title>More</title><item><title>x</title><guid>x</guid></item></channel></rss>",
        content_type="text/xml",
    )
    before = await _kept(office)
    for words in made:
        assert "didn't work" not in await office.admin(words)
    assert await _kept(office) != before
    assert "waits for another admin" in await office.admin("undo 1")
    await _confirm(office)
    assert await _kept(office) == before


async def test_an_undo_that_brings_something_back_waits_for_nobody(office: Office) -> None:
    before = await _kept(office)
    await office.admin("keywords remove faces")
    await _confirm(office)
    assert "Taken back" in await office.admin("undo")
    assert await _kept(office) == before
    assert "waits for another admin" in await office.admin("undo 3")  # taking that back removes it again


async def test_a_proposal_waits_and_is_applied_once_it_is_confirmed(office: Office) -> None:
    now = office.watch.clock.now()
    proposed = Proposal(
        kind="exclude", about="x", value='"ferry timetable"', topic="", words="Exclude it.", made_at=now
    )
    await office.archive.propose([proposed])
    assert "waits for another admin" in await office.press("proposal_apply", "1", member=ADMIN)
    assert [each.outcome for each in await office.archive.proposals(now)] == ["open"]
    assert "Lee asked for that already" in await office.press("proposal_apply", "1", member=OTHER)
    await _confirm(office)
    assert [each.outcome for each in await office.archive.proposals(now)] == ["applied"]
    assert (await office.archive.rules())[-1].query == '"ferry timetable"'


async def test_an_admins_own_page_shows_what_waits_with_its_buttons_and_a_members_doesnt(office: Office) -> None:
    now = office.watch.clock.now()
    one = Proposal(kind="exclude", about="x", value="timetable", topic="", words="Exclude it.", made_at=now)
    proposed = [replace(one, about=f"x{number}") for number in range(7)]
    await office.archive.propose(proposed)
    await office.admin("keywords remove faces")
    home = await office.front.home(member=OTHER)
    buttons = [(each.verb, each.argument) for part in home.parts if isinstance(part, Buttons) for each in part.buttons]
    assert ("confirm", "1") in buttons
    assert [argument for verb, argument in buttons if verb == "proposal_apply"] == ["1", "2", "3", "4", "5"]
    assert ("admin", "proposals") in buttons
    assert ("admin", "waiting") not in buttons
    await office.press("confirm", "1", member=OTHER)
    assert "Waiting for another admin" not in str(await office.front.home(member=OTHER))
    assert "Proposed changes" not in str(await office.front.home(member=MEMBER))


async def test_a_proposal_dropped_meanwhile_is_not_applied(office: Office) -> None:
    now = office.watch.clock.now()
    proposed = Proposal(
        kind="exclude", about="x", value='"ferry timetable"', topic="", words="Exclude it.", made_at=now
    )
    await office.archive.propose([proposed])
    await office.press("proposal_apply", "1", member=ADMIN)
    await office.press("proposal_drop", "1", member=OTHER)
    assert "no open proposal" in await _confirm(office)
    assert len(await office.archive.rules()) == 1


async def test_what_waits_outlives_a_restart_with_its_buttons(office: Office) -> None:
    await office.admin("keywords remove faces why: too wide")
    again = Office(office.watch)
    listed = await again.admin("waiting")
    assert "Lee asked for “removed the keyword" in listed
    assert "too wide" in listed
    assert "Done" in await again.admin("confirm 1", member=OTHER)
    assert "Nothing waits" in await again.admin("waiting")


async def test_nobody_confirms_their_own_and_no_member_anybody_s(office: Office) -> None:
    await office.admin("keywords remove faces")
    assert "somebody else" in await _confirm(office, ADMIN)
    assert "changed by admins" in await _confirm(office, MEMBER)
    assert not (await office.archive.rules())[0].is_off


async def test_it_is_confirmed_once(office: Office) -> None:
    await office.admin("keywords remove faces")
    asked = _button(office.messages[-1])
    await _confirm(office)
    assert "waits no more" in await office.press(*asked, member=OTHER)
    assert len([change for change in await office.archive.changes(limit=9) if change.revision]) == 1


async def test_what_nobody_confirms_in_time_is_let_go_with_a_word_about_it(office: Office) -> None:
    await office.admin("keywords remove faces")
    asked = _button(office.messages[-1])
    office.watch.clock.move(PATIENCE + timedelta(seconds=1))
    assert "waits no more" in await office.press(*asked, member=OTHER)
    assert "Nothing waits" in await office.admin("waiting")
    assert await office.second.tidy() == 1
    assert office.announced[-1][1].startswith("Watchword let go, confirmed by nobody: “removed the keyword")
    assert await office.second.tidy() == 0
    assert not (await office.archive.rules())[0].is_off
    assert "waits for another admin" in await office.admin("keywords remove faces")


async def test_who_asked_withdraws_and_nobody_else(office: Office) -> None:
    await office.admin("keywords remove faces")
    asked = _button(office.messages[-1])
    assert "only Lee" in await office.admin("withdraw 1", member=OTHER)
    assert "Withdrawn" in await office.press("withdraw", "1", member=ADMIN)
    assert office.announced[-1][1].startswith("Lee asks no longer to confirm “removed the keyword")
    assert "waits no more" in await office.press(*asked, member=OTHER)
    assert "waits no more" in await office.admin("withdraw 1")


async def test_what_was_changed_since_is_not_taken_away_unseen(office: Office) -> None:
    await office.admin("keywords remove faces")
    asked = _button(office.messages[-1])
    await office.admin('keywords edit --yes faces "face matching"')
    assert "changed since" in await office.press(*asked, member=OTHER)
    assert not (await office.archive.rules())[0].is_off


async def test_the_same_asked_again_waits_once(office: Office) -> None:
    await office.admin("keywords remove faces")
    lines = len(office.announced)
    assert "Lee asked for that already" in await office.admin("keywords remove faces", member=OTHER)
    assert len(office.announced) == lines
    assert len(await office.second.waiting()) == 1


async def test_so_many_wait_at_once_and_no_more(office: Office) -> None:
    for number in range(WAITING + 1):
        await office.admin(f'keywords add --yes "ferry {number}"')
    for number in range(WAITING):
        await office.admin(f"keywords remove ferry-{number}")
    assert "settled first" in await office.admin(f"keywords remove ferry-{WAITING}")


async def test_another_channel_hears_of_a_removal_asked_for_in_one(office: Office) -> None:
    await office.archive.save_channel(Channel(platform="fake", id="other"))
    await office.admin("channel remove")
    assert [channel for channel, _ in office.announced] == ["desk", "other"]
    await _confirm(office)
    assert [channel for channel, _ in office.announced][2:] == ["desk"]


async def test_what_takes_nothing_away_waits_for_nobody(office: Office) -> None:
    await office.admin('keywords add --yes "ferry timetable"')
    assert len(await office.archive.rules()) == 2
    assert "For example" in await office.admin("keywords remove")
    assert "For example" in await office.admin("confirm")
    assert "For example" in await office.admin("withdraw x")


async def test_the_command_line_is_the_operators_and_waits_for_nobody(office: Office) -> None:
    await office.keywords.remove("faces", by=By(who="command line", name="The operator"))
    assert (await office.archive.rules())[0].is_off


async def test_without_the_setting_nothing_waits() -> None:
    office = Office(await Desk().opened())
    await office.admin("keywords remove faces")
    assert (await office.archive.rules())[0].is_off

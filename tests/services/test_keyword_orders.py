"""Keywords in chat: tried before they are saved, saved with a word of what was before, refused with the place."""

from dataclasses import replace

import pytest

from bot.core.messages import Buttons, Message
from tests.services.test_front_desk import ADMIN, MEMBER, Office
from tests.services.test_watch import BUSES, Desk, ban, page


@pytest.fixture
async def office() -> Office:
    """Two stories on bans, one page on buses that no keyword matched."""
    desk = await Desk().opened()
    await desk.poll()
    desk.publish(ban("Northport"), ("Bus timetable", page("Bus timetable", *BUSES)), ban("Quay"))
    await desk.poll()
    return Office(desk)


async def _asked(office: Office, words: str) -> Message:
    return await office.front.admin(words, member=ADMIN, channel="desk")


async def _pressed(office: Office, message: Message, label: str) -> Message:
    (button,) = (
        button
        for part in message.parts
        if isinstance(part, Buttons)
        for button in part.buttons
        if button.label.startswith(label)
    )
    return await office.front.press(button.verb, button.argument, member=ADMIN, channel="desk")


async def test_a_keyword_is_tried_without_being_saved_then_saved_with_its_button(office: Office) -> None:
    tried = await _asked(office, "keywords test timetable why: our harbour")
    assert "Last 90 days (3 articles): 2 → 3 stories (+1)." in tried.text
    assert "Bus timetable" in str(tried.parts)
    assert len(await office.archive.rules()) == 1

    saved = await _pressed(office, tried, "Save")
    assert "timetable is in force as timetable" in saved.text
    rule = (await office.archive.rules())[-1]
    assert (rule.query, rule.why) == ("timetable", "our harbour")
    assert office.announced[-1][1] == "Lee added the keyword timetable (our harbour)."


async def test_what_a_new_keyword_would_have_matched_is_filed_when_asked_for(office: Office) -> None:
    saved = await _asked(office, "keywords add timetable")
    assert "1 article of the last 7 days" in saved.text
    applied = await _pressed(office, saved, "Apply to the last 7 days (1)")
    assert "1 article of the last 7 days can be looked up now" in applied.text
    assert "Bus timetable" in str(await office.front.ask("timetable"))
    assert office.archive.passed == []
    assert "0 articles" in (await _asked(office, "keywords apply timetable")).text


async def test_an_edit_shows_its_effect_first(office: Office) -> None:
    tried = await _asked(office, "keywords edit faces Northport")
    assert "2 → 1 stories (-1)." in tried.text
    assert (await office.archive.rules())[0].query == '"face recognition"'
    await _pressed(office, tried, "Save")
    assert (await office.archive.rules())[0].query == "Northport"


async def test_a_keyword_that_looks_like_a_slip_is_asked_about_and_can_be_saved_all_the_same(office: Office) -> None:
    (bus,) = office.archive.passed
    office.archive.passed += [replace(bus, number=number) for number in range(2, 122)]
    asked = await _asked(office, "keywords add bus")
    assert "Not saved yet: bus. It matches 99% of the latest" in asked.text
    assert "matches none of the" in (await _asked(office, "keywords add zeppelin")).text
    assert len(await office.archive.rules()) == 1
    assert "in force" in (await _pressed(office, asked, "Save anyway")).text


@pytest.mark.parametrize("words", ["keywords test", "keywords edit faces", "keywords add", "keywords remove"])
async def test_a_missing_word_gives_an_example(office: Office, words: str) -> None:
    assert "For example: /policy-admin keywords" in (await _asked(office, words)).text


@pytest.mark.parametrize("words", ["keywords test a OR", "keywords add a OR", "keywords edit faces a OR"])
async def test_a_fault_is_shown_in_its_place(office: Office, words: str) -> None:
    answer = await _asked(office, words)
    assert answer.text.startswith("That keyword can't be used: an empty alternative matches everything")
    assert "a OR▲" in str(answer.parts)


async def test_a_button_of_before_a_restart_asks_to_type_again(office: Office) -> None:
    tried = await _asked(office, "keywords test timetable")
    office.front = Office(office.watch).front
    assert "too old" in (await _pressed(office, tried, "Save")).text


async def test_a_member_can_press_no_admins_button(office: Office) -> None:
    tried = await _asked(office, "keywords test timetable")
    (buttons,) = (part for part in tried.parts if isinstance(part, Buttons))
    for button in buttons.buttons:
        refused = await office.front.press(button.verb, button.argument, member=MEMBER, channel="desk")
        assert "changed by admins" in refused.text
    assert len(await office.archive.rules()) == 1


async def test_a_keyword_in_force_is_not_offered_to_be_saved_but_shown_with_what_it_does(office: Office) -> None:
    tried = await _asked(office, 'keywords test "face recognition"')
    assert "The keyword faces says that already and is in force. Without it: Last 90 days" in tried.text
    assert "2 → 0 stories (-2)" in tried.text
    assert not [part for part in tried.parts if isinstance(part, Buttons)]


async def test_an_exclude_of_the_same_words_is_another_thing(office: Office) -> None:
    tried = await _asked(office, 'keywords test --exclude "face recognition"')
    assert "in force" not in tried.text
    assert "2 → 0 stories" in tried.text

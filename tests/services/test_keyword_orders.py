"""Keywords in chat: tried before they are saved, saved with a word of what was before, refused with the place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Buttons, Form, Message
from bot.services.orders import OrderRefused
from bot.services.orders.order import OPERATOR
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


# --- asked about first ------------------------------------------------------------------------------------------------


async def test_what_takes_away_a_lot_is_asked_about_first_whatever_it_is_called(office: Office) -> None:
    for words in ("keywords exclude Quay", "keywords remove faces"):
        asked = await _asked(office, words)
        assert asked.text.startswith("Not "), words
        assert "It takes away" in asked.text
    assert len(await office.keywords.all()) == 1

    removed = await _pressed(office, await _asked(office, "keywords remove faces why: too much"), "Remove anyway")
    assert "Removed the keyword" in removed.text
    assert await office.keywords.all() == ()
    assert office.announced[-1][1].endswith("(too much).")


async def test_a_removal_that_takes_nothing_away_is_made_and_says_so(office: Office) -> None:
    await _asked(office, "keywords add --yes zeppelin")
    removed = await _asked(office, "keywords remove zeppelin")
    assert "Removed the keyword zeppelin" in removed.text
    assert "Last 90 days: 2 → 2 stories" in removed.text


async def test_the_effect_of_a_removal_can_be_seen_before_it_is_made(office: Office) -> None:
    seen = await _pressed(office, await _asked(office, "keywords remove faces"), "See its effect")
    assert "2 → 0 stories" in seen.text
    assert len(await office.keywords.all()) == 1
    await _pressed(office, seen, "Remove")
    assert await office.keywords.all() == ()


async def test_a_keyword_and_an_exclude_of_the_same_words_are_warned_of(office: Office) -> None:
    asked = await _asked(office, 'keywords exclude "Face Recognition"')
    assert "The keyword faces has the same words" in asked.text


async def test_a_few_articles_of_one_day_say_nothing_about_what_is_never_matched(office: Office) -> None:
    assert "in force" in (await _asked(office, "keywords add zeppelin")).text


async def test_articles_of_a_week_say_something_however_few_they_are(office: Office) -> None:
    (bus,) = office.archive.passed
    office.archive.passed.append(replace(bus, number=2, seen_at=bus.seen_at - timedelta(days=8)))
    assert "matches none of the 4 articles" in (await _asked(office, "keywords add zeppelin")).text


# --- named and worded as people do ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Faces", "FACES", '"face recognition"', "face recognition", "Face Recognition"])
async def test_a_keyword_is_known_by_its_id_and_its_words(office: Office, name: str) -> None:
    assert "Removed" in (await _asked(office, f"keywords remove --yes {name}")).text


async def test_words_that_may_mean_two_keywords_are_asked_about(office: Office) -> None:
    await _asked(office, "keywords exclude --yes face recognition")
    assert "that may be faces, face-recognition" in (await _asked(office, 'keywords remove face "Recognition"')).text
    assert len(await office.keywords.all()) == 2


async def test_the_reason_alone_is_changed(office: Office) -> None:
    told = await _asked(office, "keywords edit faces why: since the harbour vote")
    assert "its reason is now: since the harbour vote" in told.text
    (rule,) = await office.keywords.all()
    assert (rule.query, rule.why) == ('"face recognition"', "since the harbour vote")
    assert office.announced[-1][1].startswith("Lee changed the reason of the keyword")
    assert "says already" in (await _asked(office, "keywords edit faces why: since the harbour vote")).text


async def test_an_exclude_may_be_edited_to_what_a_keyword_of_its_channel_says(office: Office) -> None:
    await _asked(office, "keywords exclude --yes here gait")
    saved = await _asked(office, 'keywords edit --yes gait "face recognition"')
    assert "The exclude" in saved.text
    assert "in force" in saved.text


async def test_an_exclude_for_all_may_follow_one_for_a_channel(office: Office) -> None:
    await _asked(office, "keywords exclude --yes here gait")
    assert "in force" in (await _asked(office, "keywords exclude --yes gait")).text
    assert "says that already" in (await _asked(office, "keywords exclude --yes  Gait")).text


async def test_a_faulty_keyword_can_be_mended_in_a_form(office: Office) -> None:
    faulty = await _asked(office, "keywords add a OR why: UK")
    (button,) = (button for part in faulty.parts if isinstance(part, Buttons) for button in part.buttons)
    form = await office.front.form(button.argument, member=ADMIN, channel="desk")
    assert isinstance(form, Form)
    assert [field.value for field in form.fields[:2]] == ["a OR", "UK"]


async def test_a_comma_is_said_to_mean_both(office: Office) -> None:
    tried = await _asked(office, "keywords test drone, helicopter")
    assert "Read as drone AND helicopter" in str(tried.parts)
    assert "type drone OR helicopter" in str(tried.parts)


async def test_a_slip_of_the_keys_is_asked_about(office: Office) -> None:
    asked = await _asked(office, "keywords add recogniton")
    assert asked.text.startswith("Not saved yet")
    assert "recogniton is not known here: did you mean" in asked.text


async def test_a_trial_for_a_channel_that_is_told_nothing_is_refused(office: Office) -> None:
    assert "no alerts are told" in (await _asked(office, "keywords test drones --channel fake:nope")).text


@pytest.mark.parametrize("words", ["keywords test timetable --days 30", "keywords test --days=30 timetable"])
async def test_a_trial_looks_back_as_far_as_asked(office: Office, words: str) -> None:
    assert (await _asked(office, words)).text.startswith("Last 30 days")


# --- where nothing can be pressed -------------------------------------------------------------------------------------


async def _typed(office: Office, words: str) -> str:
    """On the command line: what was said, or why nothing was done."""
    try:
        return str((await office.front.carry_out(words, member=OPERATOR, channel="")).parts)
    except OrderRefused as refused:
        return f"Refused: {refused.message}"


async def test_the_command_line_shows_the_effect_and_makes_the_change(office: Office) -> None:
    await _typed(office, "keywords add timetable")
    changed = await _typed(office, 'keywords edit timetable "bus timetable"')
    assert "Last 90 days" in changed
    assert "in force as timetable" in changed
    assert "To apply it to those: /policy-admin keywords apply timetable" in changed
    await _typed(office, "keywords add --yes zeppelin")
    removed = await _typed(office, "keywords remove zeppelin")
    assert "Last 90 days" in removed
    assert "Removed the keyword" in removed
    assert [change.who for change in await office.archive.changes(limit=3)] == ["command line"] * 3


@pytest.mark.parametrize("words", ["keywords edit faces Quay", "keywords remove faces", "keywords exclude Quay"])
async def test_the_command_line_does_nothing_doubtful_without_yes(office: Office, words: str) -> None:
    refused = await _typed(office, words)
    assert refused.startswith("Refused")
    assert "It takes away" in refused
    assert "--yes" in refused
    (rule,) = await office.keywords.all()
    assert rule.query == '"face recognition"'
    assert not (await _typed(office, f"{words} --yes")).startswith("Refused")

"""What admins change they can take back, whatever was changed since, on the archive's real rules."""

import json
from dataclasses import fields
from datetime import date
from itertools import permutations

import pytest

from bot.core.messages import Buttons, Message
from bot.core.messages.history import HIDDEN, LABELS
from bot.core.model import Attribution, Channel, Mute, Regrouped, Rule, Schedule, Source
from bot.services.export import columns, export
from handlers.terminal import as_text
from tests.services.test_front_desk import ADMIN, Office
from tests.services.test_watch import Desk, ban


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def _state(office: Office) -> object:
    archive = office.archive
    return await archive.rules(), await archive.channels(), [source for source, _ in await archive.sources()]


CHANGES = (
    'keywords add "ferry timetable" why: our harbour',
    'keywords edit --yes faces "face matching"',
    "keywords edit --yes faces facial",
    "keywords remove faces",
    "sources remove 1",
    "pause",
    "channel remove",
)


@pytest.mark.parametrize("order", [*permutations(range(1, 5)), (7, 6, 5, 4, 3, 2, 1), (1, 2, 3, 4, 5, 6, 7), (5, 1, 7)])
async def test_taking_changes_back_in_any_order_restores_exactly_what_was_there(
    office: Office, order: tuple[int, ...]
) -> None:
    before = await _state(office)
    made = CHANGES[: max(order)]
    for words in made:
        assert "didn't work" not in await office.admin(words)
    assert await _state(office) != before

    for number in (*order, *(other for other in range(1, len(made) + 1) if other not in order)):
        assert "Taken back" in await office.admin(f"undo {number}")

    assert await _state(office) == before
    assert office.watch.filing.matches("Council bans face recognition", "")
    assert "nothing to take back" in await office.admin("undo")


async def test_undo_alone_takes_the_latest_back_and_is_announced(office: Office) -> None:
    await office.admin('keywords add "ferry timetable"')
    await office.admin('keywords add "bus pass"')
    assert 'Lee added the keyword "bus pass"' in await office.admin("undo")
    assert not office.watch.filing.matches("A bus pass", "")
    assert office.announced[-1] == ("desk", 'Lee took back a change: Lee added the keyword "bus pass".')
    assert "ferry timetable" in await office.admin("undo")


async def test_a_taking_back_can_be_taken_back(office: Office) -> None:
    await office.admin("keywords remove faces")
    await office.admin("undo")
    assert "Taken back" in await office.admin("undo 2")
    assert not office.watch.filing.matches("Council bans face recognition", "")


async def test_a_keyword_that_comes_back_stands_where_it_stood(office: Office) -> None:
    await office.admin('keywords add "ferry timetable"')
    await office.admin('keywords add "bus pass"')
    before = await _state(office)
    await office.admin("undo 1")
    await office.admin("undo 2")
    await office.admin('keywords add "night train"')
    await office.admin("undo 4")
    await office.admin("undo 3")
    await office.admin("undo 5")
    assert await _state(office) == before


async def test_while_a_later_change_stands_nothing_changes_and_that_is_said(office: Office) -> None:
    await office.admin('keywords edit --yes faces "face matching"')
    await office.admin("keywords edit --yes faces facial")
    assert "later change" in await office.admin("undo 1")
    assert (await office.archive.rules())[0].query == "facial"


@pytest.mark.parametrize(
    ("words", "told"), [("undo 99", "no change 99"), ("undo x", "For example"), ("undo 2", "taken back already")]
)
async def test_what_cant_be_taken_back_says_why(office: Office, words: str, told: str) -> None:
    await office.admin("keywords remove faces")
    await office.admin("pause")
    await office.admin("undo 2")
    assert told in await office.admin(words)


async def test_a_source_that_comes_back_shows_nothing_twice(office: Office) -> None:
    desk = office.watch
    desk.publish(ban("Northport"))
    await desk.poll()
    await office.admin("sources remove 1")
    await office.admin("undo")
    desk.publish(ban("Quay"))
    assert (await desk.poll()).entries == 1


async def test_a_keyword_keeps_its_id_when_it_is_changed_and_its_reason_unless_a_new_one_is_given(
    office: Office,
) -> None:
    await office.admin('keywords add "ferry timetable" why: our harbour')
    await office.admin('keywords edit --yes ferry-timetable "ferry table"')
    assert office.announced[-1][1] == 'Lee changed the keyword "ferry timetable" to "ferry table".'
    rule = (await office.archive.rules())[-1]
    assert (rule.id, rule.query, rule.why) == ("ferry-timetable", '"ferry table"', "our harbour")
    assert "did you mean ferry-timetable" in await office.admin("keywords edit ferry-timetabel x")


async def test_the_history_shows_what_was_before_and_after_a_change(office: Office) -> None:
    await office.admin('keywords edit --yes faces "face matching" why: too wide')
    told = await office.admin("history 1")
    assert "Lee changed the keyword" in told
    assert "too wide" in told
    assert "Keyword faces" in told
    assert told.index("face recognition") < told.index("face matching")
    assert "undo 1" in told
    await office.admin("sources remove 1")
    removed = await office.admin("history 2")
    assert "gazette.example" in removed
    assert removed.rindex("–") > removed.index("gazette.example")


async def test_a_change_of_a_channel_names_it_and_only_what_differs(office: Office) -> None:
    await office.admin("channel cap 3")
    await office.admin("channel cap 4")
    assert office.announced[-1] == (
        "desk", "Lee set when alerts come to this channel: alerts come at once, at most 4 an hour.",
    )  # fmt: skip
    assert "Lee set when alerts come to fake:desk: alerts come at once, at most 4 an hour" in await office.admin(
        "history"
    )
    told = as_text(await office.front.admin("history 2", member=ADMIN, channel="desk"))
    assert "Channel fake:desk" in told
    assert "• alerts an hour at most: 3 → 4" in told
    assert "UTC" not in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("pause", "alerts: on → off"),
        ("keywords remove faces", "in force: on → off"),
        ("channel quiet 22:00-07:00", "quiet hours: off → 22:00–07:00"),
        ("channel relevance 0.7 0.4", "alerts from relevance: as everywhere → 0.7"),
        ("channel notes on", "notes about the bot's sources: as usual → on"),
        ("channel language es", "language: English → Spanish"),
    ],
)
async def test_what_differs_is_said_in_words(office: Office, words: str, told: str) -> None:
    await office.admin(words)
    assert told in as_text(await office.front.admin("history 1", member=ADMIN, channel="desk"))


async def test_every_fact_of_what_can_be_changed_has_a_name() -> None:
    states = (Rule, Channel, Schedule, Source, Attribution, Mute, Regrouped)
    facts = {field.name for state in states for field in fields(state)} - {"schedule"}
    assert facts <= LABELS.keys() | HIDDEN


async def test_the_history_is_turned_page_by_page_down_to_the_first_change(office: Office) -> None:
    for cap in range(1, 24):
        await office.admin(f"channel cap {cap}")
    first = await office.front.admin("history", member=ADMIN, channel="desk")
    assert first.text == "23 changes, the latest first. Page 1 of 3."
    assert _turns(first) == ["history page 2"]
    last = await office.front.admin("history page 3", member=ADMIN, channel="desk")
    assert _turns(last) == ["history page 2"]
    assert "at most 1 an hour" in as_text(last)
    assert (await office.front.admin("history page 99", member=ADMIN, channel="desk")).parts == last.parts


def _turns(message: Message) -> list[str]:
    buttons = [button for part in message.parts if isinstance(part, Buttons) for button in part.buttons]
    return [button.argument for button in buttons]


async def test_a_change_taken_back_and_made_again_is_named_itself(office: Office) -> None:
    await office.admin('keywords add "bus pass"')
    for number, told in enumerate(("took back a change", "made a change again", "took back a change"), start=1):
        await office.admin(f"undo {number}")
        assert office.announced[-1] == ("desk", f'Lee {told}: Lee added the keyword "bus pass".')


@pytest.mark.parametrize(("words", "told"), [("history 99", "no change 99"), ("history x", "For example")])
async def test_a_change_that_is_none_is_said_to_be_none(office: Office, words: str, told: str) -> None:
    assert told in await office.admin(words)


async def test_changes_are_exported_with_who_why_before_and_after(office: Office) -> None:
    await office.admin('keywords edit --yes faces "face matching" why: too wide')
    await office.admin("undo 1")
    first, second = [row async for row in export(office.archive, "changes")]
    assert (first["number"], first["name"], first["why"], first["kind"], first["key"]) == (
        1, "Lee", "too wide", "keyword", "faces",
    )  # fmt: skip
    assert json.loads(first["before"])["query"] == '"face recognition"'
    assert json.loads(first["after"])["query"] == '"face matching"'
    assert second["undoes"] == 1
    assert tuple(first) == columns("changes")
    assert [row async for row in export(office.archive, "changes", since=date(2100, 1, 1))] == []

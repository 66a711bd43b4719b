"""A keyword in a form, whatever the platform: opened, found faulty, tried, saved, and only by admins."""

import re

import pytest

from bot.core.messages import Form, Message
from config.languages import languages
from tests.services.test_front_desk import ADMIN, GUEST, MEMBER, Office
from tests.services.test_watch import Desk


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def form(office: Office, words: str) -> Form:
    opened = await office.front.form(words, member=ADMIN, channel="desk")
    assert isinstance(opened, Form)
    return opened


def values(form: Form) -> dict[str, str]:
    return {field.name: field.value for field in form.fields}


async def submit(office: Office, form: Form, **filled: str) -> Message:
    everything = values(form) | filled
    assert not await office.front.faults(form.words, everything, member=ADMIN, channel="desk")
    return await office.front.submit(form.words, everything, member=ADMIN, channel="desk")


def argument(message: Message, label: str) -> str:
    found = re.search(rf"Button\(label='{label}', verb='\w+', argument='([^']+)'", str(message.parts))
    assert found is not None, message
    return found[1]


async def test_a_new_keyword_is_tried_edited_again_with_all_that_was_typed_and_saved(office: Office) -> None:
    empty = await form(office, "keywords add")
    tried = await submit(office, empty, query="gait\nanalysis", reason="UK wording", kind="exclude")
    assert "→" in tried.text

    again = await form(office, argument(tried, "Edit"))
    assert values(again) == {"query": "gait analysis", "reason": "UK wording", "kind": "exclude", "where": "everywhere"}
    saved = await office.admin(argument(tried, "Save"))
    assert "The exclude gait analysis is in force" in saved
    assert "UK wording" in await office.admin("history")


@pytest.mark.parametrize("language", languages().names)
@pytest.mark.parametrize("words", ["keywords add", "keywords edit faces"])
async def test_a_form_fits_every_platform_in_every_language(office: Office, language: str, words: str) -> None:
    with languages().speaking(language):
        opened = await form(office, words)
        tried = await submit(office, opened, query="gait")
    assert tried.parts


async def test_a_keyword_of_the_list_is_edited(office: Office) -> None:
    listed = str(await office.front.admin("keywords list", member=ADMIN, channel="desk"))
    (id,) = {found[1] for found in re.finditer(r"argument='keywords edit ([^']+)'", listed)}
    edit = await form(office, f"keywords edit {id}")
    assert edit.words == f"keywords edit {id}"
    tried = await submit(office, edit, query="face scanning")
    assert "face scanning" in await office.admin(argument(tried, "Save"))


@pytest.mark.parametrize(
    ("query", "says"),
    [("", "Type what"), ('"face', "where the ▲ stands"), ("face AND", "▲"), ("a OR ()", "▲")],
)
async def test_a_fault_is_told_with_its_place(office: Office, query: str, says: str) -> None:
    faults = await office.front.faults("keywords add", {"query": query}, member=ADMIN, channel="desk")
    assert says in faults["query"]


@pytest.mark.parametrize("member", [MEMBER, GUEST])
async def test_whoever_is_no_admin_opens_and_submits_nothing(office: Office, member: object) -> None:
    front, filled = office.front, {"query": "gait"}
    assert isinstance(await front.form("keywords add", member=member, channel="desk"), Message)  # type: ignore[arg-type]
    assert not await front.faults("keywords add", {"query": '"'}, member=member, channel="desk")  # type: ignore[arg-type]
    refused = await front.submit("keywords add", filled, member=member, channel="desk")  # type: ignore[arg-type]
    assert "→" not in refused.text


@pytest.mark.parametrize(
    "words", ["", "sources add x", "keywords", "keywords remove x", "draft zz", "keywords edit gone"]
)
async def test_words_that_open_no_form_are_answered_in_words(office: Office, words: str) -> None:
    assert isinstance(await office.front.form(words, member=ADMIN, channel="desk"), Message)


async def test_a_faulty_keyword_that_was_typed_can_be_mended_in_a_form(office: Office) -> None:
    faulty = await office.front.admin('keywords test "gait why: UK', member=ADMIN, channel="desk")
    mended = await form(office, argument(faulty, "Edit"))
    assert values(mended)["query"] == '"gait'
    assert values(mended)["reason"] == "UK"


async def test_a_keyword_too_long_for_a_form_is_never_cut(office: Office) -> None:
    long = " OR ".join(f"word{number}" for number in range(400))
    opened = await office.front.form(f"keywords add {long}", member=ADMIN, channel="desk")
    assert isinstance(opened, Message)
    assert "type this keyword instead" in opened.text


async def test_the_reason_alone_is_changed_in_a_form(office: Office) -> None:
    edit = await form(office, "keywords edit faces")
    changed = await submit(office, edit, reason="since the harbour vote")
    assert "its reason is now: since the harbour vote" in changed.text
    again = await form(office, "keywords edit faces")
    faults = await office.front.faults(again.words, values(again), member=ADMIN, channel="desk")
    assert "says already" in faults["query"]


async def test_a_form_keeps_the_channel_that_was_named(office: Office) -> None:
    named = await form(office, "keywords add gait --channel fake:room --exclude")
    assert values(named) == {"query": "gait", "reason": "", "kind": "exclude", "where": "fake:room"}
    here = await form(office, "keywords add gait here")
    assert values(here)["where"] == "here"


async def test_a_fault_that_begins_with_what_was_typed_is_left_as_it_was_typed(office: Office) -> None:
    faults = await office.front.faults("keywords add", {"query": "title: ban"}, member=ADMIN, channel="desk")
    assert faults["query"].startswith("title: must touch")
    faults = await office.front.faults("keywords add", {"query": "a !b"}, member=ADMIN, channel="desk")
    assert "?." not in faults["query"]

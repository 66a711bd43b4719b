"""Who may do what: every verb and every order, for everybody who could try. What is not decided here fails."""

from dataclasses import replace
from itertools import product

import pytest

from bot.core.attributions import mark_of
from bot.core.messages import Form, Message
from bot.core.model import AlertKind
from bot.services.desk import Member
from bot.services.front_desk import STRANGER
from tests.fakes.filing import decide, file, quote
from tests.services.test_front_desk import ADMIN, GUEST, MEMBER, Office
from tests.services.test_watch import Desk

GUEST_WHO_WAS_ADMIN = replace(GUEST, id="U4", is_admin=True)
PEOPLE = {"admin": ADMIN, "member": MEMBER, "guest": GUEST, "guest who was an admin": GUEST_WHO_WAS_ADMIN}
EVERYBODY, MEMBERS, ADMINS = frozenset(PEOPLE), frozenset({"admin", "member"}), frozenset({"admin"})

# What a button does, with an argument that means something, and who may.
VERBS = {
    "ask": ("quay", MEMBERS),
    "page": ("2 quay", MEMBERS),
    "why": ("{alert}", MEMBERS),
    "more_quotes": ("{alert}", MEMBERS),
    "useful": ("{alert}", MEMBERS),
    "not_relevant": ("{alert}", MEMBERS),
    "complain": ("{alert} opinion", MEMBERS),
    "follow": ("{alert}", MEMBERS),
    "unfollow": ("{alert}", EVERYBODY),  # only takes away what is kept of who presses
    "digest": ("1 2", MEMBERS),
    "suggest": ("00000000", MEMBERS),
    "wrong_speaker": ("{alert}", MEMBERS),
    "wrong_speaker_in": ("1 quay", MEMBERS),
    "speaker_of": ("{article} {mark}", MEMBERS),
    "set_speaker": ("{article} {mark} is Sam Reed", MEMBERS),  # admins put it right, members suggest it to them
    "admin": ("status", ADMINS),
    "apart": ("{alert}", ADMINS),
    "split": ("{alert} 1", ADMINS),
    "merge_with": ("{alert}", ADMINS),
    "merge": ("{alert} 1", ADMINS),
    "regroup_undo": ("1", ADMINS),
    "mute": ("{alert}", ADMINS),
    "proposal_apply": ("1", ADMINS),
    "proposal_drop": ("1", ADMINS),
    "form": ("keywords add", ADMINS),
    "confirm": ("1", ADMINS),  # another admin than who asked for it: tests/services/test_second_admin.py
    "withdraw": ("1", ADMINS),  # who asked for it: likewise
}

# What admins type. All of it is theirs alone; the words beside each are ones that would do something.
ORDERS = {
    "sources list": "",
    "sources add": "https://council.example why: news",
    "sources remove": "1",
    "sources check": "https://council.example",
    "sources use": "1 all",
    "sources matched": "1",
    "sources only": "1",
    "keywords list": "",
    "keywords test": '"face scan"',
    "keywords add": '"face scan"',
    "keywords exclude": '"face lift"',
    "keywords edit": 'faces "face scan"',
    "keywords remove": "faces",
    "keywords apply": "faces",
    "keywords history": "",
    "keywords undo": "",
    "channel add": "",
    "channel remove": "",
    "channel relevance": "0.5",
    "channel show": "",
    "channel set": "daily",
    "channel": "daily",
    "pause": "",
    "resume": "",
    "status": "",
    "history": "",
    "undo": "",
    "purge": "",
    "proposals": "",
    "waiting": "",
    "confirm": "1",
    "withdraw": "1",
    "post": "https://gazette.example/0",
    "stories": "split {alert} 1",
    "quotes": "{article} {mark} is Sam Reed",
}


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


TEXT = "“No more scanning in our streets,” said Ines Okafor."
SAID = quote(TEXT, "No more scanning in our streets,", speaker="Ines Okafor")


# What a form is opened for, and what may be filled in.
FORMS = ("keywords add", "keywords edit faces", "sources add", "")
FILLED = {"query": '"face scan"', "why": "our wording", "channel": ""}


async def _told(office: Office) -> dict[str, object]:
    """What an argument can name: an alert, its article, the mark of its quote."""
    filed = await file(office.archive, "Quay bans face recognition", TEXT, quotes=[SAID])
    alert = await decide(office.archive, filed, kind=AlertKind.ALERT)
    return {"alert": alert.id, "article": filed.id, "mark": mark_of(SAID.text)}


async def _alert(office: Office) -> object:
    return (await _told(office))["alert"]


def _is_refused(message: Message) -> bool:
    return message.text == STRANGER or "are changed by admins" in message.text


async def test_every_verb_and_every_order_has_its_right_decided(office: Office) -> None:
    assert set(VERBS) == office.front.verbs
    assert set(ORDERS) == set(office.front._orders)


@pytest.mark.parametrize(("verb", "who"), [*product(VERBS, PEOPLE)])
async def test_a_button_serves_who_may_and_changes_nothing_for_others(office: Office, verb: str, who: str) -> None:
    argument, may = VERBS[verb]
    named, member = await _told(office), PEOPLE[who]
    before = repr(vars(office.archive))

    message = await office.front.press(verb, argument.format(**named), member=member, channel="desk")

    assert _is_refused(message) == (who not in may)
    if who not in may:
        assert repr(vars(office.archive)) == before


@pytest.mark.parametrize(("order", "who", "by_button"), [*product(ORDERS, PEOPLE, (False, True))])
async def test_an_order_is_an_admins_alone_typed_or_pressed(
    office: Office, order: str, who: str, *, by_button: bool
) -> None:
    words, member = f"{order} {ORDERS[order]}".format(**await _told(office)), PEOPLE[who]
    before = repr(vars(office.archive))

    message = await (
        office.front.press("admin", words, member=member, channel="desk")
        if by_button
        else office.front.admin(words, member=member, channel="desk")
    )

    assert _is_refused(message) == (who not in ADMINS)
    if who not in ADMINS:
        assert repr(vars(office.archive)) == before
        assert office.announced == []


@pytest.mark.parametrize(("words", "who"), [*product(FORMS, PEOPLE)])
async def test_a_form_opens_and_is_taken_for_admins_alone(office: Office, words: str, who: str) -> None:
    member, before = PEOPLE[who], repr(vars(office.archive))

    opened = await office.front.form(words, member=member, channel="desk")
    faults = await office.front.faults(words, FILLED, member=member, channel="desk")
    assert isinstance(opened, Form) <= (who in ADMINS)
    assert repr(vars(office.archive)) == before

    taken = await office.front.submit(words, FILLED, member=member, channel="desk")
    assert _is_refused(taken) == (who not in ADMINS)
    if who not in ADMINS:
        assert faults == {}
        assert repr(vars(office.archive)) == before
        assert office.announced == []


@pytest.mark.parametrize("query", ["quay", "why https://gazette.example/0", "forget", "privacy", "help", ""])
async def test_a_guest_is_answered_nothing_that_was_read(office: Office, query: str) -> None:
    await _alert(office)

    assert _is_refused(await office.front.ask(query, member=GUEST)) == (query != "forget")


@pytest.mark.parametrize("verb", ["", "drop", "admin ", "ADMIN", "share", "__init__", "orders"])
async def test_a_verb_that_nobody_has_defined_does_nothing(office: Office, verb: str) -> None:
    before = repr(vars(office.archive))

    message = await office.front.press(verb, "status", member=ADMIN, channel="desk")

    assert "another version" in message.text
    assert repr(vars(office.archive)) == before


async def test_words_kept_for_an_admins_button_serve_no_one_else(office: Office) -> None:
    kept = office.front._drafts.keep("sources remove 1")

    for member in (MEMBER, GUEST):
        assert _is_refused(await office.front.press("admin", kept, member=member, channel="desk"))
        await office.front.press("suggest", kept.removeprefix("draft "), member=member, channel="desk")
    assert len(await office.archive.sources()) == 1


async def test_nobody_unfollows_or_forgets_for_another(office: Office) -> None:
    alert = await _alert(office)
    await office.front.press("follow", str(alert), member=MEMBER, channel="desk")
    await office.front.press("useful", str(alert), member=MEMBER, channel="desk")
    before = repr((office.archive._followings, office.archive.votes_kept))

    other = Member(platform="fake", id="U9", name=MEMBER.name, is_admin=True)
    elsewhere = replace(MEMBER, platform="other")
    for person in (other, elsewhere):
        await office.front.press("unfollow", str(alert), member=person, channel="desk")
        await office.front.ask("forget", member=person)

    assert repr((office.archive._followings, office.archive.votes_kept)) == before


@pytest.mark.parametrize(("member", "is_changed"), [(MEMBER, False), (ADMIN, True)])
async def test_who_spoke_is_put_right_by_admins_and_only_suggested_by_members(
    office: Office, member: Member, *, is_changed: bool
) -> None:
    named = await _told(office)

    argument = "{article} {mark} is Sam Reed".format(**named)
    await office.front.press("set_speaker", argument, member=member, channel="desk")

    (filed,) = office.archive.filed.values()
    assert bool(await office.archive.attributions(filed)) == is_changed
    (change,) = await office.archive.changes(limit=5)
    assert change.name == member.name

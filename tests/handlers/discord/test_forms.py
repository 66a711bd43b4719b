"""Forms in Discord's modals: they come first or not at all, survive a restart, and give nobody a right."""

from typing import Any

import pytest

from tests.handlers.discord.conftest import Bench
from tests.standins.discord import ADMIN, GUEST, MEMBER, Request


def modal(request: Request) -> dict[str, Any]:
    assert request.acknowledgement["type"] == 9
    return dict(request.acknowledgement["data"])


async def listed(bench: Bench, *, by: Any = ADMIN) -> tuple[dict[str, Any], dict[str, Any]]:
    """The private list of keywords, and the menu in it."""
    request = await bench.discord.command("policy-admin", {}, path="keywords list", by=by)
    message = {**request.answers[-1], "id": "1001"}
    return message, message["components"][0]["components"][0]


async def test_a_keyword_is_chosen_edited_and_tried(bench: Bench) -> None:
    async with bench.running():
        message, menu = await listed(bench)
        form = modal(await bench.discord.choose(message, menu, "keywords edit scan", by=ADMIN))
        assert bench.desk.visits[-1][:2] == ("form", "keywords edit scan 110")
        sent = await bench.discord.submit(form, {"query": "face\nscan", "where": "all"}, by=ADMIN)

    assert [label["component"]["custom_id"] for label in form["components"]] == ["query", "reason", "where"]
    filled = {"query": "face\nscan", "reason": "", "where": "all"}
    assert bench.desk.visits[-1][:2] == ("submit", f"keywords edit faces {filled} 110")
    assert sent.is_private
    assert "31 → 38" in sent.words
    assert "Save" in sent.words
    assert bench.discord.complaints == []


async def test_a_form_that_was_open_during_a_restart_can_still_be_submitted(bench: Bench) -> None:
    async with bench.running():
        message, menu = await listed(bench)
        form = modal(await bench.discord.choose(message, menu, "keywords edit scan", by=ADMIN))
    async with bench.running():
        sent = await bench.discord.submit(form, {"query": "x"}, by=ADMIN)
        assert "31 → 38" in sent.words


async def test_only_admins_are_shown_a_form_and_a_forged_submission_is_refused(bench: Bench) -> None:
    async with bench.running():
        message, menu = await listed(bench)
        form = modal(await bench.discord.choose(message, menu, "keywords edit scan", by=ADMIN))
        shown = await bench.discord.choose(message, menu, "keywords edit scan", by=MEMBER, waits=False)
        forged = await bench.discord.submit(form, {"query": "x"}, by=MEMBER)
        stranger = await bench.discord.submit(form, {"query": "x"}, by=GUEST)
        alien = await bench.discord.submit({**form, "custom_id": "ww0:form:x"}, {"query": "x"}, by=ADMIN)

    assert "managed by workspace admins" in shown.words
    assert shown.is_private
    assert "managed by workspace admins" in forged.words
    assert "members of this server" in stranger.words
    assert "older version" in alien.words


async def test_a_form_that_is_not_ready_in_time_is_said_to_be_late(bench: Bench, monkeypatch: Any) -> None:
    monkeypatch.setattr("handlers.discord.commands.FORM_SECONDS", 0.05)
    async with bench.running():
        message, menu = await listed(bench)
        bench.desk.open.clear()
        late = await bench.discord.choose(message, menu, "keywords edit scan", by=ADMIN, waits=False)
        bench.desk.open.set()
    assert "try again" in late.words


@pytest.mark.parametrize(
    ("path", "option", "subject"),
    [
        ("keywords edit", "what", "keywords"),
        ("keywords remove", "what", "keywords"),
        ("keywords apply", "what", "keywords"),
        ("sources remove", "what", "sources"),
        ("undo", "number", "changes"),
    ],
)
async def test_admins_are_offered_what_they_may_mean(bench: Bench, path: str, option: str, subject: str) -> None:
    async with bench.running():
        offered = await bench.discord.look(path, option, "12" if option == "number" else "face", by=ADMIN)
        for person in (MEMBER, GUEST):
            assert (await bench.discord.look(path, option, "12", by=person)).choices == []
    assert offered.acknowledgement["data"]["choices"] == [
        {"name": f"12: {subject} face", "value": 12 if option == "number" else "12"}
    ]


async def test_an_edit_without_words_opens_a_form(bench: Bench) -> None:
    async with bench.running():
        form = modal(
            await bench.discord.command("policy-admin", {"what": "faces"}, path="keywords edit", by=ADMIN, waits=False)
        )
    assert form["title"] == "Edit a keyword"
    assert bench.desk.visits == [("form", "keywords edit faces 110", bench.desk.visits[0][2])]

"""Forms in Slack's windows: opened within the life of a trigger, sent back with their faults, tried before saved."""

import json
from collections.abc import AsyncIterator

import pytest

from handlers.slack import commands
from tests.handlers.slack.conftest import Bench
from tests.handlers.slack.test_commands import running, words
from tests.standins.slack import ADMIN, GUEST, MEMBER, Fault

EDIT = {"action_id": "ww1:form:0", "value": "keywords edit faces"}


@pytest.fixture(params=["socket", "http"])
async def talking(
    bench: Bench, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    monkeypatch.setattr(commands, "FINISH_SECONDS", 0.05)
    monkeypatch.setattr(commands, "SETTLE_SECONDS", 0.02)
    async with bench.connected(mode=request.param) as slack, running(bench, slack):
        yield bench


async def opened(talking: Bench) -> str:
    """The id of a window in which an admin edits a keyword."""
    await talking.slack.press(EDIT, user=ADMIN)
    return str((await talking.slack.shown("Edit a keyword"))["id"])


async def test_a_keyword_is_chosen_from_the_list_edited_tried_and_saved(talking: Bench) -> None:
    listed = await talking.slack.answered(
        await talking.slack.command("keywords list", name="/policy-admin", user=ADMIN)
    )
    (menu,) = [block["elements"][0] for block in listed["blocks"] if block["type"] == "actions"]
    await talking.slack.choose(menu, "keywords edit scan", user=ADMIN)
    form = await talking.slack.shown("Edit a keyword")
    assert talking.desk.visits[-1][:2] == ("form", "keywords edit scan C1")
    assert [block["block_id"] for block in form["blocks"]] == ["query", "reason", "where"]
    assert form["blocks"][0]["element"]["initial_value"] == "faces"

    sent = await talking.slack.submit(form["id"], {"query": "face\nscan", "reason": "UK", "where": "all"}, user=ADMIN)
    assert sent.acknowledged_after is not None
    assert sent.ack_payload["response_action"] == "update"
    trial = await talking.slack.shown("31 → 38", window=form["id"])
    assert "Share here" not in words(trial)
    filled = {"query": "face\nscan", "reason": "UK", "where": "all"}
    assert talking.desk.visits[-1][:2] == ("submit", f"keywords edit faces {filled} C1")

    (save, edit) = next(block["elements"] for block in trial["blocks"] if block["type"] == "actions")
    await talking.slack.press_in(form["id"], edit, user=ADMIN)
    again = await talking.slack.shown("Edit a keyword", window=form["id"])
    assert talking.desk.visits[-1][:2] == ("form", "draft 13 C1")
    await talking.slack.press_in(again["id"], save, user=ADMIN)
    await talking.slack.shown("Pressed admin", window=form["id"])
    assert talking.desk.visits[-1][:2] == ("press", "admin draft 12 C1")
    assert talking.slack.complaints == []


async def test_what_is_wrong_stands_beside_the_field_and_nothing_is_tried(talking: Bench) -> None:
    window = await opened(talking)
    sent = await talking.slack.submit(window, {"query": 'fa"ce'}, user=ADMIN)

    assert sent.ack_payload["response_action"] == "errors"
    assert "Character 3" in sent.ack_payload["errors"]["query"]
    assert [visit[0] for visit in talking.desk.visits] == ["form"]


async def test_the_window_opens_before_anybody_is_asked_who_it_is(talking: Bench) -> None:
    talking.slack.fail("users.info", Fault("hang"))
    await talking.slack.press(EDIT, user=ADMIN)
    waiting = await talking.slack.shown("Looking that up")
    assert waiting["id"] in talking.slack.windows


async def test_only_admins_see_a_form_and_a_forged_submission_is_refused(talking: Bench) -> None:
    await talking.slack.press(EDIT, user=MEMBER)
    await talking.slack.shown("managed by workspace admins")

    window = await opened(talking)
    forged = json.dumps({"channel": "C2", "form": "keywords edit faces", "is_admin": True})
    await talking.slack.submit(window, {"query": "x"}, user=MEMBER, metadata=forged)
    await talking.slack.shown("managed by workspace admins", window=window)
    window = await opened(talking)
    await talking.slack.submit(window, {"query": "x"}, user=GUEST)
    await talking.slack.shown("guests and apps", window=window)

    submitted = [member for how, _, member in talking.desk.visits if how == "submit"]
    assert not any(member is not None and member.is_admin for member in submitted)


@pytest.mark.parametrize("metadata", ["", "{", "[]", "null", '"x"', '{"form": 3, "channel": null}'])
async def test_a_window_that_carries_nonsense_breaks_nothing(talking: Bench, metadata: str) -> None:
    window = await opened(talking)
    sent = await talking.slack.submit(window, {"query": "x"}, user=ADMIN, metadata=metadata)
    assert sent.acknowledged_after is not None
    await talking.slack.shown("31 → 38", window=window)


async def test_a_slow_trial_holds_up_no_acknowledgement(talking: Bench) -> None:
    window = await opened(talking)
    talking.desk.open.clear()
    talking.desk.is_quick = True
    sent = await talking.slack.submit(window, {"query": "x"}, user=ADMIN)
    assert sent.acknowledged_after is not None
    assert "Looking that up" in words(talking.slack.windows[window])
    talking.desk.open.set()
    await talking.slack.shown("31 → 38", window=window)


async def test_a_trial_whose_window_was_closed_is_answered_in_the_channel(talking: Bench) -> None:
    window = await opened(talking)
    talking.desk.open.clear()
    talking.desk.is_quick = True
    await talking.slack.submit(window, {"query": "x"}, user=ADMIN)
    del talking.slack.windows[window]
    talking.desk.open.set()
    await talking.slack.until(lambda: bool(talking.slack.private))
    (private,) = talking.slack.private
    assert (private["channel"], private["user"]) == ("C1", ADMIN)
    assert "31 → 38" in private["text"]


async def test_an_answer_leaves_a_window_alone_that_shows_something_else_by_now(talking: Bench) -> None:
    window = await opened(talking)
    talking.desk.open.clear()
    old = dict(talking.slack.windows[window])
    await talking.slack.press_in(window, {"action_id": "ww1:why:0", "value": "12"}, user=ADMIN)
    await talking.slack.until(lambda: talking.desk.visits[-1][0] == "press")
    talking.slack.windows[window] = old | {"hash": "another"}
    talking.desk.open.set()
    await talking.slack.until(lambda: len(talking.slack.called("views.update")) == 2)
    assert talking.slack.windows[window]["hash"] == "another"
    assert talking.slack.private == []


async def home(talking: Bench, user: str) -> str:
    talking.slack.homes.pop(user, None)
    await talking.slack.event({"type": "app_home_opened", "user": user, "tab": "home", "channel": "D1"})
    await talking.slack.until(lambda: user in talking.slack.homes)
    return words(talking.slack.homes[user])


async def test_the_home_tab_is_each_persons_own_and_its_buttons_open_the_same_answers(talking: Bench) -> None:
    assert "Nothing yet" in await home(talking, ADMIN)
    button = next(block["elements"][0] for block in talking.slack.homes[ADMIN]["blocks"] if block["type"] == "actions")
    await talking.slack.press_in(ADMIN, button, user=ADMIN)
    await talking.slack.shown("Pressed admin")
    assert talking.desk.visits[-1][:2] == ("press", "admin keywords list ")

    assert "Nothing yet" in await home(talking, MEMBER)
    assert "keywords list" not in words(talking.slack.homes[MEMBER])
    assert "Nothing yet" not in await home(talking, GUEST)
    assert talking.slack.complaints == []

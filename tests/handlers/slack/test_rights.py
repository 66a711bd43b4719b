"""Forged and foreign: every verb that the desk has, as Slack sends it for people who may not."""

import time
from itertools import product
from urllib.parse import urlencode

import pytest

from bot.services.desk import FORM, OWN_VERBS
from bot.services.front_desk import FrontDesk
from handlers.slack.commands import SHARE
from tests.handlers.slack.conftest import Bench
from tests.handlers.slack.test_commands import running
from tests.standins.slack import ADMIN, GUEST, MEMBER, ROBOT, STRANGER, TEAM

VERBS = sorted(FrontDesk.verbs.fget(None) - {FORM} | {SHARE})  # type: ignore[misc,arg-type]  # the same for every desk
BODY = {"command": "/policy-admin", "text": "pause", "user_id": ADMIN, "team_id": TEAM, "channel_id": "C1"}


async def test_no_verb_serves_guests_bots_or_people_of_other_workspaces(bench: Bench) -> None:
    bench.desk.verbs = frozenset(VERBS)
    people = ((GUEST, TEAM), (ROBOT, TEAM), (STRANGER, TEAM), ("UNOBODY", TEAM), (ADMIN, "T2"))
    async with bench.connected() as slack, running(bench, slack):
        for verb, (user, team) in product(VERBS, people):
            button = {"action_id": f"ww1:{verb}:0", "value": "12"}
            answer = await bench.slack.answered(await bench.slack.press(button, user=user, team=team))
            if verb not in OWN_VERBS:
                assert "members of this workspace" in answer["text"], (verb, user)

    assert {words.split()[0] for _, words, _ in bench.desk.visits} <= OWN_VERBS


async def test_no_form_is_opened_for_them(bench: Bench) -> None:
    button = {"action_id": f"ww1:{FORM}:0", "value": "keywords edit faces"}
    async with bench.connected() as slack, running(bench, slack):
        for user in (GUEST, ROBOT, STRANGER, "UNOBODY"):
            request = await bench.slack.press(button, user=user)
            await bench.slack.shown("members of this workspace", window=f"V{request.id}")
    assert bench.desk.visits == []


async def test_whoever_a_button_names_it_acts_for_who_pressed_it(bench: Bench) -> None:
    bench.desk.verbs = frozenset(VERBS)
    async with bench.connected() as slack, running(bench, slack):
        for value in (f"12 {ADMIN}", f"@{ADMIN}", f"slack:{ADMIN}"):
            button = {"action_id": "ww1:follow:0", "value": value, "user": {"id": ADMIN}, "user_id": ADMIN}
            await bench.slack.answered(await bench.slack.press(button, user=MEMBER))

    assert {member.id for _, _, member in bench.desk.visits if member} == {MEMBER}
    assert not any(member.is_admin for _, _, member in bench.desk.visits if member)


@pytest.mark.parametrize("off_seconds", [-86_400, -302, 302, 86_400])
async def test_a_signature_is_good_for_five_minutes_either_way(bench: Bench, off_seconds: int) -> None:
    stamp = str(int(time.time()) + off_seconds)
    async with bench.connected(mode="http") as slack, running(bench, slack):
        status, _ = await bench.slack.call(urlencode(BODY), timestamp=stamp)

    assert status == 401
    assert bench.desk.visits == []


async def test_a_body_changed_after_it_was_signed_is_refused(bench: Bench) -> None:
    async with bench.connected(mode="http") as slack, running(bench, slack):
        status, _ = await bench.slack.call(urlencode(BODY), signature="v0=" + "0" * 64)
        longer, _ = await bench.slack.call(urlencode(BODY), signature="v0=" + "0" * 63)

    assert (status, longer) == (401, 401)
    assert bench.desk.visits == []

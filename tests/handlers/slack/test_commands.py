"""What people type and press on Slack, over Socket Mode and over signed HTTP alike."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web

from bot.services.desk import Member
from handlers.slack import commands, members, replies
from handlers.slack.app import Slack
from tests.handlers.slack.conftest import Bench
from tests.standins.slack import ADMIN, GUEST, MEMBER, OWNER, ROBOT, STRANGER, Fault, Request

BUTTON = {"action_id": "ww1:why:0", "value": "12"}


@asynccontextmanager
async def at_work(slack: Slack) -> AsyncIterator[None]:
    """The connection being kept up, whether it succeeds or not."""
    task = asyncio.create_task(slack.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def running(bench: Bench, slack: Slack) -> AsyncIterator[None]:
    """The connection at work, over whichever way it was set up for, once it stands."""
    async with at_work(slack):
        if slack.routes:
            app = web.Application()
            app.add_routes(slack.routes)
            runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            bench.slack.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
            await bench.slack.until(lambda: bool(bench.slack.called("auth.test")))
            while slack.finding().light != "ok":
                await asyncio.sleep(0.005)
            try:
                yield
            finally:
                await runner.cleanup()
        else:
            await bench.slack.connected()
            yield


@pytest.fixture(params=["socket", "http"])
async def talking(
    bench: Bench, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    """A workspace that is being served."""
    monkeypatch.setattr(commands, "FINISH_SECONDS", 0.05)
    async with bench.connected(mode=request.param) as slack, running(bench, slack):
        yield bench


def words(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)


async def test_an_answer_is_private_and_the_question_reaches_the_desk_as_it_was_meant(talking: Bench) -> None:
    request = await talking.slack.command("  “amazon”\u00a0since:2026-01 ")
    answer = await talking.slack.answered(request)

    assert talking.desk.visits == [("ask", '"amazon" since:2026-01', None)]
    assert answer["response_type"] == "ephemeral"
    assert "Page 1 of" in words(answer)
    assert "Share here" in words(answer)
    assert "Nothing here" not in words(answer)
    assert talking.slack.complaints == []


async def test_no_words_are_help(talking: Bench) -> None:
    answer = await talking.slack.answered(await talking.slack.command(""))

    assert "/policy" in answer["text"]


async def test_a_question_is_acknowledged_while_the_desk_and_slack_are_slow(talking: Bench) -> None:
    talking.desk.open.clear()
    slow = await talking.slack.command("amazon")
    talking.slack.fail("users.info", Fault("hang"))
    slower = await talking.slack.command("meta", user=OWNER)

    assert slow.acknowledged_after is not None
    assert slower.acknowledged_after is not None
    assert slow.answers == []
    talking.desk.open.set()
    assert "amazon" in (await talking.slack.answered(slow))["text"]


@pytest.mark.parametrize("user", [OWNER, ADMIN, MEMBER])
async def test_members_are_answered_and_the_desk_is_told_their_rights(talking: Bench, user: str) -> None:
    asked = await talking.slack.command("amazon", user=user)
    ordered = await talking.slack.command("status", name="/policy-admin", user=user)
    pressed = await talking.slack.press(BUTTON, user=user)

    for request in (asked, ordered, pressed):
        await talking.slack.answered(request)
    (_, words, member), (_, press, presser) = talking.desk.visits[1:]
    assert (words, press) == ("status C1", "why 12 C1")
    assert isinstance(member, Member)
    assert member == presser
    assert member.is_admin is (user != MEMBER)
    assert member.name in ("olga", "ada", "mia")


@pytest.mark.parametrize("user", [GUEST, ROBOT, STRANGER, "UNOBODY"])
async def test_guests_bots_and_strangers_are_refused_everything_politely_and_privately(
    talking: Bench, user: str
) -> None:
    requests = [
        await talking.slack.command("amazon", user=user),
        await talking.slack.command("sources list", name="/policy-admin", user=user),
        await talking.slack.press(BUTTON, user=user),
        await talking.slack.press({"action_id": "ww1:share:1", "value": "amazon"}, user=user),
    ]

    for request in requests:
        answer = await talking.slack.answered(request)
        assert answer["response_type"] == "ephemeral"
        assert "members of this workspace" in answer["text"]
    assert talking.desk.visits == []


async def test_a_member_who_comes_from_another_workspace_is_a_stranger(talking: Bench) -> None:
    asked = await talking.slack.command("amazon", team="T2")
    pressed = await talking.slack.press(BUTTON, team="T2")

    assert "members of this workspace" in (await talking.slack.answered(asked))["text"]
    assert "members of this workspace" in (await talking.slack.answered(pressed))["text"]
    assert talking.slack.called("users.info") == []


async def test_who_is_not_known_is_not_answered(talking: Bench) -> None:
    talking.slack.fail("users.info", Fault("status"))

    answer = await talking.slack.answered(await talking.slack.command("amazon"))

    assert "try again" in answer["text"]
    assert talking.desk.visits == []
    assert talking.reports[-1][0] == "slack_member_unknown"


async def test_rights_are_asked_for_anew_after_five_minutes(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench.connected() as slack, running(bench, slack):
        for _ in range(2):
            await bench.slack.answered(await bench.slack.command("status", name="/policy-admin", user=ADMIN))
        assert len(bench.slack.called("users.info")) == 1

        monkeypatch.setattr(asyncio.get_running_loop(), "time", _later(301))
        bench.slack.people[ADMIN]["is_admin"] = False
        answer = await bench.slack.answered(await bench.slack.command("status", name="/policy-admin", user=ADMIN))

    assert "managed by" in answer["text"]


def _later(seconds: float) -> object:
    time = asyncio.get_running_loop().time
    return lambda: time() + seconds


async def test_the_allow_list_makes_admins_but_not_of_guests(bench: Bench) -> None:
    async with bench.connected(admins=frozenset({MEMBER, GUEST})) as slack, running(bench, slack):
        done = await bench.slack.answered(await bench.slack.command("pause", name="/policy-admin"))
        refused = await bench.slack.answered(await bench.slack.command("pause", name="/policy-admin", user=GUEST))

    assert "Done" in done["text"]
    assert "members of this workspace" in refused["text"]


async def test_without_the_scope_to_see_people_only_the_allow_list_has_rights(bench: Bench) -> None:
    bench.slack.scopes = "commands,chat:write"
    async with bench.connected(admins=frozenset({MEMBER})) as slack, running(bench, slack):
        done = await bench.slack.answered(await bench.slack.command("pause", name="/policy-admin"))
        refused = await bench.slack.answered(await bench.slack.command("pause", name="/policy-admin", user=OWNER))

    assert "Done" in done["text"]
    assert "managed by" in refused["text"]


async def test_sharing_shows_the_answer_to_all_without_buttons_and_says_who_did(talking: Bench) -> None:
    pressed = await talking.slack.press({"action_id": "ww1:share:1", "value": "amazon"})
    answer = await talking.slack.answered(pressed)

    assert answer["response_type"] == "in_channel"
    assert answer["replace_original"] is False
    assert "Shared by mia" in words(answer)
    assert '"actions"' not in words(answer)
    assert MEMBER not in words(answer)


async def test_turning_the_page_replaces_a_private_answer_and_never_a_public_post(talking: Bench) -> None:
    page = {"action_id": "ww1:page:0", "value": "2 amazon"}
    private = await talking.slack.answered(await talking.slack.press(page, is_ephemeral=True))
    public = await talking.slack.answered(await talking.slack.press(page))

    assert private["replace_original"] is True
    assert public["replace_original"] is False
    assert public["response_type"] == "ephemeral"


async def test_a_button_in_a_thread_is_answered_there(talking: Bench) -> None:
    answer = await talking.slack.answered(
        await talking.slack.press(BUTTON, message={"ts": "2.000001", "thread_ts": "1.000001"})
    )

    assert answer["thread_ts"] == "1.000001"


async def test_a_channel_is_answered_in_its_language(talking: Bench) -> None:
    talking.desk.languages["slack:C1"] = "es"
    answer = await talking.slack.answered(await talking.slack.press({"action_id": "ww0:why:0", "value": "12"}))
    assert "versión anterior" in answer["text"]


@pytest.mark.parametrize("action", ["ww1:unknown:0", "ww0:why:0", "ww1:why", "something else"])
async def test_a_button_nobody_knows_any_more_says_so(talking: Bench, action: str) -> None:
    answer = await talking.slack.answered(await talking.slack.press({"action_id": action, "value": "12"}))

    assert "older version" in answer["text"]
    assert talking.desk.visits == []


async def test_an_expired_address_is_replaced_by_a_private_post(talking: Bench) -> None:
    talking.desk.open.clear()
    request = await talking.slack.command("amazon")
    talking.slack.expire(request)
    talking.desk.open.set()

    await talking.slack.until(lambda: bool(talking.slack.private))
    (answer,) = talking.slack.private
    assert (answer["channel"], answer["user"], answer["text"]) == ("C1", MEMBER, "amazon: 3 stories.")


async def test_an_answer_that_can_go_nowhere_is_reported_without_names(talking: Bench) -> None:
    talking.slack.fail("chat.postEphemeral", Fault("refuse", error="user_not_in_channel"))
    talking.desk.open.clear()
    request = await talking.slack.command("amazon")
    talking.slack.expire(request)
    talking.desk.open.set()

    while ("slack_answer_lost", "404 used_url") not in talking.reports:
        await asyncio.sleep(0.005)
    assert MEMBER not in str(talking.reports)


async def test_a_bug_in_one_answer_is_told_and_logged_and_silences_nobody(
    talking: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    talking.desk.breaks = RuntimeError("boom")
    broken = await talking.slack.answered(await talking.slack.command("amazon"))
    talking.desk.breaks = None
    fine = await talking.slack.answered(await talking.slack.command("amazon"))

    assert "Something broke" in broken["text"]
    assert "3 stories" in fine["text"]
    assert "boom" in caplog.text
    assert MEMBER not in caplog.text


@pytest.mark.parametrize(("name", "length"), [("/policy", 301), ("/policy-admin", 3_001)])
async def test_too_many_words_are_refused_before_the_desk(talking: Bench, name: str, length: int) -> None:
    answer = await talking.slack.answered(await talking.slack.command("x" * length, name=name))

    assert "too long" in answer["text"]
    assert talking.desk.visits == []


async def test_commands_go_by_the_names_the_operator_gave(bench: Bench) -> None:
    names = {"command": "/watch", "admin_command": "/watch-admin"}
    async with bench.connected(**names) as slack, running(bench, slack):
        await bench.slack.answered(await bench.slack.command("amazon", name="/watch"))
        await bench.slack.answered(await bench.slack.command("status", name="/watch-admin"))

    assert [how for how, _, _ in bench.desk.visits] == ["ask", "admin"]


# --- events -----------------------------------------------------------------------------------------------------------


async def test_invited_we_say_what_we_do_once_however_often_slack_repeats_it(talking: Bench) -> None:
    joined = {"type": "member_joined_channel", "user": "UBOT", "channel": "C1", "team": "T1"}
    for _ in range(3):
        request = await talking.slack.event(joined, id="Ev1")
        assert request.acknowledged_after is not None
    await talking.slack.until(lambda: bool(talking.slack.rooms["C1"].messages))

    (text,) = talking.slack.texts("C1")
    assert "/policy-admin channel add" in text
    assert "/policy help" in text
    assert talking.slack.complaints == []


async def test_others_come_in_without_a_word(talking: Bench) -> None:
    await talking.slack.event({"type": "member_joined_channel", "user": MEMBER, "channel": "C1"})
    await talking.slack.event({"type": "channel_rename", "channel": {"id": "C1"}})
    await talking.slack.answered(await talking.slack.command("amazon"))

    assert talking.slack.texts("C1") == []


async def test_the_home_tab_says_how_to_begin(talking: Bench) -> None:
    await talking.slack.event({"type": "app_home_opened", "user": MEMBER, "tab": "messages", "channel": "D1"})
    await talking.slack.event({"type": "app_home_opened", "user": MEMBER, "tab": "home", "channel": "D1"})
    await talking.slack.until(lambda: MEMBER in talking.slack.homes)

    assert "/policy amazon" in words(talking.slack.homes[MEMBER])
    assert talking.slack.complaints == []


async def test_a_request_sent_twice_has_no_second_effect(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        request = await bench.slack.press(BUTTON)
        await bench.slack.answered(request)
        payload = {
            "type": "block_actions",
            "user": {"id": MEMBER, "team_id": "T1"},
            "team": {"id": "T1"},
            "trigger_id": f"t.{request.id}",
            "actions": [BUTTON],
            "response_url": "http://127.0.0.1:9/",
        }
        await bench.slack.again("interactive", payload)
        await bench.slack.answered(await bench.slack.command("amazon"))

    assert [how for how, _, _ in bench.desk.visits] == ["press", "ask"]


async def test_going_down_lets_answers_under_way_be_given(bench: Bench) -> None:
    async with bench.connected() as slack:
        async with running(bench, slack):
            bench.desk.open.clear()
            request = await bench.slack.command("amazon")
        bench.desk.open.set()

    assert "3 stories" in request.answers[0]["text"]


async def test_people_are_forgotten_when_there_are_too_many(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "KEPT", 1)
    async with bench.connected() as slack, running(bench, slack):
        for user in (MEMBER, OWNER, MEMBER):
            await bench.slack.answered(await bench.slack.command("amazon", user=user))

    assert len(bench.slack.called("users.info")) == 3


async def test_a_refused_layout_is_answered_in_plain_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[Request] = []

    async def refuse_once(self: object, place: object, payload: object, options: object) -> str:
        """As Slack does for blocks it doesn't like; it never does for ours."""
        if refused:
            return await answered(self, place, payload, options)  # type: ignore[arg-type]
        refused.append(Request(id=""))
        return "400 invalid_blocks"

    answered = replies.Replies._answered
    monkeypatch.setattr(replies.Replies, "_answered", refuse_once)
    bench.slack.fail("chat.postEphemeral", Fault("refuse", error="invalid_blocks"))
    async with bench.connected() as slack, running(bench, slack):
        answer = await bench.slack.answered(await bench.slack.command("amazon"))

    assert "blocks" not in answer
    assert answer["text"] == "amazon: 3 stories."


async def test_a_crowd_is_asked_to_come_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "WAITING", 1)
    async with bench.connected() as slack, running(bench, slack):
        bench.desk.open.clear()
        first = await bench.slack.command("amazon")
        second = await bench.slack.answered(await bench.slack.command("meta"))
        bench.desk.open.set()
        await bench.slack.answered(first)

    assert "Too many questions" in second["text"]
    assert [words for _, words, _ in bench.desk.visits] == ["amazon"]


async def test_a_hello_or_a_home_that_slack_refuses_is_reported(bench: Bench) -> None:
    bench.slack.fail("chat.postMessage", Fault("refuse", error="is_archived"))
    bench.slack.fail("views.publish", Fault("refuse", error="not_enabled"))
    async with bench.connected() as slack, running(bench, slack):
        await bench.slack.event({"type": "member_joined_channel", "user": "UBOT", "channel": "C1"})
        await bench.slack.event({"type": "app_home_opened", "user": MEMBER, "tab": "home"})
        while len(bench.reports) < 3:
            await asyncio.sleep(0.005)

    assert ("slack_hello_not_sent", "is_archived") in bench.reports
    assert ("slack_home_not_shown", "not_enabled (some:scope)") in bench.reports


async def test_the_desk_is_told_who_asks_and_not_when_all_may_read_the_answer(talking: Bench) -> None:
    await talking.slack.answered(await talking.slack.command("forget"))
    await talking.slack.answered(await talking.slack.press({"action_id": "ww1:share:1", "value": "forget"}))

    asker, sharer = talking.desk.askers
    assert asker is not None
    assert asker.id == MEMBER
    assert sharer is None


@pytest.mark.parametrize("verb", ["useful", "not_relevant", "follow", "set_speaker", "proposal_apply"])
async def test_an_opinion_of_an_alert_is_answered_in_private_and_leaves_the_alert(talking: Bench, verb: str) -> None:
    answer = await talking.slack.answered(await talking.slack.press({"action_id": f"ww1:{verb}:0", "value": "12"}))

    assert talking.desk.visits[-1][:2] == ("press", f"{verb} 12 C1")
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)


async def test_the_reason_takes_the_place_of_the_question(talking: Bench) -> None:
    button = {"action_id": "ww1:complain:2", "value": "12 duplicate"}
    answer = await talking.slack.answered(await talking.slack.press(button, is_ephemeral=True))

    assert talking.desk.visits[-1][:2] == ("press", "complain 12 duplicate C1")
    assert answer["replace_original"] is True


async def test_nobody_is_kept_from_following_no_longer(talking: Bench) -> None:
    button = {"action_id": "ww1:unfollow:0", "value": "12"}
    await talking.slack.answered(await talking.slack.press(button, user=GUEST))

    (_, words, member) = talking.desk.visits[-1]
    assert words == "unfollow 12 C1"
    assert member is not None
    assert member.is_guest


@pytest.mark.parametrize("mark", ["is_archived", "is_read_only"])
async def test_nothing_is_shared_where_members_cant_write(talking: Bench, mark: str) -> None:
    setattr(talking.slack.rooms["C1"], mark, True)
    answer = await talking.slack.answered(
        await talking.slack.press({"action_id": "ww1:share:1", "value": "amazon"}, is_ephemeral=True)
    )
    assert answer["response_type"] == "ephemeral"
    assert "nothing is shared" in answer["text"]
    assert talking.desk.visits == []

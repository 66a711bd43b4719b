"""The connection: found wrong at the start, mended when it breaks, and open to nobody but Slack."""

import asyncio
import json
import logging
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml

from bot.core.errors import SendUnknown
from bot.core.messages import plain_message
from handlers.slack import app
from handlers.slack.app import Slack
from handlers.slack.commands import EVENTS
from handlers.slack.settings import PATH, SlackSettings
from handlers.slack.standing import OPTIONAL_SCOPES, REQUIRED_SCOPES
from tests.handlers.slack.conftest import Bench
from tests.handlers.slack.test_commands import at_work, running
from tests.standins.slack import SECRET, Fault

MANIFEST = Path(__file__).parents[3] / "slack-manifest.yaml"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, a hundred times shorter."""
    monkeypatch.setattr(app, "WAITS", (0.01, 0.05))
    monkeypatch.setattr(app, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(app, "PING_SECONDS", 0.05)
    monkeypatch.setattr(app, "GIVE_UP_SECONDS", 0.3)
    monkeypatch.setattr(app, "LASTING_WAIT", 0.05)
    monkeypatch.setattr(app, "CONNECT_SECONDS", 0.2)


async def light(slack: Slack, light: str) -> str:
    """Wait until it shows this light; the words it says then."""
    async with asyncio.timeout(5):
        while slack.finding().light != light:
            await asyncio.sleep(0.005)
    return slack.finding().words


# --- wrong from the start ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words", "advice"),
    [
        ({"bot_token": "xoxb-wrong"}, "refuses SLACK_BOT_TOKEN (invalid_auth)", "step 2"),
        ({"app_token": "xapp-wrong"}, "refuses SLACK_APP_TOKEN (invalid_auth)", "step 3"),
        ({"bot_token": "xapp-1"}, "SLACK_BOT_TOKEN holds an app token", "step 2"),
        ({"app_token": "xoxb-1"}, "SLACK_APP_TOKEN holds a bot token", "step 3"),
        ({"app_token": None}, "SLACK_APP_TOKEN is not set", "step 3"),
        ({"mode": "http", "signing_secret": None}, "SLACK_SIGNING_SECRET is not set", "HTTP mode"),
    ],
)
async def test_a_wrong_or_missing_token_is_named_in_one_line_with_the_page_that_helps(
    bench: Bench, changes: dict[str, object], words: str, advice: str
) -> None:
    async with bench.connected(**changes) as slack:
        (checked,) = await slack.check()
        async with at_work(slack):
            found = await light(slack, "failing")
            while not bench.reports:
                await asyncio.sleep(0.005)

    assert words in found
    assert words in checked.words
    assert advice in checked.advice
    assert "docs/slack.md" in checked.advice
    event, line = bench.reports[0]
    assert (event, words in line, "\n" in line) == ("slack_trouble", True, False)


async def test_secrets_are_never_printed(bench: Bench) -> None:
    shown = repr(bench.settings)

    assert not any(secret in shown for secret in ("xoxb-right", "xapp-right", SECRET))


@pytest.mark.parametrize(
    ("scopes", "colour", "word"),
    [
        ("chat:write", "failing", "commands"),
        ("commands", "failing", "chat:write"),
        ("commands,chat:write", "warning", "channels:history"),
        ("commands, chat:write, " + ",".join(sorted(OPTIONAL_SCOPES)), "ok", "connected to Harbour"),
        ("", "ok", "connected to Harbour"),
    ],
)
async def test_missing_scopes_are_named(bench: Bench, scopes: str, colour: str, word: str) -> None:
    bench.slack.scopes = scopes
    async with bench.connected() as slack:
        (found,) = await slack.check()

    assert (found.light, word in found.words) == (colour, True)


async def test_an_app_token_without_its_scope_is_named(bench: Bench) -> None:
    bench.slack.fail("apps.connections.open", Fault("refuse", error="missing_scope"))
    async with bench.connected() as slack:
        (found,) = await slack.check()

    assert "connections:write" in found.words


async def test_the_check_looks_at_every_channel(bench: Bench) -> None:
    bench.slack.rooms["C2"].has_us = False
    bench.slack.rooms["CPRIVATE"].is_archived = True
    async with bench.connected() as slack:
        found = await slack.check(["C1", "C2", "CPRIVATE", "CNONE"])

    assert [(each.part, each.light) for each in found] == [
        ("slack", "ok"),
        ("slack C2", "warning"),
        ("slack CPRIVATE", "failing"),
        ("slack CNONE", "failing"),
    ]


async def test_a_platform_that_can_not_be_reached_fails_the_check_at_once(bench: Bench) -> None:
    async with bench.connected(api_url="http://127.0.0.1:9/api/") as slack:
        (found,) = await slack.check(["C1"])

    assert (found.light, found.words) == ("failing", "Slack can't be reached")


async def test_a_token_that_becomes_right_is_noticed_without_a_restart(bench: Bench) -> None:
    bench.slack.bot_token = "xoxb-later"
    async with bench.connected() as slack, at_work(slack):
        await light(slack, "failing")
        bench.slack.bot_token = bench.settings.bot_token
        await light(slack, "ok")
        await slack.sender.send("C1", plain_message("One."), key="a")

    assert bench.slack.texts("C1") == ["One."]


async def test_a_token_put_in_the_place_of_a_revoked_one_is_taken_without_a_restart(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        await light(slack, "ok")
        bench.slack.bot_token = bench.slack.app_token = "none"
        await bench.slack.event({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}})
        await light(slack, "failing")
        bench.slack.bot_token, bench.slack.app_token = "xoxb-new", "xapp-new"
        bench.renewed = replace(bench.settings, bot_token="xoxb-new", app_token="xapp-new")
        await light(slack, "ok")
        await slack.sender.send("C1", plain_message("One."), key="a")

    assert bench.slack.texts("C1") == ["One."]


async def test_nothing_is_asked_of_slack_before_it_is_needed(bench: Bench) -> None:
    async with bench.connected() as slack:
        assert slack.finding().light == "warning"

    assert bench.slack.calls == []


# --- broken on the way ------------------------------------------------------------------------------------------------


async def test_a_cut_connection_is_opened_again_and_questions_are_answered_again(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        await light(slack, "ok")
        await bench.slack.cut_sockets()
        await bench.slack.connected()
        await light(slack, "ok")
        await bench.slack.answered(await bench.slack.command("amazon"))

    assert [visit[0] for visit in bench.desk.visits] == ["ask"]


async def test_slacks_own_wish_to_reconnect_is_granted(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        first = bench.slack.sockets[0]
        await bench.slack.ask_to_reconnect()
        await bench.slack.until(lambda: bool(bench.slack.sockets) and bench.slack.sockets[-1] is not first)
        await bench.slack.answered(await bench.slack.command("amazon"))

    assert [visit[0] for visit in bench.desk.visits] == ["ask"]


async def test_a_connection_that_will_not_come_back_is_built_anew_and_shown_meanwhile(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        await light(slack, "ok")
        bench.slack.refuses_sockets = True
        await bench.slack.cut_sockets()
        await light(slack, "warning")
        opened = len(bench.slack.called("auth.test"))
        await bench.slack.until(lambda: len(bench.slack.called("auth.test")) > opened)
        bench.slack.refuses_sockets = False
        await bench.slack.connected()
        await light(slack, "ok")

    assert "slack_disconnected" in [event for event, _ in bench.reports]


async def test_a_slack_that_is_away_at_the_start_is_awaited_and_sends_are_not_held_back(bench: Bench) -> None:
    bench.slack.fail("auth.test", Fault("status"), Fault("drop"), Fault("limit", seconds="0"))
    bench.slack.fail("chat.postMessage", Fault("status"))
    async with bench.connected() as slack, running(bench, slack):
        with pytest.raises(SendUnknown):
            await slack.sender.send("C1", plain_message("One."), key="a")
        await light(slack, "ok")

    assert len(bench.slack.called("auth.test")) == 4


async def test_a_workspace_that_removes_us_is_noticed_by_its_event(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        await light(slack, "ok")
        bench.slack.bot_token = "none"
        await bench.slack.event({"type": "app_uninstalled"})
        assert "refuses SLACK_BOT_TOKEN" in await light(slack, "failing")


async def test_a_token_revoked_in_silence_is_noticed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "LOGIN_EVERY_SECONDS", 0.02)
    async with bench.connected() as slack, running(bench, slack):
        await light(slack, "ok")
        bench.slack.bot_token = "none"
        assert "refuses SLACK_BOT_TOKEN" in await light(slack, "failing")


async def test_going_down_leaves_no_task_behind(bench: Bench) -> None:
    before = asyncio.all_tasks()
    async with bench.connected() as slack, running(bench, slack):
        await bench.slack.answered(await bench.slack.command("amazon"))
    await bench.slack.until(lambda: not bench.slack.sockets)
    await asyncio.sleep(0.02)

    assert {task for task in asyncio.all_tasks() - before if "slack_sdk" in repr(task)} == set()


async def test_the_library_logs_neither_tickets_nor_people(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.slack.refuses_sockets = True
    async with bench.connected() as slack, at_work(slack):
        await bench.slack.until(lambda: len(bench.slack.called("apps.connections.open")) > 1)
        bench.slack.refuses_sockets = False
        await bench.slack.connected()
        await bench.slack.answered(await bench.slack.command("amazon"))

    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("slack", "watchword"))]
    assert not any("ticket" in line or "UMEMBER" in line or "xoxb" in line for line in ours)


# --- HTTP: who may call -----------------------------------------------------------------------------------------------


BODY = urlencode({"command": "/policy", "text": "amazon", "user_id": "UMEMBER", "team_id": "T1", "channel_id": "C1"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"timestamp": "1"},
        {"timestamp": "99999999999"},
        {"timestamp": "soon"},
        {"timestamp": ""},
        {"timestamp": "-5"},
        {"timestamp": "1e9"},
        {"timestamp": "9" * 40},
        {"signature": ""},
        {"signature": "v0=0000"},
        {"signature": "v0=é"},
        {"secret": "another"},
    ],
)
async def test_what_slack_did_not_sign_now_is_refused(
    bench: Bench, wrong: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async with bench.connected(mode="http") as slack, running(bench, slack):
        status, _ = await bench.slack.call(BODY, **wrong)

    assert status == 401
    assert bench.desk.visits == []
    assert caplog.text == ""


@pytest.mark.parametrize("body", [BODY, BODY + "&trigger_id=t.1"])
async def test_a_recorded_request_sent_again_is_taken_and_does_nothing(bench: Bench, body: str) -> None:
    stamp = str(int(time.time()))
    async with bench.connected(mode="http") as slack, running(bench, slack):
        statuses = [(await bench.slack.call(body, timestamp=stamp))[0] for _ in range(3)]
        while not bench.desk.visits:
            await asyncio.sleep(0.005)

    assert statuses == [200, 200, 200]
    assert len(bench.desk.visits) == 1


async def test_what_was_recorded_before_a_restart_is_refused_after_it(bench: Bench) -> None:
    stamp = str(int(time.time()) - 7)
    async with bench.connected(mode="http") as slack, running(bench, slack):
        status, words = await bench.slack.call(BODY, timestamp=stamp)

    assert (status, words) == (401, "That is not signed by Slack, or not now.\n")
    assert bench.desk.visits == []


async def test_slacks_question_whether_the_address_is_ours_is_answered(bench: Bench) -> None:
    async with bench.connected(mode="http") as slack, running(bench, slack):
        status, text = await bench.slack.call(json.dumps({"type": "url_verification", "challenge": "c1"}), is_json=True)

    assert (status, "c1" in text) == (200, True)


@pytest.mark.parametrize(
    "body", ["", "{", "payload={", "payload=%7Bbroken", "payload=%FF", "\x00", "payload=[]", "[1]"]
)
async def test_a_signed_body_that_is_nonsense_harms_nobody(
    bench: Bench, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with bench.connected(mode="http") as slack, running(bench, slack):
        for is_json in (True, False):
            status, _ = await bench.slack.call(body, is_json=is_json)
            assert status in (200, 400, 404)
    assert "Traceback" not in caplog.text
    async with bench.connected(mode="http") as slack, running(bench, slack):
        await bench.slack.answered(await bench.slack.command("amazon"))


async def test_socket_mode_opens_no_address(bench: Bench) -> None:
    async with bench.connected() as slack:
        assert slack.routes == []


# --- the manifest -----------------------------------------------------------------------------------------------------


def test_the_manifest_names_every_command_scope_and_event_of_the_code() -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    settings = SlackSettings(bot_token="x")
    features, wanted = manifest["features"], manifest["settings"]

    assert [each["command"] for each in features["slash_commands"]] == [settings.command, settings.admin_command]
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {*REQUIRED_SCOPES, *OPTIONAL_SCOPES}
    assert set(wanted["event_subscriptions"]["bot_events"]) == set(EVENTS)
    assert wanted["socket_mode_enabled"] is True
    assert wanted["interactivity"]["is_enabled"] is True
    assert features["app_home"]["home_tab_enabled"] is True


def test_the_manifest_keeps_slacks_own_limits() -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    shown = manifest["display_information"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(shown["long_description"]) in range(174, 4001)
    for command in manifest["features"]["slash_commands"]:
        assert len(command["description"]) <= 100


def test_the_docs_explain_every_scope_and_http_mode_names_the_address() -> None:
    page = (MANIFEST.parent / "docs" / "slack.md").read_text(encoding="utf-8")

    assert all(f"`{scope}`" in page for scope in (*REQUIRED_SCOPES, *OPTIONAL_SCOPES, "connections:write"))
    assert PATH in page

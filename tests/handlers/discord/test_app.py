"""The connection: found wrong at the start, mended when it breaks, and never in another's way."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import discord as library
import pytest

from handlers.discord import app, rights
from handlers.discord.app import Discord
from tests.handlers.discord.conftest import Bench
from tests.handlers.discord.test_sender import alert, key
from tests.standins.discord import (
    ALERTS,
    APP,
    FORBIDDEN,
    GUILD,
    NEWS,
    TOKEN,
    Fault,
    text_channel,
)

DOCS = Path(__file__).parents[3] / "docs" / "discord.md"


async def light(face: Discord, light: str) -> str:
    """Wait until it shows this light; the words it says then."""
    async with asyncio.timeout(5):
        while face.finding().light != light:
            await asyncio.sleep(0.005)
    return face.finding().words


async def test_a_connection_says_where_it_is(bench: Bench) -> None:
    async with bench.running() as face:
        assert await light(face, "ok") == "connected, in 1 server"
        assert face.finding().part == "discord"

    assert bench.discord.intents == library.Intents(guilds=True).value


async def test_the_gateway_is_asked_of_the_api_where_none_is_set(bench: Bench) -> None:
    async with bench.running(gateway_url="") as face:
        await light(face, "ok")

    assert len(bench.discord.called("gateway")) == 1


# --- wrong from the start ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("token", "words"), [("wrong", "refuses DISCORD_TOKEN"), ("  ", "DISCORD_TOKEN is not set")])
async def test_a_wrong_or_missing_token_is_named_in_one_line_with_the_page_that_helps(
    bench: Bench, token: str, words: str
) -> None:
    async with bench.connected(token=token) as face:
        task = asyncio.create_task(face.run())
        found = await light(face, "failing")
        (checked,) = await face.check()
        await bench.until(lambda: bool(bench.reports))
        task.cancel()
        await asyncio.wait([task])

    assert words in found
    assert words in checked.words
    assert "docs/discord.md, step 2" in checked.advice
    event, line = bench.reports[0]
    assert (event, words in line, "\n" in line) == ("discord_trouble", True, False)
    assert len(bench.reports) == 1


async def test_a_token_the_gateway_refuses_is_named_too(bench: Bench) -> None:
    bench.discord.close_code = 4004

    async with bench.connected() as face:
        task = asyncio.create_task(face.run())
        assert "refuses DISCORD_TOKEN" in await light(face, "failing")
        bench.discord.close_code = None
        await light(face, "ok")
        task.cancel()
        await asyncio.wait([task])


async def test_a_gateway_that_refuses_us_for_another_reason_is_tried_again(bench: Bench) -> None:
    bench.discord.close_code = 4014

    async with bench.connected() as face:
        task = asyncio.create_task(face.run())
        assert "(4014)" in await light(face, "failing")
        bench.discord.close_code = None
        await light(face, "ok")
        task.cancel()
        await asyncio.wait([task])


async def test_secrets_are_never_printed(bench: Bench) -> None:
    assert TOKEN not in repr(bench.settings)


@pytest.mark.parametrize("fault", [Fault("status"), Fault("lose"), Fault("cloudflare"), Fault("refuse", status=400)])
@pytest.mark.parametrize("call", ["login", "application", "gateway"])
async def test_a_start_in_bad_weather_succeeds_when_it_clears(bench: Bench, call: str, fault: Fault) -> None:
    bench.discord.fail(call, fault, fault)

    async with bench.running(gateway_url="") as face:
        assert await light(face, "ok") == "connected, in 1 server"


async def test_commands_that_go_elsewhere_are_noticed(bench: Bench) -> None:
    bench.discord.endpoint = "https://elsewhere.example"

    async with bench.running() as face:
        assert "Interactions Endpoint" in await light(face, "failing")
        assert (await face.check()) == (face.finding(),)


async def test_a_bot_that_nobody_has_invited_shows_the_link(bench: Bench) -> None:
    bench.discord.guilds = []

    async with bench.running() as face:
        assert "no server yet" in await light(face, "warning")
        assert face.finding().advice.endswith(rights.invite_link(int(APP)))


# --- breaks -----------------------------------------------------------------------------------------------------------


async def test_a_broken_gateway_is_resumed(bench: Bench) -> None:
    async with bench.running() as face:
        await bench.discord.cut_sockets()
        await bench.discord.until(lambda: bench.discord.resumed == 1)
        await light(face, "ok")
        assert (await bench.discord.command("policy", {"query": "amazon"})).answers

    assert bench.discord.identified == 1
    assert [event for event, _ in bench.reports] == ["discord_connected", "discord_disconnected", "discord_connected"]


async def test_what_discord_asks_for_every_few_hours_is_done(bench: Bench) -> None:
    async with bench.running() as face:
        await bench.discord.ask_to_reconnect()
        await bench.discord.until(lambda: bench.discord.resumed == 1)
        await bench.discord.close_sockets(1000)
        await bench.discord.until(lambda: bench.discord.resumed == 2)
        assert await light(face, "ok") == "connected, in 1 server"


async def test_a_gateway_that_accepts_and_says_nothing_is_given_up(bench: Bench) -> None:
    bench.discord.is_mute = True

    async with bench.connected() as face:
        task = asyncio.create_task(face.run())
        await asyncio.sleep(0.1)
        assert face.finding().light == "warning"
        bench.discord.is_mute = False
        await light(face, "ok")
        task.cancel()
        await asyncio.wait([task])


async def test_a_gateway_that_closes_again_and_again_is_left_in_peace_for_a_while(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "GIVE_UP_BREAKS", 3)
    async with bench.running() as face:
        bench.discord.close_code = 1000
        await bench.discord.close_sockets(1000)
        assert "gateway doesn't answer" in await light(face, "failing")
        bench.discord.close_code = None
        await light(face, "ok")


async def test_a_gateway_that_closes_before_it_has_said_a_word_is_tried_again(bench: Bench) -> None:
    bench.discord.close_code = 1000

    async with bench.connected() as face:
        task = asyncio.create_task(face.run())
        await light(face, "failing")
        bench.discord.close_code = None
        assert await light(face, "ok") == "connected, in 1 server"
        task.cancel()
        await asyncio.wait([task])


async def test_messages_are_sent_while_the_gateway_is_away(bench: Bench) -> None:
    async with bench.running() as face:
        bench.discord.is_mute = True
        await bench.discord.cut_sockets()
        await face.sender.send(ALERTS, alert(), key=key())

    assert len(bench.discord.messages[ALERTS]) == 1


async def test_a_token_revoked_in_the_middle_stops_everything_until_it_holds_again(bench: Bench) -> None:
    async with bench.running() as face:
        bench.discord.token = "another"
        with pytest.raises(Exception, match="DISCORD_TOKEN"):
            await face.sender.send(ALERTS, alert(), key=key())
        assert await light(face, "failing") == "Discord refuses DISCORD_TOKEN"
        bench.discord.token = TOKEN
        await light(face, "ok")
        await face.sender.send(ALERTS, alert(), key=key())


@pytest.mark.parametrize("how", ["a call", "the gateway"])
async def test_a_token_put_in_the_place_of_a_revoked_one_is_taken_without_a_restart(bench: Bench, how: str) -> None:
    async with bench.running() as face:
        bench.discord.token = "MTIz.new.token"
        if how == "a call":
            with pytest.raises(Exception, match="DISCORD_TOKEN"):
                await face.sender.send(ALERTS, alert(), key=key())
        else:
            await bench.discord.cut_sockets()
        assert await light(face, "failing") == "Discord refuses DISCORD_TOKEN"
        bench.renewed = replace(bench.settings, token="MTIz.new.token")
        await light(face, "ok")
        await face.sender.send(ALERTS, alert(), key=key())

    assert len(bench.discord.messages[ALERTS]) == 1


async def test_an_end_in_the_middle_of_a_send_leaves_no_task_behind(bench: Bench) -> None:
    before = asyncio.all_tasks()
    async with bench.running() as face:
        bench.discord.fail("post", Fault("hang"))
        sending = asyncio.create_task(face.sender.send(ALERTS, alert(), key=key()))
        await bench.discord.until(lambda: bool(bench.discord.called("post")))
    with pytest.raises(Exception, match="lost"):
        await sending
    await bench.until(lambda: not [task for task in asyncio.all_tasks() - before if "discord" in task.get_name()])


# --- commands ---------------------------------------------------------------------------------------------------------


async def test_commands_are_registered_once_and_again_only_when_they_differ(bench: Bench, tmp_path: Path) -> None:
    memory = tmp_path / "discord-commands.json"
    for _ in range(2):
        async with bench.running(registered=memory) as face:
            await light(face, "ok")
    assert len(bench.discord.called("register")) == 1

    memory.write_text(json.dumps(dict.fromkeys(json.loads(memory.read_text()), "another")))
    async with bench.running(registered=memory):
        pass
    memory.write_text("spoilt")
    async with bench.running(registered=memory):
        pass
    assert len(bench.discord.called("register")) == 3


async def test_chosen_servers_get_the_commands_and_nobody_else(bench: Bench, tmp_path: Path) -> None:
    memory = tmp_path / "discord-commands.json"
    async with bench.running(registered=memory):
        pass
    async with bench.running(registered=memory, guilds=frozenset({GUILD})):
        await bench.discord.command("policy", {"query": "amazon"})

    assert bench.discord.commands["everywhere"] == []
    assert {command["name"] for command in bench.discord.commands[GUILD]} == {"policy", "policy-admin"}


async def test_what_discord_is_told_of_our_commands(bench: Bench) -> None:
    async with bench.running():
        pass
    commands = {command["name"]: command for command in bench.discord.commands["everywhere"]}
    policy, admin = commands["policy"], commands["policy-admin"]

    assert [option["name"] for option in policy["options"]] == ["query", "show", "since", "share"]
    assert policy["options"][0]["autocomplete"] is True
    assert not any(option.get("required") for option in policy["options"])
    assert admin["default_member_permissions"] == 1 << 5
    assert policy["default_member_permissions"] is None
    assert [command["contexts"] for command in (policy, admin)] == [[0], [0]]
    groups = {each["name"]: [option["name"] for option in each["options"]] for each in admin["options"]}
    assert groups["sources"] == ["list", "add", "remove", "check"]
    assert groups["keywords"] == ["list", "test", "add", "exclude", "edit", "remove", "apply"]
    assert groups["channel"] == ["add", "remove", "show", "set"]
    assert {"status", "history", "pause", "resume", "do"} <= set(groups)


async def test_commands_that_cannot_be_registered_are_tried_again_and_keep_no_alert_back(bench: Bench) -> None:
    bench.discord.fail("register", Fault("refuse", status=403, code=50001), Fault("status"), Fault("status"))

    async with bench.running() as face:
        await face.sender.send(ALERTS, alert(), key=key())
        assert "not registered" in await light(face, "warning")
        await light(face, "ok")


# --- invited ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("denies", "where"), [(0, NEWS), (1 << 11, ALERTS)])
async def test_a_new_server_is_told_what_this_is_where_we_may_write(bench: Bench, denies: int, where: str) -> None:
    channels = [text_channel(NEWS, denies=denies, guild="300"), text_channel(ALERTS, guild="300", position=1)]

    async with bench.running():
        await asyncio.sleep(0.02)  # until servers are no longer those of the start
        await bench.discord.invite("300", channels)
        await bench.discord.until(lambda: bool(bench.discord.called("post")))

    (hello,) = bench.discord.messages[where]
    assert hello["embeds"][0]["title"] == "Hello from Watchword"
    assert hello["embeds"][0]["description"].count("\n") <= 4
    assert bench.discord.complaints == []


async def test_a_server_we_do_not_serve_hears_nothing(bench: Bench) -> None:
    async with bench.running(guilds=frozenset({GUILD})):
        await asyncio.sleep(0.02)  # until servers are no longer those of the start
        await bench.discord.invite("300", [text_channel(NEWS, guild="300")])
        await bench.discord.command("policy", {"query": "amazon"})

    assert bench.discord.called("post") == []


async def test_a_hello_that_cannot_be_said_is_only_reported(bench: Bench) -> None:
    async with bench.running():
        await asyncio.sleep(0.02)  # until servers are no longer those of the start
        await bench.discord.invite("300", [text_channel(FORBIDDEN, guild="300")])
        await bench.until(lambda: "discord_hello_not_sent" in dict(bench.reports))

    assert [event for event, _ in bench.reports].count("discord_hello_not_sent") == 1


# --- check ------------------------------------------------------------------------------------------------------------


async def test_check_names_each_channel_in_trouble_and_what_is_missing(bench: Bench) -> None:
    bench.discord.overwrites[NEWS] = [{"id": APP, "type": 1, "allow": "0", "deny": str(1 << 16 | 1 << 11)}]

    async with bench.connected() as face:
        whole, mute, absent, hidden = await face.check([ALERTS, NEWS, "999", FORBIDDEN])

    assert (whole.light, whole.words) == ("ok", "logged in as watchword")
    assert (mute.part, mute.light) == (f"discord {NEWS}", "failing")
    assert mute.words == "the bot lacks Send Messages, Read Message History"
    assert "Unknown Channel" in absent.words
    assert "Missing Access" in hidden.words


async def test_a_platform_that_can_not_be_reached_fails_the_check_at_once(bench: Bench) -> None:
    async with bench.connected(api_url="http://127.0.0.1:9/api/v10") as face:
        (found,) = await face.check([ALERTS])

    assert (found.light, found.words) == ("failing", "can't log in: Discord can't be reached")


def test_rights_are_summed_as_discord_does() -> None:
    view, send = 1 << 10, 1 << 11
    roles = [{"id": "1", "permissions": str(view)}, {"id": "7", "permissions": str(send)}]

    def granted(*overwrites: tuple[str, int, int], own: frozenset[str] = frozenset({"7"})) -> int:
        made = [{"id": id, "deny": str(deny), "allow": str(allow)} for id, deny, allow in overwrites]
        return rights.effective(guild="1", us="9", own=own, roles=roles, overwrites=made).value

    assert granted() == view | send
    assert granted(own=frozenset()) == view
    assert granted(("1", view, 0)) == send
    assert granted(("1", view | send, 0), ("7", 0, view)) == view
    assert granted(("7", send, 0), ("9", 0, send)) == view | send
    roles.append({"id": "8", "permissions": str(1 << 3)})
    assert granted(("1", view, 0), own=frozenset({"8"})) == library.Permissions.all().value


def test_the_docs_ask_for_exactly_what_is_used() -> None:
    text = DOCS.read_text("utf-8")

    assert f"permissions={rights.permissions().value}" in text
    assert "scope=bot+applications.commands" in text
    assert all(name in text for name in rights.ALL)

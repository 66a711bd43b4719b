"""What becomes of a message on its way to Slack, over real sockets."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import SendDelayed, SendRefused, SendUnknown
from bot.core.messages import Headline, Message, Paragraph, Text, plain_message
from handlers.slack import app
from handlers.slack.sender import SlackSender
from tests.handlers.slack.conftest import Bench
from tests.handlers.slack.test_commands import running
from tests.standins.slack import BOT_USER, MEMBER, POSTED_AT, Fault

SINCE = datetime.fromtimestamp(POSTED_AT, UTC) - timedelta(hours=1)
ONE = plain_message("One.")


@pytest.fixture
async def sender(bench: Bench) -> AsyncIterator[SlackSender]:
    async with bench.connected() as slack:
        yield slack.sender


async def test_a_message_stands_in_the_channel_with_its_key_and_without_previews(
    bench: Bench, sender: SlackSender
) -> None:
    id = await sender.send("C1", ONE, key="a")

    (asked,) = bench.slack.called("chat.postMessage")
    assert bench.slack.texts("C1") == ["One."]
    assert bench.slack.rooms["C1"].messages[0]["ts"] == id
    assert asked["metadata"]["event_payload"] == {"key": "a"}
    assert (asked["unfurl_links"], asked["unfurl_media"], asked["parse"]) == (False, False, "none")
    assert bench.slack.complaints == []


async def test_a_follow_up_stands_in_its_thread_and_an_edit_in_place(bench: Bench, sender: SlackSender) -> None:
    alert = await sender.send("C1", ONE, key="a")
    await sender.send("C1", plain_message("More."), key="b", thread=alert)
    for _ in range(2):
        await sender.edit("C1", alert, plain_message("One, corrected."))

    assert bench.slack.texts("C1") == ["One, corrected.", "More."]
    assert bench.slack.rooms["C1"].messages[1]["thread_ts"] == alert
    assert bench.slack.called("chat.update")[0]["parse"] == "none"
    assert await sender.find("C1", key="a", since=SINCE) == alert


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (Fault("limit", seconds="7"), timedelta(seconds=7)),
        (Fault("limit", seconds="soon"), timedelta(seconds=30)),
        (Fault("limit", seconds="99999999"), timedelta(hours=1)),
        (Fault("refuse", error="ratelimited"), timedelta(seconds=30)),
        (Fault("status", status=403), timedelta(minutes=5)),
        (Fault("refuse", error="missing_scope"), timedelta(minutes=15)),
        (Fault("refuse", error="invalid_auth"), timedelta(minutes=1)),
    ],
)
async def test_what_was_certainly_not_sent_may_be_sent_again(
    bench: Bench, sender: SlackSender, fault: Fault, wait: timedelta
) -> None:
    bench.slack.fail("chat.postMessage", fault)

    with pytest.raises(SendDelayed) as caught:
        await sender.send("C1", ONE, key="a")

    assert caught.value.retry_after == wait
    assert bench.slack.texts("C1") == []
    assert len(bench.slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", status=500), Fault("status", status=502), Fault("status", status=503),
        Fault("status", status=200), Fault("drop"), Fault("refuse", error="internal_error"),
        Fault("refuse", error="fatal_error"),
    ],
)  # fmt: skip
async def test_what_nobody_can_tell_is_unknown_and_asked_only_once(
    bench: Bench, sender: SlackSender, fault: Fault
) -> None:
    bench.slack.fail("chat.postMessage", fault)

    with pytest.raises(SendUnknown):
        await sender.send("C1", ONE, key="a")

    assert len(bench.slack.called("chat.postMessage")) == 1
    assert await sender.find("C1", key="a", since=SINCE) is None


async def test_a_message_whose_answer_was_lost_is_found_by_its_key(bench: Bench, sender: SlackSender) -> None:
    bench.slack.fail("chat.postMessage", Fault("lose"))

    with pytest.raises(SendUnknown):
        await sender.send("C1", ONE, key="a")

    assert await sender.find("C1", key="a", since=SINCE) == bench.slack.rooms["C1"].messages[0]["ts"]
    assert await sender.find("C1", key="b", since=SINCE) is None
    assert await sender.find("C2", key="a", since=SINCE) is None


async def test_an_answer_that_never_comes_is_unknown(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "CALL_SECONDS", 0.05)
    bench.slack.fail("chat.postMessage", Fault("hang"))

    async with bench.connected() as slack:
        with pytest.raises(SendUnknown):
            await slack.sender.send("C1", ONE, key="a")


async def test_a_slack_that_is_not_there_has_certainly_not_got_it(bench: Bench) -> None:
    async with bench.connected(api_url="http://127.0.0.1:9/api/") as slack:
        with pytest.raises(SendDelayed):
            await slack.sender.send("C1", ONE, key="a")


@pytest.mark.parametrize("knows_thread", [True, False])
async def test_a_lost_follow_up_is_found_in_its_thread(bench: Bench, sender: SlackSender, knows_thread: bool) -> None:
    alert = await sender.send("C1", ONE, key="a")
    bench.slack.fail("chat.postMessage", Fault("lose"))
    with pytest.raises(SendUnknown):
        await sender.send("C1", plain_message("More."), key="b", thread=alert)
    posted = bench.slack.rooms["C1"].messages[1]["ts"]

    async with bench.connected() as after_restart:
        thread = alert if knows_thread else None
        assert await after_restart.sender.find("C1", key="b", since=SINCE, thread=thread) == posted
    assert await sender.find("C1", key="b", since=SINCE) == posted


async def test_without_the_scope_to_read_nothing_is_found_and_it_is_known(bench: Bench, sender: SlackSender) -> None:
    bench.slack.scopes = "commands,chat:write"
    await sender.send("C1", ONE, key="a")

    assert await sender.find("C1", key="a", since=SINCE) is None
    assert not sender.can_read_back


async def test_a_look_that_must_wait_says_so_and_one_that_is_lost_too(bench: Bench, sender: SlackSender) -> None:
    bench.slack.fail("conversations.history", Fault("limit"), Fault("status"))

    with pytest.raises(SendDelayed):
        await sender.find("C1", key="a", since=SINCE)
    with pytest.raises(SendUnknown):
        await sender.find("C1", key="a", since=SINCE)


async def test_a_look_goes_through_the_pages(bench: Bench, sender: SlackSender) -> None:
    first = await sender.send("C1", ONE, key="a")
    for number in range(450):
        bench.slack.rooms["C1"].messages.append({"ts": f"{POSTED_AT + 1}.{number:06}", "text": "x"})

    assert await sender.find("C1", key="a", since=SINCE) == first


@pytest.mark.parametrize(
    ("error", "is_gone"),
    [
        ("channel_not_found", True), ("is_archived", True), ("restricted_action", True),
        ("restricted_action_read_only_channel", True), ("no_text", False), ("thread_not_found", False),
    ],
)  # fmt: skip
async def test_what_slack_will_never_take_is_refused(
    bench: Bench, sender: SlackSender, error: str, is_gone: bool
) -> None:
    bench.slack.fail("chat.postMessage", Fault("refuse", error=error))

    with pytest.raises(SendRefused) as caught:
        await sender.send("C1", ONE, key="a")

    assert caught.value.is_channel_gone is is_gone
    assert len(bench.slack.called("chat.postMessage")) == 1


async def test_a_public_channel_is_entered_once_a_private_one_needs_an_invitation(
    bench: Bench, sender: SlackSender
) -> None:
    bench.slack.rooms["C1"].has_us = bench.slack.rooms["CPRIVATE"].has_us = False

    await sender.send("C1", ONE, key="a")
    with pytest.raises(SendRefused) as caught:
        await sender.send("CPRIVATE", ONE, key="b")

    assert bench.slack.texts("C1") == ["One."]
    assert caught.value.is_channel_gone
    assert "invite" in caught.value.reason


async def test_entering_that_does_not_help_is_not_tried_for_ever(bench: Bench, sender: SlackSender) -> None:
    bench.slack.fail("chat.postMessage", *[Fault("refuse", error="not_in_channel")] * 5)

    with pytest.raises(SendRefused):
        await sender.send("C1", ONE, key="a")

    assert len(bench.slack.called("chat.postMessage")) == 2
    assert len(bench.slack.called("conversations.join")) == 1


async def test_a_channel_we_were_put_out_of_is_not_entered_again_until_somebody_invites_us(bench: Bench) -> None:
    async with bench.connected() as slack, running(bench, slack):
        bench.slack.rooms["C1"].has_us = False
        await bench.slack.event({"type": "channel_left", "channel": "C1"})
        with pytest.raises(SendRefused) as refused:
            await slack.sender.send("C1", ONE, key="a")
        assert refused.value.is_channel_gone
        assert bench.slack.called("conversations.join") == []

        bench.slack.rooms["C1"].has_us = True
        await bench.slack.event({"type": "member_joined_channel", "channel": "C1", "user": BOT_USER})
        await bench.slack.until(lambda: bool(bench.slack.texts("C1")))
        await slack.sender.send("C1", ONE, key="b")
    assert bench.slack.texts("C1")[-1] == "One."


async def test_entering_that_is_lost_leaves_the_message_owed(bench: Bench, sender: SlackSender) -> None:
    bench.slack.rooms["C1"].has_us = False
    bench.slack.fail("conversations.join", Fault("status"))

    with pytest.raises(SendDelayed):
        await sender.send("C1", ONE, key="a")


async def test_blocks_that_are_refused_cost_the_layout_and_not_the_news(bench: Bench, sender: SlackSender) -> None:
    message = Message(
        text="Harbour Daily: Council bans.",
        parts=(Headline(text="Council bans", url="https://h.example/1"), Paragraph(line=(Text("It passed."),))),
    )
    bench.slack.fail("chat.postMessage", Fault("refuse", error="invalid_blocks"))
    bench.slack.fail("chat.update", Fault("refuse", error="msg_blocks_too_long"))

    id = await sender.send("C1", message, key="a")
    await sender.edit("C1", id, message)

    assert bench.slack.texts("C1") == ["Harbour Daily: Council bans. <https://h.example/1|Read the article>"]
    assert await sender.find("C1", key="a", since=SINCE) == id


async def test_an_edit_of_a_message_that_is_gone_is_refused_and_a_lost_one_may_be_repeated(
    bench: Bench, sender: SlackSender
) -> None:
    id = await sender.send("C1", ONE, key="a")
    bench.slack.fail("chat.update", Fault("lose"))

    with pytest.raises(SendUnknown):
        await sender.edit("C1", id, plain_message("Two."))
    with pytest.raises(SendRefused):
        await sender.edit("C1", "1.0", plain_message("Two."))
    await sender.edit("C1", id, plain_message("Two."))

    assert bench.slack.texts("C1") == ["Two."]


async def test_a_channel_that_must_wait_is_not_asked_meanwhile_and_the_other_goes_on(
    bench: Bench, sender: SlackSender
) -> None:
    bench.slack.fail("chat.postMessage", Fault("limit", seconds="60"))
    with pytest.raises(SendDelayed):
        await sender.send("C1", ONE, key="a")

    with pytest.raises(SendDelayed) as caught:
        await sender.send("C1", ONE, key="a")
    await sender.send("C2", ONE, key="b")

    assert timedelta(seconds=55) < caught.value.retry_after <= timedelta(seconds=60)
    assert [asked["channel"] for asked in bench.slack.called("chat.postMessage")] == ["C1", "C2"]


async def test_messages_of_one_channel_keep_their_distance_and_order(bench: Bench) -> None:
    async with bench.connected(pace=timedelta(milliseconds=30)) as slack:
        for number in range(4):
            await slack.sender.send("C1", plain_message(f"{number}."), key=str(number))

    assert bench.slack.texts("C1") == ["0.", "1.", "2.", "3."]


async def test_a_refused_token_is_not_tried_with_every_message(bench: Bench, sender: SlackSender) -> None:
    bench.slack.bot_token = "xoxb-another"

    for key in ("a", "b", "c"):
        with pytest.raises(SendDelayed, match="invalid_auth"):
            await sender.send(f"C{key}", ONE, key=key)

    assert len(bench.slack.called("chat.postMessage")) == 1
    assert ("slack_trouble", "Slack refuses SLACK_BOT_TOKEN (invalid_auth): docs/slack.md, step 2") in bench.reports


# --- direct messages --------------------------------------------------------------------------------------------------

MIA, HER_ROOM = f"@{MEMBER}", f"D{MEMBER.removeprefix('U')}"


async def test_a_person_is_told_in_their_direct_messages_and_found_there(bench: Bench, sender: SlackSender) -> None:
    bench.slack.fail("chat.postMessage", Fault("lose"))
    with pytest.raises(SendUnknown):
        await sender.send(MIA, ONE, key="a")
    await sender.send(MIA, plain_message("Two."), key="b")

    assert bench.slack.texts(HER_ROOM) == ["One.", "Two."]
    assert await sender.find(MIA, key="a", since=SINCE) == bench.slack.rooms[HER_ROOM].messages[0]["ts"]
    assert len(bench.slack.called("conversations.open")) == 1


async def test_without_the_scopes_a_person_is_told_all_the_same(bench: Bench, sender: SlackSender) -> None:
    bench.slack.scopes = bench.slack.scopes.replace(",im:history,im:write", "")
    await sender.send(MIA, ONE, key="a")

    assert bench.slack.texts(HER_ROOM) == ["One."]


async def test_direct_messages_that_cant_be_read_say_nothing_of_channels(bench: Bench, sender: SlackSender) -> None:
    bench.slack.scopes = bench.slack.scopes.replace("im:history,", "")
    await sender.send(MIA, ONE, key="a")

    assert await sender.find(MIA, key="a", since=SINCE) is None
    assert sender.can_read_back


async def test_who_cant_be_written_to_is_refused_and_an_opening_that_is_lost_leaves_it_owed(
    bench: Bench, sender: SlackSender
) -> None:
    with pytest.raises(SendRefused):
        await sender.send("@UNOBODY", ONE, key="a")
    bench.slack.fail("conversations.open", Fault("lose"))
    with pytest.raises(SendDelayed):
        await sender.send(MIA, ONE, key="a")
    assert HER_ROOM not in bench.slack.rooms or bench.slack.texts(HER_ROOM) == []


async def test_at_our_pace_slack_never_has_to_ask_for_patience(bench: Bench) -> None:
    bench.slack.least_seconds = 0.03
    async with bench.connected(pace=timedelta(seconds=0.035)) as slack:
        for number in range(3):
            await slack.sender.send("C1", ONE, key=f"a{number}")
            await slack.sender.send("C2", ONE, key=f"b{number}")
    assert (len(bench.slack.texts("C1")), len(bench.slack.texts("C2"))) == (3, 3)
    assert len(bench.slack.called("chat.postMessage")) == 6


async def test_a_faster_pace_than_slacks_is_told_to_wait_and_nothing_is_posted_twice(bench: Bench) -> None:
    bench.slack.least_seconds = 30.0
    async with bench.connected() as slack:
        await slack.sender.send("C1", ONE, key="a")
        with pytest.raises(SendDelayed) as told:
            await slack.sender.send("C1", ONE, key="b")
        await slack.sender.send("C2", ONE, key="c")
    assert told.value.retry_after == timedelta(seconds=1)
    assert len(bench.slack.texts("C1")) == 1

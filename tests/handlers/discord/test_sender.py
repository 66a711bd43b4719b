"""What leaves for Discord, and what is said of it afterwards."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import SendDelayed, SendRefused, SendUnknown
from bot.core.messages import Button, Buttons, Headline, Message, Paragraph, Text, plain_message
from bot.core.outbox import delivery_key
from handlers.discord import api, client
from tests.handlers.discord.conftest import Bench
from tests.standins.discord import ALERTS, FORBIDDEN, GUEST, MEMBER, NEWS, TOKEN, Fault

SINCE = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def alert(number: int = 1) -> Message:
    return Message(
        text=f"Harbour Daily: headline {number}.",
        parts=(
            Headline(text=f"Headline {number}", url=f"https://h.example/{number}", icon="📰"),
            Paragraph(line=(Text("It passed."),)),
            Buttons(buttons=(Button(label="Why?", verb="why", argument=str(number)),)),
        ),
    )


def follow_up() -> Message:
    return Message(text="KXYZ: Mayor signs.", parts=(Paragraph(line=(Text("KXYZ: Mayor signs"),)),))


def key(number: int = 1) -> str:
    return delivery_key(number, ALERTS)  # type: ignore[arg-type]


async def test_an_alert_is_posted_with_its_nonce_and_pings_nobody(bench: Bench) -> None:
    async with bench.connected() as face:
        sent_as = await face.sender.send(ALERTS, alert(), key=key())

    (body,) = bench.discord.called("post")
    assert (body["nonce"], body["enforce_nonce"]) == (key(), True)
    assert body["allowed_mentions"] == {"parse": []}
    assert bench.discord.titles(ALERTS) == ["📰 Headline 1"]
    assert bench.discord.messages[ALERTS][0]["id"] == sent_as
    assert bench.discord.complaints == []


async def test_the_same_key_is_one_message(bench: Bench) -> None:
    async with bench.connected() as face:
        first = await face.sender.send(ALERTS, alert(), key=key())
        again = await face.sender.send(ALERTS, alert(), key=key())

    assert first == again
    assert len(bench.discord.messages[ALERTS]) == 1


async def test_thirty_alerts_under_a_narrow_bucket_arrive_once_in_order_without_a_429(bench: Bench) -> None:
    bench.discord.bucket_size = 5

    async with bench.connected() as face:
        for number in range(30):
            await face.sender.send(ALERTS, alert(number), key=key(number))

    assert bench.discord.titles(ALERTS) == [f"📰 Headline {number}" for number in range(30)]
    assert bench.discord.called("limited") == []


async def test_a_retry_of_the_library_is_the_same_message(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.discord.fail("post", Fault("limit"), Fault("limit"))

    async with bench.connected() as face:
        await face.sender.send(ALERTS, alert(), key=key())

    bodies = bench.discord.called("post")
    assert len(bodies) == 3
    assert {body["nonce"] for body in bodies} == {key()}
    assert len(bench.discord.messages[ALERTS]) == 1


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (Fault("limit", seconds=40), 40),
        (Fault("cloudflare", seconds=70), 70),
        (Fault("limit", seconds=1e9), 3600),
        (Fault("status", status=403), 300),
        (Fault("refuse", status=404, code=0), 300),
    ],
)
async def test_a_certain_no_for_now_is_a_delay(bench: Bench, fault: Fault, seconds: int) -> None:
    bench.discord.fail("post", fault)

    async with bench.connected() as face:
        with pytest.raises(SendDelayed) as caught:
            await face.sender.send(ALERTS, alert(), key=key())

    assert caught.value.retry_after == timedelta(seconds=seconds)


@pytest.mark.parametrize("fault", [Fault("status", status=503), Fault("lose"), Fault("drop"), Fault("hang")])
async def test_an_answer_that_is_lost_is_unknown_and_then_found(
    bench: Bench, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "CALL_SECONDS", 0.2)
    async with bench.connected() as face:
        await face.sender.send(ALERTS, alert(0), key=key(0))
        bench.discord.fail("post", fault)
        with pytest.raises(SendUnknown):
            await face.sender.send(ALERTS, alert(), key=key())
        found = await face.sender.find(ALERTS, key=key(), since=SINCE)
        again = await face.sender.send(ALERTS, alert(), key=key())

    assert found == (again if fault.kind == "lose" else None)
    assert len(bench.discord.messages[ALERTS]) == 2


@pytest.mark.parametrize("message", [alert(), follow_up()])
async def test_a_message_is_found_long_after_its_nonce_has_gone(bench: Bench, message: Message) -> None:
    async with bench.connected() as face:
        for number in range(150):
            await face.sender.send(ALERTS, alert(number), key=key(number))
        sent_as = await face.sender.send(ALERTS, message, key=key(999))
        bench.discord.forget_nonces()

        assert await face.sender.find(ALERTS, key=key(999), since=SINCE) == sent_as
        assert await face.sender.find(ALERTS, key=key(1000), since=SINCE) is None
        assert await face.sender.find(ALERTS, key=key(999), since=SINCE + timedelta(days=1)) is None


async def test_a_note_that_nobody_looks_for_shows_no_key(bench: Bench) -> None:
    async with bench.connected() as face:
        await face.sender.send(ALERTS, plain_message("Ada paused the alerts."), key="note-1")

    (posted,) = bench.discord.messages[ALERTS]
    assert (posted["content"], posted["embeds"]) == ("Ada paused the alerts.", [])
    assert len(posted["nonce"]) == 24


async def test_where_we_may_not_read_nothing_is_found(bench: Bench) -> None:
    bench.discord.allows_reading = False

    async with bench.connected() as face:
        await face.sender.send(ALERTS, alert(), key=key())
        assert await face.sender.find(ALERTS, key=key(), since=SINCE) is None


@pytest.mark.parametrize(
    ("channel", "fault", "is_gone"),
    [
        (FORBIDDEN, None, True),
        ("999", None, True),
        ("#alerts", None, True),
        (ALERTS, Fault("refuse", status=403, code=50001), True),
        (ALERTS, Fault("refuse", status=400, code=50008), True),
        (ALERTS, Fault("refuse", status=404, code=10008), False),
        (ALERTS, Fault("refuse", status=400, code=200000), False),
    ],
)
async def test_what_will_never_be_taken_is_refused_and_touches_no_other_channel(
    bench: Bench, channel: str, fault: Fault | None, is_gone: bool
) -> None:
    async with bench.connected() as face:
        if fault:
            bench.discord.fail("post", fault)
        with pytest.raises(SendRefused) as caught:
            await face.sender.send(channel, alert(), key=key())
        await face.sender.send(NEWS, alert(), key=key(2))

    assert caught.value.is_channel_gone is is_gone
    assert len(bench.discord.messages[NEWS]) == 1


async def test_a_message_deleted_after_it_arrived_is_not_posted_again(bench: Bench) -> None:
    async with bench.connected() as face:
        bench.discord.fail("post", Fault("lose"))
        with pytest.raises(SendUnknown):
            await face.sender.send(ALERTS, alert(), key=key())
        bench.discord.delete(ALERTS, bench.discord.messages[ALERTS][0]["id"])
        with pytest.raises(SendRefused) as caught:
            await face.sender.send(ALERTS, alert(), key=key())

    assert not caught.value.is_channel_gone
    assert bench.discord.messages[ALERTS] == []


async def test_refused_embeds_are_sent_as_a_sentence(bench: Bench) -> None:
    bench.discord.fail("post", Fault("refuse", status=400, code=50035))

    async with bench.connected() as face:
        await face.sender.send(ALERTS, alert(), key=key())

    (posted,) = bench.discord.messages[ALERTS]
    assert (posted["embeds"], posted["nonce"]) == ([], key())
    assert "https://h.example/1" in posted["content"]


async def test_a_token_that_is_refused_is_asked_no_more_and_nothing_owed_is_lost(bench: Bench) -> None:
    async with bench.connected() as face:
        await face.sender.send(ALERTS, alert(0), key=key(0))
        bench.discord.token = "another"
        for number in range(1, 5):
            with pytest.raises(SendDelayed):
                await face.sender.send(ALERTS, alert(number), key=key(number))

        assert face.finding().light == "failing"
        assert "DISCORD_TOKEN" in face.finding().words
    assert len(bench.discord.called("post")) == 2
    assert len([event for event, _ in bench.reports if event == "discord_trouble"]) == 1
    assert TOKEN not in str(bench.reports)


async def test_while_discord_is_away_what_is_owed_waits(bench: Bench) -> None:
    async with bench.connected(api_url="http://127.0.0.1:9/api/v10") as face:
        with pytest.raises(SendDelayed):
            await face.sender.send(ALERTS, alert(), key=key())

        assert "can't log in" in face.finding().words


# --- edits ------------------------------------------------------------------------------------------------------------


async def test_an_edit_replaces_what_was_posted_and_may_be_repeated(bench: Bench) -> None:
    async with bench.connected() as face:
        sent_as = await face.sender.send(ALERTS, alert(1), key=key())
        for _ in range(2):
            await face.sender.edit(ALERTS, sent_as, alert(2))

    assert bench.discord.titles(ALERTS) == ["📰 Headline 2"]
    assert bench.discord.complaints == []


async def test_an_edit_of_what_is_gone_is_refused_without_harm_to_the_channel(bench: Bench) -> None:
    async with bench.connected() as face:
        with pytest.raises(SendRefused) as caught:
            await face.sender.edit(ALERTS, "12345", alert())
        bench.discord.fail("edit", Fault("refuse", status=400, code=30046))
        with pytest.raises(SendDelayed):
            await face.sender.edit(ALERTS, "12345", alert())

    assert not caught.value.is_channel_gone


async def test_refused_embeds_are_edited_to_a_sentence(bench: Bench) -> None:
    async with bench.connected() as face:
        sent_as = await face.sender.send(ALERTS, alert(1), key=key())
        bench.discord.fail("edit", Fault("refuse", status=400, code=50035))
        await face.sender.edit(ALERTS, sent_as, alert(2))

    assert bench.discord.messages[ALERTS][0]["embeds"] == []


# --- follow-ups -------------------------------------------------------------------------------------------------------


async def test_follow_ups_go_into_the_thread_of_their_alert(bench: Bench) -> None:
    async with bench.connected() as face:
        parent = await face.sender.send(ALERTS, alert(), key=key())
        for number in (2, 3):
            await face.sender.send(ALERTS, follow_up(), key=key(number), thread=parent)

    assert bench.discord.threads[parent]["name"] == "Headline 1"
    assert len(bench.discord.messages[parent]) == 2
    assert len(bench.discord.messages[ALERTS]) == 1
    assert len(bench.discord.called("thread")) == 1


async def test_a_thread_that_exists_already_is_used(bench: Bench) -> None:
    async with bench.connected() as face:
        parent = await face.sender.send(ALERTS, alert(), key=key())
        await face.sender.send(ALERTS, follow_up(), key=key(2), thread=parent)
    async with bench.connected() as face:  # after a restart
        await face.sender.send(ALERTS, follow_up(), key=key(3), thread=parent)

    assert len(bench.discord.messages[parent]) == 2


async def test_where_threads_are_not_allowed_a_follow_up_answers_its_alert(bench: Bench) -> None:
    bench.discord.allows_threads = bench.discord.allows_reading = False

    async with bench.connected() as face:
        parent = await face.sender.send(ALERTS, alert(), key=key())
        for number in (2, 3):
            await face.sender.send(ALERTS, follow_up(), key=key(number), thread=parent)

    assert len(bench.discord.called("thread")) == 1  # and then remembered: Discord counts refusals
    _, answer, _ = bench.discord.messages[ALERTS]
    assert answer["message_reference"]["message_id"] == parent
    assert answer["message_reference"]["fail_if_not_exists"] is False


@pytest.mark.parametrize("fault", [Fault("lose"), Fault("status")])
async def test_a_thread_whose_making_nobody_confirmed_is_tried_again_and_nothing_was_posted(
    bench: Bench, fault: Fault
) -> None:
    async with bench.connected() as face:
        parent = await face.sender.send(ALERTS, alert(), key=key())
        bench.discord.fail("thread", fault)
        with pytest.raises(SendDelayed):
            await face.sender.send(ALERTS, follow_up(), key=key(2), thread=parent)
        await face.sender.send(ALERTS, follow_up(), key=key(2), thread=parent)

    assert len(bench.discord.messages[parent]) == 1


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_follow_up_is_found_in_its_thread(bench: Bench, is_restarted: bool) -> None:
    async with bench.connected() as face:
        parent = await face.sender.send(ALERTS, alert(), key=key())
        sent_as = await face.sender.send(ALERTS, follow_up(), key=key(2), thread=parent)
        if not is_restarted:
            assert await face.sender.find(ALERTS, key=key(2), since=SINCE) == sent_as
    async with bench.connected() as face:
        assert await face.sender.find(ALERTS, key=key(2), since=SINCE) == sent_as
        assert await face.sender.find(ALERTS, key=key(3), since=SINCE) is None


# --- direct messages --------------------------------------------------------------------------------------------------


async def test_a_person_is_told_in_their_direct_messages(bench: Bench) -> None:
    async with bench.connected() as face:
        for number in (1, 2):
            await face.sender.send(f"@{MEMBER.id}", alert(number), key=key(number))
        sent_as = bench.discord.messages[f"90{MEMBER.id}"][1]["id"]
        assert await face.sender.find(f"@{MEMBER.id}", key=key(2), since=SINCE) == sent_as
        assert await face.sender.find(f"@{MEMBER.id}", key=key(3), since=SINCE) is None

    assert bench.discord.titles(f"90{MEMBER.id}") == ["📰 Headline 1", "📰 Headline 2"]
    assert len(bench.discord.called("open")) == 1


async def test_who_takes_no_direct_messages_is_refused_for_good(bench: Bench) -> None:
    async with bench.connected() as face:
        with pytest.raises(SendRefused) as caught:
            await face.sender.send(f"@{GUEST.id}", alert(), key=key())
        bench.discord.fail("open", Fault("lose"))
        with pytest.raises(SendDelayed):
            await face.sender.send(f"@{MEMBER.id}", alert(), key=key())

    assert caught.value.is_channel_gone


async def test_a_long_wait_for_a_bucket_is_given_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE_SECONDS", 0.05)
    bench.discord.bucket_size, bench.discord.bucket_seconds = 1, 30

    async with bench.connected() as face:
        async with asyncio.timeout(5):
            await face.sender.send(ALERTS, alert(1), key=key(1))
            with pytest.raises(SendDelayed) as caught:
                await face.sender.send(ALERTS, alert(2), key=key(2))

    assert timedelta(seconds=25) < caught.value.retry_after <= timedelta(seconds=30)

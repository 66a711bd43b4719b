"""What people can do on Discord: acknowledged at once, answered in private, and only to those who may."""

import asyncio
from typing import Any

import pytest

from bot.core.messages import Button, Buttons, Message, Paragraph, Text
from tests.handlers.discord.conftest import Bench
from tests.standins.discord import (
    ADMIN,
    ALERTS,
    EDITOR,
    GUEST,
    GUILD,
    MEMBER,
    NEWCOMER,
    OTHER_GUILD,
    OWNER,
    READER,
    ROBOT,
    Fault,
    Person,
)

ALERT: dict[str, Any] = {
    "id": "1000",
    "components": [
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": label, "custom_id": custom_id}
                for label, custom_id in (
                    ("Why?", "ww1:why.ABCDEFGHIJKLMNOPQRSTUV23:12"),
                    ("Next", "ww1:page:2 amazon"),
                    ("Share", "ww1:share:amazon"),
                    ("Old", "ww0:why:12"),
                    ("Gone", "ww1:gone:12"),
                )
            ],
        }
    ],
}
WHY, NEXT, SHARE, OLD, GONE = (button["custom_id"] for button in ALERT["components"][0]["components"])


def visits(bench: Bench) -> list[tuple[str, str]]:
    return [(how, words) for how, words, _ in bench.desk.visits]


# --- questions --------------------------------------------------------------------------------------------------------


async def test_an_answer_is_private_and_well_formed(bench: Bench) -> None:
    async with bench.running():
        request = await bench.discord.command("policy", {"query": "amazon"})

    assert visits(bench) == [("ask", "amazon")]
    assert request.is_private
    assert "Page 1 of amazon" in request.words
    assert bench.discord.complaints == []


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({}, ""),
        ({"query": "“live  match”"}, '"live match"'),
        ({"query": "dana ortiz", "show": "quotes", "since": "2026-01"}, "quotes dana ortiz since:2026-01"),
        ({"query": "clearview", "show": "timeline"}, "timeline clearview"),
        ({"query": "why https://h.example/1"}, "why https://h.example/1"),
        ({"show": "help"}, "help"),
    ],
)
async def test_the_options_are_the_words_of_every_face(bench: Bench, options: dict[str, str], asked: str) -> None:
    async with bench.running():
        await bench.discord.command("policy", options)

    assert visits(bench) == [("ask", asked)]


async def test_a_shared_answer_is_for_all_without_buttons_and_names_who_shared_it(bench: Bench) -> None:
    async with bench.running():
        by_command = await bench.discord.command("policy", {"query": "amazon", "share": True})
        by_button = await bench.discord.press(ALERT, SHARE)

    for request in (by_command, by_button):
        assert not request.is_private
        assert request.answers[0]["components"] == []
        assert "Shared by mia" in request.words


async def test_however_long_the_desk_takes_the_acknowledgement_does_not_wait(bench: Bench) -> None:
    bench.desk.open.clear()

    async with bench.running():
        requests = [await bench.discord.command("policy", {"query": str(n)}, waits=False) for n in range(30)]
        assert all((request.acknowledged_after or 9) < 1 for request in requests)
        bench.desk.open.set()
        await bench.discord.until(lambda: all(request.answers for request in requests))


async def test_a_bug_in_one_answer_is_told_to_who_asked_and_logged_without_their_name(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.desk.breaks = RuntimeError("oh")

    async with bench.running():
        request = await bench.discord.command("policy", {"query": "amazon"})
        button = await bench.discord.press(ALERT, WHY)
        bench.desk.breaks = None
        after = await bench.discord.command("policy", {"query": "amazon"})

    assert "Something broke" in request.words
    assert "Something broke" in button.words
    assert "Page 1" in after.words
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["discord_bug"] * 2
    assert "mia" not in caplog.text


async def test_a_question_beyond_reason_is_refused_before_the_desk(bench: Bench) -> None:
    async with bench.running():
        request = await bench.discord.command("policy", {"query": "x" * 300, "since": "y" * 150}, waits=False)
        await bench.discord.command("policy-admin", {"what": "x" * 3_100}, path="do", waits=False)

    assert bench.desk.visits == []
    assert request.is_private


# --- faults -----------------------------------------------------------------------------------------------------------


async def test_a_request_given_up_by_discord_is_left_alone(bench: Bench) -> None:
    async with bench.running():
        bench.discord.patience = 0.5
        bench.discord.fail("acknowledge", Fault("refuse", status=404, code=10062))
        await bench.discord.press(ALERT, WHY, waits=False)
        await bench.until(lambda: bench.reports[-1:] == [("discord_ack_failed", "404 (10062)")])
        after = await bench.discord.command("policy", {"query": "amazon"})

    assert visits(bench) == [("ask", "amazon")]
    assert after.answers


@pytest.mark.parametrize("fault", [Fault("lose"), Fault("hang")])
async def test_an_acknowledgement_whose_answer_is_lost_is_answered_all_the_same(bench: Bench, fault: Fault) -> None:
    async with bench.running():
        bench.discord.patience = 0.5
        bench.discord.fail("acknowledge", fault)
        request = await bench.discord.command("policy", {"query": "amazon"}, waits=False)
        if fault.kind == "lose":
            await bench.discord.until(lambda: bool(request.answers))
        else:
            await bench.until(lambda: "discord_ack_failed" in dict(bench.reports))

    assert visits(bench) == [("ask", "amazon")]


@pytest.mark.parametrize("fault", [Fault("lose"), Fault("status", status=503), Fault("limit", seconds=0.01)])
async def test_an_answer_that_got_lost_is_given_again(bench: Bench, fault: Fault) -> None:
    async with bench.running():
        bench.discord.fail("answer", fault)
        request = await bench.discord.command("policy", {"query": "amazon"}, waits=False)
        await bench.discord.until(lambda: len(bench.discord.called("answer")) == 2)

    assert "Page 1" in request.words


async def test_refused_embeds_leave_a_sentence(bench: Bench) -> None:
    async with bench.running():
        bench.discord.fail("answer", Fault("refuse", status=400, code=50035))
        request = await bench.discord.command("policy", {"query": "amazon"})

    assert request.answers[0]["embeds"] == []
    assert request.answers[0]["content"] == "amazon: 3 stories."


async def test_an_answer_discord_no_longer_takes_is_reported_without_whose_it_was(bench: Bench) -> None:
    async with bench.running():
        bench.discord.fail("answer", Fault("refuse", status=404, code=10015))
        await bench.discord.command("policy", {"query": "amazon"}, waits=False)
        await bench.until(lambda: "discord_answer_lost" in dict(bench.reports))

    assert "mia" not in str(bench.reports)
    assert len(bench.discord.called("answer")) == 1


# --- buttons ----------------------------------------------------------------------------------------------------------


async def test_a_button_works_after_a_restart_and_answers_in_private(bench: Bench) -> None:
    async with bench.running():
        request = await bench.discord.press(ALERT, WHY)

    assert visits(bench) == [("press", f"why 12 {ALERTS}")]
    assert request.is_private


async def test_paging_turns_the_private_answer_and_never_a_public_message(bench: Bench) -> None:
    async with bench.running():
        private = await bench.discord.press(ALERT, NEXT, is_ephemeral=True)
        public = await bench.discord.press(ALERT, NEXT)

    assert private.acknowledgement["type"] == 6
    assert public.acknowledgement["type"] == 5
    assert public.is_private


async def test_a_channel_is_answered_in_its_language(bench: Bench) -> None:
    bench.desk.languages[f"discord:{ALERTS}"] = "es"
    async with bench.running():
        refused = await bench.discord.press(ALERT, OLD)
        shared = await bench.discord.command("policy", {"query": "amazon", "share": True})
    assert "versión anterior" in refused.words
    assert "Compartido por" in shared.words


@pytest.mark.parametrize("custom_id", [OLD, GONE])
async def test_a_button_of_another_version_says_so(bench: Bench, custom_id: str) -> None:
    async with bench.running():
        request = await bench.discord.press(ALERT, custom_id)

    assert "older version" in request.words
    assert request.is_private
    assert bench.desk.visits == []


async def test_what_a_button_was_posted_with_comes_back_whole(bench: Bench) -> None:
    argument = "2 quotes “x”: a:b 👩‍👩‍👧‍👦"
    message = Message(
        text="x.",
        parts=(Paragraph(line=(Text("x"),)), Buttons(buttons=(Button(label="Go", verb="ask", argument=argument),))),
    )
    async with bench.running() as face:
        await face.sender.send(ALERTS, message, key="any")
        (posted,) = bench.discord.messages[ALERTS]
        await bench.discord.press(posted, posted["components"][0]["components"][0]["custom_id"])

    assert visits(bench) == [("press", f"ask {argument} {ALERTS}")]


# --- admin ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "options", "words"),
    [
        ("sources list", {}, "sources list"),
        ("sources add", {"what": "https://council.example"}, "sources add https://council.example"),
        ("keywords add", {"what": "“live match” NEAR x"}, 'keywords add "live match" NEAR x'),
        ("keywords add", {"what": "x", "why": "UK wording"}, "keywords add x why: UK wording"),
        ("sources remove", {"what": "12", "why": "  "}, "sources remove 12"),
        ("channel add", {}, "channel add"),
        ("channel remove", {"why": "too much"}, "channel remove why: too much"),
        ("status", {}, "status"),
        ("stories", {"what": "mute 7"}, "stories mute 7"),
        ("quotes", {"what": "7"}, "quotes 7"),
        ("proposals", {}, "proposals"),
        ("history", {}, "history"),
        ("history", {"number": "12"}, "history 12"),
        ("pause", {}, "pause"),
        ("do", {"what": "channel add <#120>"}, "channel add 120"),
    ],
)
async def test_admin_words_are_those_of_every_face(
    bench: Bench, path: str, options: dict[str, str], words: str
) -> None:
    async with bench.running():
        request = await bench.discord.command("policy-admin", options, path=path, by=ADMIN)

    assert visits(bench) == [("admin", f"{words} {ALERTS}")]
    assert request.is_private
    assert "Done." in request.words


@pytest.mark.parametrize(
    ("who", "is_admin"),
    [
        (OWNER, True),
        (ADMIN, True),
        (MEMBER, False),
        (EDITOR, True),
        (Person("8", "al"), True),
        (Person("9", "bo", permissions=1 << 3), True),
    ],
)
async def test_who_may_is_judged_at_each_request(bench: Bench, who: Person, is_admin: bool) -> None:
    async with bench.running(admins=frozenset({"77", "8"})):
        await bench.discord.command("policy-admin", path="status", by=who)
        await bench.discord.press(ALERT, WHY, by=who)

    members = [member for _, _, member in bench.desk.visits if member]
    assert [member.is_admin for member in members] == [is_admin, is_admin]
    assert {(member.platform, member.id, member.name) for member in members} == {("discord", who.id, who.name)}


@pytest.mark.parametrize(
    ("who", "guild"),
    [(GUEST, GUILD), (NEWCOMER, GUILD), (ROBOT, GUILD), (OWNER, OTHER_GUILD), (OWNER, None), (MEMBER, None)],
)
async def test_strangers_are_refused_politely_in_private_and_never_reach_the_desk(
    bench: Bench, who: Person, guild: str | None
) -> None:
    async with bench.running(guilds=frozenset({GUILD})):
        requests = [
            await bench.discord.command("policy", {"query": "amazon"}, by=who, guild=guild),
            await bench.discord.command("policy", {"query": "amazon", "share": True}, by=who, guild=guild),
            await bench.discord.command("policy-admin", path="status", by=who, guild=guild),
            await bench.discord.press(ALERT, WHY, by=who, guild=guild),
            await bench.discord.press(ALERT, SHARE, by=who, guild=guild),
        ]
        suggested = await bench.discord.write("Am", by=who, guild=guild)

    assert bench.desk.visits == []
    for request in requests:
        assert request.is_private
        assert "Watchword" in request.words
    assert suggested.choices == []


# --- autocomplete -----------------------------------------------------------------------------------------------------


async def test_names_are_suggested_while_typing(bench: Bench) -> None:
    async with bench.running():
        assert (await bench.discord.write("am")).choices == ["Amazon"]
        assert (await bench.discord.write("zz")).choices == []


async def test_suggestions_are_few_short_and_never_late(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["x" * 101, "", "\u200b", *(f"Name {number}" for number in range(40))]

    async def suggest(typed: str, *, limit: int = 25) -> tuple[str, ...]:
        await bench.desk.open.wait()
        return tuple(names)

    monkeypatch.setattr(bench.desk, "suggest", suggest)
    async with bench.running():
        assert (await bench.discord.write("n")).choices == [f"Name {number}" for number in range(25)]
        bench.desk.open.clear()
        late = await bench.discord.write("n")

    assert late.choices == []
    assert (late.acknowledged_after or 9) < 1


async def test_a_suggestion_that_comes_too_late_or_breaks_is_no_matter(
    bench: Bench, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(typed: str, *, limit: int = 25) -> tuple[str, ...]:
        raise RuntimeError("oh")

    async with bench.running():
        bench.discord.patience = 0.5
        bench.discord.fail("acknowledge", Fault("refuse", status=404, code=10062))
        first = await bench.discord.write("am")
        monkeypatch.setattr(bench.desk, "suggest", broken)
        await asyncio.wait_for(bench.discord.write("am"), 5)
        assert (await bench.discord.command("policy", {"query": "amazon"})).answers

    assert first.choices == []
    assert "mia" not in caplog.text
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["discord_bug"]


# --- votes and follows ------------------------------------------------------------------------------------------------


WHY_NOT, STOP = "ww1:complain:12 duplicate", "ww1:unfollow:12"


def with_button(custom_id: str) -> dict[str, Any]:
    button = {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id}
    return {"id": "1001", "components": [{"type": 1, "components": [button]}]}


async def test_the_desk_is_told_who_asks_and_not_when_all_may_read_the_answer(bench: Bench) -> None:
    async with bench.running():
        await bench.discord.command("policy", {"query": "forget"})
        await bench.discord.command("policy", {"query": "forget", "share": True})

    asker, sharer = bench.desk.askers
    assert asker is not None
    assert asker.id == MEMBER.id
    assert sharer is None


@pytest.mark.parametrize(
    "pressed", ["useful:12", "not_relevant:12", "follow:12", "proposal_apply:12", "set_speaker:115 a1b2 is Irma Stone"]
)
async def test_an_opinion_of_an_alert_is_answered_in_private(bench: Bench, pressed: str) -> None:
    async with bench.running():
        request = await bench.discord.press(with_button(f"ww1:{pressed}"), f"ww1:{pressed}")

    assert visits(bench) == [("press", f"{pressed.replace(':', ' ')} {ALERTS}")]
    assert request.is_private


async def test_the_reason_takes_the_place_of_the_question(bench: Bench) -> None:
    async with bench.running():
        request = await bench.discord.press(with_button(WHY_NOT), WHY_NOT, is_ephemeral=True)

    assert visits(bench) == [("press", f"complain 12 duplicate {ALERTS}")]
    assert request.acknowledgement["type"] == 6


async def test_following_can_be_ended_from_the_direct_messages_it_brings_and_nothing_else_be_done(bench: Bench) -> None:
    async with bench.running():
        ended = await bench.discord.press(with_button(STOP), STOP, guild=None, channel="9001")
        await bench.discord.press(ALERT, WHY, guild=None, channel="9001", waits=False)

    assert visits(bench) == [("press", "unfollow 12 9001")]
    assert "Pressed unfollow" in ended.words
    ((_, _, member),) = bench.desk.visits
    assert member is not None
    assert member.id == MEMBER.id


@pytest.mark.parametrize("listed", [frozenset[str](), frozenset({GUILD, OTHER_GUILD})])
async def test_managing_a_server_of_ones_own_makes_no_admin_of_everybodys_channels(
    bench: Bench, listed: frozenset[str]
) -> None:
    """Anyone may invite a public bot; with two servers rights count in those on the operator's list alone."""
    bench.discord.guilds = [GUILD, OTHER_GUILD]
    async with bench.running(guilds=listed):
        await bench.discord.command("policy-admin", path="status", by=OWNER, guild=OTHER_GUILD)

    (member,) = [member for _, _, member in bench.desk.visits if member]
    assert member.is_admin == bool(listed)


async def test_who_may_not_write_in_a_channel_shares_nothing_there(bench: Bench) -> None:
    async with bench.running():
        by_command = await bench.discord.command("policy", {"query": "amazon", "share": True}, by=READER)
        by_button = await bench.discord.press(ALERT, SHARE, by=READER)
        alone = await bench.discord.command("policy", {"query": "amazon"}, by=READER)

    for refused in (by_command, by_button):
        assert refused.is_private
        assert "nothing is shared" in refused.words
    assert "Page 1 of amazon" in alone.words

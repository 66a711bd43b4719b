"""What members and admins type or press, and what they get, whatever platform they are on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.alerts import Limits
from bot.core.messages import Buttons, Message
from bot.core.model import Alert, AlertKind, Article, Complaint, DeliveryId, HeldFor, Opinion, Revision, SourceId, Votes
from bot.core.outbox import held
from bot.services.attributing import Attributing
from bot.services.desk import Member
from bot.services.digests import Digests
from bot.services.front_desk import FrontDesk, Services
from bot.services.health import HealthCheck
from bot.services.lookup import Lookup
from bot.services.muting import Muting
from bot.services.personal import Personal
from bot.services.posting import Posting
from bot.services.proposing import Proposing
from bot.services.stories import Stories
from bot.services.suggesting import Suggesting
from bot.services.tune import Anew, By, Keywords, SecondAdmin, Trials, Undo
from bot.services.why import Why
from config.languages import languages
from handlers.terminal import as_text
from tests.fakes.channels import Announced
from tests.fakes.filing import NOW, decide, file, owe, quote
from tests.services.test_watch import FEED, TOPIC, Desk, ban

ADMIN = Member(platform="fake", id="U1", name="Lee", is_admin=True)
MEMBER = replace(ADMIN, id="U2", name="Sam", is_admin=False)
GUEST = replace(ADMIN, id="U3", name="Eve", is_guest=True)


class Office:
    """A watch, and the desk in front of it."""

    def __init__(self, desk: Desk) -> None:
        self.watch = desk
        self.archive = desk.archive
        announced = desk.announced
        self.announced = announced.lines
        self.messages = announced.messages
        self.questions = 0
        suggesting = Suggesting(archive=desk.archive, clock=desk.clock, log=announced.log)
        attributing = Attributing(archive=desk.archive, filing=desk.filing, log=announced.log, suggesting=suggesting)
        self.attributing = attributing
        self.keywords = keywords = Keywords(
            archive=desk.archive, log=announced.log, topics=(TOPIC,), on_change=desk.filing.reload
        )
        limits = Limits(alert=0.6, digest=0.3)
        trials = Trials(archive=desk.archive, clock=desk.clock, topics=(TOPIC,), limits=limits)
        self.proposing = Proposing(
            archive=desk.archive,
            clock=desk.clock,
            topics=(TOPIC,),
            limits=limits,
            keywords=keywords,
            channels=announced.channels,
            sources=desk.sources,
            trials=trials,
            announce=announced.announce,
            admin_command="/policy-admin",
        )
        self.stories = Stories(
            archive=desk.archive, filing=desk.filing, clock=desk.clock, topics=(TOPIC,), log=announced.log
        )
        self.second = SecondAdmin(archive=desk.archive, clock=desk.clock, log=announced.log, on_change=self._reload)
        digests = Digests(archive=desk.archive, outbox=desk.archive, clock=desk.clock, topics=(TOPIC,))
        services = Services(
            archive=desk.archive,
            lookup=Lookup(archive=desk.archive, topics=(TOPIC,), clock=desk.clock),
            sources=desk.sources,
            keywords=keywords,
            proposing=self.proposing,
            trials=trials,
            anew=Anew(archive=desk.archive, clock=desk.clock, topics=(TOPIC,), file=self._file, log=announced.log),
            channels=announced.channels,
            digests=digests,
            personal=Personal(archive=desk.archive, clock=desk.clock),
            log=announced.log,
            undo=Undo(
                archive=desk.archive,
                log=announced.log,
                on_change=self._reload,
                correct=attributing.correct,
                regroup=self._regroup,
            ),
            second=self.second,
            why=Why(
                archive=desk.archive,
                outbox=desk.archive,
                topics=(TOPIC,),
                limits=Limits(alert=0.6, digest=0.3),
            ),
            posting=Posting(
                archive=desk.archive,
                fetcher=desk.fetcher,
                parser=desk.parser,
                filing=desk.filing,
                digests=digests,
                topics=(TOPIC,),
                log=announced.log,
                suggesting=suggesting,
                on_owed=lambda: None,
            ),
            stories=self.stories,
            attributing=attributing,
            muting=Muting(archive=desk.archive, log=announced.log),
            health=HealthCheck(archive=desk.archive, clock=desk.clock, platforms={}, is_running=False),
        )
        self.front = FrontDesk(services, alert_at=0.6, count_question=self._count, languages=languages())

    async def press(self, verb: str, argument: object, *, member: Member = MEMBER) -> str:
        return _words(await self.front.press(verb, str(argument), member=member, channel="desk"))

    async def admin(self, words: str, *, member: Member = ADMIN, channel: str = "desk") -> str:
        return _words(await self.front.admin(words, member=member, channel=channel))

    async def _file(self, article: Article, source: SourceId | None) -> tuple[bool, bool]:
        outcome = await self.watch.filing.file(article, source=source)
        return outcome.filed is not None, outcome.alerts > 0

    async def _reload(self, revision: Revision) -> None:
        await self.watch.filing.reload()

    async def _regroup(self, number: int, by: By) -> object:
        return await self.stories.undo(number, by=by)

    def _count(self) -> None:
        self.questions += 1


def _words(message: Message) -> str:
    return f"{message.text}\n{message.parts}"


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def test_an_empty_question_and_the_word_help_give_six_examples(office: Office) -> None:
    for query in ("", "  ", "help"):
        assert "/policy amazon" in _words(await office.front.ask(query))


async def test_a_question_is_answered_and_counted_without_its_words(office: Office) -> None:
    await file(office.archive, "Quay bans face recognition")
    assert "Quay bans face recognition" in _words(await office.front.ask("quay"))
    assert office.questions == 1


async def test_a_date_that_cant_be_read_is_said_in_words(office: Office) -> None:
    assert "since" in (await office.front.ask("amazon since:yesterweek")).text
    assert "too long" in (await office.front.ask("x" * 301)).text


async def test_buttons_of_an_alert_open_its_reasons_and_quotes(office: Office) -> None:
    text = "“No scanning,” said Ines Okafor."
    filed = await file(office.archive, "Ban", text, quotes=[quote(text, "No scanning,", speaker="Ines Okafor")])
    alert = await decide(office.archive, filed, kind=AlertKind.ALERT)
    quotes = await office.front.press("more_quotes", str(alert.id), member=MEMBER, channel="desk")
    assert "every quote of “Ban”" in quotes.text  # the one it has stands in the alert already
    why = await office.front.press("why", str(alert.id), member=MEMBER, channel="desk")
    assert "0.70" in _words(why) or "0.7" in _words(why)


@pytest.mark.parametrize("argument", ["", "x", "²", "-1", "9" * 40, "999"])
async def test_a_forged_button_opens_nothing(office: Office, argument: str) -> None:
    message = await office.front.press("why", argument, member=MEMBER, channel="desk")
    assert "no longer in the archive" in message.text


@pytest.mark.parametrize(
    "words",
    [
        "sources list",
        "sources remove 1",
        "keywords add x",
        "keywords edit faces x",
        "channel add",
        "pause",
        "status",
        "history",
        "undo",
        "nonsense",
    ],
)
async def test_only_admins_change_anything_and_guests_get_nothing(office: Office, words: str) -> None:
    before = await office.archive.sources(), await office.archive.rules(), await office.archive.channels()
    assert "admins" in await office.admin(words, member=MEMBER)
    assert "members of this workspace" in await office.admin(words, member=GUEST)
    pressed = await office.front.press("admin", words, member=MEMBER, channel="desk")
    assert "admins" in pressed.text
    assert before == (await office.archive.sources(), await office.archive.rules(), await office.archive.channels())
    assert await office.archive.changes(limit=5) == ()


async def test_a_keyword_is_added_counts_from_the_next_article_and_is_announced_with_why(office: Office) -> None:
    answer = await office.admin("keywords add “ferry timetable” why: our harbour")
    assert "ferry-timetable" in answer
    assert office.watch.filing.matches("New ferry timetable", "")
    assert office.announced == [("desk", 'Lee added the keyword "ferry timetable" (our harbour).')]
    (change,) = await office.archive.changes(limit=5)
    assert (change.who, change.why) == ("fake:U1", "our harbour")


async def test_a_keyword_that_cant_be_run_is_refused_with_its_place_and_changes_nothing(office: Office) -> None:
    answer = await office.admin('keywords add "ferry')
    assert "can't be used: unbalanced quote" in answer
    assert "Character 1, where the ▲ stands" in answer
    assert '▲"ferry' in answer
    assert len(await office.archive.rules()) == len(TOPIC.rules)
    assert office.announced == []


async def test_a_keyword_that_was_taken_out_counts_no_more_and_stays_known(office: Office) -> None:
    assert "Removed" in await office.admin("keywords remove faces")
    assert not office.watch.filing.matches("Council bans face recognition", "")
    (rule,) = await office.archive.rules()
    assert rule.is_off
    assert "no such keyword" in await office.admin("keywords remove faces")
    assert "already" not in await office.admin('keywords add "face recognition"')


async def test_a_source_is_added_with_its_baseline_listed_and_removed(office: Office) -> None:
    office.watch.publish(ban("Northport"))
    await office.admin("sources remove 1")
    added = await office.admin(f"sources add {FEED} Our Gazette")
    assert "Baseline taken: 1 entry stored, none posted; 1 matched" in added
    assert "Our Gazette" in await office.admin("sources list")
    assert "already" in await office.admin(f"sources add {FEED}")
    assert [words.split()[1] for _, words in office.announced] == ["removed", "added"]


@pytest.mark.parametrize("url", ["http://10.0.0.1/feed", "file:///etc/passwd", "nonsense", "http://user:pw@x.example/"])
async def test_an_address_that_cant_be_used_says_so_and_nothing_of_inner_networks(office: Office, url: str) -> None:
    answer = await office.admin(f"sources add {url}")
    assert "That didn't work" in answer
    assert office.announced == []


async def test_a_channel_is_added_paused_resumed_and_removed(office: Office) -> None:
    assert "from now on" in await office.admin("channel add", channel="new")
    assert "already" in await office.admin("channel add", channel="new")
    assert "paused" in await office.admin("pause", channel="new")
    assert "paused here already" in await office.admin("pause", channel="new")
    paused = {channel.id: channel.is_paused for channel in await office.archive.channels()}
    assert paused == {"desk": False, "new": True}
    assert "resumed" in await office.admin("resume", channel="new")
    assert "No more alerts" in await office.admin("channel remove", channel="new")
    assert [channel.id for channel in await office.archive.channels()] == ["desk"]
    assert {channel for channel, _ in office.announced} == {"new"}


async def test_a_channel_that_comes_back_has_the_settings_it_had(office: Office) -> None:
    await office.archive.save_channel(replace((await office.archive.channels())[0], name="#desk"))
    await office.admin("channel digest monday at 09:30 Europe/London")
    await office.admin("channel notes off")
    await office.admin("pause")
    before = (await office.archive.channels())[0]
    await office.admin("channel remove")
    told = await office.admin("channel add")
    assert "Its other settings are those it had before" in told
    assert "times are those of Europe/London" in told
    assert await office.archive.channels() == (replace(before, is_paused=False),)


async def test_a_channel_gets_limits_of_relevance_and_goes_back_to_the_usual_ones(office: Office) -> None:
    assert "alerts from 0.75, digest from 0.40" in await office.admin("channel relevance 0.75 0.4", channel="desk")
    assert "already" in await office.admin("channel add", channel="desk")
    (desk,) = await office.archive.channels()
    assert (desk.alert_at, desk.digest_at) == (0.75, 0.4)
    assert "alerts from 0.75" in await office.admin("channel relevance", channel="desk")
    assert "as everywhere" in await office.admin("channel relevance usual", channel="desk")
    (desk,) = await office.archive.channels()
    assert (desk.alert_at, desk.digest_at) == (None, None)
    assert {channel for channel, _ in office.announced} == {"desk"}


@pytest.mark.parametrize("words", ["0.4 0.7", "0.7", "7 0.4", "high low", "1.2 0.3", "nan nan"])
async def test_limits_that_make_no_sense_change_nothing(office: Office, words: str) -> None:
    assert "For example" in await office.admin(f"channel relevance {words}", channel="desk")
    assert office.announced == []


async def test_another_channels_name_is_no_topic(office: Office) -> None:
    assert "no topic <#C2|general>" in await office.admin("channel add <#C2|general>", channel="new")
    assert [channel.id for channel in await office.archive.channels()] == ["desk"]
    assert "from now on" in await office.admin("channel add faces", channel="new")


async def test_unknown_words_and_missing_ones_say_what_to_type(office: Office) -> None:
    assert "/policy-admin sources list" in await office.admin("")
    assert "/policy-admin sources list" in await office.admin("soruces lsit")
    assert "/policy-admin keywords add" in await office.admin("keywords add")
    assert "/policy-admin sources remove 12" in await office.admin("sources remove twelve")


async def test_status_and_history_are_one_look(office: Office) -> None:
    await office.admin("pause")
    assert "paused: fake:desk" in await office.admin("status")
    assert "Lee paused the alerts in fake:desk" in await office.admin("history")


async def test_the_status_is_a_line_each_with_what_to_mend_on_top(office: Office) -> None:
    desk = (await office.archive.channels())[0]
    well = as_text(await office.front.admin("status", member=ADMIN, channel="desk")).splitlines()
    assert well[0] == "Well."
    assert any(line.startswith("• Fine: store: ") for line in well)
    await office.archive.save_channel(replace(desk, is_paused=True, trouble="is_archived"))
    sick = as_text(await office.front.admin("status", member=ADMIN, channel="desk")).splitlines()
    assert sick[1].startswith("⚠ First: channel fake:desk: was switched off: is_archived → /policy-admin resume")
    assert sick[2].startswith("• Look at: channel fake:desk: was switched off")


async def test_long_lists_come_in_pages_with_buttons(office: Office) -> None:
    for number in range(20):
        await office.admin(f'keywords add "ferry number {number}"')
    first = await office.front.admin("keywords list", member=ADMIN, channel="desk")
    assert "Page 1 of 2" in first.text
    second = await office.front.press("admin", "keywords list 2", member=ADMIN, channel="desk")
    assert "Page 2 of 2" in second.text


async def _many_stories(office: Office, count: int) -> None:
    for number in range(count):
        await file(office.archive, f"Quay weighs face recognition, day {number}")


async def test_an_answer_is_turned_page_by_page_and_counted_once(office: Office) -> None:
    await _many_stories(office, 17)
    first = await office.front.ask("quay")
    assert "Page 1 of 3" in first.text
    second = await office.front.press("page", "2 quay", member=MEMBER, channel="desk")
    assert "Page 2 of 3" in second.text
    assert "Page 3 of 3" in (await office.front.ask("quay", page=3)).text
    assert office.questions == 1


@pytest.mark.parametrize("argument", ["99 quay", "999999999999999999 quay", "-1 quay", "² quay", "٣ quay", "x quay"])
async def test_a_forged_page_is_the_nearest_there_is(office: Office, argument: str) -> None:
    await _many_stories(office, 6)
    message = await office.front.press("page", argument, member=MEMBER, channel="desk")
    assert "Quay weighs face recognition" in _words(message)


@pytest.mark.parametrize("argument", ["", "2", "2 ", "0"])
async def test_a_page_of_nothing_is_help_and_guests_turn_none(office: Office, argument: str) -> None:
    assert "/policy amazon" in _words(await office.front.press("page", argument, member=MEMBER, channel="desk"))
    assert (
        "members of this workspace" in (await office.front.press("page", argument, member=GUEST, channel="desk")).text
    )


# --- votes ------------------------------------------------------------------------------------------------------------


async def _alert(office: Office, title: str = "Harbour bans it") -> Alert:
    return await decide(office.archive, await file(office.archive, title, seen_at=office.watch.clock.now()))


async def test_a_vote_is_noted_may_be_changed_and_taken_back_and_is_shown_in_why(office: Office) -> None:
    alert = await _alert(office)
    assert "Noted: useful. Press again to take it back." in await office.press("useful", alert.id)
    assert "Noted: useful" in await office.press("useful", alert.id, member=ADMIN)
    assert "Marked useful by 2" in await office.press("why", alert.id)

    assert "Noted: not relevant" in await office.press("not_relevant", alert.id)
    assert "Marked useful by 1, not relevant by 1" in await office.press("why", alert.id)

    assert "Taken back" in await office.press("not_relevant", alert.id)
    assert "Marked useful by 1'" in await office.press("why", alert.id)


async def test_a_vote_against_asks_the_one_question_and_keeps_the_answer(office: Office) -> None:
    alert = await _alert(office)
    asked = await office.front.press("not_relevant", str(alert.id), member=MEMBER, channel="desk")
    buttons = [button for part in asked.parts if isinstance(part, Buttons) for button in part.buttons]
    assert [button.label for button in buttons] == [
        "Other sense of the words", "Opinion", "Duplicate", "Wrong place", "Other",
    ]  # fmt: skip
    for button in buttons:
        assert "Noted: not relevant, " in await office.press(button.verb, button.argument)
    (vote,) = office.archive.votes_kept.values()
    assert (vote.opinion, vote.complaint) == (Opinion.NOT_RELEVANT, Complaint.OTHER)


async def test_who_voted_cant_be_read_from_what_is_kept(office: Office) -> None:
    first, second = await _alert(office), await _alert(office, "Another")
    for alert in (first, second):
        await office.press("useful", alert.id)
    (one, other) = office.archive.votes_kept.values()
    assert one.voter == other.voter  # or a second vote would count
    assert len(one.voter) == 32
    assert "U2" not in repr(office.archive.votes_kept)


@pytest.mark.parametrize("verb", ["useful", "not_relevant", "complain", "follow", "unfollow"])
@pytest.mark.parametrize("argument", ["", "x", "999", "-1", "²", "999 opinion"])
async def test_a_forged_vote_or_follow_changes_nothing(office: Office, verb: str, argument: str) -> None:
    await _alert(office)
    assert "no longer in the archive" in await office.press(verb, argument)
    assert office.archive.votes_kept == {}


async def test_a_forged_reason_is_asked_for_again(office: Office) -> None:
    alert = await _alert(office)
    assert "What is wrong" in await office.press("complain", f"{alert.id} because")
    assert office.archive.votes_kept == {}


async def test_guests_neither_vote_nor_follow(office: Office) -> None:
    alert = await _alert(office)
    for verb in ("useful", "not_relevant", "complain", "follow"):
        assert "members of this workspace" in await office.press(verb, alert.id, member=GUEST)
    assert office.archive.votes_kept == {}
    assert await office.archive.followers(alert.story) == ()


# --- following --------------------------------------------------------------------------------------------------------


async def test_a_story_is_followed_and_no_longer_by_pressing_again(office: Office) -> None:
    alert = await _alert(office)
    assert "Following “Harbour bans it”" in await office.press("follow", alert.id)
    assert await office.archive.followers(alert.story) == ("fake:@U2",)
    assert "You no longer follow “Harbour bans it”" in await office.press("follow", alert.id)
    assert await office.archive.followers(alert.story) == ()


async def test_following_ends_by_its_own_button_whoever_one_has_become(office: Office) -> None:
    alert = await _alert(office)
    await office.press("follow", alert.id)
    for _ in range(2):
        assert "no longer follow" in await office.press("unfollow", alert.id, member=replace(MEMBER, is_guest=True))
        assert await office.archive.followers(alert.story) == ()


async def test_a_story_that_has_ended_cant_be_followed(office: Office) -> None:
    alert = await _alert(office)
    office.watch.clock.move(timedelta(days=22))
    assert "has ended" in await office.press("follow", alert.id)
    assert await office.archive.followers(alert.story) == ()


async def test_followings_end_with_their_story(office: Office) -> None:
    alert = await _alert(office)
    await office.press("follow", alert.id)
    personal = Personal(archive=office.archive, clock=office.watch.clock)
    office.watch.clock.move(timedelta(days=20))
    assert await personal.tidy() == 0
    office.watch.clock.move(timedelta(days=2))
    assert await personal.tidy() == 1
    assert await office.archive.followers(alert.story) == ()


# --- privacy ----------------------------------------------------------------------------------------------------------


async def test_privacy_says_what_is_kept_and_is_no_question(office: Office) -> None:
    words = _words(await office.front.ask("Privacy"))
    assert "hash" in words
    assert "/policy forget" in words
    assert office.questions == 0
    await file(office.archive, "A question of privacy")
    assert "A question of privacy" in _words(await office.front.ask('"privacy"'))


async def test_nothing_is_purged_from_chat_but_admins_are_told_who_can(office: Office) -> None:
    await file(office.archive, "Town bans cameras")
    assert "run.py purge" in _words(await office.front.admin("purge", member=ADMIN, channel="desk"))
    assert "run.py purge" not in _words(await office.front.admin("purge", member=MEMBER, channel="desk"))
    assert len(office.archive.filed) == 1


async def test_forget_removes_what_is_kept_of_who_asks_and_of_nobody_else(office: Office) -> None:
    alert = await _alert(office)
    for member in (MEMBER, ADMIN):
        await office.press("useful", alert.id, member=member)
        await office.press("follow", alert.id, member=member)
    assert "without sharing" in (await office.front.ask("forget")).text
    assert "Forgotten: 1 vote and 1 followed story." in (await office.front.ask("forget", member=MEMBER)).text
    assert "nothing to forget" in await office.press("ask", "forget")
    assert await office.archive.votes(alert.id) == Votes(useful=1)
    assert await office.archive.followers(alert.story) == ("fake:@U1",)


async def test_a_channel_that_was_switched_off_is_told_of_until_it_is_resumed(office: Office) -> None:
    channels = Announced(office.archive, office.watch.clock).channels
    (desk,) = await channels.all()
    await channels.switch_off(desk, "is_archived")
    status = await office.admin("status")
    assert "channel fake:desk: was switched off: is_archived" in status
    await office.admin("resume")
    assert "switched off" not in await office.admin("status")


async def test_who_last_changed_a_channel_is_told_alone_that_it_was_switched_off(office: Office) -> None:
    await office.admin("channel add", channel="room")
    await office.admin("channel cap 6", channel="room", member=replace(ADMIN, id="U9", name="Kit"))
    announced = Announced(office.archive, office.watch.clock)
    (room,) = [channel for channel in await announced.channels.all() if channel.id == "room"]
    for _ in range(2):
        await announced.channels.switch_off(room, "is_archived")
    assert [where for where, _ in announced.lines] == ["desk", "@U9"]
    assert "is_archived" in announced.lines[-1][1]


async def test_a_channel_is_told_when_its_admin_wants(office: Office) -> None:
    assert "Quiet 22:00" not in await office.admin("channel")
    told = await office.admin("channel quiet 22:00-07:00 Europe/London why: we sleep")
    assert "quiet 22:00–07:00, broken by a position that ends" in told
    assert "mode" in await office.admin("channel mode often")
    await office.admin("channel set mode daily at 9")
    (channel,) = await office.archive.channels()
    assert (channel.mode, channel.schedule.zone) == ("daily", "Europe/London")
    assert "One digest a day at 09:00" in await office.admin("channel show")
    where, words = office.announced[0]
    assert where == "desk"
    assert words == (
        "Lee set when alerts come to this channel: quiet 22:00–07:00, broken by a position that ends; "
        "times are those of Europe/London (we sleep)."
    )

    assert "Taken back" in await office.admin("undo")
    (channel,) = await office.archive.channels()
    assert (channel.mode, channel.schedule.quiet is None) == ("instant", False)


async def test_a_channel_gets_a_language_in_which_it_is_told_of_the_next_change(office: Office) -> None:
    assert "Language: English" in await office.admin("channel")
    assert "idioma: español" in await office.admin("channel language es")
    (channel,) = await office.archive.channels()
    assert channel.language == "es"
    assert "Language: Spanish" in await office.admin("channel show")
    await office.admin("channel set language Español")
    await office.admin("channel language en")
    assert (await office.archive.channels())[0].language == "en"
    assert "language: English" in await office.admin("history 2")

    for _ in range(2):
        await office.admin("undo")
    assert (await office.archive.channels())[0].language == "en"


async def test_a_language_that_isnt_there_is_refused_with_those_that_are(office: Office) -> None:
    told = await office.admin("channel language klingon")
    assert "klingon is no language that the bot speaks; those are en (English), es (español)" in told
    assert "nothing is no language" in await office.admin("channel language")
    assert (await office.archive.channels())[0].language == "en"


async def test_answers_and_faults_are_in_the_language_of_where_they_are_asked(office: Office) -> None:
    await office.admin("channel language es")
    await office.admin("channel add", channel="room")
    alert = await _alert(office)
    async with office.front.speaking("fake:desk"):
        assert "Por qué esta alerta" in await office.press("why", alert.id)
        assert "Idioma: español" in await office.admin("channel")
    async with office.front.speaking("fake:elsewhere"):
        assert "Why this alert" in await office.press("why", alert.id)
    assert "language: Spanish" in await office.admin("history 1")


async def test_where_no_channel_is_the_language_is_what_all_channels_share(office: Office) -> None:
    alert = await _alert(office)
    await office.admin("channel language es")
    async with office.front.speaking("fake:"):
        assert "Por qué esta alerta" in await office.press("why", alert.id)
    async with office.front.speaking("slack:"):
        assert "Why this alert" in await office.press("why", alert.id)


async def test_times_are_for_admins_and_for_channels_that_are_told(office: Office) -> None:
    assert "changed by admins" in await office.admin("channel cap 6", member=MEMBER)
    assert "No alerts are told" in await office.admin("channel cap 6", channel="elsewhere")
    assert "no setting of a channel" in await office.admin("channel volume 11")
    assert "There is no topic weather" in await office.admin("channel topics weather")
    await office.admin("channel topics faces")
    await office.admin("channel cap 6")
    (channel,) = await office.archive.channels()
    assert (channel.topics, channel.schedule.cap) == (("faces",), 6)
    assert "told in this channel already" in await office.admin("channel add faces")
    await office.admin("channel add")
    (channel,) = await office.archive.channels()
    assert (channel.topics, channel.schedule.cap) == ((), 6)


async def test_the_others_of_a_digest_are_shown_to_whoever_asks(office: Office) -> None:
    await office.admin("channel mode daily")
    for number in range(12):
        alert = await decide(office.archive, await file(office.archive, f"Ban {number}"))
        delivery = await owe(office.archive, alert, "fake:desk")
        await office.archive.update(held(delivery, NOW, HeldFor.MODE), was=delivery)
    digest = await office.archive.gather("fake:desk", NOW, digest=DeliveryId(900))
    assert digest is not None
    assert "2 stories" in await office.press("digest", "900 1")
    for forged in ("900", "900 7", "x 1", "9999999 1", ""):
        assert await office.press("digest", forged)


async def test_a_members_own_page_shows_what_they_follow_and_nothing_of_channels(office: Office) -> None:
    assert "You follow no story" in _words(await office.front.home(member=MEMBER))
    filed = await file(office.archive, "Quay bans face recognition")
    alert = await decide(office.archive, filed, kind=AlertKind.ALERT)
    await office.press("follow", alert.id)
    await office.admin("channel add", channel="secret-room")

    home = _words(await office.front.home(member=MEMBER))
    assert home.startswith("You follow 1 story.")
    assert "Quay bans face recognition" in home
    assert "secret-room" not in home
    assert "sources list" not in home
    assert "You follow" not in _words(await office.front.home(member=GUEST))


async def test_an_admins_own_page_shows_channels_with_their_times_and_how_the_bot_is(office: Office) -> None:
    await office.admin("channel add", channel="room")
    await office.admin("channel quiet 22:00-07:00", channel="room")
    home = _words(await office.front.home(member=ADMIN))
    assert "fake:room" in home
    assert "22:00–07:00" in home
    assert "keywords list" in home
    assert "The bot is well." in home or "sources:" in home


async def test_admins_are_offered_keywords_sources_and_changes_and_others_nothing(office: Office) -> None:
    await office.admin("keywords add drones")
    for subject, typed in (("keywords", "dron"), ("sources", ""), ("changes", "drones")):
        (first, *_) = await office.front.choices(subject, typed, member=ADMIN)
        assert first.argument
        assert typed in first.label
        assert await office.front.choices(subject, typed, member=MEMBER) == ()
    assert await office.front.choices("keywords", "zebra", member=ADMIN) == ()


# --- half questions, and who may change something -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("why", "needs its whole address. For example: /policy why https://gazette.example/news"),
        ("why example.org", "needs its whole address"),
        ("record", "record of whom or what? A name has to follow. For example: /policy record dana ortiz"),
        ("Quotes", "quotes of whom or what?"),
        ("policy-admin keywords list", "type /policy-admin keywords list."),
    ],
)
async def test_half_a_question_is_told_what_is_missing(office: Office, query: str, says: str) -> None:
    assert says in (await office.front.ask(query, member=MEMBER)).text


@pytest.mark.parametrize("query", ["why amazon", '"why"', "records", "record amazon"])
async def test_a_whole_question_is_answered(office: Office, query: str) -> None:
    assert "For example" not in (await office.front.ask(query, member=MEMBER)).text


async def test_who_may_not_is_told_who_did_so_lately(office: Office) -> None:
    assert "are changed by admins. Ask one of them" in await office.admin("keywords list", member=MEMBER)
    await office.admin("keywords add --yes gait")
    refused = await office.admin("keywords list", member=MEMBER)
    assert "are changed by admins, lately by Lee. Ask one of them" in refused
    elsewhere = replace(MEMBER, platform="other")
    assert "Lee" not in await office.admin("keywords list", member=elsewhere)


@pytest.mark.parametrize(
    ("typed", "limits"),
    [
        ("0.7 0.4", (0.7, 0.4)),
        ("0,7 0,4", (0.7, 0.4)),
        ("0.7, 0.4", (0.7, 0.4)),
        ("70 40", (0.7, 0.4)),
        ("70% 40%", (0.7, 0.4)),
    ],
)
async def test_relevance_is_understood_as_people_write_it(
    office: Office, typed: str, limits: tuple[float, float]
) -> None:
    await office.admin(f"channel relevance {typed}")
    (desk,) = await office.archive.channels()
    assert (desk.alert_at, desk.digest_at) == limits
    assert f"alerts from {limits[0]:.2f}" in await office.admin("channel")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            "channel relevance 0.4 0.7",
            "Alerts come first, and need more than the digest. For example: /policy-admin channel relevance 0.7 0.4",
        ),
        ("channel relevance high", "“high” is no pair of numbers"),
        ("channel relevance 0.7 40", "“0.7 40” is no pair of numbers"),
        ("pause --channel other", "about the channel it is typed in"),
        ("channel remove other", "about the channel it is typed in"),
        ("undo abc", "“abc” is no number. For example: /policy-admin undo 12"),
        ("channel cap -1", "a cap is a number of alerts an hour"),
        ("channel digest tomorrow", "tomorrow is no day of the week, no time like 08:00"),
        ("channel moed daily", "moed is no setting of a channel: did you mean mode?"),
        ("keywords apply", "Something is missing. For example: /policy-admin keywords apply"),
    ],
)
async def test_a_slip_is_answered_with_what_was_meant(office: Office, words: str, says: str) -> None:
    assert says in await office.admin(words)

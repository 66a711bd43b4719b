"""Stories put right by people: what was posted is corrected, what comes later obeys, and everything is written down."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core.errors import StoryUnclear
from bot.core.messages import Buttons, Message
from bot.core.model import Alert, Article, ArticleId, Channel, RegroupKind, Revision, StoryId, Timestamp
from bot.ports import Archive, Outbox
from bot.services.attributing import Attributing
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from bot.services.filing import Arrival, Filing
from bot.services.muting import Muting
from bot.services.stories import Stories
from bot.services.story_desk import StoryDesk
from bot.services.suggesting import Suggesting
from bot.services.tune import By, ChangeLog, Undo
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.parser import FakeParser
from tests.fakes.sender import FakeSender
from tests.services.test_watch import BANS, TOPIC

LEE = By(who="fake:U1", name="Lee", why="another city")


class Newsroom:
    """Two channels of a platform in memory, a store, and all that stands between them."""

    def __init__(self, archive: Archive, outbox: object) -> None:
        self.archive = archive
        self.outbox: Outbox = outbox  # type: ignore[assignment]  # the fake archive is both
        self.clock = FakeClock()
        self.sender = FakeSender()
        self.lines: list[str] = []
        digests = Digests(archive=archive, outbox=outbox, clock=self.clock, topics=())  # type: ignore[arg-type]
        self.gather = digests.gather
        self.deliver = Deliver(
            archive=archive,
            outbox=outbox,  # type: ignore[arg-type]  # the fake archive is both
            senders={"fake": self.sender},
            clock=self.clock,
            report=lambda settled: None,
            on_channel_gone=self._ignore,
            digests=digests,
        )
        self.restart()

    def restart(self) -> None:
        self.log = ChangeLog(archive=self.archive, clock=self.clock, announce=self._announce)
        self.strict_log = ChangeLog(archive=self.archive, clock=self.clock, announce=self._announce, is_strict=True)
        self.filing = Filing(
            archive=self.archive,
            parser=FakeParser(),
            clock=self.clock,
            topics=(TOPIC,),
            alert_at=0.5,
            digest_at=0.2,
            on_owed=lambda: None,
        )
        self.stories = Stories(
            archive=self.archive, filing=self.filing, clock=self.clock, topics=(TOPIC,), log=self.log
        )
        self.muting = Muting(archive=self.archive, log=self.log)
        self.attributing = Attributing(
            archive=self.archive,
            filing=self.filing,
            log=self.log,
            suggesting=Suggesting(archive=self.archive, clock=self.clock, log=self.log),
        )
        self.undo = Undo(
            archive=self.archive,
            log=self.log,
            on_change=self._heard,
            correct=self.attributing.correct,
            regroup=lambda number, by: self.stories.undo(number, by=by),
        )
        self.desk = StoryDesk(
            archive=self.archive, stories=self.stories, muting=self.muting, admin_command="/policy-admin"
        )

    async def _heard(self, revision: Revision) -> None:
        """Nothing here remembers keywords or schedules."""

    async def _announce(self, channel: Channel, message: Message) -> None:
        self.lines.append(message.text)

    async def _ignore(self, channel: Channel, reason: str) -> None:
        return None

    async def tells(self, city: str, *, outlet: str = "Gazette", like: str = "", more: str = "") -> ArticleId:
        """File a report on a city's ban, in the words of another's if it is `like` it; deliver what comes of it."""
        words = "\n\n".join(BANS[like or city]) + more
        if like:  # nothing in it says whose council: that is how two cities are mixed up
            words = words.replace(f"The {like} council", f"In {city} they")
        article = Article(
            title=f"{city} bans face recognition, says the {outlet}",
            text=words,
            url=f"https://{outlet.lower()}.example/{city.lower()}",
            outlet=outlet,
            published=Timestamp(self.clock.now()),
        )
        filed = (await self.filing.file(article, source=None)).filed
        assert filed is not None
        await self.deliver.drain()
        return filed.id

    async def story_of(self, id: ArticleId) -> StoryId:
        return (await self.archive.articles([id]))[0].story

    async def alert(self, id: ArticleId) -> Alert:
        alert = await self.archive.alert_of(await self.story_of(id), TOPIC.id)
        assert alert is not None
        return alert

    def roots(self, channel: str = "desk") -> list[str]:
        return [str(each[3].parts) for each in self.sender.posts.values() if each[0] == channel and each[2] is None]

    def thread(self, channel: str = "desk") -> list[str]:
        return [each[3].text for each in self.sender.posts.values() if each[0] == channel and each[2] is not None]


@pytest.fixture(params=["fake", "sqlite"])
async def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with AsyncExitStack() as stack:
        if request.param == "fake":
            fake = FakeArchive()
            made = Newsroom(fake, fake)
        else:
            store = await stack.enter_async_context(open_store(f"sqlite+aiosqlite:///{tmp_path / 'kept.db'}"))
            made = Newsroom(store.archive, store.outbox)
        await made.archive.save_channel(Channel(platform="fake", id="desk"))
        await made.archive.save_channel(Channel(platform="fake", id="other"))
        await made.archive.save_rules(TOPIC.rules)
        await made.filing.open()
        yield made


async def mixed(newsroom: Newsroom) -> tuple[ArticleId, ArticleId]:
    """Two cities' bans in one story: they pass the same bill in the same words, and one looks like the other's copy."""
    first = await newsroom.tells("Northport")
    second = await newsroom.tells("Eastport", outlet="Herald", like="Northport")
    assert await newsroom.story_of(second) == await newsroom.story_of(first)
    return first, second


async def apart(newsroom: Newsroom) -> tuple[ArticleId, ArticleId]:
    """One ban told twice in words that share nothing."""
    first = await newsroom.tells("Northport")
    newsroom.clock.move(timedelta(hours=1))
    return first, await newsroom.tells("Dunmore", outlet="Herald")


async def test_an_article_taken_out_is_told_by_itself_and_the_alert_no_longer_counts_it(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    assert "also in" in newsroom.roots()[0]

    _, words = await newsroom.stories.split(second, by=LEE)
    await newsroom.deliver.drain()

    for channel in ("desk", "other"):
        northport, eastport = newsroom.roots(channel)
        assert "Northport bans" in northport
        assert "also in" not in northport
        assert "Eastport bans" in eastport
        (note,) = newsroom.thread(channel)
        assert "Herald" in note
        assert "not the same story" in note
    assert words.startswith("“Eastport bans face recognition, says the Herald” is not of the story “Northport")
    (filed,) = await newsroom.archive.articles([second])
    assert (filed.story, filed.copy_of) == (second, None)
    assert len(await newsroom.archive.articles([first, second])) == 2  # nothing is deleted


async def test_it_is_written_down_who_decided_what_when_before_and_after(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    await newsroom.stories.split(second, by=LEE)

    (kept,) = await newsroom.archive.regroupings(limit=9)
    assert (kept.number, kept.kind, kept.who, kept.name, kept.at) == (
        1, RegroupKind.SPLIT, "fake:U1", "Lee", newsroom.clock.now(),
    )  # fmt: skip
    (move,) = kept.moves
    assert (move.article, move.was, move.story, move.was_copy_of, move.copy_of) == (second, first, second, first, None)
    (change,) = await newsroom.archive.changes(limit=9)
    assert (change.name, change.what, change.why) == ("Lee", "put a story right:", "another city")
    assert newsroom.lines == []  # the alert itself says so where it stands


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_comes_later_goes_to_the_story_that_a_person_meant(newsroom: Newsroom, restarts: bool) -> None:
    first, second = await mixed(newsroom)
    await newsroom.stories.split(second, by=LEE)
    if restarts:
        newsroom.restart()
        await newsroom.filing.open()
    newsroom.clock.move(timedelta(hours=2))

    again = await newsroom.tells(
        "Eastport", outlet="Courier", like="Northport", more=" Eastport thanked Herald readers."
    )
    other = await newsroom.tells("Northport", outlet="Tribune")

    assert await newsroom.story_of(again) == second
    assert await newsroom.story_of(other) == first


async def test_two_stories_become_one_and_both_messages_say_so(newsroom: Newsroom) -> None:
    first, second = await apart(newsroom)
    assert len(newsroom.roots()) == 2

    await newsroom.stories.merge(await newsroom.story_of(second), await newsroom.story_of(first), by=LEE)
    await newsroom.deliver.drain()

    one, other = newsroom.roots()
    assert "also in" in one
    assert "Herald" in one
    assert "The same story as" in other
    assert "Northport bans" in other
    (note,) = newsroom.thread()
    assert "The same story as" in note
    assert await newsroom.story_of(second) == first
    newsroom.restart()
    await newsroom.filing.open()
    later = await newsroom.tells("Dunmore", outlet="Courier", more=" More is to come on Friday.")
    assert await newsroom.story_of(later) == first
    assert len(newsroom.roots()) == 2


async def test_who_follows_the_story_that_ended_hears_of_the_one_that_goes_on(newsroom: Newsroom) -> None:
    first, second = await apart(newsroom)
    await newsroom.archive.follow(StoryId(second), "fake:@U9")
    await newsroom.stories.merge(StoryId(first), StoryId(second), by=LEE)
    assert await newsroom.archive.followers(StoryId(first)) == ("fake:@U9",)


async def test_a_channel_that_had_only_the_story_that_ended_gets_the_other(newsroom: Newsroom) -> None:
    first = await newsroom.tells("Northport")
    late = Channel(platform="fake", id="late")
    await newsroom.archive.save_channel(late)
    second = await newsroom.tells("Dunmore", outlet="Herald")

    await newsroom.stories.merge(StoryId(first), StoryId(second), by=LEE)
    await newsroom.deliver.drain()

    assert [("Dunmore" in each, "Northport bans" in each) for each in newsroom.roots("late")] == [
        (True, True), (False, True),
    ]  # fmt: skip


async def test_a_split_is_taken_back(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    done, _ = await newsroom.stories.split(second, by=LEE)
    await newsroom.deliver.drain()

    await newsroom.stories.undo(done.number, by=LEE)
    await newsroom.deliver.drain()

    (filed,) = await newsroom.archive.articles([second])
    assert (filed.story, filed.copy_of) == (first, first)
    northport, eastport = newsroom.roots()
    assert "also in" in northport
    assert "The same story as" in eastport
    assert any("of this story after all" in line for line in newsroom.thread())
    with pytest.raises(StoryUnclear, match="taken back already"):
        await newsroom.stories.undo(done.number, by=LEE)
    assert [each.undoes for each in await newsroom.archive.regroupings(limit=9)] == [1, None]


async def test_a_merge_is_taken_back_and_the_second_alert_stands_again(newsroom: Newsroom) -> None:
    first, second = await apart(newsroom)
    await newsroom.stories.merge(StoryId(first), StoryId(second), by=LEE)
    await newsroom.deliver.drain()

    await newsroom.stories.undo(by=LEE)
    await newsroom.deliver.drain()

    one, other = newsroom.roots()
    assert "also in" not in one
    assert "The same story as" not in other
    assert any("a story of its own after all" in line for line in newsroom.thread())
    assert await newsroom.story_of(second) == second
    assert len(newsroom.roots()) == 2


async def test_a_story_that_was_not_told_is_put_right_in_silence(newsroom: Newsroom) -> None:
    first = await newsroom.tells("Northport", more=" " * 3)
    hidden = replace(
        (await newsroom.archive.articles([first]))[0].analysis.article, url="https://x.example/1", title="Quay",
        text="\n\n".join(BANS["Quay"]),
    )  # fmt: skip
    silent = (await newsroom.filing.file(hidden, source=None, arrival=Arrival.SILENT)).filed
    assert silent is not None

    await newsroom.stories.merge(silent.story, StoryId(first), by=LEE)
    await newsroom.deliver.drain()

    assert await newsroom.story_of(silent.id) == first  # the one that was told goes on
    assert len(newsroom.roots()) == 1


async def test_a_decision_on_the_command_line_reaches_the_running_bot(newsroom: Newsroom) -> None:
    _, second = await mixed(newsroom)
    running = newsroom.filing
    newsroom.restart()  # another process
    await newsroom.stories.split(second, by=LEE)
    newsroom.filing = running

    again = await newsroom.tells(
        "Eastport", outlet="Courier", like="Northport", more=" Eastport thanked Herald readers."
    )
    assert await newsroom.story_of(again) == second


async def test_two_admins_at_once_split_an_article_once(newsroom: Newsroom) -> None:
    _, second = await mixed(newsroom)
    await newsroom.stories.split(second, by=LEE)
    with pytest.raises(StoryUnclear):
        await newsroom.stories.split(second, by=LEE)
    assert len(await newsroom.archive.regroupings(limit=9)) == 1


async def test_an_alert_that_somebody_deleted_hinders_no_correction(newsroom: Newsroom) -> None:
    _, second = await mixed(newsroom)
    for id in list(newsroom.sender.posts):
        del newsroom.sender.posts[id]
    await newsroom.stories.split(second, by=LEE)
    await newsroom.deliver.drain()  # an edit that is refused hurts nobody
    assert len(newsroom.thread()) == 1


# --- a story that goes on ---------------------------------------------------------------------------------------------


SEQUEL = (
    "A judge struck down the ban on face recognition that the Northport council passed last year, after deckhand Ada "
    "Quill and the police had argued for a day. The Northport council will appeal to a higher court.\n\n"
    "Ferry workers whose piers had cameras said the face recognition must not come back."
)


async def test_a_story_that_goes_on_after_the_horizon_leads_back_to_the_one_before(newsroom: Newsroom) -> None:
    first = await newsroom.tells("Northport")
    other = await newsroom.tells("Vale", outlet="Herald")
    newsroom.clock.move(timedelta(days=40))
    article = Article(
        title="Judge strikes down Northport face recognition ban",
        text=SEQUEL,
        url="https://courier.example/sequel",
        outlet="Courier",
        published=Timestamp(newsroom.clock.now()),
    )
    filed = (await newsroom.filing.file(article, source=None)).filed
    assert filed is not None
    await newsroom.deliver.drain()

    assert await newsroom.story_of(filed.id) == filed.id
    alert = await newsroom.alert(filed.id)
    assert alert.earlier == first != other
    assert "Earlier: " in newsroom.roots()[-1]
    assert "Northport bans" in newsroom.roots()[-1]
    assert all("Earlier: " not in root for root in newsroom.roots()[:-1])


async def test_another_city_s_story_leads_back_to_none(newsroom: Newsroom) -> None:
    await newsroom.tells("Northport")
    newsroom.clock.move(timedelta(days=40))
    later = await newsroom.tells("Vale", outlet="Herald")
    assert (await newsroom.alert(later)).earlier is None


# --- at the desk ------------------------------------------------------------------------------------------------------


def pressed(message: Message) -> dict[str, tuple[str, str]]:
    rows = [part.buttons for part in message.parts if isinstance(part, Buttons)]
    return {button.label: (button.verb, button.argument) for row in rows for button in row}


async def test_buttons_lead_from_the_question_to_the_split_and_back(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    alert = await newsroom.alert(first)

    asked = await newsroom.desk.press("apart", str(alert.id), by=LEE)
    assert "Eastport" in str(asked.parts)
    done = await newsroom.desk.press(*pressed(asked)["Take out 1"], by=LEE)
    assert await newsroom.story_of(second) == second
    await newsroom.desk.press(*pressed(done)["Undo"], by=LEE)
    assert await newsroom.story_of(second) == first


async def test_the_most_alike_story_is_offered_first_to_merge_with(newsroom: Newsroom) -> None:
    first, second = await apart(newsroom)
    await newsroom.tells("Vale", outlet="Courier")
    alert = await newsroom.alert(second)

    asked = await newsroom.desk.press("merge_with", str(alert.id), by=LEE)
    assert set(pressed(asked)) == {"Merge with 1", "Merge with 2"}
    numbers = [
        label
        for label, (_, argument) in pressed(asked).items()
        if argument.split()[1] == str((await newsroom.alert(first)).id)
    ]
    await newsroom.desk.press(*pressed(asked)[numbers[0]], by=LEE)
    assert await newsroom.story_of(second) == first


async def test_what_is_typed_does_what_the_buttons_do(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    third = await newsroom.tells("Vale", outlet="Courier")
    one, other = await newsroom.alert(first), await newsroom.alert(third)

    listed = str((await newsroom.desk.order("list", by=LEE)).parts)
    assert listed.index("Vale") < listed.index("Northport") < listed.index("Eastport")
    await newsroom.desk.order(f"split {one.id} 1", by=LEE)
    assert await newsroom.story_of(second) == second
    await newsroom.desk.order("undo", by=LEE)
    await newsroom.desk.order(f"merge {one.id} {other.id}", by=LEE)
    assert await newsroom.story_of(third) == first
    history = str((await newsroom.desk.order("history", by=LEE)).parts)
    assert history.index("merged with") < history.index("took out of")
    assert f"story {first}" not in history
    assert "is one story with “" in history
    assert "“Vale" in history


@pytest.mark.parametrize(
    "words",
    [
        "split",
        "split 1 9",
        "split 99 1",
        "merge 1 1",
        "merge 1 99",
        "undo 7",
        "list 3",
        "nonsense",
        "split x y",
        "split -1 1",
    ],
)
async def test_words_that_make_no_sense_change_nothing_and_say_what_to_type(newsroom: Newsroom, words: str) -> None:
    await mixed(newsroom)
    try:
        message = await newsroom.desk.order(words, by=LEE)
    except StoryUnclear as error:
        assert error.reason
    else:
        assert "stories" in message.text
    assert await newsroom.archive.regroupings(limit=9) == ()


@pytest.mark.parametrize(
    ("verb", "argument"),
    [("split", "1 12345"), ("split", "1"), ("apart", "x"), ("merge", "1 ١"), ("regroup_undo", "0"), ("merge_with", "")],
)
async def test_a_forged_button_changes_nothing(newsroom: Newsroom, verb: str, argument: str) -> None:
    await mixed(newsroom)
    with pytest.raises(StoryUnclear):
        await newsroom.desk.press(verb, argument, by=LEE)
    assert await newsroom.archive.regroupings(limit=9) == ()

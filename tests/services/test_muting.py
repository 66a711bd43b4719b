"""A muted story is told no more where it is muted; nothing else changes, and it can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import ChangeInvalid, StoryUnclear
from bot.core.model import AlertCard, AlertId, Article, ArticleId, Channel, Mute, Regrouped, StoryId, Timestamp
from bot.core.outbox import MUTED
from bot.services.filing import muted_stories
from tests.services.test_attributing import MARK
from tests.services.test_stories import LEE, Newsroom, apart, mixed, newsroom, pressed

__all__ = ["newsroom"]

NEWS = (
    "The Northport council voted on Monday to ban face recognition by its police after two years of debate. "
    "Ferry workers had found cameras at three piers.\n\n“We will sue over this ban on face recognition,” said police "
    "union president Sven Holm of the Northport Police Union, who wants the council ordinance gone."
)


async def told(newsroom: Newsroom) -> tuple[ArticleId, AlertCard]:
    first = await newsroom.tells("Northport")
    card = await newsroom.archive.card((await newsroom.alert(first)).id)
    assert card is not None
    return first, card


async def news(newsroom: Newsroom, outlet: str = "Herald") -> None:
    """A report of the same story that brings a new quote."""
    newsroom.clock.move(timedelta(hours=2))
    article = Article(
        title="Northport bans face recognition, police union to sue",
        text=NEWS.replace("sue", "sue them" if outlet != "Herald" else "sue"),
        url=f"https://{outlet.lower()}.example/union",
        outlet=outlet,
        published=Timestamp(newsroom.clock.now()),
    )
    await newsroom.filing.file(article, source=None)
    await newsroom.deliver.drain()


async def test_a_story_not_muted_brings_its_news(newsroom: Newsroom) -> None:
    await told(newsroom)
    await news(newsroom)
    assert len(newsroom.thread("desk")) == len(newsroom.thread("other")) == 1


async def test_a_muted_story_brings_nothing_more_to_that_channel(newsroom: Newsroom) -> None:
    _, card = await told(newsroom)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    assert newsroom.lines == [
        "Lee muted “Northport bans face recognition, says the Gazette” in desk (another city)."
    ]  # fmt: skip
    await news(newsroom)
    assert newsroom.thread("desk") == []
    assert "also in" not in newsroom.roots("desk")[0]
    assert len(newsroom.thread("other")) == 1


async def test_muted_everywhere_it_still_reaches_who_follows_it(newsroom: Newsroom) -> None:
    _, card = await told(newsroom)
    await newsroom.archive.follow(card.filed.story, "fake:@U9")
    await newsroom.muting.mute(card, "", by=LEE)
    await news(newsroom)
    assert newsroom.thread("desk") == newsroom.thread("other") == []
    assert len(newsroom.roots("@U9")) == 1


async def test_it_is_written_down_and_taken_back(newsroom: Newsroom) -> None:
    _, card = await told(newsroom)
    change = await newsroom.muting.mute(card, "fake:desk", by=LEE)
    assert change.revision is not None
    assert isinstance(change.revision.after, Mute)
    await newsroom.undo.undo(change.number, by=LEE)
    assert await newsroom.archive.mutes() == ()
    await news(newsroom)
    assert len(newsroom.thread("desk")) == 1
    again = (await newsroom.archive.changes(limit=1))[0]
    await newsroom.undo.undo(again.number, by=LEE)
    assert [mute.channel for mute in await newsroom.archive.mutes()] == ["fake:desk"]


async def test_what_waits_is_never_told(newsroom: Newsroom) -> None:
    _, card = await told(newsroom)
    (channel,) = [each for each in await newsroom.archive.channels() if each.id == "desk"]
    await newsroom.archive.save_channel(replace(channel, mode="daily"))
    await news(newsroom)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    waiting = [each for each in await newsroom.outbox.of_story(card.filed.story) if each.last_error == MUTED]
    assert [each.channel for each in waiting] == ["fake:desk"]
    newsroom.clock.move(timedelta(days=2))
    await newsroom.deliver.drain()
    assert len(newsroom.roots("desk")) == 1


async def test_a_digest_on_its_way_still_tells_the_other_stories(newsroom: Newsroom) -> None:
    (channel,) = [each for each in await newsroom.archive.channels() if each.id == "desk"]
    await newsroom.archive.save_channel(replace(channel, mode="daily"))
    _, card = await told(newsroom)
    await newsroom.tells("Vale", outlet="Herald")
    newsroom.clock.move(timedelta(days=2))
    await newsroom.gather()
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    await newsroom.deliver.drain()
    assert "Vale bans" in newsroom.roots("desk")[0]


async def test_a_correction_on_its_way_is_made_though_the_story_is_muted_meanwhile(newsroom: Newsroom) -> None:
    first, card = await told(newsroom)
    await newsroom.attributing.set(first, MARK, "Irma Stone", by=LEE)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    await newsroom.deliver.drain()
    assert "Irma Stone" in newsroom.roots("desk")[0]


async def test_what_stands_there_and_is_wrong_is_still_put_right(newsroom: Newsroom) -> None:
    first, card = await told(newsroom)
    await newsroom.muting.mute(card, "", by=LEE)
    await newsroom.attributing.set(first, MARK, "Irma Stone", by=LEE)
    await newsroom.deliver.drain()
    assert "Irma Stone" in newsroom.roots("desk")[0]
    assert newsroom.thread("desk") == []


async def test_buttons_and_words_mute_here_and_everywhere(newsroom: Newsroom) -> None:
    _, card = await told(newsroom)
    number = card.alert.id
    done = await newsroom.desk.press("mute", str(number), by=LEE, where="fake:desk")
    await newsroom.desk.press(*pressed(done)["Mute everywhere"], by=LEE, where="fake:desk")
    listed = str((await newsroom.desk.order("list", by=LEE)).parts)
    assert "muted: everywhere, fake:desk" in listed
    (desk, *_) = [each for each in await newsroom.archive.channels() if each.key == "fake:desk"]
    await newsroom.archive.save_channel(replace(desk, name="#news-desk"))
    assert "muted: everywhere, #news-desk" in str((await newsroom.desk.order("list", by=LEE)).parts)
    await newsroom.desk.order(f"unmute {number}", by=LEE, where="fake:desk")
    await newsroom.desk.order(f"unmute {number} everywhere", by=LEE)
    assert await newsroom.archive.mutes() == ()


# --- a muted story that is merged or split ----------------------------------------------------------------------------


async def two(newsroom: Newsroom) -> tuple[StoryId, StoryId, AlertCard]:
    """A story told first, another one, and the card of the other one."""
    first, second = await apart(newsroom)
    card = await newsroom.archive.card((await newsroom.alert(second)).id)
    assert card is not None
    return StoryId(first), StoryId(second), card


async def joined(newsroom: Newsroom) -> None:
    """Another report of the story that two became, once that is told."""
    await newsroom.deliver.drain()
    newsroom.clock.move(timedelta(hours=1))
    id = await newsroom.tells("Dunmore", outlet="Courier", more=" More is to come on Friday.")
    assert await newsroom.story_of(id) == (await newsroom.archive.regroupings(limit=1))[0].story


async def test_a_mute_follows_its_story_into_the_one_that_it_is_merged_with(newsroom: Newsroom) -> None:
    first, second, card = await two(newsroom)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    _, words = await newsroom.stories.merge(first, second, by=LEE)
    assert words.endswith("told no more in desk, as it was muted there")
    await joined(newsroom)
    assert "Courier" not in newsroom.roots("desk")[0]
    assert "Courier" in newsroom.roots("other")[0]
    listed = str((await newsroom.desk.order("list", by=LEE)).parts)
    assert "muted: fake:desk" in listed


async def test_the_mute_of_the_story_that_goes_on_holds_for_what_joins_it(newsroom: Newsroom) -> None:
    first, second, _ = await two(newsroom)
    card = await newsroom.archive.card((await newsroom.alert(ArticleId(first))).id)
    assert card is not None
    await newsroom.muting.mute(card, "", by=LEE)
    _, words = await newsroom.stories.merge(first, second, by=LEE)
    assert words.endswith("told no more anywhere, as it was muted")
    await joined(newsroom)
    assert "Courier" not in newsroom.roots("desk")[0] + newsroom.roots("other")[0]


async def test_a_channel_that_muted_one_of_two_stories_is_not_handed_the_other(newsroom: Newsroom) -> None:
    first = await newsroom.tells("Northport")
    await newsroom.archive.save_channel(Channel(platform="fake", id="late"))
    second = await newsroom.tells("Dunmore", outlet="Herald")
    card = await newsroom.archive.card((await newsroom.alert(second)).id)
    assert card is not None
    await newsroom.muting.mute(card, "fake:late", by=LEE)
    await newsroom.stories.merge(StoryId(first), StoryId(second), by=LEE)
    await newsroom.deliver.drain()
    assert len(newsroom.roots("late")) == 1


async def test_what_waits_of_either_story_ends_where_one_of_them_was_muted(newsroom: Newsroom) -> None:
    first, second, card = await two(newsroom)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    (channel,) = [each for each in await newsroom.archive.channels() if each.id == "desk"]
    await newsroom.archive.save_channel(replace(channel, mode="daily"))
    await news(newsroom)
    assert [each.story for each in await newsroom.outbox.held("fake:desk")] == [first]
    await newsroom.stories.merge(first, second, by=LEE)
    assert not any(each.kind.has_row for each in await newsroom.outbox.held("fake:desk"))


async def test_with_the_merge_taken_back_each_story_is_muted_as_it_was(newsroom: Newsroom) -> None:
    first, second, card = await two(newsroom)
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    done, _ = await newsroom.stories.merge(first, second, by=LEE)
    await newsroom.stories.undo(done.number, by=LEE)
    assert await muted_stories(newsroom.archive) == {second: await newsroom.archive.mutes()}
    await news(newsroom)
    assert any("sue" in line for line in newsroom.thread("desk"))


async def test_unmuted_after_a_merge_it_is_told_again_whichever_story_was_muted(newsroom: Newsroom) -> None:
    first, second, card = await two(newsroom)
    alert = await newsroom.alert(ArticleId(first))
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    await newsroom.desk.order(f"mute {alert.id}", by=LEE, where="fake:desk")
    await newsroom.stories.merge(first, second, by=LEE)
    done = (await newsroom.desk.order(f"unmute {alert.id}", by=LEE, where="fake:desk")).text
    assert done.startswith("Done: unmuted")
    assert done.endswith("What came meanwhile stays untold.")
    assert await newsroom.archive.mutes() == ()
    await joined(newsroom)
    assert "Courier" in newsroom.roots("desk")[0]
    with pytest.raises(StoryUnclear, match="not muted here"):
        await newsroom.desk.order(f"unmute {alert.id}", by=LEE, where="fake:desk")


async def test_a_story_split_from_a_muted_one_is_told_for_nobody_muted_it(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    card = await newsroom.archive.card((await newsroom.alert(first)).id)
    assert card is not None
    await newsroom.muting.mute(card, "fake:desk", by=LEE)
    await newsroom.stories.split(second, by=LEE)
    await newsroom.deliver.drain()
    assert "Eastport bans" in newsroom.roots("desk")[-1]
    await news(newsroom)
    assert not any("sue" in line for line in newsroom.thread("desk"))


@pytest.mark.parametrize(
    "words", ["mute", "mute x", "mute 99 everywhere", "mute 1", "mute 1 fake:nowhere", "unmute 1 everywhere"]
)
async def test_words_that_make_no_sense_change_nothing(newsroom: Newsroom, words: str) -> None:
    await told(newsroom)
    assert await newsroom.archive.card(AlertId(1)) is not None
    with pytest.raises(StoryUnclear):
        await newsroom.desk.order(words, by=LEE)
    assert await newsroom.archive.changes(limit=9) == ()


async def test_undo_takes_back_a_split_and_a_merge_like_any_other_change(newsroom: Newsroom) -> None:
    first, second = await mixed(newsroom)
    undo = newsroom.undo
    await newsroom.stories.split(second, by=LEE)
    (split,) = await newsroom.archive.changes(limit=9)
    assert split.revision is not None
    assert (split.revision.kind, split.revision.after) == (
        "regrouping",
        Regrouped(decision=1, articles=(second,), was=StoryId(first), story=StoryId(second)),
    )
    await undo.undo(by=LEE)
    assert await newsroom.story_of(second) == first
    with pytest.raises(ChangeInvalid, match="taken back already"):
        await undo.undo(split.number, by=LEE)
    with pytest.raises(ChangeInvalid, match="made anew"):
        await undo.undo(2, by=LEE)
    with pytest.raises(ChangeInvalid, match="nothing to take back"):
        await undo.undo(by=LEE)


async def test_a_decision_taken_back_among_the_stories_is_taken_back_for_undo_too(newsroom: Newsroom) -> None:
    _, second = await mixed(newsroom)
    done, _ = await newsroom.stories.split(second, by=LEE)
    await newsroom.stories.undo(done.number, by=LEE)
    with pytest.raises(ChangeInvalid, match="taken back already"):
        await newsroom.undo.undo(1, by=LEE)

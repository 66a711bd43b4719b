"""A process killed before any of its writes leaves a change made whole, with all that is owed for it, or not at all."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import ConfirmationNeeded
from bot.core.model import ArticleId, Revision, StoryId
from bot.services.tune import By
from tests.services.test_attributing import MARK
from tests.services.test_muting import news
from tests.services.test_stories import Newsroom, apart, mixed, newsroom

__all__ = ["newsroom"]

LEE = By(who="fake:U1", name="Lee", why="another city")
KEPT = frozenset({"record", "record_change", "ask", "drop_request", "regroup", "update", "save_channel", "save_rules"})
LONGEST = 12  # writes; the longest change has fewer


class Killed(BaseException):
    """Nothing in the house can catch it, as with a signal."""


class Mortal:
    """A store whose process dies at the n-th write that changes what people see; numbers reserved don't count."""

    def __init__(self, store: object, lives: int) -> None:
        self._store = store
        self.lives = lives

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if name not in KEPT:
            return found

        async def written(*arguments: Any, **named: Any) -> Any:
            if self.lives == 0:
                raise Killed
            self.lives -= 1
            return await found(*arguments, **named)

        return written


async def _dump(newsroom: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    archive, stories = newsroom.archive, sorted({await newsroom.story_of(id) for id in articles} | set(articles))
    owed = [each for story in stories for each in await newsroom.outbox.of_story(StoryId(story))]
    return (
        await archive.articles(articles),
        [await archive.attributions(filed) for filed in await archive.articles(articles)],
        await archive.changes(limit=99),
        await archive.mutes(),
        await archive.rules(),
        await archive.requests(),
        await archive.regroupings(limit=99),
        [(each.kind, each.story, each.channel, each.state, each.last_error) for each in owed],
    )


Act = Callable[[Newsroom, tuple[ArticleId, ...]], Awaitable[object]]


async def _right_speaker(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    return await room.attributing.set(articles[0], MARK, "Irma Stone", by=LEE)


async def _split(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    return await room.stories.split(articles[1], by=LEE)


async def _merge(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    return await room.stories.merge(StoryId(articles[0]), StoryId(articles[1]), by=LEE)


async def _mute(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    card = await room.archive.card((await room.alert(articles[0])).id)
    assert card is not None
    return await room.muting.mute(card, "fake:desk", by=LEE)


async def _unmute(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    card = await room.archive.card((await room.alert(articles[0])).id)
    assert card is not None
    return await room.muting.unmute(card, "fake:desk", by=LEE)


async def _news(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    """Something that waits to be told."""
    (desk,) = [each for each in await room.archive.channels() if each.id == "desk"]
    await room.archive.save_channel(replace(desk, mode="daily"))
    await news(room)
    assert await room.outbox.held("fake:desk")
    return None


async def _asked(room: Newsroom, _: tuple[ArticleId, ...]) -> object:
    (rule,) = await room.archive.rules()
    revision = Revision(kind="keyword", key=rule.id, before=rule, after=replace(rule, is_off=True))
    with contextlib.suppress(ConfirmationNeeded):
        await room.strict_log.changed("removed the keyword", rule.query, by=LEE, revision=revision)
    return None


async def _confirmed(room: Newsroom, _: tuple[ArticleId, ...]) -> object:
    (request,) = await room.archive.requests()
    return await room.strict_log.confirmed(request, by=replace(LEE, who="fake:U2", name="Kim"), proposal=None)


async def _let_go(room: Newsroom, _: tuple[ArticleId, ...]) -> object:
    (request,) = await room.archive.requests()
    return await room.strict_log.dropped(request, "let go", by=LEE)


async def _undo(room: Newsroom, articles: tuple[ArticleId, ...]) -> object:
    return await room.undo.undo(by=LEE)


@pytest.mark.parametrize(
    ("before", "last", "is_mixed"),
    [
        ((), _right_speaker, True),
        ((_right_speaker,), _undo, True),
        ((), _split, True),
        ((_split,), _undo, True),
        ((), _merge, False),
        ((_merge,), _undo, False),
        ((_news,), _mute, True),
        ((_mute,), _undo, True),
        ((_mute,), _unmute, True),
        ((_news, _mute, _unmute), _undo, True),
        ((), _asked, True),
        ((_asked,), _confirmed, True),
        ((_asked,), _let_go, True),
    ],
)
async def test_a_change_and_what_is_owed_for_it_are_one_step(
    newsroom: Newsroom, before: tuple[Act, ...], last: Act, *, is_mixed: bool
) -> None:
    articles = await (mixed if is_mixed else apart)(newsroom)
    for act in before:
        await act(newsroom, articles)
    start = await _dump(newsroom, articles)
    whole_archive, whole_outbox = newsroom.archive, newsroom.outbox
    seen = []
    for lives in range(LONGEST):
        newsroom.archive, newsroom.outbox = Mortal(whole_archive, lives), Mortal(whole_outbox, lives)  # type: ignore[assignment]
        newsroom.restart()
        await newsroom.filing.open()
        try:
            await last(newsroom, articles)
        except Killed:
            died = True
        else:
            died = False
        newsroom.archive, newsroom.outbox = whole_archive, whole_outbox
        seen.append(await _dump(newsroom, articles))
        if seen[-1] != start:  # made: then whole, and nothing was left to do
            assert not died
            return
    pytest.fail("it was never made")

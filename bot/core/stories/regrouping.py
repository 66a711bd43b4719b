"""What people decide on stories, worked out: which articles move, and which stories are to be kept apart."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.errors import StoryUnclear
from bot.core.model import ArticleId, Filed, Move, Mute, Regrouping, RegroupKind, StoryId


def split_moves(story: Sequence[Filed], article: ArticleId, *, told_by: Iterable[ArticleId]) -> tuple[Move, ...]:
    """The article and its copies out of their story, into one that bears the article's id.

    `told_by` are the articles that the story's alerts show. Raises `StoryUnclear` when one of those would leave: then
    it is the others that are of another story.
    """
    leaving = [filed for filed in story if article in (filed.id, filed.copy_of)]
    leaving.sort(key=lambda filed: filed.id != article)
    ids = {filed.id for filed in leaving}
    if article not in ids:
        raise StoryUnclear("That article is not in this story any more.")
    if len(ids) == len(story):
        raise StoryUnclear("Nothing would be left of the story: it has no other article.")
    if not ids.isdisjoint(told_by):
        raise StoryUnclear("The story's alert shows that article: take out the others that are not of its story.")
    new = _free_name(article, story)
    return tuple(
        Move(
            article=filed.id,
            was=filed.story,
            story=new,
            was_copy_of=filed.copy_of,
            copy_of=filed.copy_of if filed.copy_of in ids else None,
        )
        for filed in leaving
    )


def merge_moves(story: Sequence[Filed], into: StoryId) -> tuple[Move, ...]:
    """All articles of one story into another. Raises `StoryUnclear` where there is nothing to join."""
    if not story or story[0].story == into:
        raise StoryUnclear("These are one story already.")
    return tuple(
        Move(article=filed.id, was=filed.story, story=into, was_copy_of=filed.copy_of, copy_of=filed.copy_of)
        for filed in story
    )


def undo_moves(done: Regrouping, story: Sequence[Filed]) -> tuple[Move, ...]:
    """Back again. `story` are the articles now in the story that the moved ones came to.

    Who joined a story that was split off goes with it; who joined a merged one stays there. Raises `StoryUnclear` when
    none of the moved articles is there any more.
    """
    moved = {move.article: move for move in done.moves}
    back = [filed for filed in story if filed.id in moved or done.kind is RegroupKind.SPLIT]
    back.sort(key=lambda filed: filed.id not in moved)
    if not back or back[0].id not in moved:
        raise StoryUnclear("Its articles have been moved on since: undo that first.")
    return tuple(
        Move(
            article=filed.id,
            was=filed.story,
            story=done.was,
            was_copy_of=filed.copy_of,
            copy_of=moved[filed.id].was_copy_of if filed.id in moved else filed.copy_of,
        )
        for filed in back
    )


def standing_decisions(regroupings: Iterable[Regrouping]) -> tuple[Regrouping, ...]:
    """Those that nobody took back, in their order: what was taken back leaves everything as if it had never been."""
    decided = tuple(regroupings)
    undone = {each.undoes for each in decided}
    return tuple(each for each in decided if each.undoes is None and each.number not in undone)


def resting_on(done: Regrouping, regroupings: Iterable[Regrouping]) -> Regrouping | None:
    """The latest standing decision that was made on what this one did, and has to be taken back before it.

    It moved some of the same articles on, or joined or split the story that they left or, after a split, came to.
    """
    moved = {move.article for move in done.moves}

    def rests(later: Regrouping) -> bool:
        if any(move.article in moved for move in later.moves):
            return True
        if done.kind is RegroupKind.SPLIT and done.story in (later.was, later.story):
            return True
        return later.kind is RegroupKind.MERGE and later.was == done.was

    later = (each for each in standing_decisions(regroupings) if each.number > done.number and rests(each))
    return max(later, key=lambda each: each.number, default=None)


def stories_apart(regroupings: Iterable[Regrouping]) -> frozenset[frozenset[StoryId]]:
    """The pairs that people told apart and nobody joined since; `regroupings` in order of time."""
    apart: set[frozenset[StoryId]] = set()
    for each in standing_decisions(regroupings):
        pair = frozenset((each.was, each.story))
        if each.kind is RegroupKind.SPLIT:
            apart.add(pair)
        else:
            apart.discard(pair)
    return frozenset(apart)


def muted_stories(mutes: Iterable[Mute], regroupings: Iterable[Regrouping]) -> Mapping[StoryId, tuple[Mute, ...]]:
    """The mutes by the story they hold for now; `regroupings` in order of time.

    A mute follows its story into the one that it was merged with, for people say that they are one. With the merge
    taken back, or the two told apart again, each is muted as it was. What is split from a muted story nobody muted.
    """
    into = _went_into(regroupings)
    found: dict[StoryId, tuple[Mute, ...]] = {}
    for mute in mutes:
        story, seen = mute.story, {mute.story}
        while (after := into.get(story, story)) not in seen:
            story = after
            seen.add(story)
        found[story] = (*found.get(story, ()), mute)
    return found


def _went_into(regroupings: Iterable[Regrouping]) -> Mapping[StoryId, StoryId]:
    """Of stories that people merged the ones that go on, as far as that stands."""
    into: dict[StoryId, StoryId] = {}
    for each in standing_decisions(regroupings):
        if each.kind is RegroupKind.MERGE:
            into[each.was] = each.story
        elif into.get(each.story) == each.was:
            del into[each.story]
    return into


def _free_name(article: ArticleId, story: Sequence[Filed]) -> StoryId:
    """A story bears the id of its first article. The first one, taken out, leaves its id with those that stay: then
    the story is named by the negative, which no article has."""
    return StoryId(-article if any(int(filed.story) == article for filed in story) else article)

"""What people decide on stories, and what the book makes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import StoryUnclear
from bot.core.model import Analysis, Article, ArticleId, Filed, Move, Mute, Regrouping, RegroupKind, StoryId, Timestamp
from bot.core.stories import StoryBook, merge_moves, muted_stories, resting_on, split_moves, stories_apart, undo_moves

DAY = datetime(2026, 11, 20, tzinfo=UTC)
PIER = (
    "The Northport council voted on Friday to ban face recognition on its pier. Council president Dana Ortiz said the "
    "cameras of Acme Vision had counted every angler since spring, and that the contract ends in June."
)
FERRY = (
    "The Northport council heard on Friday how face recognition opens the gates of its ferry. Harbour master Lee Marsh "
    "said the scanners of Acme Vision had let through a stowaway, and that the trial ends in June."
)


def filed(number: int, story: int = 1, *, copy_of: int | None = None, text: str = PIER, day: float = 0) -> Filed:
    seen_at = DAY + timedelta(days=day)
    article = Article(title=f"Report {number}", text=text, published=Timestamp(seen_at))
    return Filed(
        id=ArticleId(number),
        source=None,
        seen_at=seen_at,
        analysis=Analysis(article=article),
        story=StoryId(story),
        copy_of=None if copy_of is None else ArticleId(copy_of),
    )


def regrouping(moves: tuple[Move, ...], kind: RegroupKind = RegroupKind.SPLIT) -> Regrouping:
    return Regrouping(kind=kind, moves=moves, at=DAY, who="fake:U1", name="Lee")


def after(story: tuple[Filed, ...], moves: tuple[Move, ...]) -> tuple[Filed, ...]:
    moved = {move.article: move for move in moves}
    return tuple(
        replace(each, story=moved[each.id].story, copy_of=moved[each.id].copy_of) if each.id in moved else each
        for each in story
    )


def test_an_article_leaves_its_story_with_its_copies_and_is_no_copy_of_what_it_left() -> None:
    story = (filed(1), filed(2, copy_of=1), filed(3), filed(4, copy_of=3))

    assert split_moves(story, ArticleId(3), told_by=[ArticleId(1)]) == (
        Move(article=ArticleId(3), was=StoryId(1), story=StoryId(3)),
        Move(article=ArticleId(4), was=StoryId(1), story=StoryId(3), was_copy_of=ArticleId(3), copy_of=ArticleId(3)),
    )
    (copy,) = split_moves(story, ArticleId(2), told_by=[ArticleId(1)])
    assert (copy.was_copy_of, copy.copy_of) == (1, None)


def test_the_first_article_leaves_the_storys_name_to_those_that_stay() -> None:
    (move,) = split_moves((filed(1), filed(2)), ArticleId(1), told_by=[ArticleId(2)])
    assert move.story not in {1, 2}


@pytest.mark.parametrize(
    ("article", "reason"),
    [(1, "the others"), (2, "the others"), (9, "not in this story")],
)
def test_what_the_alert_shows_cant_be_taken_out_of_it(article: int, reason: str) -> None:
    with pytest.raises(StoryUnclear, match=reason):
        split_moves((filed(1), filed(2, copy_of=1), filed(3)), ArticleId(article), told_by=[ArticleId(2 - article % 2)])


def test_a_story_of_one_article_cant_be_split_and_one_story_not_merged() -> None:
    with pytest.raises(StoryUnclear, match="Nothing would be left"):
        split_moves((filed(1),), ArticleId(1), told_by=[])
    with pytest.raises(StoryUnclear, match="one story already"):
        merge_moves((filed(1),), StoryId(1))


STORIES = st.lists(st.sampled_from([None, 1, 2]), min_size=2, max_size=7)


@given(STORIES, st.data())
def test_a_split_and_a_merge_are_undone_to_the_letter(copies: list[int | None], data: st.DataObject) -> None:
    story = tuple(filed(number, copy_of=of) for number, of in enumerate(copies, 3))
    article = data.draw(st.sampled_from([each.id for each in story]))
    moves = split_moves(story, article, told_by=[])
    apart = after(story, moves)

    there = tuple(each for each in apart if each.story == moves[0].story)
    assert after(apart, undo_moves(regrouping(moves), there)) == story

    joined = merge_moves(story, StoryId(900))
    merged = after(story, joined)
    assert {each.story for each in merged} == {900}
    assert after(merged, undo_moves(regrouping(joined, RegroupKind.MERGE), merged)) == story


def test_who_joined_a_split_off_story_goes_back_with_it_and_who_joined_a_merged_one_stays() -> None:
    split = regrouping(split_moves((filed(1), filed(2)), ArticleId(2), told_by=[]))
    assert [move.article for move in undo_moves(split, (filed(2, 2), filed(5, 2)))] == [2, 5]

    merge = regrouping(merge_moves((filed(2, 2),), StoryId(1)), RegroupKind.MERGE)
    assert [move.article for move in undo_moves(merge, (filed(1), filed(2), filed(5)))] == [2]
    with pytest.raises(StoryUnclear, match="moved on"):
        undo_moves(merge, (filed(1), filed(5)))


def test_stories_stay_apart_until_somebody_joins_them() -> None:
    split = regrouping(split_moves((filed(1), filed(2)), ArticleId(2), told_by=[]))
    back = regrouping(undo_moves(split, (filed(2, 2),)), RegroupKind.MERGE)

    assert stories_apart([split]) == {frozenset({1, 2})}
    assert stories_apart([split, back]) == frozenset()
    assert stories_apart([split, back, split]) == {frozenset({1, 2})}


def book(*known: Filed, apart: tuple[int, ...] = ()) -> StoryBook:
    told = StoryBook()
    for each in known:
        told.add(each)
    told.keep_apart([tuple(map(StoryId, apart))] if apart else [])
    return told


def test_what_comes_later_joins_the_nearest_of_two_stories_that_people_told_apart() -> None:
    pier = [filed(number, 1, text=PIER.replace("every angler", f"every {who}")) for number, who in enumerate(
        ("walker", "child", "tourist", "dog"), 1
    )]  # fmt: skip
    ferry = filed(5, 5, text=FERRY)
    later = Article(title="Ferry trial", text=FERRY.replace("had let through", "let in"), published=Timestamp(DAY))

    assert book(*pier, ferry, apart=(1, 5)).place(ArticleId(9), later, seen_at=DAY).story == 5


def test_moved_articles_bring_later_ones_to_where_they_are() -> None:
    told = book(filed(1), filed(2, 2, text=FERRY))
    told.move([Move(article=ArticleId(2), was=StoryId(2), story=StoryId(1))])
    later = filed(3, text=FERRY + " More on Monday.")

    assert told.place(ArticleId(3), later.analysis.article, seen_at=DAY).story == 1
    told.forget(DAY + timedelta(days=1))
    assert len(told) == 0


def test_other_stories_are_ranked_by_likeness() -> None:
    told = book(
        filed(1), filed(2, 2, text="Fishing quotas fall in the north, the ministry said."), filed(3, 3, text=FERRY)
    )

    assert told.like(ArticleId(1), filed(1).analysis.article, seen_at=DAY)[0] == 3


# --- mutes ------------------------------------------------------------------------------------------------------------


def decided(kind: RegroupKind, was: int, story: int, *, number: int, undoes: int | None = None) -> Regrouping:
    move = Move(article=ArticleId(was), was=StoryId(was), story=StoryId(story))
    return replace(regrouping((move,), kind), number=number, undoes=undoes)


def mute(story: int) -> Mute:
    return Mute(story=StoryId(story), channel="fake:desk", title=f"Story {story}")


MERGE, SPLIT = RegroupKind.MERGE, RegroupKind.SPLIT
NAMES = st.integers(1, 5)
DECISIONS = st.lists(st.tuples(st.sampled_from(RegroupKind), NAMES, NAMES).filter(lambda each: each[1] != each[2]))


def test_a_mute_goes_the_whole_way_of_its_story() -> None:
    done = [decided(MERGE, 1, 2, number=1), decided(MERGE, 2, 3, number=2)]
    assert muted_stories([mute(1), mute(3)], done) == {3: (mute(1), mute(3))}
    assert muted_stories([mute(1)], [*done, decided(SPLIT, 3, 2, number=3, undoes=2)]) == {2: (mute(1),)}
    assert muted_stories([mute(1)], [*done, decided(SPLIT, 2, 1, number=3)]) == {1: (mute(1),)}


def test_what_is_split_from_a_muted_story_is_not_muted() -> None:
    assert muted_stories([mute(1)], [decided(SPLIT, 1, 4, number=1)]) == {1: (mute(1),)}


def test_a_split_taken_back_mutes_nothing_more() -> None:
    done = [decided(SPLIT, 1, 4, number=1), decided(MERGE, 4, 1, number=2, undoes=1)]
    assert muted_stories([mute(4)], done) == {4: (mute(4),)}


@given(decisions=DECISIONS, muted=st.sets(NAMES))
def test_no_mute_is_lost_and_with_all_taken_back_each_is_where_it_was_set(
    decisions: list[tuple[RegroupKind, int, int]], muted: set[int]
) -> None:
    mutes = [mute(story) for story in sorted(muted)]
    done = [decided(*each, number=number) for number, each in enumerate(decisions, start=1)]
    assert sorted(each.story for of in muted_stories(mutes, done).values() for each in of) == sorted(muted)

    back = [
        decided(
            SPLIT if each.kind is MERGE else MERGE,
            each.story,
            each.was,
            number=len(done) + each.number,
            undoes=each.number,
        )
        for each in reversed(done)
    ]
    assert muted_stories(mutes, [*done, *back]) == {each.story: (each,) for each in mutes}


# --- taking back ------------------------------------------------------------------------------------------------------


def test_what_later_decisions_were_made_on_is_taken_back_after_them() -> None:
    first, second = decided(MERGE, 3, 2, number=1), decided(MERGE, 2, 1, number=2)
    both = replace(second, moves=(*second.moves, replace(first.moves[0], was=StoryId(2), story=StoryId(1))))
    out = replace(decided(SPLIT, 1, 2, number=3), moves=(Move(article=ArticleId(2), was=StoryId(1), story=StoryId(2)),))
    done = [first, both, out]
    assert [resting_on(each, done) for each in done] == [both, out, None]
    back = decided(MERGE, 2, 1, number=4, undoes=3)
    assert [resting_on(each, [*done, back]) for each in done] == [both, None, None]


def test_decisions_that_touch_each_other_in_nothing_are_taken_back_in_any_order() -> None:
    done = [decided(MERGE, 3, 1, number=1), decided(MERGE, 2, 1, number=2), decided(SPLIT, 1, 9, number=3)]
    assert [resting_on(each, done) for each in done] == [None, None, None]


def test_a_merge_taken_back_tells_nobody_apart() -> None:
    merge = decided(MERGE, 2, 1, number=2)
    back = decided(SPLIT, 1, 2, number=3, undoes=2)
    assert stories_apart([merge, back]) == frozenset()
    split = decided(SPLIT, 1, 2, number=1)
    assert stories_apart([split, merge]) == frozenset()
    assert stories_apart([split, merge, back]) == {frozenset({1, 2})}

"""Taking changes back, in any order."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.changes import differences, facts_of, standing, state_after
from bot.core.model import Change, Channel, Revision, Rule, Schedule, Source, SourceId

NOW = datetime(2026, 11, 25, tzinfo=UTC)


def rule(query: str) -> Rule:
    return Rule(id="faces", query=query)


def changed(number: int, before: Rule | None, after: Rule | None, *, undoes: int | None = None) -> Change:
    revision = Revision(kind="keyword", key="faces", before=before, after=after)
    return Change(at=NOW, who="u", name="U", what="", subject="", number=number, revision=revision, undoes=undoes)


FIRST = changed(1, None, rule("a"))
SECOND = changed(2, rule("a"), rule("b"))


def test_the_latest_change_that_stands_decides() -> None:
    assert state_after([FIRST, SECOND]) == rule("b")
    assert state_after([FIRST, SECOND], undoing=2) == rule("a")
    assert state_after([FIRST, SECOND], undoing=1) == rule("b")


def test_with_all_taken_back_it_is_what_it_was_at_first() -> None:
    taken_back = [FIRST, SECOND, changed(3, rule("b"), rule("b"), undoes=1)]
    assert state_after(taken_back, undoing=2) is None


def test_taking_back_a_taking_back_makes_the_change_again() -> None:
    taken_back = [FIRST, SECOND, changed(3, rule("b"), rule("a"), undoes=2)]
    assert state_after(taken_back) == rule("a")
    assert state_after(taken_back, undoing=3) == rule("b")
    assert [change.number for change in standing(taken_back)] == [1, 3]


def test_no_change_leaves_nothing_to_tell() -> None:
    with pytest.raises(ValueError, match="no change"):
        state_after([])


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=6), st.randoms(use_true_random=False), st.booleans())
def test_taking_all_back_in_any_order_and_making_all_again_ends_where_it_began(
    queries: list[str], chance: object, is_new: bool
) -> None:
    first = None if is_new else rule("first")
    changes: list[Change] = []
    for number, query in enumerate(queries, start=1):
        changes.append(changed(number, changes[-1].revision.after if changes else first, rule(query)))  # type: ignore[union-attr]
    for _ in range(2):  # taken back, then the takings back taken back
        made = state_after(changes)
        back = [change.number for change in standing(changes)[-len(queries) :]]
        chance.shuffle(back)  # type: ignore[attr-defined]
        for number in back:
            after = state_after(changes, undoing=number)
            changes.append(changed(len(changes) + 1, None, after, undoes=number))
    assert made == first
    assert state_after(changes) == rule(queries[-1])


def test_what_differs_is_told_by_name_with_keys_in_addresses_masked() -> None:
    assert differences(rule("a"), rule("b")) == (("query", "a", "b"),)
    assert differences(rule("a"), rule("a")) == ()
    source = Source(id=SourceId(1), url="https://x.example/feed?key=s3cret", kind="feed", name="X")
    assert "s3cret" not in str(differences(None, source))
    channel = Channel(platform="slack", id="C1")
    later = replace(channel, schedule=Schedule(cap=6), topics=("faces",))
    assert [name for name, _, _ in differences(channel, later)] == ["topics", "cap"]
    json.dumps(facts_of(later))

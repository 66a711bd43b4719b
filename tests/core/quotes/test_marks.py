from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quotes.marks import find_quoted


def words(text: str) -> list[str]:
    return [quoted.inner.of(text) for quoted in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It is late," she said.', ["It is late,"]),
        ("“It is late,” she said.", ["It is late,"]),
        ('“It is late," she said.', ["It is late,"]),
        ("”It is late,“ she said.", ["It is late,"]),
        ("''It is late,'' she said.", ["It is late,"]),
        ("``It is late,'' she said.", ["It is late,"]),
        ("‘‘It is late,’’ she said.", ["It is late,"]),
        ("「It is late.」 she said.", ["It is late."]),
        ("‘’Tis late, the cities’ ban is here,’ she said of the ’90s.", ["’Tis late, the cities’ ban is here,"]),
        ("'It is rock 'n' roll, not noise,' she said.", ["It is rock 'n' roll, not noise,"]),
        ('At 40° 26\' 46" N the 6" lens and the 3.5" screen saw "the list of names" too.', ["the list of names"]),
        ("„Es ist spät“, said he.", ["Es ist spät"]),
        ("« Il est tard », said he.", ["Il est tard"]),
        ("»Es ist spät«, said he.", ["Es ist spät"]),
        ("‘It’s late, isn’t it,’ she said of the dogs’ dinner.", ["It’s late, isn’t it,"]),
        ("'It's late,' she said of the dogs' dinner in the '90s.", ["It's late,"]),
        ("\"He said 'no' to me,\" she said.", ["He said 'no' to me,"]),
        ("“He said “no” to me,” she said.", ["He said “no” to me,"]),
        ('He is 5\'10" tall, and "shy of cameras," she said.', ["shy of cameras,"]),
        ('A 24" wide screen showed "the list of names" to all.', ["the list of names"]),
        ('She said—"never"—and left.', ["never"]),
        ('("Never," she said.)', ["Never,"]),
        ("“” and “…” are empty.", []),
        ("The dogs' and cats' owners' lists.", []),
    ],
)
def test_typography_alone_finds_the_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_paragraph_left_open_goes_on_in_the_next() -> None:
    text = "“One thing.\n\n“Another thing,” she said."
    first, second = find_quoted(text)
    assert (first.inner.of(text), second.inner.of(text)) == ("One thing.", "Another thing,")
    assert second.continues
    assert not first.continues


def test_single_marks_go_on_over_paragraphs_too() -> None:
    text = "‘One thing.\n\n‘Another thing, isn’t it.\n\n‘A third,’ she said. ‘That is all.’"
    found = find_quoted(text)
    assert [run.inner.of(text) for run in found] == [
        "One thing.",
        "Another thing, isn’t it.",
        "A third,",
        "That is all.",
    ]
    assert [run.continues for run in found] == [False, True, True, False]


def test_words_opened_in_one_paragraph_and_closed_in_the_next_are_both_found() -> None:
    assert words("“One thing.\n\nAnother thing,” she said.") == ["One thing.", "Another thing,"]


def test_a_missing_mark_costs_its_paragraph_and_no_more() -> None:
    text = '“It is late," she said.\n\nHe said the “pilot was over.\n\n“It is early,” he said.\n\n“So it is,” she said.'
    assert words(text) == ["It is late,", "It is early,", "So it is,"]


@given(st.text(alphabet="“”\"'‘’«»„`.,? \n—ab5", max_size=200))
def test_runs_lie_in_order_and_never_overlap(text: str) -> None:
    found = find_quoted(text)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(found))
    assert all(q.outer.start <= q.inner.start < q.inner.end <= q.outer.end for q in found)
    assert all(quoted.inner.of(text) == quoted.inner.of(text).strip() for quoted in found)

"""An admin's line: flags, scope and reason stand wherever somebody puts them, and a query is left as it was typed."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.orders import Order, OrderRefused
from bot.services.orders.order import OPERATOR
from bot.services.orders.wishes import Wish
from bot.services.orders.words import Flagged, with_reason
from tests.services.test_front_desk import ADMIN

QUERIES = ("drones", '"police drone"~8 -war', 'title:"here we are" OR gait', "a OR here", '"--yes" OR drones', "(here)")


def wish(rest: str, **given: object) -> Wish:
    order = Order(rest=rest, why="", member=ADMIN, channel="desk")
    return Wish.of(order, switches=("yes", "all", "exclude"), values=("days", "edit"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("order", list(permutations(("here", "--exclude", "--days 30", "QUERY"))))
def test_flags_and_scope_stand_in_any_order(query: str, order: tuple[str, ...]) -> None:
    understood = wish(" ".join(query if part == "QUERY" else part for part in order))
    assert (understood.query, understood.channel, understood.is_exclude, understood.days) == (
        query,
        "fake:desk",
        True,
        30.0,
    )


@pytest.mark.parametrize("query", QUERIES)
def test_without_a_scope_a_word_of_the_query_is_one_of_the_query(query: str) -> None:
    assert (wish(query).query, wish(query).channel) == (query, "")


@pytest.mark.parametrize("query", [*QUERIES, "here", "drones here", "here drones", "--yes"])
@pytest.mark.parametrize("is_exclude", [False, True])
def test_what_a_button_says_again_is_what_was_wished(query: str, *, is_exclude: bool) -> None:
    wished = Wish(query=query, channel="fake:room", is_exclude=is_exclude, why="UK wording, here --all")
    line, why = with_reason(wished.typed(wished.verb, "--yes"))
    again = wish(line.split(" ", 2)[2], is_exclude=is_exclude)
    assert (again.query, again.channel, again.is_exclude, why) == (query, "fake:room", is_exclude, wished.why)
    assert again.is_sure


@pytest.mark.parametrize(
    ("typed", "words", "why"),
    [
        ("keywords add drones why: UK wording", "keywords add drones", "UK wording"),
        ("keywords add drones --why UK wording --yes", "keywords add drones --yes", "UK wording"),
        ('keywords add --why "UK wording" drones', "keywords add drones", "UK wording"),
        ("keywords add drones --why=UK", "keywords add drones", "UK"),
        ('keywords add "he said why: because"', 'keywords add "he said why: because"', ""),
        ('keywords add "gait why: UK', 'keywords add "gait', "UK"),  # a quote that was never closed
        ("keywords add drones", "keywords add drones", ""),
    ],
)
def test_a_reason_is_told_from_the_words(typed: str, words: str, why: str) -> None:
    assert with_reason(typed) == (words, why)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("drones --yse", "did you mean --yes?"),
        ("drones --zebra", "--zebra is not known"),
        ("drones --days", "needs a word"),
        ("drones --days soon", "a number of days"),
        ("drones --days 0", "a number of days"),
    ],
)
def test_a_flag_nobody_knows_is_named(typed: str, says: str) -> None:
    with pytest.raises(OrderRefused, match=says):
        _ = wish(typed).days


@pytest.mark.parametrize("dash", ["--", "—", "–"])
def test_the_dashes_of_phones_are_dashes(dash: str) -> None:
    assert wish(f"drones {dash}exclude").is_exclude


def test_the_command_line_is_no_channel() -> None:
    order = Order(rest="drones here", why="", member=OPERATOR, channel="")
    with pytest.raises(OrderRefused, match="name one with --channel"):
        Wish.of(order, switches=(), values=())
    assert Wish.of(Order(rest="drones --channel slack:C1", why="", member=OPERATOR, channel=""), switches=(), values=())


@given(st.text())
def test_any_line_is_read_or_refused_in_words(line: str) -> None:
    words, _ = with_reason(line)
    try:
        read = Flagged.of(words, switches=("yes",), values=("days",))
    except OrderRefused:
        return
    assert read.is_closed or Flagged.of(read.rest, switches=("yes",), values=("days",)).rest == read.rest

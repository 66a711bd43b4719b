"""Which of a feed's entries came first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.feeds import oldest_first
from bot.core.model import Entry, Timestamp

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def entry(name: str, hours: float | None = None) -> Entry:
    published = None if hours is None else Timestamp(MONDAY + timedelta(hours=hours))
    return Entry(guid=name, link=None, title=name, published=published)


def order(*entries: Entry) -> str:
    return "".join(each.title for each in oldest_first(entries))


def test_the_oldest_comes_first_whichever_end_a_feed_begins_at() -> None:
    assert order(entry("c", 3), entry("b", 2), entry("a", 1)) == "abc"
    assert order(entry("a", 1), entry("b", 2), entry("c", 3)) == "abc"


def test_without_dates_the_top_of_the_feed_is_the_newest() -> None:
    assert order(entry("c"), entry("b"), entry("a")) == "abc"
    assert order(entry("c", 1), entry("b", 1), entry("a", 1)) == "abc"


def test_an_entry_without_a_date_keeps_its_place_among_dated_ones() -> None:
    assert order(entry("a", 1), entry("x"), entry("b", 2)) == "axb"


@given(st.lists(st.none() | st.integers(-9, 9), max_size=8))
def test_no_entry_is_lost_and_dates_never_fall(hours: list[int | None]) -> None:
    entries = [entry(str(number), each) for number, each in enumerate(hours)]

    told = oldest_first(entries)

    assert sorted(each.title for each in told) == sorted(each.title for each in entries)
    moments = [each.published.instant() for each in told if each.published]
    assert moments == sorted(moments)

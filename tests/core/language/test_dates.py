from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import DateMention, find_dates

ANCHOR = date(2026, 6, 10)  # a Wednesday


def only(text: str, anchor: date | None = ANCHOR) -> DateMention:
    (mention,) = find_dates(text, anchor)
    return mention


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("It was signed on 1 January 2027.", "1 January 2027", date(2027, 1, 1)),
        ("It was signed Jan. 5, 2027, in public.", "Jan. 5, 2027", date(2027, 1, 5)),
        ("Filed 2026-03-09.", "2026-03-09", date(2026, 3, 9)),
        ("Filed 31/1/2026.", "31/1/2026", date(2026, 1, 31)),
        ("The council voted on Wednesday.", "Wednesday", date(2026, 6, 10)),
        ("The council voted Monday night.", "Monday", date(2026, 6, 8)),
        ("The council will vote on Monday.", "Monday", date(2026, 6, 15)),
        ("They met last Wednesday.", "last Wednesday", date(2026, 6, 3)),
        ("They meet next Friday.", "next Friday", date(2026, 6, 19)),
        ("It was filed yesterday.", "yesterday", date(2026, 6, 9)),
        ("The order came on May 25.", "May 25", date(2026, 5, 25)),
        ("The ban takes effect Jan. 1.", "Jan. 1", date(2027, 1, 1)),
        ("It expires at the end of March 2027.", "the end of March 2027", date(2027, 3, 31)),
        ("They must stop by the end of March.", "the end of March", date(2027, 3, 31)),
        ("It lapses by the end of the year.", "the end of the year", date(2026, 12, 31)),
        ("The vote was set for Friday, June 12.", "Friday, June 12", date(2026, 6, 12)),
        ("It was reported at the end of May.", "the end of May", date(2026, 5, 31)),
        ("It would not pass, but they voted on Friday.", "Friday", date(2026, 6, 5)),
        ("They may vote as soon as Friday.", "Friday", date(2026, 6, 12)),
        ("It takes effect in 30 days.", "in 30 days", date(2026, 7, 10)),
        ("It takes effect within 90 days.", "within 90 days", date(2026, 9, 8)),
        ("It began two years ago.", "two years ago", date(2024, 6, 10)),
        ("A one-year moratorium follows.", "one-year", date(2027, 6, 10)),
        ("It will stop selling it for 18 months.", "for 18 months", date(2027, 12, 10)),
        ("A trial started last month.", "last month", date(2026, 5, 1)),
        ("A trial starts next month.", "next month", date(2026, 7, 1)),
        ("The law was passed in March.", "March", date(2026, 3, 1)),
        ("The law was passed in October.", "October", date(2025, 10, 1)),
        ("The rule holds until September.", "September", date(2026, 9, 1)),
        ("It ends in the first quarter of 2027.", "the first quarter of 2027", date(2027, 1, 1)),
        ("It ends in 2028.", "2028", date(2028, 1, 1)),
        ("It ends in the summer of 2027.", "the summer of 2027", date(2027, 6, 1)),
    ],
)
def test_a_date_is_counted_from_the_day_of_the_article(text: str, words: str, day: date) -> None:
    mention = only(text)
    assert (mention.text, mention.date) == (words, day)


def test_a_month_has_its_first_and_its_last_day() -> None:
    mention = only("It runs until February 2028.")
    assert (mention.date, mention.last, mention.precision) == (date(2028, 2, 1), date(2028, 2, 29), "month")
    assert mention.relation == "until"


def test_without_a_day_to_count_from_it_stays_words() -> None:
    for text in ("The council voted Tuesday.", "It takes effect in 30 days.", "It ends next year.", "A one-year ban."):
        assert only(text, None).date is None
    assert only("It ends on June 1, 2027.", None).date == date(2027, 6, 1)


def test_what_only_looks_like_a_date_is_none() -> None:
    for text in (
        "They may act.",
        "March on, she said.",
        "A 12-year-old boy.",
        "About 2000 people came.",
        "H.R. 2027",
        "The last seven days.",
    ):
        assert find_dates(text, ANCHOR) == ()


def test_the_word_before_tells_what_the_date_is_for() -> None:
    assert only("It must be gone by January 5, 2027.").relation == "by"
    assert only("It has been banned since January 5, 2025.").relation == "since"
    assert only("It holds through January 5, 2027.").relation == "until"
    assert only("A two-year pause.").is_duration


@given(
    st.text(alphabet="0123456789 -/,.JanMayMarchyeardaysinbyendof the lastnext", max_size=200),
    st.none() | st.dates(),
)
def test_mentions_are_slices_in_order(text: str, anchor: date | None) -> None:
    mentions = find_dates(text, anchor)
    assert all(m.text == m.span.of(text) for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))

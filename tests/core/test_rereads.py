"""When an article is read again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import FetchDelayed, FetchFailed, PageUnreadable, SourceGone, WatchwordError
from bot.core.model import ArticleId, Page
from bot.core.rereads import AFTER, TRY_AGAIN, Reread, after_failure, after_reading, first_reread, is_taken_down

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://gazette.example/ban"
MISSING = FetchFailed(URL, "no page", status=404)


@pytest.fixture
def reread() -> Reread:
    return first_reread(ArticleId(1), url=URL, now=NOW)


def test_four_readings_and_no_more(reread: Reread) -> None:
    hours = []
    while reread.due is not None:
        hours.append((reread.due - NOW) / HOUR)
        reread = after_reading(reread, now=reread.due)
    assert hours == [1, 6, 24, 168]


def test_readings_that_were_missed_are_one(reread: Reread) -> None:
    late = after_reading(reread, now=NOW + 30 * HOUR)
    assert late.due == NOW + AFTER[-1]


def test_validators_are_those_of_the_last_page(reread: Reread) -> None:
    page = Page(url=URL, final_url=URL, status=200, content_type="", body=b"x", etag='"1"', last_modified="Sat")
    read = after_reading(reread, now=NOW + HOUR, page=page, body_hash="h")
    assert (read.etag, read.last_modified, read.body_hash) == ('"1"', "Sat", "h")
    again = after_reading(read, now=NOW + 6 * HOUR)
    assert (again.etag, again.last_modified, again.body_hash) == ('"1"', "Sat", "h")


def test_gone_for_good_ends_it(reread: Reread) -> None:
    gone = SourceGone(URL, "gone", status=410)
    assert is_taken_down(reread, gone)
    assert after_failure(reread, gone, now=NOW + HOUR).due is None


def test_a_missing_page_is_believed_the_second_time(reread: Reread) -> None:
    assert not is_taken_down(reread, MISSING)
    once = after_failure(reread, MISSING, now=NOW + HOUR)
    assert once.due == NOW + AFTER[1]
    assert is_taken_down(once, MISSING)
    assert after_failure(once, MISSING, now=NOW + 6 * HOUR).due is None


def test_a_page_that_is_back_was_never_missing(reread: Reread) -> None:
    back = after_reading(after_failure(reread, MISSING, now=NOW + HOUR), now=NOW + 6 * HOUR)
    assert not is_taken_down(back, MISSING)


@pytest.mark.parametrize("error", [FetchFailed(URL, "refused", status=403), PageUnreadable("bot check")])
def test_a_refusal_is_left_alone_until_the_next_time(reread: Reread, error: WatchwordError) -> None:
    assert after_failure(reread, error, now=NOW + HOUR).due == NOW + AFTER[1]
    assert not is_taken_down(reread, error)


def test_trouble_that_may_pass_is_tried_once_more(reread: Reread) -> None:
    trouble = FetchFailed(URL, "the site can't be reached")
    once = after_failure(reread, trouble, now=NOW + HOUR)
    assert once.due == NOW + HOUR + TRY_AGAIN
    assert after_failure(once, trouble, now=NOW + 2 * HOUR).due == NOW + AFTER[1]


def test_a_server_that_asks_for_patience_gets_it(reread: Reread) -> None:
    slow = FetchDelayed(URL, "slow down", status=429, retry_after=9 * HOUR)
    assert after_failure(reread, slow, now=NOW + HOUR).due == NOW + 10 * HOUR


ERRORS = st.sampled_from(
    [
        MISSING,
        SourceGone(URL, "gone", status=410),
        FetchFailed(URL, "no", status=403),
        FetchFailed(URL, "no", status=500),
        FetchFailed(URL, "no"),
        PageUnreadable("wall"),
        None,
    ]
)


@given(st.lists(ERRORS, max_size=20))
def test_whatever_happens_it_is_read_a_bounded_number_of_times(weather: list[WatchwordError | None]) -> None:
    reread, readings = first_reread(ArticleId(1), url=URL, now=NOW), 0
    for error in (*weather, *[None] * 9):
        if reread.due is None:
            break
        now, readings = reread.due, readings + 1
        reread = after_failure(reread, error, now=now) if error else after_reading(reread, now=now)
        assert reread.due is None or reread.due > now
    assert reread.due is None
    assert readings <= 2 * len(AFTER)

"""Polling: patient with the slow, quick with the busy, honest about the ill."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import FeedUnreadable, FetchDelayed, FetchFailed, PageUnreadable, SourceGone, UrlRefused
from bot.core.errors import WatchwordError as Weather
from bot.core.model import Entry, Feed, Health, NotModified, Page, PollState, Timestamp
from bot.core.polling import (
    NEVER,
    PollLimits,
    after_failure,
    after_not_modified,
    after_success,
    first_state,
    is_due,
    new_address,
)

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LIMITS = PollLimits()
OWN_SERVERS = PollLimits(interval=timedelta(seconds=3), min_interval=timedelta(seconds=1))
URL = "https://council.example/feed"
SAME = NotModified(url=URL)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def page(
    *, url: str = URL, etag: str | None = None, max_age: timedelta | None = None, moved_to: str | None = None
) -> Page:
    return Page(
        url=url,
        final_url=moved_to or url,
        status=200,
        content_type="",
        body=b"",
        etag=etag,
        max_age=max_age,
        moved_to=moved_to,
    )


def feed(*ages: timedelta, ttl: timedelta | None = None) -> Feed:
    entries = (Entry(guid=None, link=None, title="Vote", published=Timestamp(NOW - age)) for age in ages)
    return Feed(title="Council", entries=tuple(entries), ttl=ttl, reader="fast")


def success(
    state: PollState,
    *,
    of: Page | None = None,
    read: Feed | None = None,
    new: int = 0,
    now: datetime = NOW,
    limits: PollLimits = LIMITS,
    jitter: float = 0.0,
) -> PollState:
    return after_success(
        state, page=of or page(), feed=read or feed(), new_entries=new, now=now, limits=limits, jitter=jitter
    )


def failure(
    state: PollState, error: Weather, *, now: datetime = NOW, limits: PollLimits = LIMITS, jitter: float = 0.0
) -> PollState:
    return after_failure(state, error, now=now, limits=limits, jitter=jitter)


def http(status: int) -> FetchFailed:
    return FetchFailed(URL, f"HTTP {status}", status=status)


def delayed(status: int, retry_after: timedelta) -> FetchDelayed:
    return FetchDelayed(URL, f"HTTP {status}", status=status, retry_after=retry_after)


@pytest.fixture
def settled() -> PollState:
    """A source whose baseline has been taken."""
    return success(first_state(NOW, limits=LIMITS), new=10)


def test_a_new_source_is_due_at_once_and_its_first_success_is_the_baseline() -> None:
    state = first_state(NOW, limits=LIMITS)
    after = success(state, read=feed(2 * HOUR, 9 * HOUR, 30 * HOUR), new=3)

    assert is_due(state, NOW)
    assert state.health is Health.NEW
    assert (after.baseline_at, after.health, after.last_success) == (NOW, Health.OK, NOW)
    assert after.interval == 15 * MINUTE
    assert after.next_poll == NOW + 15 * MINUTE
    assert after.last_new_entry == NOW - 2 * HOUR


def test_a_busy_source_is_polled_more_often_down_to_five_minutes(settled: PollState) -> None:
    state = settled
    for _ in range(5):
        state = success(state, new=2)

    assert state.interval == 5 * MINUTE


def test_a_quiet_source_is_polled_less_often_up_to_six_hours(settled: PollState) -> None:
    state = settled
    for _ in range(40):
        state = after_not_modified(state, SAME, now=NOW, limits=LIMITS, jitter=0.0)

    assert state.interval == 6 * HOUR
    assert state.next_poll == NOW + 6 * HOUR


@pytest.mark.parametrize("gap", [HOUR, 3 * HOUR, 8 * HOUR])
def test_the_interval_settles_at_a_few_polls_to_an_entry(settled: PollState, gap: timedelta) -> None:
    state, now, seen, polls = settled, NOW, 0, 0
    while now < NOW + 30 * DAY:
        now = state.next_poll
        published = (now - NOW) // gap
        state = success(state, new=published - seen, now=now)
        seen, polls = published, polls + 1

    assert 2 <= polls / seen <= 8


def test_the_longest_of_rhythm_ttl_and_cache_control_wins(settled: PollState) -> None:
    assert success(settled, read=feed(ttl=2 * HOUR)).next_poll == NOW + 2 * HOUR
    assert success(settled, of=page(max_age=3 * HOUR), read=feed(ttl=2 * HOUR)).next_poll == NOW + 3 * HOUR
    assert success(settled, of=page(max_age=MINUTE), new=1).next_poll == NOW + 7.5 * MINUTE
    assert (
        after_not_modified(settled, replace(SAME, max_age=5 * HOUR), now=NOW, limits=LIMITS, jitter=0).next_poll
        == NOW + 5 * HOUR
    )


def test_an_absurd_max_age_is_a_day_and_no_overflow(settled: PollState) -> None:
    assert success(settled, of=page(max_age=timedelta.max), read=feed(ttl=timedelta.max)).next_poll == NOW + DAY


def test_an_operator_s_own_servers_are_polled_at_the_pace_set(settled: PollState) -> None:
    state = settled
    for _ in range(20):
        state = success(state, of=page(max_age=DAY), read=feed(ttl=DAY), limits=OWN_SERVERS)
        assert state.next_poll == NOW + timedelta(seconds=3)


def test_lowering_one_number_alone_does_not_overrule_what_a_server_asks(settled: PollState) -> None:
    quick = PollLimits(interval=MINUTE)

    assert success(settled, read=feed(ttl=HOUR), limits=quick).next_poll == NOW + HOUR


def test_jitter_moves_the_next_poll_by_a_tenth_at_most(settled: PollState) -> None:
    assert success(settled, read=feed(ttl=HOUR), jitter=1).next_poll == NOW + 66 * MINUTE
    assert success(settled, read=feed(ttl=HOUR), jitter=-1).next_poll == NOW + 54 * MINUTE


def test_failures_double_the_wait_up_to_a_day_and_one_good_poll_resets(settled: PollState) -> None:
    state, waits = settled, []
    for _ in range(9):
        state = failure(state, http(500))
        waits.append((state.next_poll - NOW) / MINUTE)

    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    healed = success(state)
    assert (healed.failures, healed.failing_since, healed.last_error, healed.health) == (0, None, None, Health.OK)
    assert healed.next_poll <= NOW + 20 * MINUTE


def test_a_failure_keeps_the_validators_of_the_last_good_body(settled: PollState) -> None:
    state = success(settled, of=page(etag='W/"7"'))

    assert failure(state, http(500)).etag == 'W/"7"'
    assert success(state, of=page()).etag is None


@pytest.mark.parametrize("status", [429, 503])
def test_a_time_the_server_names_is_waited_for_whatever_the_schedule(settled: PollState, status: int) -> None:
    state = failure(settled, delayed(status, 5 * HOUR), jitter=-1)

    assert state.next_poll == NOW + 5.5 * HOUR
    assert state.health is Health.SLOW
    assert LIMITS.is_barred(state, NOW + 4 * HOUR)
    assert not LIMITS.is_barred(state, NOW + 5 * HOUR)
    assert success(state, now=NOW + 5 * HOUR).not_before is None


def test_a_server_cannot_ask_for_silence_for_ever(settled: PollState) -> None:
    assert failure(settled, delayed(503, timedelta.max)).next_poll == NOW + 7 * DAY


def test_gone_is_never_polled_again(settled: PollState) -> None:
    state = failure(settled, SourceGone(URL, "HTTP 410", status=410))

    assert (state.health, state.next_poll) == (Health.GONE, NEVER)
    assert not is_due(state, NEVER)
    assert LIMITS.is_barred(state, NEVER)


@pytest.mark.parametrize(
    ("error", "at_first", "after_a_day"),
    [
        (http(500), Health.SLOW, Health.DEAD),
        (http(404), Health.SLOW, Health.DEAD),
        (FetchFailed(URL, "did not answer"), Health.SLOW, Health.DEAD),
        (UrlRefused(URL, "it doesn't lead to the public internet"), Health.SLOW, Health.DEAD),
        (PageUnreadable("an empty shell"), Health.SLOW, Health.DEAD),
        (FeedUnreadable("no feed"), Health.SLOW, Health.DEAD),
        (FeedUnreadable("a web page", is_html=True), Health.HTML, Health.HTML),
        (http(401), Health.BLOCKED, Health.BLOCKED),
        (http(403), Health.BLOCKED, Health.BLOCKED),
        (http(429), Health.SLOW, Health.BLOCKED),
        (delayed(429, MINUTE), Health.SLOW, Health.BLOCKED),
        (delayed(503, MINUTE), Health.SLOW, Health.DEAD),
    ],
)
def test_what_an_admin_is_told_of_failures(
    settled: PollState, error: Weather, at_first: Health, after_a_day: Health
) -> None:
    first = failure(settled, error)
    later = failure(failure(first, error, now=NOW + HOUR), error, now=NOW + DAY)

    assert (first.health, later.health) == (at_first, after_a_day)
    assert (later.failures, later.failing_since) == (3, NOW)


def test_two_failures_around_a_standstill_of_our_own_are_not_death(settled: PollState) -> None:
    assert failure(failure(settled, http(500)), http(500), now=NOW + 9 * DAY).health is Health.SLOW


def test_an_error_is_remembered_without_the_address_and_its_key(settled: PollState) -> None:
    state = failure(settled, FetchFailed("https://example.org/f?key=s3cret", "did not answer"))

    assert state.last_error == "did not answer"


def test_silence_is_measured_against_how_often_a_source_publishes() -> None:
    daily = success(first_state(NOW, limits=LIMITS), read=feed(HOUR, DAY, 2 * DAY, 3 * DAY), new=4)
    monthly = success(first_state(NOW, limits=LIMITS), read=feed(HOUR, 30 * DAY, 60 * DAY), new=3)
    later = NOW + 6 * DAY

    assert after_not_modified(daily, SAME, now=later, limits=LIMITS, jitter=0).health is Health.SILENT
    assert after_not_modified(monthly, SAME, now=later, limits=LIMITS, jitter=0).health is Health.OK
    assert (
        success(after_not_modified(daily, SAME, now=later, limits=LIMITS, jitter=0), new=1, now=later).health
        is Health.OK
    )


def test_a_busy_source_is_not_called_silent_over_a_long_weekend() -> None:
    busy = success(first_state(NOW, limits=LIMITS), read=feed(MINUTE, HOUR, 2 * HOUR), new=3)

    assert after_not_modified(busy, SAME, now=NOW + 3 * DAY, limits=LIMITS, jitter=0).health is Health.OK


def test_a_feed_that_had_long_stopped_is_silent_from_the_first_poll() -> None:
    assert (
        success(first_state(NOW, limits=LIMITS), read=feed(400 * DAY, 401 * DAY, 402 * DAY), new=3).health
        is Health.SILENT
    )


@pytest.mark.parametrize("year", [1, 1970, 2099, 9999])
def test_impossible_dates_say_nothing_of_silence(year: int) -> None:
    entry = Entry(guid=None, link=None, title="Vote", published=Timestamp(datetime(year, 1, 1)))
    state = success(first_state(NOW, limits=LIMITS), read=Feed(title="", entries=(entry,) * 5), new=5)

    assert (state.health, state.last_new_entry, state.usual_gap) == (Health.OK, NOW, None)


def test_a_permanent_move_is_believed_after_three_equal_answers(settled: PollState) -> None:
    moved = page(moved_to="https://council.example/new")
    once = success(settled, of=moved)
    twice = after_not_modified(once, moved, now=NOW, limits=LIMITS, jitter=0)

    assert new_address(once) is None
    assert new_address(twice) is None
    assert new_address(success(twice, of=moved)) == "https://council.example/new"


def test_a_permanent_move_is_believed_of_a_target_that_has_nothing_new(settled: PollState) -> None:
    moved, state = replace(SAME, moved_to="https://council.example/new"), settled
    for _ in range(3):
        assert new_address(state) is None
        state = after_not_modified(state, moved, now=NOW, limits=LIMITS, jitter=0)

    assert new_address(state) == "https://council.example/new"
    assert new_address(after_not_modified(state, SAME, now=NOW, limits=LIMITS, jitter=0)) is None


@pytest.mark.parametrize("between", [page(moved_to="https://council.example/other"), page()])
def test_a_move_that_changes_its_mind_is_counted_anew(settled: PollState, between: Page) -> None:
    moved = page(moved_to="https://council.example/new")
    state = settled
    for answer in (moved, moved, between, moved):
        state = success(state, of=answer)

    assert new_address(state) is None
    assert state.moved_count == 1


def test_a_move_that_would_give_up_encryption_is_never_believed(settled: PollState) -> None:
    state = settled
    for _ in range(5):
        state = success(state, of=page(moved_to="http://council.example/feed"))

    assert new_address(state) is None


WAITS = st.none() | st.timedeltas(min_value=-DAY)
ERRORS = st.sampled_from([http(500), http(403), FeedUnreadable("x", is_html=True), UrlRefused(URL, "x")]) | st.builds(
    delayed, st.sampled_from([429, 503]), st.timedeltas()
)
STEPS = st.lists(
    st.tuples(ERRORS, st.none()) | st.tuples(st.none(), st.tuples(WAITS, WAITS, st.integers(0, 10**6))), max_size=40
)


@given(STEPS, st.floats(-1, 1), st.sampled_from([LIMITS, OWN_SERVERS, PollLimits(interval=2 * DAY)]))
def test_whatever_comes_the_next_poll_lies_ahead_and_within_bounds(
    steps: list[tuple[Weather | None, tuple[timedelta | None, timedelta | None, int] | None]],
    jitter: float,
    limits: PollLimits,
) -> None:
    state, now = first_state(NOW, limits=limits), NOW
    for error, good in steps:
        if error is not None:
            state = failure(state, error, now=now, limits=limits, jitter=jitter)
        elif good is not None:
            max_age, ttl, new = good
            state = success(
                state,
                of=page(max_age=max_age),
                read=replace(feed(), ttl=ttl),
                new=new,
                now=now,
                limits=limits,
                jitter=jitter,
            )
        assert limits.min_interval <= state.next_poll - now <= 7.7 * DAY
        assert (state.failures == 0) == (state.health in {Health.OK, Health.SILENT})
        now = state.next_poll


def test_a_poll_set_while_the_clock_was_ahead_is_due_once_it_was_set_back() -> None:
    state = first_state(NOW + timedelta(days=400), limits=LIMITS)
    assert is_due(state, NOW)
    assert not is_due(replace(state, next_poll=NOW + timedelta(hours=26)), NOW)
    patient = replace(state, next_poll=NOW + timedelta(days=7), not_before=NOW + timedelta(days=7))
    assert not is_due(patient, NOW)
    assert not is_due(replace(state, interval=timedelta(days=30), next_poll=NOW + timedelta(days=30)), NOW)

"""A channel's own clock, on every day of the year."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.holding import hour_began, is_quiet, local, next_digest, quiet_end
from bot.core.model import Mode, Schedule

LONDON = Schedule(zone="Europe/London", digest_time=time(8), quiet=(time(22), time(7)))
ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")
times = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))
schedules = st.builds(
    Schedule,
    zone=st.sampled_from(ZONES),
    digest_time=times,
    digest_day=st.integers(0, 6),
    quiet=st.none() | st.tuples(times, times).filter(lambda edges: edges[0] != edges[1]),
)


def at(text: str, zone: str = "Europe/London") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "quiet"),
    [("2026-11-25T21:59", False), ("2026-11-25T22:00", True), ("2026-11-26T06:59", True), ("2026-11-26T07:00", False)],
)
def test_quiet_hours_go_over_midnight(now: str, quiet: bool) -> None:
    assert is_quiet(LONDON, at(now)) is quiet


def test_quiet_hours_within_a_day() -> None:
    lunch = Schedule(quiet=(time(12), time(13)))
    assert is_quiet(lunch, at("2026-11-25T12:30", "UTC"))
    assert not is_quiet(lunch, at("2026-11-25T23:30", "UTC"))


@pytest.mark.parametrize(
    ("mode", "now", "then"),
    [
        ("hourly", "2026-11-25T14:20", "2026-11-25T15:00"),
        ("hourly", "2026-11-25T22:30", "2026-11-26T07:00"),  # not in quiet hours
        ("daily", "2026-11-25T07:59", "2026-11-25T08:00"),
        ("daily", "2026-11-25T08:00", "2026-11-26T08:00"),
        ("instant", "2026-11-25T09:00", "2026-11-26T08:00"),
        ("weekly", "2026-11-25T09:00", "2026-11-30T08:00"),
        ("weekly", "2026-11-30T08:00", "2026-12-07T08:00"),
    ],
)
def test_a_digest_comes_at_the_channels_hour(mode: Mode, now: str, then: str) -> None:
    assert next_digest(mode, LONDON, at(now)) == at(then)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_eight_in_the_morning_stays_eight_when_clocks_change(day: str) -> None:
    then = next_digest("daily", LONDON, at(f"{day}T09:00"))
    assert local(then, LONDON).time() == time(8)
    assert timedelta(hours=21) < then - at(f"{day}T09:00") < timedelta(hours=25)


def test_a_time_that_the_spring_skips_comes_an_hour_later() -> None:
    schedule = Schedule(zone="Europe/London", digest_time=time(1, 30))
    assert next_digest("daily", schedule, at("2026-03-28T12:00")) == at("2026-03-29T02:30")


def test_a_time_that_the_autumn_repeats_comes_once() -> None:
    schedule = Schedule(zone="Europe/London", digest_time=time(1, 30))
    first = next_digest("daily", schedule, at("2026-10-24T12:00"))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_digest("daily", schedule, first) == at("2026-10-26T01:30")


@given(st.sampled_from(("instant", "hourly", "daily", "weekly")), schedules, moments)
def test_a_digest_always_comes_later_within_its_period_and_never_in_quiet_hours(
    mode: Mode, schedule: Schedule, now: datetime
) -> None:
    then = next_digest(mode, schedule, now)
    period = {"hourly": timedelta(hours=1), "weekly": timedelta(days=7)}.get(mode, timedelta(days=1))
    assert now < then <= now + period + timedelta(days=2)
    assert not is_quiet(schedule, then)


def test_quiet_hours_that_end_when_the_spring_has_no_such_hour_end_all_the_same() -> None:
    schedule = Schedule(zone="Europe/London", quiet=(time(0, 0), time(1, 0)))
    end = quiet_end(schedule, datetime(2028, 3, 25, 1, tzinfo=UTC))
    assert end == datetime(2028, 3, 26, 1, tzinfo=UTC)
    assert not is_quiet(schedule, end)


@given(schedules, moments)
def test_quiet_hours_always_end(schedule: Schedule, now: datetime) -> None:
    end = quiet_end(schedule, now)
    assert not is_quiet(schedule, end) or schedule.quiet is None
    assert now <= end <= now + timedelta(days=2)


@given(schedules, moments)
def test_the_hour_has_always_begun(schedule: Schedule, now: datetime) -> None:
    began = hour_began(schedule, now)
    assert now - timedelta(hours=1) < began <= now
    assert next_digest("hourly", Schedule(zone=schedule.zone), now) == began + timedelta(hours=1)

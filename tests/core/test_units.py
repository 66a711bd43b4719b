from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Timestamp

MOMENTS = [
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "0001-01-01",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59+00:00",
    "9999-12-31",
]


@pytest.mark.parametrize("stated", MOMENTS)
def test_whoever_counts_on_from_the_ends_of_the_calendar_stays_inside(stated: str) -> None:
    moment = Timestamp.parse(stated)

    assert moment.iso() == stated
    assert moment.instant() - timedelta(days=300) < moment.instant() < moment.instant() + timedelta(days=300)


def test_a_moment_in_between_is_what_it_says() -> None:
    stated = Timestamp.parse("2026-03-02T10:00:00+02:00")

    assert stated.instant() == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert stated.instant().tzinfo is UTC

"""When a change of keywords is asked about first: at which figures, and in which words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.messages import doubts
from bot.core.model import Article, Band, Bands, Sample, Trial, Tried
from bot.core.rules import how_read, says_the_same

NOW = datetime(2026, 11, 25, tzinfo=UTC)
QUIET = Trial(
    since=NOW - timedelta(days=90),
    until=NOW,
    weighed_since=NOW - timedelta(days=90),
    articles=20,
    weighed_articles=20,
    matched=4,
    matched_of_latest=(4, 20),
    before=Bands(told=5, digest=5),
    after=Bands(told=5, digest=5),
    gained=(),
    lost=(),
    overlaps=(),
    weeks=(),
    first=NOW - timedelta(days=3),
)


def lost(*bands: Band) -> tuple[Tried, ...]:
    sample = Sample(article=Article(title="Ferry", text="Ferry."), at=NOW, story=None, number=1)
    return tuple(Tried(sample=sample, score=0.5, band=band) for band in bands)


def test_what_is_usual_is_not_asked_about() -> None:
    assert doubts(QUIET) == ()


@pytest.mark.parametrize(("matched", "latest", "is_asked"), [(4, 20, False), (5, 20, True), (19, 19, False)])
def test_more_than_a_fifth_of_twenty_articles_is_much(matched: int, latest: int, *, is_asked: bool) -> None:
    trial = replace(QUIET, articles=latest, matched=matched, matched_of_latest=(matched, latest))
    assert bool(doubts(trial)) == is_asked
    assert doubts(trial, is_removal=True) == ()


@pytest.mark.parametrize(
    ("articles", "days", "is_asked"), [(19, 3, False), (20, 3, True), (2, 6.9, False), (2, 7, True), (0, None, False)]
)
def test_nothing_says_something_after_twenty_articles_or_a_week(
    articles: int, days: float | None, *, is_asked: bool
) -> None:
    first = None if days is None else NOW - timedelta(days=days)
    trial = replace(QUIET, articles=articles, matched=0, matched_of_latest=(0, articles), first=first)
    assert bool(doubts(trial)) == is_asked
    assert doubts(trial, is_removal=True) == ()


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ((Band.DIGEST,) * 2, ""),
        ((Band.DIGEST,) * 3, "It takes away 3 of the 10 stories"),
        ((Band.ALERT,) * 2, "It takes away 2 of the 5 alerts"),
        ((Band.ALERT,), ""),
        ((Band.ALERT,) * 5 + (Band.DIGEST,) * 5, "It takes away all 10 stories"),
    ],
)
@pytest.mark.parametrize("is_removal", [False, True])
def test_what_takes_away_more_than_a_fifth_is_much(gone: tuple[Band, ...], says: str, *, is_removal: bool) -> None:
    told = doubts(replace(QUIET, lost=lost(*gone)), is_removal=is_removal)
    assert "".join(told).startswith(says)
    assert bool(told) == bool(says)


@pytest.mark.parametrize(
    ("query", "all_of", "any_of"),
    [
        ("drone, helicopter", "drone AND helicopter", "drone OR helicopter"),
        ("drone; police helicopter", "drone AND (police helicopter)", "drone OR (police helicopter)"),
        ('"gait, face" / lips', '"gait, face" AND lips', '"gait, face" OR lips'),
    ],
)
def test_a_list_is_said_to_mean_all_of_it(query: str, all_of: str, any_of: str) -> None:
    assert how_read(query) == f"Read as {all_of}: all must stand in an article. For any of them type {any_of}."


@pytest.mark.parametrize(
    "query", ["drone", '"drone, helicopter"', "drone OR helicopter", "(drone, helicopter)", "drone,"]
)
def test_nothing_is_said_of_what_is_plain(query: str) -> None:
    assert how_read(query) == ""


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Police  drone", "police drone", True),
        ("“police drone”", '"Police drone"', True),
        ("police OR drone", "Police OR Drone", True),
        ("police or drone", "police OR drone", False),
        ("ACLU", "aclu", False),
        ("=Clearview", "=clearview", False),
        ("police", "drone", False),
    ],
)
def test_capitals_tell_two_keywords_apart_only_where_they_mean_something(
    one: str, other: str, *, is_same: bool
) -> None:
    assert says_the_same(one, other) == is_same

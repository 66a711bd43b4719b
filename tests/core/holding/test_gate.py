"""Held or told: every reason, and what no reason holds."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.holding import held_until, hold, is_quiet
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Channel,
    Delivery,
    DeliveryId,
    DeliveryState,
    Filed,
    HeldFor,
    Mode,
    Schedule,
    SourceId,
    StoryId,
)

NOON = datetime(2026, 11, 25, 12, 20, tzinfo=UTC)
DESK = Channel(platform="slack", id="C1")
NIGHT = Schedule(quiet=(time(22), time(7)))
MODES: tuple[Mode, ...] = ("instant", "hourly", "daily", "weekly")


def delivery(kind: AlertKind = AlertKind.ALERT, *, channel: Channel = DESK, id: int = 7) -> Delivery:
    return Delivery(
        id=DeliveryId(id), alert=AlertId(id), kind=kind, story=StoryId(3), channel=channel.key, key="K", due=NOON
    )


def card(*, decided_at: datetime = NOON, source: int | None = 5) -> AlertCard:
    filed = Filed(
        id=ArticleId(3),
        source=None if source is None else SourceId(source),
        seen_at=NOON,
        analysis=Analysis(article=Article(title="Ban", text="A ban.")),
        story=StoryId(3),
    )
    alert = Alert(
        id=AlertId(7), kind=AlertKind.ALERT, story=StoryId(3), topic="t", article=filed.id, decided_at=decided_at
    )
    return AlertCard(alert=alert, filed=filed, source_name=None, rules=(), others=())


def reason(
    channel: Channel,
    kind: AlertKind = AlertKind.ALERT,
    *,
    now: datetime = NOON,
    posted: tuple[int, ...] = (),
    decided_at: datetime = NOON,
    source: int | None = 5,
    first: Delivery | None = None,
) -> HeldFor | None:
    held = hold(
        delivery(kind, channel=channel),
        card(decided_at=decided_at, source=source),
        channel,
        first=first,
        posted=[SourceId(each) for each in posted],
        feed_cap=3,
        now=now,
    )
    return None if held is None else held.reason


def test_a_channel_without_wishes_is_told_at_once() -> None:
    assert reason(DESK) is None
    assert reason(DESK, AlertKind.FOLLOW_UP) is None
    assert reason(DESK, AlertKind.UPDATE) is None


@pytest.mark.parametrize("mode", MODES[1:])
def test_a_channel_that_wants_digests_gets_nothing_else_and_its_messages_stay_true(mode: Mode) -> None:
    channel = replace(DESK, mode=mode)
    assert reason(channel) is HeldFor.MODE
    assert reason(channel, AlertKind.FOLLOW_UP) is HeldFor.MODE
    assert reason(channel, AlertKind.UPDATE) is None


def test_a_brief_is_always_held() -> None:
    assert [reason(replace(DESK, mode=mode), AlertKind.BRIEF) for mode in MODES] == [HeldFor.BRIEF] * 4


def test_quiet_hours_hold_what_would_be_heard() -> None:
    channel, night = replace(DESK, schedule=NIGHT), NOON.replace(hour=23)
    assert reason(channel, now=night) is HeldFor.QUIET
    assert reason(channel, AlertKind.FOLLOW_UP, now=night) is HeldFor.QUIET
    assert reason(channel, AlertKind.UPDATE, now=night) is None
    assert reason(channel) is None


def test_a_cap_counts_alerts_and_not_lines_in_threads() -> None:
    channel = replace(DESK, schedule=Schedule(cap=2))
    assert reason(channel, posted=(1,)) is None
    assert reason(channel, posted=(1, 2)) is HeldFor.CAP
    assert reason(channel, AlertKind.FOLLOW_UP, posted=(1, 2)) is None


def test_a_flood_is_of_one_source() -> None:
    assert reason(DESK, posted=(5, 5, 5)) is HeldFor.FLOOD
    assert reason(DESK, posted=(5, 5, 6)) is None
    assert reason(DESK, posted=(5, 5, 5), source=None) is None


def test_what_is_older_than_two_days_is_no_news() -> None:
    assert reason(DESK, decided_at=NOON - timedelta(hours=47)) is None
    assert reason(DESK, decided_at=NOON - timedelta(hours=49)) is HeldFor.AWAY


def test_what_belongs_to_a_held_alert_waits_with_it() -> None:
    first = replace(delivery(id=6), state=DeliveryState.HELD, held_for=HeldFor.CAP, due=NOON + timedelta(hours=1))
    for kind in (AlertKind.FOLLOW_UP, AlertKind.UPDATE):
        held = hold(delivery(kind), card(), DESK, first=first, posted=(), now=NOON)
        assert held is not None
        assert (held.until, held.reason) == (first.due, HeldFor.CAP)


def test_who_follows_a_story_is_told_at_once() -> None:
    person = Channel(platform="slack", id="@U1")
    assert reason(person, AlertKind.FOLLOW_UP, decided_at=NOON - timedelta(days=9)) is None


times = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))


@given(
    st.sampled_from(MODES),
    st.sampled_from(sorted(HeldFor)),
    st.none() | st.tuples(times, times).filter(lambda edges: edges[0] != edges[1]),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
)
def test_nothing_is_held_for_ever_nor_told_in_quiet_hours(
    mode: Mode, held_for: HeldFor, quiet: tuple[time, time] | None, now: datetime
) -> None:
    channel = replace(DESK, mode=mode, schedule=Schedule(zone="Europe/London", quiet=quiet))
    until = held_until(channel, held_for, now)
    assert now <= until <= now + timedelta(days=9)
    if held_for not in (HeldFor.AWAY, HeldFor.DIGEST, HeldFor.HAND):  # of those, gathering takes care
        assert not is_quiet(channel.schedule, until)

"""What admins type of when a channel is told."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import ScheduleInvalid
from bot.core.holding import changed
from bot.core.model import Channel, Schedule

PLAIN = Channel(platform="slack", id="C1")


@pytest.mark.parametrize(
    ("words", "schedule"),
    [
        ("quiet 22:00-07:00 Europe/London", Schedule(zone="Europe/London", quiet=(time(22), time(7)))),
        ("quiet 10pm – 7am", Schedule(quiet=(time(22), time(7)))),
        ("quiet 22 to 7 europe/london", Schedule(zone="Europe/London", quiet=(time(22), time(7)))),
        ("quiet 22:00-24:00 except nothing", Schedule(quiet=(time(22), time(0)), breaks=())),
        ("quiet off", Schedule()),
        ("cap 6", Schedule(cap=6)),
        ("cap 6 per hour", Schedule(cap=6)),
        ("cap off", Schedule()),
        ("digest at 07:30", Schedule(digest_time=time(7, 30))),
        ("digest Friday at 9 America/New_York", Schedule(digest_day=4, digest_time=time(9), zone="America/New_York")),
        ("zone asia/kolkata", Schedule(zone="Asia/Kolkata")),
    ],
)
def test_a_setting_is_read_as_it_is_meant(words: str, schedule: Schedule) -> None:
    assert changed(PLAIN, words).schedule == schedule


def test_a_mode_may_bring_its_hour_along() -> None:
    channel = changed(PLAIN, "mode weekly on Tuesday at 8:15 Europe/Berlin")
    assert channel.mode == "weekly"
    assert channel.schedule == Schedule(digest_day=1, digest_time=time(8, 15), zone="Europe/Berlin")


def test_one_setting_leaves_the_others() -> None:
    channel = changed(changed(changed(PLAIN, "quiet 22:00-07:00 Europe/London"), "cap 6"), "mode daily")
    assert channel.schedule == Schedule(zone="Europe/London", quiet=(time(22), time(7)), cap=6)
    assert changed(channel, "quiet off").schedule == Schedule(zone="Europe/London", cap=6)


def test_topics_are_named_or_all() -> None:
    assert changed(PLAIN, "topics faces, housing").topics == ("faces", "housing")
    assert changed(Channel(platform="web", id="a", topics=("faces",)), "topics all").topics == ()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("", "topics, mode, digest, zone, quiet, cap, notes"),
        ("volume 11", "volume is no setting"),
        ("mode sometimes", "instant, hourly, daily, weekly"),
        ("quiet", "22:00-07:00"),
        ("quiet 22:00", "22:00-07:00, or off"),
        ("quiet 25:00-07:00", "25:00 is no time of day"),
        ("quiet 07:00-07:00", "pause the channel"),
        ("quiet 22:00-07:00 London", "did you mean Europe/London?"),
        ("quiet 22:00-07:00 except lunch", "expiry, or nothing"),
        ("zone Mars/Olympus", "is no time zone"),
        ("cap many", "up to 1000, or off"),
        ("digest", "digest at 08:00"),
        ("topics", "or all"),
    ],
)
def test_what_cannot_be_followed_says_what_may_be_typed(words: str, hint: str) -> None:
    with pytest.raises(ScheduleInvalid, match=hint.replace("?", r"\?")):
        changed(PLAIN, words)


@given(st.sampled_from(("topics", "mode", "digest", "zone", "quiet", "cap", "")), st.text(max_size=40))
def test_no_words_ever_break_it(name: str, words: str) -> None:
    try:
        changed(PLAIN, f"{name} {words}")
    except ScheduleInvalid as error:
        assert str(error)

"""What an admin types of a channel → the channel as it is to be: `quiet 22:00-07:00 Europe/London`, `cap 6`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from functools import cache
from typing import Final, get_args
from zoneinfo import available_timezones

from bot.core.errors import ScheduleInvalid
from bot.core.model import Break, Channel, Mode
from bot.core.translation import ENGLISH_ALONE, Languages, gettext

LANGUAGE: Final = "language"  # the setting that is no time
MOST: Final = 1000  # alerts an hour that a cap may name
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NONE: Final = frozenset({"off", "none", "no", "nothing", "0"})
_FILLERS: Final = frozenset({"at", "in", "on", "and", "from", "every", "an", "per", "hour"})
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?P<half>am|pm)?", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", re.IGNORECASE)


def changed(channel: Channel, words: str, *, languages: Languages = ENGLISH_ALONE) -> Channel:
    """The channel after `mode daily`, `digest monday at 08:00`, `zone Europe/London`, `quiet 22:00-07:00 …`, `cap 6`,
    `topics a b`, `language es`. Raises `ScheduleInvalid` with what may be typed instead.
    """
    name, _, rest = words.strip().partition(" ")
    if name.lower() == LANGUAGE:
        return _language(channel, rest, languages)
    change = _CHANGES.get(name.lower())
    if change is None:
        near = get_close_matches(name.lower(), SETTINGS, n=1)
        raise ScheduleInvalid(
            gettext(
                "{name} is no setting of a channel: {settings}",
                name=name or gettext("nothing"),
                settings=gettext("did you mean {name}?", name=near[0]) if near else ", ".join(SETTINGS),
            )
        )
    words = _RANGE.sub("-", rest).replace(",", " ")
    return change(channel, [word for word in words.split() if word.lower() not in _FILLERS])


def _language(channel: Channel, words: str, languages: Languages) -> Channel:
    code = languages.named(words)
    if code is None:
        raise ScheduleInvalid(
            gettext(
                "{name} is no language that the bot speaks; those are {languages}",
                name=words or gettext("nothing"),
                languages=languages,
            )
        )
    return replace(channel, language=code)


def clock_time(word: str) -> time:
    """`8`, `08:00`, `8pm`, `24:00` as a time of day. Raises `ScheduleInvalid`."""
    match = _CLOCK.fullmatch(word)
    if match is not None:
        hour, half = int(match["hour"]), (match["half"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour <= 24 and (minute := int(match["minute"] or 0)) < 60 and (hour < 24 or not minute):
            return time(hour % 24, minute)
    raise ScheduleInvalid(gettext("{word} is no time of day; type it like 08:00", word=word))


def day_number(word: str) -> int | None:
    """`monday` or `mon` as 0; None for what is no day."""
    lower = word.lower()
    return next((number for number, day in enumerate(DAYS) if len(lower) > 2 and day.startswith(lower)), None)


def zone_name(word: str) -> str:
    """The IANA name as it is spelt. Raises `ScheduleInvalid`."""
    zones = _zones()
    known = zones.get(word.lower()) or zones.get(word.lower().replace(" ", "_"))
    if known is None:
        near = get_close_matches(word.lower(), zones, n=1, cutoff=0.7) or [
            name for name in zones if name.rpartition("/")[2] == word.lower()
        ]
        like = gettext("type it like {zone}", zone="Europe/London")
        hint = gettext("did you mean {name}?", name=zones[near[0]]) if near else like
        raise ScheduleInvalid(f"{gettext('{word} is no time zone', word=word)}; {hint}")
    return known


def quiet_hours(word: str) -> tuple[time, time] | None:
    """`22:00-07:00`; None for `off`. Raises `ScheduleInvalid`."""
    if word.lower() in _NONE:
        return None
    start, dash, end = word.partition("-")
    if not dash:
        raise ScheduleInvalid(gettext("{word} are no quiet hours; type them like 22:00-07:00, or off", word=word))
    hours = clock_time(start), clock_time(end)
    if hours[0] == hours[1]:
        raise ScheduleInvalid(
            gettext("quiet hours that last all day would tell nothing: pause the channel, or choose a digest")
        )
    return hours


@cache
def _zones() -> Mapping[str, str]:
    return {name.lower(): name for name in sorted(available_timezones())}


def _mode(channel: Channel, words: Sequence[str]) -> Channel:
    mode = words[0].lower() if words else ""
    modes: dict[str, Mode] = {name: name for name in get_args(Mode)}
    if mode not in modes:
        raise ScheduleInvalid(gettext("the mode is one of {modes}", modes=", ".join(modes)))
    return _digest(replace(channel, mode=modes[mode]), words[1:])


def _digest(channel: Channel, words: Sequence[str]) -> Channel:
    schedule = channel.schedule
    for word in words:
        if (day := day_number(word)) is not None:
            schedule = replace(schedule, digest_day=day)
        elif word[:1].isdigit():
            schedule = replace(schedule, digest_time=clock_time(word))
        else:
            schedule = replace(schedule, zone=_zone_or_else(word))
    return replace(channel, schedule=schedule)


def _zone_or_else(word: str) -> str:
    """Where a day and a time may stand, too."""
    try:
        return zone_name(word)
    except ScheduleInvalid as error:
        if "/" in word or str(error).endswith("?"):  # a zone is what was meant
            raise
        raise ScheduleInvalid(
            gettext("{word} is no day of the week, no time like 08:00 and no time zone like Europe/London", word=word)
        ) from error


def _digest_only(channel: Channel, words: Sequence[str]) -> Channel:
    if not words:
        raise ScheduleInvalid(
            gettext("type when it comes: {examples}", examples="digest at 08:00, digest monday at 09:00")
        )
    return _digest(channel, words)


def _zone(channel: Channel, words: Sequence[str]) -> Channel:
    return replace(channel, schedule=replace(channel.schedule, zone=zone_name("_".join(words))))


def _quiet(channel: Channel, words: Sequence[str]) -> Channel:
    """`22:00-07:00 [Europe/London] [except nothing]`"""
    if not words:
        raise ScheduleInvalid(gettext("type quiet hours like 22:00-07:00 Europe/London, or off"))
    schedule = replace(channel.schedule, quiet=quiet_hours(words[0]))
    place, breaks = list(words[1:]), None
    lower = [word.lower() for word in place]
    if "except" in lower:
        at = lower.index("except")
        place, breaks = place[:at], _breaks(lower[at + 1 :])
    if place:
        schedule = replace(schedule, zone=zone_name("_".join(place)))
    return replace(channel, schedule=schedule if breaks is None else replace(schedule, breaks=breaks))


def _breaks(words: Sequence[str]) -> tuple[Break, ...]:
    breaks: dict[str, Break] = {name: name for name in get_args(Break)}
    if any(word not in breaks and word not in _NONE for word in words) or not words:
        raise ScheduleInvalid(gettext("what may break quiet hours is {breaks}, or nothing", breaks=", ".join(breaks)))
    return tuple(breaks[word] for word in words if word in breaks)


def _cap(channel: Channel, words: Sequence[str]) -> Channel:
    word = words[0].lower() if words else ""
    number = 0 if word in _NONE else int(word) if word.isascii() and word.isdecimal() and len(word) < 6 else -1
    if not 0 <= number <= MOST:
        raise ScheduleInvalid(gettext("a cap is a number of alerts an hour up to {most}, or off", most=MOST))
    return replace(channel, schedule=replace(channel.schedule, cap=number))


def _topics(channel: Channel, words: Sequence[str]) -> Channel:
    """Whether they exist only a caller knows."""
    if not words:
        raise ScheduleInvalid(gettext("type the topics, or all"))
    return replace(channel, topics=() if [word.lower() for word in words] == ["all"] else tuple(words))


def _notes(channel: Channel, words: Sequence[str]) -> Channel:
    """Whether the bot tells here how its sources are; `on` is a filler, which never comes this far."""
    wish = {"": True, "yes": True, **dict.fromkeys(_NONE, False)}.get(words[0].lower() if words else "")
    if wish is None:
        raise ScheduleInvalid(gettext("type notes on, or notes off"))
    return replace(channel, schedule=replace(channel.schedule, notes=wish))


_CHANGES: Final[Mapping[str, Callable[[Channel, Sequence[str]], Channel]]] = {
    "topics": _topics,
    "mode": _mode,
    "digest": _digest_only,
    "zone": _zone,
    "quiet": _quiet,
    "cap": _cap,
    "notes": _notes,
}

SETTINGS: Final = (*_CHANGES, LANGUAGE)
"""What of a channel may be set."""

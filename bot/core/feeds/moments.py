"""The dates of feeds, as stated: RFC 822 with all its zones, ISO 8601, and what people make of them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from bot.core.model import Timestamp

LIMIT_CHARS = 100

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Hours east of Greenwich. RFC 822, 5.1, for North America; else names that mean one zone only in the news of the world:
# IST (India, Ireland, Israel) and the like are read as no zone at all.
_EAST = {
    0: "Z UT UTC GMT WET",
    1: "BST WEST CET MET",
    2: "CEST MEST EET SAST",
    3: "EEST MSK",
    5: "PKT",
    8: "HKT SGT AWST",
    9: "JST KST",
    9.5: "ACST",
    10: "AEST",
    10.5: "ACDT",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
    -2.5: "NDT",
    -3.5: "NST",
    -4: "EDT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST AKDT",
    -9: "AKST",
    -10: "HST",
}
_ZONES = {name: hours for hours, names in _EAST.items() for name in names.split()}
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>(?:GMT|UTC)?[+-]\d{1,2}:?\d{2}|[+-]\d{2}\b|[A-Za-z]{1,5}\b)?"
)
_DAY = r"(?:[^\W\d]+[.,\s]+)?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]{{3,9}})\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}})\b(?:,?\s+{_TIME})?",
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[Tt\s]\s*{_TIME})?",
        rf"(?P<year>\d{{4}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?:\s+{_TIME})?",
        rf"{_DAY}(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?:,?\s+(?:at\s+)?{_TIME})?",
        rf"{_DAY}(?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}})\s+(?:{_TIME})\s+(?P<year>\d{{4}})",
    )
)


@lru_cache(maxsize=4096)
def moment(stated: str) -> Timestamp | None:
    """The moment a feed states, in UTC where it names a zone, naive where it names none; None where it names no day.

    Nothing is made up: no hour for a bare day, no date for what isn't one. 1970 and 2099 come back as they are.
    """
    text = stated.strip()
    if len(text) > LIMIT_CHARS:
        return None
    for shape in _SHAPES:
        if found := shape.match(text):
            try:
                return _timestamp(found.groupdict())
            except (ValueError, OverflowError):
                return None
    return None


def _timestamp(part: dict[str, str | None]) -> Timestamp:
    day = datetime(_year(part["year"] or ""), _month(part["month"] or ""), int(part["day"] or ""))  # noqa: DTZ001
    if part["hour"] is None:
        return Timestamp(day, has_time=False)
    value = day + timedelta(hours=_hour(part), minutes=int(part["minute"] or 0), seconds=int(part["second"] or 0))
    zone = _zone(part["zone"] or "")
    return Timestamp(value if zone is None else value.replace(tzinfo=zone).astimezone(UTC))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)  # RFC 2822, 4.3


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return _MONTHS.index(name[:3].lower()) + 1


def _hour(part: dict[str, str | None]) -> int:
    hour = int(part["hour"] or 0)
    half = (part["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        raise ValueError(f"no hour: {hour}")
    return hour


def _zone(name: str) -> timezone | None:
    offset = name.upper().removeprefix("GMT").removeprefix("UTC") if name[-1:].isdigit() else ""
    if not offset:
        hours = _ZONES.get(name.upper())
        return None if hours is None else timezone(timedelta(hours=hours))
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "")
    hours_, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return timezone(sign * timedelta(hours=int(hours_), minutes=int(minutes)))

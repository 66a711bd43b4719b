"""`since:` and `until:`, in whole days."""

import re
from datetime import date, timedelta

from bot.core.errors import QueryInvalid

EXAMPLES = "since:30d, since:2020-06 or since:2020-06-10"
_FILTER = re.compile(r"(?<!\S)(since|until|after|before):\s*(\S*)", re.IGNORECASE)
_AGO = re.compile(r"(\d{1,5})\s*(d|days?|w|weeks?|m|months?|y|years?)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_EARLIEST = date(1970, 1, 1)  # article ids begin there


def take_period(query: str, today: date) -> tuple[str, date | None, date | None]:
    """The query without its dates, the first day and the last. Raises `QueryInvalid` for a date nobody can read."""
    days: dict[str, date] = {}
    for word, written in _FILTER.findall(query):
        is_first = word.casefold() in ("since", "after")
        days["since" if is_first else "until"] = _day(query, word.casefold(), written, today, is_first=is_first)
    since, until = days.get("since"), days.get("until")
    if since and until and since > until:
        raise QueryInvalid(query, f"Nothing can be since {since} and until {until}: swap them.")
    return _FILTER.sub(" ", query), since, until


def _day(query: str, word: str, written: str, today: date, *, is_first: bool) -> date:
    value = written.casefold().strip(",.;")
    if value in ("today", "yesterday"):
        return today - timedelta(days=value == "yesterday")
    if ago := _AGO.fullmatch(value):
        days = int(ago[1]) * _DAYS[ago[2][0]]
        return max(today - timedelta(days=min(days, (today - _EARLIEST).days)), _EARLIEST)
    if named := _DAY.fullmatch(value):
        try:
            return max(_named_day(named, is_first=is_first), _EARLIEST)
        except ValueError:
            pass  # the 31st of June: the same answer as for any other word
    raise QueryInvalid(query, f"“{word}:{written}” is no date: type {EXAMPLES.replace('since', word)}.")


def _named_day(named: re.Match[str], *, is_first: bool) -> date:
    year, month, day = (int(part) if part else None for part in named.groups())
    if year is None:
        raise ValueError("no year")
    if day is not None:
        return date(year, month or 1, day)
    if is_first:
        return date(year, month or 1, 1)
    following = date(year + 1, 1, 1) if (month or 12) == 12 else date(year, (month or 12) + 1, 1)
    return following - timedelta(days=1)

"""When a page says it was published: dates as newsrooms and their software write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from bot.core.model import Timestamp

_MONTH_NAMES = (
    "january jan januar januari enero ene janvier janv gennaio gen janeiro",
    "february feb februar februari febrero février févr fevrier febbraio fevereiro fev",
    "march mar märz maerz maart marzo mars março marco mär mrt",
    "april apr abril abr avril aprile avr",
    "may mai mei mayo maggio maio mag",
    "june jun juni junio juin giugno junho giu",
    "july jul juli julio juillet juil luglio julho lug",
    "august aug agosto ago août aout augustus",
    "september sept sep septiembre septembre settembre setembro set",
    "october oct oktober okt octubre octobre ottobre outubro out ott",
    "november nov noviembre novembre novembro",
    "december dec dezember dez diciembre dic décembre déc decembre dicembre dezembro",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_NAMED = (
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+{_DAY}\b,?\s+(?:at\s+)?{_YEAR}\b", re.IGNORECASE),
    re.compile(
        rf"\b{_DAY}\s*(?:of\s+|de\s+)?[\s-]?(?P<month>{_MONTH})\b\.?,?(?:\s+de|\s+del)?[\s-]+{_YEAR}\b", re.IGNORECASE
    ),
    re.compile(rf"\b{_YEAR}[\s-](?P<month>{_MONTH})[\s-]{_DAY}\b", re.IGNORECASE),
)
_YMD = re.compile(
    r"(?<!\d)(?P<year>(?:18|19|"
    r"20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T\d|\D|$)")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])"
)
# As C's ctime and Java's Date print it: "Wed Jun 10 17:42:00 EDT 2020".
_CTIME = re.compile(
    rf"\b(?P<month>{_MONTH}) {{1,2}}(?P<day>\d{{1,2}}) \d\d:\d\d:\d\d (?:[A-Z]{{3,4}} )?{_YEAR}\b", re.IGNORECASE
)
_CJK = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]")
TIME = re.compile(
    r"(?<![\d:.])(?P<hour>[012]?\d)"
    r"(?:[:.hH](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"|\s*(?P<bare_half>[ap]\.?m\b\.?))"
    r"\s*\(?(?P<zone>Z\b|UTC|GMT|[+-]\d\d:?\d\d\b|[+-]\d\d\b|[A-Z]{2,4}\b)?(?P<after>\s*[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"^T(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d{4})?\b")
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")

# Offsets in hours as newsrooms use the letters. Ambiguous ones (IST, AST, CST outside America is rare) stay out.
_ZONES = {
    "Z": 0.0, "UTC": 0.0, "GMT": 0.0, "WET": 0.0, "BST": 1.0, "CET": 1.0, "WEST": 1.0, "CEST": 2.0, "EET": 2.0,
    "EEST": 3.0, "MSK": 3.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0,
    "PST": -8.0, "PDT": -7.0, "JST": 9.0, "KST": 9.0, "AEST": 10.0, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0,
}  # fmt: skip
_AMERICAN = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}  # standard time; daylight saving by the rule of 2007

_EARLIEST_YEAR = 1850  # digitised newspaper archives; below it a "date" is a placeholder


@dataclass(frozen=True, slots=True)
class Locale:
    """What settles 06/10/2020: how the page's readers write dates, and on which weekday its story plays."""

    is_day_first: bool = False
    weekdays: frozenset[int] = frozenset()  # those named early in the article, Monday 0

    def likely_day_first(self, first: int, second: int, year: int) -> bool:
        """A weekday that fits one reading alone decides; else the habit of the page's language."""
        fits_day = self._fits(year, second, first)
        fits_month = self._fits(year, first, second)
        return fits_day if fits_day != fits_month else self.is_day_first

    def _fits(self, year: int, month: int, day: int) -> bool:
        try:
            weekday = date(year, month, day).weekday()
        except ValueError:
            return False
        # A story of Wednesday's events is published on Wednesday, or by a morning paper on Thursday.
        return weekday in self.weekdays or (weekday - 1) % 7 in self.weekdays


def locale_of(language: str | None, *, host: str = "", lead: str = "") -> Locale:
    """`language` as in <html lang>; only American (and undeclared) English puts the month first."""
    tag = (language or "").lower().replace("_", "-")
    is_english = not tag or tag.startswith("en")
    suffix = host.rsplit(".", 1)[-1]
    is_american = (
        is_english and tag in {"", "en", "en-us", "en-ph"} and suffix not in {"uk", "au", "nz", "ie", "in", "za"}
    )
    named = frozenset(day for day, name in enumerate(_WEEKDAYS) if re.search(rf"\bon {name}\b", lead, re.IGNORECASE))
    return Locale(is_day_first=not is_american, weekdays=named or _bare_weekdays(lead))


def _bare_weekdays(lead: str) -> frozenset[int]:
    return frozenset(day for day, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}\b", lead, re.IGNORECASE))


def parse_stamp(raw: str, locale: Locale | None = None) -> Timestamp | None:
    """The first moment written in `raw`, in no more detail than it gives; None where there is none.

    Naive unless the text names a zone or an offset.
    """
    raw = raw.strip()[:300]
    if _EPOCH.match(raw):
        return Timestamp(datetime.fromtimestamp(int(raw[:10]), UTC))
    found = _find_date(raw, locale or Locale())
    if found is None:
        return None
    day, start, end = found
    if (day.month, day.day, day.year) == (1, 1, 1970):
        return None
    return _with_time(day, raw[end:], raw[start:end] if ":" in raw[start:end] else raw[:start])


def is_written(day: date, text: str) -> bool:
    """Whether this very day stands anywhere in a text, in figures or with its month's name."""
    year, month = f"(?:{day.year}|{day.year % 100:02d})", f"0?{day.month}"
    number, names = f"0?{day.day}", "|".join(_MONTH_NAMES[day.month - 1].split())
    forms = (
        rf"{day.year}\D?{month}\D?{number}(?!\d)",
        rf"(?<!\d)(?:{number}[/. -]\s?{month}|{month}[/-]{number})[/. -]\s?{year}(?!\d)",
        rf"(?:{names})\W{{1,3}}{number}\D{{1,6}}{day.year}",
        rf"(?<!\d){number}\D{{1,6}}(?:{names})\W{{1,3}}(?:del? )?{day.year}",
        rf"{day.year}\s?[年년]\s?{month}\s?[月월]\s?{number}\s?[日일]",
    )
    return re.search("|".join(forms), text, re.IGNORECASE) is not None


def _find_date(raw: str, locale: Locale) -> tuple[date, int, int] | None:
    found = [(match.start(), day, match.end()) for match, day in dates_in(raw, locale)]
    if not found:
        return None
    start, day, end = min(found, key=lambda item: (item[0], -item[2]))
    return day, start, end


def dates_in(raw: str, locale: Locale) -> Iterator[tuple[re.Match[str], date]]:
    """Every day written in a text, with its place; kinds of writing one after the other."""
    for pattern in (_YMD, _COMPACT, _CJK, _CTIME, *_NAMED):
        for match in pattern.finditer(raw):
            month = match["month"].lower()
            day = _day(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
            if day:
                yield match, day
    for match in _NUMERIC.finditer(raw):
        day = _numeric(match, locale)
        if day:
            yield match, day


def _numeric(match: re.Match[str], locale: Locale) -> date | None:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:
        year += 2000
    if first > 12 or second > 12:
        is_day_first = first > 12
    elif match["mark"] == ".":  # dots are written where the day comes first
        is_day_first = True
    else:
        is_day_first = locale.likely_day_first(first, second, year)
    return _day(year, second, first) if is_day_first else _day(year, first, second)


def _day(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST_YEAR <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(day: date, after: str, before: str) -> Timestamp:
    """The time follows its date ("…, 5:42 PM"), or stands right before it ("5:42 PM, June 10")."""
    after = _COMPACT_TIME.sub(r" \1:\2\3", after)[:40].removeprefix("T")
    near = TIME.search(after)
    match = near or TIME.search(before[-40:])
    moment = _moment(day, match) if match else None
    if moment is None:
        return Timestamp(datetime(day.year, day.month, day.day), has_time=False)  # noqa: DTZ001 - a bare day has no zone
    return Timestamp(moment)


def time_on(day: date, text: str) -> Timestamp | None:
    """The first time of day in a text, on that day."""
    match = TIME.search(text)
    moment = _moment(day, match) if match else None
    return Timestamp(moment) if moment else None


def _moment(day: date, match: re.Match[str]) -> datetime | None:
    half = match["half"] or match["bare_half"]
    hour = int(match["hour"])
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if hour > 23:
        return None
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    naive = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - the page may name no zone
    offset = _offset((match["after"] or match["zone"] or "").strip().upper(), naive)
    return naive if offset is None else naive.replace(tzinfo=timezone(offset) if offset else UTC)


def _offset(zone: str, moment: datetime) -> timedelta | None:
    if zone[:1] in {"+", "-"}:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        if size >= timedelta(hours=24):
            return None
        return -size if zone[0] == "-" else size
    if zone in _AMERICAN:
        return timedelta(hours=_AMERICAN[zone] + _is_american_summer(moment))
    return timedelta(hours=_ZONES[zone]) if zone in _ZONES else None


def _is_american_summer(moment: datetime) -> bool:
    """Second Sunday of March to first Sunday of November, at 2 o'clock: Energy Policy Act of 2005."""
    return _sunday(moment.year, 3, 2) <= moment < _sunday(moment.year, 11, 1)


def _sunday(year: int, month: int, nth: int) -> datetime:
    first = datetime(year, month, 1, 2)  # noqa: DTZ001 - wall time
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))

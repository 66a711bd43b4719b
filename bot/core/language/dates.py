"""Dates as a news text writes them: "Wednesday", "next month", "1 January 2027", "by the end of March", "in 30 days".

English only. What needs a day to count from is counted from the article's own date, the anchor, and stays words
without one. Never a guess where the words leave two readings a year apart.
"""

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Final, Literal

from bot.core.model import Span

Day = datetime.date
Precision = Literal["day", "week", "month", "quarter", "season", "year"]
Relation = Literal["on", "by", "until", "since", "for", "within", "ago"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A place where the text names a time. `date` is its first day, `last` its last; both None when nobody can tell.

    A duration ("one-year", "for 90 days") has the day on which it ends, counted from the anchor.
    """

    span: Span
    text: str
    date: Day | None
    last: Day | None
    precision: Precision = "day"
    relation: Relation | None = None  # the word before it: by, until, since …; "on" for on, in and at
    is_duration: bool = False


def find_dates(text: str, anchor: Day | None) -> tuple[DateMention, ...]:
    """Every date, relative day and duration in the text, in order, never overlapping; the longest reading wins.

    A weekday or a month alone is the last one, or the next one where the sentence looks ahead ("will", "until",
    "starting"). Linear in the length of the text.
    """
    found: list[DateMention] = []
    windows = {mark: tuple(_windows(mark, text)) for mark in {mark for _, mark, _ in _READERS}}
    for pattern, mark, read in _READERS:
        for match in chain.from_iterable(pattern.finditer(text, start, end) for start, end in windows[mark]):
            period = read(match, _Context(text, match, anchor))
            if period is not None:
                found.append(_mention(text, match, period))
    return tuple(_longest(found))


def _windows(mark: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text around the words without which a pattern can't match: a tenth of it, as a rule."""
    start = end = -1
    for match in mark.finditer(text):
        if match.start() - _REACH > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _REACH)
        end = match.end() + _REACH
    if end > 0:
        yield start, min(end, len(text))


@dataclass(frozen=True, slots=True)
class _Period:
    first: Day | None
    last: Day | None
    precision: Precision
    is_duration: bool = False
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    match: re.Match[str]
    anchor: Day | None

    @property
    def before(self) -> str:
        start = max(self.match.start() - 110, self.text.rfind("\n", 0, self.match.start()) + 1)
        return re.split(r"[.!?]\s+(?=[A-Z\"“])", self.text[start : self.match.start()])[-1]

    @property
    def looks_ahead(self) -> bool:
        """The sentence speaks of what is to come at this date."""
        return _AHEAD.search(_CLAUSE.split(self.before)[-1]) is not None


# --- words ------------------------------------------------------------------------------------------------------------

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAYS: Final = {d: n for n, d in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_SEASONS: Final = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty-five": 45, "sixty": 60, "ninety": 90, "the": 1,
}  # fmt: skip
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}

_M = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.?|April|Apr\.?|May|June|Jun\.?|July|Jul\.?|"
    r"Aug(?:ust|\.)?|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_N = rf"(?P<number>\d{{1,4}}|{'|'.join(sorted(set(_NUMBERS) - {'the'}, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_DAY_OF_WEEK = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
_PART = (
    r"(?P<part>(?:the\s)?(?:end|beginning|start|middle|close)\sof\s|early\s(?:in\s)?|late\s(?:in\s)?|mid-|"
    r"later\sin\s)?(?:the\s)?"
)
_RELATION = re.compile(
    r"(?P<by>\bby|\bbefore|no\slater\sthan)|(?P<until>\buntil|\btill|\bthrough|\bthru|\bto)|"
    r"(?P<since>\bsince|\bfrom|\bstarting|\bbeginning|\beffective|\bafter|\bas\sof)|"
    r"(?P<within>\bwithin)|(?P<for>\bfor|\bover)|(?P<on>\bon|\bin|\bat|\bduring)",
    re.IGNORECASE,
)
_RELATIONS: Final[tuple[Relation, ...]] = ("by", "until", "since", "within", "for", "on")
_RELATION_BEFORE = re.compile(
    rf"(?:{_RELATION.pattern})\s(?:on\s|in\s|at\s)?(?:the\s|a\s|another\s|at\sleast\s|about\s|up\sto\s)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;]\s(?!\d)|\b(?:but|while|although)\b")
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|would|shall|until|till|starting|beginning|effective|by|no\slater\sthan|scheduled|slated|due|"
    r"set\sto|as\s(?:soon|early|late)\sas|expected|plans?|planned|going\sto|takes?\seffect|expires?|through|deadline|upcoming|coming)\b"
    r"(?!.*\b(?:said|told|announced|voted)\b)",
    re.IGNORECASE,
)


# --- readers ----------------------------------------------------------------------------------------------------------


def _full(match: re.Match[str], _context: _Context) -> _Period | None:
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    return _day(_made(year, month, day))


def _iso(match: re.Match[str], _context: _Context) -> _Period | None:
    return _day(_made(int(match["year"]), int(match["m"]), int(match["day"])))


def _numeric(match: re.Match[str], _context: _Context) -> _Period | None:
    """31/1/2027 has one reading; 1/2/2027 is read the American way, as the outlets watched write it."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    return _day(_made(year, second, first) if first > 12 else _made(year, first, second))


def _day_of_month(match: re.Match[str], context: _Context) -> _Period | None:
    month, day = _month(match["month"]), int(match["day"])
    anchor = context.anchor
    if not 1 <= day <= 31:
        return None
    if anchor is None:
        return _Period(None, None, "day")
    near = [found for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (found := _made(year, month, day))]
    if context.looks_ahead:
        near = [found for found in near if found >= anchor] or near
    return _day(min(near, key=lambda found: abs(found - anchor), default=None))


def _first_of_month(match: re.Match[str], context: _Context) -> _Period | None:
    month = _month(match["month"])
    if match["year"]:
        return _day(_made(int(match["year"]), month, 1))
    anchor = context.anchor
    if anchor is None:
        return _Period(None, None, "day")
    near = [Day(year, month, 1) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    if context.looks_ahead:
        near = [found for found in near if found >= anchor]
    return _day(min(near, key=lambda found: abs(found - anchor)))


def _month_of_year(match: re.Match[str], _context: _Context) -> _Period | None:
    return _parted(match, _month_period(int(match["year"]), _month(match["month"])))


def _month_alone(match: re.Match[str], context: _Context) -> _Period | None:
    anchor, month = context.anchor, _month(match["month"])
    if anchor is None:
        return _Period(None, None, "month")
    which = (match["which"] or "").lower().strip()
    year = anchor.year
    if which == "next" or (which != "last" and context.looks_ahead):
        year += month < anchor.month or (which == "next" and month == anchor.month)
    elif which != "this":
        year -= month > anchor.month or (which == "last" and month == anchor.month)
    return _parted(match, _month_period(year, month))


def _season(match: re.Match[str], context: _Context) -> _Period | None:
    start = _SEASONS[match["season"].lower()]
    if match["year"]:
        return _parted(match, _months(int(match["year"]), start, 3, "season"))
    anchor = context.anchor
    if anchor is None:
        return _Period(None, None, "season")
    which = match["which"].lower()
    begun = anchor.month >= start
    year = anchor.year + (which == "next" and begun) - (which == "last" and not begun)
    return _parted(match, _months(year, start, 3, "season"))


def _quarter(match: re.Match[str], _context: _Context) -> _Period | None:
    number = int(match["q"]) if match["q"] else _ORDINALS[match["ordinal"].lower()]
    return _months(int(match["year"]), 3 * number - 2, 3, "quarter")


def _year(match: re.Match[str], _context: _Context) -> _Period | None:
    year = int(match["year"])
    return _parted(match, _Period(Day(year, 1, 1), Day(year, 12, 31), "year"))


def _weekday(match: re.Match[str], context: _Context) -> _Period | None:
    anchor = context.anchor
    if anchor is None:
        return _Period(None, None, "day")
    wanted = _DAYS[match["weekday"][:3].lower()]
    which = (match["which"] or "").lower().strip()
    back = (anchor.weekday() - wanted) % 7
    if which == "next":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7)
        return _day(monday + timedelta(days=wanted))
    if which in ("this", "this coming", "coming") or (which != "last" and context.looks_ahead):
        return _day(anchor + timedelta(days=-back % 7))
    return _day(anchor - timedelta(days=back or (7 if which == "last" else 0)))


def _named_day(match: re.Match[str], context: _Context) -> _Period | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match[0].lower(), 0)
    return _day(context.anchor + timedelta(days=shift) if context.anchor else None)


def _this_period(match: re.Match[str], context: _Context) -> _Period | None:
    unit: Precision = match["unit"].lower()  # type: ignore[assignment]  # the pattern has the four
    anchor = context.anchor
    if anchor is None:
        return _Period(None, None, unit)
    step = {"next": 1, "last": -1, "the coming": 1, "coming": 1}.get(match["which"].lower(), 0)
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * step)
        return _parted(match, _Period(monday, monday + timedelta(days=6), "week"))
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        return _parted(match, _month_period(months // 12, months % 12 + 1))
    year = anchor.year + step
    return _parted(match, _Period(Day(year, 1, 1), Day(year, 12, 31), "year"))


def _rest(match: re.Match[str], context: _Context) -> _Period | None:
    """ "For the rest of the year" ends with it."""
    if match["year"]:
        end = Day(int(match["year"]), 12, 31)
    elif context.anchor is not None:
        end = Day(context.anchor.year, 12, 31)
    else:
        return _Period(None, None, "day", relation="until")
    return _Period(end, end, "day", relation="until")


def _ago(match: re.Match[str], context: _Context) -> _Period | None:
    moved = _moved(context.anchor, match, -1)
    return _Period(moved, moved, _coarse(match["unit"]), relation="ago")


def _from_now(match: re.Match[str], context: _Context) -> _Period | None:
    moved = _moved(context.anchor, match, 1)
    within = match[0].lower().startswith("within")
    return _Period(moved, moved, "day", relation="within" if within else "on")


def _duration(match: re.Match[str], context: _Context) -> _Period | None:
    moved = _moved(context.anchor, match, 1)
    return _Period(moved, moved, "day", is_duration=True, relation="for")


_WHICH = r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his\scoming|[Tt]his|[Cc]oming)\s)"
_ENDS = (
    r"(?=(?:the\s)?(?:end|beginning|start|middle|close)\sof\s)|(?=[Ee]arly\s)|(?=[Ll]ate\s)|(?=mid-)|(?=later\sin\s)"
)
_AFTER_WORD = (
    r"(?<=\b[Ii]n\s)|(?<=\b[Bb]y\s)|(?<=\bof\s)|(?<=[Uu]ntil\s)|(?<=[Ss]ince\s)|(?<=before\s)|(?<=after\s)|"
    r"(?<=from\s)|(?<=through\s)|(?<=starting\s)|(?<=beginning\s)"
)
_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
_FOR = r"(?:for|over|lasts|will\slast|lasting)\s(?:at\sleast\s|up\sto\s|another\s|the\snext\s|about\s|a\speriod\sof\s)?"
_ORDINAL = r"(?:the\s)?(?P<ordinal>first|second|third|fourth|final|last)\squarter\s(?:of\s)?"
_NO_NUMBER = r"(?![\d/-]|,\d|\s?(?:percent|people|dollars))\b"
_Reader = Callable[[re.Match[str], _Context], _Period | None]
_REACH: Final = 120  # characters; no pattern reaches further from its mark, what it looks at beside it included
_A_REST: Final = re.compile(r"rest\sof|remainder\sof")
_A_MONTH: Final = re.compile(r"Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec")
_A_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_A_SEASON: Final = re.compile(r"[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter")
_A_DAY: Final = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]o(?:day|night|morrow)|[Yy]esterday")
_A_UNIT: Final = re.compile(r"(?i:day|week|month|year)")
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str], _Reader], ...]] = (
    (rf"\b{_DAY_OF_WEEK}{_M}\s{_D},?\s{_Y}\b", _A_YEAR, _full),
    (rf"\b{_DAY_OF_WEEK}(?:the\s)?{_D}\s(?:of\s|day\sof\s)?{_M},?\s{_Y}\b", _A_YEAR, _full),
    (rf"(?<![\d/-]){_Y}-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?![\d-])", _A_YEAR, _iso),
    (rf"(?<![\d/.])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/{_Y}(?![\d/])", _A_YEAR, _numeric),
    (rf"\b{_DAY_OF_WEEK}{_M}\s{_D}(?![\d,]*\d|\spercent|%)", _A_MONTH, _day_of_month),
    (rf"\b{_DAY_OF_WEEK}(?:the\s)?{_D}\s(?:of\s)?{_M}(?!\s?\d)\b", _A_MONTH, _day_of_month),
    (rf"\b(?:the\s)?[Ff]irst\sof\s{_M}(?:,?\s(?P<year>(?:19|20)\d\d))?\b", _A_MONTH, _first_of_month),
    (rf"{_PART}\b{_M}(?:,|\sof)?\s{_Y}\b", _A_YEAR, _month_of_year),
    (
        rf"(?:{_AFTER_WORD}|(?=[LlNn](?:as|ex)t\s)|(?=[Tt]his\s)|{_ENDS}){_PART}{_WHICH}?{_M}(?!\s?\d)(?![\w-])",
        _A_MONTH,
        _month_alone,
    ),
    (rf"{_PART}(?:the\s)?\b{_SEASON}\s(?:of\s)?{_Y}(?P<which>)\b", _A_SEASON, _season),
    (rf"{_PART}\b{_WHICH}{_SEASON}(?P<year>)\b", _A_SEASON, _season),
    (rf"\b(?:Q(?P<q>[1-4])\s(?:of\s)?|{_ORDINAL}){_Y}\b", _A_YEAR, _quarter),
    (
        rf"(?:{_AFTER_WORD}|{_ENDS}|(?=fiscal\s)){_PART}(?:fiscal\s)?(?:year\s)?{_Y}{_NO_NUMBER}",
        _A_YEAR,
        _year,
    ),
    (rf"{_WHICH}?\b{_WEEKDAY}\b(?!s\b)", _A_DAY, _weekday),
    (r"\b(?:[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b(?!['’]s\b)", _A_DAY, _named_day),
    (
        rf"{_PART}\b(?P<which>[Nn]ext|[Ll]ast|[Tt]his|[Tt]he\scoming|coming)\s(?P<unit>week|month|year)\b(?!-)",
        _A_UNIT,
        _this_period,
    ),
    (
        r"\b(?:for|through)\s(?:the\s)?(?:rest|remainder)\sof\s(?:the\syear|this\syear|(?P<year>20\d\d))\b",
        _A_REST,
        _rest,
    ),
    (r"\b(?P<part>(?:the\s)?end\sof\s)(?P<which>the)\s(?P<unit>week|month|year)\b(?!-|\s\d)", _A_UNIT, _this_period),
    (rf"(?i:\b{_N}\s{_UNIT}\s(?:ago|earlier)\b)", _A_UNIT, _ago),
    (
        rf"(?i:\b(?:in|within|after)\s(?:the\snext\s|another\s)?{_N}\s{_UNIT}\b(?!\s(?:ago|later|of\sage|old)))",
        _A_UNIT,
        _from_now,
    ),
    (rf"(?i:\b{_N}\s{_UNIT}\s(?:from\s(?:now|today)|later)\b)", _A_UNIT, _from_now),
    (rf"(?i:\b{_N}-{_UNIT}\b(?!-old))", _A_UNIT, _duration),
    (rf"(?i:\b{_FOR}{_N}\s{_UNIT}\b)", _A_UNIT, _duration),
)
_READERS: Final = tuple((re.compile(pattern), mark, read) for pattern, mark, read in _PATTERNS)


# --- calendar ---------------------------------------------------------------------------------------------------------


def _mention(text: str, match: re.Match[str], period: _Period) -> DateMention:
    piece = match[0]
    start = match.start() + len(piece) - len(piece.lstrip())
    relation = period.relation or _relation(text, start)
    return DateMention(
        span=Span(start, match.end()),
        text=text[start : match.end()],
        date=period.first,
        last=period.last,
        precision=period.precision,
        relation=relation,
        is_duration=period.is_duration,
    )


def _relation(text: str, start: int) -> Relation | None:
    match = _RELATION_BEFORE.search(text[max(0, start - 30) : start])
    if match is None:
        return None
    return next(name for name in _RELATIONS if match[name])


def _longest(found: list[DateMention]) -> Iterator[DateMention]:
    end = 0
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if mention.span.start >= end:
            end = mention.span.end
            yield mention


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")[:3]]


def _made(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _day(found: Day | None) -> _Period | None:
    return None if found is None else _Period(found, found, "day")


def _month_period(year: int, month: int) -> _Period:
    return _months(year, month, 1, "month")


def _months(year: int, month: int, count: int, precision: Precision) -> _Period:
    last = year * 12 + month - 1 + count - 1
    end = Day(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return _Period(Day(year, month, 1), end, precision)


def _parted(match: re.Match[str], period: _Period) -> _Period:
    """ "The end of March" is its last day, its beginning the first."""
    part = (match["part"] or "").lower()
    if "end of" in part or "close of" in part:
        return _Period(period.last, period.last, "day")
    if "beginning" in part or "start" in part:
        return _Period(period.first, period.first, "day")
    return period


def _coarse(unit: str) -> Precision:
    return unit.lower()  # type: ignore[return-value]  # the pattern has the four


def _moved(anchor: Day | None, match: re.Match[str], sign: int) -> Day | None:
    written = match["number"].lower()
    number = sign * (int(written) if written.isdigit() else _NUMBERS[written])
    unit = match["unit"].lower()
    if anchor is None:
        return None
    try:
        if unit in ("day", "week"):
            return anchor + timedelta(days=number * (7 if unit == "week" else 1))
        months = anchor.year * 12 + anchor.month - 1 + number * (12 if unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return Day(year, month, min(anchor.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return None

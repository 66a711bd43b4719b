"""`since:`, `until:`, `in:` and `source:`: what narrows a question beside its words."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from bot.core.errors import QueryInvalid
from bot.core.search.forms import words_of
from bot.core.translation import gettext

EXAMPLES = "since:30d, since:2020-06, since:2020-06-10"
HELP = "since:30d, until:2020-12, in:Boston, source:EFF"
_VALUE = r'(?:"([^"]*)"|([^\s"]*))'
_DATES = re.compile(r"(?<!\S)(since|until|after|before):\s*(\S*)", re.IGNORECASE)
_PLACES = re.compile(rf"(?<!\S)in:\s*{_VALUE}", re.IGNORECASE)
_OUTLETS = re.compile(rf"(?<!\S)(?:source|outlet|from):\s*{_VALUE}", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?<![\S])([^\W\d_][\w-]{0,19}):(?=[^\s:/])")
_COMMANDS = frozenset({"quote", "quotes", "position", "positions", "timeline", "record", "help"})
_KNOWN = ("since", "until", "after", "before", "in", "source", "outlet", "from")
_PHRASE = re.compile(r'"[^"]*"')
_AGO = re.compile(r"(\d{1,5})\s*(d|days?|w|weeks?|m|months?|y|years?)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_EARLIEST = date(1970, 1, 1)  # article ids begin there


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The words that are left, and what they are narrowed to."""

    words: str
    since: date | None = None
    until: date | None = None
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def narrow(query: str, today: date) -> Narrowed:
    """Take the filters out of the words. Raises `QueryInvalid` for one nobody knows or can read, with what to type."""
    left, places = _taken(query, query, _PLACES, "in:Boston")
    left, outlets = _taken(query, left, _OUTLETS, "source:EFF")
    left, since, until = _period(query, left, today)
    if unknown := _UNKNOWN.search(_PHRASE.sub(" ", left)):
        _refuse(query, unknown[1])
    return Narrowed(words=left, since=since, until=until, places=places, outlets=outlets)


def _taken(query: str, text: str, pattern: re.Pattern[str], example: str) -> tuple[str, tuple[str, ...]]:
    values = [quoted or bare.strip(",.;") for quoted, bare in pattern.findall(text)]
    if not all(words_of(value) for value in values):
        operator = example.partition(":")[0]
        raise QueryInvalid(
            query,
            gettext(
                "“{operator}:” needs a name right behind it, such as {example}.", operator=operator, example=example
            ),
        )
    return pattern.sub(" ", text), tuple(dict.fromkeys(values))


def _refuse(query: str, operator: str) -> None:
    """“sinse:30d” is asked about, and no word with a colon is dropped in silence."""
    if operator.casefold() in _COMMANDS:
        return
    near = get_close_matches(operator.casefold(), _KNOWN, n=1)
    told = gettext("“{operator}:” is no filter; {filters} are.", operator=operator, filters=HELP)
    meant = f" {gettext('Did you mean {guesses}?', guesses=f'{near[0]}:')}" if near else ""
    raise QueryInvalid(query, told + meant)


def _period(query: str, text: str, today: date) -> tuple[str, date | None, date | None]:
    days: dict[str, date] = {}
    for word, written in _DATES.findall(text):
        is_first = word.casefold() in ("since", "after")
        days["since" if is_first else "until"] = _day(query, word.casefold(), written, today, is_first=is_first)
    since, until = days.get("since"), days.get("until")
    if since and until and since > until:
        raise QueryInvalid(
            query, gettext("Nothing can be since {since} and until {until}: swap them.", since=since, until=until)
        )
    return _DATES.sub(" ", text), since, until


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
    examples = EXAMPLES.replace("since", word)
    raise QueryInvalid(
        query, gettext("“{word}” is no date: type {examples}.", word=f"{word}:{written}", examples=examples)
    )


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

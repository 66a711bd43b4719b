"""What still holds of what an actor did or promised: each deed once, with what extended, repealed or followed it.

Reports of one deed are one. A later deed continues or ends an earlier one when the same actor does it to the same
thing: who extends "the moratorium" extends the last one they announced.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.core.language.bills import bill_numbers
from bot.core.language.plans import is_planned
from bot.core.language.terms import stem
from bot.core.model import Deed, Position, Stand, Standing

SURE: Final = 0.5  # of the reading of a deed that is to end another: better two promises than a wrong end
SAME_DEED: Final = timedelta(days=3)  # outlets date a deed by its vote, its announcement or their own report
SIGNED_WITHIN: Final = timedelta(days=120)  # bills wait for a governor's hand for weeks, seldom longer
_NEVER: Final = date.min

_LIMITS: Final = frozenset(
    {Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.SUSPEND, Deed.EXIT, Deed.EXTEND, Deed.PASS, Deed.SIGN}
)
_USES: Final = frozenset({Deed.DEPLOY, Deed.PROCURE, Deed.RESUME})
_FOR_A_TIME: Final = frozenset({Deed.MORATORIUM, Deed.SUSPEND, Deed.EXTEND})
_PLANS: Final = frozenset({Deed.PROPOSE, Deed.INTRODUCE})
_ENDS: Final[dict[Deed, frozenset[Deed]]] = {  # what a deed leaves behind of an earlier one, if it is about the same
    Deed.EXTEND: (_LIMITS | _USES) - {Deed.EXIT},
    Deed.REPEAL: _LIMITS,
    Deed.RESUME: _LIMITS,
    Deed.SUSPEND: _USES,
    Deed.EXIT: _USES | _FOR_A_TIME | {Deed.RESTRICT},
    Deed.BAN: _USES | _FOR_A_TIME | _PLANS,
    Deed.MORATORIUM: _USES | _PLANS,
    Deed.RESTRICT: _PLANS,
    Deed.PASS: _PLANS,
    Deed.SIGN: _PLANS | {Deed.PASS},
    Deed.VETO: _PLANS | {Deed.PASS},
}

_BANS: Final = frozenset({Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.SUSPEND})
_VETOED: Final = frozenset({Deed.PASS, Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.EXTEND, Deed.REPEAL, Deed.RESUME})
_ITS_BODY: Final = frozenset(
    (
        "", "city", "council", "city council", "town council", "common council", "district council", "borough council",
        "county council", "county commission", "city commission", "board of supervisors", "board of aldermen",
        "county board", "county board of supervisors", "county board of commissioners", "board of commissioners",
        "councillors", "councilors", "councilmembers", "council members", "city lawmakers", "legislature", "lawmakers",
        "general assembly",
    )
)  # fmt: skip

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def _stemmed(listed: str) -> frozenset[str]:
    return frozenset(map(stem, listed.split()))


_MEASURES: Final = {  # what a measure is called, and the deeds that make one
    "moratorium": _FOR_A_TIME,
    "pause": _FOR_A_TIME,
    "suspension": _FOR_A_TIME,
    "freeze": _FOR_A_TIME,
    "halt": _FOR_A_TIME,
    "ban": frozenset({Deed.BAN, Deed.PASS, Deed.SIGN, Deed.EXTEND}),
    "prohibition": frozenset({Deed.BAN, Deed.PASS, Deed.SIGN, Deed.EXTEND}),
    "contract": _USES | {Deed.EXTEND},
    "licence": _USES | {Deed.EXTEND},
    "license": _USES | {Deed.EXTEND},
    "pilot": _USES | {Deed.EXTEND},
    "trial": _USES | {Deed.EXTEND},
}
_MEASURE_OF: Final = {stem(word): deeds for word, deeds in _MEASURES.items()}
_EMPTY: Final = _stemmed(
    "a an the its their his her our this that these those own on of for by to in at from with and or all any some "
    "one two three year month day week indefinite indefinitely further notice existing current temporary "
    "law ordinance bill act measure rule policy legislation proposal limit restriction program programme plan "
    "use using sale sell selling access deployment deploying purchase buying acquisition "
    "technology technologies software system tool product"
)
_ALIKE: Final = {
    stem("facial"): stem("face"),
    stem("surveillance"): stem("recognition"),  # laws write "face surveillance", news "facial recognition"
    stem("biometrics"): stem("biometric"),
    stem("officer"): stem("police"),
}
_OWNER = re.compile(r"(?:\b[A-Z][\w-]+\s)*\b[A-Z][\w-]+['’]s\s")  # "Ana Ruiz's ordinance" is the ordinance
_MONTH = re.compile(r"(?:(?P<month>[A-Z][a-z]{2})[a-z]*\.?\s)?(?P<year>(?:19|20)\d\d)$")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(slots=True)
class _Event:
    """One deed, told by several; `told` is the report that says most of it."""

    told: Stand
    first: int  # its place in what was given
    ends: "list[_Event]" = field(default_factory=list)  # the earlier ones it continues or ends, oldest first
    ended_by: "_Event | None" = None

    @property
    def position(self) -> Position:
        return self.told.position

    @property
    def action(self) -> Deed:
        return self.told.position.action

    @property
    def day(self) -> date:
        return day_of(self.told)


def standing(stands: Sequence[Stand], *, today: date, known_as: Mapping[str, str] | None = None) -> tuple[Stand, ...]:
    """Each deed once, in the order given, with its status, what ended it and what it goes back to.

    `known_as` gives other names of an actor, and of what is theirs, in lower case: what a product is said to do its
    company does.
    """
    owners = known_as or {}
    in_time = sorted(_events(stands, owners), key=lambda event: (event.day, event.action is Deed.EXTEND, event.first))
    by_actor: dict[str, list[_Event]] = defaultdict(list)
    for number, event in enumerate(in_time):
        own = by_actor[_actor(event.position, owners)]
        for before in _ended(event, own) or _vetoed(event, in_time[:number]):
            before.ended_by = event
            event.ends.append(before)
        own.append(event)
    done: dict[int, Stand] = {}
    for event in reversed(in_time):  # what ends a deed comes after it, and is known by then
        later = done[event.ended_by.first] if event.ended_by else None
        done[event.first] = replace(event.told, status=_status(event, today), superseded_by=later, chain=())
    for event in in_time:
        ended = [one for before in event.ends for one in (*done[before.first].chain, done[before.first])]
        done[event.first] = replace(done[event.first], chain=tuple(ended))
    return tuple(done[first] for first in sorted(done))


def _status(event: _Event, today: date) -> Standing:
    if event.ended_by is not None:
        return Standing.EXTENDED if event.ended_by.position.action is Deed.EXTEND else Standing.SUPERSEDED
    expires = event.position.expires
    return Standing.EXPIRED if expires is not None and expires < today else Standing.CURRENT


# --- one deed, several reports ----------------------------------------------------------------------------------------


def _events(stands: Sequence[Stand], owners: Mapping[str, str]) -> list[_Event]:
    """The fullest report of each deed, so that what a vague one may mean is known before it is asked."""
    by_actor: dict[str, list[_Event]] = defaultdict(list)
    for place in sorted(range(len(stands)), key=lambda place: _fullness(stands[place]), reverse=True):
        events = by_actor[_actor(stands[place].position, owners)]
        known = [event for event in events if _is_same_deed(event.told, stands[place])]
        if known:
            latest = max(known, key=lambda event: event.day)
            latest.first = min(latest.first, place)
        else:
            events.append(_Event(told=stands[place], first=place))
    return list(chain.from_iterable(by_actor.values()))


def _is_same_deed(one: Stand, other: Stand) -> bool:
    """Of two reports of one actor, the first the fuller: whether they tell the same."""
    first, second = one.position, other.position
    if first.action is not second.action:
        return _is_called_otherwise(one, other)
    if not may_be_same_thing(first, second):
        return False
    if (first.announced is None) == (second.announced is None):
        return abs(day_of(one) - day_of(other)) <= SAME_DEED
    dated, undated = (one, other) if first.announced else (other, one)
    if (month := _month_of(undated)) is not None:
        return _month_of(dated) == month or (month[1] == 0 and month[0] == day_of(dated).year)
    is_one_told = _is_about(first) and _is_about(second)
    if undated.published is None:  # a page without any date: what it tells is the deed we know, unless it differs
        return is_one_told
    is_told_later = day_of(undated) >= day_of(dated) - SAME_DEED  # looking back on it
    return is_told_later and (is_one_told or not _is_about(undated.position))


def _is_called_otherwise(one: Stand, other: Stand) -> bool:
    """The council that "passed the ordinance" banned something that day; a pause is a ban that ends the same day."""
    first, second = one.position, other.position
    if (
        first.announced is None
        or second.announced is None
        or not _is_same_place(first.jurisdiction, second.jurisdiction)
    ):
        return False
    if abs(first.announced - second.announced) > SAME_DEED:
        return False
    if {first.action, second.action} <= _BANS:
        return first.expires is not None and first.expires == second.expires
    return first.action in _BANS and second.action is Deed.PASS and may_be_same_thing(first, second)


def _month_of(stand: Stand) -> tuple[int, int] | None:
    """Year and month in which it was done, the month 0 where only the year is told; None where neither is."""
    position = stand.position
    if position.announced is not None:
        return position.announced.year, position.announced.month
    told = _MONTH.search(position.effective_text or "")
    if told is None or (told["month"] and told["month"] not in _MONTHS):
        return None
    month = (int(told["year"]), _MONTHS.index(told["month"]) + 1 if told["month"] else 0)
    published = stand.published.instant().date() if stand.published else None
    return month if published is None or month < (published.year, published.month) else None


def _fullness(stand: Stand) -> tuple[bool, bool, bool, bool, float]:
    position = stand.position
    has_end = position.expires is not None or position.expires_text is not None
    is_named = position.action is not Deed.PASS or _is_about(position)  # "passed the ordinance" waits for what it does
    return is_named, position.announced is not None, has_end, _is_about(position), position.confidence


def day_of(stand: Stand) -> date:
    """When it was done, the first of a month that alone is told; else when it was told."""
    if stand.position.announced is not None:
        return stand.position.announced
    if (month := _month_of(stand)) is not None:
        return date(month[0], max(month[1], 1), 1)
    return stand.published.instant().date() if stand.published else _NEVER


# --- what ends what ---------------------------------------------------------------------------------------------------


def _ended(event: _Event, earlier: Sequence[_Event]) -> list[_Event]:
    """The deeds still open that this one continues or ends: all of the same thing, else the last it may mean."""
    position = event.position
    ends = _ENDS.get(position.action)
    if ends is None or position.confidence < SURE or is_planned(position.action, event.told.sentence):
        return []
    meant = ends & _meant(position)
    open_ones = [
        before
        for before in earlier
        if before.ended_by is None and before.action in meant and may_be_same_thing(before.position, position)
    ]
    surely = [before for before in open_ones if _is_about(position) and _is_about(before.position)]
    return surely or ([] if _is_about(position) and not _names_measure(position) else open_ones[-1:])


def _vetoed(event: _Event, earlier: Sequence[_Event]) -> list[_Event]:
    """What a mayor or governor sends back: the last deed of their own place's body that it may mean."""
    position = event.position
    if (
        event.action is not Deed.VETO
        or is_planned(event.action, event.told.sentence)
        or position.confidence < SURE
        or not position.jurisdiction
    ):
        return []
    sent = [
        before
        for before in earlier
        if before.ended_by is None
        and before.action in _VETOED
        and before.position.jurisdiction
        and event.day - before.day <= SIGNED_WITHIN
        and may_be_same_thing(before.position, position)
    ]
    return sent[-1:]


def _meant(position: Position) -> frozenset[Deed]:
    """The deeds that make what the object is called: who ends "the moratorium" ends no ban."""
    named = [_MEASURE_OF[word] for word in _stems(position.object or "") if word in _MEASURE_OF]
    return named[0] if named else frozenset(Deed)


def _names_measure(position: Position) -> bool:
    return any(word in _MEASURE_OF for word in _stems(position.object or ""))


def may_be_same_thing(one: Position, other: Position) -> bool:
    """Of two positions of one actor: nothing says that it is another thing, no bill, place or word of the object."""
    if not _is_same_place(one.jurisdiction, other.jurisdiction):
        return False
    if one.bills and other.bills:
        return not _bill_keys(one.bills).isdisjoint(_bill_keys(other.bills))
    first, second = _things(one.object or ""), _things(other.object or "")
    return not first or not second or first <= second or second <= first


def _is_about(position: Position) -> bool:
    return bool(_things(position.object or "")) or bool(position.bills)


def _actor(position: Position, owners: Mapping[str, str]) -> str:
    """Who acts, a city and its council being one: "Harbour City" and "the Harbour City Council" for the same place.

    Their police, mayor and courts are others; so are the chambers of a legislature, which pass a bill each.
    """
    name = position.actor.casefold().replace("’", "'").removeprefix("the ")
    name = owners.get(name, name)
    place = _city(position.jurisdiction)
    body = name.removeprefix("city of ").removeprefix("town of ").removeprefix("county of ")
    if place and name in _ITS_BODY:
        return place
    if place and body.startswith(place) and body.removeprefix(place).removeprefix("'s").strip() in _ITS_BODY:
        return place
    return name


def _city(jurisdiction: str | None) -> str:
    """ "portland" of "Portland, Oregon"."""
    return (jurisdiction or "").casefold().partition(", ")[0]


def _is_same_place(one: str | None, other: str | None) -> bool:
    """Nothing says that they differ: "Portland" may be "Portland, Oregon", which is not "Portland, Maine"."""
    if not one or not other or _city(one) != _city(other):
        return not one or not other
    states = {each.casefold().partition(", ")[2] for each in (one, other)} - {""}
    return len(states) <= 1


@lru_cache(maxsize=2048)
def _bill_keys(bills: tuple[str, ...]) -> frozenset[str]:
    """Bills under one spelling: "H.R. 7356" and "HR 7356"."""
    return frozenset(found[0].key if (found := bill_numbers(bill)) else bill.casefold() for bill in bills)


@lru_cache(maxsize=2048)
def _things(object: str) -> frozenset[str]:
    """What the words of an object name beside the measure itself: "the moratorium on police use" → police."""
    words = (_ALIKE.get(word, word) for word in _stems(_OWNER.sub("", object)))
    return frozenset(word for word in words if word not in _EMPTY and word not in _MEASURE_OF and not word.isdigit())


@lru_cache(maxsize=2048)
def _stems(object: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(object))

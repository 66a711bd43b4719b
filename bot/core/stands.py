"""What still holds of what an actor did or promised: each deed once, with what extended, repealed or followed it.

Reports of one deed are one. A later deed continues or ends an earlier one when the same actor does it to the same
thing: who extends "the moratorium" extends the last one they announced.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import Final

from bot.core.language.plans import is_planned
from bot.core.model import Deed, Position, Stand, Standing
from bot.core.same_things import (
    FOR_A_TIME,
    USES,
    actor_of,
    deeds_meant,
    is_about,
    is_same_place,
    may_be_same_thing,
    names_measure,
)

SURE: Final = 0.5  # of the reading of a deed that is to end another: better two promises than a wrong end
SAME_DEED: Final = timedelta(days=3)  # outlets date a deed by its vote, its announcement or their own report
SIGNED_WITHIN: Final = timedelta(days=120)  # bills wait for a governor's hand for weeks, seldom longer
_NEVER: Final = date.min

_LIMITS: Final = frozenset(
    {Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.SUSPEND, Deed.EXIT, Deed.EXTEND, Deed.PASS, Deed.SIGN}
)
_PLANS: Final = frozenset({Deed.PROPOSE, Deed.INTRODUCE})
_ENDS: Final[dict[Deed, frozenset[Deed]]] = {  # what a deed leaves behind of an earlier one, if it is about the same
    Deed.EXTEND: (_LIMITS | USES) - {Deed.EXIT},
    Deed.REPEAL: _LIMITS,
    Deed.RESUME: _LIMITS,
    Deed.SUSPEND: USES,
    Deed.EXIT: USES | FOR_A_TIME | {Deed.RESTRICT},
    Deed.BAN: USES | FOR_A_TIME | _PLANS,
    Deed.MORATORIUM: USES | _PLANS,
    Deed.RESTRICT: _PLANS,
    Deed.PASS: _PLANS,
    Deed.SIGN: _PLANS | {Deed.PASS},
    Deed.VETO: _PLANS | {Deed.PASS},
}

_BANS: Final = frozenset({Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.SUSPEND})
_VETOED: Final = frozenset({Deed.PASS, Deed.BAN, Deed.MORATORIUM, Deed.RESTRICT, Deed.EXTEND, Deed.REPEAL, Deed.RESUME})
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
        own = by_actor[actor_of(event.position, owners)]
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
        events = by_actor[actor_of(stands[place].position, owners)]
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
    if first.announced and second.announced and abs(first.announced - second.announced) > SAME_DEED:
        return False
    if first.action is not second.action:
        return _is_called_otherwise(first, second)
    if not may_be_same_thing(first, second):
        return False
    if (first.announced is None) == (second.announced is None):
        return abs(day_of(one) - day_of(other)) <= SAME_DEED
    dated, undated = (one, other) if first.announced else (other, one)
    if (month := _month_of(undated)) is not None:
        return _month_of(dated) == month or (month[1] == 0 and month[0] == day_of(dated).year)
    is_one_told = is_about(first) and is_about(second)
    if undated.published is None:  # a page without any date: what it tells is the deed we know, unless it differs
        return is_one_told
    is_told_later = day_of(undated) >= day_of(dated) - SAME_DEED  # looking back on it
    return is_told_later and (is_one_told or not is_about(undated.position))


def _is_called_otherwise(first: Position, second: Position) -> bool:
    """The council that "passed the ordinance" banned something that day; a pause is a ban that ends the same day."""
    if first.action not in _BANS or first.announced is None or second.announced is None:
        return False
    if not is_same_place(first.jurisdiction, second.jurisdiction):
        return False
    if second.action in _BANS:
        return first.expires is not None and first.expires == second.expires
    return second.action is Deed.PASS and may_be_same_thing(first, second)


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
    is_named = position.action is not Deed.PASS or is_about(position)  # "passed the ordinance" waits for what it does
    return is_named, position.announced is not None, has_end, is_about(position), position.confidence


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
    meant = ends & deeds_meant(position)
    open_ones = [
        before
        for before in earlier
        if before.ended_by is None and before.action in meant and may_be_same_thing(before.position, position)
    ]
    surely = [before for before in open_ones if is_about(position) and is_about(before.position)]
    return surely or ([] if is_about(position) and not names_measure(position) else open_ones[-1:])


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

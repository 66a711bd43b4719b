"""How it is worded that a position was extended, has ended or has been superseded."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.language.plans import is_planned
from bot.core.messages import wording
from bot.core.model import Deed, Position, Stand, Standing
from bot.core.text import visible

_DONE = {  # as a step in a line that has named the thing
    Deed.BAN: "banned",
    Deed.EXTEND: "extended",
    Deed.SUSPEND: "suspended",
    Deed.RESUME: "resumed",
    Deed.EXIT: "given up",
    Deed.RESTRICT: "restricted",
    Deed.PROPOSE: "proposed",
    Deed.INTRODUCE: "introduced",
    Deed.PASS: "passed",
    Deed.VETO: "vetoed",
    Deed.SIGN: "signed",
    Deed.REPEAL: "repealed",
    Deed.DEPLOY: "deployed",
    Deed.PROCURE: "bought",
}
_BEGUN: dict[Deed, str] = {
    deed: word for deed, word in _DONE.items() if deed in {Deed.PROPOSE, Deed.INTRODUCE, Deed.PASS, Deed.SIGN}
}
_LENGTH = re.compile(
    r"(?:for )?(?:an? |another )?(?P<count>[\w-]+?)[\s-](?P<unit>day|week|month|year)s?", re.IGNORECASE
)


def chain_in_words(stand: Stand, *, asked: Iterable[str] = ()) -> str:
    """From its beginning to what holds now, in one line.

    `Moratorium on police use of Rekognition: announced 10 Jun 2020 for one year, extended 18 May 2021 until further
    notice`, after the actor unless they alone were `asked` for.
    """
    steps = (*stand.chain, stand)
    thing = _thing(steps[0].position)
    actor = visible(steps[0].position.actor)
    is_asked = [actor.casefold()] == [name.casefold() for name in asked]
    lead = thing[:1].upper() + thing[1:] if is_asked else f"{actor}: {thing}"
    told = [_step(each.position, is_first=not number) for number, each in enumerate(steps)]
    return f"{lead}: {', '.join(told)}{_bills(steps)}"


def mark(stand: Stand) -> str:
    """` · expired 10 Jun 2021`, ` · extended 18 May 2021`, ` · superseded: repealed 3 Mar 2024`; else empty."""
    if is_planned(stand.position.action, stand.sentence):
        return " · planned"
    match stand.status:
        case Standing.EXPIRED:
            return f" · expired{_on(stand.position.expires)}"
        case Standing.EXTENDED | Standing.SUPERSEDED if stand.superseded_by is not None:
            after = stand.superseded_by.position
            how = f"{_done(after.action)}{_on(after.announced)}"
            return f" · {how}" if stand.status is Standing.EXTENDED else f" · superseded: {how}"
    return ""


def _thing(position: Position) -> str:
    """What was done to what, without its terms."""
    plain = replace(position, effective=None, effective_text=None, expires=None, expires_text=None, bills=())
    return wording.deed_alone(plain)


def _step(position: Position, *, is_first: bool) -> str:
    what = _BEGUN.get(position.action, "announced") if is_first else _done(position.action)
    start = f" from {wording.day(position.effective)}" if position.effective else ""
    return f"{what}{_on(position.announced)}{start}{_term(position)}"


def _done(action: Deed) -> str:
    return _DONE.get(action, action.value.replace("_", " "))


def _on(day: date | None) -> str:
    return f" {wording.day(day)}" if day else ""


def _term(position: Position) -> str:
    """For how long, in the words of the article where they are a length: " for one year", " until 31 Dec 2027"."""
    words = visible(position.expires_text or "")
    length = _LENGTH.fullmatch(words)
    if length is not None:
        count = "one" if length["count"].casefold() in {"a", "an", "1"} else length["count"]
        return f" for {count} {length['unit'].lower()}{'' if count == 'one' else 's'}"
    if position.expires is not None:
        return f" until {wording.day(position.expires)}"
    return f" {words}" if words else ""


def _bills(steps: Iterable[Stand]) -> str:
    bills = dict.fromkeys(visible(bill) for each in steps for bill in each.position.bills)
    return "".join(f" · bill {bill}" for bill in bills)

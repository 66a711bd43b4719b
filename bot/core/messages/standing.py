"""How it is worded that a position was extended, has ended or has been superseded."""

from collections.abc import Iterable
from datetime import date

from bot.core.language.plans import is_planned
from bot.core.messages import deeds, wording
from bot.core.model import Deed, Position, Stand, Standing
from bot.core.text import visible
from bot.core.translation import gettext, pgettext, pgettext_noop

_DONE = {  # as a step in a line that has named the thing
    Deed.BAN: pgettext_noop("step", "banned"),
    Deed.EXTEND: pgettext_noop("step", "extended"),
    Deed.SUSPEND: pgettext_noop("step", "suspended"),
    Deed.RESUME: pgettext_noop("step", "resumed"),
    Deed.EXIT: pgettext_noop("step", "given up"),
    Deed.RESTRICT: pgettext_noop("step", "restricted"),
    Deed.PROPOSE: pgettext_noop("step", "proposed"),
    Deed.INTRODUCE: pgettext_noop("step", "introduced"),
    Deed.PASS: pgettext_noop("step", "passed"),
    Deed.VETO: pgettext_noop("step", "vetoed"),
    Deed.SIGN: pgettext_noop("step", "signed"),
    Deed.REPEAL: pgettext_noop("step", "repealed"),
    Deed.DEPLOY: pgettext_noop("step", "deployed"),
    Deed.PROCURE: pgettext_noop("step", "bought"),
}
_BEGUN = {Deed.PROPOSE, Deed.INTRODUCE, Deed.PASS, Deed.SIGN}  # also as the first step; any other is announced


def chain_in_words(stand: Stand, *, asked: Iterable[str] = ()) -> str:
    """From its beginning to what holds now, in one line.

    `Moratorium on police use of Rekognition: announced 10 Jun 2020 for one year, extended 18 May 2021 until further
    notice`, after the actor unless they alone were `asked` for.
    """
    steps = (*stand.chain, stand)
    thing = deeds.thing(steps[0].position)
    actor = visible(steps[0].position.actor)
    is_asked = [actor.casefold()] == [name.casefold() for name in asked]
    lead = wording.capital(thing) if is_asked else f"{actor}: {thing}"
    told = [_step(each.position, is_first=not number) for number, each in enumerate(steps)]
    return f"{lead}: {', '.join(told)}{_bills(steps)}"


def mark(stand: Stand) -> str:
    """` · expired 10 Jun 2021`, ` · extended 18 May 2021`, ` · superseded: repealed 3 Mar 2024`; else empty."""
    status = _status(stand)
    return f" · {status}" if status else ""


def _status(stand: Stand) -> str:
    if is_planned(stand.position.action, stand.sentence):
        return gettext("planned")
    match stand.status:
        case Standing.EXPIRED:
            return _on(pgettext("step", "expired"), stand.position.expires)
        case Standing.EXTENDED | Standing.SUPERSEDED if stand.superseded_by is not None:
            after = stand.superseded_by.position
            how = _on(_done(after.action), after.announced)
            return how if stand.status is Standing.EXTENDED else gettext("superseded: {how}", how=how)
    return ""


def _step(position: Position, *, is_first: bool) -> str:
    begun = _done(position.action) if position.action in _BEGUN else pgettext("step", "announced")
    what = _on(begun if is_first else _done(position.action), position.announced)
    start = gettext("from {day}", day=wording.day(position.effective)) if position.effective else ""
    return " ".join(filter(None, (what, start, _term(position))))


def _done(action: Deed) -> str:
    return pgettext("step", _DONE[action]) if action in _DONE else deeds.alone(action)


def _on(step: str, day: date | None) -> str:
    """`extended 18 May 2021`"""
    return gettext("{step} {day}", step=step, day=wording.day(day)) if day else step


def _term(position: Position) -> str:
    """For how long, in the words of the article where they are a length: "for one year", "until 31 Dec 2027"."""
    words = visible(position.expires_text or "")
    if length := deeds.length(words):
        return length
    if position.expires is not None:
        return gettext("until {day}", day=wording.day(position.expires))
    return deeds.words_of_article(words) if words else ""


def _bills(steps: Iterable[Stand]) -> str:
    bills = dict.fromkeys(visible(bill) for each in steps for bill in each.position.bills)
    return "".join(f" · {gettext('bill {number}', number=bill)}" for bill in bills)

"""Which of the quotes and positions that were found an answer shows, and in what order."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final

from bot.core.model import Deed, Question, Said, Stand, Standing
from bot.core.printings import merge
from bot.core.search import holds, plain, wanted
from bot.core.stands import day_of

STATEMENTS: Final = 10  # quotes, positions
PAGE: Final = 100  # of them, when they alone are asked for
_BROUGHT_IN: Final = frozenset({Deed.INTRODUCE, Deed.PROPOSE})


def wanted_of_each(question: Question) -> tuple[int, int]:
    """How many quotes and positions: a page of what was asked for alone, some of the rest."""
    quotes = PAGE if question.show in ("quotes", "record") else STATEMENTS
    return quotes, PAGE if question.show in ("standing", "positions", "record") else STATEMENTS


def quotes_shown(said: Sequence[Said], question: Question) -> tuple[Said, ...]:
    """Each quote once; the telling ones first, unless quotes alone were asked for: those stay in order of time.

    Of a record only what they said themselves.
    """
    match question.show:
        case "all":
            return tuple(sorted(merge(said), key=_is_dull))
        case "record":
            is_theirs = whose(question)
            return merge([each for each in said if is_theirs(each.quote.speaker) or is_theirs(each.quote.affiliation)])
        case _:
            return merge(said)


def _is_dull(said: Said) -> bool:
    return not said.quote.is_on_policy or said.quote.is_partial


def positions_shown(stands: Sequence[Stand], own: Sequence[Stand], question: Question) -> tuple[Stand, ...]:
    """What still holds first, unless positions alone were asked for: those stay in order of time.

    What others want of who was asked about stands elsewhere.
    """
    match question.show:
        case "all":
            return tuple(sorted(_once_a_bill(own if question.names and own else stands), key=_is_over))
        case "record":
            return tuple(own)
        case "standing":
            return _once_a_bill(own or stands)
        case _:
            return _once_a_bill(stands)


def _once_a_bill(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """A bill that several brought in together is one step of it."""
    found: dict[object, Stand] = {}
    for stand in stands:
        position = stand.position
        is_shared = position.bills and position.action in _BROUGHT_IN
        found.setdefault((position.action, position.bills, day_of(stand)) if is_shared else id(stand), stand)
    return tuple(found.values())


def own_deeds(stands: Sequence[Stand], question: Question, owners: Mapping[str, tuple[str, ...]]) -> tuple[Stand, ...]:
    """What who was asked about did; of a product also what its owner did with it, `owners` giving all their names."""
    is_theirs = whose(question)
    return tuple(stand for stand in stands if is_theirs(stand.position.actor) or _is_with(stand, question, owners))


def _is_with(stand: Stand, question: Question, owners: Mapping[str, tuple[str, ...]]) -> bool:
    actor = stand.position.actor.casefold()
    products = [
        unit for unit, name in zip(wanted(question), question.names, strict=False) if actor in owners.get(name, ())
    ]
    told = plain(f"{stand.position.object or ''} . {stand.sentence}") if products else ""
    return any(holds(told, unit.forms) for unit in products)


def whose(question: Question) -> Callable[[str | None], bool]:
    """Whether a name is who was asked about: under any of their names, else by all words that were asked for."""
    forms = chain.from_iterable((name, *question.variants.get(name, ())) for name in question.names)
    asked = {form.casefold() for form in forms}
    units = () if asked else wanted(question)

    def is_theirs(name: str | None) -> bool:
        if not name or not (asked or units):
            return False
        if asked:
            return name.casefold().removeprefix("the ") in asked
        return all(holds(plain(name), unit.forms) for unit in units)

    return is_theirs


def bills_shown(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Of the deeds about each bill the latest."""
    latest: dict[str, Stand] = {}
    for stand in stands:
        for bill in stand.position.bills:
            key = bill.casefold()
            if key not in latest or day_of(latest[key]) < day_of(stand):
                latest[key] = stand
    return tuple(sorted(dict.fromkeys(latest.values()), key=day_of, reverse=True))


def _is_over(stand: Stand) -> bool:
    return stand.status is not Standing.CURRENT

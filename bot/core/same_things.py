"""Whether two positions may be about the same thing, and who acts under which name."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.core.language.bills import bill_numbers
from bot.core.language.terms import stem
from bot.core.model import Deed, Position

USES: Final = frozenset({Deed.DEPLOY, Deed.PROCURE, Deed.RESUME})
FOR_A_TIME: Final = frozenset({Deed.MORATORIUM, Deed.SUSPEND, Deed.EXTEND})

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
    "moratorium": FOR_A_TIME,
    "pause": FOR_A_TIME,
    "suspension": FOR_A_TIME,
    "freeze": FOR_A_TIME,
    "halt": FOR_A_TIME,
    "ban": frozenset({Deed.BAN, Deed.PASS, Deed.SIGN, Deed.EXTEND}),
    "prohibition": frozenset({Deed.BAN, Deed.PASS, Deed.SIGN, Deed.EXTEND}),
    "contract": USES | {Deed.EXTEND},
    "licence": USES | {Deed.EXTEND},
    "license": USES | {Deed.EXTEND},
    "pilot": USES | {Deed.EXTEND},
    "trial": USES | {Deed.EXTEND},
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


def may_be_same_thing(one: Position, other: Position) -> bool:
    """Of two positions of one actor: nothing says that it is another thing, no bill, place or word of the object."""
    if not is_same_place(one.jurisdiction, other.jurisdiction):
        return False
    if one.bills and other.bills:
        return not _bill_keys(one.bills).isdisjoint(_bill_keys(other.bills))
    first, second = _things(one.object or ""), _things(other.object or "")
    return not first or not second or first <= second or second <= first


def is_about(position: Position) -> bool:
    return bool(_things(position.object or "")) or bool(position.bills)


def actor_of(position: Position, owners: Mapping[str, str]) -> str:
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


def is_same_place(one: str | None, other: str | None) -> bool:
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


def deeds_meant(position: Position) -> frozenset[Deed]:
    """The deeds that make what the object is called: who ends "the moratorium" ends no ban."""
    named = [_MEASURE_OF[word] for word in _stems(position.object or "") if word in _MEASURE_OF]
    return named[0] if named else frozenset(Deed)


def names_measure(position: Position) -> bool:
    return any(word in _MEASURE_OF for word in _stems(position.object or ""))

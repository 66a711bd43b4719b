"""What tells two events of one kind apart: whose body acted, by how many votes, on whose text, for what sum.

Two towns' votes and two regulators' fines are told in the same words; these few facts are what differs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from bot.core.language.terms import numbers
from bot.core.stories.stems import is_telling, stem

Acts = Mapping[str, frozenset[str]]
"""What is told, by kind: two reports on one event that both tell a kind of fact share at least one of its values."""

ROUNDED: Final = 0.1  # "more than 30 million" is a fine of 30.5 million
LEAST_SUM: Final = 1_000.0
SHORT_CAPITALS: Final = 4  # "SF", "DC": how a name is shortened, not another name

_RULE_MAKERS: Final = (
    "council", "commission", "commissioners", "supervisors", "selectmen", "aldermen", "legislature", "parliament",
    "lawmakers",
)  # fmt: skip
_REGULATORS: Final = ("authority", "commissioner", "regulator", "watchdog", "ombudsman")
_BODY = re.compile(rf"(?:(?P<rules>{'|'.join(_RULE_MAKERS)})|{'|'.join(_REGULATORS)})\b")  # of small letters
_BEFORE_CHARS: Final = 80
_NAME: Final = r"(?P<name>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,3})"
_SORT: Final = r"(?:city|town|county|village|state|district|borough|board of|data|protection|privacy|information)"
_OWNER = re.compile(rf"\b{_NAME}(?:'s?)? (?:(?i:{_SORT}) ){{0,3}}$")
_PLACE = re.compile(rf" (?:of|in) {_NAME}")

_DECIDED: Final = r"\b(?:vot|pass|approv|adopt|reject|defeat|prohibit|bann|advanc|split|decid)\w*"
_COUNT: Final = r"(?<![\w-])(\d{1,3})[-–](\d{1,3})(?![\w-])"
_COUNTS = re.compile(r"\d[-–]\d| votes? to ")  # without one, in small letters, there is none of the below
_BILL: Final = r"(?<!ordinance )(?<!resolution )(?<!bill )(?<!measure )(?<!order )(?<!no\. )"
_VOTES = (
    re.compile(rf"{_DECIDED}[^.;\n]{{0,60}}? {_BILL}{_COUNT}", re.IGNORECASE),
    re.compile(rf"{_COUNT} (?:vote|decision|margin|majority)", re.IGNORECASE),
    re.compile(r"\b(\w+) votes? to (\w+)\b", re.IGNORECASE),
)
_SPONSORS = re.compile(
    r"\b(?:written|sponsored|introduced|authored) by (?P<names>(?:[A-Z][\w'-]*\.? ?|and |, )+)", re.MULTILINE
)
_FINED = re.compile(r"\b(?:fin(?:e|es|ed|ing)|penalt\w+|settle\w*|contract|damages)\b", re.IGNORECASE)
_FINED_PARTS: Final = ("fine", "fining", "penalt", "settle", "contract", "damages")  # one of them in each of those
_CURRENCY: Final = {"$": "dollar", "€": "euro", "£": "pound"}
_SAID_CURRENCY = re.compile(r"\s?(dollar|euro|pound)")


def acts(lead: str) -> Acts:
    """Of the beginning of an article: further down stands what others did before."""
    told: dict[str, set[str]] = {}
    small = lead.replace("İ", "I").lower()  # the one letter that would grow: places hold in both
    for kind, value in (*_bodies(lead, small), *_votes(lead, small), *_sponsors(lead), *_sums(lead, small)):
        told.setdefault(kind, set()).add(value)
    return {kind: frozenset(values) for kind, values in told.items()}


def clash(one: Acts, other: Acts, *, named: tuple[Collection[str], Collection[str]]) -> bool:
    """Whether a fact that both tell is another in each: then they tell two events, however alike their words are.

    `named` are the names in the whole of each: Rome's regulator is Italy's, as a report that says both shows.
    """
    return any(
        not _agree(kind, one[kind], other[kind]) and one[kind].isdisjoint(named[1]) and other[kind].isdisjoint(named[0])
        for kind in one.keys() & other.keys()
    )


def concur(one: Acts, other: Acts) -> bool:
    """Whether both tell one fact alike."""
    return any(_agree(kind, one[kind], other[kind]) for kind in one.keys() & other.keys())


def _agree(kind: str, one: Iterable[str], other: Iterable[str]) -> bool:
    if kind in _CURRENCY.values():
        return any(_is_about(float(mine), float(theirs)) for mine, theirs in product(one, other))
    return not frozenset(one).isdisjoint(other)


def _is_about(one: float, other: float) -> bool:
    return abs(one - other) <= ROUNDED * max(one, other)


def _bodies(text: str, small: str) -> Iterator[tuple[str, str]]:
    for body in _BODY.finditer(small):  # several times as fast as minding neither capitals nor what stands before
        if small[body.start() - 1 : body.start()].isalnum():
            continue
        owner = _OWNER.search(text[max(body.start() - _BEFORE_CHARS, 0) : body.start()])
        for found in (owner, _PLACE.match(text, body.end())):
            for word in found["name"].split() if found else ():
                if is_telling(word) and not (word.isupper() and len(word) <= SHORT_CAPITALS):
                    yield "rule makers" if body["rules"] else "regulator", stem(word.lower())


def _votes(text: str, small: str) -> Iterator[tuple[str, str]]:
    for pattern in _VOTES if _COUNTS.search(small) else ():
        for found in pattern.finditer(text):
            counts = [_counted(word) for word in found.groups()]
            if all(counts):
                yield "vote", "-".join(counts)


def _counted(word: str) -> str:
    """Figures as they stand, words of number in figures, nothing for another word."""
    if word.isdigit() or word.lower() in ("one", "none", "zero"):
        return {"one": "1", "none": "0", "zero": "0"}.get(word.lower(), word)
    return "".join(number.value for number in numbers(word))


def _sponsors(text: str) -> Iterator[tuple[str, str]]:
    for found in _SPONSORS.finditer(text) if "ed by " in text or "written by " in text else ():
        for word in re.findall(r"[A-Z][\w'-]+", found["names"]):
            if is_telling(word):
                yield "sponsor", stem(word.lower())


def _sums(text: str, small: str) -> Iterator[tuple[str, str]]:
    """In the same currency only: in another one a sum is another number."""
    for sentence in re.split(r"(?<=[.!?])\s", text) if any(part in small for part in _FINED_PARTS) else ():
        if _FINED.search(sentence):
            for number in numbers(sentence):
                said = _SAID_CURRENCY.match(sentence, number.span.end)
                currency = said.group(1) if said else _CURRENCY.get(number.value[:1])
                value = number.value.lstrip("".join(_CURRENCY))
                if currency and value.replace(".", "", 1).isdigit() and float(value) >= LEAST_SUM:
                    yield currency, value

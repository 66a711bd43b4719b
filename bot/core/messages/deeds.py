"""How it is worded who does what, where, and from when until when."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.messages import wording
from bot.core.model import Deed, Position
from bot.core.text import visible
from bot.core.translation import gettext, gettext_noop, ngettext, pgettext, pgettext_noop

SURE_OF_POSITION = 0.5  # below it who and what may not belong together
POSSIBLE_POSITION = 0.3  # below it they rarely do

_STEM_CHARS = 5  # moratorium and moratoria, introduces and introduced
_THINGS = frozenset({Deed.BAN, Deed.MORATORIUM})  # worded as things, not as what somebody does
_ANYWHERE = frozenset({Deed.SUE, Deed.SETTLE, Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR})  # not by the power of a place
_NAMED_BY_OBJECT = frozenset({Deed.BAN, Deed.MORATORIUM, Deed.SUSPEND, Deed.RESTRICT})
_ARTICLE = re.compile(r"\A(?:an?|the|its|their)\s", re.IGNORECASE)
_PAUSE = re.compile(r"\b(?:bans?|moratori\w+|pauses?|halts?|freezes?|suspensions?|prohibitions?)\b", re.IGNORECASE)
_SPELLED_OUT = re.compile(r"[A-Za-z-]*[a-z]{3,}\b")
_PREPOSITION = re.compile(r"(?:in|on|from|by|at|since|within|once|when|as|starting|immediately)\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:for )?(?:an? |another )?(?P<number>\w+(?:-\w+)?)[\s-](?P<unit>day|week|month|year)s?", re.IGNORECASE
)
MOST_DIGITS = 6
SEVERAL = 2  # for the form of a number that we can't read ("twenty-five")
_ONE = frozenset({"one", "a", "an", "another", "1"})
_NUMBERS = {
    "two": (2, pgettext_noop("length of time", "two")),
    "three": (3, pgettext_noop("length of time", "three")),
    "four": (4, pgettext_noop("length of time", "four")),
    "five": (5, pgettext_noop("length of time", "five")),
    "six": (6, pgettext_noop("length of time", "six")),
    "seven": (7, pgettext_noop("length of time", "seven")),
    "eight": (8, pgettext_noop("length of time", "eight")),
    "nine": (9, pgettext_noop("length of time", "nine")),
    "ten": (10, pgettext_noop("length of time", "ten")),
    "twelve": (12, pgettext_noop("length of time", "twelve")),
}

# With an object, which is in the words of the article, whatever its language; without one; as a label.
_DEEDS = {
    Deed.BAN: (gettext_noop("ban on {what}"), gettext_noop("ban"), gettext_noop("Ban")),
    Deed.MORATORIUM: (gettext_noop("moratorium on {what}"), gettext_noop("moratorium"), gettext_noop("Moratorium")),
    Deed.EXTEND: (gettext_noop("extends {what}"), gettext_noop("extension"), gettext_noop("Extend")),
    Deed.SUSPEND: (gettext_noop("suspends {what}"), gettext_noop("suspension"), gettext_noop("Suspend")),
    Deed.RESUME: (gettext_noop("resumes {what}"), gettext_noop("resumption"), gettext_noop("Resume")),
    Deed.EXIT: (gettext_noop("gives up {what}"), gettext_noop("exit"), gettext_noop("Exit")),
    Deed.RESTRICT: (gettext_noop("restricts {what}"), gettext_noop("restriction"), gettext_noop("Restrict")),
    Deed.PROPOSE: (gettext_noop("proposes {what}"), gettext_noop("proposal"), gettext_noop("Propose")),
    Deed.INTRODUCE: (gettext_noop("introduces {what}"), gettext_noop("bill introduced"), gettext_noop("Introduce")),
    Deed.PASS: (gettext_noop("passes {what}"), gettext_noop("passed"), gettext_noop("Pass")),
    Deed.VETO: (gettext_noop("vetoes {what}"), gettext_noop("veto"), gettext_noop("Veto")),
    Deed.SIGN: (gettext_noop("signs {what}"), gettext_noop("signed"), gettext_noop("Sign")),
    Deed.REPEAL: (gettext_noop("repeals {what}"), gettext_noop("repeal"), gettext_noop("Repeal")),
    Deed.SUE: (gettext_noop("sues {what}"), gettext_noop("lawsuit"), gettext_noop("Sue")),
    Deed.RULE: (gettext_noop("rules on {what}"), gettext_noop("ruling"), gettext_noop("Rule")),
    Deed.SETTLE: (gettext_noop("settles {what}"), gettext_noop("settlement"), gettext_noop("Settle")),
    Deed.FINE: (gettext_noop("fines {what}"), gettext_noop("fine"), gettext_noop("Fine")),
    Deed.INVESTIGATE: (gettext_noop("investigates {what}"), gettext_noop("investigation"), gettext_noop("Investigate")),
    Deed.DEPLOY: (gettext_noop("deploys {what}"), gettext_noop("deployment"), gettext_noop("Deploy")),
    Deed.PROCURE: (gettext_noop("buys {what}"), gettext_noop("purchase"), gettext_noop("Procure")),
    Deed.SUPPORT: (gettext_noop("supports {what}"), gettext_noop("in favour"), gettext_noop("Support")),
    Deed.OPPOSE: (gettext_noop("opposes {what}"), gettext_noop("against"), gettext_noop("Oppose")),
    Deed.CALL_FOR: (gettext_noop("calls for {what}"), gettext_noop("call for action"), gettext_noop("Call for")),
}


def tag(position: Position) -> tuple[str, ...]:
    """The labels of the main event: what is done, and where."""
    where = visible(position.jurisdiction or "")
    return tuple(filter(None, (gettext(_DEEDS[position.action][2]), where)))


def main_event(positions: Sequence[Position]) -> Position | None:
    """The article's main event where it is fit to be shown unasked: better no line in an alert than a wrong one."""
    first = next(iter(positions), None)
    return None if first is None or is_unsure(first) else first


def is_unsure(position: Position) -> bool:
    """Whether who asked must be told to look at the source."""
    return position.confidence < SURE_OF_POSITION


def deed(position: Position) -> str:
    """`Harbour City: ban on police use, from 1 Jan 2027 · bill 26-114`, `Celia Vance (Harbour City): signs the ban`."""
    return f"{_doer(position)}: {deed_alone(position)}"


def deed_without_terms(position: Position) -> str:
    """The same without dates and bills."""
    return f"{_doer(position)}: {thing(position)}"


def thing(position: Position) -> str:
    """What was done to what, and no more."""
    plain = replace(position, effective=None, effective_text=None, expires=None, expires_text=None, bills=())
    return deed_alone(plain)


def _doer(position: Position) -> str:
    """Where it holds, before the name of a thing; before a verb, who does it, with the place where it adds one."""
    who, where = visible(position.actor), visible(position.jurisdiction or "")
    if position.action in _THINGS:
        return where or who
    is_told = not where or position.action in _ANYWHERE or where.casefold() in who.casefold()
    return who if is_told else f"{who} ({where})"


def deed_alone(position: Position) -> str:
    """What is done, to what, from when until when, without who does it."""
    what = _deed_with(_without_owner(visible(position.object or ""), position), position.action)
    bills = (f" · {bill(visible(number))}" for number in position.bills)
    return what + "".join(f", {term}" for term in _terms(position)) + "".join(bills)


def alone(action: Deed) -> str:
    """What is done, where it isn't said to what."""
    return gettext(_DEEDS[action][1])


def _without_owner(object: str, position: Position) -> str:
    """ "The ban" for "Harbour City's ban" where the line begins with the place."""
    owned = re.match(rf"{re.escape(visible(position.jurisdiction or ''))}['’]s\s", object)
    return f"the {object[owned.end() :]}" if position.jurisdiction and owned else object


def _deed_with(object: str, action: Deed) -> str:
    """The deed with its object, which may already name it ("a moratorium on …")."""
    if not object:
        return alone(action)
    stem = action.value[:_STEM_CHARS]
    if action in _NAMED_BY_OBJECT and any(word.casefold().startswith(stem) for word in object.split()):
        return pgettext("words of the article that name the deed", "{what}", what=_ARTICLE.sub("", object))
    if action is Deed.RESUME and _PAUSE.search(object):
        return gettext("lifts {what}", what=object)
    return gettext(_DEEDS[action][0], what=object)


def bill(number: str) -> str:
    """ "Bill 26-114" and "bill S. 4084"; a kind that is spelled out needs no other."""
    return number if _SPELLED_OUT.match(number) else gettext("bill {number}", number=number)


def _terms(position: Position) -> list[str]:
    terms = []
    if position.effective and position.effective != position.expires:
        terms.append(gettext("from {day}", day=wording.day(position.effective)))
    elif position.effective_text and not position.effective:
        terms.append(_beginning(visible(position.effective_text)))
    if position.expires:
        terms.append(gettext("until {day}", day=wording.day(position.expires)))
    elif position.expires_text:
        words = visible(position.expires_text)
        terms.append(length(words) or words_of_article(words))
    return terms


def _beginning(words: str) -> str:
    """When it begins in words of the article, which may stand for themselves ("within 30 days")."""
    if _PREPOSITION.match(words):
        return words_of_article(words)
    return gettext("effective {when}", when=words)


def words_of_article(words: str) -> str:
    """A few words as the article has them, within a line of ours."""
    return pgettext("words of the article", "{words}", words=words)


def length(words: str) -> str:
    """ "For two years" of "two-year"; "" for what is no length of time."""
    found = _LENGTH.fullmatch(words)
    if found is None:
        return ""
    number = found["number"].casefold()
    count, word = (1, "") if number in _ONE else _NUMBERS.get(number, (SEVERAL, ""))
    told = pgettext("length of time", word) if word else found["number"]
    return _length_of(
        found["unit"].casefold(),
        told,
        count=int(number) if number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS else count,
    )


def _length_of(unit: str, number: str, *, count: int) -> str:
    """`number` is what is shown, a word or a figure; `count` chooses the form."""
    match unit:
        case "day":
            return ngettext("for one day", "for {number} days", count, number=number)
        case "week":
            return ngettext("for one week", "for {number} weeks", count, number=number)
        case "month":
            return ngettext("for one month", "for {number} months", count, number=number)
        case _:
            return ngettext("for one year", "for {number} years", count, number=number)

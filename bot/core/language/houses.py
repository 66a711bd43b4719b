"""What kind of house an organisation is: a company, a public body or a group, by its name and by what it is called."""

import re
from typing import Final, Literal

from bot.core.language.name_words import words

Sort = Literal["company", "agency", "group"]

COMPANY_NOUNS: Final = words(
    "company firm giant retailer maker startup start-up vendor corporation business manufacturer developer bank chain "
    "automaker carmaker supplier contractor operator publisher provider airline"
)
AGENCY_NOUNS: Final = words(
    "agency department commission committee council court board panel bureau office ministry government "
    "administration police force regulator authority service tribunal legislature parliament"
)
GROUP_NOUNS: Final = words(
    "group organization organisation nonprofit non-profit charity union association coalition campaign institute "
    "watchdog foundation fund party center centre club league society alliance network project initiative federation"
)
OTHER_NOUNS: Final = words("newspaper paper magazine outlet site website university school museum church")
HOUSE_WORDS: Final = COMPANY_NOUNS | AGENCY_NOUNS | GROUP_NOUNS | OTHER_NOUNS
_COMPANY_NAMES: Final = words(
    "inc corp corporation ltd llc plc labs laboratories technologies tech systems software solutions motors airlines "
    "holdings partners enterprises industries bank group"
)
_AGENCY_NAMES: Final = AGENCY_NOUNS | words("congress senate house assembly protection enforcement customs army navy")
_GROUP_NAMES: Final = (GROUP_NOUNS | OTHER_NOUNS | words("rights liberties watch citizens lawyers times post news")) - {
    "group"
}
_APPOSITION = re.compile(r"(?:\s\([^()]{1,30}\))?,\s(?:an?|the|one\sof\sthe|another)\s([^.,;:()“”\"\n]{3,90})")
_BEFORE = re.compile(r"(?<![A-Z’'])\b((?:[\w-]+\s){1,4})$")
_CUT = re.compile(r"\s(?:that|which|who|based|of|in|for|with|from|by|to|at|whose|and|on|than|has|had|is|was|said)\s")


def sort_of_noun(noun: str) -> Sort | None:
    """The kind of house that a noun names: "startup" is a company, "watchdog" a group."""
    if noun in COMPANY_NOUNS:
        return "company"
    if noun in AGENCY_NOUNS:
        return "agency"
    return "group" if noun in GROUP_NOUNS else None


def sort_of_name(name: str) -> Sort | None:
    """The kind of house that its name tells: the last telling word of "Harbor Rights Union"."""
    for word in reversed(name.lower().split()):
        if word in _COMPANY_NAMES:
            return "company"
        if word in _AGENCY_NAMES:
            return "agency"
        if word in _GROUP_NAMES:
            return "group"
    return None


def told_sort(text: str, start: int, end: int) -> Sort | None:
    """What a text calls a name there: "Acme Vision, a Seattle start-up", "the privacy group Open Doors"."""
    behind = _APPOSITION.match(text, end)
    if behind is not None:
        nouns = _CUT.split(f"{behind[1]} ")[0].lower().split()
        found = sort_of_noun(nouns[-1]) if nouns else None
        if found is not None:
            return found
    before = _BEFORE.search(text, max(0, start - 60), start)
    return sort_of_noun(before[1].split()[-1]) if before is not None and before[1].split()[-1].islower() else None

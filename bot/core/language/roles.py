"""What somebody is and for whom, from the words around a name: an apposition, a title, "of the Lantern Project"."""

import re
from dataclasses import dataclass

from bot.core.language.given_names import GIVEN
from bot.core.language.name_runs import Run
from bot.core.language.name_words import CALENDAR, COURTESY, FUNCTION, ROLE_NOUN, TITLES

_WORD = r"[A-Z](?:[\w&’'-]|\.(?=\w)|(?<=\b[A-Z])\.)*"
_PARTY = r"(?:\s?\([^()]{1,30}\)|,\s[RDI]-[A-Z][\w.]+(?:\s[A-Z][\w.]+)?(?=,))"
_AFTER = re.compile(
    rf"{_PARTY}?(?:,\s\d{{1,3}})?,\s(?:(?:who\s(?:is|was|serves\sas)|now|then|also|currently|formerly)\s)?"
    r"(?P<phrase>(?:[^,;:.()\n\"“”—–]|\.(?=\w|\s[A-Z]\b)|(?<=[A-Z])\.|,(?=\s(?:policy|law|technology)\b)){3,160})"
)
_OF_AFTER = re.compile(
    rf"{_PARTY}?(?:\sof|,\s(?:of|from|with))\s(?:the\s)?(?:[a-z][\w-]*\s){{0,4}}"
    rf"(?P<place>{_WORD}(?:\s(?:(?:of|for|the)\s)*{_WORD})*)"
)
_ROLE = re.compile(rf"\b{ROLE_NOUN}s?\b", re.IGNORECASE)
_PHRASE = re.compile(
    r"^(?:an?\s|the\s|one\sof\s)?(?:(?P<owner>(?:[A-Z][\w.&-]*\s?)+)['’]s?\s)?(?P<role>.+?)"
    r"(?:\s(?:of|at|for|with|in|from|to)\s(?P<of>(?:the\s|its\s)?(?:[a-z-]+\s){0,5}?[A-Z].*))?$"
)
_SAYING = re.compile(
    r"(?:\w+(?:ed|ing)\s|said|says|told|wrote|added|which|but|and|as|when|while|after|before|who|if|in|on|he|she|they)\b"
)
_HOLDER = re.compile(
    rf"{_WORD}(?:\s(?:(?:of|for|the|and|&|at|in|on|de|la|du)\s)*{_WORD})*(?:(?<=['’]s)(?:\s[a-z]+){{1,3}})?"
)
_TITLED = re.compile(
    r"((?:[A-Z][\w.&’'-]*\s)+?)((?:(?:Deputy|Chief|General|Vice|Executive|Press|Managing)\s)*[A-Z][a-z]+)"
)
_OF_TITLES = ("Press", "Police", "Fire", "City", "County", "State")
_PREPOSITION = re.compile(r"\s(?:of|at|for|in|with|on|to|from|about)\s")
_STOPS = re.compile(
    r"\s(?:and\s(?:an?|the|one)|who|whose|which|that|said|says|told|wrote|added|tweeted|noted|argued|explained|"
    r"was|were|is|has|had|have|in\san?|on\s(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Twitter))\b"
)
_BEFORE = re.compile(
    rf"(?P<owner>(?:[A-Z][\w.&’'-]*\s(?:(?:of|for|the|and|&)\s)*)*)"
    rf"(?P<role>(?:[a-z][\w’'-]*\s){{0,3}}?(?<!\w){ROLE_NOUN})(?:,?\s|:\s)(?:named\s)?$"
)
_ROLE_START = re.compile(
    r"^(?:[a-z]+ed|but|while|when|though|his|her|their|my|our|its|with|for|by|said|says|and|of|as|the|an?|to|in|on|at|from|that|told|when|against)\s"
)


def title_of(run: Run) -> str | None:
    """What stands before the name and tells what they are; "Mr." doesn't."""
    if not any(word.low in TITLES - COURTESY for word in run.prefix):
        return None
    return " ".join(word.text for word in run.prefix if word.low not in COURTESY)


@dataclass(frozen=True, slots=True)
class Role:
    """A role and where it is held."""

    role: str | None = None
    affiliation: str | None = None

    @classmethod
    def read(cls, text: str, run: Run) -> "Role | None":
        """What the words around a mention say, the apposition behind it first."""
        held = cls._behind(text, run) or cls._ahead(text, run)
        return held or cls._titled(text, run)

    @classmethod
    def _titled(cls, text: str, run: Run) -> "Role | None":
        """A title with the place before it or behind the name: "Ohio Gov. Ana Ruiz", "Rep. Ana Ruiz of Ohio"."""
        title = title_of(run)
        if title is None:
            return None
        is_office = any(word.low in ("of", "for") for word in run.prefix)
        words = [word for word in run.prefix if word.low not in COURTESY]
        first = next(i for i, word in enumerate(words) if is_office or word.low in TITLES or word.text in _OF_TITLES)
        place = " ".join(word.text for word in words[:first])
        where = _OF_AFTER.match(text, run.core.end)
        if not place and where is None:
            return None
        title = " ".join(word.text for word in words[first:])
        return cls(title, place or (where["place"] if where else None))

    @classmethod
    def _behind(cls, text: str, run: Run) -> "Role | None":
        match = _AFTER.match(text, run.core.end)
        if match is None:
            where = _OF_AFTER.match(text, run.core.end)
            if where is None or run.kind != "person" or where["place"].split()[0].lower() in CALENDAR:
                return None
            return cls(title_of(run), where["place"].removeprefix("the "))
        phrase = match["phrase"]
        stop = _STOPS.search(phrase)
        phrase = phrase[: stop.start()] if stop else phrase
        if _ROLE.search(phrase) is None or _SAYING.match(phrase) or phrase.split()[0].lower() in GIVEN:
            return None
        return cls._parted(phrase.strip())

    @classmethod
    def _parted(cls, phrase: str) -> "Role | None":
        match = _PHRASE.match(phrase)
        if match is None or _ROLE.search(match["role"]) is None or len(match["role"].split()) > 9:
            return None
        role, owner = match["role"], match["owner"] or match["of"]
        held = re.match(r"((?:[A-Z][\w.&’'-]*\s)+)(?=[a-z])", role) if owner is None else None
        titled = _TITLED.fullmatch(role) if owner is None and held is None else None
        if titled is not None:
            owner, role = titled[1], titled[2]
        if held is not None:
            owner, role = held[1], role[held.end() :]
        role = _ending_in_role(role.strip())
        return cls(role, _plain(owner)) if role is not None else None

    @classmethod
    def _ahead(cls, text: str, run: Run) -> "Role | None":
        before = text[max(0, run.span.start - 120) : run.span.start]
        before = before[before.rfind("\n") + 1 :]
        match = _BEFORE.search(before)
        if match is None:
            return None
        role = match["role"]
        while (start := _ROLE_START.match(role)) is not None:
            role = role[start.end() :]
        return cls(role, _plain(match["owner"]))


def _ending_in_role(words: str) -> str | None:
    """A role ends in its noun, or with one word behind it: "professor emeritus", not "firm that advisers like"."""
    for phrase in (words, _PREPOSITION.split(words, maxsplit=1)[0]):
        if phrase.endswith("chief of staff") or any(_ROLE.search(word) for word in phrase.split()[-2:]):
            return phrase
    return None


def _plain(owner: str | None) -> str | None:
    """The name in "the digital rights group Lantern Project teaching law": from its first capital to its last."""
    if owner is None:
        return None
    words = re.sub(r"^.*\sand\sthe\s(?=[A-Z])", "", owner.strip(" ,'’")).removesuffix(" and")
    words = re.sub(r"^(?:Former|Acting|Then|Top|Senior|The)\s?", "", words)
    found = _HOLDER.search(words)
    return (
        None if found is None or found[0].split()[0].lower() in CALENDAR | FUNCTION else re.sub(r"['’]s$", "", found[0])
    )

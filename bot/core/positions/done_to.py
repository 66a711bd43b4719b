"""What a deed is done to where that is told before the verb: in the passive, and of a measure before its participle."""

import re

from bot.core.model import Deed
from bot.core.positions.actors import PRONOUNS
from bot.core.positions.cue_words import LAW_WORDS
from bot.core.positions.objects import DETERMINER, OBJECT_CHARS, OF_MEASURES, phrase_of

_AUXILIARIES = re.compile(
    r"(?:\s(?:has|have|had|was|were|is|are|been|being|be|got|gets|also|later|first|itself|then|now|finally|[a-z]+ly))+\s?$"
)
_INTRODUCTION = re.compile(
    r"[;:]\s|\b(?:said|says|announced|confirmed|told\s\w+)\s(?:that\s)?|\b(?:after|when|because|while|but)\s|^\W*(?:On|In|Late|Last|Under|After|At)\s[^,]{2,60},\s"
)
_CONJUNCTIONS = re.compile(r"^(?:and|or|but|that|which|who|where|as|the\sday)\s", re.IGNORECASE)
_FIRST_CLAUSE = re.compile(r"\s(?:that|which|who|when|where)\s|,\s")
_COMMON_FIRST = re.compile(
    r"(?:The|An?|Its|Their|His|Her|This|That|All|Any|Live|Police|Facial|Face|Biometric|Use|Sales?|Cameras?|Legislation|"
    r"Rules|Plans?|Limits?|Restrictions?)\b"
)
_NAMED_BEFORE = re.compile(
    rf"(?P<told>(?:(?:an?|the|its|their|this|that|two|three|several|new)\s(?:(?!(?:under|of|in|on|by|an?|the|for|to|with|from)\s)[\w’'-]+\s){{0,4}}?)?{LAW_WORDS}(?:\s(?:on|against|to|for|of|about)\s[^,.;]{{3,60}})?)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?<=\s)to\s[a-z]+\s.*", re.DOTALL)
_QUARREL = re.compile(r"\b(?:lawsuits?|suits?|class\sactions?|cases?|complaints?)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\bagainst\s(?:the\s)?(?P<who>(?-i:[A-Z])[\w&.’'-]*(?:\s(?:(?:of|for|and|the)\s)*(?-i:[A-Z])[\w&.’'-]*)*)"
)
_SAYS = re.compile(  # a verb of its own: what stands before it is who acts there
    r"\s(?:agreed|voted|decided|refused|failed|promised|pledged|vowed|plans?|wants?|will|would|can|could|must|may|has|had|"
    r"have|was|were|is|are)\s"
)
_NAMES_NOTHING = re.compile(r"^(?:which|who|that|and)\b|[.!?]\s", re.IGNORECASE)


def done_to(deed: Deed, text: str, start: int, verb: int, end: int) -> str | None:
    """What a passive verb is done to: "the bill on face scans" of "the bill on face scans has been signed"."""
    before = _AUXILIARIES.sub("", " ".join(text[start:verb].split()))
    told = _CONJUNCTIONS.sub("", _INTRODUCTION.split(before)[-1]).strip(" ,")
    if len(told) > OBJECT_CHARS:
        told = _FIRST_CLAUSE.split(told)[0]
    if deed is Deed.SUE and _QUARREL.search(told):
        return _sued(text[start:end])
    if not told or len(told) > OBJECT_CHARS or told.lower() in PRONOUNS or _NAMES_NOTHING.search(told):
        return None
    if _SAYS.search(told):
        return None
    if deed not in OF_MEASURES:
        told = DETERMINER.sub("", told)
    return told[0].lower() + told[1:] if _COMMON_FIRST.match(told) else told


def _sued(told: str) -> str | None:
    """Who a suit is "against", where the sentence says so: a suit is not what is sued."""
    against = _AGAINST.search(told)
    return re.sub(r"['’]s?$", "", against["who"].rstrip(".,")) if against else None


def asked_of(text: str, start: int, verb: int, end: int) -> str | None:
    """ "The council to ban face scans" of "the council was urged by a league to ban face scans"."""
    asked, what = done_to(Deed.CALL_FOR, text, start, verb, end), _ASKED.search(text, verb, end)
    return f"{asked} to {phrase_of(what.group())}" if asked and what else None


def measure_before(text: str, start: int, verb: int) -> str | None:
    """The measure right before its participle: "an ordinance" of "an ordinance approved by the council"."""
    told = _AUXILIARIES.sub("", " ".join(text[start:verb].split()))
    named = [found for found in _NAMED_BEFORE.finditer(told) if found.end() == len(told)]
    if not named:
        return None
    return (
        named[0]["told"][0].lower() + named[0]["told"][1:]
        if _COMMON_FIRST.match(named[0]["told"])
        else named[0]["told"]
    )

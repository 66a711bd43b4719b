"""What a deed is done to: the measure that is signed, the use that is banned, the company that is sued.

An object never turns its deed round: who signs a ban signs "the ban on police use", not "police use". So a step of a
measure takes a phrase that names the measure and stands behind the verb itself; with none it has no object.
"""

import re
from typing import Final

from bot.core.model import Deed
from bot.core.positions.cue_words import BAN_WORDS, LAW_WORDS, LIMIT_WORDS, PAUSE_WORDS
from bot.core.text import cut

OBJECT_CHARS: Final = 100
_FAR: Final = 60  # letters between a verb and the measure it is about, at most

OF_MEASURES: Final = frozenset(
    {
        Deed.SIGN,
        Deed.VETO,
        Deed.PASS,
        Deed.REPEAL,
        Deed.INTRODUCE,
        Deed.PROPOSE,
        Deed.EXTEND,
    }
)
_ATTITUDES: Final = frozenset({Deed.SUPPORT, Deed.OPPOSE})
_AGAINST: Final = frozenset({Deed.SUE, Deed.FINE, Deed.INVESTIGATE})
_OWN_MEASURE: Final = frozenset({Deed.BAN, Deed.MORATORIUM})

_MEASURE = re.compile(rf"\b(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})(?!\w)", re.IGNORECASE)
_DAY: Final = (
    r"(?:(?:on|late|early)\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s(?:night|morning|evening|afternoon))?"
)
_DAYS = re.compile(rf"\s{_DAY}(?=[\s,.;]|$)", re.IGNORECASE)
_PARTICLES = re.compile(
    r"^(?:\W*(?:into\slaw|for|on|upon|against|behind|down|back|out|in\s(?:favou?r|support)\sof|of|to|with|over|up|in|"
    rf"(?:final\s)?(?:approval|passage|backing|assent)\sto|both|also|again|formally|its\s(?:weight|support)\sbehind|(?:the\s)?votes?|\d+[-–]\d+|\d+\sto\s\d+|{_DAY})\s)+",
    re.IGNORECASE,
)
_ON: Final = r"(?:[^,.;:—]|(?<=\b(?-i:[A-Z]))\.|(?<=\d)[,.](?=\d))"  # goes on behind "U.S.", in "$120,000"
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]$")
_END = re.compile(
    r"(?<!from)\s(?:by\s(?:the\s(?:end|start|beginning|close)|early|late|mid|next|spring|summer|fall|autumn|winter|a\syear|\w+\s(?:months?|years?|weeks?)\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|20\d\d|\w+day)\b)|"
    r"through\s(?:the\s(?:end|rest)|January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)|"
    r"within\s(?:\d|a\s|the\snext|\w+\s(?:days|weeks|months|years))|early\s(?:next|in|this)|late\s(?:next|in|this)|next\s(?:year|month|week|spring|summer|fall|autumn|winter)|"
    r"proceed|lapse|become\slaw|expire|go\s(?:ahead|forward)|starting\s|beginning\s(?:in|on|next)|effective\s|immediately|indefinitely|permanently|temporarily|pending\s|again\b|once\smore|under\s(?:a|an|the)\s|"
    r"for\s(?:another|more\sthan|at\sleast|up\sto|the\srest|[$€£])|after\s|with\simmediate|on\sthe\sgrounds|over\s(?:concerns|fears|worries|objections)|"
    r"that\s(?:takes?|goes|comes|enters|lasts?|expires?|runs?|begins?|starts?)\s|"
    r"(?:is|was|were|are|broke|violated|breached)\s(?:a\s)?(?:un)?(?:lawful|constitutional|law|legal|illegal|human|privacy|the)|complie[sd]|violate[sd]?|broke|breache[sd]|amid|after|while|because|until|unless|when|before|following|saying|arguing|citing|making|sending|so\sthat|"
    r"which|who|as\s(?:part|it|they|he|she|soon|long)|as\smany|by\s(?:a\s)?(?:\w+\s)?(?:votes?|\d)|\d+\s?[-–]\s?\d+|"
    r"in\s(?:a|an)\s(?:letter|blog|statement|vote|memo|note|\w+\svote)|for\s(?:a|one|two|three|five|six|the\snext)\s(?:\w+\s)?(?:years?|months?|days?)|"
    r"and\s(?:delet\w+|said|will|would|has|have|is|are|was|also|then|bring|help|gives?|requir\w+|makes?|lets?)\b|"
    r"(?:signed|sponsored|introduced|proposed|passed|written|backed|brought|filed|led)\sby|and\s(?:agreed|promised|ordered|told|asked|\w+ed\sto)\b|from\s(?:next|this|Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|\d)|to\sgive|at\s(?:a|an)\s|last\s(?:year|month|week|spring|summer|fall|autumn|winter)|this\s(?:week|month|year)|"
    r"that\s(?:it|the|they|he|she|we|will|was|were|has|had|goes|comes|covers|moves)|(?:it|they|he|she|we)\s(?!self)|during\s|"
    r"(?:in|on)\s(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\d)|today|yesterday)"
    r"|,(?!\d)|(?<!\b(?-i:[A-Z]))\.(?!\d)|[;:—(]|\s[–-]\s",
    re.IGNORECASE,
)
_USE_OF = re.compile(
    r"(?:(?:all|any|most|police|government|federal|state|public|law\senforcement|city|private|municipal|commercial|live|its|their)\s){0,3}"
    r"(?:use|sales?|deployment|development|purchase|access)\s(?:of|to)\s(?!the\s(?:software|technology)\b)" + _ON + "+",
    re.IGNORECASE,
)
_GERUND: Final = (
    r"(?:(?:buying|acquiring|using|selling|offering|obtaining|deploying|purchasing|developing|requesting|retaining|accessing)"
    r"(?:,\s(?:(?:or|and)\s)?|\s(?:or|and)\s|\s))*"
)
_ADJECTIVE: Final = (
    r"(?:(?:all|any|most|live|real-time|automated|general|general-purpose|commercial|police|federal|its|their|the|a|an|"
    r"own)\s)*"
)
_TECHNOLOGY = re.compile(
    rf"\b{_GERUND}{_ADJECTIVE}(?:facial|face|faceprint|biometric|surveillance)\b{_ON}*", re.IGNORECASE
)
_LEADING = re.compile(
    r"^(?:(?:to|not|no|longer|be|from|by|or|and|against|behind|over|out|up|down|for|including|using|offers?|offering|sell|"
    r"selling|buying|put|ban|banning|the|a|an)\s)+(?!of\b)",
    re.IGNORECASE,
)
DETERMINER = re.compile(r"^(?:the|a|an)\s", re.IGNORECASE)
_PARTY = re.compile(
    r"(?P<who>(?:the\s)?(?:[a-z-]+\s){0,3}(?:[A-Z][\w&.’'-]*\w|[A-Z])(?:\s(?:of|for|and|the|company|firm|start-up|its)(?=(?:\s(?:the|company|firm|start-up|its|[a-z]+\sfirm))*\s[A-Z])|\s[A-Z][\w&.’'-]*\w)*)"
)
_DIRECT_PARTY = re.compile(r"^\s(?!(?:a|an|its|their|his|her)\s)(?:the\s)?(?:[a-z-]+\s){0,3}?(?=[A-Z])")
_BEFORE_PARTY = tuple(
    re.compile(rf"\b{word}\s(?:the\s|a\s|an\s)?(?:[a-z-]+\s){{0,3}}?(?=[A-Z])")
    for word in ("into", "against", "on", "of")
)
_NOT_DOING: Final = frozenset({Deed.RESTRICT, Deed.MORATORIUM, Deed.EXIT})
_DOING: Final = {
    "sell": "selling", "provide": "providing", "offer": "offering", "supply": "supplying", "put": "putting",
    "include": "including", "deploy": "deploying", "add": "adding", "build": "building", "use": "using",
}  # fmt: skip
_REFUSED = re.compile(rf"\b(?:{'|'.join(_DOING)})\b", re.IGNORECASE)
_BAN_ON = re.compile(rf"\b(?:{BAN_WORDS}|{PAUSE_WORDS})\s(?:on|of|against)(?=\s)", re.IGNORECASE)
_SELLING = re.compile(
    r"(?:(?:the|all|any|police|government)\s)?(?:selling|using|buying|use|sales?|purchases?|deployment)\b",
    re.IGNORECASE,
)
_QUARREL = re.compile(
    r"(?:(?:a|an|the|its|their)\s)?(?:[\w-]+\s){0,2}?(?:lawsuits?|suits?|case|claims?|charges|complaints?)\b",
    re.IGNORECASE,
)
_TO_END = re.compile(r"\bto\s(?:settle|resolve|end)(?=\s)")  # "agreed to pay $31 million to settle claims"
_HOW = re.compile(r"^\s(?:if|whether|how|the\suse\sof)\s[^,.;:—]+", re.IGNORECASE)
_BLANKED = re.compile(r" {3,}")  # where a quotation stood
_WHETHER = re.compile(r"^whether\s(?=to\s)", re.IGNORECASE)
_TO_BAN = re.compile(r"^to\s(?:ban|bar|outlaw|prohibit|forbid|limit|restrict|regulate|pause)\s")
_TO_DO = re.compile(r"^(?P<who>(?:[\w’'.&-]+\s){1,10}?)to\s(?P<what>[a-z]+\s[^,.;:—]+)")
_OWN_USE = re.compile(r"(?<=['’]s)\s(?:use|sale|deployment)\b")  # "investigates the RCMP's use of …"
_NO_PARTY: Final = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)"
)


def object_of(deed: Deed, text: str, verb: int, cue_end: int, end: int) -> str | None:
    """The phrase behind the verb at `verb` that says what the deed is about; None where none is sure.

    `cue_end` is where the words end by which the deed is known, `end` the end of the sentence.
    """
    first = text[verb:cue_end].split()[0]
    rest = _BLANKED.split(text[verb + len(first) : end])[0]
    if deed is Deed.CALL_FOR:
        found = _called_for(rest)
    elif deed in _AGAINST:
        found = (_how_of_use(rest) if deed is Deed.INVESTIGATE else None) or _party(rest) or _how(rest)
    elif deed is Deed.SETTLE:
        found = _quarrel(rest)
    elif deed in OF_MEASURES:
        found = _measure(rest) or (_contract(rest) if deed is Deed.EXTEND else None)
    elif deed in _ATTITUDES:
        found = _measure(rest) or _direct(rest)
    else:
        found = _use(deed, rest)
        found = _kept_from(text[verb:cue_end], found) if deed in _NOT_DOING and found else found
    return cut(found, OBJECT_CHARS) if found else None


def phrase_of(rest: str) -> str:
    """The words behind a verb up to where the phrase ends, without days and particles in front."""
    told = " ".join(rest.split())
    told = _PARTICLES.sub("", f"{told} ")
    told = _DAYS.sub("", f" {told.strip()}").strip()
    ends = _END.search(told, 1)
    phrase = (told[: ends.start()] if ends else told).strip(" ,.;")
    return f"{phrase}." if _INITIALS.search(phrase) else phrase


def _measure(rest: str) -> str | None:
    phrase = _WHETHER.sub("", phrase_of(rest))
    if _TO_BAN.match(phrase):
        return phrase
    named = _MEASURE.search(phrase)
    return phrase if named is not None and named.start() <= _FAR else None


def _contract(rest: str) -> str | None:
    phrase = phrase_of(rest)
    return phrase if re.search(r"\b(?:contract|deal|licen[cs]e|agreement|pilot|trial|use)\b", phrase) else None


def _direct(rest: str) -> str | None:
    phrase = phrase_of(rest)
    used = _USE_OF.match(phrase) or _TECHNOLOGY.match(phrase)
    return phrase if used is not None else None


def _called_for(rest: str) -> str | None:
    """ "An end to sales", or "Congress to halt the program"."""
    told = _DAYS.sub("", f" {_PARTICLES.sub('', ' '.join(rest.split()) + ' ').strip()}").strip()
    asked = _TO_DO.match(told)
    if asked is not None and not _MEASURE.search(asked["who"]):
        ends = _END.search(told, asked.start("what"))
        return told[: ends.start()] if ends else told
    phrase = phrase_of(rest)
    is_wanted = _MEASURE.search(phrase) or re.match(
        r"(?:an?\s|the\s)?(?:end|halt|stop|repeal|rules?|regulation|inquiry|investigation|review|audit)\b",
        phrase,
        re.IGNORECASE,
    )
    return phrase if is_wanted and not phrase.lower().startswith("that ") else None


def _party(rest: str) -> str | None:
    """Who is sued, fined or looked into: the name right behind the verb, or behind "against" and "into"."""
    told = _DAYS.sub("", " " + " ".join(rest.split()))
    places = (pattern.search(told) for pattern in (_DIRECT_PARTY, *_BEFORE_PARTY))
    for place in places:
        if place is None or place.start() > _FAR:
            continue
        party = _PARTY.match(told, place.end())
        if party is not None and _OWN_USE.match(told, party.end()):
            return phrase_of(told[place.end() :])
        if party is not None and not _NO_PARTY.match(party["who"]):
            return re.sub(r"['’]s?$", "", party["who"].rstrip("."))
    return None


def _how_of_use(rest: str) -> str | None:
    """What is looked into, where it is the technology itself: "into facial recognition at the arena"."""
    into = re.match(r"\s(?:(?:into|at|in)\s)?(?=(?:live\s)?(?:facial|face)\b|(?:the\s|police\s)?use\sof\b)", rest)
    return phrase_of(rest[into.end() :]) if into else None


def _quarrel(rest: str) -> str | None:
    to_end = _TO_END.search(rest)
    phrase = phrase_of(rest[to_end.end() :] if to_end else rest)
    return phrase if _QUARREL.match(phrase) else None


def _how(rest: str) -> str | None:
    how = _HOW.match(rest)
    if how is not None:
        return phrase_of(how.group())
    used = _USE_OF.search(rest) or _TECHNOLOGY.search(rest)
    return _trimmed(used.group()) if used else None


def _use(deed: Deed, rest: str) -> str | None:
    if deed in _OWN_MEASURE and (banned := _banned(rest)):
        return banned
    lifted = _measure(rest) if deed is Deed.RESUME else None
    used = _USE_OF.search(rest) or _TECHNOLOGY.search(rest)
    return lifted or (_trimmed(used.group()) if used is not None else None)


def _banned(rest: str) -> str | None:
    """What stands behind "a ban on", where it is about the technology or its use."""
    on = _BAN_ON.search(rest)
    phrase = phrase_of(rest[on.end() :]) if on is not None else ""
    is_use = _USE_OF.match(phrase) or _TECHNOLOGY.search(phrase) or _SELLING.match(phrase)
    return DETERMINER.sub("", phrase) if is_use else None


def _kept_from(cue: str, found: str) -> str:
    """ "Selling it to police" of "will not sell it to police": "restricts it to police" would say the reverse."""
    refused = _REFUSED.search(cue)
    if refused is None or _USE_OF.match(found):
        return found
    return f"{_DOING[refused.group().lower()]} {found}"


_PUT_OFF = re.compile(r"\s+on\s+(?:hold|ice|pause)\b.*$", re.IGNORECASE)  # "put the cameras on hold": the verb's half


def _trimmed(told: str) -> str | None:
    told = _PUT_OFF.sub("", told)
    phrase = phrase_of(_LEADING.sub("", " ".join(told.split())))
    return DETERMINER.sub("", phrase) or None

"""What a sentence leans on: words that mean nothing to who has not read the ones before.

"He was stunned by the move" leans twice, on a man and on what was done. A sentence may carry itself all the same:
"Acme said it would appeal". Who "she" is nobody need know here; only whether somebody stands before her.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.language.given_names import GIVEN
from bot.core.language.name_words import CALENDAR, FUNCTION, OPENERS, ROLE_WORDS
from bot.core.language.name_words import words as listed


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a sentence needs of those shown before it, and what it gives to those behind."""

    at_head: bool  # it begins with what it leans on: it falls without the sentence before it
    connects: bool  # with more than "the bill": with "but", with "she"
    inside: int  # places further on that point at the sentence before
    pointed_at: frozenset[str]  # kinds of things named with "the" and nothing else: "the bill", "the company"
    told: frozenset[str]  # kinds of things it tells of
    surnames: frozenset[str]  # by which it calls people who were named in full before
    people: frozenset[str]  # every word of a name in it


_KINDS: Final = {  # one word for another: a bill is the measure that "the legislation" means
    "law": "law bill measure legislation ordinance statute act resolution amendment proposal regulation rule policy "
    "moratorium ban prohibition restriction",
    "deed": "move decision announcement action step change shift vote reversal effort plan deal agreement pact "
    "contract",
    "event": "incident case attack shooting crash fire accident explosion arrest raid protest trial hearing meeting "
    "event episode controversy scandal dispute crisis",
    "words": "texts message messages comment comments remark remarks statement news report story article tweet tweets "
    "post letter email memo video footage clip image photo photograph picture recording document documents allegation "
    "allegations claim claims accusation accusations charge charges ruling verdict order opinion",
    "suit": "lawsuit suit complaint petition filing",
    "inquiry": "investigation probe inquiry study survey review audit findings poll",
    "house": "company firm startup vendor group organization organisation agency giant retailer manufacturer "
    "nonprofit union coalition maker outlet newspaper",
    "person": "individual suspect victim accused defendant plaintiff plaintiffs officer officers lawmaker lawmakers "
    "man woman congressman congresswoman spokesman spokeswoman spokesperson lawyer attorney author authors teen "
    "teenager boy girl student couple actor singer billionaire democrat republican executive veteran candidate nominee",
    "place": "state city town county district village region neighborhood neighbourhood site building school store "
    "shop hotel airport university museum church",
    "tool": "technology tool software system program app device project platform feature service product machine bot",
}
_KIND_OF: Final = {word: kind for kind, words in _KINDS.items() for word in listed(words)}
_PERSONS: Final = (
    ROLE_WORDS
    | {word.capitalize() for word in ROLE_WORDS}
    | listed("man men woman women people person child children boy girl teen teenager nobody everybody anyone everyone")
    | listed("someone who police residents Democrat Democrats Republican Republicans")
)
_ACTORS: Final = frozenset({"house", "person"})
_HEADS = "|".join(sorted(_KIND_OF, key=len, reverse=True))
# "the bill that …", "the case against …" say themselves which.
_THE = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch\san?)\s(?:(?:new|proposed|latest|same|entire|whole|two|three|four|"
    rf"alleged|viral|tech|social\smedia|controversial|historic|first|\d[\d-]*)\s){{0,2}}(?P<head>{_HEADS})\b(?![-])"
    r"(?!\s(?:of|that|which|who|whom|whose|to|for|from|against|between|on|in|by|with|where|when|at|about|into|over|"
    r"[a-z]+ing|known|called|named|used|behind|under|[A-Z])\b)(?!,\s(?:which|who|known|called|whose)\b)"
)
_DOES = re.compile(
    r"(?:[’']s)?\s(?:has|have|had|is|was|are|were|will|would|may|can|could|did|does|went|said|says|plans|wants|made|took|gave|"
    r"became|paid|spent|bought|began|[a-z]+ed)\b"
)
_TOKEN = re.compile(r"\w+(?:-\w+)*")

_CONNECTIVES = (
    r"But|And|So|Or|Yet|Nor|However|Meanwhile|Also|Instead|Still|Then|Both|Another|Others|Neither|Either|Moreover|"
    r"Furthermore|Additionally|Therefore|Thus|Hence|Nevertheless|Nonetheless|Similarly|Likewise|Conversely|Besides|"
    r"Otherwise|Afterwards?|Elsewhere|Separately|Indeed|Plus|Too|Again|Even\sso|Even\sthen|In\saddition(?!\sto)|In\sanother|At\sleast\sthat[’']s|In\sfact|"
    r"In\sturn|In\sresponse|In\scontrast|In\sreturn|In\sother\swords|In\sall|In\sboth|In\sthat|In\sthis|In\sthose|In\sthese|"
    r"In\sone|At\sthe\s(?:same\s)?time|At\s(?:that|this|one)\spoint|"
    r"By\scontrast|By\sthen|As\sa\sresult|As\ssuch|For\s(?:example|instance|his\spart|her\spart|their\spart|its\spart)|"
    r"On\sthe\sother\shand|On\stop\sof\s(?:that|this)|"
    r"After\sthat|Before\sthat|Since\sthen|Until\sthen|Because\sof\s(?:this|that)|Despite\s(?:this|that)|"
    r"That\ssaid|Among\s(?:them|those|these|other)|One\sof\s(?:them|those|these)|Some\sof\s(?:them|those|these)|"
    r"Days\slater|Weeks\slater|Months\slater|Hours\slater|(?:Minutes|Moments|Years)\slater|"
    r"(?:A|One|Two|Three|Four|Several)\s(?:day|week|month|year|hour|minute)s?\slater|The\s(?:following|next|same)\s\w+|"
    r"Earlier(?!\sthis)|Later(?!\sthis)|More\sthan\sthat|What[’']s\smore|Here|There(?!\s(?:is|are|was|were|will|has|have|had|may|might|can|could|should|would|must|appears?|seems?|remains?)\b)|"
    r"The\s(?:latter|former(?!\s[a-z]+\s)|two|three|pair|duo|trio|other|others|rest|answer|reason|result|problem|"
    r"difference|sequence|goal|idea|point|question)(?!\s(?:of|that|which|who|to|[A-Z][a-z]+)\b)|"
    r"This(?!\s(?:week|month|year|morning|afternoon|evening|summer|fall|autumn|winter|spring|weekend)\b)|These|Those(?!\swho)|"
    r"That|Such|According\sto\s(?:him|her|them|it|the\s(?:report|study|statement|company|suit|lawsuit|complaint))"
)
_CONNECTS = re.compile(rf"(?:{_CONNECTIVES})\b")
_CONNECTS_INSIDE = re.compile(
    r",\s(?:however|though|meanwhile|too|instead|then|therefore|for\sexample|for\sinstance|for\s(?:his|her|its|their)\spart)"
    r"(?:,|(?=[.;]))|\b(?:also|likewise)\s[a-z]|\bas\swell(?=[.,;])|\bthe\s(?:latter|former(?=[.,;\s](?!\w+\s\w))|two\sof\sthem)\b|"
    r"\bthat\stoo\b|\b(?:one|ones|so|there|that|this)\.$|\b[Tt]hat[’']s\s(?:why|how|what|when|where|because)\b|\bdid\sso\b|\bdo\sso\b|\bsuch\sas\s(?:this|that|these)\b|\bthe\ssame\s(?:thing|day|week|month|year|time)\b"
)
_ADDS = re.compile(r"(?:In\saddition\sto|Besides|Along\swith|As\swell\sas|Not\sonly|Beyond)\s")  # what "also" adds to
_SUBJECT_BEHIND = re.compile(  # In a statement, she …: the phrase in front names nobody
    r"(?i:In|On|At|During|Since|Under|For|From|To|By|With|Within|Over|Following|Despite|Last|Earlier|Later|This|Until)\b"
    r"[^,]{2,70},\s(?=(?:he|she|they|it)\b)|(?i:On\s)?\w+day,?\s(?=(?:he|she|they|it)\b)"
)
_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\b(?:they|them|their|theirs|themselves|it|its|itself)\b", re.IGNORECASE)
_EMPTY_IT = re.compile(  # It is not clear whether …: stands for nothing
    r"\bit(?:[’']s|\sis|\swas|\sremains|\sremained|\sbecame|\swill\sbe|\swould\sbe|\sseems|\sappears|\stook|\stakes)\s"
    r"(?:(?:not|still|also|now|too|very|more|less|un)\s?){0,3}\w+(?:\s\w+){0,3}\s(?:that|whether|how|what|when|if|why|to|who)\b",
    re.IGNORECASE,
)
_CATAPHORA = re.compile(r"\w[^,]{3,90},\s(?=(?:the\s|[A-Z]))")  # In her first week, Mayor …
_NOUN = re.compile(
    r"\b(?:the|an?|some|many|most|several|two|three|four|five|six|ten|\d[\d,]*|all|both|no)\s+\w+", re.IGNORECASE
)
_WHERE = re.compile(  # names a place
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]f|[Aa]cross|[Oo]utside|[Aa]round)\s[A-Z][\w.’'-]*(?:[\s,]{1,2}[A-Z][\w.’'-]*)*"
)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_BARE = re.compile(
    r"(?P<name>[A-Z][\w’-]*[^\Ws])\s(?:on\s\w+day\s)?(?:said|says|has|had|is|was|will|would|plans|announced|[a-z]{2,}ed)\b"
)
_SPEECH = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_FULL_NAME = re.compile(r"\b[A-Z][a-z]+(?:\s[A-Z]\.)?\s(?P<last>[A-Z][\w-]+)")


_READ_CHARS: Final = 1500  # no sentence is longer
_HEAD_CHARS: Final = 25  # a pronoun so near the beginning is the subject
_FIRST_CHARS: Final = 2


def leaning(words: str, *, named_before: frozenset[str], names: frozenset[str]) -> Leaning:
    """Of a sentence as it is shown.

    `named_before`: surnames of people named in full earlier in the text; `names`: what `inner_names` finds in it.
    """
    words = words[:_READ_CHARS]
    plain = _SPEECH.sub(lambda speech: "x" * len(speech[0]), words)
    first = _CAPITAL.match(plain)
    is_name = first is not None and (first[0] in names or _is_bare_name(plain))
    if first is not None and not is_name and not _CAPITAL.match(plain, first.end() + 1):
        plain = plain[0].lower() + plain[1:]
    pronouns = list(_open_pronouns(plain))
    things = list(_open_things(plain))
    head = (
        _CONNECTS.match(words) is not None
        or _SUBJECT_BEHIND.match(words) is not None
        or any(place < _HEAD_CHARS for place in pronouns)
    )
    people = frozenset(name.removesuffix("’s").removesuffix("'s") for name in _CAPITAL.findall(plain))
    full = {found["last"] for found in _FULL_NAME.finditer(plain)}
    return Leaning(
        at_head=head or any(place < _FIRST_CHARS for place, _ in things),
        connects=head,
        inside=len(pronouns) + (0 if _ADDS.match(words) else len(_CONNECTS_INSIDE.findall(plain))),
        pointed_at=frozenset(kind for _, kind in things),
        told=_kinds(plain),
        surnames=frozenset(name for name in people & named_before if name not in full),
        people=people,
    )


def _is_bare_name(words: str) -> bool:
    """ "Corvex said": a noun that counts has an article before it, or ends in s, unless it is a name."""
    found = _BARE.match(words)
    if found is None or _is_common(found["name"]):
        return False
    name = found["name"].lower()
    return name not in _KIND_OF and name not in _PERSONS and not name.endswith("ing")


def inner_names(words: str) -> Iterator[str]:
    """What has a capital inside the sentence, where it says something."""
    return (found[0] for found in _CAPITAL.finditer(words, 1) if not _is_common(found[0]))


def full_names(words: str) -> Iterator[str]:
    """The surnames of those whom these words call by a full name."""
    for found in _FULL_NAME.finditer(words):
        if found[0].split()[0].lower() in GIVEN:
            yield found["last"]


def _open_pronouns(plain: str) -> Iterator[int]:
    """Where a pronoun stands that nothing before it in the sentence explains: 0 where it is the first subject."""
    for pattern, is_person in ((_PERSONAL, True), (_IMPERSONAL, False)):
        first = pattern.search(plain)
        if first is None or _EMPTY_IT.match(plain, first.start()):
            continue
        before = plain[: first.start()]
        if (_introduces_person(before) if is_person else _introduces_thing(before)) and not _SUBJECT_BEHIND.match(
            plain
        ):
            continue
        phrase = _CATAPHORA.match(plain)
        if phrase is not None and first.start() and first.end() < phrase.end():
            continue
        yield first.start()


def _kinds(words: str) -> frozenset[str]:
    return frozenset(_KIND_OF[word] for word in map(str.lower, _TOKEN.findall(words)) if word in _KIND_OF)


def _introduces_person(before: str) -> bool:
    return not _PERSONS.isdisjoint(_TOKEN.findall(before)) or _has_name(before)


def _introduces_thing(before: str) -> bool:
    return _has_name(before) or _NOUN.search(before) is not None or re.search(r"\b[a-z]{3,}s\s", before) is not None


def _has_name(words: str) -> bool:
    return any(not _is_common(name) for name in _CAPITAL.findall(_WHERE.sub(" ", words)))


def _is_common(word: str) -> bool:
    """A capital that makes no name."""
    plain = word.lower().removesuffix("’s").removesuffix("'s")
    return plain in FUNCTION or plain in OPENERS or plain in CALENDAR


def _open_things(plain: str) -> Iterator[tuple[int, str]]:
    """ "The move", "the company" where no such thing was told before in the sentence, nor an actor named."""
    for found in _THE.finditer(plain):
        kind = _KIND_OF[found["head"]]
        if kind == "place" and (found.start() >= _FIRST_CHARS or not _DOES.match(plain, found.end())):
            continue  # "in the city" is at home, "the city council" is no city
        before = plain[: found.start()]
        if kind in _kinds(before):
            continue
        if kind in _ACTORS | {"tool"} and (_has_name(before) or (kind == "tool" and _NOUN.search(before))):
            continue
        yield found.start(), kind

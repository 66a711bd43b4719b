"""Whose deed it is: the subject of a verb, and the full name of "the council", "the company" and "it"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.name_words import ROLE_NOUN, words
from bot.core.language.names import Cast, Entity
from bot.core.positions.openings import LETTERS, openings

_PEOPLE: Final = (
    r"senators?|leaders|representatives?|lawmakers?|legislators?|councilors?|councillors?|councilmembers?|members?|supervisors|"
    r"commissioners?|mayors?|governors?|presidents?|ministers?|judges?|justices?|jury|jurors|prosecutors?|officials|"
    r"regulators?|watchdogs?|activists|advocates|campaigners|critics|opponents|supporters|researchers|scientists|"
    r"employees|workers|shareholders|investors|residents|voters|parents|students|chiefs?|sheriffs?|deputies|officers|"
    r"attorney\s+general|attorneys\s+general|democrats|republicans|congress(?:man|woman)|assembly(?:man|woman)|mps|meps|"
    r"council(?:man|woman)|plaintiffs?|lawyers|authorities|executives?|ministry|spokes(?:man|woman|person)|chair\w*|"
    r"commissioner|ombudsman|secretary|director|candidates?|"
    rf"{ROLE_NOUN}s?|men|women|shoppers|customers|drivers|passengers|travell?ers|fans|families|couples?|motorists|tenants"
)
_BODIES: Final = (
    r"council|board(?:\s+of\s+\w+)?|commission|(?:sub)?committee|legislature|senate|house(?:\s+of\s+(?:representatives|commons|lords))?|"
    r"assembly|congress|parliament|department|police|force|constabulary|agency|agencies|authority|bureau|office|government|"
    r"administration|city|state|county|town|district|cabinet|ministry|court(?:\s+of\s+appeals?)?|tribunal|panel|union|association|"
    r"federation|groups?|coalition|alliance|league|organi[sz]ations?|nonprofits?|charity|institute|foundation|network|"
    r"company|companies|firms?|developers?|operators?|subsidiary|cities|states|counties|departments|start-?ups?|giants?|makers?|vendors?|retailers?|chain|platform|corporation|business|"
    r"university|school|schools|airport|airlines?|store|bank|party|caucus|bloc"
)
_HEAD = re.compile(
    rf"(?<![\w’'-])(?:(?P<it>it|they|he|she|we|which|who)|(?P<head>{_PEOPLE}|{_BODIES}))(?![\w-])", re.IGNORECASE
)
_SEATS = re.compile(r"city|town|county|state|district|village|university|bank|school|airport", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z]+")
_HEAD_OPENINGS: Final = openings(f"it|they|he|she|we|which|who|{_PEOPLE}|{_BODIES}")
_TAIL = re.compile(
    r"\s+(?:of|for|in)\s+(?:the\s+)?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*\b)[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*"
)
_NO_WORD: Final = frozenset(',;:()[]"“”—–')
_DETERMINERS: Final = words("the a an its their his her this that these those two three four several some many")
_PREPOSITIONS: Final = (
    "of in on at by for with from to against under over about after before into through during between among without "
    "within across toward towards near like via despite including behind amid following since until per as if "
    "whether while when where because although though"
)
_PREPOSITION_BEFORE = re.compile(
    rf"\b(?:{'|'.join(_PREPOSITIONS.split())})\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+)?$", re.IGNORECASE
)
_PREPOSITION_BEFORE_NAME = re.compile(
    rf"\b(?:{'|'.join(_PREPOSITIONS.split())})\s+(?:the\s+|a\s+|an\s+)?(?:[a-z]+\s+)?$"
)
_COPULA_BEFORE = re.compile(r"\b(?:bec[ao]mes?|becoming|remains?|is|was|are|were)\s+$")
CHAMBERS: Final = frozenset(
    ("council", "board", "board of supervisors", "senate", "house", "house of representatives", "house of commons",
     "house of lords", "legislature", "assembly", "parliament", "commission", "committee", "subcommittee")
)  # fmt: skip
PRONOUNS: Final = words("it they he she we which who")
_SAYING: Final = (
    r"(?:said|says|say|told|tells|announced|announces|announcing|wrote|writes|confirmed|confirms|revealed|reported|reports|"
    r"argued|argues|noted|added|adds|warned|warns|believes|believe|think|thinks|hopes?|hoped|learned|showed|shows)"
)
_BOUNDARY = re.compile(
    rf"(?:\b(?:told|tells|telling|informed)\s(?:[\w’'.-]+\s){{1,8}}?that\s|[;:]\s|\s[–—-]\s|\s(?:but|that|while|because|although|after|when|as|if|where|so)\s"
    rf"|\b{_SAYING}\b(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?(?:\s+(?:in|at)\s+(?:a|an)\s+(?:[\w-]+\s+){{1,3}})?,?\s(?:that\s)?)"
)
_SAYS = re.compile(rf"\b{_SAYING}\b(?!\sby\b)")
_RELATIVE = re.compile(
    r",\swhose\s[^,]*,\s[A-Z][^,]*,[^,]*,|,\s(?:which|who|whose|where)\b[^,]*(?:,|$)|,\s(?:a|an|the|its|their)\s[^,]{2,80},|\([^()]*\)"
)
_WHO_DOES = re.compile(r",\s(?P<who>which|who)(?=\s)")
_PAPER_BY = re.compile(
    r"(?:An?|The)\s(?:[\w-]+\s){0,3}?(?:report|letter|study|petition|brief|audit|review|paper)\s(?:[\w-]+\s){0,2}?(?:by|from)\s"
)
_FILLER = re.compile(
    r"\s*(?:(?:has|have|had|is|are|was|were|will|would|be|been|being|also|now|already|then|just|formally|officially|narrowly|"
    r"unanimously|overwhelmingly|recently|finally|quietly|publicly|voluntarily|temporarily|permanently|reportedly|"
    r"on\s+\w+day(?:\s+(?:night|morning|afternoon|evening))?|\w+day|this\s+\w+|last\s+\w+|today|not|voted|agreed|"
    r"decided|moved|set|going|plans?|planning|to|\d+[-–]\d+|to\s+\d+|n['’]t)\s*)*"
)


_NEVER_INSIDE: Final = words(_PREPOSITIONS) | words(
    "and or but that which who said says told has have had is are was were be been will would could should may might "
    "can not n't also then now it they he she monday tuesday wednesday thursday friday saturday sunday today yesterday "
    "voted passed approved signed vetoed sued fined urged called asked allows allow forbids requires lets bans makes "
    "gives wants needs lifts keeps stops helps shows means covers how why what review reviews "
    "out up off down back keep let make tell ask get put take"
)
_NO_ACTOR = re.compile(r"-based$|^[DRI]-|\b(?:Act|Bill|Ordinance|Resolution)\b|^(?:LD|HB|SB|AB|H\.R\.|S\.)$")
_DESCRIBED = re.compile(r"(?:An?|The|Two|Three|Four|Five|\w+)\s(?:[\w-]+\s){0,3}?[a-z]+(?P<clause>\s(?:who|whose)\s)")
_LED_BY = re.compile(r"(?:\s(?:of|from)\s[\w\s-]{3,40}?)?,?\s(?:led|headed|backed)\sby\s(?:Sens?\.|Reps?\.)?\s?")
_NUMBERED = re.compile(r"\s(?:Bill|File|Resolution|Document|Joint)\s")  # "House Bill 2417" acts through others
_SPEAKER_AFTER = re.compile(
    r"[,”\"]\s(?P<who>[^;:“”\"\n]{2,90}?),?\s(?:has\s|have\s)?(?:said|says|told|tells|ordered|announced|wrote|informed|directed)\b"
)
_BY = re.compile(r"(?<!made )(?<!used )(?<!sold )(?<!owned )(?<!run )(?<!written )(?<!developed )\bby\s+(?!\w+ing\b)")
_FIRST_NAME = re.compile(r"[A-Z][\w&.-]+(?:\s[A-Z][\w&.-]+)*")
_SEVERAL = re.compile(
    r"(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Several|Some|Dozens\sof|Hundreds\sof|Thousands\sof|\d+)\s"
    r"(?:[\w-]+\s){0,2}?(?P<head>[a-z]{3,}s)\b(?=\s)"
)
_SOMEBODY = re.compile(
    r"(?:an?|the|two|three|four|five|six|several|some|dozens\sof|hundreds\sof|his|her|its|their)\s(?:[a-z-]+\s){0,4}?"
    r"(?P<head>[a-z-]{3,})(?=\s(?:in|of|on|over|for|from|who|that|which|at|with|after|and|as|claiming|accusing|alleging|saying)\b"
    r"|\s[A-Z]|\s?[,.;]|\s?$)"
)
_NO_SOMEBODY: Final = words(
    "vote votes margin majority end deadline time mistake law means year month week day way stage order ruling rule "
    "measure decision policy software technology system camera cameras error accident default computer algorithm"
)
_SENTENCE_END = re.compile(r"(?![A-Z]\.|(?:[A-Z]\.)+$|[A-Z][a-z]{1,4}\.$).*[.!?]$")
_Named = tuple[int, int, Entity, bool]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may be a subject."""

    start: int
    end: int
    text: str
    head: str  # lower case; "" for a bare name, the pronoun for a pronoun
    entity: Entity | None = None


def subject(text: str, start: int, verb: int, cast: Cast) -> Phrase | None:
    """The subject of the verb in a sentence that starts at `start`; None when there is none before it."""
    clause, boundary = _clause(text, start, verb)
    relative = _WHO_DOES.search(text, max(clause, verb - 60), verb)
    if relative is not None and _FILLER.fullmatch(text, relative.end(), verb):
        return Phrase(relative.start("who"), relative.end("who"), relative["who"], relative["who"])
    region = _without_asides(text[clause:verb])
    phrases = [phrase for phrase in _phrases(region, clause, text, cast) if not _is_governed(text, clause, phrase)]
    is_beside = bool(phrases) and _is_beside(region, phrases[-1], clause, text)
    if not is_beside and (described := _described_with_clause(text, start, verb, cast)):
        return described
    if not phrases and (author := _author(region, clause, text, cast)):
        return author
    if not phrases:
        opening = _opening(region, clause, cast)
        if opening is None and text[boundary:clause].strip() == "that":
            return None  # "a law that prevents": nobody acts
        return opening or (subject(text, start, boundary, cast) if boundary > start else None)
    return phrases[-1] if is_beside else phrases[0]


def _author(region: str, clause: int, text: str, cast: Cast) -> Phrase | None:
    """Whose report, letter or petition it is that recommends, asks or finds."""
    wrote = _PAPER_BY.match(region)
    if wrote is None:
        return None
    return next(
        (one for one in _phrases(region, clause, text, cast) if 0 <= one.start - clause - wrote.end() < 5), None
    )


def _is_beside(region: str, phrase: Phrase, clause: int, text: str) -> bool:
    """Whether only auxiliaries stand between it and the verb, or the comma of an apposition: ", Ana Ruiz, ruled"."""
    between = region[phrase.end - clause :]
    is_apposed = between.startswith(", ") and text[: phrase.start].endswith(", ")
    return _FILLER.fullmatch(between[2:] if is_apposed else between) is not None


def _described_with_clause(text: str, start: int, verb: int, cast: Cast) -> Phrase | None:
    """ "A nurse" of "A nurse who spent a night in jail after a wrong match sued the county"; None for other sentences.

    Both the verb of the clause and the one behind it are theirs, unless somebody else stands right before it.
    """
    opening = _DESCRIBED.match(text, start, verb)
    if opening is None:
        return None
    region = text[start : opening.start("clause")]
    phrases = [phrase for phrase in _phrases(region, start, text, cast) if phrase.head not in PRONOUNS]
    return phrases[0] if phrases else None


def speaker_after(text: str, place: int, end: int, cast: Cast) -> Phrase | None:
    """Who "said" or "told", when the deed was told first: "police must stop, the attorney general, Ana Ruiz, told"."""
    said = _SPEAKER_AFTER.search(text, place, end)
    if said is None:
        return None
    phrases = _phrases(said["who"], said.start("who"), text, cast)
    named = [phrase for phrase in phrases if phrase.entity is not None and phrase.entity.kind != "place"]
    return next(reversed(named or phrases), None)


def speaker_before(text: str, start: int, place: int, cast: Cast) -> Phrase | None:
    """Who "says" what the sentence tells up to `place`: "the league says the council should"."""
    said = next(reversed(list(_SAYS.finditer(text, start, place))), None)
    return subject(text, start, said.start(), cast) if said is not None else None


def body_behind(text: str, place: int, end: int, cast: Cast) -> Phrase | None:
    """The chamber that a measure "cleared", or whose approval it "won"."""
    phrases = _phrases(text[place:end], place, text, cast)
    return next((one for one in phrases if one.head in CHAMBERS), None)


def led_by(text: str, phrase: Phrase, cast: Cast) -> Phrase | None:
    """The names behind "a group of senators led by"."""
    led = _LED_BY.match(text, phrase.end)
    if led is None:
        return None
    named = _phrases(text[led.end() : led.end() + 120], led.end(), text, cast)
    return next((one for one in named if one.entity is not None and one.start - led.end() < 20), None)


def _opening(region: str, clause: int, cast: Cast) -> Phrase | None:
    """A name that is only the first word of its sentence: a capital proves nothing there, another mention does."""
    several = _SEVERAL.match(region)
    if several is not None:
        return Phrase(clause + several.start(), clause + several.end(), several.group(), several["head"])
    first = _FIRST_NAME.match(region)
    entity = _known_as(first.group(), cast) if first else None
    if first is None or entity is None or _NO_ACTOR.search(entity.name):
        return None
    return Phrase(clause + first.start(), clause + first.end(), first.group(), "", entity)


def _known_as(name: str, cast: Cast) -> Entity | None:
    """Whom the name means, a surname alone included."""
    surnamed = (one for one in cast.people if " " not in name and one.name.endswith(f" {name}"))
    return cast.resolve(name) or next(surnamed, None)


def agent(text: str, verb_end: int, end: int, cast: Cast) -> Phrase | None:
    """Who stands after "by" behind a passive verb."""
    match = _BY.search(text, verb_end, min(end, verb_end + 90))
    if match is None:
        return None
    region = text[match.end() : end]
    known = next((p for p in _phrases(region, match.end(), text, cast) if p.start - match.end() < 5), None)
    return known or _somebody(region, match.end())


def _somebody(region: str, offset: int) -> Phrase | None:
    """ "A shopper", "two season-ticket holders": whoever is described in no word of the list."""
    found = _SOMEBODY.match(region)
    if found is None or found["head"] in _NO_SOMEBODY:
        return None
    return Phrase(offset, offset + found.end(), found.group(), found["head"])


def _clause(text: str, start: int, verb: int) -> tuple[int, int]:
    """Where the verb's clause begins, and where what parts it from the one before does."""
    boundaries = list(_BOUNDARY.finditer(text, start, verb))
    return (boundaries[-1].end(), boundaries[-1].start()) if boundaries else (start, start)


def _without_asides(region: str) -> str:
    return _RELATIVE.sub(lambda match: " " * len(match.group()), region)


def _phrases(region: str, offset: int, text: str, cast: Cast) -> Sequence[Phrase]:
    """Every noun phrase of a region (`region` is `text` from `offset`, asides blanked), in order."""
    named = [
        (mention.span.start, mention.span.end, cast.entity_of(mention), mention.is_possessive)
        for mention in cast.mentions_in(offset, offset + len(region))
        if region[mention.core.start - offset : mention.core.end - offset].strip()
        and not _NO_ACTOR.search(cast.entity_of(mention).name)
        and not _HEAD.fullmatch(cast.entity_of(mention).name)
    ]
    found = [_nominal(region, match, offset, named) for match in _heads(region)]
    taken = bytearray(len(region) + 1)
    for phrase in found:
        taken[phrase.start - offset : phrase.end - offset] = b"1" * (phrase.end - phrase.start)
    for start, end, entity, is_possessive in named:
        is_owner = is_possessive or (entity.kind == "place" and region.startswith(("’s", "'s"), end - offset))
        if not is_owner and not any(taken[start - offset : end - offset]):
            found.append(Phrase(start, end, text[start:end], "", entity))
    return list(_outermost(found))


def _heads(region: str) -> Iterator[re.Match[str]]:
    """The nouns and pronouns of `_HEAD`, tried only where a word begins as one of them does."""
    end = 0
    for word in _WORD.finditer(region):
        if word.start() >= end and word.group()[:LETTERS].lower().startswith(_HEAD_OPENINGS):
            head = _HEAD.match(region, word.start())
            if head is not None and not _NUMBERED.match(region, head.end()):
                end = head.end()
                yield head


def _nominal(region: str, match: re.Match[str], offset: int, named: Sequence[_Named]) -> Phrase:
    if match["it"]:
        return Phrase(match.start() + offset, match.end() + offset, match["it"], match["it"].lower())
    start, end = match.span()
    for _ in range(6):
        before, word_end = _word_before(region, start)
        word = region[before:word_end]
        if not word or word.lower().strip(".") in _NEVER_INSIDE:
            break
        if "\n" in region[word_end:start] or _SENTENCE_END.match(word):
            break
        start = before
        if word.lower() in _DETERMINERS or word.isdigit():
            break
    tail = _TAIL.match(region, end)
    end = tail.end() if tail else end
    bearer = next(
        (
            name
            for name in named
            if name[2].kind != "place"
            and start + offset <= name[0] <= end + offset + 1
            and name[1] >= end + offset
            and not (tail and not _SEATS.fullmatch(match["head"]) and name[0] - offset > match.end() + 1)
            and not match.start() < name[0] - offset < match.end()
        ),
        None,
    )
    end = end if bearer is None else bearer[1] - offset
    entity = None if bearer is None else bearer[2]
    head = " ".join(match["head"].lower().split())
    return Phrase(start + offset, end + offset, region[start:end], head, entity)


def _word_before(text: str, end: int) -> tuple[int, int]:
    """Start and end of the word that stands before `end` with only blanks between; equal where there is none.

    By hand: a pattern anchored at its end is tried at every character before it, which made this quadratic.
    """
    last = end
    while last and text[last - 1].isspace():
        last -= 1
    first = last
    while first and last < end and text[first - 1] not in _NO_WORD and not text[first - 1].isspace():
        first -= 1
    return first, last


def _outermost(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """In order, without those that lie within a longer one."""
    end = -1
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        if phrase.end > end:
            end = phrase.end
            yield phrase


def noun_phrases(text: str, cast: Cast) -> Sequence[Phrase]:
    """Every noun phrase of a text that may name an actor, in order."""
    return _phrases(text, 0, text, cast)


def _is_governed(text: str, start: int, phrase: Phrase) -> bool:
    """Whether a preposition or "became" stands before it: then it is no subject."""
    pattern = _PREPOSITION_BEFORE if phrase.head else _PREPOSITION_BEFORE_NAME
    is_predicate = _COPULA_BEFORE.search(text, start, phrase.start) is not None
    return is_predicate or pattern.search(text, start, phrase.start) is not None

"""The noun phrase that speaks: the subject of a verb, or who stands behind "said" and "according to".

A source is taken as the article has it there, by name, pronoun or description; who that is, `speakers` says.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.core.language.groups import joined
from bot.core.language.name_words import ROLE_NOUN
from bot.core.language.names import Mention
from bot.core.model import Span
from bot.core.quotes.reading import Reading

ADVERBS = (
    r"(?:\s?(?<![\w’'-])(?:also|then|later|once|has|had|have|was|is|recently|repeatedly|again|further|still|even|just|"
    r"simply|at\sthe\stime|"
    r"(?!(?:ally|assembly|bully|family|monopoly|reply|supply)\b)[a-z]+ly),?)"
)
_ADVERBS_END = re.compile(rf"(?<![\w.'’-]){ADVERBS}+\s*$")
_PRONOUN_END = re.compile(r"(?:^|[\s,;—–(])((?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Ww]ho|[Ww]hich|[Yy]ou))$")
_ALONE = re.compile(r"(?:^|[\s,;—–])((?:[Ss]ome|[Oo]thers?|[Oo]ne|[Mm]any|[Ss]everal|[Aa]nother|[Bb]oth))$")
_WHO_WHEN = re.compile(r",\s(who|which),?\s(?:on|in|at|last|this|earlier|later)\s[\w\s]{2,24},?$")
_PRONOUN_START = re.compile(r"(he|she|they|it|I|we|you)\b")
_DETERMINED = r"(?i:the|an?|one|another|its|his|her|their|some|many|several|most|this|these)"
_GENERIC = re.compile(
    r"(?<![\w'’-])(?:[Cc]ritics|[Oo]fficials|[Oo]pponents|[Ss]upporters|[Ll]awmakers|[Pp]olice|[Ee]xperts|[Pp]rosecutors|"
    r"[Rr]esearchers|[Aa]ctivists|[Aa]dvocates|[Ss]pokespeople|[Ss]pokesm[ae]n|[Ss]pokeswom[ae]n|[Ss]pokespersons?|"
    r"[Pp]rotesters|[Dd]emonstrators|[Vv]oters|[Aa]ides|[Ii]nvestigators|[Ll]awyers|[Aa]nalysts|[Ss]ources|[Rr]esidents|"
    r"[Dd]emocrats|[Rr]epublicans|[Jj]udges|[Ss]tudents|[Pp]eople|[Ee]xecutives|[Aa]uthorities)\b"
)
_OPENING_CLAUSE = re.compile(
    r"(?:In|On|At|During|After|Before|When|While|As|Asked|Speaking|If|Although|Though|Since|Because|With|For|From|Under|"
    r"Citing|Responding|Following|Despite|Earlier|Later|Last|Pressed|Noting|Calling|Referring|Appearing|Writing|By|"
    r"Addressing|Standing|To|Until|Unlike|Like|Over|Among|Amid|Throughout|According)\b"
)
_PREPOSITION_END = re.compile(
    r"\b(?:of|for|at|with|from|in|to|by|on|about|against|over|under|after|before|than|like|between|among|toward|towards|"
    r"into|through|including|near|around|as)\s(?:the\s|a\s|an\s|its\s|his\s|her\s|their\s|both\s)?(?:[a-z][\w-]*\s){0,2}$"
)
_AT = re.compile(r"\b(?:on|at|in|to|with)\s(?:the\s)?$")
_AS_HE_SAYS = re.compile(r"(?<!such)(?:^|[\s,])[Aa]s\s(?:the\s)?$")  # "as the Herald reported": a clause of its own
_POST = re.compile(rf"[^,]*\s{ROLE_NOUN}s?\s*")
_APPOSITIVE_START = re.compile(
    rf"\s*(?:an?|the|one|who|whose|which|now|then|also|former|formerly|\d|head|another|himself|herself|of|at|with|from|"
    rf"speaking|citing|referring|in|on|during|like|not|R-|D-|I-|Jr|Sr|(?:[a-z][\w-]*\s){{0,4}}{ROLE_NOUN})\b",
)
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:of|for|at|in|on|and|to|from|with|by|as|when|said|says|told|but|or|who|during|last|this|earlier|later|via|spokes\w+|\w+ly)\b)[a-z][\w-]{3,}"
)
_SPOKES = re.compile(rf"(?:[\w’'-]+\s){{0,4}}?{ROLE_NOUN}s?\b")
_OF_OWNER = re.compile(rf"(?:['’]s)?\s{_SPOKES.pattern}")


_PHRASE_STOP = re.compile(
    r"[,;:.](?:\s|$)|\s(?:in|on|during|when|after|who|that|as|while|before|at|which|whose|if|because)\s|\s[—–]"
)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Lt|Gen|Col|Sgt|Jr|Sr|Rev|Del|St|Prof|Capt)$")
_SOMEBODY_OF = re.compile(
    r"(?:an?|one|another|the|its|his|her|their)\s.*\b(?:of|for|with|at|from|to|towards?|by|against)\s"
)
_SMALL_WORDS = re.compile(r"(?:[a-z][\w’'-]*\s)+")
_DESCRIPTION = re.compile(rf"(?:{_DETERMINED}\s)?[a-z]")
_PHRASE_BREAK = re.compile(
    r"[,;:.—–\"“”]|\s(?:that|and|who|which|is|was|were|are|has|had|of|for|in|on|at|to|by|from|with|about)\s"
)
_DETERMINER = re.compile(rf"(?<![\w'’-]){_DETERMINED}\s")
_CONJOINED = re.compile(r"\b(?:and|but|or|then|to|not|would|will|could|might|should|may)$")
_THIRD_PERSON = re.compile(r"(?<![\w'’-])(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)(?![\w'’-])")
_DESCRIBED_SUBJECT = re.compile(
    rf"\s*(?:(?:[Ss]ome|[Nn]o|[Ee]very)(?:one|body)\b|{_DETERMINED}\s(?:[\w’'-]+\s){{0,3}}?(?:{ROLE_NOUN}s?|company|firm|group|"
    r"agency|commission|report|letter|statement|campaign|paper|newspaper|document|lawsuit|complaint|memo|order|bill|law|"
    r"ordinance|resolution|statute|policy|contract|study|audit)\b)"
)
_UP_TO_NAME = re.compile(r",?\s?(?:[a-z][\w-]*\s){0,3}")
_COMMA = re.compile(r",")
_NAME_AFTER_ROLE = 2  # characters between "the mayor" and "Ana Ruiz"
_SHORT_ADVERBIAL = 45  # "Nearly a decade ago,"


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to speak, as the article has it there."""

    span: Span
    form: Literal["name", "pronoun", "nominal"]
    mention: Mention | None = None
    is_alone: bool = False  # of "Ruiz and Park, who said", Park


def source_behind(reading: Reading, start: int, end: int) -> Source | None:
    """Who stands right behind "said" or "according to"."""
    masked = reading.masked
    pronoun = _PRONOUN_START.match(masked, start, end)
    if pronoun is not None:
        return Source(Span(*pronoun.span(1)), "pronoun")
    phrase_end = _phrase_end(masked, start, end)
    mentions = [m for m in reading.people.mentions_in(start, end) if m.span.start < phrase_end]
    if not mentions:
        return _described_at(reading, start, end, phrase_end)
    first, gap = mentions[0], masked[start : mentions[0].span.start]
    person = next((m for m in mentions if _is_person(reading, m) and not m.is_owner), None)
    if person is not None and (person is first or not _PREPOSITION_END.search(masked[start : person.span.start])):
        if person is first and _SOMEBODY_OF.match(gap):
            # "a spokesman for Ana Ruiz", and perhaps his name behind it
            return _named_behind(reading, phrase_end, end) or Source(Span(start, phrase_end), "nominal")
        return Source(person.span, "name", person)
    if first.is_owner or _SPOKES.match(masked[first.span.end : phrase_end].lstrip()):
        return _named_behind(reading, phrase_end, end) or Source(Span(start, phrase_end), "nominal")
    if _SMALL_WORDS.match(gap) and gap.strip() != "the":
        return _described_at(reading, start, end, phrase_end)
    if _NOUN_BEHIND.match(masked, first.core.end, phrase_end):
        return Source(Span(start, phrase_end), "nominal")  # "according to Justice Department records"
    return Source(first.span, "name", first)


def _phrase_end(masked: str, start: int, end: int) -> int:
    """Where the noun phrase at an offset is over."""
    for stop in _PHRASE_STOP.finditer(masked, start, end):
        if masked[stop.start()] != "." or not _ABBREVIATION.search(masked, max(0, stop.start() - 6), stop.start()):
            return stop.start()
    return end


def _described_at(reading: Reading, start: int, end: int, phrase_end: int) -> Source | None:
    """A description behind the verb, or the name that it leads up to: "said the group's director, Ana Ruiz"."""
    if phrase_end <= start or _DESCRIPTION.match(reading.masked, start, end) is None:
        return None
    return _named_behind(reading, phrase_end, end) or Source(Span(start, phrase_end), "nominal")


def _named_behind(reading: Reading, place: int, end: int) -> Source | None:
    named = [m for m in reading.people.mentions_in(place, min(end, place + 60)) if _is_person(reading, m)]
    if not named or not _UP_TO_NAME.fullmatch(reading.masked, place, named[0].span.start):
        return None
    return Source(named[0].span, "name", named[0])


def _is_place(reading: Reading, mention: Mention) -> bool:
    return reading.people.entity_of(mention).kind == "place"


def _is_person(reading: Reading, mention: Mention) -> bool:
    return reading.people.entity_of(mention).kind == "person"


def subject_of(reading: Reading, start: int, verb: int) -> Source | None:
    """The subject of the verb at an offset, at or behind `start`."""
    masked = reading.masked
    end = _trimmed_end(masked, start, verb)
    if end <= start:
        return None
    if masked[end - 1] == ",":
        return _before_apposition(reading, start, end - 1)
    if _CONJOINED.search(masked, start, end):
        return main_subject(reading, start, end)
    end = _before_the_day(masked, start, end)
    pronoun = _PRONOUN_END.search(masked, start, end)
    if pronoun is not None:
        if pronoun[1].lower() in ("who", "which"):
            return phrase_ending_at(reading, start, _trimmed_end(masked, start, pronoun.start(1)), is_relative=True)
        return Source(Span(*pronoun.span(1)), "pronoun")
    source = (
        alone_before(masked, start, end) or phrase_ending_at(reading, start, end) or main_subject(reading, start, end)
    )
    return source and (_named_in_front(reading, start, source) or source)


def alone_before(masked: str, start: int, end: int) -> Source | None:
    """ "Some chanted", "one said": people who have no name, and not the last name before them."""
    found = _ALONE.search(masked, start, len(masked[:end].rstrip()))
    return Source(Span(*found.span(1)), "nominal") if found is not None else None


def _named_in_front(reading: Reading, start: int, source: Source) -> Source | None:
    """ "Ana Ruiz, a spokeswoman for the group said": an apposition whose second comma was forgotten."""
    mentions = reading.people.mentions_in(start, source.span.start) if source.form == "nominal" else ()
    if len(mentions) != 1 or not _is_person(reading, mentions[0]) or mentions[0].is_owner:
        return None
    before = reading.masked[start : mentions[0].span.start]
    is_close = reading.masked[mentions[0].span.end : source.span.start] == ", " and not before.strip(" ,—–-")
    return Source(mentions[0].span, "name", mentions[0]) if is_close else None


def _before_the_day(masked: str, start: int, end: int) -> int:
    """Behind "who" in "Ruiz, who on Monday said"."""
    when = _WHO_WHEN.search(masked, start, end)
    return when.end(1) if when is not None else end


def _trimmed_end(masked: str, start: int, end: int) -> int:
    """Before adverbs and brackets that stand between subject and verb."""
    for _ in range(4):
        piece = masked[start:end]
        stripped = piece.rstrip()
        adverbs = _ADVERBS_END.search(piece)
        if adverbs is not None and adverbs.start() > 0:
            stripped = piece[: adverbs.start()].rstrip()
        if stripped.endswith(")") and "(" in stripped:
            stripped = stripped[: stripped.rindex("(")].rstrip()
        if len(stripped) == len(piece):
            break
        end = start + len(stripped)
    return end


def phrase_ending_at(reading: Reading, start: int, end: int, *, is_relative: bool = False) -> Source | None:
    """The noun phrase that ends at an offset."""
    masked = reading.masked
    end = len(masked[:end].rstrip(" ,")) if is_relative else end
    mentions = reading.people.mentions_in(start, end)
    last = mentions[-1] if mentions else None
    if last is not None and last.span.end == end and not last.is_owner:
        if is_relative:
            return Source(last.span, "name", last, is_alone=True)
        first = joined(masked, reading.people, last)[0]
        governed = _PREPOSITION_END.search(masked, start, max(start, first.span.start))
        if governed is None or _AS_HE_SAYS.search(masked, start, first.span.start):
            return Source(last.span, "name", last)
        head = masked[start : governed.start()].rstrip()
        place = start + len(head)
        nominal = _nominal_before(reading, start, place, end)
        if nominal is not None:
            return nominal
        previous = [m for m in mentions if m.span.end == place]
        if previous:
            return Source(previous[-1].span, "name", previous[-1])
        return None
    return _nominal_before(reading, start, end, end)


def _nominal_before(reading: Reading, start: int, head_end: int, end: int) -> Source | None:
    """The company, officials, Acme's spokeswoman: a source with no name."""
    window = max(start, head_end - 90)
    found = _determined(reading.masked, window, head_end)
    if found is None:
        found = _generic(reading, start, head_end)
    if found is None:
        owners = reading.people.mentions_in(window, head_end)
        if owners and _OF_OWNER.fullmatch(reading.masked, owners[-1].span.end, head_end):
            found = owners[-1].span.start
    return None if found is None else Source(Span(found, end), "nominal")


def _determined(masked: str, window: int, head_end: int) -> int | None:
    for match in _DETERMINER.finditer(masked, window, head_end):
        if not _PHRASE_BREAK.search(masked, match.start(), head_end):
            return match.start()
    return None


def _generic(reading: Reading, start: int, head_end: int) -> int | None:
    generic = _GENERIC.search(reading.masked, max(start, head_end - 20), head_end)
    if generic is None or generic.end() != head_end:
        return None
    owner = [m for m in reading.people.mentions_in(start, generic.start()) if m.span.end == generic.start() - 1]
    return owner[0].span.start if owner else generic.start()


def _before_apposition(reading: Reading, start: int, end: int) -> Source | None:
    """ "Ruiz, who heads the group, said": back over what only describes."""
    masked = reading.masked
    commas = [end, *[m.start() for m in _COMMA.finditer(masked, start, end)][::-1], start - 1]
    for right, left in pairwise(commas):
        segment = masked[left + 1 : right]
        mentions = reading.people.mentions_in(left + 1, right)
        is_last = left == start - 1
        if not is_last and (_APPOSITIVE_START.match(segment) or not mentions or _POST.fullmatch(segment)):
            continue
        if not is_last and segment.strip() == mentions[0].span.of(masked) and _is_place(reading, mentions[0]):
            continue  # "Ruiz, of a firm in Lynbrook, N.Y., told"
        if mentions and not (_APPOSITIVE_START.match(segment) and not is_last):
            source = _subject_of_segment(reading, left + 1, right)
            if source is not None:
                return source
    return main_subject(reading, start, end)


def _subject_of_segment(reading: Reading, start: int, end: int) -> Source | None:
    source = phrase_ending_at(reading, start, _trimmed_end(reading.masked, start, end))
    if source is not None and source.form == "name":
        return source
    return main_subject(reading, start, end) or source


def main_subject(reading: Reading, start: int, end: int) -> Source | None:
    """The subject of a sentence: its first name, pronoun or definite noun outside an opening adverbial."""
    masked = reading.masked
    stripped = masked[start:end].lstrip(" ,—–-\"“”'’‘")
    place = end - len(stripped)
    if _OPENING_CLAUSE.match(masked, place, end):
        comma = masked.find(", ", place, end)
        found = _leading(reading, comma + 1, end) if comma >= 0 else None
        return found or _leading(reading, place, end)
    comma = masked.find(", ", place, end)
    if 0 <= comma - place < _SHORT_ADVERBIAL and _leading(reading, place, comma) is None:
        return _leading(reading, comma + 1, end)
    return _leading(reading, place, end)


def _leading(reading: Reading, start: int, end: int) -> Source | None:
    """The first of the names, pronouns and descriptions that may be a subject; a name in apposition beats its role."""
    candidates = [
        source
        for source in (_first_name(reading, start, end), _first_pronoun(reading.masked, start, end))
        if source is not None
    ]
    described = _DESCRIBED_SUBJECT.match(reading.masked, start, end)
    if described is not None:
        words = described[0].lstrip()
        named = [c for c in candidates if c.mention and _is_called(c.mention, described.end())]
        candidates = named or [Source(Span(described.end() - len(words), described.end()), "nominal"), *candidates]
    return min(candidates, key=lambda source: source.span.start, default=None)


def _is_called(mention: Mention, role_end: int) -> bool:
    """The name stands behind the role, not inside it: "the mayor Ana Ruiz", but "a retired Army general"."""
    return role_end <= mention.core.start and mention.span.start <= role_end + _NAME_AFTER_ROLE


def _first_name(reading: Reading, start: int, end: int) -> Source | None:
    for mention in reading.people.mentions_in(start, end):
        if mention.is_owner or reading.people.entity_of(mention).kind in ("place", "thing"):
            continue
        if not _PREPOSITION_END.search(reading.masked, start, mention.span.start):
            return Source(mention.span, "name", mention)
    return None


def _first_pronoun(masked: str, start: int, end: int) -> Source | None:
    found = _THIRD_PERSON.search(masked, start, end)
    return None if found is None else Source(Span(*found.span()), "pronoun")


def named_right_before(reading: Reading, start: int, place: int) -> Source | None:
    """Footage of Ana Ruiz saying …"""
    end = len(reading.masked[:place].rstrip())
    mentions = reading.people.mentions_in(start, end)
    if not mentions or mentions[-1].core.end != end or mentions[-1].is_owner:
        return None
    if not _is_person(reading, mentions[-1]) and _AT.search(reading.masked, start, mentions[-1].span.start):
        return None  # "Ruiz went on the Lantern Network saying …"
    return Source(mentions[-1].span, "name", mentions[-1])

"""Who says a quotation, from the words beside it.

Rules in the order in which a reader trusts them: the cue behind the words, the cue before them, a name and a colon, the
other half of an interrupted quotation, the paragraph before. Each finds the subject of the saying, never its object.
"""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final, Literal

from bot.core.language.mentions import SAY_VERB
from bot.core.language.name_words import ROLE_NOUN
from bot.core.language.names import Entity, Mention
from bot.core.model import Span
from bot.core.quotes.marks import Quoted
from bot.core.quotes.reading import Reading

_ADVERBS = (
    r"(?:\s?(?:also|then|later|once|has|had|have|was|is|recently|repeatedly|again|further|still|even|just|"
    r"simply|\w+ly),?)"
)
_ADVERBS_END = re.compile(rf"{_ADVERBS}+\s*$")
_LEAD = r"[\s,—–-]*(?:(?:and|but|as|then)\s)?"
_INVERTED = re.compile(rf"{_LEAD}{_ADVERBS}?\s?({SAY_VERB})(?:\s\w+ly)?\s(?=\S)")
_VERB = re.compile(rf"(?<![\w'’-]){SAY_VERB}(?![\w'’])")
_ACCORDING = re.compile(r"[\s,—–-]*(according\sto|per|in\sthe\swords\sof)\s", re.IGNORECASE)
_ACCORDING_BEFORE = re.compile(r"\b(according\sto|in\sthe\swords\sof)\s", re.IGNORECASE)
_SIGNED = re.compile(r"\s*\n?\s*(?:—|–|―|--|-)\s?(?=[A-Z])")
_PRONOUN_END = re.compile(r"(?:^|[\s,;—–(])((?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Ww]ho|[Yy]ou))$")
_PRONOUN_START = re.compile(r"(he|she|they|it|I|we|you)\b")
_DETERMINED = r"(?i:the|an?|one|another|its|his|her|their|some|many|several|most|this|these)"
_NOMINAL = re.compile(rf"(?<![\w'’-]){_DETERMINED}\s(?:[\w.&’'-]+\s){{0,6}}?[\w’'-]+")
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
_APPOSITIVE_START = re.compile(
    rf"\s*(?:an?|the|one|who|whose|which|now|then|also|former|formerly|\d|head|another|himself|herself|of|at|with|from|"
    rf"speaking|citing|referring|in|on|during|like|not|R-|D-|I-|Jr|Sr|(?:[a-z][\w-]*\s){{0,4}}{ROLE_NOUN})\b",
)
_INTRODUCES = re.compile(r"[,:]\s*$|\bthat\s*$|\bas\s*$", re.IGNORECASE)
_CREDITS = frozenset(("reports", "reported", "according to"))
_CITED = re.compile(r"\b(cited|quoted|quotes|cites)\s[^,.;]{2,80}\sas\s$")
_NOUN_BEHIND = re.compile(
    r"\s(?!(?:of|for|at|in|on|and|to|from|with|by|as|when|said|says|told|but|or|who|during|last|this|earlier|later|via|spokes\w+|\w+ly)\b)[a-z][\w-]{3,}"
)
_ROLE_IN = re.compile(rf"\b(?:senior\s|former\s|chief\s)?{ROLE_NOUN}\b")
_TO_HER = re.compile(r"\b(?:[Tt]o|[Ff]or)\s(her|him),\s$")
_RELATIVE_BEFORE = re.compile(r"\bwho\s(?:\w+ly\s|had\s|has\s)?$")
_LABEL = re.compile(r"((?:[A-Z][A-Z.’'-]+)(?:\s[A-Z][A-Z.’'-]+){0,3})(?:\s\([^()]*\))?:\s+(?=\S)")
_PARTICIPLE = re.compile(r"\w+ing\b")
_RELATED = re.compile(rf"[^,]{{2,60}}[’']s\s(?:[\w-]+\s){{0,3}}{ROLE_NOUN},")
_BARE_TAIL = re.compile(rf"(?:(?:[A-Z][\w.’'-]*\s){{1,4}}|[Hh]e\s|[Ss]he\s){SAY_VERB}\.")
_SPOKES = re.compile(rf"(?:[\w’'-]+\s){{0,4}}?{ROLE_NOUN}s?\b")


_FARTHEST = 700  # characters between words and what attributes them; also the bound that keeps this linear
_SHORT_ADVERBIAL = 45  # "Nearly a decade ago,"
_TITLE_WORDS = 9  # before a name: "the state's former chief technology officer"


class Rule(Enum):
    """How the speaker was found; each is right as often as its value says."""

    BEHIND = 0.97
    BEFORE = 0.95
    LABEL = 0.96
    COLON = 0.93
    SIGNED = 0.92
    ACCORDING = 0.91
    OTHER_HALF = 0.94
    PARTICIPLE = 0.85
    NEXT_PARAGRAPH = 0.80
    TOLD_BEFORE = 0.70
    SUBJECT = 0.65
    NONE = 0.2


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to speak, as the article has it there."""

    span: Span
    form: Literal["name", "pronoun", "nominal"]
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    rule: Rule
    source: Source | None = None
    cue: str | None = None
    end: int = 0  # where the words that attribute end, when they stand behind the quotation


UNATTRIBUTED: Final = Attribution(Rule.NONE)


def attribute(reading: Reading, quoted: Quoted, before: int, behind: int, *, is_cued: bool) -> Attribution:
    """The attribution beside one quoted run; `before` and `behind` bound its own surroundings in the paragraph.

    `is_cued`: what stands before belongs to an attribution already used, and speaks again only with a verb of its own.
    """
    cued = _behind(reading, quoted, behind)
    if cued is not None and cued.cue not in _CREDITS:
        return cued
    ahead = _ahead(reading, quoted, before, is_cued=is_cued)
    if cued is not None and ahead is not None and ahead.cue is not None and quoted.inner.of(reading.text)[0].islower():
        return ahead  # "she tweeted that it '…', the Herald reports": the Herald only heard it
    return cued or _signed(reading, quoted, behind) or ahead or UNATTRIBUTED


# --- behind the words -------------------------------------------------------------------------------------------------


def _behind(reading: Reading, quoted: Quoted, limit: int) -> Attribution | None:
    masked, start = reading.masked, quoted.outer.end
    end = min(limit, _sentence_end(reading, quoted, limit), start + _FARTHEST)
    if end <= start:
        return None
    according = _ACCORDING.match(masked, start, end)
    if according is not None:
        source = _first_source(reading, according.end(), end)
        return Attribution(Rule.ACCORDING, source, according[1], source.span.end) if source else None
    inverted = _INVERTED.match(masked, start, end)
    if inverted is not None and not _PARTICIPLE.fullmatch(inverted[1]):
        source = _first_source(reading, inverted.end(), end)
        if source is not None:
            return Attribution(Rule.BEHIND, source, inverted[1], source.span.end)
    for verb in _VERB.finditer(masked, start, end):
        if _PARTICIPLE.fullmatch(verb[0]):
            continue
        if verb.start() - start > 220:
            break
        source = _subject(reading, start, verb.start())
        if source is not None and _is_close(masked[start : source.span.start]):
            return Attribution(Rule.BEHIND, source, verb[0], verb.end())
    return None


def _is_close(between: str) -> bool:
    """Nothing but a comma, a dash or the words of a title stands between the quotation and who says it."""
    words = between.strip(" ,—–-")
    if _RELATED.match(words):
        words = words[words.index(",") + 1 :]
    return len(words.split()) <= _TITLE_WORDS and not re.search(r"[,;:](?:\s|$)", words)


def _sentence_end(reading: Reading, quoted: Quoted, limit: int) -> int:
    """Where the sentence around the words ends; one that is nothing but "Ruiz demanded." behind a "?" belongs to it."""
    end = max(reading.sentence_at(max(quoted.inner.start, quoted.inner.end - 1)).end, quoted.outer.end)
    if reading.masked[quoted.outer.end : end].strip():
        return end
    following = reading.sentence_at(min(limit, quoted.outer.end + 1))
    tail = following.of(reading.masked)
    last = reading.text[quoted.inner.end - 1]
    is_tail = last in "?!—–…" and following.start - quoted.outer.end in (0, 1)
    return following.end if is_tail or _BARE_TAIL.fullmatch(tail) else end


def _signed(reading: Reading, quoted: Quoted, limit: int) -> Attribution | None:
    """ "…" — Ana Ruiz, at the end of its line."""
    dash = _SIGNED.match(reading.masked, quoted.outer.end, limit)
    if dash is None:
        return None
    line_end = reading.text.find("\n", dash.end(), dash.end() + 121)
    line_end = min(len(reading.text), dash.end() + 121) if line_end < 0 else line_end
    mentions = reading.people.mentions_in(dash.end() - 1, line_end)
    if not mentions or mentions[0].span.start > dash.end() + 4 or line_end - dash.end() > 120:
        return None
    if _VERB.search(reading.masked, dash.end(), line_end):
        return None
    return Attribution(Rule.SIGNED, Source(mentions[0].span, "name", mentions[0]), None)


# --- before the words -------------------------------------------------------------------------------------------------


def _ahead(reading: Reading, quoted: Quoted, limit: int, *, is_cued: bool) -> Attribution | None:
    masked = reading.masked
    end = quoted.outer.start
    start = max(limit, reading.sentence_at(end).start, end - _FARTHEST)
    if end - start < 2 or not masked[start:end].strip(" ,—–-"):
        return None
    named = _handed_over(reading, start, end)
    found = (
        None if named is not None and not masked[start:end].rstrip().endswith(":") else _by_verb(reading, start, end)
    )
    if found is not None:
        return found
    if is_cued and start == limit:
        return None
    according = _ACCORDING_BEFORE.search(masked, start, end)
    if according is not None:
        source = _first_source(reading, according.end(), end)
        if source is not None:
            return Attribution(Rule.ACCORDING, source, according[1])
    source = named or _main_subject(reading, start, end)
    if source is None:
        return None
    is_colon = masked[start:end].rstrip().endswith(":")
    is_label = is_colon and masked[source.span.end : end].strip() in (":", "):")
    return Attribution(Rule.COLON if is_label or is_colon else Rule.SUBJECT, source, None)


def _by_verb(reading: Reading, start: int, end: int) -> Attribution | None:
    masked = reading.masked
    for verb in reversed(list(_VERB.finditer(masked, start, end))):
        if _PARTICIPLE.fullmatch(verb[0]):
            cited = _CITED.search(masked, start, verb.start())
            if cited is not None:
                source = _ending_at(reading, cited.end(1), len(masked[: verb.start()].rstrip()) - len(" as"))
                return Attribution(Rule.BEFORE, source, verb[0]) if source else None
            source = _named_right_before(reading, start, verb.start()) or _main_subject(reading, start, verb.start())
            if source is not None:
                return Attribution(Rule.PARTICIPLE, source, verb[0])
            continue
        if _RELATIVE_BEFORE.search(masked, start, verb.start()) and _VERB.search(masked, start, verb.start()):
            continue  # "told a woman who asked whether …": the one who told
        source = _subject(reading, start, verb.start())
        if source is not None:
            is_introduced = _INTRODUCES.search(masked, verb.end(), end) or not masked[verb.end() : end].strip()
            return Attribution(Rule.BEFORE if is_introduced else Rule.SUBJECT, source, verb[0])
    return None


def _named_right_before(reading: Reading, start: int, place: int) -> Source | None:
    """Footage of Ana Ruiz saying …"""
    end = len(reading.masked[:place].rstrip())
    mentions = reading.people.mentions_in(start, end)
    if not mentions or mentions[-1].core.end != end or mentions[-1].is_owner:
        return None
    return Source(mentions[-1].span, "name", mentions[-1])


def _handed_over(reading: Reading, start: int, end: int) -> Source | None:
    """Ana Ruiz -- "…": a name with nothing but a mark between it and the words."""
    to_her = _TO_HER.search(reading.masked, start, end)
    if to_her is not None and to_her.end() == end:
        return Source(Span(*to_her.span(1)), "pronoun")
    mentions = reading.people.mentions_in(start, end)
    if not mentions or not re.fullmatch(
        r"(?:\s?\([^()]*\))?\s?(?:--|—|–|:)\s?", reading.masked[mentions[-1].span.end : end]
    ):
        return None
    return Source(mentions[-1].span, "name", mentions[-1])


def labelled(reading: Reading, quoted: Quoted) -> Attribution | None:
    """A transcript inside the marks: "RUIZ: We will see." """
    label = _LABEL.match(reading.text, quoted.inner.start, quoted.inner.end)
    if label is None:
        return None
    mentions = reading.people.mentions_in(label.start(), label.end())
    source = Source(Span(*label.span(1)), "name", mentions[-1]) if mentions else Source(Span(*label.span(1)), "nominal")
    return Attribution(Rule.LABEL, source, None, label.end())


def introduced(reading: Reading, quoted: Quoted) -> Attribution:
    """From the sentence before: it ends with a colon, tells what somebody said, or at least has somebody act."""
    sentence = reading.sentence_before(quoted.outer.start)
    if sentence is None or sentence.end - sentence.start > _FARTHEST:
        return UNATTRIBUTED
    masked = reading.masked
    is_colon = sentence.of(masked).rstrip().endswith(":")
    verbs = [m for m in _VERB.finditer(masked, sentence.start, sentence.end) if not _PARTICIPLE.fullmatch(m[0])]
    for verb in reversed(verbs) if is_colon else verbs:
        source = _subject(reading, sentence.start, verb.start())
        if source is not None:
            return Attribution(Rule.COLON if is_colon else Rule.TOLD_BEFORE, source, verb[0])
    source = _main_subject(reading, sentence.start, sentence.end)
    if source is None:
        return UNATTRIBUTED
    return Attribution(Rule.COLON if is_colon else Rule.SUBJECT, source, None)


# --- subjects ---------------------------------------------------------------------------------------------------------


def _first_source(reading: Reading, start: int, end: int) -> Source | None:
    """Who stands right behind "said" or "according to"."""
    masked = reading.masked
    pronoun = _PRONOUN_START.match(masked, start, end)
    if pronoun is not None:
        return Source(Span(*pronoun.span(1)), "pronoun")
    stop = re.compile(r"[,;:.](?:\s|$)|\s(?:in|on|during|when|after|who|that|as|while|before|at)\s|\s[—–]").search(
        masked, start, end
    )
    while stop is not None and masked[stop.start()] == "." and _is_abbreviation(masked, stop.start()):
        stop = re.compile(r"[,;:.](?:\s|$)|\s(?:in|on|during|when|after|who|that|as|while|before|at)\s|\s[—–]").search(
            masked, stop.end(), end
        )
    phrase_end = stop.start() if stop else end
    mentions = [m for m in reading.people.mentions_in(start, end) if m.span.start < phrase_end]
    phrase = masked[start:phrase_end]
    if not mentions:
        return _nominal_at(reading, start, end, phrase_end)
    person = next((m for m in mentions if _is_person(reading, m) and not m.is_owner), None)
    first = mentions[0]
    gap = masked[start : first.span.start]
    if person is not None and (person is first or not _PREPOSITION_END.search(masked[start : person.span.start])):
        if person is first and re.match(r"(?:an?)\s.*\b(?:of|for|with|at|from|to)\s", gap):
            return Source(Span(start, phrase_end), "nominal")
        return Source(person.span, "name", person)
    if first.is_owner or _SPOKES.match(masked[first.span.end : phrase_end].lstrip()):
        behind = [
            m for m in reading.people.mentions_in(phrase_end, min(end, phrase_end + 60)) if _is_person(reading, m)
        ]
        if behind and re.fullmatch(r",?\s?", masked[phrase_end : behind[0].span.start]):
            return Source(behind[0].span, "name", behind[0])
        return Source(Span(start, phrase_end), "nominal")
    if re.match(r"(?:[a-z][\w’'-]*\s)+", gap) and gap.strip() != "the":
        return _nominal_at(reading, start, end, phrase_end)
    if _NOUN_BEHIND.match(masked, first.core.end, phrase_end):
        return Source(Span(start, phrase_end), "nominal")  # "according to Justice Department records"
    return Source(first.span, "name", first) if phrase else None


def _is_abbreviation(masked: str, place: int) -> bool:
    return (
        re.search(
            r"(?:\b[A-Z]|Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Lt|Gen|Col|Sgt|Jr|Sr|Rev|Del|St|Prof|Capt)$",
            masked[max(0, place - 6) : place],
        )
        is not None
    )


def _nominal_at(reading: Reading, start: int, end: int, phrase_end: int) -> Source | None:
    masked = reading.masked
    found = re.compile(rf"(?:{_DETERMINED}\s)?[a-z]").match(masked, start, end)
    if found is None or phrase_end <= start:
        return None
    named = [m for m in reading.people.mentions_in(phrase_end, min(end, phrase_end + 50)) if _is_person(reading, m)]
    if named and re.fullmatch(r",\s", masked[phrase_end : named[0].span.start]):
        return Source(named[0].span, "name", named[0])  # "said the group's director, Ana Ruiz"
    return Source(Span(start, phrase_end), "nominal")


def _is_person(reading: Reading, mention: Mention) -> bool:
    return reading.people.entity_of(mention).kind == "person"


def _subject(reading: Reading, start: int, verb: int) -> Source | None:
    """The subject of the verb at an offset, at or behind `start`."""
    masked = reading.masked
    end = _trimmed_end(masked, start, verb)
    if end <= start:
        return None
    if masked[end - 1] == ",":
        return _before_apposition(reading, start, end - 1)
    left = masked[start:end]
    if re.search(r"\b(?:and|but|or|then|to|not|would|will|could|might|should|may)$", left):
        return _main_subject(reading, start, end)
    pronoun = _PRONOUN_END.search(masked, start, end)
    if pronoun is not None:
        if pronoun[1].lower() == "who":
            return _ending_at(reading, start, _trimmed_end(masked, start, pronoun.start(1)), is_relative=True)
        return Source(Span(*pronoun.span(1)), "pronoun")
    return _ending_at(reading, start, end) or _main_subject(reading, start, end)


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


def _ending_at(reading: Reading, start: int, end: int, *, is_relative: bool = False) -> Source | None:
    """The noun phrase that ends at an offset."""
    masked = reading.masked
    end = len(masked[:end].rstrip(" ,")) if is_relative else end
    mentions = reading.people.mentions_in(start, end)
    last = mentions[-1] if mentions else None
    if last is not None and last.span.end == end and not last.is_owner:
        governed = _PREPOSITION_END.search(masked, start, last.span.start)
        if governed is None:
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
    """ "the company", "a spokeswoman for Acme", "officials": a source with no name."""
    masked = reading.masked
    window = max(start, head_end - 90)
    found = None
    for match in re.compile(rf"(?<![\w'’-]){_DETERMINED}\s").finditer(masked, window, head_end):
        phrase = masked[match.start() : head_end]
        if not re.search(
            r"[,;:.—–\"“”]|\s(?:that|and|who|which|is|was|were|are|has|had|of|for|in|on|at|to|by|from|with|about)\s",
            phrase,
        ):
            found = match.start()
            break
    if found is None:
        generic = _GENERIC.search(masked, max(start, head_end - 20), head_end)
        if generic is not None and generic.end() == head_end:
            found = generic.start()
            owner = [m for m in reading.people.mentions_in(start, found) if m.span.end == found - 1]
            found = owner[0].span.start if owner else found
    if found is None:
        owners = reading.people.mentions_in(window, head_end)
        if owners and re.fullmatch(rf"(?:['’]s)?\s{_SPOKES.pattern}", masked[owners[-1].span.end : head_end]):
            found = owners[-1].span.start
    if found is None:
        return None
    return Source(Span(found, end), "nominal")


def _before_apposition(reading: Reading, start: int, end: int) -> Source | None:
    """ "Ruiz, who heads the group, said": back over what only describes."""
    masked = reading.masked
    commas = [end, *[m.start() for m in re.compile(r",").finditer(masked, start, end)][::-1], start - 1]
    for right, left in pairwise(commas):
        segment = masked[left + 1 : right]
        mentions = reading.people.mentions_in(left + 1, right)
        is_last = left == start - 1
        if not is_last and (_APPOSITIVE_START.match(segment) or not mentions):
            continue
        if mentions and not (_APPOSITIVE_START.match(segment) and not is_last):
            source = _subject_of_segment(reading, left + 1, right)
            if source is not None:
                return source
    return _main_subject(reading, start, end)


def _subject_of_segment(reading: Reading, start: int, end: int) -> Source | None:
    source = _ending_at(reading, start, _trimmed_end(reading.masked, start, end))
    return source if source is not None and source.form == "name" else _main_subject(reading, start, end)


def _main_subject(reading: Reading, start: int, end: int) -> Source | None:
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
    masked = reading.masked
    candidates: list[Source] = []
    pronoun = re.compile(r"(?<![\w'’-])(?:[Hh]e|[Ss]he|[Tt]hey)(?![\w-])").search(masked, start, end)
    if pronoun is not None:
        candidates.append(Source(Span(*pronoun.span()), "pronoun"))
    for mention in reading.people.mentions_in(start, end):
        if mention.is_owner or _PREPOSITION_END.search(masked, start, mention.span.start):
            continue
        if reading.people.entity_of(mention).kind == "place":
            continue
        candidates.append(Source(mention.span, "name", mention))
        break
    nominal = re.compile(
        rf"\s*(?:{_DETERMINED})\s(?:[\w-]+\s){{0,3}}?(?:{ROLE_NOUN}s?|company|firm|group|agency|commission|report|letter|statement|campaign|paper|newspaper)\b"
    ).match(masked, start, end)
    if nominal is not None:
        candidates.append(
            Source(Span(nominal.start() + len(nominal[0]) - len(nominal[0].lstrip()), nominal.end()), "nominal")
        )
    if not candidates:
        return None
    first = min(candidates, key=lambda source: source.span.start)
    if first.form == "nominal":
        named = [c for c in candidates if c.form == "name" and c.span.start - first.span.end in range(-200, 3)]
        return named[0] if named else first
    return first


def entity_of(reading: Reading, source: Source) -> Entity | None:
    """The named speaker a source stands for, or None."""
    if source.form == "name" and source.mention is not None:
        return reading.people.entity_of(source.mention)
    words = source.span.of(reading.text)
    if source.form == "pronoun":
        return reading.followed.pronoun(source.span.start)
    return reading.followed.nominal(words, source.span.start)


def post_of(reading: Reading, source: Source | None) -> tuple[str | None, str | None]:
    """Role and affiliation of an unnamed source, where its description has them: "an Acme Vision spokesman"."""
    if source is None or source.form != "nominal":
        return None, None
    role = _ROLE_IN.search(reading.text, source.span.start, source.span.end)
    mentions = reading.people.mentions_in(source.span.start, source.span.end)
    named = next((m for m in mentions if not _is_person(reading, m)), None)
    return (role[0] if role else None), (reading.people.entity_of(named).name if named else None)

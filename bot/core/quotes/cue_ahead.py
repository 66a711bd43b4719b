"""Who says a quotation, from the words before it: in its own sentence, or in the one that introduces it."""

import re

from bot.core.language.name_words import words
from bot.core.model import Span
from bot.core.quotes.cues import (
    BY,
    FARTHEST,
    PARTICIPLE,
    UNATTRIBUTED,
    VERB,
    Attribution,
    Rule,
    finite_verbs,
    is_noun,
    quoted_behind,
)
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import (
    Source,
    alone_before,
    main_subject,
    named_right_before,
    phrase_ending_at,
    source_behind,
    subject_of,
)

_ACCORDING_BEFORE = re.compile(r"\b(according\sto|in\sthe\swords\sof)\s", re.IGNORECASE)
_INTRODUCES = re.compile(r"[,:]\s*$|\bthat\s*$|\bas\s*$", re.IGNORECASE)
_TO_SOMEBODY = frozenset(("told", "asked", "reminded", "informed"))
_CITED = re.compile(r"\b(cited|quoted|quotes|cites)\s[^,.;]{2,80}\sas\s$")
_WITH_SOMEBODY = re.compile(r"\b[Ww]ith\s((?:an?|one|some|several|many|the)\s[^,;]{2,60})\s$")
_PASSIVE = re.compile(r"(?:\b(?:was|were|is|are|be|been|being)\s(?:\w+ly\s)?|,\s)$")
_FINDS = re.compile(r"\b(found|finds|ruled|rules|held|holds)\s(?:that\s)?$")
_FINDER = re.compile(
    r"\b(?:[Rr]eport|[Ss]tudy|[Rr]eview|[Aa]udit|[Ii]nvestigation|[Aa]nalysis|[Ii]nquiry|[Ss]urvey|[Pp]aper|[Cc]ourt|[Jj]udge|[Pp]anel|"
    r"[Jj]ury|[Tt]ribunal|[Cc]ommission|[Rr]egulator|[Ww]atchdog|[Rr]esearchers|[Aa]uditors?|[Ii]nspectors?|[Jj]ustices?)\b"
)
_NOUNS_TOO = words(
    "claims claim reports notes note calls states charges remarks comments answers tweet tweets posts replies "
    "estimates denies promises"
)
_ANOTHER_CLAUSE = re.compile(r"[\s,—–-]*(?:and|but|while)\s")
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their|our|my|of|in|for|with|from|by|on|these|those|such|any|no|some|new|recent|public|"
    r"many|several|other|media|news|official|united)|['’]s)\s(?:\d{4}\s)?$",
    re.IGNORECASE,
)
_TO_HER = re.compile(r"\b(?:[Tt]o|[Ff]or)\s(her|him),\s$")
_RELATIVE_BEFORE = re.compile(r"(?<!,\s)\bwho\s(?:\w+ly\s|had\s|has\s)?$")
_TURNED = re.compile(r"\s*(Said|Says|Added|Adds|Wrote|Writes|Tweeted|Noted|Recalled|Explained)\s(?=\S)")
_SET_OFF = re.compile(
    r"(?:\s?\([^()]*\))?(?:,\s(?:an?|the|then|now|former|who)\s[^,;:“”\"\n]{2,80})?,?\s?(?P<mark>--|—|–|:)\s?"
)
_A_GAP = 1  # character before the mark
_WORDS_BY = re.compile(r"\b(?:statement|comment|remark|tweet|message|answer|response|reply|words)s?\s(?:by|from|of)\s")


def cued_ahead(reading: Reading, quoted: Quoted, limit: int, *, is_cued: bool) -> Attribution | None:
    masked = reading.masked
    end = quoted.outer.start
    start = max(limit, reading.sentence_at(end).start, end - FARTHEST)
    if end - start < 2 or not masked[start:end].strip(" ,—–-"):
        return None
    turned = _TURNED.match(masked, start, end)
    behind = source_behind(reading, turned.end(), end) if turned is not None else None
    if turned is not None and behind is not None:
        return Attribution(Rule.BEFORE, behind, turned[1].lower())
    named = _handed_over(reading, start, end)
    found = (
        None
        if named is not None and not masked[start:end].rstrip().endswith(":")
        else _by_verb(reading, start, end, is_cued=is_cued and start == limit)
    )
    if found is not None:
        return found
    if is_cued and start == limit:
        return None
    according = _ACCORDING_BEFORE.search(masked, start, end)
    if according is not None:
        source = source_behind(reading, according.end(), end)
        if source is not None:
            return Attribution(Rule.ACCORDING, source, according[1])
    source = named or main_subject(reading, start, end)
    if source is None:
        return None
    is_colon = masked[start:end].rstrip().endswith(":")
    is_label = is_colon and masked[source.span.end : end].strip() in (":", "):")
    return Attribution(Rule.COLON if is_label or is_colon else Rule.SUBJECT, source, None)


def _by_verb(reading: Reading, start: int, end: int, *, is_cued: bool) -> Attribution | None:
    masked = reading.masked
    finds = _FINDS.search(masked, start, end)
    if finds is not None:
        source = subject_of(reading, start, finds.start())
        if source is not None and _FINDER.search(masked, source.span.start, source.span.end):
            return Attribution(Rule.BEFORE, source, finds[1])
    for verb in reversed(list(VERB.finditer(masked, start, end))):
        if verb[0] in _NOUNS_TOO and _NOUN_BEFORE.search(masked, start, verb.start()):
            continue
        by = BY.match(masked, verb.end(), end)
        is_passive = by is not None and _PASSIVE.search(masked, start, verb.start())
        agent = source_behind(reading, by.end(), end) if by is not None and is_passive else None
        if agent is not None:
            return Attribution(Rule.BEFORE, agent, verb[0])
        if verb[0] == "quoting" and (source := quoted_behind(reading, verb.end() + 1, end)) is not None:
            return Attribution(Rule.PARTICIPLE, source, verb[0])
        if masked.startswith(" by ", verb.end()):
            continue
        if PARTICIPLE.fullmatch(verb[0]):
            cited = _CITED.search(masked, start, verb.start())
            if cited is not None:
                source = phrase_ending_at(reading, cited.end(1), len(masked[: verb.start()].rstrip()) - len(" as"))
                return Attribution(Rule.BEFORE, source, verb[0]) if source else None
            source = named_right_before(reading, start, verb.start())
            absolute = _WITH_SOMEBODY.search(masked, start, verb.start())
            if source is None and absolute is not None:
                source = Source(Span(*absolute.span(1)), "nominal")
            if source is None and is_cued and not _ANOTHER_CLAUSE.match(masked, start, verb.start()):
                continue  # "…," Ruiz told the Herald, adding that "…": hers too, and never the listener's
            source = source or _sayer(reading, start, verb.start()) or main_subject(reading, start, verb.start())
            if source is not None:
                return Attribution(Rule.PARTICIPLE, source, verb[0])
            continue
        if _RELATIVE_BEFORE.search(masked, start, verb.start()) and VERB.search(masked, start, verb.start()):
            continue  # "told a woman who asked whether …": the one who told
        source = _inserted(reading, start, verb) or subject_of(reading, start, verb.start())
        if source is not None and not is_noun(masked, verb, source):
            is_introduced = _INTRODUCES.search(masked, verb.end(), end) or not masked[verb.end() : end].strip()
            return Attribution(Rule.BEFORE if is_introduced else Rule.SUBJECT, source, verb[0])
    return None


def _sayer(reading: Reading, start: int, end: int) -> Source | None:
    """Whom "adding" goes on with: "her lawyer, Ana Ruiz, said, adding"; or "some" in "some chanting"."""
    alone = alone_before(reading.masked, start, end)
    if alone is not None:
        return alone
    said = next((v for v in finite_verbs(reading.masked, start, end) if reading.masked[v.end() : end] == ", "), None)
    return subject_of(reading, start, said.start()) if said is not None else None


def _inserted(reading: Reading, start: int, verb: re.Match[str]) -> Source | None:
    """ "The bill, said Ana Ruiz, is …": a cue turned round, between commas, inside what it hands over."""
    if verb[0] in _TO_SOMEBODY or not reading.masked[start : verb.start()].endswith(", "):
        return None
    named = reading.people.mentions_in(verb.end(), verb.end() + FARTHEST)[:1]
    if not named or named[0].is_owner or named[0].span.start != verb.end() + 1:
        return None
    if reading.masked[named[0].span.end : named[0].span.end + 1] != ",":
        return None  # "Ruiz, chair of the council, said Moore "…"": Moore is spoken of
    return Source(named[0].span, "name", named[0])


def _handed_over(reading: Reading, start: int, end: int) -> Source | None:
    """Ana Ruiz -- "…": a name with nothing but a mark between it and the words."""
    to_her = _TO_HER.search(reading.masked, start, end)
    if to_her is not None and to_her.end() == end:
        return Source(Span(*to_her.span(1)), "pronoun")
    named = [
        m for m in reading.people.mentions_in(start, end) if reading.people.entity_of(m).kind not in ("place", "thing")
    ]
    if not named:
        return None
    behind = _SET_OFF.fullmatch(reading.masked, named[-1].span.end, end)
    is_person = reading.people.entity_of(named[-1]).is_person
    if behind is None or named[-1].is_owner or (not is_person and behind.start("mark") - named[-1].span.end > _A_GAP):
        return None
    return Source(named[-1].span, "name", named[-1])


def introduced(reading: Reading, quoted: Quoted) -> Attribution:
    """From the sentence before: it ends with a colon, tells what somebody said, or at least has somebody act."""
    sentence = reading.sentence_before(quoted.outer.start)
    if sentence is None or sentence.end - sentence.start > FARTHEST:
        return UNATTRIBUTED
    masked = reading.masked
    is_colon = sentence.of(masked).rstrip().endswith(":")
    by = _WORDS_BY.search(masked, sentence.start, sentence.end) if is_colon else None
    author = source_behind(reading, by.end(), sentence.end) if by is not None else None
    if author is not None:
        return Attribution(Rule.COLON, author, None)
    verbs = [m for m in VERB.finditer(masked, sentence.start, sentence.end) if not PARTICIPLE.fullmatch(m[0])]
    for verb in reversed(verbs) if is_colon else verbs:
        source = subject_of(reading, sentence.start, verb.start())
        if source is not None:
            return Attribution(Rule.COLON if is_colon else Rule.TOLD_BEFORE, source, verb[0])
    source = main_subject(reading, sentence.start, sentence.end)
    if source is None:
        return UNATTRIBUTED
    return Attribution(Rule.COLON if is_colon else Rule.SUBJECT, source, None)

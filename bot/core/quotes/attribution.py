"""Who says a quotation, from the words beside it.

Rules in the order in which a reader trusts them: the cue behind the words, the cue before them, a name and a colon, the
other half of an interrupted quotation, the paragraph before. Each finds the subject of the saying, never its object.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.core.language.name_words import ROLE_NOUN, words
from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import (
    ADVERBS,
    Source,
    alone_before,
    main_subject,
    named_right_before,
    phrase_ending_at,
    source_behind,
    subject_of,
)

_INVERTED = re.compile(rf"[\s,—–-]*(?:(?:as|then)\s)?{ADVERBS}?\s?({SAY_VERB})(?:\s[a-z]+ly)?\s(?=\S)(?!that\b)")
_VERB = re.compile(rf"(?<![\w'’-]){SAY_VERB}(?![\w'’])")
_ACCORDING = re.compile(r"[\s,—–-]*(according\sto|per|in\sthe\swords\sof)\s", re.IGNORECASE)
_ACCORDING_BEFORE = re.compile(r"\b(according\sto|in\sthe\swords\sof)\s", re.IGNORECASE)
_SIGNED = re.compile(r"[ \u00a0]*(?:\n{0,2}(?:—|–|―|--)|-)\s?(?=[A-Z])")
_INTRODUCES = re.compile(r"[,:]\s*$|\bthat\s*$|\bas\s*$", re.IGNORECASE)
_CLOSED = ".,?!…—–"
_REST = re.compile(rf"(?:\s[\w’'-]+){{1,12}},\s({SAY_VERB})\s(?=[A-Z])")
_TO_SOMEBODY = frozenset(("told", "asked", "reminded", "informed"))
_CREDITS = frozenset(("reports", "reported", "according to"))
_CITED = re.compile(r"\b(cited|quoted|quotes|cites)\s[^,.;]{2,80}\sas\s$")
_WITH_SOMEBODY = re.compile(r"\b[Ww]ith\s((?:an?|one|some|several|many|the)\s[^,;]{2,60})\s$")
_TOLD_BY = re.compile(r"\s[^.,;:“”\"\n]{2,60}?\s(?:was|were|is|are|been)\s(told|asked|warned|reminded|informed)\sby\s")
_IS_QUOTED = re.compile(r"(?:was|were|is|are)\s")
_BY = re.compile(r"(?:\s\w+ly)?\sby\s")
_PASSIVE = re.compile(r"(?:\b(?:was|were|is|are|be|been|being)\s(?:\w+ly\s)?|,\s)$")
_CALLED = re.compile(
    r"\b(called|dubbed|branded|labell?ed|termed|(?:described|denounced|hailed|characteri[sz]ed|condemned|praised|dismissed)\sas)"
    r"\s$"
)
_FINDS = re.compile(r"\b(found|finds|ruled|rules|held|holds)\s(?:that\s)?$")
_FINDER = re.compile(
    r"\b(?:[Rr]eport|[Ss]tudy|[Rr]eview|[Aa]udit|[Ii]nvestigation|[Aa]nalysis|[Ii]nquiry|[Ss]urvey|[Pp]aper|[Cc]ourt|[Jj]udge|[Pp]anel|"
    r"[Jj]ury|[Tt]ribunal|[Cc]ommission|[Rr]egulator|[Ww]atchdog|[Rr]esearchers|[Aa]uditors?|[Ii]nspectors?|[Jj]ustices?)\b"
)
_QUOTING = re.compile(r",?\squoting\s(?:from\s)?")
_OBJECT = re.compile(r"(her|him)\b")
_NOUNS_TOO = words(
    "claims claim reports notes note calls states charges remarks comments answers tweet tweets posts replies "
    "estimates denies promises"
)
_ANOTHER_CLAUSE = re.compile(r"[\s,—–-]*(?:and|but|while)\s")
_BASE_FORMS = words("claim tweet")
_ONE_ALONE = re.compile(r"(?:[Aa]n?|[Tt]h(?:e|is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]nother)\s.*(?<!s)\s*$")
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|his|her|its|their|our|my|of|in|for|with|from|by|on|these|those|such|any|no|some|new|recent|public|"
    r"many|several|other|media|news|official|united)|['’]s)\s(?:\d{4}\s)?$",
    re.IGNORECASE,
)
_TO_HER = re.compile(r"\b(?:[Tt]o|[Ff]or)\s(her|him),\s$")
_RELATIVE_BEFORE = re.compile(r"(?<!,\s)\bwho\s(?:\w+ly\s|had\s|has\s)?$")
_LABEL = re.compile(r"((?:[A-Z][A-Z.’'-]+)(?:\s[A-Z][A-Z.’'-]+){0,3})(?:\s\([^()]*\))?:\s+(?=\S)")
_PARTICIPLE = re.compile(r"\w+ing\b(?:\sto)?")
_RELATED = re.compile(rf"[^,]{{2,60}}[’']s\s(?:[\w-]+\s){{0,3}}{ROLE_NOUN},")
_BARE_TAIL = re.compile(rf"(?:(?:[A-Z][\w.’'-]*\s){{1,4}}|[Hh]e\s|[Ss]he\s){SAY_VERB}\.")
_FARTHEST = 700  # characters between words and what attributes them; also the bound that keeps this linear
_CREDIT_LINE = re.compile(r"\b(?:contribut(?:ed|ing)|report(?:ed|ing)|[Uu]pdated)\b")
_TURNED = re.compile(r"\s*(Said|Says|Added|Adds|Wrote|Writes|Tweeted|Noted|Recalled|Explained)\s(?=\S)")
_SET_OFF = re.compile(
    r"(?:\s?\([^()]*\))?(?:,\s(?:an?|the|then|now|former|who)\s[^,;:“”\"\n]{2,80})?,?\s?(?P<mark>--|—|–|:)\s?"
)
_A_GAP = 1  # character before the mark
_LONGEST_SIGNATURE = 120
_OTHER_CLAUSE = re.compile(
    r"^(?:and|but)\b|[,;:](?:\s|$)|\b(?:that|which|who|whom|where|because|if|when|after|before|while)\b"
)
_ALONE = re.compile(r"\s?[,.(]|\s(?:of|at|in|from)\s")
_WORDS_BY = re.compile(r"\b(?:statement|comment|remark|tweet|message|answer|response|reply|words)s?\s(?:by|from|of)\s")
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
    NAME_ALONE = 0.86
    PARTICIPLE = 0.85
    NEXT_PARAGRAPH = 0.80
    TOLD_BEFORE = 0.70
    SUBJECT = 0.65
    NONE = 0.2


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
    cued = _quoted_by(reading, quoted, _behind(reading, quoted, behind), behind)
    if cued is not None and cued.cue not in _CREDITS:
        return cued
    ahead = _ahead(reading, quoted, before, is_cued=is_cued)
    if cued is not None and ahead is not None and ahead.cue is not None and _goes_before(reading, quoted, ahead):
        return ahead  # "she tweeted that it '…', the Herald reports": the Herald only heard it
    return cued or _signed(reading, quoted, behind) or ahead or UNATTRIBUTED


def _goes_before(reading: Reading, quoted: Quoted, ahead: Attribution) -> bool:
    return ahead.rule is Rule.BEFORE or quoted.inner.of(reading.text)[0].islower()


# --- behind the words -------------------------------------------------------------------------------------------------


def _behind(reading: Reading, quoted: Quoted, limit: int) -> Attribution | None:
    masked, start = reading.masked, quoted.outer.end
    end = min(limit, _sentence_end(reading, quoted, limit), start + _FARTHEST)
    if end <= start:
        return None
    according = _ACCORDING.match(masked, start, end)
    if according is not None:
        source = source_behind(reading, according.end(), end)
        return Attribution(Rule.ACCORDING, source, according[1], source.span.end) if source else None
    by, called = (
        _BY.match(masked, start, end),
        _CALLED.search(masked, max(0, quoted.outer.start - 30), quoted.outer.start),
    )
    if by is not None and called is not None:
        source = source_behind(reading, by.end(), end)
        return Attribution(Rule.BEHIND, source, called[1], source.span.end) if source else None
    told_by = _TOLD_BY.match(masked, start, end)
    if told_by is not None:
        source = source_behind(reading, told_by.end(), end)
        return Attribution(Rule.BEHIND, source, told_by[1], source.span.end) if source else None
    inverted = _INVERTED.match(masked, start, end)
    if inverted is not None and not _PARTICIPLE.fullmatch(inverted[1]):
        source = source_behind(reading, inverted.end(), end)
        if source is not None:
            return Attribution(Rule.BEHIND, source, inverted[1], source.span.end)
    reported = _behind_the_rest(reading, quoted, end)
    if reported is not None:
        return reported
    for verb in _finite_verbs(masked, start, end):
        if verb.start() - start > 220:
            break
        source = subject_of(reading, start, verb.start())
        if source is None or _is_noun(masked, verb, source):
            continue
        if _is_close(masked[start : source.span.start]):
            return Attribution(Rule.BEHIND, source, verb[0], verb.end())
    return _name_alone(reading, quoted, end)


def _behind_the_rest(reading: Reading, quoted: Quoted, end: int) -> Attribution | None:
    """ "“What we fear is the rollout” of these cameras, said Ana Ruiz": the sentence goes on without marks."""
    if reading.text[quoted.inner.end - 1] in _CLOSED:
        return None
    rest = _REST.match(reading.masked, quoted.outer.end, end)
    if rest is None:
        return None
    source = source_behind(reading, rest.end(), end)
    if source is None or source.form != "name":
        return None
    return Attribution(Rule.SUBJECT, source, rest[1], source.span.end)


def _finite_verbs(masked: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Verbs with a subject before them: no "referring to", no "a statement tweeted by"."""
    for verb in _VERB.finditer(masked, start, end):
        is_of_another = masked.startswith(" by ", verb.end()) and not _IS_QUOTED.match(verb[0])
        if not _PARTICIPLE.fullmatch(verb[0]) and not is_of_another:
            yield verb


def _is_noun(masked: str, verb: re.Match[str], source: Source) -> bool:
    """ "In a Saturday tweet": one alone tweets; only many, or "I", tweet."""
    return verb[0] in _BASE_FORMS and _ONE_ALONE.match(masked, source.span.start, verb.start()) is not None


def _quoted_by(reading: Reading, quoted: Quoted, cued: Attribution | None, limit: int) -> Attribution | None:
    """ "…," said Ruiz, quoting Park: the words are Park's."""
    if cued is None or cued.source is None:
        return cued
    end = min(limit, _sentence_end(reading, quoted, limit))
    quoting = _QUOTING.match(reading.masked, max(cued.end, cued.source.span.end), end)
    source = _quoted_behind(reading, quoting.end(), end) if quoting is not None else None
    return Attribution(Rule.PARTICIPLE, source, "quoting", cued.end) if source is not None else cued


def _quoted_behind(reading: Reading, start: int, end: int) -> Source | None:
    pronoun = _OBJECT.match(reading.masked, start, end)
    return Source(Span(*pronoun.span(1)), "pronoun") if pronoun is not None else source_behind(reading, start, end)


def _name_alone(reading: Reading, quoted: Quoted, end: int) -> Attribution | None:
    """A quotation that breaks off with a comma, and a name: the verb was forgotten, or never meant to be there."""
    if reading.text[quoted.inner.end - 1] != ",":
        return None
    mentions = reading.people.mentions_in(quoted.outer.end, end)
    if not mentions or mentions[0].is_owner or mentions[0].span.start > quoted.outer.end + len(" the "):
        return None
    if not _ALONE.match(reading.masked, mentions[0].span.end, end) and mentions[0].span.end < end:
        return None
    return Attribution(Rule.NAME_ALONE, Source(mentions[0].span, "name", mentions[0]), None, mentions[0].span.end)


def _is_close(between: str) -> bool:
    """Nothing but a comma, a dash or the words of a title stands between the quotation and who says it."""
    title = between.strip(" ,—–-")
    if _RELATED.match(title):
        title = title[title.index(",") + 1 :]
    return len(title.split()) <= _TITLE_WORDS and not _OTHER_CLAUSE.search(title)


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
    """A name behind a dash, alone on its line, perhaps the next: "…" — Ana Ruiz, Westport."""
    dash = _SIGNED.match(reading.masked, quoted.outer.end)
    if dash is None or (dash.end() > limit and "\n" not in dash[0]):
        return None
    line_end = reading.text.find("\n", dash.end(), dash.end() + _LONGEST_SIGNATURE + 1)
    line_end = min(len(reading.text), dash.end() + _LONGEST_SIGNATURE + 1) if line_end < 0 else line_end
    mentions = reading.people.mentions_in(dash.end() - 1, line_end)
    if not mentions or mentions[0].span.start > dash.end() + 4 or line_end - dash.end() > _LONGEST_SIGNATURE:
        return None
    if _VERB.search(reading.masked, dash.end(), line_end) or _CREDIT_LINE.search(reading.masked, dash.end(), line_end):
        return None
    return Attribution(Rule.SIGNED, Source(mentions[0].span, "name", mentions[0]), None)


# --- before the words -------------------------------------------------------------------------------------------------


def _ahead(reading: Reading, quoted: Quoted, limit: int, *, is_cued: bool) -> Attribution | None:
    masked = reading.masked
    end = quoted.outer.start
    start = max(limit, reading.sentence_at(end).start, end - _FARTHEST)
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
    for verb in reversed(list(_VERB.finditer(masked, start, end))):
        if verb[0] in _NOUNS_TOO and _NOUN_BEFORE.search(masked, start, verb.start()):
            continue
        by = _BY.match(masked, verb.end(), end)
        is_passive = by is not None and _PASSIVE.search(masked, start, verb.start())
        agent = source_behind(reading, by.end(), end) if by is not None and is_passive else None
        if agent is not None:
            return Attribution(Rule.BEFORE, agent, verb[0])
        if verb[0] == "quoting" and (source := _quoted_behind(reading, verb.end() + 1, end)) is not None:
            return Attribution(Rule.PARTICIPLE, source, verb[0])
        if masked.startswith(" by ", verb.end()):
            continue
        if _PARTICIPLE.fullmatch(verb[0]):
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
        if _RELATIVE_BEFORE.search(masked, start, verb.start()) and _VERB.search(masked, start, verb.start()):
            continue  # "told a woman who asked whether …": the one who told
        source = _inserted(reading, start, verb) or subject_of(reading, start, verb.start())
        if source is not None and not _is_noun(masked, verb, source):
            is_introduced = _INTRODUCES.search(masked, verb.end(), end) or not masked[verb.end() : end].strip()
            return Attribution(Rule.BEFORE if is_introduced else Rule.SUBJECT, source, verb[0])
    return None


def _sayer(reading: Reading, start: int, end: int) -> Source | None:
    """Whom "adding" goes on with: "her lawyer, Ana Ruiz, said, adding"; or "some" in "some chanting"."""
    alone = alone_before(reading.masked, start, end)
    if alone is not None:
        return alone
    said = next((v for v in _finite_verbs(reading.masked, start, end) if reading.masked[v.end() : end] == ", "), None)
    return subject_of(reading, start, said.start()) if said is not None else None


def _inserted(reading: Reading, start: int, verb: re.Match[str]) -> Source | None:
    """ "The bill, said Ana Ruiz, is …": a cue turned round, between commas, inside what it hands over."""
    if verb[0] in _TO_SOMEBODY or not reading.masked[start : verb.start()].endswith(", "):
        return None
    named = reading.people.mentions_in(verb.end(), verb.end() + _FARTHEST)[:1]
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
    by = _WORDS_BY.search(masked, sentence.start, sentence.end) if is_colon else None
    author = source_behind(reading, by.end(), sentence.end) if by is not None else None
    if author is not None:
        return Attribution(Rule.COLON, author, None)
    verbs = [m for m in _VERB.finditer(masked, sentence.start, sentence.end) if not _PARTICIPLE.fullmatch(m[0])]
    for verb in reversed(verbs) if is_colon else verbs:
        source = subject_of(reading, sentence.start, verb.start())
        if source is not None:
            return Attribution(Rule.COLON if is_colon else Rule.TOLD_BEFORE, source, verb[0])
    source = main_subject(reading, sentence.start, sentence.end)
    if source is None:
        return UNATTRIBUTED
    return Attribution(Rule.COLON if is_colon else Rule.SUBJECT, source, None)

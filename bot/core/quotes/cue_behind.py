"""Who says a quotation, from the words behind it: a cue, a name after a dash, or a name alone."""

import re

from bot.core.language.name_words import ROLE_NOUN
from bot.core.language.saying import SAY_VERB
from bot.core.quotes.cues import BY, FARTHEST, PARTICIPLE, VERB, Attribution, Rule, finite_verbs, is_noun, quoted_behind
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import ADVERBS, Source, source_behind, subject_of

_INVERTED = re.compile(rf"[\s,—–-]*(?:(?:as|then)\s)?{ADVERBS}?\s?({SAY_VERB})(?:\s[a-z]+ly)?\s(?=\S)(?!that\b)")
_ACCORDING = re.compile(r"[\s,—–-]*(according\sto|per|in\sthe\swords\sof)\s", re.IGNORECASE)
_SIGNED = re.compile(r"[ \u00a0]*(?:\n{0,2}(?:—|–|―|--)|-)\s?(?=[A-Z])")
_CLOSED = ".,?!…—–"
_REST = re.compile(rf"(?:\s[\w’'-]+){{1,12}},\s({SAY_VERB})\s(?=[A-Z])")
_TOLD_BY = re.compile(r"\s[^.,;:“”\"\n]{2,60}?\s(?:was|were|is|are|been)\s(told|asked|warned|reminded|informed)\sby\s")
_CALLED = re.compile(
    r"\b(called|dubbed|branded|labell?ed|termed|(?:described|denounced|hailed|characteri[sz]ed|condemned|praised|dismissed)\sas)"
    r"\s$"
)
_QUOTING = re.compile(r",?\squoting\s(?:from\s)?")
_RELATED = re.compile(rf"[^,]{{2,60}}[’']s\s(?:[\w-]+\s){{0,3}}{ROLE_NOUN},")
_BARE_TAIL = re.compile(rf"(?:(?:[A-Z][\w.’'-]*\s){{1,4}}|[Hh]e\s|[Ss]he\s){SAY_VERB}\.")
_CREDIT_LINE = re.compile(r"\b(?:contribut(?:ed|ing)|report(?:ed|ing)|[Uu]pdated)\b")
_LONGEST_SIGNATURE = 120
_OTHER_CLAUSE = re.compile(
    r"^(?:and|but)\b|[,;:](?:\s|$)|\b(?:that|which|who|whom|where|because|if|when|after|before|while)\b"
)
_ALONE = re.compile(r"\s?[,.(]|\s(?:of|at|in|from)\s")
_TITLE_WORDS = 9  # before a name: "the state's former chief technology officer"


def cued_behind(reading: Reading, quoted: Quoted, limit: int) -> Attribution | None:
    masked, start = reading.masked, quoted.outer.end
    end = min(limit, _sentence_end(reading, quoted, limit), start + FARTHEST)
    if end <= start:
        return None
    according = _ACCORDING.match(masked, start, end)
    if according is not None:
        source = source_behind(reading, according.end(), end)
        return Attribution(Rule.ACCORDING, source, according[1], source.span.end) if source else None
    by, called = (
        BY.match(masked, start, end),
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
    if inverted is not None and not PARTICIPLE.fullmatch(inverted[1]):
        source = source_behind(reading, inverted.end(), end)
        if source is not None:
            return Attribution(Rule.BEHIND, source, inverted[1], source.span.end)
    reported = _behind_the_rest(reading, quoted, end)
    if reported is not None:
        return reported
    for verb in finite_verbs(masked, start, end):
        if verb.start() - start > 220:
            break
        source = subject_of(reading, start, verb.start())
        if source is None or is_noun(masked, verb, source):
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


def quoted_by(reading: Reading, quoted: Quoted, cued: Attribution | None, limit: int) -> Attribution | None:
    """ "…," said Ruiz, quoting Park: the words are Park's."""
    if cued is None or cued.source is None:
        return cued
    end = min(limit, _sentence_end(reading, quoted, limit))
    quoting = _QUOTING.match(reading.masked, max(cued.end, cued.source.span.end), end)
    source = quoted_behind(reading, quoting.end(), end) if quoting is not None else None
    return Attribution(Rule.PARTICIPLE, source, "quoting", cued.end) if source is not None else cued


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


def signed(reading: Reading, quoted: Quoted, limit: int) -> Attribution | None:
    """A name behind a dash, alone on its line, perhaps the next: "…" — Ana Ruiz, Westport."""
    dash = _SIGNED.match(reading.masked, quoted.outer.end)
    if dash is None or (dash.end() > limit and "\n" not in dash[0]):
        return None
    line_end = reading.text.find("\n", dash.end(), dash.end() + _LONGEST_SIGNATURE + 1)
    line_end = min(len(reading.text), dash.end() + _LONGEST_SIGNATURE + 1) if line_end < 0 else line_end
    mentions = reading.people.mentions_in(dash.end() - 1, line_end)
    if not mentions or mentions[0].span.start > dash.end() + 4 or line_end - dash.end() > _LONGEST_SIGNATURE:
        return None
    if VERB.search(reading.masked, dash.end(), line_end) or _CREDIT_LINE.search(reading.masked, dash.end(), line_end):
        return None
    return Attribution(Rule.SIGNED, Source(mentions[0].span, "name", mentions[0]), None)

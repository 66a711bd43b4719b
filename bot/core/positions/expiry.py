"""Until when a deed holds: a date where its words give one, else the words."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.core.language.dates import DateMention, find_dates
from bot.core.model import Deed, Span
from bot.core.positions.dated import Dated

Expiry = tuple[date | None, str]

_LIMITED: Final = frozenset(
    {
        Deed.BAN, Deed.MORATORIUM, Deed.SUSPEND, Deed.EXTEND, Deed.RESTRICT, Deed.EXIT, Deed.PASS, Deed.SIGN,
        Deed.INTRODUCE, Deed.PROPOSE, Deed.SETTLE, Deed.RULE,
    }
)  # fmt: skip
_END_WORD: Final = (
    r"\b(?:until|till|through|thru|(?:expir\w+|ends?|ending|laps\w+|runs?\sout|sunset\w*|ceases?\sto\sapply|"
    r"stops?\sapplying)(?:\sautomatically)?(?:\s(?:on|in|at|by))?)"
)
_END_BEFORE = re.compile(rf"{_END_WORD}\s(?:the\s|at\sleast\s)?$", re.IGNORECASE)
_TO_BEFORE = re.compile(r"\bto\s$")  # "extended … to June 30", "runs from January 1 to June 30"
_FROM = re.compile(r"\bfrom\s", re.IGNORECASE)
_TERM_BEFORE = re.compile(
    r"\b(?:lasts?|lasting|runs?|stays?|remains?|holds?|(?:is|are|be|stays?|remains?)\sin\s(?:force|place|effect))\b|\b(?:sunset|expir|laps|"
    r"end)\w*\s$",
    re.IGNORECASE,
)
_TERM_AFTER = re.compile(
    r"[\s-]*(?:[\w-]+\s){0,2}?(?:moratorium|ban|pause|suspension|halt|freeze|prohibition|extension|bar|sunset)\b",
    re.IGNORECASE,
)
_PART_OF_TERM = re.compile(
    r"\b(?:trial|contract|licen[cs]e|debate|battle|pilot|investigation|deal|fight)\b", re.IGNORECASE
)
_KEPT_FROM = re.compile(  # "it may not sell to police in Illinois for five years"
    r"\b(?:(?:will|may|must|can|shall)\s(?:also\s)?not|cannot|barred|banned|forbidden|prohibited|paused|suspended)\b"
)
_SAME_MATTER = re.compile(
    r"\b(?:it|they|he|she|bans?|moratorium|pause|suspension|freeze|halt|law|ordinance|measure|order|policy|rules?|settlement|contract|use|"
    r"using|sell|sales?|service|cameras|technology|software|system|tool)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(r"\b(?:a|an|another|the)\s(?:[\w-]+\s){1,4}(?:that|which)\s", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:nearby|neighbou?ring|adjacent|another\s(?:city|town|state|county|country))\b", re.IGNORECASE
)
_PLACE_BEHIND = re.compile(r"\b(?:in|of)\s(?P<name>[A-Z][\w’'-]+)")
_MONTHS = frozenset((*month_name, *month_abbr, "Sept")) - {""}
_REST = re.compile(r"(?:for\s|through\s)?(?:the\s)?(?:rest|remainder)\b")
_COUNTED_ON = re.compile(r"\b(?:another|further|additional|more)\b", re.IGNORECASE)
_LONGER_BY = re.compile(
    r"\b(?P<by>by\s(?:a|an|one|another|two|three|four|five|six|nine|twelve|eighteen|\d+)\s(?:more\s)?(?:years?|months?|weeks?|days?))\b"
)
_UNTIL = re.compile(
    r"\b(?:until|till|(?:expires?|lasts?|runs?\s+out|ends?|sunsets?)\s+(?:on|in|until|when|once|after))\s+"
    r"(?P<what>further\s+notice|[^,.;]{3,60})|\b(?P<open>indefinitely|permanently)\b|\b(?P<pending>pending\s[^,.;]{3,60})",
    re.IGNORECASE,
)
_DEADLINE_BEFORE = re.compile(
    r"\b(?:have|has|had|having|gives?|given|gave|giving|gets?|got|allow(?:s|ed)?)\s(?:[\w’'-]+\s){0,4}(?:at\sleast\s)?$",
    re.IGNORECASE,
)
_WAS_TO = re.compile(r"\b(?:was|were|been)\s(?:\w+\s)?to\s$", re.IGNORECASE)  # an end that was put off


def expiry(
    dated: Dated, sentences: Sequence[Span], earlier: Sequence[Span], deed: Deed, *, start: date | None
) -> Expiry | None:
    """A day that is named, else a term of the deed's own sentence counted from `start`, else the words behind "until".

    `start` is the day from which the deed holds. `earlier` are sentences of the lead before its own, in which only an
    end that is named counts. In any sentence but its own, what ends must be the deed's matter, and not elsewhere.
    """
    if deed not in _LIMITED:
        return None
    own = sentences[0]
    for one in (*sentences, *earlier):
        for told in dated.within(one):
            if one is not own and not _ends_the_same(dated.text[one.start : told.span.start], own.of(dated.text)):
                continue
            if end := _end(dated, told, one, deed):
                return end
    if deed is Deed.EXTEND and (longer := _LONGER_BY.search(own.of(dated.text))):
        return None, longer["by"]
    for one in sentences:
        for told in dated.within(one):
            if _is_term(dated, told, is_own=one is own):
                return _counted(dated, told, one, start), told.text
    until = next((until for one in sentences if (until := _open_end(one.of(dated.text), is_own=one is own))), None)
    return None if until is None else (None, until)


def _end(dated: Dated, told: DateMention, sentence: Span, deed: Deed) -> Expiry | None:
    """A day after "until" or "expires on"; words where it is no day, "until June 2027" having two readings."""
    before = dated.text[max(sentence.start, told.span.start - 34) : told.span.start]
    ends = _END_BEFORE.search(before) or _second_of_two(dated, told, sentence, before, deed)
    if told.relation == "until" and _REST.match(told.text):
        return told.last, told.text
    if ends is None or told.is_duration or (dated.day and told.last and told.last < dated.day):
        return None
    if _is_other_end(dated, told, sentence, told.span.start - len(before) + ends.start()):
        return None
    if re.match(r"(?:in|within|after)\s", told.text) or dated.goes_on(told):
        return None  # a term, counted from the start
    word = ends.group().lower()
    is_through = word.startswith(("through", "thru"))
    is_day = told.precision == "day" or is_through
    return (told.last if is_through else told.date) if is_day else None, f"{word}{told.text}"


def _ends_the_same(before: str, own: str) -> bool:
    """Whether what ends, told before its end, is the matter of the deed's own sentence.

    The last such noun or pronoun has to be what the end belongs to ("the ban … expires"): no other thing may have come
    in between ("a permit program that expires"), and no other place ("the ban in nearby Glenrock").
    """
    matters = list(_SAME_MATTER.finditer(before))
    if not matters:
        return False
    between = before[matters[-1].end() :]
    if _OTHER_THING.search(between) or _ELSEWHERE.search(between):
        return False
    return all(place["name"] in own or place["name"] in _MONTHS for place in _PLACE_BEHIND.finditer(between))


def _second_of_two(dated: Dated, told: DateMention, sentence: Span, before: str, deed: Deed) -> re.Match[str] | None:
    """The "to" of "extended to June 30" and "from January 1 to June 30"."""
    is_range = deed is Deed.EXTEND or any(
        one.span.end + 4 == told.span.start and _FROM.search(dated.text[one.span.start - 6 : one.span.start])
        for one in dated.within(sentence)
    )
    return _TO_BEFORE.search(before) if is_range else None


def _is_other_end(dated: Dated, told: DateMention, sentence: Span, word: int) -> bool:
    """Whether it is a deadline, an end that was put off, or a beginning: "does not take effect until July"."""
    before = dated.text[max(sentence.start, word - 60) : word]
    is_deadline = _DEADLINE_BEFORE.search(before) or re.match(r",?\sto\s[a-z]+\b", dated.text[told.span.end :][:20])
    is_effect = re.search(r"\b(?:takes?|go|come|goes|comes)\s(?:into\s)?(?:effect|force)\s(?:on\s)?$", before)
    return bool(is_deadline or is_effect or _WAS_TO.search(before))


def _is_term(dated: Dated, told: DateMention, *, is_own: bool) -> bool:
    """ "One-year" before "moratorium", "for five years"; in a later sentence only what "lasts" so long."""
    before = dated.text[max(0, told.span.start - 30) : told.span.start]
    if told.relation == "ago":
        return False
    if not told.is_duration:
        is_span = re.match(r"(?:in|after)\s\w+\s(?:days?|weeks?|months?|years?)", told.text, re.IGNORECASE)
        return is_span is not None and re.search(r"\b(?:sunset|expir|laps)\w*\s$", before) is not None
    if not is_own:
        around = dated.text[max(0, told.span.start - 30) : told.span.end]
        if _TERM_BEFORE.search(before) is not None or re.search(r"\blast", around) is not None:
            return True
        is_kept = _KEPT_FROM.search(dated.text, *dated.sentence_around(told)) is not None
        return is_kept and told.text.lower().startswith("for ")
    if "-" in told.text:
        after = dated.text[told.span.end : told.span.end + 40]
        return _TERM_AFTER.match(after) is not None and not _PART_OF_TERM.match(after.strip())
    return True


def _counted(dated: Dated, told: DateMention, sentence: Span, start: date | None) -> date | None:
    """A term runs from the day the deed holds; "another six months" runs from an end the text may not tell."""
    if _COUNTED_ON.search(told.text) or start is None:
        return None
    again = find_dates(sentence.of(dated.text), start)
    return next((one.last or one.date for one in again if one.span.start == told.span.start - sentence.start), None)


def _open_end(words: str, *, is_own: bool) -> str | None:
    """ "Until further notice" of "lasts until further notice"; a deadline is no end, nor is another matter's."""
    for until in _UNTIL.finditer(words):
        if _DEADLINE_BEFORE.search(words[: until.start()]) or re.search(
            r"\bnot\s(?:\w+\s){0,5}$", words[: until.start()]
        ):
            continue
        if not is_own and not _SAME_MATTER.search(words[: until.start()]):
            continue
        found = until.group().strip()
        place = found.lower().find("until")
        return found[max(place, 0) :]
    return None

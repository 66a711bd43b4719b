"""When a deed was announced, from when and until when it holds: the dates and terms its sentences give it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.core.language.dates import DateMention, find_dates
from bot.core.model import Deed, Span

_TAKES_EFFECT = re.compile(
    r"\b(?:(?:takes?|taking|took)\s+effect|(?:goes|go|going|went|comes?|coming|came)\s+into\s+(?:effect|force)"
    r"|(?:be|is|are|becomes?)\s+(?:effective|in\s+(?:effect|force))|effective|appl(?:y|ies)\s+(?:from|as\s+of)"
    r"|(?:starts?|starting|begins?|beginning)\s+(?:on|in|from))\b",
    re.IGNORECASE,
)
_EFFECT_WORDS = re.compile(
    r"\b(?:takes?\s+effect|goes?\s+into\s+(?:effect|force)|comes?\s+into\s+(?:effect|force))\s+"
    r"(?P<what>(?:in\s+|within\s+|on\s+|at\s+|immediately|once\s+|when\s+|as\s+soon\s+as\s+|\d)[^.;,]{0,60})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:expir(?:es?|ing|ed)|ends?|ending|runs?\s+out|laps(?:es?|ing)|sunsets?|until|till|through)\b(?:\s(?:on|in|at))?"
    r"[^.;]{0,20}$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|(?:expires?|lasts?|runs?\s+out|ends?)\s+(?:on|in|until|when|once|after))\s+"
    r"(?P<what>further\s+notice|[^,.;]{3,60})|\b(?P<open>indefinitely|permanently)\b",
    re.IGNORECASE,
)
_LIMITED: Final = frozenset(
    {
        Deed.BAN,
        Deed.MORATORIUM,
        Deed.SUSPEND,
        Deed.EXTEND,
        Deed.RESTRICT,
        Deed.EXIT,
        Deed.PASS,
        Deed.SIGN,
        Deed.INTRODUCE,
        Deed.PROPOSE,
        Deed.SETTLE,
    }
)
_TERM_AFTER = re.compile(
    r"[\s-]*(?:[\w-]+\s)?(?:moratorium|ban|pause|suspension|halt|freeze|prohibition|extension|bar)\b", re.IGNORECASE
)
_PART_OF_TERM = re.compile(
    r"\b(?:trial|contract|licen[cs]e|debate|battle|pilot|investigation|deal|fight)\b", re.IGNORECASE
)

_NO_DAY_OF_DEED: Final = frozenset({"until", "by", "since", "within", "for"})
_WAS_TO = re.compile(r"\b(?:was|were|been)\s(?:\w+\s)?to\s$", re.IGNORECASE)  # an end that was put off
_OTHER_CLAUSE = re.compile(r"\b(?:while|whereas|but)\b|;")
_OF_ANOTHER = re.compile(r"\b(?:who|which|where|when|after|since|that|whose)\b|,\s\w+(?:ed|ing)\b")  # verb's date it is
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
_NEWS_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|[Tt]oday$|[Yy]esterday$")
A_WEEK: Final = timedelta(days=7)  # what was done on "Monday" was done on the last one


@dataclass(frozen=True, slots=True)
class Announced:
    """The day of the deed, or the words for a time no nearer than a month: "in May 2021"."""

    day: date | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """Dates where the words give one, the words where they don't."""

    effective: date | None = None
    effective_text: str | None = None
    expires: date | None = None
    expires_text: str | None = None


class Times:
    """The dates of one article. `text` has its quotations blanked: what people say dates nothing."""

    def __init__(self, text: str, day: date | None) -> None:
        self._text = text
        self._day = day
        self._dates = find_dates(text, day)

    def announced(self, sentence: Span, verb: int, *, lead: Sequence[Span]) -> Announced:
        """The time nearest to the verb that isn't to come.

        With none, and where the deed is the article's news, the day its `lead` names, else the article's own. `lead` is
        empty for background, which has no day but one of its own.
        """
        for told in sorted(self._within(sentence), key=lambda one: _distance(one, verb)):
            is_others = told.span.end < verb and _OTHER_CLAUSE.search(self._text, told.span.end, verb) is not None
            if told.is_duration or told.relation in _NO_DAY_OF_DEED or is_others or self._is_of_effect(told, sentence):
                continue
            if told.precision != "day" or told.relation == "ago":
                if not self._is_to_come(told) and not _OF_ANOTHER.search(self._text[verb : max(verb, told.span.start)]):
                    return Announced(words=self._phrase(told) if told.relation == "on" else None)
                continue
            day = self._past(told)
            if day is not None:
                return Announced(day)
        if not lead or self._day is None:
            return Announced()
        days = (self._past(told) for one in lead for told in self._within(one) if _NEWS_DAY.match(told.text))
        return Announced(next((day for day in days if day and self._day - day < A_WEEK), self._day))

    def validity(self, sentence: Span, following: Sequence[Span], deed: Deed, announced: Announced) -> Validity:
        """From the deed's own sentence, else from the next ones where they speak of effect or end."""
        sentences = (sentence, *following)
        effective, effective_text = next((found for one in sentences if (found := self._effect(one))), (None, None))
        expires, expires_text = None, None
        if deed in _LIMITED:
            expires, expires_text = self._expiry(sentences, announced.day) or (None, None)
        if effective is None and effective_text is None:
            effective_text = announced.words
        return Validity(effective, effective_text, expires, expires_text)

    def _within(self, sentence: Span) -> Sequence[DateMention]:
        return [told for told in self._dates if sentence.start <= told.span.start and told.span.end <= sentence.end]

    def _past(self, told: DateMention) -> date | None:
        """The day itself, a weekday moved back to the last one; None for what is still to come."""
        if told.date is None or self._day is None or told.date <= self._day:
            return told.date
        return told.date - A_WEEK if _WEEKDAY.search(told.text) and told.relation != "since" else None

    def _is_to_come(self, told: DateMention) -> bool:
        return self._day is not None and told.date is not None and told.date > self._day

    def _is_of_effect(self, told: DateMention, sentence: Span) -> bool:
        before = self._text[max(sentence.start, told.span.start - 45) : told.span.start]
        return _TAKES_EFFECT.search(before) is not None or _ENDS.search(before) is not None

    def _phrase(self, told: DateMention) -> str:
        """The date with the preposition before it."""
        before = re.search(
            r"\b(?:in|on|from|by|at|since|starting)\s(?:the\s)?$", self._text[: told.span.start][-14:], re.IGNORECASE
        )
        return f"{before.group().lower() if before else ''}{told.text}"

    # --- from when ---

    def _effect(self, sentence: Span) -> tuple[date | None, str] | None:
        words = sentence.of(self._text)
        for told in self._within(sentence):
            before = self._text[sentence.start : told.span.start]
            effect = next(reversed(list(_TAKES_EFFECT.finditer(before))), None)
            if effect is None or len(before) - effect.end() > 60 or _ENDS.search(before, effect.end()):
                continue
            if not told.is_duration and told.relation != "until" and ". " not in before[effect.end() :]:
                is_day = told.precision == "day" and not self._goes_on(told)
                return (told.date if is_day else None), self._phrase(told) if not is_day else told.text
        effect = _EFFECT_WORDS.search(words)
        if effect is not None:
            return None, re.split(r"\s(?:and|but)\s", " ".join(effect["what"].split()))[0]
        return self._start(sentence)

    def _goes_on(self, told: DateMention) -> bool:
        """ "60 days after the mayor signs it" counts from a day nobody knows."""
        return re.match(r"\s(?:after|from\s(?!now))", self._text[told.span.end : told.span.end + 8]) is not None

    def _start(self, sentence: Span) -> tuple[date | None, str] | None:
        """ "From July 1" and "starting in January" in a sentence that tells of a deed to come."""
        for told in self._within(sentence):
            before = self._text[max(sentence.start, told.span.start - 14) : told.span.start]
            is_start = re.search(r"\b(?:from|starting|beginning|as\sof)\s(?:on\s|in\s)?$", before, re.IGNORECASE)
            if is_start and not told.is_duration and (self._day is None or self._is_to_come(told)):
                is_day = told.precision == "day"
                return (told.date if is_day else None), told.text if is_day else self._phrase(told)
        return None

    # --- until when ---

    def _expiry(self, sentences: Sequence[Span], announced: date | None) -> tuple[date | None, str] | None:
        """A day that is named, else a term of the deed's own sentence, else the words behind "until"."""
        own = sentences[0]
        for one in sentences:
            if end := next((end for told in self._within(one) if (end := self._end(told, one))), None):
                return end
        for one in sentences:
            term = next((told for told in self._within(one) if self._is_term(told, is_own=one is own)), None)
            if term is not None:
                return self._counted(term, one, announced), term.text
        until = next((until for one in sentences if (until := _UNTIL.search(one.of(self._text)))), None)
        return None if until is None else (None, _from_until(until.group().strip()))

    def _end(self, told: DateMention, sentence: Span) -> tuple[date | None, str] | None:
        """A day after "until" or "expires on"."""
        before = self._text[max(sentence.start, told.span.start - 30) : told.span.start]
        ends = re.search(
            r"\b(?:(?:until|till|through|expir\w+|ends?|lapses?|runs?\sout)(?:\s(?:on|in|at))?)\s(?:the\s)?$",
            before,
            re.IGNORECASE,
        )
        if (
            ends is None
            or _WAS_TO.search(before[: ends.start()])
            or told.is_duration
            or (self._day and told.last and told.last < self._day)
        ):
            return None
        is_inclusive = ends.group().lower().startswith("through")
        return (told.last if is_inclusive else told.date), f"{ends.group().lower()}{told.text}"

    def _is_term(self, told: DateMention, *, is_own: bool) -> bool:
        """ "One-year" before "moratorium", "for five years"; in a later sentence only what "lasts" so long."""
        if not told.is_duration or told.relation == "ago":
            return False
        if not is_own:
            before = self._text[max(0, told.span.start - 30) : told.span.end]
            return re.search(r"\b(?:lasts?|lasting|runs?|stays?|remains?)\b", before) is not None
        after = self._text[told.span.end : told.span.end + 40]
        is_adjective = "-" in told.text
        if is_adjective:
            return _TERM_AFTER.match(after) is not None and not _PART_OF_TERM.match(after.strip())
        return True

    def _counted(self, told: DateMention, sentence: Span, announced: date | None) -> date | None:
        """A term runs from the day the deed was announced, not from the day of the paper."""
        words = sentence.of(self._text)
        again = find_dates(words, announced)
        return next((one.last or one.date for one in again if one.span.start == told.span.start - sentence.start), None)


def _distance(told: DateMention, verb: int) -> int:
    """Letters between; what stands before the verb in the same sentence dates it a little more often."""
    return verb - told.span.end if told.span.end <= verb else told.span.start - verb


def _from_until(words: str) -> str:
    """ "Until further notice" of "lasts until further notice"."""
    place = words.lower().find("until")
    return words[max(place, 0) :]

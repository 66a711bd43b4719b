"""From when and until when: the dates and terms that a sentence gives a deed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.core.language.dates import DateMention, find_dates
from bot.core.model import Deed, Span

_EFFECT = re.compile(
    r"\b(?:takes?\s+effect|took\s+effect|taking\s+effect|(?:goes|go|went|going)\s+into\s+(?:effect|force)|comes?\s+into\s+force|"
    r"effective|(?:begin|start)(?:s|ning|ing)?|in\s+force|from)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TAKES_EFFECT = re.compile(
    r"\b(?:takes?|taking|took|goes?|going|into|comes?)\s+(?:in)?(?:to\s+)?(?:effect|force)\b|\beffective\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|expires?\s+(?:on|in)|ends?\s+(?:on|in))\s+(?P<what>(?:further\s+notice|[^,.;]{3,60}))|\b(?P<open>indefinitely|permanently)\b",
    re.IGNORECASE,
)
_LIMITED: Final = frozenset(
    {
        Deed.BAN,
        Deed.MORATORIUM,
        Deed.SUSPEND,
        Deed.EXTEND,
        Deed.RESTRICT,
        Deed.PASS,
        Deed.SIGN,
        Deed.INTRODUCE,
        Deed.PROPOSE,
        Deed.SETTLE,
    }
)
_TERM_AFTER = re.compile(r"[\s-]*(?:moratorium|ban|pause|suspension|halt|freeze|prohibition|extension)", re.IGNORECASE)


_NO_DAY_OF_DEED: Final = frozenset({"until", "by", "since"})
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
A_WEEK: Final = timedelta(days=7)  # what was done on "Monday" was done on the last one
RECENT: Final = timedelta(days=45)  # a day further back is background


@dataclass(frozen=True, slots=True)
class Validity:
    """Dates where the words give one, the words where they don't."""

    effective: date | None = None
    effective_text: str | None = None
    expires: date | None = None
    expires_text: str | None = None


class Times:
    """The dates of one article."""

    def __init__(self, text: str, day: date | None) -> None:
        self._text = text
        self._day = day
        self._dates = find_dates(text, day)

    def announced(self, sentence: Span) -> date | None:
        """The day the sentence tells of, when it lies in the weeks before the article; else the article's own."""
        for told in self._within(sentence):
            if told.date is None or told.is_duration or told.precision != "day" or told.relation in _NO_DAY_OF_DEED:
                continue
            if self._day is None:
                return told.date
            day = told.date - A_WEEK if told.date > self._day and _WEEKDAY.search(told.text) else told.date
            if timedelta(0) <= self._day - day <= RECENT:
                return day
        return self._day

    def validity(self, sentence: Span, following: Sequence[Span], deed: Deed) -> Validity:
        """From the deed's own sentence, else from the next ones where they speak of effect or end."""
        found = self._expiry(sentence, deed) if deed in _LIMITED else Validity()
        effective = self._effect(sentence)
        for later in following:
            if effective is None:
                effective = self._effect(later)
            if (
                found.expires is None
                and found.expires_text is None
                and deed in _LIMITED
                and _UNTIL.search(later.of(self._text))
            ):
                found = self._expiry(later, deed)
        return Validity(
            effective=effective.date if effective else None,
            effective_text=effective.text if effective else None,
            expires=found.expires,
            expires_text=found.expires_text,
        )

    def _counted(self, end: date | None, sentence: Span) -> date | None:
        """A term runs from the day the deed was announced, not from the day of the paper."""
        announced = self.announced(sentence)
        return end - (self._day - announced) if end and self._day and announced else end

    def _within(self, sentence: Span) -> Sequence[DateMention]:
        return [told for told in self._dates if sentence.start <= told.span.start and told.span.end <= sentence.end]

    def _effect(self, sentence: Span) -> DateMention | None:
        if not _TAKES_EFFECT.search(sentence.of(self._text)):
            return None
        for told in self._within(sentence):
            before = self._text[sentence.start : told.span.start]
            if _EFFECT.search(before):
                return told
        return None

    def _expiry(self, sentence: Span, deed: Deed) -> Validity:
        words = sentence.of(self._text)
        for told in self._within(sentence):
            if told.relation == "until":
                return Validity(expires=told.date, expires_text=f"until {told.text.removeprefix('until ')}")
            is_term = told.is_duration and (
                told.relation == "for" or _TERM_AFTER.match(self._text, told.span.end) is not None
            )
            if is_term and told.relation != "ago":
                return Validity(expires=self._counted(told.last or told.date, sentence), expires_text=told.text)
        until = _UNTIL.search(words)
        if until is not None:
            return Validity(expires_text=until.group().strip())
        return Validity()

"""An article's own dates, and what its words make of them."""

import re
from datetime import date, timedelta
from typing import Final

from bot.core.language.dates import DateMention, find_dates
from bot.core.model import Span

A_WEEK: Final = timedelta(days=7)  # what was done on "Monday" was done on the last one
TAKES_EFFECT: Final = re.compile(
    r"\b(?:(?:takes?|taking|took)\s+effect|(?:goes|go|going|went|comes?|coming|came|enters?|entered)\s+into\s+(?:effect|force)"
    r"|(?:be|is|are|becomes?)\s+(?:effective|(?:in|of)\s+(?:effect|force))|effective|appl(?:y|ies)\s+(?:from|as\s+of)"
    r"|(?:starts?|starting|begins?|beginning)\s+(?:on|in|from))\b",
    re.IGNORECASE,
)
ENDS: Final = re.compile(
    r"\b(?:expir(?:es?|ing|ed|y)|ends?|ending|runs?\s+out|laps(?:es?|ing)|sunset(?:s|ting)?|until|till|through|thru|"
    r"(?:stops?|ceases?)\s+(?:applying|to\s+apply))\b(?:\s(?:on|in|at|after))?[^.;]{0,20}$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"\b(?:in|on|from|by|at|since|starting|within)\s(?:the\s)?$", re.IGNORECASE)


class Dated:
    """The dates of one article. `text` has its quotations blanked: what people say dates nothing."""

    def __init__(self, text: str, day: date | None) -> None:
        self.text = text
        self.day = day
        self._dates = find_dates(text, day)

    def within(self, sentence: Span) -> list[DateMention]:
        return [told for told in self._dates if sentence.start <= told.span.start and told.span.end <= sentence.end]

    def past(self, told: DateMention) -> date | None:
        """The day itself, a weekday moved back to the last one; None for what is still to come."""
        if told.date is None or self.day is None or told.date <= self.day:
            return told.date
        return told.date - A_WEEK if _WEEKDAY.search(told.text) and told.relation != "since" else None

    def is_to_come(self, told: DateMention) -> bool:
        return self.day is not None and told.date is not None and told.date > self.day

    def phrase(self, told: DateMention) -> str:
        """The date with the preposition before it."""
        before = _PREPOSITION.search(self.text[: told.span.start][-14:])
        return f"{before.group().lower() if before else ''}{told.text}"

    def sentence_around(self, told: DateMention) -> tuple[int, int]:
        """About where its sentence begins and ends, for words that must stand beside it there."""
        start = max(self.text.rfind(". ", 0, told.span.start), self.text.rfind("\n", 0, told.span.start)) + 1
        ends = [end for mark in (". ", "\n") if (end := self.text.find(mark, told.span.end)) >= 0]
        return start, min(ends, default=len(self.text))

    def goes_on(self, told: DateMention) -> bool:
        """ "60 days after the mayor signs it" counts from a day nobody knows."""
        after = re.compile(r"\s(?:after|from\s(?!now|today|\w+day)|of\s(?:its|the\sbill)|following)\b")
        return after.match(self.text, told.span.end) is not None

"""When a deed was done or announced."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.core.language.dates import DateMention
from bot.core.model import Span
from bot.core.positions.dated import A_WEEK, ENDS, TAKES_EFFECT, Dated

_NO_DAY_OF_DEED: Final = frozenset({"until", "by", "since", "within", "for"})
_OTHER_CLAUSE = re.compile(r"\b(?:while|whereas|but)\b|;")
_OF_ANOTHER = re.compile(r"\b(?:who|which|where|when|after|since|that|whose)\b|,\s\w+(?:ed|ing)\b")  # verb's date it is
_WILL = re.compile(r"\bwill\s(?:\w+ly\s|also\s)?$")
_NEWS_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|[Tt]oday$|[Yy]esterday$")


@dataclass(frozen=True, slots=True)
class Announced:
    """The day of the deed, or the words for a time no nearer than a month: "in May 2021".

    A month or a year never becomes a day: nobody said the first.
    """

    day: date | None = None
    words: str | None = None


def announced(dated: Dated, sentence: Span, verb: int, *, lead: Sequence[Span]) -> Announced:
    """The time nearest to the verb that isn't to come.

    With none, and where the deed is the article's news, the day its `lead` names, else the article's own. `lead` is
    empty for background, which has no day but one of its own.
    """
    for told in sorted(dated.within(sentence), key=lambda one: _distance(one, verb)):
        is_others = told.span.end < verb and _OTHER_CLAUSE.search(dated.text, told.span.end, verb) is not None
        if told.is_duration or told.relation in _NO_DAY_OF_DEED or is_others or _is_of_effect(dated, told, sentence):
            continue
        if dated.is_to_come(told) and told.span.start > verb and _WILL.search(dated.text[sentence.start : verb]):
            continue  # "will sign it on Friday" is said today
        if told.precision != "day" or told.relation == "ago":
            if not dated.is_to_come(told) and not _OF_ANOTHER.search(dated.text[verb : max(verb, told.span.start)]):
                return Announced(words=dated.phrase(told) if told.relation == "on" else None)
            continue
        day = dated.past(told)
        if day is not None:
            return Announced(day)
    if not lead or dated.day is None:
        return Announced()
    days = (dated.past(told) for one in lead for told in dated.within(one) if _NEWS_DAY.match(told.text))
    return Announced(next((day for day in days if day and dated.day - day < A_WEEK), dated.day))


def _distance(told: DateMention, verb: int) -> int:
    """Letters between; what stands before the verb in the same sentence dates it a little more often."""
    return verb - told.span.end if told.span.end <= verb else told.span.start - verb


def _is_of_effect(dated: Dated, told: DateMention, sentence: Span) -> bool:
    before = dated.text[max(sentence.start, told.span.start - 45) : told.span.start]
    return TAKES_EFFECT.search(before) is not None or ENDS.search(before) is not None

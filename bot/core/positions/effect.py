"""From when a deed holds: a date where its words give one, else the words."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.core.language.dates import DateMention
from bot.core.model import Deed, Span
from bot.core.positions.dated import ENDS, TAKES_EFFECT, Dated

Effect = tuple[date | None, str]

_EFFECT_WORDS = re.compile(
    r"\b(?:takes?\s+effect|(?:goes?|comes?|enters?)\s+into\s+(?:effect|force))\s+"
    r"(?P<what>(?:in\s+|within\s+|on\s+|upon\s+|at\s+|immediately|once\s+|when\s+|as\s+soon\s+as\s+|after\s+|\d|[a-z]+\s(?:days|weeks|"
    r"months|years?)\s)[^.;,]{0,60})|\beffective\s(?P<at_once>immediately|at\sonce|upon\s[^.;,]{3,40})"
    r"|\bwith\s(?P<straight>immediate\seffect)\b",
    re.IGNORECASE,
)
AT_ONCE: Final = re.compile(
    r"\b(?:immediate(?:ly)?|at\sonce|(?:up)?on\s(?:signing|signature|passage|approval))\b", re.IGNORECASE
)
_PROMISED: Final = frozenset(
    {Deed.EXIT, Deed.SUSPEND, Deed.RESTRICT, Deed.RESUME, Deed.DEPLOY, Deed.BAN, Deed.MORATORIUM}
)
_BINDS_NOBODY: Final = frozenset({Deed.SUPPORT, Deed.OPPOSE, Deed.CALL_FOR, Deed.SUE, Deed.INVESTIGATE})
_OF_ANOTHER = re.compile(
    r"[,;:]|\b(?:that|which|who|when|where|hearing|vote|meeting|before|ahead|deadline|until|till|through|unless|if|for|in\s\w+,)\b",
    re.IGNORECASE,
)
_START = re.compile(r"\b(?:from|starting|beginning|as\sof)\s(?:on\s|in\s)?$", re.IGNORECASE)


def effect(dated: Dated, sentences: Sequence[Span], deed: Deed, verb: int) -> Effect | None:
    """From the deed's own sentence, else from the next ones where they speak of effect.

    None for what binds nobody: a ban that somebody opposes may take effect, their opposing it doesn't.
    """
    if deed in _BINDS_NOBODY:
        return None
    told = next((found for one in sentences if (found := _told(dated, one))), None)
    return told or (_promised(dated, sentences[0], verb) if deed in _PROMISED else None)


def _told(dated: Dated, sentence: Span) -> Effect | None:
    for told in dated.within(sentence):
        before = dated.text[sentence.start : told.span.start]
        takes = next(reversed(list(TAKES_EFFECT.finditer(before))), None)
        if takes is None or len(before) - takes.end() > 60 or ENDS.search(before, takes.end()):
            continue
        if not told.is_duration and told.relation != "until" and ". " not in before[takes.end() :]:
            return _dated_or_words(dated, told, told.text)
    words = _EFFECT_WORDS.search(sentence.of(dated.text))
    if words is not None:
        what = words["what"] or words["at_once"] or words["straight"]
        return None, re.split(r"\s(?:and|but)\s", " ".join(what.split()))[0]
    return _start(dated, sentence)


def _dated_or_words(dated: Dated, told: DateMention, words: str) -> Effect:
    is_day = told.precision == "day" and not dated.goes_on(told)
    if dated.goes_on(told):
        return None, " ".join(_up_to_stop(dated.text, told.span.start).split())
    return (told.date if is_day else None), words if is_day else dated.phrase(told)


def _up_to_stop(text: str, start: int) -> str:
    stop = re.compile(r"[.,;]|\s(?:and|but|unless)\s").search(text, start)
    return text[start : min(stop.start() if stop else len(text), start + 70)]


def _start(dated: Dated, sentence: Span) -> Effect | None:
    """ "From July 1" and "starting in January" in a sentence that tells of a deed to come."""
    for told in dated.within(sentence):
        before = dated.text[max(sentence.start, told.span.start - 14) : told.span.start]
        if _START.search(before) and not told.is_duration and (dated.day is None or dated.is_to_come(told)):
            return _dated_or_words(dated, told, told.text)
    return None


def _promised(dated: Dated, sentence: Span, verb: int) -> Effect | None:
    """ "By the end of March" and "early next year" right behind what somebody will do."""
    return next((_dated_or_words(dated, told, dated.phrase(told)) for told in _to_come(dated, sentence, verb)), None)


def _to_come(dated: Dated, sentence: Span, verb: int) -> Iterator[DateMention]:
    for told in dated.within(sentence):
        between = dated.text[verb : told.span.start]
        is_own = told.span.start > verb and not _OF_ANOTHER.search(between)
        if is_own and not told.is_duration and told.relation != "until" and dated.is_to_come(told):
            yield told

"""Quotations one of whose marks is missing: found again where a cue or the paragraph's end says where it stood.

Only whole sayings: a fragment inside a sentence has no end that anybody could tell.
"""

import re
from dataclasses import replace

from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.runs import Quoted, run_of

_STOPS = ",.?!…—–"
_NAMED = r"(?:(?:[A-Z][\w.’'-]*|the|an?|his|her|its|of|[a-z]+(?=\s[A-Z]))\s){1,6}"
_SAYS = (
    rf"(?:(?:{_NAMED}|(?:he|she|they|I|we)\s)(?:also\s|then\s|\w+ly\s)?{SAY_VERB}\b"
    rf"|{SAY_VERB}\s(?:[A-Z]|he\b|she\b|the\b|an?\b))"
)
_SAID_BEHIND = re.compile(rf"[\s,—–-]{{0,3}}{_SAYS}")
_SAID_INSIDE = re.compile(rf"[,?!](?=['’]?\s{_SAYS})")
_WHO = r"(?:[a-z][\w’'-]{0,30}\s){0,5}(?:[A-Z][\w.’'-]{0,30}(?:,?\s|(?=[,.]))){1,8}"
_SAID_AT_THE_END = re.compile(  # …, said Ruiz. …, Mayor Ana Ruiz said.
    rf"[,?!](?=['’]?\s(?:{SAY_VERB}\s{_WHO}[^.!?\n]{{0,120}}"
    rf"|{_WHO}{SAY_VERB}(?:\s(?:on|in|at|after|when|during|of|about)\s[^.!?\n]{{0,120}})?)[.!?](?:\s+[\"“„«]|\s*$))"
)
_TOLD = re.compile(rf"(?<![,?!])\s(?:[A-Z][\w.’'-]*|[Hh]e|[Ss]he)\s{SAY_VERB}\b")
_SAID_BEFORE = re.compile(
    rf"\b{SAY_VERB}(?:\s[^.!?\"“”]{{0,80}})?[,:]\s*$"
    rf"|[\"”’]\s(?:(?:[A-Z][\w’'-]*\s){{1,3}}|(?:he|she|they)\s){SAY_VERB}\.\s*$"
    rf"|[\"”’]\s{SAY_VERB}(?:\s[A-Z][\w’'-]*){{1,3}}\.\s*$"
)
ITEM = re.compile(r"(?:[•·▪‣*–—-]|\d{1,2}[.)])\s+")
_ENDS = re.compile(r"[.?!…][)\]]?$")
_SENTENCE = re.compile(r"[.?!…]\s+(?=[A-Z])")
_LONGEST_CHARS = 600
_MOST_SENTENCES = 3  # of a paragraph whose end is taken for the missing mark


def without_opening(text: str, block: Span, start: int, end: int, number: int) -> Quoted | None:
    """Words from the paragraph's start to a closing mark (`start` to `end`) with a cue behind it."""
    item = ITEM.match(text, block.start, start)
    first = item.end() if item is not None else block.start
    if not 1 < start - first <= _LONGEST_CHARS or text[start - 1] not in _STOPS:
        return None
    if not _SAID_BEHIND.match(text, end, block.end) or _TOLD.search(text, first, start):
        return None
    return _mended(run_of(text, Span(first, end), number, closing=end - start))


def cut_at_cue(text: str, outer: Span, number: int) -> Quoted | None:
    """Words from an opening mark up to a cue that ends the paragraph: nobody says "said Mayor Ana Ruiz" himself."""
    opening = 2 if text[outer.start] in "`'‘" else 1
    if text[outer.start + opening : outer.start + opening + 1].islower():
        return None
    cues = list(_SAID_AT_THE_END.finditer(text, outer.start + opening, outer.end))
    return _up_to(text, outer.start, cues[-1].end(), number, opening) if cues else None


def without_closing(text: str, outer: Span, number: int, *, before: int | None = None) -> Quoted | None:
    """Words from an opening mark up to the cue behind them; or, `before` being where the paragraph starts, to its end.

    To the end only where the words are handed over (said: “…) or the paragraph is nothing else.
    """
    opening = 2 if text[outer.start] in "`'‘" else 1
    place = outer.start + opening
    if outer.end - outer.start > _LONGEST_CHARS or text[place : place + 1].islower():
        return None
    cue = _SAID_INSIDE.search(text, place, outer.end)
    if cue is not None:
        return _up_to(text, outer.start, cue.end(), number, opening)
    if before is None or not _ENDS.search(text, place, outer.end) or _TOLD.search(text, place, outer.end):
        return None
    is_handed_over = outer.start == before or _SAID_BEFORE.search(text, max(before, outer.start - 160), outer.start)
    if not is_handed_over or len(_SENTENCE.findall(text, place, outer.end)) >= _MOST_SENTENCES:
        return None
    return _mended(run_of(text, outer, number, opening=opening))


def _up_to(text: str, start: int, end: int, number: int, opening: int) -> Quoted | None:
    """The words before a cue; a single mark there was meant to close them."""
    closing = int(text[end : end + 1] in ("'", "’"))
    return _mended(run_of(text, Span(start, end + closing), number, opening=opening, closing=closing))


def _mended(run: Quoted | None) -> Quoted | None:
    return None if run is None else replace(run, is_mended=True)

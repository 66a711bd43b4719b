"""What is cut from the edges of a sentence that is shown: a dateline, a label, a trailing "police said"."""

import re
from typing import Final

from bot.core.model import Span

_SHORTEST_CHARS: Final = 30  # of a sentence whose edge is trimmed

_PLACE = r"(?:[A-Z][A-Z .,'’/-]{2,40}|[A-Z][\w.'’-]+(?:[ ,/][ ]?[A-Z][\w.'’-]+){0,4})"
_DAY = r"(?:,\s[A-Z][\w.]+\s\d{1,2}(?:,?\s\d{4})?)?"
_DASH = r"(?:[–—―]|--|\s-)"
_DATELINE = re.compile(
    r"\((?:CNN|Reuters|AP|AFP|UPI)\)\s(?:[-–—―]\s)?(?=[A-Z])"
    # Northfield (Reuters) - and May 19 (Reuters) -
    rf"|(?:(?:{_PLACE}{_DAY}|[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}})\s?)?\([A-Z][A-Za-z ]{{1,25}}\)\s?[-–—―:]+\s?"
    rf"|[A-Z][A-Z .,'’/()-]{{2,40}}?(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?{_DAY}\s?{_DASH}\s?"  # NORTHFIELD, Ohio —
)
# "NEW DELHI: ", as the papers of South Asia write; also how a transcript names who speaks, more than once
_COLON = re.compile(rf"(?P<place>[A-Z][A-Z .'’-]{{3,30}}|{_PLACE}(?=,)){_DAY}:\s(?=[A-Z“\"])")
_BULLET = re.compile(r"[•·▪‣*–—-]\s+(?=[\w“\"])")
_LABEL = re.compile(r"(?:UPDATED?|BREAKING(?:\sNEWS)?|EXCLUSIVE|NEW|WATCH|Exclusive|Breaking)\s?[:—–]\s+(?=[A-Z\d])")
_HERE = re.compile(r"\bhere\b")  # means the place of the dateline
_TRAILING = re.compile(
    r",\s(?:(?:(?:the\s)?(?:[A-Z][\w.&’'-]+\s){1,4}|officials\s|authorities\s|police\s|sources\s)(?:said|reported|reports)"
    r"(?:\s(?:on\s)?[A-Z][a-z]+day)?|according\sto\s(?:the\s)?[^,.;\"“]{3,50})(?=\.$)"
)


def begins_with_dateline(text: str, span: Span) -> bool:
    """Whether a place and a dash stand before the sentence: there a report begins."""
    return _DATELINE.match(text, span.start, span.end) is not None


def trimmed(text: str, span: Span) -> Span:
    """The sentence between its edges. A trailing attribution goes only where the stop after it may go too."""
    start, end = span.start, span.end
    for edge in (_BULLET, _LABEL, _DATELINE):
        found = edge.match(text, start, end)
        is_needed = edge is _DATELINE and _HERE.search(text, start, end) is not None
        if found is not None and not is_needed and end - found.end() > _SHORTEST_CHARS:
            start = found.end()
    if span.start == 0 and (found := _COLON.match(text, start, end)) and text.count(f"{found['place']}:") <= 1:
        start = found.end()
    trailing = _TRAILING.search(text, start, end)
    if trailing is not None and trailing.start() - start > _SHORTEST_CHARS:
        end = trailing.start()
    return Span(start, end)

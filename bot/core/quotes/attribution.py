"""Who says a quotation, from the words beside it.

Rules in the order in which a reader trusts them: the cue behind the words, the cue before them, a name and a colon, the
other half of an interrupted quotation, the paragraph before. Each finds the subject of the saying, never its object.
"""

import re

from bot.core.model import Span
from bot.core.quotes.cue_ahead import cued_ahead
from bot.core.quotes.cue_behind import cued_behind, quoted_by, signed
from bot.core.quotes.cues import UNATTRIBUTED, Attribution, Rule
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import Source

_CREDITS = frozenset(("reports", "reported", "according to"))
_LABEL = re.compile(r"((?:[A-Z][A-Z.’'-]+)(?:\s[A-Z][A-Z.’'-]+){0,3})(?:\s\([^()]*\))?:\s+(?=\S)")


def attribute(reading: Reading, quoted: Quoted, before: int, behind: int, *, is_cued: bool) -> Attribution:
    """The attribution beside one quoted run; `before` and `behind` bound its own surroundings in the paragraph.

    `is_cued`: what stands before belongs to an attribution already used, and speaks again only with a verb of its own.
    """
    cued = quoted_by(reading, quoted, cued_behind(reading, quoted, behind), behind)
    if cued is not None and cued.cue not in _CREDITS:
        return cued
    ahead = cued_ahead(reading, quoted, before, is_cued=is_cued)
    if cued is not None and ahead is not None and ahead.cue is not None and _goes_before(reading, quoted, ahead):
        return ahead  # "she tweeted that it '…', the Herald reports": the Herald only heard it
    return cued or signed(reading, quoted, behind) or ahead or UNATTRIBUTED


def _goes_before(reading: Reading, quoted: Quoted, ahead: Attribution) -> bool:
    return ahead.rule is Rule.BEFORE or quoted.inner.of(reading.text)[0].islower()


def labelled(reading: Reading, quoted: Quoted) -> Attribution | None:
    """A transcript inside the marks: "RUIZ: We will see." """
    label = _LABEL.match(reading.text, quoted.inner.start, quoted.inner.end)
    if label is None:
        return None
    mentions = reading.people.mentions_in(label.start(), label.end())
    source = Source(Span(*label.span(1)), "name", mentions[-1]) if mentions else Source(Span(*label.span(1)), "nominal")
    return Attribution(Rule.LABEL, source, None, label.end())

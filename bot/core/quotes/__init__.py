"""Who said what: every direct quotation of an article, verbatim, with its speaker or with none.

Spans come from typography (`marks`), speech is told from names and titles (`speech`), the speaker from the words beside
it (`attribution`), and who "she" is from the article's cast (`bot.core.language`).
"""

import re

from bot.core.language.tongues import is_read
from bot.core.model import Article, Quote, Topic
from bot.core.printings import merge, same_words
from bot.core.quotes.assembly import Found, assemble
from bot.core.quotes.policy import is_on_policy
from bot.core.quotes.reading import Reading
from bot.core.quotes.repeats import without_repeats

__all__ = ["SURE", "find_quotes", "is_read", "merge", "same_words"]

SURE = 0.85
"""From this confidence on a quote is right often enough to be posted unasked; below, it is shown when asked for."""

_PRONOUN_FACTOR = 0.92
_UNCLEAR_FACTOR = 0.8  # somebody else comes near to being "she" or "the company"
_NOMINAL_FACTOR = 0.93
_NOBODY_FACTOR = 0.6
_PARTIAL_FACTOR = 0.8
_LISTENER_FACTOR = 0.5  # "the chief was told by …": who is told doesn't speak
_IS_TOLD = re.compile(r"[\s,]*(?:was|were|is|are|been|being|(?:has|have|had)\s+been)\s+told\b")
_UNNAMED = re.compile(
    r"(?:[Aa]n?(?=\s)|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Mm]any|[Oo]fficials|[Cc]ritics|[Pp]rosecutors|[Pp]olice)\b"
)


def find_quotes(article: Article, *, topic: Topic | None = None) -> tuple[Quote, ...]:
    """Every direct quotation of the article, in order. A pull quote that repeats the body counts once.

    The speaker is a name of the article or None, never a pronoun. Order by `confidence` to choose what to show.
    Only English is read (`is_read`); of an article in another language nothing is returned.
    """
    if not article.text.strip() or not is_read(article.language):
        return ()
    known = topic.names if topic is not None else ()
    reading = Reading.of(article.text, title=article.title, known=known, block_quotes=article.block_quotes)
    return without_repeats([(found, _quote(reading, found, topic)) for found in assemble(reading)])


def _quote(reading: Reading, found: Found, topic: Topic | None) -> Quote:
    parts = tuple(quoted.inner for quoted in found.parts)
    source, speaker = found.attribution.source, found.speaker
    called = speaker.described or (source.span if source is not None else None)
    return Quote(
        parts=parts,
        text=" ".join(part.of(reading.text) for part in parts),
        speaker=speaker.name,
        role=speaker.role,
        affiliation=speaker.affiliation,
        cue=found.attribution.cue,
        mention=called.of(reading.text) if called is not None else None,
        is_partial=found.is_partial,
        confidence=_confidence(reading, found),
        is_on_policy=is_on_policy(reading, parts, topic),
    )


def _confidence(reading: Reading, found: Found) -> float:
    value = float(found.attribution.rule.value)
    source = found.attribution.source
    if source is not None and source.form == "pronoun":
        value *= _PRONOUN_FACTOR if found.speaker.is_clear else _UNCLEAR_FACTOR
    elif source is not None and source.form == "nominal":
        value *= _NOMINAL_FACTOR if found.speaker.is_clear else _UNCLEAR_FACTOR
    if source is not None and _IS_TOLD.match(reading.text, source.span.end):
        value *= _LISTENER_FACTOR
    called = found.speaker.described or (source.span if source is not None else None)
    if found.speaker.name is None and (called is None or not _UNNAMED.match(called.of(reading.text))):
        value *= _NOBODY_FACTOR
    value *= found.factor
    return round(value * (_PARTIAL_FACTOR if found.is_partial else 1.0), 3)

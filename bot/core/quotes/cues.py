"""What ties quoted words to who says them, and how sure each way of telling is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.core.language.name_words import words
from bot.core.language.saying import SAY_VERB
from bot.core.model import Span
from bot.core.quotes.reading import Reading
from bot.core.quotes.sources import Source, source_behind

VERB = re.compile(rf"(?<![\w'’-]){SAY_VERB}(?![\w'’])")
_IS_QUOTED = re.compile(r"(?:was|were|is|are)\s")
BY = re.compile(r"(?:\s\w+ly)?\sby\s")
_OBJECT = re.compile(r"(her|him)\b")
_BASE_FORMS = words("claim tweet")
_ONE_ALONE = re.compile(r"(?:[Aa]n?|[Tt]h(?:e|is|at)|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]nother)\s.*(?<!s)\s*$")
PARTICIPLE = re.compile(r"\w+ing\b(?:\sto)?")
FARTHEST = 700  # characters between words and what attributes them; also the bound that keeps this linear


class Rule(Enum):
    """How the speaker was found; each is right as often as its value says."""

    BEHIND = 0.97
    BEFORE = 0.95
    LABEL = 0.96
    COLON = 0.93
    SIGNED = 0.92
    ACCORDING = 0.91
    OTHER_HALF = 0.94
    NAME_ALONE = 0.86
    PARTICIPLE = 0.85
    NEXT_PARAGRAPH = 0.80
    TOLD_BEFORE = 0.70
    SUBJECT = 0.65
    NONE = 0.2


@dataclass(frozen=True, slots=True)
class Attribution:
    """What says whose a quotation is: the source as written there, the words that tie it, and by which rule.

    `cue` is None where a colon, a dash or the place alone tells; a source may be anybody, or nobody with a name.
    """

    rule: Rule
    source: Source | None = None
    cue: str | None = None
    end: int = 0  # where the words that attribute end, when they stand behind the quotation


UNATTRIBUTED: Final = Attribution(Rule.NONE)


def finite_verbs(masked: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Verbs with a subject before them: no "referring to", no "a statement tweeted by"."""
    for verb in VERB.finditer(masked, start, end):
        is_of_another = masked.startswith(" by ", verb.end()) and not _IS_QUOTED.match(verb[0])
        if not PARTICIPLE.fullmatch(verb[0]) and not is_of_another:
            yield verb


def is_noun(masked: str, verb: re.Match[str], source: Source) -> bool:
    """ "In a Saturday tweet": one alone tweets; only many, or "I", tweet."""
    return verb[0] in _BASE_FORMS and _ONE_ALONE.match(masked, source.span.start, verb.start()) is not None


def quoted_behind(reading: Reading, start: int, end: int) -> Source | None:
    pronoun = _OBJECT.match(reading.masked, start, end)
    return Source(Span(*pronoun.span(1)), "pronoun") if pronoun is not None else source_behind(reading, start, end)

"""A name and what it is, then a colon and the words: "Ana Ruiz, mayor of Westport: “…”"; and how headlines do it."""

import re
from typing import Final

from bot.core.language.saying import SAY_VERB
from bot.core.quotes.cues import Attribution, Rule
from bot.core.quotes.reading import Reading
from bot.core.quotes.runs import Quoted
from bot.core.quotes.sources import Source

_BEFORE = re.compile(r"[\s•*–—-]*(?:[\w’'.-]+\s){0,5}")
_BEHIND = re.compile(
    r"(?:,[^.:;!?\n]{1,90}|\s(?:on|to|about)\s[^.:;,!?\n]{1,60}(?=:))?(?:\s?\([^()\n]*\))?\s?(?::|--|—|–)\s*"
)
_SAYS = re.compile(rf"(?<![\w'’-]){SAY_VERB}(?![\w'’])")
_STATEMENT = re.compile(
    r"(?:['’]s?)?\s(?:[a-z]+\s){0,2}(?:statement|letter|e-?mail|post|message|memo|speech|remarks|answer|response|testimony|tweet)s?"
    r"(?:[\s,][^.:!?\n]{0,60})?:\s*"
)
_SIGNED = re.compile(r"(?:,\s[^.!?:\n]{2,80})?[).]{0,2}")
_LONGEST_SIGNATURE = 120  # characters
_FARTHEST = 200  # characters
_HEADLINE_WORDS: Final = 22
_SENTENCE_ENDS = ".!?…:;,"


def headed(reading: Reading, quoted: Quoted) -> Attribution | None:
    """The person whose name opens the paragraph, with nothing but who they are between it and the words."""
    start, end = reading.blocks[quoted.paragraph].start, quoted.outer.start
    owned = _owner_of_words(reading, reading.sentence_at(end - 1).start, end) if end > start else None
    if owned is not None:
        return owned
    if not 0 < end - start <= _FARTHEST or _SAYS.search(reading.masked, start, end):
        return None
    mentions = reading.people.mentions_in(start, end)
    person = next((m for m in mentions if reading.people.entity_of(m).is_person and not m.is_owner), None)
    if person is None or not _BEFORE.fullmatch(reading.masked, start, person.span.start):
        return None
    if not _BEHIND.fullmatch(reading.masked, person.span.end, end):
        return None
    return Attribution(Rule.COLON, Source(person.span, "name", person), None)


def announced(reading: Reading, quoted: Quoted) -> Attribution | None:
    """ "Mayor Ruiz's full statement:", right above the words."""
    sentence = reading.sentence_before(quoted.outer.start)
    return None if sentence is None else _owner_of_words(reading, sentence.start, sentence.end)


def _owner_of_words(reading: Reading, start: int, end: int) -> Attribution | None:
    if end - start > _FARTHEST:
        return None
    for mention in reversed(reading.people.mentions_in(start, end)):
        if mention.is_owner and _STATEMENT.fullmatch(reading.masked, mention.core.end, end):
            return Attribution(Rule.COLON, Source(mention.span, "name", mention), None)
    return None


def signed_below(reading: Reading, quoted: Quoted) -> Attribution | None:
    """A name and what it is, alone behind a paragraph of nothing but words, in brackets or on the next line."""
    block = reading.blocks[quoted.paragraph]
    if quoted.outer.start != block.start:
        return None
    start, end = quoted.outer.end, block.end
    if start == end and quoted.paragraph + 1 < len(reading.blocks):
        start, end = reading.blocks[quoted.paragraph + 1].start, reading.blocks[quoted.paragraph + 1].end
    signature = reading.masked[start:end]
    if not 0 < len(signature) <= _LONGEST_SIGNATURE or _SAYS.search(signature):
        return None
    named = reading.people.mentions_in(start, end)[:1]
    if not named or named[0].is_owner or not reading.people.entity_of(named[0]).is_person:
        return None
    if reading.masked[start : named[0].span.start].strip(" (") or not _SIGNED.fullmatch(
        reading.masked, named[0].span.end, end
    ):
        return None
    return Attribution(Rule.NEXT_PARAGRAPH, Source(named[0].span, "name", named[0]), None)


def is_headline(reading: Reading, quoted: Quoted) -> bool:
    """The first paragraph, short and without a stop: headlines cut what somebody said, and set it in single marks."""
    block = reading.blocks[quoted.paragraph]
    words = block.of(reading.text)
    is_first = quoted.paragraph == 0 and len(reading.blocks) > 1
    return is_first and len(words.split()) <= _HEADLINE_WORDS and words.rstrip("\"'’”")[-1:] not in _SENTENCE_ENDS

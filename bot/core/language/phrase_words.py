"""The words that roles are made of: cut from a text, and told apart by what they can be in a role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.language.name_words import CALENDAR, FUNCTION, OPENERS, ORGANISATION_WORDS, PLACES, is_field
from bot.core.language.role_words import HEADS, NO_PART, PARTICIPLES, PLURALS, RANKS

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Sens?|Reps?|Govs?|Lt|Gen|Col|Maj|Capt|Sgt|Det|Prof|Rev|Del|Adm|Supt|Mr|Mrs|Ms|Dr|Hon|Jr|Sr|Inc|Corp|Co|Ltd|St|Mt)\.|[A-Z]\.(?=\s[A-Z])"
    r"|\w[\w’'/&-]*(?:\.(?=com\b|org\b|net\b|ai\b|io\b)\w+)?|&|\S"
)
_HOUSE_LINKS: Final = frozenset(
    (
        "of",
        "for",
        "the",
        "and",
        "&",
        "on",
        "de",
        "la",
        "du",
        "at",
        "in",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower().rstrip(".").replace("’", "'")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_owner(self) -> bool:
        return self.low.endswith(("'s", "s'")) and self.text[0].isalpha()

    @property
    def is_head(self) -> bool:
        return self.noun in HEADS

    @property
    def noun(self) -> str:
        """The word without "ex-" and "co-"."""
        return self.low if self.low in HEADS else self.low.rpartition("-")[2]

    @property
    def is_titled(self) -> bool:
        """It has the capital of a title: "Director", not "director" or "CEO"."""
        return self.is_capital and not self.text.isupper()


def tokens(text: str, start: int, end: int) -> list[Token]:
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def may_belong(token: Token) -> bool:
    """Whether a word can stand in a role before its noun."""
    low = token.low
    if low.removeprefix("co-") in PARTICIPLES:
        return True
    if not token.text[0].isalpha() and token.text != "&":
        return token.text[0].isdigit() and len(token.text) > 2 and "-" in token.text
    if token.is_head or low in RANKS:
        return True
    if low in NO_PART or low in CALENDAR:
        return False
    if token.is_capital or token.is_owner:
        return low not in FUNCTION
    if low in PLURALS or low in ORGANISATION_WORDS or low.endswith("-based"):
        return True
    return not low.endswith(("ed", "ing", "ly")) and (not low.endswith("s") or low.endswith(("ss", "ics")))


def is_opener(token: Token, *, opens_sentence: bool) -> bool:
    """It has its capital only because a sentence begins with it."""
    return token.low in FUNCTION | NO_PART or (opens_sentence and token.low in OPENERS)


def small_end(words: Sequence[Token], start: int) -> int:
    """Where the small words of an object end: "policy and litigation"."""
    end = start
    while end < len(words) and not words[end].is_capital:
        is_both = words[end].low in ("and", "&") and start < end < len(words) - 1
        if is_both and (words[end + 1].is_capital or words[end + 1].is_head or not _is_thing(words[end + 1])):
            break
        if not is_both and not _is_thing(words[end]):
            break
        end += 1
    return end


def noun_end(words: Sequence[Token], start: int) -> int:
    """Where the small words right behind a name end: "the Lumen legal team"."""
    end = start
    while end < len(words) and not words[end].is_capital and may_belong(words[end]):
        if words[end].low.endswith("ing"):
            break
        end += 1
    return end


def _is_thing(token: Token) -> bool:
    """Whether a small word can stand in an object; no verb is expected there, so plurals may."""
    return may_belong(token) or (
        token.text[0].isalpha()
        and token.low not in NO_PART
        and token.low.endswith(("s", "ing"))
        and not token.is_capital
    )


def house_end(words: Sequence[Token], start: int) -> int:
    """Where a name of a house that begins at a word ends: "Center for Fair Algorithms at Northfield University"."""
    end = start + 1
    while end < len(words):
        if words[end].is_capital and words[end].low not in CALENDAR:
            end += 1
            continue
        listed = _listed_end(words, end)
        if listed > end:
            end = listed
            continue
        link = end
        while link < len(words) and words[link].low in _HOUSE_LINKS:
            link += 1
        if link == end or link >= len(words) or not words[link].is_capital or words[link - 1].is_owner:
            break
        first = words[end].low
        is_long = any(token.low in ORGANISATION_WORDS for token in words[start:end])
        is_loose = first in ("at", "in", "on", "for") and not is_long
        is_cause = first == "for" and end == start + 1 and is_field(_last_capital(words, link).low)
        is_cut = is_loose and (first, words[link - 1].low) != ("for", "the") and not is_cause
        if words[link].low in CALENDAR | FUNCTION or is_cut:
            break
        if first == "in" and (words[link].low in PLACES or link == end + 1):
            break
        end = link + 1
    return end


def _listed_end(words: Sequence[Token], end: int) -> int:
    """Where "Health, Education, Labor and Pensions Committee" ends; the same place where no such list goes on."""
    place = end
    while place + 1 < len(words) and words[place].low in (",", "and", "&") and words[place + 1].is_capital:
        place += 2
        while place < len(words) and words[place].is_capital:
            place += 1
    is_list = place > end and words[end].text == "," and is_field(words[end + 1].low)
    return place if is_list and words[place - 1].low in ORGANISATION_WORDS else end


def _last_capital(words: Sequence[Token], start: int) -> Token:
    end = start
    while end + 1 < len(words) and words[end + 1].is_capital:
        end += 1
    return words[end]

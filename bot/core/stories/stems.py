"""Words as stories compare them: in plain letters, by their stems, telling or such as any report has."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bot.core.language.name_words import HE_TITLES, SHE_TITLES, TITLES, words
from bot.core.stories.common import STOP_WORDS, TOPICAL_COUNT, prior_counts

_WORD = re.compile(r"\w+(?:'\w+|(?<=\d)[.,/-]\d+)*")
_PLAIN_MARKS: Final = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00ad": "",
                       "—": " ", "–": " ", "…": " ", "\u00a0": " "}  # fmt: skip


def plain(text: str) -> str:
    """Typists' quotation marks and no dashes."""
    for mark, typed in _PLAIN_MARKS.items():  # eight times replace is many times faster than translate
        text = text.replace(mark, typed)
    return text


def words_of(text: str) -> list[str]:
    """In small letters."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Good enough to make "banned", "banning" and "bans" one; comparing needs no real word."""
    root = word.removesuffix("'s")
    if len(root) <= 4 or not root.isalpha():
        return root
    for suffix in ("ing", "ed", "es", "s", "ly"):
        if root.endswith(suffix) and len(root) - len(suffix) >= 4:
            root = root.removesuffix(suffix)
            break
    return root.removesuffix("e")


PRIOR: Final = prior_counts(stem)
_OFFICES: Final = frozenset(
    map(
        stem,
        TITLES - HE_TITLES - SHE_TITLES
        | words("councilman councilwoman congressman congresswoman alderman assemblyman"),
    )
)


@lru_cache(maxsize=50_000)
def is_telling(word: str) -> bool:
    """Whether a word with a capital may name somebody or a place: no weekday, no office, no word that opens sentences.

    "Councilmember", "Monday" and "City" stand in the report on any town's vote.
    """
    low = word.lower()
    return low not in STOP_WORDS and stem(low) not in PRIOR and stem(low) not in _OFFICES


def topical_counts(phrases: Iterable[str]) -> dict[str, float]:
    """The prior of words that a stream is known to be about: in a third of its articles."""
    return {stem(word): TOPICAL_COUNT for phrase in phrases for word in words_of(plain(phrase))}

"""What the story book remembers of an article: its words, the prints of its sentences and those of its quotes."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from math import log
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final
from zlib import crc32

from bot.core.model import Article, Quote
from bot.core.stories.acts import Acts, acts
from bot.core.stories.common import STOP_WORDS
from bot.core.stories.stems import is_telling, plain, stem, words_of

LEAD_WORDS: Final = 160  # news tells the event first; what follows is background that many events share
LEAD_CHARS: Final = 1_000  # the same in characters
LEAD_READ: Final = 1_400  # room for that many words that are long
FOCUS_NAMES: Final = 3
TITLE_WEIGHT: Final = 8  # a word of the title counts like eight in the text
LIMIT_CHARS: Final = 30_000  # what comes later in a very long page changes no decision
SHINGLE_WORDS: Final = 5
ASCII: Final = 127
QUOTE_WORDS: Final = 6  # shorter runs of words are said by many people
ANCHORS: Final = frozenset({b"the", b"a", b"to", b"of", b"in", b"and"})

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*")
_PAST_YEAR = re.compile(r"\bsince\b.*\b(?:19|20)\d\d\b")
_CAPITAL = re.compile(r"[A-Z]\w+")
_QUOTED = re.compile(r'"([^"\n]{24,1200})"')
_FIGURES: Final = frozenset(digits.encode())
AFTER_FIGURES: Final = b":"  # no figure sorts behind it, and hardly a word before
_KEPT: Final = frozenset(f"{ascii_lowercase}{digits}'".encode())
_LETTERS: Final = bytes(
    byte if byte in _KEPT or byte > ASCII else byte + 32 if chr(byte) in ascii_uppercase else 32 for byte in range(256)
)
"""Small letters, figures and what isn't ASCII stay, the rest parts words: several times as fast as an expression."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Everything that is compared. Made of the article alone, so it is the same after a restart."""

    terms: dict[str, float]  # stem → damped count; the title's words weigh more
    squares: "array[float]"  # of the counts, in the order of the terms
    names: frozenset[str]  # stems of the words with a capital that may name somebody or a place
    focus: frozenset[str]  # of the names it is most about
    acts: Acts
    figures: frozenset[bytes]  # all numbers
    prints: "array[int]"  # of 5-word shingles that start at a frequent word, each once
    quotes: frozenset[int]  # of 6-word runs inside quotation marks
    words: int


def sketch(article: Article, quotes: Sequence[Quote] = ()) -> Sketch:
    """The sketch of an article. Quotes are also found by their marks, for articles nobody read quotes from."""
    text = plain(article.text[:LIMIT_CHARS])
    lead = words_of(text[:LEAD_READ])[:LEAD_WORDS]
    printed = _printed(text)
    terms = _terms(lead, words_of(plain(article.title)))
    spoken = (match.group(1) for match in _QUOTED.finditer(text))
    told = (plain(quote.text) for quote in quotes)
    return Sketch(
        terms=terms,
        names=frozenset(map(_named, set(_CAPITAL.findall(text)))) - {""},
        focus=frozenset(map(stem, _main_names(text, lead))),
        acts=acts(text[:LEAD_CHARS]),
        figures=frozenset([word for word in set(printed) if word < AFTER_FIGURES and word[0] in _FIGURES]),
        squares=array("d", (count * count for count in terms.values())),
        prints=array("I", dict.fromkeys(_shingles(printed))),
        quotes=frozenset(_quote_prints((*spoken, *told))),
        words=len(printed),
    )


@lru_cache(maxsize=50_000)
def _named(word: str) -> str:
    """The stem of a word with a capital that may name somebody or a place; "" for another."""
    return stem(word.lower()) if is_telling(word) else ""


def _printed(text: str) -> list[bytes]:
    """The words as they are compared for copies."""
    return text.encode().translate(_LETTERS).split()


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    """The stem of a word in small letters that tells something; "" for another."""
    root = "" if word in STOP_WORDS else stem(word)
    return root if len(root) > 1 else ""


def _terms(words: Iterable[str], title: Iterable[str]) -> dict[str, float]:
    counts = Counter(map(_term, words))
    for root in map(_term, title):
        counts[root] += TITLE_WEIGHT
    del counts[""]
    return {root: 1 + log(count) for root, count in counts.items()}


def main_names(article: Article) -> tuple[str, ...]:
    """The words of the names it is most about, in small letters, the commonest first."""
    text = plain(article.text[:LIMIT_CHARS])
    return tuple(_main_names(text, words_of(text[:LEAD_READ])[:LEAD_WORDS]))


def _main_names(text: str, words: Sequence[str]) -> list[str]:
    """The names said most often in the lead, the first ones among equals.

    Whoever did something since a year that is named is the background of many events.
    """
    counts = Counter(words)
    names: dict[str, int] = {}
    lead = text[:LEAD_CHARS]
    if "since" in lead:
        lead = ".".join(part for part in re.split(r"[.\n]", lead) if not _PAST_YEAR.search(part))
    for word in " ".join(_NAME.findall(lead)).lower().split():
        if is_telling(word):
            names[word] = counts[word]
    return nlargest(FOCUS_NAMES, names, key=names.__getitem__)


def _shingles(words: Sequence[bytes]) -> list[int]:
    starts = words[: max(len(words) - SHINGLE_WORDS + 1, 0)]
    places = [place for place, word in enumerate(starts) if word in ANCHORS]
    return [crc32(b" ".join(words[place : place + SHINGLE_WORDS])) for place in places]


def _quote_prints(quotes: Iterable[str]) -> Iterator[int]:
    for words in map(_printed, quotes):
        runs = range(len(words) - QUOTE_WORDS + 1)
        yield from [crc32(b" ".join(words[place : place + QUOTE_WORDS])) for place in runs]

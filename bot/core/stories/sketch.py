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
from bot.core.stories.common import STOP_WORDS, TOPICAL_COUNT, prior_counts

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

_WORD = re.compile(r"\w+(?:'\w+|(?<=\d)[.,/-]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)*")
_CAPITAL = re.compile(r"[A-Z]\w+")
_QUOTED = re.compile(r'"([^"\n]{24,1200})"')
_PLAIN_MARKS: Final = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00ad": "",
                       "—": " ", "–": " ", "…": " ", "\u00a0": " "}  # fmt: skip
_FIGURES: Final = frozenset(digits.encode())
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
    names: frozenset[str]  # stems of all words with a capital
    focus: frozenset[str]  # of the names it is most about
    figures: frozenset[bytes]  # all numbers
    prints: "array[int]"  # of 5-word shingles that start at a frequent word, each once
    quotes: frozenset[int]  # of 6-word runs inside quotation marks
    words: int


def sketch(article: Article, quotes: Sequence[Quote] = ()) -> Sketch:
    """The sketch of an article. Quotes are also found by their marks, for articles nobody read quotes from."""
    text = _plain(article.text[:LIMIT_CHARS])
    lead = _words(text[:LEAD_READ])[:LEAD_WORDS]
    printed = _printed(text)
    terms = _terms(lead, _words(_plain(article.title)))
    spoken = (match.group(1) for match in _QUOTED.finditer(text))
    told = (_plain(quote.text) for quote in quotes)
    return Sketch(
        terms=terms,
        names=frozenset(stem(word.lower()) for word in set(_CAPITAL.findall(text))),
        focus=_focus(text, lead),
        figures=frozenset(word for word in set(printed) if word[0] in _FIGURES),
        squares=array("d", (count * count for count in terms.values())),
        prints=array("I", dict.fromkeys(_shingles(printed))),
        quotes=frozenset(_quote_prints((*spoken, *told))),
        words=len(printed),
    )


def _plain(text: str) -> str:
    for mark, plain in _PLAIN_MARKS.items():  # eight times replace is many times faster than translate
        text = text.replace(mark, plain)
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _printed(text: str) -> list[bytes]:
    """The words as they are compared for copies."""
    return text.encode().translate(_LETTERS).split()


def _terms(words: Sequence[str], title: Sequence[str]) -> dict[str, float]:
    counts: Counter[str] = Counter(word for word in words if word not in STOP_WORDS)
    stems: dict[str, float] = {}
    for word, count in counts.items():
        root = stem(word)
        stems[root] = stems.get(root, 0) + count
    for word in title:
        if word not in STOP_WORDS:
            root = stem(word)
            stems[root] = stems.get(root, 0) + TITLE_WEIGHT
    return {root: 1 + log(count) for root, count in stems.items() if len(root) > 1}


def main_names(article: Article) -> tuple[str, ...]:
    """The words of the names it is most about, in small letters, the commonest first."""
    text = _plain(article.text[:LIMIT_CHARS])
    return tuple(_main_names(text, _words(text[:LEAD_READ])[:LEAD_WORDS]))


def _focus(text: str, words: Sequence[str]) -> frozenset[str]:
    return frozenset(map(stem, _main_names(text, words)))


def _main_names(text: str, words: Sequence[str]) -> list[str]:
    """The names said most often in the lead, the first ones among equals."""
    counts = Counter(words)
    names: dict[str, int] = {}
    for word in " ".join(_NAME.findall(text, 0, LEAD_CHARS)).lower().split():
        if word not in STOP_WORDS and stem(word) not in PRIOR:
            names[word] = counts[word]
    return nlargest(FOCUS_NAMES, names, key=names.__getitem__)


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


def _shingles(words: Sequence[bytes]) -> list[int]:
    starts = words[: max(len(words) - SHINGLE_WORDS + 1, 0)]
    places = [place for place, word in enumerate(starts) if word in ANCHORS]
    return [crc32(b" ".join(words[place : place + SHINGLE_WORDS])) for place in places]


def _quote_prints(quotes: Iterable[str]) -> Iterator[int]:
    for quote in quotes:
        words = _printed(quote)
        for place in range(len(words) - QUOTE_WORDS + 1):
            yield crc32(b" ".join(words[place : place + QUOTE_WORDS]))


PRIOR: Final = prior_counts(stem)


def topical_counts(phrases: Iterable[str]) -> dict[str, float]:
    """The prior of words that a stream is known to be about: in a third of its articles."""
    return {stem(word): TOPICAL_COUNT for phrase in phrases for word in _words(_plain(phrase))}

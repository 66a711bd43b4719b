"""Two texts word by word: the same but for a slip, what stands for what, which sentence became which."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.core.language.terms import numbers
from bot.core.text import fold

SLIP_LETTERS: Final = 2  # put right in one place: spelling, no other word
LONG_WORD: Final = 5  # letters; in a shorter one two letters make another word
RUN_WORDS: Final = 4
COMPARED_WORDS: Final = 200  # of a headline, quote or sentence; comparing costs the square of it
COMPARED_TEXTS: Final = 300  # sentences or quotes that may stand in the place of one
_WORD = re.compile(r"\w+(?:'\w+)*")
_DENIALS: Final = frozenset({"no", "not", "never", "none", "nor", "neither", "without", "cannot"})
_TURNING: Final = ("un", "in", "im", "il", "ir", "dis", "non", "a")  # before a word, they make its opposite


def is_same(was: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """The same words in the same order but for a slip or two."""
    letters = 0
    for tag, i, j, k, m in _matched(was, now).get_opcodes():
        if tag != "equal":
            one, other = " ".join(was[i:j]), " ".join(now[k:m])
            letters += _letters_apart(one, other)
            if letters > SLIP_LETTERS or not is_slip(one, other):
                return False
    return True


def is_slip(one: str, other: str) -> bool:
    """Whether one is the other misspelt: "teh" for "the", never "7" for "8", "can" for "can't", "safe" for "unsafe"."""
    shorter, longer = sorted((one, other), key=len)
    if one and other and one[0] != other[0] and sorted(one) != sorted(other):
        return False  # a slip of the first letter is rare, "North" and "South" are not
    if _digits(one) != _digits(other) or _denies(one) != _denies(other):
        return False
    if any(longer == f"{turning}{shorter}" for turning in _TURNING):
        return False
    limit = SLIP_LETTERS if not shorter or len(shorter) >= LONG_WORD else 1
    return _letters_apart(one, other) <= limit


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter.isdigit())


def _denies(words: str) -> bool:
    return any(word in _DENIALS or word.endswith("n't") for word in words.split())


@lru_cache(maxsize=1024)
def _letters_apart(one: str, other: str) -> int:
    """Letters to add, drop, replace or swap with their neighbour; more than `SLIP_LETTERS` may be less than true."""
    if abs(len(one) - len(other)) > SLIP_LETTERS:
        return SLIP_LETTERS + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, facing in enumerate(other, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                best = min(best, before_last[j - 2] + 1)
            row.append(best)
        before = last
    return row[-1]


def replaced(was: str, now: str) -> Iterator[tuple[str, str]]:
    """The stretches of words that stand for one another, as written."""
    one, other = _WORD.findall(fold(was).text), _WORD.findall(fold(now).text)
    for tag, i, j, k, m in _matched(words_of(was), words_of(now)).get_opcodes():
        if tag == "replace":
            yield " ".join(one[i:j]), " ".join(other[k:m])


def figures(text: str) -> Counter[str]:
    """With "one", which counts where another number takes its place; "7-2" is two figures."""
    figures = Counter(number.value for number in numbers(fold(text).text.replace("-", " ")))
    figures.update("1" for word in words_of(text) if word == "one")
    return figures


def most_alike(text: str, others: Sequence[str], *, at_least: float) -> str | None:
    """Of texts that share enough words with this one, the one with the most of them in the same order."""
    words, best, likest = frozenset(words_of(text)), at_least, None
    for other in others[:COMPARED_TEXTS]:
        if len(words.intersection(words_of(other))) < at_least / 2 * len(words):
            continue
        likeness = _matched(words_of(text), words_of(other)).ratio()
        if likeness >= best:
            best, likest = likeness, other
    return likest


def _matched(one: tuple[str, ...], other: tuple[str, ...]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one[:COMPARED_WORDS], other[:COMPARED_WORDS], autojunk=False)


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text, casefold=True).text))


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Its words with one space between and around them: what marks and line breaks leave alone."""
    return f" {' '.join(words_of(text))} "


@lru_cache(maxsize=8)
def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    words = words_of(text)
    return frozenset(words[place : place + RUN_WORDS] for place in range(len(words) - RUN_WORDS + 1))

"""Names of several words that were typed in another order, with a slip in each word, or by half."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

Words = tuple[str, ...]
Fits = Callable[[Words, Words], bool]
LONGEST: Final = 4  # words
SHORTEST: Final = 4  # letters of a word that may have a slip
LONG: Final = 9  # letters from which two slips are still one word
BEGUN: Final = 2  # letters of a last word by which it is begun


@dataclass(frozen=True, slots=True)
class Meant:
    """The names some words may mean, and how many words they are; `is_slip`: the words are not those of a name."""

    names: tuple[str, ...]
    length: int
    is_slip: bool


class WholeNames:
    """Asked by the first letters of the words, which are nearly always right, in whatever order."""

    def __init__(self, names: Mapping[Words, str]) -> None:
        self._known = names
        self._by_letters: dict[str, list[Words]] = defaultdict(list)
        for words in names:
            if 1 < len(words) <= LONGEST:
                self._by_letters[_letters(words)].append(words)

    def meant(self, words: Sequence[str], place: int, *, asides: Collection[str]) -> Meant | None:
        """What the words from `place` on mean; None where they are a name as they stand or near to none.

        The longest name that needs no slip comes first. `asides` are words that are meant as they were typed.
        """
        windows = [tuple(words[place : place + n]) for n in range(min(LONGEST, len(words) - place), 1, -1)]
        windows = [window for window in windows if all(window)]
        if any(window in self._known for window in windows):
            return None
        for window in windows:
            if turned := self._that(window, lambda name, typed: sorted(name) == sorted(typed)):
                return Meant(turned, len(window), is_slip=False)
        for window in windows:
            is_last = place + len(window) == len(words)
            begun = self._that(window, _is_begun) if is_last else ()
            if found := begun or (() if set(asides).issuperset(window) else self._that(window, _is_near)):
                return Meant(found, len(window), is_slip=True)
        return None

    def _that(self, window: Words, fits: Fits) -> tuple[str, ...]:
        near: Iterable[Words] = self._by_letters.get(_letters(window), ())
        return tuple(dict.fromkeys(self._known[name] for name in near if fits(name, window)))


def _letters(words: Words) -> str:
    return "".join(sorted(word[0] for word in words))


def _is_begun(name: Words, typed: Words) -> bool:
    *before, last = typed
    return name[:-1] == tuple(before) and len(last) >= BEGUN and name[-1].startswith(last)


def _is_near(name: Words, typed: Words) -> bool:
    return all(_is_same(one, other) for one, other in zip(name, typed, strict=True))


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter = min(len(one), len(other))
    reach = 0 if shorter < SHORTEST or one[0] != other[0] else 2 if shorter >= LONG else 1
    return bool(OSA.distance(one, other, score_cutoff=reach) <= reach)

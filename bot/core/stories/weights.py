"""How telling each word is: from the stream itself, and from a small prior for its first days."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log, sqrt
from typing import Final

from bot.core.model import ArticleId
from bot.core.stories.common import PRIOR_ARTICLES
from bot.core.stories.sketch import Sketch

LENGTH_ARTICLES: Final = 80.0
LENGTH_KNOWN: Final = 3.5
SIZE_STEP: Final = 1.2
COUNTED: Final = 256  # frequencies whose weight is worked out once


class Weights(dict[str, float]):
    """How telling each word is: the square of its inverse document frequency.

    The size of the stream is read in steps of a fifth, so that most weights stay valid from article to article and
    depend on nothing but what is in the book.
    """

    def __init__(self, by_term: Mapping[str, Mapping[ArticleId, float]], prior: Mapping[str, float]) -> None:
        self._by_term = by_term
        self._prior = prior
        self._mended = {term: _length_weight(count) - _length_weight(0.0) for term, count in prior.items()}
        self._step = 0
        self._by_count: tuple[float, ...] = ()

    def resize(self, articles: int) -> None:
        """To be called whenever articles came or went."""
        step = round(log(articles + PRIOR_ARTICLES, SIZE_STEP))
        if step != self._step:
            self._step = step
            self._by_count = _weights_by_count(step)
            self.clear()

    def recount(self, terms: Iterable[str]) -> None:
        """To be called with the words of an article that came or went.

        Most are asked for again at once: worked out here in a row, they cost a third of what each would by itself.
        """
        by_term, prior, by_count = self._by_term, self._prior, self._by_count
        for term in terms:
            count = len(by_term.get(term, ()))
            if 0 < count < COUNTED and term not in prior:
                self[term] = by_count[count]
            else:
                self.pop(term, None)

    def norm(self, told: Sketch) -> float:
        """The length of an article, in the weights of before the stream: worked out once, and the same for ever.

        By the stream's own weights it would have to be found anew for each pair, and joins no better.
        """
        usual = _length_weight(0.0) * sum(told.squares)
        known = zip(told.terms, told.squares, strict=True)
        mended = sum(square * self._mended[term] for term, square in known if term in self._mended)
        return sqrt(usual + mended) or 1.0

    def __missing__(self, term: str) -> float:
        count = len(self._by_term.get(term, ()))
        if count < COUNTED and term not in self._prior:
            weight = self[term] = self._by_count[count]
        else:
            weight = self[term] = _weight(self._step, count + self._prior.get(term, 0.0))
        return weight


@lru_cache(maxsize=64)
def _weights_by_count(step: int) -> tuple[float, ...]:
    return tuple(_weight(step, count) for count in range(COUNTED))


def _length_weight(count: float) -> float:
    """Of a word that the prior has in so many articles: as if it stood in a few more of a small stream."""
    share = count / PRIOR_ARTICLES
    return log(1 + LENGTH_ARTICLES / (LENGTH_ARTICLES * share + LENGTH_KNOWN)) ** 2


def _weight(step: int, count: float) -> float:
    return log(1 + SIZE_STEP**step / (count + 0.5)) ** 2

"""Sentences as bags of words, and how alike two of them are."""

import re
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import Final

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOPWORDS: Final = _words(
    "a an the and or but of in on at to for from by with about as into over after before is are was were be been being "
    "has have had do does did will would can could may might should must not no it its he she they his her their this "
    "that these those who which what when where why how also said says say than then there here we you i our us them "
    "him according new one two more most up out if so"
)


def bag(words: str) -> Counter[str]:
    """Its words that say something, plural and genitive aside."""
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in WORD.findall(words))
    return Counter(word if len(word) < 5 else word.rstrip("s") for word in found if word not in _STOPWORDS)


def centroid(bags: Sequence[Counter[str]]) -> Counter[str]:
    """What more than one of the sentences speaks of."""
    total: Counter[str] = Counter()
    for each in bags:
        total.update(set(each))
    return Counter({word: count for word, count in total.items() if count > 1})


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Cosine of two bags of words."""
    if not one or not other:
        return 0.0
    shared = sum(one[word] * other[word] for word in one.keys() & other.keys())
    return shared / sqrt(_square(one) * _square(other)) if shared else 0.0


def _square(each: Counter[str]) -> int:
    return sum(count * count for count in each.values())

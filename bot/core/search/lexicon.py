"""The words a question may be made of: names with all their forms, and what is near a word nobody knows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.core.language.terms import inflections
from bot.core.model import Name, Topic
from bot.core.search.forms import words_of

SHORTEST = 4  # letters of a word that may be a slip or half a name: shorter ones are near to everything
LONG = 8  # letters from which two slips are still one word
LIKENESS = 75  # of 100: rapidfuzz's weighted ratio, below which a name isn't worth proposing
_SYMBOLS = re.compile(r"[+#@*]")  # "Face++" would be searched for as "face"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Compiled once for some topics and what the archive knows; see `lexicon`."""

    names: Mapping[Words, str]  # the words of every form of a name → the name
    forms: Mapping[str, tuple[str, ...]]  # a name → every form it is searched for under
    longest: int  # words in the longest form
    ours: Mapping[str, str]  # words of the topics → how they are written
    others: Mapping[str, str]  # words of the archive's names → how they are written

    def knows(self, word: str) -> bool:
        """Whether this is a word of the topic or of a name, in any inflection."""
        return word in self.others or any(form in self.ours for form in inflections(word))


@lru_cache(maxsize=8)
def lexicon(topics: tuple[Topic, ...], vocabulary: tuple[str, ...]) -> Lexicon:
    """The lexicon of these topics and these names of the archive, the most important first in each."""
    listed = tuple(name for topic in topics for name in topic.names)
    speakers = tuple(known for known in vocabulary if len(words_of(known)) > 1)
    names = {words_of(known): known for known in reversed(speakers)}
    names |= {words_of(form): name.name for name in reversed(listed) for form in _own_forms(name)}
    return Lexicon(
        names=names,
        forms={known: (known,) for known in speakers} | _forms(listed),
        longest=max(map(len, names), default=0),
        ours=_written(_words_of_topics(topics)),
        others=_written(vocabulary),
    )


def slips(word: str, known: Lexicon) -> tuple[str, ...]:
    """The words this one is a slip of the keys away from, as they are written; those of the topics alone, if any.

    One slip (a letter too many, too few, another one, or two swapped) makes four in five misspellings (Damerau 1964);
    the first letter is nearly always right (Yannakoudakis and Fawthrop 1983).
    """
    if len(word) < SHORTEST:
        return ()
    return _near(word, known.ours) or _near(word, known.others)


def halves(word: str, known: Lexicon) -> tuple[str, ...]:
    """The words this one is the beginning of, as they are written; those of the topics alone, if any."""
    if len(word) < SHORTEST:
        return ()
    for words in (known.ours, known.others):
        if found := tuple(dict.fromkeys(shown for each, shown in words.items() if each.startswith(word))):
            return found
    return ()


def completions(beginning: str, names: Iterable[str]) -> Iterator[str]:
    """The names in which these words, the last of them perhaps half typed, begin at a word: in the order given."""
    typed = " ".join(words_of(beginning))
    return (name for name in names if typed and f" {typed}" in f" {' '.join(words_of(name))}")


def nearest(text: str, names: Sequence[str], *, limit: int = 3) -> tuple[str, ...]:
    """The names most like what was typed, best first; none that is not much like it."""
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=_plain, score_cutoff=LIKENESS, limit=limit)
    return tuple(name for name, _, _ in found)


def _near(word: str, words: Mapping[str, str]) -> tuple[str, ...]:
    reach = 2 if len(word) >= LONG else 1
    alike = [
        each for each in words if each[0] == word[0] and len(each) >= SHORTEST and abs(len(each) - len(word)) <= reach
    ]
    found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=reach, limit=None)
    closest = min((distance for _, distance, _ in found), default=0)
    return tuple(dict.fromkeys(words[each] for each, distance, _ in found if distance == closest))


def _forms(names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """Who asks for a company means its products too; who asks for a product means that alone."""
    forms: dict[str, dict[str, None]] = {}
    for name in names:
        forms.setdefault(name.name, {}).update(dict.fromkeys(_own_forms(name)))
    for name in names:
        if name.of in forms:
            forms[name.of].update(dict.fromkeys(_own_forms(name)))
    return {name: tuple(found) for name, found in forms.items()}


def _own_forms(name: Name) -> tuple[str, ...]:
    forms = (name.name, *name.aliases)
    return tuple(form for form in forms if words_of(form) and not _SYMBOLS.search(form)) or (name.name,)


def _words_of_topics(topics: Iterable[Topic]) -> Iterator[str]:
    for topic in topics:
        for name in topic.names:
            yield from _own_forms(name)
        yield from (*topic.technology_words, *topic.policy_words, *topic.actor_words, *topic.places)


def _written(texts: Iterable[str]) -> dict[str, str]:
    """Each word → how it is first written."""
    found: dict[str, str] = {}
    for text in texts:
        for token in text.split():
            for word in words_of(token):
                found.setdefault(word, token if words_of(token) == (word,) else word)
    return found


def _plain(text: str) -> str:
    return " ".join(words_of(text))

"""The words a question may be made of: names with all their forms, and what is near a word nobody knows."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Hamming

from bot.core.language.terms import inflections
from bot.core.model import Name, Topic
from bot.core.search.forms import words_of
from bot.core.search.whole_names import WholeNames

SHORTEST = 4  # letters of a word that may be a slip or half a name: shorter ones are near to everything
LONG = 9  # letters from which two slips are still one word
MARGIN = 2  # slips by which the next word must be further off when one is taken for two slips
HALF = 2  # letters that a name of the archive may lack: more would make one town of another
ACRONYM = 3  # words from which first letters stand for a phrase: "BIPA"
SHARED = 3  # technology words in which a word stands that all of the topic shares: "facial", "recognition"
LIKENESS = 65  # of 100: the words in any order and number; below it a name isn't worth proposing
_SYMBOLS = re.compile(r"[+#@*]")  # "Face++" would be searched for as "face"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Compiled once for some topics and what the archive knows; see `lexicon`."""

    names: Mapping[Words, str]  # the words of every form of a name → the name
    forms: Mapping[str, tuple[str, ...]]  # a name → every form it is searched for under
    longest: int  # words in the longest form
    whole: WholeNames  # the names of several words
    listed: frozenset[str]  # the names that are the topics' own
    joined: Mapping[str, str]  # names and phrases without their spaces → how they are written
    initials: Mapping[str, tuple[str, ...]]  # first letters → the topics' phrases of several words that have them
    phrases: Mapping[Words, str]  # words of places and of what the topics are about → how they are written
    shared: frozenset[str]  # what the topics are about, and the words most of it is made of
    ours: Mapping[str, str]  # words of the topics → how they are written
    others: Mapping[str, str]  # words of the archive's names → how they are written

    def knows(self, word: str) -> bool:
        """Whether this is a word of the topic or of a name, in any inflection."""
        return any(form in self.ours or form in self.others for form in inflections(word))


@lru_cache(maxsize=8)
def lexicon(topics: tuple[Topic, ...], vocabulary: tuple[str, ...]) -> Lexicon:
    """The lexicon of these topics and these names of the archive, the most important first in each."""
    listed = tuple(name for topic in topics for name in topic.names)
    speakers = tuple(known for known in vocabulary if len(words_of(known)) > 1)
    names = {words_of(known): known for known in reversed(speakers)}
    names |= {words_of(form): name.name for name in reversed(listed) for form in _own_forms(name)}
    technology = {word for topic in topics for word in topic.technology_words if words_of(word) not in names}
    phrases = {words_of(form): word for word in sorted(technology) for form in _plurals(word)}
    phrases |= {words_of(place): place for topic in topics for place in topic.places}
    return Lexicon(
        names=names,
        forms={known: (known,) for known in speakers} | _forms(listed),
        longest=max(map(len, (*names, *phrases)), default=0),
        joined={"".join(words): shown for words, shown in (*phrases.items(), *names.items())},
        initials=_initials(_words_of_topics(topics)),
        whole=WholeNames(names),
        listed=frozenset(name.name for name in listed),
        phrases=phrases,
        shared=_shared(technology),
        ours=_written(_words_of_topics(topics)),
        others=_written(vocabulary),
    )


def slips(word: str, known: Lexicon) -> tuple[str, ...]:
    """The words this one is a slip of the keys away from, as they are written; those of the topics alone, if any.

    One slip (a letter too many, too few, another one, or two swapped) makes four in five misspellings (Damerau 1964);
    the first letter is nearly always right (Yannakoudakis and Fawthrop 1983). Two slips are one word only in a long
    one, when they are not two other letters and nothing else is nearly as near: an unknown town is no other town.
    """
    if len(word) < SHORTEST:
        return ()
    return _near(word, known.ours) or _near(word, known.others)


def halves(word: str, known: Lexicon) -> tuple[str, ...]:
    """The words this one is the beginning of, as they are written; those of the topics alone, if any."""
    if len(word) < SHORTEST:
        return ()
    begun = {shown: None for each, shown in known.ours.items() if each.startswith(word)}
    if begun:
        return tuple(begun)
    near = (shown for each, shown in known.others.items() if each.startswith(word) and len(each) <= len(word) + HALF)
    return tuple(dict.fromkeys(near))


def namesakes(word: str, known: Lexicon) -> tuple[str, ...]:
    """The words of the archive's names that this one is a slip away from: "fals" may be "false", or Harrow Falls."""
    return _near(word, known.others) if len(word) >= SHORTEST else ()


def nearest(text: str, names: Sequence[str], *, limit: int = 3) -> tuple[str, ...]:
    """The names most like what was typed, best first; none that is not much like it."""
    found = process.extract(text, names, scorer=fuzz.token_ratio, processor=_plain, score_cutoff=LIKENESS, limit=limit)
    return tuple(name for name, _, _ in found)


def _near(word: str, words: Mapping[str, str]) -> tuple[str, ...]:
    reach = 2 if len(word) >= LONG else 1
    seen = reach + MARGIN - 1
    alike = [
        each for each in words if each[0] == word[0] and len(each) >= SHORTEST and abs(len(each) - len(word)) <= seen
    ]
    found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=seen, limit=None)
    closest = min((distance for _, distance, _ in found), default=seen + 1)
    if closest > reach or (closest > 1 and not _is_clear(word, closest, found)):
        return ()
    return tuple(dict.fromkeys(words[each] for each, distance, _ in found if distance == closest))


def _is_clear(word: str, closest: int, found: Sequence[tuple[str, float, int]]) -> bool:
    """Of a word more than one slip away: it has not just other letters in two places, and stands alone."""
    (nearest, *others) = [each for each, distance, _ in found if distance < closest + MARGIN]
    return not others and Hamming.distance(word, nearest, pad=True) > closest


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


def _words_of_topics(topics: Iterable[Topic]) -> Iterable[str]:
    for topic in topics:
        for name in topic.names:
            yield from _own_forms(name)
        yield from (*topic.technology_words, *topic.policy_words, *topic.actor_words, *topic.places)


def _initials(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for phrase in phrases:
        words = words_of(phrase)
        if len(words) >= ACRONYM:
            found.setdefault("".join(word[0] for word in words), {})[phrase] = None
    return {letters: tuple(each) for letters, each in found.items()}


def _shared(technology: Iterable[str]) -> frozenset[str]:
    """The words that most of the topic is named with, and the names made of them alone: every article has some."""
    named = {phrase: words_of(phrase) for phrase in technology}
    counts = Counter(word for words in named.values() for word in words)
    shared = {word for word, count in counts.items() if count >= SHARED}
    return frozenset(shared | {phrase for phrase, words in named.items() if shared.issuperset(words)})


def _plurals(phrase: str) -> tuple[str, ...]:
    return phrase, f"{phrase}s"


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

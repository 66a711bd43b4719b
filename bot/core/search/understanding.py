"""A member's words → a question."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.core.language.bills import bill_numbers
from bot.core.language.terms import inflections
from bot.core.model import Question, Topic
from bot.core.search.forms import words_of
from bot.core.search.kin import kin
from bot.core.search.lexicon import SHORTEST, Lexicon, Words, halves, lexicon, namesakes, slips
from bot.core.search.narrowing import narrow
from bot.core.text import fold

MOST_WORDS = 32  # of one question: more is a pasted text, and each costs the index a walk
MOST_PARTS = 3  # words that somebody may have written for one name
LONGEST_CHAMBER = 3  # letters that are printed with dots: H.R., S.B., H.J.R.
Show = Literal["all", "quotes", "standing", "positions", "record", "help"]

_COMMANDS: dict[str, Show] = {
    "quote": "quotes",
    "quotes": "quotes",
    "position": "standing",
    "positions": "standing",
    "timeline": "positions",
    "record": "record",
}
_ENDINGS = frozenset({"quotes", "timeline"})  # "amazon quotes" is as good as "quotes amazon"
_PHRASE = re.compile(r'"([^"]+)"')
_SEPARATORS = re.compile(r'[\s/,;|()"]+')
_RIMS = ".,:;!?'&-"
_POSSESSIVE = re.compile(r"'s?(?!\w)")
_FILLERS = frozenset(  # words that carry nothing to look for
    words_of(
        "a about an and are at by did do does for from has have he her his how i in is it its latest me news of on or "
        "our said say says she show tell that the their they this to us was we were what when where which who whom "
        "why will with you"
    )
)


def understand(
    query: str,
    *,
    topics: Sequence[Topic],
    vocabulary: Sequence[str] = (),
    today: date,
    known: Collection[str] = (),
) -> Question:
    """What the member means: names of the topics under all their forms, phrases, other words with their inflections.

    `vocabulary` are the names the archive knows; `known` are words to be taken as typed, whatever they are near to.
    A word that is a slip away from one known word becomes that word and is listed in `corrected`; from several, they
    are in `did_you_mean`. No words, or `help`, ask for help. Raises `QueryInvalid` for a filter that can't be read.
    """
    narrowed = narrow(fold(query).text, today)
    show, text = _command(narrowed.words)
    phrases, text = _phrases(text)
    bills, text = _bills(text)
    words = lexicon(tuple(topics), tuple(vocabulary))
    reader = _Reader(words, frozenset(known))
    places = {reader.corrected_place(place): None for place in narrowed.places}
    reader.read([word for word in map(_bare, _SEPARATORS.split(text)) if word][:MOST_WORDS])
    wishes = (*phrases, *bills, *reader.names, *reader.terms)
    is_empty = not (wishes or places or narrowed.outlets or narrowed.since or narrowed.until)
    return Question(
        query=query,
        show="help" if is_empty and show == "all" else show,
        names=tuple(reader.names),
        terms=tuple(reader.terms),
        phrases=(*phrases, *bills),
        variants=reader.names | reader.terms | bills,
        kin={term: near for term in reader.terms if (near := _kin(term, words))},
        listed=words.listed.intersection(reader.names),
        shared=frozenset(term for term in reader.terms if not words.shared.isdisjoint((term, *inflections(term)))),
        places={place: (place, *kin(place.casefold())) for place in places},
        outlets={outlet: _outlet(outlet, words) for outlet in narrowed.outlets},
        since=narrowed.since,
        until=narrowed.until,
        corrected=reader.corrected,
        did_you_mean=tuple(reader.doubts),
    )


@dataclass(slots=True)
class _Reader:
    """Reads words from left to right; what it understood is in its fields, in the order of the question."""

    lexicon: Lexicon
    known: frozenset[str]
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, None] = field(default_factory=dict)

    def corrected_place(self, place: str) -> str:
        """The place with its slips mended, word by word."""
        return " ".join(self._as_meant(word) for word in place.split())

    def read(self, tokens: Sequence[str]) -> None:
        tokens = [self._as_meant(token) for token in self._parted(tuple(self._as_named(tokens)))]
        place = 0
        while place < len(tokens):
            name, length = self._longest(self.lexicon.names, tokens, place)
            phrase, words = self._longest(self.lexicon.phrases, tokens, place)
            if phrase is not None and words > length - (name is None):
                self.terms[phrase.casefold()] = _phrase_forms(phrase)
                length = words
            elif name is not None:
                self.names[name] = self.lexicon.forms.get(name, (name,))
            else:
                self._take_term(tokens[place], tokens)
            place += length

    def _as_named(self, tokens: Sequence[str]) -> Iterator[str]:
        """Names of several words as they are written, whatever order, slips or half of a word they were typed in."""
        words = ["".join(words_of(token)) for token in tokens]
        asides = {word for word in words if word in self.known or word in _FILLERS or self.lexicon.knows(word)}
        place = 0
        while place < len(tokens):
            meant = self.lexicon.whole.meant(words, place, asides=asides)
            end = place + (meant.length if meant else 1)
            typed = " ".join(tokens[place:end])
            if meant is None or len(meant.names) > 1 or (meant.is_slip and self.known.issuperset(words[place:end])):
                self.doubts.update(dict.fromkeys(meant.names[:3] if meant else ()))
                yield from tokens[place:end]
            else:
                self.corrected |= {typed: meant.names[0]} if meant.is_slip else {}
                yield from meant.names[0].split()
            place = end

    def _parted(self, tokens: Sequence[str]) -> Iterator[str]:
        """Names written apart or together, "clear view" and "sanfrancisco", in their own words; "amazons" as Amazon."""
        place = 0
        while place < len(tokens):
            for length in range(min(MOST_PARTS, len(tokens) - place), 0, -1):
                words = words_of(" ".join(tokens[place : place + length]))
                name = self.lexicon.joined.get("".join(words))
                if name is not None and len("".join(words)) >= SHORTEST and self._is_other_than(name, words):
                    yield from name.split()
                    break
            else:
                length = 1
                yield self._without_plural(tokens[place])
            place += length

    def _is_other_than(self, name: str, words: Words) -> bool:
        """Whether these words are not yet a name as they stand."""
        return words not in self.lexicon.names and words not in self.lexicon.phrases and words != words_of(name)

    def _without_plural(self, token: str) -> str:
        one = token.casefold().removesuffix("s")
        is_name = one != token.casefold() and len(one) > SHORTEST and (one,) in self.lexicon.names
        return one if is_name and (token.casefold(),) not in self.lexicon.names else token

    def _longest(self, known: Mapping[Words, str], tokens: Sequence[str], place: int) -> tuple[str | None, int]:
        """The longest of what is known that begins here, and how many tokens it takes."""
        words: list[str] = []
        best: tuple[str | None, int] = (None, 1)
        for length, token in enumerate(tokens[place:], start=1):
            words += words_of(token)
            if len(words) > self.lexicon.longest:
                break
            found = known.get(tuple(words))
            best = (found, length) if found is not None else best
        return best

    def _take_term(self, token: str, tokens: Sequence[str]) -> None:
        words = words_of(token)
        is_filler = token.casefold() in _FILLERS and any(each.casefold() not in _FILLERS for each in tokens)
        if not words or is_filler:
            return
        forms = dict.fromkeys(inflections(token))
        if len(words) == 1 and len(words[0]) >= SHORTEST and not self.lexicon.knows(words[0]):
            forms |= {f"{words[0]}*": None}  # perhaps half of a word
        self.terms[token.casefold()] = tuple(forms)

    def _as_meant(self, token: str) -> str:
        """The word itself, or the one word it must be a slip or a half of."""
        words = words_of(token)
        if len(words) != 1 or words[0] in self.known or words[0] in _FILLERS or self.lexicon.knows(words[0]):
            return token
        candidates = halves(words[0], self.lexicon) or slips(words[0], self.lexicon)
        named = {self.lexicon.names.get(words_of(each)) for each in candidates}
        if len(named) == 1 and None not in named:  # "Amazon" and "AMZN" are one company
            candidates = candidates[:1]
        elif named == {None}:
            candidates = tuple(dict.fromkeys((*candidates, *namesakes(words[0], self.lexicon))))
        if len(candidates) == 1:
            self.corrected[token] = candidates[0]
            return candidates[0]
        self.doubts.update(dict.fromkeys(candidates[:3]))
        return token


def _phrase_forms(phrase: str) -> tuple[str, ...]:
    """The phrase with its last word in all its forms: "face scans" for "face scan"."""
    head, _, last = phrase.rpartition(" ")
    return tuple(f"{head} {form}".strip() for form in (last, *inflections(last)) if form)


def _kin(term: str, words: Lexicon) -> tuple[str, ...]:
    """Of what the topic is about, its other words; of any other word, those near in meaning."""
    if term not in words.shared:
        return (*kin(term), *words.initials.get(term, ()))
    return tuple(phrase for phrase in words.phrases.values() if phrase in words.shared and phrase != term)


def _outlet(outlet: str, words: Lexicon) -> tuple[str, ...]:
    """The forms of an outlet: as typed, and as an organisation of the topic that publishes under its names."""
    name = words.names.get(words_of(outlet))
    forms = words.forms.get(name, ()) if name else ()
    return tuple(dict.fromkeys((outlet, *forms)))


def _command(text: str) -> tuple[Show, str]:
    first, _, rest = text.strip().partition(" ")
    word = first.casefold().rstrip(":")
    if word == "help" and not rest.strip():
        return "help", ""
    if word in _COMMANDS:
        return _COMMANDS[word], rest
    before, _, last = text.strip().rpartition(" ")
    return (_COMMANDS[last.casefold()], before) if before and last.casefold() in _ENDINGS else ("all", text)


def _phrases(text: str) -> tuple[tuple[str, ...], str]:
    found = tuple(dict.fromkeys(phrase.strip() for phrase in _PHRASE.findall(text) if words_of(phrase)))
    return found, _PHRASE.sub(" ", text)


def _bills(text: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """Bill numbers with the ways they are printed: H.R. 7356, HR 7356, HR7356."""
    upper = text.upper() if len(text.upper()) == len(text) else text
    found: dict[str, tuple[str, ...]] = {}
    for bill in reversed(bill_numbers(upper)):
        kind, _, number = bill.key.partition(" ")
        dotted = f"{'.'.join(kind)}. {number}" if len(kind) <= LONGEST_CHAMBER else bill.key
        found[bill.key] = (bill.key, f"{kind}{number}", dotted, bill.span.of(text))
        text = f"{text[: bill.span.start]} {text[bill.span.end :]}"
    return found, text


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word).strip(_RIMS)

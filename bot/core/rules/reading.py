"""One page, looked up once for all rules."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.core.model import Field, Match, Span
from bot.core.rules.facts import Facts
from bot.core.rules.nodes import All, Either, Fact, Node, Term, Weighted, Without, Word
from bot.core.rules.vocabulary import Vocabulary
from bot.core.rules.words import MAX_GAP, Page, may_stand_between

_Place = tuple[int, int]  # start and end in the folded page


class PageReading(dict[Term | Fact, bool]):
    """What stands on one page: whether a term does, or a fact is so, found out when first asked."""

    def __init__(self, page: Page, vocabulary: Vocabulary, about: Facts) -> None:
        super().__init__()
        self._page = page
        self._about = about
        self._vocabulary = vocabulary
        self.found: dict[int, list[int]] = {}
        self._words: dict[Word, list[_Place]] = {}
        self._terms: dict[Term, list[_Place]] = {}
        self._word_starts: list[int] | None = None
        self._originals: dict[_Place, tuple[Field, Span]] = {}
        if vocabulary.automaton is not None:
            for pattern, start, _ in vocabulary.automaton.find_matches_as_indexes(page.plain, overlapping=True):
                self.found.setdefault(pattern, []).append(start)
        self._standing = set(chain.from_iterable(map(vocabulary.words_of.__getitem__, self.found)))

    def __missing__(self, term: Term | Fact) -> bool:
        if isinstance(term, Fact):
            self[term] = is_so = term.is_true_of(self._about)
            return is_so
        stands = self._standing.issuperset(term.words) and (term.is_plain or bool(self.places(term)))
        self[term] = stands
        return stands

    def matches(self, rule: str, node: Node, weight: float) -> Iterator[Match]:
        """The places of the terms that made the node true; the title, where facts alone did."""
        terms: list[Term] = []
        self._witnesses(node, terms)
        places = self.places(terms[0]) if len(terms) == 1 else sorted(set(chain.from_iterable(map(self.places, terms))))
        if not places:
            yield from self._whole(rule, weight)
        for place in places:
            known = self._originals.get(place)
            if known is None:
                known = self._originals[place] = self._page.original(*place)
            yield Match(rule=rule, field=known[0], span=known[1], weight=weight)

    def _whole(self, rule: str, weight: float) -> Iterator[Match]:
        for field, length in self._page.lengths.items():
            if length:
                yield Match(rule=rule, field=field, span=Span(0, length), weight=weight, is_by_fact=True)
                return

    def _witnesses(self, node: Node, into: list[Term], *, wanted: bool = True) -> None:
        """The terms that stand on the page and made the node come out as wanted."""
        match node:
            case Term():
                if wanted:
                    into.append(node)
            case All() | Either():
                for part in node.parts:
                    if part.holds(self) == wanted:
                        self._witnesses(part, into, wanted=wanted)
            case Without():
                self._witnesses(node.part, into, wanted=not wanted)
            case Weighted():
                self._witnesses(node.part, into, wanted=wanted)
            case Fact():
                pass

    def stands(self, word: Word) -> bool:
        """Whether a word does, in title or text."""
        return bool(self._word(word))

    def places(self, term: Term) -> list[_Place]:
        """Where a term stands, in order."""
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._find(term)
        return known

    def _find(self, term: Term) -> list[_Place]:
        by_word = [self._word(word) for word in term.words]
        if term.where != "anywhere":
            is_title = term.where == "title"
            by_word = [[p for p in places if self._page.is_in_title(p[0]) == is_title] for places in by_word]
        if len(by_word) == 1:
            return by_word[0]
        return self._phrase(by_word) if term.slop is None else self._near(by_word, term.slop)

    def _word(self, word: Word) -> list[_Place]:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._places_of(word)
        return known

    def _places_of(self, word: Word) -> list[_Place]:
        plain, folded = self._page.plain, self._page.folded
        places: list[_Place] = []
        for pattern, form in zip(self._vocabulary.patterns_of[word], word.forms, strict=True):
            starts = self.found.get(pattern)
            if starts is None:
                continue
            margin = self._vocabulary.has_margin[pattern]
            for start in starts:
                begin = start + margin
                end = plain.find(" ", begin) if word.is_prefix else begin + len(form)
                if word.spellings is None or folded[begin:end] in word.spellings:
                    places.append((begin, end))
        places.sort()
        return places

    def _phrase(self, by_word: Sequence[list[_Place]]) -> list[_Place]:
        chains = by_word[0]
        for places in by_word[1:]:
            ends = dict(places)
            chains = [
                (start, ends[after])
                for start, end in chains
                for after in range(end, end + MAX_GAP + 1)
                if after in ends and (after == end or may_stand_between(self._page.folded, end, after))
            ]
        return chains

    def _near(self, by_word: Sequence[list[_Place]], slop: int) -> list[_Place]:
        """The narrowest windows that hold all words, none more than `slop` words from the first to the last."""
        places = sorted((start, end, which) for which, word in enumerate(by_word) for start, end in word)
        windows: list[_Place] = []
        last: dict[int, _Place] = {}
        for start, end, which in places:
            last.pop(which, None)
            last[which] = (start, end)
            first = next(iter(last.values()))
            if len(last) == len(by_word) and self._is_within(first[0], start, slop):
                windows.append((first[0], max(place[1] for place in last.values())))
        return windows

    def _is_within(self, first: int, last: int, slop: int) -> bool:
        if self._page.is_in_title(first) != self._page.is_in_title(last):
            return False
        if self._word_starts is None:
            self._word_starts = [match.start() for match in re.finditer(r"\S+", self._page.plain)]
        return bisect_left(self._word_starts, last) - bisect_left(self._word_starts, first) <= slop

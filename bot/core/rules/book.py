"""Many rules, one pass over a text.

One automaton finds every word of every rule; a rule is tried only when a word of its rarest required group stood in
the text, and equal terms of different rules are looked at once.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from ahocorasick_rs import AhoCorasick

from bot.core.model import Field, Match, Rule, Span
from bot.core.rules.query import All, Either, Node, Term, Without, Word, tree
from bot.core.rules.words import MAX_GAP, Page, is_unspaced, may_stand_between

ALTERNATIVES = 3  # named of those that are all missing

_Place = tuple[int, int]  # start and end in the folded page


def check_query(query: str) -> None:
    """Raises `RuleInvalid` for a query nobody can run, with the place of the fault in the query as typed."""
    tree(query)


def matched_words(matches: Sequence[Match], *, title: str, text: str) -> tuple[str, ...]:
    """The words that made the matches, as the article prints them, each once, in order of their first place."""
    found: dict[str, str] = {}
    for match in matches:
        word = " ".join(match.span.of(title if match.field == "title" else text).split())
        found.setdefault(word.casefold(), word)
    return tuple(found.values())


def compile_rules(rules: Sequence[Rule]) -> "RuleBook":
    """All rules as one value, to be built once and applied to every article.

    An exclude counts within its own topic. Raises `RuleInvalid` for the first rule that can't be run.
    """
    trees = tuple(tree(rule.query) for rule in rules)
    vocabulary = _vocabulary(trees)
    return RuleBook(
        rules=tuple(rules),
        _trees=trees,
        _vocabulary=vocabulary,
        _tried=_tried_at(trees, vocabulary),
        _excludes=frozenset(index for index, rule in enumerate(rules) if rule.is_exclude),
    )


# --- building ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Every word of every rule: which patterns of the automaton it is found by."""

    automaton: AhoCorasick | None
    patterns_of: Mapping[Word, tuple[int, ...]]
    words_of: tuple[tuple[Word, ...], ...]  # by pattern
    has_margin: tuple[bool, ...]  # by pattern: it begins with the space before the word


def _terms(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case All() | Either():
            for part in node.parts:
                yield from _terms(part)
        case Without():
            yield from _terms(node.part)


def _vocabulary(trees: Sequence[Node]) -> _Vocabulary:
    numbers: dict[str, int] = {}
    patterns_of: dict[Word, tuple[int, ...]] = {}
    for found in {term: None for node in trees for term in _terms(node)}:
        for word in found.words:
            if word not in patterns_of:
                own = (numbers.setdefault(_pattern(word, form), len(numbers)) for form in word.forms)
                patterns_of[word] = tuple(own)
    words_of: list[list[Word]] = [[] for _ in numbers]
    for word, patterns in patterns_of.items():
        for pattern in patterns:
            words_of[pattern].append(word)
    return _Vocabulary(
        automaton=AhoCorasick(list(numbers), store_patterns=False) if numbers else None,
        patterns_of=patterns_of,
        words_of=tuple(map(tuple, words_of)),
        has_margin=tuple(pattern[0] == " " for pattern in numbers),
    )


def _pattern(word: Word, form: str) -> str:
    if is_unspaced(form):
        return form
    return f" {form}" if word.is_prefix else f" {form} "


def _tried_at(trees: Sequence[Node], vocabulary: _Vocabulary) -> Sequence[tuple[int, ...]]:
    """By pattern: the rules that are worth trying when it is found."""
    users = Counter(word for node in trees for word in {word for term in _terms(node) for word in term.words})
    tried: list[dict[int, None]] = [{} for _ in vocabulary.words_of]
    for index, node in enumerate(trees):
        for word in _rarest_group(node, users)[1] or ():
            for pattern in vocabulary.patterns_of[word]:
                tried[pattern][index] = None
    return tuple(map(tuple, tried))


_Group = tuple[int, tuple[Word, ...] | None]  # what trying it costs; words of which one must be there, None: not known


def _rarest_group(node: Node, users: Mapping[Word, int]) -> _Group:
    """Words of which at least one stands in every text the node is true of."""
    match node:
        case Term():
            return min(((_commonness(word, users), (word,)) for word in node.words), key=lambda group: group[0])
        case All():
            return min((_rarest_group(part, users) for part in node.parts), key=lambda group: group[0])
        case Either():
            return _either([_rarest_group(part, users) for part in node.parts])
        case Without():
            return _group_without(node.part, users)


def _group_without(node: Node, users: Mapping[Word, int]) -> _Group:
    match node:
        case Term():
            return _UNKNOWN
        case Without():
            return _rarest_group(node.part, users)
        case All():
            return _either([_group_without(part, users) for part in node.parts])
        case Either():
            return min((_group_without(part, users) for part in node.parts), key=lambda group: group[0])


def _either(groups: Sequence[_Group]) -> _Group:
    words: list[Word] = []
    for _, group in groups:
        if group is None:
            return _UNKNOWN
        words += group
    return sum(cost for cost, _ in groups), tuple(words)


_UNKNOWN: _Group = (1 << 60, None)


def _commonness(word: Word, users: Mapping[Word, int]) -> int:
    """A word of few rules wakes few rules; of those, a long word stands in fewer texts."""
    return users[word] + 20 * max(0, 8 - len(word.forms[0]))


# --- applying ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Compiled rules. A value: safe to share between threads, never changed, built by `compile_rules`."""

    rules: tuple[Rule, ...]
    _trees: tuple[Node, ...] = field(repr=False)
    _vocabulary: _Vocabulary = field(repr=False)
    _tried: Sequence[tuple[int, ...]] = field(repr=False)
    _excludes: frozenset[int] = field(repr=False)

    def apply(self, title: str, text: str) -> tuple[Match, ...]:
        """Every place that made a rule true, by rule in the book's order, the title before the text.

        Empty for a topic whose exclude matched. Offsets count in title and text as given.
        """
        reading = _PageReading(Page(title, text), self._vocabulary)
        woken = set(chain.from_iterable(map(self._tried.__getitem__, reading.found)))
        true = [index for index in sorted(woken) if self._trees[index].holds(reading)]
        excluded = {self.rules[index].topic for index in true if index in self._excludes}
        return tuple(
            match
            for index in true
            if index not in self._excludes and self.rules[index].topic not in excluded
            for match in reading.matches(self.rules[index].id, self._trees[index])
        )

    def true_of(self, title: str, text: str) -> tuple[Rule, ...]:
        """Every rule that is true of an article, excludes among them, whatever they would keep out; in book order."""
        reading = _PageReading(Page(title, text), self._vocabulary)
        woken = set(chain.from_iterable(map(self._tried.__getitem__, reading.found)))
        return tuple(self.rules[index] for index in sorted(woken) if self._trees[index].holds(reading))

    def nearest(self, title: str, text: str) -> tuple[Rule, str] | None:
        """The rule that comes nearest to an article, and what of it is not so (or which exclude keeps it out), for
        people. None for a book without rules that could match.
        """
        reading = _PageReading(Page(title, text), self._vocabulary)
        candidates = [index for index in range(len(self.rules)) if index not in self._excludes]
        if not candidates:
            return None
        best = max(candidates, key=lambda index: (_closeness(self._trees[index], reading), -index))
        return self.rules[best], self.explain(self.rules[best].id, title, text)

    def explain(self, rule_id: str, title: str, text: str) -> str:
        """Why a rule matches an article or not, clause by clause, for people. Raises `KeyError` for an unknown rule."""
        by_id = {rule.id: index for index, rule in enumerate(self.rules)}
        index = by_id[rule_id]
        reading = _PageReading(Page(title, text), self._vocabulary)
        told = _told(self._trees[index], reading)
        if not self._trees[index].holds(reading):
            return f"does not match: {told}"
        for other in sorted(self._excludes - {index}):
            if self.rules[other].topic == self.rules[index].topic and self._trees[other].holds(reading):
                return f"matches ({told}), but the exclude {self.rules[other].query} matches too"
        return f"matches: {told}"


class _PageReading(dict[Term, bool]):
    """What stands on one page, looked up once for all rules: whether a term does, found out when first asked."""

    def __init__(self, page: Page, vocabulary: _Vocabulary) -> None:
        super().__init__()
        self._page = page
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

    def __missing__(self, term: Term) -> bool:
        stands = self._standing.issuperset(term.words) and (term.is_plain or bool(self.places(term)))
        self[term] = stands
        return stands

    def matches(self, rule: str, node: Node) -> Iterator[Match]:
        """The places of the terms that made the node true."""
        for place in sorted({place for term in self._witnesses(node) for place in self.places(term)}):
            known = self._originals.get(place)
            if known is None:
                known = self._originals[place] = self._page.original(*place)
            yield Match(rule=rule, field=known[0], span=known[1])

    def _witnesses(self, node: Node, *, wanted: bool = True) -> Iterator[Term]:
        """The terms that stand on the page and made the node come out as wanted."""
        match node:
            case Term():
                if wanted:
                    yield node
            case All() | Either():
                for part in node.parts:
                    if part.holds(self) == wanted:
                        yield from self._witnesses(part, wanted=wanted)
            case Without():
                yield from self._witnesses(node.part, wanted=not wanted)

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
            known = self._words[word] = sorted(self._places_of(word))
        return known

    def _places_of(self, word: Word) -> Iterator[_Place]:
        plain, folded = self._page.plain, self._page.folded
        for pattern, form in zip(self._vocabulary.patterns_of[word], word.forms, strict=True):
            for start in self.found.get(pattern, ()):
                begin = start + self._vocabulary.has_margin[pattern]
                end = plain.find(" ", begin) if word.is_prefix else begin + len(form)
                if word.spellings is None or folded[begin:end] in word.spellings:
                    yield begin, end

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


def _closeness(node: Node, reading: _PageReading) -> float:
    """How much of it is so, 0..1; of a phrase that doesn't stand, half the share of its words that do."""
    match node:
        case Term():
            if node.holds(reading):
                return 1.0
            return 0.5 * sum(bool(reading.stands(word)) for word in node.words) / len(node.words)
        case All():
            return sum(_closeness(part, reading) for part in node.parts) / len(node.parts)
        case Either():
            return max(_closeness(part, reading) for part in node.parts)
        case Without():
            return float(node.holds(reading))


# --- telling ----------------------------------------------------------------------------------------------------------


def _told(node: Node, reading: _PageReading) -> str:
    match node:
        case Term():
            return _told_term(node, reading)
        case All():
            failing = [part for part in node.parts if not part.holds(reading)]
            return "; ".join(_told(part, reading) for part in failing or node.parts)
        case Either():
            true = [part for part in node.parts if part.holds(reading)]
            if true:
                return "; ".join(_told(part, reading) for part in true)
            return _told_missing(node, reading)
        case Without():
            if node.part.holds(reading):
                return f"excluded by NOT, as {_told(node.part, reading)}"
            return f"no {_shown(node.part)}, as the rule wants"


def _told_missing(node: Either, reading: _PageReading) -> str:
    """The alternatives that come nearest, and how many more there are."""
    nearest = sorted(node.parts, key=lambda part: -_closeness(part, reading))[:ALTERNATIVES]
    more = len(node.parts) - len(nearest)
    return f"none of {', '.join(map(_shown, nearest))}" + (f" and {more} more" if more else "")


def _told_term(term: Term, reading: _PageReading) -> str:
    places = reading.places(term)
    if not places:
        return f"{_shown(term)} does not stand in {_FIELDS[term.where]}"
    return f"{_shown(term)} stands {len(places)} {'time' if len(places) == 1 else 'times'} in {_FIELDS[term.where]}"


_FIELDS = {"title": "the title", "body": "the text", "anywhere": "title and text"}


def _shown(node: Node) -> str:
    match node:
        case Term():
            near = "" if node.slop is None else f" (within {node.slop} words)"
            return f"{node.shown}{near}"
        case All():
            return "(" + " and ".join(map(_shown, node.parts)) + ")"
        case Either():
            return "(" + " or ".join(map(_shown, node.parts)) + ")"
        case Without():
            return f"not {_shown(node.part)}"

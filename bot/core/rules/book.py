"""Many rules, one pass over a text.

One automaton finds every word of every rule; a rule is tried only when a word of its rarest required group stood in
the text, and equal terms of different rules are looked at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain

from bot.core.model import Match, Rule, Topic
from bot.core.rules.facts import UNKNOWN, Facts
from bot.core.rules.nodes import Node, has_fact, has_weight, weight
from bot.core.rules.query import tree
from bot.core.rules.reading import PageReading
from bot.core.rules.sets import NO_SETS, NamedSets
from bot.core.rules.telling import closeness, told
from bot.core.rules.vocabulary import Vocabulary, tried_at, vocabulary_of
from bot.core.rules.words import Page
from bot.core.translation import gettext


def matched_words(matches: Sequence[Match], *, title: str, text: str) -> tuple[str, ...]:
    """The words that made the matches, as the article prints them, each once, in order of their first place."""
    found: dict[str, str] = {}
    for match in matches:
        word = " ".join(match.span.of(title if match.field == "title" else text).split())
        if not match.is_by_fact:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def compile_rules(rules: Sequence[Rule], *, topics: Sequence[Topic] = ()) -> "RuleBook":
    """All rules as one value, to be built once and applied to every article.

    A named set holds what the rule's topic, one of `topics`, has in it now; nothing, where the topic isn't among them.
    An exclude counts within its own topic, and within its channel if it is one's. Raises `RuleInvalid` for the first
    rule that can't be run.
    """
    sets = {topic.id: NamedSets.of(topic) for topic in topics}
    trees = tuple(tree(rule.query, sets.get(rule.topic, NO_SETS)) for rule in rules)
    vocabulary = vocabulary_of(trees)
    tried, always = tried_at(trees, vocabulary)
    return RuleBook(
        rules=tuple(rules),
        _trees=trees,
        _vocabulary=vocabulary,
        _tried=tried,
        _always=always,
        _excludes=frozenset(index for index, rule in enumerate(rules) if rule.is_exclude),
        _has_channels=any(rule.channel for rule in rules),
        _weighted=frozenset(index for index, node in enumerate(trees) if has_weight(node)),
        asks_of_facts=any(map(has_fact, trees)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Which channels an article is for, by key: all or some of them, less those where their own exclude hides it."""

    is_all: bool = True
    alone: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def has(self, channel: str) -> bool:
        """Whether the article is for this channel."""
        return (self.is_all or channel in self.alone) and channel not in self.hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Compiled rules. A value: safe to share between threads, never changed, built by `compile_rules`."""

    rules: tuple[Rule, ...]
    _trees: tuple[Node, ...] = field(repr=False)
    _vocabulary: Vocabulary = field(repr=False)
    _tried: Sequence[tuple[int, ...]] = field(repr=False)
    _always: tuple[int, ...] = field(repr=False)  # rules that no word wakes
    _excludes: frozenset[int] = field(repr=False)
    _has_channels: bool = field(repr=False)  # some rules are one channel's alone
    _weighted: frozenset[int] = field(repr=False)
    asks_of_facts: bool  # some rule asks for the outlet or the language: without one, what is known is of no account

    def apply(self, title: str, text: str, *, about: Facts = UNKNOWN) -> tuple[Match, ...]:
        """Every place that made a rule true, by rule in the book's order, the title before the text.

        Empty for a topic whose exclude matched. Offsets count in title and text as given. A rule that is true by what
        is known of the article alone, and by no word, has one match: its title, or its text where it has none.
        """
        reading = self._read(title, text, about)
        return self._matches(self._true(reading), reading)

    def audience(self, title: str, text: str, *, about: Facts = UNKNOWN) -> Audience:
        """Which channels an article is for, by the rules of one topic: the book must hold no other's.

        Where no rule matches, as of an article whose rule is gone, it is for all that no exclude of theirs keeps out.
        """
        if not self._has_channels:
            return Audience()
        return _audience(self.true_of(title, text, about=about))

    def true_of(self, title: str, text: str, *, about: Facts = UNKNOWN) -> tuple[Rule, ...]:
        """Every rule that is true of an article, excludes among them, whatever they would keep out; in book order."""
        return tuple(self.rules[index] for index in self._true(self._read(title, text, about)))

    def judge(self, title: str, text: str, *, about: Facts = UNKNOWN) -> "Judged":
        """What it says of an article, read once, for whoever asks what some of its rules would say without the others.

        The book may hold the rules of one topic only.
        """
        reading = self._read(title, text, about)
        return Judged(book=self, reading=reading, indexes=tuple(self._true(reading)))

    def nearest(self, title: str, text: str, *, about: Facts = UNKNOWN) -> tuple[Rule, str] | None:
        """The rule that comes nearest to an article, and what of it is not so (or which exclude keeps it out), for
        people. None for a book without rules that could match.
        """
        reading = self._read(title, text, about)
        candidates = [index for index in range(len(self.rules)) if index not in self._excludes]
        if not candidates:
            return None
        best = max(candidates, key=lambda index: (closeness(self._trees[index], reading), -index))
        return self.rules[best], self._explained(best, reading)

    def explain(self, rule_id: str, title: str, text: str, *, about: Facts = UNKNOWN) -> str:
        """Why a rule matches an article or not, clause by clause, for people. Raises `KeyError` for an unknown rule."""
        by_id = {rule.id: index for index, rule in enumerate(self.rules)}
        return self._explained(by_id[rule_id], self._read(title, text, about))

    def _read(self, title: str, text: str, about: Facts) -> PageReading:
        return PageReading(Page(title, text), self._vocabulary, about)

    def _true(self, reading: PageReading) -> list[int]:
        woken = set(chain.from_iterable(map(self._tried.__getitem__, reading.found)))
        woken.update(self._always)
        return [index for index in sorted(woken) if self._trees[index].holds(reading)]

    def _matches(self, true: Sequence[int], reading: PageReading) -> tuple[Match, ...]:
        excluded = {_scope(self.rules[index]) for index in true if index in self._excludes}
        return tuple(
            match
            for index in true
            if index not in self._excludes and not _is_excluded(self.rules[index], excluded)
            for match in reading.matches(self.rules[index].id, self._trees[index], self._weight(index, reading))
        )

    def _weight(self, index: int, reading: PageReading) -> float:
        return weight(self._trees[index], reading) if index in self._weighted else 1.0

    def _explained(self, index: int, reading: PageReading) -> str:
        words = told(self._trees[index], reading)
        if not self._trees[index].holds(reading):
            return gettext("does not match: {words}", words=words)
        for other in sorted(self._excludes - {index}):
            if _is_excluded(self.rules[index], {_scope(self.rules[other])}) and self._trees[other].holds(reading):
                query = self.rules[other].query
                return gettext("matches ({words}), but the exclude {query} matches too", words=words, query=query)
        return gettext("matches: {words}", words=words)


class Judged:
    """One article under any of a book's rules: `RuleBook.judge` makes it."""

    __slots__ = ("_book", "_indexes", "_reading", "true")

    def __init__(self, *, book: RuleBook, reading: PageReading, indexes: tuple[int, ...]) -> None:
        self._book = book
        self._reading = reading
        self._indexes = indexes
        self.true = tuple(book.rules[index] for index in indexes)  # excludes among them

    def matches(self, among: Collection[Rule]) -> tuple[Match, ...]:
        """Those that a book of these rules alone gives."""
        indexes = [index for index in self._indexes if self._book.rules[index] in among]
        return self._book._matches(indexes, self._reading)

    def is_ours(self, among: Collection[Rule]) -> bool:
        """Whether such a book makes it ours at all."""
        true = [rule for rule in self.true if rule in among]
        excluded = {_scope(rule) for rule in true if rule.is_exclude}
        return any(not rule.is_exclude and not _is_excluded(rule, excluded) for rule in true)

    def audience(self, among: Collection[Rule]) -> Audience:
        """Which channels it is for by these rules alone."""
        return _audience([rule for rule in self.true if rule in among])


def _audience(true: Sequence[Rule]) -> Audience:
    hidden = {rule.channel for rule in true if rule.is_exclude}
    wanting = {rule.channel for rule in true if not rule.is_exclude}
    is_all = "" in wanting or not wanting
    return Audience(is_all=is_all, alone=frozenset(wanting - {""}), hidden=frozenset(hidden))


_Scope = tuple[str, str]  # topic, and channel or ""


def _scope(rule: Rule) -> _Scope:
    return rule.topic, rule.channel


def _is_excluded(rule: Rule, excluded: set[_Scope]) -> bool:
    """By an exclude of its topic, or of the one channel it is for; another's hides the article there alone."""
    return (rule.topic, "") in excluded or _scope(rule) in excluded

"""Every word of many rules in one automaton, and which rules are worth trying when one of them is found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from bot.core.rules.nodes import All, Either, Fact, Node, Term, Weighted, Without, Word, terms
from bot.core.rules.words import is_unspaced


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word of every rule: which patterns of the automaton it is found by."""

    automaton: AhoCorasick | None
    patterns_of: Mapping[Word, tuple[int, ...]]
    words_of: tuple[tuple[Word, ...], ...]  # by pattern
    has_margin: tuple[bool, ...]  # by pattern: it begins with the space before the word


def vocabulary_of(trees: Sequence[Node]) -> Vocabulary:
    """Of all terms of the trees."""
    numbers: dict[str, int] = {}
    patterns_of: dict[Word, tuple[int, ...]] = {}
    for found in {term: None for node in trees for term in terms(node)}:
        for word in found.words:
            if word not in patterns_of:
                own = (numbers.setdefault(_pattern(word, form), len(numbers)) for form in word.forms)
                patterns_of[word] = tuple(own)
    words_of: list[list[Word]] = [[] for _ in numbers]
    for word, patterns in patterns_of.items():
        for pattern in patterns:
            words_of[pattern].append(word)
    return Vocabulary(
        automaton=AhoCorasick(list(numbers), store_patterns=False) if numbers else None,
        patterns_of=patterns_of,
        words_of=tuple(map(tuple, words_of)),
        has_margin=tuple(pattern[0] == " " for pattern in numbers),
    )


def _pattern(word: Word, form: str) -> str:
    if is_unspaced(form):
        return form
    return f" {form}" if word.is_prefix else f" {form} "


def tried_at(trees: Sequence[Node], vocabulary: Vocabulary) -> tuple[Sequence[tuple[int, ...]], tuple[int, ...]]:
    """By pattern: the rules that are worth trying when it is found; and those that no word wakes, tried always."""
    users = Counter(word for node in trees for word in {word for term in terms(node) for word in term.words})
    tried: list[dict[int, None]] = [{} for _ in vocabulary.words_of]
    always: list[int] = []
    for index, node in enumerate(trees):
        group = _rarest_group(node, users)[1]
        if group is None:
            always.append(index)
            continue
        for word in group:
            for pattern in vocabulary.patterns_of[word]:
                tried[pattern][index] = None
    return tuple(map(tuple, tried)), tuple(always)


_Group = tuple[int, tuple[Word, ...] | None]  # what trying it costs; words of which one must be there, None: not known


def _rarest_group(node: Node, users: Mapping[Word, int]) -> _Group:
    """Words of which at least one stands in every text the node is true of."""
    match node:
        case Term():
            return min(((_commonness(word, users), (word,)) for word in node.words), key=lambda group: group[0])
        case Fact():
            return _UNKNOWN
        case All():
            return min((_rarest_group(part, users) for part in node.parts), key=lambda group: group[0])
        case Either():
            return _either([_rarest_group(part, users) for part in node.parts])
        case Without():
            return _group_without(node.part, users)
        case Weighted():
            return _rarest_group(node.part, users)


def _group_without(node: Node, users: Mapping[Word, int]) -> _Group:
    match node:
        case Term() | Fact():
            return _UNKNOWN
        case Without():
            return _rarest_group(node.part, users)
        case All():
            return _either([_group_without(part, users) for part in node.parts])
        case Either():
            groups = (_group_without(part, users) for part in node.parts)
            return min(groups, key=lambda group: group[0], default=_UNKNOWN)
        case Weighted():
            return _group_without(node.part, users)


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

"""What a query becomes: a tree of words to find and facts to know, true or false of an article."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.rules.facts import Facts, is_from, is_in_language

Where = Literal["title", "body", "anywhere", "source", "lang"]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a rule: the lower-case forms it is found in, and the spellings allowed where case counts."""

    forms: tuple[str, ...]
    spellings: frozenset[str] | None = None
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word, a phrase, or words near each other (`slop` words apart at most); `shown` is for people."""

    words: tuple[Word, ...]
    shown: str
    slop: int | None = None
    where: Where = "anywhere"

    @property
    def is_plain(self) -> bool:
        """It stands wherever its one word does: no phrase, no field, any case."""
        return len(self.words) == 1 and self.where == "anywhere" and self.words[0].spellings is None

    def holds(self, stands: "Stands") -> bool:
        """Whether the tree is true of a page where those terms stand."""
        return stands[self]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the article that is no place in its text: where it was published, its language."""

    field: Literal["source", "lang"]
    value: str
    is_exact: bool = False

    @property
    def shown(self) -> str:
        """As a rule says it."""
        value = self.value if self.value.replace(".", "").isalnum() else f'"{self.value}"'
        return f"{self.field}:{'=' if self.is_exact else ''}{value}"

    def is_true_of(self, facts: Facts) -> bool:
        """What isn't known of an article is not so."""
        if self.field == "lang":
            return is_in_language(facts, self.value)
        return is_from(facts, self.value, is_exact=self.is_exact)

    def holds(self, stands: "Stands") -> bool:
        """See `Term.holds`."""
        return stands[self]


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true."""

    parts: "tuple[Node, ...]"

    def holds(self, stands: "Stands") -> bool:
        """See `Term.holds`."""
        for part in self.parts:  # noqa: SIM110  a generator costs a book of ten thousand rules a third of its time
            if not part.holds(stands):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Either:
    """One part or more is true. Without parts, as a named set that a pack leaves empty, it never is."""

    parts: "tuple[Node, ...]"

    def holds(self, stands: "Stands") -> bool:
        """See `Term.holds`."""
        for part in self.parts:  # noqa: SIM110  as above
            if part.holds(stands):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Without:
    """The part is not true."""

    part: "Node"

    def holds(self, stands: "Stands") -> bool:
        """See `Term.holds`."""
        return not self.part.holds(stands)


@dataclass(frozen=True, slots=True)
class Weighted:
    """The part, counting more or less than others."""

    part: "Node"
    weight: float

    def holds(self, stands: "Stands") -> bool:
        """See `Term.holds`."""
        return self.part.holds(stands)


Node = Term | Fact | All | Either | Without | Weighted
Stands = Mapping[Term | Fact, bool]


class Nothing(dict[Term | Fact, bool]):
    """A page where no term stands, and of which nothing is known."""

    def __missing__(self, _: Term | Fact) -> bool:
        return False


def joined(kind: Callable[[tuple[Node, ...]], Node], parts: list[Node]) -> Node:
    """All or Either of the parts; one within another of its kind becomes one."""
    return kind(tuple(_flat(kind, parts)))


def _flat(kind: Callable[[tuple[Node, ...]], Node], parts: list[Node]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, All | Either) and type(part) is kind:
            yield from part.parts
        else:
            yield part


def terms(node: Node) -> Iterator[Term]:
    """Every term of the tree."""
    match node:
        case Term():
            yield node
        case Fact():
            pass
        case All() | Either():
            for part in node.parts:
                yield from terms(part)
        case Without() | Weighted():
            yield from terms(node.part)


def has_fact(node: Node) -> bool:
    """Whether a part of it asks for more than words."""
    match node:
        case Term():
            return False
        case Fact():
            return True
        case All() | Either():
            return any(map(has_fact, node.parts))
        case Without() | Weighted():
            return has_fact(node.part)


# --- weights ----------------------------------------------------------------------------------------------------------

LEAST_WEIGHT, MOST_WEIGHT = 0.1, 10.0


def has_weight(node: Node) -> bool:
    """Whether a part of it says what it counts."""
    match node:
        case Term() | Fact():
            return False
        case All() | Either():
            return any(map(has_weight, node.parts))
        case Without():
            return has_weight(node.part)
        case Weighted():
            return True


def weight(node: Node, stands: Stands) -> float:
    """What a tree that is true counts: the strongest of the weights that made it true, 1 where none did."""
    said = _weight(node, stands)
    return 1.0 if said is None else said


def _weight(node: Node, stands: Stands) -> float | None:
    """None where nothing is said. Of alternatives, one that says nothing counts 1; of words that must all be there, it
    leaves the say to the others."""
    match node:
        case Term() | Fact() | Without():
            return None
        case All():
            return max((said for part in node.parts if (said := _weight(part, stands)) is not None), default=None)
        case Either():
            weights = [_weight(part, stands) for part in node.parts if part.holds(stands)]
            if all(said is None for said in weights):
                return None
            return max(1.0 if said is None else said for said in weights)
        case Weighted():
            said = _weight(node.part, stands)
            return min(MOST_WEIGHT, max(LEAST_WEIGHT, node.weight * (1.0 if said is None else said)))

"""A query's words → a tree, or the first fault with its place.

luqum joins what `marks` has looked at and numbered; here its tree becomes ours.
"""

from functools import lru_cache

from luqum.exceptions import ParseError
from luqum.thread import parse
from luqum.tree import AndOperation, BaseGroup, Boost, Item, Not, OrOperation, SearchField, UnknownOperation
from luqum.tree import Word as LuceneWord

from bot.core.rules.hints import LANGUAGE_CODES, language_meant
from bot.core.rules.marks import MAX_DEPTH, Marks, Operand, SetPhrase, read_marks
from bot.core.rules.nodes import All, Either, Fact, Node, Nothing, Weighted, Where, Without, joined
from bot.core.rules.sets import NO_SETS, NamedSets, has_names
from bot.core.rules.terms import phrase_term, set_phrase, set_term, word_term
from bot.core.translation import gettext

_WHERE: dict[str, Where] = {"title": "title", "body": "body", "source": "source", "lang": "lang"}


def tree(query: str, sets: NamedSets = NO_SETS) -> Node:
    """The query as a tree that is false of an empty page. Raises `RuleInvalid` with the place in the query as typed."""
    return _tree(query, sets if "$" in query else NO_SETS)


@lru_cache(maxsize=20_000)
def _tree(query: str, sets: NamedSets) -> Node:
    return _Planting(read_marks(query), sets).tree()


def check_query(query: str, sets: NamedSets = NO_SETS) -> None:
    """Raises `RuleInvalid` for a query nobody should save: one that can't be run, or asks for a set without words."""
    tree(query, sets)
    marks = read_marks(query)
    for operand in marks.operands:
        if operand.kind in ("set", "set phrase"):
            name = operand.text if operand.kind == "set" else SetPhrase.of(operand.text).name
            if not sets.of_name(name):
                raise marks.fault(
                    gettext("{name} is empty: the topic's pack has no words in it", name=f"${name}"), operand.place
                )


class _Planting:
    """luqum's tree → ours."""

    def __init__(self, marks: Marks, sets: NamedSets) -> None:
        self._marks = marks
        self._sets = sets

    def tree(self) -> Node:
        try:
            parsed = parse(self._marks.written)
        except ParseError as error:
            raise self._marks.fault(gettext("these words make no query"), 0) from error
        found = self._node(parsed, "anywhere", 0)
        if found.holds(Nothing()):
            raise self._marks.fault(gettext("a rule of only NOT matches everything: say what must be there, too"), 0)
        return found

    def _place(self, item: Item) -> int:
        """In the folded query."""
        return self._marks.place_of(item.pos or 0)

    def _node(self, item: Item, where: Where, depth: int, *, is_denied: bool = False) -> Node:
        if depth > 4 * MAX_DEPTH:
            raise self._marks.fault(gettext("too deep: use fewer parentheses"), self._place(item))
        parts = [
            self._node(part, self._where(item, where), depth + 1, is_denied=is_denied or isinstance(item, Not))
            for part in item.children
        ]
        match item:
            case LuceneWord():
                return self._operand(self._marks.operands[int(item.value[1:])], where)
            case SearchField() | BaseGroup():
                return parts[0]
            case Not():
                return Without(parts[0])
            case Boost():
                if is_denied:
                    raise self._marks.fault(
                        gettext("a weight under NOT counts for nothing"), self._place(item.children[0])
                    )
                return Weighted(parts[0], float(item.force))
            case AndOperation() | UnknownOperation():
                return joined(All, parts)
            case OrOperation():
                self._check_choice(item, parts)
                return joined(Either, parts)
            case _:
                raise self._marks.fault(gettext("this is no part of a rule"), self._place(item))

    def _where(self, item: Item, where: Where) -> Where:
        if not isinstance(item, SearchField):
            return where
        if where != "anywhere":
            raise self._marks.fault(
                gettext("a field within a field: {field} is open", field=f"{where}:"), self._place(item)
            )
        return _WHERE[item.name]

    def _check_choice(self, item: OrOperation, parts: list[Node]) -> None:
        for part, node in zip(item.children, parts, strict=True):
            if node.holds(Nothing()):
                raise self._marks.fault(gettext("an alternative of only NOT matches everything"), self._place(part))

    # --- operands -----------------------------------------------------------------------------------------------------

    def _operand(self, operand: Operand, where: Where) -> Node:
        if where == "source":
            return self._source(operand)
        if where == "lang":
            return self._language(operand)
        match operand.kind:
            case "word":
                return word_term(operand.text, where)
            case "phrase":
                return phrase_term(operand.text, operand.slop, where, is_exact=operand.is_exact)
            case "set":
                return set_term(self._sets.of_name(operand.text), where, is_names=has_names(operand.text))
            case "set phrase":
                around = SetPhrase.of(operand.text)
                return set_phrase(
                    around.before,
                    self._sets.of_name(around.name),
                    around.after,
                    operand.slop,
                    where,
                    is_names=has_names(around.name),
                )

    def _source(self, operand: Operand) -> Node:
        if operand.kind == "set":
            return Either(tuple(Fact("source", member) for member in self._sets.of_name(operand.text)))
        value, is_exact = self._value(operand)
        if value.endswith("*"):
            raise self._marks.fault(gettext("no * after source: the words of a name are enough"), operand.place)
        if "/" in value and " " not in value:
            raise self._marks.fault(
                gettext("the host of an address is enough, as in source:gazette.example"), operand.place
            )
        return Fact("source", value, is_exact)

    def _language(self, operand: Operand) -> Node:
        value, is_exact = self._value(operand)
        if is_exact or value.lower() not in LANGUAGE_CODES:
            raise self._marks.fault(language_meant("=" if is_exact else value), operand.place)
        return Fact("lang", value.lower())

    def _value(self, operand: Operand) -> tuple[str, bool]:
        """What a fact is asked for, and whether exactly so."""
        if operand.kind not in ("word", "phrase") or operand.slop is not None:
            raise self._marks.fault(
                gettext("a name is enough here: no ~, and no set beside other words"), operand.place
            )
        if operand.kind == "phrase":
            return " ".join(operand.text.split()), operand.is_exact
        return operand.text.removeprefix("="), operand.text.startswith("=")

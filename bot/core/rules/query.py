"""A query's words → a tree, or the first fault with its place.

luqum parses; before it sees a query, every character has been looked at here, so that whatever people type gives a
tree or a reason in their words. Quotes, dashes and spaces are unified first; places stay those of the query as typed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from luqum.exceptions import ParseError
from luqum.thread import parse
from luqum.tree import (
    AndOperation,
    BaseGroup,
    Item,
    Not,
    OrOperation,
    Phrase,
    Proximity,
    SearchField,
    UnknownOperation,
)
from luqum.tree import Word as LuceneWord

from bot.core.errors import RuleInvalid
from bot.core.language.terms import inflections
from bot.core.rules.words import marked_words, words
from bot.core.text import fold

MAX_CHARS = 4000
MAX_DEPTH = 20  # parentheses within parentheses
MAX_SLOP = 100  # words
MIN_PREFIX_LETTERS = 3

Where = Literal["title", "body", "anywhere"]


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
    """One part or more is true."""

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


Node = Term | All | Either | Without
Stands = Mapping[Term, bool]


@lru_cache(maxsize=20_000)
def tree(query: str) -> Node:
    """The query as a tree that is false of an empty page. Raises `RuleInvalid` with the place in the query as typed."""
    return _Reading(query).tree()


# --- looking at every character ---------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""\s+
    | (?P<phrase>(?P<is_exact>=?)"(?P<inside>[^"]*)")(?P<slop>~[^\s()"]*)?
    | (?P<open>\() | (?P<close>\))
    | (?P<sign>[+-])
    | (?P<field>[^\s()":=]+:)
    | (?P<word>[^\s()":]+)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_BAD_IN_WORD = (  # the first that is found is told
    ("$", "named sets ($companies) are not known yet: list the names with OR in parentheses"),
    ("\\", "a backslash means nothing here: put the words in quotes"),
    ("~", 'no fuzzy words: ~ goes after a quoted phrase, as in "facial ban"~8'),
    ("^", "no boosts: every word counts the same"),
    ("[", "no ranges"),
    ("]", "no ranges"),
    ("{", "no ranges"),
    ("}", "no ranges"),
    ("?", "no ? in words: write the forms out with OR"),
)
_BAD_AT_START = (
    ("/", "no regular expressions"),
    ("<", "no ranges"),
    (">", "no ranges"),
    ("'", "a word can't begin with an apostrophe: phrases stand in double quotes"),
    ("!", "write NOT for !"),
)
_EMPTY_CHOICE = "an empty alternative matches everything"
_OPERATORS = {"AND", "OR", "NOT"}


class _Reading:
    """One pass over a query: checks each token and writes down what luqum will see, with the way back."""

    def __init__(self, query: str) -> None:
        self.query = query
        folded = fold(query)
        self.text, self.offsets = folded.text, folded.offsets
        self.written: list[str] = []
        self.places: list[int] = []  # of each character written, in the folded query
        self.exact: set[int] = set()  # where exact phrases begin, in what luqum sees
        self.opened: list[int] = []
        self.wants: str | None = ""  # what still needs something after it; None: nothing does
        self.prefixes = 0

    def fault(self, reason: str, place: int) -> RuleInvalid:
        position = self.offsets[place] if place < len(self.offsets) else len(self.query)
        return RuleInvalid(self.query, reason, position=position)

    def tree(self) -> Node:
        if len(self.query) > MAX_CHARS:
            raise RuleInvalid(self.query[:60] + "…", f"a rule has at most {MAX_CHARS} characters", position=MAX_CHARS)
        end = 0
        for match in _TOKEN.finditer(self.text):
            self._check(match, is_touching=match.start() > 0 and not self.text[match.start() - 1].isspace())
            end = match.end()
        self._finish(end)
        try:
            parsed = parse("".join(self.written))
        except ParseError as error:
            raise self.fault("these words make no query", 0) from error
        found = self._node(parsed, "anywhere", 0)
        if _holds_of_nothing(found):
            raise self.fault("a rule of only NOT matches everything", 0)
        return found

    def _finish(self, end: int) -> None:
        if self.wants == "":
            raise self.fault("an empty rule matches everything", 0)
        if self.wants is not None:
            raise self.fault(_missing(self.wants), end)
        if self.opened:
            raise self.fault("unbalanced parenthesis", self.opened[-1])

    def _write(self, text: str, place: int, *, is_operand: bool = True) -> None:
        self.written.append(text + " ")
        self.places += [place] * (len(text) + 1)
        if is_operand:
            self.wants = None
            self.prefixes = 0

    def _check(self, match: re.Match[str], *, is_touching: bool) -> None:
        place = match.start()
        match match.lastgroup:
            case "phrase" | "is_exact" | "inside" | "slop":
                self._phrase(match, is_touching=is_touching)
            case "open":
                self.opened.append(place)
                if len(self.opened) > MAX_DEPTH:
                    raise self.fault(f"more than {MAX_DEPTH} parentheses within each other", place)
                self._write("(", place, is_operand=False)
                self.wants = "("
            case "close":
                self._close(place)
            case "sign":
                self._sign(match)
            case "field":
                self._field(match)
            case "word":
                self._word(match)
            case "other":
                raise self.fault("unbalanced quote" if match[0] == '"' else "a colon: put the words in quotes", place)

    def _close(self, place: int) -> None:
        if not self.opened:
            raise self.fault("unbalanced parenthesis", place)
        if self.wants is not None:
            raise self.fault(_missing(self.wants), place)
        self.opened.pop()
        self._write(")", place)

    def _prefix(self, written: str, place: int, name: str) -> None:
        self.prefixes += 1
        if self.prefixes > 3:
            raise self.fault("too many signs before one word", place)
        if written:
            self._write(written, place, is_operand=False)
        self.wants = name

    def _sign(self, match: re.Match[str]) -> None:
        following = self.text[match.end() : match.end() + 1]
        if following in {"", " ", ")", "+", "-"}:
            raise self.fault(f"{match[0]} must touch the word it belongs to", match.start())
        self._prefix("NOT" if match[0] == "-" else "", match.start(), match[0])

    def _field(self, match: re.Match[str]) -> None:
        name = match[0][:-1]
        if name.lower() not in {"title", "body"}:
            reason = "a colon: put the words in quotes" if not name.isalpha() else f"no field {name}: (title:, body:)"
            raise self.fault(reason, match.start())
        if self.text[match.end() : match.end() + 1] in {"", " ", ")"}:
            raise self.fault(f"{match[0]} must touch what it belongs to", match.start())
        self._prefix(match[0].lower(), match.start(), match[0])

    def _phrase(self, match: re.Match[str], *, is_touching: bool) -> None:
        place, inside = match.start(), match["inside"]
        if is_touching and self.text[place - 1] not in "(:+-":
            raise self.fault("a quote inside a word: put a space before it", place)
        for sign, reason in (("\\", _BAD_IN_WORD[1][1]), ("*", "no * inside quotes")):
            if sign in inside:
                raise self.fault(reason, match.start("inside") + inside.index(sign))
        if not words(inside):
            raise self.fault("an empty phrase matches everything", place)
        if match["slop"]:
            self._check_slop(match)
        if match["is_exact"]:
            self.exact.add(len(self.places))
        self._write(f'"{inside}"{match["slop"] or ""}', place)

    def _check_slop(self, match: re.Match[str]) -> None:
        slop = match["slop"][1:]
        if not re.fullmatch(r"[0-9]{1,4}", slop) or not 1 <= int(slop) <= MAX_SLOP:
            raise self.fault(f"say how many words apart, 1 to {MAX_SLOP}: ~8", match.start("slop"))
        if len(words(match["inside"])) < 2:
            raise self.fault("~ needs two words or more in the quotes", match.start("slop"))

    def _word(self, match: re.Match[str]) -> None:
        word, place = match[0], match.start()
        if word in _OPERATORS:
            self._operator(word, place)
            return
        if word in {"and", "or", "not"}:
            raise self.fault(f"write {word.upper()} in capitals, or the word in quotes", place)
        if set(word) <= {"&", "|"}:
            raise self.fault(f"write {'AND' if word[0] == '&' else 'OR'} for {word}", place)
        self._check_word(word, place)
        self._write(word, place)

    def _operator(self, word: str, place: int) -> None:
        if word == "NOT":
            self._prefix(word, place, word)
            return
        if self.wants is not None:
            reason = _EMPTY_CHOICE if "OR" in {word, self.wants} else f"{word} needs something on its left"
            raise self.fault(reason, place)
        self._write(word, place, is_operand=False)
        self.wants = word

    def _check_word(self, word: str, place: int) -> None:
        for sign, reason in _BAD_IN_WORD:
            if sign in word:
                raise self.fault(reason, place + word.index(sign))
        for sign, reason in _BAD_AT_START:
            if word.startswith(sign):
                raise self.fault(reason, place)
        stripped = word.removeprefix("=")
        if not words(stripped):
            raise self.fault("nothing to look for", place)
        if "*" in stripped:
            self._check_prefix(stripped, place + len(word) - len(stripped))
            if stripped != word:
                raise self.fault("= and * don't go together", place)

    def _check_prefix(self, word: str, place: int) -> None:
        stem = word.removesuffix("*")
        if "*" in stem:
            raise self.fault("* goes at the end of a word", place + stem.index("*"))
        if not stem.isalnum() or len(stem) < MIN_PREFIX_LETTERS:
            raise self.fault(f"* needs {MIN_PREFIX_LETTERS} letters or more before it", place)

    # --- luqum's tree → ours ------------------------------------------------------------------------------------------

    def _node(self, item: Item, where: Where, depth: int) -> Node:
        place = self.places[min(item.pos or 0, len(self.places) - 1)]
        if depth > 4 * MAX_DEPTH:
            raise self.fault("too deep: use fewer parentheses", place)
        match item:
            case LuceneWord():
                return _word_term(item.value, where)
            case Phrase():
                return _phrase_term(item.value[1:-1], None, where, is_exact=item.pos in self.exact)
            case Proximity():
                inside, is_exact = item.term.value[1:-1], item.term.pos in self.exact
                return _phrase_term(inside, int(item.degree), where, is_exact=is_exact)
            case SearchField():
                if where != "anywhere":
                    raise self.fault("a field within a field", place)
                return self._node(item.expr, "title" if item.name == "title" else "body", depth + 1)
            case BaseGroup():
                return self._node(item.expr, where, depth + 1)
            case Not():
                return Without(self._node(item.a, where, depth + 1))
            case AndOperation() | UnknownOperation():
                return _joined(All, [self._node(part, where, depth + 1) for part in item.children])
            case OrOperation():
                return self._choice([self._node(part, where, depth + 1) for part in item.children], place)
            case _:
                raise self.fault("this is no part of a rule", place)

    def _choice(self, parts: list[Node], place: int) -> Node:
        if any(map(_holds_of_nothing, parts)):
            raise self.fault("an alternative of only NOT matches everything", place)
        return _joined(Either, parts)


def _missing(wants: str) -> str:
    if wants == "OR":
        return _EMPTY_CHOICE
    if wants == "(":
        return "empty parentheses match everything"
    return f"{wants} needs something after it"


def _joined(kind: Callable[[tuple[Node, ...]], Node], parts: list[Node]) -> Node:
    return kind(tuple(_flat(kind, parts)))


def _flat(kind: Callable[[tuple[Node, ...]], Node], parts: list[Node]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, All | Either) and type(part) is kind:
            yield from part.parts
        else:
            yield part


class _Nothing(dict[Term, bool]):
    """A page where no term stands."""

    def __missing__(self, _: Term) -> bool:
        return False


def _holds_of_nothing(node: Node) -> bool:
    return node.holds(_Nothing())


# --- words ------------------------------------------------------------------------------------------------------------


def _word_term(value: str, where: Where) -> Term:
    if value.endswith("*"):
        return _term((_prefix(_lower(value[:-1])),), value, None, where)
    if value.startswith("="):
        return _phrase_term(value[1:], None, where, is_exact=True)
    return _phrase_term(value, None, where, is_exact=False)


def _phrase_term(inside: str, slop: int | None, where: Where, *, is_exact: bool) -> Term:
    found = tuple(_phrase_word(word, is_marked, is_exact=is_exact) for word, is_marked in marked_words(inside))
    shown = " ".join(inside.split())
    return _term(found, shown if len(found) == 1 else f'"{shown}"', slop, where)


def _phrase_word(word: str, is_marked: bool, *, is_exact: bool) -> Word:
    if is_exact:
        return _exact_word(word)
    return _single_form(word) if is_marked else _plain_word(word)


# Equal terms and words of different rules are one object, known by identity: a book looks each up once per page.


@lru_cache(maxsize=50_000)
def _term(found: tuple[Word, ...], shown: str, slop: int | None, where: Where) -> Term:
    return Term(found, shown, slop, where)


@lru_cache(maxsize=5_000)
def _prefix(letters: str) -> Word:
    return Word((letters,), is_prefix=True)


@lru_cache(maxsize=50_000)
def _plain_word(word: str) -> Word:
    lower = _lower(word)
    if word.isupper() and sum(map(str.isalpha, word)) > 1:
        return Word((lower, lower + "s"), frozenset({word, word + "s"}))
    return Word(tuple(dict.fromkeys((lower, *map(_lower, inflections(lower))))))


@lru_cache(maxsize=5_000)
def _single_form(word: str) -> Word:
    return Word((_lower(word),))


@lru_cache(maxsize=50_000)
def _exact_word(word: str) -> Word:
    return Word((_lower(word),), frozenset({word}))


def _lower(word: str) -> str:
    """Lower case, letter by letter, as the text is lowered: a word never changes its length."""
    return "".join(lower if len(lower := c.lower()) == 1 else c for c in word)

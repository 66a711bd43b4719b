"""A query as typed → words, phrases and signs in order, each looked at.

Whatever people type gives these or a reason in their words: luqum sees nothing that was not written down here. Quotes,
dashes and spaces are unified first; places stay those of the query as typed.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.core.errors import RuleInvalid
from bot.core.rules import hints
from bot.core.rules.nodes import LEAST_WEIGHT, MOST_WEIGHT
from bot.core.rules.sets import SETS
from bot.core.rules.words import words
from bot.core.text import fold
from bot.core.translation import gettext, gettext_noop

MAX_CHARS = 4000
MAX_DEPTH = 20  # parentheses within parentheses
MAX_SLOP = 100  # words
MIN_PREFIX_LETTERS = 3
MAX_SIGNS = 3  # before one word

_TOKEN = re.compile(
    r"""\s+
    | (?P<phrase>(?P<is_exact>=?)"(?P<inside>[^"]*)")(?P<slop>~[^\s()"^]*)?
    | (?P<open>\() | (?P<close>\))
    | (?P<weight>\^[^\s()":^]*)
    | (?P<sign>[+-])
    | (?P<field>[^\s()":=^]+:)
    | (?P<set>=?\$[^\s()":^]*)
    | (?P<word>[^\s()":^]+)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_SET_IN_PHRASE = re.compile(r"(?<!\w)\$(?P<name>[^\W\d]\w*)")
_WEIGHT = re.compile(r"\^(?:\d{1,2}(?:\.\d{1,3})?|\.\d{1,3})")
_OPERATORS = {"AND", "OR", "NOT"}
_EMPTY_CHOICE = gettext_noop("an empty alternative matches everything: OR needs something on both sides")


@dataclass(frozen=True, slots=True)
class Operand:
    """What signs stand around: a word, a phrase, a named set, or a phrase with a set in it."""

    kind: Literal["word", "phrase", "set", "set phrase"]
    text: str
    place: int  # in the folded query
    is_exact: bool = False
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A phrase parted at the set within."""

    before: str
    name: str
    after: str

    @classmethod
    def of(cls, inside: str) -> "SetPhrase":
        """Of a phrase that has one."""
        found = next(found for found in _SET_IN_PHRASE.finditer(inside) if found["name"].lower() in SETS)
        return cls(inside[: found.start()], found["name"].lower(), inside[found.end() :])


class Marks:
    """One pass over a query: checks each token and writes down what luqum will see, with the way back."""

    def __init__(self, query: str) -> None:
        self.query = query
        folded = fold(query)
        self.text, self.offsets = folded.text, folded.offsets
        self.operands: list[Operand] = []
        self._written: list[str] = []
        self._places: list[int] = []  # of each character written, in the folded query
        self._opened: list[int] = []
        self._wants: str | None = ""  # what still needs something after it; None: nothing does
        self._prefixes = 0
        self._is_weighted = False  # what stands right before has its weight

    @property
    def written(self) -> str:
        """What luqum sees: operands by number, with the signs around them."""
        return "".join(self._written)

    def place_of(self, position: int) -> int:
        """In the folded query, of a place in what luqum sees."""
        return self._places[min(position, len(self._places) - 1)]

    def fault(self, reason: str, place: int) -> RuleInvalid:
        """At a place in the folded query."""
        position = self.offsets[place] if place < len(self.offsets) else len(self.query)
        return RuleInvalid(self.query, reason, position=position)

    def read(self) -> "Marks":
        """Look at everything. Raises `RuleInvalid`."""
        end = 0
        for match in _TOKEN.finditer(self.text):
            self._check(match, is_touching=match.start() > 0 and not self.text[match.start() - 1].isspace())
            end = match.end()
        if self._wants == "":
            raise self.fault(gettext("an empty rule matches everything: write a word"), 0)
        if self._wants is not None:
            raise self.fault(_missing(self._wants), end)
        if self._opened:
            raise self.fault(gettext("unbalanced parenthesis: no ) closes it"), self._opened[-1])
        return self

    def _write(self, text: str, place: int) -> None:
        self._written.append(text + " ")
        self._places += [place] * (len(text) + 1)

    def _operand(self, operand: Operand) -> None:
        self._write(f"w{len(self.operands)}", operand.place)
        self.operands.append(operand)
        self._wants = None
        self._prefixes = 0
        self._is_weighted = False

    def _check(self, match: re.Match[str], *, is_touching: bool) -> None:
        place = match.start()
        match match.lastgroup:
            case "phrase" | "is_exact" | "inside" | "slop":
                self._phrase(match, is_touching=is_touching)
            case "open":
                self._open(place)
            case "close":
                self._close(place)
            case "weight":
                self._weight(match, is_touching=is_touching)
            case "sign":
                self._sign(match)
            case "field":
                self._field(match)
            case "set":
                self._set(match)
            case "word":
                self._word(match)
            case "other":
                unbalanced = gettext('unbalanced quote: no " closes it')
                raise self.fault(unbalanced if match[0] == '"' else gettext("a colon: put the words in quotes"), place)

    # --- signs --------------------------------------------------------------------------------------------------------

    def _open(self, place: int) -> None:
        self._opened.append(place)
        if len(self._opened) > MAX_DEPTH:
            raise self.fault(gettext("more than {count} parentheses within each other", count=MAX_DEPTH), place)
        self._write("(", place)
        self._wants = "("

    def _close(self, place: int) -> None:
        if not self._opened:
            raise self.fault(gettext("unbalanced parenthesis: no ( opens it"), place)
        if self._wants is not None:
            raise self.fault(_missing(self._wants), place)
        self._opened.pop()
        self._write(")", place)
        self._prefixes = 0
        self._is_weighted = False

    def _weight(self, match: re.Match[str], *, is_touching: bool) -> None:
        place = match.start()
        if not is_touching or self._wants is not None:
            raise self.fault(gettext("^ must touch the word, phrase or group before it: ban^2"), place)
        if self._is_weighted:
            raise self.fault(gettext("two weights on one thing"), place)
        if _WEIGHT.fullmatch(match[0]) is None or not LEAST_WEIGHT <= float(match[0][1:]) <= MOST_WEIGHT:
            raise self.fault(
                gettext("say how much it counts, {least} to {most}: ^2", least=LEAST_WEIGHT, most=f"{MOST_WEIGHT:.0f}"),
                place,
            )
        self._write(f"^{float(match[0][1:]):g}", place)
        self._is_weighted = True

    def _prefix(self, written: str, place: int, name: str) -> None:
        self._prefixes += 1
        if self._prefixes > MAX_SIGNS:
            raise self.fault(gettext("too many signs before one word"), place)
        if written:
            self._write(written, place)
        self._wants = name

    def _sign(self, match: re.Match[str]) -> None:
        following = self.text[match.end() : match.end() + 1]
        if following in {"", " ", ")", "+", "-"}:
            raise self.fault(gettext("{sign} must touch the word it belongs to", sign=match[0]), match.start())
        self._prefix("NOT" if match[0] == "-" else "", match.start(), match[0])

    def _field(self, match: re.Match[str]) -> None:
        name, place = match[0][:-1], match.start()
        if name.lower() not in hints.FIELDS:
            raise self.fault(hints.field_meant(name), place)
        if self.text[match.end() : match.end() + 1] in {"", " ", ")"}:
            raise self.fault(gettext("{sign} must touch what it belongs to", sign=match[0]), place)
        self._prefix(match[0].lower(), place, match[0])

    # --- phrases ------------------------------------------------------------------------------------------------------

    def _phrase(self, match: re.Match[str], *, is_touching: bool) -> None:
        place, inside = match.start(), match["inside"]
        if is_touching and self.text[place - 1] not in "(:+-":
            raise self.fault(gettext("a quote inside a word: put a space before it"), place)
        for sign, reason in (
            ("\\", gettext_noop("a backslash means nothing here: put the words in quotes")),
            ("*", gettext_noop("no * inside quotes: write the forms out with OR")),
        ):
            if sign in inside:
                raise self.fault(gettext(reason), match.start("inside") + inside.index(sign))
        if not words(inside):
            raise self.fault(gettext("an empty phrase matches everything: write words between the quotes"), place)
        kind = self._kind_of_phrase(match)
        slop = self._slop(match, has_set=kind == "set phrase") if match["slop"] else None
        self._operand(Operand(kind, inside, place, is_exact=bool(match["is_exact"]), slop=slop))

    def _kind_of_phrase(self, match: re.Match[str]) -> Literal["phrase", "set phrase"]:
        start = match.start("inside")
        known: list[int] = []
        for found in _SET_IN_PHRASE.finditer(match["inside"]):
            if found["name"].lower() in SETS:
                known.append(start + found.start())
            elif hints.near_set(found["name"]):
                raise self.fault(hints.set_meant(found["name"]), start + found.start())
        if known and match["is_exact"]:
            raise self.fault(
                gettext("= and a set don't go together: names of a set are exact, its words are not"), match.start()
            )
        if len(known) > 1:
            raise self.fault(gettext("one set in quotes is enough: join two with AND"), known[1])
        return "set phrase" if known else "phrase"

    def _slop(self, match: re.Match[str], *, has_set: bool) -> int:
        slop = match["slop"][1:]
        if not re.fullmatch(r"[0-9]{1,4}", slop) or not 1 <= int(slop) <= MAX_SLOP:
            raise self.fault(gettext("say how many words apart, 1 to {most}: ~8", most=MAX_SLOP), match.start("slop"))
        if len(words(match["inside"])) < 2:
            of_set = gettext("~ needs two words beside the set in the quotes")
            raise self.fault(
                of_set if has_set else gettext("~ needs two words or more in the quotes"), match.start("slop")
            )
        return int(slop)

    # --- words --------------------------------------------------------------------------------------------------------

    def _set(self, match: re.Match[str]) -> None:
        place, name = match.start(), match[0].removeprefix("=").removeprefix("$")
        if match[0].startswith("="):
            raise self.fault(
                gettext("= and a set don't go together: names of a set are exact, its words are not"), place
            )
        if name.endswith("*") or "~" in name:
            raise self.fault(gettext("a set takes no * and no ~: its words are complete"), place)
        if name.lower() not in SETS:
            raise self.fault(hints.set_meant(name), place)
        self._operand(Operand("set", name.lower(), place))

    def _word(self, match: re.Match[str]) -> None:
        word, place = match[0], match.start()
        if word in _OPERATORS:
            self._operator(word, place)
            return
        meant = hints.operator_meant(word) or hints.nearness_meant(word, *self._beside(match))
        if meant:
            raise self.fault(meant, place)
        if word.startswith("~") and self.operands and self._wants is None:
            raise self.fault(gettext('~ must touch the quotes before it: "facial ban"~8'), place)
        if word.startswith("=") and self.text[match.end() : match.end() + 1] == ":":
            self._check_field_behind(word[1:], place)
        self._check_word(word, place)
        self._operand(Operand("word", word, place))

    def _beside(self, match: re.Match[str]) -> tuple[str, str]:
        left = self.operands[-1].text if self.operands and self._wants is None else ""
        following = re.compile(r'\s*"?([^\s()":^*]+)').match(self.text, match.end())
        return left, following[1] if following else ""

    def _operator(self, word: str, place: int) -> None:
        if word == "NOT":
            self._prefix(word, place, word)
            return
        if self._wants is not None:
            lonely = gettext("{word} needs something on its left", word=word)
            raise self.fault(gettext(_EMPTY_CHOICE) if "OR" in {word, self._wants} else lonely, place)
        self._write(word, place)
        self._wants = word

    def _check_field_behind(self, name: str, place: int) -> None:
        if name.lower() in hints.FIELDS:
            raise self.fault(gettext("= stands behind the field, as in {example}", example=f"{name}:=Ban"), place)

    def _check_word(self, word: str, place: int) -> None:
        if word == "=":
            raise self.fault(gettext("{sign} must touch what it belongs to", sign=word), place)
        if "*" in word and (self._wants or "").lower() == "lang:":
            raise self.fault(hints.language_meant(word), place)
        fault = hints.fault_of_sign(word)
        if fault is not None:
            raise self.fault(fault[1], place + fault[0])
        stripped = word.removeprefix("=")
        if not words(stripped):
            raise self.fault(gettext("nothing to look for: a word has letters or digits"), place)
        if "*" in stripped:
            self._check_prefix(stripped, place + len(word) - len(stripped))
            if stripped != word:
                raise self.fault(gettext("= and * don't go together: an open end has many forms"), place)

    def _check_prefix(self, word: str, place: int) -> None:
        stem = word.removesuffix("*")
        if "*" in stem:
            raise self.fault(gettext("* goes at the end of a word"), place + stem.index("*"))
        if not stem.isalnum() or len(stem) < MIN_PREFIX_LETTERS:
            raise self.fault(gettext("* needs {count} letters or more before it", count=MIN_PREFIX_LETTERS), place)


def read_marks(query: str) -> Marks:
    """Raises `RuleInvalid` for the first fault."""
    if len(query) > MAX_CHARS:
        raise RuleInvalid(
            query[:60] + "…", gettext("a rule has at most {count} characters", count=MAX_CHARS), position=MAX_CHARS
        )
    return Marks(query).read()


def _missing(wants: str) -> str:
    if wants == "OR":
        return gettext(_EMPTY_CHOICE)
    if wants == "(":
        return gettext("empty parentheses match everything: write a word between them")
    return gettext("{word} needs something after it", word=wants)

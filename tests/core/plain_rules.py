"""The rule language read naively, to hold the real one against: token lists, no automaton, nothing of it shared.

A rule is made as a tree, printed as people would type it, and answered from the tree. `random_rule` and `random_page`
draw both from a few words whose forms are listed by hand.
"""

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from bot.core.model import Name, Topic

FORMS = {
    "ban": "ban bans banned banning",
    "gate": "gate gates gated gating",
    "scan": "scan scans scanned scanning",
    "moratorium": "moratorium moratoriums moratoria",
    "watch": "watch watches watched watching",
    "city": "city cities",
    "council": "council councils counciled counciling councilled councilling",
}
_BASES = {"gates": "gate"}
ACRONYMS = ("ACLU", "LFR")
NAMES = {
    "companies": ("Flock", "Gate Works", "NEC"),
    "agencies": ("Watch of the City",),
    "people": ("Ana Ruiz",),
    "places": ("Harborside",),
}
LISTS = {"policy": ("ban", "moratorium"), "technology": ("gate scan",), "actors": ("city council",)}
TOPIC = Topic(
    id="t",
    title="Gates",
    rules=(),
    names=(
        Name(name="Flock", aliases=("Gate Works", "NEC"), kind="company"),
        Name(name="Watch of the City", kind="agency"),
        Name(name="Ana Ruiz", kind="person"),
    ),
    technology_words=LISTS["technology"],
    policy_words=LISTS["policy"],
    actor_words=LISTS["actors"],
    places=NAMES["places"],
)
EMPTY_SETS = ("groups", "products")
OUTLETS = (("The Gate Gazette", "news.gazette.example"), ("Harbor Post", "post.example"), ("", ""))
LANGUAGES = ("en", "de", "")
_TOKENS = """
    ban bans Ban BANNED urban gate gates Gates scan scanned moratoria watch city cities council flock Flock FLOCK Gate
    Works NEC nec NECs Watch of the The City Ana Ruiz RUIZ Harborside ACLU aclu ACLUs LFR x moratoriums
"""
TOKENS = _TOKENS.split()
GAPS = (" ", " ", " ", " ", " ", "-", ", ", "! ", "\n\n", "\u00a0", " – ", "; ", "/", "’ ")
JOINS = re.compile(r"[ \n\-/']{1,3}")  # what a phrase may reach over
INVISIBLE = "\u200b\u00ad\u2060"


@dataclass(frozen=True)
class Page:
    """An article as the reference sees it: for each field, the tokens, and whether a phrase may go on after each."""

    title: str
    text: str
    outlet: str = ""
    host: str = ""
    language: str = ""
    tokens: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens.update(title=list(_tokens(self.title)), body=list(_tokens(self.text)))


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    seen = unicodedata.normalize("NFKC", "".join(c for c in text if c not in INVISIBLE))
    seen = seen.replace("–", "-").replace("’", "'")
    found = list(re.finditer(r"[^\W_]+", seen))
    for number, match in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else None
        yield match[0], following is not None and JOINS.fullmatch(seen[match.end() : following]) is not None


# --- rules as trees ---------------------------------------------------------------------------------------------------

One = tuple[str, str]  # a word, and how it is found: in all forms, exactly, in this form, as a name, as a beginning


@dataclass(frozen=True)
class Words:
    """A word, a phrase or words near each other; several where a set stands for each of its members."""

    shown: str
    either: tuple[tuple[tuple[One, ...], int | None], ...]  # words and how far apart
    is_set: bool = False

    def holds(self, page: Page, where: str) -> bool:
        fields = ("title", "body") if where == "" else (where,)
        return any(_stands(words, slop, page.tokens[each]) for words, slop in self.either for each in fields)


@dataclass(frozen=True)
class Told:
    """What is known of the article."""

    shown: str
    key: str
    value: str

    def holds(self, page: Page, where: str) -> bool:
        if self.key == "lang":
            return page.language == self.value
        if self.key == "name":
            return page.outlet == self.value
        if self.key == "host":
            return page.host == self.value or page.host.endswith("." + self.value)
        return f" {self.value.lower()} " in f" {page.outlet.lower()} "


@dataclass(frozen=True)
class In:
    """In one field."""

    where: str
    part: "Tree"


@dataclass(frozen=True)
class Join:
    """Parts joined by a space, AND or OR."""

    sign: str
    parts: tuple["Tree", ...]


@dataclass(frozen=True)
class Deny:
    """NOT."""

    part: "Tree"


@dataclass(frozen=True)
class Count:
    """A weight."""

    part: "Tree"
    weight: float


Tree = Words | Told | In | Join | Deny | Count


def holds(tree: Tree, page: Page, where: str = "") -> bool:
    match tree:
        case Words() | Told():
            return tree.holds(page, where)
        case In():
            return holds(tree.part, page, tree.where)
        case Join(sign="OR"):
            return any(holds(part, page, where) for part in tree.parts)
        case Join():
            return all(holds(part, page, where) for part in tree.parts)
        case Deny():
            return not holds(tree.part, page, where)
        case Count():
            return holds(tree.part, page, where)


def weight(tree: Tree, page: Page, where: str = "") -> float | None:
    """Of a tree that holds; None where nothing is said."""
    match tree:
        case In():
            return weight(tree.part, page, tree.where)
        case Join(sign="OR"):
            said = [weight(part, page, where) for part in tree.parts if holds(part, page, where)]
            return None if set(said) <= {None} else max(1.0 if one is None else one for one in said)
        case Join():
            every = [one for one in (weight(part, page, where) for part in tree.parts) if one is not None]
            return max(every) if every else None
        case Count():
            return min(10.0, max(0.1, tree.weight * (weight(tree.part, page, where) or 1.0)))
        case _:
            return None


def is_valid(tree: Tree, *, where: str = "", is_denied: bool = False) -> bool:
    """Whether the language allows the tree, apart from its root."""
    match tree:
        case Words():
            return True
        case Told():
            return where == ""
        case In():
            return where == "" and is_valid(tree.part, where=tree.where, is_denied=is_denied)
        case Join():
            if tree.sign == "OR" and any(holds(part, NOTHING, where) for part in tree.parts):
                return False
            return all(is_valid(part, where=where, is_denied=is_denied) for part in tree.parts)
        case Deny():
            return is_valid(tree.part, where=where, is_denied=True)
        case Count():
            return not is_denied and is_valid(tree.part, where=where)


NOTHING = Page("", "")


def _stands(words: Sequence[One], slop: int | None, tokens: Sequence[tuple[str, bool]]) -> bool:
    places = [[at for at, (token, _) in enumerate(tokens) if _is_form(word, token)] for word in words]
    for chosen in product(*places):
        if slop is not None and max(chosen) - min(chosen) <= slop:
            return True
        if slop is None and all(after == at + 1 and tokens[at][1] for at, after in pairwise(chosen)):
            return True
    return False


def _is_form(word: One, token: str) -> bool:
    said, how = word
    match how:
        case "exactly":
            return token == said
        case "this form":
            return token.lower() == said.lower()
        case "beginning":
            return token.lower().startswith(said.lower())
        case "name" if said.islower():
            return token.lower() == said
        case "name" if not said.isupper():
            return token in (said, said.upper())
    if said.isupper():
        return token in (said, said + "s")
    return token.lower() in FORMS.get(_BASES.get(said.lower(), said.lower()), said.lower()).split()


# --- rules and pages by chance ----------------------------------------------------------------------------------------


def random_rule(chance: random.Random, depth: int = 3) -> Tree:
    """A tree that may be one the language refuses."""
    kind = chance.random()
    if depth == 0 or kind < 0.3:
        return _random_leaf(chance)
    if kind < 0.7:
        parts = tuple(random_rule(chance, depth - 1) for _ in range(chance.choice((2, 2, 3))))
        return Join(chance.choice(("", "AND", "OR", "OR")), parts)
    if kind < 0.82:
        return Deny(random_rule(chance, depth - 1))
    if kind < 0.92:
        return In(chance.choice(("title", "body")), random_rule(chance, depth - 1))
    inner = random_rule(chance, depth - 1)
    return inner if isinstance(inner, Count) else Count(inner, chance.choice((0.1, 0.5, 2, 3.5, 10)))


def _random_leaf(chance: random.Random) -> Tree:
    kind = chance.random()
    if kind < 0.35:
        return _random_word(chance)
    if kind < 0.6:
        return _random_phrase(chance)
    if kind < 0.75:
        name = chance.choice((*NAMES, *LISTS, *EMPTY_SETS))
        return Words(f"${name}", tuple((member, None) for member in _members(name)), is_set=True)
    if kind < 0.85:
        return _random_set_phrase(chance)
    return _random_told(chance)


def _random_word(chance: random.Random) -> Words:
    word = chance.choice((*FORMS, *ACRONYMS, "Ban", "Gates", "flock"))
    if chance.random() < 0.2:
        return Words(f"={word}", ((((word, "exactly"),), None),))
    if chance.random() < 0.2:
        return Words(f"{word[:3]}*", ((((word[:3], "beginning"),), None),))
    return Words(word, ((((word, "any"),), None),))


def _random_phrase(chance: random.Random) -> Words:
    words = [chance.choice((*FORMS, "the", "of", "Works", *ACRONYMS)) for _ in range(chance.choice((2, 2, 3)))]
    slop = chance.choice((None, 1, 2, 4))
    near = "" if slop is None else f"~{slop}"
    if chance.random() < 0.2:
        return Words(f'="{" ".join(words)}"{near}', ((tuple((word, "exactly") for word in words), slop),))
    found = [(word, "this form" if chance.random() < 0.2 else "any") for word in words]
    shown = " ".join(("=" if how == "this form" else "") + word for word, how in found)
    return Words(f'"{shown}"{near}', ((tuple(found), slop),))


def _random_set_phrase(chance: random.Random) -> Words:
    name, word = chance.choice((*NAMES, *LISTS, "groups")), chance.choice(tuple(FORMS))
    slop, is_first = chance.choice((None, 1, 3)), chance.random() < 0.5
    either = []
    for member in _members(name):
        words = (*member, (word, "any")) if is_first else ((word, "any"), *member)
        either.append((words, None if slop is None else slop + len(member) - 1))
    shown = f"${name} {word}" if is_first else f"{word} ${name}"
    return Words(f'"{shown}"' + ("" if slop is None else f"~{slop}"), tuple(either), is_set=True)


def _members(name: str) -> tuple[tuple[One, ...], ...]:
    how = "name" if name in NAMES else "any"
    members = NAMES.get(name) or LISTS.get(name) or ()
    return tuple(tuple((word, how) for word in member.split()) for member in members)


def _random_told(chance: random.Random) -> Told:
    return chance.choice(
        (
            Told("lang:en", "lang", "en"),
            Told("lang:DE", "lang", "de"),
            Told("source:gate", "words", "gate"),
            Told('source:"gate gazette"', "words", "gate gazette"),
            Told('source:="Harbor Post"', "name", "Harbor Post"),
            Told("source:=Post", "name", "Post"),
            Told("source:gazette.example", "host", "gazette.example"),
        )
    )


def random_page(chance: random.Random) -> Page:
    """A short article."""
    outlet, host = chance.choice(OUTLETS)
    title, text = (_random_text(chance, chance.randrange(most)) for most in (6, 14))
    return Page(title, text, outlet, host, chance.choice(LANGUAGES))


def _random_text(chance: random.Random, length: int) -> str:
    text = ""
    for _ in range(length):
        word = chance.choice(TOKENS)
        if chance.random() < 0.1:
            place = chance.randrange(1, len(word) + 1)
            word = word[:place] + chance.choice(INVISIBLE) + word[place:]
        if chance.random() < 0.05:
            word = "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in word)  # full-width
        text += (chance.choice(GAPS) if text else "") + word
    return text


# --- printing ---------------------------------------------------------------------------------------------------------

_BINDING = {"": 0, "OR": 1, "AND": 2}


def printed(tree: Tree, chance: random.Random, above: int = 0) -> str:
    """As somebody might type it: with parentheses where they are needed, and sometimes where they aren't."""
    text, binding = _printed(tree, chance)
    needs = binding < above
    if needs or chance.random() < 0.08:
        return f"({text})"
    return text


def _printed(tree: Tree, chance: random.Random) -> tuple[str, int]:
    match tree:
        case Words() | Told():
            return _typed(tree.shown, chance), 4
        case In():
            return f"{chance.choice((tree.where, tree.where.upper()))}:{printed(tree.part, chance, 4)}", 3
        case Join():
            own = _BINDING[tree.sign]
            join = f" {tree.sign} " if tree.sign else chance.choice((" ", "  ", "\u00a0"))
            return join.join(printed(part, chance, own + 1) for part in tree.parts), own
        case Deny():
            return chance.choice(("NOT ", "-")) + printed(tree.part, chance, 4), 3
        case Count():
            inner = printed(tree.part, chance, 4)
            return f"{inner}^{tree.weight:g}", 3


def _typed(shown: str, chance: random.Random) -> str:
    if shown.startswith('"') and chance.random() < 0.2:
        shown = shown.replace('"', "“", 1).replace('"', "”", 1)
    if chance.random() < 0.1:
        place = chance.randrange(len(shown) + 1)
        shown = shown[:place] + "\u200b" + shown[place:]
    return shown

"""A query's words → terms: in which forms and spellings each is found."""

from collections.abc import Iterable
from functools import lru_cache

from bot.core.language.terms import inflections
from bot.core.rules.nodes import Either, Node, Term, Where, Word
from bot.core.rules.words import marked_words, words
from bot.core.text import fold


def word_term(value: str, where: Where) -> Node:
    """A word as typed: `ban`, `moratori*`, `=Clearview`."""
    if value.endswith("*"):
        return _term((_prefix(_lower(value[:-1])),), value, None, where)
    if value.startswith("="):
        return phrase_term(value[1:], None, where, is_exact=True)
    return phrase_term(value, None, where, is_exact=False)


def phrase_term(inside: str, slop: int | None, where: Where, *, is_exact: bool) -> Term:
    """What stands between quotes; with `slop`, its words at most so far apart."""
    found = tuple(_phrase_word(word, is_marked, is_exact=is_exact) for word, is_marked in marked_words(inside))
    shown = " ".join(inside.split())
    return _term(found, shown if len(found) == 1 else f'"{shown}"', slop, where)


def set_term(members: Iterable[str], where: Where, *, is_names: bool) -> Node:
    """Any member of a named set."""
    return Either(tuple(_term(_member(member, is_names), member, None, where) for member in members))


def set_phrase(
    before: str, members: Iterable[str], after: str, slop: int | None, where: Where, *, is_names: bool
) -> Node:
    """Any member of a set with other words around it. A long name takes no words from what may stand between."""
    around = [
        tuple(_phrase_word(word, is_marked, is_exact=False) for word, is_marked in marked_words(part))
        for part in (before, after)
    ]
    found: list[Term] = []
    for member in members:
        own = _member(member, is_names)
        shown = " ".join(f"{before}{member}{after}".split())
        room = None if slop is None else slop + len(own) - 1
        found.append(_term((*around[0], *own, *around[1]), f'"{shown}"', room, where))
    return Either(tuple(found))


@lru_cache(maxsize=10_000)
def _member(member: str, is_names: bool) -> tuple[Word, ...]:
    return tuple((_name_word if is_names else _plain_word)(word) for word in words(fold(member).text))


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
    if _is_acronym(word):
        return Word((lower, lower + "s"), frozenset({word, word + "s"}))
    return Word(tuple(dict.fromkeys((lower, *map(_lower, inflections(lower))))))


@lru_cache(maxsize=5_000)
def _name_word(word: str) -> Word:
    """A word of a name: as the pack spells it or in full capitals, for "flock" is no company; "of" in any case."""
    if _is_acronym(word):
        return _plain_word(word)
    if word == _lower(word):
        return _single_form(word)
    return Word((_lower(word),), frozenset({word, word.upper()}))


@lru_cache(maxsize=5_000)
def _single_form(word: str) -> Word:
    return Word((_lower(word),))


@lru_cache(maxsize=50_000)
def _exact_word(word: str) -> Word:
    return Word((_lower(word),), frozenset({word}))


def _is_acronym(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _lower(word: str) -> str:
    """Lower case, letter by letter, as the text is lowered: a word never changes its length."""
    return "".join(lower if len(lower := c.lower()) == 1 else c for c in word)

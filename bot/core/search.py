"""A member's words → a question; how much an article is about it; the order of an answer."""

import re
import unicodedata
from dataclasses import dataclass

from bot.core.model import Question

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One way a thing is written: words in a row; the last one may go on when `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


Unit = tuple[Form, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as an index knows them: lower case, without diacritics or punctuation."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return tuple(_WORD.findall(plain.casefold()))


def wanted(question: Question) -> tuple[Unit, ...]:
    """What an article should hold: for each name, phrase and term, the forms any of which will do.

    A form that ends in `*` in `Question.variants` is the beginning of a word.
    """
    units = []
    for wish in (*question.names, *question.phrases, *question.terms):
        forms = question.variants.get(wish, (wish,))
        unit = tuple(dict.fromkeys(_form(form) for form in forms if words_of(form)))
        if unit:
            units.append(unit)
    return tuple(units)


def holds(words: tuple[str, ...], unit: Unit) -> bool:
    """Whether any form of the unit stands in these words."""
    return any(_count(words, form) for form in unit)


def _form(written: str) -> Form:
    return Form(words_of(written), is_prefix=written.endswith("*"))


def _count(words: tuple[str, ...], form: Form) -> int:
    return sum(_stands_at(words, place, form) for place in range(len(words) - len(form.words) + 1))


def _stands_at(words: tuple[str, ...], place: int, form: Form) -> bool:
    *firsts, last = form.words
    if words[place : place + len(firsts)] != tuple(firsts):
        return False
    found = words[place + len(firsts)]
    return found.startswith(last) if form.is_prefix else found == last


def weigh(question: Question, *, title: str, names: str, positions: str, text: str) -> tuple[float, str]:
    """How much an article is about the question, 0..1, and why, for people.

    `text` may be its beginning alone: news says first what it is about.
    """
    units = wanted(question)
    if not units:
        return 0.0, ""
    places = {
        "in the headline": words_of(title),
        "speaks or acts": words_of(names),
        "in a position": words_of(positions),
        "in the text": words_of(text),
    }
    weights = dict(zip(places, (1.0, 0.8, 0.8, 0.3), strict=True))
    total, reasons = 0.0, []
    for unit in units:
        found = [reason for reason, words in places.items() if holds(words, unit)]
        total += max((weights[reason] for reason in found), default=0.0)
        reasons += found[:1]
    return total / len(units), "; ".join(dict.fromkeys(reasons))

"""What an article is searched for: units, each of which may be written in several forms."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Question

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")  # what an accent is once taken off its letter


@dataclass(frozen=True, slots=True)
class Form:
    """One way a thing is written: words in a row; the last one may go on when `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


Unit = tuple[Form, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as an index knows them: lower case, without diacritics or punctuation."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return tuple(_WORD.findall(text.casefold()))


def wanted(question: Question) -> tuple[Unit, ...]:
    """What an article should hold, names first: for each name, phrase and term the forms any of which will do.

    A form that ends in `*` in `Question.variants` is the beginning of a word.
    """
    units = []
    for wish in (*question.names, *question.phrases, *question.terms):
        written = question.variants.get(wish, (wish,))
        unit = tuple(dict.fromkeys(_form(form) for form in written if words_of(form)))
        if unit:
            units.append(unit)
    return tuple(units)


def holds(words: Sequence[str], unit: Unit) -> bool:
    """Whether any form of the unit stands in these words."""
    return any(_has(words, form) for form in unit)


def _form(written: str) -> Form:
    return Form(words_of(written), is_prefix=written.endswith("*"))


def _has(words: Sequence[str], form: Form) -> bool:
    first, length = form.words[0], len(form.words)
    if length == 1:
        return any(word.startswith(first) for word in words) if form.is_prefix else first in words
    return any(word == first and _goes_on(words[at : at + length], form) for at, word in enumerate(words))


def _goes_on(words: Sequence[str], form: Form) -> bool:
    if len(words) < len(form.words) or tuple(words[:-1]) != form.words[:-1]:
        return False
    return words[-1].startswith(form.words[-1]) if form.is_prefix else words[-1] == form.words[-1]

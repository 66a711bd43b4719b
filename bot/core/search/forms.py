"""What an article is searched for: units, each of which may be written in several forms."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.core.model import Question

_BEGINS, _BETWEEN, _ENDS = r"(?<![^\W_])", r"[\W_]+", r"(?![^\W_])"
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
    return tuple(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """The text in lower case and without diacritics, for `holds`."""
    return (text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))).casefold()


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


def holds(text: str, unit: Unit) -> bool:
    """Whether any form of the unit stands in a `plain` text, as whole words."""
    return _pattern(unit).search(text) is not None


def _form(written: str) -> Form:
    return Form(words_of(written), is_prefix=written.endswith("*"))


@lru_cache(maxsize=512)
def _pattern(unit: Unit) -> re.Pattern[str]:
    """Escaped words between what is no word: nothing of it repeats within itself, so no text makes it slow."""
    forms = (_BETWEEN.join(map(re.escape, form.words)) + ("" if form.is_prefix else _ENDS) for form in unit)
    return re.compile(f"{_BEGINS}(?:{'|'.join(forms)})")

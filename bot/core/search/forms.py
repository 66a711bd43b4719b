"""What an article is searched for: units, each of which may be written in several forms."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from bot.core.model import Question

NAME, SPECIFIC, SHARED = 2.0, 1.0, 0.4  # weights: of a name, of a word, of a word that all of the topic shares
KIN = 0.4  # what a word near in meaning is worth beside the word itself: never as much as being about it

_BEGINS, _BETWEEN, _ENDS = r"(?<![^\W_])", r"[\W_]+", r"(?![^\W_])"
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")  # what an accent is once taken off its letter
_OF_A_NAME = r"\w*(?:ed|style|like|led|run|made|built|era|wide|only|friendly|free|powered|linked)\b"
_NO_OTHER_WORD = rf"(?!-(?!{_OF_A_NAME})[a-z])"  # "Amazon-owned" names Amazon, "meta-analysis" nobody


class Form(NamedTuple):
    """One way a thing is written: words in a row; the last one may go on when `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing asked for. `weight` is how much it counts beside the others."""

    forms: tuple[Form, ...]
    kin: tuple[Form, ...] = ()  # words near in meaning, for want of better
    parts: tuple[Form, ...] = ()  # the words of a name that only the archive knows: "Elmsworth police"
    written: tuple[str, ...] = ()  # a name's forms where capitals tell it from a common word: "Ring", "EPIC"
    weight: float = SPECIFIC
    is_name: bool = False

    @property
    def is_shared(self) -> bool:
        """Whether all articles of the topic have it, so that it parts none from another."""
        return self.weight == SHARED

    @property
    def is_strict(self) -> bool:
        """Whether nothing else will do than its forms."""
        return not self.kin and not self.parts

    @property
    def loosely(self) -> "tuple[Unit, ...]":
        """What will do for want of better: words near in meaning, the words of a name each by itself."""
        if self.parts:
            return tuple(Unit(forms=(part,)) for part in self.parts)
        return (replace(self, forms=(*self.forms, *self.kin)),)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as an index knows them: lower case, without diacritics or punctuation."""
    return tuple(_WORD.findall(plain(text)))


def plain(text: str) -> str:
    """The text in lower case and without diacritics, for `holds`."""
    return unaccented(text).casefold()


def unaccented(text: str) -> str:
    """The text without diacritics, its capitals kept, for `names`."""
    return text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))


def wanted(question: Question) -> tuple[Unit, ...]:
    """What an article should hold, names first: for each name, phrase and term the forms any of which will do.

    A form that ends in `*` in `Question.variants` is the beginning of a word.
    """
    wishes = (*question.names, *question.phrases, *question.terms)
    return tuple(unit for wish in wishes if (unit := _unit(wish, question)).forms)


def filters(question: Question) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The places an article must be about, and the outlets it may be from; any one of each, where there are some."""
    places, outlets = (
        tuple(Unit(forms=forms) for written in asked.values() if (forms := _forms(written)))
        for asked in (question.places, question.outlets)
    )
    return places, outlets


def holds(text: str, forms: tuple[Form, ...]) -> bool:
    """Whether any of the forms stands in a `plain` text, as whole words."""
    return _pattern(forms).search(text) is not None


def names(text: str, written: tuple[str, ...]) -> bool:
    """Whether an `unaccented` text names it: an acronym in capitals, other names with one in front."""
    return _name_pattern(written).search(text) is not None


def is_from(outlet: str | None, url: str | None, outlets: Iterable[Unit]) -> bool:
    """Whether an article is from one of the outlets, by its name or by the host of its address."""
    host = (url or "").partition("://")[2].partition("/")[0]
    places = (plain(outlet or ""), plain(host))
    return any(holds(place, unit.forms) for unit in outlets for place in places)


def _unit(wish: str, question: Question) -> Unit:
    is_name = wish in question.names
    written = question.variants.get(wish, (wish,))
    weight = NAME if is_name else SHARED if wish in question.shared else SPECIFIC
    return Unit(
        forms=_forms(written),
        kin=_forms(question.kin.get(wish, ())),
        written=tuple(form for form in written if words_of(form)) if wish in question.listed else (),
        parts=tuple(map(_form, words_of(wish))) if is_name and wish not in question.listed else (),
        weight=weight,
        is_name=is_name,
    )


def _forms(written: Iterable[str]) -> tuple[Form, ...]:
    return tuple(dict.fromkeys(_form(form) for form in written if words_of(form)))


def _form(written: str) -> Form:
    return Form(words_of(written), is_prefix=written.endswith("*"))


@lru_cache(maxsize=512)
def _pattern(forms: tuple[Form, ...]) -> re.Pattern[str]:
    """Escaped words between what is no word: nothing of it repeats within itself, so no text makes it slow."""
    each = (_BETWEEN.join(map(re.escape, form.words)) + ("" if form.is_prefix else _ENDS) for form in forms)
    return re.compile(f"{_BEGINS}(?:{'|'.join(each)})")


@lru_cache(maxsize=512)
def _name_pattern(written: tuple[str, ...]) -> re.Pattern[str]:
    each = "|".join(map(_capitals, written))
    return re.compile(f"{_BEGINS}(?:{each}){_ENDS}{_NO_OTHER_WORD}")


def _capitals(form: str) -> str:
    words: list[str] = _WORD.findall(unaccented(form))
    if form.isupper() and len(words) == 1:
        return re.escape(words[0])
    first, *others = words
    rest = _BETWEEN.join(map(re.escape, (first[1:], *others)))
    begin = re.escape(first[0])
    return f"{begin}(?i:{rest})" if begin.isupper() else f"(?i:{begin}{rest})"

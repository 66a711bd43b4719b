"""What an outlet changed in an article that was told, as far as it matters to who read the alert.

A headline, the words of a quote, a number or a name in a sentence that was told, a correction: these matter.
New paragraphs, paragraphs in another order, marks, and slips of one or two letters put right do not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from bot.core.language.outlet_notes import is_telling
from bot.core.language.terms import numbers
from bot.core.model import Analysis, Article, Edit, EditKind, Quote
from bot.core.text import fold, split_sentences

SLIP_LETTERS: Final = 2  # put right in one place: spelling, no other word
LONG_WORD: Final = 5  # letters; in a shorter one two letters make another word
SAME_ARTICLE: Final = 0.3  # of the old words in runs; fewer, and the address leads to something else now
CUT_SHORT: Final = 0.5  # of the old length; a wall or a teaser stands there, and nothing it lacks is gone
SAME_QUOTE: Final = 0.6  # of the words
SAME_SENTENCE: Final = 0.7
RUN_WORDS: Final = 4
COMPARED_WORDS: Final = 200  # of a headline, quote or sentence; comparing costs the square of it
COMPARED_TEXTS: Final = 300  # sentences or quotes that may stand in the place of one

_WORD = re.compile(r"\w+(?:'\w+)*")
_NAME_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")  # in mid-sentence, where a capital says something
_DENIALS: Final = frozenset({"no", "not", "never", "none", "nor", "neither", "without", "cannot"})
_TURNING: Final = ("un", "in", "im", "il", "ir", "dis", "non", "a")  # before a word, they make its opposite


def find_edits(old: Analysis, new: Analysis, *, shown: Sequence[Quote]) -> tuple[Edit, ...]:
    """What matters, headline first; nothing when the new text is not the same article whole.

    `shown` are the old article's quotes that an alert shows.
    """
    if not is_comparable(old.article, new.article):
        return ()
    quotes = tuple(edit for quote in shown for edit in _quote(quote, old, new))
    facts = (fact for fact in _facts(old, new) if not any(_plain(edit.was) in _plain(fact.was) for edit in quotes))
    return (*_headline(old.article, new.article), *quotes, *facts, *_notes(old.article, new.article))


def untold(edits: Sequence[Edit], told: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those that are no news after what was told: an outlet that tries two headlines in turn is told of once."""
    known = {(edit.kind, _words(words)) for edit in told for words in (edit.was, edit.now)}
    return tuple(edit for edit in edits if (edit.kind, _words(edit.now or edit.was)) not in known)


def is_comparable(old: Article, new: Article) -> bool:
    """Whether the new text is the same article, whole: no other page, no wall that shows its first lines."""
    if new.is_partial or not old.text or len(new.text) < CUT_SHORT * len(old.text):
        return False
    runs = _runs(old.text)
    return not runs or len(runs & _runs(new.text)) >= SAME_ARTICLE * len(runs)


def completes(excerpt: Article, whole: Article) -> bool:
    """Whether a page is the whole of what an excerpt told, and not a front page or a wall in its place."""
    words = {word for word in _words(excerpt.title) if len(word) >= LONG_WORD}
    told = {*_words(whole.title), *_words(whole.text)}
    return not whole.is_partial and len(whole.text) > len(excerpt.text) and 2 * len(words & told) >= len(words)


def has_other_quotes(old: Analysis, new: Analysis) -> bool:
    """Whether the new version quotes words that the old one does not."""
    known = {_words(quote.text) for quote in old.quotes}
    return any(_words(quote.text) not in known for quote in new.quotes)


def keeps_every_quote(old: Analysis, new: Article) -> bool:
    """Whether all that the old version quotes still stands in the new one, word for word."""
    return all(_stands_in(new, quote, old.article) for quote in old.quotes)


# --- headline, quotes, facts, notes -----------------------------------------------------------------------------------


def _headline(old: Article, new: Article) -> Iterator[Edit]:
    was, now = _words(old.title), _words(new.title)
    if now and not _is_same(was, now):
        yield Edit(kind=EditKind.HEADLINE, was=old.title, now=new.title)


def _quote(quote: Quote, old: Analysis, new: Analysis) -> Iterator[Edit]:
    if _stands_in(new.article, quote, old.article):
        return
    now = _successor(quote, old, new)
    speaker = quote.speaker or ""
    if now is None:
        yield Edit(kind=EditKind.QUOTE_GONE, was=quote.text, speaker=speaker)
    elif not _is_same(_words(quote.text), _words(now)):
        yield Edit(kind=EditKind.QUOTE, was=quote.text, now=now, speaker=speaker)


def _successor(quote: Quote, old: Analysis, new: Analysis) -> str | None:
    """What stands in its place: the most alike of the quotes that the old version did not have."""
    before = {_words(known.text) for known in old.quotes}
    fresh = [each.text for each in new.quotes if _words(each.text) not in before]
    return _most_alike(quote.text, fresh, at_least=SAME_QUOTE)


def _facts(old: Analysis, new: Analysis) -> Iterator[Edit]:
    """A number or name that stands otherwise in a sentence of the summary; one edit a sentence."""
    text = _plain(new.article.text)
    known = frozenset(_NAME_INSIDE.findall(f"{old.article.text}\n{new.article.text}"))
    sentences = [span.of(new.article.text) for span in split_sentences(new.article.text)]
    for span in old.summary:
        was = span.of(old.article.text)
        if was in new.article.text or _plain(was) in text:
            continue
        now = _most_alike(was, sentences, at_least=SAME_SENTENCE)
        if now is not None and _has_other_facts(was, now, known):
            yield Edit(kind=EditKind.FACT, was=was, now=now)


def _has_other_facts(was: str, now: str, names: frozenset[str]) -> bool:
    """Whether a number stands where another stood, or a name; what was only added or left out is no change."""
    has_other_figures = _gives_way(_figures(was), _figures(now))
    return any(
        (has_other_figures and _gives_way(_figures(before), _figures(after)))
        or _gives_way(_names(before, names), _names(after, names))
        for before, after in _replaced(was, now)
    )


def _gives_way(was: Counter[str], now: Counter[str]) -> bool:
    gone, new = was - now, now - was
    return bool(gone and new) and not all(any(_is_slip(one, other) for other in new) for one in gone)


def _notes(old: Article, new: Article) -> Iterator[Edit]:
    """ "Updated at noon" says nothing; "updated to correct" does."""
    for note in new.corrections:
        if is_telling(note) and not any(_is_same(_words(note), _words(known)) for known in old.corrections):
            yield Edit(kind=EditKind.NOTE, now=note)


# --- words ------------------------------------------------------------------------------------------------------------


def _stands_in(article: Article, quote: Quote, before: Article) -> bool:
    """Whether the words still stand there, said or not: how they are read may differ with what is around them."""
    parts = [part.of(before.text) for part in quote.parts]
    return all(part in article.text or _plain(part) in _plain(article.text) for part in parts)


def _is_same(was: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """The same words in the same order but for a slip or two."""
    letters = 0
    for tag, i, j, k, m in _matched(was, now).get_opcodes():
        if tag != "equal":
            one, other = " ".join(was[i:j]), " ".join(now[k:m])
            letters += _letters_apart(one, other)
            if letters > SLIP_LETTERS or not _is_slip(one, other):
                return False
    return True


def _is_slip(one: str, other: str) -> bool:
    """Whether one is the other misspelt: "teh" for "the", never "7" for "8", "can" for "can't", "safe" for "unsafe"."""
    shorter, longer = sorted((one, other), key=len)
    if one and other and one[0] != other[0] and sorted(one) != sorted(other):
        return False  # a slip of the first letter is rare, "North" and "South" are not
    if _digits(one) != _digits(other) or _denies(one) != _denies(other):
        return False
    if any(longer == f"{turning}{shorter}" for turning in _TURNING):
        return False
    limit = SLIP_LETTERS if not shorter or len(shorter) >= LONG_WORD else 1
    return _letters_apart(one, other) <= limit


def _digits(words: str) -> str:
    return "".join(letter for letter in words if letter.isdigit())


def _denies(words: str) -> bool:
    return any(word in _DENIALS or word.endswith("n't") for word in words.split())


@lru_cache(maxsize=1024)
def _letters_apart(one: str, other: str) -> int:
    """Letters to add, drop, replace or swap with their neighbour; more than `SLIP_LETTERS` may be less than true."""
    if abs(len(one) - len(other)) > SLIP_LETTERS:
        return SLIP_LETTERS + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before_last = row, before
        row = [i]
        for j, facing in enumerate(other, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                best = min(best, before_last[j - 2] + 1)
            row.append(best)
        before = last
    return row[-1]


def _replaced(was: str, now: str) -> Iterator[tuple[str, str]]:
    """The stretches of words that stand for one another, as written."""
    one, other = _WORD.findall(fold(was).text), _WORD.findall(fold(now).text)
    for tag, i, j, k, m in _matched(_words(was), _words(now)).get_opcodes():
        if tag == "replace":
            yield " ".join(one[i:j]), " ".join(other[k:m])


def _names(words: str, known: frozenset[str]) -> Counter[str]:
    return Counter(word.casefold() for word in words.split() if word in known)


def _figures(text: str) -> Counter[str]:
    """With "one", which counts where another number takes its place; "7-2" is two figures."""
    figures = Counter(number.value for number in numbers(fold(text).text.replace("-", " ")))
    figures.update("1" for word in _words(text) if word == "one")
    return figures


def _most_alike(text: str, others: Sequence[str], *, at_least: float) -> str | None:
    """Of texts that share enough words with this one, the one with the most of them in the same order."""
    words, best, likest = frozenset(_words(text)), at_least, None
    for other in others[:COMPARED_TEXTS]:
        if len(words.intersection(_words(other))) < at_least / 2 * len(words):
            continue
        likeness = _matched(_words(text), _words(other)).ratio()
        if likeness >= best:
            best, likest = likeness, other
    return likest


def _matched(one: tuple[str, ...], other: tuple[str, ...]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, one[:COMPARED_WORDS], other[:COMPARED_WORDS], autojunk=False)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text, casefold=True).text))


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    """Its words with one space between and around them: what marks and line breaks leave alone."""
    return f" {' '.join(_words(text))} "


@lru_cache(maxsize=8)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(words[place : place + RUN_WORDS] for place in range(len(words) - RUN_WORDS + 1))

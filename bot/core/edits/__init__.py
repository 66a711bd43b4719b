"""What an outlet changed in an article that was told, as far as it matters to who read the alert.

A headline, the words of a quote, a number or a name in a sentence that was told, a correction: these matter.
New paragraphs, paragraphs in another order, marks, and slips of one or two letters put right do not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.edits.words import LONG_WORD, figures, is_same, is_slip, most_alike, plain, replaced, runs_of, words_of
from bot.core.language.outlet_notes import is_telling, worth_showing
from bot.core.model import Analysis, Article, Edit, EditKind, Quote, Span
from bot.core.text import split_sentences

SAME_ARTICLE: Final = 0.3  # of the old words in runs; fewer, and the address leads to something else now
CUT_SHORT: Final = 0.5  # of the old length; a wall or a teaser stands there, and nothing it lacks is gone
SAME_QUOTE: Final = 0.6  # of the words
SAME_SENTENCE: Final = 0.7
SURE_SPEAKER: Final = 0.8  # of a quote's confidence

_NAME_INSIDE = re.compile(r"(?<=[a-z0-9,;] )[A-Z]\w+")  # in mid-sentence, where a capital says something


def find_edits(old: Analysis, new: Analysis, *, shown: Sequence[Quote]) -> tuple[Edit, ...]:
    """What matters, headline first; nothing when the new text is not the same article whole.

    `shown` are the old article's quotes that an alert shows.
    """
    if not is_comparable(old.article, new.article):
        return ()
    quotes = tuple(edit for quote in shown for edit in _quote(quote, old, new))
    facts = (fact for fact in _facts(old, new) if not any(plain(edit.was) in plain(fact.was) for edit in quotes))
    return (*_headline(old.article, new.article), *quotes, *facts, *_notes(old.article, new.article))


def untold(edits: Sequence[Edit], told: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those that are no news after what was told: an outlet that tries two headlines in turn is told of once."""
    known = {(edit.kind, words_of(words)) for edit in told for words in (edit.was, edit.now)}
    return tuple(edit for edit in edits if (edit.kind, words_of(edit.now or edit.was)) not in known)


def is_comparable(old: Article, new: Article) -> bool:
    """Whether the new text is the same article, whole: no other page, no wall that shows its first lines."""
    if new.is_partial or not old.text or len(new.text) < CUT_SHORT * len(old.text):
        return False
    runs = runs_of(old.text)
    return not runs or len(runs & runs_of(new.text)) >= SAME_ARTICLE * len(runs)


def completes(excerpt: Article, whole: Article) -> bool:
    """Whether a page is the whole of what an excerpt told, and not a front page or a wall in its place."""
    words = {word for word in words_of(excerpt.title) if len(word) >= LONG_WORD}
    told = {*words_of(whole.title), *words_of(whole.text)}
    return not whole.is_partial and len(whole.text) > len(excerpt.text) and 2 * len(words & told) >= len(words)


def has_other_quotes(old: Analysis, new: Analysis) -> bool:
    """Whether the new version quotes words that the old one does not."""
    known = {words_of(quote.text) for quote in old.quotes}
    return any(words_of(quote.text) not in known for quote in new.quotes)


def keeps_every_quote(old: Analysis, new: Article) -> bool:
    """Whether all that the old version quotes still stands in the new one, word for word."""
    return all(_stands_in(new, quote, old.article) for quote in old.quotes)


# --- headline, quotes, facts, notes -----------------------------------------------------------------------------------


def _headline(old: Article, new: Article) -> Iterator[Edit]:
    was, now = words_of(old.title), words_of(new.title)
    if now and not is_same(was, now):
        yield Edit(kind=EditKind.HEADLINE, was=old.title, now=new.title)


def _quote(quote: Quote, old: Analysis, new: Analysis) -> Iterator[Edit]:
    if _stands_in(new.article, quote, old.article):
        yield from _speaker(quote, new)
        return
    now = _successor(quote, old, new)
    speaker = quote.speaker or ""
    if now is None:
        yield Edit(kind=EditKind.QUOTE_GONE, was=quote.text, speaker=speaker)
    elif not is_same(words_of(quote.text), words_of(now)):
        yield Edit(kind=EditKind.QUOTE, was=quote.text, now=now, speaker=speaker)


def _speaker(quote: Quote, new: Analysis) -> Iterator[Edit]:
    """Somebody else by the article's own words; how "she" is read may differ with what is around it."""
    words = words_of(quote.text)
    now = next((each for each in new.quotes if words_of(each.text) == words), None)
    if now is None or not (quote.speaker and now.speaker) or now.confidence < SURE_SPEAKER:
        return
    was_called, is_called = quote.mention or "", now.mention or ""
    if all(called[:1].isupper() for called in (was_called, is_called)) and _is_somebody_else(
        quote.speaker, now.speaker
    ):
        yield Edit(kind=EditKind.SPEAKER, was=quote.speaker, now=now.speaker, speaker=quote.text)


def _is_somebody_else(was: str, now: str) -> bool:
    """No name in common: "Mayor Vance" is Celia Vance still."""
    return not any(is_slip(one, other) or one == other for one in words_of(was) for other in words_of(now))


def _successor(quote: Quote, old: Analysis, new: Analysis) -> str | None:
    """What stands in its place: the most alike of the quotes that the old version did not have."""
    before = {words_of(known.text) for known in old.quotes}
    fresh = [each.text for each in new.quotes if words_of(each.text) not in before]
    return most_alike(quote.text, fresh, at_least=SAME_QUOTE)


def _facts(old: Analysis, new: Analysis) -> Iterator[Edit]:
    """A number or name that stands otherwise in a sentence that was told; one edit a sentence."""
    text = plain(new.article.text)
    known = frozenset(_NAME_INSIDE.findall(f"{old.article.text}\n{new.article.text}"))
    sentences = [span.of(new.article.text) for span in split_sentences(new.article.text)]
    for span in _told(old):
        was = span.of(old.article.text)
        if was in new.article.text or plain(was) in text:
            continue
        now = most_alike(was, sentences, at_least=SAME_SENTENCE)
        if now is not None and _has_other_facts(was, now, known):
            yield Edit(kind=EditKind.FACT, was=was, now=now)


def _told(old: Analysis) -> Iterator[Span]:
    """The summary, and the sentences of the main event, which an alert shows as who did what from when."""
    yield from old.summary
    for position in old.positions[:1]:
        dates = [text for text in (position.effective_text, position.expires_text) if text]
        for span in split_sentences(old.article.text):
            is_said = span.start <= position.span.start < span.end or any(
                text in span.of(old.article.text) for text in dates
            )
            if is_said and not any(span.start < told.end and told.start < span.end for told in old.summary):
                yield span


def _has_other_facts(was: str, now: str, names: frozenset[str]) -> bool:
    """Whether a number stands where another stood, or a name; what was only added or left out is no change."""
    has_other_figures = _gives_way(figures(was), figures(now))
    return any(
        (has_other_figures and _gives_way(figures(before), figures(after)))
        or _gives_way(_names(before, names), _names(after, names))
        for before, after in replaced(was, now)
    )


def _gives_way(was: Counter[str], now: Counter[str]) -> bool:
    gone, new = was - now, now - was
    return bool(gone and new) and not all(any(is_slip(one, other) for other in new) for one in gone)


def _notes(old: Article, new: Article) -> Iterator[Edit]:
    """ "Updated at noon" says nothing; "updated to correct" does."""
    for note in worth_showing(new.corrections):
        if is_telling(note) and not any(is_same(words_of(note), words_of(known)) for known in old.corrections):
            yield Edit(kind=EditKind.NOTE, now=note)


def _stands_in(article: Article, quote: Quote, before: Article) -> bool:
    """Whether the words still stand there, said or not: how they are read may differ with what is around them."""
    parts = [part.of(before.text) for part in quote.parts]
    return all(part in article.text or plain(part) in plain(article.text) for part in parts)


def _names(words: str, known: frozenset[str]) -> Counter[str]:
    return Counter(word.casefold() for word in words.split() if word in known)

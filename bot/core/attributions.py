"""Who spoke, as people say, over who is read to have spoken.

A person's word holds for the words and the article they spoke of: for its later versions, which have its address, and
for its copies.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.model import Attribution, Filed, Quote
from bot.core.text import cut, fold, visible

KEY_CHARS = 10
TEXT_CHARS = 120


def place_of(filed: Filed) -> str:
    """The article by a name that its later versions have too."""
    return filed.analysis.article.url or f"article {filed.copy_of or filed.id}"


def folded(words: str) -> str:
    """The words as they are compared: marks, case and spaces aside."""
    return " ".join(fold(words, casefold=True).text.split())


def mark_of(words: str) -> str:
    """A short name of a quote among those of its article."""
    return hashlib.sha256(folded(words).encode()).hexdigest()[:KEY_CHARS]


def key_of(place: str, words: str) -> str:
    """The name of a quote among all quotes."""
    return hashlib.sha256(f"{place}\n{folded(words)}".encode()).hexdigest()[:32]


def attributed(quotes: Sequence[Quote], attributions: Iterable[Attribution]) -> tuple[Quote, ...]:
    """The quotes with the speakers that people say, without those that they dropped."""
    by_words = {each.words: each for each in attributions}
    if not by_words:
        return tuple(quotes)
    pairs = ((quote, by_words.get(folded(quote.text))) for quote in quotes)
    return tuple(_said_by(quote, said) for quote, said in pairs if said is None or not said.is_dropped)


def _said_by(quote: Quote, said: Attribution | None) -> Quote:
    if said is None:
        return quote
    return replace(
        quote, speaker=said.speaker, role=said.role, affiliation=said.affiliation, mention=None, confidence=1.0
    )


def in_words(said: Attribution | None, text: str, *, was: str = "") -> str:
    """What is different, as a line in a thread says it; `was` is who was named before."""
    quoted = f"“{cut(visible(text), TEXT_CHARS)}”"
    instead = f", not {visible(was)}" if was else ""
    if said is None:
        return f"{quoted} is attributed as it was read again"
    if said.is_dropped:
        return f"{quoted} is not a quote" + (f" of {visible(was)}" if was else "")
    if said.speaker is None:
        return f"{quoted} was said by nobody named{instead}"
    return f"{quoted} was said by {visible(said.speaker)}{instead}"

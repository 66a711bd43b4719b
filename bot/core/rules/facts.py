"""What a rule may ask of an article beside its words."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.core.rules.words import words
from bot.core.text import fold
from bot.core.urls import host


class Told(Protocol):
    """An article, or what a feed says of one."""

    @property
    def url(self) -> str | None: ...

    @property
    def outlet(self) -> str | None: ...

    @property
    def language(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who published an article, and its language. Empty is unknown, and nothing is true of what is unknown."""

    outlet: str = ""
    host: str = ""  # of its address
    language: str = ""  # ISO 639-1

    @classmethod
    def of(cls, article: Told) -> "Facts":
        """Those of an article."""
        return cls(outlet=article.outlet or "", host=host(article.url or ""), language=article.language or "")


UNKNOWN = Facts()


def is_from(facts: Facts, value: str, *, is_exact: bool) -> bool:
    """Whether the outlet's name has these words side by side (exact: is these letters), or the address is at this host
    or one below it."""
    if is_exact:
        return _spaced(facts.outlet) == _spaced(value)
    name = value.lower().removeprefix("www.")
    if f".{facts.host}".endswith(f".{name}") and "." in name:
        return True
    return f" {_words(value)} " in f" {_words(facts.outlet)} "


def is_in_language(facts: Facts, code: str) -> bool:
    """Whether an article is in a language, whatever its region: "pt-BR" is pt."""
    return facts.language.lower().replace("_", "-").partition("-")[0] == code


def _spaced(text: str) -> str:
    return " ".join(fold(text).text.split())


@lru_cache(maxsize=10_000)
def _words(text: str) -> str:
    return " ".join(words(fold(text).text)).lower()

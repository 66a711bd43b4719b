"""A member's words → a question; how much an article is about it; the order of an answer."""

from bot.core.search.completion import Completions
from bot.core.search.forms import Form, Unit, filters, holds, is_from, names, plain, unaccented, wanted, words_of
from bot.core.search.lexicon import nearest
from bot.core.search.ranking import ON_TOPIC, PART, UNMATCHED, Read, Weighed, rank, weigh
from bot.core.search.understanding import understand

__all__ = [
    "ON_TOPIC",
    "PART",
    "UNMATCHED",
    "Completions",
    "Form",
    "Read",
    "Unit",
    "Weighed",
    "filters",
    "holds",
    "is_from",
    "names",
    "nearest",
    "plain",
    "rank",
    "unaccented",
    "understand",
    "wanted",
    "weigh",
    "words_of",
]

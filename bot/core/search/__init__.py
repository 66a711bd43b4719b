"""A member's words → a question; how much an article is about it; the order of an answer."""

from bot.core.search.forms import Form, Unit, holds, plain, wanted, words_of
from bot.core.search.lexicon import completions, nearest
from bot.core.search.ranking import LEAD_CHARS, rank, weigh
from bot.core.search.understanding import understand

__all__ = [
    "LEAD_CHARS",
    "Form",
    "Unit",
    "completions",
    "holds",
    "nearest",
    "plain",
    "rank",
    "understand",
    "wanted",
    "weigh",
    "words_of",
]

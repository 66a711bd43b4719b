"""TextRank, LexRank, LSA and Luhn as sumy has them, on our sentences: what a summary is measured against.

Needs requirements-bench.txt; `peers` raises ImportError without it. Words are stemmed and stop words dropped, as sumy's
own command line does for English.
"""

import importlib
import re
from collections.abc import Callable, Sequence
from typing import Any

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCES = 200  # the graphs grow with the square of them
_METHODS = {
    "TextRank": ("text_rank", "TextRankSummarizer"),
    "LexRank": ("lex_rank", "LexRankSummarizer"),
    "LSA": ("lsa", "LsaSummarizer"),
    "Luhn": ("luhn", "LuhnSummarizer"),
}

Pick = Callable[[Sequence[str]], list[str]]


class _Words:
    """sumy's tokenizer, without the data that nltk would download for its own."""

    def to_words(self, sentence: str) -> list[str]:
        return _WORD.findall(sentence)


def peers(count: int) -> dict[str, Pick]:
    """By name, each picks `count` of an article's sentences, in reading order."""
    dom = importlib.import_module("sumy.models.dom")
    stem = importlib.import_module("sumy.nlp.stemmers").Stemmer("english")
    stop_words = importlib.import_module("sumy.utils").get_stop_words("english")

    def pick(module: str, name: str) -> Pick:
        summarizer = getattr(importlib.import_module(f"sumy.summarizers.{module}"), name)(stem)
        summarizer.stop_words = stop_words
        return lambda sentences: _picked(summarizer, dom, sentences[:_SENTENCES], count)

    return {f"{label}-{count}": pick(*where) for label, where in _METHODS.items()}


def _picked(summarizer: Any, dom: Any, sentences: Sequence[str], count: int) -> list[str]:
    paragraph = dom.Paragraph([dom.Sentence(sentence, _Words()) for sentence in sentences])
    chosen = summarizer(dom.ObjectDocumentModel([paragraph]), count)
    return [str(sentence._text) for sentence in chosen]

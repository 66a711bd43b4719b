"""Which paragraphs of an article its page sets off as quotations: what the text alone no longer shows."""

import re
from collections.abc import Iterable, Sequence

from bot.core.articles.paragraphs import SEPARATOR
from bot.core.model import Span


def block_quotes(paragraphs: Sequence[str], quoted_lines: Iterable[str]) -> tuple[Span, ...]:
    """The spans, in the joined text, of the paragraphs that the markup has inside block quotes."""
    known = {_key(line) for line in quoted_lines} - {""}
    if not known:
        return ()
    found: list[Span] = []
    place = 0
    for paragraph in paragraphs:
        if _key(paragraph) in known:
            found.append(Span(place, place + len(paragraph)))
        place += len(paragraph) + len(SEPARATOR)
    return tuple(found)


def _key(line: str) -> str:
    return re.sub(r"[\W_]+", "", line)

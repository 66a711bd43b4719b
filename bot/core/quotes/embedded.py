"""Posts on social networks as pages embed them: the words, a dash, a name and a handle, no quotation marks.

The vote is on Friday. Come early. — Ana Ruiz (@anaruiz) June 9, 2026
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Span

_SIGNATURE = re.compile(r"[ \u00a0]?(?:—|–|--|-)[ \u00a0]?(?P<name>[^\n()@—–]{2,50}?)[ \u00a0]\(@\w{1,30}\)")
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+|t\.co/\S+))+$")
_MOST_CHARS = 320
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Embedded:
    words: Span
    name: Span
    paragraph: int


def find_embedded(text: str, blocks: Sequence[Span], quoted: Sequence[Span]) -> Iterator[Embedded]:
    """Every post whose words stand in its own paragraph or fill the one before; none that quotes somebody."""
    starts = [span.start for span in quoted]
    for match in _SIGNATURE.finditer(text):
        number = bisect_right(blocks, match.start(), key=lambda block: block.start) - 1
        start, end = blocks[max(0, number)].start, match.start()
        if not text[start:end].strip() and number > 0:
            number -= 1
            start, end = blocks[number].start, blocks[number].end
        words = _trimmed(text, start, end)
        if words is None or _overlaps(words, quoted, starts):
            continue
        yield Embedded(words, Span(*match.span("name")), number)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    if not 0 < end - start <= _MOST_CHARS:
        return None
    words = text[start:end].rstrip()
    links = _LINKS.search(words)
    words = words[: links.start()] if links is not None else words
    if len(words.split()) < _FEWEST_WORDS or words.startswith("RT "):
        return None
    return Span(start, start + len(words))


def _overlaps(words: Span, quoted: Sequence[Span], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, words.end) - 1
    return index >= 0 and quoted[index].end > words.start

"""Pages that tell many stories one after the other: each is weighed by itself, for one of them may be ours."""

import re
from collections.abc import Iterator

from bot.core.model import Article, Span
from bot.core.text import paragraphs

ITEMS = 5  # numbered or dotted paragraphs that make a page a list
ITEM_WORDS = 25  # less is a teaser: the story itself is elsewhere
HEADING_WORDS = 8

ROUND_UP = re.compile(
    r"\b(?:morning|evening|daily|weekly|weekend|week in|round-?up|briefing|newsletter|digest|letters to the editor"
    r"|live updates?|timeline|things to know|what we know|questions)\b",
    re.IGNORECASE,
)
_TALK = re.compile(  # what people think, read or do there is no news, however short
    r"\b(?:opinions?|columns?|columnists?|letters?|essays?|op-?eds?|commentary|what we (?:read|watch|hear)\w*|podcasts?"
    r"|episodes?|listings|calendar|events|timeline|quiz|questions|recommend\w*)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d{1,2}[.):]|[•*▪◦–—-])\s+(?=\S)")


def news_items(article: Article) -> Iterator[tuple[Article, Span]]:
    """The items of a round-up with their place in the text; nothing for any other page.

    An item's heading, on a line of its own or before its first full stop, is its title.
    """
    blocks = paragraphs(article.text)
    numbered = sum(_NUMBERED.match(block.of(article.text)) is not None for block in blocks)
    if _TALK.search(article.title) or (numbered < ITEMS and not ROUND_UP.search(article.title)):
        return
    heading = ""
    for block in blocks:
        words = block.of(article.text)
        if len(words.split()) <= HEADING_WORDS:
            heading = words
            continue
        if len(words.split()) >= ITEM_WORDS:
            yield Article(title=heading or _inner_heading(words), text=words), block
        heading = ""


def _inner_heading(words: str) -> str:
    """`3. Faces. The commissioner fined …` → Faces; nothing said in a word or two → a title that says nothing."""
    number = _NUMBERED.match(words)
    first = words[number.end() if number else 0 :].split(". ", 1)[0]
    return first if len(first.split()) <= HEADING_WORDS else "–"

"""Pages that tell many stories one after the other: each is weighed by itself, for one of them may be ours."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core.model import Article, Span
from bot.core.text import paragraphs

ITEMS = 5  # paragraphs under a heading, a number or a dot that make a page a list
ITEM_WORDS = 16  # less is a teaser: the story itself is elsewhere
HEADING_WORDS = 8
MOSTLY = 0.8
INNER_HEADING_WORDS = 4  # "Faces. The council …": a full sentence is hardly that short

ROUND_UP = re.compile(
    r"\b(?:morning|evening|daily|weekly|weekend|week in|round-?up|briefing|newsletter|digest|letters to the editor"
    r"|live updates?|timeline|things to know|what we know|questions|in brief|briefs|(?:week|month|year|day) in review"
    r"|(?:around|across) (?:the|our) (?:state|county|country|region|nation|world|city|town)|other news)\b",
    re.IGNORECASE,
)
_TALK = re.compile(  # what people think, read or do there is no news, however short
    r"\b(?:opinions?|columns?|columnists?|letters (?:to|from|page)|essays?|op-?eds?|commentary|podcasts?|episodes?"
    r"|what we (?:read|watch|hear)\w*|listings|quiz|questions|recommend\w*"
    r"|(?:community|events?|arts|club) calendar|calendar of|(?:upcoming|community|local|club|weekend(?:'s)?) events"
    r"|events (?:calendar|near|this|next|to|for)|timeline of)\b|^(?:letters|calendar|events|timeline)\b|\btimeline$",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"[A-Z][\w'’-]*(?: [\w'’&-]+){{0,{INNER_HEADING_WORDS - 1}}}[.:] (?=[A-Z\"“])")
_SENTENCE_ENDS = (*'.!?"”',)
_NUMBERED = re.compile(r"(?:\d{1,2}[.):]|[•*▪◦–—-])\s+(?=\S)")


def news_items(article: Article) -> Iterator[tuple[Article, Span]]:
    """The items of a round-up with their place in the text; nothing for any other page.

    An item's heading, on a line of its own or before its first full stop, is its title.
    """
    blocks = paragraphs(article.text)
    if _TALK.search(article.title) or not (ROUND_UP.search(article.title) or _is_list(article.text, blocks)):
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


def _is_list(text: str, blocks: Sequence[Span]) -> bool:
    """Whatever its title: paragraphs by number, or nearly each under a heading of its own.

    The sections of a long report have headings, too, with many paragraphs below each.
    """
    told = [block.of(text) for block in blocks]
    if sum(_NUMBERED.match(words) is not None for words in told) >= ITEMS:
        return True
    headings = sum(_is_heading(words) for words in told)
    own = [below for above, below in pairwise(("", *told)) if _is_heading(above) or _HEADED.match(below)]
    return len(own) >= ITEMS and len(own) >= MOSTLY * (len(told) - headings)


def _is_heading(words: str) -> bool:
    return 0 < len(words.split()) <= HEADING_WORDS and words[-1] not in _SENTENCE_ENDS


def _inner_heading(words: str) -> str:
    """`3. Faces. The commissioner fined …` → Faces; nothing said in a word or two → a title that says nothing."""
    number = _NUMBERED.match(words)
    first = words[number.end() if number else 0 :].split(". ", 1)[0]
    return first if len(first.split()) <= HEADING_WORDS else "–"

"""Paragraphs that are not the article's telling, where one got into its text: nobody in them is quoted.

Corrections, links to other stories, captions, who the author is, what readers wrote below.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core.model import Span

_LEADS = re.compile(
    r"\W{0,3}(?:"
    r"(?:corrections?|clarifications?|editor[’']?s?[’']? notes?)\b[^:.“”\"\n]{0,60}[:.—–]"
    r"|(?:an?|the)\s(?:earlier|previous|prior|original)\s(?:version|edition)\sof\s(?:this|the|our)\s"
    r"|this\s(?:article|story|post|report)\s(?:originally|previously|initially|incorrectly|has\sbeen|was)\s"
    r"|(?:read(?:\s(?:more|also|next|the\sfull\s\w+))?|related(?:\s\w+)?|see\salso|also\sread|more(?:\son\sthis)?|watch|listen|"
    r"recommended|don[’']t\smiss|you\smay\salso\slike)(?:\s*:|\s[>»→])"
    r"|(?:file\s)?(?:photo|image|picture|video|caption|credit|illustration)s?\s*(?:\([^()]{0,40}\)|by\s[^:\n]{1,40})?\s*:"
    r"|about\sthe\s(?:author|writer|reporter)s?\b\s*(?:[:—–-]|$)"
    r")",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"(?:\((?:photo|image|credit|courtesy|picture)\b[^()\n]{0,60}\)|\b(?:[Pp]hoto(?:graph)?|[Ii]mage|[Cc]redit)(?:\sby\s|:\s)[A-Z][^.\n]{2,50}|"
    r"\([^()\n]{2,40}/[^()\n]{2,40}\))\W*$"
)
_AUTHOR = re.compile(
    r"\W*[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]*){1,3},?\s(?:is|was)\s(?:an?|the|our)\s(?:[\w’'&-]+\s){0,5}?"
    r"(?:staff\swriter|staff\sreporter|reporter\s(?:at|for|with|covering|who\scovers)|columnist\s(?:at|for)|correspondent\s(?:at|for)|"
    r"editor\s(?:at|of)|contributor\sto|freelance\s(?:writer|journalist|reporter))\b"
)
_COMMENTS = re.compile(r"(?:\d+\s)?(?:readers?[’']?\s)?comments?(?:\s\(\d+\))?\s*:?", re.IGNORECASE)
_LAST = 3  # paragraphs: where the author is introduced
_CAPTION_CHARS = 300


def find_asides(text: str, blocks: Sequence[Span]) -> frozenset[int]:
    """The numbers of such paragraphs."""
    return frozenset(_asides(text, blocks))


def _asides(text: str, blocks: Sequence[Span]) -> Iterator[int]:
    are_comments = False
    for number, block in enumerate(blocks):
        are_comments |= number > 0 and _COMMENTS.fullmatch(text, block.start, block.end) is not None
        is_caption = block.end - block.start <= _CAPTION_CHARS and _CREDITED.search(text, block.start, block.end)
        is_author = number >= len(blocks) - _LAST and _AUTHOR.match(text, block.start, block.end)
        if are_comments or is_caption or is_author or _LEADS.match(text, block.start, block.end):
            yield number

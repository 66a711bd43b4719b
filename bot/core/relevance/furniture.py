"""Stretches of a page's text that lead to other stories: nothing in them is what the article is about."""

import re

from bot.core.model import Span
from bot.core.text import paragraphs

_LINK_LINE = re.compile(
    r"(?:read (?:more|also|next|the full)|related|see also|more (?:from|on|stories|coverage|news|in)|more:|also read"
    r"|watch(?: this)?:|now playing|recommended|don['’]t miss|most (?:read|popular|viewed)|trending|top stories|sign up"
    r"|you (?:may|might) (?:also )?(?:like|be interested)|what to read next|editors?['’]? picks|subscribe|newsletter"
    r"|latest (?:news|stories|headlines)|story continues|advertisement|in other news|elsewhere:|further reading"
    r"|\[?photos?:|\[?video:|listen:|tags?:|topics?:|filed under|share this)",
    re.IGNORECASE,
)
_LIST_HEAD_WORDS = 8
_LINK_WORDS = 22  # a headline is shorter than a sentence
_PROMOTION_WORDS = 34  # "Sign up for …" runs longer than a headline
_READ_MORE_END = re.compile(r"(?:read|see|learn) more\W*$", re.IGNORECASE)
_INLINE_LINKS = re.compile(r"\bMORE\s?\(")  # a name's pop-up of linked headlines, pasted into the sentence
_POP_UP_CHARS = 1200  # longer than any such pop-up seen
_GLUED = re.compile(r"[a-z][a-z][A-Z][a-z]+ ")  # "SmithHeadline begins": where a link began


def furniture(text: str) -> list[Span]:
    """Link lines, lists of headlines, pop-ups of linked headlines: in order, none overlapping."""
    found: list[Span] = []
    is_list = False
    blocks = paragraphs(text)
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):
        words = block.of(text)
        count = len(words.split())
        is_link = _LINK_LINE.match(words) is not None and count <= _PROMOTION_WORDS
        is_headline = _is_headline(words)
        next_is_headline = after is not None and _is_headline(after.of(text))
        if is_link or _READ_MORE_END.search(words) or words.count(" | ") > 1:
            found.append(block)
            is_list = count <= _LIST_HEAD_WORDS
        elif is_headline and (is_list or (next_is_headline and block.start > len(text) // 3)):
            found.append(block)
            is_list = True
        else:
            is_list = False
            found += _pop_ups(text, block)
    return found


def _is_headline(words: str) -> bool:
    return len(words.split()) <= _LINK_WORDS and not words.rstrip("\"”’')]").endswith((".", "!", "?", ":", "…"))


def _pop_ups(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for match in _INLINE_LINKS.finditer(text, block.start, block.end):
        floor = max(block.start, found[-1].end if found else 0, match.start() - _POP_UP_CHARS)
        glued = _GLUED.search(text, floor, match.start())
        found.append(Span(glued.start() if glued else floor, match.end()))
    return found

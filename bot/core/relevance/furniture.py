"""Stretches of a page's text that lead to other stories: nothing in them is what the article is about."""

import re
from dataclasses import dataclass

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
_TAIL_CHARS = 40  # "more" and what stands behind it: an arrow, quotes, a few stops
_INLINE_LINKS = re.compile(r"\bMORE\s?\(")  # a name's pop-up of linked headlines, pasted into the sentence
_POP_UP_CHARS = 1200  # longer than any such pop-up seen
_GLUED = re.compile(r"[a-z][a-z][A-Z][a-z]+ ")  # "SmithHeadline begins": where a link began


def furniture(text: str) -> list[Span]:
    """Link lines, lists of headlines, pop-ups of linked headlines: in order, none overlapping."""
    found: list[Span] = []
    is_list = False
    blocks = [_Block.of(text, span) for span in paragraphs(text)]
    has_pop_ups = "MORE" in text
    for number, block in enumerate(blocks):
        words, count = block.words, block.count
        is_link = count <= _PROMOTION_WORDS and _LINK_LINE.match(words) is not None
        next_is_headline = number + 1 < len(blocks) and blocks[number + 1].is_headline
        if is_link or _leads_on(words) or words.count(" | ") > 1:
            found.append(block.span)
            is_list = count <= _LIST_HEAD_WORDS
        elif block.is_headline and (is_list or (next_is_headline and block.span.start > len(text) // 3)):
            found.append(block.span)
            is_list = True
        else:
            is_list = False
            found += _pop_ups(text, block.span) if has_pop_ups else ()
    return found


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with what is asked of it more than once."""

    span: Span
    words: str
    count: int
    is_headline: bool

    @classmethod
    def of(cls, text: str, span: Span) -> "_Block":
        words = span.of(text)
        count = len(words.split())
        is_headline = count <= _LINK_WORDS and not words.rstrip("\"”’')]").endswith((".", "!", "?", ":", "…"))
        return cls(span, words, count, is_headline)


def _leads_on(words: str) -> bool:
    return "more" in words[-_TAIL_CHARS:].lower() and _READ_MORE_END.search(words) is not None


def _pop_ups(text: str, block: Span) -> list[Span]:
    found: list[Span] = []
    for match in _INLINE_LINKS.finditer(text, block.start, block.end):
        floor = max(block.start, found[-1].end if found else 0, match.start() - _POP_UP_CHARS)
        glued = _GLUED.search(text, floor, match.start())
        found.append(Span(glued.start() if glued else floor, match.end()))
    return found

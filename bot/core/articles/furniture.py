"""What stands around an article on its page, told by its wording alone."""

import re
from enum import StrEnum

from bot.core.articles import wordings


class Furniture(StrEnum):
    """Why a line is not the article."""

    BREAK = "break"  # an advertisement inside the article
    NAVIGATION = "navigation"
    PROMOTION = "promotion"
    RELATED = "related"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    CREDIT = "credit"
    LEGAL = "legal"
    COMMENTS = "comments"
    LIST_HEAD = "list head"
    THREAD = "thread"  # beside each comment
    BIOGRAPHY_HEAD = "biography head"


_LABEL_WORDS = 12  # a longer line is no label
_SPEAKING_WORDS = 4  # a shorter line says nothing inside but names and marks
_LONG_WORDS = 45  # a longer line is a paragraph, whatever it begins with
_TOLD_WORDS = 30
_LEGAL_WORDS = 120
_LONGEST_CHARS = 1500
_TERMS_WORDS = 7  # fewer make a link or a notice


def _any(listed: str) -> str:
    """The alternatives of a wording, one or more a line; an indented line goes on where the last one ended."""
    joined = re.sub(r"\n {2}", "", listed)
    return "|".join(line for line in joined.splitlines() if line)


def _whole(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(listed)})\W*$", re.IGNORECASE)


def _lead(listed: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_any(listed)})", re.IGNORECASE)


def _inside(listed: str) -> re.Pattern[str]:
    return re.compile(_any(listed), re.IGNORECASE)


_LABELS = (
    (Furniture.BREAK, _whole(wordings.BREAKS)),
    (Furniture.THREAD, _whole(wordings.THREADS)),
    (Furniture.NAVIGATION, _whole(wordings.NAVIGATION)),
    (Furniture.SHARE, _whole(wordings.SHARE)),
    (Furniture.COMMENTS, _whole(wordings.COMMENTS)),
    (Furniture.LIST_HEAD, _whole(wordings.LIST_HEADS)),
    (Furniture.BIOGRAPHY_HEAD, _whole(wordings.BIOGRAPHY_HEADS)),
)
_LEADS = (
    (Furniture.RELATED, _lead(wordings.RELATED)),
    (Furniture.CREDIT, _lead(wordings.CREDIT_LEADS)),
    (Furniture.LEGAL, _lead(wordings.LEGAL_LEADS)),
    (Furniture.PROMOTION, _lead(wordings.PROMOTION_LEADS)),
    (Furniture.NEWSLETTER, _lead(wordings.NEWSLETTER_LEADS)),
)
_INSIDES = (
    (Furniture.CREDIT, _inside(wordings.CREDITS)),
    (Furniture.LEGAL, _inside(wordings.LEGAL)),
    (Furniture.NEWSLETTER, _inside(wordings.NEWSLETTERS)),
    (Furniture.PROMOTION, _inside(wordings.PROMOTIONS)),
    (
        Furniture.RELATED,
        re.compile(r"(?:read more|continue reading|learn more|read article|view gallery)\W*$", re.IGNORECASE),
    ),
)
# "Ann Example speaks at a hearing in Lakeside on May 2, 2024." tells what a picture shows, in the present tense.
_CAPTION = re.compile(
    r"[^.!?\"“”]{10,120}\b(?:speaks?|walks?|stands?|looks? on|arrives?|attends?|gestures?|poses?|holds?|sits?|talks?|"
    r"listens?|watch(?:es)?|leaves?|waves?|addresses|testif(?:y|ies)|smiles?|prepares?|works?|march(?:es)?|protests?|"
    r"gather|delivers|(?:is|are) (?:seen|shown|pictured|displayed))\b[^\"“”.]{0,120}\W"
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}|"
    r"in this .{0,30}(?:photo|image|picture|frame))"
)
_PHOTOGRAPHER = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}\s?/\s?"
    r"(?:Getty|AP\b|AFP|Reuters|Icon|EPA|Bloomberg|Shutterstock|NurPhoto|Zuma|Corbis|Redux|SOPA|Staff|Handout|Pool|File)"
)
_SITE_TERMS = _inside(wordings.SITE_TERMS)
_SITE_SPEAKS = _inside(wordings.SITE_SPEAKS)
_SENTENCE = re.compile(r"[“\"'‘(]?[A-Z].*[a-z].*[.!?…][\"'”’)]*$", re.DOTALL)
_LEGAL_AT_LENGTH = _inside(wordings.LEGAL_AT_LENGTH)
_MARK = re.compile(r"[/©%@:]|photo|image|read more", re.IGNORECASE)
_SHOUTED_LINK = re.compile(r"(?:[A-Z]{2,}[A-Z’' &-]{0,24}):\s+[A-Z“\"‘'$\d][^.!?]*[^.!?:,]$")
_SHARE_WORDS = frozenset(wordings.SHARE_WORDS.split())
_REPORTS = re.compile(r"\b(?:said|says|told|according to|announced|sued|ruled|argued|reported|wrote|added|asked)\b")


def furniture(line: str) -> Furniture | None:
    """Why this line can't be the article, by what it says; None when its words don't tell."""
    if len(line) > _LONGEST_CHARS:
        return None
    bare = line.strip(" \t-–—•·|>»›«‹*#+")
    words = len(bare.split())
    if words <= _LABEL_WORDS:
        kind = next((kind for kind, pattern in _LABELS if pattern.match(bare)), None)
        kind = kind or (Furniture.SHARE if _is_share_bar(bare) else None)
        kind = kind or (Furniture.RELATED if words >= 3 and _SHOUTED_LINK.match(bare) else None)
        if kind:
            return kind
    if words <= _LONG_WORDS and (kind := _worded(line, words)):
        return kind
    is_legal = words <= _LEGAL_WORDS and _LEGAL_AT_LENGTH.search(line) and not _tells_of_terms(line, words)
    return Furniture.LEGAL if is_legal else None


def _worded(line: str, words: int) -> Furniture | None:
    for kind, pattern in _LEADS:
        if pattern.match(line) and not (words > _LABEL_WORDS and _REPORTS.search(line)):
            return kind
    if _PHOTOGRAPHER.match(line) or (_CAPTION.match(line) and not _REPORTS.search(line)):
        return Furniture.CREDIT
    if words >= _TOLD_WORDS and _REPORTS.search(line):
        return None  # somebody is reported to have said it: a sentence about furniture, not furniture
    if words < _SPEAKING_WORDS and not _MARK.search(line):
        return None
    if _SITE_TERMS.search(line) and not _tells_of_terms(line, words):
        return Furniture.LEGAL
    return next((kind for kind, pattern in _INSIDES if pattern.search(line)), None)


def _tells_of_terms(line: str, words: int) -> bool:
    """A sentence of news on somebody's terms: reported, or in whole words that neither address nor mean the site."""
    if words < _TERMS_WORDS or not _SENTENCE.match(line):
        return False
    return bool(_REPORTS.search(line)) or not _SITE_SPEAKS.search(line)


def _is_share_bar(bare: str) -> bool:
    """Counts and the names of networks, nothing else: "5347 connect 207 tweet 24 LinkedIn"."""
    tokens = [token for token in re.split(r"[\W_]+", bare.casefold()) if token]
    known = sum(token in _SHARE_WORDS or token[:1].isdigit() for token in tokens)
    return len(tokens) >= 2 and any(token in _SHARE_WORDS for token in tokens) and known >= 0.85 * len(tokens)

"""An article as read, and what it says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.model.units import Span, Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article itself, without the page's furniture."""

    title: str
    text: str  # paragraphs separated by one blank line; every offset in the house counts in it
    url: str | None = None  # canonical
    outlet: str | None = None
    agency: str | None = None  # "Reuters", carried by someone else
    byline: tuple[str, ...] = ()
    published: Timestamp | None = None  # never invented
    updated: Timestamp | None = None
    language: str | None = None  # ISO 639-1
    is_partial: bool = False  # only an excerpt could be had
    partial_reason: str | None = None  # for people: "paywall", "bot check", "HTTP 403"
    corrections: tuple[str, ...] = ()  # correction, clarification and editor's notes, taken out of the text
    block_quotes: tuple[Span, ...] = ()  # paragraphs that the page sets off as quotations; read with the page, not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of an article before its page is read: from the feed entry, or from who pasted it."""

    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: Timestamp | None = None
    updated: Timestamp | None = None
    excerpt: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words someone said, exactly as the article prints them.

    Each part is a slice of the article's text, marks excluded; an attribution may stand between two parts.
    """

    parts: tuple[Span, ...]
    text: str  # the parts, verbatim, joined with one space
    speaker: str | None = None  # full name resolved within the article; None when nobody is named
    role: str | None = None
    affiliation: str | None = None
    cue: str | None = None  # what ties words to speaker: "said", "according to"
    mention: str | None = None  # how the article calls them at this place: "she", "a spokesman"
    is_partial: bool = False  # a fragment inside reported speech
    confidence: float = 0.0  # 0..1: that words and speaker are right
    is_on_policy: bool = False


class Deed(StrEnum):
    """What a position does: the `action` of INTERFACES."""

    BAN = "ban"
    MORATORIUM = "moratorium"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXIT = "exit"
    RESTRICT = "restrict"
    PROPOSE = "propose"
    INTRODUCE = "introduce"
    PASS = "pass"
    VETO = "veto"
    SIGN = "sign"
    REPEAL = "repeal"
    SUE = "sue"
    RULE = "rule"
    SETTLE = "settle"
    FINE = "fine"
    INVESTIGATE = "investigate"
    DEPLOY = "deploy"
    PROCURE = "procure"
    SUPPORT = "support"
    OPPOSE = "oppose"
    CALL_FOR = "call_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who did or promised what, with the sentence that says so."""

    actor: str
    action: Deed
    span: Span  # the sentence
    object: str | None = None
    jurisdiction: str | None = None
    announced: date | None = None
    effective: date | None = None
    effective_text: str | None = None
    expires: date | None = None
    expires_text: str | None = None
    bills: tuple[str, ...] = ()
    confidence: float = 0.0

"""An article with all that was found in it, and its place in the archive."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.model.articles import Article, Position, Quote
from bot.core.model.topics import Match, Relevance
from bot.core.model.units import ArticleId, SourceId, Span, StoryId, Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything read from one article that needs no other article."""

    article: Article
    matches: tuple[Match, ...] = ()
    relevance: Relevance = field(default_factory=lambda: Relevance(score=0.0))
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()  # the main event first
    summary: tuple[Span, ...] = ()  # sentences of the text, in reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An article that no keyword matched: kept for a while, so that a new keyword can be tried on it."""

    article: Article
    source: SourceId | None
    seen_at: datetime
    number: int = 0  # given by the archive, in order of coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article of the archive as a keyword is tried on it, whether one matched it when it came or not."""

    article: Article
    at: datetime  # published, clamped to when it was first seen
    story: "StoryId | None"  # None: no keyword matched it, so it was never placed
    number: int  # its article id; that of a passed one where it has no story
    score: float | None = None  # its relevance as it was weighed; None: no keyword matched then
    source: SourceId | None = None
    matches: tuple[Match, ...] = ()  # what made it ours then


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An analysed article with its place in the archive."""

    id: ArticleId
    source: SourceId | None
    seen_at: datetime
    analysis: Analysis
    story: StoryId
    copy_of: ArticleId | None = None
    external_id: str | None = None  # the `id` given to backfill
    text_hash: str | None = None  # of the full text, where only its excerpt is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article of a story as the alert's "also in …" needs it."""

    article: ArticleId
    outlet: str
    url: str | None
    published: Timestamp | None
    is_copy: bool = False

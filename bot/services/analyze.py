"""Articles that don't come from a poll: previewed, one at a time."""

from dataclasses import replace
from typing import Any

from bot.core.alerts import analyse
from bot.core.errors import FetchFailed
from bot.core.language.tongues import is_read
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Filed,
    Hints,
    NotModified,
    Page,
    Position,
    Quote,
    Rule,
    StoryId,
    Topic,
)
from bot.core.rules import RuleBook
from bot.ports import Clock, Fetcher, Parser


class Analyze:
    """Reads single articles the way the watch does, without an archive."""

    def __init__(self, *, parser: Parser, fetcher: Fetcher, clock: Clock, topic: Topic, book: RuleBook) -> None:
        self._parser = parser
        self._fetcher = fetcher
        self._clock = clock
        self.topic = topic
        self._book = book

    async def from_url(self, url: str, hints: Hints) -> Analysis:
        """Raises `UrlRefused`, `FetchFailed` or `PageUnreadable`."""
        answer = await self._fetcher.fetch(url)
        if isinstance(answer, NotModified):
            raise FetchFailed(url, "answered 304 to a first request")
        return await self._read(await self._parser.article(answer, replace(hints, url=hints.url or answer.final_url)))

    async def from_html(self, body: bytes, hints: Hints) -> Analysis:
        """A page saved to a file. Raises `PageUnreadable`."""
        url = hints.url or ""
        page = Page(url=url, final_url=url, status=200, content_type="text/html", body=body)
        return await self._read(await self._parser.article(page, hints))

    async def from_text(self, text: str, hints: Hints, *, is_clean: bool = False) -> Analysis:
        """Text as pasted from a browser; `is_clean` text is the article and stays as it is."""
        return await self._read(await self._parser.pasted(text, hints, is_clean=is_clean))

    def card(self, analysis: Analysis) -> AlertCard:
        """The alert this article alone would give."""
        now = self._clock.now()
        rules: tuple[Rule, ...] = tuple(
            rule for rule in self.topic.rules if any(match.rule == rule.id for match in analysis.matches)
        )
        filed = Filed(id=ArticleId(0), source=None, seen_at=now, analysis=analysis, story=StoryId(0))
        alert = Alert(
            id=AlertId(0),
            kind=AlertKind.ALERT,
            story=StoryId(0),
            topic=self.topic.id,
            article=ArticleId(0),
            decided_at=now,
        )
        return AlertCard(alert=alert, filed=filed, source_name=None, rules=rules, others=())

    async def _read(self, article: Article) -> Analysis:
        reading = await self._parser.read(article, self.topic)
        return analyse(article, book=self._book, topic=self.topic, reading=reading)


def as_json(
    analysis: Analysis, *, id: str | None, story: str | None = None, copy_of: str | None = None
) -> dict[str, Any]:
    """One line of `analyze` and `preview --format json`, in the form the reference documents."""
    article = analysis.article
    return {
        "id": id,
        "url": article.url,
        "outlet": article.outlet,
        "agency": article.agency,
        "title": article.title or None,
        "byline": list(article.byline),
        "published": article.published.iso() if article.published else None,
        "updated": article.updated.iso() if article.updated else None,
        "language": article.language,
        "partial": article.is_partial,
        "text": article.text,
        "relevance": round(analysis.relevance.score, 4),
        "reasons": list(analysis.relevance.reasons),
        "matches": [
            {"rule": match.rule, "field": match.field, "start": match.span.start, "end": match.span.end}
            for match in analysis.matches
        ],
        "story": story,
        "copy_of": copy_of,
        "summary": [{"text": span.of(article.text), "start": span.start, "end": span.end} for span in analysis.summary],
        "quotes_read": is_read(article.language),
        "quotes": [quote_as_json(quote) for quote in analysis.quotes],
        "positions": [position_as_json(position) for position in analysis.positions],
        "corrections": [{"text": correction} for correction in article.corrections],
    }


def quote_as_json(quote: Quote) -> dict[str, Any]:
    """A quote as the reference documents it."""
    return {
        "text": quote.text,
        "parts": [{"start": part.start, "end": part.end} for part in quote.parts],
        "speaker": quote.speaker,
        "role": quote.role,
        "affiliation": quote.affiliation,
        "cue": quote.cue,
        "mention": quote.mention,
        "partial": quote.is_partial,
        "confidence": round(quote.confidence, 3),
        "on_policy": quote.is_on_policy,
    }


def position_as_json(position: Position) -> dict[str, Any]:
    """A position as the reference documents it."""
    return {
        "actor": position.actor,
        "action": position.action.value,
        "object": position.object,
        "jurisdiction": position.jurisdiction,
        "announced": position.announced.isoformat() if position.announced else None,
        "effective": position.effective.isoformat() if position.effective else None,
        "effective_text": position.effective_text,
        "expires": position.expires.isoformat() if position.expires else None,
        "expires_text": position.expires_text,
        "bills": list(position.bills),
        "start": position.span.start,
        "end": position.span.end,
        "confidence": round(position.confidence, 3),
    }

"""The team's data, theirs to keep: everything the archive knows, as rows for JSON lines or a spreadsheet."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

from bot.core.changes import facts_of
from bot.core.model import Analysis, Article, ArticleId, Change, Deed, Filed, Position, Quote, Span, State, StoryId
from bot.ports import Archive
from bot.services.analyze import position_as_json, quote_as_json

What = Literal["articles", "quotes", "positions", "stories", "changes"]
Row = dict[str, Any]
CHANGES = 1_000_000  # more than a team makes
PIECE = 200  # articles in memory at a time


async def export(archive: Archive, what: What, *, since: date | None = None) -> AsyncIterator[Row]:
    """Rows in order of time, oldest first; every row of a kind has the same keys. `since` counts by publication, of
    changes by when they were made."""
    if what == "changes":
        for change in reversed(await archive.changes(limit=CHANGES)):
            if since is None or change.at.date() >= since:
                yield _change(change)
        return
    rows: Callable[[Filed], Iterator[Row]] = _ROWS[what]
    last = ArticleId(0)
    while piece := await archive.walk(last, limit=PIECE):
        for filed in piece:
            if since is None or _day(filed) >= since:
                for row in rows(filed):
                    yield row
        last = piece[-1].id


def columns(what: What) -> tuple[str, ...]:
    """The keys of a row of this kind, in order: those of a row made up for the purpose."""
    if what == "changes":
        return tuple(_change(Change(at=datetime(2026, 1, 1, tzinfo=UTC), who="", name="", what="", subject="")))
    span = Span(0, 1)
    analysis = Analysis(
        article=Article(title="", text="-"),
        quotes=(Quote(parts=(span,), text="-"),),
        positions=(Position(actor="", action=Deed.BAN, span=span),),
    )
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made_up = Filed(id=ArticleId(0), source=None, seen_at=day, analysis=analysis, story=StoryId(0))
    return tuple(next(_ROWS[what](made_up)))


def _articles(filed: Filed) -> Iterator[Row]:
    article = filed.analysis.article
    yield _source(filed) | {
        "byline": "; ".join(article.byline),
        "agency": article.agency,
        "language": article.language,
        "partial": article.is_partial,
        "relevance": round(filed.analysis.relevance.score, 4),
        "copy_of": None if filed.copy_of is None else str(filed.copy_of),
        "corrections": " ".join(article.corrections),
        "text": article.text,
    }


def _quotes(filed: Filed) -> Iterator[Row]:
    for quote in filed.analysis.quotes:
        row = quote_as_json(quote)
        del row["parts"]  # offsets into a text that is not in this row
        yield row | _source(filed)


def _positions(filed: Filed) -> Iterator[Row]:
    text = filed.analysis.article.text
    for position in filed.analysis.positions:
        row = position_as_json(position)
        del row["start"], row["end"]
        yield row | {"bills": "; ".join(position.bills), "sentence": position.span.of(text)} | _source(filed)


def _stories(filed: Filed) -> Iterator[Row]:
    """One row an article, the story's own first: a spreadsheet groups them by `story`."""
    yield _source(filed) | {"opens": int(filed.story) == int(filed.id), "copy": filed.copy_of is not None}


def _change(change: Change) -> Row:
    """Before and after are JSON within the row, so that a spreadsheet holds them too."""
    revision = change.revision
    return {
        "number": change.number,
        "at": change.at.isoformat(),
        "who": change.who,
        "name": change.name,
        "what": change.what,
        "subject": change.subject,
        "why": change.why,
        "kind": revision.kind if revision else None,
        "key": revision.key if revision else None,
        "before": _json(revision.before) if revision else None,
        "after": _json(revision.after) if revision else None,
        "undoes": change.undoes,
    }


def _json(state: State | None) -> str | None:
    return None if state is None else json.dumps(facts_of(state), ensure_ascii=False)


_ROWS: Mapping[What, Callable[[Filed], Iterator[Row]]] = {
    "articles": _articles,
    "quotes": _quotes,
    "positions": _positions,
    "stories": _stories,
}


def _source(filed: Filed) -> Row:
    article = filed.analysis.article
    return {
        "id": filed.external_id or str(filed.id),
        "story": str(filed.story),
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published.iso() if article.published else None,
        "url": article.url,
    }


def _day(filed: Filed) -> date:
    published = filed.analysis.article.published
    return (published.value if published else filed.seen_at).date()

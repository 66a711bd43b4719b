"""Look-ups: candidates from the indexes, read into values. What is best among them is for `core/search` to say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Table, func, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.record import batches
from bot.adapters.store.search_sqlite import Index, all_of, any_of, newest
from bot.core.model import ArticleId, Hit, Question, Said, Stand, StoryId
from bot.core.search import Unit, wanted, weigh

LEAD_CHARS = 1500  # news says first what it is about; reading all of 500 articles would take longer than ranking them
_LAST_ID = 1 << 48

_articles = schema.articles
_about = table("about_words", *(literal_column(name) for name in ("id", "names", "positions")))


async def hits(connection: AsyncConnection, question: Question, limit: int) -> tuple[Hit, ...]:
    """At most `limit` articles: half for the newest that mention it, half for the newest about it."""
    units, (low, high) = wanted(question), _ids_between(question.since, question.until)
    if not units:
        statement = select(_articles.c.id).where(_articles.c.id >= low, _articles.c.id < high)
        statement = statement.order_by(_articles.c.id.desc()).limit(limit)
        return await _hits(connection, question, (await connection.execute(statement)).scalars().all())
    found: dict[int, None] = {}
    for index, match in _retrievals(units):
        room = min(limit - len(found), max(limit // 2, 1))
        if room > 0:
            found.update(dict.fromkeys(await newest(connection, index, match, low=low, high=high, limit=room)))
    return await _hits(connection, question, list(found))


async def quotes(connection: AsyncConnection, question: Question, limit: int) -> tuple[Said, ...]:
    """First what the wanted speakers said, then what was said about it; each newest first."""
    found = await _statements(connection, schema.quotes, "quotes_fts", question, limit)
    return tuple(map(rows.said_of, found))


async def positions(connection: AsyncConnection, question: Question, limit: int) -> tuple[Stand, ...]:
    """First what the wanted actors did, then what was done about it; each newest first."""
    found = await _statements(connection, schema.positions, "positions_fts", question, limit)
    return tuple(map(rows.stand_of, found))


def first_id(moment: datetime) -> int:
    """The lowest id an article of this moment can have."""
    return max(int(moment.timestamp()), 0) << 16


def day_of(article: int) -> date:
    """The day an article's id stands for."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=article >> 16)).date()


def _retrievals(units: Sequence[Unit]) -> list[tuple[Index, str]]:
    """From what is surely meant to what may be: all of it, then articles about a part of it."""
    every: list[tuple[Index, str]] = [("about_fts", all_of(units)), ("articles_fts", all_of(units))]
    return every if len(units) == 1 else [*every, ("about_fts", any_of(units)), ("articles_fts", any_of(units))]


def _ids_between(since: date | None, until: date | None) -> tuple[int, int]:
    low = 0 if since is None else first_id(datetime.combine(since, time(), tzinfo=UTC))
    high = _LAST_ID if until is None else first_id(datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=1))
    return low, high


async def _hits(connection: AsyncConnection, question: Question, ids: Sequence[int]) -> tuple[Hit, ...]:
    columns = [_articles.c[name] for name in ("id", "external_id", "story", "title", "url", "outlet", "published")]
    lead = func.substr(_articles.c.text, 1, LEAD_CHARS).label("lead")
    found: dict[int, Hit] = {}
    for batch in batches(ids):
        statement = select(*columns, lead, _about.c.names, _about.c.positions).where(_articles.c.id.in_(batch))
        joined = statement.join_from(_articles, _about, _about.c.id == _articles.c.id)
        found.update({row.id: _hit(row, question) for row in (await connection.execute(joined)).all()})
    return tuple(found[id] for id in ids if id in found)


def _hit(row: rows.Row, question: Question) -> Hit:
    score, why = weigh(question, title=row.title, names=row.names, positions=row.positions, text=row.lead)
    return Hit(
        article=ArticleId(row.id),
        id=row.external_id or str(row.id),
        story=StoryId(row.story),
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        published=rows.timestamp_of(row),
        why=why,
        score=score,
    )


async def _statements(
    connection: AsyncConnection, kind: Table, index: Index, question: Question, limit: int
) -> list[rows.Row]:
    ids = await _statement_ids(connection, kind, index, question, limit)
    place = [_articles.c[name] for name in ("title", "url", "outlet", "published")]
    statement = select(kind, *place).join_from(kind, _articles, _articles.c.id == kind.c.article)
    found = {row.id: row for row in (await connection.execute(statement.where(kind.c.id.in_(ids)))).all()}
    return [found[id] for id in ids]


async def _statement_ids(
    connection: AsyncConnection, kind: Table, index: Index, question: Question, limit: int
) -> Sequence[int]:
    units, range_ = wanted(question), _ids_between(question.since, question.until)
    low, high = (id * rows.PARTS_PER_ARTICLE for id in range_)
    if not units:
        statement = select(kind.c.id).where(kind.c.id >= low, kind.c.id < high).order_by(kind.c.id.desc())
        return (await connection.execute(statement.limit(limit))).scalars().all()
    whose = units[: len(question.names)] or units
    rest = units[len(whose) :]
    by = all_of(whose, columns="who") + (f" AND {all_of(rest)}" if rest else "")
    found: dict[int, None] = {}
    for match in (by, all_of(units)):
        if len(found) < limit:
            found.update(dict.fromkeys(await newest(connection, index, match, low=low, high=high, limit=limit)))
    return list(found)[:limit]

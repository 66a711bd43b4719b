"""Look-ups: candidates from the indexes, read into values. What is best among them is for `core/search` to say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import String, Table, cast, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.record import batches
from bot.adapters.store.search_sqlite import Index, all_of, any_of, newest, whole_words
from bot.core.model import ArticleId, Hit, Question, Said, Stand, StoryId
from bot.core.search import Unit, wanted, weigh

ENOUGH = 20  # articles with all that was asked for: nobody reads on to those with a part of it
_LAST_ID = 1 << 48

_articles = schema.articles
_OF_A_HIT = ("id", "external_id", "story", "title", "url", "outlet", "published", "relevance", "names", "deeds", "lead")


async def hits(connection: AsyncConnection, question: Question, limit: int) -> tuple[Hit, ...]:
    """At most `limit` articles: half for the newest about it, the rest for the newest that mention it."""
    units, (low, high) = wanted(question), _ids_between(question.since, question.until)
    if not units:
        statement = select(_articles.c.id).where(_articles.c.id >= low, _articles.c.id < high)
        statement = statement.order_by(_articles.c.id.desc()).limit(limit)
        newest_ids = (await connection.execute(statement)).scalars().all()
        return await _hits(connection, question, dict.fromkeys(newest_ids, 0))
    found: dict[int, int] = {}
    for held, index, match in _retrievals(units, len(question.names)):
        room = min(limit - len(found), max(limit // 2, 1))
        if room > 0 and (held == len(units) or len(found) < ENOUGH):
            for id in await newest(connection, index, match, low=low, high=high, limit=room):
                found.setdefault(id, held)
    return await _hits(connection, question, found)


async def quotes(connection: AsyncConnection, question: Question, limit: int) -> tuple[Said, ...]:
    """First what the wanted speakers said of it, then what else was said of it, then what else they said."""
    found = await _statements(connection, schema.quotes, "quotes_fts", question, limit)
    return tuple(map(rows.said_of, found))


async def positions(connection: AsyncConnection, question: Question, limit: int) -> tuple[Stand, ...]:
    """First what the wanted actors did about it, then what else was done, then what else they did."""
    found = await _statements(connection, schema.positions, "positions_fts", question, limit)
    return tuple(map(rows.stand_of, found))


def first_id(moment: datetime) -> int:
    """The lowest id an article of this moment can have."""
    return max(int(moment.timestamp()), 0) << 16


def day_of(article: int) -> date:
    """The day an article's id stands for."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=article >> 16)).date()


def _retrievals(units: Sequence[Unit], named: int) -> list[tuple[int, Index, str]]:
    """From what is surely meant to what may be: articles with all units, with all names, with any unit.

    Each with the number of leading units that its articles surely hold.
    """
    tiers = [(len(units), all_of, units)]
    if 0 < named < len(units):
        tiers.append((named, all_of, units[:named]))
    if len(units) > 1:
        tiers.append((0, any_of, units))
    return [
        retrieval
        for held, expression, some in tiers
        for retrieval in (
            (held, "about_fts", expression(some)),
            (held, "articles_fts", expression(whole_words(some))),
        )
    ]


def _ids_between(since: date | None, until: date | None) -> tuple[int, int]:
    low = 0 if since is None else first_id(datetime.combine(since, time(), tzinfo=UTC))
    high = _LAST_ID if until is None else first_id(datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=1))
    return low, high


async def _hits(connection: AsyncConnection, question: Question, ids: dict[int, int]) -> tuple[Hit, ...]:
    statement = select(*(_articles.c[name] for name in _OF_A_HIT))
    units, named = wanted(question), len(question.names)
    found: list[rows.Row] = []
    sizes: dict[int, int] = {}
    for batch in batches(list(ids)):
        found += (await connection.execute(statement.where(_articles.c.id.in_(batch)))).all()
    for stories in batches(list({row.story for row in found})):
        apart = func.coalesce(_articles.c.url, cast(_articles.c.id, String))  # versions of one article are one
        counted = select(_articles.c.story, func.count(distinct(apart)).label("size"))
        counted = counted.where(_articles.c.story.in_(stories))
        sizes |= {row.story: row.size for row in (await connection.execute(counted.group_by("story"))).all()}
    hits = {}
    for row in found:
        score, why = weigh(
            units,
            title=row.title,
            names=row.names,
            positions=row.deeds,
            lead=row.lead,
            relevance=row.relevance,
            held=ids[row.id],
            named=named,
        )
        hits[row.id] = _hit(row, score=score, why=why, also_in=sizes[row.story] - 1)
    return tuple(hits[id] for id in ids)


def _hit(row: rows.Row, *, score: float, why: str, also_in: int) -> Hit:
    return Hit(
        article=ArticleId(row.id),
        id=row.external_id or str(row.id),
        story=StoryId(row.story),
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        published=rows.timestamp_of(row),
        also_in=also_in,
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
    units, range_ = whole_words(wanted(question)), _ids_between(question.since, question.until)
    low, high = (id * rows.PARTS_PER_ARTICLE for id in range_)
    if not units:
        statement = select(kind.c.id).where(kind.c.id >= low, kind.c.id < high).order_by(kind.c.id.desc())
        return (await connection.execute(statement.limit(limit))).scalars().all()
    whose = units[: len(question.names)] or units
    rest = units[len(whose) :]
    by = all_of(whose, columns="who")
    matches = (f"{by} AND {all_of(rest)}", all_of(units), by) if rest else (by, all_of(units))
    found: dict[int, None] = {}
    for match in matches:
        if len(found) < limit:
            found.update(dict.fromkeys(await newest(connection, index, match, low=low, high=high, limit=limit)))
    return list(found)[:limit]

"""What is kept no longer: full texts become excerpts, articles that no keyword matched go, and nothing of them stays.

Three places would keep what was deleted. Free pages: the writer's connection has `secure_delete` on, so that they are
overwritten. The full-text indexes, which mark words as deleted and keep them until their segments are merged: `merge`
does that in steps. The write-ahead log: `Database.fold_log` empties it.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import schema, search_sqlite
from bot.adapters.store.record import upserting

MERGED_PAGES = 200  # of an index in one step: a few hundredths of a second in which nobody else writes

_articles, _texts, _passed, _chores = schema.articles, schema.texts, schema.passed, schema.chores


async def due_texts(connection: AsyncConnection, before: datetime, limit: int, team: str) -> list[int]:
    """Articles first seen before then whose full text is kept, the oldest first."""
    rereads = schema.rereads
    is_reread = select(rereads.c.article).where(rereads.c.due.is_not(None))
    is_due = _articles.c.text_hash.is_(None), _articles.c.seen_at < before, _articles.c.id.not_in(is_reread)
    statement = select(_articles.c.id).where(_articles.c.team == team, *is_due)
    return list((await connection.execute(statement.order_by(_articles.c.seen_at).limit(limit))).scalars())


async def drop_passed(connection: AsyncConnection, before: datetime, limit: int, team: str) -> int:
    oldest = select(_passed.c.id).where(_passed.c.team == team, _passed.c.seen_at < before)
    oldest = oldest.order_by(_passed.c.seen_at).limit(limit)
    return (await connection.execute(delete(_passed).where(_passed.c.id.in_(oldest)))).rowcount


async def merge(connection: AsyncConnection) -> bool:
    """One step of merging the indexes' segments, whereby words marked as deleted go; False: nothing is left to do."""
    return any([await search_sqlite.merge(connection, index, MERGED_PAGES) for index in search_sqlite.TEXT])


async def did(connection: AsyncConnection, chore: str, at: datetime) -> None:
    statement = upserting(connection, _chores).values(name=chore, done_at=at)
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"done_at": at}))


async def last_done(connection: AsyncConnection, chore: str) -> datetime | None:
    found = await connection.execute(select(_chores.c.done_at).where(_chores.c.name == chore))
    return found.scalar_one_or_none()

"""Which articles people put into which story, and the messages that must lead from one story to another."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import people, rows, schema
from bot.core.model import Alert, AlertKind, ArticleId, Filed, Move, Regrouping, RegroupKind, StoryId, Told

_table = schema.regroupings
_articles = schema.articles


async def save(connection: AsyncConnection, regrouping: Regrouping, team: str) -> int | None:
    """Move the articles and write down who did; its number. None, and nothing written, when one stands elsewhere."""
    if not await _all_stand(connection, regrouping.moves):
        return None
    for move in regrouping.moves:
        moved = update(_articles).where(_articles.c.id == move.article)
        await connection.execute(moved.values(story=move.story, copy_of=move.copy_of))
    if regrouping.kind is RegroupKind.MERGE:
        for follower in await people.followers(connection, regrouping.was):
            await people.follow(connection, regrouping.story, follower)
    written = await connection.execute(insert(_table).values(_values(regrouping, team)).returning(_table.c.number))
    return int(written.scalar_one())


async def latest(connection: AsyncConnection, team: str, limit: int) -> tuple[Regrouping, ...]:
    newest = select(_table).where(_table.c.team == team).order_by(_table.c.number.desc()).limit(limit)
    return tuple(map(_regrouping, (await connection.execute(newest)).all()))


async def joined(connection: AsyncConnection, alert: Alert, filed: Filed) -> Told | None:
    """By what the story is told that the alert's article was moved to."""
    if filed.story == alert.story:
        return None
    alerts = schema.alerts
    other = select(alerts.c.article).where(
        alerts.c.story == filed.story, alerts.c.topic == alert.topic, alerts.c.kind == AlertKind.ALERT.value
    )
    return await told(connection, (await connection.execute(other)).scalar_one_or_none())


async def told(connection: AsyncConnection, article: int | None) -> Told | None:
    """The article as a message leads to it."""
    if article is None:
        return None
    columns = (_articles.c.title, _articles.c.url, _articles.c.outlet, _articles.c.published)
    row = (await connection.execute(select(*columns).where(_articles.c.id == article))).one_or_none()
    return None if row is None else rows.told_of(row)


async def _all_stand(connection: AsyncConnection, moves: Sequence[Move]) -> bool:
    for move in moves:
        where = select(_articles.c.story).where(_articles.c.id == move.article)
        if (await connection.execute(where)).scalar_one_or_none() != move.was:
            return False
    return True


def _values(regrouping: Regrouping, team: str) -> rows.Values:
    return {
        "team": team,
        "at": regrouping.at,
        "who": rows.storable_text(regrouping.who),
        "name": rows.storable_text(regrouping.name),
        "kind": regrouping.kind.value,
        "moves": [{name: getattr(move, name) for name in Move.__slots__} for move in regrouping.moves],
        "undoes": regrouping.undoes,
    }


def _regrouping(row: rows.Row) -> Regrouping:
    return Regrouping(
        number=row.number,
        kind=RegroupKind(row.kind),
        moves=tuple(_moves(row.moves)),
        at=row.at,
        who=row.who,
        name=row.name,
        undoes=row.undoes,
    )


def _moves(kept: Iterable[dict[str, Any]]) -> Iterable[Move]:
    for each in kept:
        yield Move(
            article=ArticleId(each["article"]),
            was=StoryId(each["was"]),
            story=StoryId(each["story"]),
            was_copy_of=_id(each["was_copy_of"]),
            copy_of=_id(each["copy_of"]),
        )


def _id(value: int | None) -> ArticleId | None:
    return None if value is None else ArticleId(value)

"""Articles that were told and are read again: when, under which validators, and what their outlets changed so far."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.core.model import ArticleId, Edit, EditKind
from bot.core.rereads import Reread

_table = schema.rereads


async def save(connection: AsyncConnection, rereads: Iterable[Reread]) -> None:
    """Keep their state; what was told of the version before is told of the one now named."""
    for reread in rereads:
        values = rows.storable(_values(reread))
        known = await connection.execute(select(_table.c.article).where(_table.c.first == reread.first))
        before = known.scalar_one_or_none()
        if before is None:
            await connection.execute(_table.insert().values(values))
            continue
        await connection.execute(update(_table).where(_table.c.first == reread.first).values(values))
        if before != reread.article:
            alerts = schema.alerts
            await connection.execute(update(alerts).where(alerts.c.article == before).values(article=reread.article))


async def due(connection: AsyncConnection, now: datetime, limit: int) -> tuple[Reread, ...]:
    statement = select(_table).where(_table.c.due <= now).order_by(_table.c.due, _table.c.first).limit(limit)
    return tuple(map(_reread, (await connection.execute(statement)).all()))


async def edits_of(connection: AsyncConnection, article: ArticleId) -> tuple[Edit, ...]:
    """What its outlet changed up to this version, oldest first."""
    found = await connection.execute(select(_table.c.edits).where(_table.c.article == article))
    return _edits(found.scalar_one_or_none() or [])


def _values(reread: Reread) -> rows.Values:
    values = {name: getattr(reread, name) for name in Reread.__slots__}
    return values | {"edits": [_edit_values(edit) for edit in reread.edits]}


def _edit_values(edit: Edit) -> rows.Values:
    noticed_at = edit.noticed_at.isoformat() if edit.noticed_at else None
    words = {name: rows.storable_text(getattr(edit, name)) for name in ("was", "now", "speaker")}
    return {"kind": edit.kind.value, "noticed_at": noticed_at} | words


def _reread(row: rows.Row) -> Reread:
    values = {name: getattr(row, name) for name in Reread.__slots__}
    ids = {"first": ArticleId(row.first), "article": ArticleId(row.article)}
    return Reread(**values | ids | {"edits": _edits(row.edits)})


def _edits(kept: Iterable[dict[str, Any]]) -> tuple[Edit, ...]:
    return tuple(
        Edit(
            kind=EditKind(each["kind"]),
            was=each["was"],
            now=each["now"],
            speaker=each["speaker"],
            noticed_at=datetime.fromisoformat(each["noticed_at"]) if each["noticed_at"] else None,
        )
        for each in kept
    )

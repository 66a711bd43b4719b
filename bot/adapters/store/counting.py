"""How much was read in a time, and what came of it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import schema
from bot.core.model import AlertKind


async def counts(connection: AsyncConnection, since: datetime, team: str) -> tuple[int, int, int]:
    """Articles of sources first seen since then, those of them that matched, and alerts decided since."""
    articles, passed, alerts = schema.articles, schema.passed, schema.alerts
    is_read = articles.c.team == team, articles.c.seen_at >= since, articles.c.source.is_not(None)
    is_passed = passed.c.team == team, passed.c.seen_at >= since, passed.c.source.is_not(None)
    is_told = alerts.c.kind == AlertKind.ALERT.value, alerts.c.decided_at >= since
    matched, unmatched, told = [
        (await connection.execute(select(func.count()).select_from(table).where(*conditions))).scalar_one()
        for table, conditions in ((articles, is_read), (passed, is_passed), (alerts, is_told))
    ]
    return matched + unmatched, matched, told

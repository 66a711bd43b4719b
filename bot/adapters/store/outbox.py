"""The outbox on SQL: deliveries, and who is at work on them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.database import Database, whole
from bot.adapters.store.record import batches
from bot.core import outbox
from bot.core.model import AlertKind, Delivery, DeliveryId, DeliveryState, Mute, SourceId, StoryId

_table = schema.deliveries
_is_open = _table.c.state.not_in((*schema.ENDED, *schema.ASIDE))
_is_held = _table.c.state == DeliveryState.HELD.value


class SqlOutbox:
    """`bot.ports.Outbox` on the database of the archive: what is owed was recorded together with its article."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @whole
    async def claim(self, now: datetime, *, lease_until: datetime, limit: int) -> tuple[Delivery, ...]:
        async with self._database.read() as connection:
            if not await _due(connection, now):
                return ()  # the common case, without the write lock
        async with self._database.write() as connection:
            due = (await _due(connection, now))[:limit]
            claimed = [outbox.claimed(outbox.lapsed(delivery, now), lease_until) for delivery in due]
            for before, after in zip(due, claimed, strict=True):
                await _move(connection, after, before)
            return tuple(claimed)

    @whole
    async def update(self, delivery: Delivery, *, was: Delivery) -> bool:
        async with self._database.write() as connection:
            is_moved = await _move(connection, delivery, was)
            if is_moved and delivery.kind is AlertKind.DIGEST and delivery.state.value in schema.ENDED:
                for member in await _deliveries(connection, _table.c.digest == delivery.id):
                    if member.state is DeliveryState.JOINED:
                        await _move(connection, outbox.told_by(member, delivery), member)
            return is_moved

    @whole
    async def sent_message(self, story: StoryId, channel: str) -> str | None:
        statement = select(_table.c.sent_as).where(
            _table.c.story == story,
            _table.c.channel == channel,
            _table.c.kind == AlertKind.ALERT.value,
            _table.c.state == DeliveryState.SENT.value,
        )
        async with self._database.read() as connection:
            return (await connection.execute(statement.order_by(_table.c.id))).scalars().first()

    @whole
    async def of_story(self, story: StoryId) -> tuple[Delivery, ...]:
        async with self._database.read() as connection:
            return tuple(await _deliveries(connection, _table.c.story == story))

    @whole
    async def delivery(self, id: DeliveryId) -> Delivery | None:
        async with self._database.read() as connection:
            return next(iter(await _deliveries(connection, _table.c.id == id)), None)

    @whole
    async def members(self, digest: DeliveryId) -> tuple[Delivery, ...]:
        async with self._database.read() as connection:
            return tuple(await _deliveries(connection, _table.c.digest == digest))

    @whole
    async def held(self, channel: str | None = None) -> tuple[Delivery, ...]:
        is_there = _is_held if channel is None else _is_held & (_table.c.channel == channel)
        async with self._database.read() as connection:
            return tuple(await _deliveries(connection, is_there))

    @whole
    async def held_due(self, now: datetime) -> tuple[str, ...]:
        statement = select(_table.c.channel).where(_is_held, _has_waited(now)).distinct()
        async with self._database.read() as connection:
            return tuple(sorted((await connection.execute(statement)).scalars()))

    @whole
    async def gather(self, channel: str, now: datetime, *, digest: DeliveryId) -> Delivery | None:
        async with self._database.write() as connection:
            held = await _deliveries(connection, _is_held & (_table.c.channel == channel) & _has_waited(now))
            told = outbox.to_gather(held)
            for delivery in held:
                if delivery not in told:
                    await _move(connection, outbox.reopened(delivery, now), delivery)
            if not told:
                return None
            owed = outbox.digest_of(told, digest, now)
            await connection.execute(insert(_table).values(rows.delivery_values(owed)))
            for delivery in told:
                await _move(connection, outbox.joined(delivery, digest), delivery)
            return owed

    @whole
    async def postpone(self, untils: Mapping[DeliveryId, datetime]) -> None:
        async with self._database.write() as connection:
            for batch in batches(sorted(untils)):
                for delivery in await _deliveries(connection, _is_held & _table.c.id.in_(batch)):
                    await _move(connection, outbox.postponed(delivery, untils[delivery.id]), delivery)

    @whole
    async def posted(self, channel: str, since: datetime) -> tuple[SourceId | None, ...]:
        alerts, articles = schema.alerts, schema.articles
        statement = (
            select(articles.c.source)
            .join_from(_table, alerts, alerts.c.id == _table.c.alert)
            .join(articles, articles.c.id == alerts.c.article)
            .where(
                _table.c.channel == channel,
                _table.c.sent_at >= since,
                _table.c.kind == AlertKind.ALERT.value,
                _table.c.digest.is_(None),
            )
        )
        async with self._database.read() as connection:
            return tuple((await connection.execute(statement)).scalars())

    @whole
    async def next_due(self) -> datetime | None:
        async with self._database.read() as connection:
            return min((delivery.lease_until or delivery.due for delivery in await _heads(connection)), default=None)


async def bury_muted(connection: AsyncConnection, mute: Mute) -> None:
    """End what waits to be told where its story is told no more."""
    for delivery in await _deliveries(connection, _table.c.story == mute.story):
        if outbox.is_muted(delivery, mute):
            await _move(connection, outbox.buried(delivery, outbox.MUTED), delivery)


async def _deliveries(connection: AsyncConnection, condition: ColumnElement[bool]) -> list[Delivery]:
    found = await connection.execute(select(_table).where(condition).order_by(_table.c.id))
    return list(map(rows.delivery_of, found.all()))


async def _heads(connection: AsyncConnection) -> list[Delivery]:
    """The first open delivery of each channel: those behind it wait, whatever it waits for itself."""
    first = select(func.min(_table.c.id)).where(_is_open).group_by(_table.c.channel)
    found = await connection.execute(select(_table).where(_table.c.id.in_(first)))
    return list(map(rows.delivery_of, found.all()))


async def _due(connection: AsyncConnection, now: datetime) -> list[Delivery]:
    due = [delivery for delivery in await _heads(connection) if outbox.is_due(delivery, now)]
    return sorted(due, key=lambda delivery: (delivery.due, delivery.id))


async def _move(connection: AsyncConnection, delivery: Delivery, was: Delivery) -> bool:
    """Compare and set: what identifies a state is all that a step can change."""
    is_as_it_was = (
        (_table.c.id == was.id)
        & (_table.c.state == was.state.value)
        & (_table.c.due == was.due)
        & (_table.c.attempts == was.attempts)
        & _table.c.lease_until.is_not_distinct_from(was.lease_until)
    )
    changed = await connection.execute(update(_table).where(is_as_it_was).values(rows.delivery_values(delivery)))
    return changed.rowcount == 1


def _has_waited(now: datetime) -> ColumnElement[bool]:
    """`outbox.is_held_long_enough`, for the database."""
    return (_table.c.due <= now) | (_table.c.due > now + outbox.LONGEST_HOLD)

"""The way in: what one harvest changes, inside the transaction its caller opened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Insert, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import attributions, passed, rereads, rows, schema, search_sqlite
from bot.core.model import AlertKind, ArticleId, Delivery, DeliveryState, Filed
from bot.ports import Harvest

T = TypeVar("T")
BATCH = 500  # ids in one IN (…): far below SQLite's 32,766 variables, few enough to keep statements cached
SEQUENCES = 1 << 16  # article ids a second has room for
_FIRST_SECOND = 1  # no article has the id 0: a walk over all of them begins behind it
_LAST_SECOND = (1 << 32) - 1


async def record_all(connection: AsyncConnection, harvests: Sequence[Harvest], team: str) -> None:
    """Write everything of all harvests; what one needs of another is written first."""
    await _save_states(connection, harvests)
    await _save_seen(connection, harvests)
    await _save_articles(connection, {filed.id: filed for harvest in harvests for filed in harvest.filed}, team)
    await passed.save(connection, [each for harvest in harvests for each in harvest.passed], team)
    alerts = [rows.alert_values(alert) for harvest in harvests for alert in harvest.alerts]
    if alerts:
        await connection.execute(insert(schema.alerts), alerts)
    await rereads.save(connection, chain.from_iterable(harvest.rereads for harvest in harvests))
    for delivery in chain.from_iterable(harvest.deliveries for harvest in harvests):
        await _owe(connection, delivery)


async def reserve_ids(connection: AsyncConnection, moments: Sequence[datetime]) -> tuple[ArticleId, ...]:
    """The next free sequence of each moment's second; a second that is full gives from the one after it."""
    seconds = [min(max(int(moment.astimezone(UTC).timestamp()), _FIRST_SECOND), _LAST_SECOND) for moment in moments]
    free = {second: iter(ids) for second, ids in (await _take(connection, Counter(seconds))).items()}
    return tuple(ArticleId(next(free[second])) for second in seconds)


async def take_numbers(connection: AsyncConnection, name: str, count: int) -> range:
    """The next `count` numbers of a counter, from 1."""
    last = (await _raise(connection, schema.counters, {name: count}))[name]
    return range(last - count + 1, last + 1)


async def _take(connection: AsyncConnection, wanted: Mapping[int, int]) -> dict[int, list[int]]:
    used, taken = await _raise(connection, schema.moments, wanted), dict[int, list[int]]()
    for second, count in wanted.items():
        sequences = range(used[second] - count, min(used[second], SEQUENCES))
        taken[second] = [second << 16 | sequence for sequence in sequences]
        if missing := count - len(sequences):
            taken[second] += (await _take(connection, {second + 1: missing}))[second + 1]
    return taken


async def _raise(connection: AsyncConnection, table: Table, by: Mapping[Any, int]) -> dict[Any, int]:
    """Add to counted rows, each made when it isn't there; their new values."""
    key, counted = table.columns
    statement = upserting(connection, table)
    statement = statement.on_conflict_do_update(
        index_elements=[key.name], set_={counted.name: counted + statement.excluded[counted.name]}
    )
    values = [{key.name: name, counted.name: count} for name, count in by.items()]
    return {row[0]: row[1] for row in await connection.execute(statement.returning(key, counted), values)}


def upserting(connection: AsyncConnection, table: Table) -> Any:
    """An INSERT that knows `on_conflict_…`, which both dialects spell alike but each in a class of its own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # a tenth of a second to load, and none of SQLite's business

        return postgresql.insert(table)
    return sqlite.insert(table)


async def _save_states(connection: AsyncConnection, harvests: Iterable[Harvest]) -> None:
    states = [
        rows.state_values(harvest.state) | {"of": harvest.source} for harvest in harvests if harvest.state is not None
    ]
    if states:
        changed: dict[str, Any] = {name: bindparam(name) for name in states[0] if name != "of"}
        await connection.execute(
            update(schema.sources).where(schema.sources.c.id == bindparam("of")).values(changed), states
        )
    named = [harvest for harvest in harvests if harvest.url is not None or harvest.kind is not None]
    table = schema.sources
    places = select(table.c.id, table.c.url, table.c.kind).where(table.c.id.in_([harvest.source for harvest in named]))
    known = {row.id: row for row in await connection.execute(places)} if named else {}
    for harvest in named:
        if harvest.source in known:
            await _save_place(connection, harvest, known[harvest.source])


async def _save_place(connection: AsyncConnection, harvest: Harvest, known: rows.Row) -> None:
    table, taken = schema.sources, schema.sources.alias()
    change = update(table).where(table.c.id == harvest.source)
    if harvest.kind not in (None, known.kind):
        await connection.execute(change.values(kind=harvest.kind))
    if harvest.url not in (None, known.url):  # an address that another source has stays that one's
        is_taken = exists().where(taken.c.url == harvest.url, taken.c.team == table.c.team)
        await connection.execute(change.where(~is_taken).values(url=harvest.url))


async def _save_seen(connection: AsyncConnection, harvests: Iterable[Harvest]) -> None:
    """In the driver's own words: a flush has thousands of keys, which SQLAlchemy holds the loop up with for 40 ms."""
    keys = [(harvest.source, key) for harvest in harvests for key in harvest.seen]
    if keys:
        await connection.exec_driver_sql("INSERT INTO seen (source, key) VALUES (?, ?) ON CONFLICT DO NOTHING", keys)


async def _save_articles(connection: AsyncConnection, filed: dict[ArticleId, Filed], team: str) -> None:
    known = await _clear_known(connection, list(filed))
    said = await attributions.of(connection, list(filed.values()), team)
    fresh = [each for id, each in filed.items() if id not in known]
    await _insert(
        connection,
        insert(schema.articles),
        [rows.article_values(attributions.over(each, said), team) for each in fresh],
    )
    for id in known:
        values = rows.storable(rows.article_values(attributions.over(filed[ArticleId(id)], said), team))
        await connection.execute(update(schema.articles).where(schema.articles.c.id == id).values(values))
    await _insert(connection, insert(schema.texts), [rows.text_values(each) for each in filed.values()])
    quotes = [attributions.overlaid(rows.quote_values(each), said.get(each.id, ())) for each in filed.values()]
    await _insert(connection, insert(schema.quotes), list(chain.from_iterable(quotes)))
    await _insert(
        connection, insert(schema.positions), [row for each in filed.values() for row in rows.position_values(each)]
    )
    await passed.drop(connection, {url for each in fresh if (url := each.analysis.article.url)}, team)
    for ids in batches(list(filed)):
        await search_sqlite.add_to_indexes(connection, ids)
    await _count_names(connection, [attributions.over(each, said) for each in fresh])
    if fresh:
        await take_numbers(connection, "articles", len(fresh))


async def _clear_known(connection: AsyncConnection, ids: Sequence[ArticleId]) -> set[int]:
    """Take out what will be written again of known articles, so that it is indexed like that of a new one.

    Their own rows stay to be changed: alerts lead to them.
    """
    articles, known = schema.articles, set[int]()
    for batch in batches(ids):
        found = (await connection.execute(select(articles.c.id).where(articles.c.id.in_(batch)))).scalars().all()
        if found:
            await search_sqlite.remove_from_indexes(connection, found)
            for table in (schema.texts, schema.quotes, schema.positions):
                await connection.execute(delete(table).where(table.c.article.in_(found)))
            known.update(found)
    return known


async def _insert(connection: AsyncConnection, statement: Insert, values: list[rows.Values]) -> None:
    if values:
        await connection.execute(statement, [rows.storable(row) for row in values])


async def _count_names(connection: AsyncConnection, filed: Iterable[Filed]) -> None:
    uses = [{"name": rows.storable_text(name), "uses": 1} for each in filed for name in sorted(rows.names_in(each))]
    if uses:
        statement = upserting(connection, schema.names)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"uses": schema.names.c.uses + statement.excluded.uses}
            ),
            uses,
        )


async def _owe(connection: AsyncConnection, delivery: Delivery) -> None:
    if delivery.kind is AlertKind.UPDATE:
        delivery = await _replace_owed(connection, delivery)
    if delivery.kind is AlertKind.ALERT:
        await _drop_brief(connection, delivery)
    await connection.execute(insert(schema.deliveries), [rows.delivery_values(delivery)])


async def _replace_owed(connection: AsyncConnection, delivery: Delivery) -> Delivery:
    """Two changes of one message that wait for the same channel are one change; it waits as long as either had to."""
    table = schema.deliveries
    is_same = (
        (table.c.story == delivery.story)
        & (table.c.channel == delivery.channel)
        & (table.c.kind == AlertKind.UPDATE.value)
        & (table.c.state == DeliveryState.OWED.value)
        & (_topic_of(table.c.alert) == _topic_of(delivery.alert))
    )
    found = await connection.execute(select(func.max(table.c.due), func.max(table.c.attempts)).where(is_same))
    due, attempts = found.one()
    if due is None:
        return delivery
    await connection.execute(delete(table).where(is_same))
    return replace(delivery, due=max(due, delivery.due), attempts=max(attempts, delivery.attempts))


async def _drop_brief(connection: AsyncConnection, alert: Delivery) -> None:
    """A story that has become worth a message of its own needs no line in a digest to come."""
    table = schema.deliveries
    is_untold = table.c.state.in_((DeliveryState.OWED.value, DeliveryState.HELD.value))
    await connection.execute(
        delete(table).where(
            table.c.story == alert.story,
            table.c.channel == alert.channel,
            table.c.kind == AlertKind.BRIEF.value,
            is_untold,
        )
    )


def _topic_of(alert: Any) -> Any:
    return select(schema.alerts.c.topic).where(schema.alerts.c.id == alert).scalar_subquery()


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """The values in runs of at most `BATCH`."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))

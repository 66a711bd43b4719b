"""The log of changes, and the making of a change: what was changed is as the change says, in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import attributions, rows, schema
from bot.adapters.store.outbox import bury_muted
from bot.adapters.store.record import take_numbers, upserting
from bot.core.model import (
    ArticleId,
    Attribution,
    Change,
    Channel,
    Mute,
    Regrouped,
    Revision,
    Rule,
    Source,
    SourceId,
    State,
    StoryId,
)

_KINDS: Mapping[str, type[Rule] | type[Channel] | type[Source] | type[Attribution] | type[Mute] | type[Regrouped]] = {
    "keyword": Rule,
    "channel": Channel,
    "source": Source,
    "quote": Attribution,
    "story": Mute,
    "regrouping": Regrouped,
}
_PLACES, _TOLD = "places of keywords", "changes told"  # counters
PLACE = "place"  # kept with what a keyword was before it went: no fact of its own
_PLAIN = ("at", "who", "name", "what", "subject", "why", "undoes")


async def record(connection: AsyncConnection, change: Change, team: str) -> int:
    """Make the change and write it down; its number."""
    table, values = schema.changes, values_of(change, team)
    if change.revision is not None:
        place = await _make(connection, change.revision, team)
        if place is not None and values["before"] is not None:
            values["before"] |= {PLACE: place}
    written = insert(table).values(values).returning(table.c.id)
    return int((await connection.execute(written)).scalar_one())


def values_of(change: Change, team: str) -> rows.Values:
    """Its columns, wherever it is kept."""
    values: rows.Values = {"team": team, **{name: getattr(change, name) for name in _PLAIN}}
    revision = change.revision
    if revision is None:
        return values
    return values | {
        "kind": revision.kind,
        "key": revision.key,
        "before": _plain(revision.before),
        "after": _plain(revision.after),
    }


def change_of(row: rows.Row, *, number: int) -> Change:
    """The change that a row keeps."""
    revision = None
    if row.kind is not None:
        revision = Revision(
            kind=row.kind, key=row.key, before=_state(row.kind, row.before), after=_state(row.kind, row.after)
        )
    return Change(**{name: getattr(row, name) for name in _PLAIN}, number=number, revision=revision)


async def latest(connection: AsyncConnection, limit: int, team: str, *, skip: int = 0) -> tuple[Change, ...]:
    """Newest first, after the newest `skip`."""
    table = schema.changes
    statement = select(table).where(table.c.team == team).order_by(table.c.id.desc()).limit(limit).offset(skip)
    return tuple(map(_change, (await connection.execute(statement)).all()))


async def count(connection: AsyncConnection, team: str) -> int:
    """How many there are."""
    table = schema.changes
    counted = select(func.count()).select_from(table).where(table.c.team == team)
    return int((await connection.execute(counted)).scalar_one())


async def one(connection: AsyncConnection, number: int, team: str) -> Change | None:
    """The change with this number."""
    table = schema.changes
    found = (await connection.execute(select(table).where(table.c.team == team, table.c.id == number))).one_or_none()
    return None if found is None else _change(found)


async def by(connection: AsyncConnection, who: str, since: datetime, team: str) -> tuple[datetime, ...]:
    """When somebody made one, or a suggestion, since then."""
    table = schema.changes
    is_theirs = table.c.team == team, table.c.who == who, table.c.at > since
    return tuple((await connection.execute(select(table.c.at).where(*is_theirs).order_by(table.c.at))).scalars())


async def history(connection: AsyncConnection, kind: str, key: str, team: str) -> tuple[Change, ...]:
    """Every change of one thing, oldest first."""
    table = schema.changes
    is_its = table.c.team == team, table.c.kind == kind, table.c.key == key
    return tuple(map(_change, (await connection.execute(select(table).where(*is_its).order_by(table.c.id))).all()))


async def told_up_to(connection: AsyncConnection) -> int | None:
    table = schema.counters
    found = await connection.execute(select(table.c.value).where(table.c.name == _TOLD))
    return found.scalar_one_or_none()


async def mark_told(connection: AsyncConnection, number: int) -> None:
    kept = {"name": _TOLD, "value": number}
    statement = upserting(connection, schema.counters).values(kept)
    await connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=kept))


# --- making -----------------------------------------------------------------------------------------------------------


async def _make(connection: AsyncConnection, revision: Revision, team: str) -> int | None:
    """The place among its kind that a keyword leaves."""
    match revision.kind:
        case "keyword":
            return await _set_rule(connection, revision, team)
        case "channel":
            await _set_channel(connection, revision, team)
        case "source":
            await _set_source(connection, revision, team)
        case "quote":
            await attributions.change(connection, revision, team)
        case "story":
            await _set_mute(connection, revision, team)
    return None


async def _set_rule(connection: AsyncConnection, revision: Revision, team: str) -> int | None:
    """In its old place among the rules, though it was gone for a while; a new one behind them."""
    table, rule = schema.rules, revision.after
    is_it = table.c.team == team, table.c.id == revision.key
    place = (await connection.execute(select(table.c.number).where(*is_it))).scalar_one_or_none()
    if not isinstance(rule, Rule):
        await connection.execute(delete(table).where(*is_it))
        await _keep_free(connection, place)
        return place
    if place is None:
        place = await _former_place(connection, revision.key, team)
        place = await _new_place(connection) if place is None else place
        await connection.execute(insert(table).values(rows.rule_values(rule, place, team)))
    else:
        await connection.execute(update(table).where(*is_it).values(rows.rule_values(rule, place, team)))
    return None


async def _former_place(connection: AsyncConnection, key: str, team: str) -> int | None:
    """Where it was when it went; None for one that is new, or whose place has another now."""
    table, rules = schema.changes, schema.rules
    left = select(table.c.before).where(table.c.team == team, table.c.kind == "keyword", table.c.key == key)
    kept = (await connection.execute(left.order_by(table.c.id.desc()))).scalars()
    place = next((before[PLACE] for before in kept if before and PLACE in before), None)
    taken = await connection.execute(select(rules.c.number).where(rules.c.number == place))
    return place if taken.first() is None else None


async def _new_place(connection: AsyncConnection) -> int:
    """Behind all that are there, and all that ever were: those may come back."""
    await _keep_free(connection, (await connection.execute(select(func.max(schema.rules.c.number)))).scalar_one())
    return (await take_numbers(connection, _PLACES, 1))[-1]


async def _keep_free(connection: AsyncConnection, place: int | None) -> None:
    """No new one comes to this place or one before it."""
    counters = schema.counters
    found = await connection.execute(select(counters.c.value).where(counters.c.name == _PLACES))
    last = found.scalar_one_or_none() or 0
    if place is not None and place > last:
        await take_numbers(connection, _PLACES, place - last)


async def _set_channel(connection: AsyncConnection, revision: Revision, team: str) -> None:
    table, channel = schema.channels, revision.after
    if not isinstance(channel, Channel):
        await connection.execute(delete(table).where(table.c.team == team, table.c.key == revision.key))
        return
    values = rows.channel_values(channel, team)
    statement = upserting(connection, table).values(values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


async def _set_source(connection: AsyncConnection, revision: Revision, team: str) -> None:
    """Its row stays when it is removed: what it has shown is not news should it come back."""
    table = schema.sources
    change = update(table).where(table.c.team == team, table.c.id == int(revision.key))
    await connection.execute(change.values(is_removed=revision.after is None))


async def _set_mute(connection: AsyncConnection, revision: Revision, team: str) -> None:
    table, was, mute = schema.mutes, revision.before, revision.after
    if isinstance(was, Mute):
        is_it = table.c.team == team, table.c.story == was.story, table.c.channel == was.channel
        await connection.execute(delete(table).where(*is_it))
    if isinstance(mute, Mute):
        values = rows.storable(rows.mute_values(mute, team))
        await connection.execute(upserting(connection, table).values(values).on_conflict_do_nothing())
        await bury_muted(connection, mute)


# --- what a thing was, as JSON ----------------------------------------------------------------------------------------


def _plain(state: State | None) -> rows.Values | None:
    if isinstance(state, Channel):
        return asdict(state) | {"schedule": rows.schedule_values(state.schedule)}
    return None if state is None else asdict(state)


def _state(kind: str, plain: rows.Values | None) -> State | None:
    """What a later version no longer knows is left out; what an earlier one didn't know has its default."""
    if plain is None:
        return None
    known = {field.name for field in fields(_KINDS[kind])}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in plain.items() if name in known
    }
    if kind == "channel":
        values["schedule"] = rows.schedule_of(plain.get("schedule") or {})
    if kind == "source":
        values["id"] = SourceId(values["id"])
    if kind == "quote":
        values["article"] = ArticleId(values["article"])
    if kind == "story":
        values["story"] = StoryId(values["story"])
    if kind == "regrouping":
        values["articles"] = tuple(map(ArticleId, values["articles"]))
    return _KINDS[kind](**values)


def _change(row: rows.Row) -> Change:
    return change_of(row, number=row.id)

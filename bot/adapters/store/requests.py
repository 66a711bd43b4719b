"""What waits for another admin, until it is settled one way or another: then its row goes, and the history knows."""

from dataclasses import replace

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import changes, schema
from bot.core.errors import ChangeInvalid
from bot.core.model import Change, Revision
from bot.core.requests import Request

_table = schema.requests


async def ask(connection: AsyncConnection, request: Request, note: Change, team: str) -> Request:
    """The same with the number of the note."""
    kept = replace(request, number=await changes.record(connection, note, team))
    values = {"number": kept.number, "until": kept.until, "proposal": kept.proposal}
    await connection.execute(insert(_table).values(values | changes.values_of(kept.change, team)))
    return kept


async def waiting(connection: AsyncConnection, team: str) -> tuple[Request, ...]:
    """The oldest first."""
    found = await connection.execute(select(_table).where(_table.c.team == team).order_by(_table.c.number))
    return tuple(
        Request(change=changes.change_of(row, number=0), until=row.until, proposal=row.proposal, number=row.number)
        for row in found.all()
    )


async def drop(connection: AsyncConnection, number: int, team: str) -> bool:
    """Whether it waited."""
    dropped = delete(_table).where(_table.c.number == number, _table.c.team == team)
    return (await connection.execute(dropped)).rowcount == 1


async def settle(connection: AsyncConnection, number: int, revision: Revision | None, team: str) -> None:
    """It is made now. Raises `ChangeInvalid` where it waits no more, or asks for what is another thing by now."""
    if not await drop(connection, number, team):
        raise ChangeInvalid("that waits no more; it has to be asked for again")
    if revision is not None:
        history = await changes.history(connection, revision.kind, revision.key, team)
        if any(change.number > number for change in history):
            raise ChangeInvalid("it was changed since it was asked for; it has to be asked for again")

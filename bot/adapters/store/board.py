"""The local page's posts: what the `web` platform has taken, so that a reload or a restart shows it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from bot.adapters.store import schema
from bot.adapters.store.database import Database
from bot.core.messages import Post


class SqlBoard:
    """Durable when a method returns; a key is posted once per channel."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    async def post(
        self, channel: str, key: str, message_json: str, *, posted_at: datetime, thread: str | None = None
    ) -> str:
        """Keep it and give its id; a key the channel already holds changes nothing and gives the same id."""
        table = schema.posts
        async with self._database.write() as connection:
            known = select(table.c.id).where(*self._is(channel), table.c.key == key)
            id = (await connection.execute(known)).scalar_one_or_none()
            if id is None:
                row = {
                    "team": self._team,
                    "channel": channel,
                    "key": key,
                    "thread": None if thread is None else int(thread),
                    "message": message_json,
                    "posted_at": posted_at,
                }
                id = (await connection.execute(insert(table).values(row).returning(table.c.id))).scalar_one()
        return str(id)

    async def edit(self, channel: str, post: str, message_json: str) -> bool:
        """Replace its message; False when there is no such post."""
        table = schema.posts
        change = update(table).where(*self._is(channel), table.c.id == _number(post)).values(message=message_json)
        async with self._database.write() as connection:
            return (await connection.execute(change)).rowcount > 0

    async def find(self, channel: str, key: str) -> str | None:
        """The id of the post with this key."""
        table = schema.posts
        async with self._database.read() as connection:
            found = await connection.execute(select(table.c.id).where(*self._is(channel), table.c.key == key))
            id = found.scalar_one_or_none()
        return None if id is None else str(id)

    async def one(self, channel: str, post: str) -> Post | None:
        """The post with this id."""
        table = schema.posts
        async with self._database.read() as connection:
            found = await connection.execute(select(table).where(*self._is(channel), table.c.id == _number(post)))
            row = found.one_or_none()
        return None if row is None else _post(row)

    async def recent(self, channel: str, limit: int) -> Sequence[Post]:
        """The newest `limit` posts that stand by themselves with their whole threads, all oldest first."""
        table = schema.posts
        heads = (
            select(table.c.id)
            .where(*self._is(channel), table.c.thread.is_(None))
            .order_by(table.c.id.desc())
            .limit(limit)
        )
        statement = select(table).where(or_(table.c.id.in_(heads), table.c.thread.in_(heads))).order_by(table.c.id)
        async with self._database.read() as connection:
            return tuple(map(_post, await connection.execute(statement)))

    def _is(self, channel: str) -> tuple[Any, Any]:
        return schema.posts.c.team == self._team, schema.posts.c.channel == channel


def _number(post: str) -> int:
    """The id as the table has it; what is no id of ours matches nothing."""
    return int(post) if post.isascii() and post.isdigit() and len(post) < 19 else -1


def _post(row: Row[Any]) -> Post:
    return Post(
        id=str(row.id),
        channel=row.channel,
        key=row.key,
        message_json=row.message,
        posted_at=row.posted_at,
        thread=None if row.thread is None else str(row.thread),
    )

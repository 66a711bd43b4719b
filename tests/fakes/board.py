"""A board in memory: what the store keeps for the local page, as long as the object lives."""

from dataclasses import replace
from datetime import datetime

from bot.core.messages import Post


class MemoryBoard:
    def __init__(self) -> None:
        self._posts: dict[str, Post] = {}

    @property
    def posts(self) -> tuple[Post, ...]:
        return tuple(self._posts.values())

    async def post(
        self, channel: str, key: str, message_json: str, *, posted_at: datetime, thread: str | None = None
    ) -> str:
        known = await self.find(channel, key)
        if known is not None:
            return known
        id = str(len(self._posts) + 1)
        self._posts[id] = Post(
            id=id, channel=channel, key=key, message_json=message_json, posted_at=posted_at, thread=thread
        )
        return id

    async def edit(self, channel: str, post: str, message_json: str) -> bool:
        kept = await self.one(channel, post)
        if kept is None:
            return False
        self._posts[post] = replace(kept, message_json=message_json)
        return True

    async def find(self, channel: str, key: str) -> str | None:
        return next((p.id for p in self._posts.values() if (p.channel, p.key) == (channel, key)), None)

    async def one(self, channel: str, post: str) -> Post | None:
        kept = self._posts.get(post)
        return kept if kept is not None and kept.channel == channel else None

    async def recent(self, channel: str, limit: int) -> tuple[Post, ...]:
        mine = [post for post in self._posts.values() if post.channel == channel]
        heads = {post.id for post in [post for post in mine if post.thread is None][-limit:]}
        return tuple(post for post in mine if (post.thread or post.id) in heads)

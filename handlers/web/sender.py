"""The local page's way out: posts are kept first, then shown live to whoever has the page open."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.core.errors import SendRefused
from bot.core.messages import Message, Post, to_json

PLATFORM = "web"
BACKLOG = 100  # posts a slow browser may lag behind; beyond that it reads the channels anew


class Board(Protocol):
    """Where the page's posts are kept: durable when a method returns, so a reload or a restart shows them again."""

    async def post(
        self, channel: str, key: str, message_json: str, *, posted_at: datetime, thread: str | None = None
    ) -> str:
        """Keep it and give its id. A key that the channel already holds changes nothing and gives the same id."""

    async def edit(self, channel: str, post: str, message_json: str) -> bool:
        """Replace its message; False when there is no such post."""

    async def find(self, channel: str, key: str) -> str | None:
        """The id of the post with this key."""

    async def one(self, channel: str, post: str) -> Post | None:
        """The post with this id."""

    async def recent(self, channel: str, limit: int) -> Sequence[Post]:
        """The newest `limit` posts that stand by themselves, and their threads; oldest first."""


class Subscription:
    """What is posted from now on, for one browser. `has_overflown`: it read too slowly and missed some."""

    def __init__(self) -> None:
        self._posts: deque[Post] = deque()
        self._woken = asyncio.Event()
        self.has_overflown = False
        self.is_closed = False

    def offer(self, post: Post) -> None:
        """Never waits: a slow browser must not hold up a delivery."""
        if len(self._posts) < BACKLOG:
            self._posts.append(post)
        else:
            self.has_overflown = True
        self._woken.set()

    def close(self) -> None:
        """Wake the reader for the last time: the page is going down."""
        self.is_closed = True
        self._woken.set()

    async def wait(self) -> tuple[Post, ...]:
        """All that has come since the last call, at least one post unless the subscription was closed."""
        await self._woken.wait()
        self._woken.clear()
        posts = tuple(self._posts)
        self._posts.clear()
        return posts


class WebSender:
    """`Sender` of the platform "web"."""

    platform = PLATFORM

    def __init__(self, board: Board, *, now: Callable[[], datetime]) -> None:
        self._board = board
        self._now = now
        self._subscriptions: set[Subscription] = set()

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        post = await self._board.post(channel, key, to_json(message), posted_at=self._now(), thread=thread)
        await self._show(channel, post)
        return post

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        if not await self._board.edit(channel, sent_as, to_json(message)):
            raise SendRefused("the post is no longer there")
        await self._show(channel, sent_as)

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        """By key alone: on the page a key never returns."""
        return await self._board.find(channel, key)

    async def share(self, channel: str, message: Message) -> None:
        """Put an answer someone asked for into a channel, for all to see."""
        once = f"{self._now():%Y-%m-%dT%H:%M}\n{to_json(message)}"  # pressed twice within a minute it is one post
        await self.send(channel, message, key=f"shared-{sha256(once.encode()).hexdigest()[:16]}")

    @asynccontextmanager
    async def subscribed(self) -> AsyncIterator[Subscription]:
        """Posts sent or edited while this is open."""
        subscription = Subscription()
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    async def _show(self, channel: str, post: str) -> None:
        kept = await self._board.one(channel, post)
        if kept is not None:
            for subscription in self._subscriptions:
                subscription.offer(kept)

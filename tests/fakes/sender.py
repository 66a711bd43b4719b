"""A platform in memory that can be told to fail."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.core.errors import SendRefused, WatchwordError
from bot.core.messages import Message


class FakeSender:
    """`posts` holds (channel, key, thread, message) by id, in the order sent; `now` is the platform's own clock."""

    platform = "fake"

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.max.replace(tzinfo=UTC)) -> None:
        self._now = now
        self._posted_at: dict[str, datetime] = {}
        self.posts: dict[str, tuple[str, str, str | None, Message]] = {}
        self.attempts: list[str] = []
        self._failures: list[tuple[WatchwordError, bool]] = []
        self._find_failures: list[WatchwordError] = []

    def fail(self, error: WatchwordError, *, after_sending: bool = False) -> None:
        """The next `send` raises this; `after_sending`: the message stands there all the same."""
        self._failures.append((error, after_sending))

    def fail_find(self, *errors: WatchwordError) -> None:
        """The next looks for a message raise these, one each."""
        self._find_failures += errors

    def shown(self, channel: str) -> list[Message]:
        return [message for where, _, _, message in self.posts.values() if where == channel]

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        self.attempts.append(key)
        error, after_sending = self._failures.pop(0) if self._failures else (None, False)
        if error is not None and not after_sending:
            raise error
        known = next((id for id, post in self.posts.items() if post[:2] == (channel, key)), None)
        id = known or str(len(self.posts) + 1)
        self.posts.setdefault(id, (channel, key, thread, message))
        self._posted_at.setdefault(id, self._now())
        if error is not None:
            raise error
        return id

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        if sent_as not in self.posts:
            raise SendRefused("the message is no longer there")
        _, key, thread, _ = self.posts[sent_as]
        self.posts[sent_as] = (channel, key, thread, message)

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        if self._find_failures:
            raise self._find_failures.pop(0)
        there = [id for id, post in self.posts.items() if post[:2] == (channel, key)]
        return next((id for id in there if self._posted_at[id] >= since), None)

"""The stories of late in memory, as the archive has them."""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.core.model import Topic
from bot.core.stories import HORIZON, StoryBook
from bot.ports import Archive, Clock


def common_words(topics: Iterable[Topic]) -> tuple[str, ...]:
    """What every article of these topics says, so that it makes no two of them alike."""
    return tuple(
        chain.from_iterable((*topic.technology_words, *topic.policy_words, *topic.actor_words) for topic in topics)
    )


class Bookkeeping:
    """The book in use. A restart changes nothing in what joins what."""

    def __init__(self, *, archive: Archive, clock: Clock, topics: Sequence[Topic]) -> None:
        self._archive = archive
        self._clock = clock
        self._common_words = common_words(topics)
        self.book = StoryBook()
        self.is_stale = True  # the book may remember what the archive has not, or the other way round

    async def open(self) -> None:
        """Begin a new book from the archive."""
        self.book, self.is_stale = await self.recent(), False

    async def current(self) -> StoryBook:
        """The book, fit to place an article in."""
        if self.is_stale:
            await self.open()
        self.book.forget(self._clock.now() - HORIZON)
        return self.book

    async def recent(self) -> StoryBook:
        """A book of what was seen or published within the horizon, in the order it was placed."""
        book = StoryBook(common_words=self._common_words)
        known = await self._archive.recent(self._clock.now() - HORIZON)
        for filed in sorted(known, key=lambda filed: (filed.seen_at, filed.id)):
            book.add(filed)
        return book

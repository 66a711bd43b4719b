"""The stories of late in memory, as the archive has them."""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.core.model import Regrouping, Topic
from bot.core.stories import HORIZON, StoryBook, stories_apart
from bot.ports import Archive, Clock

REGROUPINGS = 1000  # the latest so many keep stories apart: more than a team decides within the horizon


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
        self._regrouped = 0  # the number of the latest regrouping it knows
        self.is_stale = True  # the book may remember what the archive has not, or the other way round

    async def open(self) -> None:
        """Begin a new book from the archive."""
        self._regrouped = await self._latest()
        self.book, self.is_stale = await self.recent(), False

    async def current(self) -> StoryBook:
        """The book, fit to place an article in: stories may have been put right by the command line, beside us."""
        if self.is_stale or self._regrouped != await self._latest():
            await self.open()
        self.book.forget(self._clock.now() - HORIZON)
        return self.book

    async def regrouped(self, regrouping: Regrouping) -> None:
        """Do in memory what the archive has done."""
        self.book.move(regrouping.moves)
        self.book.keep_apart(stories_apart(reversed(await self._archive.regroupings(limit=REGROUPINGS))))
        self._regrouped = regrouping.number

    async def _latest(self) -> int:
        latest = await self._archive.regroupings(limit=1)
        return latest[0].number if latest else 0

    async def recent(self) -> StoryBook:
        """A book of what was seen or published within the horizon, in the order it was placed."""
        book = StoryBook(common_words=self._common_words)
        known = await self._archive.recent(self._clock.now() - HORIZON)
        for filed in sorted(known, key=lambda filed: (filed.seen_at, filed.id)):
            book.add(filed)
        regroupings = await self._archive.regroupings(limit=REGROUPINGS)
        book.keep_apart(stories_apart(reversed(regroupings)))
        return book

"""A team's own articles into the archive: kept for look-ups, told to nobody."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.core.model import Analysis, ArticleId, Filed
from bot.core.stories import HORIZON, StoryBook
from bot.ports import Archive, Clock, Harvest
from bot.services.filing.knowing import known_as
from bot.services.filing.ledger import Ledger

BACKFILL_BATCH = 50
ARCHIVE_PIECE = 200


class Backfilling:
    """One run over many articles, within the stage's turn."""

    def __init__(self, *, archive: Archive, clock: Clock, ledger: Ledger, book: StoryBook) -> None:
        self._archive = archive
        self._clock = clock
        self._ledger = ledger
        self._book = book
        self._ahead: deque[Filed] = deque()  # of the archive, read and still to come into the book
        self._read_to = ArticleId(0)
        self._is_all_read = False
        self._own: set[ArticleId] = set()

    async def take(self, articles: Iterable[tuple[str, Analysis]], *, progress: Callable[[], None]) -> int:
        """File those that are new, in batches; how many were."""
        added = 0
        batch: list[Filed] = []
        for id, analysis in articles:
            filed = await self._placed(id, analysis)
            progress()
            if filed is None:
                continue
            batch.append(filed)
            added += 1
            if len(batch) == BACKFILL_BATCH:
                await self._ledger.write((Harvest(source=None, filed=tuple(batch)),))
                batch = []
                if analysis.article.published:
                    self._book.forget(analysis.article.published.instant() - HORIZON)
        await self._ledger.write((Harvest(source=None, filed=tuple(batch)),))
        return added

    async def _placed(self, id: str, analysis: Analysis) -> Filed | None:
        article, now = analysis.article, self._clock.now()
        known = await self._archive.article_by_external_id(id)
        if known is not None:
            self._book.add(known)
            return None
        if await known_as(self._archive, article) is not None:
            return None
        seen_at = min(article.published.instant(), now) if article.published else now
        if article.published:
            await self._recall(seen_at)
        (number,) = await self._archive.reserve([seen_at])
        placed = self._book.place(
            number, article, quotes=analysis.quotes, seen_at=seen_at if article.published else None
        )
        self._own.add(number)
        return Filed(
            id=number,
            source=None,
            seen_at=seen_at,
            analysis=analysis,
            story=placed.story,
            copy_of=placed.copy_of,
            external_id=id,
        )

    async def _recall(self, moment: datetime) -> None:
        """Into the book with what the archive has of the weeks around: an earlier run may have told the same events."""
        while await self._has_ahead() and self._ahead[0].seen_at <= moment + HORIZON:
            filed = self._ahead.popleft()
            if filed.id not in self._own and filed.seen_at >= moment - HORIZON:
                self._book.add(filed)

    async def _has_ahead(self) -> bool:
        if not self._ahead and not self._is_all_read:
            self._ahead.extend(await self._archive.walk(self._read_to, limit=ARCHIVE_PIECE))
            self._is_all_read = not self._ahead
            self._read_to = self._ahead[-1].id if self._ahead else self._read_to
        return bool(self._ahead)

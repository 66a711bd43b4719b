"""A team's own articles into the archive: kept for look-ups, told to nobody."""

from collections.abc import Callable, Iterable

from bot.core.excerpts import is_text_of
from bot.core.model import Analysis, Article, Filed
from bot.core.stories import HORIZON, StoryBook
from bot.ports import Archive, Clock, Harvest
from bot.services.filing.ledger import Ledger

BACKFILL_BATCH = 50


class Backfilling:
    """One run over many articles, within the stage's turn."""

    def __init__(self, *, archive: Archive, clock: Clock, ledger: Ledger, book: StoryBook) -> None:
        self._archive = archive
        self._clock = clock
        self._ledger = ledger
        self._book = book

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
        if await is_known(self._archive, article):
            return None
        seen_at = min(article.published.instant(), now) if article.published else now
        (number,) = await self._archive.reserve([seen_at])
        placed = self._book.place(
            number, article, quotes=analysis.quotes, seen_at=seen_at if article.published else None
        )
        return Filed(
            id=number,
            source=None,
            seen_at=seen_at,
            analysis=analysis,
            story=placed.story,
            copy_of=placed.copy_of,
            external_id=id,
        )


async def is_known(archive: Archive, article: Article) -> bool:
    """Word for word under the same address; a changed text is a new version and news may be in it."""
    known = await archive.article_by_url(article.url) if article.url else None
    return known is not None and is_text_of(known, article.text)

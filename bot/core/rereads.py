"""When an article that was told is read again, and when no more."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import FetchDelayed, FetchFailed, SourceGone, WatchwordError
from bot.core.model import ArticleId, Edit, Page

AFTER: Final = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
    timedelta(days=7),
)  # from when it was filed
TRY_AGAIN: Final = timedelta(minutes=20)  # after a failure that may pass by itself
TRIES: Final = 2  # of one reading; the next one comes anyway
MISSING: Final = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What is remembered of an article between two readings. `after_…` make the next from the last."""

    first: ArticleId  # the version that was told
    article: ArticleId  # the version the archive has now: `first` until an edit matters
    url: str
    filed_at: datetime
    due: datetime | None  # None: it is read no more
    tries: int = 0  # of this reading, failed
    is_missing: bool = False  # the last reading found no page there
    etag: str | None = None  # byte for byte as sent
    last_modified: str | None = None
    body_hash: str | None = None
    edits: tuple[Edit, ...] = ()  # told so far, oldest first


def first_reread(article: ArticleId, *, url: str, now: datetime) -> Reread:
    """For an article filed now."""
    return Reread(first=article, article=article, url=url, filed_at=now, due=now + AFTER[0])


def after_reading(reread: Reread, *, now: datetime, page: Page | None = None, body_hash: str | None = None) -> Reread:
    """It could be read; `page` is None where it was not modified. It also stands for readings missed."""
    later = replace(reread, due=_next(reread, now), tries=0, is_missing=False)
    if page is None:
        return later
    return replace(later, etag=page.etag, last_modified=page.last_modified, body_hash=body_hash)


def after_failure(reread: Reread, error: WatchwordError, *, now: datetime) -> Reread:
    """It could not be read. A page that refuses us or is missing is asked for at its next time, others once before."""
    match error:
        case SourceGone():
            return replace(reread, due=None)
        case FetchDelayed():
            return replace(reread, due=now + max(error.retry_after, TRY_AGAIN))
        case FetchFailed(status=int(status)) if status == MISSING:
            return replace(reread, due=None if reread.is_missing else _next(reread, now), tries=0, is_missing=True)
        case FetchFailed(status=status) if (status is None or status >= 500) and reread.tries + 1 < TRIES:
            return replace(reread, due=now + TRY_AGAIN, tries=reread.tries + 1)
    return replace(reread, due=_next(reread, now), tries=0)


def ended(reread: Reread) -> Reread:
    """It is read no more."""
    return replace(reread, due=None)


def is_taken_down(reread: Reread, error: WatchwordError) -> bool:
    """Whether the outlet has removed it: it says so (410), or the page is missing for the second time in hours."""
    is_missing = isinstance(error, FetchFailed) and error.status == MISSING
    return isinstance(error, SourceGone) or (is_missing and reread.is_missing)


def _next(reread: Reread, now: datetime) -> datetime | None:
    return next((at for after in AFTER if (at := reread.filed_at + after) > now), None)

"""A `Fetcher` without a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.core.errors import FetchDelayed, FetchFailed, WatchwordError
from bot.core.masking import masked
from bot.core.model import NotModified, Page
from bot.core.urls import check_fetchable, host


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    url: str
    etag: str | None
    last_modified: str | None


class FakeFetcher:
    """Serves what was put, fails as told; `asked` holds every request in order."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._answers: dict[str, Page | WatchwordError] = {}
        self._disallowed: set[str] = set()
        self._patience: dict[str, FetchDelayed] = {}  # by host, until something is put there

    def put(
        self,
        url: str,
        body: bytes | str,
        *,
        content_type: str = "",
        etag: str | None = None,
        last_modified: str | None = None,
        final_url: str | None = None,
        moved_to: str | None = None,
    ) -> None:
        """Answer this URL with a page from now on; its host asks for no patience any more."""
        self._patience.pop(host(url), None)
        self._answers[url] = Page(
            url=url,
            final_url=final_url or moved_to or url,
            status=200,
            content_type=content_type.lower(),
            body=body.encode() if isinstance(body, str) else body,
            etag=etag,
            last_modified=last_modified,
            moved_to=moved_to,
        )

    def fail(self, url: str, error: WatchwordError) -> None:
        """Raise this for the URL from now on."""
        self._answers[url] = error

    def disallow(self, url: str) -> None:
        """Have the site's robots.txt forbid this page."""
        self._disallowed.add(url)

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        led_by: str | None = None,
    ) -> Page | NotModified:
        check_fetchable(url)
        if led_by is not None and (delay := self._patience.get(host(url))):
            raise delay
        self.asked.append(Asked(url, etag, last_modified))
        answer = self._answers.get(url)
        if answer is None:
            raise FetchFailed(masked(url), "there is no page at this address (HTTP 404)", status=404)
        if isinstance(answer, FetchDelayed):
            self._patience[host(url)] = answer
        if isinstance(answer, WatchwordError):
            raise answer
        if _is_known(answer, etag, last_modified):
            return NotModified(url=url, max_age=answer.max_age)
        return answer

    @contextmanager
    def in_hand(self) -> Iterator[None]:
        yield

    async def may_fetch_page(self, url: str) -> bool:
        return url not in self._disallowed


def _is_known(page: Page, etag: str | None, last_modified: str | None) -> bool:
    """An ETag, where sent, is what counts: RFC 9110, 13.1.3."""
    if etag is not None:
        return etag == page.etag
    return last_modified is not None and last_modified == page.last_modified

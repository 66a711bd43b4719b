"""Serves the sample newsroom: eight outlets, the older articles at once, the newer ones in steps after the start."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.core.model import SourceKind
from config.demo import feeds
from config.demo.stories import SampleArticle, sample_articles

HOST = "127.0.0.1"
RELATED = 3
_OTHER_HEADLINES = (
    "Ferry timetable changes for the winter",
    "Ten soups for a wet week",
    "Bridge on Quay Street closed for repairs until Sunday",
)


class SampleSource(NamedTuple):
    """A source as settings have it."""

    url: str
    kind: SourceKind
    name: str


class _Writer(Protocol):
    def __call__(self, title: str, home: str, articles: Sequence[SampleArticle], base: str, /) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlet:
    name: str
    feed: str  # path below the outlet
    kind: SourceKind  # of the source
    writer: _Writer | None  # None: the newest article is watched as a page
    content_type: str
    template: str
    language: str = "en"


_OUTLETS = {
    "harbour-daily": _Outlet(
        name="Harbour Daily", feed="feed.xml", kind="feed", writer=feeds.rss_2,
        content_type="application/rss+xml", template="classic.html",
    ),
    "bayline": _Outlet(
        name="Bayline News", feed="atom.xml", kind="feed", writer=feeds.atom,
        content_type="application/atom+xml", template="classic.html",
    ),
    "coastal-wire": _Outlet(
        name="Coastal Wire", feed="feed.json", kind="feed", writer=feeds.json_feed,
        content_type="application/feed+json", template="plain.html",
    ),
    "vale-observer": _Outlet(
        name="Vale Observer", feed="index.rdf", kind="feed", writer=feeds.rdf,
        content_type="application/rdf+xml", template="boxes.html",
    ),
    "civic-ledger": _Outlet(
        name="Civic Ledger", feed="news-sitemap.xml", kind="sitemap", writer=feeds.news_sitemap,
        content_type="application/xml", template="classic.html",
    ),
    "pocket-circuit": _Outlet(
        name="Pocket Circuit", feed="rss091.xml", kind="feed", writer=feeds.rss_091,
        content_type="text/xml", template="boxes.html",
    ),
    "northport-courier": _Outlet(
        name="Northport Courier", feed="transit", kind="page", writer=None,
        content_type="text/html", template="plain.html",
    ),
    "faro": _Outlet(
        name="El Faro del Puerto", feed="rss", kind="feed", writer=partial(feeds.rss_2, has_content=True),
        content_type="application/rss+xml", template="boxes.html", language="es",
    ),
}  # fmt: skip


class Newsroom:
    """Until `start` the older articles alone; then each of the others at its step. `now` tells the time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._articles = sample_articles(now())
        self._started: datetime | None = None
        self._is_all_revealed = False
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

    @property
    def seconds(self) -> float:
        """How long after the start the last article appears."""
        return max(article.step for article in self._articles)

    def start(self) -> None:
        """Let the newer articles appear from now on."""
        self._started = self._now()

    def reveal_all(self) -> None:
        """Let all of them appear at once, for a single round."""
        self._is_all_revealed = True

    def articles(self) -> tuple[SampleArticle, ...]:
        """Those that can be read now, newest first."""
        elapsed = (self._now() - self._started).total_seconds() if self._started else 0.0
        visible = (each for each in self._articles if self._is_all_revealed or each.step <= elapsed)
        return tuple(sorted(visible, key=lambda article: article.published, reverse=True))

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/{outlet}/{feed}", self._feed)
        app.router.add_get("/{outlet}/{year}/{month}/{day}/{slug}", self._page)
        return app

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = _OUTLETS.get(request.match_info["outlet"])
        if outlet is None or outlet.feed != request.match_info["feed"]:
            raise web.HTTPNotFound
        base = str(request.url.origin())
        key = request.match_info["outlet"]
        articles = [article for article in self.articles() if article.outlet == key]
        if outlet.writer is None:
            body = self._html(outlet, articles[0], base).encode()
        else:
            body = outlet.writer(outlet.name, f"{base}/{key}/", articles, base)
        return _unless_known(request, body, outlet.content_type)

    async def _page(self, request: web.Request) -> web.Response:
        article = next((each for each in self.articles() if each.path == request.path), None)
        if article is None:
            raise web.HTTPNotFound
        if article.status != 200:
            return web.Response(status=article.status, text="Subscribers only.")
        outlet = _OUTLETS[article.outlet]
        body = self._html(outlet, article, str(request.url.origin())).encode()
        return _unless_known(request, body, "text/html")

    def _html(self, outlet: _Outlet, article: SampleArticle, base: str) -> str:
        return self._templates.get_template(outlet.template).render(
            article=article,
            outlet=outlet.name,
            language=outlet.language,
            base=base,
            feed=f"/{article.outlet}/{outlet.feed}",
            when=f"{article.published:%d %B %Y, %H:%M} UTC",
            related=article.related or tuple(islice(_OTHER_HEADLINES, RELATED)),
            facts={
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": article.title,
                "datePublished": article.published.isoformat(),
                "author": [{"@type": "Person", "name": name} for name in article.byline.split(" and ")],
                "publisher": {"@type": "Organization", "name": outlet.name},
                "mainEntityOfPage": base + article.path,
            },
        )


def sources(base_url: str) -> tuple[SampleSource, ...]:
    """The newsroom's sources, for an empty database."""
    return tuple(
        SampleSource(f"{base_url}/{key}/{outlet.feed}", outlet.kind, outlet.name) for key, outlet in _OUTLETS.items()
    )


@asynccontextmanager
async def serving(newsroom: Newsroom, *, port: int = 0) -> AsyncIterator[str]:
    """The newsroom on loopback while this is open; gives its base URL. Port 0: any that is free."""
    runner = web.AppRunner(newsroom.app(), handle_signals=False, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _unless_known(request: web.Request, body: bytes, content_type: str) -> web.Response:
    """The body, or 304 for who has it."""
    tag = sha256(body).hexdigest()[:16]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache"}
    if any(each.value == tag for each in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=content_type, charset="utf-8", headers=headers)

"""Feeds that grow: news of a town of its own each, in words of its own; some of it told again by another outlet."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "ra", "su", "ti", "ve")


def outlet(feed: int) -> str:
    """Whose feed that is."""
    return f"Audit {feed} Courier"


class Press:
    """`feeds` outlets on one server; all answer 304 to who has their latest.

    `titles` are of events, the first report of each; `retold` those that two outlets have.
    """

    def __init__(self, seed: int, *, feeds: int = 1) -> None:
        self._chance = random.Random(seed)
        self._feeds: list[list[int]] = [[] for _ in range(feeds)]
        self.titles: list[str] = []
        self.retold: list[str] = []
        self.pages: list[tuple[str, str]] = []  # head and body

    @property
    def paths(self) -> list[str]:
        return [f"/feed/{number}" for number in range(len(self._feeds))]

    def publish(self) -> None:
        """One entry more, in any of the feeds."""
        town = f"{self._word()}{self._word()}{len(self.titles)}".title()
        title = f"{town} council bans face recognition"
        told = " ".join(self._sentence() for _ in range(12))
        self.titles.append(title)
        self._chance.choice(self._feeds).append(len(self.pages))
        lead = f"The {town} council voted on Monday to ban face recognition by police."
        end = f"The ban on facial recognition binds the {town} police and schools."
        self.pages.append((title, f"<p>{lead}</p><p>{told}</p><p>{end}</p>"))

    def retell(self) -> None:
        """The latest event, word for word, by another outlet: the message that tells of it is to name both."""
        number = self.pages.index(next(page for page in self.pages if page[0] == self.titles[-1]))
        other = self._chance.choice([feed for feed in self._feeds if number not in feed])
        other.append(len(self.pages))
        self.pages.append(self.pages[number])
        self.retold.append(self.titles[-1])

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/feed/{number}", self._feed)
        app.router.add_get("/{number}", self._page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        base, held = request.url.origin(), self._feeds[int(request.match_info["number"])]
        headers = {"ETag": f'"{len(held)}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        items = "".join(
            f"<item><title>{self.pages[number][0]}</title><link>{base}/{number}</link></item>"
            for number in reversed(held)
        )
        name = outlet(int(request.match_info["number"]))
        feed = f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml", headers=headers)

    async def _page(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        head, body = self.pages[number]
        name = outlet(next(index for index, feed in enumerate(self._feeds) if number in feed))
        page = (
            f"<html lang=en><head><title>{head}</title><meta property='og:site_name' content='{name}'></head>"
            f"<body><article><h1>{head}</h1>{body}</article></body></html>"
        )
        return web.Response(text=page, content_type="text/html")

    def _sentence(self) -> str:
        return " ".join(self._word() for _ in range(9)).capitalize() + "."

    def _word(self) -> str:
        return "".join(self._chance.choice(SYLLABLES) for _ in range(4))

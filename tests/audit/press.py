"""Feeds that grow: each entry is news of a town of its own, told in words of its own."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

SYLLABLES = ("ba", "do", "ki", "lu", "me", "no", "ra", "su", "ti", "ve")


class Press:
    """`feeds` outlets on one server; all answer 304 to who has their latest."""

    def __init__(self, seed: int, *, feeds: int = 1) -> None:
        self._chance = random.Random(seed)
        self._feeds: list[list[int]] = [[] for _ in range(feeds)]
        self.titles: list[str] = []
        self._pages: list[str] = []

    @property
    def paths(self) -> list[str]:
        return [f"/feed/{number}" for number in range(len(self._feeds))]

    def publish(self) -> None:
        """One entry more, in any of the feeds."""
        number = len(self.titles)
        town = f"{self._word()}{self._word()}{number}".title()
        title = f"{town} council bans face recognition"
        told = " ".join(self._sentence() for _ in range(12))
        self.titles.append(title)
        self._chance.choice(self._feeds).append(number)
        self._pages.append(
            f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"<p>The {town} council voted on Monday to ban face recognition by police.</p>"
            f"<p>{told}</p><p>The ban on facial recognition binds the {town} police and schools.</p></article></body>"
        )

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
            f"<item><title>{self.titles[number]}</title><link>{base}/{number}</link></item>"
            for number in reversed(held)
        )
        feed = f"<rss version='2.0'><channel><title>Audit</title>{items}</channel></rss>"
        return web.Response(text=feed, content_type="application/rss+xml", headers=headers)

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=self._pages[int(request.match_info["number"])], content_type="text/html")

    def _sentence(self) -> str:
        return " ".join(self._word() for _ in range(9)).capitalize() + "."

    def _word(self) -> str:
        return "".join(self._chance.choice(SYLLABLES) for _ in range(4))

"""How fast the fetcher polls, what a bomb costs, and how long the loop is held up meanwhile.

python benchmarks/fetch.py [FEEDS]

Feeds are served on loopback by a child process; the peer is a bare aiohttp session that judges and bounds nothing.
Prints seconds, the ratio to the peer, peak memory above the start and the loop's lag.
"""

import asyncio
import gzip
import multiprocessing
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection

import aiohttp
from aiohttp import web

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.core.errors import FetchFailed
from bot.core.model import NotModified

FEED = ("<rss><channel>" + "<item><title>Council votes on cameras</title></item>" * 750 + "</channel></rss>").encode()
HOSTS = 64  # ports of loopback stand for hosts
AT_ONCE = 64
BOMB_BYTES = 600_000_000


def serve(pipe: Connection) -> None:
    """Serve feeds on many ports; tell the ports; stop when told."""
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    bomb = gzip.compress(b"\0" * BOMB_BYTES, compresslevel=9)

    async def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(body=FEED, headers={"ETag": '"1"'})

    async def explode(_: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    app = web.Application()
    app.add_routes([web.get("/bomb", explode), web.get("/{name}", feed)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    ports = []
    for _ in range(HOSTS):
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        ports.append(site._server.sockets[0].getsockname()[1])  # type: ignore[attr-defined]
    pipe.send(ports)
    await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
    await runner.cleanup()


async def spread(urls: list[str], visit: Callable[[str], Awaitable[object]]) -> float:
    """Seconds to visit all."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> None:
        async with slots:
            await visit(url)

    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(one(url))
    return time.perf_counter() - started


class Lag:
    """How late the loop comes to a task that wants to run every five milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def watch(self) -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.005)
            self.late.append(time.perf_counter() - started - 0.005)

    def percentile(self, share: float) -> float:
        return 1000 * sorted(self.late)[int(share * (len(self.late) - 1))]


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measure(ports: list[int], feeds: int) -> None:
    urls = [f"http://127.0.0.1:{ports[index % len(ports)]}/{index}" for index in range(feeds)]
    pairs = tuple(f"127.0.0.1:{port}" for port in ports)
    async with aiohttp.ClientSession() as session:

        async def bare(url: str) -> None:
            async with session.get(url) as response:
                await response.read()

        await spread(urls, bare)
        floor = await spread(urls, bare)
    print(f"bare aiohttp, {feeds} feeds of {len(FEED) // 1000} kB   {floor:6.2f} s")
    async with HttpFetcher(FetchLimits(allow_private=pairs, overall=AT_ONCE)) as fetcher:
        lag = Lag()
        watcher = asyncio.create_task(lag.watch())
        await asyncio.sleep(0)
        cold = await spread(urls, fetcher.fetch)
        print(f"fetcher, cold                          {cold:6.2f} s   {cold / floor:.2f} x")
        answers: list[object] = []

        async def again(url: str) -> None:
            answers.append(await fetcher.fetch(url, etag='"1"'))

        warm = await spread(urls, again)
        assert all(isinstance(answer, NotModified) for answer in answers)
        print(f"fetcher, warm (304)                    {warm:6.2f} s")
        print(
            f"loop lag while polling                 p99 {lag.percentile(0.99):.1f} ms, most {lag.percentile(1):.1f} ms"
        )
        before, lag.late = peak_mb(), []
        started = time.perf_counter()
        try:
            await fetcher.fetch(urls[0].rpartition("/")[0] + "/bomb")
        except FetchFailed as error:
            print(f"bomb of {BOMB_BYTES // 1_000_000} MB: {error.reason}, {time.perf_counter() - started:.2f} s")
        await asyncio.sleep(0.02)
        print(f"bomb: memory +{peak_mb() - before:.0f} MB, loop lag at most {lag.percentile(1):.1f} ms")
        watcher.cancel()


def main() -> None:
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,))
    server.start()
    try:
        asyncio.run(measure(ours.recv(), int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
    finally:
        ours.send("stop")
        server.join()


if __name__ == "__main__":
    main()

"""The bot's own round over many feeds, one of them hostile: seconds, loop lag, memory, and who was delayed.

python benchmarks/poll.py [--feeds 200]

Feeds come from a child process on loopback. The hostile one drips a byte a second, another never ends, a third is a
bomb; the others must not feel it. Prints the cold round (silent baseline) and a warm one (all 304).
"""

import argparse
import asyncio
import gc
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.adapters.clock import SchedulerClock
from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.parsing import ParsingLimits, PoolParser
from bot.adapters.store import open_store
from bot.core.polling import PollLimits, first_state
from bot.services.filing import Filing
from bot.services.watch import Visit, Watch
from config.topics import load_pack

ENTRIES = 30
HOSTS = 64
HOSTILE = ("drip", "endless", "bomb")
PACK = Path(__file__).resolve().parent.parent / "config" / "packs" / "facial_recognition.toml"


def serve(pipe: Connection) -> None:
    """Serve feeds on many ports, tell the ports, stop when told."""
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    words = ["ferry", "harbour", "bridge", "school", "budget", "election", "winter", "market", "theatre", "storm"]

    def feed_of(name: str) -> bytes:
        chance = random.Random(name)
        items = "".join(
            f"<item><title>{' '.join(chance.choices(words, k=6))} {number}</title>"
            f"<link>http://{name}.example/{number}</link><guid>{name}-{number}</guid>"
            f"<description>{' '.join(chance.choices(words, k=150))}</description></item>"
            for number in range(ENTRIES)
        )
        return f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>".encode()

    async def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(body=feed_of(request.match_info["name"]), headers={"ETag": '"1"'})

    async def hostile(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        kind = request.match_info["kind"]
        try:
            while True:
                await response.write(b"<" if kind == "drip" else b"<item>" * 100_000)
                await asyncio.sleep(1 if kind == "drip" else 0)
        except ConnectionError:
            return response

    app = web.Application()
    app.add_routes([web.get("/hostile/{kind}", hostile), web.get("/{name}", feed)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    for _ in range(HOSTS):
        await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send([address[1] for address in runner.addresses])
    await asyncio.get_running_loop().run_in_executor(None, pipe.recv)
    await runner.cleanup()


async def _lag(samples: list[float]) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(0.005)
        samples.append((time.perf_counter() - started - 0.005) * 1000)


async def measure(ports: list[int], feeds: int) -> None:
    """Poll twice and print."""
    topic = load_pack(PACK).topic
    visits: list[Visit] = []
    async with AsyncExitStack() as stack:
        parser = await stack.enter_async_context(PoolParser(ParsingLimits()))
        clock = await stack.enter_async_context(SchedulerClock())
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = await stack.enter_async_context(open_store(f"sqlite:///{folder}/bench.db"))
        limits = FetchLimits(allow_private=tuple(f"127.0.0.1:{port}" for port in ports), total=timedelta(seconds=8))
        fetcher = await stack.enter_async_context(HttpFetcher(limits))
        filing = Filing(
            archive=store.archive, parser=parser, clock=clock, topics=(topic,), alert_at=0.6, digest_at=0.3,
            on_owed=lambda: None,
        )  # fmt: skip
        polling = PollLimits()
        watch = Watch(
            fetcher=fetcher, parser=parser, archive=store.archive, filing=filing, clock=clock, limits=polling,
            pages_per_round=40, concurrency=32, chance=lambda: 0.0, report=visits.append,
        )  # fmt: skip
        for number in range(feeds):
            path = f"hostile/{HOSTILE[number]}" if number < len(HOSTILE) else f"feed{number}"
            await store.archive.add_source(
                url=f"http://127.0.0.1:{ports[number % len(ports)]}/{path}", kind="feed", name=path,
                state=first_state(clock.now(), limits=polling),
            )  # fmt: skip
        await filing.open()
        gc.freeze()  # as run.py does
        for name in ("cold", "warm"):
            await _round(name, watch, filing, visits)


async def _round(name: str, watch: Watch, filing: Filing, visits: list[Visit]) -> None:
    visits.clear()
    samples: list[float] = []
    measuring = asyncio.create_task(_lag(samples))
    started = time.perf_counter()
    await watch.once()
    await filing.flush()
    wall = time.perf_counter() - started
    measuring.cancel()
    good = [visit.seconds for visit in visits if visit.outcome != "failed"]
    failed = [visit for visit in visits if visit.outcome == "failed"]
    samples.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {len(visits)} visits in {wall:.2f} s; a good one {statistics.median(good):.3f} s median, "
        f"{max(good):.2f} s at most (waiting for its turn included); {len(failed)} failed; "
        f"lag p99 {samples[int(len(samples) * 0.99)]:.1f} ms, at most {samples[-1]:.1f} ms; peak {memory:.0f} MB"
    )
    for visit in failed:
        print(f"  {visit.source.name}: {visit.error} ({visit.seconds:.1f} s)")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--feeds", type=int, default=200)
    feeds = arguments.parse_args().feeds
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    server.start()
    try:
        asyncio.run(measure(ours.recv(), feeds))
    finally:
        ours.send("stop")
        server.join()


if __name__ == "__main__":
    main()

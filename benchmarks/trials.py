"""A keyword tried on 90 days of archive: how long it takes, and how long others wait meanwhile.

    python -m benchmarks.trials [--articles 10000]

Articles are made of seeded words; one in twenty speaks of the topic and is filed, the others were passed over. Target:
under 2 s for 10,000, and the event loop never held up (what Slack and Discord are acknowledged by).
"""

import argparse
import asyncio
import random
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.store import SqlArchive, open_store
from bot.core.alerts import Limits, analyse
from bot.core.model import Article, Filed, Passed, StoryId, Topic
from bot.core.rules import compile_rules
from bot.ports import Harvest
from bot.services.tune import Trials
from config.topics import load_pack

PACK = Path(__file__).resolve().parent.parent / "config/packs/facial_recognition.toml"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
WORDS_PER_ARTICLE = 600
OURS = 20  # one article in so many
BATCH = 500
QUERIES = ("licence", '"harbour ferry"~8', "council AND (camera OR pier) NOT school", '"facial recognition" school')
TICK = 0.005


class _Clock:
    def now(self) -> datetime:
        return NOW

    async def ticks(self, seconds: float):  # type: ignore[no-untyped-def]
        raise NotImplementedError
        yield


def _vocabulary(chance: random.Random) -> list[str]:
    letters = "aeiourstlnmdc"
    made = ["".join(chance.choices(letters, k=chance.randint(2, 11))) for _ in range(6000)]
    return [*made, "council", "camera", "pier", "school", "licence", "harbour", "ferry", "police"]


def _texts(count: int) -> list[tuple[str, str]]:
    chance = random.Random(7)
    words = _vocabulary(chance)
    common = [1 / (place + 10) for place in range(len(words))]
    texts = []
    for number in range(count):
        body = chance.choices(words, common, k=WORDS_PER_ARTICLE)
        if number % OURS == 0:
            body[20:20] = ["The", "council", "voted", "to", "ban", "facial", "recognition", "by", "police", "."]
        body[40] = "“" + body[40] + "”"  # as print has it: not all ASCII
        texts.append((" ".join(body[:8]), " ".join(body)))
    return texts


async def _fill(archive: SqlArchive, topic: Topic, count: int) -> None:
    chance = random.Random(8)
    book = compile_rules(topic.rules)
    harvest: list[Harvest] = []
    for number, (title, text) in enumerate(_texts(count)):
        at = NOW - timedelta(days=chance.uniform(0, 90))
        article = Article(title=title, text=text, url=f"https://gazette.example/{number}", outlet="Gazette")
        if book.apply(title, text):
            (id,) = await archive.reserve([at])
            analysis = analyse(article, book=book, topic=topic)
            filed = Filed(id=id, source=None, seen_at=at, analysis=analysis, story=StoryId(id))
            harvest.append(Harvest(source=None, filed=(filed,)))
        else:
            harvest.append(Harvest(source=None, passed=(Passed(article=article, source=None, seen_at=at),)))
        if len(harvest) == BATCH:
            await archive.record(harvest)
            harvest = []
    await archive.record(harvest)


async def _lag(lags: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        lags.append(time.perf_counter() - before - TICK)


async def _measure(count: int) -> None:
    topic = load_pack(PACK).topic
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        async with open_store(f"sqlite:///{path}") as store:
            await _fill(store.archive, topic, count)
            print(f"{count} articles, {path.stat().st_size / 1e6:.0f} MB")
            trials = Trials(archive=store.archive, clock=_Clock(), topics=[topic], limits=Limits(alert=0.6, digest=0.3))
            lags: list[float] = []
            watching = asyncio.create_task(_lag(lags))
            for query in QUERIES:
                wall, cpu = time.perf_counter(), time.process_time()
                trial = await trials.of_new(query)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                print(f"{wall:5.2f} s ({cpu:.2f} s of CPU)  {trial.matched:5} matched of {trial.articles}  {query}")
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            lags.sort()
            print(f"loop lag: p99 {1000 * lags[len(lags) * 99 // 100]:.0f} ms, at most {1000 * lags[-1]:.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    asyncio.run(_measure(parser.parse_args().articles))


if __name__ == "__main__":
    main()

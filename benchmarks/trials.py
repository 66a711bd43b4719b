"""A keyword tried on 90 days of archive: how long it takes, and how long others wait meanwhile.

    python -m benchmarks.trials [--articles 10000]

Articles are as long as news is (5,000 characters on average, in sentences and paragraphs), of words as frequent as
words are (by Zipf's law; invented ones, among common ones and those of the topic's pack). One in twenty speaks of the
topic and is filed, the others were passed over. The keywords match from none to all of them. Targets: under 2 s for
10,000 up to a keyword that one in five matches; one that matches more is asked about as soon; the event loop is never
held up (what Slack and Discord are acknowledged by): p99 under 50 ms.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import accumulate
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
WORDS = 800  # of an article on average
OURS = 20  # one article in so many
BATCH = 500
PLANTED = {"mooring": 0.005, "breakwater": 0.05, "wharf": 0.2}  # the share of articles that have the word
QUERIES = (
    "zeppelin",
    "mooring",
    '"mooring breakwater"~8',
    "breakwater",
    "wharf",
    "wharf NOT breakwater",
    '"facial recognition"^3 council',
    "the",
)
COMMON = """
the of and to a in that is was for on it with as he at by be this had not are but from or have an they which one
you were her all she there would their we him been has when who will more no if out so said what up its about
into than them can only other new some could time these two may then do first any my now such like our over man
me even most made after also did many before must through back years where much your way well down should because
each just those people how too little state good very make world still see men work long here get both between
life being under three never know same last another while us off might great go come since against right came
take used himself few house use during without again place old around year week month city home three mayor road
company children water school street court money office news weather team game music film market river price
""".split()  # noqa: SIM905
TICK = 0.005


class _Clock:
    def now(self) -> datetime:
        return NOW

    async def ticks(self, seconds: float):  # type: ignore[no-untyped-def]
        raise NotImplementedError
        yield


class _Writer:
    """Writes articles of invented words, always the same ones."""

    def __init__(self, topic: Topic) -> None:
        self._chance = random.Random(7)
        letters = "aeiourstlnmdc"
        made = {"".join(self._chance.choices(letters, k=self._chance.randint(4, 11))) for _ in range(20_000)}
        ours = [*topic.policy_words, *topic.actor_words, *topic.context_words, *(name.name for name in topic.names)]
        book = compile_rules(topic.rules, topics=(topic,))
        rare = [*sorted(made), *(word for word in ours if not book.apply("", word)), "Zoë", "façade", "naïve"]
        self._chance.shuffle(rare)
        self._words = [*COMMON, *rare]
        self._weights = list(accumulate(1 / place for place in range(3, len(self._words) + 3)))

    def article(self, number: int) -> tuple[str, str]:
        """Title and text."""
        length = max(60, int(self._chance.lognormvariate(0, 0.55) * WORDS / 1.16))
        words = self._drawn(length)
        for word, share in PLANTED.items():
            if self._chance.random() < share:
                words[self._chance.randrange(len(words))] = word
        text = "\n\n".join(self._paragraphs(words))
        if number % OURS == 0:
            text = f"The city council voted to ban facial recognition by police {number}.\n\n{text}"
        return " ".join(self._drawn(9)).capitalize(), text

    def _drawn(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def _paragraphs(self, words: list[str]) -> Iterator[str]:
        while words:
            count = self._chance.randint(25, 70)
            yield " ".join(self._sentences(words[:count]))
            words = words[count:]

    def _sentences(self, words: list[str]) -> Iterator[str]:
        while words:
            count = self._chance.randint(8, 30)
            sentence = " ".join(words[:count])
            sentence = sentence[0].upper() + sentence[1:] + "."
            yield f"“{sentence}”" if self._chance.random() < 0.15 else sentence  # as print has it: not all ASCII
            words = words[count:]


async def _fill(archive: SqlArchive, topic: Topic, count: int) -> None:
    chance = random.Random(8)
    book = compile_rules(topic.rules)
    harvest: list[Harvest] = []
    writer = _Writer(topic)
    for number in range(count):
        title, text = writer.article(number)
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
            await store.archive.save_rules(topic.rules)
            await _fill(store.archive, topic, count)
            print(f"{count} articles, {path.stat().st_size / 1e6:.0f} MB")
            trials = Trials(archive=store.archive, clock=_Clock(), topics=[topic], limits=Limits(alert=0.6, digest=0.3))
            lags: list[float] = []
            watching = asyncio.create_task(_lag(lags))
            for query in QUERIES:
                wall, cpu = time.perf_counter(), time.process_time()
                trial = await trials.of_new(query)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                reach = time.perf_counter()
                await trials.reach(query)
                reach = time.perf_counter() - reach
                print(
                    f"{wall:5.2f} s ({cpu:.2f} s of CPU)  {trial.matched:5} matched of {trial.articles}, effect of "
                    f"the last {trial.weighed_days:.0f} days; asked first in {reach:.2f} s  {query}"
                )
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

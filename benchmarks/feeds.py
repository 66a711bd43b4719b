"""What one feed of 30 entries costs to read, by shape: ours, fastfeedparser alone, feedparser.

`python -m benchmarks.feeds`. The feeds are made here, from a seed. Absolute figures drift with the machine, so the
readers take turns within one run, and each figure is the median of the rounds.
"""

import io
import random
import statistics
from collections.abc import Callable
from time import perf_counter

import fastfeedparser
import feedparser
from rich.console import Console
from rich.table import Table

from bot.core.feeds import parse_feed

ENTRIES = 30
ROUNDS = 5
REPEATS = 40
TARGET_MS = 0.35
URL = "https://herald.example/feed"

TEXT = (
    "the council voted on a measure about cameras in public places after residents of the valley had asked for it and "
    "the mayor said that she would sign it before the end of the month while police hoped for an exception"
)


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(TEXT.split(), k=words)).capitalize() + "."


def short_rss(chance: random.Random) -> str:
    """A title and a sentence: the habit of large outlets."""
    items = "".join(
        f"<item><title>{sentence(chance, 9)}</title><link>https://herald.example/{n}</link>"
        f"<guid>https://herald.example/{n}</guid><pubDate>Tue, 24 Nov 2026 10:{n:02}:00 GMT</pubDate>"
        f"<description>{sentence(chance, 25)}</description></item>"
        for n in range(ENTRIES)
    )
    return (
        f"<rss version='2.0'><channel><title>Herald</title><link>https://herald.example</link>{items}</channel></rss>"
    )


def blog_rss(chance: random.Random) -> str:
    """An excerpt with markup and the full content: WordPress."""
    items = "".join(
        f"<item><title>{sentence(chance, 9)} &#038; more</title><link>https://blog.example/{n}/</link>"
        f"<dc:creator><![CDATA[Ada Reed]]></dc:creator><pubDate>Tue, 24 Nov 2026 10:{n:02}:00 +0000</pubDate>"
        f"<guid isPermaLink='false'>https://blog.example/?p={n}</guid><description><![CDATA[<p>{sentence(chance, 50)} "
        f"[&#8230;]</p>\n<p>The post <a href='https://blog.example/{n}/'>x</a> appeared first on <a href='/'>B</a>.</p>"
        f"]]></description><content:encoded><![CDATA[{''.join(f'<p>{sentence(chance, 40)}</p>' for _ in range(12))}]]>"
        f"</content:encoded></item>"
        for n in range(ENTRIES)
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Blog</title>"
        f"<link>https://blog.example</link>{items}</channel></rss>"
    )


def atom(chance: random.Random) -> str:
    """Escaped HTML, a link of each kind, two dates."""
    entries = "".join(
        f"<entry><title type='html'>{sentence(chance, 9)}</title><id>tag:observer.example,2026:{n}</id>"
        f"<link rel='alternate' type='text/html' href='https://observer.example/{n}'/>"
        f"<author><name>Jo Marsh</name></author>"
        f"<published>2026-11-24T10:{n:02}:00+02:00</published><updated>2026-11-24T12:{n:02}:00Z</updated>"
        f"<summary type='html'>&lt;p&gt;{sentence(chance, 40)}&lt;/p&gt;</summary></entry>"
        for n in range(ENTRIES)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Observer</title>{entries}</feed>"


def aggregator(chance: random.Random) -> str:
    """A `source` for each entry: what fastfeedparser doesn't report, so the feed is read again element by element."""
    items = "".join(
        f"<item><title>{sentence(chance, 9)} - Herald</title><link>https://news.example/{n}?oc=5</link>"
        f"<guid isPermaLink='false'>CB{n}</guid><pubDate>Tue, 24 Nov 2026 10:{n:02}:00 GMT</pubDate>"
        f"<description>&lt;a href='https://news.example/{n}'&gt;{sentence(chance, 9)}&lt;/a&gt;</description>"
        f"<source url='https://herald.example'>Herald</source></item>"
        for n in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Aggregator</title>{items}</channel></rss>"


def milliseconds(read: Callable[[], object], repeats: int) -> float:
    start = perf_counter()
    for _ in range(repeats):
        read()
    return (perf_counter() - start) / repeats * 1000


def compare(body: bytes) -> dict[str, float]:
    """Milliseconds a feed for each reader, which take turns."""
    readers: dict[str, tuple[Callable[[], object], int]] = {
        "ours": (lambda: parse_feed(body, url=URL), REPEATS),
        "fastfeedparser": (lambda: fastfeedparser.parse(body), REPEATS),
        "feedparser": (lambda: feedparser.parse(io.BytesIO(body)), 3),
    }
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(ROUNDS):
        for name, (read, repeats) in readers.items():
            taken[name].append(milliseconds(read, repeats))
    return {name: statistics.median(rounds) for name, rounds in taken.items()}


def main() -> None:
    table = Table(title=f"One feed of {ENTRIES} entries: ms, median of {ROUNDS} rounds")
    for column in ("feed", "kB", "ours", "fastfeedparser", "feedparser", "feedparser : ours"):
        table.add_column(column, justify="left" if column == "feed" else "right")
    ours = []
    for shape in (short_rss, blog_rss, atom, aggregator):
        body = shape(random.Random(7)).encode()
        took = compare(body)
        ours.append(took["ours"])
        figures = (f"{took[name]:.2f}" for name in ("ours", "fastfeedparser", "feedparser"))
        table.add_row(shape.__name__, f"{len(body) / 1000:.0f}", *figures, f"{took['feedparser'] / took['ours']:.0f}x")
    Console().print(table)
    Console().print(f"median of the shapes: {statistics.median(ours):.2f} ms; target {TARGET_MS} ms")


if __name__ == "__main__":
    main()

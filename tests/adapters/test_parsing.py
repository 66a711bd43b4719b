import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import dedent

import pytest

from bot.adapters.parsing import Limits, ParsingLimits, PoolParser
from bot.adapters.parsing.child import Failure, prepare_for_feeds
from bot.adapters.parsing.crew import Crew
from bot.core.errors import FeedUnreadable, PageUnreadable
from bot.core.model import Hints, Page

SOUND = b"<rss><channel><title>Herald</title><item><title>Ban</title><link>https://a.example/1</link></item></channel></rss>"
LIMITS = Limits(workers=1, wall_seconds=10, cpu_seconds=5, memory_mb=80)


def page(body: bytes) -> Page:
    return Page(url="https://a.example/f", final_url="https://a.example/f", status=200, content_type="", body=body)


def parser_with(feeds: Limits) -> PoolParser:
    return PoolParser(ParsingLimits(feeds=feeds))


async def reads(parser: PoolParser) -> bool:
    return (await parser.feed(page(SOUND))).title == "Herald"


@pytest.fixture
async def crew() -> AsyncIterator[Crew]:
    async with Crew(LIMITS, prepare_for_feeds) as started:
        yield started


# feedparser compares each category with all before it: half a megabyte that costs it seconds of processor time.
CATEGORIES = b"".join(b"<category>%d</category>" % number for number in range(20_000))
COSTLY = SOUND.replace(b"</item>", CATEGORIES + b"</item>")


async def test_a_feed_that_takes_too_much_processor_time_is_given_up() -> None:
    async with parser_with(Limits(workers=1, wall_seconds=30, cpu_seconds=0.3, memory_mb=80)) as parser:
        with pytest.raises(FeedUnreadable, match=r"took more than 0.3 s of processor time to read"):
            await parser.feed(page(COSTLY), reader="feedparser")
        assert await reads(parser)


async def test_large_feeds_that_cost_seconds_leave_a_child_to_the_others() -> None:
    async with parser_with(Limits(workers=2, wall_seconds=30, cpu_seconds=1, memory_mb=80)) as parser:
        hogs = [asyncio.create_task(parser.feed(page(COSTLY), reader="feedparser")) for _ in range(3)]
        for _ in range(3):
            assert await reads(parser)
        assert not any(hog.done() for hog in hogs[1:])
        for hog in hogs:
            hog.cancel()
        await asyncio.gather(*hogs, return_exceptions=True)


async def test_a_feed_that_takes_too_long_is_given_up() -> None:
    async with parser_with(Limits(workers=1, wall_seconds=0.3, cpu_seconds=30, memory_mb=80)) as parser:
        with pytest.raises(FeedUnreadable, match=r"took longer than 0.3 s to read"):
            await parser.feed(page(COSTLY), reader="feedparser")
        assert await reads(parser)


async def test_a_feed_that_needs_too_much_memory_is_given_up() -> None:
    big = b"<rss><channel>" + b"<a>b</a>" * 1_000_000 + b"</channel></rss>"

    async with parser_with(Limits(workers=1, wall_seconds=30, cpu_seconds=20, memory_mb=60)) as parser:
        for _ in range(2):  # a child that has grown is no more lenient, nor slower
            with pytest.raises(FeedUnreadable, match=r"more memory than a feed may|too large"):
                await parser.feed(page(big))
        assert await reads(parser)


async def test_an_xml_bomb_costs_nothing() -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<!DOCTYPE rss [<!ENTITY l0 "lol">' + laughs + b"]>" + SOUND.replace(b"Ban", b"&l11;")

    async with parser_with(LIMITS) as parser:
        assert (await parser.feed(page(bomb))).entries[0].title == "&l11;"


async def test_a_child_that_crashes_is_replaced_and_the_others_go_on() -> None:
    async with Crew(Limits(workers=2, wall_seconds=10, cpu_seconds=5, memory_mb=80), prepare_for_feeds) as crew:
        crashed, *others = await asyncio.gather(crew.run(os.abort), *(crew.run(abs, -n) for n in range(20)))

        assert crashed == Failure("crashed the process that read it", is_costly=True)
        assert others == list(range(20))


async def test_too_much_memory_is_refused_and_the_child_lives_on(crew: Crew) -> None:
    child = await crew.run(os.getpid)

    assert await crew.run(bytes, 500_000_000) == Failure("needs more than 80 MB of memory to read", is_costly=True)
    assert await crew.run(os.getpid) == child


async def test_a_fault_of_ours_is_a_failure_with_a_trace(crew: Crew) -> None:
    failure = await crew.run(int, "no number")

    assert isinstance(failure, Failure)
    assert failure.reason == "could not be read (ValueError)"
    assert "Traceback" in failure.trace


async def test_a_pool_whose_idle_child_is_killed_starts_again(crew: Crew) -> None:
    child = await crew.run(os.getpid)
    assert isinstance(child, int)
    os.kill(child, 9)

    answers = {await crew.run(os.getpid) for _ in range(3)}

    assert child not in answers
    assert all(isinstance(answer, int) for answer in answers)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_meant_for_the_bot_leaves_its_children_reading(crew: Crew, number: int) -> None:
    child, server = await crew.run(os.getpid), await crew.run(os.getppid)
    assert isinstance(child, int)
    assert isinstance(server, int)

    for process in (child, server):
        os.kill(process, number)

    assert (await crew.run(os.getpid), await crew.run(os.getppid)) == (child, server)


async def test_a_pool_that_was_closed_is_not_started_again() -> None:
    async with Crew(LIMITS, prepare_for_feeds) as crew:
        pass

    assert isinstance(await crew.run(os.getpid), Failure)


async def test_the_loop_goes_on_while_children_work() -> None:
    ticks = 0

    async def count() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    async with parser_with(Limits(workers=1, wall_seconds=0.5, cpu_seconds=30, memory_mb=80)) as parser:
        ticking = asyncio.create_task(count())
        with pytest.raises(FeedUnreadable):
            await parser.feed(page(COSTLY), reader="feedparser")
        ticking.cancel()

    assert ticks > 5


async def test_a_cancelled_task_gives_its_child_back() -> None:
    async with parser_with(Limits(workers=1, wall_seconds=60, cpu_seconds=60, memory_mb=80)) as parser:
        costly = asyncio.create_task(parser.feed(page(COSTLY), reader="feedparser"))
        await asyncio.sleep(0.05)
        costly.cancel()

        assert await reads(parser)
        assert costly.cancelled()


async def test_children_are_replaced_after_their_share_of_tasks() -> None:
    async with Crew(
        Limits(workers=1, wall_seconds=10, cpu_seconds=5, memory_mb=80, tasks=3), prepare_for_feeds
    ) as crew:
        children = {await crew.run(os.getpid) for _ in range(6)}

    assert len(children) > 1


async def test_a_feed_child_loads_nothing_that_only_articles_need(crew: Crew) -> None:
    loaded = await crew.run(
        eval, "[m for m in ('feedparser', 'trafilatura', 'sqlalchemy') if m in __import__('sys').modules]"
    )

    assert loaded == []


async def test_a_feed_child_at_work_stays_small(crew: Crew) -> None:
    await crew.run(
        eval, "__import__('bot.core.feeds').core.feeds.parse_feed(%r, url='https://a.example/')" % (SOUND * 1)
    )
    peak_kb = await crew.run(eval, "__import__('resource').getrusage(0).ru_maxrss")

    assert isinstance(peak_kb, int)
    assert peak_kb < 80_000


def test_children_neither_run_the_main_module_again_nor_outlive_it(tmp_path: Path) -> None:
    program = tmp_path / "main.py"
    program.write_text(
        dedent("""
        import asyncio, os, sys
        from bot.adapters.parsing import ParsingLimits, PoolParser
        from bot.core.model import Page
        print("main", flush=True)

        async def main():
            async with PoolParser(ParsingLimits()) as parser:
                page = Page(url="https://a.example/", final_url="https://a.example/", status=200, content_type="",
                            body=b"<rss><channel/></rss>")
                await parser.feed(page)
                os.kill(os.getpid(), 9)

        if __name__ == "__main__":
            asyncio.run(main())
        """)
    )

    done = subprocess.run(
        [sys.executable, program],
        capture_output=True,  # ends when the last child that holds the pipe has gone
        text=True,
        timeout=20,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )

    assert done.stdout == "main\n"
    assert done.returncode == -9


async def test_a_page_too_large_for_an_article_costs_no_child_its_time() -> None:
    body = b"<article><p>" + b"a word or two " * 300_000
    url = "https://a.example/long"
    page = Page(url=url, final_url=url, status=200, content_type="text/html", body=body)
    async with PoolParser(ParsingLimits(), reads_feeds=False) as parser:
        with pytest.raises(PageUnreadable, match="too large for an article"):
            await parser.article(page, Hints(url=url, outlet=None))

"""What has had its time goes from every look-up and from the disk; what was read from it stays."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import Store, open_store
from bot.adapters.store.passed import FAST
from bot.core.excerpts import Keeping
from bot.core.messages import Message, alert_message, why_message
from bot.core.model import Article, Deed, Match, Passed, Question, Rule
from bot.ports import Harvest
from bot.services.health import HealthCheck
from bot.services.retention import CHORE, EVERY, Retention, Tidied
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, position, quote, span

DAY = timedelta(days=1)
DULL = "The hall was warm and the agenda long. " * 40
CANARY = "zyxwacanary"
UNMATCHED = "Nothing of what is watched stands here."


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(await empty_database(tmp_path)) as opened:
        yield opened


async def _canaries(store: Store, count: int, *, age: timedelta) -> None:
    """Articles, each with a word of its own in the midst of its text, one in a quote, and one that nothing matched."""
    for number in range(count):
        middle = f"In the midst stood {CANARY}{number}q and nobody saw."
        text = f"{DULL}\n\n{middle}\n\n“We will wait {number},” said Ada Moreno.\n\nThe end."
        words = f"We will wait {number},"
        await file(store.archive, f"Number {number}", text, seen_at=NOW - age, quotes=[quote(text, words)])
    passed = Article(title="Passed", text=UNMATCHED, url="https://gazette.example/passed")
    await store.archive.record([Harvest(source=None, passed=(Passed(article=passed, source=None, seen_at=NOW - age),))])


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("watchword.db*"))


def _question(word: str) -> Question:
    return Question(query=word, terms=(word,))


def _retention(store: Store, keeping: Keeping, reports: list[Tidied]) -> Retention:
    return Retention(archive=store.archive, clock=FakeClock(), keeping=keeping, report=reports.append)


async def test_nothing_of_what_was_cut_is_left_in_file_log_or_index(store: Store, tmp_path: Path) -> None:
    await _canaries(store, 45, age=91 * DAY)
    unmatched = zlib.compress(UNMATCHED.encode(), FAST)
    assert CANARY.encode() in _on_disk(tmp_path)
    assert unmatched in _on_disk(tmp_path)

    done = await _retention(store, Keeping(), []).tidy()

    assert done == Tidied(shortened=45, dropped=1)
    assert CANARY.encode() not in _on_disk(tmp_path)
    assert unmatched not in _on_disk(tmp_path)
    assert b"We will wait 44" in _on_disk(tmp_path)
    assert await store.archive.search(_question(f"{CANARY}7q"), limit=9) == ()
    assert len(await store.archive.quotes(_question("wait"), limit=99)) == 45


async def test_days_of_nought_keep_everything(store: Store) -> None:
    await _canaries(store, 2, age=999 * DAY)
    done = await _retention(store, Keeping(full_text_days=0, unmatched_days=0), []).tidy()
    assert done == Tidied(shortened=0, dropped=0)
    assert len(await store.archive.search(_question(f"{CANARY}1q"), limit=9)) == 1


async def test_both_times_are_their_own(store: Store) -> None:
    await _canaries(store, 2, age=50 * DAY)
    done = await _retention(store, Keeping(full_text_days=90, unmatched_days=30), []).tidy()
    assert done == Tidied(shortened=0, dropped=1)


async def test_killed_between_two_steps_the_next_run_ends_the_work(store: Store, tmp_path: Path) -> None:
    await _canaries(store, 30, age=91 * DAY)
    await store.archive.shorten(NOW - 90 * DAY, limit=20)  # and then the power went

    reports: list[Tidied] = []
    await _retention(store, Keeping(), reports).when_due()

    assert reports == [Tidied(shortened=10, dropped=1)]
    assert CANARY.encode() not in _on_disk(tmp_path)


async def test_others_write_and_read_between_the_steps(store: Store) -> None:
    await _canaries(store, 60, age=91 * DAY)
    tidying = asyncio.create_task(_retention(store, Keeping(), []).tidy())
    between = 0
    while not tidying.done():
        await store.archive.reserve([NOW])
        between += 1
        await asyncio.sleep(0)
    assert (await tidying).shortened == 60
    assert between >= 3


async def test_it_is_done_once_a_day_and_after_a_clock_was_set_back() -> None:
    archive, clock, reports = FakeArchive(), FakeClock(), list[Tidied]()
    retention = Retention(archive=archive, clock=clock, keeping=Keeping(), report=reports.append)
    for step, runs in ((timedelta(0), 1), (EVERY / 2, 1), (EVERY / 2, 2), (-EVERY / 4, 3)):
        clock.move(step)
        await retention.when_due()
        await retention.when_due()
        assert len(reports) == runs


async def test_after_a_leap_of_the_clock_nothing_is_cut_until_a_day_has_gone_by() -> None:
    archive, clock, reports = FakeArchive(), FakeClock(), list[Tidied]()
    retention = Retention(archive=archive, clock=clock, keeping=Keeping(), report=reports.append)
    steps = ((0 * DAY, 1), (120 * DAY, 1), (DAY / 2, 1), (-120.5 * DAY, 1), (DAY, 2), (99 * DAY, 2), (DAY, 3), (DAY, 4))
    for step, runs in steps:
        clock.move(step)
        await retention.when_due()
        assert len(reports) == runs


async def test_a_bot_started_once_a_day_believes_the_clock_after_a_long_absence() -> None:
    archive, clock, reports = FakeArchive(), FakeClock(), list[Tidied]()
    for step, runs in ((0 * DAY, 1), (30 * DAY, 1), (DAY * 0.99, 2), (DAY, 3)):
        clock.move(step)
        await Retention(archive=archive, clock=clock, keeping=Keeping(), report=reports.append).when_due()
        assert len(reports) == runs


async def test_health_says_when_it_was_done_and_warns_when_it_is_not() -> None:
    archive, clock = FakeArchive(), FakeClock()
    health = HealthCheck(archive=archive, clock=clock, platforms={}, is_running=True, keeping=Keeping(unmatched_days=0))

    async def said() -> tuple[str, str]:
        return next((each.light, each.words) for each in (await health.verdict()).findings if each.part == CHORE)

    assert await said() == ("ok", "full texts are kept 90 d, unmatched articles for good; not tidied yet")
    await archive.did(CHORE, NOW)
    clock.move(timedelta(hours=3))
    assert (await said())[1].endswith("tidied 3 h ago")
    clock.move(2 * DAY)
    assert (await said())[0] == "warning"
    clock.move(20 * DAY)
    light, words = await said()
    assert (light, "the clock has leapt" in words) == ("warning", True)


async def test_an_alert_and_its_why_read_the_same_before_and_after(store: Store) -> None:
    text = f"{DULL}\n\nNorthport bans cameras. A vote is due.\n\n“We will wait,” said Ada Moreno.\n\nA forgotten line."
    await store.archive.save_rules((Rule(id="cams", query="cameras"),))
    filed = await file(
        store.archive,
        "Northport bans cameras",
        text,
        quotes=[quote(text, "We will wait,", speaker="Ada Moreno")],
        positions=[position(text, "Northport bans cameras.", actor="Northport", action=Deed.BAN)],
        seen_at=NOW - 91 * DAY,
    )
    read = replace(
        filed.analysis,
        matches=(Match(rule="cams", field="body", span=span(text, "cameras")),),
        summary=(span(text, "A vote is due."),),
    )
    await store.archive.record([Harvest(source=None, filed=(replace(filed, analysis=read),))])
    alert = await decide(store.archive, filed)

    async def shown() -> tuple[Message, Message]:
        card = await store.archive.card(alert.id)
        assert card is not None
        return alert_message(card, now=NOW), why_message(card)

    before = await shown()
    assert await store.archive.shorten(NOW, limit=9) == 1
    assert await shown() == before
    (kept,) = await store.archive.articles([filed.id])
    assert "forgotten" not in kept.analysis.article.text

"""A disk full or read-only, a file held or damaged: it is said, nothing is half kept, and it goes on."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import Store, open_store
from bot.core.errors import StoreUnusable
from bot.services.health import Finding, HealthCheck
from tests.fakes.clock import FakeClock
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, owe


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(await empty_database(tmp_path), busy_timeout=timedelta(milliseconds=30)) as opened:
        yield opened


async def _pragma(store: Store, words: str) -> None:
    """On the one connection that writes, for as long as it is open."""
    async with store.archive._database._writer.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute_fetchall(f"PRAGMA {words}")  # in no transaction


async def test_what_is_committed_is_on_the_disk_before_anything_follows_from_it(store: Store) -> None:
    async with store.archive._database._writer.connect() as connection:
        levels = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in ("synchronous", "journal_mode")
        ]
    assert levels == [2, "wal"]  # FULL: sqlite.org/pragma.html#pragma_synchronous


async def _said(store: Store) -> Finding:
    health = HealthCheck(archive=store.archive, clock=FakeClock(), platforms={}, is_running=True)
    return next(each for each in (await health.verdict()).findings if each.part == "store")


async def _fails_and_mends(store: Store, *, words: str) -> None:
    """A write is refused whole, and said."""
    with pytest.raises(StoreUnusable, match=words):
        await file(store.archive, "Lost?", "word " * 20_000)
    finding = await _said(store)
    assert finding.light == "failing"
    assert words in finding.words
    assert finding.advice == "see docs/recovery.md"
    assert (await store.archive.searched()).articles == 1  # what was there can be looked up all the while


async def test_a_full_disk(store: Store) -> None:
    kept = await file(store.archive, "Kept")
    await owe(store.archive, await decide(store.archive, kept))
    await _pragma(store, "max_page_count = 1")  # SQLite takes it for the pages there are

    await _fails_and_mends(store, words="the disk is full")

    await _pragma(store, "max_page_count = 1000000")
    await file(store.archive, "Lost?", "word " * 20_000)
    assert await _said(store) == Finding(part="store", light="ok", words="readable, and was written last time")
    assert (await store.archive.searched()).articles == 2
    assert (await store.archive.backlog(NOW)).owed == 1


async def test_trouble_is_told_once_and_so_is_its_end(tmp_path: Path) -> None:
    told: list[str | None] = []
    async with open_store(await empty_database(tmp_path), on_trouble=told.append) as store:
        await _pragma(store, "query_only = ON")
        for _ in range(3):
            with pytest.raises(StoreUnusable):
                await file(store.archive, "Lost?")
        await _pragma(store, "query_only = OFF")
        for _ in range(2):
            await file(store.archive, "Kept")
    (trouble, end) = told
    assert trouble is not None
    assert "can't be written" in trouble
    assert end is None


async def test_a_disk_that_became_read_only(store: Store) -> None:
    await file(store.archive, "Kept")
    await _pragma(store, "query_only = ON")

    await _fails_and_mends(store, words="check the permissions")

    await _pragma(store, "query_only = OFF")
    await file(store.archive, "Lost?")
    assert (await _said(store)).light == "ok"


async def test_another_program_that_holds_the_database(store: Store, tmp_path: Path) -> None:
    await file(store.archive, "Kept")
    with closing(sqlite3.connect(tmp_path / "watchword.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await _fails_and_mends(store, words="held by another program")
        other.execute("ROLLBACK")
    await file(store.archive, "Lost?")
    assert (await _said(store)).light == "ok"


async def test_a_database_that_is_damaged_under_the_bot(tmp_path: Path) -> None:
    place = tmp_path / "watchword.db"
    url = await empty_database(tmp_path)
    async with open_store(url) as store:
        for number in range(160):  # the schema lies in the half that stays
            await file(store.archive, f"Article {number}", "word " * 400)
    await asyncio.to_thread(_spoil, place)

    async with open_store(url) as store:
        with pytest.raises(StoreUnusable, match="is damaged"):
            await store.archive.walk(0, limit=99)  # type: ignore[arg-type]
        finding = await _said(store)
    assert finding.light in ("ok", "failing")  # as far as it reads


def _spoil(place: Path) -> None:
    content = place.read_bytes()
    place.write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) - len(content) // 2))


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
async def test_a_clock_that_jumps_gives_no_id_twice_and_leaves_nothing_owed_for_ever(
    store: Store, jump: timedelta
) -> None:
    before = await file(store.archive, "Before", published=NOW, seen_at=NOW)
    first = await owe(store.archive, await decide(store.archive, before), due=NOW)
    claimed = await store.outbox.claim(NOW, lease_until=NOW + timedelta(seconds=25), limit=9)
    later = NOW + jump

    after = await file(store.archive, "After", published=later, seen_at=later)
    again = await file(store.archive, "Again", published=NOW, seen_at=later)
    owed = await owe(store.archive, await decide(store.archive, after), "terminal:other", due=later)

    assert len({before.id, after.id, again.id}) == 3
    assert [each.id for each in claimed] == [first.id]
    due = await store.outbox.claim(later + timedelta(hours=2), lease_until=later + timedelta(hours=3), limit=9)
    assert {each.id for each in due} == {first.id, owed.id}

"""The database file: made, upgraded, refused in words, safe among processes and after a kill."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.adapters.store import migrations, open_store
from bot.adapters.store.database import in_words
from bot.adapters.store.migrations import HEAD
from bot.adapters.store.schema import metadata
from bot.core.errors import SettingsInvalid, StoreUnusable
from bot.core.model import Channel, Deed, PollState, Question
from bot.ports import Harvest
from tests.fakes.filing import NOW, decide, file, owe, owed, position, quote

ROOT = Path(__file__).parents[3]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data" / "watchword.db"


def url(place: Path) -> str:
    return f"sqlite:///{place}"


def write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def spoil(place: Path, *, after: int) -> None:
    content = place.read_bytes()
    place.write_bytes(content[:after] + b"\xff" * (len(content) - after))


async def test_the_file_and_its_folder_are_made_and_kept(place: Path) -> None:
    async with open_store(url(place)) as store:
        filed = await file(store.archive, "Town bans cameras")

    async with open_store(url(place)) as store:
        assert await store.archive.articles([filed.id]) == (filed,)
        (next_id,) = await store.archive.reserve([NOW])
        assert next_id > filed.id
    assert not place.with_name("watchword.db-wal").exists()


async def test_a_harvest_that_fails_leaves_nothing_behind(place: Path) -> None:
    state = PollState(next_poll=NOW, interval=timedelta(minutes=15))
    async with open_store(url(place)) as store:
        source = await store.archive.add_source(url="https://a.example/f", kind="feed", name="A", state=state)
        alert = await decide(store.archive, await file(store.archive, "Town bans cameras"))
        twice = (owed(9, alert), owed(9, alert))
        with pytest.raises(DBAPIError):
            await store.archive.record([Harvest(source=source.id, seen=("k",), deliveries=twice)])

        assert await store.archive.unseen(source.id, [("k",)]) == (True,)
        assert (await store.archive.backlog(NOW)).owed == 0


def test_the_migrations_lead_to_the_schema_of_the_code(place: Path) -> None:
    async def make() -> None:
        async with open_store(url(place)):
            pass

    asyncio.run(make())
    engine = create_engine(url(place))
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: kind != "table" or "_fts" not in (name or "")},
        )
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_a_database_of_a_later_version_is_refused_and_left_alone(place: Path) -> None:
    async with open_store(url(place)):
        pass
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreUnusable, match="later version") as refused:
        async with open_store(url(place)):
            pass

    assert refused.value.is_newer
    assert str(place) in refused.value.reason


async def test_a_file_that_is_no_database_is_refused_in_words(place: Path) -> None:
    write(place, b"these are not the tables you are looking for" * 100)

    with pytest.raises(StoreUnusable, match="is not a database") as refused:
        async with open_store(url(place)):
            pass

    assert not refused.value.is_newer


async def test_a_damaged_database_is_refused_in_words(place: Path) -> None:
    async with open_store(url(place)) as store:
        for number in range(40):
            await file(store.archive, f"Article {number}", "word " * 400)
    spoil(place, after=4096)

    with pytest.raises(StoreUnusable, match="is damaged"):
        async with open_store(url(place)) as store:
            await store.archive.searched()


async def test_a_folder_where_the_file_should_be_is_refused(place: Path) -> None:
    write(place / "readme.txt", b"in the way")

    with pytest.raises(StoreUnusable, match="can't be opened"):
        async with open_store(url(place)):
            pass


async def test_a_file_where_the_folder_should_be_is_refused(place: Path) -> None:
    place.parent.write_text("in the way")

    with pytest.raises(StoreUnusable, match="can't be made"):
        async with open_store(url(place)):
            pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_may_not_be_written_is_refused(place: Path) -> None:
    place.parent.mkdir()
    place.parent.chmod(0o500)
    try:
        with pytest.raises(StoreUnusable, match="can't be opened"):
            async with open_store(url(place)):
                pass
    finally:
        place.parent.chmod(0o700)


@pytest.mark.parametrize(
    "address", ["postgresql://db.example/watchword", "nonsense", "sqlite://", "sqlite:///:memory:"]
)
async def test_an_address_that_is_no_file_is_refused(address: str) -> None:
    with pytest.raises(SettingsInvalid, match="database"):
        async with open_store(address):
            pass


def test_a_full_disk_is_told_in_words(place: Path) -> None:
    place.parent.mkdir()
    engine = create_engine(url(place))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 4")
        connection.exec_driver_sql("CREATE TABLE heap (words TEXT)")
        with pytest.raises(StoreUnusable, match="the disk is full"), in_words("watchword.db"):
            connection.exec_driver_sql("INSERT INTO heap VALUES (?)", ("word " * 10_000,))
    engine.dispose()


async def test_who_can_not_wait_for_another_program_says_so(place: Path) -> None:
    async with open_store(url(place), busy_timeout=timedelta(milliseconds=20)) as store:
        with closing(sqlite3.connect(place, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnusable, match="held by another program"):
                await store.archive.reserve([NOW])
            assert (await store.archive.searched()).articles == 0
            other.execute("ROLLBACK")
        await store.archive.reserve([NOW])


async def test_many_writers_and_readers_take_turns(place: Path) -> None:
    async with open_store(url(place)) as store, open_store(url(place)) as beside:
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(file(each.archive, f"Article {number}"))
                for number in range(10)
                for each in (store, beside)
            ]
            for _ in range(20):
                group.create_task(store.archive.searched())

        assert len({task.result().id for task in tasks}) == 20
        assert (await beside.archive.searched()).articles == 20


async def test_a_write_that_is_cancelled_lets_the_next_one_in(place: Path) -> None:
    async with open_store(url(place)) as store:
        for _ in range(5):
            task = asyncio.ensure_future(file(store.archive, "Cut short"))
            await asyncio.sleep(0.002)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        filed = await file(store.archive, "Whole")
        assert await store.archive.articles([filed.id]) == (filed,)


WORKER = """
import asyncio, sys
from bot.adapters.store import migrations, open_store
from tests.fakes.filing import decide, file, owe

async def work(url):
    async with open_store(url) as store:
        while True:
            filed = await file(store.archive, "Town bans cameras", "A council met. " * 50)
            alert = await decide(store.archive, filed)
            await owe(store.archive, alert)
            print(alert.id, flush=True)

asyncio.run(work(sys.argv[1]))
"""


def run_until_killed(place: Path) -> list[str]:
    """What a worker said it had recorded before it was killed, at any point of its work."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WORKER, url(place)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        told = [worker.stdout.readline() for _ in range(5)]
        worker.send_signal(signal.SIGKILL)
        return told + worker.stdout.readlines()


def test_a_kill_loses_nothing_that_was_recorded(place: Path) -> None:
    told: list[str] = []
    for kills in range(1, 4):
        told += run_until_killed(place)
        with closing(sqlite3.connect(place)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (owed,) = connection.execute("SELECT count(*) FROM deliveries").fetchone()
        assert len(told) <= owed <= len(told) + kills  # each kill may fall between the record and the word of it
    assert len(set(told)) == len(told)


async def test_the_indexes_agree_with_what_they_index(place: Path) -> None:
    text = "“No,” said Dana Ortiz. Lowmere banned it."
    async with open_store(url(place)) as store:
        for _ in range(2):
            filed = await file(
                store.archive,
                "Town bans cameras",
                text,
                quotes=[quote(text, "No", speaker="Dana Ortiz")],
                positions=[position(text, "Lowmere banned it.", actor="Lowmere", action=Deed.BAN)],
            )
        await store.archive.record([Harvest(source=None, filed=(filed,))])
        assert len(await store.archive.search(Question(query="x", terms=("cameras",)), limit=9)) == 2
    with closing(sqlite3.connect(place)) as connection, connection:
        for index in ("articles_fts", "about_fts", "quotes_fts", "positions_fts"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


async def test_the_queries_of_a_look_up_are_never_sorted_by_hand(place: Path) -> None:
    async with open_store(url(place)) as store:
        await owe(store.archive, await decide(store.archive, await file(store.archive, "Town bans cameras")))
    with closing(sqlite3.connect(place)) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'cameras' "
            "AND rowid >= 0 AND rowid < 99 ORDER BY rowid DESC LIMIT 20"
        ).fetchall()
    assert not any("TEMP B-TREE" in str(step) for step in plan)


async def test_channels_and_deliveries_of_an_older_version_go_on_as_they_were(place: Path) -> None:
    place.parent.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(url(place))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.execute(
            text(
                "INSERT INTO channels (key, team, platform, id, topics, mode, name, is_paused, trouble) "
                "VALUES ('web:a', 'local', 'web', 'a', '[]', 'daily', '', 0, '')"
            )
        )
    engine.dispose()

    async with open_store(url(place)) as store:
        assert await store.archive.channels() == (Channel(platform="web", id="a", mode="daily"),)
        alert = await decide(store.archive, await file(store.archive, "Town bans cameras"))
        delivery = await owe(store.archive, alert, "web:a")
        assert [each.id for each in await store.outbox.claim(NOW, lease_until=NOW, limit=9)] == [delivery.id]

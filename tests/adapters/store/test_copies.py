"""The archive as a file: copied while it is written, put back, removed."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.store import Store, copies, open_store
from bot.core.errors import StoreUnusable
from bot.core.model import Channel, DeliveryState, Question
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from tests.fakes.clock import FakeClock
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, owe
from tests.fakes.sender import FakeSender

DESK = Channel(platform="fake", id="desk")
BAN = Question(query="ban", terms=("ban",))


@pytest.fixture
async def url(tmp_path: Path) -> str:
    (tmp_path / "var").mkdir()
    return await empty_database(tmp_path / "var")


def _place(url: str) -> Path:
    return copies.place_of(url)


async def _with(url: str, work: Callable[[Store], Awaitable[object]]) -> None:
    async with open_store(url) as store:
        await work(store)


async def _titles(url: str) -> list[str]:
    async with open_store(url) as store:
        return [hit.title for hit in await store.archive.search(BAN, limit=99)]


async def _deliver(url: str, sender: FakeSender) -> None:
    async with open_store(url) as store:
        clock = FakeClock()
        await Deliver(
            archive=store.archive,
            outbox=store.outbox,
            senders={"fake": sender},
            clock=clock,
            report=lambda settled: None,
            on_channel_gone=None,  # type: ignore[arg-type]  # no sender here refuses
            digests=Digests(archive=store.archive, outbox=store.outbox, clock=clock, topics=()),
        ).drain()


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def _spoil(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


async def test_a_copy_is_whole_whatever_is_written_meanwhile(url: str, tmp_path: Path) -> None:
    async with open_store(url) as store:
        for number in range(20):
            await file(store.archive, f"Ban {number}", "word " * 2_000)
        copying = asyncio.create_task(asyncio.to_thread(copies.back_up, url, tmp_path / "copy.db", overwrites=False))
        written = 20
        while not copying.done():
            await file(store.archive, f"Ban {written}")
            written += 1
        await copying

    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (articles,) = copy.execute("SELECT count(*) FROM articles").fetchone()
    assert 20 <= articles <= written
    assert _names(tmp_path) == ["copy.db", "var"]
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


async def test_a_copy_takes_nobodys_place_unasked_and_never_the_archives(url: str, tmp_path: Path) -> None:
    mine = _spoil(tmp_path / "mine.db", b"mine")
    with pytest.raises(StoreUnusable, match="is there already"):
        copies.back_up(url, mine, overwrites=False)
    assert mine.read_bytes() == b"mine"
    with pytest.raises(StoreUnusable, match="another name"):
        copies.back_up(url, _place(url), overwrites=True)
    copies.back_up(url, mine, overwrites=True)
    assert mine.read_bytes().startswith(b"SQLite format 3")


async def test_a_copy_of_a_damaged_archive_is_refused_and_leaves_the_last_one(url: str, tmp_path: Path) -> None:
    async with open_store(url) as store:
        for number in range(40):
            await file(store.archive, f"Article {number}", "word " * 400)
    content = _place(url).read_bytes()
    _spoil(_place(url), content[:40_960] + b"\xff" * 40_960 + content[81_920:])
    last = _spoil(tmp_path / "last.db", b"the last good one")

    with pytest.raises(StoreUnusable, match=rf"^The database {_place(url)} is damaged.* run\.py restore FILE"):
        copies.back_up(url, last, overwrites=True)
    assert last.read_bytes() == b"the last good one"


async def test_where_nothing_is_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no database"):
        copies.back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db", overwrites=False)


async def test_what_was_copied_is_there_again_and_the_former_archive_is_put_aside(url: str, tmp_path: Path) -> None:
    await _with(url, lambda store: file(store.archive, "Ban one"))
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    await _with(url, lambda store: file(store.archive, "Ban two"))

    aside = await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)

    assert await _titles(url) == ["Ban one"]
    assert aside is not None
    assert aside.name == "watchword.db.before-restore-20261121T180400Z"
    assert sorted(await _titles(f"sqlite:///{aside}")) == ["Ban one", "Ban two"]


async def test_a_killed_bots_archive_is_put_aside_with_its_log(url: str, tmp_path: Path) -> None:
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    with closing(sqlite3.connect(_place(url))) as killed:  # its log is not folded in
        killed.execute("INSERT INTO counters VALUES ('left in the log', 1)")
        killed.commit()
        files = [(path, path.read_bytes()) for path in (_place(url), _place(url).with_name("watchword.db-wal"))]
    for path, content in files:
        _spoil(path, content)

    aside = await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)

    with closing(sqlite3.connect(str(aside))) as former:
        assert former.execute("SELECT value FROM counters").fetchall() == [(1,)]
    with closing(sqlite3.connect(_place(url))) as now:
        assert now.execute("SELECT value FROM counters").fetchall() == []


async def test_what_was_owed_then_and_sent_since_is_not_told_twice(url: str, tmp_path: Path) -> None:
    sender = FakeSender()
    async with open_store(url) as store:
        await store.archive.save_channel(DESK)
        for title in ("Sent before", "Sent since"):
            alert = await decide(store.archive, await file(store.archive, title))
            await owe(store.archive, alert, DESK.key)
            if title == "Sent before":
                (claim,) = await store.outbox.claim(NOW, lease_until=NOW, limit=1)
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    await _deliver(url, sender)
    assert len(sender.posts) == 2

    await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)
    await _deliver(url, sender)

    assert len(sender.attempts) == len(sender.posts) == 2
    async with open_store(url) as store:
        assert claim.state is DeliveryState.CLAIMED
        assert (await store.archive.backlog(NOW)).sent == 2


async def test_what_was_owed_then_and_not_sent_since_is_sent(url: str, tmp_path: Path) -> None:
    async with open_store(url) as store:
        await store.archive.save_channel(DESK)
        await owe(store.archive, await decide(store.archive, await file(store.archive, "Ban")), DESK.key)
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)

    sender = FakeSender()
    await _deliver(url, sender)
    assert len(sender.posts) == 1


async def test_nothing_is_put_back_or_removed_under_a_running_bot(url: str, tmp_path: Path) -> None:
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    async with open_store(url) as store:
        with pytest.raises(StoreUnusable, match="in use: stop the bot"):
            await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)
        with pytest.raises(StoreUnusable, match="in use: stop the bot"):
            copies.remove(url)
        await file(store.archive, "Ban goes on")
    assert await _titles(url) == ["Ban goes on"]


async def test_one_bot_watches_and_whoever_looks_up_or_changes_something_goes_on_beside_it(url: str) -> None:
    with copies.watched(url):
        with pytest.raises(StoreUnusable, match="Another bot is watching"), copies.watched(url):
            pass
        await _with(url, lambda store: file(store.archive, "Ban one"))
    with copies.watched(url):
        assert await _titles(url) == ["Ban one"]


def test_a_slip_of_the_pen_makes_no_folders(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match=f"there is no folder {tmp_path}/nope: make it"):
        asyncio.run(_titles(f"sqlite:///{tmp_path}/nope/dir/x.db"))
    assert _names(tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "words", "is_newer"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "later version", True),
        ("DROP TABLE alembic_version", "no archive of Watchword", False),
        ("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2 WHERE name = 'votes'", "damaged", False),
    ],
)
async def test_what_is_no_good_copy_is_refused_and_nothing_changes(
    url: str, tmp_path: Path, statement: str, words: str, is_newer: bool
) -> None:
    await _with(url, lambda store: file(store.archive, "Ban one"))
    copy = tmp_path / "copy.db"
    copies.back_up(url, copy, overwrites=False)
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(statement)

    with pytest.raises(StoreUnusable, match=words) as refused:
        await asyncio.to_thread(copies.restore, url, copy, at=NOW)

    assert refused.value.is_newer is is_newer
    assert refused.value.reason.startswith(f"The copy {copy} ")
    assert ".part" not in refused.value.reason
    assert await _titles(url) == ["Ban one"]
    assert _names(_place(url).parent) == ["watchword.db", "watchword.db-lock"]


async def test_text_is_no_copy(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match=r"^The copy .*notes\.txt is not a database: restore another one"):
        await asyncio.to_thread(copies.restore, url, _spoil(tmp_path / "notes.txt", b"notes " * 999), at=NOW)
    with pytest.raises(StoreUnusable, match="no file"):
        await asyncio.to_thread(copies.restore, url, tmp_path / "none", at=NOW)


async def test_a_copy_cut_short_is_the_one_that_is_bad(url: str, tmp_path: Path) -> None:
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    half = _spoil(tmp_path / "half.db", (tmp_path / "copy.db").read_bytes()[:9_000])

    with pytest.raises(StoreUnusable, match=r"^The copy .*half\.db is damaged.*: restore another one"):
        await asyncio.to_thread(copies.restore, url, half, at=NOW)


async def test_removing_leaves_nothing_and_one_may_start_anew(url: str, tmp_path: Path) -> None:
    await _with(url, lambda store: file(store.archive, "Ban one"))
    copies.back_up(url, tmp_path / "copy.db", overwrites=False)
    await asyncio.to_thread(copies.restore, url, tmp_path / "copy.db", at=NOW)
    other = _spoil(_place(url).with_name("notes.txt"), b"theirs")
    registered = _spoil(_place(url).with_name("discord-commands.json"), b"{}")
    of_a_killed_restore = [".part", ".part-wal", ".part-shm", ".part-lock", "-journal"]
    for suffix in of_a_killed_restore:
        _spoil(_place(url).with_name(f"watchword.db{suffix}"), b"pages")

    removed = copies.remove(url, (registered,))

    assert len(removed) == 3 + len(of_a_killed_restore)
    assert _names(other.parent) == ["notes.txt"]
    assert copies.remove(url) == ()
    assert await _titles(url) == []

"""On a disk that can't be written, what is asked is answered, and what can't be done is said."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from tests.fakes.filing import file

ROOT = Path(__file__).resolve().parents[3]
MOUNT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
UNSHARE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh")


def _on_read_only(folder: Path, *words: str) -> tuple[int, str, str]:
    command = [*UNSHARE, str(folder), sys.executable, str(ROOT / "run.py"), "--data-dir", str(folder), *words]
    ports = {"WATCHWORD__WEB__PORT": "0", "WATCHWORD__HTTP__PORT": "0"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ | ports, check=False)
    return done.returncode, done.stdout, done.stderr


def _can_be_made() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "/tmp", "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not _can_be_made(), reason="this machine lets nobody mount in a namespace (unshare)")


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "what is kept"
    folder.mkdir()
    async with open_store(f"sqlite:///{folder}/watchword.db") as store:
        await file(store.archive, "Amazon ends its moratorium")
    return folder


def test_questions_exports_and_copies_need_no_disk_that_can_be_written(folder: Path, tmp_path: Path) -> None:
    code, out, err = _on_read_only(folder, "lookup", "amazon")
    assert (code, err) == (0, "")
    assert "Amazon ends its moratorium" in out

    code, out, err = _on_read_only(folder, "export", "articles")
    assert (code, err) == (0, "")
    assert "Amazon ends its moratorium" in out

    assert _on_read_only(folder, "sources", "list")[0] == 0
    assert _on_read_only(folder, "backup", str(tmp_path / "copy.db"))[0] == 0
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM articles").fetchone() == (1,)


async def test_what_a_killed_bot_left_in_the_log_is_read_too(folder: Path) -> None:
    async with open_store(f"sqlite:///{folder}/watchword.db") as store:
        await file(store.archive, "Amazon answers the city")
        code, out, _ = _on_read_only(folder, "lookup", "amazon")
    assert code == 0
    assert "Amazon answers the city" in out


@pytest.mark.parametrize("words", [("run",), ("keywords", "add", "zebra", "--yes"), ("restore", "none.db")])
def test_what_writes_says_that_it_can_not(folder: Path, words: tuple[str, ...]) -> None:
    code, _, err = _on_read_only(folder, *words)

    assert code == 1
    assert len(err.splitlines()) == 1


def test_check_says_that_it_can_be_read_and_not_written(folder: Path) -> None:
    code, out, err = _on_read_only(folder, "check")

    assert (code, err) == (1, "")
    assert "can be read, not written" in out


def test_an_archive_that_would_have_to_be_upgraded_first_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "watchword.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")

    code, _, err = _on_read_only(folder, "lookup", "amazon")

    assert code == 1
    assert "was written by an earlier version" in err

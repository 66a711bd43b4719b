"""An archive of the first version, filled, is all there after every step to this one."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from bot.adapters.store import migrations, open_store
from bot.core.errors import StoreUnusable
from bot.core.excerpts import shortened
from bot.core.model import AlertId, Channel, DeliveryState, Question, SourceId, StoryId, Votes
from tests.fakes.filing import NOW

FIRST = "0001"
TEXT = "Northport bans cameras. A vote was close.\n\n“We did not wait,” said Ada Moreno of the Lantern Project."
ARTICLE = int(NOW.timestamp()) << 16


def _at(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000


SAYS = "We did not wait,"
ROWS: dict[str, dict[str, Any]] = {
    "sources": {"id": 3, "team": "local", "url": "https://gazette.example/feed", "kind": "feed", "name": "Gazette"}
    | {"is_removed": 0, "next_poll": _at(NOW), "interval": 900_000_000, "etag": '"one"', "failures": 0}
    | {"moved_count": 0, "health": "ok", "baseline_at": _at(NOW)},
    "seen": {"source": 3, "key": "abcdefghijklmnop"},
    "moments": {"second": ARTICLE >> 16, "used": 1},
    "articles": {"id": ARTICLE, "team": "local", "source": 3, "seen_at": _at(NOW), "story": ARTICLE}
    | {"url": "https://gazette.example/ban", "title": "Northport bans cameras", "outlet": "Gazette"}
    | {"byline": '["Noor Haddad"]', "published": "2026-11-21", "is_partial": 0, "relevance": 0.8}
    | {"reasons": '["a ban"]', "matches": '[["cams", "body", 15, 22]]', "summary": "[[0, 23]]"}
    | {"corrections": "[]", "names": "Ada Moreno Northport", "deeds": "ban cameras", "lead": TEXT, "language": "en"},
    "texts": {"article": ARTICLE, "text": TEXT},
    "quotes": {"id": ARTICLE << 12, "article": ARTICLE, "text": SAYS, "context": TEXT.split("\n\n")[1]}
    | {"parts": json.dumps([[TEXT.index(SAYS), TEXT.index(SAYS) + len(SAYS)]]), "speaker": "Ada Moreno"}
    | {"affiliation": "Lantern Project", "is_partial": 0, "confidence": 0.9, "is_on_policy": 1},
    "positions": {"id": ARTICLE << 12, "article": ARTICLE, "actor": "Northport", "action": "ban", "object": "cameras"}
    | {"bills": "[]", "start": 0, "end": 23, "confidence": 0.9, "sentence": "Northport bans cameras."},
    "names": {"name": "Ada Moreno", "uses": 1},
    "counters": {"name": "articles", "value": 1},
    "alerts": {"id": 1, "kind": "alert", "story": ARTICLE, "topic": "faces", "article": ARTICLE}
    | {"decided_at": _at(NOW), "news": ""},
    "channels": {"key": "web:desk", "team": "local", "platform": "web", "id": "desk", "topics": "[]"}
    | {"mode": "instant", "name": "Desk", "is_paused": 0, "trouble": ""},
    "deliveries": {"id": 1, "alert": 1, "kind": "alert", "story": ARTICLE, "channel": "web:desk", "key": "k"}
    | {"state": "owed", "due": _at(NOW), "attempts": 0},
    "keys": {"name": "voters", "value": "00ff"},
    "votes": {"alert": 1, "voter": "a hash", "opinion": "useful"},
    "followings": {"story": ARTICLE, "follower": "slack:@U1"},
    "rules": {"number": 0, "id": "cams", "team": "local", "query": "cameras", "why": "", "topic": "faces"}
    | {"is_exclude": 0, "is_off": 0},
    "posts": {"id": 1, "team": "local", "channel": "desk", "key": "k", "message": "{}", "posted_at": _at(NOW)},
    "changes": {"id": 1, "team": "local", "at": _at(NOW), "who": "slack:U1", "name": "Olga", "what": "added keyword"}
    | {"subject": "cameras", "why": "asked for"},
    "rereads": {"first": ARTICLE, "article": ARTICLE, "url": "https://gazette.example/ban", "filed_at": _at(NOW)}
    | {"tries": 0, "is_missing": 0, "edits": "[]"},
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An archive as the first version left it."""
    place = tmp_path / "watchword.db"
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
    engine.dispose()
    with closing(sqlite3.connect(place)) as connection, connection:
        for table, row in ROWS.items():
            marks = ", ".join("?" * len(row))
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'")
        assert {name for (name,) in tables} == {*ROWS, "alembic_version"}
    return place


async def test_every_row_of_the_first_version_is_there_and_works(place: Path) -> None:
    async with open_store(f"sqlite:///{place}") as store:
        archive = store.archive
        ((source, state),) = await archive.sources()
        assert (source.id, source.name, state.etag) == (3, "Gazette", '"one"')
        assert await archive.unseen(SourceId(3), [["abcdefghijklmnop"], ["new"]]) == (False, True)
        question = Question(query="cameras", terms=("cameras",))
        assert [hit.title for hit in await archive.search(question, limit=9)] == ["Northport bans cameras"]
        assert [each.position.actor for each in await archive.positions(question, limit=9)] == ["Northport"]
        (said,) = await archive.quotes(Question(query="moreno", terms=("moreno",)), limit=9)
        assert (said.quote.text, said.quote.speaker) == (SAYS, "Ada Moreno")
        card = await archive.card(AlertId(1))
        assert card is not None
        assert [rule.query for rule in card.rules] == ["cameras"]
        assert await archive.channels() == (Channel(platform="web", id="desk", name="Desk"),)
        assert await archive.votes(AlertId(1)) == Votes(useful=1, not_relevant=0)
        assert await archive.followers(StoryId(ARTICLE)) == ("slack:@U1",)
        assert [change.subject for change in await archive.changes(limit=9)] == ["cameras"]
        assert [post.key for post in await store.board.recent("desk", 9)] == ["k"]
        (delivery,) = await store.outbox.claim(NOW, lease_until=NOW, limit=9)
        assert delivery.state is DeliveryState.CLAIMED
        (whole,) = await archive.articles([card.filed.id])
        assert whole.analysis.article.text == TEXT
        assert await archive.shorten(NOW.replace(year=2027), limit=9) == 1
        assert await archive.articles([card.filed.id]) == (shortened(whole),)


async def test_no_value_of_the_first_version_is_changed(place: Path) -> None:
    async with open_store(f"sqlite:///{place}"):
        pass
    with closing(sqlite3.connect(place)) as connection:
        for table, row in ROWS.items():
            names = ", ".join(f'"{name}"' for name in row)
            (found,) = connection.execute(f"SELECT {names} FROM {table}")
            assert found == tuple(row.values()), table
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _all_of(place: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(place)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        ("CREATE TABLE chores (words TEXT)", r"step 0009 \(.+\) failed: OperationalError: table chores already exists"),
        ("DROP TABLE channels", r"step 0002 \(.+\) failed: OperationalError: no such table: channels"),
        ("ALTER TABLE alerts ADD earlier BIGINT", r"step 0007 \(.+\) failed: OperationalError: duplicate column"),
    ],
)
async def test_a_step_that_fails_is_named_and_changes_nothing(place: Path, obstacle: str, words: str) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(obstacle)
    before = _all_of(place)

    with pytest.raises(StoreUnusable, match=f"upgraded from schema 0001 to {migrations.HEAD}: {words}") as told:
        async with open_store(f"sqlite:///{place}"):
            pass

    assert "Nothing was changed" in told.value.reason
    assert not told.value.is_newer
    assert _all_of(place) == before


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
async def test_a_database_that_says_nothing_of_its_version_is_left_as_it_is(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(statement)
    before = _all_of(place)

    with pytest.raises(StoreUnusable, match=r"lost the note of which version wrote it.*run\.py restore FILE"):
        async with open_store(f"sqlite:///{place}"):
            pass

    assert _all_of(place) == before

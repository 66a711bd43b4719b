"""The full-text indexes."""

from pathlib import Path

from sqlalchemy import create_engine, text

from bot.adapters.store import open_store
from bot.adapters.store.search_sqlite import rebuild_indexes
from bot.core.model import Question
from tests.fakes.filing import file, quote

WORDS = Question(query="ban", terms=("ban",), outlets={"gazette": ("gazette",)})
SPEAKER = Question(query="ortiz", terms=("ortiz",))


async def test_indexes_made_anew_find_all_that_was_stored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/watchword.db"
    said = "“Yes,” said Dana Ortiz. A ban came."
    async with open_store(url) as store:
        filed = await file(store.archive, "A ban", said, quotes=[quote(said, "Yes", speaker="Dana Ortiz")])

    engine = create_engine(url)
    with engine.begin() as connection:
        for index in ("articles_fts", "about_fts", "quotes_fts", "positions_fts"):
            connection.execute(text(f"INSERT INTO {index}({index}) VALUES ('delete-all')"))
        rebuild_indexes(connection)
    engine.dispose()

    async with open_store(url) as store:
        assert [hit.article for hit in await store.archive.search(WORDS, limit=5)] == [filed.id]
        assert [each.article for each in await store.archive.quotes(SPEAKER, limit=5)] == [filed.id]
        again = await file(store.archive, "Another ban")
        assert {hit.article for hit in await store.archive.search(WORDS, limit=5)} == {filed.id, again.id}

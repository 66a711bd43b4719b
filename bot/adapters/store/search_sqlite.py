"""Full-text search on SQLite's FTS5.

Four indexes, none of which keeps a copy of its text: views say what each row's words are. All ids are in order of time,
so "newest first" is `ORDER BY rowid DESC`: FTS5 walks its lists from that end and stops at the limit. Any other order
would first collect every match, which for a frequent word among a million articles takes 20 to 1,000 times as long;
for the same reason nothing is ever counted exactly.

Queries are built here from quoted words alone and bound as parameters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from sqlalchemy import Connection, TextClause, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.search import Form, Unit

Index = Literal["articles_fts", "about_fts", "quotes_fts", "positions_fts"]

_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"

CREATE = (
    """CREATE VIEW articles_words AS SELECT id, title, text, outlet, url
        FROM articles JOIN texts ON texts.article = articles.id""",
    f"""CREATE VIRTUAL TABLE articles_fts USING fts5(
        title, text, outlet, url, content = 'articles_words', content_rowid = 'id', {_TOKENS})""",
    # Prefixes are indexed here alone, for names typed by half: they double an index, and this one is small.
    f"""CREATE VIRTUAL TABLE about_fts USING fts5(
        title, names, deeds, outlet, url, content = 'articles', content_rowid = 'id', prefix = '2 3', {_TOKENS})""",
    """CREATE VIEW quotes_words AS SELECT quotes.id, quotes.article,
        coalesce(speaker, '') || ' ' || coalesce(affiliation, '') AS who, context || ' ' || title AS words, outlet, url
        FROM quotes JOIN articles ON articles.id = quotes.article""",
    f"""CREATE VIRTUAL TABLE quotes_fts USING fts5(
        who, words, outlet, url, content = 'quotes_words', content_rowid = 'id', {_TOKENS})""",
    """CREATE VIEW positions_words AS SELECT positions.id, positions.article, actor AS who,
        action || ' ' || coalesce(object, '') || ' ' || coalesce(jurisdiction, '') || ' ' ||
        coalesce(bills, '') || ' ' || sentence || ' ' || title AS words, outlet, url
        FROM positions JOIN articles ON articles.id = positions.article""",
    f"""CREATE VIRTUAL TABLE positions_fts USING fts5(
        who, words, outlet, url, content = 'positions_words', content_rowid = 'id', {_TOKENS})""",
)
TEXT: dict[Index, str] = {  # where the words of a question are looked for
    "articles_fts": "title text",
    "about_fts": "title names deeds",
    "quotes_fts": "who words",
    "positions_fts": "who words",
}
ORIGIN = "outlet url"

_CONTENTS = (  # index, where its words come from, the article's id there, the columns
    ("articles_fts", "articles_words", "id", "title, text, outlet, url"),
    ("about_fts", "articles", "id", "title, names, deeds, outlet, url"),
    ("quotes_fts", "quotes_words", "article", "who, words, outlet, url"),
    ("positions_fts", "positions_words", "article", "who, words, outlet, url"),
)


def _over_ids(statement: str) -> tuple[TextClause, ...]:
    """The statement for each index; every name in it is a constant of this file."""
    return tuple(
        text(statement.format(index=index, source=source, key=key, columns=columns)).bindparams(
            bindparam("ids", expanding=True)
        )
        for index, source, key, columns in _CONTENTS
    )


_ADD = _over_ids("INSERT INTO {index}(rowid, {columns}) SELECT id, {columns} FROM {source} WHERE {key} IN :ids")
_REMOVE = _over_ids(
    "INSERT INTO {index}({index}, rowid, {columns}) SELECT 'delete', id, {columns} FROM {source} WHERE {key} IN :ids"
)
_NEWEST = {
    index: text(
        f"SELECT rowid FROM {index} WHERE {index} MATCH :match AND rowid >= :low AND rowid < :high "  # noqa: S608 constants
        "ORDER BY rowid DESC LIMIT :limit"
    )
    for index, *_ in _CONTENTS
}


def create_indexes(connection: Connection) -> None:
    """The indexes and the views they read, empty."""
    for statement in CREATE:
        connection.exec_driver_sql(statement)


def rebuild_indexes(connection: Connection) -> None:
    """Make them anew from what is stored, whatever form they had: a minute for 200,000 articles."""
    for index, source, _, _ in _CONTENTS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {index}")
        if source != "articles":
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {source}")
    create_indexes(connection)
    for index, *_ in _CONTENTS:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608 constants


async def add_to_indexes(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Index these articles with their quotes and positions, once their rows are written."""
    for statement in _ADD:
        await connection.execute(statement, {"ids": ids})


async def remove_from_indexes(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Take these articles out; before their rows change, for the index must be told the words it was given."""
    for statement in _REMOVE:
        await connection.execute(statement, {"ids": ids})


async def merge(connection: AsyncConnection, index: Index, pages: int) -> bool:
    """Go on for so many pages with making one segment of all there are; False: there is but one.

    Until then words that were taken out stand in the older ones. See sqlite.org/fts5.html#the_merge_command.
    """
    before = await connection.exec_driver_sql("SELECT total_changes()")
    statement = f"INSERT INTO {index}({index}, rank) VALUES ('merge', ?)"  # noqa: S608 constants
    await connection.exec_driver_sql(statement, (-pages,))
    after = await connection.exec_driver_sql("SELECT total_changes()")
    return int(after.scalar_one()) - int(before.scalar_one()) > 1


async def newest(
    connection: AsyncConnection, index: Index, match: str, *, low: int, high: int, limit: int
) -> Sequence[int]:
    """Ids in `low <= id < high` whose words match, newest first."""
    values = {"match": match, "low": low, "high": high, "limit": limit}
    return (await connection.execute(_NEWEST[index], values)).scalars().all()


def all_of(units: Iterable[Unit], columns: str) -> str:
    """An FTS5 expression: every unit, each in any of its forms, in these columns."""
    return _within(columns, " AND ".join(_any_form(unit.forms) for unit in units))


def any_of(units: Iterable[Unit], columns: str) -> str:
    """An FTS5 expression: at least one unit, in any of its forms, in these columns."""
    return _within(columns, " OR ".join(_any_form(unit.forms) for unit in units))


def both(*expressions: str) -> str:
    """What all of these match; empty ones ask for nothing."""
    return " AND ".join(f"({each})" for each in expressions if each)


def whole_words(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """The units without forms that are half of a word, where there are others: only `about_fts` finds those fast."""
    return tuple(
        replace(unit, forms=tuple(form for form in unit.forms if not form.is_prefix) or unit.forms) for unit in units
    )


def _within(columns: str, expression: str) -> str:
    return f"{{{columns}}} : ({expression})" if expression else ""


def _any_form(forms: Sequence[Form]) -> str:
    return "(" + " OR ".join(map(_quoted, forms)) + ")"


def _quoted(form: Form) -> str:
    return '"' + " ".join(form.words).replace('"', '""') + '"' + (" *" if form.is_prefix else "")

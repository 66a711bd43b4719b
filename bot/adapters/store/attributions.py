"""Who spoke, as people say: what was read stays below it, and comes back when their word is taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema, search_sqlite
from bot.core.attributions import attributed, folded, place_of
from bot.core.model import ArticleId, Attribution, Filed, Revision

_table, _articles, _quotes = schema.attributions, schema.articles, schema.quotes
_READ = ("speaker", "role", "affiliation", "mention", "confidence")
_PIECE = 200  # articles asked about at once: three places each

Said = Mapping[ArticleId, tuple[Attribution, ...]]


async def of(connection: AsyncConnection, filed: Sequence[Filed], team: str) -> Said:
    """What is said of each article; those of which nothing is said are left out."""
    if (await connection.execute(select(_table.c.key).limit(1))).first() is None:
        return {}
    found: dict[ArticleId, tuple[Attribution, ...]] = {}
    for start in range(0, len(filed), _PIECE):
        piece = filed[start : start + _PIECE]
        places = {place_of(each) for each in piece}
        ids = {id for each in piece for id in (each.id, each.copy_of) if id}
        statement = select(_table).where(_table.c.team == team, _is_any(places, ids))
        kept = [rows.attribution_of(row) for row in (await connection.execute(statement)).all()]
        for each in piece:
            if said := tuple(one for one in kept if _is_of(one, each)):
                found[each.id] = said
    return found


def over(filed: Filed, said: Said) -> Filed:
    """The article as it is shown."""
    if filed.id not in said:
        return filed
    quotes = attributed(filed.analysis.quotes, said[filed.id])
    return replace(filed, analysis=replace(filed.analysis, quotes=quotes))


def overlaid(quotes: list[rows.Values], said: Iterable[Attribution]) -> list[rows.Values]:
    """The rows of an article's quotes, with what is said of them over what was read."""
    by_words = {each.words: each for each in said}
    if not by_words:
        return quotes
    return [row | _values(row, by_words.get(folded(row["text"]))) for row in quotes]


async def articles_of(connection: AsyncConnection, said: Attribution, team: str) -> Sequence[int]:
    """Ids of the articles that it is said of, oldest first."""
    is_its = or_(_articles.c.url == said.place, _articles.c.id == said.article, _articles.c.copy_of == said.article)
    statement = select(_articles.c.id).where(_articles.c.team == team, is_its).order_by(_articles.c.id)
    return (await connection.execute(statement)).scalars().all()


async def change(connection: AsyncConnection, revision: Revision, team: str) -> None:
    """Keep what is said from now on, or nothing, and show it wherever the words stand."""
    before, after = revision.before, revision.after
    await connection.execute(delete(_table).where(_table.c.key == revision.key, _table.c.team == team))
    if isinstance(after, Attribution):
        values = rows.storable(rows.attribution_values(after, revision.key, team))
        await connection.execute(_table.insert().values(values))
    said = after if isinstance(after, Attribution) else before
    if not isinstance(said, Attribution):
        return
    ids = await articles_of(connection, said, team)
    await search_sqlite.remove_from_indexes(connection, ids)
    for id in ids:
        await _show(connection, id, said.words, after if isinstance(after, Attribution) else None)
    await search_sqlite.add_to_indexes(connection, ids)


async def _show(connection: AsyncConnection, article: int, words: str, said: Attribution | None) -> None:
    for row in (await connection.execute(select(_quotes).where(_quotes.c.article == article))).all():
        if folded(row.text) == words:
            kept = {name: getattr(row, name) for name in (*_READ, "read_as")}
            values = rows.storable(_values(kept, said))
            await connection.execute(update(_quotes).where(_quotes.c.id == row.id).values(values))
    await _name(connection, article)


async def _name(connection: AsyncConnection, article: int) -> None:
    """Look-ups find an article by who speaks or acts in it."""
    spoken = select(_quotes.c.speaker, _quotes.c.affiliation).where(_quotes.c.article == article, ~_quotes.c.is_dropped)
    acted = select(schema.positions.c.actor).where(schema.positions.c.article == article)
    names = [name for row in await connection.execute(spoken.order_by(_quotes.c.id)) for name in row]
    names += (await connection.execute(acted.order_by(schema.positions.c.id))).scalars().all()
    known = " ".join(dict.fromkeys(filter(None, names)))
    await connection.execute(update(_articles).where(_articles.c.id == article).values(names=known))


def _values(row: rows.Values, said: Attribution | None) -> rows.Values:
    """What is shown of a quote, and below it what was read."""
    read = row["read_as"] or {name: row[name] for name in _READ}
    if said is None:
        return {**read, "read_as": None, "is_dropped": False}
    shown = {"speaker": said.speaker, "role": said.role, "affiliation": said.affiliation}
    return {**shown, "mention": None, "confidence": 1.0, "read_as": read, "is_dropped": said.is_dropped}


def _is_any(places: Iterable[str], ids: Iterable[int]) -> ColumnElement[bool]:
    return or_(_table.c.place.in_(sorted(places)), _table.c.article.in_(sorted(ids)))


def _is_of(said: Attribution, filed: Filed) -> bool:
    return place_of(filed) == said.place or said.article in (filed.id, filed.copy_of)

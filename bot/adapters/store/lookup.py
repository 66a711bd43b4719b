"""Look-ups: candidates from the indexes, read into values. What is best among them is for `core/search` to say."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import String, Table, cast, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.record import batches
from bot.adapters.store.search_sqlite import ORIGIN, TEXT, Index, all_of, any_of, both, newest, whole_words
from bot.core.model import ArticleId, Hit, Question, Said, Stand, StoryId
from bot.core.search import (
    ON_TOPIC,
    UNMATCHED,
    Read,
    Unit,
    Weighed,
    filters,
    holds,
    is_from,
    names,
    plain,
    unaccented,
    wanted,
    weigh,
)

ENOUGH = 20  # articles with all that was asked for: nobody reads on to those with a part of it
MENTIONS = 60  # articles that name something in passing and are looked into, whether they mean it
SPEAKERS = 200  # quotes or positions among whose speakers a word is looked for first
REACH = 2_000  # articles of a place, and quotes or positions that may be from them
_LAST_ID = 1 << 48

_articles = schema.articles
_OF_A_HIT = (
    "id", "external_id", "story", "title", "url", "outlet", "published", "relevance", "names", "deeds", "lead",
    "copy_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Find:
    """One retrieval: what is surely in the articles it finds, and what is there in a word near in meaning."""

    index: Index
    match: str
    held: tuple[Unit, ...] = ()
    near: tuple[Unit, ...] = ()
    is_whole: bool = False  # its articles have all that was asked for
    is_last_resort: bool = False  # for words typed by half: it walks all words that begin so


async def hits(connection: AsyncConnection, question: Question, limit: int) -> tuple[Hit, ...]:
    """At most `limit` articles: half for the newest about it, the rest for the newest that mention it."""
    low, high = _ids_between(question.since, question.until)
    found: dict[int, _Find] = {}
    for find in _finds(question):
        room = min(limit - len(found), max(limit // 2, 1))
        if room > 0 and (find.is_whole or len(found) < ENOUGH) and not (find.is_last_resort and found):
            for id in await _newest(connection, find, low=low, high=high, limit=room):
                found.setdefault(id, find)
    return await _hits(connection, question, found)


async def quotes(connection: AsyncConnection, question: Question, limit: int) -> tuple[Said, ...]:
    """First what the wanted speakers said of it, then what else was said of it, then what else they said."""
    found = await _statements(connection, schema.quotes, "quotes_fts", question, limit)
    return tuple(map(rows.said_of, found))


async def positions(connection: AsyncConnection, question: Question, limit: int) -> tuple[Stand, ...]:
    """First what the wanted actors did about it, then what else was done, then what else they did."""
    found = await _statements(connection, schema.positions, "positions_fts", question, limit)
    return tuple(map(rows.stand_of, found))


async def bills(connection: AsyncConnection, articles: Sequence[ArticleId]) -> tuple[Stand, ...]:
    """The positions of these articles that name a bill."""
    place = [_articles.c[name] for name in ("title", "url", "outlet", "published")]
    kind = schema.positions
    statement = select(kind, *place).join_from(kind, _articles, _articles.c.id == kind.c.article)
    read = (await connection.execute(statement.where(kind.c.article.in_(articles)))).all()
    return tuple(rows.stand_of(row) for row in read if row.bills)


async def titles(connection: AsyncConnection, limit: int) -> tuple[str, ...]:
    """Of the newest articles on the topic."""
    statement = select(_articles.c.title, _articles.c.relevance).order_by(_articles.c.id.desc()).limit(limit)
    found = (await connection.execute(statement)).all()
    return tuple(dict.fromkeys(row.title for row in found if row.title and row.relevance >= ON_TOPIC))


def first_id(moment: datetime) -> int:
    """The lowest id an article of this moment can have."""
    return max(int(moment.timestamp()), 0) << 16


def day_of(article: int) -> date:
    """The day an article's id stands for."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=article >> 16)).date()


def _finds(question: Question) -> list[_Find]:
    """From what is surely meant to what may be: all units, near words too, all names, any unit."""
    units = wanted(question)
    asked = tuple(unit for unit in units if not unit.is_shared) or units
    named = tuple(unit for unit in asked if unit.is_name)
    near = tuple(unit for unit in asked if not unit.is_strict)
    finds = _two_finds(question, asked, all_of, is_whole=True, held=asked)
    if any(form.is_prefix for unit in asked for form in unit.forms):
        match = both(all_of(asked, TEXT["about_fts"]), *_narrowing(question, "title deeds"))
        finds.append(_Find(index="about_fts", match=match, held=asked, is_last_resort=True))
    if near:
        loosely = tuple(chain.from_iterable(unit.loosely for unit in asked))
        finds += _two_finds(question, loosely, all_of, held=tuple(set(asked) - set(near)), near=near)
    if 0 < len(named) < len(asked):
        finds += _two_finds(question, named, all_of, held=named)
    if len(asked) > 1:
        finds += _two_finds(question, asked, any_of)
    return finds


def _two_finds(
    question: Question, units: tuple[Unit, ...], expression: Callable[[Iterable[Unit], str], str], **found: Any
) -> list[_Find]:
    indexes: tuple[tuple[Index, str], ...] = (("about_fts", "title deeds"), ("articles_fts", "title text"))
    finds = [
        _Find(
            index=index,
            match=both(expression(whole_words(units), TEXT[index]), *_narrowing(question, of_places)),
            **found,
        )
        for index, of_places in indexes
    ]
    return finds if finds[0].match else finds[:1]


def _narrowing(question: Question, of_places: str) -> tuple[str, str]:
    places, outlets = filters(question)
    return any_of(places, of_places), any_of(outlets, ORIGIN)


async def _newest(connection: AsyncConnection, find: _Find, *, low: int, high: int, limit: int) -> Sequence[int]:
    if find.match:
        return await newest(connection, find.index, find.match, low=low, high=high, limit=limit)
    statement = select(_articles.c.id).where(_articles.c.id >= low, _articles.c.id < high)
    return (await connection.execute(statement.order_by(_articles.c.id.desc()).limit(limit))).scalars().all()


def _ids_between(since: date | None, until: date | None) -> tuple[int, int]:
    low = 0 if since is None else first_id(datetime.combine(since, time(), tzinfo=UTC))
    high = _LAST_ID if until is None else first_id(datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=1))
    return low, high


async def _hits(connection: AsyncConnection, question: Question, ids: dict[int, _Find]) -> tuple[Hit, ...]:
    statement = select(*(_articles.c[name] for name in _OF_A_HIT))
    units, (places, _) = wanted(question), filters(question)
    found: dict[int, rows.Row] = {}
    for batch in batches(list(ids)):
        read = (await connection.execute(statement.where(_articles.c.id.in_(batch)))).all()
        found |= {row.id: row for row in read if _keeps_to(row, question) and (not places or _is_there(row, places))}
    weighed = {
        id: weigh(units, _read(found[id]), held=find.held, near=find.near) for id, find in ids.items() if id in found
    }
    doubtful = {id: each for id, each in weighed.items() if each.unseen}
    meant = await _named_further_down(connection, doubtful)
    sizes = await _sizes(connection, {row.story for row in found.values()})
    return tuple(
        _hit(found[id], each, also_in=sizes[found[id].story] - 1)
        for id, each in weighed.items()
        if id not in doubtful or id in meant
    )


async def _named_further_down(connection: AsyncConnection, weighed: dict[int, Weighed]) -> set[int]:
    """Of the newest that only mention a name, those that write it as a name."""
    newest_ids = sorted(weighed, reverse=True)[:MENTIONS]
    statement = select(schema.texts.c.article, schema.texts.c.text).where(schema.texts.c.article.in_(newest_ids))
    texts = (
        {row.article: unaccented(row.text) for row in (await connection.execute(statement)).all()} if weighed else {}
    )
    return {id for id in texts if all(names(texts[id], unit.written) for unit in weighed[id].unseen)}


async def _sizes(connection: AsyncConnection, stories: set[int]) -> dict[int, int]:
    """How many articles a story has; versions of one article are one."""
    apart = func.coalesce(_articles.c.url, cast(_articles.c.id, String))
    sizes: dict[int, int] = {}
    for batch in batches(list(stories)):
        counted = select(_articles.c.story, func.count(distinct(apart)).label("size"))
        counted = counted.where(_articles.c.story.in_(batch)).group_by(_articles.c.story)
        sizes |= {row.story: row.size for row in (await connection.execute(counted)).all()}
    return sizes


def _read(row: rows.Row) -> Read:
    return Read(title=row.title, names=row.names, deeds=row.deeds, lead=row.lead, relevance=row.relevance)


def _is_there(row: rows.Row, places: tuple[Unit, ...]) -> bool:
    """Whether it is about the place: by its headline, its positions or its first paragraphs."""
    where = plain(f"{row.title} . {row.deeds} . {row.lead}")
    return any(holds(where, place.forms) for place in places)


def _is_undated(row: rows.Row) -> bool:
    return row.published is None and row.external_id is not None


def _hit(row: rows.Row, weighed: Weighed, *, also_in: int) -> Hit:
    return Hit(
        article=ArticleId(row.id),
        id=row.external_id or str(row.id),
        story=StoryId(row.story),
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        published=rows.timestamp_of(row),
        also_in=also_in,
        why=weighed.why,
        score=weighed.score,
        is_whole=weighed.is_whole,
        off_topic=weighed.off_topic,
        is_named=weighed.is_named,
        is_copy=row.copy_of is not None,
        is_undated=_is_undated(row),
    )


async def _statements(
    connection: AsyncConnection, kind: Table, index: Index, question: Question, limit: int
) -> list[rows.Row]:
    is_unnamed = not question.names and question.show != "all"  # a surname, perhaps: theirs come first
    ids = await _statement_ids(connection, kind, index, question, max(limit, SPEAKERS) if is_unnamed else limit)
    place = [_articles.c[name] for name in ("title", "url", "outlet", "published", "external_id", "relevance")]
    statement = select(kind, *place).join_from(kind, _articles, _articles.c.id == kind.c.article)
    found: dict[int, rows.Row] = {}
    for batch in batches(ids):
        read = (await connection.execute(statement.where(kind.c.id.in_(batch)))).all()
        found |= {row.id: row for row in read if not _is_dropped(row) and _keeps_to(row, question)}
    rows_found = [found[id] for id in ids if id in found]
    if is_unnamed:
        units = wanted(question)
        rows_found.sort(key=lambda row: not all(holds(plain(_who(row)), unit.forms) for unit in units))
    rows_found = rows_found[:limit]
    on_topic = [row for row in rows_found if row.relevance >= UNMATCHED]
    return on_topic if question.listed else on_topic or rows_found  # no namesake speaks; of others all, at need


def _is_dropped(row: rows.Row) -> bool:
    return bool(getattr(row, "is_dropped", False))


def _who(row: rows.Row) -> str:
    return str(row.actor) if hasattr(row, "actor") else f"{row.speaker or ''} {row.affiliation or ''}"


def _keeps_to(row: rows.Row, question: Question) -> bool:
    """Whether it is from the outlets asked for, and of a known day where days are asked for."""
    if (question.since or question.until) and _is_undated(row):
        return False
    outlets = filters(question)[1] if question.outlets else ()
    return not outlets or is_from(row.outlet, row.url, outlets)


async def _statement_ids(
    connection: AsyncConnection, kind: Table, index: Index, question: Question, limit: int
) -> Sequence[int]:
    (places, outlets), range_ = filters(question), _ids_between(question.since, question.until)
    there: set[int] | None = None
    if places:
        about = any_of(places, "title deeds")
        there = set(await newest(connection, "about_fts", about, low=range_[0], high=range_[1], limit=REACH))
    every = wanted(question)
    units = whole_words(tuple(unit for unit in every if not unit.is_shared) or every)
    low, high = (id * rows.PARTS_PER_ARTICLE for id in range_)
    origin = any_of(outlets, ORIGIN)
    if not units and not origin:
        statement = select(kind.c.id).where(kind.c.id >= low, kind.c.id < high).order_by(kind.c.id.desc())
        if there is not None:
            statement = statement.where(kind.c.article.in_(sorted(there, reverse=True)[:limit]))
        return (await connection.execute(statement.limit(limit))).scalars().all()
    named = tuple(unit for unit in units if unit.is_name)
    rest = tuple(unit for unit in units if not unit.is_name)
    by, of = all_of(named, "who"), all_of(units, TEXT[index])
    matches = [both(by, all_of(rest, TEXT[index])), of, by] if named and rest else [by, of] if named else [of]
    found: dict[int, None] = {}
    reach = limit if there is None else REACH
    for match in matches if units else ("",):
        if len(found) < limit:
            words = both(match, origin)
            ids = await newest(connection, index, words, low=low, high=high, limit=reach)
            found.update(dict.fromkeys(id for id in ids if there is None or id // rows.PARTS_PER_ARTICLE in there))
    return list(found)[:limit]

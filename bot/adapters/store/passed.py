"""Articles that no keyword matched, and all articles as keywords are tried on them."""

import zlib
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from sqlalchemy import Select, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.core.excerpts import is_poorer
from bot.core.model import Article, ArticleId, Passed, Sample, SourceId, StoryId

BATCH = 500  # addresses in one IN (…)
FAST = 1  # of zlib's nine levels: texts are kept for weeks and written for every article that comes


async def save(connection: AsyncConnection, passed: Sequence[Passed], team: str) -> None:
    """Keep them; a page that was passed before has its newer text alone, unless more of it was known than now."""
    passed = await _worth_keeping(connection, passed, team)
    if not passed:
        return
    table = schema.passed
    urls = [{"former": each.article.url} for each in passed if each.article.url is not None]
    if urls:
        await connection.execute(delete(table).where(table.c.team == team, table.c.url == bindparam("former")), urls)
    await connection.execute(insert(table), [rows.storable(_values(each, team)) for each in passed])


async def _worth_keeping(connection: AsyncConnection, passed: Sequence[Passed], team: str) -> list[Passed]:
    """All but parts of articles that are kept whole, or as a larger part."""
    urls = [each.article.url for each in passed if each.article.is_partial and each.article.url is not None]
    filed: set[str] = set()
    known: dict[str, Article] = {}
    for some in (urls[start : start + BATCH] for start in range(0, len(urls), BATCH)):
        of_filed = select(schema.articles.c.url).where(schema.articles.c.team == team, schema.articles.c.url.in_(some))
        filed.update((await connection.execute(of_filed)).scalars())
        of_passed = select(schema.passed).where(schema.passed.c.team == team, schema.passed.c.url.in_(some))
        known |= {row.url: _article(row, _text(row)) for row in (await connection.execute(of_passed)).all()}

    def is_worth_it(article: Article) -> bool:
        better = known.get(article.url or "")
        is_part = article.is_partial and (article.url in filed or (better is not None and is_poorer(article, better)))
        return not is_part

    return [each for each in passed if is_worth_it(each.article)]


async def drop(connection: AsyncConnection, urls: Collection[str], team: str) -> None:
    """They are filed now."""
    table = schema.passed
    if urls:
        await connection.execute(
            delete(table).where(table.c.team == team, table.c.url == bindparam("filed")),
            [{"filed": url} for url in urls],
        )


async def by_url(connection: AsyncConnection, url: str, team: str) -> Passed | None:
    """The newest under this address."""
    table = schema.passed
    statement = select(table).where(table.c.team == team, table.c.url == url).order_by(table.c.id.desc()).limit(1)
    row = (await connection.execute(statement)).one_or_none()
    return None if row is None else _passed(row)


async def samples(
    connection: AsyncConnection, since: datetime, after: tuple[int, int], limit: int, team: str
) -> tuple[tuple[Sample, ...], tuple[int, int]]:
    """Filed articles first, then those passed; `after` says behind which of each."""
    filed = (await connection.execute(_filed_since(since, after[0], limit, team))).all()
    found = [
        Sample(
            article=_article(row, row.text),
            at=datetime.fromtimestamp(row.id >> 16, UTC),
            story=StoryId(row.story),
            number=ArticleId(row.id),
            score=row.relevance if row.matches else None,
            source=None if row.source is None else SourceId(row.source),
            matches=rows.matches_of(row),
        )
        for row in filed
    ]
    behind = (filed[-1].id if filed else after[0], after[1])
    if len(found) < limit:
        table = schema.passed
        statement = select(table).where(table.c.team == team, table.c.id > after[1], table.c.seen_at >= since)
        kept = (await connection.execute(statement.order_by(table.c.id).limit(limit - len(found)))).all()
        found += [_sample(row) for row in kept]
        behind = (behind[0], kept[-1].id if kept else after[1])
    return tuple(found), behind


def _filed_since(since: datetime, after: int, limit: int, team: str) -> Select[tuple[object, ...]]:
    table, texts = schema.articles, schema.texts
    first = max(after, (int(since.timestamp()) << 16) - 1)
    wanted = table.c.id, table.c.story, table.c.url, table.c.title, table.c.outlet, table.c.published
    known = table.c.source, table.c.language, table.c.is_partial, table.c.relevance, table.c.matches
    return (
        select(*wanted, *known, texts.c.text)
        .join(texts, texts.c.article == table.c.id)
        .where(table.c.team == team, table.c.id > first)
        .order_by(table.c.id)
        .limit(limit)
    )


def _values(passed: Passed, team: str) -> rows.Values:
    article = passed.article
    return {
        "team": team,
        "source": passed.source,
        "seen_at": passed.seen_at,
        "published": None if article.published is None else article.published.iso(),
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "language": article.language,
        "is_partial": article.is_partial,
        "text": zlib.compress(rows.storable_text(article.text).encode(), FAST),
    }


def _passed(row: rows.Row) -> Passed:
    source = None if row.source is None else SourceId(row.source)
    return Passed(article=_article(row, _text(row)), source=source, seen_at=row.seen_at, number=row.id)


def _sample(row: rows.Row) -> Sample:
    article = _article(row, _text(row))
    at = row.seen_at if article.published is None else min(article.published.instant(), row.seen_at)
    return Sample(
        article=article, at=at, story=None, number=row.id, source=None if row.source is None else SourceId(row.source)
    )


def _text(row: rows.Row) -> str:
    return zlib.decompress(row.text).decode()


def _article(row: rows.Row, text: str) -> Article:
    return Article(
        title=row.title,
        text=text,
        url=row.url,
        outlet=row.outlet,
        published=rows.timestamp_of(row),
        language=row.language,
        is_partial=row.is_partial,
    )

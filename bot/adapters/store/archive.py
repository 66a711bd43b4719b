"""The archive on SQL: what is remembered of sources, articles, alerts, channels and rules."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Select, Table, case, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import (
    attributions,
    changes,
    counting,
    judgments,
    lookup,
    passed,
    people,
    regroupings,
    requests,
    rereads,
    retention,
    rows,
    schema,
)
from bot.adapters.store.database import Database, whole
from bot.adapters.store.outbox import bury_muted
from bot.adapters.store.record import batches, record_all, reserve_ids, take_numbers, upserting
from bot.core.errors import ChangeInvalid
from bot.core.excerpts import shortened
from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    ArticleId,
    Attribution,
    Change,
    Channel,
    Delivery,
    DeliveryState,
    Filed,
    Hit,
    Marked,
    Mute,
    Passed,
    PollState,
    Proposal,
    Question,
    Regrouping,
    Report,
    Rule,
    Said,
    Sample,
    Searched,
    Source,
    SourceId,
    SourceKind,
    Stand,
    StoryId,
    Vote,
    Votes,
)
from bot.core.requests import Request
from bot.core.rereads import Reread
from bot.ports import Backlog, Harvest

MOST_NAMES = 20_000  # of the vocabulary: the most used; more would cost autocomplete its 50 ms

ROWS_AT_ONCE = 100  # made into values before others get their turn on the loop: a few milliseconds
_UNSENT = (DeliveryState.OWED, DeliveryState.CLAIMED, DeliveryState.SENDING)


class SqlArchive:
    """`bot.ports.Archive` on the database's one writer and its readers."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    # sources
    @whole
    async def sources(self) -> tuple[tuple[Source, PollState], ...]:
        table = schema.sources
        statement = select(table).where(table.c.team == self._team, ~table.c.is_removed).order_by(table.c.id)
        found: list[tuple[Source, PollState]] = []
        async with self._database.read() as connection:
            for batch in (await connection.execute(statement)).partitions(ROWS_AT_ONCE):
                found += [(rows.source_of(row), rows.state_of(row)) for row in batch]
                await asyncio.sleep(0)
        return tuple(found)

    @whole
    async def add_source(self, *, url: str, kind: SourceKind, name: str, state: PollState) -> Source:
        table = schema.sources
        values = {"team": self._team, "url": url, "kind": kind, "name": name, "is_removed": False}
        values |= rows.state_values(state)
        async with self._database.write() as connection:
            statement = upserting(connection, table).values(values)
            await connection.execute(
                statement.on_conflict_do_update(  # one that was removed comes back, and begins anew
                    index_elements=["team", "url"], set_=values, where=table.c.is_removed
                )
            )
            found = select(table).where(table.c.team == self._team, table.c.url == url)
            return rows.source_of((await connection.execute(found)).one())

    @whole
    async def remove_source(self, source: SourceId) -> bool:
        table = schema.sources
        is_there = (table.c.id == source) & ~table.c.is_removed
        async with self._database.write() as connection:
            changed = await connection.execute(update(table).where(is_there).values(is_removed=True))
            return changed.rowcount > 0

    @whole
    async def unseen(self, source: SourceId, keys: Sequence[Sequence[str]]) -> tuple[bool, ...]:
        shown: set[str] = set()
        for batch in batches(list(dict.fromkeys(key for entry in keys for key in entry))):
            marks = ", ".join("?" * len(batch))
            statement = f"SELECT key FROM seen WHERE source = ? AND key IN ({marks})"  # noqa: S608  question marks
            shown.update(key for (key,) in await self._database.glance(statement, (source, *batch)))
        return tuple(shown.isdisjoint(entry) for entry in keys)

    # the way in
    @whole
    async def reserve(self, moments: Sequence[datetime]) -> tuple[ArticleId, ...]:
        if not moments:
            return ()
        async with self._database.write() as connection:
            return await reserve_ids(connection, moments)

    @whole
    async def reserve_alerts(self, count: int) -> tuple[AlertId, ...]:
        return tuple(map(AlertId, await self._numbers("alerts", count)))

    @whole
    async def reserve_deliveries(self, count: int) -> tuple[int, ...]:
        return tuple(await self._numbers("deliveries", count))

    @whole
    async def record(self, harvests: Sequence[Harvest]) -> None:
        if not harvests:
            return
        async with self._database.write() as connection:
            await record_all(connection, harvests, self._team)

    async def _numbers(self, name: str, count: int) -> range:
        if count < 1:
            return range(0)
        async with self._database.write() as connection:
            return await take_numbers(connection, name, count)

    # what is there
    @whole
    async def recent(self, since: datetime) -> tuple[Filed, ...]:
        table = schema.articles
        is_recent = or_(table.c.id >= lookup.first_id(since), table.c.seen_at >= since)
        async with self._database.read() as connection:
            ids = (await connection.execute(select(table.c.id).where(is_recent).order_by(table.c.id))).scalars().all()
            return await _filed(connection, ids)

    @whole
    async def of_source(self, source: SourceId, since: datetime, *, limit: int) -> tuple[Filed, ...]:
        table = schema.articles
        statement = select(table.c.id).where(table.c.id >= lookup.first_id(since), table.c.source == source)
        async with self._database.read() as connection:
            newest = await connection.execute(statement.order_by(table.c.id.desc()).limit(limit))
            return await _filed(connection, newest.scalars().all())

    @whole
    async def articles(self, ids: Sequence[ArticleId]) -> tuple[Filed, ...]:
        async with self._database.read() as connection:
            return await _filed(connection, ids)

    @whole
    async def walk(self, after: ArticleId, *, limit: int) -> tuple[Filed, ...]:
        table = schema.articles
        statement = select(table.c.id).where(table.c.id > after, table.c.team == self._team)
        async with self._database.read() as connection:
            ids = (await connection.execute(statement.order_by(table.c.id).limit(limit))).scalars().all()
            return await _filed(connection, ids)

    @whole
    async def article_by_url(self, url: str) -> Filed | None:
        table = schema.articles
        return await self._newest(select(table.c.id).where(table.c.url == url))

    @whole
    async def passed_by_url(self, url: str) -> Passed | None:
        async with self._database.read() as connection:
            return await passed.by_url(connection, url, self._team)

    @whole
    async def samples(
        self, since: datetime, *, after: tuple[int, int] = (0, 0), limit: int
    ) -> tuple[tuple[Sample, ...], tuple[int, int]]:
        async with self._database.read() as connection:
            return await passed.samples(connection, since, after, limit, self._team)

    @whole
    async def article_by_external_id(self, external_id: str) -> Filed | None:
        table = schema.articles
        return await self._newest(select(table.c.id).where(table.c.external_id == external_id))

    async def _newest(self, ids: Select[int]) -> Filed | None:
        newest = ids.where(schema.articles.c.team == self._team).order_by(schema.articles.c.id.desc()).limit(1)
        async with self._database.read() as connection:
            found = await _filed(connection, (await connection.execute(newest)).scalars().all())
        return found[0] if found else None

    @whole
    async def story(self, story: StoryId) -> tuple[Report, ...]:
        async with self._database.read() as connection:
            return await _reports(connection, story)

    @whole
    async def alert_of(self, story: StoryId, topic: str, *, kind: AlertKind = AlertKind.ALERT) -> Alert | None:
        table = schema.alerts
        statement = select(table).where(table.c.story == story, table.c.topic == topic, table.c.kind == kind.value)
        async with self._database.read() as connection:
            row = (await connection.execute(statement.order_by(table.c.id).limit(1))).one_or_none()
        return None if row is None else rows.alert_of(row)

    @whole
    async def told_in(self, story: StoryId, topic: str) -> frozenset[str]:
        alerts, deliveries = schema.alerts, schema.deliveries
        statement = (
            select(deliveries.c.channel)
            .join(alerts, alerts.c.id == deliveries.c.alert)
            .where(
                alerts.c.story == story,
                alerts.c.topic == topic,
                alerts.c.kind == AlertKind.ALERT.value,
                deliveries.c.kind == AlertKind.ALERT.value,
                deliveries.c.state != DeliveryState.BURIED.value,
            )
        )
        async with self._database.read() as connection:
            return frozenset((await connection.execute(statement)).scalars())

    @whole
    async def card(self, alert: AlertId) -> AlertCard | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(schema.alerts).where(schema.alerts.c.id == alert))).one_or_none()
            return None if row is None else await _card(connection, rows.alert_of(row))

    @whole
    async def alerts(self, channel: str, *, limit: int, before: AlertId | None = None) -> tuple[Delivery, ...]:
        table = schema.deliveries
        statement = select(table).where(table.c.channel == channel, table.c.state == DeliveryState.SENT.value)
        if before is not None:
            statement = statement.where(table.c.alert < before)
        async with self._database.read() as connection:
            newest = statement.order_by(table.c.alert.desc(), table.c.id.desc()).limit(limit)
            found = (await connection.execute(newest)).all()
        return tuple(map(rows.delivery_of, found))

    # look-ups
    @whole
    async def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        async with self._database.read() as connection:
            return await lookup.hits(connection, question, limit)

    @whole
    async def quotes(self, question: Question, *, limit: int) -> tuple[Said, ...]:
        async with self._database.read() as connection:
            return await lookup.quotes(connection, question, limit)

    @whole
    async def positions(self, question: Question, *, limit: int) -> tuple[Stand, ...]:
        async with self._database.read() as connection:
            return await lookup.positions(connection, question, limit)

    @whole
    async def vocabulary(self) -> tuple[str, ...]:
        table = schema.names
        statement = select(table.c.name).order_by(table.c.uses.desc(), table.c.name).limit(MOST_NAMES)
        async with self._database.read() as connection:
            return tuple((await connection.execute(statement)).scalars())

    @whole
    async def bills(self, articles: Sequence[ArticleId]) -> tuple[Stand, ...]:
        async with self._database.read() as connection:
            return await lookup.bills(connection, articles)

    @whole
    async def titles(self, *, limit: int) -> tuple[str, ...]:
        async with self._database.read() as connection:
            return await lookup.titles(connection, limit)

    @whole
    async def searched(self) -> Searched:
        articles, sources = schema.articles, schema.sources
        counted = select(schema.counters.c.value).where(schema.counters.c.name == "articles").scalar_subquery()
        polled = select(func.count()).where(sources.c.team == self._team, ~sources.c.is_removed).scalar_subquery()
        oldest = select(func.min(articles.c.id)).scalar_subquery()
        async with self._database.read() as connection:
            row = (await connection.execute(select(counted, polled, oldest))).one()
        since = None if row[2] is None else lookup.day_of(row[2])
        return Searched(articles=row[0] or 0, sources=row[1], since=since)

    @whole
    async def coverage(self, edges: Sequence[datetime]) -> tuple[int, ...]:
        table = schema.articles
        ids = [lookup.first_id(edge) for edge in edges]
        counts = [
            select(func.count()).where(table.c.id >= first, table.c.id < last, table.c.team == self._team)
            for first, last in pairwise(ids)
        ]
        async with self._database.read() as connection:
            return tuple([(await connection.execute(count)).scalar_one() for count in counts])

    # channels, rules
    @whole
    async def channels(self) -> tuple[Channel, ...]:
        table = schema.channels
        async with self._database.read() as connection:
            found = (await connection.execute(select(table).where(table.c.team == self._team))).all()
        return tuple(sorted(map(rows.channel_of, found), key=lambda channel: channel.key))

    @whole
    async def save_channel(self, channel: Channel) -> None:
        values = rows.channel_values(channel, self._team)
        async with self._database.write() as connection:
            statement = upserting(connection, schema.channels).values(values)
            await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))

    @whole
    async def remove_channel(self, key: str) -> bool:
        table = schema.channels
        statement = delete(table).where(table.c.key == key, table.c.team == self._team)
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount > 0

    @whole
    async def record_change(
        self,
        change: Change,
        *,
        harvest: Harvest | None = None,
        proposal: Proposal | None = None,
        request: int | None = None,
    ) -> Change:
        async with self._database.write() as connection:
            if proposal is not None and not await judgments.settle(connection, proposal, self._team):
                raise ChangeInvalid(f"there is no open proposal {proposal.number}")
            if request is not None:
                await requests.settle(connection, request, change.revision, self._team)
            made = replace(change, number=await changes.record(connection, change, self._team))
            if harvest is not None:
                await record_all(connection, [harvest], self._team)
            return made

    @whole
    async def ask(self, request: Request, note: Change) -> Request:
        async with self._database.write() as connection:
            return await requests.ask(connection, request, note, self._team)

    @whole
    async def requests(self) -> tuple[Request, ...]:
        async with self._database.read() as connection:
            return await requests.waiting(connection, self._team)

    @whole
    async def drop_request(self, number: int, note: Change) -> Change | None:
        async with self._database.write() as connection:
            if not await requests.drop(connection, number, self._team):
                return None
            return replace(note, number=await changes.record(connection, note, self._team))

    @whole
    async def changes(self, *, limit: int, skip: int = 0) -> tuple[Change, ...]:
        async with self._database.read() as connection:
            return await changes.latest(connection, limit, self._team, skip=skip)

    @whole
    async def count_changes(self) -> int:
        async with self._database.read() as connection:
            return await changes.count(connection, self._team)

    @whole
    async def change(self, number: int) -> Change | None:
        async with self._database.read() as connection:
            return await changes.one(connection, number, self._team)

    @whole
    async def changed_by(self, who: str, since: datetime) -> tuple[datetime, ...]:
        async with self._database.read() as connection:
            return await changes.by(connection, who, since, self._team)

    @whole
    async def history(self, kind: str, key: str) -> tuple[Change, ...]:
        async with self._database.read() as connection:
            return await changes.history(connection, kind, key, self._team)

    @whole
    async def told_up_to(self) -> int | None:
        async with self._database.read() as connection:
            return await changes.told_up_to(connection)

    @whole
    async def mark_told(self, number: int) -> None:
        async with self._database.write() as connection:
            await changes.mark_told(connection, number)

    @whole
    async def rules(self) -> tuple[Rule, ...]:
        table = schema.rules
        statement = select(table).where(table.c.team == self._team).order_by(table.c.number)
        async with self._database.read() as connection:
            return tuple(map(rows.rule_of, (await connection.execute(statement)).all()))

    @whole
    async def save_rules(self, rules: Sequence[Rule]) -> None:
        table = schema.rules
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.team == self._team))
            if rules:
                numbered = [rows.rule_values(rule, number, self._team) for number, rule in enumerate(rules)]
                await connection.execute(insert(table), numbered)

    @whole
    async def attributions(self, filed: Filed) -> tuple[Attribution, ...]:
        async with self._database.read() as connection:
            found = await attributions.of(connection, [filed], self._team)
        return found.get(filed.id, ())

    @whole
    async def attributed(self, said: Attribution) -> tuple[Filed, ...]:
        async with self._database.read() as connection:
            return await _filed(connection, await attributions.articles_of(connection, said, self._team))

    @whole
    async def alerts_by(self, article: ArticleId) -> tuple[Alert, ...]:
        table = schema.alerts
        statement = select(table).where(table.c.article == article).order_by(table.c.id)
        async with self._database.read() as connection:
            return tuple(map(rows.alert_of, (await connection.execute(statement)).all()))

    @whole
    async def mutes(self) -> tuple[Mute, ...]:
        table = schema.mutes
        statement = select(table).where(table.c.team == self._team).order_by(table.c.story, table.c.channel)
        async with self._database.read() as connection:
            return tuple(map(rows.mute_of, (await connection.execute(statement)).all()))

    # stories put right by people
    @whole
    async def regroup(
        self,
        regrouping: Regrouping,
        harvest: Harvest,
        as_change: Callable[[int], Change],
        *,
        muted: Sequence[Mute] = (),
    ) -> int | None:
        async with self._database.write() as connection:
            number = await regroupings.save(connection, regrouping, self._team)
            if number is not None:
                await changes.record(connection, as_change(number), self._team)
                for mute in muted:
                    await bury_muted(connection, mute)
                await record_all(connection, [harvest], self._team)
            return number

    @whole
    async def regroupings(self, *, limit: int) -> tuple[Regrouping, ...]:
        async with self._database.read() as connection:
            return await regroupings.latest(connection, self._team, limit)

    # articles told, to be read again
    @whole
    async def due_rereads(self, now: datetime, *, limit: int) -> tuple[Reread, ...]:
        async with self._database.read() as connection:
            return await rereads.due(connection, now, limit)

    # people
    @whole
    async def secret(self) -> bytes:
        async with self._database.read() as connection:
            known = await people.known_secret(connection)
        if known is not None:
            return known
        async with self._database.write() as connection:
            return await people.made_secret(connection)

    @whole
    async def vote(self, vote: Vote) -> bool:
        async with self._database.write() as connection:
            return await people.vote(connection, vote)

    @whole
    async def votes(self, alert: AlertId) -> Votes:
        async with self._database.read() as connection:
            return await people.votes(connection, alert)

    @whole
    async def forget_votes(self, voter: str) -> int:
        async with self._database.write() as connection:
            return await people.forget_votes(connection, voter)

    @whole
    async def marked(self, since: datetime) -> tuple[Marked, ...]:
        async with self._database.read() as connection:
            return await judgments.marked(connection, since)

    @whole
    async def sources_matched(self, since: datetime) -> frozenset[SourceId]:
        async with self._database.read() as connection:
            return await judgments.sources_matched(connection, since)

    @whole
    async def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        async with self._database.write() as connection:
            return await judgments.propose(connection, proposals, self._team)

    @whole
    async def proposals(self, since: datetime) -> tuple[Proposal, ...]:
        async with self._database.read() as connection:
            return await judgments.proposals(connection, since, self._team)

    @whole
    async def settle(self, proposal: Proposal) -> bool:
        async with self._database.write() as connection:
            return await judgments.settle(connection, proposal, self._team)

    @whole
    async def follow(self, story: StoryId, follower: str) -> bool:
        async with self._database.write() as connection:
            return await people.follow(connection, story, follower)

    @whole
    async def unfollow(self, follower: str, story: StoryId | None = None) -> int:
        async with self._database.write() as connection:
            return await people.unfollow(connection, follower, story)

    @whole
    async def followers(self, story: StoryId) -> tuple[str, ...]:
        async with self._database.read() as connection:
            return tuple(await people.followers(connection, story))

    @whole
    async def followed(self, follower: str) -> tuple[StoryId, ...]:
        async with self._database.read() as connection:
            return tuple(map(StoryId, await people.followed(connection, follower)))

    @whole
    async def end_followings(self, before: datetime) -> int:
        async with self._database.read() as connection:
            if not await people.ended_followings(connection, before):
                return 0  # the common case, without the write lock
        async with self._database.write() as connection:
            ended = await people.ended_followings(connection, before)
            return sum([await people.unfollow(connection, follower, story) for story, follower in ended])

    @whole
    async def last_seen(self, story: StoryId) -> datetime | None:
        async with self._database.read() as connection:
            return await people.last_seen(connection, story)

    # what is kept no longer
    @whole
    async def shorten(self, before: datetime, *, limit: int) -> int:
        async with self._database.read() as connection:
            if not await retention.due_texts(connection, before, 1, self._team):
                return 0  # the common case, without the write lock
        async with self._database.write() as connection:
            ids = await retention.due_texts(connection, before, limit, self._team)
            short = [shortened(filed) for filed in await _filed(connection, ids, is_as_read=True)]
            await record_all(connection, [Harvest(source=None, filed=tuple(short))], self._team)
            return len(short)

    @whole
    async def drop_passed(self, before: datetime, *, limit: int) -> int:
        async with self._database.write() as connection:
            return await retention.drop_passed(connection, before, limit, self._team)

    @whole
    async def expunge(self) -> bool:
        async with self._database.write() as connection:
            if await retention.merge(connection):
                return True
        await self._database.fold_log()
        return False

    @whole
    async def counts(self, since: datetime) -> tuple[int, int, int]:
        async with self._database.read() as connection:
            return await counting.counts(connection, since, self._team)

    @whole
    async def did(self, chore: str, at: datetime) -> None:
        async with self._database.write() as connection:
            await retention.did(connection, chore, at)

    @whole
    async def last_done(self, chore: str) -> datetime | None:
        async with self._database.read() as connection:
            return await retention.last_done(connection, chore)

    @property
    def trouble(self) -> str | None:
        return self._database.trouble

    @whole
    async def backlog(self, now: datetime) -> Backlog:
        table = schema.deliveries
        is_lapsed = (table.c.state == DeliveryState.SENDING.value) & (table.c.lease_until <= now)
        state = case((is_lapsed, DeliveryState.UNKNOWN.value), else_=table.c.state).label("state")
        statement = select(
            state,
            func.count().label("deliveries"),
            func.min(table.c.due).label("first"),
            func.max(func.coalesce(table.c.sent_at, table.c.due)).label("last"),
        ).group_by(state)
        async with self._database.read() as connection:
            found = (await connection.execute(statement)).all()
        return _backlog({DeliveryState(row.state): row for row in found})


def _backlog(found: dict[DeliveryState, rows.Row]) -> Backlog:
    owed = [found[state] for state in _UNSENT if state in found]
    counts = {state: row.deliveries for state, row in found.items()}
    sent, held = found.get(DeliveryState.SENT), found.get(DeliveryState.HELD)
    return Backlog(
        owed=sum(row.deliveries for row in owed),
        unknown=counts.get(DeliveryState.UNKNOWN, 0),
        buried=counts.get(DeliveryState.BURIED, 0),
        sent=counts.get(DeliveryState.SENT, 0),
        oldest_due=min((row.first for row in owed), default=None),
        last_sent=None if sent is None else sent.last,
        held=sum(counts.get(state, 0) for state in (DeliveryState.HELD, DeliveryState.JOINED)),
        next_digest=None if held is None else held.first,
    )


async def _filed(connection: AsyncConnection, ids: Sequence[int], *, is_as_read: bool = False) -> tuple[Filed, ...]:
    """Whole articles, in the order asked; ids that nobody has are left out. `is_as_read`: without what people say."""
    found: dict[int, Filed] = {}
    for batch in batches(ids):
        table = schema.articles
        whole_text = func.coalesce(schema.texts.c.text, table.c.lead).label("text")
        statement = select(table, whole_text).outerjoin_from(table, schema.texts).where(table.c.id.in_(batch))
        articles = (await connection.execute(statement)).all()
        quotes = await _by_article(connection, schema.quotes, batch)
        shown = rows.quotes_as_read if is_as_read else rows.quotes_shown
        positions = await _by_article(connection, schema.positions, batch)
        found.update({row.id: rows.filed_of(row, shown(quotes[row.id]), positions[row.id]) for row in articles})
    return tuple(found[id] for id in ids if id in found)


async def _by_article(connection: AsyncConnection, table: Table, ids: Sequence[int]) -> dict[int, list[rows.Row]]:
    grouped: dict[int, list[rows.Row]] = defaultdict(list)
    statement = select(table).where(table.c.article.in_(ids)).order_by(table.c.id)
    for row in (await connection.execute(statement)).all():
        grouped[row.article].append(row)
    return grouped


async def _reports(connection: AsyncConnection, story: StoryId) -> tuple[Report, ...]:
    table = schema.articles
    columns = (table.c.id, table.c.outlet, table.c.url, table.c.published, table.c.copy_of)
    statement = select(*columns).where(table.c.story == story).order_by(table.c.id)
    return tuple(map(rows.report_of, (await connection.execute(statement)).all()))


async def _card(connection: AsyncConnection, alert: Alert) -> AlertCard:
    (filed,) = await _filed(connection, [alert.article])
    matched = {match.rule for match in filed.analysis.matches}
    rules = select(schema.rules).where(schema.rules.c.id.in_(sorted(matched))).order_by(schema.rules.c.number)
    name = select(schema.sources.c.name).where(schema.sources.c.id == filed.source)
    return AlertCard(
        alert=alert,
        filed=filed,
        source_name=(await connection.execute(name)).scalar_one_or_none(),
        rules=tuple(map(rows.rule_of, (await connection.execute(rules)).all())),
        others=tuple(each for each in await _reports(connection, alert.story) if each.article != filed.id),
        edits=await rereads.edits_of(connection, alert.article),
        joined=await regroupings.joined(connection, alert, filed),
        earlier=await regroupings.told(connection, alert.earlier),
    )

"""What readers make of alerts, and what the bot makes of that."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.record import batches
from bot.core.model import (
    AlertId,
    AlertKind,
    ArticleId,
    Complaint,
    DeliveryState,
    Marked,
    Opinion,
    Proposal,
    SourceId,
    StoryId,
)

_alerts, _articles, _votes, _deliveries = schema.alerts, schema.articles, schema.votes, schema.deliveries
_proposals = schema.proposals


async def marked(connection: AsyncConnection, since: datetime) -> tuple[Marked, ...]:
    """Every alert with votes, or posted since then, oldest first."""
    people: dict[str, int] = {}
    votes: dict[int, list[tuple[int, rows.Row]]] = defaultdict(list)
    for row in (await connection.execute(select(_votes))).all():
        votes[row.alert].append((people.setdefault(row.voter, len(people)), row))
    is_posted = (
        (_deliveries.c.kind == AlertKind.ALERT.value)
        & (_deliveries.c.state == DeliveryState.SENT.value)
        & (_deliveries.c.sent_at >= since)
    )
    posts: dict[int, set[str]] = defaultdict(set)
    for row in (await connection.execute(select(_deliveries.c.alert, _deliveries.c.channel).where(is_posted))).all():
        posts[row.alert].add(row.channel)
    found: list[Marked] = []
    columns = (_alerts.c.id, _alerts.c.article, _alerts.c.story, _alerts.c.topic)
    statement = select(*columns, _articles.c.relevance, _articles.c.matches)
    statement = statement.join(_articles, _articles.c.id == _alerts.c.article)
    for ids in batches(sorted({*votes, *posts})):
        read = await connection.execute(statement.where(_alerts.c.id.in_(ids)).order_by(_alerts.c.id))
        found.extend(_marked(row, votes[row.id], posts[row.id]) for row in read)
    return tuple(found)


def _marked(row: rows.Row, votes: Sequence[tuple[int, rows.Row]], channels: set[str]) -> Marked:
    against = {who: vote for who, vote in votes if vote.opinion == Opinion.NOT_RELEVANT.value}
    return Marked(
        alert=AlertId(row.id),
        article=ArticleId(row.article),
        story=StoryId(row.story),
        topic=row.topic,
        relevance=row.relevance,
        rules=tuple(dict.fromkeys(match[0] for match in row.matches)),
        useful=frozenset(who for who, vote in votes if vote.opinion == Opinion.USEFUL.value),
        not_relevant=frozenset(against),
        complaints=frozenset((who, Complaint(vote.complaint)) for who, vote in against.items() if vote.complaint),
        channels=tuple(sorted(channels)),
    )


async def sources_matched(connection: AsyncConnection, since: datetime) -> frozenset[SourceId]:
    statement = select(_articles.c.source).where(_articles.c.seen_at >= since, _articles.c.source.is_not(None))
    return frozenset(map(SourceId, (await connection.execute(statement.distinct())).scalars()))


async def propose(connection: AsyncConnection, proposals: Sequence[Proposal], team: str) -> tuple[Proposal, ...]:
    """The same with their numbers."""
    kept = []
    for proposal in proposals:
        written = insert(_proposals).values(_values(proposal, team)).returning(_proposals.c.number)
        kept.append(replace(proposal, number=int((await connection.execute(written)).scalar_one())))
    return tuple(kept)


async def proposals(connection: AsyncConnection, since: datetime, team: str) -> tuple[Proposal, ...]:
    is_recent = (_proposals.c.made_at >= since) | (_proposals.c.decided_at >= since) | (_proposals.c.outcome == "open")
    statement = select(_proposals).where(_proposals.c.team == team, is_recent).order_by(_proposals.c.number)
    return tuple(map(_proposal, (await connection.execute(statement)).all()))


async def settle(connection: AsyncConnection, proposal: Proposal, team: str) -> bool:
    """Whether it was still open."""
    is_open = (_proposals.c.number == proposal.number) & (_proposals.c.team == team) & (_proposals.c.outcome == "open")
    ended = update(_proposals).where(is_open).values(outcome=proposal.outcome, decided_at=proposal.decided_at)
    return (await connection.execute(ended)).rowcount == 1


def _values(proposal: Proposal, team: str) -> rows.Values:
    values = {name: getattr(proposal, name) for name in Proposal.__slots__ if name != "number"}
    return rows.storable(values | {"team": team})


def _proposal(row: rows.Row) -> Proposal:
    return Proposal(**{name: getattr(row, name) for name in Proposal.__slots__})

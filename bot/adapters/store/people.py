"""What is kept of people: votes under a keyed hash, and who follows a story for as long as it goes on."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.adapters.store import rows, schema
from bot.adapters.store.record import upserting
from bot.core.model import AlertId, Opinion, StoryId, Vote, Votes

KEY_BYTES = 32
_VOTERS = "voters"  # the name of the key they are hashed under

_votes, _followings, _keys = schema.votes, schema.followings, schema.keys


async def known_secret(connection: AsyncConnection) -> bytes | None:
    """The key, once it was made."""
    found = await connection.execute(select(_keys.c.value).where(_keys.c.name == _VOTERS))
    value = found.scalar_one_or_none()
    return None if value is None else bytes.fromhex(value)


async def made_secret(connection: AsyncConnection) -> bytes:
    """The key, made now if nobody did before."""
    fresh = {"name": _VOTERS, "value": token_hex(KEY_BYTES)}
    await connection.execute(upserting(connection, _keys).values(fresh).on_conflict_do_nothing())
    secret = await known_secret(connection)
    assert secret is not None
    return secret


async def vote(connection: AsyncConnection, vote: Vote) -> bool:
    is_theirs = (_votes.c.alert == vote.alert) & (_votes.c.voter == vote.voter)
    former = (await connection.execute(select(_votes.c.opinion).where(is_theirs))).scalar_one_or_none()
    await connection.execute(delete(_votes).where(is_theirs))
    if former == vote.opinion.value and vote.complaint is None:
        return False
    await connection.execute(insert(_votes).values(rows.vote_values(vote)))
    return True


async def votes(connection: AsyncConnection, alert: AlertId) -> Votes:
    counted = select(_votes.c.opinion, func.count()).where(_votes.c.alert == alert).group_by(_votes.c.opinion)
    found = {row[0]: row[1] for row in await connection.execute(counted)}
    return Votes(useful=found.get(Opinion.USEFUL.value, 0), not_relevant=found.get(Opinion.NOT_RELEVANT.value, 0))


async def forget_votes(connection: AsyncConnection, voter: str) -> int:
    return (await connection.execute(delete(_votes).where(_votes.c.voter == voter))).rowcount


async def follow(connection: AsyncConnection, story: StoryId, follower: str) -> bool:
    statement = upserting(connection, _followings).values(story=story, follower=follower).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount > 0


async def unfollow(connection: AsyncConnection, follower: str, story: StoryId | None) -> int:
    """The deliveries go too: their channel is the follower's id."""
    deliveries = schema.deliveries
    ended = delete(_followings).where(_followings.c.follower == follower)
    dropped = delete(deliveries).where(deliveries.c.channel == follower)
    if story is not None:
        ended = ended.where(_followings.c.story == story)
        dropped = dropped.where(deliveries.c.story == story)
    await connection.execute(dropped)
    return (await connection.execute(ended)).rowcount


async def followers(connection: AsyncConnection, story: StoryId) -> Sequence[str]:
    statement = select(_followings.c.follower).where(_followings.c.story == story).order_by(_followings.c.follower)
    return (await connection.execute(statement)).scalars().all()


async def followed(connection: AsyncConnection, follower: str) -> Sequence[int]:
    statement = select(_followings.c.story).where(_followings.c.follower == follower)
    return (await connection.execute(statement.order_by(_followings.c.story.desc()))).scalars().all()


async def ended_followings(connection: AsyncConnection, before: datetime) -> list[tuple[StoryId, str]]:
    """Those of stories without an article first seen since."""
    articles = schema.articles
    goes_on = exists().where(articles.c.story == _followings.c.story, articles.c.seen_at >= before)
    found = await connection.execute(select(_followings.c.story, _followings.c.follower).where(~goes_on))
    return [(StoryId(story), follower) for story, follower in found.all()]


async def last_seen(connection: AsyncConnection, story: StoryId) -> datetime | None:
    articles = schema.articles
    latest = select(articles.c.seen_at).where(articles.c.story == story).order_by(articles.c.seen_at.desc()).limit(1)
    return (await connection.execute(latest)).scalar_one_or_none()

"""Short ways to make what the archive keeps. Outlets, people and what they say are invented."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.core.model import (
    Alert,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Deed,
    Delivery,
    DeliveryId,
    DeliveryState,
    Filed,
    Position,
    Quote,
    Relevance,
    SourceId,
    Span,
    StoryId,
    Timestamp,
)
from bot.core.outbox import delivery_key
from bot.ports import Archive, Harvest

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def quote(text: str, words: str, *, speaker: str | None = None, affiliation: str | None = None) -> Quote:
    return Quote(
        parts=(span(text, words),), text=words, speaker=speaker, affiliation=affiliation, cue="said", confidence=0.9
    )


def position(text: str, sentence: str, *, actor: str, action: Deed, object: str | None = None) -> Position:
    return Position(actor=actor, action=action, span=span(text, sentence), object=object, confidence=0.8)


async def file(
    archive: Archive,
    title: str,
    text: str = "A council met on Monday.",
    *,
    published: datetime | None = NOW,
    seen_at: datetime = NOW,
    url: str | None = None,
    outlet: str | None = "Harbor Gazette",
    story: StoryId | None = None,
    copy_of: ArticleId | None = None,
    source: SourceId | None = None,
    external_id: str | None = None,
    quotes: Sequence[Quote] = (),
    positions: Sequence[Position] = (),
    relevance: float = 0.7,
) -> Filed:
    """Reserve an id, record one article under it, and give back what was recorded."""
    (id,) = await archive.reserve([published or seen_at])
    article = Article(
        title=title, text=text, url=url, outlet=outlet, published=None if published is None else Timestamp(published)
    )
    filed = Filed(
        id=id,
        source=source,
        seen_at=seen_at,
        analysis=Analysis(
            article=article,
            relevance=Relevance(score=relevance),
            quotes=tuple(quotes),
            positions=tuple(positions),
        ),
        story=story or StoryId(id),
        copy_of=copy_of,
        external_id=external_id,
    )
    await archive.record([Harvest(source=source, filed=(filed,))])
    return filed


async def decide(
    archive: Archive,
    filed: Filed,
    *,
    kind: AlertKind = AlertKind.ALERT,
    topic: str = "faces",
    news: str = "",
    at: datetime = NOW,
) -> Alert:
    (id,) = await archive.reserve_alerts(1)
    alert = Alert(id=id, kind=kind, story=filed.story, topic=topic, article=filed.id, decided_at=at, news=news)
    await archive.record([Harvest(source=None, alerts=(alert,))])
    return alert


async def owe(archive: Archive, alert: Alert, channel: str = "terminal:main", *, due: datetime = NOW) -> Delivery:
    (id,) = await archive.reserve_deliveries(1)
    delivery = owed(id, alert, channel, due=due)
    await archive.record([Harvest(source=None, deliveries=(delivery,))])
    return delivery


def owed(
    id: int,
    alert: Alert,
    channel: str = "terminal:main",
    *,
    due: datetime = NOW,
    state: DeliveryState = DeliveryState.OWED,
) -> Delivery:
    return Delivery(
        id=DeliveryId(id),
        alert=AlertId(alert.id),
        kind=alert.kind,
        story=alert.story,
        channel=channel,
        key=delivery_key(alert.id, channel),
        state=state,
        due=due,
    )

"""Values of the house ↔ rows of the tables."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.core.excerpts import LEAD_CHARS, context
from bot.core.model import (
    Alert,
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Attribution,
    Channel,
    Deed,
    Delivery,
    DeliveryId,
    DeliveryState,
    Field,
    Filed,
    Health,
    HeldFor,
    Match,
    Mute,
    PollState,
    Position,
    Quote,
    Relevance,
    Report,
    Rule,
    Said,
    Schedule,
    Source,
    SourceId,
    Span,
    Stand,
    StoryId,
    Timestamp,
    Told,
    Vote,
)

Row = Any  # a result row: its attributes are the columns selected
Values = dict[str, Any]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

PARTS_PER_ARTICLE = 1 << 12  # quotes or positions: their ids are the article's id and a number below this


def state_values(state: PollState) -> Values:
    return {name: getattr(state, name) for name in PollState.__slots__} | {"health": state.health.value}


def source_of(row: Row) -> Source:
    return Source(id=SourceId(row.id), url=row.url, kind=row.kind, name=row.name)


def state_of(row: Row) -> PollState:
    values = {name: getattr(row, name) for name in PollState.__slots__}
    return PollState(**values | {"health": Health(row.health)})


def article_values(filed: Filed, team: str) -> Values:
    analysis, article = filed.analysis, filed.analysis.article
    return {
        "id": filed.id,
        "team": team,
        "source": filed.source,
        "external_id": filed.external_id,
        "seen_at": filed.seen_at,
        "story": filed.story,
        "copy_of": filed.copy_of,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "agency": article.agency,
        "byline": list(article.byline),
        "published": _iso(article.published),
        "updated": _iso(article.updated),
        "language": article.language,
        "is_partial": article.is_partial,
        "partial_reason": article.partial_reason,
        "relevance": analysis.relevance.score,
        "reasons": list(analysis.relevance.reasons),
        "matches": [_written_match(match) for match in analysis.matches],
        "summary": _ranges(analysis.summary),
        "corrections": list(article.corrections),
        "names": " ".join(_people(analysis)),
        "deeds": " ".join(_deed(position, article.text) for position in analysis.positions),
        "lead": article.text[:LEAD_CHARS],
        "text_hash": filed.text_hash,
    }


def text_values(filed: Filed) -> Values:
    return {"article": filed.id, "text": filed.analysis.article.text}


def quote_values(filed: Filed) -> list[Values]:
    text = filed.analysis.article.text
    return [
        {
            "id": filed.id * PARTS_PER_ARTICLE + number,
            "article": filed.id,
            "parts": _ranges(quote.parts),
            "text": quote.text,
            "context": context(text, Span(quote.parts[0].start, quote.parts[-1].end)).of(text).strip()
            if quote.parts
            else quote.text,
            "speaker": quote.speaker,
            "role": quote.role,
            "affiliation": quote.affiliation,
            "cue": quote.cue,
            "mention": quote.mention,
            "is_partial": quote.is_partial,
            "confidence": quote.confidence,
            "is_on_policy": quote.is_on_policy,
            "read_as": None,
            "is_dropped": False,
        }
        for number, quote in enumerate(filed.analysis.quotes[:PARTS_PER_ARTICLE])
    ]


def position_values(filed: Filed) -> list[Values]:
    text = filed.analysis.article.text
    return [
        {
            "id": filed.id * PARTS_PER_ARTICLE + number,
            "article": filed.id,
            "actor": position.actor,
            "action": position.action.value,
            "object": position.object,
            "jurisdiction": position.jurisdiction,
            "announced": _day(position.announced),
            "effective": _day(position.effective),
            "effective_text": position.effective_text,
            "expires": _day(position.expires),
            "expires_text": position.expires_text,
            "bills": list(position.bills),
            "start": position.span.start,
            "end": position.span.end,
            "confidence": position.confidence,
            "sentence": position.span.of(text),
        }
        for number, position in enumerate(filed.analysis.positions[:PARTS_PER_ARTICLE])
    ]


def names_in(filed: Filed) -> set[str]:
    """Whom a member may ask for: speakers, affiliations, actors, the outlet."""
    outlet = filed.analysis.article.outlet
    return {*_people(filed.analysis), *((outlet,) if outlet else ())}


def filed_of(row: Row, quotes: Iterable[Quote], positions: Iterable[Row]) -> Filed:
    article = Article(
        title=row.title,
        text=row.text,
        url=row.url,
        outlet=row.outlet,
        agency=row.agency,
        byline=tuple(row.byline),
        published=_timestamp(row.published),
        updated=_timestamp(row.updated),
        language=row.language,
        is_partial=row.is_partial,
        partial_reason=row.partial_reason,
        corrections=tuple(row.corrections),
    )
    analysis = Analysis(
        article=article,
        matches=matches_of(row),
        relevance=Relevance(score=row.relevance, reasons=tuple(row.reasons)),
        quotes=tuple(quotes),
        positions=tuple(map(position_of, positions)),
        summary=_spans(row.summary),
    )
    return Filed(
        id=ArticleId(row.id),
        source=None if row.source is None else SourceId(row.source),
        seen_at=row.seen_at,
        analysis=analysis,
        story=StoryId(row.story),
        copy_of=None if row.copy_of is None else ArticleId(row.copy_of),
        external_id=row.external_id,
        text_hash=row.text_hash,
    )


def quotes_shown(found: Iterable[Row]) -> Iterable[Quote]:
    """With the speakers that people say."""
    return (quote_of(row) for row in found if not row.is_dropped)


def quotes_as_read(found: Iterable[Row]) -> Iterable[Quote]:
    """Without what people say of them."""
    return (replace(quote_of(row), **row.read_as or {}) for row in found)


def quote_of(row: Row) -> Quote:
    return Quote(
        parts=_spans(row.parts),
        text=row.text,
        speaker=row.speaker,
        role=row.role,
        affiliation=row.affiliation,
        cue=row.cue,
        mention=row.mention,
        is_partial=row.is_partial,
        confidence=row.confidence,
        is_on_policy=row.is_on_policy,
    )


def position_of(row: Row) -> Position:
    return Position(
        actor=row.actor,
        action=Deed(row.action),
        span=Span(row.start, row.end),
        object=row.object,
        jurisdiction=row.jurisdiction,
        announced=_date(row.announced),
        effective=_date(row.effective),
        effective_text=row.effective_text,
        expires=_date(row.expires),
        expires_text=row.expires_text,
        bills=tuple(row.bills),
        confidence=row.confidence,
    )


def attribution_values(said: Attribution, key: str, team: str) -> Values:
    return {name: getattr(said, name) for name in Attribution.__slots__} | {"key": key, "team": team}


def mute_values(mute: Mute, team: str) -> Values:
    return {name: getattr(mute, name) for name in Mute.__slots__} | {"team": team}


def mute_of(row: Row) -> Mute:
    return Mute(story=StoryId(row.story), channel=row.channel, title=row.title)


def attribution_of(row: Row) -> Attribution:
    values = {name: getattr(row, name) for name in Attribution.__slots__}
    return Attribution(**values | {"article": ArticleId(row.article)})


def said_of(row: Row) -> Said:
    """From a quote's row joined with its article's title, url, outlet and published."""
    return Said(quote=quote_of(row), article=ArticleId(row.article), **_place(row))


def stand_of(row: Row) -> Stand:
    """From a position's row joined with its article's title, url, outlet and published."""
    return Stand(position=position_of(row), sentence=row.sentence, article=ArticleId(row.article), **_place(row))


def report_of(row: Row) -> Report:
    return Report(
        article=ArticleId(row.id),
        outlet=row.outlet or "",
        url=row.url,
        published=_timestamp(row.published),
        is_copy=row.copy_of is not None,
    )


def told_of(row: Row) -> Told:
    return Told(title=row.title, url=row.url, outlet=row.outlet, published=_timestamp(row.published))


def alert_values(alert: Alert) -> Values:
    return {name: getattr(alert, name) for name in Alert.__slots__} | {"kind": alert.kind.value}


def alert_of(row: Row) -> Alert:
    values = {name: getattr(row, name) for name in Alert.__slots__}
    return Alert(**values | {"kind": AlertKind(row.kind), "id": AlertId(row.id)})


def delivery_values(delivery: Delivery) -> Values:
    values = {name: getattr(delivery, name) for name in Delivery.__slots__}
    held_for = None if delivery.held_for is None else delivery.held_for.value
    return values | {"kind": delivery.kind.value, "state": delivery.state.value, "held_for": held_for}


def delivery_of(row: Row) -> Delivery:
    values = {name: getattr(row, name) for name in Delivery.__slots__}
    return Delivery(
        **values
        | {
            "id": DeliveryId(row.id),
            "kind": AlertKind(row.kind),
            "state": DeliveryState(row.state),
            "held_for": None if row.held_for is None else HeldFor(row.held_for),
        }
    )


def channel_values(channel: Channel, team: str) -> Values:
    values = {name: getattr(channel, name) for name in Channel.__slots__}
    schedule = schedule_values(channel.schedule)
    return values | {"key": channel.key, "topics": list(channel.topics), "schedule": schedule, "team": team}


def channel_of(row: Row) -> Channel:
    values = {name: getattr(row, name) for name in Channel.__slots__}
    return Channel(**values | {"topics": tuple(row.topics), "schedule": schedule_of(row.schedule)})


def schedule_values(schedule: Schedule) -> Values:
    """As JSON."""
    quiet = [f"{edge:%H:%M}" for edge in schedule.quiet] if schedule.quiet else None
    values = {name: getattr(schedule, name) for name in Schedule.__slots__}
    return values | {"digest_time": f"{schedule.digest_time:%H:%M}", "quiet": quiet, "breaks": list(schedule.breaks)}


def schedule_of(values: Values) -> Schedule:
    """Of what an older version wrote the rest is as if nobody had chosen."""
    known = dict(values)
    if "digest_time" in known:
        known["digest_time"] = time.fromisoformat(known["digest_time"])
    if known.get("quiet"):
        start, end = map(time.fromisoformat, known["quiet"])
        known["quiet"] = (start, end)
    if "breaks" in known:
        known["breaks"] = tuple(known["breaks"])
    return Schedule(**known)


def vote_values(vote: Vote) -> Values:
    return {
        "alert": vote.alert,
        "voter": vote.voter,
        "opinion": vote.opinion.value,
        "complaint": None if vote.complaint is None else vote.complaint.value,
    }


def rule_values(rule: Rule, number: int, team: str) -> Values:
    return {name: getattr(rule, name) for name in Rule.__slots__} | {"number": number, "team": team}


def rule_of(row: Row) -> Rule:
    return Rule(**{name: getattr(row, name) for name in Rule.__slots__})


def timestamp_of(row: Row) -> Timestamp | None:
    return _timestamp(row.published)


def storable(values: Values) -> Values:
    """The row with every text as an engine will take it; see `storable_text`."""
    return {name: storable_text(value) if isinstance(value, str) else value for name, value in values.items()}


def storable_text(text: str) -> str:
    """The text with half characters and NUL, which no engine stores, replaced one for one: offsets stay true."""
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _people(analysis: Analysis) -> list[str]:
    """Speakers, affiliations and actors, each once, in the order they come."""
    found = [name for quote in analysis.quotes for name in (quote.speaker, quote.affiliation)]
    return list(dict.fromkeys(name for name in (*found, *(each.actor for each in analysis.positions)) if name))


def _deed(position: Position, text: str) -> str:
    parts = (position.action.value, position.object, position.jurisdiction, position.span.of(text))
    return " ".join(part for part in parts if part)


def _place(row: Row) -> Values:
    return {"title": row.title, "url": row.url, "outlet": row.outlet, "published": _timestamp(row.published)}


def _ranges(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in ranges)


def _iso(stamp: Timestamp | None) -> str | None:
    return None if stamp is None else stamp.iso()


def _timestamp(iso: str | None) -> Timestamp | None:
    return None if iso is None else Timestamp.parse(iso)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _written_match(match: Match) -> list[object]:
    """What most matches have not, and older rows never had, is written only where it says something."""
    place: list[object] = [match.rule, match.field, match.span.start, match.span.end]
    return place if match.weight == 1 and not match.is_by_fact else [*place, match.weight, match.is_by_fact]


def matches_of(row: Row) -> tuple[Match, ...]:
    """Of an article's row."""
    return tuple(_read_match(*match) for match in row.matches)


def _read_match(rule: str, field: Field, start: int, end: int, weight: float = 1.0, is_by_fact: bool = False) -> Match:
    return Match(rule=rule, field=field, span=Span(start, end), weight=weight, is_by_fact=is_by_fact)

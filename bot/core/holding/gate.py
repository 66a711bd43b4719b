"""Whether a delivery goes out now or waits for a digest. Nothing is ever dropped here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.holding.clock import is_quiet, next_digest, quiet_end
from bot.core.model import AlertCard, AlertKind, Channel, Delivery, DeliveryState, HeldFor, Position, Schedule, SourceId

LONG: Final = timedelta(hours=48)  # what is older when it could be told at last is no news to be told one by one
FEED_CAP: Final = 60  # alerts from one source between two full hours; the busiest newsroom writes fewer on any topic
AWAY_WAIT: Final = timedelta(minutes=2)  # the rest of what had to wait is looked at meanwhile
CATCH_UP: Final = timedelta(minutes=30)  # after which every feed has been read again
JOINED_WAIT: Final = timedelta(seconds=10)  # a digest is sent within seconds, unless its platform is down
NEAR: Final = timedelta(days=2)  # an end so close, before or behind, can't wait for the morning
SURE: Final = 0.6  # of a position, to wake somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Not now: until when at least, and why."""

    until: datetime
    reason: HeldFor


def hold(
    delivery: Delivery,
    card: AlertCard,
    channel: Channel,
    *,
    first: Delivery | None,
    posted: Sequence[SourceId | None],
    feed_cap: int = FEED_CAP,
    now: datetime,
) -> Held | None:
    """None: tell it now.

    `first` is the delivery of the story's alert there that no message has told yet; `posted` the sources of the alerts
    that were messages of their own since the hour struck. A `feed_cap` of 0: none.
    """
    if channel.is_direct or delivery.held_for is HeldFor.HAND:
        return None
    if first is not None and first.id != delivery.id and delivery.kind not in (AlertKind.ALERT, AlertKind.BRIEF):
        return _with(first, now)
    if not delivery.kind.has_row:
        return None
    reason = _reason(delivery, card, channel, posted=posted, feed_cap=feed_cap, now=now)
    return None if reason is None else Held(until=held_until(channel, reason, now), reason=reason)


def held_until(channel: Channel, reason: HeldFor, now: datetime) -> datetime:
    """When what is held there for this reason is told; now, where the reason is gone."""
    schedule = channel.schedule
    match reason:
        case HeldFor.DIGEST | HeldFor.HAND:
            return now
        case HeldFor.BRIEF:
            return next_digest("weekly" if channel.mode == "weekly" else "daily", schedule, now)
        case _ if channel.mode != "instant":
            return next_digest(channel.mode, schedule, now)
        case HeldFor.CAP | HeldFor.FLOOD:
            return next_digest("hourly", schedule, now)
        case _ if is_quiet(schedule, now):
            return quiet_end(schedule, now)
        case HeldFor.AWAY:
            return now + AWAY_WAIT
        case HeldFor.QUIET | HeldFor.MODE:
            return now


def late_until(channel: Channel, now: datetime) -> datetime:
    """When a channel is told of what was published long before it was read: with all else the feeds still bring."""
    return held_until(channel, HeldFor.AWAY, now + CATCH_UP if channel.mode == "instant" else now)


def breaking(card: AlertCard, schedule: Schedule, now: datetime) -> Position | None:
    """What of an alert is told in quiet hours all the same: a position that ends now."""
    if "expiry" not in schedule.breaks:
        return None
    today = now.date()
    for position in card.filed.analysis.positions:
        if position.expires and position.confidence >= SURE and abs(position.expires - today) <= NEAR:
            return position
    return None


def _with(first: Delivery, now: datetime) -> Held:
    """Together with the alert that it belongs to; a digest on its way is waited for."""
    if first.state is DeliveryState.HELD and first.held_for is not None:
        return Held(until=first.due, reason=first.held_for)
    return Held(until=now + JOINED_WAIT, reason=HeldFor.DIGEST)


def _reason(
    delivery: Delivery,
    card: AlertCard,
    channel: Channel,
    *,
    posted: Sequence[SourceId | None],
    feed_cap: int,
    now: datetime,
) -> HeldFor | None:
    schedule = channel.schedule
    if delivery.kind is AlertKind.BRIEF:
        return HeldFor.BRIEF
    if channel.mode != "instant":
        return HeldFor.MODE
    if now - card.alert.decided_at > LONG:
        return HeldFor.AWAY
    if is_quiet(schedule, now) and breaking(card, schedule, now) is None:
        return HeldFor.QUIET
    if delivery.kind is not AlertKind.ALERT:
        return None  # a line in a thread disturbs nobody
    if feed_cap and card.filed.source is not None and posted.count(card.filed.source) >= feed_cap:
        return HeldFor.FLOOD
    return HeldFor.CAP if schedule.cap and len(posted) >= schedule.cap else None

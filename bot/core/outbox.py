"""The life of a delivery: from each state to the next, and no other way.

    OWED ─claimed→ CLAIMED ─sending→ SENDING ─sent→ SENT
      ↑ ↖─ released, delayed ─┘         │ failed_unknown (or the lease ran out)
      └──────────── delayed ────────────┤
                                        ↓
                              UNKNOWN ─claimed→ UNKNOWN, leased ─sent→ SENT (it stood there)
                                                                └─sending→ SENDING (it did not)

    CLAIMED ─held→ HELD ─joined→ JOINED ─told_by→ SENT or BURIED, with its digest, which goes the way above
                     └─reopened→ OWED

`buried` ends any of them but SENT; nothing leads out of SENT and BURIED. An unknown delivery stays unknown while a
worker has it, so that no crash can turn "perhaps sent" into "send it again". Illegal steps raise `ValueError`.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.model import AlertId, AlertKind, Channel, Delivery, DeliveryId, DeliveryState, HeldFor, Mute

LOOK_AFTER = timedelta(seconds=5)  # a platform may take a moment before a message can be found by its key
FIRST_BACK_OFF = timedelta(seconds=5)
OTHER_CLOCKS = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(minutes=15)  # an outage of a platform is over within hours; then news should not wait long
LONGEST_WAIT = timedelta(days=1)  # that a platform may ask for; what is due later was set before a clock was set back
LONGEST_HOLD = timedelta(days=8)  # likewise of what waits for a digest: the longest are weekly
LONGEST_LEASE = timedelta(hours=1)  # likewise; real ones are a fraction of it

MUTED = "the story was muted here"

_WAITING = frozenset({DeliveryState.OWED, DeliveryState.UNKNOWN})
_ENDED = frozenset({DeliveryState.SENT, DeliveryState.BURIED})


def delivery_key(alert: AlertId, channel: str) -> str:
    """24 base32 characters that name one alert in one channel, the same at every attempt and after every restart.

    120 bits of SHA-256: fits every platform's field for such keys, and two never meet.
    """
    return _key(f"{alert}\n{channel}")


def digest_key(digest: DeliveryId, channel: str) -> str:
    """The same for a digest."""
    return _key(f"digest {digest}\n{channel}")


def is_due(delivery: Delivery, now: datetime) -> bool:
    """Whether a worker may claim it: its time has come and nobody has it, or who had it let the lease run out.

    A time too far off to be one of ours was written while the machine's clock was ahead: it has come, too.
    """
    delivery = lapsed(delivery, now)
    is_time = not now < delivery.due <= now + LONGEST_WAIT
    return delivery.state in _WAITING and delivery.lease_until is None and is_time


def is_held_long_enough(delivery: Delivery, now: datetime) -> bool:
    """Whether what waits for a digest has waited long enough; a time too far off to be a digest's has come, too."""
    return not now < delivery.due <= now + LONGEST_HOLD


def lapsed(delivery: Delivery, now: datetime) -> Delivery:
    """What a delivery is once its lease has run out: claimed → owed, sending → unknown; unchanged until then."""
    if delivery.lease_until is None or now < delivery.lease_until <= now + LONGEST_LEASE:
        return delivery
    state = DeliveryState.OWED if delivery.state is DeliveryState.CLAIMED else DeliveryState.UNKNOWN
    return replace(delivery, state=state, lease_until=None)


def claimed(delivery: Delivery, lease_until: datetime) -> Delivery:
    """Ours until the lease ends; one that is unknown stays so: look for it before sending. See `lapsed`."""
    _require(delivery, "claimed", delivery.state in _WAITING and delivery.lease_until is None)
    state = DeliveryState.CLAIMED if delivery.state is DeliveryState.OWED else DeliveryState.UNKNOWN
    return replace(delivery, state=state, lease_until=lease_until)


def sending(delivery: Delivery, now: datetime) -> Delivery:
    """To be committed just before the platform is asked; counts the attempt."""
    _require(delivery, "sent out", delivery.state is DeliveryState.CLAIMED or _is_looked_for(delivery))
    asked_at = min(delivery.asked_at or now, now)  # a clock may have been set back in between
    return replace(delivery, state=DeliveryState.SENDING, attempts=delivery.attempts + 1, asked_at=asked_at)


def asked_since(delivery: Delivery) -> datetime:
    """Since when the message may stand in its channel, with room for clocks that differ from ours.

    Not counted from when it is due: that moves on with every look that had to wait.
    """
    return (delivery.asked_at or delivery.due) - OTHER_CLOCKS


def sent(delivery: Delivery, sent_as: str, at: datetime | None = None) -> Delivery:
    """The platform has it: it said so, or it was found there."""
    _require(delivery, "settled as sent", delivery.state is DeliveryState.SENDING or _is_looked_for(delivery))
    return replace(
        delivery,
        state=DeliveryState.SENT,
        sent_as=sent_as,
        sent_at=at or delivery.due,
        lease_until=None,
        last_error=None,
    )


def delayed(delivery: Delivery, now: datetime, retry_after: timedelta | None = None, *, reason: str = "") -> Delivery:
    """Certainly not sent: owed again after `retry_after`, or after a back-off that doubles where none was named.

    A look that had to wait leaves the delivery unknown.
    """
    is_held = delivery.state in (DeliveryState.CLAIMED, DeliveryState.SENDING)
    _require(delivery, "delayed", is_held or _is_looked_for(delivery))
    attempts = delivery.attempts + (delivery.state is not DeliveryState.SENDING)
    state = DeliveryState.OWED if is_held else DeliveryState.UNKNOWN
    wait = _back_off(attempts) if retry_after is None else min(max(retry_after, timedelta(0)), LONGEST_WAIT)
    return replace(
        delivery,
        state=state,
        due=now + wait,
        lease_until=None,
        attempts=attempts,
        last_error=reason or delivery.last_error,
        asked_at=None if is_held else delivery.asked_at,
    )


def failed_unknown(delivery: Delivery, now: datetime, *, reason: str = "the answer was lost") -> Delivery:
    """Perhaps sent: to be looked for after a few seconds."""
    _require(delivery, "unknown", delivery.state is DeliveryState.SENDING)
    return replace(delivery, state=DeliveryState.UNKNOWN, due=now + LOOK_AFTER, lease_until=None, last_error=reason)


def held(delivery: Delivery, until: datetime, reason: HeldFor) -> Delivery:
    """To be told by the digest of its channel that comes then; what is owed behind it goes on."""
    _require(delivery, "held", delivery.state in (DeliveryState.OWED, DeliveryState.CLAIMED))
    return replace(delivery, state=DeliveryState.HELD, due=until, held_for=reason, lease_until=None, last_error=None)


def reopened(delivery: Delivery, now: datetime) -> Delivery:
    """Held no longer: owed by itself."""
    _require(delivery, "reopened", delivery.state is DeliveryState.HELD)
    return replace(delivery, state=DeliveryState.OWED, due=now, held_for=None)


def postponed(delivery: Delivery, until: datetime) -> Delivery:
    """Held until another time, later or earlier."""
    _require(delivery, "postponed", delivery.state is DeliveryState.HELD)
    return replace(delivery, due=until)


def joined(delivery: Delivery, digest: DeliveryId) -> Delivery:
    """Told by this digest, whatever becomes of it."""
    _require(delivery, "joined", delivery.state is DeliveryState.HELD)
    return replace(delivery, state=DeliveryState.JOINED, digest=digest)


def told_by(delivery: Delivery, digest: Delivery) -> Delivery:
    """Ended as its digest has."""
    _require(delivery, "told", delivery.state is DeliveryState.JOINED and digest.state in _ENDED)
    return replace(
        delivery, state=digest.state, sent_as=digest.sent_as, sent_at=digest.sent_at, last_error=digest.last_error
    )


def digest_of(held: Sequence[Delivery], id: DeliveryId, now: datetime) -> Delivery:
    """The delivery that tells of these, all of one channel and with rows: due now."""
    first = next(delivery for delivery in held if delivery.kind.has_row)
    return Delivery(
        id=id,
        alert=first.alert,
        kind=AlertKind.DIGEST,
        story=first.story,
        channel=first.channel,
        key=digest_key(id, first.channel),
        due=now,
    )


def to_gather(held: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """What of all that has waited long enough a digest tells of; nothing where it would have no row.

    The rest is owed by itself: what waited for another digest, and what only changes messages.
    """
    told = tuple(delivery for delivery in held if delivery.held_for is not HeldFor.DIGEST)
    return told if any(delivery.kind.has_row for delivery in told) else ()


def buried(delivery: Delivery, reason: str) -> Delivery:
    """The platform will never take it, or nobody wants it any more; kept with why."""
    _require(delivery, "buried", delivery.state not in _ENDED)
    return replace(delivery, state=DeliveryState.BURIED, lease_until=None, last_error=reason)


def is_muted(delivery: Delivery, mute: Mute) -> bool:
    """Whether it waits to tell, where its story is told no more, what is new of it.

    What changes a message that stands there still comes, so does a digest, which tells of other stories too, and what
    goes to one person, who asked for it.
    """
    is_there = mute.channel in ("", delivery.channel) and Channel.direct(delivery.channel) is None
    is_news = delivery.kind.has_row or delivery.kind is AlertKind.NOTE
    return is_there and is_news and delivery.state in (DeliveryState.OWED, DeliveryState.HELD)


def released(delivery: Delivery) -> Delivery:
    """Given back untouched, as when the bot stops: due as before, no attempt counted."""
    _require(delivery, "released", delivery.state is DeliveryState.CLAIMED or _is_looked_for(delivery))
    state = DeliveryState.OWED if delivery.state is DeliveryState.CLAIMED else DeliveryState.UNKNOWN
    return replace(delivery, state=state, lease_until=None)


def _key(name: str) -> str:
    return base64.b32encode(hashlib.sha256(name.encode()).digest()[:15]).decode()


def _is_looked_for(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.UNKNOWN and delivery.lease_until is not None


def _back_off(attempts: int) -> timedelta:
    doublings = min(max(attempts - 1, 0), 16)
    return min(FIRST_BACK_OFF * (1 << doublings), LONGEST_BACK_OFF)


def _require(delivery: Delivery, step: str, is_legal: bool) -> None:
    if not is_legal:
        held = "" if delivery.lease_until is None else ", leased"
        raise ValueError(f"delivery {delivery.id} can't be {step}: it is {delivery.state}{held}")

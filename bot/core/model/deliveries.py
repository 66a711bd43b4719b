"""What is owed to a channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.model.alerts import AlertKind
from bot.core.model.channels import Channel
from bot.core.model.units import AlertId, DeliveryId, StoryId


class DeliveryState(StrEnum):
    OWED = "owed"  # waits for its time
    CLAIMED = "claimed"  # a worker has it until the lease ends
    SENDING = "sending"  # committed just before the platform is asked
    UNKNOWN = "unknown"  # perhaps sent: look before sending again
    HELD = "held"  # waits for the channel's digest, and nothing waits for it
    JOINED = "joined"  # is told by a digest, and ends as that does
    SENT = "sent"
    BURIED = "buried"  # the platform will never take it


class HeldFor(StrEnum):
    """Why a delivery waits for a digest."""

    BRIEF = "brief"  # it is no more than that
    MODE = "mode"  # the channel wants digests
    QUIET = "quiet"  # it has quiet hours
    CAP = "cap"  # it has had as many alerts this hour as it wants
    FLOOD = "flood"  # or as many from one source as anybody would
    HAND = "hand"  # it doesn't: somebody wants it told now
    DIGEST = "digest"  # the digest that tells of its story is on its way: after that it is owed by itself
    AWAY = "away"  # it is old: the bot, the platform or the channel was away


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert owed to one channel. `core/outbox` makes the next state from the last.

    A `DIGEST` stands for many: `alert` and `story` are those of the first.
    """

    id: DeliveryId
    alert: AlertId
    kind: AlertKind
    story: StoryId
    channel: str  # Channel.key
    key: str  # idempotency key: the same for every attempt, 24 base32 characters of (alert, channel)
    state: DeliveryState = DeliveryState.OWED
    due: datetime
    lease_until: datetime | None = None
    attempts: int = 0
    sent_as: str | None = None  # the platform's id of the message; of the one edited, for an update
    last_error: str | None = None
    held_for: HeldFor | None = None  # kept when it was told
    digest: DeliveryId | None = None  # the delivery that tells of it
    sent_at: datetime | None = None
    asked_at: datetime | None = None  # since when it may stand there although nobody said so: look no further back

    @property
    def place(self) -> str:
        """The channel as a log may name it: of a person's only the platform."""
        person = Channel.direct(self.channel)
        return f"{person.platform}:a follower" if person else self.channel

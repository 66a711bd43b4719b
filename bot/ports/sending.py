"""What is asked of the outbox and of the platforms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.core.messages import Message
from bot.core.model import Delivery, DeliveryId, SourceId, StoryId


class Outbox(Protocol):
    """Deliveries and who is at work on them. Every step is durable when it returns."""

    async def claim(self, now: datetime, *, lease_until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Due deliveries, the oldest of each channel only (order per channel is kept), now ours until the lease ends.

        Those whose lease has run out are due again: `CLAIMED` as owed, `SENDING` as unknown.
        """

    async def update(self, delivery: Delivery, *, was: Delivery) -> bool:
        """Move `was` to `delivery`; False (and nothing changed) when someone else moved it since.

        With the end of a digest ends, in the same step, all that it tells of.
        """

    async def sent_message(self, story: StoryId, channel: str) -> str | None:
        """The platform's id of the story's alert in this channel, if it was sent."""

    async def next_due(self) -> datetime | None:
        """When there is something to do next, digests that are not gathered yet apart."""

    async def of_story(self, story: StoryId) -> tuple[Delivery, ...]:
        """Whatever was, is or will be told of it anywhere, oldest first: the state says which, and when and why not."""

    async def held(self, channel: str | None = None) -> tuple[Delivery, ...]:
        """What waits for a digest (of this channel), oldest first."""

    async def held_due(self, now: datetime) -> tuple[str, ...]:
        """Keys of the channels for which something held has waited long enough."""

    async def gather(self, channel: str, now: datetime, *, digest: DeliveryId) -> Delivery | None:
        """All that has waited long enough there becomes one digest with this fresh id, which is owed when this returns.

        None when there was nothing to tell. What waited for another digest is owed by itself now, and so is what only
        changes messages where there is no digest.
        """

    async def postpone(self, untils: Mapping[DeliveryId, datetime]) -> None:
        """Hold each of these until another time, all in one step; what is held no longer is left alone."""

    async def delivery(self, id: DeliveryId) -> Delivery | None:
        """The one with this id."""

    async def members(self, digest: DeliveryId) -> tuple[Delivery, ...]:
        """What a digest tells of, oldest first."""

    async def posted(self, channel: str, since: datetime) -> tuple[SourceId | None, ...]:
        """The source of each alert that was posted there as a message of its own since then."""


class Sender(Protocol):
    """A platform's way out. Never retries by itself; raises `SendDelayed`, `SendUnknown` or `SendRefused`."""

    platform: str

    async def send(self, channel: str, message: Message, *, key: str, thread: str | None = None) -> str:
        """Post it (in the thread of `thread`) and give the platform's id.

        `channel` is the platform's own id; that of a person, with @ before it, is a message to them alone.
        """

    async def edit(self, channel: str, sent_as: str, message: Message) -> None:
        """Replace what was posted; idempotent."""

    async def find(self, channel: str, *, key: str, since: datetime, thread: str | None = None) -> str | None:
        """The id of the message posted with this key (in the thread it was for), if it stands there.

        For deliveries whose answer was lost.
        """

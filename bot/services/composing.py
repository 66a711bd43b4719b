"""What a delivery says, composed when it is sent: "also in …" and the words of an article are true at that time."""

from datetime import datetime

from bot.core.digest import breaking_note
from bot.core.holding import breaking, is_quiet
from bot.core.messages import Message, alert_message, follow_up_message, news_message, note_message
from bot.core.model import AlertCard, AlertKind, Channel, Delivery
from bot.ports import Archive, Clock, Outbox
from bot.services.digests import Digests


class Composer:
    """Messages of deliveries that are not digests themselves."""

    def __init__(self, *, archive: Archive, outbox: Outbox, digests: Digests, clock: Clock) -> None:
        self._archive = archive
        self._outbox = outbox
        self._digests = digests
        self._clock = clock

    async def message(self, delivery: Delivery, card: AlertCard, channel: Channel) -> Message | None:
        """The alert, what is new in its story, or, for an update, the message that tells of the story as it reads now.

        None when that is a digest of which nothing is left.
        """
        now = self._clock.now()
        if delivery.kind is AlertKind.NOTE:
            return note_message(card, now=now)
        if channel.is_direct:
            title = (await self._first(card)).filed.analysis.article.title
            return news_message(card, story=title, now=now)
        match delivery.kind:
            case AlertKind.UPDATE:
                return await self._anew(delivery, card, channel, now)
            case AlertKind.FOLLOW_UP:
                return follow_up_message(card, now=now)
            case _:
                return alert_message(card, now=now, note=_note(card, channel, now))

    async def _anew(self, delivery: Delivery, card: AlertCard, channel: Channel, now: datetime) -> Message | None:
        """The story's alert: the same article, with all that is now "also in"; or the digest that told of it."""
        of_story = await self._outbox.of_story(delivery.story)
        told = next((each for each in of_story if each.channel == channel.key and _is_told_alert(each)), None)
        digest = await self._outbox.delivery(told.digest) if told and told.digest else None
        if digest is not None:
            return await self._digests.message(digest, channel)
        first = await self._first(card)
        note = _note(first, channel, told.sent_at) if told and told.sent_at else ""
        return alert_message(first, now=now, note=note)

    async def _first(self, card: AlertCard) -> AlertCard:
        """The card of the story's alert."""
        first = await self._archive.alert_of(card.alert.story, card.alert.topic)
        return (await self._archive.card(first.id) if first else None) or card


def _is_told_alert(delivery: Delivery) -> bool:
    return delivery.kind is AlertKind.ALERT and delivery.sent_as is not None


def _note(card: AlertCard, channel: Channel, at: datetime) -> str:
    """Why it was told in quiet hours; "" where it was not."""
    if not is_quiet(channel.schedule, at):
        return ""
    position = breaking(card, channel.schedule, at)
    return "" if position is None else breaking_note(position)

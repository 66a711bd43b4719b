"""What members press under an alert: why, more quotes, useful or not, follow."""

from bot.core.messages import (
    Message,
    complained_message,
    ended_message,
    expired_message,
    followed_message,
    more_quotes_message,
    proposed_exclude_message,
    unfollowed_message,
    voted_message,
    why_message,
)
from bot.core.model import AlertCard, AlertId, Complaint, Opinion
from bot.ports import Archive
from bot.services.desk import Member
from bot.services.orders import ID_DIGITS
from bot.services.personal import Personal
from bot.services.proposing import Proposing
from bot.services.tune import Channels


class AlertDesk:
    """The verbs `why`, `more_quotes`, `useful`, `not_relevant`, `complain`, `follow` and `unfollow`.

    `alert_at` is the relevance from which an article is alerted, where a channel has none of its own.
    """

    def __init__(
        self, *, archive: Archive, channels: Channels, personal: Personal, proposing: Proposing, alert_at: float
    ) -> None:
        self._archive = archive
        self._channels = channels
        self._personal = personal
        self._proposing = proposing
        self._alert_at = alert_at

    async def press(self, verb: str, argument: str, *, member: Member, channel: str) -> Message:
        """What the button of an alert opens or does; `argument` begins with the alert's number."""
        id, _, complaint = argument.partition(" ")
        is_id = id.isascii() and id.isdecimal() and len(id) < ID_DIGITS
        card = await self._archive.card(AlertId(int(id))) if is_id else None
        if card is None:
            return expired_message()
        match verb:
            case "why":
                votes = await self._archive.votes(card.alert.id)
                here = await self._channels.one(member.platform, channel)
                alert_at = self._alert_at if here is None or here.alert_at is None else here.alert_at
                return why_message(card, alert_at=alert_at, votes=votes, is_admin=member.is_admin)
            case "more_quotes":
                return more_quotes_message(card)
            case "complain":
                return await self._complain(card, complaint, member)
            case "follow":
                return await self._follow(card, member)
            case "unfollow":
                for story in {card.filed.story, card.alert.story}:  # a person may have moved the article since
                    await self._personal.unfollow(story, member=member)
                return unfollowed_message(card)
            case _:
                return await self._vote(card, Opinion(verb), member)

    async def _vote(self, card: AlertCard, opinion: Opinion, member: Member) -> Message:
        is_kept = await self._personal.vote(card.alert.id, opinion, member=member)
        return voted_message(card.alert.id, opinion, is_kept=is_kept)

    async def _complain(self, card: AlertCard, words: str, member: Member) -> Message:
        if words not in set(Complaint):
            return voted_message(card.alert.id, Opinion.NOT_RELEVANT, is_kept=True)
        complaint = Complaint(words)
        await self._personal.vote(card.alert.id, Opinion.NOT_RELEVANT, member=member, complaint=complaint)
        if complaint is Complaint.SENSE and member.is_admin:
            proposal = await self._proposing.exclude_for(card.alert.topic)
            if proposal is not None:
                return proposed_exclude_message(proposal)
        may_merge = complaint is Complaint.DUPLICATE and member.is_admin
        return complained_message(complaint, alert=card.alert.id if may_merge else None, is_sent=not member.is_admin)

    async def _follow(self, card: AlertCard, member: Member) -> Message:
        outcomes = {"followed": followed_message, "unfollowed": unfollowed_message, "ended": ended_message}
        return outcomes[await self._personal.follow(card.filed.story, member=member)](card)

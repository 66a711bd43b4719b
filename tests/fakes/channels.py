"""The channels of a team, with what is announced in them kept instead of sent."""

from bot.core.messages import Message
from bot.core.model import Channel
from bot.ports import Archive, Clock
from bot.services.tune import ChangeLog, Channels


class Announced:
    """`lines` holds (channel id, words), in the order announced."""

    def __init__(self, archive: Archive, clock: Clock) -> None:
        self.lines: list[tuple[str, str]] = []
        self.log = ChangeLog(archive=archive, clock=clock, announce=self._announce)
        self.channels = Channels(archive=archive, log=self.log)

    async def _announce(self, channel: Channel, message: Message) -> None:
        self.lines.append((channel.id, message.text))

"""The channels of a team, with what is announced in them kept instead of sent."""

from collections.abc import Awaitable, Callable

from bot.core.messages import Message
from bot.core.model import Channel
from bot.ports import Archive, Clock
from bot.services.tune import ChangeLog, Channels
from config.languages import languages


class Announced:
    """`lines` holds (channel id, words), in the order announced."""

    def __init__(
        self,
        archive: Archive,
        clock: Clock,
        *,
        on_change: Callable[[str], Awaitable[None]] | None = None,
        is_strict: bool = False,
    ) -> None:
        self.lines: list[tuple[str, str]] = []
        self.messages: list[Message] = []
        self.log = ChangeLog(
            archive=archive, clock=clock, announce=self.announce, is_strict=is_strict, languages=languages()
        )
        self.channels = Channels(archive=archive, log=self.log, on_change=on_change or _unheard, languages=languages())

    async def announce(self, channel: Channel, message: Message) -> None:
        self.lines.append((channel.id, message.text))
        self.messages.append(message)


async def _unheard(_: str) -> None:
    """For tests in which nothing is held."""

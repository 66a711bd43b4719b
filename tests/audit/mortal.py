"""Platforms that end the bot in the midst of what it asks of them."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from tests.standins import discord as discord_standin
from tests.standins.discord import DiscordStandin
from tests.standins.slack import SlackStandin

EDIT_STEPS = ("edit received", "edit done")
PLATFORM_STEPS = ("received", "done", *EDIT_STEPS)  # the platform has the request; it has done it and not yet said so
NONCE_SECONDS = 2.0  # Discord remembers one for minutes; the bot in a hurry is faster by as much


@dataclass
class Doom:
    """Who ends the bot, when it is to end at a step that only a platform sees."""

    step: str = ""
    platform: str = ""
    process: asyncio.subprocess.Process | None = None

    def strike_at(self, step: str, platform: str) -> None:
        """At the next time that a platform comes by this step; never for steps that none sees."""
        self.step, self.platform = (step, platform) if step in PLATFORM_STEPS else ("", "")

    def strikes(self, step: str, platform: str) -> bool:
        if (step, platform) != (self.step, self.platform) or self.process is None:
            return False
        self.process.kill()
        self.step = ""
        return True


class MortalSlack(SlackStandin):
    """Slack that can see to it that who posts does not live to hear the answer."""

    def __init__(self, doom: Doom) -> None:
        super().__init__()
        self._doom = doom

    def _chat_postmessage(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if self._doom.strikes("received", "slack"):
            return {"ok": False, "error": "nobody hears this"}
        self.posted_at = int(time.time())
        answer = super()._chat_postmessage(arguments)
        self._doom.strikes("done", "slack")
        return answer

    def _chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if self._doom.strikes("edit received", "slack"):
            return {"ok": False, "error": "nobody hears this"}
        answer = super()._chat_update(arguments)
        self._doom.strikes("edit done", "slack")
        return answer


class MortalDiscord(DiscordStandin):
    """The same of Discord; it forgets nonces."""

    def __init__(self, doom: Doom) -> None:
        super().__init__()
        self._doom = doom
        self._taken: dict[tuple[str, str], float] = {}

    def _post(self, channel: str, body: dict[str, Any], **more: Any) -> Any:
        if self._doom.strikes("received", "discord"):
            return {}
        now = time.monotonic()
        for nonce in [nonce for nonce, at in self._taken.items() if now - at > NONCE_SECONDS]:
            self._nonces.pop(nonce, None)
        answer = super()._post(channel, body, **more)
        self._taken.setdefault((channel, str(body.get("nonce"))), now)
        self._doom.strikes("done", "discord")
        return answer

    def _edit(self, channel: str, id: str, body: dict[str, Any], **more: Any) -> Any:
        if self._doom.strikes("edit received", "discord"):
            return {}
        answer = super()._edit(channel, id, body, **more)
        self._doom.strikes("edit done", "discord")
        return answer

    def _snowflake(self) -> str:
        number = next(self._numbers)
        return str(((int(time.time() * 1000) - discord_standin.EPOCH_MS) << 22) + number)

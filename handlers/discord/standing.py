"""How the connection stands, in words an operator can act on, each with the page that helps."""

from dataclasses import dataclass
from typing import Literal

import discord
from discord.http import HTTPClient

from bot.core.errors import SendDelayed, SendUnknown
from bot.services.health import Finding
from handlers.discord import rights
from handlers.discord.api import ApiRefused
from handlers.discord.settings import PLATFORM, DiscordSettings

DOCS = "docs/discord.md"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps us from sending or listening. `is_refusal`: the token's fault, nothing works before somebody acts."""

    words: str
    advice: str = "it is tried again and again; is the network fine?"
    is_refusal: bool = False

    def finding(self) -> Finding:
        return finding("failing", self.words, self.advice)


TOKEN_REFUSED = Trouble("Discord refuses DISCORD_TOKEN", f"{DOCS}, step 2", is_refusal=True)


def unset(settings: DiscordSettings) -> Trouble | None:
    """What can be seen without asking Discord."""
    if not settings.token.strip():
        return Trouble("DISCORD_TOKEN is not set", f"{DOCS}, step 2", is_refusal=True)
    return None


def closed(code: int) -> Trouble:
    """The gateway closed the connection and will again."""
    if code == 4004:
        return TOKEN_REFUSED
    return Trouble(f"Discord's gateway refuses us ({code})", f"{DOCS}, when something is wrong")


def finding(light: Literal["ok", "warning", "failing"], words: str, advice: str = "") -> Finding:
    return Finding(part=PLATFORM, light=light, words=words, advice=advice)


def connecting() -> Finding:
    """Neither there nor in trouble yet."""
    return finding("warning", "connecting", "nothing to do unless this stays: then see the log")


def misled(client: discord.Client) -> Finding | None:
    """Commands that go to an address instead of to us."""
    if client.application is None or not client.application.interactions_endpoint_url:
        return None
    words = "the app has an Interactions Endpoint URL: commands go there and not to us"
    return finding("failing", words, f"{DOCS}, step 1: empty it")


def connected(client: discord.Client, *, unregistered: str) -> Finding:
    """Connected, and what is still in the way. `unregistered`: why Discord doesn't know our commands."""
    if (found := misled(client)) is not None:
        return found
    if unregistered:
        words = f"connected, but the commands are not registered: {unregistered}"
        return finding("warning", words, f"{DOCS}, step 3")
    if not client.guilds:
        advice = f"invite it: {rights.invite_link(client.application_id or 0)}"
        return finding("warning", "connected, but in no server yet", advice)
    return finding("ok", f"connected, in {len(client.guilds)} server{'s' if len(client.guilds) > 1 else ''}")


async def of_channel(http: HTTPClient, channel: str, application: int) -> Finding | None:
    """What is wrong with a channel, asked of Discord now; None when all is well."""
    part = f"{PLATFORM} {channel}"
    try:
        missing = await rights.missing(http, channel, str(application))
    except ApiRefused as refusal:
        advice = f"is the id right? invite the bot: {rights.invite_link(application)}"
        return Finding(part=part, light="failing", words=str(refusal), advice=advice)
    except (SendDelayed, SendUnknown) as error:
        return Finding(part=part, light="warning", words=str(error), advice="try again")
    if not missing:
        return None
    is_mute = not rights.NEEDED.keys().isdisjoint(missing)
    words = f"the bot lacks {', '.join(missing)}"
    return Finding(part=part, light="failing" if is_mute else "warning", words=words, advice=f"{DOCS}, step 3")

"""The library's client as we use it: knows nobody, remembers no message, mentions no one, tells what it hears."""

import logging
import sys
from typing import Any, Protocol

import discord

from handlers.discord.commands import Commands
from handlers.discord.replies import Request
from handlers.discord.tree import Client, DeskButton, DeskMenu, command_tree

HEARTBEAT_SECONDS = 50.0  # without any word for so long the gateway is gone; it speaks every 41 at the latest
PATIENCE_SECONDS = 5.0  # for a rate limit within the library; a longer one is given back as `SendDelayed`
SETTLE_SECONDS = 2.0  # in which, after a start, servers are named that we are in and none that we just joined


class Hears(Protocol):
    """Who is told what happens to the connection."""

    def connected(self) -> None:
        """Identified or resumed; may come again and again."""

    def disconnected(self) -> None:
        """The gateway is gone; the library opens it again."""

    async def invited(self, guild: discord.Guild) -> None:
        """A server lets us in."""

    def left(self, guild: discord.Guild) -> None:
        """A server has let us go."""


class _Listener(Client):
    hears: Hears

    async def on_connect(self) -> None:
        self.hears.connected()

    async def on_resumed(self) -> None:
        self.hears.connected()

    async def on_disconnect(self) -> None:
        self.hears.disconnected()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.hears.invited(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.hears.left(guild)

    async def on_interaction(self, interaction: Request) -> None:
        """Forms: the library knows only those it has sent itself since it was started."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.commands.submitted(interaction, interaction.data or {})

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        logging.getLogger("watchword.discord").error("discord_bug in %s", event_method, exc_info=sys.exception())


def client_for(hears: Hears, commands: Commands) -> Client:
    """A client that has asked Discord nothing yet."""
    client = _Listener(
        intents=discord.Intents(guilds=True),
        allowed_mentions=discord.AllowedMentions.none(),
        member_cache_flags=discord.MemberCacheFlags.none(),
        chunk_guilds_at_startup=False,
        max_messages=None,
        guild_ready_timeout=SETTLE_SECONDS,
        heartbeat_timeout=HEARTBEAT_SECONDS,
    )
    client.http.max_ratelimit_timeout = PATIENCE_SECONDS  # the constructor would raise it to 30: longer than a delivery
    client.hears, client.commands = hears, commands
    client.add_dynamic_items(DeskButton, DeskMenu)
    client.tree = command_tree(client)
    return client


def welcome_place(guild: discord.Guild) -> discord.TextChannel | None:
    """Where we may say hello: the channel for such things, else the first one."""
    candidates = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in candidates if channel and _may_write(channel, guild)), None)


def _may_write(channel: discord.TextChannel, guild: discord.Guild) -> bool:
    me: discord.Member | None = guild.me  # None until Discord has told who we are there: then we try
    permissions = channel.permissions_for(me) if me else discord.Permissions.all()
    return permissions.view_channel and permissions.send_messages

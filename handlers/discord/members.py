"""Who types or presses, as Discord vouches for them in this very request: member, admin, or someone who is refused."""

from typing import Any

import discord

from bot.core.text import cut, visible
from bot.core.translation import gettext_noop
from bot.services.desk import Member
from handlers.discord.settings import PLATFORM

NAME_CHARS = 60

IN_PRIVATE = gettext_noop("Watchword answers in servers, not in direct messages.")
ELSEWHERE = gettext_noop("Watchword doesn't answer in this server; whoever runs it chose which servers it serves.")
STRANGER = gettext_noop("Watchword answers members of this server; bots and guests are not among them.")


def may_write(request: discord.Interaction[Any]) -> bool:
    """Whether who asks could post there themselves, by the rights that came with the request."""
    rights = request.permissions
    is_thread = isinstance(request.channel, discord.Thread)
    return rights.administrator or (rights.send_messages_in_threads if is_thread else rights.send_messages)


class Members:
    """`guilds`: ids of the servers we serve, empty: all. `admins`: ids of users or roles on the operator's list."""

    def __init__(self, *, guilds: frozenset[str], admins: frozenset[str]) -> None:
        self._guilds = guilds
        self._admins = admins

    def serves(self, guild: int) -> bool:
        """Whether this server is one we serve."""
        return not self._guilds or str(guild) in self._guilds

    def member(self, interaction: discord.Interaction[Any]) -> Member:
        """Who this is. Nothing is remembered: rights are those that came with this request."""
        user = interaction.user
        is_guest = bool(self.refusal(interaction))
        rights = interaction.permissions
        manages = (rights.manage_guild or rights.administrator) and self._rights_count(interaction)
        is_admin = not is_guest and (manages or self._is_listed(user))
        name = cut(visible(user.display_name), NAME_CHARS) if isinstance(user, discord.abc.User) else ""
        id = str(user.id) if isinstance(user, discord.abc.User) else ""
        return Member(platform=PLATFORM, id=id, name=name or "someone", is_admin=is_admin, is_guest=is_guest)

    def _rights_count(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether Manage Server makes an admin here: in the servers on the operator's list, else in our only one.

        Anyone may invite a public bot into a server of their own, and would then manage everybody's channels.
        """
        return bool(self._guilds) or len(interaction.client.guilds) < 2

    def refusal(self, interaction: discord.Interaction[Any]) -> str:
        """Why this request isn't answered, in words for who made it; "" where it is."""
        user = interaction.user
        if interaction.guild_id is None:
            return IN_PRIVATE
        if not self.serves(interaction.guild_id):
            return ELSEWHERE
        is_member = isinstance(user, discord.Member) and not (user.pending or user.flags.guest)
        return STRANGER if not is_member or user.bot or user.system else ""

    def _is_listed(self, user: discord.User | discord.Member) -> bool:
        """By id or by a role, of which the request names the ids; the server itself may not be known yet."""
        roles = {str(role) for role in user._roles} if isinstance(user, discord.Member) else set()
        return not self._admins.isdisjoint({str(user.id), *roles})

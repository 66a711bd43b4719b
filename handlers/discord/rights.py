"""What the bot must be allowed to do, the link that asks for exactly that, and what of it is missing in a channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from discord import Permissions
from discord.http import HTTPClient

from handlers.discord.api import asked

# The names are those of Discord's own settings.
NEEDED = {"View Channels": "view_channel", "Send Messages": "send_messages", "Embed Links": "embed_links"}
WANTED = {
    "Read Message History": "read_message_history",  # to look whether a message arrived after its answer was lost
    "Create Public Threads": "create_public_threads",  # for the follow-ups of a story
    "Send Messages in Threads": "send_messages_in_threads",
}
ALL = {**NEEDED, **WANTED}


def permissions() -> Permissions:
    """All we ask for."""
    return Permissions(**dict.fromkeys(ALL.values(), True))


def invite_link(application: int) -> str:
    """Where someone who manages a server lets the bot in, with exactly the permissions it uses."""
    scopes = "scope=bot+applications.commands"
    return f"https://discord.com/oauth2/authorize?client_id={application}&{scopes}&permissions={permissions().value}"


async def missing(http: HTTPClient, channel: str, us: str) -> list[str]:
    """What we lack in this channel, by name. Raises as `asked`."""
    place = await asked(http, "GET", "/channels/{channel_id}", ids={"channel_id": channel})
    guild = str(place.get("guild_id", ""))
    roles = await asked(http, "GET", "/guilds/{guild_id}/roles", ids={"guild_id": guild})
    me = await asked(http, "GET", "/guilds/{guild_id}/members/{user_id}", ids={"guild_id": guild, "user_id": us})
    granted = effective(
        guild=guild, us=us, own=frozenset(me.get("roles", ())), roles=roles, overwrites=place["permission_overwrites"]
    )
    return [name for name, flag in ALL.items() if not getattr(granted, flag)]


def effective(
    *,
    guild: str,
    us: str,
    own: frozenset[str],
    roles: Iterable[Mapping[str, Any]],
    overwrites: Iterable[Mapping[str, Any]],
) -> Permissions:
    """Discord's own sum, docs.discord.com/developers/topics/permissions: roles, then the channel's exceptions."""
    mine = own | {guild}  # the role of everyone has the server's id
    value = 0
    for role in roles:
        value |= int(role["permissions"]) if str(role["id"]) in mine else 0
    if Permissions(value).administrator:
        return Permissions.all()
    exceptions = {str(each["id"]): (int(each["deny"]), int(each["allow"])) for each in overwrites}
    by_role = [exceptions[role] for role in own if role in exceptions]
    together = (_union(deny for deny, _ in by_role), _union(allow for _, allow in by_role))
    for deny, allow in (exceptions.get(guild, (0, 0)), together, exceptions.get(us, (0, 0))):
        value = value & ~deny | allow
    return Permissions(value)


def _union(values: Iterable[int]) -> int:
    union = 0
    for value in values:
        union |= value
    return union

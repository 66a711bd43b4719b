"""What an operator decides about Discord."""

from dataclasses import dataclass, field

PLATFORM = "discord"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordSettings:
    """`guilds` empty: every server that invites us; `admins`: ids of users or roles, beside Manage Server."""

    token: str = field(repr=False)
    api_url: str = "https://discord.com/api/v10"
    gateway_url: str = ""  # empty: asked of the API
    guilds: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()

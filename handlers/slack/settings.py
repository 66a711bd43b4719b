"""What an operator decides of Slack."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

PATH = "/slack/events"  # where Slack calls in HTTP mode


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackSettings:
    """`mode` "socket" needs the app token, "http" the signing secret."""

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = "https://slack.com/api/"
    mode: Literal["socket", "http"] = "socket"
    command: str = "/policy"
    admin_command: str = "/policy-admin"
    admins: frozenset[str] = frozenset()
    pace: timedelta = timedelta(seconds=1)  # between two messages of one channel

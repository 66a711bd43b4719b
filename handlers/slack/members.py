"""Who types or presses, as Slack vouches for them: member, admin, or someone who is refused."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.text import cut, visible
from bot.services.desk import Member
from handlers.slack.api import ApiRefused, Login, answer_of

PLATFORM = "slack"
TRUSTED_FOR = timedelta(minutes=5)  # an admin who is one no more acts for no longer than this
KEPT = 2_000
ASK_SECONDS = 5.0
NAME_CHARS = 60


class Members:
    """`users.info`, remembered for five minutes. `admins`: ids of the operator's allow-list."""

    def __init__(self, client: AsyncWebClient, *, admins: frozenset[str]) -> None:
        self._client = client
        self._admins = admins
        self._known: OrderedDict[str, tuple[float, Member]] = OrderedDict()

    async def member(self, user: str, *, teams: frozenset[str], login: Login) -> Member:
        """Who this is. `teams` are those the request names: one that isn't ours makes them a stranger.

        Without the scope users:read guests can't be told from members, and only the allow-list makes admins.
        Raises `SendDelayed`, `SendUnknown`, `TimeoutError` or `ApiRefused` when Slack can't say who they are.
        """
        if not user or teams - {login.team_id}:
            return _member(user, "someone", is_guest=True)
        now = asyncio.get_running_loop().time()
        until, member = self._known.get(user, (0.0, None))
        if member is None or until < now:
            member = await self._looked_up(user, login)
            self._known[user] = (now + TRUSTED_FOR.total_seconds(), member)
            self._known.move_to_end(user)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return member

    async def _looked_up(self, user: str, login: Login) -> Member:
        try:
            async with asyncio.timeout(ASK_SECONDS):
                answer = await answer_of(self._client.users_info(user=user))
        except ApiRefused as refusal:
            if refusal.error == "missing_scope":
                return _member(user, "someone", is_admin=user in self._admins)
            if refusal.error in ("user_not_found", "user_not_visible"):
                return _member(user, "someone", is_guest=True)
            raise
        found = answer.get("user")
        return self._as_member(user, found if isinstance(found, Mapping) else {}, login)

    def _as_member(self, user: str, found: Mapping[str, Any], login: Login) -> Member:
        profile = found.get("profile")
        names = profile if isinstance(profile, Mapping) else {}
        name = names.get("display_name") or names.get("real_name") or found.get("real_name") or found.get("name")
        is_guest = found.get("id") != user or _is_refused(found, login)
        is_admin = any(found.get(right) is True for right in ("is_admin", "is_owner", "is_primary_owner"))
        return _member(
            user, str(name or ""), is_guest=is_guest, is_admin=not is_guest and (is_admin or user in self._admins)
        )


def _is_refused(found: Mapping[str, Any], login: Login) -> bool:
    marks = ("deleted", "is_bot", "is_workflow_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    return found.get("id") == "USLACKBOT" or any(found.get(mark) for mark in marks) or not _is_of(found, login)


def _is_of(found: Mapping[str, Any], login: Login) -> bool:
    """Of our workspace; in an organisation's grid a person has one home and may belong to several."""
    grid = found.get("enterprise_user")
    others = grid.get("teams") if isinstance(grid, Mapping) else None
    return found.get("team_id", login.team_id) == login.team_id or login.team_id in (others or ())


def _member(user: str, name: str, *, is_guest: bool = False, is_admin: bool = False) -> Member:
    shown = cut(visible(name), NAME_CHARS) or "someone"
    return Member(platform=PLATFORM, id=user, name=shown, is_admin=is_admin, is_guest=is_guest)

"""Where a request came from, and the answer that goes back there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import WatchwordError
from bot.core.messages import Message
from bot.core.text import visible
from handlers.slack import render
from handlers.slack.api import answer_of

REASON_CHARS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request came from, and how to answer it."""

    user: str
    channel: str
    teams: frozenset[str]
    response_url: str
    thread: str | None = None
    is_ephemeral: bool = False

    @classmethod
    def of_command(cls, body: Mapping[str, Any]) -> "Place":
        return cls(
            user=str(body.get("user_id", "")),
            channel=str(body.get("channel_id", "")),
            teams=frozenset(filter(None, [str(body.get("team_id") or "")])),
            response_url=str(body.get("response_url", "")),
        )

    @classmethod
    def of_button(cls, body: Mapping[str, Any]) -> "Place":
        container, message = mapping(body.get("container")), mapping(body.get("message"))
        user = mapping(body.get("user"))
        teams = (user.get("team_id"), mapping(body.get("team")).get("id"))
        thread = container.get("thread_ts") or message.get("thread_ts")
        return cls(
            user=str(user.get("id", "")),
            channel=str(mapping(body.get("channel")).get("id") or container.get("channel_id") or ""),
            teams=frozenset(str(team) for team in teams if team),
            response_url=str(body.get("response_url", "")),
            thread=str(thread) if thread else None,
            is_ephemeral=bool(container.get("is_ephemeral")),
        )


class Replies:
    """Answers to requests. `report(event, reason)` hears of one that could not be given, without whose it was."""

    def __init__(
        self,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        *,
        verbs: Callable[[], frozenset[str]],
        report: Callable[[str, str], None],
    ) -> None:
        self._client = client
        self._session = session
        self._verbs = verbs
        self._report = report

    async def reply(self, place: Place, message: Message, *, is_public: bool = False, replaces: bool = False) -> None:
        """Answer by the request's own address; by a private post where that has expired; without blocks at the last."""
        payload = render.payload(message, verbs=frozenset() if is_public else self._verbs())
        options = _options(place, is_public=is_public, replaces=replaces)
        reason = await self._answered(place, payload, options)
        if reason and not is_public:
            reason = await self._posted_privately(place, payload)
        if reason:
            reason = await self._answered(place, render.plain(message), options)
        if reason:
            self._report("slack_answer_lost", reason)

    async def _answered(self, place: Place, payload: render.Payload, options: Mapping[str, Any]) -> str:
        """Why it was not taken, "" when it was: the library itself raises for no status."""
        hook = AsyncWebhookClient(
            place.response_url, session=self._session, retry_handlers=[], logger=self._client.logger
        )
        hook.proxy = self._client.proxy
        body = {**options, "text": payload.text, "unfurl_links": False, "unfurl_media": False}
        try:
            response = await hook.send_dict(body | ({"blocks": list(payload.blocks)} if payload.blocks else {}))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            return type(error).__name__
        is_taken = response.status_code == 200 and '"ok":false' not in response.body.replace(" ", "")
        return "" if is_taken else f"{response.status_code} {visible(response.body)[:REASON_CHARS]}"

    async def _posted_privately(self, place: Place, payload: render.Payload) -> str:
        if not (place.channel and place.user):
            return "no channel to answer in"
        try:
            await answer_of(
                self._client.chat_postEphemeral(
                    channel=place.channel,
                    user=place.user,
                    text=payload.text,
                    blocks=list(payload.blocks) or None,
                    thread_ts=place.thread,
                    link_names=False,
                    parse="none",
                )
            )
        except WatchwordError as error:
            return str(error)
        return ""


def _options(place: Place, *, is_public: bool, replaces: bool) -> dict[str, Any]:
    where = {"thread_ts": place.thread} if place.thread else {}
    return {"response_type": "in_channel" if is_public else "ephemeral", "replace_original": replaces, **where}


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}

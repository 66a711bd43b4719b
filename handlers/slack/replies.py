"""Where a request came from, and the answer that goes back there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import WatchwordError
from bot.core.messages import Form, Message, plain_message
from bot.core.text import visible
from bot.core.translation import gettext, gettext_noop
from handlers.slack import render, views
from handlers.slack.api import ApiRefused, answer_of

REASON_CHARS = 80
SHARE = "share"

_NO_WINDOW = gettext_noop("Slack gave the window up before it was open. Please try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request came from, and how to answer it."""

    user: str
    channel: str
    teams: frozenset[str]
    response_url: str
    thread: str | None = None
    is_ephemeral: bool = False
    view: str = ""  # of a modal: the answer takes the place of what stands in it
    view_hash: str = ""  # and only of that; "": whatever stands in it
    is_home: bool = False

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
        user, view = mapping(body.get("user")), mapping(body.get("view"))
        thread = container.get("thread_ts") or message.get("thread_ts")
        channel = mapping(body.get("channel")).get("id") or container.get("channel_id") or views.carried(view)[0]
        is_modal = view.get("type") == "modal"
        return cls(
            user=str(user.get("id", "")),
            channel=str(channel),
            teams=_teams(body),
            response_url=str(body.get("response_url", "")),
            thread=str(thread) if thread else None,
            is_ephemeral=bool(container.get("is_ephemeral")),
            view=str(view.get("id", "")) if is_modal else "",
            view_hash=str(view.get("hash", "")) if is_modal else "",
            is_home=view.get("type") == "home",
        )

    @classmethod
    def of_submission(cls, body: Mapping[str, Any]) -> "Place":
        """Without the hash: the acknowledgement changes the view, and Slack doesn't say to what."""
        view = mapping(body.get("view"))
        return cls(
            user=str(mapping(body.get("user")).get("id", "")),
            channel=views.carried(view)[0],
            teams=_teams(body),
            response_url="",
            view=str(view.get("id", "")),
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

    async def opened(self, place: Place, trigger: str) -> Place | None:
        """The place within a modal that is opened now, for an answer that comes later; None: Slack opens none.

        A trigger lives for three seconds: nothing may be asked before.
        """
        try:
            answer = await answer_of(self._client.views_open(trigger_id=trigger, view=views.waiting()))
        except WatchwordError as error:
            self._report("slack_window_not_opened", str(error))
            await self.reply(place, plain_message(gettext(_NO_WINDOW)))
            return None
        view = mapping(answer.get("view"))
        return replace(place, view=str(view.get("id", "")), view_hash=str(view.get("hash", "")))

    async def reply(
        self, place: Place, answer: Message | Form, *, is_public: bool = False, replaces: bool = False
    ) -> None:
        """Answer where the request came from; by a private post where that is gone; without blocks at the last."""
        if place.view and await self._shown(place, answer):
            return
        message = answer if isinstance(answer, Message) else plain_message(gettext(_NO_WINDOW))
        payload = render.payload(message, verbs=frozenset() if is_public else self._verbs())
        options = _options(place, is_public=is_public, replaces=replaces)
        reason = await self._answered(place, payload, options)
        if reason and not is_public:
            reason = await self._posted_privately(place, payload)
        if reason:
            reason = await self._answered(place, render.plain(message), options)
        if reason:
            self._report("slack_answer_lost", reason)

    async def _shown(self, place: Place, answer: Message | Form) -> bool:
        """False when the modal is gone. One that shows something else by now is left alone: they went on."""
        if isinstance(answer, Form):
            view = views.form(answer, channel=place.channel)
        else:
            view = views.answer(answer, channel=place.channel, verbs=self._verbs() - {SHARE})
        hash = {"hash": place.view_hash} if place.view_hash else {}
        try:
            await answer_of(self._client.views_update(view_id=place.view, view=view, **hash))
        except WatchwordError as error:
            if isinstance(error, ApiRefused) and error.error == "hash_conflict":
                return True
            self._report("slack_window_not_shown", str(error))
            return False
        return True

    async def _answered(self, place: Place, payload: render.Payload, options: Mapping[str, Any]) -> str:
        """Why it was not taken, "" when it was: the library itself raises for no status."""
        if not place.response_url:
            return "nowhere to answer"
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


def _teams(body: Mapping[str, Any]) -> frozenset[str]:
    teams = (mapping(body.get("user")).get("team_id"), mapping(body.get("team")).get("id"))
    return frozenset(str(team) for team in teams if team)


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}

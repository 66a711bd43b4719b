"""Slack's connection: log in, listen over Socket Mode or HTTP, say how it goes, come back when it breaks."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import SendDelayed, SendUnknown
from bot.services.desk import Desk
from bot.services.health import Finding
from handlers.slack.api import ApiRefused, answer_of
from handlers.slack.commands import Commands, verbs_of
from handlers.slack.guard import Seen, is_readable, is_signed
from handlers.slack.members import Members
from handlers.slack.replies import Replies
from handlers.slack.sender import SlackSender
from handlers.slack.settings import PATH, SlackSettings
from handlers.slack.standing import AppTokenRefused, Standing, channel_finding, channel_trouble, unset
from handlers.slack.words import Names

CALL_SECONDS = 10.0  # any single call; a delivery as a whole has 30
CONNECT_SECONDS = 10.0
CLOSE_SECONDS = 1.0  # for a farewell that is answered
LOOK_SECONDS = 1.0  # how often we look whether the socket is still there
PING_SECONDS = 5.0
GIVE_UP_SECONDS = 20.0  # the library reconnects by itself; beyond that a new connection is built
LOGIN_EVERY_SECONDS = 600.0  # so that a token that was revoked is noticed without anybody asking
WAITS = (1.0, 30.0)  # the first and the longest before Slack is tried again
LASTING_WAIT = 120.0  # before a token that was refused is tried again
RENEWAL_SECONDS = 5.0  # how often we look meanwhile whether there is another in its place

# The library logs whole requests and addresses with tickets in them below these levels.
_BOLT_LOG = logging.getLogger("watchword.slack.bolt")
_BOLT_LOG.setLevel(logging.ERROR)
_SOCKET_LOG = logging.getLogger("watchword.slack.socket")
_SOCKET_LOG.setLevel(logging.CRITICAL)

Renewal = Callable[[], Awaitable[SlackSettings | None]]
"""The settings with the tokens as they are now; None where there are none to be had."""


async def never_renewed() -> None:
    """Of tokens that don't change as long as the process lives."""


@asynccontextmanager
async def connect(
    settings: SlackSettings,
    desk: Desk,
    *,
    report: Callable[[str, str], None],
    renewal: Renewal = never_renewed,
    now: Callable[[], float] = time.time,
) -> AsyncIterator["Slack"]:
    """Slack, ready to be run; nothing is asked of it before `Slack.run` or a first message.

    `report(event, words)` hears of connections and troubles, never with a token or who asked in it. `renewal` is asked
    once a token was refused. `now` is the wall clock against which signatures are judged.
    """
    timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
        slack = Slack(settings, desk, session=session, report=report, renewal=renewal, now=now)
        try:
            yield slack
        finally:
            await slack.finish()


class Slack:
    """One workspace's connection. `run` keeps it up, `finding` says how it is, `sender` posts."""

    def __init__(
        self,
        settings: SlackSettings,
        desk: Desk,
        *,
        session: aiohttp.ClientSession,
        report: Callable[[str, str], None],
        renewal: Renewal,
        now: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._report = report
        self._renewal = renewal
        self._now = now
        self._since = now()
        self._seen = Seen()
        self._standing = Standing(settings, report=report, clock=time.monotonic)
        self._client = _web_client(settings, session, token=settings.bot_token)
        self.sender = SlackSender(
            self._client,
            verbs=lambda: verbs_of(desk),
            trouble=self._standing.refusal,
            on_login_lost=self._standing.lose_login,
            pace=settings.pace,
        )
        self._commands = Commands(
            desk,
            client=self._client,
            replies=Replies(self._client, session, verbs=lambda: verbs_of(desk), report=report),
            sender=self.sender,
            on_membership=self.sender.membership,
            members=Members(self._client, admins=settings.admins),
            login=lambda: self._standing.login,
            on_login_lost=self._standing.lose_login,
            names=Names(command=settings.command, admin_command=settings.admin_command),
            report=report,
        )
        self._bolt = self._listening(_web_client(settings, session, token=None))
        self.routes = [web.post(PATH, self._called)] if settings.mode == "http" else []

    # --- the way in ---------------------------------------------------------------------------------------------------

    def _listening(self, client: AsyncWebClient) -> AsyncApp:
        """Bolt with our listeners. Its own login, signature check and client stay unused.

        Given a token Bolt would ask auth.test before the first acknowledgement; its check logs what it refuses.
        """

        async def authorize() -> AuthorizeResult:
            """Who we are; who may ask is decided after the acknowledgement."""
            login = self._standing.login
            known = (
                {"team_id": login.team_id, "bot_user_id": login.bot_user_id, "bot_id": login.bot_id} if login else {}
            )
            return AuthorizeResult(**{"enterprise_id": None, "team_id": None} | known)

        bolt = AsyncApp(
            name="watchword",
            client=client,
            logger=_BOLT_LOG,
            signing_secret=self._settings.signing_secret or "unused",
            before_authorize=self._only_new,
            authorize=authorize,
            request_verification_enabled=False,
            ssl_check_enabled=False,
        )
        self._commands.listen(bolt)
        return bolt

    async def _only_new(
        self, req: AsyncBoltRequest, body: dict[str, Any], next: Callable[[], Awaitable[object]]
    ) -> BoltResponse | None:
        """What was taken before is acknowledged and has no second effect."""
        signature = req.headers.get("x-slack-signature", [""])[0]
        id = str(body.get("event_id") or body.get("trigger_id") or signature)
        if body.get("type") != "url_verification" and not self._seen.is_new(id):
            return BoltResponse(status=200, body="")
        await next()
        return None

    async def _called(self, request: web.Request) -> web.Response:
        """Slack calls, or someone who says so."""
        body = await request.read()
        is_theirs = is_signed(
            body,
            timestamp=request.headers.get("X-Slack-Request-Timestamp", ""),
            signature=request.headers.get("X-Slack-Signature", ""),
            secret=self._settings.signing_secret or "",
            now=self._now(),
            since=self._since,
        )
        if not is_theirs:
            return web.Response(status=401, text="That is not signed by Slack, or not now.\n")
        if not is_readable(body, request.content_type):
            return web.Response(status=400, text="That is not what Slack sends.\n")
        asked = AsyncBoltRequest(body=body.decode(), headers=dict(request.headers.items()))
        return await to_aiohttp_response(await self._bolt.async_dispatch(asked))

    # --- the connection -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Log in and listen until cancelled, whatever Slack does. Returns at once when a token isn't even set."""
        missing = unset(self._settings)
        if missing is not None:
            self._report("slack_trouble", f"{missing.words}: {missing.advice}")
            return
        wait, longest = WAITS
        while True:
            try:
                await self._log_in()
                await (self._listen_on_socket() if self._settings.mode == "socket" else self._stay())
                wait = WAITS[0]
            except (ApiRefused, SendDelayed, SendUnknown, TimeoutError) as error:
                self._standing.stumbled(error)
            self._standing.listening(False)
            trouble = self._standing.trouble
            await (self._until_renewed() if trouble and trouble.is_lasting else asyncio.sleep(wait))
            wait = min(wait * 2, longest)

    async def _until_renewed(self) -> None:
        """Wait for another token, for a while: the one that was refused may hold again."""
        look = min(RENEWAL_SECONDS, LASTING_WAIT)
        for _ in range(round(LASTING_WAIT / look)):
            if await self._is_renewed():
                return
            await asyncio.sleep(look)

    async def _is_renewed(self) -> bool:
        fresh = await self._renewal()
        if fresh is None or fresh == self._settings or unset(fresh) is not None:
            return False
        self._settings, self._client.token = fresh, fresh.bot_token
        self._report("slack_token_renewed", "there are other tokens now; they are tried")
        return True

    async def finish(self) -> None:
        """Let the answers under way be given."""
        await self._commands.finish()

    def finding(self) -> Finding:
        """The connection as it is now, for `/healthz`."""
        return self._standing.finding()

    async def check(self, channels: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Tokens, scopes and channels, asked of Slack now: one finding for all, one more per channel in trouble."""
        if unset(self._settings) is not None:
            return (self.finding(),)
        try:
            await self._log_in()
            if self._settings.mode == "socket":
                await self._socket_address()
        except (ApiRefused, SendDelayed, SendUnknown) as error:
            self._standing.stumbled(error)
            return (replace(self.finding(), light="failing"),)  # whoever asks now is not to wait whether it stays
        self._standing.listening(True)
        looks = [await self._look_at(channel) for channel in channels]
        return (self.finding(), *(look for look in looks if look is not None))

    async def _look_at(self, channel: str) -> Finding | None:
        try:
            answer = await answer_of(self._client.conversations_info(channel=channel))
        except (ApiRefused, SendDelayed, SendUnknown) as error:
            return channel_trouble(channel, error)
        return channel_finding(channel, answer.get("channel") or {})

    async def _log_in(self) -> None:
        self._standing.logged_in(await answer_of(self._client.auth_test()))

    async def _listen_on_socket(self) -> None:
        """Returns when the socket has been gone for too long, or the login was lost."""
        handler = AsyncSocketModeHandler(
            self._bolt,
            app_token=self._settings.app_token,
            logger=_SOCKET_LOG,
            web_client=self._client,
            ping_interval=PING_SECONDS,
        )
        handler.client.proxy = self._client.proxy
        try:
            handler.client.wss_uri = await self._socket_address()
            async with asyncio.timeout(CONNECT_SECONDS):
                await handler.connect_async()  # type: ignore[no-untyped-call]  # the library names no types here
            await self._stay(handler.client)
        finally:
            await _closed(handler.client)

    async def _socket_address(self) -> str:
        """Asked here and not by the library, which would try a wrong token for ever."""
        try:
            answer = await answer_of(self._client.apps_connections_open(app_token=self._settings.app_token or ""))
        except ApiRefused as refusal:
            raise AppTokenRefused(refusal.error, needed=refusal.needed) from refusal
        return str(answer.get("url", ""))

    async def _stay(self, socket: SocketModeClient | None = None) -> None:
        """Look after the connection while it lasts; the library mends short breaks by itself."""
        clock = asyncio.get_running_loop().time
        seen_at = login_at = clock()
        while self._standing.login is not None and clock() - seen_at < GIVE_UP_SECONDS:
            is_there = socket is None or await socket.is_connected()
            seen_at = clock() if is_there else seen_at
            self._standing.listening(is_there)
            await asyncio.sleep(LOOK_SECONDS)
            if clock() - login_at > LOGIN_EVERY_SECONDS:
                login_at = clock()
                with suppress(SendDelayed, SendUnknown):  # Slack away for a moment says nothing of the token
                    await self._log_in()


def _web_client(settings: SlackSettings, session: aiohttp.ClientSession, *, token: str | None) -> AsyncWebClient:
    """Without the library's retries: a retried post is a message twice."""
    client = AsyncWebClient(
        token=token, base_url=settings.api_url, session=session, retry_handlers=[], logger=_SOCKET_LOG
    )
    if urlsplit(settings.api_url).hostname in ("127.0.0.1", "localhost", "::1"):
        client.proxy = None  # a proxy of the environment is for what lies outside this machine
    return client


async def _closed(socket: SocketModeClient) -> None:
    """Closed with all its tasks at an end, which the library's own close doesn't wait for."""
    socket.closed = True
    socket.auto_reconnect_enabled = False
    tasks = [
        task for task in (socket.message_processor, socket.current_session_monitor, socket.message_receiver) if task
    ]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    with suppress(TimeoutError, OSError, aiohttp.ClientError):
        async with asyncio.timeout(CLOSE_SECONDS):
            if socket.current_session is not None:
                await socket.current_session.close()
    await socket.aiohttp_client_session.close()

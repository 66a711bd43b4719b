"""Discord's connection: log in, listen on the gateway, say how it goes, come back when it breaks."""

import asyncio
import logging
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from bot.core.errors import SendDelayed, SendUnknown, WatchwordError
from bot.core.messages import hello_message
from bot.services.desk import Desk
from bot.services.health import Finding
from handlers.discord import rights
from handlers.discord.api import ApiRefused, answer_of, asked
from handlers.discord.commands import Commands, verbs_of
from handlers.discord.members import Members
from handlers.discord.registry import Registry
from handlers.discord.replies import Replies
from handlers.discord.sender import AGAIN_WAIT, NO_LOGIN_WAIT, DiscordSender
from handlers.discord.settings import PLATFORM, DiscordSettings
from handlers.discord.tree import Client, DeskButton, command_tree
from handlers.discord.words import ADMIN_COMMAND, COMMAND

DOCS = "docs/discord.md"

LOOK_SECONDS = 0.5  # how often we look whether the gateway is still there
GIVE_UP_SECONDS = 20.0  # the library reconnects by itself, at ever longer intervals; beyond that we begin anew
GIVE_UP_BREAKS = 10  # in a row: the library tries again at once when it is merely closed, however often
HEARTBEAT_SECONDS = 50.0  # without any word for so long the gateway is gone; it speaks every 41 at the latest
PATIENCE_SECONDS = 5.0  # for a rate limit within the library; a longer one is given back as `SendDelayed`
SETTLE_SECONDS = 2.0  # in which, after a start, servers are named that we are in and none that we just joined
REGISTER_AGAIN_SECONDS = 60.0
WAITS = (1.0, 30.0)  # the first and the longest before Discord is tried again
LASTING_SECONDS = 120.0  # a connection that held so long was a good one: the waits begin anew
REFUSED_WAIT = 600.0  # before a token that was refused is tried again: too many 401 and Discord bans the address


@dataclass(frozen=True, slots=True)
class _Trouble:
    words: str
    advice: str
    is_refusal: bool = False  # the token's fault: nothing will work before somebody acts


@asynccontextmanager
async def connect(
    settings: DiscordSettings, desk: Desk, *, report: Callable[[str, str], None], registered: Path | None = None
) -> AsyncIterator["Discord"]:
    """Discord, ready to be run; nothing is asked of it before `Discord.run` or a first message.

    `report(event, words)` hears of connections and troubles, never with the token or who asked. In the file
    `registered` is kept which commands Discord knows of us; without one they are registered at every start.
    One connection a process: the library keeps the addresses of API and gateway for all of it.
    """
    Route.BASE = settings.api_url.rstrip("/")
    logging.getLogger("discord").setLevel(logging.CRITICAL)  # it logs who asked, and addresses with tickets in them
    connection = Discord(settings, desk, report=report, registered=registered)
    try:
        yield connection
    finally:
        await connection.finish()


class Discord:
    """One bot's connection. `run` keeps it up, `finding` says how it is, `sender` posts."""

    def __init__(
        self, settings: DiscordSettings, desk: Desk, *, report: Callable[[str, str], None], registered: Path | None
    ) -> None:
        self._settings = settings
        self._report = report
        self._registry = Registry(registered)
        self._unregistered = ""  # why Discord doesn't know our commands
        self._client: Client | None = None
        self._logging_in = asyncio.Lock()
        self._trouble = _unset(settings)
        self._is_connected = False
        self._breaks = 0  # since we were last connected
        self._homes: set[int] = set()  # servers we were in before, to which no hello is due
        self._members = Members(guilds=settings.guilds, admins=settings.admins)
        self._commands = Commands(
            desk, members=self._members, replies=Replies(verbs=lambda: verbs_of(desk), report=report)
        )
        self.sender = DiscordSender(self._http, verbs=lambda: verbs_of(desk), on_login_lost=self._lose_login)

    # --- the login ----------------------------------------------------------------------------------------------------

    async def _http(self) -> HTTPClient:
        return (await self._logged_in()).http

    async def _logged_in(self, *, again: bool = False) -> Client:
        """The client, logged in. Raises `SendDelayed` when that is impossible now.

        A token that was refused is not tried again, unless `again`.
        """
        async with self._logging_in:
            if self._trouble and self._trouble.is_refusal and (not again or _unset(self._settings)):
                raise SendDelayed(self._trouble.words, retry_after=NO_LOGIN_WAIT)
            if self._client is None or self._client.is_closed():
                self._client = await self._log_in()
            return self._client

    async def _log_in(self) -> Client:
        client = _client(self, self._commands)
        try:
            await answer_of(client.login(self._settings.token))
        except discord.LoginFailure as error:
            await client.close()
            self._note(_TOKEN_REFUSED)
            raise SendDelayed(_TOKEN_REFUSED.words, retry_after=NO_LOGIN_WAIT) from error
        except (ApiRefused, SendDelayed, SendUnknown) as error:
            await client.close()
            self._note(_Trouble(f"can't log in to Discord: {error}", _NETWORK))
            raise SendDelayed("can't log in to Discord", retry_after=AGAIN_WAIT) from error
        except BaseException:
            await client.close()
            raise
        self._trouble = None
        return client

    def _lose_login(self) -> None:
        """A call was answered with 401: ask nothing more, or Discord bans the address."""
        self._note(_TOKEN_REFUSED)
        self._is_connected = False

    # --- the gateway --------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Log in and listen until cancelled, whatever Discord does. Returns at once when no token is set."""
        if _unset(self._settings):
            self._say(_unset(self._settings))
            return
        wait, longest = WAITS
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._listen(await self._logged_in(again=True))
            except (SendDelayed, SendUnknown, ApiRefused) as error:
                if self._trouble is None:
                    self._note(_Trouble(str(error), _NETWORK))
            except discord.ConnectionClosed as error:
                self._note(_TOKEN_REFUSED if error.code == 4004 else _closed(error.code))
            except discord.PrivilegedIntentsRequired:
                self._note(_closed(4014))
            self._set_connected(False)
            if asyncio.get_running_loop().time() - began > LASTING_SECONDS:
                wait = WAITS[0]
            await asyncio.sleep(REFUSED_WAIT if self._is_refused() else wait)
            wait = min(wait * 2, longest)

    async def finish(self) -> None:
        """Let the answers under way be given, then log out."""
        await self._commands.finish()
        await self._drop_client()

    async def _drop_client(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _listen(self, client: Client) -> None:
        """Listen until the gateway refuses us (`discord.ConnectionClosed`) or has been gone for too long."""
        DiscordWebSocket.DEFAULT_GATEWAY = URL(self._settings.gateway_url or await _gateway(client))
        await self._register(client)
        listening = asyncio.create_task(client.connect(), name="discord gateway")
        try:
            await self._stay(client, listening)
        finally:
            listening.cancel()
            await asyncio.wait([listening])
            if client.ws is not None and client.ws.open:
                await client.ws.close(code=1000)

    async def _stay(self, client: Client, listening: asyncio.Task[None]) -> None:
        clock = asyncio.get_running_loop().time
        seen_at = registered_at = clock()
        self._breaks = 0
        while clock() - seen_at < GIVE_UP_SECONDS and self._breaks < GIVE_UP_BREAKS and not self._is_refused():
            await asyncio.wait([listening], timeout=LOOK_SECONDS)
            if listening.done():
                await _heard(listening)
                return
            if self._is_connected:
                seen_at = clock()
            if self._unregistered and clock() - registered_at > REGISTER_AGAIN_SECONDS:
                registered_at = clock()
                await self._register(client)
        if not self._is_refused():
            raise SendUnknown("Discord's gateway doesn't answer")
        await self._drop_client()

    def _is_refused(self) -> bool:
        return self._trouble is not None and self._trouble.is_refusal

    async def _register(self, client: Client) -> None:
        """Tell Discord our commands where it doesn't know them yet. Without them the alerts still go out."""
        try:
            commands = [command.to_dict(client.tree) for command in client.tree.get_commands()]
            await self._registry.register(client.http, client.application_id or 0, commands, self._settings.guilds)
        except (ApiRefused, SendDelayed, SendUnknown) as error:
            if str(error) != self._unregistered:
                self._report("discord_commands_unknown", str(error))
            self._unregistered = str(error)
        else:
            self._unregistered = ""

    # --- what the client tells us -------------------------------------------------------------------------------------

    def connected(self) -> None:
        """Identified or resumed; may come again and again."""
        self._homes.update(guild.id for guild in (self._client.guilds if self._client else ()))
        self._breaks = 0
        self._set_connected(True)

    def disconnected(self) -> None:
        """The gateway is gone; the library opens it again."""
        self._breaks += 1
        self._set_connected(False)

    async def invited(self, guild: discord.Guild) -> None:
        """Say hello where a new server's people will see it."""
        channel = _writable(guild)
        if guild.id in self._homes or channel is None or not self._members.serves(guild.id):
            return
        self._homes.add(guild.id)
        hello = hello_message(f"/{ADMIN_COMMAND}", example=f"/{COMMAND} query:amazon", help=f"/{COMMAND}")
        try:
            await self.sender.send(str(channel.id), hello, key=f"hello {guild.id}")
        except WatchwordError as error:
            self._report("discord_hello_not_sent", str(error))

    def left(self, guild: discord.Guild) -> None:
        """A server has let us go."""
        self._homes.discard(guild.id)

    def _set_connected(self, is_there: bool) -> None:
        if is_there and not self._is_connected:
            self._trouble = None
            self._report("discord_connected", "connected to the gateway")
        if not is_there and self._is_connected:
            self._report("discord_disconnected", "the gateway is gone; it is being opened again")
        self._is_connected = is_there

    def _note(self, trouble: _Trouble) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._say(trouble)

    def _say(self, trouble: _Trouble | None) -> None:
        if trouble is not None:
            self._report("discord_trouble", f"{trouble.words}: {trouble.advice}")

    # --- how it is ----------------------------------------------------------------------------------------------------

    def finding(self) -> Finding:
        """The connection as it is now, for `/healthz`."""
        if self._trouble is not None:
            return _finding("failing", self._trouble.words, self._trouble.advice)
        client = self._client
        if not self._is_connected or client is None:
            return _finding("warning", "connecting", "nothing to do unless this stays: then see the log")
        if self._is_led_elsewhere(client):
            return _LED_ELSEWHERE
        if self._unregistered:
            return _finding(
                "warning", f"connected, but the commands are not registered: {self._unregistered}", f"{DOCS}, step 3"
            )
        if not client.guilds:
            advice = f"invite it: {rights.invite_link(client.application_id or 0)}"
            return _finding("warning", "connected, but in no server yet", advice)
        return _finding("ok", f"connected, in {len(client.guilds)} server{'s' if len(client.guilds) > 1 else ''}")

    async def check(self, channels: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Token and channels, asked of Discord now: one finding for all, one more per channel in trouble."""
        try:
            client = await self._logged_in(again=True)
        except SendDelayed:
            return (self.finding(),)
        if self._is_led_elsewhere(client):
            return (_LED_ELSEWHERE,)
        user = client.user.name if client.user else "the bot"
        looks = [await self._channel(client, channel) for channel in channels]
        return (_finding("ok", f"logged in as {user}"), *(look for look in looks if look is not None))

    def _is_led_elsewhere(self, client: Client) -> bool:
        return client.application is not None and bool(client.application.interactions_endpoint_url)

    async def _channel(self, client: Client, channel: str) -> Finding | None:
        part = f"{PLATFORM} {channel}"
        try:
            missing = await rights.missing(client.http, channel, str(client.application_id))
        except ApiRefused as refusal:
            advice = f"is the id right? invite the bot: {rights.invite_link(client.application_id or 0)}"
            return Finding(part=part, light="failing", words=str(refusal), advice=advice)
        except (SendDelayed, SendUnknown) as error:
            return Finding(part=part, light="warning", words=str(error), advice="try again")
        if not missing:
            return None
        is_mute = not rights.NEEDED.keys().isdisjoint(missing)
        words = f"the bot lacks {', '.join(missing)}"
        return Finding(part=part, light="failing" if is_mute else "warning", words=words, advice=f"{DOCS}, step 3")


_NETWORK = "it is tried again and again; is the network fine?"
_TOKEN_REFUSED = _Trouble("Discord refuses DISCORD_TOKEN", f"{DOCS}, step 2", is_refusal=True)


def _unset(settings: DiscordSettings) -> _Trouble | None:
    """What can be seen without asking Discord."""
    if not settings.token.strip():
        return _Trouble("DISCORD_TOKEN is not set", f"{DOCS}, step 2", is_refusal=True)
    return None


def _closed(code: int) -> _Trouble:
    return _Trouble(f"Discord's gateway refuses us ({code})", f"{DOCS}, when something is wrong")


def _finding(light: Literal["ok", "warning", "failing"], words: str, advice: str = "") -> Finding:
    return Finding(part=PLATFORM, light=light, words=words, advice=advice)


_LED_ELSEWHERE = _finding(
    "failing", "the app has an Interactions Endpoint URL: commands go there and not to us", f"{DOCS}, step 1: empty it"
)


async def _heard(listening: asyncio.Task[None]) -> None:
    """What the listener ended with. What the library stumbles over is weather, a gateway that closes at once too."""
    try:
        await listening
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise SendUnknown(f"Discord's gateway can't be understood ({type(error).__name__})") from error


async def _gateway(client: Client) -> str:
    answer = await asked(client.http, "GET", "/gateway/bot", ids={})
    url = str(answer.get("url", "")) if isinstance(answer, Mapping) else ""
    if URL(url).scheme not in ("ws", "wss"):
        raise SendUnknown("Discord names no gateway")
    return url


def _writable(guild: discord.Guild) -> discord.TextChannel | None:
    """Where we may say hello: the channel for such things, else the first one."""
    candidates = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in candidates if channel and _may_write(channel, guild)), None)


def _may_write(channel: discord.TextChannel, guild: discord.Guild) -> bool:
    me: discord.Member | None = guild.me  # None until Discord has told who we are there: then we try
    permissions = channel.permissions_for(me) if me else discord.Permissions.all()
    return permissions.view_channel and permissions.send_messages


# --- the library's client ---------------------------------------------------------------------------------------------


class _Listener(Client):
    """The client with its events led to the connection."""

    connection: Discord

    async def on_connect(self) -> None:
        self.connection.connected()

    async def on_resumed(self) -> None:
        self.connection.connected()

    async def on_disconnect(self) -> None:
        self.connection.disconnected()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.connection.invited(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.connection.left(guild)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        logging.getLogger("watchword.discord").error("discord_bug in %s", event_method, exc_info=sys.exception())


def _client(connection: Discord, commands: Commands) -> Client:
    """A client that knows nobody, remembers no message and mentions no one."""
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
    client.connection, client.commands = connection, commands
    client.add_dynamic_items(DeskButton)
    client.tree = command_tree(client)
    return client

"""Discord's connection: log in, listen on the gateway, say how it goes, come back when it breaks."""

import asyncio
import logging
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import discord
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from bot.core.errors import SendDelayed, SendUnknown, WatchwordError
from bot.core.messages import hello_message
from bot.services.desk import Desk
from bot.services.health import Finding
from handlers.discord import standing
from handlers.discord.api import ApiRefused, answer_of, asked
from handlers.discord.client import client_for, welcome_place
from handlers.discord.commands import Commands, verbs_of
from handlers.discord.members import Members
from handlers.discord.registry import Registry
from handlers.discord.replies import Replies
from handlers.discord.sender import AGAIN_WAIT, NO_LOGIN_WAIT, DiscordSender
from handlers.discord.settings import DiscordSettings
from handlers.discord.standing import TOKEN_REFUSED, Trouble, closed, unset
from handlers.discord.tree import Client
from handlers.discord.words import ADMIN_COMMAND, COMMAND

LOOK_SECONDS = 0.5  # how often we look whether the gateway is still there
GIVE_UP_SECONDS = 20.0  # the library reconnects by itself, at ever longer intervals; beyond that we begin anew
GIVE_UP_BREAKS = 10  # in a row: the library tries again at once when it is merely closed, however often
GOODBYE_SECONDS = 2.0  # for the gateway to close with us; the library would wait for half a minute
REGISTER_AGAIN_SECONDS = 60.0
WAITS = (1.0, 30.0)  # the first and the longest before Discord is tried again
LASTING_SECONDS = 120.0  # a connection that held so long was a good one: the waits begin anew
RENEWAL_SECONDS = 5.0  # how often we look, once a token was refused, whether there is another in its place
REFUSED_WAIT = 600.0  # before a token that was refused is tried again: too many 401 and Discord bans the address

Renewal = Callable[[], Awaitable[DiscordSettings | None]]
"""The settings with the token as it is now; None where there is none to be had."""


async def never_renewed() -> None:
    """Of a token that doesn't change as long as the process lives."""


@asynccontextmanager
async def connect(
    settings: DiscordSettings,
    desk: Desk,
    *,
    report: Callable[[str, str], None],
    registered: Path | None = None,
    renewal: Renewal = never_renewed,
) -> AsyncIterator["Discord"]:
    """Discord, ready to be run; nothing is asked of it before `Discord.run` or a first message.

    `report(event, words)` hears of connections and troubles, never with the token or who asked. In the file
    `registered` is kept which commands Discord knows of us; without one they are registered at every start.
    `renewal` is asked once the token was refused.
    One connection a process: the library keeps the addresses of API and gateway for all of it.
    """
    Route.BASE = settings.api_url.rstrip("/")
    logging.getLogger("discord").setLevel(logging.CRITICAL)  # it logs who asked, and addresses with tickets in them
    connection = Discord(settings, desk, report=report, registered=registered, renewal=renewal)
    try:
        yield connection
    finally:
        await connection.finish()


class Discord:
    """One bot's connection. `run` keeps it up, `finding` says how it is, `sender` posts."""

    def __init__(
        self,
        settings: DiscordSettings,
        desk: Desk,
        *,
        report: Callable[[str, str], None],
        registered: Path | None,
        renewal: Renewal,
    ) -> None:
        self._settings = settings
        self._report = report
        self._renewal = renewal
        self._registry = Registry(registered)
        self._unregistered = ""  # why Discord doesn't know our commands
        self._client: Client | None = None
        self._logging_in = asyncio.Lock()
        self._trouble = unset(settings)
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
            if self._trouble and self._trouble.is_refusal and (not again or unset(self._settings)):
                raise SendDelayed(self._trouble.words, retry_after=NO_LOGIN_WAIT)
            if self._client is None or self._client.is_closed():
                self._client = await self._log_in()
            return self._client

    async def _log_in(self) -> Client:
        client = client_for(self, self._commands)
        try:
            await answer_of(client.login(self._settings.token))
        except discord.LoginFailure as error:
            await client.close()
            self._note(TOKEN_REFUSED)
            raise SendDelayed(TOKEN_REFUSED.words, retry_after=NO_LOGIN_WAIT) from error
        except (ApiRefused, SendDelayed, SendUnknown) as error:
            await client.close()
            self._note(Trouble(f"can't log in: {error}"))
            raise SendDelayed("can't log in to Discord", retry_after=AGAIN_WAIT) from error
        except BaseException:
            await client.close()
            raise
        self._trouble = None
        return client

    def _lose_login(self) -> None:
        """A call was answered with 401: ask nothing more, or Discord bans the address."""
        self._note(TOKEN_REFUSED)
        self._is_connected = False

    # --- the gateway --------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Log in and listen until cancelled, whatever Discord does. Returns at once when no token is set."""
        if unset(self._settings):
            self._say(unset(self._settings))
            return
        wait, longest = WAITS
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._listen(await self._logged_in(again=True))
            except (SendDelayed, SendUnknown, ApiRefused) as error:
                if self._trouble is None:
                    self._note(Trouble(str(error)))
            except discord.ConnectionClosed as error:
                self._note(closed(error.code))
            except discord.PrivilegedIntentsRequired:
                self._note(closed(4014))
            self._set_connected(False)
            if asyncio.get_running_loop().time() - began > LASTING_SECONDS:
                wait = WAITS[0]
            await (self._until_renewed() if self._is_refused() else asyncio.sleep(wait))
            wait = min(wait * 2, longest)

    async def _until_renewed(self) -> None:
        """Wait for another token, for a while: the one that was refused may hold again."""
        look = min(RENEWAL_SECONDS, REFUSED_WAIT)
        for _ in range(round(REFUSED_WAIT / look)):
            if await self._is_renewed():
                return
            await asyncio.sleep(look)

    async def _is_renewed(self) -> bool:
        fresh = await self._renewal()
        if fresh is None or fresh == self._settings or unset(fresh):
            return False
        await self._drop_client()
        self._settings, self._trouble = fresh, None
        self._report("discord_token_renewed", "there is another token now; it is tried")
        return True

    async def finish(self) -> None:
        """Let the answers under way be given, then log out."""
        await self._commands.finish()
        await self._drop_client()

    async def _drop_client(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await _in_time(client.close())
            await client.http.close()

    async def _listen(self, client: Client) -> None:
        """Listen until the gateway refuses us (`discord.ConnectionClosed`) or has been gone for too long."""
        DiscordWebSocket.DEFAULT_GATEWAY = URL(self._settings.gateway_url or await _gateway(client))
        await self._register(client)
        listening = asyncio.create_task(client.connect(), name="discord gateway")
        try:
            await self._stay(client, listening)
        finally:
            while not listening.done():  # `wait_for` in the library loses a cancellation that comes with an answer
                listening.cancel()
                await asyncio.wait([listening], timeout=LOOK_SECONDS)
            await _in_time(_hung_up(client))

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
        channel = welcome_place(guild)
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

    def _note(self, trouble: Trouble) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._say(trouble)

    def _say(self, trouble: Trouble | None) -> None:
        if trouble is not None:
            self._report("discord_trouble", f"{trouble.words}: {trouble.advice}")

    # --- how it is ----------------------------------------------------------------------------------------------------

    def finding(self) -> Finding:
        """The connection as it is now, for `/healthz`."""
        if self._trouble is not None:
            return self._trouble.finding()
        if not self._is_connected or self._client is None:
            return standing.connecting()
        return standing.connected(self._client, unregistered=self._unregistered)

    async def check(self, channels: Sequence[str] = ()) -> tuple[Finding, ...]:
        """Token and channels, asked of Discord now: one finding for all, one more per channel in trouble."""
        try:
            client = await self._logged_in(again=True)
        except SendDelayed:
            return (self.finding(),)
        user, id = (client.user.name if client.user else "the bot"), client.application_id or 0
        whole = standing.misled(client) or standing.finding("ok", f"logged in as {user}")
        looks = [await standing.of_channel(client.http, channel, id) for channel in channels]
        return (whole, *(look for look in looks if look is not None))


async def _hung_up(client: Client) -> None:
    if client.ws is not None and client.ws.open:
        await client.ws.close(code=1000)


async def _in_time(goodbye: Awaitable[None]) -> None:
    """A gateway that doesn't answer a goodbye is not waited for."""
    with suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE_SECONDS):
            await goodbye


async def _heard(listening: asyncio.Task[None]) -> None:
    """What the listener ended with. What the library stumbles over is weather, a gateway that closes at once too."""
    try:
        await listening
    except (AttributeError, KeyError, TypeError, ValueError, zlib.error) as error:
        raise SendUnknown(f"Discord's gateway can't be understood ({type(error).__name__})") from error


async def _gateway(client: Client) -> str:
    answer = await asked(client.http, "GET", "/gateway/bot", ids={})
    url = str(answer.get("url", "")) if isinstance(answer, Mapping) else ""
    if not url.startswith(("ws://", "wss://")):
        raise SendUnknown("Discord names no gateway")
    return url

"""Discord on loopback: REST with buckets and nonces, gateway, interactions, as its documentation says, with faults.

Used as `async with DiscordStandin() as discord:`. Real clients talk to `discord.api_url` and `discord.gateway_url`.
"""

import asyncio
import itertools
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import WSMsgType, web

from tests.standins.discord_payload import complaints, modal_complaints

TOKEN, APP = "MTIz.right.token", "900"
GUILD, OTHER_GUILD = "100", "200"
ALERTS, NEWS, FORBIDDEN = "110", "120", "130"  # channels of GUILD; FORBIDDEN lets us do nothing
MANAGE_GUILD, ADMINISTRATOR, SEND_MESSAGES = 1 << 5, 1 << 3, 1 << 11
EVERYTHING = str((1 << 50) - 1 - ADMINISTRATOR)
EPOCH_MS = 1_420_070_400_000
POSTED_AT_MS = 1_795_284_240_000  # 21 Nov 2026, 18:04 UTC: about when all messages are posted

Kind = Literal["refuse", "limit", "cloudflare", "status", "hang", "lose", "drop"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call instead of an answer.

    "refuse": `status` with Discord's own `code`; "limit": 429; "cloudflare": 429 without Via; "status": no JSON;
    "hang": never answered; "lose": done, and cut before the answer; "drop": cut before anything is done; "slow": done
    and answered after so many seconds.
    """

    kind: Kind
    status: int = 503
    code: int = 0
    seconds: float = 0.01


@dataclass
class Person:
    """Someone who types; `permissions` as Discord counts them in the channel."""

    id: str
    name: str
    permissions: int = SEND_MESSAGES
    roles: tuple[str, ...] = ()
    is_bot: bool = False
    is_guest: bool = False
    is_pending: bool = False


OWNER = Person("1", "olga", permissions=int(EVERYTHING) | ADMINISTRATOR)
ADMIN = Person("2", "ada", permissions=MANAGE_GUILD | SEND_MESSAGES)
MEMBER = Person("3", "mia")
EDITOR = Person("4", "ed", roles=("77",))
GUEST = Person("5", "gus", is_guest=True)
NEWCOMER = Person("7", "nell", is_pending=True)  # has not agreed to the server's rules yet
READER = Person("8", "rea", permissions=0)  # sees the channel and may not write there
ROBOT = Person("6", "robot", is_bot=True)


@dataclass
class Request:
    """Something a person did, and what came of it."""

    id: str
    token: str
    sent_at: float
    acknowledged_after: float | None = None
    acknowledgement: dict[str, Any] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        return bool(self.acknowledgement.get("data", {}).get("flags") == 64)

    @property
    def words(self) -> str:
        """All that was answered."""
        return json.dumps([self.acknowledgement, *self.answers], ensure_ascii=False)

    @property
    def choices(self) -> list[str]:
        return [choice["value"] for choice in self.acknowledgement.get("data", {}).get("choices", [])]


class DiscordStandin:
    """A server with our channels; more of them where a test says so."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.guilds = [GUILD]
        self.messages: dict[str, list[dict[str, Any]]] = {ALERTS: [], NEWS: [], FORBIDDEN: []}  # threads come to it
        self.threads: dict[str, dict[str, Any]] = {}
        self.allows_threads = True
        self.allows_reading = True
        self.endpoint: str | None = None
        self.roles = [{"id": GUILD, "permissions": EVERYTHING}]
        self.overwrites: dict[str, list[dict[str, Any]]] = {}
        self.calls: list[tuple[str, Any]] = []
        self.complaints: list[str] = []
        self.commands: dict[str, list[dict[str, Any]]] = {}
        self.requests: dict[str, Request] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.identified = 0
        self.resumed = 0
        self.patience = 3.0  # seconds for an acknowledgement
        self.is_mute = False  # the gateway accepts and says nothing
        self.close_code: int | None = None  # with which each new gateway connection is closed
        self.bucket_size, self.bucket_seconds = 50, 0.05
        self._buckets: dict[str, tuple[float, int]] = {}
        self._nonces: dict[tuple[str, str], str] = {}
        self._deleted: set[str] = set()
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._sequence = itertools.count(1)
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()

    # --- what tests say -----------------------------------------------------------------------------------------------

    def fail(self, call: str, *faults: Fault) -> None:
        """The next calls of this kind go wrong so, one each: "post", "edit", "read", "thread", "answer", "login" …"""
        self._faults[call] += faults

    def called(self, call: str) -> list[Any]:
        return [body for name, body in self.calls if name == call]

    def titles(self, channel: str) -> list[str]:
        return [str((message["embeds"] or [{}])[0].get("title", "")) for message in self.messages[channel]]

    def forget_nonces(self) -> None:
        """As after some minutes."""
        self._nonces.clear()

    def delete(self, channel: str, id: str) -> None:
        """Someone deletes a message."""
        self.messages[channel] = [message for message in self.messages[channel] if message["id"] != id]
        self._deleted.add(id)

    async def until(self, is_so: Callable[[], bool], *, seconds: float = 5.0) -> None:
        """Wait until something that the stand-in sees has become true."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(is_so)

    async def connected(self) -> None:
        await self.until(lambda: bool(self.sockets))

    async def command(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        path: str = "",
        by: Person = MEMBER,
        guild: str | None = GUILD,
        channel: str = ALERTS,
        waits: bool = True,
    ) -> Request:
        """Someone uses a command; `path` "sources add" names a subcommand. Gives the request once it is answered."""
        return await self._use(name, options or {}, path, by, guild, channel, kind=2, waits=waits)

    async def write(self, text: str, *, by: Person = MEMBER, guild: str | None = GUILD) -> Request:
        """Someone types the query of /policy and sees what is suggested."""
        return await self._use("policy", {"query": text}, "", by, guild, ALERTS, kind=4, waits=False)

    async def look(self, path: str, option: str, text: str, *, by: Person = MEMBER) -> Request:
        """Someone types an option of /policy-admin and sees what is offered."""
        return await self._use("policy-admin", {option: text}, path, by, GUILD, ALERTS, kind=4, waits=False)

    async def press(
        self,
        message: Mapping[str, Any],
        custom_id: str,
        *,
        by: Person = MEMBER,
        guild: str | None = GUILD,
        channel: str = ALERTS,
        is_ephemeral: bool = False,
        waits: bool = True,
    ) -> Request:
        """Someone presses a button of a message that was posted."""
        request = self._request()
        payload = self._interaction(request, by, guild, channel) | {
            "type": 3,
            "data": {"custom_id": custom_id, "component_type": 2},
            "message": {**self._shown(message, channel), "flags": 64 if is_ephemeral else 0},
        }
        return await self._deliver(request, payload, waits=waits)

    async def choose(
        self,
        message: Mapping[str, Any],
        menu: Mapping[str, Any],
        value: str,
        *,
        by: Person = MEMBER,
        waits: bool = True,
    ) -> Request:
        """Someone chooses from a menu of a message."""
        request = self._request()
        assert value in [option["value"] for option in menu["options"]]
        payload = self._interaction(request, by, GUILD, ALERTS) | {
            "type": 3,
            "data": {"custom_id": menu["custom_id"], "component_type": 3, "values": [value]},
            "message": {**self._shown(message, ALERTS), "flags": 64},
        }
        return await self._deliver(request, payload, waits=waits)

    async def submit(
        self, modal: Mapping[str, Any], filled: Mapping[str, str], *, by: Person = MEMBER, guild: str | None = GUILD
    ) -> Request:
        """Someone submits a modal with this in its fields."""
        request = self._request()
        labels = [
            {"type": 18, "id": number, "component": _filled(label["component"], filled)}
            for number, label in enumerate(modal["components"])
        ]
        payload = self._interaction(request, by, guild, ALERTS) | {
            "type": 5,
            "data": {"custom_id": modal["custom_id"], "components": labels},
        }
        return await self._deliver(request, payload, waits=True)

    async def invite(self, guild: str, channels: list[dict[str, Any]]) -> None:
        """The bot comes into a new server."""
        await self._dispatch("GUILD_CREATE", self._guild(guild) | {"channels": channels, "system_channel_id": None})

    async def cut_sockets(self) -> None:
        """The gateway breaks without a word."""
        for socket in list(self.sockets):
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()
        async with self._changed:
            self.sockets.clear()

    async def close_sockets(self, code: int) -> None:
        for socket in list(self.sockets):
            await socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        for socket in list(self.sockets):
            await socket.send_json({"op": 7, "d": None})

    async def invalidate(self) -> None:
        for socket in list(self.sockets):
            await socket.send_json({"op": 9, "d": False})

    # --- the server ---------------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**20)
        for method, path, call, answer in self._routes():
            app.router.add_route(method, f"/api/v10{path}", self._handler(call, answer))
        app.router.add_get("/gateway", self._gateway)
        self._runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._base = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.api_url, self.gateway_url = f"http://{self._base}/api/v10", f"ws://{self._base}/gateway"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self.sockets):
            with suppress(OSError, ConnectionError):
                await socket.close()
        await self._runner.cleanup()

    def _routes(self) -> list[tuple[str, str, str, Callable[..., Any]]]:
        message = "/channels/{channel}/messages"
        return [
            ("GET", "/users/@me", "login", self._me),
            ("GET", "/oauth2/applications/@me", "application", self._application),
            ("GET", "/gateway/bot", "gateway", lambda **_: {"url": self.gateway_url, "shards": 1}),
            ("PUT", "/applications/{app}/commands", "register", self._register),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", "register", self._register),
            ("GET", "/channels/{channel}", "channel", self._channel),
            ("GET", "/guilds/{guild}/roles", "roles", lambda **_: self.roles),
            ("GET", "/guilds/{guild}/members/{user}", "member", lambda **_: {"roles": []}),
            ("GET", "/guilds/{guild}/threads/active", "active", lambda **_: {"threads": list(self.threads.values())}),
            ("POST", "/users/@me/channels", "open", self._open),
            ("POST", message, "post", self._post),
            ("GET", message, "read", self._read),
            ("GET", message + "/{id}", "look", self._look),
            ("PATCH", message + "/{id}", "edit", self._edit),
            ("POST", message + "/{id}/threads", "thread", self._open_thread),
            ("POST", "/interactions/{id}/{token}/callback", "acknowledge", self._acknowledge),
            ("PATCH", "/webhooks/{app}/{token}/messages/@original", "answer", self._answer),
        ]

    def _handler(self, call: str, answer: Callable[..., Any]) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.StreamResponse:
            body = await request.json() if request.can_read_body else {}
            self.calls.append((call, body))
            await self._noticed()
            fault = self._faults[call].pop(0) if self._faults[call] else None
            response = await self._served(request, call, answer, body, fault)
            await self._noticed()
            return response

        return handle

    async def _noticed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _served(
        self, request: web.Request, call: str, answer: Callable[..., Any], body: Any, fault: Fault | None
    ) -> web.StreamResponse:
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind not in ("lose", "slow"):
            return await self._failed(request, fault)
        is_open = call in ("acknowledge", "answer")
        if not is_open and request.headers.get("Authorization") != f"Bot {self.token}":
            return _refused(401, 0, "401: Unauthorized")
        key = f"{call}:{request.match_info.get('channel', '')}"
        if not is_open and (limited := self._limited(key)):
            return limited
        made = answer(body=body, query=request.query, **request.match_info)
        if fault is not None and fault.kind == "lose" and request.transport is not None:
            request.transport.abort()
        if isinstance(made, web.StreamResponse):
            return made
        response = web.Response(status=204) if made is None else _json(made)
        response.headers.update({} if is_open else self._bucket_headers(key))
        return response

    async def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault.kind:
            case "refuse":
                return _refused(fault.status, fault.code, "Refused by the script")
            case "limit":
                body = {"message": "You are being rate limited.", "retry_after": fault.seconds, "global": False}
                return _json(body, status=429, headers={"Via": "1.1 google"})
            case "cloudflare":
                return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(fault.seconds)})
            case "hang":
                await asyncio.sleep(60)
            case "drop":
                if request.transport is not None:
                    request.transport.abort()
        return web.Response(status=fault.status, text="upstream connect error")

    def _limited(self, key: str) -> web.Response | None:
        """One that asks beyond the bucket although it was told."""
        now = time.monotonic()
        until, used = self._buckets.get(key, (0.0, 0))
        if until < now:
            until, used = now + self.bucket_seconds, 0
        self._buckets[key] = (until, used + 1)
        if used < self.bucket_size:
            return None
        body = {"message": "You are being rate limited.", "retry_after": until - now, "global": False}
        self.calls.append(("limited", key))
        return _json(body, status=429, headers={"Via": "1.1 google"})

    def _bucket_headers(self, key: str) -> dict[str, str]:
        until, used = self._buckets[key]
        return {
            "X-RateLimit-Limit": str(self.bucket_size),
            "X-RateLimit-Remaining": str(max(self.bucket_size - used, 0)),
            "X-RateLimit-Reset-After": f"{max(until - time.monotonic(), 0.001):.3f}",
            "X-RateLimit-Reset": f"{time.time() + self.bucket_seconds:.3f}",
            "X-RateLimit-Bucket": re.sub(r"\W", "", key.partition(":")[0]),
        }

    # --- REST ---------------------------------------------------------------------------------------------------------

    def _me(self, **_: Any) -> dict[str, Any]:
        return _user(APP, "watchword", is_bot=True)

    def _application(self, **_: Any) -> dict[str, Any]:
        return {
            "id": APP, "name": "Watchword", "description": "", "icon": None, "bot_public": False, "flags": 0,
            "bot_require_code_grant": False, "owner": _user("1", "olga"), "verify_key": "",
            "interactions_endpoint_url": self.endpoint,
        }  # fmt: skip

    def _register(self, body: Any, guild: str = "everywhere", **_: Any) -> list[dict[str, Any]]:
        self.commands[guild] = body
        return [{**command, "id": "1", "application_id": APP, "version": "1"} for command in body]

    def _channel(self, channel: str, **_: Any) -> Any:
        if channel not in self.messages:
            return _refused(404, 10003, "Unknown Channel")
        if channel == FORBIDDEN:
            return _refused(403, 50001, "Missing Access")
        if channel.startswith("90"):
            return {"id": channel, "type": 1}
        return {"id": channel, "guild_id": GUILD, "permission_overwrites": self.overwrites.get(channel, [])}

    def _open(self, body: dict[str, Any], **_: Any) -> Any:
        if not body["recipient_id"].isdecimal():
            return _refused(400, 50033, "Invalid Recipient(s)")
        room = f"90{body['recipient_id']}"
        self.messages.setdefault(room, [])
        return {"id": room, "type": 1}

    def _post(self, channel: str, body: dict[str, Any], **_: Any) -> Any:
        if channel not in self.messages:
            return _refused(404, 10003, "Unknown Channel")
        if channel == FORBIDDEN:
            return _refused(403, 50013, "Missing Permissions")
        if channel == f"90{GUEST.id}":
            return _refused(403, 50007, "Cannot send messages to this user")
        nonce = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            if self._nonces[nonce] in self._deleted:
                return _refused(404, 10008, "Unknown Message")
            return next(each for each in self.messages[channel] if each["id"] == self._nonces[nonce])
        self.complaints += complaints(body)
        if len(str(body.get("nonce", ""))) > 25:
            return _refused(400, 50035, "Invalid Form Body")
        message = self._shown({**body, "id": self._snowflake()}, channel)
        self.messages[channel].append(message)
        self._nonces[nonce] = message["id"]
        if channel in self.threads:
            self.threads[channel]["last_message_id"] = message["id"]
        return message

    def _read(self, channel: str, query: Mapping[str, str], **_: Any) -> Any:
        if channel not in self.messages:
            return _refused(404, 10003, "Unknown Channel")
        if not self.allows_reading:
            return _refused(403, 50001, "Missing Access")
        after = [each for each in self.messages[channel] if int(each["id"]) > int(query.get("after", 0))]
        page = after[: int(query.get("limit", 50))]
        return [{name: value for name, value in each.items() if name != "nonce"} for each in reversed(page)]

    def _look(self, channel: str, id: str, **_: Any) -> Any:
        if not self.allows_reading:
            return _refused(403, 50001, "Missing Access")
        found = [each for each in self.messages[channel] if each["id"] == id]
        return found[0] if found else _refused(404, 10008, "Unknown Message")

    def _edit(self, channel: str, id: str, body: dict[str, Any], **_: Any) -> Any:
        self.complaints += complaints(body)
        for message in self.messages[channel]:
            if message["id"] == id:
                message |= body
                return message
        return _refused(404, 10008, "Unknown Message")

    def _open_thread(self, channel: str, id: str, body: dict[str, Any], **_: Any) -> Any:
        if not self.allows_threads:
            return _refused(403, 50013, "Missing Permissions")
        if id in self.threads:
            return _refused(400, 160004, "A thread has already been created for this message")
        if not 1 <= len(body["name"]) <= 100:
            return _refused(400, 50035, "Invalid Form Body")
        self.threads[id] = {"id": id, "parent_id": channel, "name": body["name"], "last_message_id": None, "type": 11}
        self.messages[id] = []
        return self.threads[id]

    def _shown(self, message: Mapping[str, Any], channel: str) -> dict[str, Any]:
        """A message as Discord gives it back."""
        return {
            "content": "", "embeds": [], "components": [], "attachments": [], "mentions": [], "mention_roles": [],
            "author": _user(APP, "watchword", is_bot=True), "channel_id": channel, "timestamp": "2026-11-21T18:04:00Z",
            "edited_timestamp": None, "tts": False, "mention_everyone": False, "pinned": False, "type": 0, "flags": 0,
            **{name: value for name, value in message.items() if name != "enforce_nonce"},
        }  # fmt: skip

    def _snowflake(self) -> str:
        number = next(self._numbers)
        return str(((POSTED_AT_MS + number - EPOCH_MS) << 22) + number)

    # --- interactions -------------------------------------------------------------------------------------------------

    def _request(self) -> Request:
        number = next(self._numbers)
        request = Request(str(number), f"ticket{number}", time.monotonic())
        self.requests[request.token] = request
        return request

    async def _use(
        self,
        name: str,
        options: Mapping[str, Any],
        path: str,
        by: Person,
        guild: str | None,
        channel: str,
        *,
        kind: int,
        waits: bool,
    ) -> Request:
        request = self._request()
        given: list[dict[str, Any]] = [
            {"name": key, "value": value, "type": 5 if isinstance(value, bool) else 3} for key, value in options.items()
        ]
        if kind == 4:
            given[0]["focused"] = True
        for word, type in reversed(list(zip(path.split(), (2, 1) if " " in path else (1,), strict=False))):
            given = [{"name": word, "type": type, "options": given}]
        data = {"id": "1", "name": name, "type": 1, "options": given}
        payload = self._interaction(request, by, guild, channel) | {"type": kind, "data": data}
        return await self._deliver(request, payload, waits=waits)

    def _interaction(self, request: Request, by: Person, guild: str | None, channel: str) -> dict[str, Any]:
        user = _user(by.id, by.name, is_bot=by.is_bot)
        member = {
            "user": user, "roles": list(by.roles), "permissions": str(by.permissions), "joined_at": None,
            "deaf": False, "mute": False, "nick": None, "flags": 1 << 4 if by.is_guest else 0, "pending": by.is_pending,
        }  # fmt: skip
        whose = {"guild_id": guild, "member": member} if guild else {"user": user}
        return whose | {
            "id": request.id, "application_id": APP, "token": request.token, "version": 1, "locale": "en-US",
            "channel": {"id": channel, "type": 0 if guild else 1, "name": "alerts", "position": 0},
            "channel_id": channel, "attachment_size_limit": 0, "app_permissions": "0", "entitlements": [],
            "authorizing_integration_owners": {}, "context": 0 if guild else 1,
        }  # fmt: skip

    async def _deliver(self, request: Request, payload: dict[str, Any], *, waits: bool) -> Request:
        request.sent_at = time.monotonic()
        await self._dispatch("INTERACTION_CREATE", payload)
        with suppress(TimeoutError):
            await self.until(lambda: request.acknowledged_after is not None, seconds=self.patience)
            if waits and request.acknowledgement.get("type") in (5, 6):
                await self.until(lambda: bool(request.answers), seconds=self.patience)
        return request

    def _acknowledge(self, id: str, token: str, body: dict[str, Any], **_: Any) -> Any:
        request = self.requests.get(token)
        if request is None or request.id != id or time.monotonic() - request.sent_at > self.patience:
            return _refused(404, 10062, "Unknown interaction")
        if request.acknowledged_after is not None:
            return _refused(400, 40060, "Interaction has already been acknowledged.")
        request.acknowledged_after = time.monotonic() - request.sent_at
        request.acknowledgement = body
        if body["type"] == 9:
            self.complaints += modal_complaints(body["data"])
        return {"interaction": {"id": id, "type": body["type"]}, "resource": {"type": body["type"]}}

    def _answer(self, token: str, body: dict[str, Any], **_: Any) -> Any:
        request = self.requests.get(token)
        if request is None or request.acknowledged_after is None:
            return _refused(404, 10015, "Unknown Webhook")
        self.complaints += complaints(body)
        request.answers.append(body)
        return self._shown({**body, "id": self._snowflake()}, ALERTS)

    # --- gateway ------------------------------------------------------------------------------------------------------

    async def _gateway(self, http: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(http)
        if self.close_code is not None:
            await socket.close(code=self.close_code)
            return socket
        if not self.is_mute:
            await socket.send_json({"op": 10, "d": {"heartbeat_interval": 20_000}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._told(socket, json.loads(frame.data))
        async with self._changed:
            if socket in self.sockets:
                self.sockets.remove(socket)
            self._changed.notify_all()
        return socket

    async def _told(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        match frame["op"]:
            case 1:
                await socket.send_json({"op": 11})
            case 2 | 6 if frame["d"]["token"] != self.token:
                await socket.close(code=4004)
            case 2:
                self.identified += 1
                self.intents = frame["d"]["intents"]
                await self._send(socket, "READY", self._ready())
                for guild in self.guilds:
                    await self._send(socket, "GUILD_CREATE", self._guild(guild) | {"unavailable": False})
                await self._is_there(socket)
            case 6:
                self.resumed += 1
                await self._send(socket, "RESUMED", {})
                await self._is_there(socket)

    async def _is_there(self, socket: web.WebSocketResponse) -> None:
        async with self._changed:
            self.sockets.append(socket)
            self._changed.notify_all()

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10, "user": self._me(), "session_id": "session", "resume_gateway_url": self.gateway_url,
            "guilds": [{"id": guild, "unavailable": True} for guild in self.guilds],
            "application": {"id": APP, "flags": 0},
        }  # fmt: skip

    def _guild(self, id: str) -> dict[str, Any]:
        everyone = {
            "id": id, "name": "@everyone", "permissions": EVERYTHING, "color": 0, "hoist": False, "managed": False,
            "mentionable": False, "position": 0, "flags": 0,
        }  # fmt: skip
        us = {"user": self._me(), "roles": [], "joined_at": "2026-11-21T18:04:00Z", "deaf": False, "mute": False}
        return {
            "id": id, "name": f"Server {id}", "owner_id": "1", "roles": [everyone], "emojis": [], "features": [],
            "channels": [], "threads": [], "members": [us | {"flags": 0}], "member_count": 3, "stickers": [],
            "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0, "verification_level": 0, "mfa_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "system_channel_flags": 0,
            "afk_timeout": 60, "large": False, "voice_states": [], "presences": [], "stage_instances": [],
            "guild_scheduled_events": [], "soundboard_sounds": [],
        }  # fmt: skip

    async def _dispatch(self, event: str, data: dict[str, Any]) -> None:
        for socket in list(self.sockets):
            await self._send(socket, event, data)

    async def _send(self, socket: web.WebSocketResponse, event: str, data: dict[str, Any]) -> None:
        await socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": data})


def _filled(field: Mapping[str, Any], filled: Mapping[str, str]) -> dict[str, Any]:
    name = field["custom_id"]
    if field["type"] == 3:
        default = next((option["value"] for option in field["options"] if option.get("default")), "")
        return {"type": 3, "custom_id": name, "values": [filled.get(name, default)]}
    return {"type": 4, "custom_id": name, "value": filled.get(name, field.get("value", ""))}


def _refused(status: int, code: int, message: str) -> web.Response:
    return _json({"message": message, "code": code}, status=status)


def _json(value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """The content type without a charset, as Discord writes it: clients compare it whole."""
    body = json.dumps(value).encode()
    return web.Response(body=body, status=status, headers={**(headers or {}), "Content-Type": "application/json"})


def _user(id: str, name: str, *, is_bot: bool = False) -> dict[str, Any]:
    return {"id": id, "username": name, "discriminator": "0", "global_name": name, "avatar": None, "bot": is_bot}


def text_channel(id: str, *, denies: int = 0, guild: str = GUILD, position: int = 0) -> dict[str, Any]:
    """A channel of a server that invites us; `denies` is what nobody may do there."""
    return {
        "id": id, "type": 0, "name": f"channel-{id}", "position": position, "parent_id": None, "topic": None,
        "permission_overwrites": [{"id": guild, "type": 0, "allow": "0", "deny": str(denies)}] if denies else [],
    }  # fmt: skip

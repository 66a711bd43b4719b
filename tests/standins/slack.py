"""Slack on loopback: Web API, Socket Mode, signed HTTP and response_url, as its documentation says, with faults.

Used as `async with SlackStandin() as slack:`. Real clients talk to `slack.api_url`.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.standins.block_kit import complaints

TEAM, BOT_USER, BOT = "T1", "UBOT", "B1"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-right", "xapp-right", "shh"
ALL_SCOPES = (
    "commands,chat:write,channels:history,channels:join,channels:read,groups:history,groups:read,im:history,im:write,"
    "users:read"
)
POSTED_AT = 1_795_284_240  # 21 Nov 2026, 18:04 UTC: the second in which messages are posted
OWNER, ADMIN, MEMBER, GUEST, ROBOT, STRANGER = "UOWNER", "UADMIN", "UMEMBER", "UGUEST", "UROBOT", "USTRANGER"

IMPATIENT = "asked again before Retry-After was over:"
Kind = Literal["refuse", "limit", "status", "hang", "lose", "drop", "slow"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call instead of an answer.

    "refuse": `ok: false` with `error`; "limit": 429; "status": that HTTP status and no JSON; "hang": never answered;
    "lose": done, and the connection cut before the answer; "drop": cut before anything is done; "slow": done and
    answered after so many seconds.
    """

    kind: Kind
    error: str = ""
    seconds: str = "1"
    status: int = 503


@dataclass
class Room:
    """A channel."""

    id: str
    has_us: bool = True
    is_private: bool = False
    is_direct: bool = False
    is_archived: bool = False
    is_read_only: bool = False  # for all but a few
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Request:
    """Something a person did, and what came of it."""

    id: str
    sent_at: float = 0.0
    acknowledged_after: float | None = None
    ack_payload: Any = None
    answers: list[dict[str, Any]] = field(default_factory=list)


def person(id: str, name: str, **marks: Any) -> dict[str, Any]:
    """A user as users.info shows them."""
    return {
        "id": id,
        "team_id": TEAM,
        "name": name,
        "real_name": name.title(),
        "profile": {"display_name": name},
    } | marks


class SlackStandin:
    """One workspace with its people and channels."""

    def __init__(self) -> None:
        self.scopes = ALL_SCOPES
        self.posted_at = POSTED_AT
        self.bot_token, self.app_token = BOT_TOKEN, APP_TOKEN
        self.rooms = {room.id: room for room in (Room("C1"), Room("C2"), Room("CPRIVATE", is_private=True))}
        self.people = {
            each["id"]: each
            for each in (
                person(OWNER, "olga", is_owner=True, is_admin=True),
                person(ADMIN, "ada", is_admin=True),
                person(MEMBER, "mia"),
                person(GUEST, "gus", is_restricted=True),
                person(ROBOT, "robot", is_bot=True),
                person(STRANGER, "sam", team_id="T2", is_stranger=True),
            )
        }
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.complaints: list[str] = []
        self.homes: dict[str, dict[str, Any]] = {}
        self.windows: dict[str, dict[str, Any]] = {}  # open modals by id, each with the hash of what it shows
        self.private: list[dict[str, Any]] = []
        self.requests: dict[str, Request] = {}
        self.sockets: list[web.WebSocketResponse] = []
        self.events_url = ""  # where signed HTTP requests go; "": over the socket
        self.refused_urls: set[str] = set()
        self.refuses_sockets = False
        self.least_seconds = 0.0  # between two messages of one channel; Slack's own is 1
        self._posted: dict[str, float] = {}
        self._patience: dict[str, float] = {}  # until when a channel is to be left alone
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()

    # --- what tests say -----------------------------------------------------------------------------------------------

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of this method go wrong so, one each."""
        self._faults[method] += faults

    def called(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    def texts(self, channel: str) -> list[str]:
        return [message["text"] for message in self.rooms[channel].messages]

    async def until(self, is_so: Any, *, seconds: float = 5.0) -> None:
        """Wait until something that the stand-in sees has become true."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(is_so)

    async def connected(self) -> None:
        await self.until(lambda: bool(self.sockets))

    async def command(
        self, text: str, *, name: str = "/policy", user: str = MEMBER, team: str = TEAM, channel: str = "C1"
    ) -> Request:
        """Someone types a command; gives the request once it is acknowledged and answered, or 3 s have passed."""
        request = self._request()
        payload = {
            "token": "old", "team_id": team, "team_domain": "harbour", "channel_id": channel, "channel_name": "alerts",
            "user_id": user, "user_name": "name", "command": name, "text": text, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": self._response_url(request),
            "trigger_id": f"t.{request.id}",
        }  # fmt: skip
        return await self._deliver(request, "slash_commands", payload, form=payload)

    async def press(
        self,
        button: Mapping[str, Any],
        *,
        user: str = MEMBER,
        team: str = TEAM,
        channel: str = "C1",
        message: Mapping[str, Any] | None = None,
        is_ephemeral: bool = False,
    ) -> Request:
        """Someone presses a button of a message that was posted."""
        request = self._request()
        shown = dict(message or {"ts": "1.000001"})
        container = {
            "type": "message", "message_ts": shown["ts"], "channel_id": channel, "is_ephemeral": is_ephemeral,
        }  # fmt: skip
        if "thread_ts" in shown:
            container["thread_ts"] = shown["thread_ts"]
        payload = {
            "type": "block_actions", "team": {"id": team, "domain": "harbour"}, "api_app_id": "A1",
            "user": {"id": user, "username": "name", "team_id": team}, "container": container,
            "channel": {"id": channel, "name": "alerts"}, "message": shown, "trigger_id": f"t.{request.id}",
            "response_url": self._response_url(request),
            "actions": [{"type": "button", "block_id": "b", "action_ts": "1.0", **button}],
        }  # fmt: skip
        return await self._deliver(request, "interactive", payload, form={"payload": json.dumps(payload)})

    async def choose(self, menu: Mapping[str, Any], value: str, *, user: str = MEMBER, channel: str = "C1") -> Request:
        """Someone chooses from a menu of a private answer."""
        option = next(each for each in menu["options"] if each["value"] == value)
        action = {"type": "static_select", "action_id": menu["action_id"], "selected_option": option}
        return await self.press(action, user=user, channel=channel, is_ephemeral=True)

    async def press_in(self, window: str, button: Mapping[str, Any], *, user: str = MEMBER) -> Request:
        """Someone presses a button of an open modal, or, by the id of a person, of their home tab."""
        request = self._request()
        view = self.windows.get(window) or {**self.homes[window], "id": f"H{window}", "hash": "h"}
        payload = {
            "type": "block_actions", "team": {"id": TEAM, "domain": "harbour"}, "api_app_id": "A1",
            "user": {"id": user, "username": "name", "team_id": TEAM}, "trigger_id": self._trigger(request),
            "container": {"type": "view", "view_id": view["id"]}, "view": view,
            "actions": [{"type": "button", "block_id": "b", "action_ts": "1.0", **button}],
        }  # fmt: skip
        return await self._deliver(request, "interactive", payload, form={"payload": json.dumps(payload)})

    async def submit(
        self, window: str, filled: Mapping[str, str], *, user: str = MEMBER, metadata: str | None = None
    ) -> Request:
        """Someone submits a modal with this in its fields; `metadata`: they say that it carried something else."""
        request = self._request()
        view = self.windows[window]
        values = {
            block["block_id"]: {
                block["element"]["action_id"]: _filled(block["element"], filled.get(block["block_id"], ""))
            }
            for block in view["blocks"]
            if block["type"] == "input"
        }
        sent = {**view, "state": {"values": values}}
        payload = {
            "type": "view_submission", "team": {"id": TEAM, "domain": "harbour"}, "api_app_id": "A1",
            "user": {"id": user, "username": "name", "team_id": TEAM}, "trigger_id": self._trigger(request),
            "view": sent if metadata is None else {**sent, "private_metadata": metadata}, "response_urls": [],
        }  # fmt: skip
        await self._deliver(request, "interactive", payload, form={"payload": json.dumps(payload)})
        answer = request.ack_payload
        told = json.loads(answer) if isinstance(answer, str) and answer else answer or {}
        request.ack_payload = told
        match told.get("response_action"):
            case "update":
                self._show(window, told["view"])
            case "errors":
                assert set(told["errors"]) <= set(values)
            case None:
                self.windows.pop(window, None)
        return request

    async def shown(self, text: str, *, window: str | None = None) -> dict[str, Any]:
        """The modal that shows this, once one does."""

        def found() -> list[dict[str, Any]]:
            views = [view for id, view in self.windows.items() if window in (None, id)]
            return [view for view in views if text in json.dumps(view, ensure_ascii=False)]

        await self.until(lambda: bool(found()))
        return found()[-1]

    async def event(self, event: Mapping[str, Any], *, id: str = "") -> Request:
        """Something happens in the workspace. An `id` given twice is a repetition."""
        request = self._request()
        payload = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": id or f"Ev{request.id}",
            "event_time": int(time.time()), "event": {"event_ts": "1700000000.000100", **event},
        }  # fmt: skip
        return await self._deliver(request, "events_api", payload, json_body=payload)

    async def again(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Send the very same payload a second time over the socket."""
        request = self._request()
        await self.sockets[-1].send_json({"envelope_id": request.id, "type": kind, "payload": payload})
        await self.until(lambda: request.acknowledged_after is not None)

    async def cut_sockets(self) -> None:
        """The connection breaks without a word."""
        for socket in list(self.sockets):
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()
        async with self._changed:
            self.sockets.clear()

    async def ask_to_reconnect(self) -> None:
        """As Slack does every few hours."""
        for socket in list(self.sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    # --- the server ---------------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/response/{id}", self._response)
        self._runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._base = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.api_url = f"http://{self._base}/api/"
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self.sockets):
            with suppress(OSError, ConnectionError):
                await socket.close()
        await self._session.close()
        await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        self.calls.append((method, arguments))
        fault = self._faults[method].pop(0) if self._faults[method] else None
        if fault is None and method == "chat.postMessage" and self._is_too_fast(arguments["channel"]):
            fault = Fault("limit")
        self._count_patience(method, str(arguments.get("channel", "")), fault)
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(float(fault.seconds))
        if fault is not None and fault.kind not in ("lose", "slow"):
            answer = await self._failed(request, fault)
        else:
            answer = self._answer(method, arguments, request.headers.get("Authorization", "").removeprefix("Bearer "))
            if fault is not None and fault.kind == "lose" and request.transport is not None:
                request.transport.abort()
        async with self._changed:
            self._changed.notify_all()
        if isinstance(answer, web.StreamResponse):
            return answer
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes} if self.scopes else {})

    def _is_too_fast(self, channel: str) -> bool:
        now = time.monotonic()
        is_too_fast = now - self._posted.get(channel, -1e9) < self.least_seconds
        if not is_too_fast:
            self._posted[channel] = now
        return is_too_fast

    def _count_patience(self, method: str, channel: str, fault: Fault | None) -> None:
        if method != "chat.postMessage":
            return
        now = time.monotonic()
        if now < self._patience.get(channel, now):
            self.complaints.append(f"{IMPATIENT} {channel}")
        if fault is not None and fault.kind == "limit" and fault.seconds.isdecimal():
            self._patience[channel] = now + float(fault.seconds)

    async def _failed(self, request: web.Request, fault: Fault) -> web.StreamResponse | dict[str, Any]:
        match fault.kind:
            case "refuse":
                return {"ok": False, "error": fault.error, "needed": "some:scope"}
            case "limit":
                headers = {"Retry-After": fault.seconds}
                return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
            case "hang":
                await asyncio.sleep(60)
            case "drop":
                if request.transport is not None:
                    request.transport.abort()
        return web.Response(status=fault.status, text="upstream connect error")

    def _answer(self, method: str, arguments: dict[str, Any], token: str) -> dict[str, Any]:
        right = self.app_token if method == "apps.connections.open" else self.bot_token
        if token != right:
            return {"ok": False, "error": "invalid_auth" if token else "not_authed"}
        handler = getattr(self, "_" + method.replace(".", "_").lower(), None)
        return handler(arguments) if handler else {"ok": False, "error": "unknown_method"}

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "team_id": TEAM, "team": "Harbour", "user_id": BOT_USER, "bot_id": BOT, "user": "watchword"}

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        ticket = f"ticket{next(self._numbers)}"
        self._tickets.add(ticket)
        return {"ok": True, "url": f"ws://{self._base}/socket?ticket={ticket}"}

    def _users_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not self._may("users:read"):
            return {"ok": False, "error": "missing_scope", "needed": "users:read"}
        user = self.people.get(arguments["user"])
        return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}

    def _chat_postmessage(self, arguments: dict[str, Any]) -> dict[str, Any]:
        room = self._writable(arguments["channel"])
        if isinstance(room, str):
            return {"ok": False, "error": room}
        self.complaints += complaints(arguments)
        ts = f"{self.posted_at}.{next(self._numbers):06}"
        kept = ("text", "blocks", "metadata", "thread_ts")
        message = {"ts": ts, "bot_id": BOT} | {name: arguments[name] for name in kept if arguments.get(name)}
        room.messages.append(message)
        for parent in room.messages:
            if parent["ts"] == arguments.get("thread_ts"):
                parent |= {"latest_reply": ts, "reply_count": parent.get("reply_count", 0) + 1}
        return {"ok": True, "ts": ts, "channel": room.id, "message": message}

    def _chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self.complaints += complaints(arguments)
        for message in self.rooms[arguments["channel"]].messages:
            if message["ts"] == arguments["ts"]:
                message |= {"text": arguments["text"], "blocks": arguments.get("blocks", [])}
                return {"ok": True, "ts": message["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _chat_postephemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:
        room = self._writable(arguments["channel"])
        if isinstance(room, str):
            return {"ok": False, "error": room}
        self.complaints += complaints(arguments)
        self.private.append(arguments)
        return {"ok": True, "message_ts": "1.0"}

    def _conversations_history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        room = self.rooms[arguments["channel"]]
        scope = "im:history" if room.is_direct else "groups:history" if room.is_private else "channels:history"
        if not self._may(scope):
            return {"ok": False, "error": "missing_scope", "needed": scope}
        return self._page([message for message in room.messages if "thread_ts" not in message], arguments)

    def _conversations_replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        thread = arguments["ts"]
        messages = self.rooms[arguments["channel"]].messages
        found = [each for each in messages if thread in (each["ts"], each.get("thread_ts"))]
        return self._page(found, arguments) if found else {"ok": False, "error": "thread_not_found"}

    def _page(self, messages: list[dict[str, Any]], arguments: dict[str, Any]) -> dict[str, Any]:
        since = [each for each in reversed(messages) if float(each["ts"]) > float(arguments.get("oldest", 0))]
        start, limit = int(arguments.get("cursor") or 0), int(arguments.get("limit", 100))
        page = since[start : start + limit]
        if arguments.get("include_all_metadata") not in (True, "true", "1"):
            page = [{name: value for name, value in each.items() if name != "metadata"} for each in page]
        more = str(start + limit) if start + limit < len(since) else ""
        return {"ok": True, "messages": page, "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def _conversations_join(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not self._may("channels:join"):
            return {"ok": False, "error": "missing_scope", "needed": "channels:join"}
        room = self.rooms[arguments["channel"]]
        if room.is_private:
            return {"ok": False, "error": "method_not_supported_for_channel_type"}
        room.has_us = True
        return {"ok": True, "channel": {"id": room.id}}

    def _conversations_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        room = self.rooms.get(arguments["channel"])
        if room is None:
            return {"ok": False, "error": "channel_not_found"}
        about = {"is_member": room.has_us, "is_archived": room.is_archived, "is_read_only": room.is_read_only}
        return {"ok": True, "channel": {"id": room.id, **about}}

    def _conversations_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not self._may("im:write"):
            return {"ok": False, "error": "missing_scope", "needed": "im:write"}
        room = self._direct(arguments["users"])
        return {"ok": True, "channel": {"id": room.id}} if room else {"ok": False, "error": "user_not_found"}

    def _direct(self, user: str) -> Room | None:
        """Where a person's direct messages stand: D and what follows the U of their id."""
        if user not in self.people:
            return None
        id = f"D{user.removeprefix('U')}"
        return self.rooms.setdefault(id, Room(id, is_direct=True))

    def _trigger(self, request: Request) -> str:
        return f"t.{request.id}"

    def _show(self, id: str, view: Mapping[str, Any]) -> dict[str, Any]:
        self.complaints += complaints(view, is_view=True)
        number = next(self._numbers)
        self.windows[id] = {**view, "id": id, "hash": f"{number}.hash"}
        return self.windows[id]

    def _views_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        request = self.requests.get(arguments["trigger_id"].removeprefix("t."))
        if request is None or time.monotonic() - request.sent_at > 3.0:
            return {"ok": False, "error": "expired_trigger_id"}
        if f"V{request.id}" in self.windows:
            return {"ok": False, "error": "exchanged_trigger_id"}
        return {"ok": True, "view": self._show(f"V{request.id}", arguments["view"])}

    def _views_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        known = self.windows.get(arguments["view_id"])
        if known is None:
            return {"ok": False, "error": "not_found"}
        if arguments.get("hash", known["hash"]) != known["hash"]:
            return {"ok": False, "error": "hash_conflict"}
        return {"ok": True, "view": self._show(known["id"], arguments["view"])}

    def _views_publish(self, arguments: dict[str, Any]) -> dict[str, Any]:
        view = arguments["view"]
        self.complaints += complaints(view, is_view=True)
        self.homes[arguments["user_id"]] = view
        return {"ok": True, "view": view}

    def _writable(self, channel: str) -> Room | str:
        room = self.rooms.get(channel) or self._direct(channel)
        if room is None:
            return "channel_not_found"
        if room.is_archived:
            return "is_archived"
        return room if room.has_us else "not_in_channel"

    def _may(self, scope: str) -> bool:
        return scope in self.scopes.split(",")

    # --- Socket Mode, HTTP mode, response_url -------------------------------------------------------------------------

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self.refuses_sockets or request.query.get("ticket") not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self.sockets) + 1})
        async with self._changed:
            self.sockets.append(socket)
            self._changed.notify_all()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                await self._acknowledged(json.loads(message.data))
        async with self._changed:
            if socket in self.sockets:
                self.sockets.remove(socket)
            self._changed.notify_all()
        return socket

    async def _acknowledged(self, answer: dict[str, Any]) -> None:
        request = self.requests[answer["envelope_id"]]
        async with self._changed:
            request.acknowledged_after = time.monotonic() - request.sent_at
            request.ack_payload = answer.get("payload")
            self._changed.notify_all()

    async def _response(self, request: web.Request) -> web.Response:
        id = request.match_info["id"]
        if id in self.refused_urls or len(self.requests[id].answers) >= 5:
            return web.Response(status=404, text="used_url")
        body = await request.json()
        self.complaints += complaints(body)
        async with self._changed:
            self.requests[id].answers.append(body)
            self._changed.notify_all()
        return web.Response(text="ok")

    def _request(self) -> Request:
        request = Request(id=f"e{next(self._numbers)}")
        self.requests[request.id] = request
        return request

    def expire(self, request: Request) -> None:
        """Its response_url is used up."""
        self.refused_urls.add(request.id)

    def _response_url(self, request: Request) -> str:
        return f"http://{self._base}/response/{request.id}"

    async def _deliver(
        self,
        request: Request,
        kind: str,
        payload: Mapping[str, Any],
        *,
        form: Mapping[str, Any] | None = None,
        json_body: Mapping[str, Any] | None = None,
    ) -> Request:
        request.sent_at = time.monotonic()
        if self.events_url:
            body = json.dumps(json_body) if json_body is not None else urlencode(form or {})
            status, request.ack_payload = await self.call(body, is_json=json_body is not None)
            request.acknowledged_after = time.monotonic() - request.sent_at if status == 200 else None
            return request
        await self.sockets[-1].send_json(
            {"envelope_id": request.id, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        with suppress(TimeoutError):
            await self.until(lambda: request.acknowledged_after is not None, seconds=3.0)
        return request

    async def call(
        self,
        body: str,
        *,
        is_json: bool = False,
        timestamp: str | None = None,
        signature: str | None = None,
        secret: str = SECRET,
    ) -> tuple[int, str]:
        """A signed HTTP request as it stands in the documentation, or one that isn't."""
        stamp = str(int(time.time())) if timestamp is None else timestamp
        digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json" if is_json else "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}" if signature is None else signature,
        }
        async with self._session.post(self.events_url, data=body.encode(), headers=headers) as response:
            return response.status, await response.text()

    async def answered(self, request: Request, *, count: int = 1) -> dict[str, Any]:
        """The answer to what someone did."""
        await self.until(lambda: len(request.answers) >= count)
        return request.answers[-1]


def _filled(element: Mapping[str, Any], value: str) -> dict[str, Any]:
    """A field's state as a submission shows it."""
    if element["type"] == "static_select":
        option = next((each for each in element["options"] if each["value"] == value), element.get("initial_option"))
        return {"type": "static_select", "selected_option": option}
    return {"type": "plain_text_input", "value": value or None}


async def _arguments(request: web.Request) -> dict[str, Any]:
    """However a client may send them: query, form or JSON."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    elif request.can_read_body:
        arguments |= dict(await request.post())
    for name in ("blocks", "metadata", "view"):
        if isinstance(arguments.get(name), str):
            arguments[name] = json.loads(arguments[name])
    return arguments

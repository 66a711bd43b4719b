"""The local page: channels side by side, alerts arriving live, a box and buttons that answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.core.errors import StoreUnusable
from bot.core.messages import Form, Message, Post
from bot.core.model import Channel
from handlers.web import render
from handlers.web.commands import COMMAND, Commands
from handlers.web.guard import HEADERS, Guard
from handlers.web.sender import Subscription

BODY_BYTES = 65_536  # the longest line or form, in a script of three bytes a letter, each of them escaped
STREAMS = 64  # open pages
HEARTBEAT_SECONDS = 15.0  # so that a browser, or what stands between, notices a dead connection
WRITE_SECONDS = 30.0  # a browser that takes nothing for so long is gone
CLOSING_SECONDS = 2.0
COOKIE = "watchword_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageServices:
    """What the page needs of the rest of the house.

    `posts` gives a channel's newest posts and their threads, oldest first (`Board.recent`); `subscribe` is
    `WebSender.subscribed`. Inside `speaking` all words are in the page's language.
    """

    commands: Commands
    channels: Callable[[], Awaitable[Sequence[Channel]]]
    posts: Callable[[str], Awaitable[Sequence[Post]]]
    subscribe: Callable[[], AbstractAsyncContextManager[Subscription]]
    speaking: Callable[[], AbstractAsyncContextManager[None]] = nullcontext


def create_app(page: PageServices, *, guard: Guard | None = None) -> web.Application:
    """The page as an application. Without a guard it serves loopback names alone."""
    door = guard or Guard("127.0.0.1")
    faces = _Faces(page, door)
    app = web.Application(client_max_size=BODY_BYTES, middlewares=[_guarded(door), _in_words, _speaking(page)])
    app.router.add_get("/", faces.whole)
    app.router.add_get("/channels", faces.channels)
    app.router.add_get("/record/{name}", faces.record)
    app.router.add_get("/suggest", faces.suggest)
    app.router.add_get("/events", faces.events, allow_head=False)
    app.router.add_post("/command", faces.command)
    app.router.add_post("/press", faces.press)
    app.router.add_post("/form", faces.form)
    app.router.add_get("/login", faces.login)
    app.router.add_post("/login", faces.sign_in)
    app.router.add_static("/static", Path(__file__).parent / "static")
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(faces.close)
    return app


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[int]:
    """The page, served while this is open; gives the port, which is a free one for port 0.

    Raises `OSError` when the port is taken. Signals are left to whoever runs the house.
    """
    runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=CLOSING_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class _Faces:
    """The page's answers to a browser."""

    def __init__(self, page: PageServices, guard: Guard) -> None:
        self._page = page
        self._guard = guard
        self._streams: set[Subscription] = set()

    async def whole(self, _request: web.Request) -> web.Response:
        return await self._whole()

    async def channels(self, _request: web.Request) -> web.Response:
        face = await self._face()
        return _html(render.channels(face, await self._posts(face)))

    async def record(self, request: web.Request) -> web.Response:
        """The page of one person or organisation: all they said and did."""
        typed = f"{COMMAND} record {request.match_info['name']}"
        return await self._whole(typed=typed, answer=await self._page.commands.typed(typed))

    async def suggest(self, request: web.Request) -> web.Response:
        """What the line in the box may go on with."""
        return web.json_response(list(await self._page.commands.suggested(request.query.get("typed", ""))))

    async def command(self, request: web.Request) -> web.Response:
        typed = _field(await request.post(), "command")
        message = await self._page.commands.typed(typed)
        return await self._answered(request, message, typed=typed)

    async def press(self, request: web.Request) -> web.Response:
        form = await request.post()
        verb, _, argument = _field(form, "press").partition(" ")
        channel = _field(form, "channel")
        known = {each.id for each in await self._page.channels()}
        message = await self._page.commands.pressed(verb, argument, channel=channel if channel in known else "")
        return await self._answered(request, message)

    async def form(self, request: web.Request) -> web.Response:
        sent = await request.post()
        filled = {name.removeprefix("field."): _field(sent, name) for name in sent if name.startswith("field.")}
        message, faults = await self._page.commands.submitted(_field(sent, "words"), filled)
        return await self._answered(request, message, faults=faults)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Posts as they are sent. A page that connects (again) reads the channels anew, so none is missed."""
        if len(self._streams) >= STREAMS:
            raise web.HTTPServiceUnavailable(text="too many open pages")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        async with self._page.subscribe() as subscription:
            self._streams.add(subscription)
            try:
                await response.prepare(request)
                await _write(response, _event("hello", f'{{"csrf":"{self._guard.csrf_token}"}}'))
                await self._pass_on(subscription, response)
            except (ConnectionError, TimeoutError):
                pass  # the browser is gone, which is how every stream ends
            except StoreUnusable:
                pass  # the page comes again, and is told why
            finally:
                self._streams.discard(subscription)
        return response

    async def login(self, request: web.Request) -> web.Response:
        return _html(render.login(self._guard.csrf_token, token=request.query.get("token", "")))

    async def sign_in(self, request: web.Request) -> web.Response:
        session = self._guard.sign_in(_field(await request.post(), "token").strip())
        if session is None:
            problem = "That token is wrong or was used before. A restart of the bot prints a new one."
            return _html(render.login(self._guard.csrf_token, problem=problem), status=403)
        answer = web.HTTPSeeOther("/")
        answer.set_cookie(COOKIE, session, httponly=True, samesite="Strict", secure=request.secure, path="/")
        raise answer

    async def close(self, _app: web.Application) -> None:
        """End the open streams, so that going down does not wait for browsers."""
        for subscription in self._streams:
            subscription.close()

    async def _pass_on(self, subscription: Subscription, response: web.StreamResponse) -> None:
        while not subscription.is_closed:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    posts = await subscription.wait()
            except TimeoutError:
                await _write(response, b": still here\n\n")
                continue
            face = await self._face()
            for post in posts:
                await _write(response, _event("post", render.event(face, post)))
            if subscription.has_overflown:
                subscription.has_overflown = False
                await _write(response, _event("reload", "{}"))

    async def _answered(
        self,
        request: web.Request,
        message: Message | Form,
        *,
        typed: str = "",
        faults: render.Faults = render.NO_FAULTS,
    ) -> web.Response:
        """A fragment for the page's script, the whole page for a browser without one."""
        if "X-Fragment" in request.headers:
            return _html(render.answer(await self._face(), message, faults))
        return await self._whole(typed=typed, answer=message, faults=faults)

    async def _whole(
        self, *, typed: str = "", answer: Message | Form | None = None, faults: render.Faults = render.NO_FAULTS
    ) -> web.Response:
        face = await self._face()
        return _html(render.page(face, await self._posts(face), typed=typed, answer=answer, faults=faults))

    async def _face(self) -> render.Face:
        return render.Face(
            csrf_token=self._guard.csrf_token,
            verbs=self._page.commands.verbs,
            channels=tuple(await self._page.channels()),
        )

    async def _posts(self, face: render.Face) -> list[Sequence[Post]]:
        return [await self._page.posts(channel.id) for channel in face.channels]


def _guarded(guard: Guard) -> Middleware:
    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not guard.knows_host(request.host, _port(request)):
            return _refused("This address is not the page's own. Open it under the address that the bot printed.")
        if request.method not in ("GET", "HEAD", "POST"):
            return _refused("The page only reads and posts.", status=405)
        is_open = request.path == "/login" or request.path.startswith("/static/")
        if not is_open and not guard.is_signed_in(request.cookies.get(COOKIE, "")):
            if request.method == "GET" and request.path == "/":
                raise web.HTTPSeeOther("/login")
            return _refused("Sign in first.", status=401)
        try:
            is_ours = request.method != "POST" or await _is_ours(request, guard)
        except web.HTTPRequestEntityTooLarge:
            return _refused("That is too long, so nothing was done.", status=413)
        if not is_ours:
            return _refused("That did not come from this page, or the page is older than the bot. Reload it.")
        return await handler(request)

    return guarded


@web.middleware
async def _in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """An archive that can't be read or written: what `/healthz` says of it, with what to do."""
    try:
        return await handler(request)
    except StoreUnusable as error:
        return _refused(f"{error.reason} See docs/recovery.md; nothing is lost that was stored.", status=503)


def _speaking(page: PageServices) -> Middleware:
    @web.middleware
    async def speaking(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/static/"):
            return await handler(request)
        async with page.speaking():
            return await handler(request)

    return speaking


async def _is_ours(request: web.Request, guard: Guard) -> bool:
    if not guard.is_same_origin(request.headers.get("Origin", ""), request.host):
        return False
    return guard.is_csrf_token(_field(await request.post(), "csrf"))


def _port(request: web.Request) -> int:
    """The port this connection came in on."""
    name = request.transport.get_extra_info("sockname") if request.transport else None
    return int(name[1]) if name else 0


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers[name] = value


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(WRITE_SECONDS):
        await response.write(data)


def _field(form: Mapping[str, object], name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()


def _html(text: str, *, status: int = 200) -> web.Response:
    body = text.encode("utf-8", "replace")  # half a character is nothing that a browser could show
    return web.Response(body=body, content_type="text/html", charset="utf-8", status=status)


def _refused(text: str, *, status: int = 403) -> web.Response:
    return _html(render.trouble(text), status=status)

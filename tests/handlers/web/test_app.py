"""The page over HTTP: what it shows, and whom it refuses."""

import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import pytest
from yarl import URL

from bot.core.errors import StoreUnusable
from bot.core.messages import Message, Post, plain_message
from bot.core.model import Channel
from config.languages import languages
from handlers.web.app import PageServices, create_app, serving
from handlers.web.commands import Commands
from handlers.web.guard import Guard
from handlers.web.sender import WebSender
from tests.fakes.board import MemoryBoard

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)


class House:
    """Everything behind the page, in memory."""

    def __init__(self) -> None:
        self.board = MemoryBoard()
        self.sender = WebSender(self.board, now=lambda: NOW)
        self.asked: list[str] = []

    async def answer(self, query: str) -> Message:
        self.asked.append(query)
        return plain_message(f"Answer to {query}.")

    async def suggest(self, typed: str) -> Sequence[str]:
        return (f"{typed} once", f"{typed} twice")

    async def channels(self) -> Sequence[Channel]:
        return (Channel(platform="web", id="alerts", name="#alerts"), Channel(platform="web", id="law", name="#law"))

    async def posts(self, channel: str) -> Sequence[Post]:
        return await self.board.recent(channel, 50)

    def services(self) -> PageServices:
        return PageServices(
            commands=Commands(answer=self.answer, share=self.sender.share, suggest=self.suggest),
            channels=self.channels,
            posts=self.posts,
            subscribe=self.sender.subscribed,
        )


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
async def base(house: House) -> AsyncIterator[str]:
    async with serving(create_app(house.services()), host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an IP address
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


async def test_the_page_is_in_the_language_of_its_channel(house: House, browser: aiohttp.ClientSession) -> None:
    page = replace(house.services(), speaking=in_spanish)
    async with serving(create_app(page), host="127.0.0.1", port=0) as port:
        shown = await text(browser, f"http://127.0.0.1:{port}")
    assert "Pregunta por lo leído" in shown
    assert '<html lang="es">' in shown


async def test_an_archive_that_can_not_be_read_is_told_in_words(house: House, browser: aiohttp.ClientSession) -> None:
    async def damaged() -> Sequence[Channel]:
        raise StoreUnusable("The database w.db is damaged: put a copy back with run.py restore FILE.")

    page = replace(house.services(), channels=damaged)
    async with serving(create_app(page), host="127.0.0.1", port=0) as port:
        for path in ("/", "/channels"):
            async with browser.get(f"http://127.0.0.1:{port}{path}") as answer:
                assert answer.status == 503
                assert "run.py restore FILE" in await answer.text()


@asynccontextmanager
async def in_spanish() -> AsyncIterator[None]:
    with languages().speaking("es"):
        yield


async def text(browser: aiohttp.ClientSession, url: str) -> str:
    async with browser.get(url) as answer:
        assert answer.status == 200, url
        return await answer.text()


async def token(browser: aiohttp.ClientSession, base: str, path: str = "/") -> str:
    match = re.search(r'name="csrf" value="([^"]+)"', await text(browser, base + path))
    assert match
    return match[1]


def origin(base: str) -> dict[str, str]:
    return {"Origin": base}


async def test_the_page_shows_the_channels_with_what_was_posted(
    base: str, house: House, browser: aiohttp.ClientSession
) -> None:
    alert = await house.sender.send("alerts", plain_message("Council bans it."), key="a")
    await house.sender.send("alerts", plain_message("Mayor signs it."), key="b", thread=alert)
    await house.sender.send("law", plain_message("Hearing set."), key="a")

    page = await text(browser, base)

    assert page.index("Council bans it.") < page.index("Mayor signs it.") < page.index("Hearing set.")
    assert "Council bans it." in await text(browser, f"{base}/channels")


async def test_a_command_is_answered_as_a_fragment_or_as_a_page(
    base: str, house: House, browser: aiohttp.ClientSession
) -> None:
    form = {"csrf": await token(browser, base), "command": "/policy amazon"}

    async with browser.post(f"{base}/command", data=form, headers=origin(base) | {"X-Fragment": "1"}) as answer:
        fragment = await answer.text()
    async with browser.post(f"{base}/command", data=form, headers=origin(base)) as answer:
        page = await answer.text()

    assert house.asked == ["amazon", "amazon"]
    assert "Answer to amazon." in fragment
    assert "<html" not in fragment
    assert "Answer to amazon." in page
    assert 'value="/policy amazon"' in page


async def test_half_a_character_does_not_break_the_page(
    base: str, house: House, browser: aiohttp.ClientSession
) -> None:
    await house.sender.send("alerts", Message(text="\ud800", parts=()), key="a")

    form = {"csrf": await token(browser, base), "command": "\x00\u202e"}
    async with browser.post(f"{base}/command", data=form, headers=origin(base)) as answer:
        assert answer.status == 200


async def test_an_answer_is_shared_in_a_channel_of_the_page_alone(
    base: str, house: House, browser: aiohttp.ClientSession
) -> None:
    csrf = await token(browser, base)
    for channel in ("law", "elsewhere"):
        form = {"csrf": csrf, "press": "share amazon", "channel": channel}
        async with browser.post(f"{base}/press", data=form, headers=origin(base)) as answer:
            assert answer.status == 200

    assert [post.channel for post in house.board.posts] == ["law"]


async def test_a_new_post_and_a_follow_up_arrive_live(base: str, house: House, browser: aiohttp.ClientSession) -> None:
    async with browser.get(f"{base}/events") as stream:
        hello = await stream.content.readuntil(b"\n\n")
        id = await house.sender.send("alerts", plain_message("Council bans it."), key="a")
        first = await stream.content.readuntil(b"\n\n")
        await house.sender.send("alerts", plain_message("Mayor signs."), key="b", thread=id)
        second = await stream.content.readuntil(b"\n\n")

    assert hello.startswith(b"event: hello")
    assert stream.headers["Content-Type"] == "text/event-stream"
    post = json.loads(first.partition(b"data: ")[2])
    assert (post["id"], post["channel"], post["text"]) == (id, "alerts", "Council bans it.")
    assert "Council bans it." in post["html"]
    assert json.loads(second.partition(b"data: ")[2])["thread"] == id


async def test_open_pages_do_not_hold_up_the_end(house: House, browser: aiohttp.ClientSession) -> None:
    async with serving(create_app(house.services()), host="127.0.0.1", port=0) as port:
        stream = await browser.get(f"http://127.0.0.1:{port}/events")
        await stream.content.readuntil(b"\n\n")
    assert await stream.content.read() == b""


async def test_every_answer_carries_the_policy(base: str, browser: aiohttp.ClientSession) -> None:
    for path in ("/", "/channels", "/static/page.js", "/nothing"):
        async with browser.get(base + path) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"], path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "10.0.0.1:{port}"])
async def test_a_foreign_host_is_refused(base: str, browser: aiohttp.ClientSession, host: str) -> None:
    name = host.format(port=URL(base).port)
    for path in ("/", "/events", "/static/page.js"):
        async with browser.get(base + path, headers={"Host": name}) as answer:
            assert answer.status == 403


async def test_a_post_needs_our_origin_and_our_token(base: str, house: House, browser: aiohttp.ClientSession) -> None:
    csrf = await token(browser, base)
    attempts = [
        ({}, {"csrf": csrf}),
        ({"Origin": "http://evil.example"}, {"csrf": csrf}),
        ({"Origin": "null"}, {"csrf": csrf}),
        (origin(base), {"csrf": "wrong"}),
        (origin(base), {}),
    ]
    for headers, form in attempts:
        for path in ("/command", "/press", "/login"):
            async with browser.post(
                base + path, data=form | {"command": "x", "press": "ask x"}, headers=headers
            ) as answer:
                assert answer.status == 403

    assert house.asked == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
async def test_other_methods_are_refused(base: str, browser: aiohttp.ClientSession, method: str) -> None:
    async with browser.request(method, base) as answer:
        assert answer.status == 405


async def test_a_huge_post_is_refused(base: str, browser: aiohttp.ClientSession) -> None:
    async with browser.post(f"{base}/command", data={"command": "x" * 100_000}, headers=origin(base)) as answer:
        assert answer.status == 413


async def test_a_line_of_any_length_is_taken_whole_or_refused_in_words(
    base: str, browser: aiohttp.ClientSession
) -> None:
    assert "maxlength" not in (await text(browser, base)).partition('id="command"')[2].partition(">")[0]
    csrf, line = await token(browser, base), "я" * 299  # six bytes a letter on their way
    data = {"csrf": csrf, "command": line}
    async with browser.post(f"{base}/command", data=data, headers=origin(base)) as answer:
        assert (answer.status, line in await answer.text()) == (200, True)
    data = {"csrf": csrf, "command": "я" * 100_000}
    async with browser.post(f"{base}/command", data=data, headers=origin(base)) as answer:
        assert answer.status == 413
        assert "That is too long, so nothing was done." in await answer.text()


async def test_static_files_are_those_of_the_page_alone(base: str, browser: aiohttp.ClientSession) -> None:
    for path in ("/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/"):
        async with browser.get(URL(base + path, encoded=True)) as answer:
            assert answer.status in (403, 404)


async def test_beyond_loopback_the_page_asks_once_for_its_token(house: House, browser: aiohttp.ClientSession) -> None:
    guard = Guard("0.0.0.0")
    login = guard.login_token
    app = create_app(house.services(), guard=guard)
    async with serving(app, host="127.0.0.1", port=0) as port:
        base = f"http://127.0.0.1:{port}"
        async with browser.get(base) as answer:
            assert answer.url.path == "/login"
        async with browser.get(f"{base}/events") as answer:
            assert answer.status == 401
        csrf = await token(browser, base, "/login")
        async with browser.post(f"{base}/command", data={"csrf": csrf}, headers=origin(base)) as answer:
            assert answer.status == 401
        async with browser.post(f"{base}/login", data={"csrf": csrf, "token": "x"}, headers=origin(base)) as answer:
            assert answer.status == 403
        async with browser.post(
            f"{base}/login", data={"csrf": csrf, "token": login}, headers=origin(base), allow_redirects=False
        ) as answer:
            assert answer.status == 303
            cookie = answer.headers["Set-Cookie"]
        page = await text(browser, base)

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "#alerts" in page.replace('<span class="hash" aria-hidden="true">#</span>', "#")


async def test_a_person_has_a_page(house: House, base: str) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{base}/record/Dana%20Ortiz") as response:
        page = await response.text()

    assert response.status == 200
    assert house.asked == ["record Dana Ortiz"]
    assert "Answer to record Dana Ortiz." in page
    assert 'value="/policy record Dana Ortiz"' in page


async def test_the_box_suggests_lines_for_questions_alone(base: str) -> None:
    found = {}
    async with aiohttp.ClientSession() as client:
        for typed in ("ama", "/policy ama", "/policy-admin sources", "x" * 400):
            async with client.get(f"{base}/suggest", params={"typed": typed}) as response:
                found[typed] = await response.json()

    assert found["ama"] == ["ama once", "ama twice"]
    assert found["/policy ama"] == ["/policy ama once", "/policy ama twice"]
    assert found["/policy-admin sources"] == found["x" * 400] == []

"""The fetcher against servers that lie, stall, explode and lead astray."""

import asyncio
import gzip
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import trustme
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.http.bodies import ALL_BYTES
from bot.core.errors import FetchDelayed, FetchFailed, UrlRefused, WatchwordError
from bot.core.model import NotModified, Page
from tests.fakes.server import LocalServer, response

PATIENT = timedelta(seconds=10)  # where nothing should stall, however slow the machine
IMPATIENT = timedelta(milliseconds=100)
INWARD = "it doesn't lead to the public internet"


def knows_localhost() -> bool:
    try:
        return bool(socket.getaddrinfo("localhost", None))
    except OSError:
        return False


needs_localhost = pytest.mark.skipif("not knows_localhost()", reason="this machine doesn't know localhost (/etc/hosts)")


class Names(AbstractResolver):
    """A resolver that says what it is told, one address list an asking; the last one stays."""

    def __init__(self, **names: list[str] | list[list[str]]) -> None:
        self.names = {name.replace("_", "."): value for name, value in names.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.names.get(host)
        if not answers:
            raise OSError(None, "unknown name")
        addresses = answers if isinstance(answers[0], str) else answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=str(one),
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for one in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def server() -> AsyncIterator[LocalServer]:
    async with LocalServer() as local:
        yield local


@pytest.fixture
async def fetcher(server: LocalServer) -> AsyncIterator[HttpFetcher]:
    """One that trusts the local server, with small bounds and little patience."""
    limits = FetchLimits(allow_private=(server.pair,), total=PATIENT, wire_bytes=500_000, body_bytes=200_000)
    async with HttpFetcher(limits) as friendly:
        yield friendly


@pytest.fixture
async def impatient(server: LocalServer) -> AsyncIterator[HttpFetcher]:
    """One that trusts the local server, but not to be quick."""
    async with HttpFetcher(FetchLimits(allow_private=(server.pair,), total=IMPATIENT)) as hasty:
        yield hasty


@pytest.fixture
async def stranger() -> AsyncIterator[HttpFetcher]:
    """One that trusts nobody."""
    async with HttpFetcher(FetchLimits(total=PATIENT)) as wary:
        yield wary


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Whoever signs the certificates of this file's servers."""
    return trustme.CA()


def certified(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def page(fetcher: HttpFetcher, url: str) -> Page:
    answer = await fetcher.fetch(url)
    assert isinstance(answer, Page)
    return answer


async def failure(fetcher: HttpFetcher, url: str) -> WatchwordError:
    with pytest.raises(WatchwordError) as error:
        await fetcher.fetch(url)
    return error.value


def redirect(location: str, status: int = 302) -> bytes:
    return response(status=f"{status} Moved", headers=(f"Location: {location}",))


# --- no way in --------------------------------------------------------------------------------------------------------


async def test_loopback_is_refused_before_a_connection_is_made(server: LocalServer, stranger: HttpFetcher) -> None:
    error = await failure(stranger, server.put("/feed", response(b"secret")))

    assert isinstance(error, UrlRefused)
    assert error.reason == INWARD
    assert server.connections == 0


async def test_an_open_and_a_closed_inner_port_are_told_apart_by_nobody(
    server: LocalServer, stranger: HttpFetcher
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    errors = [
        await failure(stranger, url)
        for url in (server.url("/"), closed, "http://10.255.255.1/", "http://169.254.169.254/")
    ]

    assert {(type(error), getattr(error, "reason", "")) for error in errors} == {(UrlRefused, INWARD)}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("localhost", marks=needs_localhost),
        "127.0.0.1",
        "127.1",
        "0",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0x7f.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "127.0.0.1.",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
        "0.0.0.0",
    ],
)
async def test_no_spelling_of_loopback_gets_through(server: LocalServer, stranger: HttpFetcher, name: str) -> None:
    assert isinstance(await failure(stranger, f"http://{name}:{server.port}/feed"), UrlRefused)
    assert server.connections == 0


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["10.0.0.1", "192.168.1.1"],
        ["::ffff:127.0.0.1"],
        ["169.254.169.254"],
        ["fe80::1%lo"],
        ["not-an-address"],
        ["::ffff:10.0.0.1", "127.0.0.1"],
    ],
)
async def test_a_name_that_resolves_inward_is_refused(server: LocalServer, addresses: list[str]) -> None:
    async with HttpFetcher(FetchLimits(total=PATIENT), resolver=Names(inner_example=addresses)) as fetcher:
        error = await failure(fetcher, f"http://inner.example:{server.port}/")

    assert isinstance(error, UrlRefused)
    assert error.reason == INWARD
    assert server.connections == 0


async def test_of_a_name_with_hundreds_of_addresses_a_few_are_tried(server: LocalServer) -> None:
    dead_end = ["127.0.0.9"] * 400 + ["127.0.0.1"]
    limits = FetchLimits(allow_private=(f"many.example:{server.port}",), total=PATIENT)
    async with HttpFetcher(limits, resolver=Names(many_example=dead_end)) as fetcher:
        error = await failure(fetcher, f"http://many.example:{server.port}/")

    assert isinstance(error, FetchFailed)
    assert server.connections == 0


async def test_a_name_without_any_address_is_not_known() -> None:
    class Nothing(Names):
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
            return []

    async with HttpFetcher(FetchLimits(total=PATIENT), resolver=Nothing()) as fetcher:
        assert "name is not known" in str(await failure(fetcher, "http://empty.example/"))


async def test_trust_in_one_pair_is_no_trust_in_other_names_or_ports_of_its_address(server: LocalServer) -> None:
    server.put("/feed", response(b"secret"))
    names = Names(evil_example=["127.0.0.1"], wiki_example=["127.0.0.1"])
    async with (
        LocalServer() as other,
        HttpFetcher(
            FetchLimits(total=PATIENT, allow_private=(server.pair, f"Wiki.example:{server.port}")), resolver=names
        ) as fetcher,
    ):
        errors = [
            await failure(fetcher, f"http://evil.example:{server.port}/feed"),
            await failure(fetcher, other.url("/feed")),
            await failure(fetcher, f"http://wiki.example:{other.port}/feed"),
        ]
        assert {getattr(error, "reason", "") for error in errors} == {INWARD}
        assert other.connections == server.connections == 0
        assert (await page(fetcher, f"http://wiki.example:{server.port}/feed")).body == b"secret"
        assert (await page(fetcher, server.url("/feed"))).body == b"secret"


async def test_a_name_that_turns_inward_after_it_was_checked_is_refused(server: LocalServer) -> None:
    """The address used is the address judged, so what another look-up would have said is of no use."""
    names = Names(rebind_example=[["203.0.113.7"], ["127.0.0.1"]])
    async with HttpFetcher(FetchLimits(total=PATIENT, dns_ttl=timedelta(0)), resolver=names) as fetcher:
        errors = [await failure(fetcher, f"http://rebind.example:{server.port}/") for _ in range(3)]

    assert all(isinstance(error, UrlRefused) for error in errors)
    assert server.connections == 0


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{}/secret",
        "http://[::1]:{}/secret",
        "//127.0.0.1:{}/secret",
        "http://2130706433:{}/",
        "http://inner.example:{}/",
    ],
)
async def test_a_redirect_inward_is_refused(server: LocalServer, target: str) -> None:
    async with LocalServer() as inner:
        inner.put("/secret", response(b"secret"))
        url = server.put("/feed", redirect(target.format(inner.port)))
        limits = FetchLimits(total=PATIENT, allow_private=(server.pair,))
        async with HttpFetcher(limits, resolver=Names(inner_example=["127.0.0.1"])) as fetcher:
            assert isinstance(await failure(fetcher, url), UrlRefused)
        assert inner.connections == 0


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://user:pw@example.org/",
        "javascript:alert(1)",
        "http://example.org:22/",
        "http://[bad",
        "",
        "\udcff\udcfe",
    ],
)
async def test_a_redirect_to_what_is_no_web_address_is_refused(
    server: LocalServer, fetcher: HttpFetcher, target: str
) -> None:
    assert isinstance(await failure(fetcher, server.put("/feed", redirect(target))), UrlRefused)


async def test_no_environment_can_send_us_through_a_proxy(
    server: LocalServer, fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")

    assert (await page(fetcher, server.put("/feed", response(b"direct")))).body == b"direct"


# --- redirects --------------------------------------------------------------------------------------------------------


async def test_redirects_are_followed_ten_times_and_no_more(server: LocalServer, fetcher: HttpFetcher) -> None:
    for step in range(11):
        server.put(f"/{step}", redirect(f"/{step + 1}"))
    server.put("/11", response(b"there"))

    assert (await page(fetcher, server.url("/1"))).final_url == server.url("/11")
    assert "redirects too often" in str(await failure(fetcher, server.url("/0")))
    assert "redirects too often" in str(await failure(fetcher, server.put("/loop", redirect("/loop"))))


@pytest.mark.parametrize(
    ("statuses", "is_move"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308), True),
        ((302,), False),
        ((307,), False),
        ((303,), False),
        ((301, 302), False),
        ((302, 301), False),
    ],
)
async def test_only_a_chain_of_permanent_redirects_is_a_move(
    server: LocalServer, fetcher: HttpFetcher, statuses: tuple[int, ...], is_move: bool
) -> None:
    for step, status in enumerate(statuses):
        server.put(f"/{step}", redirect(f"/{step + 1}", status))
    end = server.put(f"/{len(statuses)}", response(b"there"))
    answer = await page(fetcher, server.url("/0"))

    assert (answer.url, answer.final_url) == (server.url("/0"), end)
    assert answer.moved_to == (end if is_move else None)

    server.put(f"/{len(statuses)}", response(status="304 Not Modified"))
    same = await fetcher.fetch(server.url("/0"), etag='"1"')
    assert same == NotModified(url=server.url("/0"), moved_to=answer.moved_to)


async def test_validators_go_to_the_origin_they_came_from_and_no_other(server: LocalServer) -> None:
    async with LocalServer() as other:
        other.put("/feed", response(b"there", headers=('ETag: "theirs"',)))
        server.put("/away", redirect(other.url("/feed")))
        server.put("/here", redirect("/feed"))
        server.put("/feed", response(b"here", headers=('ETag: "ours"',)))
        async with HttpFetcher(FetchLimits(allow_private=(server.pair, other.pair))) as fetcher:
            away = await fetcher.fetch(server.url("/away"), etag='"ours"', last_modified="yesterday")
            here = await fetcher.fetch(server.url("/here"), etag='"ours"')

        assert isinstance(away, Page)
        assert away.etag is None
        assert not {"if-none-match", "if-modified-since", "referer", "cookie", "authorization"} & set(
            other.requests[0].headers
        )
        assert isinstance(here, Page)
        assert here.etag == '"ours"'
        assert server.asked("/feed")[0].headers["if-none-match"] == '"ours"'


# --- what we send -----------------------------------------------------------------------------------------------------


async def test_we_say_who_we_are_and_bring_nothing_from_last_time(server: LocalServer) -> None:
    url = server.put(
        "/feed", response(b"1", headers=("Set-Cookie: id=1; Path=/", "Set-Cookie: \udcff=;;=", 'ETag: "1"'))
    )
    limits = FetchLimits(allow_private=(server.pair,), user_agent="Watchword/1 (+desk@example.org)")
    async with HttpFetcher(limits) as fetcher:
        await fetcher.fetch(url)
        await fetcher.fetch(url)

    first, second = (request.headers for request in server.requests)
    assert first["user-agent"] == "Watchword/1 (+desk@example.org)"
    assert first["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "referer", "if-none-match"} & (set(first) | set(second))


async def test_the_publisher_s_own_spelling_goes_on_the_wire(server: LocalServer, fetcher: HttpFetcher) -> None:
    await failure(fetcher, server.url("/a%2Fb/%7Ec?x=%e9&&y=[1]+2#part"))

    assert server.requests[0].path == "/a%2Fb/%7Ec?x=%e9&&y=%5B1%5D+2"


async def test_a_validator_that_can_t_be_echoed_is_neither_kept_nor_sent(
    server: LocalServer, fetcher: HttpFetcher
) -> None:
    url = server.put("/feed", response(b"1", headers=("ETag: \udcff\udcfe", f"Last-Modified: {'x' * 5000}")))
    answer = await fetcher.fetch(url, etag="a\r\nX-Evil: 1", last_modified="b\n")

    assert isinstance(answer, Page)
    assert (answer.etag, answer.last_modified) == (None, None)
    assert not {"x-evil", "if-none-match", "if-modified-since"} & set(server.requests[0].headers)


async def test_validators_go_back_byte_for_byte(server: LocalServer, fetcher: HttpFetcher) -> None:
    url = server.put("/feed", response(b"1", headers=('ETag: W/"ä, \\ b"', "Last-Modified: whenever  it was")))
    first = await page(fetcher, url)
    await fetcher.fetch(url, etag=first.etag, last_modified=first.last_modified)

    sent = server.requests[1].headers
    assert sent["if-none-match"].encode("latin-1").decode() == 'W/"ä, \\ b"'
    assert sent["if-modified-since"] == "whenever  it was"


async def test_connections_are_used_again(server: LocalServer, fetcher: HttpFetcher) -> None:
    url = server.put("/feed", response(b"1"))
    for _ in range(5):
        await fetcher.fetch(url)

    assert (len(server.requests), server.connections) == (5, 1)


async def test_a_name_is_looked_up_once_in_a_while(server: LocalServer) -> None:
    names = Names(wiki_example=["127.0.0.1"])
    url = f"http://wiki.example:{server.port}/feed"
    server.put("/feed", response(b"1", headers=("Connection: close",)))
    async with HttpFetcher(FetchLimits(allow_private=(f"wiki.example:{server.port}",)), resolver=names) as fetcher:
        for _ in range(3):
            await fetcher.fetch(url)

    assert names.asked == ["wiki.example"]


@needs_localhost
async def test_a_name_is_looked_up_by_the_system_unless_told_otherwise(server: LocalServer) -> None:
    server.put("/feed", response(b"1"))
    async with HttpFetcher(FetchLimits(allow_private=(f"localhost:{server.port}",))) as fetcher:
        assert (await page(fetcher, f"http://localhost:{server.port}/feed")).body == b"1"


# --- pace -------------------------------------------------------------------------------------------------------------


async def test_a_host_is_asked_twice_at_once_at_most(server: LocalServer) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.005)
        writer.write(response(b"1", headers=("Connection: close",)))

    url = server.put("/feed", slow)
    async with HttpFetcher(FetchLimits(allow_private=(server.pair,))) as fetcher:
        await asyncio.gather(*(fetcher.fetch(url) for _ in range(12)))

    assert len(server.requests) == 12
    assert server.most_at_once == 2


async def test_a_host_that_stalls_holds_up_no_other(server: LocalServer) -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    stalled = server.put("/stall", stall)
    async with LocalServer() as other:
        url = other.put("/feed", response(b"1"))
        async with HttpFetcher(FetchLimits(allow_private=(server.pair, other.pair), overall=3)) as fetcher:
            waiting = [asyncio.create_task(fetcher.fetch(stalled)) for _ in range(20)]
            await asyncio.sleep(0.01)
            assert (await page(fetcher, url)).body == b"1"
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            assert (await page(fetcher, url)).body == b"1"


async def test_waiting_for_a_turn_is_not_held_against_a_page(server: LocalServer) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(response(b"1", headers=("Connection: close",)))

    url = server.put("/feed", slow)
    limits = FetchLimits(allow_private=(server.pair,), per_host=1, total=timedelta(milliseconds=300))
    async with HttpFetcher(limits) as fetcher:
        pages = await asyncio.gather(*(fetcher.fetch(url) for _ in range(20)))

    assert len(pages) == 20


# --- bodies -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coding", "wire"),
    [
        ("gzip", gzip.compress(b"<rss/>")),
        ("deflate", zlib.compress(b"<rss/>")),
        ("identity", b"<rss/>"),
        ("", gzip.compress(b"<rss/>")),
    ],
)
async def test_a_body_arrives_decompressed(server: LocalServer, fetcher: HttpFetcher, coding: str, wire: bytes) -> None:
    headers = (f"Content-Encoding: {coding}",) if coding else ()

    assert (await page(fetcher, server.put("/feed", response(wire, headers=headers)))).body == b"<rss/>"


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Encoding: br",),
        ("Content-Encoding: gzip, gzip",),
        ("Content-Encoding: gzip", "Content-Encoding: gzip"),
    ],
)
async def test_encodings_we_did_not_ask_for_and_nested_ones_are_failures(
    server: LocalServer, fetcher: HttpFetcher, headers: tuple[str, ...]
) -> None:
    wire = gzip.compress(gzip.compress(b"<rss/>"))

    assert isinstance(await failure(fetcher, server.put("/feed", response(wire, headers=headers))), FetchFailed)


async def test_a_bomb_is_cut_and_costs_little(server: LocalServer) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, compresslevel=9)
    url = server.put("/feed", response(bomb, headers=("Content-Encoding: gzip",)))
    async with HttpFetcher(FetchLimits(allow_private=(server.pair,))) as fetcher:
        tracemalloc.start()
        error = await failure(fetcher, url)
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert "too large" in str(error)
    assert peak_bytes < 50_000_000


LARGE = ALL_BYTES // 4  # two parts of one make half of all


async def test_many_large_bodies_wait_for_each_other_and_none_is_late_for_it(server: LocalServer) -> None:
    """What they hold together is bounded, and a small page passes by."""
    go_on = asyncio.Event()

    async def large(writer: asyncio.StreamWriter) -> None:
        writer.write(response(b"x" * (LARGE + 1), length=2 * LARGE))
        await writer.drain()
        await go_on.wait()
        writer.write(b"x" * (LARGE - 1))
        await writer.drain()

    server.put("/small", response(b"small"))
    pair, others = server.pair, [f"large{number}.example:{server.port}" for number in range(8)]
    names = Names(**{f"large{number}_example": ["127.0.0.1"] for number in range(8)})
    server.put("/large", large)
    limits = FetchLimits(allow_private=(pair, *others), total=PATIENT)
    async with HttpFetcher(limits, resolver=names) as fetcher:
        visits = [asyncio.create_task(fetcher.fetch(f"http://{other}/large")) for other in others]
        while len(server.asked("/large")) < len(others):
            await asyncio.sleep(0)
        assert (await page(fetcher, server.url("/small"))).body == b"small"
        go_on.set()
        pages = await asyncio.gather(*visits)

    assert {len(each.body) for each in pages if isinstance(each, Page)} == {2 * LARGE}


async def test_a_body_that_says_it_is_too_large_is_not_read(server: LocalServer, fetcher: HttpFetcher) -> None:
    assert "too large" in str(await failure(fetcher, server.put("/feed", response(b"x", length=10**12))))


async def test_an_endless_body_is_cut(server: LocalServer, fetcher: HttpFetcher) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"8000\r\n" + b"a" * 0x8000 + b"\r\n")
            await writer.drain()

    assert "too large" in str(await failure(fetcher, server.put("/feed", endless)))


async def test_a_slow_drip_is_cut(server: LocalServer, impatient: HttpFetcher) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.01)

    assert "in time" in str(await failure(impatient, server.put("/feed", drip)))


async def test_a_drip_of_headers_and_silence_are_cut(server: LocalServer, impatient: HttpFetcher) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-A: b\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def silence(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    assert isinstance(await failure(impatient, server.put("/drip", drip)), FetchFailed)
    assert "in time" in str(await failure(impatient, server.put("/silence", silence)))


async def test_a_server_that_does_nothing_but_continue_is_cut(server: LocalServer, impatient: HttpFetcher) -> None:
    async def continuing(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.001)

    assert isinstance(await failure(impatient, server.put("/feed", continuing)), FetchFailed)


@pytest.mark.parametrize(
    "wire",
    [
        response(b"<rss>half", length=100),
        response(b"<rss/>" * 100, length=6),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n<rss>\r\n",
        response(gzip.compress(b"<rss/>" * 100)[:-9], headers=("Content-Encoding: gzip",)),
        response(b"<rss/>", headers=("Content-Encoding: gzip",)),
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<rss/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<rss/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n<rss/>",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 10_000 + b"\r\n",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"\x00\xff" * 1000,
        b"HTTP/9.9 2000 OK\r\n\r\n",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\n<rss>",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        b"",
    ],
)
async def test_whatever_a_server_says_a_broken_answer_is_a_failure(
    server: LocalServer, fetcher: HttpFetcher, wire: bytes
) -> None:
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(wire)
        await writer.drain()

    error = await failure(fetcher, server.put("/feed", say))

    assert isinstance(error, FetchFailed)
    assert server.pair not in error.reason


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Type: \udcff\udcfe", "ETag:", "Cache-Control: max-age=\udcff"),
        ("Content-Type: a", "Content-Type: b", 'ETag: "1"', 'ETag: "2"'),
        ("Cache-Control: max-age=" + "9" * 5000,),
    ],
)
async def test_odd_headers_do_no_harm(server: LocalServer, fetcher: HttpFetcher, headers: tuple[str, ...]) -> None:
    assert (await page(fetcher, server.put("/feed", response(b"1", headers=headers)))).body == b"1"


# --- what servers ask -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("max-age=600", timedelta(minutes=10)),
        ("public, MAX-AGE=60, must-revalidate", timedelta(minutes=1)),
        ("s-maxage=60", None),
        ("max-age=1000000000000000000", timedelta(hours=24)),
        ("max-age=-5", None),
        ("max-age=600, no-cache", None),
        ("max-age=", None),
        ("nonsense", None),
    ],
)
async def test_cache_control_is_read_and_capped(
    server: LocalServer, fetcher: HttpFetcher, value: str, expected: timedelta | None
) -> None:
    url = server.put("/feed", response(b"1", headers=(f"Cache-Control: {value}",)))

    assert (await page(fetcher, url)).max_age == expected


async def test_a_304_tells_how_long_it_holds(server: LocalServer, fetcher: HttpFetcher) -> None:
    url = server.put("/feed", b"HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\n\r\n")

    assert await fetcher.fetch(url, etag='"1"') == NotModified(url=url, max_age=timedelta(minutes=1))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        (("Retry-After: 0",), timedelta(0)),
        (("Retry-After: 120",), timedelta(minutes=2)),
        (("Retry-After: " + "9" * 6000,), timedelta(days=7)),
        (("Date: Wed, 04 Mar 2026 12:00:00 GMT", "Retry-After: Wed, 04 Mar 2026 13:00:00 GMT"), timedelta(hours=1)),
        (("Date: Wed, 04 Mar 2026 12:00:00 GMT", "Retry-After: Wed, 04 Mar 2025 13:00:00 GMT"), timedelta(0)),
        (("Date: Wed, 04 Mar 2026 12:00:00 GMT", "Retry-After: Wed, 04 Mar 9999 13:00:00 GMT"), timedelta(days=7)),
    ],
)
async def test_retry_after_is_seconds_or_a_date(
    server: LocalServer, fetcher: HttpFetcher, status: int, headers: tuple[str, ...], wait: timedelta
) -> None:
    error = await failure(fetcher, server.put("/feed", response(status=f"{status} Wait", headers=headers)))

    assert isinstance(error, FetchDelayed)
    assert error.retry_after == wait


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "Wed, 04 Mar 2026 13:00:00", "٣", "\udcff"])
async def test_a_retry_after_nobody_can_read_is_a_plain_failure(
    server: LocalServer, fetcher: HttpFetcher, value: str
) -> None:
    headers = ("Date: Wed, 04 Mar 2026 12:00:00 GMT", f"Retry-After: {value}")
    error = await failure(fetcher, server.put("/feed", response(status="503 Wait", headers=headers)))

    assert isinstance(error, FetchFailed)
    assert not isinstance(error, FetchDelayed)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a login"),
        (403, "refuses us"),
        (404, "no page"),
        (418, "refused"),
        (500, "has a problem"),
        (451, "legal"),
    ],
)
async def test_a_status_is_told_in_words(server: LocalServer, fetcher: HttpFetcher, status: int, words: str) -> None:
    error = await failure(fetcher, server.put("/feed", response(status=f"{status} No", headers=("Retry-After: 9",))))

    assert isinstance(error, FetchFailed)
    assert error.status == status
    assert words in error.reason
    assert f"HTTP {status}" in error.reason


async def test_a_key_in_an_address_is_in_no_error(
    server: LocalServer, fetcher: HttpFetcher, stranger: HttpFetcher
) -> None:
    url = server.url("/feed?key=s3cret")

    assert "s3cret" not in str(await failure(fetcher, url)) + str(await failure(stranger, url))


async def test_a_site_that_is_not_there_is_a_failure() -> None:
    async with HttpFetcher(FetchLimits(), resolver=Names()) as lost:
        assert "name is not known" in str(await failure(lost, "http://nowhere.example/"))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        pair = f"127.0.0.1:{unused.getsockname()[1]}"
        async with HttpFetcher(FetchLimits(allow_private=(pair,))) as friendly:
            assert "can't be reached" in str(await failure(friendly, f"http://{pair}/"))


async def test_a_site_that_can_t_prove_who_it_is_is_a_failure(authority: trustme.CA) -> None:
    async with LocalServer(tls=certified(authority)) as secure:
        limits = FetchLimits(allow_private=(secure.pair,))
        async with HttpFetcher(limits) as fetcher, HttpFetcher(limits, tls=trusting(authority)) as initiated:
            url = secure.put("/feed", response(b"secure"))
            assert "no secure connection" in str(await failure(fetcher, url))
            assert (await page(initiated, url)).body == b"secure"


async def test_a_redirect_may_gain_encryption_but_never_lose_it(authority: trustme.CA, server: LocalServer) -> None:
    async with LocalServer(tls=certified(authority)) as secure:
        limits = FetchLimits(allow_private=(secure.pair, server.pair))
        up = server.put("/up", redirect(secure.put("/feed", response(b"secure")), 301))
        down = secure.put("/down", redirect(server.put("/feed", response(b"insecure")), 301))
        async with HttpFetcher(limits, tls=trusting(authority)) as fetcher:
            gained = await page(fetcher, up)
            assert (gained.body, gained.moved_to) == (b"secure", secure.url("/feed"))
            assert isinstance(await failure(fetcher, down), FetchFailed)
            assert not server.asked("/feed")


async def test_a_visit_that_is_called_off_leaves_nothing_behind(server: LocalServer, fetcher: HttpFetcher) -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    visit = asyncio.create_task(fetcher.fetch(server.put("/stall", stall)))
    await asyncio.sleep(0.01)
    visit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await visit

    assert (await page(fetcher, server.put("/feed", response(b"1")))).body == b"1"


# --- robots.txt -------------------------------------------------------------------------------------------------------


async def test_robots_txt_is_asked_once_a_day_and_read_for_our_name(server: LocalServer) -> None:
    rules = b"User-agent: Watchword\nAllow: /\nDisallow: /*vate/\n\nUser-agent: *\nDisallow: /\n"
    server.put("/robots.txt", response(rules))
    limits = FetchLimits(allow_private=(server.pair,), user_agent="Watchword/1.0 (+desk@example.org)")
    async with HttpFetcher(limits) as fetcher:
        answers = await asyncio.gather(
            *(fetcher.may_fetch_page(server.url(path)) for path in ("/news/1", "/private/1") * 10)
        )

    assert answers == [True, False] * 10
    assert len(server.asked("/robots.txt")) == 1


@pytest.mark.parametrize(
    ("answer", "may"),
    [
        (response(status="404 Not Found"), True),
        (response(status="403 Forbidden"), True),
        (response(b""), True),
        (response(b"\xff\x00 nonsense\nDisallow /"), True),
        (response(b"<html>a page</html>" * 1000), True),
        (response(status="500 Oops"), False),
        (response(status="429 Wait", headers=("Retry-After: 5",)), False),
        (redirect("http://10.0.0.1/robots.txt"), False),
        (response(b"User-agent: *\nAllow: /\n" * 30_000 + b"User-agent: *\nDisallow: /"), True),
    ],
)
async def test_a_missing_robots_txt_allows_all_and_a_broken_site_nothing(
    server: LocalServer, answer: bytes, may: bool
) -> None:
    server.put("/robots.txt", answer)
    async with HttpFetcher(FetchLimits(allow_private=(server.pair,))) as fetcher:
        assert await fetcher.may_fetch_page(server.url("/news/1")) is may


async def test_an_address_that_may_not_be_fetched_may_not_be_read_either(stranger: HttpFetcher) -> None:
    assert not await stranger.may_fetch_page("file:///etc/passwd")
    assert not await stranger.may_fetch_page("http://127.0.0.1:8080/")

"""A made-up internet on one machine: public-looking addresses, names, hostile servers, and canaries on inner addresses.

Works only where nothing else has those addresses: in a network namespace of its own, which `runner.py` is started in.
The servers are a process of their own, so that what they hold and burn is not the bot's; `Wire` asks what they saw.
"""

import asyncio
import json
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiohttp.abc import AbstractResolver, ResolveResult

PUBLIC, PUBLIC_TOO, PUBLIC_V6 = "1.2.3.4", "1.2.3.5", "2606:4700:10::1"
SILENT = "1.2.3.6"  # takes connections on no port, and says so to nobody: its packets go nowhere
INNER_V4 = ("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "127.0.0.1", "127.1.2.3")
INNER_V6 = (
    "::1",
    "fd00::1",
    "fec0::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "2002:a00:1::1",  # 6to4 of 10.0.0.1
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::a9fe:a9fe",  # NAT64 of 169.254.169.254
    "64:ff9b:1::a00:1",  # local NAT64
    "2001:0:102:304::80ff:fffe",  # Teredo: the client is 127.0.0.1
    "2001:db8::1",
)
EXPIRED, UNKNOWN = 9443, 9444  # ports of public addresses whose certificates prove nothing
CANARY_PORTS = (80, 443, 8080, 6379, 22)
OTHER, OTHER_TOO = "other.example", "another.example"  # sites that have done nothing
CANARY_NAME = "intranet.example"  # a name for an inner address

Script = Callable[[asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Script
Answers = Answer | Sequence[Answer]  # one after the other; the last one stays


@dataclass
class Site:
    """What one host says, by path."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def next(self, path: str) -> Answer:
        answers = self.answers.get(path) or self.answers.get("*")
        if not answers:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one host was asked: request heads as they came."""

    heads: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(head.split(" ")[1] for head in self.heads)

    def sent(self, name: str) -> list[str]:
        """The values of one header in all requests."""
        lines = (line for head in self.heads for line in head.split("\r\n")[1:])
        return [line.partition(":")[2].strip() for line in lines if line.lower().startswith(f"{name.lower()}:")]


class Names(AbstractResolver):
    """Who is where. What is not known by name has not been registered."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[str, ...]]] = {}

    def put(self, name: str, *answers: tuple[str, ...]) -> None:
        """The addresses of a name, one answer an asking; the last one stays."""
        self._known[name] = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        answers = self._known.get(host)
        if answers is None:
            raise OSError(None, "unknown name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        if addresses == ("never",):
            await asyncio.sleep(3600)
        return [_result(host, port, address) for address in addresses]

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Internet:
    """Sites by host, and who knocked where nobody may."""

    sites: dict[str, Site] = field(default_factory=dict)
    knocks: list[str] = field(default_factory=list)

    def put(self, host: str, answers: Mapping[str, Answers]) -> None:
        listed = {
            path: [each] if isinstance(each, bytes) or callable(each) else [*each] for path, each in answers.items()
        }
        self.sites[host] = Site(listed)

    @asynccontextmanager
    async def open(self, folder: Path) -> AsyncIterator[None]:
        """Serve; what there is to know lies in `folder`, a socket for `Wire` and the authority of all certificates."""
        _add_addresses()
        secure, expired, unknown = _certified(folder)
        async with AsyncExitStack() as stack:
            for address in (PUBLIC, PUBLIC_TOO, PUBLIC_V6):
                for port in (80, 8080):
                    await stack.enter_async_context(await asyncio.start_server(self._serve, address, port))
                for port, proof in ((443, secure), (EXPIRED, expired), (UNKNOWN, unknown)):
                    await stack.enter_async_context(await asyncio.start_server(self._serve, address, port, ssl=proof))
                await stack.enter_async_context(await asyncio.start_server(_says_nothing, address, 8443))
            for address in (*INNER_V4, *INNER_V6):
                for port in CANARY_PORTS:
                    await stack.enter_async_context(await asyncio.start_server(self._canary, address, port))
            await stack.enter_async_context(await asyncio.start_unix_server(self._told, folder / "wire"))
            yield

    async def _told(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = (await reader.readline()).decode().strip()
        writer.write(json.dumps(self.sites[host].heads if host else self.knocks).encode())
        writer.close()

    async def _canary(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        where = writer.get_extra_info("sockname")
        self.knocks.append(f"{where[0]}:{where[1]}")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary")
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while await self._exchange(reader, writer):
                    pass
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        host = next(line[5:].strip() for line in head.split("\r\n") if line.lower().startswith("host:"))
        site = self.sites.get(host.partition(":")[0] if not host.startswith("[") else host, Site())
        path = head.split(" ")[1]
        site.heads.append(head)
        answer = site.next(path)
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
            return True
        await answer(writer)
        return False


async def _says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        await reader.read()
    writer.close()


def _result(host: str, port: int, address: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)


def _add_addresses() -> None:
    commands = [f"addr add {each}/32 dev lo" for each in (PUBLIC, PUBLIC_TOO, *INNER_V4[:-2])]
    commands += [f"-6 addr add {each}/128 dev lo nodad" for each in (PUBLIC_V6, *INNER_V6[1:])]
    for command in ("link set lo up", *commands, f"route add {SILENT}/32 dev lo"):
        subprocess.run(["ip", *command.split()], check=True)


def _certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext, ssl.SSLContext]:
    """One whose proof holds, one whose proof is out of date, one that vouches for itself."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    names = ("*.news.example", OTHER, PUBLIC)
    return (
        _context(authority.issue_cert(*names)),
        _context(authority.issue_cert(*names, not_before=long_ago, not_after=long_ago + timedelta(days=90))),
        _context(stranger.issue_cert(*names)),
    )


def _context(proof: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    proof.configure_cert(context)
    return context


@dataclass(frozen=True, slots=True)
class Wire:
    """The line to the servers' process."""

    folder: Path

    async def asked(self, host: str) -> Asked:
        return Asked(tuple(await self._told(host)))

    async def knocks(self) -> list[str]:
        return list(await self._told(""))

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "authority.pem"))

    async def _told(self, host: str) -> Any:
        reader, writer = await asyncio.open_unix_connection(self.folder / "wire")
        writer.write(f"{host}\n".encode())
        told = json.loads(await reader.read())
        writer.close()
        return told


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Wire]:
    """The servers, as a process."""
    servers = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.hostile.servers", str(folder), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert servers.stdout is not None
        await servers.stdout.readline()
        yield Wire(folder)
    finally:
        servers.kill()
        await servers.wait()

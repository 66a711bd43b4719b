"""Names to addresses, each look-up in a thread of its own."""

import asyncio
import socket
import threading
from contextlib import suppress

from aiohttp.abc import AbstractResolver, ResolveResult

ADDRESSES_AT_MOST = 8  # tried for one name; a name may have thousands, and trying them takes the square of that


class Lookups(AbstractResolver):
    """The system's resolver without the event loop's thread pool.

    That pool has six threads on two processors and is waited for at exit: a few names whose servers are silent hold up
    every other look-up, and the end of the process, for as long as the system's resolver is patient. A thread of its
    own for each look-up holds up nobody; how many there are is bounded by the fetcher's turns.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of the name, in the system's order. Raises `OSError`."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def settle(results: list[ResolveResult], error: OSError | None) -> None:
            if found.done():  # called off meanwhile
                return
            if error is None:
                found.set_result(results)
            else:
                found.set_exception(error)

        def look_up() -> None:
            results, error = [], None
            try:
                results = _looked_up(host, port, family)
            except OSError as trouble:
                error = trouble
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, results, error)

        threading.Thread(target=look_up, name="look-up", daemon=True).start()
        return await found

    async def close(self) -> None:
        """Nothing is kept open."""


class FewAddresses(AbstractResolver):
    """Another resolver's answers as far as they are worth trying: the first few. None at all is an unknown name."""

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Raises `OSError`."""
        found = await self._resolver.resolve(host, port, family)
        if not found:
            raise OSError(None, "the name has no address")
        return found[:ADDRESSES_AT_MOST]

    async def close(self) -> None:
        await self._resolver.close()


def _looked_up(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    answers = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [
        ResolveResult(hostname=host, host=str(address[0]), port=port, family=kind, proto=protocol, flags=0)
        for kind, _, protocol, _, address in answers
    ]

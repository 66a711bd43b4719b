"""Bodies, read within bounds: each by itself, and the large ones all together."""

import asyncio
from contextlib import AsyncExitStack
from io import BytesIO

import aiohttp

from bot.adapters.http.inflate import STEP_BYTES, BodyRefused, Inflater
from bot.adapters.http.sockets import PADDED, MeteredSocket

LARGE_BYTES = 1_000_000  # nearly every feed and page is smaller
LARGE_AT_ONCE = 3  # a hundred bombs at once cost what three do


class Bodies:
    """Reads them for one fetcher."""

    def __init__(self, *, wire_bytes: int, body_bytes: int) -> None:
        self._wire_bytes = wire_bytes
        self._body_bytes = body_bytes
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def read(
        self, response: aiohttp.ClientResponse, wire: MeteredSocket | None, deadline: asyncio.Timeout
    ) -> bytes:
        """The plain body; waiting for a turn among the large ones is not held against it. Raises `BodyRefused`."""
        try:
            return await self._read(response, wire, deadline)
        except aiohttp.ClientError as error:
            if wire is not None and wire.is_padded:
                raise BodyRefused(PADDED) from error
            raise

    async def _read(
        self, response: aiohttp.ClientResponse, wire: MeteredSocket | None, deadline: asyncio.Timeout
    ) -> bytes:
        if (response.content_length or 0) > self._wire_bytes:
            raise BodyRefused("the answer is too large")
        coding = ",".join(response.headers.getall("Content-Encoding", []))
        inflater = Inflater(coding, limit_bytes=self._body_bytes)
        body, wire_bytes = BytesIO(), 0  # gives its bytes away without a copy: a body is never held twice
        async with AsyncExitStack() as turn:
            is_large = False
            async for chunk in response.content.iter_any():
                wire_bytes += len(chunk)
                if wire is not None:
                    wire.saw(len(chunk))
                if wire_bytes > self._wire_bytes:
                    raise BodyRefused("the answer is too large")
                for piece in inflater.feed(chunk):
                    body.write(piece)
                    if not is_large and body.tell() > LARGE_BYTES:
                        is_large = True
                        await self._queue_up(turn, deadline)
                    if len(piece) >= STEP_BYTES:  # unfolding that much is work: let the others go on
                        await asyncio.sleep(0)
            for piece in inflater.finish():
                body.write(piece)
            return body.getvalue()

    async def _queue_up(self, turn: AsyncExitStack, deadline: asyncio.Timeout) -> None:
        clock, ends = asyncio.get_running_loop().time, deadline.when()
        started = clock()
        deadline.reschedule(None)
        await turn.enter_async_context(self._large)
        if ends is not None:
            deadline.reschedule(ends + clock() - started)

"""Bodies, read within bounds: each by itself, and the large ones all together."""

import asyncio
from contextlib import AbstractContextManager
from io import BytesIO

import aiohttp

from bot.adapters.http.inflate import STEP_BYTES, BodyRefused, Inflater
from bot.adapters.http.room import Room
from bot.adapters.http.sockets import PADDED, MeteredSocket

ALL_BYTES = 16_000_000  # of larger bodies at once, and one body more: a hundred bombs cost what two do


class Bodies:
    """Reads them for one fetcher."""

    def __init__(self, *, wire_bytes: int, body_bytes: int) -> None:
        self._wire_bytes = wire_bytes
        self._body_bytes = body_bytes
        self._room = Room(ALL_BYTES)

    def in_hand(self) -> AbstractContextManager[None]:
        """What is read inside counts among all that is held until the end of the block."""
        return self._room.hand()

    async def read(
        self, response: aiohttp.ClientResponse, wire: MeteredSocket | None, deadline: asyncio.Timeout
    ) -> bytes:
        """The plain body; waiting until there is room for it is not held against it. Raises `BodyRefused`."""
        try:
            with self.in_hand():
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
        async for chunk in response.content.iter_any():
            wire_bytes += len(chunk)
            if wire is not None:
                wire.saw(len(chunk))
            if wire_bytes > self._wire_bytes:
                raise BodyRefused("the answer is too large")
            for piece in inflater.feed(chunk):
                body.write(piece)
                while not self._room.has(body.tell()):
                    await self._wait(deadline)
                if len(piece) >= STEP_BYTES:  # unfolding that much is work: let the others go on
                    await asyncio.sleep(0)
        for piece in inflater.finish():
            body.write(piece)
        return body.getvalue()

    async def _wait(self, deadline: asyncio.Timeout) -> None:
        clock, ends = asyncio.get_running_loop().time, deadline.when()
        started = clock()
        deadline.reschedule(None)
        try:
            await self._room.take()
        except TimeoutError as error:
            raise BodyRefused("there was no room for so large an answer") from error
        if ends is not None:
            deadline.reschedule(ends + clock() - started)

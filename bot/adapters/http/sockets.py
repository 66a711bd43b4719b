"""Sockets: the address judged before a packet is sent, and what comes in measured against what is made of it."""

import socket
import sys
from typing import Any
from weakref import WeakValueDictionary

import aiohttp

from bot.core.urls import is_public

INWARD = "it doesn't lead to the public internet"  # the same words whatever stands there, or doesn't
PADDED = "the answer is nearly nothing but padding"

READ_BYTES = 16 * 1024  # at once: thousands of empty chunks or interim answers in one piece would hold the loop up
UNSEEN_BYTES = 256 * 1024  # a head, interim answers, a TLS handshake, and what waits to be read
UNSEEN_SHARE = 3  # for each byte of a body: a chunk of three bytes takes eight on the wire


class Inward(OSError):
    """The name has led to an address outside the public internet; nothing was sent there."""


class MeteredSocket(socket.socket):
    """Breaks off what sends and sends, and little of it is an answer: such bytes reach nobody who could count them.

    Interim answers, extensions of chunks and trailers have no end a client must see. Each request begins anew.
    """

    most_bytes = sys.maxsize  # that an answer may take on the wire
    _came = 0
    _seen = 0

    @property
    def is_padded(self) -> bool:
        return self._came > UNSEEN_BYTES + min(UNSEEN_SHARE * self._seen, self.most_bytes)

    def saw(self, size: int) -> None:
        """So much of a body has reached its reader."""
        self._seen += size

    def send(self, data: Any, flags: int = 0, /) -> int:  # as in typeshed, whose buffer type is not for us to name
        self._came = self._seen = 0
        return super().send(data, flags)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        data = super().recv(min(size, READ_BYTES), flags)
        self._count(len(data))
        return data

    def recv_into(self, buffer: Any, size: int = 0, flags: int = 0, /) -> int:
        room = min(size or len(buffer), READ_BYTES)
        read = super().recv_into(buffer, room, flags)
        self._count(read)
        return read

    def _count(self, size: int) -> None:
        self._came += size
        if self.is_padded:
            raise OSError(PADDED)


class Sockets:
    """Makes the sockets of one session, and knows which one an answer comes through."""

    def __init__(self, *, is_trusting: bool, wire_bytes: int) -> None:
        self._is_trusting = is_trusting
        self._wire_bytes = wire_bytes
        self._open: WeakValueDictionary[int, MeteredSocket] = WeakValueDictionary()  # by file number

    def make(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for an address. Raises `Inward` for one outside the public internet, unless all are trusted."""
        family, kind, protocol, _, place = address
        if not self._is_trusting and not is_public(str(place[0])):
            raise Inward(INWARD)
        made = MeteredSocket(family, kind, protocol)
        made.most_bytes = self._wire_bytes
        self._open[made.fileno()] = made
        return made

    def of(self, response: aiohttp.ClientResponse) -> MeteredSocket | None:
        """None where all of the answer has come."""
        transport = response.connection and response.connection.transport
        wire = transport and transport.get_extra_info("socket")
        return self._open.get(wire.fileno()) if wire else None

"""A body's encoding undone, within bounds: what a few hundred kilobytes can unfold to is the sender's choice."""

import zlib
from collections.abc import Iterator

STEP_BYTES = 256 * 1024  # between two steps the caller may let others work
MEMBERS_AT_MOST = 1000  # of a gzip file; an empty one is 20 bytes of wire for a new inflater
GZIP_MAGIC = b"\x1f\x8b"
SNIFF_BYTES = 2

_WBITS_GZIP, _WBITS_ZLIB, _WBITS_RAW = 31, 15, -15  # zlib.net/manual.html: inflateInit2


class BodyRefused(Exception):
    """The body is broken, cut, or larger than allowed; the reason is for people."""


class Inflater:
    """Undoes one content coding, piece by piece, never more than `limit_bytes` in all.

    `coding` is the Content-Encoding as sent: "", identity, gzip, x-gzip or deflate (with zlib's header or without).
    Anything else, several codings included, is `BodyRefused`. A gzip file sent as such (a sitemap) is opened as well.
    """

    def __init__(self, coding: str, *, limit_bytes: int) -> None:
        self._coding = _known(coding)
        self._left = limit_bytes
        self._head = b""
        self._members = 0
        self._zlib: zlib._Decompress | None = None
        self._is_open = False  # the first bytes have told what it is
        self._is_over = False  # all that follows is padding

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The next pieces of the plain body, none larger than `STEP_BYTES` but plain chunks themselves."""
        if not self._is_open:
            self._head += chunk
            if len(self._head) < SNIFF_BYTES:
                return
            chunk = self._opened()
        yield from self._pieces(chunk)

    def finish(self) -> Iterator[bytes]:
        """The last pieces, once the wire is done. A stream without its end is `BodyRefused`."""
        if not self._is_open:
            yield from self._pieces(self._opened())
        if self._zlib is not None and not self._zlib.eof and not self._is_over:
            raise BodyRefused("the answer was cut off")

    def _opened(self) -> bytes:
        self._is_open = True
        head, self._head = self._head, b""
        if self._coding == "identity" and head.startswith(GZIP_MAGIC):
            self._coding = "gzip"
        if self._coding != "identity" and head:
            self._zlib = zlib.decompressobj(_wbits(self._coding, head))
        return head

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        if self._zlib is None:
            yield self._counted(data)
            return
        data, self._head = self._head + data, b""
        while data and not self._is_over:
            if self._zlib.eof:
                data = self._next_member(data)
                continue
            piece = self._inflated(data)
            yield self._counted(piece)
            data = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            while len(piece) == STEP_BYTES and not data and not self._zlib.eof:  # what zlib still holds back
                piece = self._inflated(b"")
                yield self._counted(piece)

    def _inflated(self, data: bytes) -> bytes:
        assert self._zlib is not None
        try:
            return self._zlib.decompress(data, STEP_BYTES)
        except zlib.error as error:
            raise BodyRefused("the answer can't be decompressed") from error

    def _next_member(self, data: bytes) -> bytes:
        """A gzip file may have several members; what else follows the end is padding, as gzip(1) reads it."""
        if self._coding != "gzip" or not GZIP_MAGIC.startswith(data[:SNIFF_BYTES]):
            self._is_over = True
            return b""
        if len(data) < SNIFF_BYTES:
            self._head = data
            return b""
        self._members += 1
        if self._members > MEMBERS_AT_MOST:
            raise BodyRefused("the answer is compressed in too many parts")
        self._zlib = zlib.decompressobj(_WBITS_GZIP)
        return data

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise BodyRefused("the answer is too large")
        return piece


def _known(coding: str) -> str:
    codings = [name for part in coding.split(",") if (name := part.strip().lower()) not in {"", "identity"}]
    if not codings:
        return "identity"
    if len(codings) > 1 or codings[0] not in {"gzip", "x-gzip", "deflate"}:
        raise BodyRefused("the answer is encoded in a way we did not ask for")
    return codings[0].removeprefix("x-")


def _wbits(coding: str, head: bytes) -> int:
    if coding == "gzip":
        return _WBITS_GZIP
    has_header = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0  # RFC 1950, 2.2
    return _WBITS_ZLIB if has_header else _WBITS_RAW

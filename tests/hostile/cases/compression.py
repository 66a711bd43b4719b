"""Compressed bodies: bombs, halves, and codings that are not what they say."""

import gzip
import zlib

from tests.hostile.case import Case, fails, item, ok, raw, reads, rss, script, survives

BODY = rss()
GZIP, DEFLATE = "Content-Encoding: gzip", "Content-Encoding: deflate"
UNASKED = "encoded in a way we did not ask for"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def bomb(megabytes: int, head: bytes = b"\x1f\x8b\x08\0\0\0\0\0\0\x03") -> bytes:
    """So many megabytes of blanks, without an end: nobody may come that far."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b" " * 10_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * (megabytes // 10)


PACKED = gzip.compress(BODY)
BOMB = bomb(600)
NESTED = gzip.compress(gzip.compress(BODY))
LONG_NAME = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03" + b"n" * 100_000 + b"\0" + raw_deflate(BODY) + PACKED[-8:]

CASES: tuple[Case, ...] = (
    reads("gzip", ok(PACKED, GZIP)),
    reads("gzip in capitals", ok(PACKED, "Content-Encoding: GZIP")),
    reads("x-gzip", ok(PACKED, "Content-Encoding: x-gzip")),
    reads("deflate with a header", ok(zlib.compress(BODY), DEFLATE)),
    reads("deflate without a header", ok(raw_deflate(BODY), DEFLATE)),
    reads("identity said aloud", ok(BODY, "Content-Encoding: identity")),
    reads("gzip that nobody mentions", ok(PACKED, "Content-Type: application/octet-stream")),
    reads(
        "gzip in chunks",
        raw(
            "HTTP/1.1 200 OK",
            GZIP,
            "Transfer-Encoding: chunked",
            body=b"%x\r\n" % len(PACKED) + PACKED + b"\r\n0\r\n\r\n",
        ),
    ),
    reads("gzip in two parts", ok(gzip.compress(BODY[:60]) + gzip.compress(BODY[60:]), GZIP)),
    reads("gzip with padding", ok(PACKED + b"\0" * 512, GZIP)),
    reads("gzip with a file name of 100 kB", ok(LONG_NAME, GZIP)),
    reads(
        "gzip a byte at a time", script(raw("HTTP/1.1 200 OK", GZIP), *(PACKED[n : n + 1] for n in range(len(PACKED))))
    ),
    fails("a gzip bomb of 600 MB", ok(BOMB, GZIP), "too large"),
    fails("a gzip bomb that nobody mentions", ok(BOMB), "too large"),
    fails("a zlib bomb", ok(bomb(200, b"\x78\xda"), DEFLATE), "too large"),
    fails("a deflate bomb", ok(bomb(200, b""), DEFLATE), "too large"),
    fails("a bomb in chunks without an end", script(raw("HTTP/1.1 200 OK", GZIP), BOMB, times=3), "too large"),
    fails("a bomb of many parts", ok(gzip.compress(b" " * 1_000_000) * 50, GZIP), "too large"),
    fails("ten thousand empty parts", ok(gzip.compress(b"") * 10_000 + PACKED, GZIP), "too many parts"),
    survives("a bomb within gzip", ok(gzip.compress(bomb(300)), GZIP)),
    survives("a bomb within gzip within gzip", ok(gzip.compress(gzip.compress(bomb(300))), GZIP)),
    survives("gzip within gzip", ok(NESTED, GZIP)),
    fails("gzip said twice", ok(NESTED, "Content-Encoding: gzip, gzip"), UNASKED),
    fails("gzip said in two headers", ok(NESTED, GZIP, GZIP), UNASKED),
    fails("twenty codings", ok(NESTED, "Content-Encoding: " + ", ".join(["gzip"] * 20)), UNASKED),
    fails("br", ok(b"\x1b\x03\0\0\xa4\xb0\xb2\xea\x81G\x02\x8a", "Content-Encoding: br"), UNASKED),
    fails("zstd", ok(b"(\xb5/\xfd\x04X", "Content-Encoding: zstd"), UNASKED),
    fails("compress", ok(b"\x1f\x9d\x90", "Content-Encoding: compress"), UNASKED),
    fails("a coding nobody knows", ok(BODY, "Content-Encoding: x-" + "y" * 500), UNASKED),
    fails("a coding that hides a line break", ok(BODY, "Content-Encoding: gzip\rbr"), "."),
    fails("gzip that is not", ok(BODY, GZIP), "can't be decompressed"),
    fails("deflate that is not", ok(BODY, DEFLATE), "can't be decompressed"),
    fails("gzip cut in the middle", ok(PACKED[:-20], GZIP), "cut off"),
    fails("gzip cut before its sum", ok(PACKED[:-6], GZIP), "cut off"),
    fails("gzip with a wrong sum", ok(PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:], GZIP), "can't be decompressed"),
    fails(
        "gzip broken in the middle",
        ok(PACKED[:40] + b"\xff\xff\xff" + PACKED[43:], GZIP),
        "can't be decompressed|cut off",
    ),
    fails("an empty body called gzip", ok(b"", GZIP), "empty|cut off"),
    fails("one byte called gzip", ok(b"\x1f", GZIP), "cut off|decompressed"),
    reads("a large feed, well packed", ok(gzip.compress(rss(*(item(n) for n in range(1500)))), GZIP), 1500),
)

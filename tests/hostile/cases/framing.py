"""Bodies and how they are framed: lengths that lie, chunks that break, statuses that mean nothing."""

from bot.core.model import Health
from tests.hostile.case import FEED, Case, fails, item, ok, raw, reads, rss, script, survives

CHUNKED = ("HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
OK_HEAD = raw("HTTP/1.1 200 OK", "Content-Type: application/rss+xml")  # no length: until the connection closes
BODY = rss()
IMPROPER = "no proper HTTP|broke off|cut off"
SMUGGLED = ok(rss(item(66, "Smuggled")))


def chunk(data: bytes, size: str = "", extension: str = "") -> bytes:
    return f"{size or format(len(data), 'x')}{extension}\r\n".encode() + data + b"\r\n"


BODIES = (
    reads("a plain feed", FEED),
    fails("an empty body", ok(), "the answer was empty"),
    fails("blanks alone", ok(b" \n\t" * 50), "the answer was empty"),
    fails("a web page", ok(b"<!doctype html><html><body>Sorry</body></html>"), "web page", Health.HTML),
    fails("a picture", ok(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "Content-Type: image/png"), "not a feed"),
    fails("bytes without sense", ok(bytes((n * 7919) % 251 for n in range(50_000))), "not a feed"),
    fails("plain text", ok(b"down for maintenance"), "not a feed"),
    fails("another kind of XML", ok(b"<svg xmlns='http://www.w3.org/2000/svg'><a/></svg>"), "not a feed"),
    fails("a body that spells a path", ok(b"/etc/passwd"), "not a feed"),
    fails("a body that spells an inner address", ok(b"http://127.0.0.1:8080/canary"), "not a feed"),
    fails("a body that spells a file address", ok(b"file:///etc/passwd"), "not a feed"),
    fails("a body larger than allowed", ok(b" " * 15_500_000), "too large"),
    fails("a body that says it is huge", ok(b"x", length=10**12), "too large"),
    fails("an endless body", script(OK_HEAD, b"<a>" * 50_000, times=1000), "too large"),
    fails("an endless chunked body", script(raw(*CHUNKED), chunk(b"y" * 100_000), times=1000), "too large"),
    survives("two hundred thousand entries", ok(rss(*(item(n) for n in range(200_000))))),
    survives("one title of five megabytes", ok(rss(item(1, "x" * 5_000_000)))),
    survives("three hundred thousand tiny elements", ok(rss(item(1, extra="<a/>" * 300_000)))),
    reads("six thousand entries", ok(rss(*(item(n) for n in range(6000)))), 2000),
    reads("junk before the root", ok(b"<br />Warning: bad gateway in /srv/x.php\n" * 20 + BODY)),
    reads("junk after the root", ok(BODY + b"<script>alert(1)</script>\0\0 trailing")),
    survives("two roots", ok(BODY + BODY)),
    survives("a feed cut in its middle", ok(rss(item(1), item(2))[:-70])),
    survives("a feed cut within a tag", ok(rss(item(1), item(2))[:-20])),
)

LENGTHS = (
    fails("a length longer than the body", script(ok(BODY, length=len(BODY) + 50)), "cut off"),
    fails(
        "a length longer, and then a reset", script(ok(BODY, length=len(BODY) + 50), reset=True), "cut off|broke off"
    ),
    survives("a length shorter than the body", ok(BODY, length=len(BODY) - 40)),
    reads(
        "a second answer hidden behind the first",
        (ok(BODY) + SMUGGLED, ok(rss(item(1), item(2)))),
        polls=2,
        checks={"the hidden answer was taken for one": lambda end: "Smuggled" not in end.titles},
    ),
    survives(
        "an answer hidden by a length too short",
        (ok(BODY + SMUGGLED, length=len(BODY)), ok(rss(item(1), item(2)))),
        polls=2,
        checks={"the hidden answer was taken for one": lambda end: "Smuggled" not in end.titles},
    ),
    survives(
        "two lengths that disagree",
        raw("HTTP/1.1 200 OK", "Content-Length: 5", f"Content-Length: {len(BODY)}", body=BODY),
    ),
    fails("a negative length", raw("HTTP/1.1 200 OK", "Content-Length: -5", body=BODY), IMPROPER),
    fails("a length in words", raw("HTTP/1.1 200 OK", "Content-Length: many", body=BODY), IMPROPER),
    fails("a length with a sign", raw("HTTP/1.1 200 OK", f"Content-Length: +{len(BODY)}", body=BODY), IMPROPER),
    survives("a length of a thousand digits", raw("HTTP/1.1 200 OK", "Content-Length: " + "9" * 1000, body=BODY)),
    survives("both a length and chunks", raw(*CHUNKED, "Content-Length: 3", body=chunk(BODY) + b"0\r\n\r\n")),
    reads("no length at all", script(OK_HEAD + BODY)),
    reads("HTTP/1.0 until it closes", script(raw("HTTP/1.0 200 OK", body=BODY))),
)

CHUNKS = (
    reads("chunks", raw(*CHUNKED, body=chunk(BODY[:50]) + chunk(BODY[50:]) + b"0\r\n\r\n")),
    reads("a chunk a byte", raw(*CHUNKED, body=b"".join(chunk(bytes([b])) for b in BODY) + b"0\r\n\r\n")),
    reads("chunks with trailers", raw(*CHUNKED, body=chunk(BODY) + b"0\r\nX-A: b\r\nSet-Cookie: c=d\r\n\r\n")),
    fails("chunks without an end", script(raw(*CHUNKED, body=chunk(BODY))), "cut off"),
    fails("a chunk with a size in words", raw(*CHUNKED, body=chunk(BODY, "zz")), IMPROPER),
    fails("a chunk with a negative size", raw(*CHUNKED, body=chunk(BODY, "-5")), IMPROPER),
    fails("a chunk smaller than it says", script(raw(*CHUNKED, body=chunk(BODY, "ffff"))), "cut off"),
    fails("a chunk larger than it says", raw(*CHUNKED, body=chunk(BODY, "5")), IMPROPER),
    fails("a chunk of 2^64 bytes", script(raw(*CHUNKED, body=chunk(BODY, "f" * 16)), reset=True), IMPROPER),
    fails(
        "a chunk size of a megabyte of digits",
        script(raw(*CHUNKED, body=b"0" * 1_000_000), hang=True),
        "padding",
    ),
    fails(
        "an endless chunk extension",
        script(raw(*CHUNKED), b"5;" + b"x" * 200_000, times=50, hang=True),
        "padding",
    ),
    fails(
        "endless chunks of a byte, each with a long extension",
        script(raw(*CHUNKED), chunk(b"y", extension=";" + "x" * 8000) * 8, times=50_000),
        "padding",
    ),
    fails(
        "endless chunks of a byte",
        script(raw(*CHUNKED), chunk(b"y") * 10_000, times=5000),
        "padding",
    ),
    fails(
        "endless trailers",
        script(raw(*CHUNKED, body=chunk(BODY) + b"0\r\n"), b"X-A: b\r\n" * 1000, times=5000, hang=True),
        IMPROPER + "|padding",
    ),
    survives("an unknown transfer coding", raw("HTTP/1.1 200 OK", "Transfer-Encoding: gzip", body=BODY), is_hasty=True),
    survives(
        "chunked twice",
        raw("HTTP/1.1 200 OK", "Transfer-Encoding: chunked, chunked", body=chunk(BODY) + b"0\r\n\r\n"),
        is_hasty=True,
    ),
    survives(
        "chunked in other letters",
        raw("HTTP/1.1 200 OK", "Transfer-Encoding: cHuNkEd", body=chunk(BODY) + b"0\r\n\r\n"),
    ),
    survives(
        "chunked on HTTP/1.0",
        script(raw("HTTP/1.0 200 OK", "Transfer-Encoding: chunked", body=chunk(BODY) + b"0\r\n\r\n")),
    ),
)

HEADS = (
    fails("no HTTP at all", script(b"SSH-2.0-OpenSSH_9.2\r\n"), IMPROPER),
    fails("HTTP/0.9", script(BODY), IMPROPER),
    fails("HTTP/2 without asking", script(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0" * 50), IMPROPER),
    fails("a status line of noise", script(bytes(range(1, 128)) * 20 + b"\r\n\r\n"), IMPROPER),
    fails("a status line without an end", script(b"HTTP/1.1 200 " + b"O" * 100_000, reset=True), IMPROPER),
    fails("a status of four digits", script(raw("HTTP/1.1 2000 OK", body=BODY)), IMPROPER),
    fails("a status in letters", script(raw("HTTP/1.1 abc OK", body=BODY)), IMPROPER),
    survives("a status below all others", script(raw("HTTP/1.1 000 No", "Content-Length: 0")), is_hasty=True),
    fails("closed without a word", script(b""), IMPROPER),
    fails("reset without a word", script(b"", reset=True), IMPROPER),
    fails("closed within the head", script(b"HTTP/1.1 200 OK\r\nContent-"), IMPROPER),
    fails("reset within the body", script(ok(BODY, length=5000), reset=True), "cut off|broke off"),
    survives("a header without a colon", raw("HTTP/1.1 200 OK", f"Content-Length: {len(BODY)}", "nonsense", body=BODY)),
    survives(
        "a header name with a blank", raw("HTTP/1.1 200 OK", f"Content-Length : {len(BODY)}", body=BODY), is_hasty=True
    ),
    survives("a folded header", raw("HTTP/1.1 200 OK", f"Content-Length: {len(BODY)}", "X-A: b", "  c", body=BODY)),
    survives("a header with NUL", raw("HTTP/1.1 200 OK", f"Content-Length: {len(BODY)}", "X-A: b\0c", body=BODY)),
    survives(
        "a header with a bare CR", raw("HTTP/1.1 200 OK", f"Content-Length: {len(BODY)}", "X-A: b\rX-B: c", body=BODY)
    ),
    survives(
        "lines that end in LF alone",
        script(f"HTTP/1.1 200 OK\nContent-Length: {len(BODY)}\n\n".encode() + BODY),
        is_hasty=True,
    ),
    survives(
        "headers in Latin-1", raw("HTTP/1.1 200 OK", f"Content-Length: {len(BODY)}", "X-A: \udcff\udcfe", body=BODY)
    ),
    survives("two hundred headers", ok(BODY, *(f"X-{n}: v" for n in range(200)))),
    survives("ten thousand headers", ok(BODY, *(f"X-{n}: v" for n in range(10_000)))),
    fails("a header of a megabyte", ok(BODY, "X-A: " + "v" * 1_000_000), IMPROPER),
    fails(
        "endless headers",
        script(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 10_000, times=2000, hang=True),
        IMPROPER + "|in time",
        is_hasty=True,
    ),
)

STATUSES = (
    reads("a 100 first", b"HTTP/1.1 100 Continue\r\n\r\n" + FEED),
    reads("early hints first", raw("HTTP/1.1 103 Early Hints", "Link: <http://127.0.0.1/>; rel=preload") + FEED),
    fails("a flood of 100s", script(b"HTTP/1.1 100 Continue\r\n\r\n" * 5000, times=500, hang=True), "padding"),
    fails("a flood of early hints", script(raw("HTTP/1.1 103 Early Hints", "Link: </a>") * 999, times=999), "padding"),
    fails(
        "a 101 nobody asked for",
        script(raw("HTTP/1.1 101 Switching", "Upgrade: websocket", "Connection: Upgrade"), hang=True),
        "no page|" + IMPROPER + "|in time",
        is_hasty=True,
    ),
    reads("a 203", ok(BODY, status="203 Non-Authoritative")),
    fails("a 204", raw("HTTP/1.1 204 No Content"), "no page.*204"),
    fails("a 204 with a body", ok(BODY, status="204 No Content"), "no page.*204|no proper HTTP"),
    fails("a 205", ok(b"", status="205 Reset"), "no page.*205"),
    fails(
        "a 206 nobody asked for", ok(BODY[:80], "Content-Range: bytes 0-79/999", status="206 Partial"), "no page.*206"
    ),
    fails("a 304 to a first request", raw("HTTP/1.1 304 Not Modified"), "no page.*304"),
    fails("a 300", ok(BODY, "Location: http://127.0.0.1/", status="300 Choices"), "no page.*300"),
    fails("a 305 with a proxy", ok(b"", "Location: http://127.0.0.1:8080/", status="305 Use Proxy"), "no page.*305"),
    fails("a 401", ok(BODY, 'WWW-Authenticate: Basic realm="x"', status="401 No"), "login.*401", Health.BLOCKED),
    fails("a 402", ok(BODY, status="402 Pay"), "refused.*402"),
    fails("a 403", ok(BODY, status="403 No"), "refuses us.*403", Health.BLOCKED),
    fails("a 404", ok(BODY, status="404 None"), "no page at this address.*404"),
    fails("a 407", ok(BODY, "Proxy-Authenticate: Basic", status="407 Proxy"), "refused.*407"),
    fails("a 410", ok(BODY, status="410 Gone"), "gone for good.*410", Health.GONE),
    fails("a 418", ok(BODY, status="418 Teapot"), "refused.*418"),
    fails("a 429", ok(b"", "Retry-After: 120", status="429 Slow"), "slow down.*429"),
    fails("a 451", ok(b"", status="451 Law"), "legal.*451", Health.BLOCKED),
    fails("a 500", ok(BODY, status="500 Oops"), "problem.*500"),
    fails("a 503", ok(b"", "Retry-After: 60", status="503 Later"), "not available.*503"),
    fails("a 599", ok(BODY, status="599 Odd"), "problem.*599"),
    fails(
        "an error with an endless body", script(raw("HTTP/1.1 500 Oops"), b"x" * 100_000, times=5000), "problem.*500"
    ),
    fails(
        "an error that drips",
        script(raw("HTTP/1.1 503 Later", "Content-Length: 900"), b"x", pause=0.05, times=900),
        "not available.*503",
    ),
)

CASES: tuple[Case, ...] = (*BODIES, *LENGTHS, *CHUNKS, *HEADS, *STATUSES)

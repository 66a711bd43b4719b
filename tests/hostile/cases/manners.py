"""Headers that ask for too much, servers that take their time, and hosts that come and go."""

from bot.core.model import Health
from tests.hostile.case import FEED, Case, Ending, fails, item, ok, raw, reads, redirect, rss, script, survives
from tests.hostile.internet import EXPIRED, OTHER, PUBLIC, UNKNOWN

DAY = 86_400
START = 1_795_284_240  # when the first poll of a case is


def next_poll(end: Ending) -> float:
    return end.last.state.next_poll.timestamp() - START - 3600 * (len(end.visits) - 1)


def waits(least: float, most: float) -> dict[str, object]:
    return {f"it does not come back after {least:g} to {most:g} s": lambda end: least <= next_poll(end) <= most}


def patience(value: str, least: float, most: float, status: str = "429 Slow") -> Case:
    answer = ok(b"", f"Retry-After: {value}", status=status)
    return fails(f"{status[:3]} with Retry-After {value[:24]}", answer, status[:3], checks=waits(least, most))


def validators(name: str, *headers: str, sent: dict[str, list[str]]) -> Case:
    checks = {
        f"{header} went back as {value}": lambda end, header=header, value=value: end.site.sent(header) == value
        for header, value in sent.items()
    }
    return reads(f"validators: {name}", ok(rss(), *headers), None, polls=2, checks=checks)


def broken_with_etag(name: str, broken: bytes) -> Case:
    """What came with an error or half a body is not believed."""
    good = ok(rss(), 'ETag: "good"')
    checks = {"the wrong validator went out": lambda end: end.site.sent("If-None-Match") == ['"good"'] * 2}
    return reads(f"validators of {name}", (good, broken, good), None, polls=3, checks=checks)


HEADERS = (
    *(
        reads(f"Cache-Control {value[:30]}", ok(rss(), f"Cache-Control: {value}"), checks=waits(60, DAY * 1.1))
        for value in (
            "max-age=1000000000000000000",
            "max-age=-1",
            "max-age=abc",
            'max-age="600"',
            "max-age=" + "9" * 5000,
            "no-cache, max-age=99999999",
            ",,,=",
            "s-maxage=10",
        )
    ),
    patience("1000000000000000000", DAY, 7.7 * DAY),
    patience("120", 120, 2 * DAY),
    patience("-5", 60, 2 * DAY),
    patience("soon", 60, 2 * DAY),
    patience("Fri, 31 Dec 9999 23:59:59 GMT", 60, 7.7 * DAY),
    patience("Thu, 01 Jan 1970 00:00:00 GMT", 60, 2 * DAY),
    patience("7200", 7200, 2 * DAY, "503 Later"),
    patience("9" * 5000, DAY, 7.7 * DAY, "503 Later"),
    validators("a strong one", 'ETag: "a"', sent={"If-None-Match": ['"a"']}),
    validators("a weak one", 'ETag: W/"a"', sent={"If-None-Match": ['W/"a"']}),
    validators("one without quotes", "ETag: a", sent={"If-None-Match": ["a"]}),
    validators(
        "a date byte for byte",
        "Last-Modified: yesterday, about noon",
        sent={"If-Modified-Since": ["yesterday, about noon"]},
    ),
    validators("one with control characters", 'ETag: "a\x07"', sent={"If-None-Match": []}),
    validators("one of 100 kB", f'ETag: "{"a" * 5000}"', sent={"If-None-Match": []}),
    validators("none", sent={"If-None-Match": [], "If-Modified-Since": []}),
    broken_with_etag("an error", ok(b"", 'ETag: "bad"', status="500 Oops")),
    broken_with_etag("no feed", ok(b"down", 'ETag: "bad"')),
    broken_with_etag("a page", ok(b"<html>down</html>", 'ETag: "bad"')),
    broken_with_etag("too much", ok(b"x", 'ETag: "bad"', length=10**10)),
    reads("a 304", (ok(rss(), 'ETag: "a"'), raw("HTTP/1.1 304 Not Modified")), None, polls=2),
    reads(
        "a 304 that says it has a body",
        (ok(rss(), 'ETag: "a"'), ok(b"", status="304 Not Modified", length=500), FEED),
        None,
        polls=3,
    ),
    fails("a 304 without validators to go by", (FEED, raw("HTTP/1.1 304 Not Modified")), "no page.*304", polls=2),
    fails("a 412", (ok(rss(), 'ETag: "a"'), ok(b"", status="412 No")), "refused.*412", polls=2),
    reads(
        "cookies",
        ok(rss(), "Set-Cookie: a=b", "Set-Cookie: c=d; Secure"),
        None,
        polls=3,
        checks={"a cookie was sent": lambda end: not end.site.sent("Cookie")},
    ),
    reads(
        "what else may be set",
        ok(
            rss(),
            "Strict-Transport-Security: max-age=9999999",
            'Alt-Svc: h2="127.0.0.1:443"',
            "Link: <http://127.0.0.1/>; rel=preload",
            "Content-Location: http://127.0.0.1/",
            "Public-Key-Pins: x",
            "Report-To: {}",
        ),
        None,
        polls=2,
    ),
    reads("a content type of 8000 letters", ok(rss(), "Content-Type: " + "x" * 7900)),
    reads("a content type that is a picture", ok(rss(), "Content-Type: image/png")),
    reads("a content type without sense", ok(rss(), "Content-Type: ;;;=/;charset")),
    reads("an attachment", ok(rss(), "Content-Disposition: attachment; filename=../../etc/passwd")),
    reads(
        "we say who we are",
        FEED,
        checks={
            "no name": lambda end: all("Watchword" in each for each in end.site.sent("User-Agent")),
            "a Referer": lambda end: not end.site.sent("Referer"),
            "a login": lambda end: not end.site.sent("Authorization"),
            "a range": lambda end: not end.site.sent("Range"),
        },
    ),
)

HANG = "in time"
SLOW_HEAD = b"HTTP/1.1 200 OK\r\n"
TIMING = (
    fails("silence", script(b"", hang=True), HANG, is_hasty=True),
    fails(
        "silence after the head", script(raw("HTTP/1.1 200 OK", "Content-Length: 500"), hang=True), HANG, is_hasty=True
    ),
    fails("silence in the middle", script(ok(rss()[:60], length=500), hang=True), HANG, is_hasty=True),
    fails("silence before the last byte", script(ok(rss()[:-1], length=len(rss())), hang=True), HANG, is_hasty=True),
    fails(
        "a status line that drips",
        script(*(bytes([each]) for each in SLOW_HEAD), b"X", pause=0.1, times=999),
        HANG,
        is_hasty=True,
    ),
    fails("headers that drip", script(SLOW_HEAD, b"X-A: b\r\n", pause=0.05, times=999), HANG, is_hasty=True),
    fails("a body that drips", script(raw("HTTP/1.1 200 OK"), b"<", pause=0.02, times=9999), HANG, is_hasty=True),
    fails(
        "chunks that drip",
        script(raw("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"), b"1\r\n<\r\n", pause=0.02, times=9999),
        HANG,
        is_hasty=True,
    ),
    fails(
        "gzip that drips",
        script(
            raw("HTTP/1.1 200 OK", "Content-Encoding: gzip", body=b"\x1f\x8b\x08\0\0\0\0\0\0\x03"),
            b"\0",
            pause=0.02,
            times=9999,
        ),
        HANG + "|decompressed",
        is_hasty=True,
    ),
    fails("100s that drip", script(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.02, times=9999), HANG, is_hasty=True),
    fails(
        "ten redirects that take their time",
        script(raw("HTTP/1.1 302 Moved", "Location: ?x", "Content-Length: 0"), pause=0.4),
        HANG + "|too often",
        is_hasty=True,
        also={"*": script(b"", pause=0.3, hang=True)},
    ),
    fails("a handshake that never ends", FEED, HANG, start=f"https://{PUBLIC}:8443/feed", is_hasty=True),
    fails("a plain server on the secure port", FEED, "secure|in time", start="https://{host}:8080/feed", is_hasty=True),
    reads("a secure server", FEED, start="https://{host}/feed"),
    fails("a certificate out of date", FEED, "secure", start=f"https://{{host}}:{EXPIRED}/feed"),
    fails("a certificate of nobody we know", FEED, "secure", start=f"https://{{host}}:{UNKNOWN}/feed"),
    fails("a redirect to a certificate out of date", redirect(f"https://{OTHER}:{EXPIRED}/feed"), "secure"),
    fails("a secure server on the plain port", FEED, ".", start="http://{host}:443/feed"),
    fails("a certificate of another name", FEED, "secure", start="https://[2606:4700:10::1]/feed"),
    reads("a slow start", script(SLOW_HEAD, f"Content-Length: {len(rss())}\r\n\r\n".encode() + rss(), pause=0.2)),
    reads(
        "a body in two hundred pieces",
        script(raw("HTTP/1.1 200 OK"), *(rss()[n : n + 1] for n in range(len(rss()))), pause=0.001),
    ),
)

GOOD = FEED
MORE = ok(rss(item(1), item(2)))
DOWN = ok(b"", status="500 Oops")
RESET = script(b"", reset=True)


def flapping(name: str, *answers: object, health: Health, failures: int) -> Case:
    return Case(
        name=f"flapping: {name}",
        answers={"/feed": answers},  # type: ignore[dict-item]
        outcome="any",
        health=health,
        polls=len(answers),
        checks={f"failures in a row are not {failures}": lambda end: end.last.state.failures == failures},
    )


FLAPPING = (
    flapping("up, down, up", GOOD, DOWN, GOOD, health=Health.OK, failures=0),
    flapping("up, reset, reset", GOOD, RESET, RESET, health=Health.SLOW, failures=2),
    flapping("down from the start, then up", DOWN, DOWN, RESET, GOOD, health=Health.OK, failures=0),
    flapping("a page, then a feed again", GOOD, ok(b"<html>"), MORE, health=Health.OK, failures=0),
    flapping("refused, then let in", GOOD, ok(b"", status="403 No"), MORE, health=Health.OK, failures=0),
    flapping("gone after it was there", GOOD, ok(b"", status="410 Gone"), health=Health.GONE, failures=1),
    flapping("up and down ten times", *(GOOD, DOWN) * 10, health=Health.SLOW, failures=1),
    flapping("half a body now and then", GOOD, script(ok(rss(), length=9999)), GOOD, health=Health.OK, failures=0),
    flapping("bombs now and then", GOOD, ok(b"x", length=10**10), MORE, health=Health.OK, failures=0),
    flapping("dead for two days", GOOD, *(DOWN,) * 30, health=Health.DEAD, failures=30),
    flapping(
        "asking for patience for two days",
        GOOD,
        *(ok(b"", status="429 Slow"),) * 30,
        health=Health.BLOCKED,
        failures=30,
    ),
    Case(
        name="flapping: nothing is told twice",
        answers={"/feed": (GOOD, DOWN, MORE, RESET, MORE, ok(b"<html>"), MORE)},
        outcome="read",
        entries=0,
        polls=7,
    ),
    survives(
        "flapping: back off",
        DOWN,
        polls=8,
        checks={
            "it does not wait longer each time": lambda end: (
                [v.state.next_poll for v in end.visits] == sorted(v.state.next_poll for v in end.visits)
            ),
            **waits(3600, DAY * 1.1),
        },
    ),
)

CASES: tuple[Case, ...] = (*HEADERS, *TIMING, *FLAPPING)

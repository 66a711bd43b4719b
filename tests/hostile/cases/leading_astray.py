"""Redirects and names that lead elsewhere: inward above all."""

from bot.core.model import Health
from tests.hostile.case import FEED, Case, Ending, fails, item, ok, raw, reads, redirect, rss, script
from tests.hostile.internet import CANARY_NAME, OTHER, OTHER_TOO, PUBLIC, PUBLIC_TOO, PUBLIC_V6, SILENT

INWARD = "public internet|unusual way|can't be used|no address of a page|no web address|characters that don't belong"
NO_ADDRESS = "no web address|only http and https|insecure"

INNER_TARGETS = (
    "http://127.0.0.1/",
    "http://127.0.0.1:8080/",
    "http://127.1/",
    "http://127.1.2.3/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://①②⑦.0.0.1/",
    "http://127。0。0。1/",
    "http://[::1]/",
    "http://[::1]:8080/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[2002:7f00:1::1]/",
    "http://[2002:a00:1::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2001:0:102:304::80ff:fffe]/",
    "http://[fd00::1]/",
    "http://[fec0::1]/",
    "http://[fe80::1%25lo]/",
    "http://[::1%25lo]/",
    "http://[2001:db8::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://localhost.localdomain/",
    f"http://{CANARY_NAME}/",
    f"http://{CANARY_NAME}./",
    f"http://{CANARY_NAME.upper()}/",
    f"https://{CANARY_NAME}/",
    "//127.0.0.1/",
    "///127.0.0.1/",
    "http:127.0.0.1",
    "http:///127.0.0.1/",
    "http:/127.0.0.1/",
    f"http://{OTHER}@127.0.0.1/",
    f"http://127.0.0.1@{OTHER}/",
    f"http://{OTHER}#@127.0.0.1/x",
    f"http://{OTHER}\\@127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http://127.0.0.1\\.other.example/",
    "http://127.0.0.1%2f.other.example/",
    "http://127.0.0.1%00.other.example/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1:80:80/",
    "http://[127.0.0.1]/",
    f"http://{OTHER}:22/",
    f"http://{OTHER}:6379/",
    f"http://{OTHER}:25/",
    f"http://{OTHER}:0/",
    f"http://{OTHER}:99999/",
    f"http://{OTHER}:-80/",
)

OUTWARD = {
    "http:127.0.0.1",
    "http:/127.0.0.1/",
    "///127.0.0.1/",
    "http:///127.0.0.1/",
    f"http://{OTHER}#@127.0.0.1/x",
}  # by the rules, these lead to no inner place

SCHEMES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/xml,<rss/>",
    "file:///etc/passwd",
    "ftp://other.example/feed",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:6379/info",
    "ldap://127.0.0.1/",
    "unix:/var/run/docker.sock",
    "about:blank",
    "blob:http://other.example/1",
    "mailto:a@other.example",
    "view-source:http://127.0.0.1/",
    "feed:http://127.0.0.1/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "ws://127.0.0.1/",
    "jar:http://127.0.0.1!/",
    "x" * 5,
    "",
)


def _inward() -> list[Case]:
    found = []
    for number, target in enumerate(INNER_TARGETS):
        if target not in OUTWARD:
            status = (301, 302, 303, 307, 308)[number % 5]
            words = INWARD + "|name is not known|user name or password|port"
            found.append(fails(f"a redirect to {target!a}", redirect(target, status), words))
    return found


def _schemes() -> list[Case]:
    words = NO_ADDRESS + "|no page at this address|redirects too often"
    return [fails(f"a redirect to the scheme of {target[:24]!r}", redirect(target), words) for target in SCHEMES]


def _follows(end: Ending, paths: tuple[str, ...]) -> bool:
    return tuple(end.site.paths) == paths


def _steps(count: int) -> dict[str, bytes]:
    steps = {f"/{n}": redirect(f"/{n + 1}") for n in range(1, count)}
    return steps | {f"/{count}": FEED}


REDIRECTS = (
    reads("one redirect", redirect("/2"), also={"/2": FEED}),
    reads("ten redirects", redirect("/1"), also=_steps(10)),
    fails("eleven redirects", redirect("/1"), "redirects too often", also=_steps(11)),
    fails("a redirect to itself", redirect("/feed"), "redirects too often"),
    fails("a loop of two", redirect("/2"), "redirects too often", also={"/2": redirect("/feed")}),
    fails("a loop that never repeats", redirect("?a"), "redirects too often|no page", also={"*": redirect("?b")}),
    fails("a redirect to nowhere", ok(b"", status="302 Moved"), "no web address"),
    fails("a redirect of 9000 characters", redirect("/" + "a" * 9000), "."),
    fails("a redirect of a megabyte", redirect("/" + "a" * 1_000_000), "."),
    fails("a redirect with a line break in it", redirect("/a%0d%0aHost: 127.0.0.1"), "no page|no web address"),
    fails("a redirect with a bare CR in it", redirect("/a\rX-Evil: 1"), "."),
    fails("a redirect with NUL in it", redirect("/a\0b"), "."),
    fails("a redirect with a tab in it", redirect("java\tscript:alert(1)"), "."),
    fails("a redirect with letters that go backwards", redirect("http://other\u202e.example/"), "."),
    reads("a redirect to another site", redirect(f"http://{OTHER}/feed")),
    reads("a redirect with a fragment of an address", redirect(f"http://{OTHER}/feed#@127.0.0.1/x")),
    reads("a redirect that gains encryption", redirect(f"https://{OTHER}/feed")),
    fails(
        "a redirect that gives up encryption", redirect(f"http://{OTHER}/feed"), "insecure", start="https://{host}/feed"
    ),
    fails(
        "encryption given up after two steps",
        redirect("/2"),
        "insecure",
        start="https://{host}/feed",
        also={"/2": redirect(f"http://{OTHER}/feed")},
    ),
    reads(
        "a redirect with a body without an end",
        script(raw("HTTP/1.1 302 Moved", "Location: /2"), b"x" * 100_000, times=20),
        also={"/2": FEED},
    ),
    reads("a redirect that says it is packed", redirect("/2", 302, "Content-Encoding: br"), also={"/2": FEED}),
    reads("a header that refreshes inward", ok(rss(), "Refresh: 0; url=http://127.0.0.1/")),
    fails(
        "a page that refreshes inward",
        ok(b"<html><meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"),
        "web page",
        Health.HTML,
    ),
    fails(
        "a page whose feed is inside",
        ok(b"<html><head><link rel=alternate type='application/rss+xml' href='http://127.0.0.1/'></head></html>"),
        INWARD + "|web page",
    ),
    fails(
        "an index of sitemaps that leads inward",
        ok(b"<sitemapindex><sitemap><loc>http://10.0.0.1/s.xml</loc></sitemap></sitemapindex>"),
        INWARD,
    ),
    fails("a redirect inward after a public one", redirect("/2"), INWARD, also={"/2": redirect("http://10.0.0.1/")}),
    reads(
        "two places at once",
        ok(b"", "Location: /2", "Location: http://127.0.0.1/", status="302 Moved"),
        also={"/2": FEED},
    ),
    reads(
        "a cookie set on the way",
        redirect("/2", 302, "Set-Cookie: id=1; Path=/"),
        also={"/2": FEED},
        checks={"a cookie was sent": lambda end: not end.site.sent("Cookie")},
    ),
    reads(
        "a redirect where Referer would tell",
        redirect("/2"),
        also={"/2": FEED},
        checks={"a Referer was sent": lambda end: not end.site.sent("Referer")},
    ),
    reads(
        "a move for good, told three times",
        redirect(f"http://{OTHER}/feed", 301),
        None,
        polls=4,
        checks={"it has not moved": lambda end: end.last.source.url == f"http://{OTHER}/feed"},
    ),
    reads(
        "a move for good, told twice",
        redirect(f"http://{OTHER}/feed", 308),
        None,
        polls=2,
        checks={"it has moved too soon": lambda end: end.last.source.url.endswith(".news.example/feed")},
    ),
    reads(
        "a move for a while, told five times",
        redirect(f"http://{OTHER}/feed", 302),
        None,
        polls=5,
        checks={"it has moved": lambda end: end.last.source.url.endswith(".news.example/feed")},
    ),
    reads(
        "a move that changes its mind",
        tuple(redirect(f"http://{each}/feed", 301) for each in (OTHER, OTHER_TOO) * 3),
        None,
        polls=6,
        checks={"it has moved": lambda end: end.last.source.url.endswith(".news.example/feed")},
    ),
    fails(
        "a move inward for good",
        redirect("http://127.0.0.1/feed", 301),
        INWARD,
        polls=4,
        checks={"it has moved": lambda end: end.last.source.url.endswith(".news.example/feed")},
    ),
)

NAMES = tuple(
    fails(f"a name that leads to {address}", FEED, "public internet", addresses=((address,),))
    for address in (
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "::",
        "fd00::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::1",
        "64:ff9b::7f00:1",
        "2001:0:102:304::80ff:fffe",
        "2001:db8::1",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.2.1",
    )
)

ADDRESSES = (
    reads("a public address of the sixth version", FEED, addresses=((PUBLIC_V6,),)),
    reads("a name with a dot at its end", FEED, start="http://{host}./feed"),
    fails(
        "a name that turns inward at the second look",
        script(FEED),
        "public internet",
        polls=2,
        addresses=((PUBLIC,), ("127.0.0.1",)),
    ),
    fails(
        "a name that turns inward on a redirect",
        script(redirect("/2", 302, "Connection: close")),
        "public internet",
        also={"/2": FEED},
        addresses=((PUBLIC,), ("10.0.0.1",)),
    ),
    fails("a name with an inner address before a dead one", FEED, ".", addresses=(("127.0.0.1", "1.2.3.250"),)),
    reads("a name with an inner address behind a public one", FEED, addresses=((PUBLIC, "127.0.0.1"),)),
    fails(
        "a dead public address, then inner ones", FEED, ".", addresses=(("1.2.3.250", "127.0.0.1", "::1", "10.0.0.1"),)
    ),
    reads(
        "a name with five hundred addresses",
        FEED,
        addresses=((PUBLIC, *(f"1.2.4.{n}" for n in range(250)), *(f"1.2.5.{n}" for n in range(250))),),
    ),
    fails(
        "five hundred inner addresses",
        FEED,
        "public internet",
        addresses=(tuple(f"10.1.{n}.1" for n in range(250)) * 2,),
    ),
    fails("a name that nobody knows", FEED, "name is not known", start="http://nobody.invalid/feed"),
    fails("a name that never answers", FEED, "in time", addresses=(("never",),), is_hasty=True),
    fails("a name that leads to no address", FEED, ".", addresses=(("not an address",),)),
    fails("a name that leads to an empty answer", FEED, "name is not known", addresses=((),)),
    fails("an address where nobody is", FEED, "can't be reached|in time", addresses=((SILENT,),), is_hasty=True),
    reads("two sites behind one address", redirect(f"http://{OTHER}/x"), addresses=((PUBLIC_TOO,),)),
    fails("an entry whose page lies inside", (ok(rss(item(1))), ok(b"no feed")), "not a feed", polls=2),
    reads(
        "news whose page lies inside",
        (
            ok(rss(item(1))),
            ok(
                rss(
                    "<item><title>The council bans face recognition</title><link>http://127.0.0.1/news</link><guid>x</guid></item>",
                    item(1),
                )
            ),
        ),
        polls=2,
        title="The council bans face recognition",
    ),
    reads(
        "news whose page leads inside",
        (
            ok(rss(item(1))),
            ok(
                rss(
                    "<item><title>The council bans face recognition</title><link>http://other.example/in</link><guid>x</guid></item>",
                    item(1),
                )
            ),
        ),
        polls=2,
    ),
)

LITERALS = tuple(
    fails(f"a source at {url}", FEED, INWARD + "|in time|name is not known|only http", start=url)
    for url in (
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "http://10.0.0.1:8080/feed",
        "http://2130706433/feed",
        "http://0x7f.1/feed",
        "http://localhost/feed",
        "http://user:pass@127.0.0.1/feed",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/",
        "http://[::ffff:169.254.169.254]/",
        "http://intranet.example:6379/",
        "http://intranet.example:8080/",
        "https://10.0.0.1/",
        "gopher://10.0.0.1:6379/_x",
    )
)

CASES: tuple[Case, ...] = (*_inward(), *_schemes(), *REDIRECTS, *NAMES, *ADDRESSES, *LITERALS)

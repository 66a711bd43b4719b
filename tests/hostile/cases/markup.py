"""Charsets that lie and XML that attacks, and what feeds mean by it."""

import codecs
import json

from bot.core.model import Health
from tests.hostile.case import Case, fails, item, ok, reads, rss, survives

TITLE = "Fähre nach Göteborg"
PLAIN = f"<rss version='2.0'><channel><title>H</title>{item(1, TITLE)}</channel></rss>"
RSS = "Content-Type: application/rss+xml"


def declared(charset: str) -> str:
    return f"<?xml version='1.0' encoding='{charset}'?>{PLAIN}"


def lol(depth: int, width: int) -> bytes:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, depth)]
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{"".join(lines)}]>'.encode() + rss(
        item(1, f"&l{depth - 1};")
    )


def entity(declaration: str, use: str = "&x;") -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE rss [{declaration}]>'.encode() + rss(item(1, f"Ferry {use}"))


CHARSETS = (
    reads("UTF-8", ok(PLAIN.encode()), title=TITLE),
    reads("UTF-8 with a mark", ok(codecs.BOM_UTF8 + PLAIN.encode()), title=TITLE),
    reads("UTF-16 with a mark", ok(declared("utf-16").encode("utf-16")), title=TITLE),
    reads("UTF-16 without a mark", ok(declared("utf-16").encode("utf-16-le")), title=TITLE),
    reads("UTF-16 the other way round", ok(declared("utf-16").encode("utf-16-be")), title=TITLE),
    reads("UTF-32", ok(codecs.BOM_UTF32_LE + declared("utf-32").encode("utf-32-le")), title=TITLE),
    reads("UTF-8 that is called Latin-1 by the server", ok(PLAIN.encode(), RSS + "; charset=iso-8859-1"), title=TITLE),
    reads("UTF-8 that calls itself Latin-1", ok(declared("iso-8859-1").encode()), title=TITLE),
    reads("Latin-1 that says nothing", ok(PLAIN.encode("latin-1")), title=TITLE),
    reads(
        "Latin-1 that is called UTF-8", ok(declared("utf-8").encode("latin-1"), RSS + "; charset=utf-8"), title=TITLE
    ),
    reads(
        "a mark against what is declared",
        ok(codecs.BOM_UTF8 + declared("koi8-r").encode(), RSS + "; charset=big5"),
        title=TITLE,
    ),
    *(
        reads(f"the charset {name}", ok(declared(name).encode(), f"{RSS}; charset={name}"), title=TITLE)
        for name in (
            "unicode_escape",
            "punycode",
            "idna",
            "zlib_codec",
            "rot13",
            "utf-7",
            "undefined",
            "hex",
            "mbcs",
            "nonsense",
        )
    ),
    survives("a charset of 10,000 letters", ok(declared("x" * 10_000).encode(), f"{RSS}; charset={'y' * 10_000}")),
    reads("bytes that are no UTF-8", ok(PLAIN.encode().replace(b"Ferry", b"") + b"", RSS)),
    survives("half a character at the end", ok(rss(item(1, "Ferry"))[:-60] + b"\xc3")),
    survives("over-long UTF-8", ok(rss(item(1, "Ferry")).replace(b"Ferry", b"\xc0\xbcscript\xc0\xbe"))),
    survives("surrogates in UTF-8", ok(rss(item(1, "Ferry \ud83d\ude00")))),
    survives("all bytes there are", ok(rss(item(1, "QQ")).replace(b"QQ", bytes(range(256))))),
)

XML = (
    survives("billion laughs", ok(lol(10, 10))),
    survives("quadratic blow-up", ok(entity(f'<!ENTITY x "{"a" * 100_000}">', "&x;" * 5000))),
    survives("an entity of itself", ok(entity('<!ENTITY x "&y;"><!ENTITY y "&x;">'))),
    *(
        reads(
            f"an entity out of {address}",
            ok(entity(f'<!ENTITY x SYSTEM "{address}">')),
            checks={"a file was read": lambda end: not any("root:" in title for title in end.titles)},
        )
        for address in ("file:///etc/passwd", "/etc/passwd", "http://127.0.0.1/canary", "http://10.0.0.1:8080/x")
    ),
    reads("a DTD inside", ok(b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1/rss.dtd'>" + rss())),
    reads(
        "a public DTD inside", ok(b"<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://10.0.0.1/rss.dtd'>" + rss())
    ),
    reads("a parameter entity inside", ok(entity('<!ENTITY % p SYSTEM "http://127.0.0.1/p"> %p;', ""))),
    reads(
        "XInclude",
        ok(
            rss(
                item(
                    1,
                    extra="<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/>",
                )
            )
        ),
    ),
    reads("a style sheet inside", ok(b"<?xml-stylesheet type='text/xsl' href='http://127.0.0.1/x.xsl'?>" + rss())),
    reads(
        "a schema inside",
        ok(
            rss().replace(
                b"<rss",
                b"<rss xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='http://x http://127.0.0.1/x.xsd'",
            )
        ),
    ),
    reads("a base inside", ok(rss(item(1)).replace(b"<rss", b"<rss xml:base='http://127.0.0.1/'"))),
    reads(
        "pictures inside",
        ok(
            rss(
                item(
                    1,
                    extra="<enclosure url='http://127.0.0.1/a.mp3' length='1' type='audio/mpeg'/><description>&lt;img src='http://127.0.0.1/'&gt;</description>",
                )
            )
        ),
    ),
    survives("a hundred thousand levels", ok(rss(item(1, extra="<a>" * 100_000 + "</a>" * 100_000)))),
    survives("two hundred thousand levels without an end", ok(b"<rss><channel>" + b"<a>" * 200_000)),
    survives(
        "twenty thousand attributes",
        ok(rss(item(1)).replace(b"<item", b"<item " + b" ".join(b"a%d='1'" % n for n in range(20_000)), 1)),
    ),
    survives(
        "twenty thousand namespaces",
        ok(rss().replace(b"<rss", b"<rss " + b" ".join(b"xmlns:a%d='u:%d'" % (n, n) for n in range(20_000)), 1)),
    ),
    survives(
        "twenty thousand categories",
        ok(rss(item(1, extra="".join(f"<category>{n}</category>" for n in range(20_000))))),
    ),
    survives("the same attribute twice", ok(rss().replace(b"<item", b"<item a='1' a='2'", 1))),
    survives("an element name of a megabyte", ok(rss(item(1, extra="<" + "n" * 1_000_000 + "/>")))),
    survives("an attribute of two megabytes", ok(rss(item(1, extra=f"<a b='{'c' * 2_000_000}'/>")))),
    survives("a comment without an end", ok(b"<!--" + rss())),
    survives("a comment of ten thousand beginnings", ok(b"<!-- <!" * 10_000 + rss())),
    survives("fifty thousand instructions", ok(b"<?a b" * 50_000 + rss())),
    survives("a DTD without an end", ok(b"<!DOCTYPE rss [ <!ENTITY " * 2000 + rss())),
    survives("CDATA without an end", ok(rss(item(1, "<![CDATA[Ferry")))),
    survives("a hundred thousand CDATA", ok(rss(item(1, "<![CDATA[" * 100_000)))),
    reads("NUL in the middle", ok(rss(item(1, "Fer\0ry")))),
    reads("control characters", ok(rss(item(1, "Fer\x01\x08\x0b\x1fry")))),
    *(
        reads(f"the reference {ref[:20]}", ok(rss(item(1, f"Ferry {ref}"))))
        for ref in (
            "&#0;",
            "&#xD800;",
            "&#xDFFF;",
            "&#x110000;",
            "&#99999999999999999999;",
            "&#xFFFE;",
            "&#-1;",
            "&nbsp;&euro;&bogus;",
            "&",
            "&&&;",
        )
    ),
    survives("a reference of a megabyte", ok(rss(item(1, f"Ferry &#{'9' * 1_000_000};")))),
    survives("a hundred thousand ampersands", ok(rss(item(1, "&" * 100_000)))),
    survives("tags that cross", ok(b"<rss><channel><item><title>Ferry</item></title></channel></rss>")),
    survives("no end tags", ok(b"<rss><channel><title>H<item><title>Ferry<link>http://other.example/1<item><title>B")),
    survives("a feed in a web page", ok(b"<html><body>" + rss() + b"</body></html>")),
    survives("a feed in a feed", ok(rss(item(1, extra=rss(item(2)).decode())))),
    survives(
        "an Atom feed of nothing but ids",
        ok(b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry><id>x</id></entry>" * 50 + b"</feed>"),
    ),
)


def dated(date: str) -> bytes:
    return ok(rss(item(1, extra=f"<pubDate>{date}</pubDate>")))


def asked(head: str, *headers: str) -> bytes:
    return ok(rss(head=head), *headers)


def _within_a_day(end: object) -> bool:
    visit = end.last  # type: ignore[attr-defined]
    return visit.state.next_poll.timestamp() <= 1_795_284_240 + 3600 + 86_400 * 1.1


MEANING = (
    reads(
        "ten entries with one guid",
        ok(
            rss(
                *(
                    f"<item><title>Ferry {n}</title><link>https://other.example/{n}</link><guid>same</guid></item>"
                    for n in range(10)
                )
            )
        ),
        10,
    ),
    reads(
        "ten entries without a guid",
        ok(rss(*(f"<item><title>Ferry {n}</title><link>https://other.example/{n}</link></item>" for n in range(10)))),
        10,
    ),
    reads(
        "guids that change at each poll",
        tuple(
            ok(
                rss(
                    *(
                        f"<item><title>Ferry {n}</title><link>https://other.example/{n}</link><guid>{poll}-{n}</guid></item>"
                        for n in range(20)
                    )
                )
            )
            for poll in range(3)
        ),
        0,
        polls=3,
    ),
    reads(
        "links that change their tracking",
        tuple(
            ok(
                rss(
                    *(
                        f"<item><title>Ferry {n}</title><link>http{'s' * (poll % 2)}://other.example/{n}?utm_source={poll}</link></item>"
                        for n in range(20)
                    )
                )
            )
            for poll in range(3)
        ),
        0,
        polls=3,
    ),
    reads(
        "five hundred entries published again",
        tuple(
            ok(rss(*(item(n, extra=f"<pubDate>Sat, 21 Nov 2026 1{poll}:00:00 GMT</pubDate>") for n in range(500))))
            for poll in range(2)
        ),
        0,
        polls=2,
    ),
    reads(
        "an order that changes at each poll",
        tuple(ok(rss(*(item((n * step) % 31) for n in range(31)))) for step in (1, 2, 3)),
        0,
        polls=3,
    ),
    reads("entries with nothing in them", ok(rss("<item/>" * 30)), None),
    reads("an empty feed", ok(b"<rss version='2.0'><channel><title>H</title></channel></rss>"), 0),
    *(
        reads(f"the date {date[:30]}", dated(date))
        for date in (
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "Mon, 31 Feb 2026 25:61:61 GMT",
            "-5",
            "10000000000000000000",
            "1970-01-01",
            "tomorrow",
            "x" * 10_000,
            "2026-11-21T18:04:00+99:99",
            "𝟚𝟘𝟚𝟞",
        )
    ),
    *(
        reads(
            f"a ttl of {ttl[:20]}", asked(f"<ttl>{ttl}</ttl>"), checks={"it waits for more than a day": _within_a_day}
        )
        for ttl in ("1000000000000000000", "-60", "NaN", "1e999", "9" * 5000, "٣")
    ),
    reads(
        "a period of ten thousand years",
        asked(
            "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>yearly</sy:updatePeriod><sy:updateFrequency xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>0</sy:updateFrequency>"
        ),
        checks={"it waits for more than a day": _within_a_day},
    ),
    *(
        reads(f"the link {link[:30]}", ok(rss(f"<item><title>Ferry</title><link>{link}</link></item>")))
        for link in (
            "javascript:alert(1)",
            "data:text/html,x",
            "http://127.0.0.1/",
            "//",
            "http://",
            "x" * 20_000,
            "&lt;b&gt;",
            "http://[",
            "\u202ehttp://x",
        )
    ),
    reads(
        "a JSON feed",
        ok(
            json.dumps(
                {
                    "version": "https://jsonfeed.org/version/1.1",
                    "title": "H",
                    "items": [{"id": "1", "title": "Ferry", "url": "https://other.example/1"}],
                }
            ).encode()
        ),
    ),
    survives(
        "a JSON feed of other things",
        ok(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [1, null, [], {"id": {}}, {"id": 5, "title": [1], "url": false}]}'
        ),
    ),
    survives("a JSON feed without a list", ok(b'{"version": "https://jsonfeed.org/version/1.1", "items": "all"}')),
    survives("JSON a hundred thousand deep", ok(b"[" * 100_000)),
    survives(
        "JSON with a number of 5000 digits",
        ok(
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": '
            + b"9" * 5000
            + b', "title": "Ferry"}]}'
        ),
    ),
    survives(
        "JSON with NaN and lone surrogates",
        ok(b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": NaN, "title": "\\ud800 Ferry"}]}'),
    ),
    survives(
        "a sitemap of fifty thousand",
        ok(
            b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            + b"".join(b"<url><loc>https://other.example/%d</loc></url>" % n for n in range(50_000))
            + b"</urlset>"
        ),
    ),
    reads("a title that pings", ok(rss(item(1, "@everyone &lt;!channel&gt; &lt;@U123&gt; ferry")))),
    fails(
        "a feed that has become a page",
        (ok(rss()), ok(b"<!doctype html><html><title>Buy this name</title></html>", "Content-Type: text/html")),
        "web page",
        Health.HTML,
        polls=2,
    ),
)

CASES: tuple[Case, ...] = (*CHARSETS, *XML, *MEANING)

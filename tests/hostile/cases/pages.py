"""Articles behind the entries, pages watched for themselves, and what robots.txt says of them."""

import gzip
from collections.abc import Mapping

from bot.core.model import Health
from tests.hostile.case import Case, item, ok, raw, redirect, rss, script
from tests.hostile.cases.compression import BOMB, GZIP
from tests.hostile.internet import Answer, Answers

TITLE = "The council bans face recognition"
ENTRY = (
    f"<item><title>{TITLE}</title><link>/page</link><guid>news</guid><description>A ban in brief.</description></item>"
)
TEXT = "".join(
    f"<p>Paragraph {n}: the council of the harbour voted to ban face recognition by police.</p>" for n in range(9)
)
PAGE = f"<html lang=en><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{TEXT}</article></body></html>".encode()
HTML = "Content-Type: text/html; charset=utf-8"


def page(name: str, answer: Answers, *, is_hasty: bool = False, also: Mapping[str, Answers] | None = None) -> Case:
    """News is told whatever becomes of its page: from the page, or from what the feed says."""
    feed: tuple[Answer, ...] = (ok(rss(item(1))), ok(rss(ENTRY, item(1))))
    return Case(
        name=f"an article: {name}",
        answers={"/feed": feed, "/page": answer, **(also or {})},
        outcome="read",
        entries=1,
        title=TITLE,
        health=Health.OK,
        polls=2,
        is_hasty=is_hasty,
        checks={
            "no cookie or Referer may be sent": lambda end: not (end.site.sent("Cookie") or end.site.sent("Referer"))
        },
    )


def watched(name: str, robots: Answer, *, words: str = "", is_hasty: bool = False, answer: Answer = b"") -> Case:
    """A page watched for itself, where robots.txt lets us."""
    return Case(
        name=f"a watched page: {name}",
        answers={"/feed": answer or ok(PAGE, HTML), "/robots.txt": robots},
        outcome="failed" if words else "read",
        words=words,
        kind="page",
        is_hasty=is_hasty,
    )


ARTICLES = (
    page("as it should be", ok(PAGE, HTML)),
    page("gone", ok(b"", status="404 None")),
    page("refused", ok(b"", status="403 No")),
    page("leads inward", redirect("http://127.0.0.1/page")),
    page("leads to metadata", redirect("http://169.254.169.254/latest/")),
    page("leads in a circle", redirect("/page")),
    page("hangs", script(b"", hang=True), is_hasty=True),
    page("drips", script(raw("HTTP/1.1 200 OK", HTML), b"<", pause=0.02, times=9999), is_hasty=True),
    page("without an end", script(raw("HTTP/1.1 200 OK", HTML), b"<p>x</p>" * 20_000, times=500)),
    page("a bomb", ok(BOMB, GZIP, HTML)),
    page("reset in its middle", script(ok(PAGE[:200], HTML, length=9999), reset=True)),
    page("cut", script(ok(PAGE[:200], HTML, length=9999))),
    page("no HTML", ok(bytes(range(256)) * 100, HTML)),
    page("a picture", ok(b"\x89PNG\r\n\x1a\n" + b"\0" * 5000, "Content-Type: image/png")),
    page("a PDF that is none", ok(b"%PDF-1.7\n" + b"\xff" * 5000, "Content-Type: application/pdf")),
    page(
        "a PDF of itself",
        ok(
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
            "Content-Type: application/pdf",
        ),
    ),
    page("ten thousand levels", ok(b"<html><body>" + b"<div>" * 10_000 + PAGE, HTML)),
    page("two hundred thousand levels", ok(b"<html><body>" + b"<b>" * 200_000, HTML)),
    page(
        "ten thousand attributes",
        ok(PAGE.replace(b"<article", b"<article " + b" ".join(b"a%d=1" % n for n in range(10_000))), HTML),
    ),
    page(
        "a table of a hundred thousand cells",
        ok(PAGE.replace(b"</article>", b"<table><tr>" + b"<td>x" * 100_000 + b"</table></article>"), HTML),
    ),
    page(
        "one line of five megabytes",
        ok(PAGE.replace(b"</article>", b"<p>" + b"word " * 1_000_000 + b"</article>"), HTML),
    ),
    page(
        "a thousand quotes that never close",
        ok(PAGE.replace(b"</article>", "<p>“said, “".encode() * 5000 + b"</article>"), HTML),
    ),
    page("a charset nobody has", ok(PAGE, "Content-Type: text/html; charset=x-klingon")),
    page("UTF-16 that says nothing", ok(PAGE.decode().encode("utf-16-le"), "Content-Type: text/html")),
    page("NUL and controls", ok(PAGE.replace(b"harbour", b"har\0bo\x08ur"), HTML)),
    page(
        "pictures and scripts of inner places",
        ok(
            PAGE.replace(
                b"<article>",
                b"<article><img src=http://127.0.0.1/><script src=http://10.0.0.1/></script><iframe src=http://[::1]/></iframe><link rel=stylesheet href=http://192.168.0.1/>",
            ),
            HTML,
        ),
    ),
    page(
        "a base, a canonical and a next page inside",
        ok(
            PAGE.replace(
                b"<title>",
                b"<base href=http://127.0.0.1/><link rel=canonical href=http://127.0.0.1/c><link rel=next href=http://10.0.0.1/2><meta http-equiv=refresh content='0;url=http://127.0.0.1/'><title>",
            ),
            HTML,
        ),
    ),
    page(
        "cookies on the way",
        redirect("/second", 302, "Set-Cookie: wall=1"),
        also={"/second": ok(PAGE, HTML, "Set-Cookie: id=2")},
    ),
    page("packed twice", ok(gzip.compress(gzip.compress(PAGE)), "Content-Encoding: gzip, gzip", HTML)),
    page(
        "an external entity",
        ok(
            b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + PAGE.replace(b"harbour", b"&x;"),
            "Content-Type: application/xhtml+xml",
        ),
    ),
)

ROBOTS = "robots.txt asks us not to"
WATCHED = (
    watched("without robots.txt", ok(b"", status="404 None")),
    watched("that all may read", ok(b"User-agent: *\nAllow: /\n")),
    watched("that nobody may read", ok(b"User-agent: *\nDisallow: /\n"), words=ROBOTS),
    watched("whose robots.txt fails", ok(b"", status="500 Oops"), words=ROBOTS),
    watched("whose robots.txt is closed", ok(b"", status="403 No")),
    watched("whose robots.txt leads inward", redirect("http://127.0.0.1/robots.txt"), words="."),
    watched("whose robots.txt leads in a circle", redirect("/robots.txt"), words=ROBOTS),
    watched("whose robots.txt has no end", script(raw("HTTP/1.1 200 OK"), b"# x\n" * 50_000, times=500), words=ROBOTS),
    watched("whose robots.txt is a bomb", ok(BOMB, GZIP), words=ROBOTS),
    watched("whose robots.txt hangs", script(b"", hang=True), words=ROBOTS, is_hasty=True),
    watched("whose robots.txt is noise", ok(bytes(range(256)) * 100)),
    watched("whose robots.txt is large", ok(b"User-agent: x\nDisallow: /y\n" * 20_000)),
    watched("that is empty", ok(b"", status="404 None"), words=".", answer=ok(b"", HTML)),
    watched(
        "that is a shell", ok(b"", status="404 None"), words=".", answer=ok(b"<html><script>1</script></html>", HTML)
    ),
)

CASES: tuple[Case, ...] = (*ARTICLES, *WATCHED)

from hypothesis import given
from hypothesis import strategies as st

from bot.core.feeds import discover

URL = "https://herald.example/news/index.html"


def found(page: str) -> tuple[str, ...]:
    return discover(page.encode(), url=URL)


def test_declared_feeds_come_first_then_news_sitemaps_then_links_that_look_like_feeds() -> None:
    page = """<!doctype html><html><head><title>Herald</title>
      <link rel="sitemap" href="/sitemap.xml"><link rel="sitemap" href="/news-sitemap.xml">
      <link rel="alternate" type="application/rss+xml" title="Herald » Comments Feed" href="/comments/feed/">
      <link rel="alternate" hreflang="fr" href="/fr/"><link rel="stylesheet" href="/rss.css">
      <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="atom.xml"></head>
      <body><a href="/about">About</a> <a href="/politics/feed/">Politics</a> <a href="data.xml">Our RSS</a>
      <a href="report.xml">Report</a><a href="javascript:feed()">feed</a><a href="mailto:rss@herald.example">rss</a>
      <a href="/politics/feed/">again</a></body></html>"""

    assert found(page) == (
        "https://herald.example/news/atom.xml",
        "https://herald.example/news-sitemap.xml",
        "https://herald.example/politics/feed/",
        "https://herald.example/news/data.xml",
        "https://herald.example/sitemap.xml",
        "https://herald.example/comments/feed/",
    )


def test_the_base_of_the_page_counts() -> None:
    page = '<html><base href="https://cdn.example/x/"><link rel="alternate" type="application/feed+json" href="f.json">'

    assert found(page) == ("https://cdn.example/x/f.json",)


def test_a_feed_offers_itself() -> None:
    assert found("<rss><channel/></rss>") == (URL,)


def test_an_index_of_sitemaps_gives_news_first_then_the_latest() -> None:
    entries = "".join(
        f"<sitemap><loc>https://herald.example/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("a", "2026-01-01"), ("b", "2026-11-24"), ("news", "2025-01-01"))
    )

    assert found(f"<sitemapindex>{entries}</sitemapindex>") == (
        "https://herald.example/news.xml",
        "https://herald.example/b.xml",
        "https://herald.example/a.xml",
    )


def test_robots_txt_names_sitemaps() -> None:
    assert found("User-agent: *\nDisallow: /x\nSitemap: https://herald.example/news.xml\n") == (
        "https://herald.example/news.xml",
    )


def test_a_page_without_feeds_offers_none() -> None:
    assert found("<html><body><a href='/'>Home</a></body></html>") == ()
    assert found("") == ()


@given(st.binary(max_size=300))
def test_any_bytes_give_addresses_or_none(body: bytes) -> None:
    assert all(
        url.startswith(("http://", "https://")) for url in discover(b"<html><link rel=feed href=" + body, url=URL)
    )
    discover(body, url=URL)

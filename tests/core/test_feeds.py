import gzip
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import FeedUnreadable
from bot.core.feeds import MAX_ENTRIES, identity_keys, parse_feed
from bot.core.feeds.drafts import CONTENT_CHARS, CONTENTS_CHARS
from bot.core.model import Entry, Feed, Timestamp

SAMPLES = Path(__file__).parents[1] / "data" / "feeds"
URL = "https://feeds.example/news/feed.xml"


def sample(name: str) -> Feed:
    return parse_feed((SAMPLES / name).read_bytes(), url=URL)


def read(body: str | bytes, **options: str) -> Feed:
    return parse_feed(body.encode() if isinstance(body, str) else body, url=URL, **options)


def rss(*items: str, head: str = "<title>Herald</title>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inner}</channel></rss>'


def atom(*entries: str, attributes: str = "") -> str:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>Observer</title>{inner}</feed>'


def only(feed: Feed) -> Entry:
    (entry,) = feed.entries
    return entry


def at(iso: str) -> Timestamp:
    return Timestamp.parse(iso + "+00:00")


# --- the formats ------------------------------------------------------------------------------------------------------


def test_rss_of_wordpress() -> None:
    feed = sample("wordpress.rss.xml")

    assert (feed.title, feed.link, feed.ttl) == ("The Fairmere Herald", "https://herald.example", timedelta(hours=1))
    first, second = feed.entries
    assert first == Entry(
        guid="https://herald.example/?p=4711",
        link="https://herald.example/2026/11/24/face-scans/",
        title="Council bars face scans in “public places” & parks",
        excerpt="The council voted seven to two on Tuesday. The measure takes effect in March. […]",
        content_html="\n<p>The council voted seven to two on Tuesday.</p>\n"
        "<p>&#8220;We listened,&#8221; said Ines Holm, who chairs the council.</p>\n",
        author="Ada Reed",
        outlet="The Fairmere Herald",
        published=at("2026-11-24T17:19:58"),
        language="en",
    )
    assert (second.excerpt, second.content_html) == ("Stalls open at seven.", "")


def test_rss_0_91_in_the_bytes_of_windows() -> None:
    feed = sample("latin1.rss091.xml")

    first, second = feed.entries
    assert first.title == "La préfecture renonce à la reconnaissance faciale étendue"
    assert first.excerpt == "Le projet “pilote” coûtait 3 M€."
    assert first.link == "http://gazette.example/articles/1024.html"
    assert (first.guid, first.published, first.language) == (None, None, "fr")
    assert second.title == "R&D : budget voté"


def test_rdf() -> None:
    feed = sample("journal.rdf.xml")

    assert [entry.title for entry in feed.entries] == ["Appeal court hears scanning case", "Notice period extended"]
    assert feed.entries[0].guid == "https://journal.example/n/88"
    assert feed.entries[0].published == at("2026-11-20T08:30:00")
    assert feed.entries[0].author == "Nia Okello"


def test_atom() -> None:
    first, second = sample("observer.atom.xml").entries

    assert first.title == "Port authority pauses camera trial"
    assert first.link == "https://observer.example/blog/2026/2204"  # neither itself nor the recording
    assert first.excerpt == "The trial stops on Friday.\nA review follows."
    assert first.content_html == "<p>The trial stops on Friday.</p><p>A review follows.</p>"
    assert first.author == "Jo Marsh, Lea Quist"
    assert (first.published, first.updated) == (at("2026-11-24T07:00:00"), at("2026-11-24T10:00:00"))
    assert second.title == "Generic types: List<int> and &amp;"  # text, not HTML
    assert second.published == Timestamp(datetime(2026, 11, 20), has_time=False)
    assert (second.outlet, second.language) == ("Tech Desk", "sv")


def test_an_aggregator_names_the_outlet_and_only_repeats_the_title() -> None:
    first, second = sample("aggregator.rss.xml").entries

    assert (first.title, first.outlet) == ("Senate panel weighs face scan bill", "The Fairmere Herald")
    assert first.excerpt == ""
    assert (second.title, second.outlet) == ("Stop - and think", "Harbour Observer")


def test_json_feed() -> None:
    feed = sample("notes.feed.json")

    first, second = feed.entries
    assert (first.guid, first.title) == ("31", "Q&A: what the ordinance <really> says")
    assert first.excerpt == "It covers cameras.\nIt does not cover phones."
    assert first.author == "Mo Tamm, Ada Reed"
    assert first.published == at("2026-11-22T17:00:00")
    assert second.link == "https://herald.example/2026/11/24/face-scans/"
    assert (second.excerpt, second.content_html) == ("A pointer", "<p>Worth reading.</p><p>Long, though.</p>")
    assert feed.reader == "jsonfeed"


def test_news_sitemap() -> None:
    feed = sample("news.sitemap.xml")

    first, second = feed.entries
    assert feed.title == first.outlet == "The Fairmere Herald"
    assert first.title == "Council bars face scans in “public places” & parks"
    assert first.link == first.guid == "https://herald.example/2026/11/24/face-scans/"
    assert second.published == Timestamp(datetime(2026, 11, 23), has_time=False)


def test_a_plain_sitemap_has_pages_without_titles() -> None:
    feed = read("<urlset><url><loc>https://a.example/1</loc><lastmod>2026-11-20</lastmod></url><url/></urlset>")

    assert (only(feed).link, only(feed).title) == ("https://a.example/1", "")


def test_a_sitemap_index_is_no_list_of_articles() -> None:
    with pytest.raises(FeedUnreadable, match="index of sitemaps"):
        read("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>")


def test_a_gzipped_sitemap_is_unpacked() -> None:
    body = gzip.compress(b"<urlset><url><loc>https://a.example/1</loc></url></urlset>")

    assert only(read(body)).link == "https://a.example/1"


def test_a_gzip_bomb_is_refused() -> None:
    with pytest.raises(FeedUnreadable, match="unpacks to more than"):
        read(gzip.compress(b"<urlset>" + b" " * 20_000_000))


# --- charsets ---------------------------------------------------------------------------------------------------------

TITLE = "Größe, naïve café – “zitiert”"


@pytest.mark.parametrize(
    ("declared", "charset", "content_type"),
    [
        ("", "utf-8", ""),
        ("utf-8", "utf-8", "application/rss+xml; charset=utf-8"),
        ("iso-8859-1", "utf-8", ""),  # a wrong declaration
        ("iso-8859-1", "windows-1252", ""),  # windows' bytes under ISO's name
        ("", "windows-1252", 'text/xml; charset="windows-1252"'),
        ("utf-8", "windows-1252", ""),  # declared what it isn't
        ("", "windows-1252", ""),
        ("windows-1252", "windows-1252", "text/xml; charset=us-ascii"),  # a server's default
        ("utf-16", "utf-16", ""),
        ("utf-16", "utf-8", ""),
        ("", "utf-8-sig", "text/xml; charset=iso-8859-1"),
        ("no-such-charset", "utf-8", ""),
        ("punycode", "utf-8", "text/xml; charset=unicode_escape"),
        ("utf-16le", "utf-16-le", ""),
    ],
)
def test_titles_survive_every_charset(declared: str, charset: str, content_type: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = f"{declaration}<rss><channel><item><title>{TITLE}</title></item></channel></rss>".encode(charset)

    assert only(read(body, content_type=content_type)).title == TITLE


@pytest.mark.parametrize("charset", ["shift_jis", "euc_jp", "iso2022_jp", "gb2312", "big5"])
def test_east_asian_charsets(charset: str) -> None:
    body = (
        f'<?xml version="1.0" encoding="{charset}"?><rss><channel><item><title>中文日本</title></item></channel></rss>'
    )

    assert only(read(body.encode(charset))).title == "中文日本"


def test_a_single_stray_byte_costs_no_other_character() -> None:
    body = "<rss><channel><item><title>Größe café ".encode() + b"\x93x\x94</title></item></channel></rss>"

    assert only(read(body)).title == "Größe café “x”"


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Ban &amp; appeal", "Ban & appeal"),
        ("Ban &amp;amp; appeal", "Ban & appeal"),
        ("Ban & appeal", "Ban & appeal"),
        ("AT&T; sued", "AT&T; sued"),
        ("Caf&eacute; &ndash; bar", "Café – bar"),
        ("&lt;b&gt;Ban&lt;/b&gt;ned &lt;i class='x'&gt;now&lt;/i&gt;", "Banned now"),
        ("Ban <b>now</b> passed", "Ban now passed"),
        ("<![CDATA[<em>R&amp;D</em> &#8217;26]]>", "R&D ’26"),
        ("One&lt;br/&gt;two", "One two"),
        ("Profits &lt; losses &gt; hopes", "Profits < losses > hopes"),
        ("What &lt;Rekognition&gt; sees", "What <Rekognition> sees"),
        ("  two\n  lines&#160;here ", "two lines here"),
        ("nul&#0; bell&#7; half&#xD83D; end", "nul� bell half� end"),
        ("nul\0 bell\x07 end", "nul bell end"),
        ("&unknown; stays", "&unknown; stays"),
        ("x" * 2000, "x" * 999 + "…"),
    ],
)
def test_titles_are_plain_text(written: str, title: str) -> None:
    assert only(read(rss(f"<title>{written}</title><description>d</description>"))).title == title


@pytest.mark.parametrize(
    ("written", "excerpt"),
    [
        ("<p>One  two.</p>\n<p>Three\nfour.</p>", "One two.\nThree four."),
        ("One<br>two<BR/>three", "One\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("plain\ntext\n\nkeeps lines", "plain\ntext\nkeeps lines"),
        ("seen<script>var a = '<p>unseen</p>'</script> again<!-- <p>nor this --> end", "seen again end"),
        ("<style>p { }</style>", ""),
        ("a &nbsp; b &lt;c&gt;", "a b <c>"),
        ("if a < b and c > d", "if a < b and c > d"),
        ("<script>never closed", ""),
    ],
)
def test_excerpts_are_plain_text_with_blocks_on_lines(written: str, excerpt: str) -> None:
    assert only(read(rss(f"<title>t</title><description><![CDATA[{written}]]></description>"))).excerpt == excerpt


def test_markup_that_nobody_escaped_is_read_all_the_same() -> None:
    entry = only(read(rss("<title>t</title><description><p>One.</p><p>Two <i>three</i>.</p></description>")))

    assert entry.excerpt == "One.\nTwo three."


def test_a_long_description_is_the_full_content() -> None:
    paragraphs = "<p>A sentence of the report.</p>" * 80
    entry = only(read(rss(f"<title>t</title><description><![CDATA[{paragraphs}]]></description>")))

    assert entry.content_html == paragraphs
    assert entry.excerpt.count("\n") == 79


def test_content_stands_in_for_a_missing_summary() -> None:
    body = rss("<title>t</title><c:encoded><![CDATA[" + "<p>word word</p>" * 200 + "]]></c:encoded>")
    feed = read(body.replace("<rss ", '<rss xmlns:c="http://purl.org/rss/1.0/modules/content/" '))

    assert only(feed).excerpt.split("\n") == ["word word"] * 200


# --- links, guids, authors --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("<link>https://a.example/1</link>", "https://a.example/1"),
        ("<link> \n https://a.example/1?a=1&amp;b=2\n</link>", "https://a.example/1?a=1&b=2"),
        ("<link>https://a.example/1?a=1&b=2</link>", "https://a.example/1?a=1&b=2"),
        ("<link>2.html</link>", "https://feeds.example/news/2.html"),
        ("<link>//b.example/3</link>", "https://b.example/3"),
        ('<link xml:base="https://c.example/d/">4</link>', "https://c.example/d/4"),
        ('<guid isPermaLink="true">https://a.example/5</guid>', "https://a.example/5"),
        ("<guid>tag:5</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        ("<link></link>", None),
        ("<link>https://a.example/ü ö</link>", "https://a.example/%C3%BC%20%C3%B6"),
    ],
)
def test_links_are_absolute_or_none(written: str, link: str | None) -> None:
    assert only(read(rss(f"<title>t</title><description>d</description>{written}"))).link == link


def test_feedburner_gives_the_original_link() -> None:
    item = "<title>t</title><link>https://proxy.example/~r/1</link><fb:origLink>https://a.example/1</fb:origLink>"
    body = rss(item).replace("<rss ", '<rss xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0" ')

    assert only(read(body.replace("xmlns:fb", "xmlns:feedburner").replace("fb:", "feedburner:"))).link == (
        "https://a.example/1"
    )


def test_an_atom_entry_links_to_its_page_not_to_itself() -> None:
    links = '<link rel="self" href="/a/1.atom"/><link rel="edit" href="/a/1/edit"/><link href="/page/1"/>'

    assert only(read(atom(f"<title>t</title><id>1</id>{links}"))).link == "https://feeds.example/page/1"


def test_a_guid_that_entries_share_names_none_of_them() -> None:
    items = [
        f"<title>Entry {n}</title><link>https://a.example/live</link><guid>same</guid><description>d</description>"
        for n in range(10)
    ]
    feed = read(rss(*items))

    assert {entry.guid for entry in feed.entries} == {None}
    assert len({identity_keys(entry) for entry in feed.entries}) == 10


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Ann Bell", "Ann Bell"),
        ("ann@a.example (Ann Bell)", "Ann Bell"),
        ("Ann Bell &lt;ann@a.example&gt;", "Ann Bell"),
        ("ann@a.example", None),
        ("", None),
    ],
)
def test_authors_are_names(written: str, author: str | None) -> None:
    assert only(read(rss(f"<title>t</title><description>d</description><author>{written}</author>"))).author == author


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Tue, 24 Nov 2026 17:19:58 +0000", "2026-11-24T17:19:58+00:00"),
        ("Tue, 24 Nov 2026 17:19:58 GMT", "2026-11-24T17:19:58+00:00"),
        ("24 Nov 26 12:19 EST", "2026-11-24T17:19:00+00:00"),
        ("Tue, 24 November 2026 12:19:58 -0500", "2026-11-24T17:19:58+00:00"),
        ("Tuesday, 24-Nov-26 17:19:58 UTC", "2026-11-24T17:19:58+00:00"),
        ("Tue, 24 Nov 2026 17:19:58 XYZ", "2026-11-24T17:19:58"),
        ("Tue, 24 Nov 2026 17:19:58", "2026-11-24T17:19:58"),
        ("Tue, 24 Nov 2026", "2026-11-24"),
        ("2026-11-24T17:19:58Z", "2026-11-24T17:19:58+00:00"),
        ("2026-11-24T17:19:58.123456789+01:00", "2026-11-24T16:19:58+00:00"),
        ("2026-11-24 17:19", "2026-11-24T17:19:00"),
        ("2026-11-24", "2026-11-24"),
        ("2026/11/24 17:19:58 +0900", "2026-11-24T08:19:58+00:00"),
        ("November 24, 2026 at 5:19 PM EST", "2026-11-24T22:19:00+00:00"),
        ("Nov 24, 2026 12:05 am", "2026-11-24T00:05:00"),
        ("Tue Nov 24 17:19:58 2026", "2026-11-24T17:19:58"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00"),
        ("Wed, 31 Dec 2099 23:59:59 +0000", "2099-12-31T23:59:59+00:00"),
        ("Tue, 24 Nov 2026 24:00:00 GMT", "2026-11-25T00:00:00+00:00"),
        ("31 Feb 2026 10:00:00 GMT", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("1795545598", None),
        ("12", None),
        ("", None),
    ],
)
def test_dates_say_what_the_feed_says(written: str, iso: str | None) -> None:
    entry = only(read(rss(f"<title>t</title><description>d</description><pubDate>{written}</pubDate>")))

    assert (entry.published and entry.published.iso()) == iso


def test_a_guid_of_digits_is_no_date() -> None:
    assert only(read(rss("<title>t</title><description>d</description><guid>2020</guid>"))).published is None


# --- damage and malice ------------------------------------------------------------------------------------------------

ITEM = "<title>Ban</title><description>d</description>"


@pytest.mark.parametrize(
    "body",
    [
        "\n\n  " + rss(ITEM),
        "<br />\n<b>Warning</b>: mysql_connect() in <b>db.php</b>\n" + rss(ITEM),
        "<!-- <rss> is coming -->" + rss(ITEM),
        rss(ITEM) + "<script>track()</script> and more </p>",
        rss(ITEM)[:-22],  # cut off in the closing tags
        rss(ITEM).replace("<title>Herald</title>", "<title>Herald"),
        '<!DOCTYPE rss [<!ENTITY x "<rss><channel>"> ]>' + rss(ITEM),
    ],
)
def test_junk_around_a_feed_is_stepped_over(body: str) -> None:
    assert "Ban" in [entry.title for entry in read(body).entries]


def test_unclosed_items_are_items() -> None:
    body = rss().replace("</channel>", "<item><title>One<item><title>Two</title></item></channel>")

    assert [entry.title for entry in read(body).entries] == ["One", "Two"]


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><html><head><title>Home</title></head><body><p>hi</p></body></html>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<html><script>var x = '<rss><channel>'</script></html>",
        "<div>Checking your browser</div>",
    ],
)
def test_a_web_page_is_told_apart(body: str) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        read(body)
    assert caught.value.is_html


@pytest.mark.parametrize(
    "body",
    ["", "   ", "not found", "{}", "[1]", '{"items": 3}', "<opml/>", "{" * 5000, "[" * 200_000],
)
def test_what_is_no_feed_is_said_to_be_none(body: str) -> None:
    with pytest.raises(FeedUnreadable) as caught:
        read(body)
    assert caught.value.reason
    assert not caught.value.is_html


def test_entities_of_a_document_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do-not-read")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = rss(f"<title>a&l9;b&file;</title>{ITEM[19:]}").replace(
        '<?xml version="1.0"?>',
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}<!ENTITY file SYSTEM "{secret.as_uri()}">]>',
    )

    for reader in ("fastfeedparser", "feedparser"):
        assert only(read(body, reader=reader)).title == "a&l9;b&file;"


@pytest.mark.parametrize("spell", ["{}", " {}\n", "file://{}"])
def test_bytes_that_spell_a_path_open_nothing(tmp_path: Path, spell: str) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(rss(ITEM))

    for reader in ("fastfeedparser", "feedparser"):
        with pytest.raises(FeedUnreadable):
            read(spell.format(feed), reader=reader)


def test_as_many_entries_as_are_useful_are_read_newest_first() -> None:
    def items(order: range) -> list[str]:
        day = "<description>d</description><pubDate>2026-{:02}-{:02}T00:00:00Z</pubDate>"
        return [f"<title>{n}</title>" + day.format(n // 2500 % 12 + 1, n % 2500 // 100 + 1) for n in order]

    newest_first = read(rss(*items(range(29_999, -1, -1))))
    oldest_first = read(rss(*items(range(30_000))))

    assert [entry.title for entry in newest_first.entries] == [str(n) for n in range(29_999, 29_999 - MAX_ENTRIES, -1)]
    assert [entry.title for entry in oldest_first.entries] == [str(n) for n in range(30_000 - MAX_ENTRIES, 30_000)]


def test_two_hundred_thousand_entries_are_bounded() -> None:
    assert len(read(rss(*["<title>t</title>"] * 200_000)).entries) == MAX_ENTRIES


def test_deep_nesting_is_survived() -> None:
    read_or_refused: list[object] = []
    for body in (rss("<title>t</title>" + "<a>" * 50_000), "<rss>" * 50_000, atom("<x>" * 20_000)):
        try:
            read_or_refused.append(read(body))
        except FeedUnreadable as error:
            read_or_refused.append(error)
    assert len(read_or_refused) == 3


def test_the_reader_that_succeeded_is_remembered_and_tried_first() -> None:
    body = rss(ITEM)

    assert read(body).reader == "fastfeedparser"
    assert read(body, reader="feedparser").reader == "feedparser"
    assert read(body, reader="feedparser").entries == read(body).entries
    assert read(body, reader="one of long ago").reader == "fastfeedparser"


@pytest.mark.parametrize("name", ["wordpress.rss.xml", "latin1.rss091.xml", "journal.rdf.xml", "aggregator.rss.xml"])
def test_both_readers_see_the_same(name: str) -> None:
    body = (SAMPLES / name).read_bytes()

    slow, fast = (parse_feed(body, url=URL, reader=reader) for reader in ("feedparser", "fastfeedparser"))

    assert (slow.reader, fast.reader) == ("feedparser", "fastfeedparser")
    assert slow.title == fast.title
    for one, other in zip(slow.entries, fast.entries, strict=True):
        assert (one.title, one.link, one.excerpt) == (other.title, other.link, other.excerpt)
        assert (one.published, one.outlet) == (other.published, other.outlet)


def test_feedparser_takes_over_where_fastfeedparser_sees_nothing() -> None:
    feed = read("<feed><title>No namespace</title><entry><title>Ban</title><link href='/1'/></entry></feed>")

    assert feed.reader == "feedparser"
    assert (only(feed).title, only(feed).link) == ("Ban", "https://feeds.example/1")


def test_ttl_is_bounded() -> None:
    assert read(rss(head="<ttl>60</ttl>")).ttl == timedelta(hours=1)
    assert read(rss(head="<ttl>999999</ttl>")).ttl == timedelta(days=7)
    assert read(rss(head="<ttl>soon</ttl>")).ttl is None


# --- whatever the bytes -----------------------------------------------------------------------------------------------

REAL_SHAPED = tuple(path.read_bytes() for path in sorted(SAMPLES.iterdir()))
FRAGMENTS = (
    *(b"<rss>", b"<item>", b"</item>", b"<entry>", b"<![CDATA[", b"]]>", b"<!--", b"&#xD800;", b"&nbsp;", b"\0"),
    *(b"\xff\xfe", b"\xed\xa0\x80", b'xml:base="//["', b'type="xhtml"', b"<source>", b"\\ud800", b"[[[[", b"\x1f\x8b"),
    *(b"<link>http://[</link>", b"<pubDate>Mon, 99 Foo 0000 99:99 +9999</pubDate>", b"charset=utf-7", b"</rss>"),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A feed of ours with pieces cut, doubled, overwritten, or strange bytes put in."""
    body = draw(st.sampled_from(REAL_SHAPED))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 400)))
        middle = draw(st.sampled_from((b"", body[start:end] * 2, *FRAGMENTS)) | st.binary(max_size=8))
        body = body[:start] + middle + body[end:]
    return body


CONTENT_TYPES = st.sampled_from(("", "text/html", "text/xml; charset=utf-16", "a/b; charset=idna", "charset=\ud800"))
READERS = st.sampled_from((None, "fastfeedparser", "feedparser"))


@given(st.binary(max_size=300) | mutated(), CONTENT_TYPES, READERS)
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_feed_or_feed_unreadable(body: bytes, content_type: str, reader: str | None) -> None:
    try:
        feed = parse_feed(body, url=URL, content_type=content_type, reader=reader)
    except FeedUnreadable:
        return
    for entry in feed.entries:
        texts = (entry.guid, entry.link, entry.title, entry.excerpt, entry.content_html, entry.author, entry.outlet)
        "".join(filter(None, texts)).encode()  # nothing that can't be stored or sent
        assert entry.link is None or re.match(r"https?://", entry.link)
        assert "\n" not in entry.title
        assert identity_keys(entry)


def test_full_contents_are_kept_within_bounds() -> None:
    content = f"<content:encoded>{'<p>words</p>'.replace('<', '&lt;') * 40_000}</content:encoded>"
    items = "".join(f"<item><title>{n}</title><link>https://a.example/{n}</link>{content}</item>" for n in range(20))
    head = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>A</title>"
    feed = parse_feed(f"{head}{items}</channel></rss>".encode(), url="https://a.example/feed")

    lengths = [len(entry.content_html) for entry in feed.entries]

    assert len(lengths) == 20
    assert max(lengths) == CONTENT_CHARS
    assert sum(lengths) == CONTENTS_CHARS

"""URLs: one form for one page, and nothing fetched that should not be."""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UrlRefused
from bot.core.urls import (
    absolute,
    authority,
    canonical_url,
    check_fetchable,
    host,
    is_public,
    leads_elsewhere,
    leads_inward,
    page_key,
    same_origin,
)

PIECES = st.sampled_from(
    [
        "http://",
        "https://",
        "HTTP://",
        "//",
        "google.com",
        "/url?q=",
        "/url?url=",
        "&url=",
        "example.org",
        "münchen.example",
        "[::1]",
        "127.0.0.1",
        "0x7f.1",
        ":80",
        ":443",
        ":99999",
        "@",
        "\\",
        "/",
        "..",
        ".",
        "%2e",
        "%",
        "%zz",
        "%25",
        "?",
        "#",
        "&",
        "=",
        "utm_source=x",
        ";jsessionid=1",
        " ",
        "\t",
        "\x00",
        "\ud800",
        "é",
        "。",
        "ß",
        "+",
        "xn--",
        "/amp/s/",
    ]
)
URLISH = st.one_of(
    st.text(), st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join), st.text().map("https://".__add__)
)


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org./a#part", "https://example.org/a"),
        ("  https://example.org/a b  ", "https://example.org/a%20b"),
        ("https://example.org/%7euser/%c3%a9/é", "https://example.org/~user/%C3%A9/%C3%A9"),
        ("https://example.org/a/./b/../c/", "https://example.org/a/c/"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a?utm_source=rss&id=7&FBCLID=x&b=2", "https://example.org/a?id=7&b=2"),
        ("https://example.org/a?gclid=1", "https://example.org/a"),
        ("https://example.org/a;jsessionid=12AB?x=1", "https://example.org/a?x=1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2606:4700:0::1]/", "https://[2606:4700::1]/"),
    ],
)
def test_links_to_one_page_have_one_form(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "wrapper",
    [
        "https://www.google.com/url?rct=j&sa=t&url={}&ct=ga&cd=CAIy&usg=AOv",
        "https://www.google.co.uk/url?q={}&sa=U",
        "http://google.com/url?url={}",
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url={}&c=2",
        "https://l.facebook.com/l.php?u={}&h=AT0",
    ],
)
def test_a_link_that_only_leads_on_is_known_by_its_target(wrapper: str) -> None:
    target = "https://news.example/ban?page=2&utm_medium=feed"

    assert canonical_url(wrapper.format(quote(target, safe=""))) == "https://news.example/ban?page=2"


def test_a_wrapper_within_a_wrapper_is_opened_too() -> None:
    inner = "https://www.google.com/url?url=" + quote("https://news.example/a", safe="")

    assert canonical_url("https://www.google.com/url?q=" + quote(inner, safe="")) == "https://news.example/a"


def test_an_amp_copy_at_google_is_known_by_its_page() -> None:
    assert canonical_url("https://www.google.com/amp/s/news.example/a?x=1") == "https://news.example/a?x=1"


def test_a_wrapper_around_something_else_stays_what_it_is() -> None:
    assert canonical_url("https://www.google.com/url?q=javascript:alert(1)").startswith("https://www.google.com/url")
    assert canonical_url("https://notgoogle.com/url?q=https://a.example/").startswith("https://notgoogle.com/")


def test_the_identity_of_a_page_ignores_scheme_www_and_closing_slash() -> None:
    assert page_key("http://www.example.org/a/?utm_id=1") == page_key("https://example.org/a") == "example.org/a"
    assert page_key("https://example.org/a?id=1") != page_key("https://example.org/a?id=2")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "https://example.org\\@evil.example/",
        "https://example.org/\x00",
        "https://example.org/a\r\nHost: evil",
        "https://exa\tmple.org/",
        "https://example.org/\ud800",
        "https://a..b/",
        "https://exa%6dple.org/",
        "https://example.org:port/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://" + "a" * 64 + ".example/",
        "https://example.org/" + "a" * 9000,
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://１２７.1/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(UrlRefused):
        canonical_url(url)
    with pytest.raises(UrlRefused):
        check_fetchable(url)


@pytest.mark.parametrize("port", [0, 22, 25, 81, 6379, 5432, 6667, 11211, 65536])
def test_ports_where_no_feed_lives_are_refused(port: int) -> None:
    with pytest.raises(UrlRefused):
        check_fetchable(f"http://example.org:{port}/feed")


@pytest.mark.parametrize("port", [80, 443, 1024, 8080, 8443, 65535])
def test_ports_where_a_feed_may_live_are_allowed(port: int) -> None:
    assert host(check_fetchable(f"http://example.org:{port}/feed")) == "example.org"


def test_an_operator_may_trust_a_port_of_one_host() -> None:
    assert check_fetchable("http://intranet.example:81/feed", trusted={"intranet.example:81"})
    with pytest.raises(UrlRefused):
        check_fetchable("http://other.example:81/feed", trusted={"intranet.example:81"})


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("http://Intranet.example/feed", "intranet.example:80"),
        ("https://intranet.example./feed", "intranet.example:443"),
        ("http://intranet.example:8080/", "intranet.example:8080"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_a_trusted_pair_always_tells_its_port(url: str, pair: str) -> None:
    assert authority(url) == pair
    assert check_fetchable(url, trusted={pair})


def test_what_goes_on_the_wire_keeps_the_query_as_the_publisher_wrote_it() -> None:
    assert (
        check_fetchable("https://example.org/f?utm_source=a&&b=%7e#top") == "https://example.org/f?utm_source=a&&b=%7e"
    )


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"]
)
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:0:7f00:1::808:808",
        "4000::1",
        "3fff::1",
        "5f00::1",
        "2a00:1450::5efe:a00:1",
        "2a00:1450::200:5efe:808:808",
        "localhost",
        "1.1.1.1.",
        "0x7f.1",
    ],
)
def test_addresses_of_inner_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_wrapping_an_address_changes_nothing_about_where_it_leads(inner: IPv4Address) -> None:
    bits = int(inner)
    wrapped = [
        IPv6Address(0xFFFF << 32 | bits),
        IPv6Address(0x2002 << 112 | bits << 80),
        IPv6Address(0x64FF9B << 96 | bits),
    ]

    assert {is_public(str(address)) for address in wrapped} == {is_public(str(inner))}


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a?b=1", "https://example.org/a?b=1"),
        ("c.html", "https://example.org/news/c.html"),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" http://other.example/é ", "http://other.example/%C3%A9"),
        ("mailto:a@example.org", None),
        ("javascript:alert(1)", None),
        ("https://[bad", None),
    ],
)
def test_a_link_is_read_from_the_page_it_stands_on(href: str, expected: str | None) -> None:
    assert absolute("https://example.org/news/index.html", href) == expected


@pytest.mark.parametrize(
    ("words", "elsewhere"),
    [
        ("bank.example", "evil.example"),
        ("https://bank.example/login", "evil.example"),
        ("www.evil.example", ""),
        ("evil.example/login", ""),
        ("The bank", ""),
        ("https://[bad", "evil.example"),
    ],
)
def test_words_that_pretend_to_be_another_address_are_told_by_their_host(words: str, elsewhere: str) -> None:
    assert leads_elsewhere(words, "https://evil.example/a") == elsewhere


def test_an_origin_is_scheme_host_and_port() -> None:
    assert same_origin("https://example.org/a", "https://EXAMPLE.org:443/b")
    assert not same_origin("https://example.org/", "http://example.org/")
    assert not same_origin("https://example.org/", "https://example.org:8443/")
    assert not same_origin("https://example.org/", "nonsense")
    assert not same_origin("nonsense", "nonsense")


@given(URLISH)
def test_canonical_twice_is_once_and_nothing_but_a_refusal_is_raised(url: str) -> None:
    try:
        once = canonical_url(url)
    except UrlRefused:
        return
    assert canonical_url(once) == once
    assert check_fetchable(once, trusted=_Everything())
    assert once.isascii()


@given(URLISH, URLISH)
def test_no_text_breaks_a_reader_of_urls(a: str, b: str) -> None:
    assert isinstance(host(a), str)
    assert absolute(a, b) is None or host(absolute(a, b) or "")
    assert same_origin(a, b) in {True, False}
    with suppress(UrlRefused):
        check_fetchable(a)
    with suppress(UrlRefused):
        page_key(a)


class _Everything:
    def __contains__(self, pair: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("url", "is_inward"),
    [
        ("http://127.0.0.1:3001/push", True),
        ("http://10.0.0.5/", True),
        ("http://[::1]:8080/", True),
        ("http://localhost:3001/", True),
        ("http://feeds.localhost/", True),
        ("http://192.0.2.7.example.org/", False),
        ("https://1.1.1.1/", False),
        ("https://watcher.example/ping", False),
        ("https://localhost.example/", False),
        ("no address", False),
    ],
)
def test_an_address_that_shows_where_it_leads_is_judged_by_that(url: str, is_inward: bool) -> None:
    assert leads_inward(url) is is_inward

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import SourceInvalid
from bot.core.feeds import parse_opml, write_opml
from bot.core.model import Source, SourceId


def source(url: str, name: str) -> Source:
    return Source(id=SourceId(1), url=url, kind="feed", name=name)


def test_folders_are_opened_and_each_address_is_given_once() -> None:
    body = b"""\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><head/><body>
      <outline text="Press"><outline text="Deep"><outline type="rss" text="Herald &amp; Sons" xmlUrl="https://h.example/f"/>
      </outline></outline><outline title="Observer" xmlurl=" feed://o.example/f "/>
      <outline text="twice" xmlUrl="https://h.example/f"/><outline text="no address"/></body></opml>"""

    assert parse_opml(body) == (("https://h.example/f", "Herald & Sons"), ("http://o.example/f", "Observer"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no OPML"),
        (b"hello", "no OPML"),
        (b"<opml><body><outline", "no OPML"),
        (b"<html><body/></html>", "begins with <html>"),
        (b"<opml><body/></opml>", "lists no feeds"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "entities of its own"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong(body: bytes, reason: str) -> None:
    with pytest.raises(SourceInvalid, match=reason):
        parse_opml(body)


ADDRESSES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1).map("https://a.example/{}".format)
NAMES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))).map(str.strip)


@given(st.dictionaries(ADDRESSES, NAMES, min_size=1))
def test_what_is_written_can_be_read_back(sources: dict[str, str]) -> None:
    written = write_opml([source(url, name) for url, name in sources.items()])

    assert dict(parse_opml(written.encode())) == sources


@given(st.text())
def test_any_name_can_be_written(name: str) -> None:
    ((url, _),) = parse_opml(write_opml([source("https://a.example/", name)]).encode())

    assert url == "https://a.example/"


@given(st.binary())
def test_any_bytes_give_a_list_or_a_reason(body: bytes) -> None:
    with pytest.raises(SourceInvalid):
        parse_opml(body)

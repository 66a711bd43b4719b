"""Dates as newsrooms and their software write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.articles.date_lines import is_date_line, line_stamps
from bot.core.articles.stamps import Locale, locale_of, parse_stamp
from bot.core.model import Timestamp


def _iso(stamp: Timestamp | None) -> str | None:
    return stamp and stamp.iso()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-01T09:30:00Z", "2024-05-01T09:30:00+00:00"),
        ("2024-05-01T09:30:00.000+0200", "2024-05-01T09:30:00+02:00"),
        ("2024-05-01 09:30", "2024-05-01T09:30:00"),
        ("20240501T093000Z", "2024-05-01T09:30:00+00:00"),
        ("2024-05-01", "2024-05-01"),
        ("Wed, 01 May 2024 09:30:00 GMT", "2024-05-01T09:30:00+00:00"),
        ("Wed May 01 09:30:00 EDT 2024", "2024-05-01T09:30:00-04:00"),
        ("May 1, 2024 at 5 p.m.", "2024-05-01T17:00:00"),
        ("May 1st, 2024 12:05 am PT", "2024-05-01T00:05:00-07:00"),
        ("Dec. 1, 2024 12:05 pm PT", "2024-12-01T12:05:00-08:00"),
        ("5:42 PM ET, Wed May 1, 2024", "2024-05-01T17:42:00-04:00"),
        ("1 May 2024", "2024-05-01"),
        ("1. Mai 2024, 17:42 Uhr", "2024-05-01T17:42:00"),
        ("le 1 mai 2024 à 17h42", "2024-05-01T17:42:00"),
        ("1 de mayo de 2024", "2024-05-01"),
        ("01.05.2024", "2024-05-01"),
        ("1714555800", "2024-05-01T09:30:00+00:00"),
        ("2024年5月1日", "2024-05-01"),
        ("1970-01-01T00:00:00Z", None),
        ("2024-02-31", None),
        ("May 2024", None),
        ("three hours ago", None),
        ("", None),
    ],
)
def test_a_moment_is_read_as_written_and_no_finer(written: str, meant: str | None) -> None:
    assert _iso(parse_stamp(written)) == meant


@pytest.mark.parametrize(
    ("language", "host", "lead", "meant"),
    [
        ("en-US", "news.example", "", "2020-06-10"),
        ("en-GB", "news.example", "", "2020-10-06"),
        ("en", "news.co.uk", "", "2020-10-06"),
        ("fr", "news.example", "", "2020-10-06"),
        (None, "", "", "2020-06-10"),
        ("en-GB", "", "The company said on Wednesday that it would stop.", "2020-06-10"),
        ("en-US", "", "The company said on Monday that it would stop.", "2020-10-06"),
        ("en-US", "", "It began on Tuesday and ended on Wednesday.", "2020-06-10"),
    ],
)
def test_what_settles_a_numeric_date(language: str | None, host: str, lead: str, meant: str) -> None:
    assert _iso(parse_stamp("06/10/2020", locale_of(language, host=host, lead=lead))) == meant


def test_a_day_above_twelve_needs_no_settling() -> None:
    assert _iso(parse_stamp("31/12/2020", Locale())) == "2020-12-31"
    assert _iso(parse_stamp("12/31/2020", Locale(is_day_first=True))) == "2020-12-31"


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Published 06/10/2020, 05:42 PM", "2020-06-10T17:42:00", None),
        ("Updated 06/10/2020, 10:20 PM", None, "2020-06-10T22:20:00"),
        ("June 10, 2020, 5:42 p.m. | Updated June 11, 2020", "2020-06-10T17:42:00", "2020-06-11"),
        ("Posted June 10, 2020 5:42 p.m., updated 7:15 p.m.", "2020-06-10T17:42:00", "2020-06-10T19:15:00"),
        ("Wednesday 10 June 2020", "2020-06-10", None),
    ],
)
def test_a_line_says_when_it_was_published_and_updated(line: str, published: str | None, updated: str | None) -> None:
    assert is_date_line(line)
    found = line_stamps(line, Locale())
    assert (_iso(found.published), _iso(found.updated)) == (published, updated)


@pytest.mark.parametrize(
    "line",
    [
        "The council voted on June 10, 2020, to end the trial.",
        "Lakeside 2020: what was promised",
        "Published by the city",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    stamp = parse_stamp(text)
    assert stamp is None or Timestamp.parse(stamp.iso()) == stamp


@given(st.datetimes())
def test_what_we_write_we_read(moment: object) -> None:
    text = str(moment)
    stamp = parse_stamp(text)
    assert stamp is None or text.startswith(stamp.iso().replace("T", " ")[:10])

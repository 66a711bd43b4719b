from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.feeds import identity_keys
from bot.core.model import Entry, Timestamp

ENTRY = Entry(
    guid="tag:herald.example,2026:4711",
    link="https://herald.example/2026/face-scans?id=4",
    title="Council bars face scans",
    excerpt="The council voted seven to two on Tuesday; the measure takes effect in March of next year.",
    published=Timestamp(datetime(2026, 11, 24, 17, tzinfo=UTC)),
)
SHORT = replace(ENTRY, excerpt="Read the statement.")


def is_known(entry: Entry, *, to: Entry) -> bool:
    return not set(identity_keys(entry)).isdisjoint(identity_keys(to))


@pytest.mark.parametrize(
    "again",
    [
        replace(SHORT, guid="tag:herald.example,2026:new-cms-4711"),
        replace(SHORT, guid=None),
        replace(SHORT, link="http://herald.example/2026/face-scans?id=4"),
        replace(SHORT, link="https://www.herald.example/2026/face-scans?id=4&utm_source=rss&fbclid=x#top"),
        replace(SHORT, title="Council bars face scans (updated)"),
        replace(SHORT, title="COUNCIL BARS FACE SCANS!", guid="else"),
        replace(SHORT, published=None, excerpt="Another teaser."),
    ],
)
def test_an_entry_shown_again_is_known(again: Entry) -> None:
    assert is_known(again, to=SHORT)


def test_a_long_headline_with_the_same_few_words_on_the_same_day_is_not_news() -> None:
    long = replace(SHORT, title="Council of Port Ellery bars face scans in schools and libraries")
    again = replace(long, guid="else", link="https://herald.example/2026/face-scans?session=8")

    assert is_known(again, to=long)
    assert not is_known(replace(again, published=None), to=long)
    assert not is_known(replace(again, excerpt=""), to=replace(long, excerpt=""))


def test_a_moved_site_is_not_news() -> None:
    moved = replace(ENTRY, guid="https://new.example/4711", link="https://new.example/4711")

    assert is_known(moved, to=ENTRY)


@pytest.mark.parametrize(
    "other",
    [
        replace(SHORT, title="Mayor signs ban", link="https://herald.example/2026/mayor"),  # one guid, another story
        replace(SHORT, guid="b", link="https://herald.example/2026/other"),  # "Read the statement." says nothing
        replace(SHORT, guid="b", title="Mayor signs ban"),  # one address for all, like a live page
        replace(ENTRY, guid="b", link=None, published=Timestamp(datetime(2026, 12, 1, tzinfo=UTC))),  # a weekly column
    ],
)
def test_another_entry_is_news(other: Entry) -> None:
    assert not is_known(other, to=replace(ENTRY, guid=ENTRY.guid) if other.excerpt == ENTRY.excerpt else SHORT)


def test_entries_with_nothing_but_a_guid_are_told_apart_by_title() -> None:
    first = Entry(guid="same", link=None, title="One")

    assert not is_known(Entry(guid="same", link=None, title="Two"), to=first)


def test_keys_are_short_and_stable() -> None:
    assert identity_keys(ENTRY) == identity_keys(replace(ENTRY))
    assert all(len(key) == 16 for key in identity_keys(ENTRY))


@given(
    st.builds(
        Entry,
        guid=st.none() | st.text(),
        link=st.none() | st.text(),
        title=st.text(),
        excerpt=st.text(),
    )
)
def test_every_entry_has_a_name(entry: Entry) -> None:
    keys = identity_keys(entry)

    assert keys
    assert len(set(keys)) == len(keys)

"""Sources as admins add them: what was found, what it would have brought, and refusals that tell nothing."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import FetchFailed, UrlRefused
from bot.core.urls import UNKNOWN_NAME
from bot.services.tune import By
from tests.services.test_front_desk import ADMIN, Office
from tests.services.test_watch import FEED, Desk, ban

HOME, AGENDAS = "https://gazette.example", "https://gazette.example/agendas.xml"
INWARD = "it doesn't lead to the public internet"


@pytest.fixture
async def office() -> Office:
    desk = await Desk().opened()
    await desk.archive.remove_source((await desk.source()).id)
    desk.publish(ban("Northport"))
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{url}">'
        for url in (FEED, AGENDAS, "https://gazette.example/gone.xml")
    )
    desk.fetcher.put(HOME, f"<html><head>{links}</head><body>News</body></html>", content_type="text/html")
    desk.fetcher.put(
        AGENDAS,
        "<rss version='2.0'><channel><title>Agendas</title><item><title>Parks</title><link>"
        "https://gazette.example/parks</link><description>Benches are painted.</description></item></channel></rss>",
        content_type="application/rss+xml",
    )
    return Office(desk)


def button(words: str, label: str) -> str:
    found = re.search(rf"Button\(label='{label}', verb='admin', argument='([^']+)'", words)
    assert found is not None, words
    return found[1]


async def test_what_was_found_and_what_it_would_have_brought_is_said(office: Office) -> None:
    added = await office.admin(f"sources add {HOME} why: council news")
    assert added.startswith("Found 2 feeds (")
    assert "Agendas)." in added
    assert "Baseline taken: 1 entry stored, none posted; 1 matched" in added
    assert "1 of the last 30 days would have matched." in added

    seen = await office.admin(button(added, "See what matched"))
    assert "Northport" in seen
    assert "relevance" in seen


async def test_all_feeds_of_a_site_are_taken_or_the_first_alone(office: Office) -> None:
    added = await office.admin(f"sources add {HOME} why: council news")
    only = re.search(r"Button\(label='[^']* only', verb='admin', argument='([^']+)'", added)
    assert only is not None
    assert "alone is watched" in await office.admin(only[1])
    assert len(await office.archive.sources()) == 1

    both = await office.admin(button(added, "Use both"))
    assert "Added Agendas" in both
    assert "0 of the last 30 days would have matched." in both
    assert len(await office.archive.sources()) == 2
    assert "is watched already" in await office.admin(button(added, "Use both"))
    assert (await office.archive.changes(limit=1))[0].why == "council news"


async def test_what_a_watched_site_offers_beside_is_offered_again(office: Office) -> None:
    await office.admin(f"sources add {HOME}")
    again = await office.admin(f"sources add {HOME}")
    assert "is watched already, as source" in again
    assert "It also offers Agendas" in again
    assert "Added Agendas" in await office.admin(button(again, "Use that too"))


async def test_a_page_without_feed_or_news_is_refused_and_words_are_no_address(office: Office) -> None:
    office.watch.fetcher.put("https://empty.example/", "<html><body></body></html>", content_type="text/html")
    assert "nothing to read on the page itself" in await office.admin("sources add https://empty.example/")
    assert "“council” is no address" in await office.admin("sources add council gazette")
    assert await office.archive.sources() == ()


async def test_an_empty_feed_is_added_and_asked_about(office: Office) -> None:
    feed = "<rss version='2.0'><channel><title>Minutes</title></channel></rss>"
    office.watch.fetcher.put("https://minutes.example/rss", feed, content_type="application/rss+xml")
    words = await office.admin("sources add https://minutes.example/rss")
    assert words.startswith("Found a feed. Added Minutes")
    assert "It holds nothing now: is that expected?" in words
    (source, _), *_ = await office.archive.sources()
    assert "minutes.example/rss (Minutes)" in await office.admin(f"sources check {source.id}")


@pytest.mark.parametrize("order", ["sources matched 99", "sources only x", "sources matched", "sources use"])
async def test_what_is_not_there_is_said(office: Office, order: str) -> None:
    words = await office.admin(order)
    assert "no source" in words or "Something is missing" in words


async def test_an_inner_name_and_one_of_none_are_refused_in_the_same_words(office: Office) -> None:
    errors: dict[str, Any] = {
        "https://intranet.example": UrlRefused("https://intranet.example", INWARD),
        "https://nobody.example": FetchFailed("https://nobody.example", UNKNOWN_NAME),
    }
    said = set()
    for url, error in errors.items():
        office.watch.fetcher.fail(url, error)
        said |= {await office.admin(f"sources {verb} {url}") for verb in ("add", "check")}
    (words,) = said
    assert words.startswith(f"That didn't work: That address can't be used: {INWARD}.")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://10.1.2.3:8080/x", "http://[::1]/", "http://localhost/", "http://169.254.169.254/",
        "http://2130706433/", "http://printer.local/",
    ],
)  # fmt: skip
async def test_no_refusal_names_the_address_it_would_have_reached(office: Office, url: str) -> None:
    words = (await office.admin(f"sources add {url}")).partition("\n")[0]
    assert "can't be used" in words or "Nothing could be read" in words
    assert not re.search(r"refused the connection|timed out|port \d|errno", words, re.IGNORECASE)


async def test_members_add_nothing(office: Office) -> None:
    refused = await office.admin(f"sources add {HOME}", member=replace(ADMIN, is_admin=False))
    assert "changed by admins" in refused
    assert len(await office.archive.sources()) == 0


async def test_each_imported_source_can_be_taken_back_and_what_is_unusable_is_named(office: Office) -> None:
    urls = ("https://a.example/rss", "ftp://b.example/rss", "https://c.example/rss?key=s3cret")
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}" text="Feed"/>' for url in urls)
    body = f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()

    lee = By(who="command line", name="Lee")

    done = await office.watch.sources.import_opml(body, by=lee, file="feeds.opml")

    assert (done.added, done.known) == (2, 0)
    again = await office.watch.sources.import_opml(body, by=lee, file="feeds.opml")
    assert (again.added, again.known) == (0, 2)
    ((url, reason),) = done.unusable
    assert (url, "only http and https" in reason) == ("ftp://b.example/rss", True)
    assert "s3cret" not in await office.admin("history")
    _, one, _ = await office.archive.changes(limit=3)
    assert "Taken back" in await office.admin(f"undo {one.number}")
    assert len(await office.archive.sources()) == 1

"""Two feeds of one event: none of them can make another's news silent, and none tells it twice."""

from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from bot.core.errors import FetchFailed
from bot.core.model import AlertKind, HeldFor, Hints, Page
from bot.core.polling import first_state
from bot.services.filing import Arrival
from tests.services.test_watch import FEED, LEE, LIMITS, Desk, ban, dated

OTHER = "https://herald.example/feed.xml"


@pytest.fixture
async def desk() -> Desk:
    return await Desk().opened()


def feed(*entries: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{link}</link><description>{escape(title)}.</description></item>"
        for title, link in entries
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Herald</title>{items}</channel></rss>"


async def baselined_elsewhere(desk: Desk, article: tuple[str, str]) -> str:
    """The first, silent poll of another feed holds what the Gazette publishes next; where its page is."""
    link = f"https://gazette.example/{len(desk.entries)}"
    desk.fetcher.put(link, article[1], content_type="text/html")
    desk.fetcher.put(OTHER, feed((article[0], link)), content_type="application/rss+xml")
    state = first_state(desk.clock.now(), limits=LIMITS)
    await desk.archive.add_source(url=OTHER, kind="feed", name="Herald", state=state)
    await rounds(desk)
    assert desk.told() == []
    return link


async def rounds(desk: Desk) -> None:
    await desk.watch.once()
    await desk.filing.flush()


async def test_what_another_feed_held_at_its_silent_first_poll_is_told_when_it_is_news_here(desk: Desk) -> None:
    desk.publish(ban("Quay"))
    await desk.poll()
    await baselined_elsewhere(desk, ban("Northport"))
    desk.publish(ban("Northport"))
    await rounds(desk)
    assert desk.told() == [ban("Northport")[0]]
    assert len(desk.archive.filed) == 2  # it is the archived article that is told
    (told,) = [filed for filed in desk.archive.filed.values() if filed.analysis.article.title == ban("Northport")[0]]
    assert told.source == (await desk.source()).id


async def test_what_was_told_is_not_told_again_by_another_feed(desk: Desk) -> None:
    await desk.poll()
    await baselined_elsewhere(desk, ban("Northport"))
    desk.publish(ban("Northport"))
    await rounds(desk)
    await rounds(desk)
    desk.fetcher.put(OTHER, feed((ban("Northport")[0], desk.entries[0][1] + "?utm_source=x")))
    await rounds(desk)
    assert [delivery.kind for delivery in desk.archive.deliveries.values()] == [AlertKind.ALERT]


async def test_a_feed_that_gives_its_first_entries_again_tells_nothing(desk: Desk) -> None:
    desk.publish(ban("Northport"), ban("Quay"))
    await desk.poll()
    entries = [(f"{title} (again)", f"{link}?utm_source=again") for title, link in desk.entries]
    desk.fetcher.put(FEED, feed(*entries), content_type="application/rss+xml", etag='"again"')
    for title, link in entries:
        desk.fetcher.put(link, ban(title.split()[0])[1], content_type="text/html")
    visit = await desk.poll()
    assert (visit.entries, desk.told()) == (2, [])


@pytest.mark.parametrize(("age", "told"), [(timedelta(days=5), 0), (timedelta(hours=30), 1)])
async def test_what_is_old_by_its_own_date_and_was_here_as_long_is_no_news(
    desk: Desk, age: timedelta, told: int
) -> None:
    await desk.poll()
    await baselined_elsewhere(desk, ban("Northport"))
    for _ in range(2):  # no pause of ours: both feeds are read all along
        desk.clock.move(timedelta(hours=25))
        await rounds(desk)
    desk.publish(dated("Northport", f"{desk.clock.now() - age:%Y-%m-%d}"))
    await rounds(desk)
    assert len(desk.told()) == told


async def test_a_copy_of_what_was_old_already_is_no_news(desk: Desk) -> None:
    desk.publish(dated("Northport", f"{desk.clock.now() - timedelta(days=3):%Y-%m-%d}"))
    await desk.poll()
    desk.clock.move(timedelta(days=3))
    (filed,) = desk.archive.filed.values()
    copy = replace(filed.analysis.article, url="https://courier.example/1", outlet="Courier")
    outcome = await desk.filing.file(copy, source=None)
    assert (outcome.alerts, outcome.reasons[0]) == (0, "a copy of what was old already")


async def test_back_filled_articles_are_told_when_a_feed_has_them_as_news(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    link = desk.entries.pop(0)[1]
    page = await desk.fetcher.fetch(link)
    assert isinstance(page, Page)
    article = await desk.parser.article(page, Hints(url=link, outlet="Gazette"))
    analysis = await desk.filing.analysed(article)
    assert await desk.filing.backfill([("own-1", analysis)], progress=lambda: None) == 1
    desk.publish(ban("Northport"))
    assert (await desk.poll()).alerts == 1
    (filed,) = desk.archive.filed.values()
    assert filed.external_id == "own-1"


async def test_late_news_that_came_in_silence_waits_for_the_digest(desk: Desk) -> None:
    await desk.poll()
    await baselined_elsewhere(desk, ban("Northport"))
    (filed,) = desk.archive.filed.values()
    outcome = await desk.filing.file(filed.analysis.article, source=None, arrival=Arrival.LATE)
    assert outcome.alerts == 1
    assert [each.held_for for each in desk.archive.deliveries.values()] == [HeldFor.AWAY]


async def test_no_feed_puts_its_words_under_the_address_of_another(desk: Desk) -> None:
    await desk.poll()
    link = await baselined_elsewhere(desk, ban("Northport"))  # its page can't be had any more
    desk.publish(("Northport council bans face recognition after a long night", "<html></html>"))
    desk.fetcher.fail(link, FetchFailed(link, "the site refuses us (HTTP 403)", status=403))
    await rounds(desk)
    assert desk.told() == ["Northport council bans face recognition after a long night"]


async def test_an_excerpt_of_a_first_poll_takes_no_place_of_the_whole(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    await desk.poll()
    link = desk.entries[0][1]
    desk.fetcher.fail(link, FetchFailed(link, "the site refuses us (HTTP 403)", status=403))
    desk.fetcher.put(OTHER, feed(("Face recognition banned in Northport", link)), content_type="application/rss+xml")
    await desk.sources.add(OTHER, by=LEE)
    (filed,) = desk.archive.filed.values()
    assert not filed.analysis.article.is_partial

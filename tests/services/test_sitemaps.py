"""Sitemaps, which know little of their pages: what is known better stays, and an address alone is no article."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import ChangeInvalid, FetchDelayed, FetchFailed
from bot.core.model import AlertKind, Article, Passed
from bot.ports import Harvest
from bot.services.digests import Digests
from bot.services.posting import Posting
from bot.services.suggesting import Suggesting
from tests.services.test_watch import BUSES, LEE, TOPIC, Desk, ban, page

SITEMAP = "https://gazette.example/sitemap.xml"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
FERRIES = ("Bus timetable", page("Bus timetable", *BUSES))


@pytest.fixture
async def desk() -> Desk:
    return await Desk().opened()


def sitemap(*links: str, stated: str = "", titles: dict[str, str] | None = None) -> str:
    def about(link: str) -> str:
        title = (titles or {}).get(link)
        news = f"<news:news><news:title>{title}</news:title></news:news>" if title else ""
        return f"<url><loc>{link}</loc>{f'<lastmod>{stated}</lastmod>' if stated else ''}{news}</url>"

    space = f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{NEWS}"'
    return f"<?xml version='1.0'?><urlset {space}>{''.join(map(about, links))}</urlset>"


async def rounds(desk: Desk) -> None:
    await desk.watch.once()
    await desk.filing.flush()


async def known_from_the_feed(desk: Desk) -> tuple[str, str]:
    """Where the pages of news and of something else are, both read whole from the feed."""
    await desk.poll()
    desk.publish(ban("Northport"), FERRIES)
    await desk.poll()
    return desk.entries[1][1], desk.entries[0][1]


@pytest.mark.parametrize("has_titles", [True, False])
async def test_a_sitemap_of_a_watched_site_takes_nothing_away(desk: Desk, has_titles: bool) -> None:
    news, ferries = await known_from_the_feed(desk)
    filed, passed = dict(desk.archive.filed), list(desk.archive.passed)
    titles = {news: ban("Northport")[0], ferries: FERRIES[0]} if has_titles else None
    desk.fetcher.put(SITEMAP, sitemap(news, ferries, titles=titles), content_type="application/xml")
    for link in (news, ferries):
        desk.fetcher.fail(link, FetchFailed(link, "the site refuses us (HTTP 403)", status=403))
    added = await desk.sources.add(SITEMAP, by=LEE)
    await desk.filing.flush()
    assert added.visit is not None
    assert added.visit.outcome == "baseline"
    assert (desk.archive.filed, desk.archive.passed) == (filed, passed)


async def test_a_first_poll_makes_no_article_of_an_address(desk: Desk) -> None:
    desk.fetcher.put(SITEMAP, sitemap("https://gazette.example/face-recognition-ban"), content_type="application/xml")
    await desk.sources.add(SITEMAP, by=LEE)
    await desk.filing.flush()
    assert (desk.archive.filed, desk.archive.passed) == ({}, [])


async def sitemap_watched(desk: Desk) -> str:
    """A sitemap that has just listed a page, which is still to be read."""
    desk.fetcher.put(SITEMAP, sitemap(), content_type="application/xml")
    await desk.sources.add(SITEMAP, by=LEE)
    return "https://gazette.example/late"


async def test_a_page_new_in_a_sitemap_is_read(desk: Desk) -> None:
    link = await sitemap_watched(desk)
    desk.fetcher.put(link, ban("Northport")[1], content_type="text/html")
    desk.fetcher.put(SITEMAP, sitemap(link), content_type="application/xml")
    await rounds(desk)
    assert desk.told() == [ban("Northport")[0]]


@pytest.mark.parametrize(
    ("is_patient", "status", "days", "told"),
    [(True, 429, None, 1), (False, 500, 0, 1), (False, 500, None, 0), (False, 500, 9, 0), (False, 404, 0, 0)],
)
async def test_a_page_known_by_its_address_is_asked_for_again_while_it_may_be_had(
    desk: Desk, is_patient: bool, status: int, days: int | None, told: int
) -> None:
    link = await sitemap_watched(desk)
    stated = "" if days is None else f"{desk.clock.now() - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
    desk.fetcher.put(SITEMAP, sitemap(link, stated=stated), content_type="application/xml", etag='"1"')
    wait = timedelta(minutes=5)
    desk.fetcher.fail(
        link,
        FetchDelayed(link, "slow down", status=status, retry_after=wait)
        if is_patient
        else FetchFailed(link, "the site has a problem", status=status),
    )
    await rounds(desk)
    assert (desk.archive.filed, desk.archive.passed) == ({}, [])
    desk.fetcher.put(link, ban("Northport")[1], content_type="text/html")
    await rounds(desk)
    assert len(desk.told()) == told


def posting(desk: Desk) -> Posting:
    suggesting = Suggesting(archive=desk.archive, clock=desk.clock, log=desk.announced.log)
    return Posting(
        archive=desk.archive,
        fetcher=desk.fetcher,
        parser=desk.parser,
        filing=desk.filing,
        digests=Digests(archive=desk.archive, outbox=desk.archive, clock=desk.clock, topics=(TOPIC,)),
        topics=(TOPIC,),
        log=desk.announced.log,
        suggesting=suggesting,
        on_owed=lambda: None,
    )


async def test_posting_what_only_a_headline_is_known_of_reads_its_page(desk: Desk) -> None:
    link = "https://gazette.example/ferries"
    desk.fetcher.put(SITEMAP, sitemap(link, titles={link: FERRIES[0]}), content_type="application/xml")
    await desk.sources.add(SITEMAP, by=LEE)
    await desk.filing.flush()
    desk.fetcher.put(link, FERRIES[1], content_type="text/html")
    assert await posting(desk).post(link, by=LEE) == FERRIES[0]
    (filed,) = desk.archive.filed.values()
    assert "old harbour" in filed.analysis.article.text
    assert [each.kind for each in desk.archive.deliveries.values()] == [AlertKind.ALERT]


async def test_posting_what_was_never_read_is_refused_in_words(desk: Desk) -> None:
    link = "https://gazette.example/ferries"
    desk.fetcher.put(SITEMAP, sitemap(link), content_type="application/xml")
    await desk.sources.add(SITEMAP, by=LEE)
    with pytest.raises(ChangeInvalid, match="never read here"):
        await posting(desk).post(link, by=LEE)
    nothing = Article(title="", text="", url=link, is_partial=True)  # as an earlier version kept it
    await desk.archive.record([Harvest(source=None, passed=(Passed(article=nothing, source=None, seen_at=NOON),))])
    with pytest.raises(ChangeInvalid, match="nothing but its address"):
        await posting(desk).post(link, by=LEE)
    assert not desk.archive.deliveries

"""Visits: silent first, then everything new once, whatever the source does."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import escape

import pytest

from bot.core.errors import FetchDelayed, FetchFailed, PageUnreadable, SourceGone
from bot.core.model import AlertKind, Channel, DeliveryState, Health, HeldFor, NotModified, Page, Rule, Source, Topic
from bot.core.polling import PollLimits, first_state
from bot.services.entries import COSTLY
from bot.services.filing import Filing
from bot.services.intake import BASELINE_KEPT
from bot.services.tune import By, Sources
from bot.services.watch import VISITS_OF_A_HOST, Visit, Watch
from tests.fakes.archive import FakeArchive
from tests.fakes.channels import Announced
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.parser import FakeParser

FEED = "https://gazette.example/feed.xml"
TOPIC = Topic(
    id="faces",
    title="Faces",
    rules=(Rule(id="faces", query='"face recognition"', topic="faces"),),
    technology_words=("face recognition",),
    policy_words=("ban", "moratorium", "ordinance", "council", "police"),
    actor_words=("council", "police"),
)
LEE = By(who="fake:U1", name="Lee")
LIMITS = PollLimits(interval=timedelta(minutes=15))


BANS = {
    "Northport": (
        "The Northport council voted on Monday to ban face recognition by its police after two years of debate.",
        "Ferry workers had found cameras at three piers, and the harbour master admitted that nobody had been told.",
        "“We were never asked,” said deckhand Ada Quill, who collected four thousand signatures for the ordinance.",
    ),
    "Quay": (
        "Police in Quay must delete their face recognition archive within a month, the city council decided.",
        "An audit of library cards and bus passes had shown how photographs of pupils ended up in a gang file.",
        "“A yearbook is no line-up,” said school principal Tomas Berg as the ban on further searches passed 5–4.",
    ),
    "Vale": (
        "A county ordinance in Vale outlaws face recognition at polling stations, courts and clinics.",
        "Sheriff's deputies lose their pilot, worth 300,000 dollars, two weeks before its first winter.",
        "“Voting is not a booking photo,” said clerk Irma Stone, who wrote the ban with two retired judges.",
    ),
    "Dunmore": (
        "Dunmore's council banned face recognition from buses, where an insurer had paid for the software.",
        "Drivers refused to switch the readers on; the operator's union threatened a strike at Easter.",
        "“My passengers are not evidence,” said driver Paul Okoye, and the police chief called the vote a pity.",
    ),
    "Ashby": (
        "Shops in Ashby may no longer use face recognition on customers, under a ban the council passed at dawn.",
        "Grocers had shared a list of suspected thieves with police; a baker found her twin sister on it.",
        "“I was thrown out for somebody else's cake,” said Lena Moor, the baker who sued two chains in spring.",
    ),
}


def page(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    head = f"<head><title>{escape(title)}</title></head>"
    return f"<html lang=en>{head}<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"


def ban(city: str) -> tuple[str, str]:
    """An article that is news: title and page. Each tells of another event in words of its own."""
    title = f"{city} council bans face recognition"
    return title, page(title, *BANS[city])


@dataclass
class Desk:
    """A watch over a made-up internet."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    fetcher: FakeFetcher = field(default_factory=FakeFetcher)
    parser: FakeParser = field(default_factory=FakeParser)
    clock: FakeClock = field(default_factory=FakeClock)
    visits: list[Visit] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)  # title, link; newest first
    concurrency: int = 4
    is_strict: bool = False  # what takes something away waits for another admin

    def __post_init__(self) -> None:
        self.filing = Filing(
            archive=self.archive,
            parser=self.parser,
            clock=self.clock,
            topics=(TOPIC,),
            alert_at=0.5,
            digest_at=0.2,
            on_owed=lambda: None,
        )
        self.watch = Watch(
            fetcher=self.fetcher,
            parser=self.parser,
            archive=self.archive,
            filing=self.filing,
            clock=self.clock,
            limits=LIMITS,
            pages_per_round=3,
            concurrency=self.concurrency,
            chance=lambda: 0.0,
            report=self.visits.append,
        )
        self.announced = Announced(self.archive, self.clock, is_strict=self.is_strict)
        self.sources = Sources(
            archive=self.archive,
            log=self.announced.log,
            fetcher=self.fetcher,
            parser=self.parser,
            clock=self.clock,
            watch=self.watch,
            limits=LIMITS,
        )

    async def opened(self) -> "Desk":
        await self.archive.save_channel(Channel(platform="fake", id="desk"))
        await self.archive.save_rules(TOPIC.rules)
        await self.archive.add_source(
            url=FEED, kind="auto", name="Gazette", state=first_state(self.clock.now(), limits=LIMITS)
        )
        await self.filing.open()
        self.publish()
        return self

    def publish(self, *articles: tuple[str, str]) -> None:
        """Put articles (title, page) on top of the feed and their pages on the web."""
        for title, html in articles:
            link = f"https://gazette.example/{len(self.entries)}"
            self.entries.insert(0, (title, link))
            self.fetcher.put(link, html, content_type="text/html")
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
            f"<description>{escape(title)}.</description></item>"
            for title, link in self.entries
        )
        self.fetcher.put(
            FEED,
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>",
            content_type="application/rss+xml",
            etag=f'"{len(self.entries)}"',
        )

    async def poll(self) -> Visit:
        """One round of the one source."""
        (visit,) = await self.watch.once()
        await self.filing.flush()
        return visit

    async def source(self) -> Source:
        return (await self.archive.sources())[0][0]

    def told(self) -> list[str]:
        """Headlines of what is owed or sent, in order, alerts alone."""
        return [
            self.archive.filed[self.archive._alerts[delivery.alert].article].analysis.article.title
            for delivery in self.archive.deliveries.values()
            if delivery.kind is AlertKind.ALERT
        ]


@pytest.fixture
async def desk() -> Desk:
    return await Desk().opened()


async def test_the_first_poll_is_silent_and_can_be_looked_up(desk: Desk) -> None:
    desk.publish(ban("Northport"), ("Ferry timetable", page("Ferry timetable", "Ferries leave hourly.")))
    visit = await desk.poll()
    assert (visit.outcome, visit.entries, visit.filed, visit.alerts) == ("baseline", 2, 1, 0)
    assert desk.told() == []
    assert [filed.analysis.article.title for filed in desk.archive.filed.values()] == [
        "Northport council bans face recognition"
    ]


BUSES = (
    "Buses leave daily from the old harbour, the company that runs them said on Monday after a long winter.",
    "They stop at the market, the library and both hospitals, and carry bicycles for no extra fare at all.",
    "Drivers had asked for a later first bus; the company moved it by half an hour, to a quarter past six.",
)


async def test_what_no_keyword_matches_is_kept_aside_from_the_feed_at_first_later_whole(desk: Desk) -> None:
    desk.publish(("Ferry timetable", page("Ferry timetable", "Ferries leave hourly.")), ban("Quay"))
    await desk.poll()
    desk.publish(("Bus timetable", page("Bus timetable", *BUSES)))
    await desk.poll()
    ferry, bus = desk.archive.passed
    assert (ferry.article.title, ferry.article.text, ferry.article.is_partial) == (
        "Ferry timetable",
        "Ferry timetable.",
        True,
    )
    assert "daily from the old harbour" in bus.article.text
    assert bus.source == (await desk.source()).id


async def test_what_appears_later_alerts_once_oldest_first(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"), ban("Quay"))
    visit = await desk.poll()
    assert (visit.outcome, visit.entries, visit.alerts) == ("new", 2, 2)
    assert desk.told() == [ban("Northport")[0], ban("Quay")[0]]
    again = await desk.poll()
    assert (again.outcome, again.alerts) == ("unchanged", 0)
    assert desk.fetcher.asked[-1].etag == '"2"'


async def test_a_feed_that_lists_the_oldest_first_is_told_in_order_of_time(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"), ban("Quay"))
    feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>Gazette</title>" + "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Mon, 23 Nov 2026 0{hour}:00:00 GMT</pubDate></item>"
        for hour, (title, link) in enumerate(reversed(desk.entries), 1)
    )
    desk.fetcher.put(FEED, f"{feed}</channel></rss>", content_type="application/rss+xml", etag='"oldest"')
    await desk.poll()
    assert desk.told() == [ban("Northport")[0], ban("Quay")[0]]


async def test_an_entry_that_matches_nothing_is_read_once(desk: Desk) -> None:
    await desk.poll()
    desk.publish(("Ferry timetable", page("Ferry timetable", "Ferries leave hourly from the new pier.")))
    await desk.poll()
    desk.publish(ban("Northport"))
    assert (await desk.poll()).entries == 1
    assert [asked.url for asked in desk.fetcher.asked].count("https://gazette.example/0") == 1


async def test_republished_entries_with_other_guids_and_tracking_are_no_news(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    await desk.poll()
    title, link = desk.entries[0]
    desk.entries[0] = (title, f"{link}?utm_source=feed")
    desk.publish()
    desk.fetcher.put(FEED, _with_new_etag(desk), content_type="application/rss+xml", etag='"other"')
    visit = await desk.poll()
    assert (visit.outcome, visit.entries) == ("unchanged", 0)
    assert len(desk.told()) == 1


def _with_new_etag(desk: Desk) -> bytes:
    answer = desk.fetcher._answers[FEED]
    assert not isinstance(answer, Exception)
    return answer.body.replace(b"<guid>", b"<guid isPermaLink='false'>v2-")


async def test_a_page_that_cant_be_had_still_alerts_from_the_excerpt_marked_so(desk: Desk) -> None:
    await desk.poll()
    title, html = ban("Northport")
    desk.publish((title, html))
    desk.fetcher.fail(desk.entries[0][1], FetchFailed("x", "the site refuses us (HTTP 403)", status=403))
    await desk.poll()
    (filed,) = desk.archive.filed.values()
    article = filed.analysis.article
    assert (article.is_partial, article.title) == (True, title)
    assert "403" in (article.partial_reason or "")


async def test_a_page_that_is_no_article_counts_as_not_had(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    desk.parser.fail(desk.entries[0][1], PageUnreadable("bot check"))
    await desk.poll()
    (filed,) = desk.archive.filed.values()
    assert filed.analysis.article.partial_reason == "bot check"


CITIES = ("Northport", "Quay", "Vale", "Dunmore", "Ashby")


async def test_after_a_page_that_was_too_much_the_rest_of_a_site_comes_from_its_feed(desk: Desk) -> None:
    await desk.poll()
    desk.publish(*map(ban, ("Northport", "Quay", "Vale")))
    for _, link in desk.entries[:3]:
        desk.parser.fail(link, PageUnreadable("took too long to read", is_costly=True))
    await desk.poll()
    reasons = [filed.analysis.article.partial_reason for filed in desk.archive.filed.values()]
    assert sorted(map(str, reasons)) == [COSTLY, COSTLY, "took too long to read"]
    assert desk.told() == [ban(city)[0] for city in ("Northport", "Quay", "Vale")]

    desk.publish(ban("Dunmore"))  # the next visit tries anew
    await desk.poll()
    assert [filed.analysis.article.is_partial for filed in desk.archive.filed.values()][-1] is False


async def test_of_a_first_poll_the_newest_that_match_are_kept_and_all_are_seen(desk: Desk) -> None:
    titles = [f"Council {number} bans face recognition" for number in range(BASELINE_KEPT + 3)]
    items = "".join(f"<item><title>{title}</title><guid>{title}</guid></item>" for title in titles)
    desk.fetcher.put(FEED, f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>")

    first, second = await desk.poll(), await desk.poll()

    assert (first.entries, first.filed, second.entries) == (len(titles), BASELINE_KEPT, 0)


async def test_more_than_a_round_can_read_is_told_from_the_feed_before_it_moves_on(desk: Desk) -> None:
    await desk.poll()
    desk.publish(*map(ban, CITIES))
    first = await desk.poll()
    desk.entries.clear()
    desk.publish()
    await desk.poll()
    assert (first.entries, first.alerts) == (5, 5)
    assert desk.told() == [ban(city)[0] for city in CITIES]
    articles = [filed.analysis.article for filed in desk.archive.filed.values()]
    assert [article.is_partial for article in articles] == [False] * 3 + [True] * 2
    assert articles[-1].partial_reason == "too many came at once"


def notices(day: str = "") -> list[tuple[str, str]]:
    """News that only the pages tell: their headlines match nothing."""
    pages = [dated(city, day)[1] if day else ban(city)[1] for city in CITIES]
    return [(f"Notice {number}", html) for number, html in enumerate(pages, 1)]


async def test_what_only_its_page_tells_is_read_in_the_next_round(desk: Desk) -> None:
    await desk.poll()
    desk.publish(*notices())
    first, second = await desk.poll(), await desk.poll()
    assert (first.entries, second.entries) == (3, 2)
    assert first.state.etag is None
    assert len(desk.told()) == 5


async def test_what_a_feed_takes_away_unread_is_kept_in_its_own_words(desk: Desk) -> None:
    await desk.poll()
    desk.publish(*notices())
    await desk.poll()
    assert [passed.article.title for passed in desk.archive.passed] == ["Notice 4", "Notice 5"]


@pytest.mark.parametrize("is_told_by_the_feed", [True, False])
async def test_after_a_long_pause_all_that_is_old_waits_for_the_digest(is_told_by_the_feed: bool) -> None:
    desk = await Desk().opened()
    await desk.poll()
    desk.clock.move(timedelta(days=5))
    day = f"{desk.clock.now() - timedelta(days=4):%Y-%m-%d}"
    desk.publish(*([dated(city, day) for city in CITIES] if is_told_by_the_feed else notices(day)))
    if is_told_by_the_feed:
        feed = desk.fetcher._answers[FEED]
        assert not isinstance(feed, Exception)
        body = feed.body.replace(b"</item>", f"<pubDate>{day}T08:00:00Z</pubDate></item>".encode())
        desk.fetcher.put(FEED, body, content_type="application/rss+xml")
    await desk.poll()
    await desk.poll()
    assert [each.held_for for each in desk.archive.deliveries.values()] == [HeldFor.AWAY] * 5


async def test_a_failing_source_backs_off_and_one_good_poll_resets_it(desk: Desk) -> None:
    await desk.poll()
    desk.fetcher.fail(FEED, FetchFailed(FEED, "the server has a problem (HTTP 500)", status=500))
    failed = await desk.poll()
    assert (failed.outcome, failed.state.failures) == ("failed", 1)
    assert failed.state.next_poll > desk.clock.now() + LIMITS.interval
    desk.publish()
    assert (await desk.poll()).state.failures == 0


async def test_a_server_that_asks_for_patience_is_left_alone_even_when_the_schedule_is_ignored(desk: Desk) -> None:
    await desk.poll()
    desk.fetcher.fail(FEED, FetchDelayed(FEED, "slow down", status=429, retry_after=timedelta(hours=2)))
    await desk.poll()
    assert await desk.watch.once() == ()
    desk.clock.move(timedelta(hours=2, minutes=30))
    desk.publish()
    assert (await desk.poll()).outcome == "unchanged"


async def test_a_source_that_is_gone_is_not_asked_again(desk: Desk) -> None:
    desk.fetcher.fail(FEED, SourceGone(FEED, "gone for good (HTTP 410)", status=410))
    visit = await desk.poll()
    assert visit.state.health is Health.GONE
    assert await desk.watch.once() == ()


async def test_an_archive_that_cant_be_written_loses_no_entry(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    desk.archive.break_down("the disk is full")
    visit = await desk.watch.once()
    assert visit[0].outcome == "failed"
    desk.archive.repair()
    assert (await desk.poll()).alerts == 1
    assert desk.told() == [ban("Northport")[0]]


async def test_the_same_event_from_another_outlet_changes_the_alert_instead_of_repeating_it(desk: Desk) -> None:
    await desk.poll()
    title, html = ban("Northport")
    desk.publish((title, html))
    await desk.poll()
    desk.publish((f"{title}, officials say", html.replace("after two years of debate", "after a long debate")))
    await desk.poll()
    kinds = [delivery.kind for delivery in desk.archive.deliveries.values()]
    assert kinds == [AlertKind.ALERT, AlertKind.UPDATE]


async def test_a_strict_channel_gets_the_story_with_the_first_article_that_is_strong_enough(desk: Desk) -> None:
    await desk.poll()
    title, html = ban("Northport")
    desk.publish((title, html))
    await desk.poll()
    (first,) = desk.archive.filed.values()
    score = first.analysis.relevance.score
    strict = Channel(platform="fake", id="strict", alert_at=score)
    await desk.archive.save_channel(strict)  # joined after the story, and strong enough from the first: never late
    desk.publish((f"{title}, officials say", html.replace("after two years of debate", "after a long debate")))
    await desk.poll()

    assert [each.channel for each in desk.archive.deliveries.values()] == ["fake:desk", "fake:desk"]

    await desk.archive.save_channel(replace(strict, alert_at=score + 0.0001))
    stronger = html.replace("</article>", "<p>Face recognition is banned by the council of the city.</p></article>")
    desk.publish((f"{title}: council members rejoice", stronger))
    await desk.poll()

    late = [each for each in desk.archive.deliveries.values() if each.channel == strict.key]
    assert [each.kind for each in late] == [AlertKind.ALERT]


async def test_a_restart_does_not_change_what_joins_what(desk: Desk) -> None:
    await desk.poll()
    title, html = ban("Northport")
    desk.publish((title, html))
    await desk.poll()
    await desk.filing.open()
    desk.publish((f"{title}, officials say", html))
    await desk.poll()
    stories = {filed.story for filed in desk.archive.filed.values()}
    assert len(stories) == 1


async def test_a_site_given_as_a_source_leads_to_its_feed(desk: Desk) -> None:
    home = "https://gazette.example"
    desk.fetcher.put(
        home,
        f'<html><head><link rel="alternate" type="application/rss+xml" href="{FEED}"></head><body>News</body></html>',
        content_type="text/html",
    )
    await desk.archive.remove_source((await desk.source()).id)
    desk.publish(ban("Northport"))
    added = await desk.sources.add("gazette.example", by=LEE)
    assert (added.source.url, added.source.kind) == (FEED, "feed")
    assert added.visit is not None
    assert (added.visit.outcome, added.visit.filed) == ("baseline", 1)
    assert not (await desk.sources.add(home, by=LEE)).is_new


async def test_a_permanent_move_is_believed_after_three_equal_answers(desk: Desk) -> None:
    target = "https://gazette.example/new.xml"
    await desk.poll()
    for number in range(3):
        desk.publish()
        answer = desk.fetcher._answers[FEED]
        assert not isinstance(answer, Exception)
        body = answer.body + b"<!-- %d -->" % number
        moved = replace(answer, body=body, etag=None, final_url=target, moved_to=target)
        desk.fetcher._answers[FEED] = moved
        assert (await desk.source()).url == FEED
        await desk.poll()
    assert (await desk.source()).url == target


async def test_deliveries_are_owed_before_anything_is_sent(desk: Desk) -> None:
    await desk.poll()
    desk.publish(ban("Northport"))
    await desk.poll()
    (delivery,) = desk.archive.deliveries.values()
    assert (delivery.state, delivery.channel) == (DeliveryState.OWED, "fake:desk")


async def test_reading_the_list_anew_forgets_no_visit_that_waits_to_be_recorded() -> None:
    desk = await Desk().opened()
    (before,) = await desk.watch.once()
    (due,) = (state.next_poll for _, state in await desk.archive.sources())
    assert due < before.state.next_poll  # not recorded yet
    await desk.watch.refresh()
    assert [state for _, state in await desk.archive.sources()] == [before.state]


def dated(city: str, day: str) -> tuple[str, str]:
    """The same news with a day of publication on its page."""
    title, html = ban(city)
    return title, html.replace("<head>", f'<head><meta property="article:published_time" content="{day}T08:00:00Z">')


@pytest.mark.parametrize(("pause", "held"), [(timedelta(days=5), 1), (timedelta(hours=1), 0)])
async def test_after_a_long_pause_what_is_old_waits_for_one_digest_and_what_is_new_does_not(
    pause: timedelta, held: int
) -> None:
    desk = await Desk().opened()
    await desk.poll()
    desk.clock.move(pause)
    now = desk.clock.now()
    desk.publish(
        dated("Northport", f"{now - timedelta(days=4):%Y-%m-%d}"), dated("Quay", f"{now - timedelta(days=1):%Y-%m-%d}")
    )
    await desk.poll()
    states = [delivery.state for delivery in desk.archive.deliveries.values()]
    assert sorted(states) == sorted([DeliveryState.HELD] * held + [DeliveryState.OWED] * (2 - held))
    waiting = [delivery for delivery in desk.archive.deliveries.values() if delivery.state is DeliveryState.HELD]
    assert [delivery.held_for for delivery in waiting] == [HeldFor.AWAY] * held
    assert all(now < delivery.due <= now + timedelta(hours=1) for delivery in waiting)


async def test_an_article_between_the_limits_owes_a_line_in_a_digest_and_no_alert() -> None:
    desk = await Desk().opened()
    await desk.poll()
    title = "Phone maker shows face recognition that unlocks a door"
    desk.publish((title, page(title, "The phone maker showed face recognition that unlocks a door.")))
    visit = await desk.poll()
    kinds = [delivery.kind for delivery in desk.archive.deliveries.values()]
    assert (visit.alerts, kinds) == (0, [AlertKind.BRIEF])


class StallingFetcher(FakeFetcher):
    """Never answers for one host."""

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        led_by: str | None = None,
    ) -> Page | NotModified:
        if "stall" in url:
            await asyncio.Event().wait()
        return await super().fetch(url, etag=etag, last_modified=last_modified, led_by=led_by)


async def test_many_sources_of_a_host_that_stalls_keep_no_other_host_waiting() -> None:
    desk = await Desk(fetcher=StallingFetcher(), concurrency=VISITS_OF_A_HOST + 2).opened()
    await desk.archive.remove_source((await desk.source()).id)
    for number in range(20):
        await add(desk, f"https://stalls.example/{number}")
    await add(desk, FEED)

    round = asyncio.create_task(desk.watch.once())
    async with asyncio.timeout(5):
        while not desk.visits:
            await asyncio.sleep(0)

    assert [visit.source.url for visit in desk.visits] == [FEED]
    round.cancel()
    await asyncio.gather(round, return_exceptions=True)


async def test_dozens_of_dead_hosts_keep_no_living_one_waiting() -> None:
    desk = await Desk(fetcher=StallingFetcher(), concurrency=4).opened()
    await desk.archive.remove_source((await desk.source()).id)
    for number in range(12):
        await add(desk, f"https://stall{number}.example/feed")
    await add(desk, FEED)

    round = asyncio.create_task(desk.watch.once())
    async with asyncio.timeout(5):
        while not desk.visits:
            await asyncio.sleep(0)

    assert [visit.source.url for visit in desk.visits] == [FEED]
    round.cancel()
    await asyncio.gather(round, return_exceptions=True)


async def add(desk: Desk, url: str) -> None:
    state = first_state(desk.clock.now(), limits=LIMITS)
    await desk.archive.add_source(url=url, kind="feed", name="A source", state=state)


async def test_a_page_that_is_written_anew_tells_a_story_each_time(desk: Desk) -> None:
    await desk.archive.remove_source((await desk.source()).id)
    address = "https://council.example/notices"
    state = first_state(desk.clock.now(), limits=LIMITS)
    await desk.archive.add_source(url=address, kind="page", name="Notices", state=state)
    for town in ("Northport", "Quay", "Vale"):
        desk.fetcher.put(address, ban(town)[1], content_type="text/html", etag=f'"{town}"')
        await desk.poll()
    assert [title.partition(" ")[0] for title in desk.told()] == ["Quay", "Vale"]


async def test_a_page_that_robots_may_not_read_is_not_asked_for(desk: Desk) -> None:
    await desk.archive.remove_source((await desk.source()).id)
    address = "https://council.example/notices"
    state = first_state(desk.clock.now(), limits=LIMITS)
    await desk.archive.add_source(url=address, kind="page", name="Notices", state=state)
    desk.fetcher.put(address, ban("Northport")[1], content_type="text/html")
    desk.fetcher.disallow(address)
    visit = await desk.poll()
    assert (visit.outcome, visit.error) == ("failed", "its robots.txt asks us not to read this page")
    assert desk.fetcher.asked == []


async def test_only_days_on_which_a_source_is_read_and_brings_nothing_are_quiet() -> None:
    desk = await Desk().opened()

    async def quiet_days(*, after: timedelta) -> int:
        desk.clock.move(after)
        await desk.poll()
        ((_, state),) = await desk.archive.sources()
        return state.quiet_days

    first = await quiet_days(after=timedelta())
    assert await quiet_days(after=timedelta(minutes=1)) == first
    assert await quiet_days(after=timedelta(days=1)) == first + 1
    assert await quiet_days(after=timedelta(days=300)) == first + 2  # nobody read it in between
    desk.fetcher.fail(FEED, FetchFailed(FEED, "the site is away"))
    assert await quiet_days(after=timedelta(days=1)) == first + 2

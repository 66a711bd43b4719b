"""Articles that were told are read again: what matters is told once, whatever the outlet does."""

from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from bot.adapters.store import Store, open_store
from bot.core.errors import FetchDelayed, FetchFailed, PageUnreadable, SourceGone
from bot.core.messages import Headline, Message, Quotation, Warning
from bot.core.model import (
    AlertKind,
    Article,
    Channel,
    Delivery,
    DeliveryState,
    EditKind,
    Hints,
    Page,
    Question,
    Rule,
    Timestamp,
    Topic,
)
from bot.ports import Archive, Outbox
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from bot.services.filing import Filing
from bot.services.reread import PER_TICK, Rereading, Rereads
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.parser import FakeParser
from tests.fakes.sender import FakeSender

URL = "https://gazette.example/ban"
HOUR = timedelta(hours=1)
TOPIC = Topic(
    id="faces",
    title="Faces",
    rules=(Rule(id="faces", query='"face recognition"', topic="faces"),),
    technology_words=("face recognition",),
    policy_words=("ban", "ordinance", "council", "police"),
    actor_words=("council", "police"),
)
TITLE = "Northport council bans face recognition"
LEAD = "The Northport council voted 7–2 on Monday to ban face recognition by its police after two years of debate."
PIERS = "Ferry workers had found cameras at three piers, and the harbour master admitted that nobody had been told."
WORDS = "We were never asked whether the police may look for our faces on the way to work"
SAID = f"“{WORDS},” said deckhand Ada Quill, who collected four thousand signatures for the ordinance."
MORE = "The mayor has ten days to sign the ordinance, and her office did not answer questions on Tuesday."


def page(*paragraphs: str, title: str = TITLE) -> str:
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs or (LEAD, PIERS, SAID))
    head = f"<head><title>{escape(title)}</title></head>"
    return f"<html lang=en>{head}<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"


async def no_channel_is_gone(channel: Channel, reason: str) -> None:
    raise AssertionError(f"{channel.key} {reason}")


class Office:
    """A bot that has told one article, and the outlet that printed it."""

    def __init__(self, store: Store | None = None) -> None:
        self.archive, self.clock = FakeArchive(), FakeClock()
        self.kept: Archive = store.archive if store else self.archive
        outbox: Outbox = store.outbox if store else self.archive
        self.fetcher, self.parser, self.sender = FakeFetcher(), FakeParser(), FakeSender()
        self.readings: list[Rereading] = []
        self.filing = Filing(
            archive=self.kept,
            parser=self.parser,
            clock=self.clock,
            topics=(TOPIC,),
            alert_at=0.3,
            digest_at=0.1,
            on_owed=lambda: None,
        )
        self.rereads = self.new_rereads()
        self.deliver = Deliver(
            archive=self.kept,
            outbox=outbox,
            senders={"fake": self.sender},
            clock=self.clock,
            report=lambda settled: None,
            on_channel_gone=no_channel_is_gone,
            digests=Digests(archive=self.kept, outbox=outbox, clock=self.clock, topics=()),
        )

    def new_rereads(self) -> Rereads:
        return Rereads(
            fetcher=self.fetcher,
            parser=self.parser,
            archive=self.kept,
            filing=self.filing,
            clock=self.clock,
            report=self.readings.append,
        )

    async def opened(self) -> "Office":
        await self.kept.save_channel(Channel(platform="fake", id="desk"))
        await self.kept.save_rules(TOPIC.rules)
        await self.filing.open()
        return self

    def print(self, *paragraphs: str, title: str = TITLE, etag: str | None = None) -> None:
        """Have the outlet show this from now on."""
        self.fetcher.put(URL, page(*paragraphs, title=title), content_type="text/html", etag=etag)

    async def tell(self, article: Article) -> None:
        outcome = await self.filing.file(article, source=None)
        assert outcome.alerts == 1, outcome.reasons
        await self.deliver.drain()

    async def wait(self, step: timedelta) -> list[Rereading]:
        """Time passes, what is due is read and what is owed is sent."""
        self.clock.move(step)
        found = await self.rereads.once()
        await self.deliver.drain()
        return list(found)

    def kinds(self) -> list[AlertKind]:
        return [delivery.kind for delivery in self.deliveries()]

    def deliveries(self) -> list[Delivery]:
        assert all(each.state is DeliveryState.SENT for each in self.archive.deliveries.values())
        return list(self.archive.deliveries.values())

    def alert(self) -> Message:
        return self.sender.shown("desk")[0]

    def follow_ups(self) -> list[str]:
        return [message.text for message in self.sender.shown("desk")[1:]]


def warnings(message: Message) -> list[str]:
    return [
        "".join(getattr(run, "text", "") for run in part.line) for part in message.parts if isinstance(part, Warning)
    ]


def quoted(message: Message) -> list[str]:
    return [part.text for part in message.parts if isinstance(part, Quotation)]


async def first_reading(office: Office, *, url: str = URL) -> Article:
    office.fetcher.put(url, page(), content_type="text/html")
    answer = await office.fetcher.fetch(url)
    assert isinstance(answer, Page)
    article = await office.parser.article(answer, Hints(url=url))
    office.fetcher.asked.clear()
    return replace(article, outlet="Gazette", published=Timestamp(office.clock.now()))


@pytest.fixture
async def office() -> Office:
    office = await Office().opened()
    await office.tell(await first_reading(office))
    assert WORDS in quoted(office.alert())
    return office


async def test_it_is_read_after_one_six_and_24_hours_and_a_week_and_then_no_more(office: Office) -> None:
    for hours in range(200):
        if await office.wait(HOUR):
            assert hours + 1 in {1, 6, 24, 168}
    assert [reading.outcome for reading in office.readings] == ["unchanged"] * 4
    assert office.kinds() == [AlertKind.ALERT]


async def test_it_is_asked_for_under_the_validators_of_its_last_page(office: Office) -> None:
    office.print(etag='"2"')
    await office.wait(HOUR)
    await office.wait(5 * HOUR)
    assert [asked.etag for asked in office.fetcher.asked] == [None, '"2"']


async def test_a_quote_that_was_changed_is_one_follow_up_and_stands_corrected_in_the_alert(office: Office) -> None:
    now = WORDS.replace("never asked whether", "asked only once if")
    office.print(LEAD, PIERS, SAID.replace(WORDS, now))

    (reading,) = await office.wait(HOUR)

    assert (reading.outcome, [edit.kind for edit in reading.edits]) == ("edited", [EditKind.QUOTE])
    assert office.kinds() == [AlertKind.ALERT, AlertKind.UPDATE, AlertKind.FOLLOW_UP]
    (follow_up,) = office.follow_ups()
    assert f"A quote in this alert was changed: was “{WORDS}”, now “{now}” — Ada Quill" in follow_up
    assert quoted(office.alert()) == [now]
    assert warnings(office.alert()) == [f"A quote in this alert was changed: was “{WORDS}”, now “{now}” — Ada Quill"]


async def test_the_words_before_and_after_are_both_kept(office: Office) -> None:
    now = WORDS.replace("never asked whether", "asked only once if")
    office.print(LEAD, PIERS, SAID.replace(WORDS, now))
    await office.wait(HOUR)
    said = await office.archive.quotes(Question(query="Quill", terms=("quill",)), limit=9)
    assert {each.quote.text.rstrip(",") for each in said} == {WORDS, now}
    assert len({filed.story for filed in office.archive.filed.values()}) == 1


async def test_what_was_told_is_not_told_again(office: Office) -> None:
    office.print(LEAD, PIERS, SAID, title="Northport council limits face recognition")
    await office.wait(HOUR)
    await office.wait(5 * HOUR)
    office.print(LEAD, PIERS, SAID)  # the first headline again, then the second: an outlet that tries both
    await office.wait(18 * HOUR)
    office.print(LEAD, PIERS, SAID, title="Northport council limits face recognition")
    await office.wait(timedelta(days=6))
    assert len(office.follow_ups()) == 1
    assert f"The headline was: “{TITLE}”" in office.follow_ups()[0]
    (headline,) = (part.text for part in office.alert().parts if isinstance(part, Headline))
    assert headline == "Northport council limits face recognition"


async def test_several_changes_at_once_are_one_follow_up(office: Office) -> None:
    note = "Correction: An earlier version of this article misstated the vote."
    office.print(
        LEAD.replace("7–2", "8–1"), PIERS, "Deckhand Ada Quill collected signatures.", note, title="Ban passes"
    )
    (reading,) = await office.wait(HOUR)
    assert {edit.kind for edit in reading.edits} >= {EditKind.HEADLINE, EditKind.QUOTE_GONE, EditKind.NOTE}
    assert len(office.follow_ups()) == 1
    assert "no longer in the article" in office.follow_ups()[0]
    assert "Corrected by the outlet: An earlier version of this article misstated the vote" in office.follow_ups()[0]
    assert sum("misstated the vote" in warning for warning in warnings(office.alert())) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        (LEAD, PIERS, SAID, MORE),
        (SAID, MORE, LEAD, PIERS),
        (LEAD.replace("debate", "debtae"), PIERS, SAID.replace("“", '"').replace("”", '"')),
    ],
)
async def test_new_paragraphs_another_order_and_slips_are_not_told(office: Office, paragraphs: tuple[str, ...]) -> None:
    office.print(*paragraphs)
    (reading,) = await office.wait(HOUR)
    assert (reading.outcome, office.kinds()) == ("unchanged", [AlertKind.ALERT])


async def test_new_quotes_are_kept_for_look_ups_and_told_to_nobody(office: Office) -> None:
    fresh = "Nobody will miss it but the people who sold it to us for three hundred thousand dollars"
    office.print(LEAD, PIERS, SAID, f"“{fresh},” said council member Tomas Berg, who voted for the ban.")
    (reading,) = await office.wait(HOUR)
    assert (reading.outcome, office.kinds()) == ("refreshed", [AlertKind.ALERT])
    said = await office.archive.quotes(Question(query="Berg", terms=("berg",)), limit=9)
    assert [each.quote.text.rstrip(",") for each in said] == [fresh]
    assert len(office.archive.filed) == 1


async def test_an_article_taken_down_is_one_line(office: Office) -> None:
    office.fetcher.fail(URL, SourceGone(URL, "gone for good", status=410))
    (reading,) = await office.wait(HOUR)
    assert reading.outcome == "taken down"
    assert "The outlet has taken this article down (HTTP 410)" in office.follow_ups()[0]
    assert warnings(office.alert()) == ["The outlet has taken this article down (HTTP 410)"]
    assert await office.wait(timedelta(days=30)) == []


async def test_a_missing_page_is_told_only_when_it_is_missing_still(office: Office) -> None:
    office.fetcher.fail(URL, FetchFailed(URL, "there is no page", status=404))
    await office.wait(HOUR)
    assert office.follow_ups() == []
    await office.wait(5 * HOUR)
    assert len(office.follow_ups()) == 1
    assert await office.wait(timedelta(days=30)) == []


@pytest.mark.parametrize("error", [FetchFailed(URL, "refused", status=403), PageUnreadable("bot check")])
async def test_a_refusal_is_silent_and_the_next_reading_comes(office: Office, error: Exception) -> None:
    if isinstance(error, PageUnreadable):
        office.parser.fail(URL, error)
        office.print(LEAD)
    else:
        office.fetcher.fail(URL, error)  # type: ignore[arg-type]
    (reading,) = await office.wait(HOUR)
    assert (reading.outcome, office.kinds()) == ("failed", [AlertKind.ALERT])
    assert len(await office.wait(5 * HOUR)) == 1


async def test_a_server_that_asks_for_patience_is_left_alone(office: Office) -> None:
    office.fetcher.fail(URL, FetchDelayed(URL, "slow down", status=429, retry_after=2 * HOUR))
    await office.wait(HOUR)
    assert await office.wait(HOUR) == []
    assert len(await office.wait(HOUR)) == 1


async def test_a_page_that_robots_may_not_read_is_not_read(office: Office) -> None:
    office.fetcher.disallow(URL)
    await office.wait(HOUR)
    assert office.fetcher.asked == []
    assert await office.wait(timedelta(days=30)) == []


async def test_a_front_page_in_its_place_tells_nothing(office: Office) -> None:
    office.print(
        *(f"Harbour news of the day, number {number}, with soups and ferries." for number in range(30)), title="G"
    )
    (reading,) = await office.wait(HOUR)
    assert (reading.outcome, office.kinds()) == ("unchanged", [AlertKind.ALERT])


async def test_what_was_told_from_an_excerpt_is_completed_without_a_follow_up() -> None:
    office = await Office().opened()
    whole = await first_reading(office)
    await office.tell(replace(whole, text=LEAD, is_partial=True, partial_reason="HTTP 403"))
    assert quoted(office.alert()) == []
    office.print()

    (reading,) = await office.wait(HOUR)

    assert (reading.outcome, office.kinds()) == ("completed", [AlertKind.ALERT, AlertKind.UPDATE])
    assert quoted(office.alert()) == [WORDS]
    assert warnings(office.alert()) == []
    assert len(office.archive.filed) == 1


async def test_the_database_takes_all_of_it(tmp_path: Path) -> None:
    now = WORDS.replace("never asked whether", "asked only once if")
    async with open_store(f"sqlite:///{tmp_path}/watchword.db") as store:
        office = await Office(store).opened()
        await office.tell(await first_reading(office))
        office.print(LEAD, PIERS, SAID, f"“{now},” said council member Tomas Berg, who voted for the ban.")
        await office.wait(HOUR)
        office.print(LEAD, PIERS, SAID.replace(WORDS, now), title="Northport council limits face recognition")
        await office.wait(5 * HOUR)
        office.fetcher.fail(URL, SourceGone(URL, "gone for good", status=410))
        await office.wait(18 * HOUR)

        assert [reading.outcome for reading in office.readings] == ["refreshed", "edited", "taken down"]
        assert len(office.follow_ups()) == 2
        assert len(warnings(office.alert())) == 4
        said = await store.archive.quotes(Question(query="Quill", terms=("quill",)), limit=9)
        assert {each.quote.text.rstrip(",") for each in said} == {WORDS, now}
        assert await store.archive.due_rereads(office.clock.now() + 999 * HOUR, limit=9) == ()


async def test_a_restart_forgets_no_reading(office: Office) -> None:
    await office.wait(HOUR)
    office.rereads = office.new_rereads()
    assert len(await office.wait(5 * HOUR)) == 1


async def test_an_archive_that_cant_be_written_tells_nothing_and_loses_nothing(office: Office) -> None:
    office.print(title="Northport council limits face recognition")
    office.archive.break_down("the disk is full")
    office.clock.move(HOUR)
    assert [reading.outcome for reading in await office.rereads.once()] == ["failed"]
    office.archive.repair()
    (reading,) = await office.wait(timedelta(minutes=1))
    assert reading.outcome == "edited"
    assert len(office.follow_ups()) == 1


async def test_a_tick_reads_no_more_than_its_share(office: Office) -> None:
    (first,) = office.archive.rereads.values()
    for number in range(2, PER_TICK + 5):
        office.archive.rereads[replace(first, first=number).first] = replace(first, first=number)  # type: ignore[arg-type]
    assert len(await office.wait(HOUR)) == PER_TICK
    assert len(await office.wait(timedelta(minutes=1))) == 4


async def test_a_version_that_a_poll_has_filed_is_not_told_a_second_time(office: Office) -> None:
    now = SAID.replace(WORDS, WORDS.replace("never asked whether", "asked only once if"))
    (told,) = office.archive.filed.values()
    whole = told.analysis.article
    version = replace(whole, text=whole.text.replace(SAID, now))
    await office.filing.file(version, source=None)
    await office.deliver.drain()
    posts = len(office.deliveries())
    office.print(LEAD, PIERS, now)
    (reading,) = await office.wait(HOUR)
    assert (reading.outcome, len(office.deliveries())) == ("unchanged", posts)


async def test_an_article_that_only_changed_a_count_is_not_read_again(office: Office) -> None:
    copy = await first_reading(office, url="https://kxyz.example/ban")
    await office.filing.file(replace(copy, url="https://kxyz.example/ban", outlet="KXYZ"), source=None)
    assert [each.url for each in office.archive.rereads.values()] == [URL]

"""Articles that were told are read again over a real socket into a real database: what matters is told once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.store import open_store
from bot.core.messages import Message, Quotation, Warning
from bot.core.model import Channel, Hints, Page, Rule, Timestamp, Topic
from bot.services.deliver import Deliver
from bot.services.digests import Digests
from bot.services.filing import Filing
from bot.services.reread import Rereading, Rereads
from tests.fakes.clock import FakeClock
from tests.fakes.parser import FakeParser
from tests.fakes.sender import FakeSender
from tests.fakes.server import LocalServer, Request, response

PATH = "/ban"
HOUR = timedelta(hours=1)
READINGS = (HOUR, 5 * HOUR, 18 * HOUR, timedelta(days=6))
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
PIERS = "Ferry workers had found cameras at three piers, and harbour master Dana Ortiz admitted she had told nobody."
SAID = (
    "“We were never asked whether the police may look for our faces on the way to work,” said deckhand Ada Quill, who "
    "collected four thousand signatures for the ordinance."
)
MAYOR = "“I will sign the ban on Friday, and I will be glad to do it,” said Celia Vance, the mayor of Northport."
SIGNED = "The ordinance takes effect on 1 January 2027, and it covers the police, the harbour and the schools."
TEXT = (LEAD, PIERS, SAID, MAYOR, SIGNED)


def page(*paragraphs: str, title: str = TITLE, above: str = "", below: str = "") -> bytes:
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs or TEXT)
    head = f"<head><title>{escape(title)}</title></head>"
    article = f"<article><h1>{escape(title)}</h1>{above}{body}</article>"
    return f"<html lang=en>{head}<body>{article}{below}</body></html>".encode()


class Outlet:
    """Its web server, with an ETag for what it shows."""

    def __init__(self, server: LocalServer) -> None:
        self.server = server
        self.url = server.url(PATH)

    def show(self, body: bytes, *, status: str = "200 OK") -> None:
        tag = f'"{hash(body)}"'

        async def answer(writer: asyncio.StreamWriter) -> None:
            asked = self.requests()[-1].headers.get("if-none-match")
            headers = ("Content-Type: text/html; charset=utf-8", f"ETag: {tag}", "Connection: close")
            writer.write(
                response(status="304 Not Modified", headers=headers)
                if asked == tag
                else response(body, status=status, headers=headers)
            )
            await writer.drain()

        self.server.put(PATH, answer)

    def requests(self) -> list[Request]:
        return self.server.asked(PATH)


class Desk:
    """What one channel has seen, across restarts of the bot."""

    def __init__(self, outlet: Outlet, folder: Path) -> None:
        self.outlet, self.folder = outlet, folder
        self.clock, self.sender = FakeClock(), FakeSender()

    @asynccontextmanager
    async def bot(self) -> AsyncIterator["Running"]:
        """The bot, from its start to its stop."""
        limits = FetchLimits(allow_private=(self.outlet.server.pair,))
        async with open_store(f"sqlite:///{self.folder}/watchword.db") as store, HttpFetcher(limits) as fetcher:
            parser = FakeParser()
            filing = Filing(
                archive=store.archive,
                parser=parser,
                clock=self.clock,
                topics=(TOPIC,),
                alert_at=0.3,
                digest_at=0.1,
                on_owed=lambda: None,
            )
            rereads = Rereads(
                fetcher=fetcher,
                parser=parser,
                archive=store.archive,
                filing=filing,
                clock=self.clock,
                report=lambda reading: None,
            )
            deliver = Deliver(
                archive=store.archive,
                outbox=store.outbox,
                senders={"fake": self.sender},
                clock=self.clock,
                report=lambda settled: None,
                on_channel_gone=_no_channel_is_gone,
                digests=Digests(archive=store.archive, outbox=store.outbox, clock=self.clock, topics=()),
            )
            await store.archive.save_channel(Channel(platform="fake", id="desk"))
            await store.archive.save_rules(TOPIC.rules)
            await filing.open()
            yield Running(self, fetcher, parser, filing, rereads, deliver)

    def shown(self) -> list[Message]:
        return self.sender.shown("desk")

    def follow_ups(self) -> list[str]:
        return [message.text for message in self.shown()[1:]]

    def warnings(self) -> list[str]:
        """Those on the alert as it stands now."""
        warnings = (part for part in self.shown()[0].parts if isinstance(part, Warning))
        return ["".join(getattr(run, "text", "") for run in part.line) for part in warnings]


async def _no_channel_is_gone(channel: Channel, reason: str) -> None:
    raise AssertionError(f"{channel.key} {reason}")


class Running:
    def __init__(
        self,
        desk: Desk,
        fetcher: HttpFetcher,
        parser: FakeParser,
        filing: Filing,
        rereads: Rereads,
        deliver: Deliver,
    ) -> None:
        self.desk, self.fetcher, self.parser = desk, fetcher, parser
        self.filing, self.rereads, self.deliver = filing, rereads, deliver

    async def tell(self) -> None:
        """The article as the outlet shows it, alerted."""
        answer = await self.fetcher.fetch(self.desk.outlet.url)
        assert isinstance(answer, Page)
        article = await self.parser.article(answer, Hints(url=self.desk.outlet.url))
        published = Timestamp(self.desk.clock.now())
        outcome = await self.filing.file(replace(article, outlet="Gazette", published=published), source=None)
        assert outcome.alerts == 1, outcome.reasons
        await self.deliver.drain()
        assert [part.text for part in self.desk.shown()[0].parts if isinstance(part, Quotation)]
        self.desk.outlet.server.requests.clear()

    async def wait(self, step: timedelta) -> list[Rereading]:
        self.desk.clock.move(step)
        found = await self.rereads.once()
        await self.deliver.drain()
        return list(found)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with LocalServer() as server:
        outlet = Outlet(server)
        outlet.show(page())
        desk = Desk(outlet, tmp_path)
        async with desk.bot() as bot:
            await bot.tell()
        yield desk


CHANGES = {
    "quote": (
        page(*(each.replace("never asked whether", "asked only once if") for each in TEXT)),
        "quote in this alert",
    ),
    "quote gone": (page(LEAD, PIERS, "Ada Quill collected signatures.", MAYOR, SIGNED), "no longer in the article"),
    "headline": (page(title="Northport council limits face recognition"), "The headline was"),
    "number": (page(LEAD.replace("7–2", "6–3"), *TEXT[1:]), "The outlet changed a sentence"),
    "name": (
        page(*(each.replace("Northport council", "Marlow council") for each in TEXT)),
        "The outlet changed a sentence",
    ),
    "speaker": (page(*(each.replace("Celia Vance", "Nora Pell") for each in TEXT)), "Nora Pell"),
    "date of effect": (page(*TEXT[:4], SIGNED.replace("1 January", "1 June")), "1 June"),
    "correction above": (page(above="<p>Correction: An earlier version misstated the vote.</p>"), "misstated the vote"),
    "correction below": (page(*TEXT, "Correction: An earlier version misstated the vote."), "misstated the vote"),
    "correction that does not say what": (page(*TEXT, "Correction appended"), "it doesn't say what"),
    "all at once": (
        page(LEAD.replace("7–2", "6–3"), *TEXT[1:], "Correction: The vote was 6–3.", title="Northport votes for a ban"),
        "Corrected by the outlet",
    ),
}


@pytest.mark.parametrize(("changed", "told"), CHANGES.values(), ids=CHANGES)
async def test_what_matters_is_one_follow_up_however_often_it_is_read(desk: Desk, changed: bytes, told: str) -> None:
    desk.outlet.show(changed)
    async with desk.bot() as bot:
        for step in READINGS:
            assert len(await bot.wait(step)) == 1
    (follow_up,) = desk.follow_ups()
    assert told in follow_up
    assert any(told in warning for warning in desk.warnings())
    assert len(desk.outlet.requests()) == len(READINGS)


def trivial() -> Iterator[tuple[str, bytes]]:
    yield "slip put right", page(*(each.replace("debate", "debates").replace("collected", "colected") for each in TEXT))
    yield "white space", page(*(each.replace(" ", "  ") for each in TEXT))
    yield "other marks", page(*(each.replace("“", '"').replace("”", '"').replace("–", "-") for each in TEXT))
    yield "live counters", page(below="<aside><p>1,204 comments</p><p>Shared 380 times</p></aside>")
    yield (
        "related links",
        page(
            below="<section><h2>Related</h2><ul>"
            + "".join(f"<li><a href=/{n}>Harbour story number {n} of the week</a></li>" for n in range(8))
            + "</ul></section>"
        ),
    )
    yield "a date", page(above="<p>Updated at 5 p.m. on Tuesday</p>")
    yield "a comment added", page(*TEXT, "This article was updated with a statement of the vendor.")
    yield "a paragraph added", page(*TEXT, "Acme Vision, which sold the cameras, did not answer questions on Tuesday.")
    yield "another order", page(LEAD, SAID, MAYOR, PIERS, SIGNED)
    yield "capitals in the headline", page(title=TITLE.title())


@pytest.mark.parametrize("changed", [body for _, body in trivial()], ids=[name for name, _ in trivial()])
async def test_trivial_edits_are_told_to_nobody(desk: Desk, changed: bytes) -> None:
    desk.outlet.show(changed)
    async with desk.bot() as bot:
        for step in READINGS:
            assert len(await bot.wait(step)) == 1
    assert desk.follow_ups() == []
    assert desk.warnings() == [] or "statement of the vendor" in desk.warnings()[0]


async def test_a_page_that_has_not_changed_is_asked_for_under_its_tag_and_answered_304(desk: Desk) -> None:
    async with desk.bot() as bot:
        outcomes = [reading.outcome for step in READINGS for reading in await bot.wait(step)]
    assert outcomes == ["unchanged"] * len(READINGS)
    tags = [request.headers.get("if-none-match") for request in desk.outlet.requests()]
    assert tags[0] is None
    assert len({*tags[1:]}) == 1
    assert tags[1] is not None


async def test_a_restart_between_two_readings_loses_and_repeats_nothing(desk: Desk) -> None:
    desk.outlet.show(page(title="Northport council limits face recognition"))
    async with desk.bot() as bot:
        assert len(await bot.wait(READINGS[0])) == 1
    async with desk.bot() as bot:
        assert await bot.wait(HOUR) == []
        (reading,) = await bot.wait(READINGS[1] - HOUR)
        assert reading.outcome == "unchanged"
    assert len(desk.follow_ups()) == 1


async def test_a_bot_that_stops_before_it_has_sent_the_follow_up_sends_it_after_its_start(desk: Desk) -> None:
    desk.outlet.show(page(title="Northport council limits face recognition"))
    async with desk.bot() as bot:
        desk.clock.move(HOUR)
        await bot.rereads.once()
    assert desk.follow_ups() == []
    async with desk.bot() as bot:
        await bot.deliver.drain()
        await bot.wait(READINGS[1])
    assert len(desk.follow_ups()) == 1


async def test_readings_missed_while_the_bot_was_off_are_made_up_by_one(desk: Desk) -> None:
    desk.outlet.show(page(title="Northport council limits face recognition"))
    async with desk.bot() as bot:
        assert len(await bot.wait(30 * HOUR)) == 1
        assert await bot.wait(HOUR) == []
    assert len(desk.follow_ups()) == 1


async def test_a_deleted_article_is_one_line_once_it_is_missing_for_the_second_time(desk: Desk) -> None:
    desk.outlet.show(b"<html>no such page</html>", status="404 Not Found")
    async with desk.bot() as bot:
        assert [reading.outcome for reading in await bot.wait(HOUR)] == ["failed"]
        assert desk.follow_ups() == []
        assert [reading.outcome for reading in await bot.wait(5 * HOUR)] == ["taken down"]
        assert await bot.wait(timedelta(days=30)) == []
    (follow_up,) = desk.follow_ups()
    assert "The outlet has taken this article down" in follow_up


async def test_an_article_gone_for_good_is_one_line_at_once(desk: Desk) -> None:
    desk.outlet.show(b"gone", status="410 Gone")
    async with desk.bot() as bot:
        assert [reading.outcome for reading in await bot.wait(HOUR)] == ["taken down"]
    assert len(desk.follow_ups()) == 1
    assert desk.warnings() == ["The outlet has taken this article down (HTTP 410)"]


WALL = page(LEAD, "Subscribe to read the whole of this story.", "Already a subscriber? Sign in.")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (WALL, "200 OK"),
        (WALL, "402 Payment Required"),
        (b"<html>Please show that you are no robot</html>", "403 Forbidden"),
        (b"", "503 Service Unavailable"),
        (b"<html><title>Gazette</title><p>Welcome</p></html>", "200 OK"),
    ],
    ids=["wall", "402", "403", "503", "front page"],
)
async def test_a_wall_that_has_come_up_is_no_edit(desk: Desk, body: bytes, status: str) -> None:
    desk.outlet.show(body, status=status)
    async with desk.bot() as bot:
        for step in READINGS:
            await bot.wait(step)
    assert desk.follow_ups() == []
    assert desk.warnings() == []


async def test_what_changes_twice_is_told_twice_and_no_more(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.outlet.show(page(title="Northport council limits face recognition"))
        await bot.wait(READINGS[0])
        desk.outlet.show(page(*TEXT, "Correction: The vote was on Monday.", title="Northport limits face recognition"))
        await bot.wait(READINGS[1])
        await bot.wait(READINGS[2])
    assert len(desk.follow_ups()) == 2
    assert "The vote was on Monday" in desk.follow_ups()[1]

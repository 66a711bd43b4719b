"""The bot's own parts, built from plain values, opened once and closed last first; no face, no settings file."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from secrets import token_hex

from bot.adapters.clock import SchedulerClock
from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.logs import log
from bot.adapters.metrics import Metrics
from bot.adapters.parsing import ParsingLimits, PoolParser
from bot.adapters.store import SqlArchive
from bot.core.alerts import Limits
from bot.core.errors import SendDelayed, SendRefused, SendUnknown, StoreUnusable
from bot.core.excerpts import Keeping
from bot.core.messages import Message
from bot.core.model import Article, Channel, DeliveryState, Revision, SourceId, Topic
from bot.core.polling import PollLimits
from bot.core.rules import compile_rules
from bot.core.translation import ENGLISH_ALONE, Languages
from bot.ports import Sender
from bot.records import Records, open_records
from bot.services.analyze import Analyze
from bot.services.attributing import Attributing
from bot.services.deliver import Deliver, Settled
from bot.services.digests import Digests
from bot.services.filing import Filing
from bot.services.muting import Muting
from bot.services.notes import Notes, Tell
from bot.services.personal import Personal
from bot.services.posting import Posting
from bot.services.proposing import Proposing
from bot.services.reread import Rereading, Rereads
from bot.services.retention import Retention, Tidied
from bot.services.stories import Stories
from bot.services.suggesting import Suggesting
from bot.services.tune import Anew, Announce, Beside, ChangeLog, Channels, Keywords, SecondAdmin, Sources, Trials, Undo
from bot.services.watch import Visit, Watch
from bot.services.why import Why

Work = Callable[[], Awaitable[None]]
ToldOtherwise = Callable[[str | None], Awaitable[None]]  # a channel, or any, is told at other times now

STOP_SECONDS = 9.0  # from the first signal to the end within ten
RESTART_SECONDS = (1.0, 60.0)  # the first and the longest wait before a part that failed is started again
CANCELLED_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseLimits:
    """What an operator decides: every number, where the archive is, what admins type."""

    database_url: str
    fetch: FetchLimits
    parsing: ParsingLimits
    polling: PollLimits
    alert_at: float
    digest_at: float
    pages_per_round: int
    concurrency: int
    feed_cap: int  # alerts from one source an hour, a channel; 0: no cap
    keeping: Keeping
    admin_command: str = "/policy-admin"
    is_strict: bool = False  # what an admin in chat takes away waits for another one


@asynccontextmanager
async def open_reader(topic: Topic, *, fetch: FetchLimits, parsing: ParsingLimits) -> AsyncIterator[Analyze]:
    """What reads single articles: parser and fetcher, no archive."""
    async with (
        PoolParser(parsing, reads_feeds=False) as parser,
        SchedulerClock() as clock,
        HttpFetcher(fetch) as fetcher,
    ):
        yield Analyze(
            parser=parser, fetcher=fetcher, clock=clock, topic=topic, book=compile_rules(topic.rules, topics=(topic,))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All parts of one bot. `senders` is filled by whoever connects platforms, before `running`."""

    records: Records
    fetcher: HttpFetcher
    filing: Filing
    watch: Watch
    rereads: Rereads
    deliver: Deliver
    digests: Digests
    sources: Sources
    keywords: Keywords
    trials: Trials
    anew: Anew
    why: Why
    posting: Posting
    channels: Channels
    personal: Personal
    retention: Retention
    notes: Notes
    log: ChangeLog
    undo: Undo
    second: SecondAdmin
    beside: Beside
    stories: Stories
    attributing: Attributing
    muting: Muting
    proposing: Proposing
    senders: dict[str, Sender]
    reporter: "Reporter"

    @property
    def archive(self) -> SqlArchive:
        return self.records.archive

    @asynccontextmanager
    async def running(self, beside: Mapping[str, Work] | None = None) -> AsyncIterator[None]:
        """Watch and deliver while this is open; then ticks stop first and sends in flight finish.

        `beside` are the connections of platforms, by name: they are up until the last send has ended.
        """
        await self.filing.open()
        async with asyncio.TaskGroup() as group:
            connections = [group.create_task(supervised(name, work)) for name, work in (beside or {}).items()]
            flushing = group.create_task(supervised("filing", self.filing.run))
            watching = group.create_task(supervised("watch", self.watch.run))
            rereading = group.create_task(supervised("reread", self.rereads.run))
            delivering = group.create_task(supervised("deliver", self.deliver.run))
            group.create_task(supervised("personal", self.personal.run))  # ends with the clock, and so does this:
            group.create_task(supervised("retention", self.retention.run))
            group.create_task(supervised("proposing", self.proposing.run))
            group.create_task(supervised("notes", self.notes.run))
            group.create_task(supervised("second", self.second.run))
            group.create_task(supervised("beside", self.beside.run))
            try:
                yield
            finally:
                self.records.clock.stop()
                self.deliver.stop()
                _, late = await asyncio.wait(
                    {watching, rereading, delivering}, timeout=STOP_SECONDS - CANCELLED_SECONDS
                )
                for task in (*late, flushing, *connections):
                    task.cancel()
                await self.filing.flush()


@asynccontextmanager
async def open_house(
    limits: HouseLimits,
    topics: Sequence[Topic],
    *,
    languages: Languages = ENGLISH_ALONE,
    is_reading: bool = True,
) -> AsyncIterator[House]:
    """Everything but faces: the parser's children first, before any socket they could inherit.

    Where nothing is to be read, `is_reading=False` saves starting them.
    """
    async with AsyncExitStack() as stack:
        parser = PoolParser(limits.parsing)
        if is_reading:
            await stack.enter_async_context(parser)
        reporter = Reporter()
        records = await stack.enter_async_context(
            open_records(limits.database_url, topics, on_trouble=reporter.written)
        )
        fetcher = await stack.enter_async_context(HttpFetcher(limits.fetch))
        yield _built(limits, records, parser, fetcher, languages, reporter)


def _built(
    limits: HouseLimits,
    records: Records,
    parser: PoolParser,
    fetcher: HttpFetcher,
    languages: Languages,
    reporter: "Reporter",
) -> House:
    archive, clock = records.archive, records.clock
    senders: dict[str, Sender] = {}
    changes = ChangeLog(
        archive=archive,
        clock=clock,
        announce=_announcing(senders),
        is_strict=limits.is_strict,
        languages=languages,
    )
    digests = Digests(archive=archive, outbox=records.store.outbox, clock=clock, topics=records.topics)

    async def told_otherwise(key: str | None) -> None:
        await digests.reschedule(key)
        deliver.nudge()

    channels = Channels(
        archive=archive,
        log=changes,
        on_change=told_otherwise,
        admin_command=limits.admin_command,
        languages=languages,
    )
    deliver = Deliver(
        archive=archive,
        outbox=records.store.outbox,
        senders=senders,
        clock=clock,
        report=reporter.settled,
        on_channel_gone=channels.switch_off,
        digests=digests,
        languages=languages,
        feed_cap=limits.feed_cap,
    )
    filing = Filing(
        archive=archive,
        parser=parser,
        clock=clock,
        topics=records.topics,
        alert_at=limits.alert_at,
        digest_at=limits.digest_at,
        on_owed=deliver.nudge,
    )
    watch = Watch(
        fetcher=fetcher,
        parser=parser,
        archive=archive,
        filing=filing,
        clock=clock,
        limits=limits.polling,
        pages_per_round=limits.pages_per_round,
        concurrency=limits.concurrency,
        chance=lambda: random.uniform(-1, 1),  # noqa: S311  jitter, no secret
        report=reporter.visited,
    )
    sources = Sources(
        archive=archive, log=changes, fetcher=fetcher, parser=parser, clock=clock, watch=watch, limits=limits.polling
    )

    suggesting = Suggesting(archive=archive, clock=clock, log=changes)
    attributing = Attributing(archive=archive, filing=filing, log=changes, suggesting=suggesting)
    stories = Stories(archive=archive, filing=filing, clock=clock, topics=records.topics, log=changes)
    muting = Muting(archive=archive, log=changes)

    heard = _reloading(filing, told_otherwise)
    keywords = Keywords(archive=archive, log=changes, topics=records.topics, on_change=filing.reload)
    told_from = Limits(alert=limits.alert_at, digest=limits.digest_at)
    trials = Trials(archive=archive, clock=clock, topics=records.topics, limits=told_from)
    proposing = Proposing(
        archive=archive,
        clock=clock,
        topics=records.topics,
        limits=told_from,
        keywords=keywords,
        channels=channels,
        sources=sources,
        trials=trials,
        announce=_announcing(senders),
        admin_command=limits.admin_command,
        languages=languages,
    )

    return House(
        records=records,
        fetcher=fetcher,
        filing=filing,
        watch=watch,
        rereads=Rereads(
            fetcher=fetcher, parser=parser, archive=archive, filing=filing, clock=clock, report=reporter.reread
        ),
        deliver=deliver,
        digests=digests,
        sources=sources,
        keywords=keywords,
        proposing=proposing,
        trials=trials,
        anew=Anew(archive=archive, clock=clock, topics=records.topics, file=_filing_anew(filing), log=changes),
        why=Why(
            archive=archive,
            outbox=records.store.outbox,
            topics=records.topics,
            limits=told_from,
        ),
        posting=Posting(
            archive=archive,
            fetcher=fetcher,
            parser=parser,
            filing=filing,
            digests=digests,
            topics=records.topics,
            log=changes,
            suggesting=suggesting,
            on_owed=deliver.nudge,
        ),
        channels=channels,
        personal=Personal(archive=archive, clock=clock),
        retention=Retention(archive=archive, clock=clock, keeping=limits.keeping, report=reporter.tidied),
        notes=Notes(archive=archive, clock=clock, tell=_telling(senders), languages=languages),
        log=changes,
        undo=Undo(
            archive=archive,
            log=changes,
            on_change=heard,
            correct=attributing.correct,
            regroup=lambda number, by: stories.undo(number, by=by),
        ),
        beside=Beside(
            archive=archive, clock=clock, announce=_announcing(senders), on_change=heard, languages=languages
        ),
        second=SecondAdmin(archive=archive, clock=clock, log=changes, on_change=heard),
        stories=stories,
        attributing=attributing,
        muting=muting,
        senders=senders,
        reporter=reporter,
    )


def _filing_anew(filing: Filing) -> Callable[[Article, SourceId | None], Awaitable[tuple[bool, bool]]]:
    async def file(article: Article, source: SourceId | None) -> tuple[bool, bool]:
        outcome = await filing.file(article, source=source)
        return outcome.filed is not None, outcome.alerts > 0

    return file


def _reloading(
    filing: Filing, told_otherwise: Callable[[str | None], Awaitable[None]]
) -> Callable[[Revision], Awaitable[None]]:
    """The watch reads keywords once, everything else anew each time; what is held was given a time."""

    async def heard(revision: Revision) -> None:
        match revision.kind:
            case "keyword":
                await filing.reload()
            case "channel":
                await told_otherwise(None)
            case "source" | "quote" | "story" | "regrouping":
                pass

    return heard


def _announcing(senders: Mapping[str, Sender]) -> Announce:
    """Says it in the channel now or never: what was changed is in the history anyway."""

    async def announce(channel: Channel, message: Message) -> None:
        sender = senders.get(channel.platform)
        if sender is None:
            return
        try:
            await sender.send(channel.id, message, key=f"note{token_hex(8)}")
        except (SendDelayed, SendRefused, SendUnknown) as error:
            log().warning("change_not_announced", channel=channel.key, reason=str(error))

    return announce


def _telling(senders: Mapping[str, Sender]) -> Tell:
    """A note whose answer was lost counts as told: one that is missing does less harm than one told twice."""

    async def tell(channel: Channel, message: Message, key: str) -> bool:
        sender = senders.get(channel.platform)
        if sender is None:
            return False
        try:
            await sender.send(channel.id, message, key=key)
        except SendUnknown:
            return True
        except (SendDelayed, SendRefused) as error:
            log().warning("note_not_told", channel=channel.key, reason=str(error))
            return False
        return True

    return tell


async def supervised(name: str, work: Work) -> None:
    """Run it again, ever later, when the archive fails it; a bug still ends the bot loudly."""
    wait, longest = RESTART_SECONDS
    while True:
        try:
            return await work()
        except* StoreUnusable as group:
            log().error("part_restarts", part=name, seconds=wait, reason=str(group.exceptions[0]))
        await asyncio.sleep(wait)
        wait = min(wait * 2, longest)


@dataclass(slots=True)
class Reporter:
    """Hears what the services did: counts it, logs it, remembers it for the report of one round."""

    metrics: Metrics = field(default_factory=Metrics)
    sent: int = 0

    def visited(self, visit: Visit) -> None:
        self.metrics.visited(
            visit.outcome, seconds=visit.seconds, entries=visit.entries, filed=visit.filed, alerts=visit.alerts
        )
        event = {"failed": log().warning, "unchanged": log().debug}.get(visit.outcome, log().info)
        facts = {"new": visit.entries, "matched": visit.filed, "alerts": visit.alerts, "error": visit.error}
        event(
            "source_polled",
            source=visit.source.name,
            outcome=visit.outcome,
            seconds=round(visit.seconds, 2),
            **{name: fact for name, fact in facts.items() if fact},
        )

    def reread(self, reading: Rereading) -> None:
        self.metrics.reread(reading.outcome)
        event = {"failed": log().warning, "unchanged": log().debug}.get(reading.outcome, log().info)
        facts = {"edits": [edit.kind.value for edit in reading.edits], "error": reading.error}
        event(
            "article_reread",
            article=reading.reread.article,
            outcome=reading.outcome,
            **{name: fact for name, fact in facts.items() if fact},
        )

    def settled(self, settled: Settled) -> None:
        delivery = settled.delivery
        self.metrics.settled(delivery.state.value, seconds=settled.seconds)
        self.sent += delivery.state is DeliveryState.SENT
        event = log().warning if delivery.last_error else log().info
        event(
            f"delivery_{'delayed' if delivery.state is DeliveryState.OWED else delivery.state.value}",
            delivery=delivery.id,
            channel=delivery.place,
            kind=delivery.kind.value,
            seconds=round(settled.seconds, 2),
            **({"reason": delivery.last_error} if delivery.last_error else {}),
        )

    def tidied(self, tidied: Tidied) -> None:
        log().info("archive_tidied", shortened=tidied.shortened, dropped=tidied.dropped)

    def written(self, trouble: str | None) -> None:
        """The archive can't be written from now on, and why; or, with None, it can again."""
        self.metrics.written(trouble is None)
        log().info("archive_written_again") if trouble is None else log().error("archive_not_written", reason=trouble)

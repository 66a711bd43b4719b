"""Watchword's command line and composition root: builds every part once, starts it, stops it."""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO

from bot.adapters.clock import SchedulerClock
from bot.adapters.http import FetchLimits, HttpFetcher
from bot.adapters.logs import log, set_up_logs
from bot.adapters.metrics import Metrics
from bot.adapters.parsing import Limits, ParsingLimits, PoolParser
from bot.adapters.spool import FileSpool
from bot.adapters.store import SqlArchive, Store, open_store
from bot.core.errors import StoreUnusable, WatchwordError
from bot.core.messages import (
    Message,
    answer_message,
    expired_message,
    help_message,
    more_quotes_message,
    why_message,
)
from bot.core.messages.wording import counted
from bot.core.model import AlertId, Channel, DeliveryState, Rule, Topic
from bot.core.polling import PollLimits, first_state
from bot.core.rules import compile_rules
from bot.core.urls import masked
from bot.ports import Sender
from bot.services.analyze import Analyze
from bot.services.deliver import Deliver, Settled
from bot.services.filing import Filing
from bot.services.health import Finding, HealthCheck, Verdict
from bot.services.lookup import Lookup
from bot.services.tune import Sources
from bot.services.watch import Visit, Watch
from config.demo.newsroom import Newsroom
from config.demo.newsroom import serving as newsroom_serving
from config.demo.newsroom import sources as newsroom_sources
from config.settings import Secrets, Settings, SourceSeed, load
from config.topics import Pack, load_pack
from handlers import reports, terminal
from handlers.command_line import Doors, main, say
from handlers.status import create_status_app
from handlers.web import render
from handlers.web.app import PageServices, create_app, serving
from handlers.web.commands import Commands
from handlers.web.guard import Guard
from handlers.web.sender import WebSender

DOCS = "docs/operators.md"
WEB_CHANNEL = Channel(platform="web", id="alerts", name="Alerts")
TERMINAL_CHANNEL = Channel(platform="terminal", id="terminal", name="Terminal")
ID_DIGITS = 16
STOP_SECONDS = 9.0  # SIGTERM to exit 0 within ten
RESTART_SECONDS = (1.0, 60.0)  # the first and the longest wait before a part that failed is started again

# --- the house: every part, opened once and closed last first --------------------------------------------------------


class Reporter:
    """Hears what the services did: counts it, logs it, remembers it for the report of one round."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.sent = 0

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

    def settled(self, settled: Settled) -> None:
        delivery = settled.delivery
        self.metrics.settled(delivery.state.value, seconds=settled.seconds)
        self.sent += delivery.state is DeliveryState.SENT
        event = log().warning if delivery.last_error else log().info
        event(
            f"delivery_{'delayed' if delivery.state is DeliveryState.OWED else delivery.state.value}",
            delivery=delivery.id,
            channel=delivery.channel,
            kind=delivery.kind.value,
            seconds=round(settled.seconds, 2),
            **({"reason": delivery.last_error} if delivery.last_error else {}),
        )

    def troubled(self, error: StoreUnusable) -> None:
        log().error("archive_not_written", reason=error.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All parts of one process."""

    desk: "Desk"
    fetcher: HttpFetcher
    filing: Filing
    watch: Watch
    deliver: Deliver
    sources: Sources
    web: WebSender
    reporter: Reporter

    @property
    def archive(self) -> SqlArchive:
        return self.desk.archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a command needs that only looks into the archive: quick to open, no children, no sockets."""

    settings: Settings
    store: Store
    clock: SchedulerClock
    topics: tuple[Topic, ...]
    lookup: Lookup

    @property
    def archive(self) -> SqlArchive:
        return self.store.archive


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """The archive, brought up to date and filled from the settings when it is empty."""
    packs = tuple(load_pack(path) for path in settings.packs)
    topics = tuple(pack.topic for pack in packs)
    async with SchedulerClock() as clock, open_store(settings.database_url) as store:
        await _seed(store, settings, packs, clock)
        lookup = Lookup(archive=store.archive, topics=topics, clock=clock)
        yield Desk(settings=settings, store=store, clock=clock, topics=topics, lookup=lookup)


@asynccontextmanager
async def open_house(settings: Settings, *, alerts_to: TextIO = sys.stdout) -> AsyncIterator[House]:
    """Everything but what listens: the parser's children first, before any socket they could inherit."""
    async with AsyncExitStack() as stack:
        parser = await stack.enter_async_context(PoolParser(_parse_limits(settings)))
        desk = await stack.enter_async_context(open_desk(settings))
        fetcher = await stack.enter_async_context(HttpFetcher(_fetch_limits(settings)))
        yield _built(desk, parser, fetcher, alerts_to)


def _built(desk: Desk, parser: PoolParser, fetcher: HttpFetcher, alerts_to: TextIO) -> House:
    settings, store, clock = desk.settings, desk.store, desk.clock
    reporter = Reporter(Metrics())
    limits = _poll_limits(settings)
    web = WebSender(store.board, now=clock.now)
    senders: dict[str, Sender] = {"web": web, "terminal": terminal.TerminalSender(alerts_to)}
    deliver = Deliver(archive=store.archive, outbox=store.outbox, senders=senders, clock=clock, report=reporter.settled)
    filing = Filing(
        archive=store.archive,
        parser=parser,
        clock=clock,
        topics=desk.topics,
        alert_at=settings.relevance.alert,
        digest_at=settings.relevance.digest,
        on_owed=deliver.nudge,
        on_trouble=reporter.troubled,
    )
    watch = Watch(
        fetcher=fetcher,
        parser=parser,
        archive=store.archive,
        filing=filing,
        clock=clock,
        limits=limits,
        pages_per_round=settings.fetch.pages_per_round,
        concurrency=settings.fetch.concurrency,
        chance=lambda: random.uniform(-1, 1),  # noqa: S311  jitter, no secret
        report=reporter.visited,
    )
    sources = Sources(archive=store.archive, fetcher=fetcher, parser=parser, clock=clock, watch=watch, limits=limits)
    return House(
        desk=desk,
        fetcher=fetcher,
        filing=filing,
        watch=watch,
        deliver=deliver,
        sources=sources,
        web=web,
        reporter=reporter,
    )


def _fetch_limits(settings: Settings) -> FetchLimits:
    fetch = settings.fetch
    agent = fetch.user_agent.format(version=_version(), contact=fetch.contact or "no contact given")
    return FetchLimits(
        user_agent=agent,
        allow_private=fetch.allow_private,
        total=timedelta(seconds=fetch.timeout_seconds),
        wire_bytes=int(fetch.max_wire_megabytes * 1_000_000),
        body_bytes=int(fetch.max_body_megabytes * 1_000_000),
        overall=fetch.concurrency * 2,
    )


def _poll_limits(settings: Settings) -> PollLimits:
    return PollLimits(
        interval=timedelta(minutes=settings.fetch.interval_minutes),
        min_interval=timedelta(seconds=settings.fetch.min_interval_seconds),
    )


def _parse_limits(settings: Settings) -> ParsingLimits:
    """A child that waits for its turn on a busy machine gets twice its seconds of CPU on the wall."""
    parsing = settings.parsing
    return ParsingLimits(
        feeds=Limits(
            workers=parsing.feed_workers,
            cpu_seconds=parsing.feed_seconds,
            wall_seconds=parsing.feed_seconds * 2,
            memory_mb=parsing.feed_megabytes,
        ),
        articles=Limits(
            workers=parsing.article_workers,
            cpu_seconds=parsing.article_seconds,
            wall_seconds=parsing.article_seconds * 2,
            memory_mb=parsing.article_megabytes,
        ),
    )


def _version() -> str:
    try:
        return version("watchword")
    except PackageNotFoundError:  # run from the folder, as the README says
        return "0.1"


async def _seed(store: Store, settings: Settings, packs: Sequence[Pack], clock: SchedulerClock) -> None:
    """Fill an empty database; bring the packs' keywords up to date, and leave those that a team added."""
    archive = store.archive
    from_packs = tuple(rule for pack in packs for rule in pack.topic.rules)
    known = {rule.id for rule in from_packs}
    added: tuple[Rule, ...] = tuple(rule for rule in await archive.rules() if rule.id not in known)
    await archive.save_rules((*from_packs, *added))
    if await archive.channels():
        return
    for channel in _channels(settings):
        await archive.save_channel(channel)
    seeds = [(seed.url, seed.kind, seed.name) for seed in settings.sources]
    if not seeds:
        seeds = [(source.url, source.kind, source.name) for pack in packs for source in pack.sources]
    for url, kind, name in seeds:
        state = first_state(clock.now(), limits=_poll_limits(settings))
        await archive.add_source(url=url, kind=kind, name=name or masked(url), state=state)


def _channels(settings: Settings) -> tuple[Channel, ...]:
    if not settings.channels:
        return WEB_CHANNEL, TERMINAL_CHANNEL
    return tuple(
        Channel(platform=seed.platform, id=seed.id, topics=seed.topics, mode=seed.mode, name=seed.name)
        for seed in settings.channels
    )


# --- the bot ----------------------------------------------------------------------------------------------------------


async def _supervised(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Run it again, ever later, when the archive fails it; a bug still ends the bot loudly."""
    wait, longest = RESTART_SECONDS
    while True:
        try:
            return await work()
        except* StoreUnusable as group:
            log().error("part_restarts", part=name, seconds=wait, reason=str(group.exceptions[0]))
        await asyncio.sleep(wait)
        wait = min(wait * 2, longest)


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[None]:
    """The watch and the deliveries at work while this is open; then ticks stop first and sends in flight finish."""
    await house.filing.open()
    async with asyncio.TaskGroup() as group:
        flusher = group.create_task(_supervised("filing", house.filing.run))
        watching = group.create_task(_supervised("watch", house.watch.run))
        delivering = group.create_task(_supervised("deliver", house.deliver.run))
        try:
            yield
        finally:
            house.desk.clock.stop()
            house.deliver.stop()
            _, late = await asyncio.wait({watching, delivering}, timeout=STOP_SECONDS)
            for task in (*late, flusher):
                task.cancel()
            await house.filing.flush()


@asynccontextmanager
async def _faces(house: House) -> AsyncIterator[str]:
    """The local page and the listener for others; gives the page's address. Raises `OSError` for a taken port."""
    settings, guard = house.desk.settings, Guard(house.desk.settings.web.host)
    page = PageServices(
        commands=Commands(answer=_answerer(house), presses=_presses(house), share=house.web.share),
        channels=lambda: _web_channels(house),
        posts=lambda channel: house.desk.store.board.recent(channel, 50),
        subscribe=house.web.subscribed,
    )
    health = HealthCheck(archive=house.archive, clock=house.desk.clock, platforms=_platforms(settings), is_running=True)
    status = create_status_app(verdict=health.verdict, metrics=house.reporter.metrics.render)
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(
            _listening(create_app(page, guard=guard), "web", settings.web.host, settings.web.port)
        )
        await stack.enter_async_context(_listening(status, "http", settings.http.host, settings.http.port))
        host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
        token = f"/login?token={guard.login_token}" if guard.login_token else ""
        yield f"http://{host}:{port}{token}"


@asynccontextmanager
async def _listening(app: Any, section: str, host: str, port: int) -> AsyncIterator[int]:
    async with AsyncExitStack() as stack:
        try:
            bound = await stack.enter_async_context(serving(app, host=host, port=port))
        except OSError as error:
            raise PortTaken(section, host, port, error.strerror or "can't be used") from error
        yield bound


class PortTaken(WatchwordError):
    """A listener can't be opened."""

    def __init__(self, section: str, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Port {port} on {host} can't be used ({reason}): is another bot running? "
            f"Choose another with WATCHWORD__{section.upper()}__PORT, or 0 for any free one."
        )


async def _web_channels(house: House) -> tuple[Channel, ...]:
    return tuple(channel for channel in await house.archive.channels() if channel.platform == "web")


def _answerer(house: House) -> Callable[[str], Awaitable[Message]]:
    async def answer(query: str) -> Message:
        house.reporter.metrics.asked()
        found = await house.desk.lookup.answer(query)
        return help_message() if found.question.show == "help" else answer_message(found)

    return answer


def _presses(house: House) -> Mapping[str, Callable[[str], Awaitable[Message]]]:
    """Buttons of an alert that a service stands behind."""

    async def card(argument: str) -> Any:
        is_id = argument.isascii() and argument.isdecimal() and len(argument) < ID_DIGITS
        return await house.archive.card(AlertId(int(argument))) if is_id else None

    async def why(argument: str) -> Message:
        found = await card(argument)
        return why_message(found, alert_at=house.desk.settings.relevance.alert) if found else expired_message()

    async def more_quotes(argument: str) -> Message:
        found = await card(argument)
        return more_quotes_message(found) if found else expired_message()

    return {"why": why, "more_quotes": more_quotes}


def _platforms(settings: Settings) -> Mapping[str, Callable[[], Finding]]:
    """What each chat platform says of itself; one that is not set up is no fault."""
    secrets = settings.secrets

    def absent(name: str, has_token: bool) -> Callable[[], Finding]:
        if has_token:
            words = "a token is set, but this version does not connect yet"
            return lambda: Finding(part=name, light="warning", words=words, advice="see CHANGELOG.md")
        return lambda: Finding(part=name, light="ok", words=f"not set up (docs/{name}.md says how)")

    return {
        "slack": absent("slack", secrets.slack_bot_token is not None),
        "discord": absent("discord", secrets.discord_token is not None),
    }


def _stop_signals(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; the second ends the process at once."""
    stop = asyncio.Event()

    def ask() -> None:
        if stop.is_set():
            os._exit(1)
        log().info("stopping")
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask)
    return stop


async def _run(settings: Settings) -> None:
    stop = _stop_signals(asyncio.get_running_loop())
    async with open_house(settings) as house, _faces(house) as address:
        sources = await house.archive.sources()
        say(f"Watchword watches {counted(len(sources), 'source', 'sources')}. Open {address}")
        say(f"Alerts appear there and here; ask there or with: python run.py lookup amazon. Slack and Discord: {DOCS}")
        async with _running(house):
            await stop.wait()


async def _run_once(settings: Settings, is_json: bool) -> int:
    async with open_house(settings, alerts_to=sys.stderr if is_json else sys.stdout) as house:
        await house.filing.open()
        visits = await house.watch.once()
        await house.filing.flush()
        await house.deliver.drain()
        backlog = await house.archive.backlog(house.desk.clock.now())
        sent = house.reporter.sent
    if is_json:
        say(json.dumps(reports.round_as_json(visits, backlog, sent=sent), ensure_ascii=False))
    else:
        reports.write_round(visits, backlog, sent=sent, stream=sys.stdout)
    return int(bool(visits) and all(visit.outcome == "failed" for visit in visits))


# --- the sample newsroom ----------------------------------------------------------------------------------------------


async def _demo(settings: Settings, is_once: bool, port: int | None, opens_browser: bool) -> None:
    stop = _stop_signals(asyncio.get_running_loop())
    set_up_logs(level="warning", style=settings.log.format, stream=sys.stderr)  # the alerts are what is to be seen
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="watchword-demo-"))
        newsroom = Newsroom(_now)
        base = await stack.enter_async_context(newsroom_serving(newsroom))
        house = await stack.enter_async_context(open_house(_demo_settings(settings, Path(folder), base, port)))
        address = await stack.enter_async_context(_faces_anywhere(house))
        say(f"Open {address}")
        say("The sample newsroom publishes now; alerts arrive on the page and here.\n")
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await stack.enter_async_context(_running(house))
        await _baseline_taken(house)
        newsroom.start()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(newsroom.seconds + DEMO_SLACK_SECONDS):
                await stop.wait()
        await _delivered(house)
        if stop.is_set():
            return
        say(_THREE_THINGS.format(address=address))
        if not is_once:
            await stop.wait()


DEMO_SLACK_SECONDS = 3.0
_THREE_THINGS = """
That was the sample newsroom. Three things to try on {address}:
  /policy amazon             where a company stands, in dated facts
  /policy quotes council     who said what, verbatim
  Why?                       under an alert: the keyword, the sentence, the score and its reasons
Then watch the real world: python run.py run      (Ctrl-C ends this)
"""


def _demo_settings(settings: Settings, folder: Path, base: str, port: int | None) -> Settings:
    """The same bot, with a throw-away archive, the newsroom's sources alone and a pace one can watch."""
    newsroom_host = base.removeprefix("http://")
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database": settings.database.model_copy(update={"url": ""}),
            "secrets": Secrets(),
            "fetch": settings.fetch.model_copy(
                update={"interval_minutes": 0.5 / 60, "min_interval_seconds": 0.5, "allow_private": (newsroom_host,)}
            ),
            "web": settings.web.model_copy(update={"port": settings.web.port if port is None else port}),
            "http": settings.http.model_copy(update={"port": 0}),
            "channels": (),
            "sources": tuple(SourceSeed(url=url, kind=kind, name=name) for url, kind, name in newsroom_sources(base)),
        }
    )


@asynccontextmanager
async def _faces_anywhere(house: House) -> AsyncIterator[str]:
    """The page on its own port, or on any free one when that is taken."""
    async with AsyncExitStack() as stack:
        try:
            address = await stack.enter_async_context(_faces(house))
        except PortTaken:
            web = house.desk.settings.web.model_copy(update={"port": 0})
            settings = house.desk.settings.model_copy(update={"web": web})
            other = replace(house, desk=replace(house.desk, settings=settings))
            address = await stack.enter_async_context(_faces(other))
        yield address


async def _baseline_taken(house: House) -> None:
    """Until every sample source was read once, silently."""
    while any(state.baseline_at is None for _, state in await house.archive.sources()):
        await asyncio.sleep(0.05)


async def _delivered(house: House) -> None:
    """Until nothing is owed any more."""
    while (await house.archive.backlog(house.desk.clock.now())).owed:
        await asyncio.sleep(0.05)


# --- the command line's doors -----------------------------------------------------------------------------------------


def _load(config: Path | None, data_dir: Path | None) -> Settings:
    settings = load(config, data_dir=data_dir)
    set_up_logs(level=settings.log.level, style=settings.log.format, stream=sys.stderr)
    return settings


@asynccontextmanager
async def _open_reader(settings: Settings, jobs: int) -> AsyncIterator[Analyze]:
    """What reads single articles: the parser and the fetcher, no archive."""
    topic = load_pack(settings.packs[0]).topic
    limits = _parse_limits(settings)
    limits = replace(limits, feeds=replace(limits.feeds, workers=1), articles=replace(limits.articles, workers=jobs))
    async with AsyncExitStack() as stack:
        parser = await stack.enter_async_context(PoolParser(limits))
        clock = await stack.enter_async_context(SchedulerClock())
        fetcher = await stack.enter_async_context(HttpFetcher(_fetch_limits(settings)))
        book = compile_rules(topic.rules)
        yield Analyze(parser=parser, fetcher=fetcher, clock=clock, topic=topic, book=book)


async def _verdict(settings: Settings) -> Verdict:
    platforms = _platforms(settings)
    async with open_desk(settings) as desk:
        return await HealthCheck(
            archive=desk.archive, clock=desk.clock, platforms=platforms, is_running=False
        ).verdict()


def _now() -> datetime:
    return SchedulerClock().now()


DOORS: Doors[Settings] = Doors(
    load=_load,
    run=_run,
    run_once=_run_once,
    demo=_demo,
    desk=open_desk,
    house=open_house,
    reader=_open_reader,
    spool=FileSpool,
    verdict=_verdict,
    as_page=render.standalone,
    now=_now,
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], DOORS))

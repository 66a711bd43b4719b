"""Watchword's command line and composition root: settings become parts, parts become a bot, faces are put before it."""

from __future__ import annotations

import asyncio
import errno
import gc
import json
import os
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from bot import VERSION
from bot.adapters.clock import SchedulerClock
from bot.adapters.logs import log, set_up_logs
from bot.adapters.spool import FileSpool
from bot.adapters.stopping import stop_signals
from bot.core.errors import Fault, SettingsInvalid, WatchwordError
from bot.core.excerpts import Keeping
from bot.core.holding import changed
from bot.core.masking import masked
from bot.core.messages.wording import counted
from bot.core.model import Channel, Rule
from bot.core.polling import PollLimits, first_state
from bot.core.urls import authority, host, leads_inward
from bot.records import ArchiveFiles, Records, open_records
from bot.services.desk import ALERT_VERBS
from bot.services.health import Finding, HealthCheck, Verdict
from config.languages import languages
from config.settings import ChannelSeed, Secrets, Settings, SourceSeed, load, misspelt, renewed
from config.topics import Pack, load_pack
from handlers import terminal
from handlers.command_line import Doors, main, say

# What only some commands need is imported where it is used: a question to the archive loads no web server, no chat
# client, no reader of feeds and no sample newsroom, and is answered in half the time.
if TYPE_CHECKING:
    from aiohttp import web
    from pydantic import SecretStr

    from bot.adapters.http import FetchLimits
    from bot.adapters.parsing import ParsingLimits
    from bot.core.messages import Message
    from bot.house import House, HouseLimits, Work
    from bot.ports import Archive
    from bot.services.analyze import Analyze
    from bot.services.desk import Desk
    from bot.services.front_desk import FrontDesk
    from bot.services.heartbeat import Heartbeat
    from handlers.discord.app import Discord
    from handlers.discord.settings import DiscordSettings
    from handlers.slack.app import Slack
    from handlers.slack.settings import SlackSettings
    from handlers.web.app import PageServices
    from handlers.web.guard import Guard
    from handlers.web.sender import WebSender

Chat = TypeVar("Chat")

DOCS = "docs/slack.md, docs/discord.md"
WEB_CHANNEL = Channel(platform="web", id="alerts", name="Alerts")
TERMINAL_CHANNEL = Channel(platform="terminal", id="terminal", name="Terminal")
POSTS_SHOWN = 50
DEADLINE_SECONDS = 9.5  # from the first signal to the end whatever hangs: ten are promised

# --- settings become values -------------------------------------------------------------------------------------------


def _load(config: Path | None, data_dir: Path | None) -> Settings:
    settings = load(config, data_dir=data_dir)
    set_up_logs(level=settings.log.level, style=settings.log.format, stream=sys.stderr)
    return settings


def _packs(settings: Settings) -> tuple[Pack, ...]:
    return tuple(load_pack(path) for path in settings.packs)


def _limits(settings: Settings) -> HouseLimits:
    from bot.house import HouseLimits

    return HouseLimits(
        database_url=settings.database_url,
        fetch=_fetch_limits(settings),
        parsing=_parsing_limits(settings),
        polling=_poll_limits(settings),
        alert_at=settings.relevance.alert,
        digest_at=settings.relevance.digest,
        pages_per_round=settings.fetch.pages_per_round,
        concurrency=settings.fetch.concurrency,
        feed_cap=settings.delivery.feed_cap,
        keeping=_keeping(settings),
        admin_command=settings.slack.admin_command,
        is_strict=settings.admin.second,
    )


def _keeping(settings: Settings) -> Keeping:
    return Keeping(full_text_days=settings.retention.days, unmatched_days=settings.retention.unmatched_days)


def _fetch_limits(settings: Settings) -> FetchLimits:
    from bot.adapters.http import FetchLimits

    fetch = settings.fetch
    agent = fetch.user_agent.format(version=VERSION, contact=fetch.contact or "no contact given")
    return FetchLimits(
        user_agent=agent,
        allow_private=fetch.allow_private,
        total=timedelta(seconds=fetch.timeout_seconds),
        wire_bytes=int(fetch.max_wire_megabytes * 1_000_000),
        body_bytes=int(fetch.max_body_megabytes * 1_000_000),
        overall=fetch.concurrency * 6,  # four that wait and two pages for each that reads
    )


def _poll_limits(settings: Settings) -> PollLimits:
    return PollLimits(
        interval=timedelta(minutes=settings.fetch.interval_minutes),
        min_interval=timedelta(seconds=settings.fetch.min_interval_seconds),
    )


def _parsing_limits(settings: Settings) -> ParsingLimits:
    """A child that waits for its turn on a busy machine gets twice its seconds of CPU on the wall."""
    from bot.adapters.parsing import Limits, ParsingLimits

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


# --- the archive, filled when it is empty -----------------------------------------------------------------------------


@asynccontextmanager
async def _records(settings: Settings) -> AsyncIterator[Records]:
    packs = _packs(settings)
    topics = [pack.topic for pack in packs]
    async with open_records(settings.database_url, topics, is_for_reading=True) as records:
        if not records.store.is_read_only:
            await _seed(records, settings, packs)
        yield records


def _files(settings: Settings) -> ArchiveFiles:
    return ArchiveFiles(url=settings.database_url, beside=(_registered_commands(settings),))


def _registered_commands(settings: Settings) -> Path:
    """What Discord was told of our commands, so that it is told but once."""
    return settings.data_dir / "discord-commands.json"


@asynccontextmanager
async def _house(settings: Settings, *, is_reading: bool = True) -> AsyncIterator[House]:
    from bot.house import open_house

    packs = _packs(settings)
    topics = [pack.topic for pack in packs]
    async with open_house(_limits(settings), topics, languages=languages(), is_reading=is_reading) as house:
        await _seed(house.records, settings, packs)
        yield house


async def _seed(records: Records, settings: Settings, packs: Sequence[Pack]) -> None:
    """Fill an empty archive; bring the packs' keywords up to date, and leave what a team added or took out."""
    archive = records.archive
    stored = await archive.rules()
    kept = {rule.id: rule for rule in stored}
    from_packs = {rule.id: rule for pack in packs for rule in pack.topic.rules}
    current = [_as_the_team_left_it(rule, kept.get(id)) for id, rule in from_packs.items()]
    added: list[Rule] = [rule for id, rule in kept.items() if id not in from_packs]
    if (rules := (*current, *added)) != stored:  # a question needs no disk that can be written
        await archive.save_rules(rules)
    if await archive.channels() or await archive.sources() or await archive.changes(limit=1):
        return  # in use: whoever took everything out meant it
    for channel in _channels(settings):
        await archive.save_channel(channel)
    seeds = [(seed.url, seed.kind, seed.name) for seed in settings.sources]
    if not seeds:
        seeds = [(source.url, source.kind, source.name) for pack in packs for source in pack.sources]
    for url, kind, name in seeds:
        state = first_state(records.clock.now(), limits=_poll_limits(settings))
        await archive.add_source(url=url, kind=kind, name=name or masked(url), state=state)


def _as_the_team_left_it(from_pack: Rule, kept: Rule | None) -> Rule:
    if kept is None:
        return from_pack
    return kept if kept.is_own else replace(from_pack, is_off=kept.is_off)


def _channels(settings: Settings) -> tuple[Channel, ...]:
    if not settings.channels:
        return WEB_CHANNEL, TERMINAL_CHANNEL
    return tuple(map(_channel, settings.channels))


def _channel(seed: ChannelSeed) -> Channel:
    channel = Channel(
        platform=seed.platform,
        id=seed.id,
        topics=seed.topics,
        mode=seed.mode,
        name=seed.name,
        alert_at=seed.alert,
        digest_at=seed.digest,
    )
    return reduce(partial(changed, languages=languages()), seed.wishes, channel)


# --- faces ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """What people see of the bot, connected and listening; `connections` are to be run beside it."""

    address: str
    web_port: int
    http_port: int
    connections: Mapping[str, Work]
    heartbeat: Heartbeat | None


class PortTaken(WatchwordError):
    """A listener can't be opened."""

    def __init__(self, section: str, host: str, port: int, error: OSError) -> None:
        asks = ": is another bot running?" if error.errno == errno.EADDRINUSE else "."
        self.reason = f"Port {port} on {host} can't be used ({_why(error)}){asks}"
        super().__init__(
            f"{self.reason} Choose another with WATCHWORD__{section.upper()}__PORT, or 0 for any free one."
        )


def _why(error: OSError) -> str:
    number = error.errno or 0  # a name that can't be found has a negative one
    return (os.strerror(number) if number > 0 else str(error.strerror)).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Platforms:
    """Ways out that are connected, and the desk behind them. `connections` are to be run beside the house."""

    page: WebSender
    desk: FrontDesk
    health: HealthCheck
    chats: Mapping[str, Slack | Discord]
    routes: Sequence[web.RouteDef]  # of a platform that calls us, for the listener that others may reach

    @property
    def connections(self) -> Mapping[str, Work]:
        return {name: chat.run for name, chat in self.chats.items()}


@asynccontextmanager
async def _platforms(
    house: House, settings: Settings, *, alerts_to: TextIO = sys.stdout, is_running: bool = True
) -> AsyncIterator[Platforms]:
    """The local page, the terminal, and Slack and Discord where tokens are set; nothing is asked of them yet."""
    from handlers.web.sender import WebSender

    page = WebSender(house.records.store.board, now=house.records.clock.now)
    findings: dict[str, Callable[[], Finding]] = {name: partial(_not_set_up, name) for name in ("slack", "discord")}
    health = HealthCheck(
        archive=house.archive,
        clock=house.records.clock,
        platforms=findings,
        is_running=is_running,
        keeping=_keeping(settings),
        admin_command=settings.slack.admin_command,
        set_back=lambda: house.records.clock.set_back,
    )
    desk = _desk(house, settings, health)
    report = _report if is_running else _nobody_hears  # a check tells what it found itself
    house.senders.update({"web": page, "terminal": terminal.TerminalSender(alerts_to)})
    async with AsyncExitStack() as stack:
        chats: dict[str, Slack | Discord] = {}
        routes: Sequence[web.RouteDef] = ()
        if (slack := _slack_settings(settings)) is not None:
            from handlers.slack.app import connect as connect_slack

            chats["slack"] = connected = await stack.enter_async_context(
                connect_slack(slack, desk, report=report, renewal=partial(_renewed, settings, _slack_settings))
            )
            routes = connected.routes
        if (discord := _discord_settings(settings)) is not None:
            from handlers.discord.app import connect as connect_discord

            registered = _registered_commands(settings)
            chats["discord"] = await stack.enter_async_context(
                connect_discord(
                    discord,
                    desk,
                    report=report,
                    registered=registered,
                    renewal=partial(_renewed, settings, _discord_settings),
                )
            )
        for name, chat in chats.items():
            house.senders[name], findings[name] = chat.sender, chat.finding
        yield Platforms(page=page, desk=desk, health=health, chats=chats, routes=routes)


@asynccontextmanager
async def _faces(house: House, settings: Settings) -> AsyncIterator[Faces]:
    """All platforms, the local page and the listener for others. Raises `PortTaken`."""
    from handlers.status import create_status_app
    from handlers.web.app import create_app
    from handlers.web.guard import Guard

    async with AsyncExitStack() as stack:
        platforms = await stack.enter_async_context(_platforms(house, settings))
        guard = Guard(settings.web.host)
        app = create_app(_page(house, platforms.page, platforms.desk), guard=guard)
        status = create_status_app(verdict=platforms.health.verdict, metrics=house.reporter.metrics.render)
        status.add_routes(platforms.routes)
        port = await stack.enter_async_context(_listening(app, "web", settings.web.host, settings.web.port))
        http = await stack.enter_async_context(_listening(status, "http", settings.http.host, settings.http.port))
        yield Faces(
            web_port=port,
            http_port=http,
            address=_address(settings.web.host, port, guard),
            connections=platforms.connections,
            heartbeat=_heartbeat(house, settings, platforms.health),
        )


def _heartbeat(house: House, settings: Settings, health: HealthCheck) -> Heartbeat | None:
    from bot.services.heartbeat import Heartbeat

    url = settings.health.heartbeat_url.get_secret_value()
    if not url:
        return None

    def missed(reason: str) -> None:
        log().warning("heartbeat_not_heard", host=host(url), reason=reason)

    return Heartbeat(
        url=url,
        fetcher=house.fetcher,
        clock=house.records.clock,
        verdict=health.verdict,
        note=partial(house.archive.did, "heartbeat"),
        report=missed,
    )


@asynccontextmanager
async def _counter(settings: Settings) -> AsyncIterator[Counter]:
    """The desk for who sits at the machine. What it files or owes is a running bot's to send."""
    async with _house(settings) as house:
        findings = {name: partial(_not_set_up, name) for name in ("slack", "discord")}
        health = HealthCheck(
            archive=house.archive,
            clock=house.records.clock,
            platforms=findings,
            is_running=False,
            keeping=_keeping(settings),
            admin_command=settings.slack.admin_command,
        )
        yield Counter(house, _desk(house, settings, health, command="run.py lookup", admin_command="run.py"))


@dataclass(frozen=True, slots=True)
class Counter:
    """Takes the orders of whoever sits at the machine."""

    house: House
    desk: FrontDesk

    async def carry_out(self, words: str, *, channel: str = "", why: str = "") -> Message:
        """Raises `WatchwordError`."""
        from bot.services.orders import FILING, OPERATOR

        if not words.startswith(FILING):
            return await self.desk.carry_out(words, member=OPERATOR, channel=channel, why=why)
        await self.house.filing.open()
        try:
            return await self.desk.carry_out(words, member=OPERATOR, channel=channel, why=why)
        finally:
            await self.house.filing.flush()


def _desk(
    house: House, settings: Settings, health: HealthCheck, *, command: str = "", admin_command: str = ""
) -> FrontDesk:
    from bot.services.front_desk import FrontDesk, Services

    services = Services(
        archive=house.archive,
        lookup=house.records.lookup,
        sources=house.sources,
        keywords=house.keywords,
        trials=house.trials,
        anew=house.anew,
        channels=house.channels,
        digests=house.digests,
        personal=house.personal,
        log=house.log,
        undo=house.undo,
        second=house.second,
        why=house.why,
        posting=house.posting,
        stories=house.stories,
        attributing=house.attributing,
        muting=house.muting,
        proposing=house.proposing,
        health=health,
    )
    return FrontDesk(
        services,
        alert_at=settings.relevance.alert,
        command=command or settings.slack.command,
        admin_command=admin_command or settings.slack.admin_command,
        keeping=_keeping(settings),
        count_question=house.reporter.metrics.asked,
        languages=languages(),
    )


def _page(house: House, sender: WebSender, desk: Desk) -> PageServices:
    """Whoever may open the local page is an admin; nobody there is to be sent the news of a story alone."""
    from bot.services.desk import FOLLOW_VERBS, FORM, Member
    from handlers.web.app import PageServices
    from handlers.web.commands import Commands, Forms

    member = Member(platform="web", id="local", name="Someone at this machine", is_admin=True)

    async def admin(words: str) -> Message:
        return await desk.admin(words, member=member, channel=WEB_CHANNEL.id)

    async def press(verb: str, argument: str) -> Message:
        return await desk.press(verb, argument, member=member, channel=WEB_CHANNEL.id)

    async def channels() -> tuple[Channel, ...]:
        return tuple(channel for channel in await house.archive.channels() if channel.platform == "web")

    commands = Commands(
        answer=partial(desk.ask, member=member),
        admin=admin,
        forms=Forms(
            open=partial(desk.form, member=member, channel=WEB_CHANNEL.id),
            faults=partial(desk.faults, member=member, channel=WEB_CHANNEL.id),
            submit=partial(desk.submit, member=member, channel=WEB_CHANNEL.id),
        ),
        presses={verb: partial(press, verb) for verb in desk.verbs - FOLLOW_VERBS - {FORM}},
        share=sender.share,
        suggest=desk.suggest,
    )
    return PageServices(
        commands=commands,
        channels=channels,
        posts=lambda channel: house.records.store.board.recent(channel, POSTS_SHOWN),
        subscribe=sender.subscribed,
        speaking=partial(desk.speaking, WEB_CHANNEL.key),
    )


def _slack_settings(settings: Settings) -> SlackSettings | None:
    slack, secrets = settings.slack, settings.secrets
    if secrets.slack_bot_token is None:
        return None
    from handlers.slack.settings import SlackSettings

    return SlackSettings(
        bot_token=secrets.slack_bot_token.get_secret_value(),
        app_token=_revealed(secrets.slack_app_token),
        signing_secret=_revealed(secrets.slack_signing_secret),
        api_url=slack.api_url,
        mode=slack.mode,
        command=slack.command,
        admin_command=slack.admin_command,
        admins=frozenset(slack.admins),
    )


def _discord_settings(settings: Settings) -> DiscordSettings | None:
    discord, token = settings.discord, settings.secrets.discord_token
    if token is None:
        return None
    from handlers.discord.settings import DiscordSettings

    return DiscordSettings(
        token=token.get_secret_value(),
        api_url=discord.api_url,
        gateway_url=discord.gateway_url,
        guilds=frozenset(discord.guilds),
        admins=frozenset(discord.admins),
    )


async def _renewed(settings: Settings, chat_settings: Callable[[Settings], Chat | None]) -> Chat | None:
    """With the secrets of now; None while a file that holds one can't be read."""
    try:
        return chat_settings(await asyncio.to_thread(renewed, settings))
    except SettingsInvalid:
        return None


def _revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _not_set_up(name: str) -> Finding:
    return Finding(part=name, light="ok", words=f"not set up; docs/{name}.md says how")


def _report(event: str, words: str) -> None:
    log().warning(event, words=words) if "trouble" in event or "refused" in event else log().info(event, words=words)


def _nobody_hears(_event: str, _words: str) -> None:
    """Of a connection."""


def _address(host: str, port: int, guard: Guard) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}" + (f"/login?token={guard.login_token}" if guard.login_token else "")


@asynccontextmanager
async def _listening(app: web.Application, section: str, host: str, port: int) -> AsyncIterator[int]:
    from handlers.web.app import serving

    async with AsyncExitStack() as stack:
        try:
            bound = await stack.enter_async_context(serving(app, host=host, port=port))
        except OSError as error:
            if (error.errno or 0) <= 0 or error.errno == errno.EADDRNOTAVAIL:
                reason = f"is no address of this machine ({_why(error)}), is {host!r}"
                raise SettingsInvalid((Fault(file="settings", key=f"{section}.host", reason=reason),)) from error
            raise PortTaken(section, host, port, error) from error
        yield bound


# --- commands ---------------------------------------------------------------------------------------------------------


async def _run(settings: Settings) -> None:
    stop = stop_signals(deadline_seconds=DEADLINE_SECONDS)
    async with AsyncExitStack() as stack:
        stack.enter_context(_files(settings).watched())
        house = await stack.enter_async_context(_house(settings))
        faces = await stack.enter_async_context(_faces(house, settings))
        sources = await house.archive.sources()
        _begin(settings, faces)
        say(f"Watchword watches {counted(len(sources), 'source', 'sources')}. Open {faces.address}")
        say("Alerts appear there and here; ask there or with: .venv/bin/python run.py lookup amazon")
        if not faces.connections:
            say(f"To add Slack or Discord: {DOCS}")
        gc.freeze()  # what is loaded now stays: looking for garbage in it would hold the loop up for 80 ms at a time
        beside = dict(faces.connections) | ({"heartbeat": faces.heartbeat.run} if faces.heartbeat else {})
        async with house.running(beside):
            await stop.wait()


def _begin(settings: Settings, faces: Faces) -> None:
    """What a log begins with."""
    log().info(
        "started", version=VERSION, archive=str(_files(settings).place), web=faces.web_port, http=faces.http_port
    )
    for fault in misspelt():
        log().warning("setting_not_known", place=fault.file, name=fault.key, reason=fault.reason)


async def _run_once(settings: Settings, is_json: bool) -> int:
    """One round: nothing listens, but what is owed to any platform is sent."""
    from handlers import reports

    alerts_to = sys.stderr if is_json else sys.stdout
    async with AsyncExitStack() as stack:
        stack.enter_context(_files(settings).watched())
        house = await stack.enter_async_context(_house(settings))
        platforms = await stack.enter_async_context(_platforms(house, settings, alerts_to=alerts_to))
        await house.filing.open()
        visits = await house.watch.once()
        rereads = await house.rereads.once()
        await house.filing.flush()
        await house.deliver.drain()
        await house.personal.tidy()
        await house.retention.when_due()
        if heartbeat := _heartbeat(house, settings, platforms.health):
            await heartbeat.beat()
        backlog = await house.archive.backlog(house.records.clock.now())
    if is_json:
        counts = reports.round_as_json(visits, backlog, sent=house.reporter.sent, rereads=rereads)
        say(json.dumps(counts, ensure_ascii=False))
    else:
        reports.write_round(visits, backlog, sent=house.reporter.sent, stream=sys.stdout, rereads=rereads)
    return int(bool(visits) and all(visit.outcome == "failed" for visit in visits))


async def _verdict(settings: Settings) -> Verdict:
    """Tokens, scopes and channels are asked of the platforms now; the rest is what the archive knows."""
    if settings.secrets.slack_bot_token is None and settings.secrets.discord_token is None:
        return await _verdict_without_chats(settings)
    async with _house(settings, is_reading=False) as house, _platforms(house, settings, is_running=False) as platforms:
        verdict = await platforms.health.verdict()
        asked: list[Finding] = []
        for name, chat in platforms.chats.items():
            ids = [channel.id for channel in await house.archive.channels() if channel.platform == name]
            asked += await chat.check(ids)
        differing = await _differing(house.archive, settings)
    known = [finding for finding in verdict.findings if finding.part not in platforms.chats]
    return Verdict.of((*known, *asked, *differing))


async def _verdict_without_chats(settings: Settings) -> Verdict:
    """Where nobody is to be asked, the archive is enough: no client and no reading process is started."""
    findings = {name: partial(_not_set_up, name) for name in ("slack", "discord")}
    async with _records(settings) as records:
        health = HealthCheck(
            archive=records.archive,
            clock=records.clock,
            platforms=findings,
            is_running=False,
            keeping=_keeping(settings),
            admin_command=settings.slack.admin_command,
        )
        verdict = await health.verdict()
        differing = await _differing(records.archive, settings)
    return Verdict.of((*verdict.findings, *differing))


async def _differing(archive: Archive, settings: Settings) -> tuple[Finding, ...]:
    """Where the settings and what is there part ways."""
    odd = [
        Finding(part="settings", light="warning", words=str(fault), advice="correct its name") for fault in misspelt()
    ]
    inward = await _inward(archive, settings)
    return (*odd, *inward, *await _missing(archive, settings), *await _mute(archive, settings))


async def _inward(archive: Archive, settings: Settings) -> tuple[Finding, ...]:
    """Addresses inside the network that nobody trusts: they are refused whenever they are asked for."""
    heartbeat = settings.health.heartbeat_url.get_secret_value()
    named = [("health.heartbeat_url", heartbeat)] if heartbeat else []
    named += [(f"source {source.id}", source.url) for source, _ in await archive.sources()]
    return tuple(
        Finding(
            part="settings",
            light="failing",
            words=f"{what} leads inside your network, to {authority(url)}, and is refused",
            advice=f'if it is yours: fetch.allow_private = ["{authority(url)}"]',
        )
        for what, url in named
        if leads_inward(url) and authority(url) not in settings.fetch.allow_private
    )


async def _mute(archive: Archive, settings: Settings) -> tuple[Finding, ...]:
    """Channels in which nothing can be told: no token, or no pack with their topics."""
    secrets = settings.secrets
    tokens = {"slack": secrets.slack_bot_token, "discord": secrets.discord_token}
    topics = {pack.topic.id for pack in _packs(settings)}
    findings = []
    for channel in await archive.channels():
        if channel.platform in tokens and tokens[channel.platform] is None:
            words = f"{channel.key} waits for alerts, and {channel.platform} is not set up"
            advice = f"docs/{channel.platform}.md says how"
            findings.append(Finding(part="channels", light="failing", words=words, advice=advice))
        if channel.topics and not topics & set(channel.topics):
            words = f"{channel.key} wants {', '.join(channel.topics)}, and no pack has it"
            advice = f"there is: {', '.join(sorted(topics))}"
            findings.append(Finding(part="channels", light="failing", words=words, advice=advice))
    return tuple(findings)


async def _missing(archive: Archive, settings: Settings) -> tuple[Finding, ...]:
    """Sources and channels of the settings file that the archive has not: the file only fills an empty one."""
    have = {channel.key for channel in await archive.channels()}
    have |= {source.url for source, _ in await archive.sources()}
    named = [f"{seed.platform}:{seed.id}" for seed in settings.channels] + [seed.url for seed in settings.sources]
    missing = [masked(name) for name in named if name not in have]
    if not missing:
        return ()
    words = f"the settings file names what the archive has not: {', '.join(missing[:3])}"
    advice = "the file only fills an empty archive; add it with sources add, or in chat with channel add"
    return (Finding(part="settings", light="warning", words=words, advice=advice),)


# --- the sample newsroom ----------------------------------------------------------------------------------------------

DEMO_SLACK_SECONDS = 3.0
_THREE_THINGS = """
That was the sample newsroom. Three things to try on {address}:
  /policy amazon             where a company stands, in dated facts
  /policy quotes council     who said what, verbatim
  Why?                       under an alert: the keyword, the sentence, the score and its reasons
Then watch the real world: .venv/bin/python run.py run      (Ctrl-C ends this)
"""


async def _demo(settings: Settings, is_once: bool, port: int | None, opens_browser: bool) -> None:
    from config.demo.newsroom import Newsroom
    from config.demo.newsroom import serving as newsroom_serving

    stop = stop_signals(deadline_seconds=DEADLINE_SECONDS)
    set_up_logs(level="warning", style=settings.log.format, stream=sys.stderr)  # the alerts are what is to be seen
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="watchword-demo-"))
        newsroom = Newsroom(_now)
        base = await stack.enter_async_context(newsroom_serving(newsroom))
        sample = _demo_settings(settings, Path(folder), base, port)
        house = await stack.enter_async_context(_house(sample))
        faces = await stack.enter_async_context(_faces_anywhere(house, sample))
        say(f"Open {faces.address}")
        say("The sample newsroom publishes now; alerts arrive on the page and here.")
        say(f"Until it ends, the command line can look in: run.py lookup amazon --data-dir {folder}\n")
        if opens_browser:
            await asyncio.to_thread(webbrowser.open, faces.address)
        await stack.enter_async_context(house.running())
        await _until(lambda: _baseline_is_taken(house), stop)
        newsroom.start()
        await _until(lambda: asyncio.sleep(newsroom.seconds + DEMO_SLACK_SECONDS, result=True), stop)
        await _until(lambda: _is_delivered(house), stop)
        say(_THREE_THINGS.format(address=faces.address))
        if not is_once:
            await stop.wait()


def _demo_settings(settings: Settings, folder: Path, base: str, port: int | None) -> Settings:
    """The same bot, with a throw-away archive, the newsroom's sources alone and a pace one can watch."""
    from config.demo.newsroom import sources as newsroom_sources

    pace = {"interval_minutes": 0.5 / 60, "min_interval_seconds": 0.5, "allow_private": (base.removeprefix("http://"),)}
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database": settings.database.model_copy(update={"url": ""}),
            "secrets": Secrets(),
            "fetch": settings.fetch.model_copy(update=pace),
            "web": settings.web.model_copy(update={"port": settings.web.port if port is None else port}),
            "http": settings.http.model_copy(update={"port": 0}),
            "channels": (),
            "sources": tuple(SourceSeed(url=url, kind=kind, name=name) for url, kind, name in newsroom_sources(base)),
        }
    )


@asynccontextmanager
async def _faces_anywhere(house: House, settings: Settings) -> AsyncIterator[Faces]:
    """The page on its own port, or on any free one when that is taken."""
    async with AsyncExitStack() as stack:
        try:
            faces = await stack.enter_async_context(_faces(house, settings))
        except PortTaken as taken:
            say(f"{taken.reason} The demo takes another.")
            anywhere = settings.model_copy(update={"web": settings.web.model_copy(update={"port": 0})})
            faces = await stack.enter_async_context(_faces(house, anywhere))
        yield faces


async def _baseline_is_taken(house: House) -> bool:
    return all(state.baseline_at is not None for _, state in await house.archive.sources())


async def _is_delivered(house: House) -> bool:
    return (await house.archive.backlog(house.records.clock.now())).owed == 0


async def _until(is_so: Callable[[], Awaitable[bool]], stop: asyncio.Event) -> None:
    """Until it is so, or someone wants to stop."""
    while not stop.is_set() and not await is_so():
        await asyncio.sleep(0.05)


def _now() -> datetime:
    return SchedulerClock().now()


@asynccontextmanager
async def _reader(settings: Settings, jobs: int) -> AsyncIterator[Analyze]:
    from bot.house import open_reader

    limits = _parsing_limits(settings)
    limits = replace(limits, feeds=replace(limits.feeds, workers=1), articles=replace(limits.articles, workers=jobs))
    topic = load_pack(settings.packs[0]).topic
    async with open_reader(topic, fetch=_fetch_limits(settings), parsing=limits) as reader:
        yield reader


def _rendered(face: str, message: Message) -> str:
    """The message as a face would send it, for `preview`: only the renderer asked for is loaded."""
    match face:
        case "slack":
            from handlers.slack import render as slack

            return slack.as_json(message, verbs=ALERT_VERBS)
        case "discord":
            from handlers.discord import render as discord

            return discord.as_json(message, verbs=ALERT_VERBS)
        case _:
            from handlers.web import render as page

            return page.standalone(message)


DOORS: Doors[Settings] = Doors(
    load=_load,
    run=_run,
    run_once=_run_once,
    demo=_demo,
    records=_records,
    files=_files,
    house=_house,
    counter=_counter,
    reader=_reader,
    spool=FileSpool,
    verdict=_verdict,
    rendered=_rendered,
    now=_now,
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], DOORS))

"""Is the bot well? One verdict for `/healthz` and for `check`, in words an operator can act on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot import VERSION
from bot.core.errors import StoreUnusable
from bot.core.excerpts import Keeping
from bot.core.masking import masked
from bot.core.model import Channel, Health, PollState, Source
from bot.ports import Archive, Backlog, Clock
from bot.services.leaps import LEAP
from bot.services.retention import CHORE as RETENTION

Light = Literal["ok", "warning", "failing"]
SetBack = Callable[[], tuple[datetime, timedelta] | None]  # when the clock was, by the clock as it is, and by how much

LATE_POLL = timedelta(minutes=10)  # a due source that nobody visits for so long: the watch has stopped
LATE_DELIVERY = timedelta(minutes=15)
LATE_TIDYING = timedelta(days=2)
SET_BACK = timedelta(minutes=2)
FELT = timedelta(days=1)  # polls and retries that were planned by the clock as it was come within a day
SICK = frozenset({Health.BLOCKED, Health.HTML, Health.DEAD, Health.GONE, Health.SILENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `advice` says what to do, "" where nothing is needed."""

    part: str  # "store", "sources", "deliveries", a platform's name
    light: Light
    words: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings, the worst first."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Verdict":
        """In the order an operator wants them."""
        order: Sequence[Light] = ("failing", "warning", "ok")
        return cls(findings=tuple(sorted(findings, key=lambda finding: order.index(finding.light))))

    @property
    def is_failing(self) -> bool:
        return any(finding.light == "failing" for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """What `/healthz` answers."""
        return {
            "status": "failing" if self.is_failing else "ok",
            "version": VERSION,
            "parts": {
                finding.part: {"light": finding.light, "words": finding.words, "advice": finding.advice}
                for finding in self.findings
            },
        }


class HealthCheck:
    """Looks at the store, the sources, the deliveries and each platform's connection.

    `platforms` gives, per platform, the finding its own connection makes of itself now; `set_back` what the bot saw of
    the machine's clock.
    """

    def __init__(
        self,
        *,
        archive: Archive,
        clock: Clock,
        platforms: Mapping[str, Callable[[], Finding]],
        is_running: bool,
        keeping: Keeping = Keeping(),  # noqa: B008  frozen
        admin_command: str = "/policy-admin",
        set_back: SetBack = lambda: None,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._platforms = platforms
        self._is_running = is_running
        self._keeping = keeping
        self._admin_command = admin_command
        self._set_back = set_back

    async def verdict(self) -> Verdict:
        """Never raises for weather: a store that can't be read is a finding."""
        now = self._clock.now()
        findings = [look() for look in self._platforms.values()]
        if not self._is_running:
            await self._try_to_write(now)
        try:
            sources = await self._archive.sources()
            backlog = await self._archive.backlog(now)
            channels = await self._archive.channels()
            tidied = await self._archive.last_done(RETENTION)
        except StoreUnusable as error:
            findings.append(Finding(part="store", light="failing", words=error.reason, advice="see docs/recovery.md"))
        else:
            findings.append(_of_store(self._archive.trouble))
            findings += _of_clock(sources, self._set_back(), now)
            findings.append(_of_sources(sources, now, is_running=self._is_running))
            findings.append(_of_deliveries(backlog, now))
            findings.append(_of_retention(tidied, now, self._keeping, is_running=self._is_running))
            findings += [self._of_channel(channel) for channel in channels if channel.trouble]
        return Verdict.of(findings)

    async def _try_to_write(self, now: datetime) -> None:
        """A bot that runs writes all the time; beside it, or without one, it has to be tried."""
        with suppress(StoreUnusable):  # the archive remembers, and is asked
            await self._archive.did("check", now)

    def _of_channel(self, channel: Channel) -> Finding:
        """One that its platform takes nothing for: the others go on, so the bot is not failing."""
        advice = f"{self._admin_command} resume there once it is mended"
        return Finding(
            part=f"channel {channel.key}", light="warning", words=f"was switched off: {channel.trouble}", advice=advice
        )


def _of_store(trouble: str | None) -> Finding:
    if trouble is not None:
        words = f"can be read, not written: {trouble}"
        return Finding(part="store", light="failing", words=words, advice="see docs/recovery.md")
    return Finding(part="store", light="ok", words="readable, and was written last time")


def _of_sources(sources: Sequence[tuple[Source, PollState]], now: datetime, *, is_running: bool) -> Finding:
    if not sources:
        return Finding(part="sources", light="warning", words="none yet", advice="add one: run.py sources add URL")
    polled = [state.last_success for _, state in sources if state.last_success]
    last = f"last answer {_ago(max(polled), now)}" if polled else "none polled yet"
    overdue = [
        source for source, state in sources if state.health is not Health.GONE and now - state.next_poll > LATE_POLL
    ]
    if is_running and overdue:
        return Finding(
            part="sources",
            light="failing",
            words=f"{len(overdue)} of {len(sources)} are overdue by {LATE_POLL.seconds // 60} minutes or more; {last}",
            advice="the watch is stuck or the machine slept: restart the bot",
        )
    failing = [(source, state) for source, state in sources if state.failures]
    if len(failing) == len(sources):
        return _of_none(failing, now, last)
    sick = [(source, state) for source, state in sources if state.health in SICK]
    if sick:
        source, state = sick[0]
        others = f", and {len(sick) - 1} more" if len(sick) > 1 else ""
        return Finding(
            part="sources",
            light="warning",
            words=f"{len(sick)} of {len(sources)} need a look: {masked(source.url)} is {state.health}{others}; {last}",
            advice="run.py sources list",
        )
    return Finding(part="sources", light="ok", words=f"{len(sources)} watched; {last}")


def _of_none(failing: Sequence[tuple[Source, PollState]], now: datetime, last: str) -> Finding:
    """A server that answers with an error is no matter of the network, and may be well again at the next poll."""
    source, state = failing[0]
    begun = max((state.failing_since or now) for _, state in failing)
    has_answered = any(state.last_success for _, state in failing)
    is_short = has_answered and now - begun < LATE_POLL
    is_answer = all("(HTTP " in (state.last_error or "") for _, state in failing)
    return Finding(
        part="sources",
        light="warning" if is_short else "failing",
        words=f"none of {len(failing)} could be read; {source.name}: {state.last_error}; {last}",
        advice="run.py sources list" if is_answer else "is this machine online? If it is, run.py sources list",
    )


def _of_clock(
    sources: Sequence[tuple[Source, PollState]], set_back: tuple[datetime, timedelta] | None, now: datetime
) -> list[Finding]:
    """What happened after now happened before somebody set the machine's clock back.

    The next polls wipe that trace away; what the bot itself saw is told for as long as it can be felt.
    """
    latest = max((state.last_success for _, state in sources if state.last_success), default=now)
    behind = latest - now
    if behind < SET_BACK and set_back is not None and now - set_back[0] < FELT:
        behind = set_back[1]
    if behind < SET_BACK:
        return []
    words = f"this machine's clock is {_span(behind)} behind what it was: polls and retries come up to a day late"
    return [Finding(part="clock", light="warning", words=words, advice="set it right (NTP); nothing is lost")]


def _of_deliveries(backlog: Backlog, now: datetime) -> Finding:
    last = f"last sent {_ago(backlog.last_sent, now)}" if backlog.last_sent else "none sent yet"
    held = f", {backlog.held} held for digests" if backlog.held else ""
    if backlog.next_digest is not None:
        held += f" (the next {_ahead(backlog.next_digest, now)})"
    words = f"{backlog.owed} owed{held}, {backlog.unknown} uncertain, {backlog.buried} refused; {last}"
    if backlog.oldest_due is not None and now - backlog.oldest_due > LATE_DELIVERY:
        return Finding(
            part="deliveries",
            light="failing",
            words=f"{words}; the oldest has waited since {_ago(backlog.oldest_due, now)}",
            advice="look at the platform's connection above, then at the log for delivery_delayed",
        )
    return Finding(part="deliveries", light="ok", words=words)


def _of_retention(tidied: datetime | None, now: datetime, keeping: Keeping, *, is_running: bool) -> Finding:
    """Days after which what has had its time still lies there are a broken promise, but no broken bot."""
    words = f"full texts are kept {_for_days(keeping.full_text_days)}, unmatched articles "
    words += f"{_for_days(keeping.unmatched_days)}; "
    words += "not tidied yet" if tidied is None else f"tidied {_ago(tidied, now)}"
    if is_running and tidied is not None and now - tidied > LEAP:
        words += "; the bot was off since then or the clock has leapt, so nothing is cut for a day"
        return Finding(part="retention", light="warning", words=words, advice="see that this machine's clock is right")
    if is_running and tidied is not None and now - tidied > LATE_TIDYING:
        return Finding(part="retention", light="warning", words=words, advice="look at the log for part_restarts")
    return Finding(part="retention", light="ok", words=words)


def _for_days(days: float) -> str:
    return f"{days:g} d" if days else "for good"


def _ahead(moment: datetime, now: datetime) -> str:
    return f"in {_span(moment - now)}" if moment - now >= timedelta(minutes=1) else "now"


def _span(length: timedelta) -> str:
    """In its greatest unit."""
    seconds = int(length.total_seconds())
    sizes = ((86400, "d"), (3600, "h"), (60, "min"))
    return next((f"{seconds // size} {unit}" for size, unit in sizes if seconds >= size), f"{seconds} s")


def _ago(moment: datetime, now: datetime) -> str:
    return f"{_span(max(now - moment, timedelta(0)))} ago"

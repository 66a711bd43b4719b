"""When a source is polled next, what its health is, and what a redirect changes.

A source's state is made anew after each poll and kept across restarts: nothing here remembers anything. Chance is an
argument: `jitter` is a float from -1 to 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.errors import FeedUnreadable, FetchDelayed, FetchFailed, SourceGone, WatchwordError
from bot.core.model import Feed, Health, NotModified, Page, PollState

NEVER = datetime(2999, 1, 1, tzinfo=UTC)  # far, yet not so far that adding to it overflows

JITTER = 0.1
SHORTER, LONGER = 0.5, 1.25  # in balance at about three polls to an entry: 1.25 ** 3 is nearly 2
ASKED_AT_MOST = timedelta(hours=24)  # ttl, Cache-Control
PATIENCE_AT_MOST = timedelta(days=7)  # Retry-After: long enough for any maintenance, too short to silence a source
BACK_OFF_AT_MOST = timedelta(hours=24)
WITH_JITTER = 1.2  # more than any jitter makes of a wait
DOUBLINGS_AT_MOST = 20  # beyond any cap from a tenth of a second on, and still no overflow

EQUAL_MOVES = 3  # permanent redirects to one address before it is believed
DEAD_AFTER = timedelta(days=1)
DEAD_FAILURES = 3  # two failures around a week's standstill of our own say nothing

SILENT_GAPS = 5  # when entries come at random, a gap of five means has a chance of one in 150
SILENT_AT_LEAST = timedelta(days=4)  # a long weekend is no silence
SILENT_AT_MOST = timedelta(days=90)
SILENT_UNKNOWN = timedelta(days=30)  # where the dates tell nothing
RECENT_ENTRIES = 20
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web: a clock that was never set

REFUSALS = frozenset({401, 403, 451})
TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLimits:
    """The pace an operator sets. `shortest` and `longest` bound what a source's own rhythm can make of `interval`."""

    interval: timedelta = timedelta(minutes=15)
    min_interval: timedelta = timedelta(seconds=60)
    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(hours=6)

    @property
    def is_lowered(self) -> bool:
        """Both numbers are below their defaults: the servers are the operator's own, so neither slows us down."""
        return self.interval < timedelta(minutes=15) and self.min_interval < timedelta(seconds=60)

    def adapted(self, interval: timedelta) -> timedelta:
        """An interval within the bounds."""
        shortest = min(self.shortest, self.interval)
        longest = self.interval if self.is_lowered else max(self.longest, self.interval)
        return max(min(interval, longest), shortest, self.min_interval)

    def asked(self, *waits: timedelta | None) -> timedelta:
        """The longest of what feed and server ask for (ttl, Cache-Control), as far as it is obeyed."""
        cap = self.interval if self.is_lowered else ASKED_AT_MOST
        return min(max((wait for wait in waits if wait is not None), default=timedelta()), cap)

    def is_barred(self, state: PollState, now: datetime) -> bool:
        """Whether a source must be left alone even when the schedule is ignored: 410, or Retry-After runs."""
        return state.health is Health.GONE or (state.not_before is not None and now < state.not_before)


def first_state(now: datetime, *, limits: PollLimits) -> PollState:
    """The state of a source just added: due at once."""
    return PollState(next_poll=now, interval=limits.adapted(limits.interval))


def is_due(state: PollState, now: datetime) -> bool:
    """Whether it is time for the next poll; one too far off to be ours was set before a clock was set back."""
    longest = PATIENCE_AT_MOST if state.not_before is not None else max(BACK_OFF_AT_MOST, state.interval)
    return state.health is not Health.GONE and not now < state.next_poll <= now + longest * WITH_JITTER


def after_success(
    state: PollState, *, page: Page, feed: Feed, new_entries: int, now: datetime, limits: PollLimits, jitter: float
) -> PollState:
    """The state after a page that could be read; `new_entries` of the feed's were never seen before.

    The first success is the baseline: all its entries are new, so it says nothing of the source's rhythm.
    `body_hash` is left as it was: whoever compares bodies keeps it.
    """
    is_baseline = state.baseline_at is None
    dates = _dates(feed, now)
    interval = limits.adapted(state.interval if is_baseline else state.interval * (SHORTER if new_entries else LONGER))
    base = _moved(state, page)
    if is_baseline:
        base = replace(base, baseline_at=now, last_new_entry=max(dates, default=now))
    elif new_entries:
        base = replace(base, last_new_entry=now)
    usual_gap = _mean_gap(dates) or state.usual_gap
    base = replace(
        base, etag=page.etag, last_modified=page.last_modified, reader=feed.reader or state.reader, usual_gap=usual_gap
    )
    return _rested(base, interval, limits.asked(feed.ttl, page.max_age), now=now, limits=limits, jitter=jitter)


def after_not_modified(
    state: PollState, answer: Page | NotModified, *, now: datetime, limits: PollLimits, jitter: float
) -> PollState:
    """The state after a 304, or after a page whose body is the one read last time."""
    base = _moved(state, answer)
    if isinstance(answer, Page):
        base = replace(base, etag=answer.etag, last_modified=answer.last_modified)
    interval = limits.adapted(state.interval * LONGER)
    return _rested(base, interval, limits.asked(answer.max_age), now=now, limits=limits, jitter=jitter)


def after_failure(
    state: PollState, error: WatchwordError, *, now: datetime, limits: PollLimits, jitter: float
) -> PollState:
    """The state after a poll that brought nothing: twice the wait for each failure in a row, up to a day.

    Validators stay: they belong to the last body that could be read. After `SourceGone` there is no next poll.
    """
    failures = state.failures + 1
    since = state.failing_since or now
    pause = min(state.interval * 2 ** min(failures, DOUBLINGS_AT_MOST), max(BACK_OFF_AT_MOST, limits.interval))
    patience = max(timedelta(), min(error.retry_after, PATIENCE_AT_MOST)) if isinstance(error, FetchDelayed) else None
    health = _health_of_failure(error, failures=failures, lasting=now - since)
    delay = max(_jittered(pause, jitter), limits.min_interval)
    if patience is not None:  # before the time named is too early, so chance only ever adds to it
        delay = max(delay, _jittered(patience, abs(jitter)))
    return replace(
        state,
        next_poll=NEVER if health is Health.GONE else now + delay,
        not_before=None if patience is None else now + patience,
        failures=failures,
        failing_since=since,
        last_error=_words(error),
        health=health,
    )


def new_address(state: PollState) -> str | None:
    """Where the source lives from now on: the target of three equal permanent redirects in a row."""
    return state.moved_to if state.moved_count >= EQUAL_MOVES else None


# --- success ----------------------------------------------------------------------------------------------------------


def _rested(
    state: PollState, interval: timedelta, asked: timedelta, *, now: datetime, limits: PollLimits, jitter: float
) -> PollState:
    delay = max(_jittered(max(interval, asked), jitter), limits.min_interval)
    is_new_day = state.last_success is None or state.last_success.date() != now.date()
    return replace(
        state,
        quiet_days=state.quiet_days + is_new_day,
        next_poll=now + delay,
        interval=interval,
        not_before=None,
        failures=0,
        failing_since=None,
        last_error=None,
        last_success=now,
        health=Health.SILENT if _is_silent(state, now) else Health.OK,
    )


def _jittered(delay: timedelta, jitter: float) -> timedelta:
    return delay * (1 + JITTER * max(-1.0, min(1.0, jitter)))


def _moved(state: PollState, answer: Page | NotModified) -> PollState:
    """Count equal permanent redirects; one that would give up encryption is followed, if at all, but never believed."""
    target = answer.moved_to
    gives_up_encryption = _is_secure(answer.url) and target is not None and not _is_secure(target)
    if target is None or target == answer.url or gives_up_encryption:
        return replace(state, moved_to=None, moved_count=0)
    return replace(state, moved_to=target, moved_count=state.moved_count + 1 if target == state.moved_to else 1)


def _is_secure(url: str) -> bool:
    return url[:6].lower() == "https:"


def _is_silent(state: PollState, now: datetime) -> bool:
    if state.last_new_entry is None:
        return False
    usual = SILENT_UNKNOWN if state.usual_gap is None else state.usual_gap * SILENT_GAPS
    return now - state.last_new_entry > max(SILENT_AT_LEAST, min(usual, SILENT_AT_MOST))


def _dates(feed: Feed, now: datetime) -> list[datetime]:
    """Dates that can be true, newest first. A feed's dates are for display; nothing but its health hangs on them."""
    return sorted(_instants(feed, now), reverse=True)[:RECENT_ENTRIES]


def _instants(feed: Feed, now: datetime) -> Iterable[datetime]:
    for entry in feed.entries:
        if entry.published is not None:
            instant = entry.published.instant()
            if OLDEST <= instant <= now:
                yield instant


def _mean_gap(dates: list[datetime]) -> timedelta | None:
    """Mean time between entries; None where the dates say nothing (fewer than three, or all the same)."""
    if len(dates) < 3 or dates[0] == dates[-1]:
        return None
    return (dates[0] - dates[-1]) / (len(dates) - 1)


# --- failure ----------------------------------------------------------------------------------------------------------


def _health_of_failure(error: WatchwordError, *, failures: int, lasting: timedelta) -> Health:
    status = error.status if isinstance(error, FetchFailed) else None
    is_long = lasting >= DEAD_AFTER and failures >= DEAD_FAILURES
    if isinstance(error, SourceGone):
        return Health.GONE
    if isinstance(error, FeedUnreadable) and error.is_html:
        return Health.HTML
    if status in REFUSALS or (status == TOO_MANY and is_long):  # asked for patience for a day, 429 means no
        return Health.BLOCKED
    return Health.DEAD if is_long else Health.SLOW


def _words(error: WatchwordError) -> str:
    """The reason without the address, which may carry a key."""
    reason = getattr(error, "reason", None)
    return reason if isinstance(reason, str) else str(error)

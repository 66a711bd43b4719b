"""The clock on a channel's wall: quiet hours and the moments of its digests, on the days clocks change too.

A time that the spring skips is taken an hour later, one that the autumn repeats the first time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model import Mode, Schedule

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def local(moment: datetime, schedule: Schedule) -> datetime:
    """The moment as the channel's clock shows it."""
    return moment.astimezone(ZoneInfo(schedule.zone))


def day_of(moment: datetime, schedule: Schedule) -> date:
    """The channel's day of that moment."""
    return local(moment, schedule).date()


def is_quiet(schedule: Schedule, moment: datetime) -> bool:
    """Whether the channel's clock is within its quiet hours."""
    if schedule.quiet is None:
        return False
    start, end = schedule.quiet
    now = local(moment, schedule).time()
    return start <= now < end if start < end else now >= start or now < end


def quiet_end(schedule: Schedule, moment: datetime) -> datetime:
    """When the quiet hours end next after `moment`; that very moment where there are none."""
    if schedule.quiet is None:
        return moment
    end = schedule.quiet[1]
    today = day_of(moment, schedule)
    ends = [at for day in range(3) for at in _instants(today + day * _DAY, end, schedule)]
    return min(at for at in ends if at > moment)


def next_digest(mode: Mode, schedule: Schedule, moment: datetime) -> datetime:
    """When the next digest comes, later than `moment` and never in quiet hours.

    Where alerts come at once, that of the day.
    """
    at = hour_began(schedule, moment) + _HOUR if mode == "hourly" else _next_day(mode, schedule, moment)
    return quiet_end(schedule, at) if is_quiet(schedule, at) else at


def hour_began(schedule: Schedule, moment: datetime) -> datetime:
    """When the channel's clock last struck."""
    now = local(moment, schedule)
    return moment - timedelta(minutes=now.minute, seconds=now.second, microseconds=now.microsecond)


def _next_day(mode: Mode, schedule: Schedule, moment: datetime) -> datetime:
    today = day_of(moment, schedule)
    days = (today + number * _DAY for number in range(9))
    if mode == "weekly":
        days = (day for day in days if day.weekday() == schedule.digest_day)
    return next(at for day in days if (at := _first(day, schedule.digest_time, schedule)) > moment)


def _first(day: date, at: time, schedule: Schedule) -> datetime:
    return next(_instants(day, at, schedule))


def _instants(day: date, at: time, schedule: Schedule) -> Iterator[datetime]:
    """The moments at which the clock shows this: one, or two on a day in autumn.

    What the spring leaves out comes as late after midnight as on other days, when the clock shows an hour more.
    """
    shown = datetime.combine(day, at, tzinfo=ZoneInfo(schedule.zone))
    first, second = (shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    yield first
    if second > first:
        yield second

"""What admins are told of the bot itself, calmly: which sources need a look, and whether silence can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.messages import wording
from bot.core.messages.parts import Items, Line, Message, Paragraph, Text
from bot.core.model import Health, PollState, Source
from bot.core.text import cut, visible

SHOWN = 5
REASON_CHARS = 80
NAME_CHARS = 60
_WEEK = timedelta(days=7)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What there was to read in seven days, and what came of it."""

    sources: int
    answered: int  # of the sources, at least once
    read: int  # articles
    matched: int
    told: int  # stories, as alerts
    away: timedelta  # the longest time without a poll of ours; 0: none worth a word
    away_since: date | None = None


def sick_message(sick: Sequence[tuple[Source, PollState, date | None]], *, fine: int, today: date) -> Message:
    """Those that need a look, each with its day, and how many need none."""
    lines = [source_in_words(source, state, since=since, today=today) for source, state, since in sick]
    one = len(lines) == 1
    count = wording.counted(len(lines), "source needs a look", "sources need a look")
    others = f"{fine} {'other is' if fine == 1 else 'others are'} fine." if fine else "There are no others."
    if one:
        return _said(f"{count}: {_ended(lines[0])} {others}")
    shown: list[Line] = [(Text(_ended(line)),) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        shown.append((Text(f"… and {len(lines) - SHOWN} more: sources list shows them."),))
    spoken = f"{count}: {' '.join(map(_ended, lines[:SHOWN]))} {others}"
    return Message(text=spoken, parts=(Paragraph(line=(Text(f"{count}. {others}"),)), Items(lines=tuple(shown))))


def source_in_words(source: Source, state: PollState, *, since: date | None, today: date) -> str:
    """`Harbour Daily has refused us since Tuesday: the site refuses us (HTTP 403); blocked?`"""
    name = cut(visible(source.name), NAME_CHARS) or f"source {source.id}"
    when = f" since {_day(since, today)}" if since else ""
    reason = cut(visible(state.last_error or ""), REASON_CHARS)
    why = f" ({reason})" if reason else ""
    match state.health:
        case Health.BLOCKED:
            return f"{name} has refused to be read{when}{why}: blocked?"
        case Health.HTML:
            return f"{name} has given a web page in place of its feed{when}: has the feed moved?"
        case Health.GONE:
            return f"{name} is gone for good{when} and no longer asked: sources remove {source.id} takes it out"
        case Health.SILENT:
            return f"{name} answers but has brought nothing new{when}, longer than usual"
        case Health.SLOW:
            return f"{name} has been slow to answer{when}{why}"
        case _:
            return f"{name} could not be read{when}{why}: is the address still right?"


def week_message(week: Week, *, today: date) -> Message:
    """One line by which to judge a quiet week."""
    silent = week.sources - week.answered
    all_of_them = "the one source" if week.sources == 1 else f"all {week.sources} sources"
    answered = f"{all_of_them} answered" if not silent else f"{week.answered} of {week.sources} sources answered"
    read = wording.counted(week.read, "article was", "articles were")
    if week.away and week.away_since:
        hours = max(round(week.away / timedelta(hours=1)), 1)
        gap = f"The longest time without a look was {wording.counted(hours, 'hour', 'hours')}, on "
        gap += f"{_day(week.away_since, today)}."
    else:
        gap = "The bot was never away for half an hour."
    trust = "Silence can be trusted" if not silent and not week.away else "Silence can be trusted but for this"
    return _said(
        f"{trust}: in the last seven days {answered}, {read} read, {week.matched} "
        f"matched, {week.told} told as alerts. {gap}"
    )


def _day(value: date, today: date) -> str:
    return _DAYS[value.weekday()] if timedelta(0) <= today - value < _WEEK else wording.day(value)


def _ended(words: str) -> str:
    return words if words.endswith("?") else f"{words}."


def _said(text: str) -> Message:
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))

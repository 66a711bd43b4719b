"""What a channel is told, when, and what waits for it, in words."""

from datetime import datetime, time

from bot.core.messages.catalogue import counted_as, said
from bot.core.messages.parts import Heading, Items, Line, Message, Moment, Text
from bot.core.model import Channel


def hours_in_words(hours: tuple[time, time]) -> str:
    """`22:00–07:00`"""
    return f"{hours[0]:%H:%M}–{hours[1]:%H:%M}"


def schedule_in_words(channel: Channel) -> tuple[str, ...]:
    """When the channel is told, a sentence without its full stop each."""
    schedule = channel.schedule
    clock = f"{schedule.digest_time:%H:%M}"
    is_instant = channel.mode == "instant"
    mode = "instant_uncapped" if is_instant and not schedule.cap else channel.mode
    day = said(f"day.{schedule.digest_day}")
    topics = ", ".join(channel.topics)
    return (
        said("channel.topics", topics=topics) if topics else said("channel.all_topics"),
        said(f"channel.{mode}", cap=schedule.cap, time=clock, day=day),
        *((said("channel.briefs", time=clock),) if channel.mode in ("instant", "hourly") else ()),
        _quiet(channel),
        said("channel.zone", zone=schedule.zone),
        *(() if schedule.notes is None else (said("channel.notes" if schedule.notes else "channel.no_notes"),)),
    )


def channel_message(channel: Channel, *, held: int, next_digest: datetime | None) -> Message:
    """Its settings, and what waits."""
    facts = schedule_in_words(channel)
    lines: list[Line] = [(Text(_capital(fact)),) for fact in facts]
    if held and next_digest is not None:
        before, _, after = counted_as("channel.held", held, moment="\n").partition("\n")
        lines.append((Text(before), Moment(next_digest), Text(after)))
    title = channel.name or said("channel.this")
    return Message(text=f"{title}: {'; '.join(facts)}.", parts=(Heading(text=title), Items(lines=tuple(lines))))


def _quiet(channel: Channel) -> str:
    schedule = channel.schedule
    if schedule.quiet is None:
        return said("channel.not_quiet")
    hours = hours_in_words(schedule.quiet)
    if not schedule.breaks:
        return said("channel.quiet_unbroken", hours=hours)
    breaks = ", ".join(said(f"channel.breaks.{name}") for name in schedule.breaks)
    return said("channel.quiet", hours=hours, breaks=breaks)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

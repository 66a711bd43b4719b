"""What a channel is told, when, and what waits for it, in words."""

from datetime import datetime, time
from typing import assert_never

from bot.core.messages import wording
from bot.core.messages.parts import Heading, Items, Line, Message, Moment, Text
from bot.core.model import Break, Channel, Schedule
from bot.core.translation import gettext, ngettext


def hours_in_words(hours: tuple[time, time]) -> str:
    """`22:00–07:00`"""
    return f"{hours[0]:%H:%M}–{hours[1]:%H:%M}"


def schedule_in_words(channel: Channel) -> tuple[str, ...]:
    """When the channel is told, and in what language, a sentence without its full stop each."""
    schedule = channel.schedule
    clock = f"{schedule.digest_time:%H:%M}"
    briefs = (gettext("what is less relevant comes daily at {time}", time=clock),)
    return (
        _topics(channel.topics),
        _mode(channel, clock),
        *(briefs if channel.mode in ("instant", "hourly") else ()),
        _quiet(schedule),
        gettext("times are those of {zone}", zone=schedule.zone),
        gettext("language: {language}", language=wording.language(channel.language)),
        *_notes(schedule.notes),
    )


def limits_in_words(channel: Channel) -> str:
    """From what relevance a channel is told of a story at once, and from what in its digest."""
    if channel.alert_at is None or channel.digest_at is None:
        return gettext("as everywhere")
    alerts, digest = f"{channel.alert_at:.2f}", f"{channel.digest_at:.2f}"
    return gettext("alerts from {alerts}, digest from {digest}", alerts=alerts, digest=digest)


def channel_message(channel: Channel, *, held: int, next_digest: datetime | None) -> Message:
    """Its settings, and what waits."""
    facts = (*schedule_in_words(channel), gettext("relevance: {limits}", limits=limits_in_words(channel)))
    lines: list[Line] = [(Text(wording.capital(fact)),) for fact in facts]
    if held and next_digest is not None:
        lines.append(_waiting(held, next_digest))
    title = channel.name or gettext("This channel")
    return Message(text=f"{title}: {'; '.join(facts)}.", parts=(Heading(text=title), Items(lines=tuple(lines))))


def _topics(topics: tuple[str, ...]) -> str:
    return gettext("topics: {topics}", topics=", ".join(topics)) if topics else gettext("all topics")


def _mode(channel: Channel, clock: str) -> str:
    match channel.mode:
        case "instant" if channel.schedule.cap:
            return gettext("alerts come at once, at most {cap} an hour", cap=channel.schedule.cap)
        case "instant":
            return gettext("alerts come at once")
        case "hourly":
            return gettext("one digest an hour")
        case "daily":
            return gettext("one digest a day at {time}", time=clock)
        case "weekly":
            day = wording.weekday(channel.schedule.digest_day)
            return gettext("one digest a week, {day} at {time}", day=day, time=clock)
        case _:
            assert_never(channel.mode)


def _quiet(schedule: Schedule) -> str:
    if schedule.quiet is None:
        return gettext("no quiet hours")
    hours = hours_in_words(schedule.quiet)
    if not schedule.breaks:
        return gettext("quiet {hours}, broken by nothing", hours=hours)
    return gettext("quiet {hours}, broken by {breaks}", hours=hours, breaks=", ".join(map(_break, schedule.breaks)))


def _break(name: Break) -> str:
    match name:
        case "expiry":
            return gettext("a position that ends")
        case _:
            assert_never(name)


def _notes(notes: bool | None) -> tuple[str, ...]:
    if notes is None:
        return ()
    told = gettext("notes about the bot's sources come here")
    return (told if notes else gettext("no notes about the bot's sources"),)


def _waiting(held: int, moment: datetime) -> Line:
    waiting = ngettext(
        "{count} story waits for the digest of {moment}",
        "{count} stories wait for the digest of {moment}",
        held,
        moment="{moment}",
    )
    return wording.line(waiting, moment=(Moment(moment),))

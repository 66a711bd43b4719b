"""What admins are told of the bot itself, calmly: which sources need a look, and whether silence can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.messages import wording
from bot.core.messages.parts import Items, Line, Message, Paragraph, Text
from bot.core.model import Health, PollState, Source
from bot.core.text import cut, visible
from bot.core.translation import gettext, ngettext, number

SHOWN = 5
REASON_CHARS = 80
NAME_CHARS = 60
_WEEK = timedelta(days=7)


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
    count = ngettext("{count} source needs a look", "{count} sources need a look", len(lines))
    others = ngettext("{count} other is fine.", "{count} others are fine.", fine)
    others = others if fine else gettext("There are no others.")
    if len(lines) == 1:
        return _said(f"{count}: {_ended(lines[0])} {others}")
    shown: list[Line] = [(Text(_ended(line)),) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        more = number(len(lines) - SHOWN)
        shown.append((Text(gettext("… and {count} more: sources list shows them.", count=more)),))
    spoken = f"{count}: {' '.join(map(_ended, lines[:SHOWN]))} {others}"
    return Message(text=spoken, parts=(Paragraph(line=(Text(f"{count}. {others}"),)), Items(lines=tuple(shown))))


def source_in_words(source: Source, state: PollState, *, since: date | None, today: date) -> str:
    """`Harbour Daily has refused us since Tuesday: the site refuses us (HTTP 403); blocked?`"""
    name = cut(visible(source.name), NAME_CHARS) or gettext("source {number}", number=source.id)
    when = f" {gettext('since {day}', day=_day(since, today))}" if since else ""
    reason = cut(visible(state.last_error or ""), REASON_CHARS)
    facts = {"name": name, "since": when, "why": f" ({reason})" if reason else ""}
    match state.health:
        case Health.BLOCKED:
            return gettext("{name} has refused to be read{since}{why}: blocked?", **facts)
        case Health.HTML:
            return gettext("{name} has given a web page in place of its feed{since}: has the feed moved?", **facts)
        case Health.GONE:
            return gettext(
                "{name} is gone for good{since} and no longer asked: {command} takes it out",
                **facts,
                command=f"sources remove {source.id}",
            )
        case Health.SILENT:
            return gettext("{name} answers but has brought nothing new{since}, longer than usual", **facts)
        case Health.SLOW:
            return gettext("{name} has been slow to answer{since}{why}", **facts)
        case _:
            return gettext("{name} could not be read{since}{why}: is the address still right?", **facts)


def week_message(week: Week, *, today: date) -> Message:
    """One line by which to judge a quiet week."""
    is_whole = week.answered == week.sources and not week.away
    facts = {
        "answered": _answered(week),
        "read": ngettext("{count} article was read", "{count} articles were read", week.read),
        "matched": number(week.matched),
        "told": number(week.told),
        "gap": _gap(week, today),
    }
    if is_whole:
        return _said(
            gettext(
                "Silence can be trusted: in the last seven days {answered}, {read}, {matched} matched, {told} told as "
                "alerts. {gap}",
                **facts,
            )
        )
    return _said(
        gettext(
            "Silence can be trusted but for this: in the last seven days {answered}, {read}, {matched} matched, {told} "
            "told as alerts. {gap}",
            **facts,
        )
    )


def _answered(week: Week) -> str:
    if week.answered < week.sources:
        return gettext(
            "{answered} of {sources} sources answered", answered=number(week.answered), sources=number(week.sources)
        )
    return ngettext("the one source answered", "all {count} sources answered", week.sources)


def _gap(week: Week, today: date) -> str:
    if not week.away or week.away_since is None:
        return gettext("The bot was never away for half an hour.")
    return ngettext(
        "The longest time without a look was {count} hour, on {day}.",
        "The longest time without a look was {count} hours, on {day}.",
        max(round(week.away / timedelta(hours=1)), 1),
        day=_day(week.away_since, today),
    )


def _day(value: date, today: date) -> str:
    return wording.weekday(value.weekday()) if timedelta(0) <= today - value < _WEEK else wording.day(value)


def _ended(words: str) -> str:
    return words if words.endswith("?") else f"{words}."


def _said(text: str) -> Message:
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))

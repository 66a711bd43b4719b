"""A digest as a message: its groups, what was held back and why, the week's coverage, the others on demand."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, assert_never

from bot.core.digest.rows import Digest, Row, pending, row_headline, row_line, shown_of
from bot.core.holding import local
from bot.core.messages import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Heading,
    Items,
    Message,
    Text,
    deeds,
    hours_in_words,
    plain_message,
    wording,
)
from bot.core.messages.paging import Page
from bot.core.model import DeliveryId, HeldFor, Position, Schedule
from bot.core.translation import gettext, gettext_noop, ngettext, number

VERB: Final = "digest"  # of the button that shows the others
PAGE: Final = 10
SPOKEN: Final = 3

_GROUPS: Final = {  # in their order
    "local": gettext_noop("Local"),
    "region": gettext_noop("States and regions"),
    "national": gettext_noop("National"),
    "companies": gettext_noop("Companies"),
    "other": gettext_noop("Other news"),
}


def digest_message(digest: Digest, rows: Sequence[Row], *, now: datetime, chart: Chart | None = None) -> Message | None:
    """What is posted; None where there is nothing to tell."""
    if not rows:
        return None
    shown = shown_of(rows)
    open_ones = sum(pending(row, now) != "" for row in rows)
    counts = [_stories(len(rows))]
    counts += [_decisions(open_ones)] if open_ones else []
    rest = len(rows) - len(shown)
    headlines = "; ".join(row_headline(row) for row in shown[:SPOKEN])
    return Message(
        text=f"{digest.title}: {', '.join(counts)}. {gettext('First: {headlines}.', headlines=headlines)}",
        parts=(
            Heading(text=" · ".join((digest.title, *counts))),
            *_reasons(digest),
            *_grouped(shown, now=now),
            *((chart,) if chart else ()),
            *((_rest_button(digest.delivery.id, rest),) if rest else ()),
        ),
    )


def rest_message(digest: Digest, rows: Sequence[Row], *, page: int, now: datetime) -> Message:
    """The stories that its message had no room for, in pages, for who asks."""
    shown = {row.story for row in shown_of(rows)}
    others = [row for row in rows if row.story not in shown]
    if not others:
        return digest_gone_message()
    at = Page.of(len(others), wanted=page, size=PAGE)
    heading = gettext("{title}: the others", title=digest.title)
    turns = at.turns(VERB, lambda number: f"{digest.delivery.id} {number}")
    return Message(
        text=f"{heading}, {_stories(len(others))}. {at.words}".strip(),
        parts=(
            Heading(text=heading),
            *((Context(line=(Text(at.words),)),) if at.words else ()),
            Items(lines=tuple(row_line(row, now) for row in others[at.shown])),
            *((Buttons(buttons=turns),) if turns else ()),
        ),
    )


def coverage_edges(digest: Digest) -> tuple[datetime, ...]:
    """The midnights around each of the seven days before the digest, by the channel's clock."""
    today = local(digest.delivery.due, digest.channel.schedule)
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    return tuple(midnight - timedelta(days=days) for days in range(7, -1, -1))


def coverage_chart(edges: Sequence[datetime], counts: Sequence[int]) -> Chart | None:
    """Articles a day; None where there was none at all."""
    if not any(counts):
        return None
    days = [edge.date() for edge in edges[:-1]]
    bars = tuple(Bar(wording.short_weekday(day.weekday()), count) for day, count in zip(days, counts, strict=True))
    first, last = wording.day_of_year(days[0]), wording.day_of_year(days[-1])
    return Chart(title=gettext("Articles a day, {first} to {last}", first=first, last=last), bars=bars)


def breaking_note(position: Position) -> str:
    """Why an alert came in quiet hours."""
    ends = wording.day(position.expires) if position.expires else ""
    return gettext("Told in quiet hours: {what} ends {day}", what=deeds.deed_without_terms(position), day=ends)


def _grouped(rows: Sequence[Row], *, now: datetime) -> list[Heading | Items]:
    parts: list[Heading | Items] = []
    for group, heading in _GROUPS.items():
        lines = tuple(row_line(row, now) for row in rows if row.group == group)
        if lines:
            parts += [Heading(text=gettext(heading)), Items(lines=lines)]
    return parts


def _reasons(digest: Digest) -> tuple[Context, ...]:
    words = [_held(reason, count, digest.channel.schedule) for reason, count in sorted(digest.reasons.items())]
    told = " · ".join(filter(None, words))
    return (Context(line=(Text(told),)),) if told else ()


def _in_quiet_hours(count: int, schedule: Schedule) -> str:
    if schedule.quiet is None:  # they were ended while these stories waited
        return ngettext("{count} was held back in quiet hours", "{count} were held back in quiet hours", count)
    return ngettext(
        "{count} was held back in quiet hours ({hours})",
        "{count} were held back in quiet hours ({hours})",
        count,
        hours=hours_in_words(schedule.quiet),
    )


def _held(reason: HeldFor, count: int, schedule: Schedule) -> str:
    """Why so many stories were held; "" where the channel asked for a digest."""
    match reason:
        case HeldFor.BRIEF:
            return ngettext(
                "{count} is about the topic, but below the relevance from which you are told at once",
                "{count} are about the topic, but below the relevance from which you are told at once",
                count,
            )
        case HeldFor.QUIET:
            return _in_quiet_hours(count, schedule)
        case HeldFor.CAP:
            return ngettext(
                "{count} was over this channel's cap of {cap} an hour",
                "{count} were over this channel's cap of {cap} an hour",
                count,
                cap=schedule.cap,
            )
        case HeldFor.FLOOD:
            return ngettext(
                "{count} came with a flood from one source", "{count} came with a flood from one source", count
            )
        case HeldFor.AWAY:
            return ngettext("{count} is more than two days old", "{count} are more than two days old", count)
        case HeldFor.MODE | HeldFor.HAND | HeldFor.DIGEST:
            return ""
        case _:
            assert_never(reason)


def _stories(count: int) -> str:
    return ngettext("{count} story", "{count} stories", count)


def _decisions(count: int) -> str:
    return ngettext("{count} needs a decision", "{count} need a decision", count)


def digest_gone_message() -> Message:
    """Where the button of a digest leads when its stories are no longer known."""
    return plain_message(
        gettext("That digest is no longer in the archive; a word of a title may still find its stories.")
    )


def _rest_button(id: DeliveryId, rest: int) -> Buttons:
    return Buttons(
        buttons=(Button(label=gettext("Show the other {count}", count=number(rest)), verb=VERB, argument=f"{id} 1"),)
    )

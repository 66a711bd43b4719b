"""A digest as a message: its groups, what was held back and why, the week's coverage, the others on demand."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

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
    hours_in_words,
    plain_message,
    wording,
)
from bot.core.messages.catalogue import counted_as, day_name, said
from bot.core.messages.paging import Page
from bot.core.model import DeliveryId, HeldFor, Position

VERB: Final = "digest"  # of the button that shows the others
PAGE: Final = 10
SPOKEN: Final = 3

_GROUPS: Final = ("local", "region", "national", "companies", "other")


def digest_message(digest: Digest, rows: Sequence[Row], *, now: datetime, chart: Chart | None = None) -> Message | None:
    """What is posted; None where there is nothing to tell."""
    if not rows:
        return None
    shown = shown_of(rows)
    open_ones = sum(pending(row, now) != "" for row in rows)
    counts = [counted_as("digest.stories", len(rows))]
    counts += [counted_as("digest.decisions", open_ones)] if open_ones else []
    rest = len(rows) - len(shown)
    headlines = "; ".join(row_headline(row) for row in shown[:SPOKEN])
    return Message(
        text=f"{digest.title}: {', '.join(counts)}. {said('digest.first', headlines=headlines)}",
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
        return plain_message(said("digest.gone"))
    at = Page.of(len(others), wanted=page, size=PAGE)
    heading = said("digest.rest_heading", title=digest.title)
    turns = at.turns(VERB, lambda number: f"{digest.delivery.id} {number}")
    return Message(
        text=f"{heading}, {counted_as('digest.stories', len(others))}. {at.words}".strip(),
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
    bars = tuple(Bar(day_name(day)[:3], count) for day, count in zip(days, counts, strict=True))
    return Chart(title=said("digest.coverage", first=_short(days[0]), last=_short(days[-1])), bars=bars)


def breaking_note(position: Position) -> str:
    """Why an alert came in quiet hours."""
    ends = wording.day(position.expires) if position.expires else ""
    return said("breaking.expiry", what=wording.deed(position).split(",")[0], day=ends)


def _grouped(rows: Sequence[Row], *, now: datetime) -> list[Heading | Items]:
    parts: list[Heading | Items] = []
    for group in _GROUPS:
        lines = tuple(row_line(row, now) for row in rows if row.group == group)
        if lines:
            parts += [Heading(text=said(f"group.{group}")), Items(lines=lines)]
    return parts


def _reasons(digest: Digest) -> tuple[Context, ...]:
    schedule = digest.channel.schedule
    hours = hours_in_words(schedule.quiet) if schedule.quiet else "–"
    words = [
        counted_as(f"held.{reason.value}", count, hours=hours, cap=schedule.cap)
        for reason, count in sorted(digest.reasons.items())
        if reason is not HeldFor.MODE
    ]
    return (Context(line=(Text(" · ".join(words)),)),) if words else ()


def _rest_button(id: DeliveryId, rest: int) -> Buttons:
    return Buttons(buttons=(Button(label=said("digest.rest", count=rest), verb=VERB, argument=f"{id} 1"),))


def _short(day: date) -> str:
    return wording.day(day).rpartition(" ")[0]

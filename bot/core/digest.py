"""Many alerts → one message: a row a story, grouped by whom it concerns, best first."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from bot.core.holding import local
from bot.core.messages import (
    Bar,
    Button,
    Buttons,
    Chart,
    Context,
    Heading,
    Items,
    Line,
    Link,
    Message,
    Text,
    hours_in_words,
    plain_message,
    wording,
)
from bot.core.messages.catalogue import counted_as, day_name, said
from bot.core.messages.paging import Page
from bot.core.model import AlertCard, AlertKind, Channel, Deed, Delivery, DeliveryId, HeldFor, Position, StoryId, Topic
from bot.core.positions import reach
from bot.core.text import cut, visible

VERB: Final = "digest"  # of the button that shows the others
ROWS: Final = 10  # of a group
PAGE: Final = 10
TITLE_CHARS: Final = 90
ROOM: Final = 5_000  # characters of all rows, as the narrowest platform counts them: none may be cut off there
ROW_CHARS: Final = 130  # what a row takes beside its words and its address
SPOKEN: Final = 3
OUTLET_CHARS: Final = 40
NEAR_END: Final = timedelta(days=30)  # somebody has to decide what comes after

_PENDING: Final = frozenset({Deed.PROPOSE, Deed.INTRODUCE})
_GROUPS: Final = ("local", "region", "national", "companies", "other")
_GROUP_OF: Final = {"country": "national", "region": "region", "town": "local"}
_TITLES: Final = {
    HeldFor.QUIET: "digest.quiet",
    HeldFor.CAP: "digest.cap",
    HeldFor.FLOOD: "digest.flood",
    HeldFor.AWAY: "digest.away",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One story. `news` is what is new in one that was told before, "" for a new one."""

    story: StoryId
    card: AlertCard
    group: str
    news: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one digest tells: the delivery, what it stands for, and the channel as it is now."""

    delivery: Delivery
    channel: Channel
    told: tuple[tuple[Delivery, AlertCard], ...]

    @property
    def reasons(self) -> Counter[HeldFor]:
        """Why its stories were held, each story once."""
        by_story = {delivery.story: delivery.held_for for delivery, _ in self.told}
        return Counter(reason for reason in by_story.values() if reason is not None)

    @property
    def title(self) -> str:
        """`Monday digest`, `Held back in quiet hours`."""
        reasons, at = self.reasons, local(self.delivery.due, self.channel.schedule)
        if HeldFor.MODE in reasons or HeldFor.BRIEF in reasons or not reasons:
            period = "daily" if self.channel.mode == "instant" else self.channel.mode
            return said(f"digest.{period}", day=day_name(at.date()), time=f"{at:%H:%M}")
        return said(_TITLES[reasons.most_common(1)[0][0]])

    @property
    def is_of_a_day_or_week(self) -> bool:
        """Whether it is one that people wait for, and not what had to wait."""
        return self.channel.mode != "hourly" and not {HeldFor.MODE, HeldFor.BRIEF}.isdisjoint(self.reasons)


def companies_of(topics: Sequence[Topic]) -> frozenset[str]:
    """Every name that a company of the topics goes by, in lower case."""
    names = (name for topic in topics for name in topic.names if name.kind == "company")
    return frozenset(form.casefold() for name in names for form in (name.name, *name.aliases))


def rows_of(digest: Digest, companies: Collection[str]) -> tuple[Row, ...]:
    """The stories, the best first. What changes from one look to the next, as the count of outlets, orders nothing."""
    told = [(delivery, card) for delivery, card in digest.told if delivery.kind.has_row]
    told.sort(key=lambda each: each[0].story)
    rows = [_row([*of_story], companies) for _, of_story in groupby(told, key=lambda each: each[0].story)]
    return tuple(sorted(rows, key=_rank))


def digest_message(digest: Digest, rows: Sequence[Row], *, now: datetime, chart: Chart | None = None) -> Message | None:
    """What is posted; None where there is nothing to tell."""
    if not rows:
        return None
    shown = shown_of(rows, now=now)
    pending = sum(_pending(row, now) != "" for row in rows)
    counts = [counted_as("digest.stories", len(rows))]
    counts += [counted_as("digest.decisions", pending)] if pending else []
    rest = len(rows) - len(shown)
    headlines = "; ".join(_headline(row) for row in shown[:SPOKEN])
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
    shown = {row.story for row in shown_of(rows, now=now)}
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
            Items(lines=tuple(_line(row, now) for row in others[at.shown])),
            *((Buttons(buttons=turns),) if turns else ()),
        ),
    )


def shown_of(rows: Sequence[Row], *, now: datetime) -> tuple[Row, ...]:
    """The best rows for which a message has room, `ROWS` of a group at most; always one."""
    room, taken, shown = ROOM, Counter[str](), list[Row]()
    for row in rows:
        cost = _cost(row, now)
        if taken[row.group] < ROWS and (cost <= room or not shown):
            room -= cost
            taken[row.group] += 1
            shown.append(row)
    return tuple(shown)


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


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(told: Sequence[tuple[Delivery, AlertCard]], companies: Collection[str]) -> Row:
    """A story by its alert, or by the latest of what is new in it."""
    news = [card for delivery, card in told if delivery.kind is AlertKind.FOLLOW_UP]
    first = next((card for delivery, card in told if delivery.kind is not AlertKind.FOLLOW_UP), None)
    card = first or news[-1]
    whats_new = "" if first else ", ".join(dict.fromkeys(each.alert.news for each in news if each.alert.news))
    return Row(story=told[0][0].story, card=card, group=_group(card, companies), news=whats_new)


def _rank(row: Row) -> tuple[float, int]:
    return -round(row.card.filed.analysis.relevance.score, 1), -row.card.filed.id


def _group(card: AlertCard, companies: Collection[str]) -> str:
    event = wording.main_event(card.filed.analysis.positions)
    if event is not None and event.actor.casefold() in companies:
        return "companies"
    if event is not None and event.jurisdiction:
        return _GROUP_OF[reach(event.jurisdiction)]
    title = f" {visible(card.filed.analysis.article.title).casefold()} "
    return "companies" if any(f" {name} " in title for name in companies) else "other"


def _pending(row: Row, now: datetime) -> str:
    """What somebody has to decide, in words; "" where nothing is open."""
    event = wording.main_event(row.card.filed.analysis.positions)
    if event is None:
        return ""
    if event.expires and timedelta(0) <= event.expires - now.date() <= NEAR_END:
        return said("row.ends", day=wording.day(event.expires))
    return said("row.pending") if event.action in _PENDING else ""


def _headline(row: Row) -> str:
    return cut(wording.headline(row.card.filed.analysis.article.title), TITLE_CHARS)


def _line(row: Row, now: datetime) -> Line:
    """`Council votes to ban … · Harbour Daily +4 · 21 Nov 2026 · decision pending`"""
    article = row.card.filed.analysis.article
    when = wording.moment(article.published, now=now)
    tail = "".join(f" · {visible(words)}" for words in (row.news, _pending(row, now)) if words)
    return (
        _title(row),
        Text(f" · {_outlets(row.card)}"),
        *((Text(" · "), replace(when, day_only=True)) if when else ()),
        *((Text(tail),) if tail else ()),
    )


def _title(row: Row) -> Text | Link:
    return wording.linked(_headline(row), row.card.filed.analysis.article.url)


def _outlets(card: AlertCard) -> str:
    own = visible(card.filed.analysis.article.outlet or card.source_name or "") or "Unknown outlet"
    others = {visible(report.outlet).casefold() for report in card.others} - {own.casefold(), ""}
    return cut(own, OUTLET_CHARS) + (f" +{len(others)}" if others else "")


def _cost(row: Row, now: datetime) -> int:
    """As the platform counts that counts a letter beyond ASCII six times."""
    words = wording.words(_line(row, now)) + (row.card.filed.analysis.article.url or "")
    return ROW_CHARS + len(words.encode("unicode_escape"))


def _grouped(rows: Sequence[Row], *, now: datetime) -> list[Heading | Items]:
    parts: list[Heading | Items] = []
    for group in _GROUPS:
        lines = tuple(_line(row, now) for row in rows if row.group == group)
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

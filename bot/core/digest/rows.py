"""The stories of a digest, a row each: which, in what order, in what group, with what beside the headline."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from bot.core.holding import local
from bot.core.language.place_names import reach
from bot.core.messages import Line, Link, Text, deeds, wording
from bot.core.model import AlertCard, AlertKind, Channel, Deed, Delivery, HeldFor, Mode, StoryId, Topic
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop

ROWS: Final = 10  # of a group
TITLE_CHARS: Final = 90
ROOM: Final = 5_600  # characters of all rows, as the narrowest platform counts them: none may be cut off there
ROW_CHARS: Final = 180  # what a row takes beside its headline, outlet and address
OUTLET_CHARS: Final = 40
NEAR_END: Final = timedelta(days=30)  # somebody has to decide what comes after

_WORD = re.compile(r"\w+")
_PENDING: Final = frozenset({Deed.PROPOSE, Deed.INTRODUCE})
_GROUP_OF: Final = {"country": "national", "region": "region", "town": "local"}
_TITLES: Final = {
    HeldFor.QUIET: gettext_noop("Held back in quiet hours"),
    HeldFor.CAP: gettext_noop("More of the last hour"),
    HeldFor.FLOOD: gettext_noop("Many at once from one source"),
    HeldFor.AWAY: gettext_noop("Older news"),
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
            return _title_of(self.channel.mode, at)
        return gettext(_TITLES[reasons.most_common(1)[0][0]])

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


def shown_of(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The best rows for which a message has room, `ROWS` of a group at most; always one."""
    room, taken, shown = ROOM, Counter[str](), list[Row]()
    for row in rows:
        cost = _cost(row)
        if taken[row.group] < ROWS and (cost <= room or not shown):
            room -= cost
            taken[row.group] += 1
            shown.append(row)
    return tuple(shown)


def row_line(row: Row, now: datetime) -> Line:
    """`Council votes to ban … · Harbour Daily +4 · 21 Nov 2026 · decision pending`"""
    article = row.card.filed.analysis.article
    when = wording.moment(article.published, now=now)
    tail = "".join(f" · {visible(words)}" for words in (row.news, pending(row, now)) if words)
    return (
        _title(row),
        Text(f" · {_outlets(row.card)}"),
        *((Text(" · "), replace(when, day_only=True)) if when else ()),
        *((Text(tail),) if tail else ()),
    )


def pending(row: Row, now: datetime) -> str:
    """What somebody has to decide, in words; "" where nothing is open."""
    event = deeds.main_event(row.card.filed.analysis.positions)
    if event is None:
        return ""
    if event.expires and timedelta(0) <= event.expires - now.date() <= NEAR_END:
        return gettext("ends {day}", day=wording.day(event.expires))
    return gettext("decision pending") if event.action in _PENDING else ""


def row_headline(row: Row) -> str:
    """The article's own headline, in a row's length."""
    return cut(wording.headline(row.card.filed.analysis.article.title), TITLE_CHARS)


def _title_of(mode: Mode, at: datetime) -> str:
    """Of one that people wait for; where alerts come at once it is the daily one of what is less relevant."""
    match mode:
        case "hourly":
            return gettext("{time} digest", time=f"{at:%H:%M}")
        case "weekly":
            return gettext("Weekly digest")
        case _:
            return gettext("{day} digest", day=wording.weekday(at.weekday()))


# --- a row ------------------------------------------------------------------------------------------------------------


def _row(told: Sequence[tuple[Delivery, AlertCard]], companies: Collection[str]) -> Row:
    """A story by its alert, or by the latest of what is new in it."""
    news = [card for delivery, card in told if delivery.kind is AlertKind.FOLLOW_UP]
    first = next((card for delivery, card in told if delivery.kind is not AlertKind.FOLLOW_UP), None)
    card = first or news[-1]
    whats_new = "" if first else ", ".join(dict.fromkeys(filter(None, (wording.news(each.alert) for each in news))))
    return Row(story=told[0][0].story, card=card, group=_group(card, companies), news=whats_new)


def _rank(row: Row) -> tuple[float, int]:
    return -round(row.card.filed.analysis.relevance.score, 1), -row.card.filed.id


def _group(card: AlertCard, companies: Collection[str]) -> str:
    event = deeds.main_event(card.filed.analysis.positions)
    if event is not None and event.actor.casefold() in companies:
        return "companies"
    if event is not None and event.jurisdiction:
        return _GROUP_OF[reach(event.jurisdiction)]
    title = f" {' '.join(_WORD.findall(card.filed.analysis.article.title.casefold()))} "
    return "companies" if any(f" {name} " in title for name in companies) else "other"


def _title(row: Row) -> Text | Link:
    return wording.linked(row_headline(row), row.card.filed.analysis.article.url)


def _outlets(card: AlertCard) -> str:
    own = wording.outlet(card)
    others = {visible(report.outlet).casefold() for report in card.others} - {own.casefold(), ""}
    return cut(own, OUTLET_CHARS) + (f" +{len(others)}" if others else "")


def _cost(row: Row) -> int:
    """As the platform counts that counts a letter beyond ASCII six times.

    Only of what stays as it is: the others of a digest must be the others whenever somebody asks for them.
    """
    article = row.card.filed.analysis.article
    words = row_headline(row) + cut(article.outlet or "", OUTLET_CHARS) + (article.url or "")
    return ROW_CHARS + len(words.encode("unicode_escape"))

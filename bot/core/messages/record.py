"""All that one person or organisation said and did, in order of time, with what points opposite ways side by side."""

from collections.abc import Iterator
from datetime import date

from bot.core.messages import deeds, wording
from bot.core.messages.asked import subject
from bot.core.messages.found import day_of, event, is_theirs, quotations, read_in
from bot.core.messages.lists import page_of
from bot.core.messages.paging import Page
from bot.core.messages.parts import Heading, Items, Line, Message, Paragraph, Part, Text
from bot.core.model import Answer, Reversal, Said, Stand
from bot.core.translation import gettext, ngettext

RECORD_PAGE = 10
REVERSALS_SHOWN = 3

Entry = Said | Stand


def record_message(answer: Answer, page: int) -> Message:
    """The oldest first; changed positions on top of the first page."""
    entries: list[Entry] = [*answer.quotes, *answer.positions]
    entries.sort(key=_day)
    at = Page.of(len(entries), wanted=page, size=RECORD_PAGE)
    said = ngettext("{count} quote", "{count} quotes", len(answer.quotes))
    done = ngettext("{count} deed", "{count} deeds", len(answer.positions))
    title = gettext("{subject} on record: {facts}", subject=subject(answer.question), facts=f"{said}, {done}")
    parts: list[Part] = [*_who(answer), *_reversals(answer)] if at.number == 1 else []
    for year, of_year in _by_year(entries[at.shown]):
        parts += [Heading(text=year), *of_year]
    return page_of(answer, at, title, tuple(parts))


def _who(answer: Answer) -> tuple[Part, ...]:
    """Their latest role, as an article gives it."""
    named = [each.quote for each in answer.quotes if each.quote.role and is_theirs(each.quote.speaker, answer.question)]
    if not named:
        return ()
    return (Paragraph(line=(Text(wording.speaker(named[0])),)),)


def _reversals(answer: Answer) -> tuple[Part, ...]:
    lines = tuple(map(_side_by_side, answer.reversals[-REVERSALS_SHOWN:]))
    return (Heading(text=gettext("Changed position")), Items(lines=lines)) if lines else ()


def _side_by_side(reversal: Reversal) -> Line:
    return (
        *_half(reversal.before),
        Text(" → "),
        *_half(reversal.after),
    )


def _half(stand: Stand) -> Line:
    when = f"{wording.day(stand.position.announced)}: " if stand.position.announced else ""
    return (Text(when, "strong"), Text(f"{deeds.deed_alone(stand.position)} "), *read_in(stand))


def _by_year(entries: list[Entry]) -> Iterator[tuple[str, list[Part]]]:
    year: int | None = None
    parts: list[Part] = []
    for entry in entries:
        if _day(entry).year != year and parts:
            yield _named(year), parts
            parts = []
        year = _day(entry).year
        match entry:
            case Said():
                parts += quotations((entry,))
            case Stand():
                parts.append(Items(lines=(event(entry),)))
    if parts:
        yield _named(year), parts


def _named(year: int | None) -> str:
    return gettext("Undated") if year in (None, date.min.year) else str(year)


def _day(entry: Entry) -> date:
    match entry:
        case Stand():
            return day_of(entry)
        case Said(published=published):
            return published.instant().date() if published else date.min

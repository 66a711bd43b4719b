"""How people, times and outlets are worded, the same in every message."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from string import Formatter

from bot.core.language.outlet_notes import NoteKind, note_kind
from bot.core.messages.parts import Line, Link, Moment, Run, Text
from bot.core.model import Alert, AlertCard, Quote, Report, Timestamp
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, ngettext, pgettext, pgettext_noop

HEADLINE_CHARS = 140  # Slack's header takes 150, Discord's title 256
SENTENCE_CHARS = 420
QUOTE_CHARS = 600
NAMED_OUTLETS = 2
FUTURE_SLACK = timedelta(days=1)  # clocks and zones differ by less; more is a wrong date

_MONTHS = (
    pgettext_noop("month", "Jan"),
    pgettext_noop("month", "Feb"),
    pgettext_noop("month", "Mar"),
    pgettext_noop("month", "Apr"),
    pgettext_noop("month", "May"),
    pgettext_noop("month", "Jun"),
    pgettext_noop("month", "Jul"),
    pgettext_noop("month", "Aug"),
    pgettext_noop("month", "Sep"),
    pgettext_noop("month", "Oct"),
    pgettext_noop("month", "Nov"),
    pgettext_noop("month", "Dec"),
)
_WEEKDAYS = (
    (gettext_noop("Monday"), gettext_noop("Mon")),
    (gettext_noop("Tuesday"), gettext_noop("Tue")),
    (gettext_noop("Wednesday"), gettext_noop("Wed")),
    (gettext_noop("Thursday"), gettext_noop("Thu")),
    (gettext_noop("Friday"), gettext_noop("Fri")),
    (gettext_noop("Saturday"), gettext_noop("Sat")),
    (gettext_noop("Sunday"), gettext_noop("Sun")),
)
_NEWS = (  # as alerts are stored, one or several between commas
    gettext_noop("correction"),
    gettext_noop("new position"),
    gettext_noop("new date"),
    gettext_noop("new quote"),
    gettext_noop("edited by the outlet"),
)
_EXCERPT_REASONS = (  # as articles are stored; what a server answered stays as it is: "HTTP 403"
    gettext_noop("bot check"),
    gettext_noop("consent wall"),
    gettext_noop("paywall"),
    gettext_noop("sign-in page"),
    gettext_noop("published before we watched"),
    gettext_noop("only the beginning of a very long text was read"),
)
_NOTE_LABEL = re.compile(
    r"(?:correction (?:and|&) clarification|(?:updates? (?:and|&) )?corrections?|corrected|clarifications?|"
    r"editor[’']?s[’']? note|editors’ note|for the record|updated?)\b[^:.\w]{0,3}[:.—–-]\s*",
    re.IGNORECASE,
)
_NOTE_KINDS = {
    NoteKind.CORRECTION: gettext_noop("Corrected by the outlet"),
    NoteKind.REMARK: gettext_noop("Note by the outlet"),
    NoteKind.UPDATE: gettext_noop("Updated by the outlet"),
    NoteKind.STAMP: gettext_noop("Updated by the outlet"),
}

_LANGUAGES = {
    "en": gettext_noop("English"),
    "ar": gettext_noop("Arabic"),
    "cs": gettext_noop("Czech"),
    "da": gettext_noop("Danish"),
    "de": gettext_noop("German"),
    "el": gettext_noop("Greek"),
    "es": gettext_noop("Spanish"),
    "fi": gettext_noop("Finnish"),
    "fr": gettext_noop("French"),
    "he": gettext_noop("Hebrew"),
    "hi": gettext_noop("Hindi"),
    "hu": gettext_noop("Hungarian"),
    "it": gettext_noop("Italian"),
    "ja": gettext_noop("Japanese"),
    "ko": gettext_noop("Korean"),
    "nl": gettext_noop("Dutch"),
    "no": gettext_noop("Norwegian"),
    "pl": gettext_noop("Polish"),
    "pt": gettext_noop("Portuguese"),
    "ro": gettext_noop("Romanian"),
    "ru": gettext_noop("Russian"),
    "sv": gettext_noop("Swedish"),
    "tr": gettext_noop("Turkish"),
    "uk": gettext_noop("Ukrainian"),
    "zh": gettext_noop("Chinese"),
}
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "i", "we", "you"}
)  # of somebody whom the article names nowhere


def day(value: date) -> str:
    """`21 Nov 2026`, whatever the locale of the machine."""
    return gettext("{day} {month} {year}", day=value.day, month=_month(value), year=value.year)


def day_of_year(value: date) -> str:
    """`21 Nov`"""
    return gettext("{day} {month}", day=value.day, month=_month(value))


def weekday(number: int) -> str:
    """`Monday`, which is 0."""
    return gettext(_WEEKDAYS[number][0])


def short_weekday(number: int) -> str:
    """`Mon`"""
    return gettext(_WEEKDAYS[number][1])


def _month(value: date) -> str:
    return pgettext("month", _MONTHS[value.month - 1])


def moment(stamp: Timestamp | None, *, now: datetime) -> Moment | None:
    """When an article says it was published; None where it says nothing, or a day that has not come yet.

    Where the page names no zone the day alone is shown: an hour would be a guess.
    """
    if stamp is None or stamp.instant() > now + FUTURE_SLACK:
        return None
    return Moment(stamp.instant(), day_only=not stamp.has_time or stamp.value.tzinfo is None)


def published_on(stamp: Timestamp | None) -> Line:
    """The day of publication as a line, empty where it is unknown."""
    return () if stamp is None else (Moment(stamp.instant(), day_only=True),)


def spoken_day(at: Moment) -> str:
    """The day of a moment in words, in UTC, for the plain text of a message."""
    return day(at.at.astimezone(UTC).date())


def headline(title: str) -> str:
    """An article's own title, cut at a word; words of ours where it has none."""
    return cut(visible(title), HEADLINE_CHARS) or gettext("Untitled article")


def language(code: str) -> str:
    """The name of a language, its code where we don't know one."""
    name = _LANGUAGES.get(code.lower())
    return gettext(name) if name else visible(code) or gettext("unknown language")


def outlet(card: AlertCard) -> str:
    """Where the article of an alert stands; the name of its source where it names no outlet."""
    return visible(card.filed.analysis.article.outlet or card.source_name or "") or gettext("Unknown outlet")


def excerpt_reason(reason: str | None) -> str:
    """Why only an excerpt could be read; "" where that isn't known."""
    known = visible(reason or "")
    return gettext(known) if known in _EXCERPT_REASONS else known


def news(alert: Alert) -> str:
    """What a follow-up brings; "" for any other alert."""
    return ", ".join(gettext(what) if what in _NEWS else what for what in visible(alert.news).split(", "))


def speaker(quote: Quote) -> str:
    """Who said it, as a reader needs it: name, role, affiliation; "" where the article names nobody.

    An unnamed spokesperson is shown as "Acme Vision spokesperson", any other unnamed source as the article calls them.
    """
    named = visible(quote.speaker or "")
    role, affiliation = visible(quote.role or ""), visible(quote.affiliation or "")
    if named:
        return ", ".join(_distinct((named, role, affiliation)))
    if affiliation and role:
        return pgettext("who speaks, the role in the words of the article", "{who} {role}", who=affiliation, role=role)
    if affiliation:
        return gettext("{who} spokesperson", who=affiliation)
    mention = visible(quote.mention or "")
    return role or ("" if mention.casefold() in _PRONOUNS else mention)


def _distinct(words: Sequence[str]) -> list[str]:
    """Words without those that an earlier one already says ("chief executive of Acme", "Acme")."""
    kept: list[str] = []
    for word in words:
        if word and not any(word.casefold() in said.casefold() for said in kept):
            kept.append(word)
    return kept


def spoken_words(quote: Quote) -> str:
    """The words as shown: `…` where an attribution stood between two sentences, no comma before the closing mark.

    Such a comma belongs to the sentence around the words ("We will," she said), and would look like a slip without it.
    """
    shown = ""
    for part in _parts(quote):
        begins_anew = shown.endswith(",") and part[:1].isupper()
        shown = f"{shown.removesuffix(',')} … {part}" if begins_anew else f"{shown} {part}".strip()
    return cut(shown.removesuffix(","), QUOTE_CHARS)


def _parts(quote: Quote) -> list[str]:
    """The text cut where its parts were joined."""
    parts, start = [], 0
    for span in quote.parts:
        length = span.end - span.start
        parts.append(visible(quote.text[start : start + length]))
        start += length + 1
    return parts if start == len(quote.text) + 1 else [visible(quote.text)]


def correction(text: str) -> tuple[str, str]:
    """What kind of note it is, in words, and the note without its own label; none where it says no more than that."""
    note = visible(text)
    kind = note_kind(note)
    if kind is NoteKind.UNSAID:
        return gettext("Corrected by the outlet; it doesn't say what"), ""
    label = _NOTE_LABEL.match(note)
    return gettext(_NOTE_KINDS[kind]), note[label.end() :] if label else note


def also_in(reports: Sequence[Report], *, own: str) -> Line:
    """`also in AP, KXYZ +4 (3 copies)`: each other outlet once, who reported before who copied, the earliest first."""
    outlets: dict[str, Report] = {}
    for report in sorted(reports, key=lambda report: report.is_copy):
        if visible(report.outlet) and report.outlet.casefold() != own.casefold():
            outlets.setdefault(report.outlet.casefold(), report)
    if not outlets:
        return ()
    named = list(outlets.values())[:NAMED_OUTLETS]
    runs: list[Run] = []
    for place, report in enumerate(named):
        runs += [Text(", ")] if place else []
        runs.append(linked(report.outlet, report.url))
    rest = len(outlets) - len(named)
    copies = sum(report.is_copy for report in reports)
    counts = (f" +{rest}" if rest else "") + (
        f" ({ngettext('{count} copy', '{count} copies', copies)})" if copies else ""
    )
    outlets_line = (*runs, Text(counts)) if counts else tuple(runs)
    return line(gettext("also in {outlets}"), outlets=outlets_line)


def linked(text: str, url: str | None) -> Text | Link:
    """The words, leading to their source where there is one."""
    shown = visible(text)
    return Link(shown, url) if url else Text(shown)


def counted(number: int, one: str, many: str) -> str:
    """`1 copy`, `3,412 articles`."""
    return f"{number:,} {one if number == 1 else many}"


def line(text: str, **runs: Line) -> Line:
    """A text of ours as a line: its `{names}` are filled with runs, wherever a language puts them."""
    filled: list[Run] = []
    for before, name, _, _ in Formatter().parse(text):
        for run in (*((Text(before),) if before else ()), *(runs[name] if name else ())):
            last = filled[-1] if filled else None
            if isinstance(run, Text) and isinstance(last, Text) and last.style == run.style:
                filled[-1] = Text(last.text + run.text, run.style)
            else:
                filled.append(run)
    return tuple(filled)


def capital(text: str) -> str:
    """As it begins a line."""
    return text[:1].upper() + text[1:]


def words(line: Line) -> str:
    """A line as plain words, for the plain text of a message."""
    return "".join(spoken_day(run) if isinstance(run, Moment) else run.text for run in line)


def sentence(text: str) -> str:
    """The text with an end a screen reader pauses at."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."

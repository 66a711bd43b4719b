"""What admins read: lists of sources and keywords, what was changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.core.changes import differences
from bot.core.masking import masked
from bot.core.messages.paging import Page
from bot.core.messages.parts import (
    Button,
    Buttons,
    Heading,
    Items,
    Line,
    Menu,
    Message,
    Moment,
    Option,
    Paragraph,
    Part,
    Text,
)
from bot.core.messages.personal import complaint_label
from bot.core.model import Change, Channel, Health, PollState, Precision, Rule, Source
from bot.core.text import cut, visible
from bot.core.translation import gettext, ngettext, number

PAGE = 15
QUERY_CHARS = 140
_NOTHING: Mapping[str, Precision] = MappingProxyType({})
TROUBLE_CHARS = 80
LABEL_CHARS = 70
FORM_VERB = "form"  # what it opens is filled in, not read


def sources_message(sources: Sequence[tuple[Source, PollState]], *, page: int = 1) -> Message:
    """A page of sources, those that need a look first; keys in addresses are masked."""
    ordered = sorted(sources, key=lambda each: (each[1].health in (Health.OK, Health.NEW), each[0].id))
    well = sum(state.health in (Health.OK, Health.NEW) for _, state in sources)
    text = ngettext(
        "{count} source: {well} fine, {sick} need a look.",
        "{count} sources: {well} fine, {sick} need a look.",
        len(sources),
        well=number(well),
        sick=number(len(sources) - well),
    )
    lines = tuple(_source(source, state) for source, state in ordered)
    return _paged(text, lines, page=page, more="sources list")


def keywords_message(
    rules: Sequence[Rule],
    *,
    channels: Sequence[Channel] = (),
    precision: Mapping[str, Precision] = _NOTHING,
    page: int = 1,
) -> Message:
    """A page of keywords with their reasons, and how each does, by its id.

    `channels` lend their names to keywords that are one channel's alone.
    """
    text = ngettext("{count} keyword in force.", "{count} keywords in force.", len(rules))
    names = {channel.key: channel.name or channel.key for channel in channels}
    lines = tuple(
        _keyword(rule, names.get(rule.channel, rule.channel), precision_in_words(precision.get(rule.id)))
        for rule in rules
    )
    return _paged(text, lines, page=page, more="keywords list", below=_changing(rules, page))


def _changing(rules: Sequence[Rule], page: int) -> tuple[Part, ...]:
    """What opens a form: one of those that the page shows, or a new one."""
    shown = rules[Page.of(len(rules), wanted=page, size=PAGE).shown]
    options = tuple(Option(cut(f"{rule.id}: {rule.query}", LABEL_CHARS), f"keywords edit {rule.id}") for rule in shown)
    add = Button(label=gettext("Add a keyword"), verb=FORM_VERB, argument="keywords add")
    menu = Menu(label=gettext("Edit a keyword"), verb=FORM_VERB, options=options)
    return (*((menu,) if options else ()), Buttons(buttons=(add,)))


def precision_in_words(precision: Precision | None) -> str:
    """`7 of 9 useful, 12 posts in 30 days, not relevant: 2 × Opinion`; "" where there is nothing to say."""
    if precision is None:
        return ""
    useful, marked = number(precision.useful), number(precision.marked)
    votes = gettext("{useful} of {marked} useful", useful=useful, marked=marked) if precision.marked else ""
    posts = ngettext("{count} post in 30 days", "{count} posts in 30 days", precision.posts) if precision.posts else ""
    said = ", ".join(f"{number(count)} × {complaint_label(complaint)}" for complaint, count in precision.complaints)
    against = gettext("not relevant: {reasons}", reasons=said) if said else ""
    return ", ".join(filter(None, (votes, posts, against)))


def channels_line(channels: Sequence[Channel]) -> str:
    """Where alerts are told, in words."""
    told = [channel.name or channel.key for channel in channels if not channel.is_paused]
    paused = [channel.name or channel.key for channel in channels if channel.is_paused]
    if told:
        where = gettext("alerts go to {channels}", channels=", ".join(told))
    else:
        where = gettext("alerts go nowhere yet: type channel add in a channel")
    return where + (f"; {gettext('paused: {channels}', channels=', '.join(paused))}" if paused else "")


def change_message(change: Change, *, buttons: tuple[Button, ...] = ()) -> Message:
    """One line, as it is announced: who did what, and why; `buttons` are what admins may do about it."""
    why = f" ({change.why})" if change.why else ""
    text = f"{change.name} {change.what} {change.subject}{why}."
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), *((Buttons(buttons=buttons),) if buttons else ())))


def taken_back_message(change: Change, *, is_different: bool) -> Message:
    """What became of an undo, for who asked."""
    text = gettext("Taken back: {change}.", change=f"{change.name} {change.what} {change.subject}")
    if not is_different:
        later = gettext("A later change of the same thing stands, so nothing looks different yet; take that back too.")
        text = f"{text} {later}"
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))


def history_message(changes: Sequence[Change]) -> Message:
    """The latest changes, newest first."""
    if not changes:
        text = gettext("Nothing was changed yet.")
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    lines = tuple(_change(change, change.at) for change in changes)
    return Message(
        text=ngettext("The latest change.", "The latest {count} changes.", len(changes)),
        parts=(Heading(text=gettext("Latest changes")), Items(lines=lines)),
    )


def change_in_full_message(change: Change) -> Message:
    """Who, when, why, and each fact of the thing as it was before and is after."""
    first = change_message(change).text
    parts: list[Part] = [
        Heading(text=gettext("Change {number}", number=change.number)),
        Paragraph(line=(Moment(change.at), Text(f" {first}"))),
    ]
    if change.revision is None:
        parts.append(Paragraph(line=(Text(gettext("Nothing was kept of how it was before.")),)))
        return Message(text=first, parts=tuple(parts))
    found = differences(change.revision.before, change.revision.after)
    lines = tuple(_difference(name, was, now) for name, was, now in found)
    same = gettext("It is as it was: a later change stands.")
    parts.append(Items(lines=lines) if lines else Paragraph(line=(Text(same),)))
    undo = Button(label=gettext("Undo"), verb="admin", argument=f"undo {change.number}")
    return Message(text=first, parts=(*parts, Buttons(buttons=(undo,))))


def _difference(name: str, was: object, now: object) -> Line:
    before, after = (cut(visible(_shown(value)), QUERY_CHARS) for value in (was, now))
    return (Text(f"{name.replace('_', ' ')}: ", "strong"), Text(before, "code"), Text(" → "), Text(after, "code"))


def _shown(value: object) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(each)}" for name, each in value.items())
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _paged(text: str, lines: tuple[Line, ...], *, page: int, more: str, below: tuple[Part, ...] = ()) -> Message:
    at = Page.of(len(lines), wanted=page, size=PAGE)
    text = f"{text} {at.words}." if at.words else text
    turns = at.turns("admin", lambda number: f"{more} {number}")
    return Message(
        text=text,
        parts=(
            Paragraph(line=(Text(text),)),
            *((Items(lines=lines[at.shown]),) if lines else ()),
            *((Buttons(buttons=turns),) if turns else ()),
            *below,
        ),
    )


def _source(source: Source, state: PollState) -> Line:
    trouble = f" — {cut(state.last_error, TROUBLE_CHARS)}" if state.last_error else ""
    return (
        Text(f"{source.id} ", "code"),
        Text(source.name, "strong"),
        Text(f" · {state.health}{trouble} · {masked(source.url)}"),
    )


def _keyword(rule: Rule, channel: str, does: str) -> Line:
    query = cut(rule.query, QUERY_CHARS)
    told = gettext("excludes {query}", query=query) if rule.is_exclude else query
    where = f" · {gettext('only in {channel}', channel=channel)}" if channel else ""
    why = f" — {rule.why}" if rule.why else ""
    how = f" · {does}" if does else ""
    return (Text(f"{rule.id} ", "code"), Text(f"{told}{where}{why}{how}"))


def _change(change: Change, at: datetime) -> Line:
    why = f" ({change.why})" if change.why else ""
    number = (Text(f"{change.number} ", "code"),) if change.revision is not None else ()
    return (*number, Moment(at), Text(f" {change.name} {change.what} {change.subject}{why}"))

"""What admins read: lists of sources and keywords, what was changed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.core.masking import masked
from bot.core.messages.paging import Page
from bot.core.messages.parts import (
    Button,
    Buttons,
    Items,
    Line,
    Menu,
    Message,
    Option,
    Paragraph,
    Part,
    Text,
)
from bot.core.messages.personal import complaint_label
from bot.core.model import Channel, Health, PollState, Precision, Rule, Source
from bot.core.text import cut
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

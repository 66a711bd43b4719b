"""What admins read: lists of sources and keywords, what was changed, what can be typed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.core.changes import differences
from bot.core.masking import masked
from bot.core.messages import wording
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
from bot.core.model import Change, Channel, Health, PollState, Precision, Rule, Source
from bot.core.text import cut, visible

PAGE = 15
QUERY_CHARS = 140
_NOTHING: Mapping[str, Precision] = MappingProxyType({})
TROUBLE_CHARS = 80
LABEL_CHARS = 70
FORM_VERB = "form"  # what it opens is filled in, not read

_COMMANDS = (
    ("sources list", "what is watched, and how it is"),
    ("sources add https://council.example", "watch a feed, or a site that offers one"),
    ("sources check https://council.example", "what an address offers, without adding it"),
    ("sources remove 12", "stop polling it; its articles stay"),
    ("keywords list", "what makes an article ours"),
    ('keywords test "live face matching"', "what a keyword would have done in the last 90 days"),
    ('keywords add "live face matching" why: UK wording', "a new keyword"),
    ("keywords add here drones", "one for this channel alone"),
    ('keywords exclude "face cream"', "keep out what matches it; exclude here …: in this channel alone"),
    ('keywords edit live-face-matching "live face scanning"', "what a change would have done; Save makes it"),
    ("keywords remove live-face-matching", "take one out"),
    ("channel add", "tell alerts in this channel; channel remove ends it"),
    ("channel relevance 0.7 0.4", "alerts here from 0.7 on, the digest from 0.4; without numbers as everywhere"),
    ("channel", "what this channel is told, when, and what waits for its digest"),
    ("channel mode daily at 08:00 Europe/London", "one digest a day; or instant, hourly, weekly"),
    ("channel quiet 22:00-07:00 Europe/London", "hold alerts back; off ends it, except nothing lets nothing through"),
    ("channel cap 6", "alerts an hour; what is more comes as one digest; off ends it"),
    ("channel digest monday at 08:00", "when digests come"),
    ("channel notes on", "tell here, at most once a day, which sources need a look; off: not here"),
    ("channel topics facial-recognition", "what is told here; all for everything"),
    ("pause", "stop posting in this channel, keep reading; resume ends it"),
    ("stories list", "what was told, to split or merge; also behind Why? of an alert"),
    ("quotes 7", "the quotes of alert 7, to say who spoke; also behind Wrong speaker…"),
    ("status", "how the bot is"),
    ("post https://gazette.example/news", "tell of an article that was read and not told"),
    ("proposals", "what votes and silent sources speak for; proposals apply 3, proposals drop 3"),
    ("waiting", "what waits for another admin; confirm 12, or withdraw 12 of one's own"),
    ("history", "who changed what; history 12 what was before and after"),
    ("undo", "take the last change back; undo 12 the one with that number"),
)


def admin_help_message(command: str) -> Message:
    """What can be typed after the admin command."""
    lines: tuple[Line, ...] = tuple(
        (Text(f"{command} {words}", "code"), Text(f" — {meaning}")) for words, meaning in _COMMANDS
    )
    return Message(
        text=f"Type {command} and what to do, for example {command} sources list.",
        parts=(Heading(text="What admins can do"), Items(lines=lines)),
    )


def sources_message(sources: Sequence[tuple[Source, PollState]], *, page: int = 1) -> Message:
    """A page of sources, those that need a look first; keys in addresses are masked."""
    ordered = sorted(sources, key=lambda each: (each[1].health in (Health.OK, Health.NEW), each[0].id))
    well = sum(state.health in (Health.OK, Health.NEW) for _, state in sources)
    text = f"{wording.counted(len(sources), 'source', 'sources')}: {well} fine, {len(sources) - well} need a look."
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
    text = f"{wording.counted(len(rules), 'keyword', 'keywords')} in force."
    names = {channel.key: channel.name or channel.key for channel in channels}
    lines = tuple(
        _keyword(rule, names.get(rule.channel, rule.channel), precision_in_words(precision.get(rule.id)))
        for rule in rules
    )
    return _paged(text, lines, page=page, more="keywords list", below=_changing(rules, page))


def _changing(rules: Sequence[Rule], page: int) -> tuple[Part, ...]:
    """What opens a form: one of those that the page shows, or a new one."""
    shown = rules[Page.of(len(rules), wanted=page, size=PAGE).shown]
    options = tuple(Option(cut(rule.query, LABEL_CHARS), f"keywords edit {rule.id}") for rule in shown)
    add = Button(label="Add a keyword", verb=FORM_VERB, argument="keywords add")
    menu = Menu(label="Edit a keyword", verb=FORM_VERB, options=options)
    return (*((menu,) if options else ()), Buttons(buttons=(add,)))


def precision_in_words(precision: Precision | None) -> str:
    """`7 of 9 useful, 12 posts in 30 days`; "" where there is nothing to say."""
    if precision is None:
        return ""
    votes = (f"{precision.useful} of {precision.marked} useful",) if precision.marked else ()
    posts = (f"{wording.counted(precision.posts, 'post', 'posts')} in 30 days",) if precision.posts else ()
    return ", ".join((*votes, *posts))


def channels_line(channels: Sequence[Channel]) -> str:
    """Where alerts are told, in words."""
    told = [channel.name or channel.key for channel in channels if not channel.is_paused]
    paused = [channel.name or channel.key for channel in channels if channel.is_paused]
    where = f"alerts go to {', '.join(told)}" if told else "alerts go nowhere yet: type channel add in a channel"
    return where + (f"; paused: {', '.join(paused)}" if paused else "")


def limits_in_words(channel: Channel) -> str:
    """From what relevance a channel is told of a story at once, and from what in its digest."""
    if channel.alert_at is None or channel.digest_at is None:
        return "as everywhere"
    return f"alerts from {channel.alert_at:.2f}, digest from {channel.digest_at:.2f}"


def change_message(change: Change, *, buttons: tuple[Button, ...] = ()) -> Message:
    """One line, as it is announced: who did what, and why; `buttons` are what admins may do about it."""
    why = f" ({change.why})" if change.why else ""
    text = f"{change.name} {change.what} {change.subject}{why}."
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), *((Buttons(buttons=buttons),) if buttons else ())))


def taken_back_message(change: Change, *, is_different: bool) -> Message:
    """What became of an undo, for who asked."""
    done = f"Taken back: {change.name} {change.what} {change.subject}."
    later = " A later change of the same thing stands, so nothing looks different yet; take that back too."
    text = done if is_different else done + later
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))


def history_message(changes: Sequence[Change]) -> Message:
    """The latest changes, newest first."""
    if not changes:
        text = "Nothing was changed yet."
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    lines = tuple(_change(change, change.at) for change in changes)
    return Message(
        text=f"The latest {wording.counted(len(changes), 'change', 'changes')}.",
        parts=(Heading(text="Latest changes"), Items(lines=lines)),
    )


def change_in_full_message(change: Change) -> Message:
    """Who, when, why, and each fact of the thing as it was before and is after."""
    first = change_message(change).text
    parts: list[Part] = [
        Heading(text=f"Change {change.number}"),
        Paragraph(line=(Moment(change.at), Text(f" {first}"))),
    ]
    if change.revision is None:
        parts.append(Paragraph(line=(Text("Nothing was kept of how it was before."),)))
        return Message(text=first, parts=tuple(parts))
    found = differences(change.revision.before, change.revision.after)
    lines = tuple(_difference(name, was, now) for name, was, now in found)
    parts.append(Items(lines=lines) if lines else Paragraph(line=(Text("It is as it was: a later change stands."),)))
    undo = Button(label="Undo", verb="admin", argument=f"undo {change.number}")
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
    sign = "excludes " if rule.is_exclude else ""
    where = f" · only in {channel}" if channel else ""
    why = f" — {rule.why}" if rule.why else ""
    how = f" · {does}" if does else ""
    return (Text(f"{rule.id} ", "code"), Text(f"{sign}{cut(rule.query, QUERY_CHARS)}{where}{why}{how}"))


def _change(change: Change, at: datetime) -> Line:
    why = f" ({change.why})" if change.why else ""
    number = (Text(f"{change.number} ", "code"),) if change.revision is not None else ()
    return (*number, Moment(at), Text(f" {change.name} {change.what} {change.subject}{why}"))

"""Who changed what: as it is announced, in the list, and in full."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.core.changes import differences
from bot.core.messages import wording
from bot.core.messages.paging import Page
from bot.core.messages.parts import (
    Button,
    Buttons,
    Context,
    Heading,
    Items,
    Line,
    Message,
    Moment,
    Paragraph,
    Part,
    Text,
)
from bot.core.model import Attribution, Change, Channel, Mute, Regrouped, Revision, Rule, Source, State
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, ngettext

HISTORY_PAGE = 10
FACT_CHARS = 140
NOTHING = "–"
HIDDEN = frozenset({"words", "was", "story"})  # the archive's own names for things, said better beside them

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "affiliation": gettext_noop("affiliation"),
        "alert_at": gettext_noop("alerts from relevance"),
        "article": gettext_noop("article"),
        "articles": gettext_noop("articles"),
        "breaks": gettext_noop("told in quiet hours"),
        "cap": gettext_noop("alerts an hour at most"),
        "channel": gettext_noop("only in"),
        "decision": gettext_noop("decision"),
        "digest_at": gettext_noop("digest from relevance"),
        "digest_day": gettext_noop("weekly digest on"),
        "digest_time": gettext_noop("digest at"),
        "id": gettext_noop("number or name"),
        "is_dropped": gettext_noop("shown as a quote"),
        "is_exclude": gettext_noop("keeps out what it matches"),
        "is_off": gettext_noop("in force"),
        "is_own": gettext_noop("written by"),
        "is_paused": gettext_noop("alerts"),
        "kind": gettext_noop("kind"),
        "language": gettext_noop("language"),
        "mode": gettext_noop("mode"),
        "name": gettext_noop("name"),
        "notes": gettext_noop("notes about the bot's sources"),
        "place": gettext_noop("address"),
        "platform": gettext_noop("platform"),
        "query": gettext_noop("keyword"),
        "quiet": gettext_noop("quiet hours"),
        "role": gettext_noop("role"),
        "speaker": gettext_noop("speaker"),
        "text": gettext_noop("quote"),
        "title": gettext_noop("headline"),
        "topic": gettext_noop("topic"),
        "topics": gettext_noop("topics"),
        "trouble": gettext_noop("switched off for"),
        "url": gettext_noop("address"),
        "why": gettext_noop("reason"),
        "zone": gettext_noop("time zone"),
    }
)


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


def history_message(changes: Sequence[Change], *, total: int, page: int = 1, further: str = "") -> Message:
    """A page of all `total` changes, newest first; `changes` are those of the page.

    `further` is what is typed to go on where there are no buttons, without the number of the page.
    """
    if not total:
        text = gettext("Nothing was changed yet.")
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    at = Page.of(total, wanted=page, size=HISTORY_PAGE)
    text = ngettext("{count} change, the latest first.", "{count} changes, the latest first.", total)
    text = f"{text} {at.words}." if at.words else text
    turns = at.turns("admin", lambda place: f"history page {place}")
    return Message(
        text=text,
        parts=(
            Heading(text=gettext("Latest changes")),
            Items(lines=tuple(map(_change, changes))),
            *((_place(at, further), Buttons(buttons=turns)) if turns else ()),
        ),
    )


def _place(at: Page, further: str) -> Context:
    if not further or at.number == at.count:
        return Context(line=(Text(f"{at.words}."),))
    typed = Text(f"{further} {at.number + 1}", "code")
    return Context(
        line=wording.line(gettext("{page}; what was before: {command}"), page=(Text(at.words),), command=(typed,))
    )


def change_in_full_message(change: Change) -> Message:
    """Who, when, why, of what, and each fact of the thing as it was before and is after."""
    first = change_message(change).text
    parts: list[Part] = [
        Heading(text=gettext("Change {number}", number=change.number)),
        Paragraph(line=(Moment(change.at), Text(f" {first}"))),
    ]
    revision = change.revision
    if revision is None:
        parts.append(Paragraph(line=(Text(gettext("Nothing was kept of how it was before.")),)))
        return Message(text=first, parts=tuple(parts))
    if (thing := _thing(revision.after or revision.before)) is not None:
        parts.append(Context(line=(Text(cut(visible(thing), FACT_CHARS)),)))
    lines = _differences(revision)
    same = gettext("It is as it was: a later change stands.")
    parts.append(Items(lines=lines) if lines else Paragraph(line=(Text(same),)))
    undo = Button(label=gettext("Undo"), verb="admin", argument=f"undo {change.number}")
    return Message(text=first, parts=(*parts, Buttons(buttons=(undo,))))


def _change(change: Change) -> Line:
    why = f" ({change.why})" if change.why else ""
    known = (Text(f"{change.number} ", "code"),) if change.revision is not None else ()
    return (*known, Moment(change.at), Text(f" {change.name} {change.what} {change.subject}{why}"))


def _thing(state: State | None) -> str | None:
    """What was changed, by the name that it is typed with."""
    match state:
        case Channel(name=name, key=key):
            return gettext("Channel {name}", name=f"{name} ({key})" if name else key)
        case Rule(id=id, channel=""):
            return gettext("Keyword {id}", id=id)
        case Rule(id=id, channel=channel):
            return gettext("Keyword {id}, only in {channel}", id=id, channel=channel)
        case Source(id=id, name=name):
            return gettext("Source {id}, {name}", id=id, name=name)
        case Attribution(text=text):
            return gettext("Quote “{words}”", words=text)
        case Mute(title=title):
            return gettext("Story “{title}”", title=title)
        case Regrouped(decision=decision):
            return gettext("Decision {number} on stories", number=decision)
        case None:
            return None


def _differences(revision: Revision) -> tuple[Line, ...]:
    before, after = revision.before, revision.after
    return tuple(
        (
            Text(f"{gettext(LABELS[name])}: ", "strong"),
            Text(_said(name, was, is_there=before is not None), "code"),
            Text(" → "),
            Text(_said(name, now, is_there=after is not None), "code"),
        )
        for name, was, now in differences(before, after)
        if name not in HIDDEN
    )


def _said(name: str, value: object, *, is_there: bool) -> str:
    return cut(visible(_in_words(name, value)), FACT_CHARS) if is_there else NOTHING


def _in_words(name: str, value: object) -> str:
    match name, value:
        case "is_off" | "is_paused" | "is_dropped", bool():
            return _switch(not value)
        case "is_own", bool():
            return gettext("the team") if value else gettext("its topic pack")
        case "notes", None:
            return gettext("as usual")
        case "alert_at" | "digest_at", None:
            return gettext("as everywhere")
        case "topics", []:
            return gettext("all")
        case "channel", "":
            return gettext("everywhere")
        case "quiet", [str(begin), str(end)]:
            return f"{begin[:5]}–{end[:5]}"
        case "quiet" | "cap", None | 0:
            return _switch(False)
        case "breaks", ["expiry"]:
            return gettext("a position that ends")
        case "breaks", []:
            return gettext("nothing")
        case "digest_day", int(day):
            return wording.weekday(day)
        case "digest_time", str(clock):
            return clock[:5]
        case "language", str(code):
            return wording.language(code)
        case _:
            return _plainly(value)


def _plainly(value: object) -> str:
    match value:
        case bool():
            return _switch(value)
        case None | "" | []:
            return NOTHING
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _switch(is_on: bool) -> str:
    return gettext("on") if is_on else gettext("off")

"""Stories put right by people: what is asked of who does it, and what everybody who read the story is told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.core.messages import wording
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
    Run,
    Text,
    Warning,
)
from bot.core.model import (
    Alert,
    AlertCard,
    ArticleId,
    Change,
    Channel,
    Filed,
    Mute,
    Regrouping,
    RegroupKind,
    Righted,
    StoryId,
    Told,
)
from bot.core.text import visible
from bot.core.translation import gettext, ngettext

_NOWHERE: Mapping[StoryId, Sequence[Mute]] = MappingProxyType({})
_UNSAID: Mapping[int, str] = MappingProxyType({})
SHOWN = 8  # of a story's articles, or of the stories it may be joined with; each has a button


def regroup_buttons(card: AlertCard) -> tuple[Button, ...]:
    """What an admin may do about the story of an alert."""
    alert = str(card.alert.id)
    others = (Button(label=gettext("Not the same story…"), verb="apart", argument=alert),) if card.others else ()
    return (
        *others,
        Button(label=gettext("Merge with…"), verb="merge_with", argument=alert),
        Button(label=gettext("Mute this story"), verb="mute", argument=alert),
    )


def joined_warning(card: AlertCard) -> tuple[Warning, ...]:
    """On an alert whose story was joined with another: where it goes on."""
    if card.joined is None:
        return ()
    return (Warning(line=_joined(card.joined)),)


def _joined(told: Told) -> Line:
    return wording.line(gettext("The same story as {story}: its news comes there."), story=_lead(told))


def earlier_line(card: AlertCard) -> tuple[Context, ...]:
    """On an alert that goes on from an older story."""
    if card.earlier is None:
        return ()
    return (Context(line=wording.line(gettext("Earlier: {story}"), story=_lead(card.earlier))),)


def note_message(card: AlertCard, *, now: datetime) -> Message:
    """A line in the thread of an alert that an admin put right."""
    article = card.filed.analysis.article
    title = wording.linked(wording.headline(article.title), article.url)
    if card.alert.news == Righted.MERGE and card.joined is not None:
        line = _joined(card.joined)
    else:
        when = wording.moment(article.published, now=now)
        lead: Line = (Text(wording.outlet(card), "strong"), *((Text(", "), when) if when else ()), Text(": "))
        line = (*lead, *_righted(card.alert.news, title))
    text = gettext("Put right, {what}", what=wording.words(line))
    return Message(text=wording.sentence(text), parts=(Paragraph(line=line),))


def _righted(news: str, article: Run) -> Line:
    match news:
        case Righted.SPLIT:
            return wording.line(gettext("{article} — not the same story, taken out by an admin."), article=(article,))
        case Righted.SPLIT_UNDONE:
            return wording.line(gettext("{article} — of this story after all."), article=(article,))
        case Righted.MERGE | Righted.MERGE_UNDONE:
            return wording.line(gettext("{article} — a story of its own after all."), article=(article,))
        case _:
            return wording.line(gettext("{what}. In {article}"), what=(Text(visible(news)),), article=(article,))


def apart_message(card: AlertCard, others: Sequence[Filed]) -> Message:
    """Which of the story's articles tells another one? One button each, the newest first."""
    title = wording.headline(card.filed.analysis.article.title)
    if not others:
        text = gettext("“{title}” is told by one article alone: there is nothing to take out.", title=title)
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    shown = others[:SHOWN]
    buttons = tuple(
        Button(label=gettext("Take out {number}", number=number), verb="split", argument=f"{card.alert.id} {filed.id}")
        for number, filed in enumerate(shown, start=1)
    )
    hidden = len(others) - len(shown)
    which = gettext("Which of these is not of “{title}”? It becomes a story of its own.", title=title)
    return Message(
        text=gettext("Which article is not of the story “{title}”?", title=title),
        parts=(
            Heading(text=gettext("Not the same story")),
            Paragraph(line=(Text(which),)),
            Items(lines=tuple(map(_article, shown)), is_numbered=True),
            *_hidden(hidden),
            Buttons(buttons=buttons),
        ),
    )


def merge_message(card: AlertCard, candidates: Sequence[AlertCard]) -> Message:
    """Which story is this one the same as? One button each, the most alike first."""
    title = wording.headline(card.filed.analysis.article.title)
    if not candidates:
        text = gettext("No other story of the last weeks was told that “{title}” could be joined with.", title=title)
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    shown = candidates[:SHOWN]
    buttons = tuple(
        Button(
            label=gettext("Merge with {number}", number=number),
            verb="merge",
            argument=f"{card.alert.id} {other.alert.id}",
        )
        for number, other in enumerate(shown, start=1)
    )
    return Message(
        text=gettext("Which story is “{title}” the same as?", title=title),
        parts=(
            Heading(text=gettext("Merge with")),
            Paragraph(line=(Text(gettext("Which of these tells the same event as “{title}”?", title=title)),)),
            Items(lines=tuple(_article(other.filed) for other in shown), is_numbered=True),
            Buttons(buttons=buttons),
        ),
    )


def regrouped_message(done: Regrouping, subject: str) -> Message:
    """What was done, with the button that takes it back."""
    text = gettext("Done: {subject}. What was posted is being put right.", subject=subject)
    undo = Button(label=gettext("Undo"), verb="regroup_undo", argument=str(done.number))
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=(undo,))))


def muted_message(change: Change, *, wider: str = "") -> Message:
    """What was done, with what takes it back, and what does it everywhere."""
    done = {"what": change.what, "subject": change.subject}
    if change.revision is not None and change.revision.after is None:
        text = gettext("Done: {what} {subject}. What came meanwhile stays untold.", **done)
    else:
        text = gettext("Done: {what} {subject}. Who follows the story still hears of it.", **done)
    buttons = (
        Button(label=gettext("Undo"), verb="admin", argument=f"undo {change.number}"),
        *((Button(label=gettext("Mute everywhere"), verb="mute", argument=wider),) if wider else ()),
    )
    return Message(text=text, parts=(Paragraph(line=(Text(text),)), Buttons(buttons=buttons)))


def stories_message(
    stories: Sequence[tuple[Alert, Sequence[Filed]]],
    *,
    mutes: Mapping[StoryId, Sequence[Mute]] = _NOWHERE,
    channels: Sequence[Channel] = (),
) -> Message:
    """The stories told lately with their numbers, of the alert and of each other article in it, and where each is
    muted; `channels` lend their names."""
    if not stories:
        text = gettext("No story was told in the last weeks.")
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    parts: list[Part] = []
    names = {"": gettext("everywhere"), **{channel.key: channel.name or channel.key for channel in channels}}
    for alert, articles in stories:
        muted = dict.fromkeys(names.get(mute.channel, mute.channel) for mute in mutes.get(articles[0].story, ()))
        note = (Text(f" · {gettext('muted: {channels}', channels=', '.join(muted))}"),) if muted else ()
        parts.append(Paragraph(line=(Text(f"{alert.id} ", "code"), *_article(articles[0]), *note)))
        if articles[1:]:
            lines = tuple(_article(filed) for filed in articles[1 : SHOWN + 1])
            parts.append(Items(lines=lines, is_numbered=True))
    text = ngettext(
        "{count} story told lately, the latest first.", "{count} stories told lately, the latest first.", len(stories)
    )
    return Message(text=text, parts=(Heading(text=text), *parts))


def regroupings_message(
    regroupings: Sequence[Regrouping],
    titles: Mapping[ArticleId, str] | None = None,
    *,
    subjects: Mapping[int, str] = _UNSAID,
) -> Message:
    """What was decided on stories, newest first: who, when, and which articles were moved.

    `titles` are those of the articles; without one its number stands for it. `subjects` say of a decision, by its
    number, what it made of which stories.
    """
    if not regroupings:
        text = gettext("No story was split or merged yet.")
        return Message(text=text, parts=(Paragraph(line=(Text(text),)),))
    text = ngettext("The latest decision on stories.", "The latest {count} decisions on stories.", len(regroupings))
    lines = tuple(_regrouping(done, titles or {}, subjects) for done in regroupings)
    return Message(text=text, parts=(Heading(text=text), Items(lines=lines)))


def _regrouping(done: Regrouping, titles: Mapping[ArticleId, str], subjects: Mapping[int, str]) -> Line:
    undoes = f" ({gettext('undoes {number}', number=done.undoes)})" if done.undoes else ""
    articles = ", ".join(_named(move.article, titles) for move in done.moves)
    count = ngettext("{count} article", "{count} articles", len(done.moves))
    facts = {"name": done.name, "articles": f"{count} {articles}"}
    if done.kind is RegroupKind.SPLIT:
        moved = gettext("{name} took out of a story: {articles}", **facts)
    else:
        moved = gettext("{name} merged with another story: {articles}", **facts)
    subject = f" — {subjects[done.number]}" if done.number in subjects else ""
    return (Text(f"{done.number} ", "code"), Moment(done.at), Text(f" {moved}{subject}{undoes}"))


def _named(article: ArticleId, titles: Mapping[ArticleId, str]) -> str:
    title = titles.get(article)
    return f"“{wording.headline(title)}”" if title else str(article)


def _lead(told: Told) -> Line:
    """“Headline” (Outlet, day), linked."""
    when = wording.published_on(told.published)
    place = visible(told.outlet or "")
    after: list[Line] = [line for line in ((Text(place),) if place else (), when) if line]
    details: Line = (
        () if not after else (Text(" ("), *after[0], *((Text(", "), *after[1]) if after[1:] else ()), Text(")"))
    )
    return (wording.linked(wording.headline(told.title), told.url), *details)


def _article(filed: Filed) -> Line:
    article = filed.analysis.article
    return _lead(Told(title=article.title, url=article.url, outlet=article.outlet, published=article.published))


def _hidden(count: int) -> tuple[Part, ...]:
    if count <= 0:
        return ()
    return (Context(line=(Text(ngettext("and {count} article more", "and {count} articles more", count)),)),)

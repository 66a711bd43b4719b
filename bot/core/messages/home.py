"""Somebody's own page of the bot: what they follow; for admins where alerts go and how the bot is, too."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.messages import wording
from bot.core.messages.channels import schedule_in_words
from bot.core.messages.parts import (
    Button,
    Buttons,
    Context,
    Heading,
    Items,
    Line,
    Link,
    Message,
    Moment,
    Paragraph,
    Part,
    Text,
    Warning,
)
from bot.core.messages.proposals import proposal_parts
from bot.core.messages.requests import request_parts
from bot.core.model import Channel, Filed, Proposal
from bot.core.requests import Request
from bot.core.text import cut
from bot.core.translation import gettext, gettext_noop, ngettext, number

TITLE_CHARS = 110
CHANNELS = 20
ASKED = 5  # requests, and proposals; each has its buttons
FACTS_CHARS = 200

_ADMINS = (
    (gettext_noop("Sources"), "sources list"),
    (gettext_noop("Keywords"), "keywords list"),
    (gettext_noop("Status"), "status"),
    (gettext_noop("History"), "history"),
)


def home_message(
    followed: Sequence[Filed],
    *,
    more: int,
    channels: Sequence[tuple[Channel, int, datetime | None]] = (),
    health: str = "",
    is_well: bool = True,
    is_admin: bool = False,
    requests: Sequence[Request] = (),
    proposals: Sequence[Proposal] = (),
) -> Message:
    """`more`: stories followed beyond those given. `channels`: each with what waits for its next digest, and when.

    `requests` wait for another admin, `proposals` for any.

    For who is no admin there is nothing of channels and health: they may be of rooms that aren't theirs.
    """
    count = len(followed) + more
    following = ngettext("You follow {count} story.", "You follow {count} stories.", count)
    text = following if count else gettext("You follow no story.")
    parts: list[Part] = [Heading(text=gettext("What you follow"))]
    if followed:
        lines = [*map(_story, followed), *([_and_more(more)] if more else [])]
        parts.append(Items(lines=tuple(lines)))
    else:
        nothing = gettext("Nothing yet. Press Follow under an alert to be told how its story goes on.")
        parts.append(Paragraph(line=(Text(nothing),)))
    if is_admin:
        parts += _asked("waiting", gettext("Waiting for another admin"), request_parts(requests[:ASKED]), len(requests))
        parts += _asked("proposals", gettext("Proposed changes"), proposal_parts(proposals[:ASKED]), len(proposals))
        parts.append(Heading(text=gettext("Where alerts go")))
        parts.append(_channels(channels))
        parts.append(Context(line=(Text(health),)) if is_well else Warning(line=(Text(health),)))
    asked = (Button(label=gettext("What is kept of me"), verb="ask", argument="privacy"),)
    orders = tuple(Button(label=gettext(label), verb="admin", argument=words) for label, words in _ADMINS if is_admin)
    parts.append(Buttons(buttons=(*orders, *asked)))
    return Message(text=text, parts=tuple(parts))


def _asked(order: str, title: str, shown: tuple[Part, ...], count: int) -> tuple[Part, ...]:
    """What an admin is asked to decide; nothing where there is nothing to."""
    if not count:
        return ()
    more = count - ASKED
    rest = Button(label=gettext("… {count} more", count=number(more)), verb="admin", argument=order)
    return (Heading(text=title), *shown, *((Buttons(buttons=(rest,)),) if more > 0 else ()))


def _story(filed: Filed) -> Line:
    article = filed.analysis.article
    title = cut(article.title or gettext("Untitled article"), TITLE_CHARS)
    outlet = f" · {article.outlet}" if article.outlet else ""
    return (Link(title, article.url) if article.url else Text(title), Text(outlet))


def _channels(channels: Sequence[tuple[Channel, int, datetime | None]]) -> Part:
    if not channels:
        return Paragraph(line=(Text(gettext("Nowhere yet: type channel add, after the admin command, in a channel.")),))
    lines = [_channel(*each) for each in channels[:CHANNELS]]
    if len(channels) > CHANNELS:
        lines.append(_and_more(len(channels) - CHANNELS))
    return Items(lines=tuple(lines))


def _channel(channel: Channel, held: int, next_digest: datetime | None) -> Line:
    name = Text(channel.name or channel.key, "strong")
    if channel.is_paused:
        return (name, Text(f": {gettext('paused')}{f' ({channel.trouble})' if channel.trouble else ''}"))
    facts = Text(cut(f": {'; '.join(schedule_in_words(channel))}", FACTS_CHARS))
    if not held or next_digest is None:
        return (name, facts)
    waiting = ngettext(
        "{count} story waits for the next digest, {moment}",
        "{count} stories wait for the next digest, {moment}",
        held,
        moment="{moment}",
    )
    return (name, facts, Text("; "), *wording.line(waiting, moment=(Moment(next_digest),)))


def _and_more(count: int) -> Line:
    return (Text(gettext("… {count} more", count=number(count))),)

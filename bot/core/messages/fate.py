"""What became of one article, and what would have let it pass: the answer to `why ADDRESS`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.messages import wording
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
    Run,
    Text,
)
from bot.core.model import Delivery, DeliveryState, HeldFor, Rule
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, ngettext
from bot.core.urls import host

TITLE_CHARS = 110
QUERY_CHARS = 140


class Step(StrEnum):
    """How far it came."""

    NEVER_SEEN = "never seen"
    NO_KEYWORD = "no keyword matches it"
    EARLIER = "read before a keyword matched it"
    EXCLUDED = "kept out by an exclude"
    TOO_WEAK = "too weak"
    DIGEST = "for the digest"
    SILENT = "silent"
    NO_CHANNEL = "for no channel"
    MERGED = "merged into a story"
    HELD = "held for a digest"
    ON_ITS_WAY = "on its way"
    UNDELIVERED = "told nowhere"
    TOLD = "told"


DECIDED = frozenset({Step.HELD, Step.ON_ITS_WAY, Step.UNDELIVERED, Step.TOLD})  # it heads a story's alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What is known of it; `deliveries` are those of the story's alert, `channels` their names by key."""

    url: str
    step: Step
    title: str = ""
    seen_at: datetime | None = None
    source: str = ""
    watched: Sequence[str] = ()  # names of sources of its site, where it was never seen
    keywords: Sequence[str] = ()  # ids of those that match it
    nearest: tuple[Rule, str] | None = None  # the keyword that came nearest, and what of it is not so
    relevance: float | None = None
    reasons: Sequence[str] = ()
    alert_at: float = 0.0
    story: str = ""  # the headline it is told under
    story_url: str | None = None
    deliveries: Sequence[Delivery] = ()
    channels: dict[str, str] | None = None

    @property
    def can_be_told(self) -> bool:
        """It was read, and nobody was told yet."""
        return self.step is Step.HELD or self.step not in DECIDED | {Step.NEVER_SEEN, Step.MERGED}


_HELD = {
    HeldFor.DIGEST: gettext_noop("until the digest with its story is sent"),
    HeldFor.BRIEF: gettext_noop("weak enough for the digest alone"),
    HeldFor.MODE: gettext_noop("the channel wants digests"),
    HeldFor.QUIET: gettext_noop("quiet hours"),
    HeldFor.CAP: gettext_noop("the channel's cap per hour"),
    HeldFor.FLOOD: gettext_noop("too many from one source"),
    HeldFor.AWAY: gettext_noop("it came while the bot was away"),
}


def fate_message(fate: Fate, *, admin_command: str, post: str = "", suggest: str = "", edit: str = "") -> Message:
    """Where on its way it stopped, why, and what can be done about it.

    `post` and `suggest` are what the buttons of admins and of all others carry, where there is something to be done;
    `edit` opens the form of the keyword that came nearest.
    """
    title = cut(visible(fate.title) or fate.url, TITLE_CHARS)
    text = f"{title}: {_in_a_sentence(fate)}"
    parts: list[Part] = [
        Heading(text=gettext("Why, or why not")),
        Context(line=(Link(title, fate.url), *_seen(fate))),
        Paragraph(line=(Text(_in_a_sentence(fate)),)),
    ]
    parts += _because(fate)
    if fate.story and fate.step in DECIDED | {Step.MERGED}:
        head = Link(cut(visible(fate.story), TITLE_CHARS), fate.story_url) if fate.story_url else Text(fate.story)
        parts.append(Paragraph(line=(Text(f"{gettext('Its story')}: ", "strong"), head)))
    where = tuple(_where(delivery, fate.channels or {}) for delivery in fate.deliveries)
    if where:
        heading = gettext("Where it was told") if fate.step is Step.TOLD else gettext("Channels")
        parts += [Heading(text=heading), Items(lines=where)]
    if fate.can_be_told and (post or suggest):
        parts.append(Buttons(buttons=tuple(_buttons(fate, post=post, suggest=suggest, edit=edit))))
    elif fate.step is Step.NEVER_SEEN:
        add = Text(f"{admin_command} sources add https://{host(fate.url)}", "code")
        parts.append(
            Paragraph(line=wording.line(gettext("To watch its site, an admin types {command}"), command=(add,)))
        )
    return Message(text=text, parts=tuple(parts))


def _in_a_sentence(fate: Fate) -> str:
    match fate.step:
        case Step.NEVER_SEEN if fate.watched:
            return ngettext(
                "never seen, though {sources} is watched: the feed may not have carried it.",
                "never seen, though {sources} are watched: the feed may not have carried it.",
                len(fate.watched),
                sources=", ".join(fate.watched),
            )
        case Step.NEVER_SEEN:
            return gettext("never seen: no source of that site is watched.")
        case Step.NO_KEYWORD:
            return gettext("it was read, and no keyword matches it.")
        case Step.EARLIER:
            return gettext("it was read before there was a keyword for it; today one matches.")
        case Step.EXCLUDED:
            return gettext("it was read, and an exclude keeps it out.")
        case Step.TOO_WEAK:
            return gettext(
                "a keyword matches it, but its relevance of {score} is a passing mention's.", score=_score(fate)
            )
        case Step.DIGEST:
            return gettext(
                "its relevance of {score} is enough for the digest, not for an alert of its own (from {limit}).",
                score=_score(fate),
                limit=f"{fate.alert_at:.2f}",
            )
        case Step.SILENT:
            return gettext("it came with a first poll or a back-fill, which are silent; it can be looked up.")
        case Step.NO_CHANNEL:
            return gettext(
                "a keyword matches it, but for no channel: single channels' keywords and excludes leave none."
            )
        case Step.MERGED:
            return gettext("it tells a story that was told by another article.")
        case Step.HELD:
            return gettext("it is held back, and has been told nowhere yet; below is until when, and why.")
        case Step.ON_ITS_WAY:
            return gettext("it is on its way; below is where to.")
        case Step.UNDELIVERED if fate.deliveries:
            return gettext("it was to be told, and no channel took it; below is why.")
        case Step.UNDELIVERED:
            return gettext("it was to be told, and there was no channel for it.")
        case Step.TOLD:
            return gettext("it is told; below is where.")


def _score(fate: Fate) -> str:
    return f"{fate.relevance:.2f}"


def _seen(fate: Fate) -> Iterator[Run]:
    if fate.seen_at is not None:
        yield Text(" · ")
        yield from wording.line(gettext("seen {moment}"), moment=(Moment(fate.seen_at),))
    if fate.source:
        yield Text(f" · {visible(fate.source)}")


def _because(fate: Fate) -> Iterator[Part]:
    if fate.keywords:
        label = Text(f"{ngettext('Keyword', 'Keywords', len(fate.keywords))}: ", "strong")
        yield Paragraph(line=(label, Text(", ".join(fate.keywords), "code")))
    if fate.nearest is not None:
        rule, missing = fate.nearest
        nearest = gettext("Keyword") if fate.step in (Step.EXCLUDED, Step.EARLIER) else gettext("Nearest keyword")
        label = Text(f"{nearest}: ", "strong")
        line: Line = (label, Text(f"{rule.id} ", "code"), Text(cut(missing, QUERY_CHARS)))
        yield Paragraph(line=line)
    if fate.relevance is not None and fate.step is not Step.TOLD:
        score = gettext("{score}; alerts begin at {limit}", score=_score(fate), limit=f"{fate.alert_at:.2f}")
        yield Paragraph(line=(Text(f"{gettext('Relevance')}: ", "strong"), Text(score)))
        if fate.reasons:
            yield Items(lines=tuple((Text(visible(reason)),) for reason in fate.reasons))


def _where(delivery: Delivery, names: dict[str, str]) -> Line:
    return (Text(f"{visible(names.get(delivery.channel, delivery.place))}: "), *_whereabouts(delivery))


def _whereabouts(delivery: Delivery) -> Line:
    match delivery.state:
        case DeliveryState.SENT if delivery.sent_at is not None:
            return wording.line(gettext("told {moment}"), moment=(Moment(delivery.sent_at),))
        case DeliveryState.SENT:
            return (Text(gettext("told")),)
        case DeliveryState.HELD | DeliveryState.JOINED:
            why = gettext(_HELD[delivery.held_for]) if delivery.held_for in _HELD else gettext("for the digest")
            held = gettext("held back ({why}), due {moment}")
            return wording.line(held, why=(Text(why),), moment=(Moment(delivery.due),))
        case DeliveryState.BURIED:
            reason = visible(delivery.last_error or "") or gettext("the platform refused it")
            return (Text(gettext("never told, {reason}", reason=reason)),)
        case _:
            return wording.line(gettext("on its way, due {moment}"), moment=(Moment(delivery.due),))


def _buttons(fate: Fate, *, post: str, suggest: str, edit: str) -> Iterator[Button]:
    if not post:
        yield Button(label=gettext("Suggest it to the admins"), verb="suggest", argument=suggest)
        return
    yield Button(label=gettext("Post it now"), verb="admin", argument=post, style="primary")
    if edit and fate.nearest is not None:
        yield Button(label=gettext("Change {keyword}", keyword=fate.nearest[0].id), verb="form", argument=edit)

"""What became of one article, and what would have let it pass: the answer to `why ADDRESS`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
)
from bot.core.model import Delivery, DeliveryState, HeldFor, Rule
from bot.core.text import cut, visible

TITLE_CHARS = 110
QUERY_CHARS = 140


class Step(StrEnum):
    """How far it came."""

    NEVER_SEEN = "never seen"
    NO_KEYWORD = "no keyword matches it"
    TOO_WEAK = "too weak"
    DIGEST = "for the digest"
    SILENT = "silent"
    NO_CHANNEL = "for no channel"
    MERGED = "merged into a story"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What is known of it; `deliveries` are those of the story's alert, `channels` their names by key."""

    url: str
    step: Step
    title: str = ""
    seen_at: datetime | None = None
    source: str = ""
    watched: Sequence[str] = ()  # names of sources of its site, where it was never seen
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
        """It was read, and nobody was told."""
        return self.step not in (Step.NEVER_SEEN, Step.MERGED, Step.TOLD)


_HELD = {
    HeldFor.DIGEST: "until the digest with its story is sent",
    HeldFor.BRIEF: "weak enough for the digest alone",
    HeldFor.MODE: "the channel wants digests",
    HeldFor.QUIET: "quiet hours",
    HeldFor.CAP: "the channel's cap per hour",
    HeldFor.FLOOD: "too many from one source",
    HeldFor.AWAY: "it came while the bot was away",
}


def fate_message(fate: Fate, *, admin_command: str, post: str = "", suggest: str = "") -> Message:
    """Where on its way it stopped, why, and what can be done about it.

    `post` and `suggest` are what the buttons of admins and of all others carry, where there is something to be done.
    """
    title = cut(visible(fate.title) or fate.url, TITLE_CHARS)
    text = f"{title}: {_in_a_sentence(fate)}"
    parts: list[Part] = [
        Heading(text="Why, or why not"),
        Context(line=(Link(title, fate.url), *_seen(fate))),
        Paragraph(line=(Text(_in_a_sentence(fate)),)),
    ]
    parts += _because(fate)
    if fate.story and fate.step in (Step.MERGED, Step.TOLD):
        head = Link(cut(visible(fate.story), TITLE_CHARS), fate.story_url) if fate.story_url else Text(fate.story)
        parts.append(Paragraph(line=(Text("Its story: ", "strong"), head)))
    where = tuple(_where(delivery, fate.channels or {}) for delivery in fate.deliveries)
    if where:
        parts += [Heading(text="Where it was told"), Items(lines=where)]
    if fate.can_be_told and (post or suggest):
        parts.append(Buttons(buttons=(_button(post, suggest),)))
    elif fate.step is Step.NEVER_SEEN:
        add = Text(f"{admin_command} sources add {fate.url}", "code")
        parts.append(Paragraph(line=(Text("To watch its site, an admin types "), add)))
    return Message(text=text, parts=tuple(parts))


def _in_a_sentence(fate: Fate) -> str:
    match fate.step:
        case Step.NEVER_SEEN if fate.watched:
            are = "is" if len(fate.watched) == 1 else "are"
            return f"never seen, though {', '.join(fate.watched)} {are} watched: the feed may not have carried it."
        case Step.NEVER_SEEN:
            return "never seen: no source of that site is watched."
        case Step.NO_KEYWORD:
            return "it was read, and no keyword matches it."
        case Step.TOO_WEAK:
            return f"a keyword matches it, but its relevance of {fate.relevance:.2f} is a passing mention's."
        case Step.DIGEST:
            return (
                f"its relevance of {fate.relevance:.2f} is enough for the digest, not for an alert of its own "
                f"(from {fate.alert_at:.2f})."
            )
        case Step.SILENT:
            return "it came with a first poll or a back-fill, which are silent; it can be looked up."
        case Step.NO_CHANNEL:
            return "a keyword matches it, but for no channel: single channels' keywords and excludes leave none."
        case Step.MERGED:
            return "it tells a story that was told by another article."
        case Step.TOLD:
            return "it is told; below is where."


def _seen(fate: Fate) -> Iterator[Text | Moment]:
    if fate.seen_at is not None:
        yield Text(" · seen ")
        yield Moment(fate.seen_at)
    if fate.source:
        yield Text(f" · {visible(fate.source)}")


def _because(fate: Fate) -> Iterator[Part]:
    if fate.nearest is not None:
        rule, missing = fate.nearest
        line: Line = (Text("Nearest keyword: ", "strong"), Text(f"{rule.id} ", "code"), Text(cut(missing, QUERY_CHARS)))
        yield Paragraph(line=line)
    if fate.relevance is not None and fate.step is not Step.TOLD:
        line = (Text("Relevance: ", "strong"), Text(f"{fate.relevance:.2f}; alerts begin at {fate.alert_at:.2f}"))
        yield Paragraph(line=line)
        if fate.reasons:
            yield Items(lines=tuple((Text(visible(reason)),) for reason in fate.reasons))


def _where(delivery: Delivery, names: dict[str, str]) -> Line:
    name = visible(names.get(delivery.channel, delivery.place))
    match delivery.state:
        case DeliveryState.SENT if delivery.sent_at is not None:
            return (Text(f"{name}: told "), Moment(delivery.sent_at))
        case DeliveryState.SENT:
            return (Text(f"{name}: told"),)
        case DeliveryState.HELD | DeliveryState.JOINED:
            held = _HELD[delivery.held_for] if delivery.held_for else "for the digest"
            return (Text(f"{name}: held back ({held}), due "), Moment(delivery.due))
        case DeliveryState.BURIED:
            return (Text(f"{name}: never told, {visible(delivery.last_error or 'the platform refused it')}"),)
        case _:
            return (Text(f"{name}: on its way, due "), Moment(delivery.due))


def _button(post: str, suggest: str) -> Button:
    if post:
        return Button(label="Post it now", verb="admin", argument=post, style="primary")
    return Button(label="Suggest it to the admins", verb="suggest", argument=suggest)

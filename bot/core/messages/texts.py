"""Help and the short texts: what happened, and what to type instead."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.core.messages import wording
from bot.core.messages.parts import Context, Heading, Items, Line, Message, Paragraph, Text
from bot.core.model import Change
from bot.core.translation import gettext, gettext_noop, ngettext

ADMINS_NAMED = 3

_EXAMPLES = (
    ("amazon", gettext_noop("where a company stands, the latest stories, its words")),
    ("quotes city council", gettext_noop("who said what, verbatim, with its source")),
    ("timeline amazon", gettext_noop("what it did and promised, newest first")),
    ("moratorium since:2020-06", gettext_noop("stories with a word, from a date on")),
    ('"live facial recognition"', gettext_noop("an exact phrase")),
    ("san francisco ban", gettext_noop("several words at once; names may be misspelt")),
)


def help_message(command: str = "/policy") -> Message:
    """Six examples that work, and in a line what else there is. `command` is what the team's operator named it."""
    more = gettext(
        "Also: positions NAME (what holds now), record NAME (all they said and did), why ADDRESS (what became of an "
        'article); since:, until:2026-06, in:"Harbour City" and source:EFF narrow any question; '
        "privacy tells what is kept of you, forget removes it."
    )
    lines: tuple[Line, ...] = tuple(
        (Text(f"{command} {words}", "code"), Text(f" — {gettext(meaning)}")) for words, meaning in _EXAMPLES
    )
    return Message(
        text=gettext(
            "Ask with {command} and a name or a word, for example {example}.",
            command=command,
            example=f"{command} amazon",
        ),
        parts=(
            Heading(text=gettext("Ask what Watchword has read")),
            Items(lines=lines),
            Context(line=(Text(more),)),
        ),
    )


_HALF_ASKED = {
    "why": (
        "why https://gazette.example/news",
        gettext_noop("why tells what became of one article, and needs its whole address."),
    ),
    **dict.fromkeys(
        ("record", "quotes", "quote", "positions", "position", "timeline"),
        ("{word} dana ortiz", gettext_noop("{word} of whom or what? A name has to follow.")),
    ),
}
_HOST = re.compile(r"[^\s/@]+\.[a-z]{2,}/?", re.IGNORECASE)


def half_question_message(query: str, command: str, *, admin_command: str) -> Message | None:
    """What to type where a question begins like one of ours and doesn't go on; None for a whole one."""
    word, _, rest = query.partition(" ")
    word, rest = word.lower(), rest.strip(" <>")
    if word.removeprefix("/") == admin_command.removeprefix("/"):
        typed = f"{admin_command} {rest}".strip()
        return plain_message(gettext("That is a command of its own: type {command}.", command=typed))
    if word not in _HALF_ASKED or (rest and not (word == "why" and _HOST.fullmatch(rest))):
        return None
    example, told = _HALF_ASKED[word]
    told = gettext(told, word=word)
    like = gettext("For example: {example}", example=f"{command} {example.format(word=word)}")
    quoted = gettext("To look for the word itself: {command}", command=f'{command} "{word}"')
    return plain_message(f"{told} {like}. {quoted}" if not rest else f"{told} {like}")


def admins_of(changes: Sequence[Change], platform: str) -> tuple[str, ...]:
    """Who on this platform made the latest of these changes, newest first: a few names."""
    made = (change.name for change in changes if change.revision and change.who.startswith(f"{platform}:"))
    return tuple(dict.fromkeys(made))[:ADMINS_NAMED]


def refusal_message(names: Sequence[str]) -> Message:
    """For who may change nothing: who may, and whom to ask."""
    if not names:
        return plain_message(
            gettext(
                "Sources, keywords, channels and stories are changed by admins. Ask one of them, or your operator to "
                "be listed."
            )
        )
    return plain_message(
        gettext(
            "Sources, keywords, channels and stories are changed by admins, lately by {names}. Ask one of them, or "
            "your operator to be listed.",
            names=", ".join(names),
        )
    )


def hello_message(admin_command: str, *, example: str, help: str) -> Message:
    """Three lines on being invited: what this is, how to begin, what anyone may do.

    `example` and `help` are a question and the call for help as the platform's people type them.
    """
    add = Text(f"{admin_command} channel add", "code")
    begin = gettext("To get alerts in a channel, an admin types {command} there.")
    ask = gettext("Anyone may ask, and the answer is private: {example}; {help} shows what else.")
    return Message(
        text=gettext(
            "Hello from Watchword: I read news and public records on a policy topic and tell a channel what happened; "
            "an admin begins with {command}, and anyone may ask with {help}.",
            command=add.text,
            help=help,
        ),
        parts=(
            Heading(text=gettext("Hello from Watchword")),
            Paragraph(
                line=(
                    Text(
                        gettext(
                            "I read news and public records on a policy topic and tell a channel what happened and "
                            "who said what, verbatim, with its source."
                        )
                    ),
                )
            ),
            Items(
                lines=(
                    wording.line(begin, command=(add,)),
                    wording.line(ask, example=(Text(example, "code"),), help=(Text(help, "code"),)),
                )
            ),
        ),
    )


def plain_message(text: str) -> Message:
    """One or two sentences of ours: an error, a confirmation."""
    return Message(text=text, parts=(Paragraph(line=(Text(text),)),))


def expired_message() -> Message:
    """For a button whose alert the archive no longer holds."""
    return plain_message(
        gettext(
            "That alert is no longer in the archive; its article may still be found with /policy and a word of its "
            "title."
        )
    )


def shared_message(channel: str) -> Message:
    """What who shared an answer is told."""
    return plain_message(gettext("Shared in {channel}.", channel=channel))


def status_message(*, sources: int, articles: int, channels: Sequence[str], next_poll: timedelta | None) -> Message:
    """What is watched, when the next poll is and where to look: the first thing a new operator asks."""
    watched = ngettext("Watching {count} source", "Watching {count} sources", sources)
    stored = ngettext("{count} article stored", "{count} articles stored", articles)
    where = gettext("alerts go to {channels}", channels=", ".join(channels)) if channels else gettext("no channel yet")
    when = "" if next_poll is None else f"; {_soon(next_poll)}"
    return plain_message(f"{watched}, {stored}, {where}{when}.")


def _soon(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    if seconds <= 0:
        return gettext("next poll now")
    if seconds < 60:
        return ngettext("next poll in {count} second", "next poll in {count} seconds", seconds)
    return ngettext("next poll in {count} minute", "next poll in {count} minutes", round(seconds / 60))

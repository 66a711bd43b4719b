"""Help and the short texts: what happened, and what to type instead."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.messages import wording
from bot.core.messages.parts import Heading, Items, Line, Message, Paragraph, Text

_EXAMPLES = (
    ("amazon", "where a company stands, the latest stories, its words"),
    ("quotes city council", "who said what, verbatim, with its source"),
    ("timeline amazon", "what it did and promised, newest first"),
    ("moratorium since:2020-06", "stories with a word, from a date on"),
    ('"live facial recognition"', "an exact phrase"),
    ("san francisco ban", "several words at once; names may be misspelt"),
)


def help_message(command: str = "/policy") -> Message:
    """Six examples that work, nothing else. `command` is what the team's operator named it."""
    lines: tuple[Line, ...] = tuple(
        (Text(f"{command} {words}", "code"), Text(f" — {meaning}")) for words, meaning in _EXAMPLES
    )
    return Message(
        text=f"Ask with {command} and a name or a word, for example {command} amazon.",
        parts=(Heading(text="Ask what Watchword has read"), Items(lines=lines)),
    )


def hello_message(admin_command: str, *, example: str, help: str) -> Message:
    """Three lines on being invited: what this is, how to begin, what anyone may do.

    `example` and `help` are a question and the call for help as the platform's people type them.
    """
    return Message(
        text=(
            "Hello from Watchword: I read news and public records on a policy topic and tell a channel what happened; "
            f"an admin begins with {admin_command} channel add, and anyone may ask with {help}."
        ),
        parts=(
            Heading(text="Hello from Watchword"),
            Paragraph(
                line=(
                    Text(
                        "I read news and public records on a policy topic and tell a channel what happened and "
                        "who said what, verbatim, with its source."
                    ),
                )
            ),
            Items(
                lines=(
                    (
                        Text("To get alerts in a channel, an admin types "),
                        Text(f"{admin_command} channel add", "code"),
                        Text(" there."),
                    ),
                    (
                        Text("Anyone may ask, and the answer is private: "),
                        Text(example, "code"),
                        Text("; "),
                        Text(help, "code"),
                        Text(" shows what else."),
                    ),
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
        "That alert is no longer in the archive; its article may still be found with /policy and a word of its title."
    )


def shared_message(channel: str) -> Message:
    """What who shared an answer is told."""
    return plain_message(f"Shared in {channel}.")


def status_message(*, sources: int, articles: int, channels: Sequence[str], next_poll: timedelta | None) -> Message:
    """What is watched, when the next poll is and where to look: the first thing a new operator asks."""
    watched = f"Watching {wording.counted(sources, 'source', 'sources')}"
    stored = f"{wording.counted(articles, 'article', 'articles')} stored"
    where = f"alerts go to {', '.join(channels)}" if channels else "no channel yet"
    when = "" if next_poll is None else f"; next poll {_soon(next_poll)}"
    return plain_message(f"{watched}, {stored}, {where}{when}.")


def _soon(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    if seconds <= 0:
        return "now"
    if seconds < 60:
        return f"in {wording.counted(seconds, 'second', 'seconds')}"
    return f"in {wording.counted(round(seconds / 60), 'minute', 'minutes')}"

"""What people type, as they meant it; what we say when we are invited."""

import re

from bot.core.messages import Heading, Items, Message, Paragraph, Text
from bot.core.text import visible

COMMAND, ADMIN_COMMAND = "policy", "policy-admin"

_REFERENCE = re.compile(r"<(?:#|@[!&]?)(?P<id>\d+)>")
_QUOTES = str.maketrans("“”„‟", '""""')


def typed(text: str) -> str:
    """What someone typed: a channel, role or person as its id, curly quotes straight, one line."""
    return visible(_REFERENCE.sub(r"\g<id>", text).translate(_QUOTES))


def question(query: str, *, show: str = "", since: str = "") -> str:
    """The options of `/policy` as the one line that every face asks."""
    return " ".join(filter(None, [show, typed(query), f"since:{typed(since)}" if typed(since) else ""]))


def hello() -> Message:
    """What we say when we are invited: what this is, how to begin, what anyone may do."""
    return Message(
        text=(
            "Hello from Watchword: I read news and public records on a policy topic and tell a channel what happened; "
            f"an admin begins with /{ADMIN_COMMAND} channel add, and anyone may ask with /{COMMAND}."
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
                        Text(f"/{ADMIN_COMMAND} channel add", "code"),
                        Text(" there."),
                    ),
                    (
                        Text("Anyone may ask, and the answer is private: "),
                        Text(f"/{COMMAND} query:amazon", "code"),
                        Text("; "),
                        Text(f"/{COMMAND}", "code"),
                        Text(" alone shows what else."),
                    ),
                )
            ),
        ),
    )

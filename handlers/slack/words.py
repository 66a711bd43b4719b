"""What people type, as they meant it; what we say when we are invited."""

import re
from dataclasses import dataclass

from bot.core.messages import Heading, Items, Message, Paragraph, Text
from bot.core.text import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the operator named the two commands."""

    command: str
    admin_command: str


_REFERENCE = re.compile(r"<(?P<sign>[#@!]?)(?P<id>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_QUOTES = str.maketrans("“”„‟", '""""')


def typed(text: str) -> str:
    """What someone typed: Slack's escapes undone, a channel as its id, curly quotes straight, one line."""
    plain = _REFERENCE.sub(_reference, text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return visible(plain.translate(_QUOTES))


def _reference(match: re.Match[str]) -> str:
    if match["sign"] in ("", "#"):
        return match["id"]  # an address, or a channel
    return f"@{(match['label'] or match['id'].partition('^')[0]).removeprefix('@')}"


def hello(names: Names) -> Message:
    """What we say when we are invited: what this is, how to begin, what anyone may do."""
    return Message(
        text=(
            "Hello from Watchword: I read news and public records on a policy topic and tell a channel what happened; "
            f"an admin begins with {names.admin_command} channel add, and anyone may ask with {names.command} help."
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
                        Text("To get alerts here, an admin types "),
                        Text(f"{names.admin_command} channel add", "code"),
                        Text(" in this channel."),
                    ),
                    (
                        Text("Anyone may ask, and the answer is private: "),
                        Text(f"{names.command} amazon", "code"),
                        Text(" or "),
                        Text(f"{names.command} help", "code"),
                        Text("."),
                    ),
                )
            ),
        ),
    )

"""What people type, as they meant it."""

import re

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

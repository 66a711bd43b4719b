"""What people type, as they meant it."""

import re
from dataclasses import dataclass

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

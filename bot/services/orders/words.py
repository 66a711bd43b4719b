"""An admin's line → what is to be done, to what, and why."""

import re
from collections.abc import Collection

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " "})


def straight(words: str) -> str:
    """Phones and Slack type curly quotes; a command means straight ones."""
    return words.translate(_STRAIGHT).strip()


def with_reason(words: str) -> tuple[str, str]:
    """`keywords add X why: UK wording` → ("keywords add X", "UK wording"); also `--why`."""
    found = re.search(r"\s(?:why:|--why[ =])\s*", words)
    return (words[: found.start()].rstrip(), words[found.end() :].strip()) if found else (words, "")


def order_name(words: str, orders: Collection[str]) -> tuple[str | None, str]:
    """The order that a line begins with, of one word or two, and what is left; None for no order."""
    first, _, rest = words.partition(" ")
    second, _, more = rest.strip().partition(" ")
    for name, left in ((f"{first} {second}".lower().strip(), more), (first.lower(), rest)):
        if name in orders:
            return name, left.strip()
    return None, ""

"""An admin's line → what is to be done, to what, and why."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bot.core.messages import plain_message
from bot.core.translation import gettext
from bot.services.orders.order import OrderRefused

END = "--"  # what comes behind it is no flag, whatever it looks like

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " "})
_QUOTED = r'"[^"]*"'
_REASON = re.compile(rf"{_QUOTED}|(?P<mark>\s(?:why:|--why(?:[ =]|$))\s*)")
_FLAG = re.compile(  # phones make one long dash of two
    rf"{_QUOTED}|(?<!\S)(?P<dash>--|\u2014|\u2013)(?P<name>[A-Za-z][A-Za-z-]*)?(?P<is_set>=)?(?:(?!\S)|(?<==))"
)
_VALUE = re.compile(rf"\s*(?:(?P<quoted>{_QUOTED})|(?P<plain>\S+))")
_TAIL_FLAG = re.compile(r"\s--[a-z]")


def straight(words: str) -> str:
    """Phones and Slack type curly quotes; a command means straight ones."""
    return words.translate(_STRAIGHT).strip()


def with_reason(words: str) -> tuple[str, str]:
    """`keywords add X why: UK wording` → ("keywords add X", "UK wording"); also `--why`, and flags behind it.

    Within quotes the word is one like others.
    """
    for found in _REASON.finditer(words):
        if found["mark"]:
            before, reason = words[: found.start()].rstrip(), words[found.end() :].strip()
            return (before, reason) if f" {END} " in f"{before} " else _without_flags_behind(before, reason)
    return words, ""


def _without_flags_behind(before: str, reason: str) -> tuple[str, str]:
    quoted = re.match(rf"({_QUOTED})(?=\s|$)", reason)
    if quoted:
        return f"{before} {reason[quoted.end() :].strip()}".strip(), quoted[1].strip('"').strip()
    flag = _TAIL_FLAG.search(f" {reason}")
    if flag is None:
        return before, reason
    return f"{before}{f' {reason}'[flag.start() :]}", reason[: max(flag.start() - 1, 0)].strip()


def order_name(words: str, orders: Collection[str]) -> tuple[str | None, str]:
    """The order that a line begins with, of one word or two, and what is left; None for no order."""
    first, _, rest = words.partition(" ")
    second, _, more = rest.strip().partition(" ")
    for name, left in ((f"{first} {second}".lower().strip(), more), (first.lower(), rest)):
        if name in orders:
            return name, left.strip()
    return None, ""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line without its flags, and those that were set; a flag that takes nothing has no value."""

    rest: str
    flags: Mapping[str, str]
    is_closed: bool  # `--` stood before the rest: all of it is meant as it stands

    @classmethod
    def of(cls, words: str, *, switches: Collection[str] = (), values: Collection[str] = ()) -> "Flagged":
        """`here drones --yes` → `here drones`, and yes. Flags stand anywhere but in quotes.

        Raises `OrderRefused` for one that is neither, and for one without its value.
        """
        kept: list[str] = []  # what stands between the flags
        flags: dict[str, str] = {}
        start = at = 0
        while found := _FLAG.search(words, at):
            at, name = found.end(), (found["name"] or "").lower()
            if not found["dash"] or (found["dash"] != END and name not in (*switches, *values)):
                continue
            kept.append(words[start : found.start()])
            if not name:
                return cls(_joined((*kept, words[at:])), flags, is_closed=True)
            if name in values:
                flags[name], at = _value(name, words, at)
            elif name in switches and not found["is_set"]:
                flags[name] = ""
            else:
                raise _unknown_flag(name, (*switches, *values))
            start = at
        return cls(_joined((*kept, words[start:])), flags, is_closed=False)


def _value(name: str, words: str, at: int) -> tuple[str, int]:
    found = _VALUE.match(words, at)
    if found is None:
        raise OrderRefused(plain_message(gettext("{flag} needs a word after it.", flag=f"--{name}")))
    return found["plain"] or found["quoted"].strip('"'), found.end()


def _joined(pieces: Sequence[str]) -> str:
    """Where a flag was cut out one space is enough; what was typed stays as it was otherwise."""
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _unknown_flag(name: str, known: Collection[str]) -> OrderRefused:
    near = get_close_matches(name, known, n=1)
    if near:
        text = gettext("{flag} is not known here; did you mean {meant}?", flag=f"--{name}", meant=f"--{near[0]}")
    else:
        text = gettext(
            "{flag} is not known here; there are {flags}. A word that begins so stands in quotes.",
            flag=f"--{name}",
            flags=", ".join(f"--{each}" for each in known),
        )
    return OrderRefused(plain_message(text))

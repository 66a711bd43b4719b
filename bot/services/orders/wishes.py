"""A keyword as an admin types it: flags, scope and words in any order."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.core.messages import plain_message
from bot.core.translation import gettext
from bot.services.orders.order import Order, OrderRefused
from bot.services.orders.words import END, Flagged

SURE, ALL, EXCLUDE, HERE = "yes", "all", "exclude", "here"  # SURE: whoever says so has seen the effect
DAYS, EDIT, CHANNEL = "days", "edit", "channel"
DAYS_AT_MOST = 3_650

_HERE_FIRST = re.compile(rf"{HERE}(?:\s+|$)")
_HERE_LAST = re.compile(rf"\s{HERE}$")
_GOES_ON = re.compile(r"(?:(?:^|\s)(?:AND|OR|NOT)|[(:+^~-])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A keyword that somebody wants, or wants to try, and how sure they are."""

    query: str
    channel: str = ""  # its key; "": for all
    is_exclude: bool = False
    why: str = ""
    flags: Mapping[str, str] = field(default_factory=dict)  # the others

    @classmethod
    def of(
        cls, order: Order, *, switches: Collection[str], values: Collection[str], is_exclude: bool = False
    ) -> "Wish":
        """`here` before or behind the words: for this channel alone; in quotes it is a word like others.

        Raises `OrderRefused`.
        """
        read = Flagged.of(order.rest, switches=(HERE, *switches), values=(CHANNEL, *values))
        query, is_here = (read.rest, False) if read.is_closed else _without_here(read.rest)
        flags = dict(read.flags)
        named, is_here = flags.pop(CHANNEL, ""), is_here or flags.pop(HERE, None) is not None
        return cls(
            query=query,
            channel=named or (order.key if is_here else ""),
            is_exclude=is_exclude or EXCLUDE in flags,
            why=order.why,
            flags=flags,
        )

    @property
    def is_sure(self) -> bool:
        return SURE in self.flags

    @property
    def is_all(self) -> bool:
        return ALL in self.flags

    @property
    def days(self) -> float | None:
        """How far back it is tried; None where nothing was said. Raises `OrderRefused`."""
        return days_of(self.flags)

    @property
    def verb(self) -> str:
        return "exclude" if self.is_exclude else "add"

    @property
    def kind(self) -> str:
        return "exclude" if self.is_exclude else "keyword"

    def typed(self, verb: str, *flags: str) -> str:
        """The whole line that says it again, whoever reads it, whatever its words look like."""
        scope = (f"--{CHANNEL} {self.channel}",) if self.channel else ()
        kind = (f"--{EXCLUDE}",) if self.is_exclude and verb == "test" else ()
        given = tuple(f"--{name} {self.flags[name]}" for name in (DAYS, EDIT) if name in self.flags and verb == "test")
        return " ".join(("keywords", verb, *kind, *scope, *given, *flags, END, self.query)) + because(self.why)


def because(why: str) -> str:
    """The reason as it stands at the end of a line."""
    return f" why: {why}" if why else ""


def days_of(flags: Mapping[str, str]) -> float | None:
    """`--days 30`. Raises `OrderRefused`."""
    typed = flags.get(DAYS)
    if typed is None:
        return None
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", typed) or not 1 <= float(typed) <= DAYS_AT_MOST:
        raise OrderRefused(
            plain_message(gettext("--days is a number of days from 1 to {most}, like --days 30.", most=DAYS_AT_MOST))
        )
    return float(typed)


def _without_here(words: str) -> tuple[str, bool]:
    first = _HERE_FIRST.match(words)
    if first:
        return words[first.end() :].strip(), True
    last = _HERE_LAST.search(words)
    if last and _is_whole(words[: last.start()].rstrip()):
        return words[: last.start()].rstrip(), True
    return words, False


def _is_whole(query: str) -> bool:
    """Whether nothing has to come after it: else `here` is what comes."""
    is_open = query.count('"') % 2 or query.count("(") > query.count(")")
    return bool(query) and not is_open and not _GOES_ON.search(query)

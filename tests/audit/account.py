"""What became of every entry, per channel: lost, told twice, told without being owed, or owed for ever."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one channel."""

    lost: int = 0
    duplicate: int = 0
    ghost: int = 0
    stuck: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind in ("lost", "duplicate", "ghost", "stuck") if getattr(self, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a channel shows, a text a message, and which of its messages were owed."""

    shown: Sequence[str]
    keys: Sequence[str]  # by which a platform knows our messages, "" for one without
    owed: frozenset[str]  # keys of deliveries
    open: int  # deliveries that have come to no end


def tally(titles: Iterable[str], channel: Channel) -> Tally:
    """A title stands in at least one message, or is lost, unless it is owed still; further ones are repetitions."""
    titles = tuple(titles)
    times = {title: sum(title in text for text in channel.shown) for title in titles}
    again = Counter(key for key in channel.keys if key)
    return Tally(
        lost=max(0, sum(count == 0 for count in times.values()) - channel.open),
        duplicate=max(
            sum(count - 1 for count in times.values() if count > 1), sum(count - 1 for count in again.values())
        ),
        ghost=sum(
            key not in channel.owed and any(title in text for title in titles)
            for key, text in zip(channel.keys, channel.shown, strict=True)
        ),  # notes to admins tell of no entry
        stuck=channel.open,
    )


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All channels together."""
    kinds = ("lost", "duplicate", "ghost", "stuck")
    return Tally(**{kind: sum(getattr(each, kind) for each in tallies.values()) for kind in kinds})


def printed_heads(text: str) -> list[str]:
    """The alerts that the terminal shows."""
    return re.findall(r"^📰 (.+)$", text, flags=re.MULTILINE)

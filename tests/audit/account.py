"""What became of every entry, per channel: lost, told twice, told without being owed, owed for ever, not put right."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

BEHIND = re.compile(r"Show the other (\d+)")  # a digest's button for the stories it has no line for
ALSO = ("also in ", " +1")  # how a message and a digest tell of a story's other outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one channel."""

    lost: int = 0
    duplicate: int = 0
    ghost: int = 0
    stuck: int = 0
    stale: int = 0  # messages that do not say what was told of their story since
    disordered: int = 0  # messages before one that was owed earlier

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(field.name for field in fields(self) if getattr(self, field.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What a channel shows, a text a message, and which of its messages were owed."""

    shown: Sequence[str]
    keys: Sequence[str]  # by which a platform knows our messages, "" for one without
    owed: Sequence[str]  # keys of deliveries, in the order they were decided
    open: int  # deliveries that have come to no end


def tally(titles: Iterable[str], channel: Channel, *, retold: Iterable[str] = ()) -> Tally:
    """A title stands in at least one message, or is lost, unless it is owed still or among as many as a digest keeps
    behind its button; further ones are repetitions.

    A message of its own for one that was `retold` names the other outlet, too.
    """
    titles = tuple(titles)
    alone = [text for text in channel.shown if sum(title in text for title in titles) == 1]
    times = {title: sum(title in text for text in channel.shown) for title in titles}
    again = Counter(key for key in channel.keys if key)
    behind = sum(int(count) for text in channel.shown for count in BEHIND.findall(text))
    return Tally(
        lost=max(0, sum(count == 0 for count in times.values()) - channel.open - behind),
        duplicate=max(
            sum(count - 1 for count in times.values() if count > 1), sum(count - 1 for count in again.values())
        ),
        ghost=sum(
            key not in channel.owed and any(title in text for title in titles)
            for key, text in zip(channel.keys, channel.shown, strict=True)
        ),  # notes to admins tell of no entry
        stuck=channel.open,
        stale=sum(title in text and not any(also in text for also in ALSO) for title in set(retold) for text in alone),
        disordered=sum(second < first for first, second in pairwise(_places(channel))),
    )


def _places(channel: Channel) -> list[int]:
    place = {key: number for number, key in enumerate(channel.owed)}
    return [place[key] for key in channel.keys if key in place]


def total(tallies: Mapping[str, Tally]) -> Tally:
    """All channels together."""
    return Tally(**{field.name: sum(getattr(each, field.name) for each in tallies.values()) for field in fields(Tally)})


def printed_heads(text: str) -> list[str]:
    """The alerts that the terminal shows."""
    return re.findall(r"^📰 (.+)$", text, flags=re.MULTILINE)

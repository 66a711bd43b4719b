"""In which order a feed's entries came to be."""

from collections.abc import Sequence

from bot.core.model import Entry


def oldest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """By date where entries have one; those without keep their place in a list that most publishers begin anew at top.

    Some feeds list the oldest first: told backwards, a vote would follow on its own consequences.
    """
    listed = list(reversed(entries))
    dated = [(entry.published.instant(), place) for place, entry in enumerate(listed) if entry.published]
    in_time = [listed[place] for _, place in sorted(dated)]
    for (_, place), entry in zip(dated, in_time, strict=True):
        listed[place] = entry
    return tuple(listed)

"""What a thing is after changes were taken back, in whatever order.

A change sets a thing to a state. The thing is what the latest change that stands made of it; when none stands, what it
was before the first. So taking back an earlier change never overwrites a later one, and taking back all of them, in any
order, gives exactly what was there at first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from bot.core.masking import masked
from bot.core.model import (
    Attribution,
    Change,
    Channel,
    Mute,
    Regrouped,
    Revision,
    Rule,
    Schedule,
    Source,
    State,
)


def facts_of(state: State | None) -> Mapping[str, Any]:
    """What a thing is, for people and as JSON; nothing of a thing that is not there. Keys in addresses are masked."""
    if state is None:
        return {}
    facts: dict[str, Any] = {field.name: _plain(getattr(state, field.name)) for field in fields(state)}
    return facts | {"url": masked(state.url)} if isinstance(state, Source) else facts


def differences(before: State | None, after: State | None) -> tuple[tuple[str, Any, Any], ...]:
    """Name, before and after of each fact that is another one; None where the thing was not there, or is no more.

    Those of a schedule are facts like others. Of a thing that comes or goes what it never had is left out.
    """
    was, now = _flat(facts_of(before)), _flat(facts_of(after))
    is_changed = before is not None and after is not None
    found = ((name, was.get(name), now.get(name)) for name in dict.fromkeys((*was, *now)))
    return tuple(each for each in found if each[1] != each[2] and (is_changed or each[1] or each[2]))


def channel_of(revision: Revision | None) -> str:
    """The key of the one channel that a change is about; "" where it is about all of them, or none."""
    state = (revision.after or revision.before) if revision else None
    if isinstance(state, Channel):
        return state.key
    return state.channel if isinstance(state, Rule | Mute) else ""


def concerned(revision: Revision | None, channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """Where it is told: what is one channel's alone there alone, even while it is paused; else wherever anything is.

    What was said of quotes and decided on stories is told where they stand, by whoever changes the messages.
    """
    state = (revision.after or revision.before) if revision else None
    if isinstance(state, Channel):
        return (state,)
    if isinstance(state, Attribution | Regrouped):
        return ()
    if isinstance(state, Rule | Mute) and state.channel:
        return tuple(channel for channel in channels if channel.key == state.channel)
    return tuple(channel for channel in channels if not channel.is_paused)


def _flat(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in facts.items():
        flat |= value if isinstance(value, dict) else {name: value}
    return flat


def _plain(value: Any) -> Any:
    if isinstance(value, Schedule):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def standing(changes: Sequence[Change], *, undoing: int | None = None) -> tuple[Change, ...]:
    """Of the changes of one thing, oldest first, those not taken back by a change that stands itself.

    `undoing`: as if the change of this number were taken back now.
    """
    taken_back = set() if undoing is None else {undoing}
    for change in reversed(changes):
        if change.undoes is not None and change.number not in taken_back:
            taken_back.add(change.undoes)
    return tuple(change for change in changes if change.number not in taken_back)


def state_after(changes: Sequence[Change], *, undoing: int | None = None) -> State | None:
    """What the changes of one thing, oldest first, leave of it. Raises `ValueError` when none has a revision."""
    revisions = [change.revision for change in changes if change.revision is not None]
    if not revisions:
        raise ValueError("no change of anything")
    made = [change.revision for change in standing(changes, undoing=undoing) if change.undoes is None]
    last = next((revision for revision in reversed(made) if revision is not None), None)
    return revisions[0].before if last is None else last.after

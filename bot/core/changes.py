"""What a thing is after changes were taken back, in whatever order.

A change sets a thing to a state. The thing is what the latest change that stands made of it; when none stands, what it
was before the first. So taking back an earlier change never overwrites a later one, and taking back all of them, in any
order, gives exactly what was there at first.
"""

from collections.abc import Sequence

from bot.core.model import Change, State


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

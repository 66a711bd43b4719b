"""Changes that wait for another admin's word, where a team wants two for what takes something away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.model import Change, Revision, Rule, State

PATIENCE = timedelta(days=1)  # long enough for an admin elsewhere to wake up, short enough to be remembered
WAITING = 50  # at once; nobody looks through more


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A change as it would be made: who asked, when and why. Nothing is done by waiting."""

    change: Change
    until: datetime
    proposal: int | None = None  # the number of the proposal that it applies
    number: int = 0  # of the line in the history that says who asked


def takes_away(revision: Revision) -> bool:
    """Whether a keyword, a source or a channel is there no more, however that comes about."""
    is_watched_or_told = revision.kind in ("keyword", "source", "channel")
    return is_watched_or_told and _is_there(revision.before) and not _is_there(revision.after)


def is_same(one: Request, change: Change, proposal: int | None) -> bool:
    """Whether a change asks for what waits already, whoever asks."""
    if proposal is not None or one.proposal is not None:
        return one.proposal == proposal
    return one.change.revision == change.revision


def _is_there(state: State | None) -> bool:
    return state is not None and not (isinstance(state, Rule) and state.is_off)

"""A second admin for what takes something away: it is done when another one confirms it in time."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace

from bot.core.errors import ChangeInvalid
from bot.core.model import Change, Proposal, Revision
from bot.core.requests import Request
from bot.core.translation import gettext
from bot.ports import Archive, Clock
from bot.services.tune.log import BOT, By, ChangeLog

TICK_SECONDS = 600.0


class SecondAdmin:
    """What the log of changes has asked for. `on_change` hears what is different once it is made.

    `run` beside the watch lets go of what nobody confirmed in time, and says so.
    """

    def __init__(
        self, *, archive: Archive, clock: Clock, log: ChangeLog, on_change: Callable[[Revision], Awaitable[None]]
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._log = log
        self._on_change = on_change

    async def waiting(self) -> tuple[Request, ...]:
        """What can be confirmed now, the oldest first."""
        now = self._clock.now()
        return tuple(request for request in await self._archive.requests() if request.until >= now)

    async def confirm(self, number: int, *, by: By) -> Change:
        """Make the change. Raises `ChangeInvalid`, for who asked for it too, and where it was changed meanwhile."""
        request = await self._one(number)
        if request.change.who == by.who:
            raise ChangeInvalid(gettext("somebody else has to confirm it"))
        proposal = await self._proposal(request.proposal) if request.proposal is not None else None
        change = await self._log.confirmed(request, by=by, proposal=proposal)
        if change.revision is not None:
            await self._on_change(change.revision)
        return change

    async def withdraw(self, number: int, *, by: By) -> Request:
        """Ask for it no longer, as only who asked can. Raises `ChangeInvalid`."""
        request = await self._one(number)
        if request.change.who != by.who:
            raise ChangeInvalid(gettext("only {name}, who asked for it, can withdraw it", name=request.change.name))
        if not await self._log.dropped(request, "asks no longer to confirm", by=by):
            raise _gone()
        return request

    async def tidy(self) -> int:
        """Let go of what has waited too long; how many."""
        late = [request for request in await self._archive.requests() if request.until < self._clock.now()]
        return sum([await self._log.dropped(request, "let go, confirmed by nobody:", by=BOT) for request in late])

    async def run(self) -> None:
        """`tidy` now and then until the clock stops."""
        async with aclosing(self._clock.ticks(TICK_SECONDS)) as ticks:
            async for _ in ticks:
                await self.tidy()

    async def _one(self, number: int) -> Request:
        for request in await self.waiting():
            if request.number == number:
                return request
        raise _gone()

    async def _proposal(self, number: int) -> Proposal:
        now = self._clock.now()
        for proposal in await self._archive.proposals(now):
            if proposal.number == number and proposal.outcome == "open":
                return replace(proposal, outcome="applied", decided_at=now)
        raise ChangeInvalid(gettext("there is no open proposal {number}", number=number))


def _gone() -> ChangeInvalid:
    return ChangeInvalid(gettext("that waits no more; it has to be asked for again"))

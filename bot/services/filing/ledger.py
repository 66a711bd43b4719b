"""What is to be recorded: together with others where nobody waits for it, at once where somebody does."""

from collections.abc import Sequence

from bot.core.errors import StoreUnusable
from bot.core.model import SourceId
from bot.ports import Archive, Harvest

BATCH = 25  # visits that brought nothing for us are recorded together: one durable commit instead of 25 …
BATCH_SECONDS = 0.25  # … but none waits longer


class Ledger:
    """Not a lock: who writes holds the stage's turn."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kept: list[Harvest] = []

    @property
    def is_full(self) -> bool:
        return len(self._kept) >= BATCH

    def keep(self, harvest: Harvest) -> None:
        """To go along with the next write."""
        self._kept.append(harvest)

    def holds(self, source: SourceId | None) -> bool:
        """Whether anything waits; with `source` only if something of it is among it."""
        return bool(self._kept) and (source is None or any(kept.source == source for kept in self._kept))

    async def write(self, harvests: Sequence[Harvest] = ()) -> None:
        """Everything kept so far goes along, in its order, so that no state is recorded before its entries.

        Raises `StoreUnusable`; then what was kept waits on.
        """
        kept, self._kept = self._kept, []
        try:
            await self._archive.record([*kept, *harvests])
        except StoreUnusable:
            self._kept = [*kept, *self._kept]
            raise

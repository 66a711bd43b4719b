"""What is asked of the machine: its clock, and a place for what is too much for memory."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Protocol


class Spool(Protocol):
    """Room for what doesn't fit into memory, for the length of one run."""

    def put(self, value: object) -> int:
        """Keep a value; gives the place where `get` finds it."""

    def get(self, place: int) -> Any:
        """The value kept there."""


class Clock(Protocol):
    """Time, and the ticks of the scheduler, which never runs work itself."""

    def now(self) -> datetime:
        """Aware, UTC."""

    def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        """A tick at once, then about every so many seconds; missed ones are joined. Ends when the clock stops."""

"""How many bytes of bodies there are at once: each is bounded by itself, all of them here."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SMALL_BYTES = 256 * 1024  # nearly every feed and page is smaller; nobody waits for so little
STEP_BYTES = 1_000_000
PATIENCE_SECONDS = 300.0  # nobody waits for ever, whoever is before him


class _Hand:
    """How much one block has taken."""

    def __init__(self) -> None:
        self.taken = 0


_HAND: ContextVar[_Hand | None] = ContextVar("_HAND", default=None)


class Room:
    """Room for bodies, shared by the blocks that hold one.

    Where none is left, one of those who wait goes on all the same, up to its body's own bound: so somebody always comes
    to an end, and servers that send slowly and hold what they took keep nobody else waiting.
    """

    def __init__(self, total_bytes: int) -> None:
        self._left = total_bytes
        self._favoured: _Hand | None = None
        self._waiting: dict[_Hand, asyncio.Future[None]] = {}  # the one that came first stands first

    @contextmanager
    def hand(self) -> Iterator[None]:
        """What is read inside is counted until the end of the block; a block within another is a part of it."""
        if _HAND.get() is not None:
            yield
            return
        hand = _Hand()
        before = _HAND.set(hand)
        try:
            yield
        finally:
            _HAND.reset(before)
            self._give_back(hand)

    def has(self, size: int) -> bool:
        """Whether so much of the block's body is counted already, or too little to be."""
        hand = _HAND.get()
        return size <= SMALL_BYTES or (hand is not None and size <= hand.taken)

    async def take(self) -> None:
        """Another step for the block's body. Raises `TimeoutError` where there was no room for very long."""
        hand = _HAND.get()
        assert hand is not None  # bodies are read in blocks alone
        if (hand is self._favoured or not self._waiting) and self._is_given(hand):
            return
        waiter = self._waiting[hand] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await waiter
        finally:
            self._waiting.pop(hand, None)

    def _is_given(self, hand: _Hand) -> bool:
        if self._left < STEP_BYTES:
            if self._favoured not in (None, hand):
                return False
            self._favoured = hand
        hand.taken += STEP_BYTES
        self._left -= STEP_BYTES
        return True

    def _give_back(self, hand: _Hand) -> None:
        self._left += hand.taken
        if hand is self._favoured:
            self._favoured = None
        while self._waiting and self._is_given(first := next(iter(self._waiting))):
            waiter = self._waiting.pop(first)
            if not waiter.done():  # else it has given up, and gives back what it was given
                waiter.set_result(None)

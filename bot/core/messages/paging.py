"""Long lists in pages: what of a list a page shows, and the buttons that turn it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.messages.parts import Button
from bot.core.translation import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a list. `shown` is its part of the list."""

    number: int
    count: int
    shown: slice

    @classmethod
    def of(cls, total: int, *, wanted: int, size: int, first_size: int | None = None) -> "Page":
        """Page `wanted` of `total` lines, or the nearest there is: none is empty while there is something to show.

        `first_size` where the first page holds other things too, and fewer lines than those behind it.
        """
        first = size if first_size is None else first_size
        count = 1 + max(-((first - total) // size), 0)
        number = min(max(wanted, 1), count)
        start = 0 if number == 1 else first + (number - 2) * size
        return cls(number=number, count=count, shown=slice(start, first if number == 1 else start + size))

    @property
    def words(self) -> str:
        """`Page 2 of 4`; "" where there is only one."""
        return gettext("Page {number} of {count}", number=self.number, count=self.count) if self.count > 1 else ""

    def turns(self, verb: str, argument: Callable[[int], str]) -> tuple[Button, ...]:
        """Buttons to the pages beside it; `argument` names a page by its number."""
        others = ((self.number - 1, gettext("Previous")), (self.number + 1, gettext("Next")))
        return tuple(
            Button(label=label, verb=verb, argument=argument(number))
            for number, label in others
            if 1 <= number <= self.count
        )

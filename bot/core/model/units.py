"""Ids, offsets and times: what points at something."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NewType

SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
"""Seconds of `published` (clamped to the past, else first seen) << 16 | a sequence: below 2**48, in order of time."""
StoryId = NewType("StoryId", int)
"""The id of the story's first article."""
AlertId = NewType("AlertId", int)
DeliveryId = NewType("DeliveryId", int)

_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)  # programs write the first and the last day there is where they know none
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points, `text[start:end]`. Never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as a page states it: naive where the page names no zone, a bare day where it names no hour."""

    value: datetime
    has_time: bool = True

    def iso(self) -> str:
        """ISO 8601: `2020-06-10`, `2020-06-10T17:42:00` or `2020-06-10T17:42:00+00:00`, no more than the page says."""
        return self.value.isoformat(timespec="seconds") if self.has_time else self.value.date().isoformat()

    def instant(self) -> datetime:
        """The moment in UTC for sorting; a missing zone is read as UTC, a missing hour as midnight.

        Never within a year of the calendar's ends, so that whoever counts on from it by days or zones stays inside.
        """
        stated = self.value.replace(tzinfo=UTC) if self.value.tzinfo is None else self.value
        return max(_EARLIEST, min(stated, _LATEST)).astimezone(UTC)

    @classmethod
    def parse(cls, iso: str) -> "Timestamp":
        """The inverse of `iso`. Raises `ValueError` for anything else."""
        return cls(datetime.fromisoformat(iso), has_time="T" in iso or " " in iso.strip())

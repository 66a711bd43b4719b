"""A temporary file for what doesn't fit into memory: written once from front to back, read at any place."""

import pickle
import tempfile
from types import TracebackType
from typing import Any, Self


class FileSpool:
    """Values of our own on disk for the length of one run. Use as `with FileSpool() as spool`."""

    def __enter__(self) -> Self:
        self._file = tempfile.TemporaryFile(prefix="watchword-")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, value: object) -> int:
        """Keep a value; gives the place where `get` finds it."""
        place = self._file.seek(0, 2)
        pickle.dump(value, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        return place

    def get(self, place: int) -> Any:
        """The value kept there."""
        self._file.seek(place)
        return pickle.load(self._file)  # noqa: S301  nobody but this process has ever had the file

"""Files of lines, in and out: read lazily, replaced only when they are whole, and no cell a formula."""

import csv
import io
import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

import typer


async def write_rows(rows: AsyncIterator[dict[str, Any]], target: TextIO, *, columns: Sequence[str] | None) -> None:
    """A row a line: JSON, or a table with these columns and its header, which is there for no rows too."""
    if columns is None:
        async for row in rows:
            target.write(json.dumps(row, ensure_ascii=False) + "\n")
        return
    table = csv.DictWriter(target, fieldnames=columns, lineterminator="\n")
    table.writeheader()
    async for row in rows:
        table.writerow({key: harmless(value) for key, value in row.items()})


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, whatever a headline begins with (CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA_MARKS else value


_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def reading(source: str) -> Iterator[tuple[Iterable[str], int | None]]:
    """The lines of a file, lazily, and how many there are; unknown for a pipe, which can be read but once."""
    if source == "-":
        yield io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace"), None
        return
    path = Path(source)
    with ExitStack() as stack:
        try:
            total = _count_lines(path) if path.is_file() else None
            lines = stack.enter_context(path.open(encoding="utf-8-sig", errors="replace"))
        except OSError as error:
            raise typer.BadParameter(f"{source}: {error.strerror}") from error
        yield lines, total


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


@contextmanager
def writing(target: str) -> Iterator[TextIO]:
    """Where the output goes: a file is replaced only when all of it is there, a pipe or device never."""
    if target == "-":
        yield sys.stdout
        return
    path = Path(target)
    is_file = path.is_file() or not path.exists()
    path = path.resolve() if is_file else path  # what a link leads to is replaced, not the link
    part = path.with_name(f"{path.name}.part") if is_file else path
    with ExitStack() as stack:
        try:
            file = stack.enter_context(part.open("w", encoding="utf-8"))
        except OSError as error:
            raise typer.BadParameter(f"{target}: {error.strerror}") from error
        if not is_file:
            yield file
            return
        try:
            yield file
            file.close()
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

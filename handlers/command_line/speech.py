"""What all commands do alike: say a line, open and close what they need, read what was typed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TypeVar

import typer

from bot.core.model import Timestamp

Opened = TypeVar("Opened")


def say(line: str) -> None:
    """A line on stdout, at once even when that is a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """A line on stderr."""
    sys.stderr.write(f"watchword: {line}\n")


def work_with(opening: AbstractAsyncContextManager[Opened], work: Callable[[Opened], Awaitable[None]]) -> None:
    """Open it, do the work, close it."""

    async def inside() -> None:
        async with opening as opened:
            await work(opened)

    asyncio.run(inside())


def read_file(path: Path) -> bytes:
    """Its bytes; a file that can't be read is a wrong word (exit code 2)."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}") from error


def timestamp(iso: str | None) -> Timestamp | None:
    """What a date option means; a wrong word for anything but ISO 8601."""
    try:
        return Timestamp.parse(iso) if iso else None
    except ValueError as error:
        raise typer.BadParameter(f"{iso} is no ISO 8601 date, like 2026-11-21 or 2026-11-21T18:04:00+00:00") from error

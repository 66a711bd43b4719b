"""What the composition root hands to the command line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from bot.core.messages import Message
from bot.ports import Archive, Spool

if TYPE_CHECKING:
    from bot.services.analyze import Analyze
    from bot.services.digests import Digests
    from bot.services.filing import Filing
    from bot.services.health import Verdict
    from bot.services.lookup import Lookup
    from bot.services.proposing import Proposing
    from bot.services.tune import Sources
    from bot.services.why import Why

SettingsT = TypeVar("SettingsT")


class Records(Protocol):
    """What a command needs that only looks into the archive."""

    @property
    def lookup(self) -> Lookup: ...

    @property
    def archive(self) -> Archive: ...


class House(Protocol):
    """What a command needs that reads sources, or changes what is watched."""

    @property
    def proposing(self) -> Proposing: ...

    @property
    def filing(self) -> Filing: ...

    @property
    def sources(self) -> Sources: ...

    @property
    def archive(self) -> Archive: ...

    @property
    def why(self) -> Why: ...

    @property
    def digests(self) -> Digests: ...


class Counter(Protocol):
    """The desk that admins' words come to, for who sits at the machine."""

    async def carry_out(self, words: str, *, channel: str = "", why: str = "") -> Message:
        """Do it and say so. `channel` is the key of the one that is meant; `why` the reason, if it isn't in the words.

        Raises `WatchwordError` where nothing was done.
        """


class Files(Protocol):
    """The archive's files. All raise `StoreUnusable` when it can't be done; then nothing was changed."""

    @property
    def place(self) -> Path:
        """Where the archive is."""

    def back_up(self, target: Path, *, overwrites: bool) -> None:
        """A checked copy in one file."""

    def restore(self, source: Path, *, at: datetime) -> Path | None:
        """Put a copy in its place; where the former one is now."""

    def check_unused(self) -> None:
        """Whether they may be replaced or removed."""

    def remove(self) -> tuple[Path, ...]:
        """Remove all of them; which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors(Generic[SettingsT]):
    """What the composition root offers. Each is called with the settings that `load` gave."""

    load: Callable[[Path | None, Path | None], SettingsT]  # --config, --data-dir; sets up the logs too
    run: Callable[[SettingsT], Coroutine[Any, Any, None]]
    run_once: Callable[[SettingsT, bool], Coroutine[Any, Any, int]]  # as JSON? → exit code
    demo: Callable[[SettingsT, bool, int | None, bool], Coroutine[Any, Any, None]]  # once? port, opens a browser?
    records: Callable[[SettingsT], AbstractAsyncContextManager[Records]]
    files: Callable[[SettingsT], Files]
    house: Callable[[SettingsT], AbstractAsyncContextManager[House]]
    counter: Callable[[SettingsT], AbstractAsyncContextManager[Counter]]
    reader: Callable[[SettingsT, int], AbstractAsyncContextManager[Analyze]]  # reading processes
    spool: Callable[[], AbstractContextManager[Spool]]
    verdict: Callable[[SettingsT], Coroutine[Any, Any, Verdict]]
    rendered: Callable[[str, Message], str]  # "slack", "discord", "html": the message as it would be sent there
    now: Callable[[], datetime]

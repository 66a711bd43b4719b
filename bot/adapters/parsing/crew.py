"""A crew of child processes on Pebble: bounded, replaced when they die, restarted when the pool itself breaks."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Self, TypeVar

import structlog
from pebble import ProcessExpired, ProcessPool

from bot.adapters.parsing import child
from bot.adapters.parsing.child import Budget, Failure
from bot.adapters.parsing.turns import Turns

_T = TypeVar("_T")

WAITING = 2  # tasks in flight for each worker: one at work, one at hand, so that no worker waits for the loop
GRACE_SECONDS = 10.0  # how much longer than a task may take we wait for Pebble to say so
PRELOADED = ["bot.adapters.parsing.child", "bot.core.feeds.quick"]  # light, and wanted by every child


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one kind of child may use. `memory_mb` is what a child holds in all, measured as its resident set."""

    workers: int
    wall_seconds: float
    cpu_seconds: float
    memory_mb: int
    tasks: int = 1000  # after as many a child is replaced, as memory once taken is seldom given back


_UNHEARD = "ignore:resource_tracker:UserWarning"  # handed to the tracker: what a killed bot left it removes quietly


class _PoolBroken(Exception):
    """The pool can't go on: a worker died with Pebble's lock held, or while it had nothing to do."""


class Crew:
    """Runs tasks in children, at most so many at once. Used as `async with`."""

    def __init__(self, limits: Limits, prepare: Callable[[], None]) -> None:
        self._limits = limits
        self._prepare = prepare
        self._budget = Budget(limits.cpu_seconds, limits.memory_mb)
        self._turns = Turns(limits.workers * WAITING)
        self._pool = self._new_pool()
        self._is_closing = False
        self._log = structlog.get_logger(__name__)

    async def __aenter__(self) -> Self:
        await self._start(self._pool)
        failed = await self.run(child.ready)
        if failed is not None:
            await self._close(self._pool)
            raise RuntimeError(f"the reading processes can't start: {failed.reason}")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._is_closing = True
        await self._close(self._pool)

    async def run(self, task: Callable[..., _T], *args: object, later_seconds: float = 0.0) -> _T | Failure:
        """The task's result, or why there is none: it failed, took too much of something, or killed its child.

        It lets those go first who come within so many seconds.
        """
        async with self._turns.turn(later_seconds=later_seconds):
            try:
                outcome = await self._attempt(task, args)
            except _PoolBroken:
                outcome = await self._second_attempt(task, args)
        if isinstance(outcome, Failure) and outcome.trace:
            self._log.error("reader_failed", task=task.__name__, reason=outcome.reason, trace=outcome.trace)
        return outcome

    async def _attempt(self, task: Callable[..., _T], args: tuple[object, ...]) -> _T | Failure:
        """Raises `_PoolBroken` when the pool broke, which need not be the task's fault; there is a new one then."""
        pool, limits = self._pool, self._limits
        patience = limits.wall_seconds * WAITING + GRACE_SECONDS
        try:
            future = pool.schedule(child.within, args=(self._budget, task, args), timeout=limits.wall_seconds)
            async with asyncio.timeout(patience) as deadline:
                return await asyncio.wrap_future(future)
        except TimeoutError:
            if not deadline.expired():
                return Failure(f"took longer than {limits.wall_seconds:g} s to read", is_costly=True)
            await self._replace(pool)
            return Failure(f"no answer within {patience:g} s", is_costly=True)
        except ProcessExpired as death:
            return Failure(self._cause(death.exitcode), is_costly=True)
        except RuntimeError as error:  # also BrokenProcessPool; what tasks raise stays in `child.within`
            await self._replace(pool)
            raise _PoolBroken from error

    async def _second_attempt(self, task: Callable[..., _T], args: tuple[object, ...]) -> _T | Failure:
        try:
            return await self._attempt(task, args)
        except _PoolBroken:
            return Failure("the reading processes could not be started again")

    def _cause(self, exitcode: int | None) -> str:
        if exitcode == -signal.SIGPROF:
            return f"took more than {self._limits.cpu_seconds:g} s of processor time to read"
        if exitcode == -signal.SIGKILL:
            return "the system ended the process that read it, perhaps for want of memory"
        return "crashed the process that read it"

    async def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken and not self._is_closing:
            self._log.warning("reading_pool_restarted")
            self._pool = self._new_pool()
            await self._start(self._pool)
            await self._close(broken)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._limits.workers,
            max_tasks=self._limits.tasks,
            initializer=self._prepare,
            context=_context(),
        )

    @staticmethod
    async def _start(pool: ProcessPool) -> None:
        await asyncio.to_thread(lambda: pool.active)  # asking forks the workers, in a thread as it takes a while

    @staticmethod
    async def _close(pool: ProcessPool) -> None:
        pool.stop()  # type: ignore[no-untyped-call]  # Pebble's, typed as a whole but not here
        with contextlib.suppress(RuntimeError):  # a worker that outlives SIGKILL: nothing more can be done about it
            await asyncio.to_thread(pool.join)


class _Process(ForkServerProcess):
    """A child that doesn't run the main module again, as multiprocessing's would: 100 MB that nobody needs.

    What ends it is its pool, or the end of the bot: a terminal's Ctrl-C goes to a whole group of processes, and a
    page must be read to its end while the bot stops. The fork server and its children inherit what is blocked here.
    """

    @staticmethod
    def _Popen(process_obj):  # type: ignore[no-untyped-def]  # noqa: N802 - multiprocessing's hook, not in typeshed
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            with _blocked(signal.SIGINT, signal.SIGTERM):
                return ForkServerProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main

    def terminate(self) -> None:
        """At once, in the midst of whatever C code it is in: Pebble would wait 3 s for a child that can't hear it."""
        self.kill()


@contextlib.contextmanager
def _blocked(*signals: signal.Signals) -> Iterator[None]:
    """In this thread; another one hears them. The tracker first, for its start would let them through again."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Context(ForkServerContext):
    Process = _Process


def _context() -> ForkServerContext:
    """A fork server is a fresh process: nothing the bot holds open, sockets first, reaches what it forks."""
    if _UNHEARD not in sys.warnoptions:
        sys.warnoptions.append(_UNHEARD)
    context = _Context()
    context.set_forkserver_preload(PRELOADED)
    return context

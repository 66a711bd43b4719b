"""Being told to stop by SIGINT or SIGTERM, and stopping in time whatever hangs."""

import asyncio
import os
import signal
import threading
import time
from types import FrameType

from bot.adapters.logs import log

LAST_WORDS_SECONDS = 0.2  # for the log, which may be what hangs
ONE_SECONDS = 0.5  # `timeout` signals its child, and then the whole group that the child is in: that is one signal


def stop_signals(*, deadline_seconds: float, one_seconds: float = ONE_SECONDS) -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM from now on; called once, in the main thread, where the loop runs.

    A second signal that comes later than `one_seconds` ends the process at once (exit code 1). One that hasn't ended by
    itself `deadline_seconds` after the first is ended with exit code 0: what is durable was so before, what was under
    way is owed still.
    """
    loop, stop, told = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    first: list[float] = []

    def begin() -> None:
        log().info("stopping")
        stop.set()

    def hear(_number: int, _frame: FrameType | None) -> None:
        if first:
            if time.monotonic() - first[0] > one_seconds:
                os._exit(1)
            return
        first.append(time.monotonic())
        told.set()
        if not loop.is_closed():
            loop.call_soon_threadsafe(begin)

    # Not by the loop, which would hear nothing while a callback hangs, and would forget of it when it is closed
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, hear)
    threading.Thread(target=_end_late, args=(told, deadline_seconds), name="deadline", daemon=True).start()
    return stop


def _end_late(told: threading.Event, seconds: float) -> None:
    told.wait()
    time.sleep(seconds)
    threading.Thread(target=log().error, args=("stopped_by_force",), kwargs={"seconds": seconds}, daemon=True).start()
    time.sleep(LAST_WORDS_SECONDS)
    os._exit(0)

import signal
import subprocess
import sys
from textwrap import dedent

import pytest

HANGING = """
import asyncio, time
from bot.adapters.stopping import stop_signals

async def main():
    stop = stop_signals(deadline_seconds={deadline}, one_seconds={one})
    print("ready", flush=True)
    {hanging}

asyncio.run(main())
"""


def _told(hanging: str, *, deadline: float, times: int = 1, one: float = 0.0) -> tuple[int, str]:
    """Exit code and what was said by a process that hangs so, told to stop, again whenever it has heard."""
    script = dedent(HANGING).format(deadline=deadline, hanging=hanging, one=one)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(times):
            process.stdout.readline()
            process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
    return process.returncode, out


@pytest.mark.parametrize(
    "hanging",
    [
        "await stop.wait(); await asyncio.Event().wait()",
        "await stop.wait(); await asyncio.to_thread(time.sleep, 30)",
        "await stop.wait(); asyncio.get_running_loop().run_in_executor(None, time.sleep, 30)",
        "while True: pass",
    ],
    ids=["a task", "a thread", "a thread at the end", "the loop"],
)
def test_whatever_hangs_the_end_comes_at_the_deadline(hanging: str) -> None:
    assert _told(hanging, deadline=0.1)[0] == 0


def test_one_that_stops_by_itself_hears_nothing_of_the_deadline() -> None:
    code, said = _told("await stop.wait()", deadline=30)

    assert code == 0
    assert "by_force" not in said


def test_a_second_signal_ends_it_at_once() -> None:
    assert _told("await stop.wait(); await asyncio.Event().wait()", deadline=30, times=2)[0] == 1


def test_one_signal_that_comes_twice_is_one() -> None:
    waits = "await stop.wait(); print('heard', flush=True); await asyncio.to_thread(time.sleep, 0.1)"
    assert _told(waits, deadline=30, times=2, one=20)[0] == 0

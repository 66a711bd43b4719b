"""The bot is told to stop as a terminal, `timeout` and systemd do it: with all of its processes at once."""

import asyncio
import os
import random
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

import pytest

from bot.adapters.clock import SchedulerClock
from config.demo.newsroom import Newsroom, serving, sources

ROOT = Path(__file__).resolve().parent.parent
STOPS = int(os.environ.get("WATCHWORD_STOPS", "3"))
LATEST_SECONDS = 10.0  # docs/operators.md


async def _started(folder: Path, base: str) -> Process:
    """run.py in a group of its own, reading the sample newsroom as fast as it can; it listens by now."""
    seeds = "".join(f'[[sources]]\nurl = "{url}"\nkind = "{kind}"\n' for url, kind, _ in sources(base))
    (folder / "settings.toml").write_text(
        f'data_dir = "data"\n[fetch]\nallow_private = ["{base.removeprefix("http://")}"]\ninterval_minutes = 0.002\n'
        f"min_interval_seconds = 0.1\n[web]\nport = 0\n[http]\nport = 0\n{seeds}",
        encoding="utf-8",
    )
    words = (sys.executable, str(ROOT / "run.py"), "run", "--config", str(folder / "settings.toml"))
    process = await asyncio.create_subprocess_exec(*words, stdout=PIPE, stderr=PIPE, start_new_session=True)
    assert process.stdout is not None
    async for line in process.stdout:
        if b"Open http" in line:
            return process
    assert process.stderr is not None
    raise AssertionError((await process.stderr.read()).decode())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_to_the_whole_group_ends_it_in_time(tmp_path: Path, number: signal.Signals) -> None:
    newsroom = Newsroom(SchedulerClock().now)
    newsroom.reveal_all()
    chance = random.Random(20)
    async with serving(newsroom) as base:
        for turn in range(STOPS):
            folder = tmp_path / str(turn)
            folder.mkdir()
            process = await _started(folder, base)
            await asyncio.sleep(chance.choice((0, chance.uniform(0, 1.5))))
            began = time.monotonic()
            if turn % 2:
                process.send_signal(number)  # as `timeout` does it: its child first, then all
            os.killpg(process.pid, number)
            try:
                async with asyncio.timeout(LATEST_SECONDS * 2):
                    _, err = await process.communicate()
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            assert process.returncode == 0, err.decode()
            assert not [word for word in (b"Traceback", b"restarted", b"by_force") if word in err], err.decode()
            assert time.monotonic() - began < LATEST_SECONDS

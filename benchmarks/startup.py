"""What starting costs: seconds of processor time of each command, the bot's own process and all it starts.

python benchmarks/startup.py [--rounds 3]

The archive is new and its one source does not answer, so that what is left is loading, opening and closing. Prints the
median of the rounds; the first round, which makes the archive, is not counted.
"""

import argparse
import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SET_CHILD_SUBREAPER = 36  # Linux, prctl(2): orphans become ours, and so does the time they took
ARTICLE = (
    '{"id": "a", "text": "Lowmere bans face recognition\\n\\nThe council of Lowmere voted on Tuesday for a ban."}\n'
)
SETTINGS = 'data_dir = "data"\n[[sources]]\nurl = "http://127.0.0.1:9/feed"\nkind = "feed"\nname = "Nobody"\n'
COMMANDS = (
    ("lookup", "amazon"),
    ("check",),
    ("sources", "list"),
    ("analyze", "in.jsonl", "-o", "out.jsonl"),
    ("run", "--once"),
)


def measure(words: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds of the command's own process, and of everything."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "run.py"), *words, "--config", str(folder / "settings.toml")]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, own = os.wait4(process.pid, 0)
    process.returncode = 0  # waited for already
    try:
        while True:
            os.wait()
    except ChildProcessError:
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    everything = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return own.ru_utime + own.ru_stime, everything


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        (folder / "in.jsonl").write_text(ARTICLE, encoding="utf-8")
        measured = [[measure(words, folder) for words in COMMANDS] for _ in range(rounds + 1)][1:]
    print("seconds of processor time        own    all")
    for place, words in enumerate(COMMANDS):
        own, everything = zip(*(one[place] for one in measured), strict=True)
        print(f"{' '.join(words):28} {statistics.median(own):7.2f} {statistics.median(everything):6.2f}")


if __name__ == "__main__":
    main()

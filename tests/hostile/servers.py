"""The hostile servers as a process: `python -m tests.hostile.servers FOLDER`."""

import asyncio
import sys
from pathlib import Path

from tests.hostile.case import FEED
from tests.hostile.cases import CASES
from tests.hostile.internet import OTHER, OTHER_TOO, Internet

BYSTANDER = "bystander.news.example"


def host_of(number: int) -> str:
    """The host of the case with this number in the table."""
    return f"case{number}.news.example"


async def main(folder: Path) -> None:
    internet = Internet()
    for host in (OTHER, OTHER_TOO):
        internet.put(host, {"*": FEED})
    internet.put(BYSTANDER, {"/feed": FEED})
    for number, case in enumerate(CASES):
        internet.put(host_of(number), case.answers)
    async with internet.open(folder):
        print("open", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

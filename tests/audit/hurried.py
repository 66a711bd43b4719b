"""The bot in a hurry, mortal, and on demand out of order: `python hurried.py COMMAND …`, with run.py's own words.

Leases, back-offs and digests take seconds instead of minutes. WATCHWORD_DIE names a step at which the process ends
itself as `kill -9` would; WATCHWORD_FAULT one of `faults.py`. None of it can be had from the product.
"""

import os
import runpy
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import bot.core.holding.gate as gate  # noqa: E402
import bot.core.outbox as steps  # noqa: E402
import bot.services.deliver as deliver  # noqa: E402
from bot.adapters.store.archive import SqlArchive  # noqa: E402
from bot.adapters.store.outbox import SqlOutbox  # noqa: E402
from bot.core.model import Delivery, DeliveryState  # noqa: E402
from bot.ports import Harvest  # noqa: E402
from handlers.slack.sender import SlackSender  # noqa: E402
from tests.audit.faults import FAULTS  # noqa: E402


def hurry() -> None:
    deliver.LEASE = timedelta(seconds=4)
    deliver.SEND_SECONDS = 3.0
    deliver.IDLE_SECONDS = 0.5
    steps.LOOK_AFTER = timedelta(seconds=0.3)
    steps.FIRST_BACK_OFF = timedelta(seconds=0.5)
    gate.next_digest = lambda mode, schedule, moment: moment + timedelta(seconds=2)
    post = SlackSender.__init__
    SlackSender.__init__ = lambda self, *args, **more: post(self, *args, **more | {"pace": timedelta(seconds=0.05)})  # type: ignore[method-assign]


def die_at(step: str) -> None:
    """At the first time that the bot comes by this step."""
    claim, update, record = SqlOutbox.claim, SqlOutbox.update, SqlArchive.record

    async def dying_claim(self: SqlOutbox, now: datetime, **more: Any) -> tuple[Delivery, ...]:
        claims = await claim(self, now, **more)
        if claims and step == "claimed":
            _die()
        return claims

    async def dying_update(self: SqlOutbox, delivery: Delivery, *, was: Delivery) -> bool:
        if step == "answered" and delivery.state is DeliveryState.SENT:
            _die()
        is_moved = await update(self, delivery, was=was)
        if (step, delivery.state) in (("sending", DeliveryState.SENDING), ("settled", DeliveryState.SENT)):
            _die()
        return is_moved

    async def dying_record(self: SqlArchive, harvests: Sequence[Harvest]) -> None:
        is_news = any(harvest.deliveries for harvest in harvests)
        if is_news and step == "unrecorded":
            _die()
        await record(self, harvests)
        if is_news and step == "recorded":
            _die()

    _put(SqlOutbox, "claim", dying_claim)
    _put(SqlOutbox, "update", dying_update)
    _put(SqlArchive, "record", dying_record)


def _put(owner: type, name: str, method: Callable[..., Any]) -> None:
    setattr(owner, name, method)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    hurry()
    if fault := os.environ.get("WATCHWORD_FAULT"):
        FAULTS[fault].seed()
    if step := os.environ.get("WATCHWORD_DIE"):
        die_at(step)
    sys.argv[0] = str(ROOT / "run.py")
    runpy.run_path(sys.argv[0], run_name="__main__")

"""Who asked what is nobody's business: look-ups leave no trace on the disk or in the logs."""

import io
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.adapters.logs import set_up_logs
from bot.adapters.store import Store, open_store
from bot.core.model import Name, Topic
from bot.services.desk import Member
from bot.services.front_desk import FrontDesk, Services
from bot.services.lookup import Lookup
from tests.fakes.filing import NOW, file, quote

TOPIC = Topic(id="faces", title="Faces", rules=(), names=(Name(name="Amazon", aliases=("AWS",)),))
WHO = Member(platform="slack", id="U0VERYSECRETID", name="Quentin Unseen", is_admin=False)


class Clock:
    def now(self) -> datetime:
        return NOW

    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        yield NOW


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/watchword.db") as opened:
        yield opened


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logs(level="debug", style="json", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_fifty_look_ups_leave_neither_who_asked_nor_what(store: Store, log: io.StringIO, tmp_path: Path) -> None:
    text = "“We hope,” said Dana Ortiz of Amazon."
    await file(store.archive, "Amazon pauses", text, quotes=[quote(text, "We hope", speaker="Dana Ortiz")])
    lookup = Lookup(archive=store.archive, topics=(TOPIC,), clock=Clock())
    nothing: dict[str, Any] = {field.name: None for field in fields(Services)}
    desk = FrontDesk(Services(**nothing | {"archive": store.archive, "lookup": lookup}), alert_at=0.6)
    forms = ("{}", "quotes {}", "record {}", "timeline {}", '"{}" amazon', "{} in:{}", "source:{}", "{} since:soon")
    words = [f"zyxq{number}w" for number in range(50)]

    for number, word in enumerate(words):
        await desk.ask(forms[number % len(forms)].replace("{}", word), member=WHO)
        await desk.suggest(word)
    await desk.ask("dana ortiz moratoriums", member=WHO)

    kept = _on_disk(tmp_path) + log.getvalue().encode()
    assert b"Amazon pauses" in kept
    for secret in (*words, WHO.id, WHO.name, "moratoriums"):
        assert secret.encode() not in kept


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())

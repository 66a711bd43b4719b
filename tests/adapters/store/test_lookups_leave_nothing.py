"""Who asked what is nobody's business: look-ups leave no trace on the disk or in the logs."""

import io
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.adapters.logs import set_up_logs
from bot.adapters.store import Store, open_store
from bot.core.alerts import Limits
from bot.core.model import Name, Topic
from bot.services.desk import Member
from bot.services.digests import Digests
from bot.services.front_desk import FrontDesk, Services
from bot.services.lookup import Lookup
from bot.services.tune import ChangeLog, Channels, Keywords, Trials
from bot.services.why import Why
from tests.fakes.filing import NOW, decide, file, quote

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


async def test_asking_why_suggesting_trying_and_paging_leave_no_word_of_it(
    store: Store, log: io.StringIO, tmp_path: Path
) -> None:
    """Of who suggests an article their id is kept, in the team's record; of all else nothing."""
    filed = await file(store.archive, "Amazon pauses", "Amazon paused.", url="https://gazette.example/pause")
    alert = await decide(store.archive, filed, topic=TOPIC.id)
    clock, limits = Clock(), Limits(alert=0.6, digest=0.3)
    changes = ChangeLog(archive=store.archive, clock=clock, announce=_announce)
    trials = Trials(archive=store.archive, clock=clock, topics=(TOPIC,), limits=limits)
    services = {
        "archive": store.archive,
        "lookup": Lookup(archive=store.archive, topics=(TOPIC,), clock=clock),
        "why": Why(archive=store.archive, outbox=store.outbox, topics=(TOPIC,), limits=limits),
        "trials": trials,
        "keywords": Keywords(archive=store.archive, log=changes, topics=(TOPIC,), on_change=_nothing),
        "digests": Digests(archive=store.archive, outbox=store.outbox, clock=clock, topics=(TOPIC,)),
        "channels": Channels(archive=store.archive, log=changes, on_change=_nothing),
        "log": changes,
    }
    nothing: dict[str, Any] = {field.name: None for field in fields(Services)}
    desk = FrontDesk(Services(**nothing | services), alert_at=0.6)
    admin = replace(WHO, is_admin=True)

    for number in range(10):
        await desk.ask(f"why https://gazette.example/zyxw{number}", member=WHO)
        await desk.press("suggest", f"0000000{number}", member=WHO, channel="desk")
        await desk.press("digest", f"{number} 1", member=WHO, channel="desk")
        await desk.press("page", f"2 zyxpage{number}", member=WHO, channel="desk")
        await desk.press("why", str(alert.id), member=WHO, channel="desk")
        await desk.admin(f'keywords test "zyxtrial{number}"', member=admin, channel="desk")

    kept = _on_disk(tmp_path) + log.getvalue().encode()
    assert b"Amazon pauses" in kept
    for secret in ("zyxw", "zyxpage", "zyxtrial", WHO.id, WHO.name):
        assert secret.encode() not in kept


async def _announce(*_: object) -> None:
    raise AssertionError("nothing was changed")


async def _nothing(*_: object) -> None:
    return None


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())

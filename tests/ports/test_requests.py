"""What every Archive promises of changes that wait for another admin."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core.errors import ChangeInvalid
from bot.core.model import Change, Channel, Proposal, Revision, Rule
from bot.core.requests import Request
from bot.ports import Archive
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW

FACES = Rule(id="faces", query="faces", topic="faces")
DESK = Channel(platform="fake", id="desk")
REMOVAL = Revision(kind="keyword", key="faces", before=FACES, after=replace(FACES, is_off=True))
CHANGE = Change(at=NOW, who="fake:U1", name="Lee", what="removed", subject="faces", why="too wide", revision=REMOVAL)
NOTE = Change(at=NOW, who="fake:U1", name="Lee", what="asks", subject="faces")
ASKED = Request(change=CHANGE, until=NOW + timedelta(days=1))


@pytest.fixture(params=["memory", "sqlite"])
async def archive(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Archive]:
    if request.param == "memory":
        made: Archive = FakeArchive()
        await made.save_rules([FACES])
        yield made
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            await store.archive.save_rules([FACES])
            yield store.archive


async def test_what_is_asked_for_waits_whole_under_the_number_of_its_note(archive: Archive) -> None:
    first = await archive.ask(replace(ASKED, proposal=7), NOTE)
    leaving = replace(CHANGE, undoes=4, revision=Revision(kind="channel", key=DESK.key, before=DESK, after=None))
    second = await archive.ask(replace(ASKED, change=leaving), NOTE)
    assert await archive.requests() == (first, second)
    assert (first.number, first.proposal, first.change) == (1, 7, CHANGE)
    assert second.change == leaving
    assert [change.number for change in await archive.changes(limit=9)] == [2, 1]
    assert await archive.rules() == (FACES,)


async def test_it_is_settled_with_the_change_once(archive: Archive) -> None:
    asked = await archive.ask(ASKED, NOTE)
    made = await archive.record_change(CHANGE, request=asked.number)
    assert made.number == 2
    assert (await archive.rules())[0].is_off
    assert await archive.requests() == ()
    with pytest.raises(ChangeInvalid, match="waits no more"):
        await archive.record_change(CHANGE, request=asked.number)
    assert len(await archive.changes(limit=9)) == 2


async def test_what_was_changed_since_is_not_made_and_waits_on(archive: Archive) -> None:
    asked = await archive.ask(ASKED, NOTE)
    edited = replace(FACES, query="gaits")
    revision = Revision(kind="keyword", key="faces", before=FACES, after=edited)
    await archive.record_change(replace(CHANGE, revision=revision))
    with pytest.raises(ChangeInvalid, match="changed since"):
        await archive.record_change(CHANGE, request=asked.number)
    assert await archive.rules() == (edited,)
    assert await archive.requests() == (asked,)


async def test_it_is_dropped_once_with_its_note(archive: Archive) -> None:
    asked = await archive.ask(ASKED, NOTE)
    dropped = await archive.drop_request(asked.number, NOTE)
    assert dropped is not None
    assert dropped.number == 2
    assert await archive.requests() == ()
    assert await archive.drop_request(asked.number, NOTE) is None
    assert len(await archive.changes(limit=9)) == 2


async def test_a_proposal_is_settled_with_its_change_or_neither_is(archive: Archive) -> None:
    proposed = Proposal(kind="exclude", about="x", value="x", topic="faces", words="…", made_at=NOW)
    (proposal,) = await archive.propose([proposed])
    applied = replace(proposal, outcome="applied", decided_at=NOW)
    asked = await archive.ask(replace(ASKED, proposal=proposal.number), NOTE)
    await archive.settle(replace(applied, outcome="dropped"))
    with pytest.raises(ChangeInvalid, match="no open proposal"):
        await archive.record_change(CHANGE, proposal=applied, request=asked.number)
    assert await archive.rules() == (FACES,)
    assert await archive.requests() == (asked,)
    (other,) = await archive.propose([proposed])
    await archive.record_change(CHANGE, proposal=replace(other, outcome="applied", decided_at=NOW))
    assert [each.outcome for each in await archive.proposals(NOW)] == ["dropped", "applied"]

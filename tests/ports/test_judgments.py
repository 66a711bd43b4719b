"""What every Archive promises of votes as a whole, and of proposals."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core.model import (
    Analysis,
    Article,
    Complaint,
    DeliveryState,
    Filed,
    Match,
    Opinion,
    Proposal,
    Relevance,
    Span,
    StoryId,
    Vote,
)
from bot.ports import Archive, Harvest
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, owed

DAY = timedelta(days=1)
EXCLUDE = Proposal(kind="exclude", about="unlock", value='"face unlock"~12', topic="faces", words="…", made_at=NOW)


@pytest.fixture(params=["memory", "sqlite"])
async def archive(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Archive]:
    if request.param == "memory":
        yield FakeArchive()
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield store.archive


async def matched(archive: Archive, title: str) -> Filed:
    (id,) = await archive.reserve([NOW])
    matches = tuple(Match(rule=rule, field="body", span=Span(0, 4)) for rule in ("faces", "ban", "faces"))
    article = Article(title=title, text="Face scans.")
    analysis = Analysis(article=article, matches=matches, relevance=Relevance(score=0.7))
    filed = Filed(id=id, source=None, seen_at=NOW, analysis=analysis, story=StoryId(id))
    await archive.record([Harvest(source=None, filed=(filed,))])
    return filed


async def test_votes_are_counted_by_people_who_have_no_name(archive: Archive) -> None:
    alerts = [await decide(archive, await matched(archive, title)) for title in ("One", "Two", "Unmarked")]
    for alert, voter, opinion, complaint in (
        (alerts[0], "aa", Opinion.NOT_RELEVANT, Complaint.SENSE),
        (alerts[1], "aa", Opinion.NOT_RELEVANT, Complaint.OPINION),
        (alerts[1], "bb", Opinion.NOT_RELEVANT, Complaint.SENSE),
        (alerts[1], "cc", Opinion.USEFUL, None),
    ):
        await archive.vote(Vote(alert=alert.id, voter=voter, opinion=opinion, complaint=complaint))
    one, two = await archive.marked(NOW)
    assert (one.alert, one.story, one.topic, one.relevance) == (alerts[0].id, alerts[0].story, "faces", 0.7)
    assert one.rules == ("faces", "ban")
    assert (len(one.senses), len(two.senses), len(two.not_relevant), len(two.useful)) == (1, 1, 2, 1)
    assert len(one.senses | two.senses) == 2
    assert one.senses < two.not_relevant
    assert (one.is_useful, two.is_useful) == (False, False)
    assert "aa" not in str((one, two))


async def test_where_it_was_posted_counts_since_then(archive: Archive) -> None:
    alert = await decide(archive, await matched(archive, "One"))
    ids = await archive.reserve_deliveries(3)
    moments = (NOW - DAY, NOW + DAY, None)
    sent = [
        replace(
            owed(id, alert, f"slack:C{number}"),
            state=DeliveryState.SENT if at else DeliveryState.OWED,
            sent_at=at,
            sent_as="1" if at else None,
        )
        for number, (id, at) in enumerate(zip(ids, moments, strict=True))
    ]
    await archive.record([Harvest(source=None, deliveries=tuple(sent))])
    assert [each.channels for each in await archive.marked(NOW)] == [("slack:C1",)]
    assert [each.channels for each in await archive.marked(NOW - 2 * DAY)] == [("slack:C0", "slack:C1")]
    assert await archive.marked(NOW + 2 * DAY) == ()


async def test_which_sources_brought_something_since_then(archive: Archive) -> None:
    from tests.ports.test_archive import add

    source = await add(archive)
    await file(archive, "One", source=source.id, seen_at=NOW)
    assert await archive.sources_matched(NOW - DAY) == {source.id}
    assert await archive.sources_matched(NOW + DAY) == frozenset()


async def test_a_proposal_is_kept_and_settled_once(archive: Archive) -> None:
    first, second = await archive.propose([EXCLUDE, replace(EXCLUDE, about="screen")])
    assert (first, second.number) == (replace(EXCLUDE, number=1), 2)
    assert await archive.proposals(NOW + 400 * DAY) == (first, second)  # what is open waits

    dropped = replace(first, outcome="dropped", decided_at=NOW + DAY)
    assert await archive.settle(dropped)
    assert not await archive.settle(replace(first, outcome="applied", decided_at=NOW + DAY))
    assert await archive.proposals(NOW + DAY) == (dropped, second)
    assert await archive.proposals(NOW + 2 * DAY) == (second,)
    assert not await archive.settle(replace(first, number=99, outcome="applied"))
    assert await archive.propose([]) == ()

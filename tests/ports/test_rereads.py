"""What every Archive promises of articles that are read again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core.model import Analysis, Article, Edit, EditKind, Filed, Question, Relevance
from bot.core.rereads import Reread, ended, first_reread
from bot.ports import Archive, Harvest
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, quote

HOUR = timedelta(hours=1)
TEXT = "The council met. “We were never asked,” said Ada Quill."


@pytest.fixture(params=["memory", "sqlite"])
async def archive(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Archive]:
    if request.param == "memory":
        yield FakeArchive()
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield store.archive


async def told(archive: Archive, title: str = "Council bans cameras") -> tuple[Filed, Reread]:
    """An article with an alert, to be read again in an hour."""
    said = quote(TEXT, "We were never asked", speaker="Ada Quill")
    filed = await file(archive, title, TEXT, url="https://gazette.example/ban", quotes=[said])
    await decide(archive, filed)
    reread = first_reread(filed.id, url="https://gazette.example/ban", now=NOW)
    await archive.record([Harvest(source=None, rereads=(reread,))])
    return filed, reread


def edited(filed: Filed, text: str) -> Filed:
    article = Article(
        title="Council limits cameras", text=text, url=filed.analysis.article.url, outlet="Harbor Gazette"
    )
    return replace(filed, analysis=Analysis(article=article, relevance=Relevance(score=0.8)))


async def test_what_is_due_comes_the_longest_due_first_and_bounded(archive: Archive) -> None:
    _, late = await told(archive, "Council bans cameras")
    _, early = await told(archive, "Town bans cameras")
    early = replace(early, due=NOW + HOUR / 2)
    await archive.record([Harvest(source=None, rereads=(early,))])
    assert await archive.due_rereads(NOW, limit=9) == ()
    assert await archive.due_rereads(NOW + HOUR, limit=9) == (early, late)
    assert await archive.due_rereads(NOW + HOUR, limit=1) == (early,)


async def test_all_that_is_known_of_a_reading_comes_back(archive: Archive) -> None:
    _, reread = await told(archive)
    edit = Edit(kind=EditKind.QUOTE, was="asked", now="told", speaker="Ada Quill", noticed_at=NOW)
    kept = replace(
        reread,
        due=NOW + 6 * HOUR,
        tries=1,
        is_missing=True,
        etag='W/"1"',
        last_modified="Sat, 21 Nov 2026 18:04:00 GMT",
        body_hash="ab",
        edits=(edit, Edit(kind=EditKind.TAKEN_DOWN)),
    )
    await archive.record([Harvest(source=None, rereads=(kept,))])
    assert await archive.due_rereads(NOW + 6 * HOUR, limit=9) == (kept,)


async def test_what_is_read_no_more_is_never_due(archive: Archive) -> None:
    _, reread = await told(archive)
    await archive.record([Harvest(source=None, rereads=(ended(reread),))])
    assert await archive.due_rereads(NOW + 9999 * HOUR, limit=9) == ()


async def test_an_alert_tells_of_the_new_version_and_of_what_was_edited(archive: Archive) -> None:
    filed, reread = await told(archive)
    alert = await archive.alert_of(filed.story, "faces")
    assert alert is not None
    (id,) = await archive.reserve([NOW])
    version = replace(edited(filed, "The council met again."), id=id)
    edit = Edit(kind=EditKind.HEADLINE, was="Council bans cameras", now="Council limits cameras", noticed_at=NOW)
    reread = replace(reread, article=id, edits=(edit,))
    await archive.record([Harvest(source=None, filed=(version,), rereads=(reread,))])
    card = await archive.card(alert.id)
    assert card is not None
    assert (card.filed.analysis.article.title, card.edits, card.alert.article) == (
        "Council limits cameras",
        (edit,),
        id,
    )
    (said,) = await archive.quotes(Question(query="Quill", terms=("quill",)), limit=9)
    assert said.article == filed.id  # the version before stays in the archive
    hits = await archive.search(Question(query="council", terms=("council",)), limit=9)
    assert [hit.also_in for hit in hits] == [0, 0]  # and is no second report


async def test_a_second_version_follows_the_first(archive: Archive) -> None:
    filed, reread = await told(archive)
    for title in ("First", "Second"):
        (id,) = await archive.reserve([NOW])
        version = replace(filed, id=id, analysis=Analysis(article=Article(title=title, text="Words.")))
        reread = replace(reread, article=id)
        await archive.record([Harvest(source=None, filed=(version,), rereads=(reread,))])
    alert = await archive.alert_of(filed.story, "faces")
    assert alert is not None
    card = await archive.card(alert.id)
    assert card is not None
    assert card.filed.analysis.article.title == "Second"


async def test_an_article_that_was_told_can_be_written_anew_in_its_place(archive: Archive) -> None:
    filed, _ = await told(archive)
    await archive.record([Harvest(source=None, filed=(edited(filed, "The council met in secret."),))])
    (kept,) = await archive.articles([filed.id])
    assert kept.analysis.article.text == "The council met in secret."
    assert [hit.article for hit in await archive.search(Question(query="secret", terms=("secret",)), limit=9)] == [
        filed.id
    ]
    assert await archive.search(Question(query="bans", terms=("bans",)), limit=9) == ()
    assert (await archive.searched()).articles == 1

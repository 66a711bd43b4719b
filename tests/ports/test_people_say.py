"""What every Archive promises of quotes whose speaker a person has named, and of stories that people muted."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.adapters.store import open_store
from bot.core.attributions import folded, key_of, place_of
from bot.core.model import Attribution, Change, Filed, Mute, Question, Revision, StoryId
from bot.ports import Archive
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, quote

TEXT = "The council met. “We were never asked,” said Ada Quill. “Nor was I,” said Tomas Berg."


@pytest.fixture(params=["memory", "sqlite"])
async def archive(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Archive]:
    if request.param == "memory":
        yield FakeArchive()
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield store.archive


async def spoken(archive: Archive) -> Filed:
    quotes = [
        quote(TEXT, "We were never asked,", speaker="Ada Quill", affiliation="Ferry Union"),
        quote(TEXT, "Nor was I,", speaker="Tomas Berg"),
    ]
    return await file(archive, "Council bans cameras", TEXT, url="https://gazette.example/ban", quotes=quotes)


async def say(archive: Archive, filed: Filed, speaker: str | None, *, is_dropped: bool = False) -> Attribution:
    said = Attribution(
        place=place_of(filed),
        article=filed.id,
        words=folded("We were never asked,"),
        text="We were never asked,",
        speaker=speaker,
        is_dropped=is_dropped,
    )
    await change(archive, None, said)
    return said


async def change(archive: Archive, before: Attribution | None, after: Attribution | None) -> None:
    said = after or before
    assert said is not None
    revision = Revision(kind="quote", key=key_of(said.place, said.text), before=before, after=after)
    await archive.record_change(Change(at=NOW, who="u", name="U", what="", subject="", revision=revision))


async def speakers(archive: Archive, filed: Filed) -> list[str | None]:
    (found,) = await archive.articles([filed.id])
    return [each.speaker for each in found.analysis.quotes]


async def asked(archive: Archive, name: str) -> list[str]:
    found = await archive.quotes(Question(query=name, terms=tuple(name.split())), limit=9)
    return [said.quote.text for said in found if (said.quote.speaker or "").casefold() == name]


async def test_a_named_speaker_is_shown_found_and_gone_with_the_change(archive: Archive) -> None:
    filed = await spoken(archive)
    said = await say(archive, filed, "Irma Stone")
    assert await speakers(archive, filed) == ["Irma Stone", "Tomas Berg"]
    assert await asked(archive, "irma stone") == ["We were never asked,"]
    assert await asked(archive, "ada quill") == []
    assert await archive.attributions(filed) == (said,)
    assert [each.id for each in await archive.attributed(said)] == [filed.id]

    await change(archive, said, None)
    assert await archive.articles([filed.id]) == (filed,)
    assert await asked(archive, "ada quill") == ["We were never asked,"]
    assert await archive.attributions(filed) == ()


async def test_what_nobody_said_is_neither_shown_nor_found(archive: Archive) -> None:
    filed = await spoken(archive)
    said = await say(archive, filed, None, is_dropped=True)
    assert await speakers(archive, filed) == ["Tomas Berg"]
    assert await asked(archive, "ada quill") == []
    await change(archive, said, None)
    assert await archive.articles([filed.id]) == (filed,)


async def test_another_article_with_the_same_words_keeps_its_speaker(archive: Archive) -> None:
    filed = await spoken(archive)
    other = await file(
        archive,
        "Elsewhere",
        TEXT,
        url="https://herald.example/other",
        quotes=[quote(TEXT, "We were never asked,", speaker="Ada Quill")],
    )
    await say(archive, filed, "Irma Stone")
    assert await speakers(archive, other) == ["Ada Quill"]


async def test_what_was_read_comes_back_after_the_text_was_cut_to_its_excerpt(archive: Archive) -> None:
    filed = await spoken(archive)
    said = await say(archive, filed, None, is_dropped=True)
    assert await archive.shorten(NOW + timedelta(days=1), limit=9) == 1
    assert await speakers(archive, filed) == ["Tomas Berg"]
    await change(archive, said, None)
    assert await speakers(archive, filed) == ["Ada Quill", "Tomas Berg"]


async def test_all_that_was_decided_on_an_article_oldest_first(archive: Archive) -> None:
    filed = await spoken(archive)
    first = await decide(archive, filed)
    assert await archive.alerts_by(filed.id) == (first,)


async def test_the_full_text_index_stays_true(tmp_path: Path) -> None:
    async with open_store(await empty_database(tmp_path)) as store:
        filed = await spoken(store.archive)
        said = await say(store.archive, filed, "Irma Stone")
        await change(store.archive, said, None)
    (place,) = tmp_path.rglob("*.db")  # noqa: ASYNC240  nothing else runs here
    with create_engine(f"sqlite:///{place}").connect() as connection:
        for index in ("quotes_fts", "about_fts", "articles_fts"):
            connection.execute(text(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"))


async def test_a_muted_story_is_muted_until_the_change_is_taken_back(archive: Archive) -> None:
    here, nowhere = (Mute(story=StoryId(7), channel=channel, title="Ban") for channel in ("fake:desk", ""))
    other = Mute(story=StoryId(8), channel="", title="Other")
    for mute in (here, nowhere, other):
        revision = Revision(kind="story", key=mute.key, before=None, after=mute)
        await archive.record_change(Change(at=NOW, who="u", name="U", what="", subject="", revision=revision))
    assert await archive.mutes() == (nowhere, here, other)
    (first, *_) = await archive.history("story", here.key)
    assert first.revision is not None
    assert first.revision.after == here
    gone = Revision(kind="story", key=here.key, before=here, after=None)
    await archive.record_change(Change(at=NOW, who="u", name="U", what="", subject="", revision=gone))
    assert await archive.mutes() == (nowhere, other)

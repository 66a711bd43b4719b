"""Every change is told in the channels it concerns, and so is its undoing: by kind, as admins type it."""

import pytest

from bot.core.model import Article, Channel
from bot.services.tune import By
from tests.fakes.filing import decide, file
from tests.services.test_front_desk import ADMIN, Office
from tests.services.test_watch import TOPIC, Desk

SITE = "https://herald.example/feed.xml"
RSS = "<rss version='2.0'><channel><title>More</title><item><title>x</title><guid>1</guid></item></channel></rss>"
EVERYWHERE = ["desk", "other"]  # a paused channel hears of nothing but itself


@pytest.fixture
async def office() -> Office:
    office = Office(await Desk().opened())
    for id in ("other", "paused"):
        await office.archive.save_channel(Channel(platform="fake", id=id, is_paused=id == "paused"))
    office.watch.fetcher.put(SITE, RSS, content_type="text/xml")
    filed = await file(office.archive, "Quay bans face recognition", url="https://gazette.example/quay")
    await decide(office.archive, filed, topic=TOPIC.id)
    return office


async def _heard(office: Office, words: str, channel: str) -> list[str]:
    before = len(office.announced)
    assert "didn't work" not in await office.admin(words, channel=channel)
    return [id for id, _ in office.announced[before:]]


@pytest.mark.parametrize(
    ("words", "channel", "told"),
    [
        ('keywords add "ferry timetable"', "desk", EVERYWHERE),
        ('keywords add here "ferry timetable"', "desk", ["desk"]),
        ('keywords add here "ferry timetable"', "paused", ["paused"]),
        ('keywords exclude "face cream"', "desk", EVERYWHERE),
        ('keywords exclude here "face cream"', "other", ["other"]),
        ('keywords edit --yes faces "face matching"', "desk", EVERYWHERE),
        ("keywords remove --yes faces", "desk", EVERYWHERE),
        (f"sources add {SITE}", "desk", EVERYWHERE),
        ("sources remove 1", "desk", EVERYWHERE),
        ("channel mode daily at 08:00", "desk", ["desk"]),
        ("channel relevance 0.7 0.4", "other", ["other"]),
        ("channel remove", "other", ["other"]),
        ("channel add", "new", ["new"]),
        ("pause", "desk", ["desk"]),
        ("resume", "paused", ["paused"]),
        ("stories mute 1", "desk", ["desk"]),
        ("stories mute 1 everywhere", "desk", EVERYWHERE),
    ],
)
async def test_a_change_and_its_undoing_are_told_where_they_concern_somebody(
    office: Office, words: str, channel: str, told: list[str]
) -> None:
    assert await _heard(office, words, channel) == told
    undone = await _heard(office, "undo", channel)
    # what is back in force, or in force no more, is told to those it concerned
    assert undone == told


async def test_a_keyword_applied_to_what_came_before_is_told_and_written_down(office: Office) -> None:
    await office.watch.filing.file(Article(title="Ferry timetable", text="It sails."), source=None)
    await office.watch.filing.flush()
    await office.admin('keywords add --yes "ferry timetable"')
    assert await _heard(office, "keywords apply ferry-timetable", "desk") == EVERYWHERE
    (change,) = await office.archive.changes(limit=1)
    assert (change.name, change.what) == (ADMIN.name, "applied to the last 7 days")
    assert "1 article filed" in change.subject


async def test_sources_imported_are_told_in_one_line_and_taken_back_one_by_one(office: Office) -> None:
    outlines = b"".join(b"<outline xmlUrl='https://%s.example/f'/>" % name for name in (b"a", b"b"))
    opml = b"<opml version='1.0'><body>" + outlines + b"</body></opml>"
    await office.watch.sources.import_opml(opml, by=By(who="fake:U1", name="Lee"), file="list.opml")
    assert [words for id, words in office.announced if id == "desk"] == ["Lee imported 2 sources from list.opml."]
    assert len(await office.archive.sources()) == 3
    assert "Taken back: Lee imported the source https://b.example/f " in await office.admin("undo")
    assert "Taken back: Lee imported the source https://a.example/f " in await office.admin("undo")
    assert [source.name for source, _ in await office.archive.sources()] == ["Gazette"]

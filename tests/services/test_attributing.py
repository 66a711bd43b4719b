"""A quote whose speaker is wrong is put right wherever it stands, stays right, and can be taken back."""

from dataclasses import replace

import pytest

from bot.core.attributions import mark_of
from bot.core.errors import ChangeInvalid
from bot.core.messages import Message
from bot.core.model import AlertKind, Analysis, Answer, Article, ArticleId, Filed, Question, Searched
from bot.core.rereads import first_reread
from bot.services.export import export
from bot.services.filing import Arrival
from bot.services.filing.stage import Revision as Reading
from bot.services.quote_desk import QuoteDesk
from handlers.terminal import as_text
from tests.fakes.parser import FakeParser
from tests.services.test_stories import LEE, Newsroom, newsroom, pressed

__all__ = ["newsroom"]

WORDS = "We were never asked,"
MARK = mark_of(WORDS)


class Correction:
    """A newsroom with one alert on the desk, whose quote is by Ada Quill."""

    def __init__(self, room: Newsroom, article: ArticleId) -> None:
        self.room, self.article = room, article
        self.attributing, self.undo = room.attributing, room.undo
        self.desk = QuoteDesk(
            archive=room.archive, attributing=self.attributing, ask=self._ask, admin_command="/policy-admin"
        )

    async def _ask(self, query: str) -> Answer:
        question = Question(query=query, show="quotes")
        quotes = await self.room.archive.quotes(question, limit=50)
        return Answer(question=question, quotes=quotes, searched=Searched(articles=1, sources=1, since=None))

    async def filed(self) -> Filed:
        return (await self.room.archive.articles([self.article]))[0]

    async def speakers(self) -> list[str | None]:
        return [quote.speaker for quote in (await self.filed()).analysis.quotes]

    async def press(self, verb: str, argument: str, *, is_admin: bool = True) -> Message:
        return await self.desk.press(verb, argument, by=LEE, is_admin=is_admin)


@pytest.fixture
async def correction(newsroom: Newsroom) -> Correction:
    return Correction(newsroom, await newsroom.tells("Northport"))


async def test_the_right_speaker_stands_at_once_in_posts_look_ups_and_exports(correction: Correction) -> None:
    room = correction.room
    assert "Ada Quill" in room.roots()[0]
    await correction.attributing.set(correction.article, MARK, "Irma Stone", by=LEE)
    await room.deliver.drain()

    for channel in ("desk", "other"):
        (root,) = room.roots(channel)
        assert "Irma Stone" in root
        assert "Ada Quill" not in root.split("Quotation", 1)[1]
        (note,) = room.thread(channel)
        assert "was said by Irma Stone, not Ada Quill" in note
    assert [row["speaker"] async for row in export(room.archive, "quotes")] == ["Irma Stone"]
    said = await room.archive.quotes(Question(query="irma stone", terms=("irma", "stone")), limit=9)
    assert [each.quote.speaker for each in said] == ["Irma Stone"]


async def test_it_is_written_down_before_and_after_and_taken_back_by_undo(correction: Correction) -> None:
    before = await correction.filed()
    change = await correction.attributing.set(correction.article, MARK, "Irma Stone", by=LEE)
    assert change.revision is not None
    assert (change.name, change.why, change.revision.before) == ("Lee", "another city", None)
    assert "not Ada Quill" in change.subject
    await correction.undo.undo(change.number, by=LEE)
    await correction.room.deliver.drain()
    assert await correction.filed() == before
    assert "Ada Quill" in correction.room.roots()[0].split("Quotation", 1)[1]
    assert "as it was read" in correction.room.thread()[-1]


async def test_two_corrections_taken_back_in_any_order_restore_what_was_read(correction: Correction) -> None:
    before = await correction.filed()
    first = await correction.attributing.set(correction.article, MARK, "Irma Stone", by=LEE)
    second = await correction.attributing.set(correction.article, MARK, None, by=LEE)
    assert await correction.speakers() == [None]
    await correction.undo.undo(first.number, by=LEE)
    assert await correction.speakers() == [None]
    await correction.undo.undo(second.number, by=LEE)
    assert await correction.filed() == before


async def test_words_that_nobody_said_are_shown_nowhere_until_that_is_taken_back(correction: Correction) -> None:
    change = await correction.attributing.set(correction.article, MARK, None, by=LEE, is_dropped=True)
    await correction.room.deliver.drain()
    assert (await correction.filed()).analysis.quotes == ()
    assert "Quotation" not in correction.room.roots()[0]
    assert [row async for row in export(correction.room.archive, "quotes")] == []
    assert await correction.room.archive.quotes(Question(query="ada quill", terms=("ada", "quill")), limit=9) == ()
    await correction.undo.undo(change.number, by=LEE)
    assert await correction.speakers() == ["Ada Quill"]


@pytest.mark.parametrize("keeps_former", [False, True])
async def test_a_person_s_word_wins_when_the_article_is_read_again(correction: Correction, keeps_former: bool) -> None:
    change = await correction.attributing.set(correction.article, MARK, "Irma Stone", by=LEE)
    filed = await correction.filed()
    again = await _read(filed.analysis.article)
    reread = first_reread(filed.id, url=str(filed.analysis.article.url), now=correction.room.clock.now())
    await correction.room.filing.revise(
        Reading(filed=filed, reread=reread, analysis=again, keeps_former=keeps_former, is_visible=True)
    )
    newest = await correction.room.archive.article_by_url(str(filed.analysis.article.url))
    assert newest is not None
    assert [quote.speaker for quote in newest.analysis.quotes] == ["Irma Stone"]
    await correction.undo.undo(change.number, by=LEE)
    for (each,) in [await correction.room.archive.articles([id]) for id in (correction.article, newest.id)]:
        assert [quote.speaker for quote in each.analysis.quotes] == ["Ada Quill"]


async def test_a_copy_of_the_article_is_put_right_with_it(correction: Correction) -> None:
    room, first = correction.room, await correction.filed()
    article = replace(first.analysis.article, url="https://herald.example/copy", outlet="Herald")
    await room.filing.file(article, source=None)
    copy = await room.archive.article_by_url("https://herald.example/copy")
    assert copy is not None
    assert copy.copy_of == first.id
    await correction.attributing.set(copy.id, MARK, "Irma Stone", by=LEE)
    assert await correction.speakers() == ["Irma Stone"]
    later = replace(article, url="https://courier.example/copy", outlet="Courier")
    await room.filing.file(later, source=None)
    third = await room.archive.article_by_url("https://courier.example/copy")
    assert third is not None
    assert [quote.speaker for quote in third.analysis.quotes] == ["Irma Stone"]


async def test_members_suggest_once_and_an_admin_applies_with_the_button(correction: Correction) -> None:
    wish = f"{correction.article} {MARK} is Irma Stone"
    answer = await correction.press("set_speaker", wish, is_admin=False)
    assert answer.text == "Sent to the admins."
    assert "asked that already" in (await correction.press("set_speaker", wish, is_admin=False)).text
    assert await correction.speakers() == ["Ada Quill"]
    assert all("Lee suggests: “We were never asked,” was said by Irma Stone" in line for line in correction.room.lines)
    assert len(correction.room.lines) == 2
    done = await correction.press("set_speaker", wish)
    assert await correction.speakers() == ["Irma Stone"]
    assert pressed(done)["Undo"][0] == "admin"


async def test_buttons_lead_from_the_alert_and_from_a_look_up_to_who_spoke(correction: Correction) -> None:
    (alert,) = await correction.room.archive.alerts_by(correction.article)
    for verb, argument in (("wrong_speaker", str(alert.id)), ("wrong_speaker_in", "1 quotes northport")):
        which = await correction.press(verb, argument)
        who = await correction.press(*pressed(which)["1"])
        assert "Nobody named" in pressed(who)
        assert f"/policy-admin quotes {correction.article} {MARK} is" in str(who.parts)
    await correction.press(*pressed(who)["Nobody named"])
    assert await correction.speakers() == [None]


async def test_what_is_typed_does_what_the_buttons_do(correction: Correction) -> None:
    (alert,) = await correction.room.archive.alerts_by(correction.article)
    assert "We were never asked" in str((await correction.desk.order(str(alert.id), by=LEE)).parts)
    await correction.desk.order(f"{correction.article} {MARK} is Irma Stone", by=LEE)
    assert await correction.speakers() == ["Irma Stone"]
    assert "quotes 7" in (await correction.desk.order("", by=LEE)).text


async def test_what_is_listed_of_an_alert_is_typed_with_the_alerts_number(correction: Correction) -> None:
    room = correction.room
    await room.tells("Northport", outlet="Bayline")  # of the same story: from here on numbers differ
    second = Correction(room, await room.tells("Quay"))
    (alert,) = await room.archive.alerts_by(second.article)
    assert alert.id != second.article
    mark = mark_of((await second.filed()).analysis.quotes[0].text)
    listed = as_text(await correction.desk.order(str(alert.id), by=LEE))
    assert f"/policy-admin quotes {alert.id} {mark}" in listed
    assert "is Dana Ortiz" in listed
    assert "Who said it?" in as_text(await correction.desk.order(f"{alert.id} {mark}", by=LEE))
    await correction.desk.order(f"{alert.id} {mark} is Irma Stone", by=LEE)
    assert (await second.speakers())[0] == "Irma Stone"
    with pytest.raises(ChangeInvalid, match="no such quote"):
        await correction.desk.order(f"99 {mark} nobody", by=LEE)


@pytest.mark.parametrize(
    "words",
    ["x", "999", "1 abc is X", "{} abc is X", "{} {mark} is", "{} {mark} was X", "{} {mark} is Ada Quill"],
)
async def test_words_that_make_no_sense_change_nothing(correction: Correction, words: str) -> None:
    with pytest.raises(ChangeInvalid):
        await correction.desk.order(words.replace("{mark}", MARK).replace("{}", str(correction.article)), by=LEE)
    assert await correction.room.archive.changes(limit=9) == ()


async def test_an_article_that_was_not_told_is_put_right_in_silence(correction: Correction) -> None:
    (alert,) = await correction.room.archive.alerts_by(correction.article)
    assert alert.kind is AlertKind.ALERT
    silent = replace((await correction.filed()).analysis.article, url="https://x.example/1", title="Other", text="Ada.")
    assert (await correction.room.filing.file(silent, source=None, arrival=Arrival.SILENT)).alerts == 0
    assert len(correction.room.roots()) == 1


async def _read(article: Article) -> Analysis:
    from tests.services.test_watch import TOPIC

    reading = await FakeParser().read(article, TOPIC)
    return Analysis(article=article, quotes=reading.quotes, positions=reading.positions, summary=reading.summary)

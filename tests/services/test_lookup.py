"""Answers from the archive."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import QueryInvalid
from bot.core.messages import answer_message
from bot.core.model import Article, Deed, Name, Standing, StoryId, Topic
from bot.core.quotes import find_quotes
from bot.services.answer_json import as_json
from bot.services.lookup import Lookup
from tests.fakes.archive import FakeArchive
from tests.fakes.filing import NOW, file, position, quote

TOPIC = Topic(
    id="faces",
    title="Facial recognition",
    rules=(),
    names=(
        Name(name="Amazon", aliases=("AWS",), kind="company"),
        Name(name="Rekognition", of="Amazon", kind="product"),
        Name(name="Microsoft", aliases=("MSFT",), kind="company"),
        Name(name="Meta", aliases=("Facebook",), kind="company"),
    ),
    policy_words=("ban", "moratorium"),
)
DAY = timedelta(days=1)


class Clock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    async def ticks(self, seconds: float) -> AsyncGenerator[datetime, None]:
        yield self.moment


@pytest.fixture
def archive() -> FakeArchive:
    return FakeArchive()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lookup(archive: FakeArchive, clock: Clock) -> Lookup:
    return Lookup(archive, [TOPIC], clock)


async def test_an_answer_holds_stories_positions_and_quotes(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon paused police use. “We hope this helps,” said Kim Doe of Amazon."
    filed = await file(
        archive,
        "Amazon pauses police use",
        text,
        quotes=[quote(text, "We hope this helps", speaker="Kim Doe", affiliation="Amazon")],
        positions=[position(text, "Amazon paused police use.", actor="Amazon", action=Deed.MORATORIUM)],
    )

    answer = await lookup.answer("amazon moratorium")

    assert [hit.article for hit in answer.hits] == [filed.id]
    assert [stand.sentence for stand in answer.positions] == ["Amazon paused police use."]
    assert [said.quote.text for said in answer.quotes] == ["We hope this helps"]
    assert answer.question.names == ("Amazon",)
    assert answer.searched.articles == 1


async def test_an_old_central_story_answers_before_a_new_mention(lookup: Lookup, archive: FakeArchive) -> None:
    text = "The company will not sell Rekognition to the police for a year."
    central = await file(
        archive,
        "Amazon pauses police use of its software",
        text,
        published=datetime(2020, 6, 10, tzinfo=UTC),
        positions=[position(text, text, actor="Amazon", action=Deed.MORATORIUM)],
    )
    passing = await file(
        archive, "Town weighs a budget", "It cited the moratorium of Amazon, among others.", published=NOW - DAY
    )

    for query in ("amazon moratorium", "moratoriums by AWS"):
        answer = await lookup.answer(query)
        assert [hit.article for hit in answer.hits] == [central.id, passing.id], query


async def test_the_newest_answers_first_for_a_name_alone(lookup: Lookup, archive: FakeArchive) -> None:
    old = await file(archive, "Amazon extends its pause", published=NOW - 900 * DAY)
    new = await file(archive, "Amazon ends its pause", published=NOW - DAY)

    assert [hit.article for hit in (await lookup.answer("amazon")).hits] == [new.id, old.id]


async def test_one_row_a_story_says_where_else_it_was_told(lookup: Lookup, archive: FakeArchive) -> None:
    first = await file(archive, "Amazon ends its pause")
    for number in range(3):
        await file(archive, f"Pause of Amazon ends, says outlet {number}", story=first.story)

    (hit,) = (await lookup.answer("amazon")).hits

    assert hit.also_in == 3


async def test_a_slip_is_corrected_and_shown(lookup: Lookup, archive: FakeArchive) -> None:
    filed = await file(archive, "Rekognition misreads faces")

    answer = await lookup.answer("rekogniton")

    assert answer.question.corrected == {"rekogniton": "Rekognition"}
    assert [hit.article for hit in answer.hits] == [filed.id]


async def test_a_word_in_use_is_not_corrected_away(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "A metal roof")

    answer = await lookup.answer("metal")

    assert answer.question.corrected == {}
    assert answer.question.did_you_mean == ()
    assert len(answer.hits) == 1


async def test_a_word_near_several_names_is_asked_about_unless_in_use(lookup: Lookup, archive: FakeArchive) -> None:
    text = "“Yes,” said Ana Boyd. “No,” said Lee Bode."
    for number in range(3):
        quotes = [quote(text, "Yes", speaker="Ana Boyd"), quote(text, "No", speaker="Lee Bode")]
        await file(archive, f"The body met, part {number}", text, quotes=quotes)

    assert set((await lookup.answer("bodd")).question.did_you_mean) == {"Boyd", "Bode"}
    assert (await lookup.answer("body")).question.did_you_mean == ()


async def test_nothing_found_says_what_was_searched_and_what_is_near(lookup: Lookup, archive: FakeArchive) -> None:
    text = "“Yes,” said Dana Ortiz."
    await file(archive, "Town meets", text, quotes=[quote(text, "Yes", speaker="Dana Ortiz")])

    answer = await lookup.answer("dan ortizz-smith")

    assert answer.hits == ()
    assert answer.question.did_you_mean == ("Dana Ortiz",)
    assert (answer.searched.articles, answer.searched.since) == (1, NOW.date())


async def test_help_searches_nothing(lookup: Lookup) -> None:
    assert (await lookup.answer(" ")).question.show == "help"


async def test_a_date_nobody_can_read_is_refused(lookup: Lookup) -> None:
    with pytest.raises(QueryInvalid):
        await lookup.answer("amazon since:whenever")


async def test_a_period_is_kept_to_and_shown(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "Amazon in spring", published=datetime(2026, 4, 1, tzinfo=UTC))
    inside = await file(archive, "Amazon in June", published=datetime(2026, 6, 1, tzinfo=UTC))

    answer = await lookup.answer("amazon since:2026-06")

    assert [hit.article for hit in answer.hits] == [inside.id]
    assert answer.question.since == date(2026, 6, 1)
    assert "searched those among 2 articles since 1 Apr 2026" in str(answer_message(answer))


async def test_what_copies_repeat_is_shown_once(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon paused. “We hope,” said Kim Doe."
    for outlet in ("Courier", "Gazette"):
        await file(
            archive,
            "Amazon pauses",
            text,
            outlet=outlet,
            story=StoryId(1),
            quotes=[quote(text, "We hope", speaker="Kim Doe", affiliation="Amazon")],
            positions=[position(text, "Amazon paused.", actor="Amazon", action=Deed.SUSPEND)],
        )

    answer = await lookup.answer("amazon")

    assert len(answer.quotes) == len(answer.positions) == len(answer.hits) == 1


async def test_words_in_two_outlets_are_one_quote_with_two_sources(lookup: Lookup, archive: FakeArchive) -> None:
    words = "We hope that the pause gives Congress time to write rules"
    for outlet, said in (("Gazette", f"We told you before. {words}"), ("KXYZ", words)):
        text = f"Amazon paused police use. “{said},” said Kim Doe of Amazon."
        told = [quote(text, said, speaker="Kim Doe", affiliation="Amazon")]
        await file(archive, f"Amazon pauses, says {outlet}", text, outlet=outlet, quotes=told)

    answer = await lookup.answer("quotes amazon")

    (said_once,) = answer.quotes
    assert (said_once.outlet, [other.outlet for other in said_once.others]) == ("Gazette", ["KXYZ"])
    (row,) = as_json(answer)["quotes"]
    assert [(other["outlet"], other["text"], other["altered"]) for other in row["also"]] == [("KXYZ", words, False)]


async def test_three_outlets_with_one_statement_are_one_quote_that_says_who_changed_it(
    lookup: Lookup, archive: FakeArchive
) -> None:
    printed = {
        "Gazette": "“We hope the pause gives Congress time to write rules for all of us,” Amazon’s Kim Doe said.",
        "KXYZ": "'[W]e hope the pause gives Congress time to … rules for all of us', Kim Doe of Amazon said.",
        "Courier": "“We hope the pause gives Congress reason to write rules for all of us,” Amazon’s Kim Doe said.",
    }
    for outlet, text in printed.items():
        told = find_quotes(Article(title="Amazon pauses", text=text))
        await file(archive, f"Amazon pauses, says {outlet}", text, outlet=outlet, quotes=told)

    answer = await lookup.answer("quotes amazon")

    (row,) = as_json(answer)["quotes"]
    assert (row["speaker"], row["outlet"]) == ("Kim Doe", "Gazette")
    assert {other["outlet"]: other["altered"] for other in row["also"]} == {"KXYZ": False, "Courier": True}
    assert all(other["text"] in printed[other["outlet"]] for other in row["also"])
    shown = str(answer_message(answer))
    assert "also in" in shown
    assert "with other words: “We hope the pause gives Congress reason" in shown


async def test_quotes_asked_for_come_newest_first(lookup: Lookup, archive: FakeArchive) -> None:
    for days in (30, 1, 9):
        text = f"“It is day {days},” said Dana Ortiz."
        said = quote(text, f"It is day {days}", speaker="Dana Ortiz")
        await file(archive, "Town meets", text, published=NOW - days * DAY, quotes=[said])

    answer = await lookup.answer("quotes ortiz")

    assert [said.quote.text for said in answer.quotes] == ["It is day 1", "It is day 9", "It is day 30"]


async def test_suggestions_complete_the_name_being_typed(lookup: Lookup, archive: FakeArchive, clock: Clock) -> None:
    assert await lookup.suggestions("am") == ("Amazon",)
    assert await lookup.suggestions("quotes am") == ("quotes Amazon",)
    assert await lookup.suggestions("zz") == ()
    assert "Amazon" in await lookup.suggestions("")

    text = "“Yes,” said Amy Stone."
    await file(archive, "Town meets", text, quotes=[quote(text, "Yes", speaker="Amy Stone")])
    clock.moment += timedelta(hours=1)

    assert await lookup.suggestions("am") == ("Amazon", "Amy Stone")


async def test_titles_are_suggested_behind_names(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "Council asks Amazon about doorbells")
    await file(archive, "Amazon opens a warehouse", relevance=0.0)

    assert await lookup.suggestions("ama") == ("Amazon", "Council asks Amazon about doorbells")
    assert await lookup.suggestions("council asks") == ("Council asks Amazon about doorbells",)


async def test_the_answer_as_json_has_the_documented_form(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon paused. “We hope,” said Kim Doe."
    filed = await file(
        archive,
        "Amazon pauses",
        text,
        url="https://a.example/1",
        external_id="doc-1",
        quotes=[quote(text, "We hope", speaker="Kim Doe", affiliation="Amazon")],
        positions=[position(text, "Amazon paused.", actor="Amazon", action=Deed.SUSPEND)],
    )

    found = as_json(await lookup.answer("amazn since:2026-01"))

    assert found["query"] == "amazn since:2026-01"
    assert found["understood"] == {
        "names": ["Amazon"],
        "terms": [],
        "since": "2026-01-01",
        "until": None,
        "in": [],
        "source": [],
        "corrected": {"amazn": "Amazon"},
    }
    assert found["results"] == [
        {
            "id": "doc-1",
            "url": "https://a.example/1",
            "title": "Amazon pauses",
            "outlet": "Harbor Gazette",
            "published": "2026-11-21T18:04:00+00:00",
            "story": str(filed.story),
            "also_in": 0,
            "why": "in the headline",
        }
    ]
    assert (found["quotes"][0]["text"], found["quotes"][0]["url"]) == ("We hope", "https://a.example/1")
    assert (found["positions"][0]["action"], found["positions"][0]["text"]) == ("suspend", "Amazon paused.")
    assert (found["positions"][0]["status"], found["positions"][0]["superseded_by"]) == ("current", None)
    assert found["searched"] == {"articles": 1, "since": "2026-01-01"}
    assert found["did_you_mean"] == []


async def test_what_was_extended_comes_after_what_holds_and_says_by_what(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon paused police use of Rekognition."
    longer = "Amazon extended the moratorium."
    paused = replace(
        position(text, text, actor="Amazon", action=Deed.MORATORIUM, object="police use of Rekognition"),
        announced=date(2020, 6, 10),
        expires=date(2021, 6, 10),
    )
    extended = replace(
        position(longer, longer, actor="Amazon", action=Deed.EXTEND, object="the moratorium"),
        announced=date(2021, 5, 18),
    )
    old = await file(archive, "Amazon extends its pause", longer, published=NOW - 900 * DAY, positions=[extended])
    await file(archive, "How Amazon paused", text, positions=[paused])

    found = as_json(await lookup.answer("amazon"))["positions"]

    assert [(each["action"], each["status"]) for each in found] == [("extend", "current"), ("moratorium", "extended")]
    assert found[1]["superseded_by"] == {"article": str(old.id), "action": "extend", "announced": "2021-05-18"}
    timeline = await lookup.answer("timeline amazon")
    assert [stand.position.action for stand in timeline.positions] == [Deed.MORATORIUM, Deed.EXTEND]


async def test_where_someone_stands_is_told_by_their_own_deeds_alone(lookup: Lookup, archive: FakeArchive) -> None:
    own, others = "Amazon banned police use.", "Lumen sued Amazon."
    await file(archive, "Amazon bans", own, positions=[position(own, own, actor="Amazon", action=Deed.BAN)])
    await file(archive, "Lumen sues", others, positions=[position(others, others, actor="Lumen", action=Deed.SUE)])
    assert [stand.position.actor for stand in (await lookup.answer("amazon")).positions] == ["Amazon"]
    assert [stand.position.actor for stand in (await lookup.answer("lumen")).positions] == ["Lumen"]


async def test_a_record_holds_what_they_said_and_did_themselves_and_where_they_turned(
    lookup: Lookup, archive: FakeArchive
) -> None:
    for days, action, words in ((900, Deed.SUPPORT, "It may work"), (30, Deed.OPPOSE, "It does not work")):
        deed = f"Dana Ortiz {action}s a pilot of face matching."
        text = f"{deed} “{words},” she said. “She is wrong,” said Lee Marsh of Dana Ortiz."
        said = quote(text, words, speaker="Dana Ortiz")
        other = quote(text, "She is wrong", speaker="Lee Marsh")
        did = position(text, deed, actor="Dana Ortiz", action=action, object="a pilot of face matching")
        await file(archive, f"On {words}", text, published=NOW - days * DAY, quotes=[said, other], positions=[did])

    for query in ("record dana ortiz", "record ortiz"):
        answer = await lookup.answer(query)
        assert {each.quote.text for each in answer.quotes} == {"It may work", "It does not work"}
        (turned,) = answer.reversals
        assert (turned.before.position.action, turned.after.position.action) == (Deed.SUPPORT, Deed.OPPOSE)
    found = as_json(await lookup.answer("record dana ortiz"))["reversals"]
    assert [(each["before"]["action"], each["after"]["action"]) for each in found] == [("support", "oppose")]
    assert (await lookup.answer("dana ortiz")).reversals == ()


async def test_bills_that_name_it_are_told_whoever_acts(lookup: Lookup, archive: FakeArchive) -> None:
    own, bill = "Amazon banned it.", "Senators introduced S. 4711 on Amazon."
    did = position(own, own, actor="Amazon", action=Deed.BAN)
    named = replace(position(bill, bill, actor="Senators", action=Deed.INTRODUCE), bills=("S 4711",))
    await file(archive, "Amazon bans", own, positions=[did])
    await file(archive, "A bill", bill, positions=[named])

    answer = await lookup.answer("amazon")

    assert [stand.position.actor for stand in answer.positions] == ["Amazon"]
    assert [stand.position.bills for stand in answer.bills] == [("S 4711",)]


async def test_what_lacks_the_name_is_no_answer_while_anything_has_it(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "Harbour City bans police cameras", "The police lose them.", published=NOW - DAY)
    named = await file(archive, "Amazon pauses sales to police", "Officers wait.", published=NOW - 90 * DAY)

    assert [hit.article for hit in (await lookup.answer("amazon police cameras")).hits] == [named.id]


async def test_a_namesake_does_not_speak_for_a_name_of_the_topic(lookup: Lookup, archive: FakeArchive) -> None:
    text = "“Rain may settle it,” said Kim Doe of Amazon Forest Partners."
    await file(
        archive,
        "Weather over the Amazon",
        text,
        relevance=0.0,
        quotes=[quote(text, "Rain may settle it", speaker="Kim Doe", affiliation="Amazon Forest Partners")],
    )
    await file(archive, "Amazon to settle over faces", "It will settle.")

    answer = await lookup.answer("amazon settle")

    assert answer.hits
    assert answer.quotes == ()


async def test_a_limit_that_was_extended_later_has_not_expired_in_its_own_year(
    lookup: Lookup, archive: FakeArchive
) -> None:
    first, later = "Amazon paused police use for one year.", "Amazon extended its pause of police use."
    paused = position(first, first, actor="Amazon", action=Deed.MORATORIUM)
    paused = replace(paused, object="police use", announced=date(2020, 6, 10), expires=date(2021, 6, 10))
    extended = position(later, later, actor="Amazon", action=Deed.EXTEND)
    extended = replace(extended, object="its pause of police use", announced=date(2021, 5, 18))
    await file(archive, "Pause", first, published=datetime(2020, 6, 10, tzinfo=UTC), positions=[paused])
    await file(archive, "Longer", later, published=datetime(2021, 5, 18, tzinfo=UTC), positions=[extended])

    (only,) = (await lookup.answer("amazon since:2020-06 until:2020-12")).positions

    assert (only.status, only.position) == (Standing.EXTENDED, paused)


async def test_a_product_is_told_with_what_its_company_did_with_it(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon extended its pause of police use of Rekognition."
    told = position(text, text, actor="Amazon", action=Deed.EXTEND)
    await file(archive, "Longer", text, positions=[replace(told, object="its pause of police use of Rekognition")])

    assert [stand.position.actor for stand in (await lookup.answer("record rekognition")).positions] == ["Amazon"]


async def test_a_bill_brought_in_by_two_is_one_step(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Ana Ruiz and Lee Marsh introduced a bill."
    both = [
        replace(position(text, text, actor=actor, action=Deed.INTRODUCE), bills=("S. 90",), announced=NOW.date())
        for actor in ("Ana Ruiz", "Lee Marsh")
    ]
    await file(archive, "A bill on faces", text, positions=both)

    assert len((await lookup.answer("timeline S. 90")).positions) == 1
    assert len((await lookup.answer("record lee marsh")).positions) == 1


async def test_a_question_that_ends_before_the_archive_begins_is_told_so(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "Amazon pauses", published=datetime(2020, 6, 10, tzinfo=UTC))

    said = str(answer_message(await lookup.answer("amazon until:2019-12")).text)

    assert "Understood: Amazon (AWS" in said
    assert "There is nothing until 31 Dec 2019" in said


async def test_a_name_nobody_knows_is_not_taken_for_a_common_word(lookup: Lookup, archive: FakeArchive) -> None:
    topic = replace(TOPIC, policy_words=("data",))
    await file(archive, "Data of drivers", "A town sells the data.")

    for query in ("record dana ortiz", "dana ortiz"):
        answer = await Lookup(archive, [topic], Clock()).answer(query)
        assert (answer.question.corrected, answer.hits) == ({}, ()), query
    assert (await Lookup(archive, [topic], Clock()).answer("daat")).question.corrected == {"daat": "data"}


async def test_positions_tell_what_holds_and_the_timeline_all(lookup: Lookup, archive: FakeArchive) -> None:
    text = "Amazon banned face scans. Amazon paused police use of cameras for a year."
    held = position(text, "Amazon banned face scans.", actor="Amazon", action=Deed.BAN)
    held = replace(held, object="face scans", announced=date(2024, 3, 1))
    over = position(text, "Amazon paused police use of cameras for a year.", actor="Amazon", action=Deed.MORATORIUM)
    over = replace(over, object="police use of cameras", announced=date(2020, 6, 10), expires=date(2021, 6, 10))
    await file(archive, "Two limits", text, positions=[held, over])

    now, ever = [str(answer_message(await lookup.answer(f"{word} amazon"))) for word in ("positions", "timeline")]

    assert ("face scans" in now, "cameras" in now) == (True, False)
    assert ("face scans" in ever, "expired 10 Jun 2021" in ever) == (True, True)


async def test_the_words_beside_a_name_are_shown_as_understood(lookup: Lookup, archive: FakeArchive) -> None:
    await file(archive, "Amazon pauses sales to police", "Officers wait.")

    assert "), police · searched 1 article" in str(answer_message(await lookup.answer("amazon police")))


async def test_a_row_shows_the_original_rather_than_its_copy(lookup: Lookup, archive: FakeArchive) -> None:
    first = await file(archive, "Amazon ends its pause", published=NOW - DAY)
    await file(archive, "Amazon ends its pause", story=first.story, copy_of=first.id)

    (hit,) = (await lookup.answer("amazon")).hits

    assert (hit.article, hit.also_in) == (first.id, 1)

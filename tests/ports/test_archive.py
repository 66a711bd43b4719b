"""What every Archive promises: the one on SQL, and the one in memory that stands for it in tests."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.adapters.store import open_store
from bot.core.excerpts import shortened
from bot.core.model import (
    AlertId,
    AlertKind,
    Analysis,
    Article,
    ArticleId,
    Change,
    Channel,
    Complaint,
    Deed,
    Filed,
    Health,
    Match,
    Opinion,
    Passed,
    PollState,
    Position,
    Question,
    Quote,
    Relevance,
    Report,
    Revision,
    Rule,
    Sample,
    Source,
    Span,
    StoryId,
    Timestamp,
    Vote,
    Votes,
)
from bot.core.rereads import first_reread
from bot.ports import Archive, Harvest
from tests.fakes.archive import FakeArchive
from tests.fakes.database import empty_database
from tests.fakes.filing import NOW, decide, file, owe, position, quote

STATE = PollState(next_poll=NOW, interval=timedelta(minutes=15))
DAY = timedelta(days=1)


@pytest.fixture(params=["memory", "sqlite"])
async def archive(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Archive]:
    if request.param == "memory":
        yield FakeArchive()
    else:
        async with open_store(await empty_database(tmp_path)) as store:
            yield store.archive


async def add(archive: Archive, url: str = "https://gazette.example/feed") -> Source:
    return await archive.add_source(url=url, kind="auto", name="Gazette", state=STATE)


# --- sources ----------------------------------------------------------------------------------------------------------


async def test_sources_are_listed_oldest_first_with_their_state(archive: Archive) -> None:
    first = await add(archive)
    second = await add(archive, "https://courier.example/feed")

    assert await archive.sources() == ((first, STATE), (second, STATE))


async def test_a_source_is_added_once(archive: Archive) -> None:
    first = await add(archive)

    again = await archive.add_source(url=first.url, kind="feed", name="Other", state=STATE)

    assert again == first
    assert len(await archive.sources()) == 1


async def test_a_removed_source_is_no_longer_polled_and_may_come_back(archive: Archive) -> None:
    source = await add(archive)
    await archive.record([Harvest(source=source.id, state=replace(STATE, failures=9, health=Health.DEAD))])

    assert await archive.remove_source(source.id)
    assert await archive.sources() == ()
    assert not await archive.remove_source(source.id)

    back = await add(archive)
    assert await archive.sources() == ((back, STATE),)


async def test_every_part_of_a_poll_state_is_kept(archive: Archive) -> None:
    source = await add(archive)
    state = PollState(
        next_poll=NOW + DAY,
        interval=timedelta(minutes=7, microseconds=3),
        etag='W/"ä"',
        last_modified="Sat, 21 Nov 2026 18:04:00 GMT",
        body_hash="abc",
        reader="feedparser",
        failures=2,
        failing_since=NOW - DAY,
        last_error="HTTP 503",
        last_success=NOW - 2 * DAY,
        last_new_entry=NOW - 3 * DAY,
        baseline_at=NOW - 4 * DAY,
        moved_to="https://new.example/feed",
        moved_count=2,
        not_before=NOW + timedelta(hours=2),
        usual_gap=timedelta(hours=5),
        quiet_days=12,
        health=Health.SLOW,
    )

    await archive.record([Harvest(source=source.id, state=state)])

    assert await archive.sources() == ((source, state),)


async def test_a_source_that_moved_is_known_by_its_new_address(archive: Archive) -> None:
    source = await add(archive)

    await archive.record([Harvest(source=source.id, url="https://new.example/feed", kind="feed")])

    ((moved, _),) = await archive.sources()
    assert moved == replace(source, url="https://new.example/feed", kind="feed")


async def test_two_sources_never_share_an_address(archive: Archive) -> None:
    first, second = await add(archive), await add(archive, "https://courier.example/feed")

    await archive.record([Harvest(source=second.id, url=first.url)])

    assert [source.url for source, _ in await archive.sources()] == [first.url, second.url]


async def test_an_entry_is_seen_when_any_of_its_keys_was_shown(archive: Archive) -> None:
    source = await add(archive)
    await archive.record([Harvest(source=source.id, seen=("a", "b")), Harvest(source=source.id, seen=("b", "c"))])

    assert await archive.unseen(source.id, [("a", "x"), ("y",), ("z", "c"), ()]) == (False, True, False, True)


async def test_what_one_source_showed_is_news_from_another(archive: Archive) -> None:
    first, second = await add(archive), await add(archive, "https://courier.example/feed")
    await archive.record([Harvest(source=first.id, seen=("a",))])

    assert await archive.unseen(second.id, [("a",)]) == (True,)


async def test_a_feed_of_thousands_of_entries_is_checked_whole(archive: Archive) -> None:
    source = await add(archive)
    keys = [f"key {number}" for number in range(3000)]
    await archive.record([Harvest(source=source.id, seen=tuple(keys[:1500]))])

    is_new = await archive.unseen(source.id, [(key,) for key in keys])

    assert is_new == (False,) * 1500 + (True,) * 1500


# --- ids --------------------------------------------------------------------------------------------------------------


async def test_article_ids_are_in_order_of_time_and_never_given_twice(archive: Archive) -> None:
    moments = [NOW, NOW - DAY, NOW, NOW + timedelta(milliseconds=300)]

    ids = [*await archive.reserve(moments), *await archive.reserve(moments)]

    assert len(set(ids)) == len(ids)
    assert [id >> 16 for id in ids[:4]] == [int(moment.timestamp()) for moment in moments]
    assert max(ids) < 1 << 48


async def test_a_second_that_is_full_gives_from_the_next(archive: Archive) -> None:
    await archive.reserve([NOW] * 65_535)

    last, spilled = await archive.reserve([NOW, NOW])

    second = int(NOW.timestamp())
    assert (last, spilled) == (second << 16 | 65_535, (second + 1) << 16)
    assert await archive.reserve([NOW + timedelta(seconds=1)]) == (spilled + 1,)


async def test_a_moment_before_1970_still_has_an_id(archive: Archive) -> None:
    assert await archive.reserve([datetime(1907, 1, 1, tzinfo=UTC)]) == (1 << 16,)
    assert await archive.reserve([]) == ()


async def test_alert_and_delivery_ids_rise(archive: Archive) -> None:
    alerts = [*await archive.reserve_alerts(3), *await archive.reserve_alerts(1)]
    deliveries = [*await archive.reserve_deliveries(1), *await archive.reserve_deliveries(2)]

    assert alerts == sorted(set(alerts))
    assert deliveries == sorted(set(deliveries))
    assert await archive.reserve_alerts(0) == ()


# --- articles ---------------------------------------------------------------------------------------------------------


async def test_an_article_comes_back_as_it_was_filed(archive: Archive) -> None:
    text = "“We will pause,” said Dana Ortiz.\n\nThe town of Lowmere banned face matching."
    article = Article(
        title="Lowmere bans face matching",
        text=text,
        url="https://gazette.example/lowmere",
        outlet="Harbor Gazette",
        agency="Northwire",
        byline=("Ana Reyes", "Lee Park"),
        published=Timestamp(datetime(2026, 11, 20), has_time=False),
        updated=Timestamp(datetime(2026, 11, 21, 9, 30)),
        language="en",
        is_partial=True,
        partial_reason="paywall",
        corrections=("An earlier version named the wrong town.",),
    )
    said = Quote(
        parts=(Span(1, 14),),
        text="We will pause",
        speaker="Dana Ortiz",
        role="mayor",
        affiliation="Lowmere",
        cue="said",
        mention="Ortiz",
        is_partial=True,
        confidence=0.9,
        is_on_policy=True,
    )
    did = Position(
        actor="Lowmere",
        action=Deed.BAN,
        span=Span(35, 77),
        object="face matching",
        jurisdiction="Lowmere",
        announced=date(2026, 11, 20),
        effective=date(2027, 1, 1),
        effective_text="in the new year",
        expires=date(2028, 1, 1),
        expires_text="for a year",
        bills=("Ordinance 26-114",),
        confidence=0.8,
    )
    analysis = Analysis(
        article=article,
        matches=(
            Match(rule="faces", field="title", span=Span(13, 26)),
            Match(rule="ban", field="title", span=Span(0, 3), weight=2.0),
            Match(rule="of-herald", field="title", span=Span(0, 26), is_by_fact=True),
        ),
        relevance=Relevance(score=0.91, reasons=("in the headline",)),
        quotes=(said, replace(said, speaker=None, parts=(Span(1, 3), Span(4, 8)), text="We will")),
        positions=(did,),
        summary=(Span(35, 77),),
    )
    (id,) = await archive.reserve([NOW])
    filed = Filed(
        id=id, source=None, seen_at=NOW, analysis=analysis, story=StoryId(id), copy_of=ArticleId(7), external_id="x-1"
    )

    await archive.record([Harvest(source=None, filed=(filed,))])

    assert await archive.articles([id]) == (filed,)
    assert await archive.article_by_url("https://gazette.example/lowmere") == filed
    assert await archive.article_by_external_id("x-1") == filed


async def test_articles_come_in_the_order_asked_and_unknown_ones_are_left_out(archive: Archive) -> None:
    first, second = await file(archive, "One"), await file(archive, "Two")

    assert await archive.articles([second.id, ArticleId(5), first.id]) == (second, first)
    assert await archive.article_by_url("https://nowhere.example/") is None
    assert await archive.article_by_external_id("nothing") is None


async def test_an_article_filed_again_replaces_the_former(archive: Archive) -> None:
    text = "“No,” said Dana Ortiz."
    filed = await file(archive, "Zebra crossing", text, quotes=[quote(text, "No", speaker="Dana Ortiz")])
    article = replace(filed.analysis.article, title="Corrected headline")
    corrected = replace(filed, story=StoryId(9), analysis=replace(filed.analysis, article=article, quotes=()))

    await archive.record([Harvest(source=None, filed=(corrected,))])

    assert await archive.articles([filed.id]) == (corrected,)
    assert (await archive.searched()).articles == 1
    assert await archive.search(ask("zebra"), limit=9) == ()
    assert await archive.quotes(ask("ortiz"), limit=9) == ()
    assert [hit.title for hit in await archive.search(ask("corrected"), limit=9)] == ["Corrected headline"]


async def test_characters_that_no_engine_stores_do_not_stop_the_rest(archive: Archive) -> None:
    await archive.record([])
    filed = await file(archive, "Broken \ud800 half and \0 nothing", "Odd \udfff text\0 here.")

    (stored,) = await archive.articles([filed.id])

    assert len(stored.analysis.article.text) == len(filed.analysis.article.text)
    assert stored.analysis.article.title.startswith("Broken ")


async def test_recent_articles_are_those_published_or_first_seen_since(archive: Archive) -> None:
    await file(archive, "Old", published=NOW - 9 * DAY, seen_at=NOW - 9 * DAY)
    new = await file(archive, "New", published=NOW)
    late = await file(archive, "Found late", published=NOW - 5 * DAY, seen_at=NOW)

    assert await archive.recent(NOW - DAY) == (late, new)


async def test_a_story_lists_its_articles_oldest_first(archive: Archive) -> None:
    later = await file(archive, "Later", url="https://a.example/2", outlet="A", published=NOW)
    first = await file(archive, "First", outlet=None, published=NOW - DAY, story=later.story, copy_of=later.id)
    await file(archive, "Other story")

    assert await archive.story(later.story) == (
        Report(article=first.id, outlet="", url=None, published=Timestamp(NOW - DAY), is_copy=True),
        Report(article=later.id, outlet="A", url="https://a.example/2", published=Timestamp(NOW)),
    )


# --- alerts -----------------------------------------------------------------------------------------------------------


async def test_a_story_has_one_alert_per_topic(archive: Archive) -> None:
    filed = await file(archive, "Town bans cameras")
    alert = await decide(archive, filed)
    await decide(archive, filed, kind=AlertKind.FOLLOW_UP, news="new quote")

    assert await archive.alert_of(filed.story, "faces") == alert
    assert await archive.alert_of(filed.story, "housing") is None


async def test_a_card_holds_all_that_a_message_is_composed_of(archive: Archive) -> None:
    source = await add(archive)
    rule = Rule(id="faces", query='"face matching"', why="the topic", topic="faces")
    await archive.save_rules([rule, Rule(id="other", query="zebra")])
    filed = await file(archive, "Town bans face matching", source=source.id)
    matched = replace(filed.analysis, matches=(Match(rule="faces", field="title", span=Span(10, 23)),))
    filed = replace(filed, analysis=matched)
    await archive.record([Harvest(source=source.id, filed=(filed,))])
    other = await file(archive, "Ban in town", outlet="Courier", story=filed.story)
    alert = await decide(archive, filed)

    card = await archive.card(alert.id)

    assert card is not None
    assert (card.alert, card.filed, card.source_name, card.rules) == (alert, filed, "Gazette", (rule,))
    assert [report.article for report in card.others] == [other.id]


async def test_a_removed_source_still_has_a_name_on_its_cards(archive: Archive) -> None:
    source = await add(archive)
    alert = await decide(archive, await file(archive, "Town bans cameras", source=source.id))
    await archive.remove_source(source.id)

    card = await archive.card(alert.id)

    assert card is not None
    assert card.source_name == "Gazette"
    assert await archive.card(AlertId(99)) is None


async def test_an_update_replaces_one_that_is_still_owed(archive: Archive) -> None:
    filed = await file(archive, "Town bans cameras")
    first = await decide(archive, filed, kind=AlertKind.UPDATE)
    await owe(archive, first, due=NOW + timedelta(minutes=5))
    await owe(archive, first, "web:main")
    second = await decide(archive, filed, kind=AlertKind.UPDATE)
    other_topic = await decide(archive, filed, kind=AlertKind.UPDATE, topic="housing")
    await owe(archive, other_topic)

    await owe(archive, second)

    backlog = await archive.backlog(NOW)
    assert backlog.owed == 3
    assert backlog.oldest_due == NOW


# --- look-ups ---------------------------------------------------------------------------------------------------------


def ask(*terms: str, **more: object) -> Question:
    return Question(query=" ".join(terms), terms=terms, **more)  # type: ignore[arg-type]  # a short cut of tests


async def test_articles_are_found_by_their_words_whatever_case_or_accent(archive: Archive) -> None:
    found = await file(archive, "Café owners weigh in", "The CITY of Łodz met. Zürich did not.")
    await file(archive, "Nothing of note")

    for term in ("cafe", "zurich", "city"):
        assert [hit.article for hit in await archive.search(ask(term), limit=9)] == [found.id], term
    assert await archive.search(ask("absent"), limit=9) == ()


async def test_a_hit_says_where_it_was_read(archive: Archive) -> None:
    filed = await file(archive, "Amazon pauses", url="https://a.example/1", outlet="Courier", external_id="doc-9")
    bare = await file(archive, "Amazon resumes", published=NOW - DAY)

    hits = await archive.search(ask("amazon"), limit=9)

    assert [(hit.id, hit.story) for hit in hits] == [("doc-9", filed.story), (str(bare.id), bare.story)]
    assert (hits[0].title, hits[0].url, hits[0].outlet) == ("Amazon pauses", "https://a.example/1", "Courier")
    assert hits[0].published == Timestamp(NOW)
    assert hits[0].score > 0
    assert hits[0].why


async def test_articles_with_all_words_come_before_those_with_some(archive: Archive) -> None:
    both = await file(archive, "Budget", "Amazon will keep its moratorium.", published=NOW - 99 * DAY)
    one = await file(archive, "Amazon opens a warehouse")
    await file(archive, "Zoo opens")

    hits = await archive.search(ask("amazon", "moratorium"), limit=9)

    assert [hit.article for hit in hits] == [both.id, one.id]


async def test_every_form_of_a_name_is_searched_for(archive: Archive) -> None:
    filed = await file(archive, "Web Services unit responds", "A note from AWS.")
    question = Question(
        query="amazon", names=("Amazon",), variants={"Amazon": ("Amazon", "AWS", "Amazon Web Services")}
    )

    assert [hit.article for hit in await archive.search(question, limit=9)] == [filed.id]


async def test_a_phrase_needs_its_words_in_a_row(archive: Archive) -> None:
    row = await file(archive, "One", "They sell face matching to towns.")
    await file(archive, "Two", "They face a matching offer.")
    question = Question(query='"face matching"', phrases=("face matching",))

    assert [hit.article for hit in await archive.search(question, limit=9)] == [row.id]


async def test_a_form_with_a_star_is_the_beginning_of_a_word(archive: Archive) -> None:
    filed = await file(archive, "Moratoriums spread")
    question = Question(query="morator", terms=("morator",), variants={"morator": ("morator*",)})

    assert [hit.article for hit in await archive.search(question, limit=9)] == [filed.id]


async def test_since_and_until_are_whole_days(archive: Archive) -> None:
    midnight = datetime(2026, 11, 1, tzinfo=UTC)
    inside = [
        await file(archive, "Amazon at noon", published=midnight + timedelta(hours=36, seconds=-1)),
        await file(archive, "Amazon at midnight", published=midnight),
    ]
    await file(archive, "Amazon before", published=midnight - timedelta(seconds=1))
    await file(archive, "Amazon after", published=midnight + 2 * DAY)
    question = ask("amazon", since=date(2026, 11, 1), until=date(2026, 11, 2))

    assert [hit.article for hit in await archive.search(question, limit=9)] == [filed.id for filed in inside]


async def test_without_words_the_newest_articles_answer(archive: Archive) -> None:
    old = await file(archive, "Old", published=NOW - DAY)
    new = await file(archive, "New")

    assert [hit.article for hit in await archive.search(ask(), limit=9)] == [new.id, old.id]
    assert [hit.article for hit in await archive.search(ask(), limit=1)] == [new.id]


@pytest.mark.parametrize(
    "term", ['"', "a OR b", "title:x", "NEAR(a b)", "*", "^a", "a AND NOT b", "\0", "{x} : y", "-"]
)
async def test_no_word_is_read_as_an_operator(archive: Archive, term: str) -> None:
    await file(archive, "Zebra")
    question = Question(query=term, terms=(term,), phrases=(term,))

    hits = await archive.search(question, limit=9)

    assert all(hit.title == "Zebra" for hit in hits)
    await archive.quotes(question, limit=9)
    await archive.positions(question, limit=9)


async def test_an_outlet_is_found_by_its_name_or_host_never_by_its_words_elsewhere(archive: Archive) -> None:
    named = await file(archive, "A ban", outlet="Verge of Town")
    hosted = await file(archive, "A ban again", url="https://news.verge.example/1", outlet=None)
    await file(archive, "Verge of a ban", "The verge said so.", url="https://a.example/verge", outlet="Gazette")

    asked = ask("ban", outlets={"verge": ("verge",)})

    assert {hit.article for hit in await archive.search(asked, limit=10)} == {named.id, hosted.id}
    assert await archive.search(ask("ban", outlets={"nobody": ("nobody",)}), limit=10) == ()
    alone = Question(query="source:verge", outlets={"verge": ("verge",)})
    assert {hit.article for hit in await archive.search(alone, limit=10)} == {named.id, hosted.id}


async def test_a_place_keeps_to_articles_about_it(archive: Archive) -> None:
    deep = "A council met." + " It went on." * 100 + " In Boston nothing happened."
    there = await file(archive, "Boston votes for a ban")
    begun = await file(archive, "A ban is voted", "The council of Boston met.")
    await file(archive, "Ban elsewhere", deep)

    asked = ask("ban", places={"Boston": ("Boston",)})

    assert {hit.article for hit in await archive.search(asked, limit=10)} == {there.id, begun.id}
    alone = Question(query="in:Boston", places={"Boston": ("Boston",)})
    assert {hit.article for hit in await archive.search(alone, limit=10)} == {there.id, begun.id}


async def test_quotes_and_positions_keep_to_the_filters(archive: Archive) -> None:
    text = "Amazon banned it. “We agree,” said Ana Boyd."
    for title, outlet in (("Boston bans it", "Verge"), ("Oakland bans it", "Gazette")):
        said = quote(text, "We agree", speaker="Ana Boyd", affiliation="Amazon")
        did = position(text, "Amazon banned it.", actor="Amazon", action=Deed.BAN)
        await file(archive, title, text, outlet=outlet, quotes=[said], positions=[did])

    for narrowed in ({"outlets": {"verge": ("verge",)}}, {"places": {"Boston": ("Boston",)}}):
        for question in (ask("amazon", **narrowed), Question(query="", **narrowed)):  # type: ignore[arg-type]
            assert [said.title for said in await archive.quotes(question, limit=9)] == ["Boston bans it"]
            assert [stand.title for stand in await archive.positions(question, limit=9)] == ["Boston bans it"]


async def test_days_leave_out_what_was_filed_without_a_date(archive: Archive) -> None:
    undated = await file(archive, "Amazon pauses", external_id="doc-1", published=None)
    dated = await file(archive, "Amazon pauses again")

    assert {hit.article for hit in await archive.search(ask("amazon"), limit=9)} == {undated.id, dated.id}
    assert [hit.article for hit in await archive.search(ask("amazon", since=date(2020, 1, 1)), limit=9)] == [dated.id]


async def test_a_name_of_the_topic_is_found_where_it_is_written_as_one(archive: Archive) -> None:
    company = await file(archive, "A ban", "The council of the town met." + " It went on." * 100 + " Ring sells them.")
    await file(archive, "A ban too", "The council of the town met." + " It went on." * 100 + " They ring the bell.")

    asked = Question(query="ring", names=("Ring",), variants={"Ring": ("Ring",)}, listed=frozenset({"Ring"}))

    assert [hit.article for hit in await archive.search(asked, limit=9) if hit.score > 0] == [company.id]


async def test_words_and_deeds_in_what_no_keyword_matched_are_told_for_want_of_others(archive: Archive) -> None:
    text = "Amazon banned it. “We agree,” said Ana Boyd."
    for relevance in (0.0, 0.5):
        said = quote(text, "We agree", speaker="Ana Boyd", affiliation="Amazon")
        did = position(text, "Amazon banned it.", actor="Amazon", action=Deed.BAN)
        title = f"Worth {relevance}"
        await file(archive, title, text, quotes=[said], positions=[did], relevance=relevance)
        for found in (await archive.quotes(ask("amazon"), limit=9), await archive.positions(ask("amazon"), limit=9)):
            assert [each.title for each in found] == [title]


async def test_the_bills_of_articles_are_found(archive: Archive) -> None:
    text = "Senators introduced S. 4711. Amazon agreed."
    bill = replace(
        position(text, "Senators introduced S. 4711.", actor="Senators", action=Deed.INTRODUCE), bills=("S 4711",)
    )
    other = position(text, "Amazon agreed.", actor="Amazon", action=Deed.SUPPORT)
    filed = await file(archive, "A bill", text, positions=[bill, other])
    await file(archive, "Another bill", text, positions=[bill])

    assert [(each.article, each.position.bills) for each in await archive.bills([filed.id])] == [
        (filed.id, ("S 4711",))
    ]
    assert await archive.bills([]) == ()


async def test_titles_to_complete_are_those_of_the_topic_newest_first(archive: Archive) -> None:
    await file(archive, "An old ban", published=NOW - DAY)
    await file(archive, "A new ban")
    await file(archive, "A warehouse opens", relevance=0.0)
    await file(archive, "")

    assert await archive.titles(limit=10) == ("A new ban", "An old ban")


async def test_quotes_by_a_name_come_before_quotes_about_it(archive: Archive) -> None:
    text = "“We stopped,” said Kim Doe.\n\n“Amazon must stop,” said Dana Ortiz.\n\n“Rain,” said Al Fox."
    filed = await file(
        archive,
        "Town talks",
        text,
        url="https://a.example/1",
        quotes=[
            quote(text, "We stopped", speaker="Kim Doe", affiliation="Amazon"),
            quote(text, "Amazon must stop", speaker="Dana Ortiz"),
            quote(text, "Rain", speaker="Al Fox"),
        ],
    )
    question = Question(query="quotes amazon", show="quotes", names=("Amazon",))

    said = await archive.quotes(question, limit=9)

    assert [each.quote for each in said] == list(filed.analysis.quotes[:2])
    assert (said[0].article, said[0].title, said[0].url) == (filed.id, "Town talks", "https://a.example/1")
    assert [each.quote.text for each in await archive.quotes(ask("ortiz"), limit=9)] == ["Amazon must stop"]
    assert len(await archive.quotes(question, limit=1)) == 1


async def test_with_other_words_quotes_about_them_come_first(archive: Archive) -> None:
    text = "“We grow,” said Kim Doe.\n\n“The moratorium stays,” said Kim Doe."
    quotes = [
        quote(text, words, speaker="Kim Doe", affiliation="Amazon") for words in ("We grow", "The moratorium stays")
    ]
    await file(archive, "Town talks", text, quotes=quotes[::-1])
    question = Question(query="amazon moratorium", names=("Amazon",), terms=("moratorium",))

    assert [said.quote for said in await archive.quotes(question, limit=9)] == quotes[::-1]


async def test_positions_of_an_actor_come_newest_first_with_their_sentence(archive: Archive) -> None:
    text = "Amazon paused police use of its software."
    for days in (400, 2):
        stand = position(text, text, actor="Amazon", action=Deed.MORATORIUM, object="police use")
        await file(archive, "Pause", text, published=NOW - days * DAY, positions=[stand])

    stands = await archive.positions(Question(query="amazon", names=("Amazon",)), limit=9)

    assert [each.published for each in stands] == [Timestamp(NOW - 2 * DAY), Timestamp(NOW - 400 * DAY)]
    assert stands[0].sentence == text
    assert stands[0].position == stand
    assert len(await archive.positions(ask("moratorium"), limit=9)) == 2


async def test_the_vocabulary_is_everyone_known_the_most_met_first(archive: Archive) -> None:
    text = "“Yes,” said Dana Ortiz. Lowmere banned it."
    said = quote(text, "Yes", speaker="Dana Ortiz", affiliation="Lowmere Council")
    did = position(text, "Lowmere banned it.", actor="Lowmere", action=Deed.BAN)
    await file(archive, "One", text, quotes=[said], positions=[did])
    await file(archive, "Two", text, quotes=[said], outlet="Courier")

    vocabulary = await archive.vocabulary()

    assert set(vocabulary[:2]) == {"Dana Ortiz", "Lowmere Council"}
    assert set(vocabulary[2:]) == {"Courier", "Harbor Gazette", "Lowmere"}


async def test_what_was_searched_is_told(archive: Archive) -> None:
    empty = await archive.searched()
    await add(archive)
    await file(archive, "Old", published=datetime(2020, 6, 10, 12, tzinfo=UTC))
    await file(archive, "New")

    full = await archive.searched()

    assert (empty.articles, empty.sources, empty.since) == (0, 0, None)
    assert (full.articles, full.sources, full.since) == (2, 1, date(2020, 6, 10))


# --- channels and rules -----------------------------------------------------------------------------------------------


async def test_channels_are_saved_and_changed(archive: Archive) -> None:
    channel = Channel(
        platform="terminal", id="main", topics=("faces",), mode="daily", name="Main", alert_at=0.7, language="es"
    )
    await archive.save_channel(channel)
    other = Channel(platform="web", id="main")
    await archive.save_channel(other)

    paused = replace(channel, is_paused=True, trouble="is_archived")
    await archive.save_channel(paused)

    assert await archive.channels() == (paused, other)


async def test_saving_rules_replaces_them_and_keeps_their_order(archive: Archive) -> None:
    await archive.save_rules([Rule(id="z", query="old")])
    rules = (
        Rule(id="b", query="b", why="why", topic="faces", is_exclude=True),
        Rule(id="a", query="a", channel="slack:C1"),
    )

    await archive.save_rules(rules)

    assert await archive.rules() == rules
    await archive.save_rules(())
    assert await archive.rules() == ()


async def test_a_channel_can_be_removed(archive: Archive) -> None:
    await archive.save_channel(Channel(platform="web", id="desk"))
    assert await archive.remove_channel("web:desk")
    assert not await archive.remove_channel("web:desk")
    assert await archive.channels() == ()


def change(key: str = "faces", *, undoes: int | None = None, revision: Revision | None = None) -> Change:
    return Change(at=NOW, who="slack:U1", name="Lee", what="set", subject=key, revision=revision, undoes=undoes)


RULE = Rule(id="faces", query="faces", topic="faces", is_own=True)
DESK = Channel(platform="web", id="desk", topics=("faces",))


async def test_a_change_makes_what_it_says_and_is_kept_with_its_number(archive: Archive) -> None:
    other = Rule(id="gaits", query="gaits")
    await archive.save_rules([other])
    added = Revision(kind="keyword", key="faces", before=None, after=RULE)
    edited = Revision(kind="keyword", key="gaits", before=other, after=replace(other, query="gait"))

    first = await archive.record_change(change(revision=added))
    second = await archive.record_change(change("gaits", revision=edited))

    assert await archive.rules() == (edited.after, RULE)
    assert (await archive.change(first.number), await archive.change(second.number)) == (first, second)
    assert second.number > first.number > 0
    assert await archive.change(999) is None
    assert await archive.history("keyword", "faces") == (first,)
    assert await archive.history("channel", "faces") == ()


async def test_a_change_to_nothing_takes_away(archive: Archive) -> None:
    source = await add(archive)
    await archive.save_rules([RULE])
    await archive.save_channel(DESK)
    gone = (
        Revision(kind="keyword", key="faces", before=RULE, after=None),
        Revision(kind="channel", key="web:desk", before=DESK, after=None),
        Revision(kind="source", key=str(source.id), before=source, after=None),
    )

    for revision in gone:
        await archive.record_change(change(revision=revision))
    assert (await archive.rules(), await archive.channels(), await archive.sources()) == ((), (), ())

    for revision in gone:
        undoing = replace(revision, before=None, after=revision.before)
        undone = await archive.record_change(change(revision=undoing, undoes=1))
        assert await archive.change(undone.number) == undone
    assert (await archive.rules(), await archive.channels()) == ((RULE,), (DESK,))
    assert await archive.sources() == ((source, STATE),)


async def test_changes_are_kept_and_read_newest_first(archive: Archive) -> None:
    for number in range(3):
        await archive.record_change(
            Change(at=NOW, who="slack:U1", name="Lee", what="added the keyword", subject=f"k{number}", why="UK wording")
        )
    latest = await archive.changes(limit=2)
    assert [change.subject for change in latest] == ["k2", "k1"]
    assert [change.subject for change in await archive.changes(limit=2, skip=2)] == ["k0"]
    assert await archive.count_changes() == 3
    assert latest[0].at == NOW


async def test_a_rule_that_is_off_stays_known(archive: Archive) -> None:
    rule = Rule(id="faces", query="faces", topic="faces", is_off=True)
    await archive.save_rules([rule])
    assert await archive.rules() == (rule,)


async def test_articles_passed_over_are_kept_by_their_newest_text(archive: Archive) -> None:
    article = Article(
        title="Ferry",
        text="Ferries leave hourly 🚢.",
        url="https://gazette.example/ferry",
        outlet="Gazette",
        language="en",
    )
    newer = replace(article, text="Ferries leave daily.", published=Timestamp(datetime(2026, 3, 1, 9, 30)))
    source = await add(archive)
    for version in (article, newer):
        await archive.record(
            [Harvest(source=source.id, passed=(Passed(article=version, source=source.id, seen_at=NOW),))]
        )

    passed = await archive.passed_by_url("https://gazette.example/ferry")
    assert passed is not None
    assert (passed.article, passed.source, passed.seen_at) == (newer, source.id, NOW)
    assert await archive.passed_by_url("https://gazette.example/other") is None


async def test_a_part_of_an_article_never_takes_the_place_of_more(archive: Archive) -> None:
    source = await add(archive)
    whole = Article(title="Ferry", text="Ferries leave hourly.", url="https://gazette.example/ferry")
    part = replace(whole, text="Ferries leave daily.", is_partial=True)
    longer = replace(part, text="Ferries leave daily. Cars don't.")
    other = replace(part, url="https://gazette.example/other")

    async def kept(*articles: Article) -> list[str]:
        passed = tuple(Passed(article=article, source=source.id, seen_at=NOW) for article in articles)
        await archive.record([Harvest(source=source.id, passed=passed)])
        found = [await archive.passed_by_url(each.url or "") for each in (whole, other)]
        return [each.article.text for each in found if each]

    assert await kept(part) == [part.text]
    assert await kept(longer, other) == [longer.text, other.text]
    assert await kept(part) == [longer.text, other.text]
    assert await kept(whole, replace(other, text="")) == [whole.text, other.text]
    assert await kept(longer) == [whole.text, other.text]

    filed = await file(archive, "Ferry")
    as_filed = replace(filed, analysis=replace(filed.analysis, article=whole))
    await archive.record([Harvest(source=source.id, filed=(as_filed,))])
    await archive.drop_passed(NOW + DAY, limit=9)
    assert await kept(longer, other) == [other.text]


async def test_keywords_are_tried_on_every_article_since_a_time_in_pieces(archive: Archive) -> None:
    old = await file(archive, "old", published=NOW - 40 * DAY)
    late = await file(archive, "late", "Text of it.", published=NOW - DAY)
    matches = (Match(rule="text", field="body", span=Span(0, 4)), Match(rule="by", field="title", span=Span(0, 4)))
    matches = (*matches, Match(rule="it", field="body", span=Span(8, 10), weight=2.0, is_by_fact=True))
    late = replace(late, analysis=replace(late.analysis, matches=matches))
    await archive.record([Harvest(source=None, filed=(late,))])
    for number in range(3):
        article = Article(title=f"passed {number}", text="Text.", url=None)
        passed = Passed(article=article, source=None, seen_at=NOW - DAY * (number * 25))
        await archive.record([Harvest(source=None, passed=(passed,))])

    found: list[Sample] = []
    after = (0, 0)
    while True:
        piece, after = await archive.samples(NOW - 30 * DAY, after=after, limit=2)
        if not piece:
            break
        found += piece

    assert [(sample.article.title, sample.story) for sample in found] == [
        ("late", late.story),
        ("passed 0", None),
        ("passed 1", None),
    ]
    assert found[0].article.text == "Text of it."
    assert found[0].at == NOW - DAY
    assert (found[0].matches, found[0].score) == (matches, late.analysis.relevance.score)
    assert (found[1].matches, found[1].score) == ((), None)
    assert old.story not in {sample.story for sample in found}


async def test_the_whole_archive_is_walked_in_pieces_oldest_first(archive: Archive) -> None:
    titles = ["third", "first", "second"]
    for title, days in zip(titles, (0, 2, 1), strict=True):
        await file(archive, title, published=NOW - DAY * days)
    walked: list[str] = []
    last = ArticleId(0)
    while piece := await archive.walk(last, limit=2):
        walked += [filed.analysis.article.title for filed in piece]
        last = piece[-1].id
    assert walked == ["first", "second", "third"]


@pytest.mark.parametrize("year", [1, 1907, 1970])
async def test_a_walk_misses_no_article_of_old(archive: Archive, year: int) -> None:
    await file(archive, "of old", published=datetime(year, 1, 1, tzinfo=UTC))

    (walked,) = await archive.walk(ArticleId(0), limit=2)

    assert walked.analysis.article.title == "of old"


# --- people -----------------------------------------------------------------------------------------------------------

USEFUL, NOT_RELEVANT = Opinion.USEFUL, Opinion.NOT_RELEVANT


async def test_the_key_of_an_archive_is_made_once(archive: Archive) -> None:
    first = await archive.secret()

    assert len(first) == 32
    assert await archive.secret() == first


async def test_a_person_has_one_vote_on_an_alert_and_may_change_it_or_take_it_back(archive: Archive) -> None:
    alert = await decide(archive, await file(archive, "Ban"))
    other = await decide(archive, await file(archive, "Another"))

    assert await archive.vote(Vote(alert=alert.id, voter="a", opinion=USEFUL))
    assert await archive.vote(Vote(alert=alert.id, voter="b", opinion=USEFUL))
    assert await archive.vote(Vote(alert=other.id, voter="a", opinion=USEFUL))
    assert await archive.votes(alert.id) == Votes(useful=2)

    assert await archive.vote(Vote(alert=alert.id, voter="a", opinion=NOT_RELEVANT))
    assert await archive.votes(alert.id) == Votes(useful=1, not_relevant=1)

    assert await archive.vote(Vote(alert=alert.id, voter="a", opinion=NOT_RELEVANT, complaint=Complaint.DUPLICATE))
    assert await archive.votes(alert.id) == Votes(useful=1, not_relevant=1)

    assert not await archive.vote(Vote(alert=alert.id, voter="a", opinion=NOT_RELEVANT))
    assert await archive.votes(alert.id) == Votes(useful=1)
    assert await archive.votes(other.id) == Votes(useful=1)


async def test_a_voters_votes_are_forgotten_and_nobody_elses(archive: Archive) -> None:
    alerts = [await decide(archive, await file(archive, title)) for title in ("Ban", "Another")]
    for alert in alerts:
        await archive.vote(Vote(alert=alert.id, voter="a", opinion=USEFUL))
    await archive.vote(Vote(alert=alerts[0].id, voter="b", opinion=NOT_RELEVANT))

    assert await archive.forget_votes("a") == 2
    assert await archive.forget_votes("a") == 0
    assert [await archive.votes(alert.id) for alert in alerts] == [Votes(not_relevant=1), Votes()]


async def test_a_story_is_followed_once_until_it_no_longer_is(archive: Archive) -> None:
    story, other = StoryId(7), StoryId(8)

    assert await archive.follow(story, "fake:@U1")
    assert not await archive.follow(story, "fake:@U1")
    await archive.follow(story, "fake:@U2")
    await archive.follow(other, "fake:@U1")
    assert await archive.followers(story) == ("fake:@U1", "fake:@U2")

    assert await archive.unfollow("fake:@U1", story) == 1
    assert await archive.unfollow("fake:@U1", story) == 0
    assert await archive.followers(story) == ("fake:@U2",)
    assert await archive.unfollow("fake:@U1") == 1
    assert await archive.followers(other) == ()


async def test_with_a_following_goes_all_that_names_the_follower(archive: Archive) -> None:
    first, second = await file(archive, "Ban"), await file(archive, "Another")
    for filed in (first, second):
        alert = await decide(archive, filed, kind=AlertKind.FOLLOW_UP)
        await archive.follow(filed.story, "fake:@U1")
        await owe(archive, alert, "fake:@U1")
        await owe(archive, alert, "fake:desk")

    await archive.unfollow("fake:@U1", first.story)
    assert (await archive.backlog(NOW)).owed == 3
    await archive.unfollow("fake:@U1")
    assert (await archive.backlog(NOW)).owed == 2


async def test_a_following_ends_with_its_story(archive: Archive) -> None:
    ended = await file(archive, "Ban", seen_at=NOW - 30 * DAY)
    going_on = await file(archive, "Another", seen_at=NOW - 30 * DAY)
    await file(archive, "Another, again", story=going_on.story, seen_at=NOW - DAY)
    for filed in (ended, going_on):
        await archive.follow(filed.story, "fake:@U1")

    assert await archive.end_followings(NOW - 21 * DAY) == 1
    assert await archive.end_followings(NOW - 21 * DAY) == 0
    assert await archive.followers(ended.story) == ()
    assert await archive.followers(going_on.story) == ("fake:@U1",)


async def test_a_story_was_last_seen_with_its_latest_article(archive: Archive) -> None:
    first = await file(archive, "Ban", seen_at=NOW - DAY)
    await file(archive, "Ban, again", story=first.story, seen_at=NOW, published=NOW - 9 * DAY)

    assert await archive.last_seen(first.story) == NOW
    assert await archive.last_seen(StoryId(9)) is None


async def test_the_coverage_counts_articles_by_when_they_were_published(archive: Archive) -> None:
    for days in (0, 0, 1, 3):
        await file(archive, "Ban", published=NOW - timedelta(days=days))
    edges = [NOW - timedelta(days=days, hours=1) for days in (3, 2, 1, 0)] + [NOW + timedelta(hours=1)]

    assert await archive.coverage(edges) == (1, 0, 1, 2)


# --- what is kept no longer -------------------------------------------------------------------------------------------

LONG = "\n\n".join(
    ["The hall was warm and the agenda long. " * 30, "“We will wait,” said Ada Moreno.", "A forgotten line."]
)


async def test_old_articles_are_cut_to_their_excerpts_the_oldest_first(archive: Archive) -> None:
    old = await file(archive, "Old", LONG, seen_at=NOW - 9 * DAY, quotes=[quote(LONG, "We will wait,")])
    older = await file(archive, "Older", LONG, seen_at=NOW - 10 * DAY)
    young = await file(archive, "Young", LONG)

    assert await archive.shorten(NOW - 5 * DAY, limit=1) == 1
    assert [each.text_hash is None for each in await archive.articles([older.id, old.id])] == [False, True]
    assert await archive.shorten(NOW - 5 * DAY, limit=9) == 1
    assert await archive.shorten(NOW - 5 * DAY, limit=9) == 0

    assert await archive.articles([old.id, older.id, young.id]) == (shortened(old), shortened(older), young)


async def test_what_is_to_be_read_again_stays_whole_until_then(archive: Archive) -> None:
    filed = await file(archive, "Told", LONG, seen_at=NOW - 9 * DAY, url="https://gazette.example/told")
    reread = first_reread(filed.id, url="https://gazette.example/told", now=NOW)
    await archive.record([Harvest(source=None, rereads=(reread,))])

    assert await archive.shorten(NOW, limit=9) == 0
    await archive.record([Harvest(source=None, rereads=(replace(reread, due=None),))])
    assert await archive.shorten(NOW, limit=9) == 1


async def test_a_shortened_article_is_found_by_what_is_left_of_it_alone(archive: Archive) -> None:
    await file(archive, "Council waits", LONG, seen_at=NOW - 9 * DAY, quotes=[quote(LONG, "We will wait,")])
    await archive.shorten(NOW, limit=9)

    assert [hit.title for hit in await archive.search(ask("agenda"), limit=9)] == ["Council waits"]
    assert [hit.title for hit in await archive.search(ask("moreno"), limit=9)] == ["Council waits"]
    assert await archive.search(ask("forgotten"), limit=9) == ()
    (said,) = await archive.quotes(ask("moreno"), limit=9)
    assert said.quote.text == "We will wait,"


async def test_articles_that_no_keyword_matched_are_dropped(archive: Archive) -> None:
    for days in (10, 9, 0):
        article = Article(title=f"{days} days ago", text="Nothing.", url=f"https://gazette.example/{days}")
        passed = Passed(article=article, source=None, seen_at=NOW - days * DAY)
        await archive.record([Harvest(source=None, passed=(passed,))])

    assert await archive.drop_passed(NOW - DAY, limit=1) == 1
    assert await archive.drop_passed(NOW - DAY, limit=9) == 1
    assert await archive.drop_passed(NOW - DAY, limit=9) == 0

    assert await archive.passed_by_url("https://gazette.example/9") is None
    assert await archive.passed_by_url("https://gazette.example/0") is not None


async def test_it_is_remembered_when_a_chore_was_done_last(archive: Archive) -> None:
    assert await archive.last_done("sweep") is None
    await archive.did("sweep", NOW)
    await archive.did("sweep", NOW + DAY)
    assert await archive.last_done("sweep") == NOW + DAY


async def test_how_much_was_read_in_a_time_is_counted(archive: Archive) -> None:
    source = await add(archive)
    article = Article(title="Ferry", text="Ferries leave.", url="https://gazette.example/ferry")
    passed = Passed(article=article, source=source.id, seen_at=NOW)
    filed = replace(await file(archive, "Ban", seen_at=NOW), source=source.id)
    await archive.record([Harvest(source=source.id, passed=(passed,), filed=(filed,))])

    assert await archive.counts(NOW) == (2, 1, 0)
    assert await archive.counts(NOW + timedelta(seconds=1)) == (0, 0, 0)
    assert [each.id for each in await archive.of_source(source.id, NOW - timedelta(days=1), limit=9)] == [filed.id]
    assert await archive.of_source(source.id, NOW + timedelta(days=1), limit=9) == ()


async def test_how_far_changes_were_told_is_remembered(archive: Archive) -> None:
    assert await archive.told_up_to() is None
    await archive.mark_told(0)
    assert await archive.told_up_to() == 0
    await archive.mark_told(7)
    await archive.mark_told(9)
    assert await archive.told_up_to() == 9


async def test_a_keyword_that_comes_back_stands_in_its_old_place_and_no_new_one_takes_it(archive: Archive) -> None:
    first, second, third = (Rule(id=id, query=id, topic="faces", is_own=True) for id in ("a", "b", "c"))

    async def set_to(before: Rule | None, after: Rule | None) -> None:
        key = (before or after).id  # type: ignore[union-attr]
        await archive.record_change(change(revision=Revision(kind="keyword", key=key, before=before, after=after)))

    await archive.save_rules([first, second])
    await set_to(second, None)
    await set_to(first, None)
    await set_to(None, third)
    await set_to(None, second)
    await set_to(None, first)
    assert await archive.rules() == (first, second, third)


async def test_who_changed_something_when_is_counted_from_a_moment_on(archive: Archive) -> None:
    for minutes in (0, 5, 9):
        await archive.record_change(replace(change(), who="hash", at=NOW + timedelta(minutes=minutes)))
    await archive.record_change(replace(change(), who="other", at=NOW + timedelta(minutes=7)))
    assert await archive.changed_by("hash", NOW) == (NOW + timedelta(minutes=5), NOW + timedelta(minutes=9))

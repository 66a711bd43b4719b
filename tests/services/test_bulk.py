"""Lines of JSON in, analysed articles out, whatever is among them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.spool import FileSpool
from bot.core.rules import compile_rules
from bot.ports import Spool
from bot.services.analyze import Analyze
from bot.services.bulk import Bulk, LineInvalid, parse_line
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.parser import FakeParser
from tests.services.test_watch import BANS, TOPIC, Desk


@pytest.fixture
def spool() -> Iterator[Spool]:
    with FileSpool() as spool:
        yield spool


@pytest.fixture
def reader() -> Analyze:
    return Analyze(
        parser=FakeParser(), fetcher=FakeFetcher(), clock=FakeClock(), topic=TOPIC, book=compile_rules(TOPIC.rules)
    )


def line(id: str, city: str, **more: object) -> str:
    text = f"{city} council bans face recognition\n\n" + "\n\n".join(BANS[city])
    return json.dumps({"id": id, "text": text, "clean": True} | more)


async def analysed(lines: list[str], reader: Analyze, spool: Spool, *, jobs: int = 1) -> list[dict[str, Any]]:
    bulk = Bulk(reader, spool)
    await bulk.read(lines, jobs=jobs, progress=lambda: None)
    return list(bulk.analysed())


async def test_the_output_has_the_order_of_the_input_and_a_bad_line_stops_nothing(
    reader: Analyze, spool: Spool
) -> None:
    lines = [line("a", "Quay"), "no json", '{"id": "b"}', "", '{"id": "c", "text": 7}', line("d", "Vale")]
    a, no_json, nothing, no_text, d = await analysed(lines, reader, spool)
    assert (a["id"], d["id"]) == ("a", "d")
    assert (no_json["id"], no_json["line"]) == (None, 2)
    assert nothing == {"id": "b", "line": 3, "error": "one of `text` and `html` is needed"}
    assert no_text == {"id": "c", "line": 5, "error": "`text` must be text"}


async def test_an_id_that_comes_twice_is_told_with_the_line_that_had_it(reader: Analyze, spool: Spool) -> None:
    first, second = await analysed([line("a", "Quay"), line("a", "Vale")], reader, spool)
    assert first["story"] == "a"
    assert second == {"id": "a", "line": 2, "error": "`id` is that of line 1"}


async def test_the_source_of_a_line_stands_in_for_an_outlet_that_is_not_named(reader: Analyze, spool: Spool) -> None:
    lines = [line("a", "Quay", source="Quay Herald"), line("b", "Vale", source="Wire", outlet="Vale Post")]
    assert [result["outlet"] for result in await analysed(lines, reader, spool)] == ["Quay Herald", "Vale Post"]


async def test_clean_text_comes_back_unchanged_and_every_offset_is_a_slice_of_it(reader: Analyze, spool: Spool) -> None:
    text = "  Quay bans face recognition\n\n“A yearbook is no line-up,” said school principal Tomas Berg.  \n"
    (result,) = await analysed([json.dumps({"id": "a", "text": text, "clean": True})], reader, spool)
    assert result["text"] == text
    (quote,) = result["quotes"]
    assert [text[part["start"] : part["end"]] for part in quote["parts"]] == ["A yearbook is no line-up,"]


async def test_stories_are_told_in_order_of_time_whatever_the_order_of_lines_or_the_number_of_jobs(
    reader: Analyze,
) -> None:
    lines = [
        line("late", "Quay", published="2026-11-05", outlet="Courier"),
        line("other", "Vale", published="2026-11-04"),
        line("early", "Quay", published="2026-11-04", outlet="Gazette"),
    ]
    outcomes = []
    for order, jobs in ((lines, 1), (lines[::-1], 4)):
        with FileSpool() as spool:
            results = await analysed(order, reader, spool, jobs=jobs)
        outcomes.append({result["id"]: (result["story"], result["copy_of"]) for result in results})
    assert outcomes[0] == outcomes[1]
    assert outcomes[0] == {"late": ("early", "early"), "other": ("other", None), "early": ("early", None)}


async def test_an_article_without_a_date_joins_its_story(reader: Analyze, spool: Spool) -> None:
    results = await analysed([line("a", "Quay", published="2020-06-10"), line("b", "Quay")], reader, spool)
    assert len({result["story"] for result in results}) == 1


async def test_a_back_filled_archive_can_be_looked_up_and_a_second_run_changes_nothing(reader: Analyze) -> None:
    desk = Desk(archive=FakeArchive())
    lines = [line("a", "Quay", published="2020-06-10"), line("b", "Vale", published="2020-06-11"), "broken"]
    added = []
    for _ in range(2):
        with FileSpool() as spool:
            bulk = Bulk(reader, spool)
            await bulk.read(lines, jobs=2, progress=lambda: None)
            articles = ((read.line.id, read.analysis) for _, read in bulk.in_order_of_time())
            added.append(await desk.filing.backfill(articles, progress=lambda: None))
    assert added == [2, 0]
    assert [filed.external_id for filed in desk.archive.filed.values()] == ["a", "b"]
    assert desk.archive.deliveries == {}


@pytest.mark.parametrize("files", [("early", "late"), ("late", "early")])
async def test_an_event_of_years_ago_is_one_story_in_whatever_order_its_files_are_filled_in(
    reader: Analyze, files: tuple[str, str]
) -> None:
    desk = Desk(archive=FakeArchive())
    lines = {
        "early": line("early", "Quay", published="2020-06-10", outlet="Gazette"),
        "late": line("late", "Quay", published="2020-06-12", outlet="Courier"),
    }
    for file in files:
        with FileSpool() as spool:
            bulk = Bulk(reader, spool)
            await bulk.read([lines[file], line(f"{file}-other", "Vale")], jobs=1, progress=lambda: None)
            articles = ((read.line.id, read.analysis) for _, read in bulk.in_order_of_time())
            await desk.filing.backfill(articles, progress=lambda: None)

    told = {filed.external_id: filed.story for filed in desk.archive.filed.values()}
    assert told["early"] == told["late"]
    assert told["early"] != told["early-other"]


async def test_an_article_that_matches_nothing_is_kept_all_the_same(reader: Analyze, spool: Spool) -> None:
    desk = Desk(archive=FakeArchive())
    bulk = Bulk(reader, spool)
    await bulk.read(
        [json.dumps({"id": "x", "text": "Ferry timetable\n\nFerries leave hourly."})], jobs=1, progress=lambda: None
    )
    articles = ((read.line.id, read.analysis) for _, read in bulk.in_order_of_time())
    assert await desk.filing.backfill(articles, progress=lambda: None) == 1


@settings(max_examples=200)
@given(st.one_of(st.text(), st.binary().map(lambda raw: raw.decode("latin-1"))))
def test_any_line_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        parsed = parse_line(text)
    except LineInvalid as error:
        assert error.reason
    else:
        assert parsed.id


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)
)


@given(
    st.fixed_dictionaries(
        {"id": st.text(max_size=3)}, optional=dict.fromkeys(("text", "html", "published", "url", "clean"), _VALUES)
    )
)
def test_any_object_is_read_or_refused_with_a_reason(values: dict[str, object]) -> None:
    try:
        parse_line(json.dumps(values))
    except LineInvalid as error:
        assert error.reason


@pytest.mark.parametrize(
    ("written", "kept"), [(["Ann Lee", "Bo Ek"], "Ann Lee, Bo Ek"), ([], None), ("Ann Lee", "Ann Lee"), (None, None)]
)
def test_a_byline_may_be_the_list_of_names_that_the_output_has(written: object, kept: str | None) -> None:
    assert parse_line(json.dumps({"id": "a", "text": "t", "byline": written})).hints.byline == kept

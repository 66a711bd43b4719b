"""Which articles tell the same event."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import stories as benchmark
from benchmarks import wire_copies as wires
from bot.core.model import Analysis, Article, ArticleId, Filed, Quote, Span, StoryId, Timestamp
from bot.core.stories import HORIZON, Placement, StoryBook

GOLD = Path(__file__).parents[1] / "data" / "stories" / "gold.jsonl"
PACK = Path(__file__).parents[2] / "config" / "packs" / "facial_recognition.toml"
SEQUELS = {"extend", "settlement", "investigation", "support", "procure"}  # told apart from their forerunners by time
DAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

HARBOUR = """The Harbour City council voted 7-2 on Friday to forbid police to buy or use face recognition software.

Council president Dana Ortiz, who wrote ordinance 26-114, said cameras must not become a line-up of the whole town. \
Police chief Ron Abel had asked for a trial in the ferry terminal.

The ordinance takes effect on January 1. Two members, Lou Finch and Mara Bell, voted against it after a hearing of \
four hours in which thirty residents spoke."""

HARBOUR_AGAIN = """Police in Harbour City will have to do without face recognition. After a hearing of four hours the \
council approved ordinance 26-114 by seven votes to two, and Dana Ortiz, its president, called it a first step.

Ron Abel, the police chief, wanted to try the software at the ferry terminal. Residents lined up to speak; Lou Finch \
and Mara Bell were the two members who voted no. From January 1 the software may not be bought or used."""

LAKE_TOWN = """The Lake Town council voted 5-4 on Friday to forbid police to buy or use face recognition software.

Mayor Ines Roth, who has thirty days to veto the bylaw, said she would read it over the weekend. Sheriff Karl Munk \
called the vote a mistake and pointed to a burglary in the old mill that the software had helped to solve.

The bylaw would take effect in March. A motion to put it to the voters failed."""

SUMMIT = """Leaders of nine coastal states met in Port Alma to talk about fishing quotas.

Minister Olav Brandt said cod stocks had halved within ten years and asked trawler owners to accept smaller nets. A \
treaty is to be signed in the autumn."""


def article(text: str, *, title: str = "", day: float = 0, **more: str) -> Article:
    return Article(title=title, text=text, published=Timestamp(DAY + timedelta(days=day)), **more)


def tell(*articles: Article, book: StoryBook | None = None) -> list[Placement]:
    book = StoryBook() if book is None else book
    return [
        book.place(ArticleId(number), told, seen_at=told.published.instant() if told.published else DAY)
        for number, told in enumerate(articles, 1)
    ]


def stories(*articles: Article) -> list[int]:
    return [placement.story for placement in tell(*articles)]


def test_the_first_article_opens_a_story() -> None:
    (placement,) = tell(article(HARBOUR))

    assert placement == Placement(story=StoryId(1), copy_of=None, is_new=True, reasons=placement.reasons)


def test_two_reports_on_one_vote_are_one_story_though_their_headlines_share_no_word() -> None:
    first, second = tell(
        article(HARBOUR, title="Council bans police face recognition"),
        article(HARBOUR_AGAIN, title="Officers lose a favourite tool", day=0.5),
    )

    assert second.story == first.story
    assert second.copy_of is None
    assert not second.is_new
    assert any("ortiz" in reason for reason in second.reasons)


def test_the_votes_of_two_cities_are_two_stories() -> None:
    title = "Council bans police face recognition"

    assert stories(article(HARBOUR, title=title), article(LAKE_TOWN, title=title, day=1)) == [1, 2]


COUNCIL_BRIEF = """The {place} Town Council voted {votes} on Thursday to ban police use of facial recognition. The \
measure was introduced by Councilwoman {sponsor}. It takes effect in 60 days. The American Civil Liberties Union of \
the state welcomed the vote."""
REGULATOR_BRIEF = """{place}'s data protection authority fined Face Harvest {sum} on {day} for keeping pictures of \
residents without their consent. The company holds forty million pictures taken from the web. It said that it would \
go to court."""
COUNCIL_ACT = """Alderfield's council agreed on Monday that police must give up facial recognition. Mayor Jo Lark \
signed the ordinance at once."""
COMMISSION_ACT = """Pike's county commission approved a moratorium on facial recognition by the sheriff on Wednesday. \
Commissioner Al Dunn wrote it."""
BACKGROUND = """Some twenty towns have limited what their governments may do with facial recognition since San Jacinto \
was the first in 2018. Researchers have found that the software mistakes women and darker faces for others more often. \
Police departments answer that a match is a lead and never the ground for an arrest. Advocates point to people who \
were jailed after a false match."""


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (
            COUNCIL_BRIEF.format(place="Alderfield", votes="5-2", sponsor="Mina Rusk"),
            COUNCIL_BRIEF.format(place="Pike Hollow", votes="6-1", sponsor="Theo Grande"),
            0,
        ),
        (
            REGULATOR_BRIEF.format(place="Westmark", sum="12 million euros", day="Monday"),
            REGULATOR_BRIEF.format(place="Ostland", sum="3 million pounds", day="Wednesday"),
            2,
        ),
        (
            f"{COUNCIL_ACT}\n\n{BACKGROUND}",
            f"{COMMISSION_ACT}\n\n{BACKGROUND}",
            2,
        ),
    ],
)
def test_one_form_filled_in_for_two_places_is_two_stories_and_no_copy(one: str, other: str, days: int) -> None:
    placements = tell(article(one, outlet="Coast Wire"), article(other, day=days, outlet="Coast Wire"))

    assert [placement.story for placement in placements] == [1, 2]
    assert placements[1].copy_of is None


def test_a_teaser_of_one_towns_vote_leads_no_other_towns_vote_into_its_story() -> None:
    alderfield = COUNCIL_BRIEF.format(place="Alderfield", votes="5-2", sponsor="Mina Rusk")
    pike = COUNCIL_BRIEF.format(place="Pike Hollow", votes="6-1", sponsor="Theo Grande")
    teaser = """Alderfield will ban police use of facial recognition after a vote on Thursday. The measure takes \
effect in 60 days, and the American Civil Liberties Union of the state welcomed it."""

    assert stories(article(alderfield), article(teaser), article(pike)) == [1, 1, 3]


def test_a_brief_on_the_same_vote_is_one_story_however_the_votes_are_written() -> None:
    brief = COUNCIL_BRIEF.format(place="Alderfield", votes="5-2", sponsor="Mina Rusk")
    again = """By five votes to two, council members in Alderfield decided that police may not use facial recognition. \
The ban that Mina Rusk introduced takes effect in 60 days, and the American Civil Liberties Union was pleased."""

    assert stories(article(brief), article(again)) == [1, 1]


def test_two_names_of_one_regulator_that_a_report_both_says_are_no_two_regulators() -> None:
    brief = REGULATOR_BRIEF.format(place="Westmark", sum="12 million euros", day="Monday")
    again = brief.replace("Westmark's data protection authority", "Lindholm's privacy regulator").replace(
        "residents", "residents of Westmark"
    )

    assert stories(article(brief), article(again)) == [1, 1]


def test_other_news_of_the_day_is_another_story() -> None:
    assert stories(article(HARBOUR), article(SUMMIT)) == [1, 2]


def test_the_same_words_a_month_later_are_a_new_story() -> None:
    assert stories(article(HARBOUR), article(HARBOUR_AGAIN, day=HORIZON.days + 1)) == [1, 2]


def test_an_act_and_its_sequel_a_year_later_stay_apart() -> None:
    first = "Acme Vision said on Wednesday that police may not use its face recognition for one year."
    sequel = "Acme Vision said on Tuesday that police may not use its face recognition until further notice."

    assert stories(article(first), article(sequel, day=342)) == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        HARBOUR,
        HARBOUR[: len(HARBOUR) * 2 // 3],
        "HARBOUR CITY (Coast Wire) - " + HARBOUR,
        HARBOUR.replace("Friday", "Nov. 20").replace("'", "’"),
        HARBOUR + "\n\nJo Lind of the Daily Harbour staff contributed to this report.",
    ],
)
def test_a_wire_copy_is_a_copy_of_the_first(text: str) -> None:
    placements = tell(article(HARBOUR, outlet="Coast Wire"), article(text, title="Another headline", outlet="Herald"))

    assert placements[1].story == 1
    assert placements[1].copy_of == 1


def test_variants_of_a_text_are_copies_and_forms_filled_in_anew_are_not() -> None:
    chance = wires.Chance(7)
    row = {"title": "Council forbids a tool", "text": HARBOUR}
    prints = list(wires.copies("harbour", row, chance))
    prints += [each for name, make in wires.TEMPLATES.items() for each in wires.series(name, make, chance)]

    judged = wires.place(prints)

    missed = [number for number, each in enumerate(prints, 1) if each.origin == "harbour" and judged[number] is None]
    joined = [each.origin for number, each in enumerate(prints, 1) if each.origin != "harbour" and judged[number]]
    assert missed[0] == 1
    assert len(missed) <= 2  # a text of 90 words cut to half shows too little of itself
    assert len(joined) <= 1


def test_a_copy_of_a_copy_points_to_the_first() -> None:
    assert [placement.copy_of for placement in tell(*[article(HARBOUR)] * 3)] == [None, 1, 1]


def test_a_round_up_that_holds_a_whole_article_is_not_its_copy() -> None:
    round_up = "\n\n".join([SUMMIT, LAKE_TOWN.replace("the", "this"), HARBOUR, SUMMIT.replace("cod", "eel"), LAKE_TOWN])

    placements = tell(article(HARBOUR), article(round_up, title="The week"))

    assert placements[1].copy_of is None


def test_the_same_address_is_the_same_article_however_its_text_changed() -> None:
    placements = tell(
        article(HARBOUR, url="https://daily.example/ban"),
        article(SUMMIT, url="http://www.daily.example/ban/?utm_source=feed"),
    )

    assert placements[1].story == 1
    assert placements[1].copy_of == 1


def test_a_rare_quote_joins_reports_that_share_little_else() -> None:
    words = "“A town that watches every face has already decided that none of them can be trusted,” said Dana Ortiz."
    one = article(f"Council president Dana Ortiz spoke at the harbour on Friday.\n\n{words}", title="Ortiz on cameras")
    other = article(f"Thirty residents came to hear about ordinance 26-114.\n\n{words}", title="A town and its faces")

    assert stories(one, other) == [1, 1]


LAWSUIT = """A nurse who spent two nights in jail sued Vale County and the firm Acme Vision on Monday.

The case of Teresa Molina goes back to April. Deputies had searched an image from a pharmacy camera, and Acme Vision's \
software put her driving licence first. Molina was at work, forty miles away, when the pharmacy was robbed.

The lawsuit asks for damages. A lawyer for Molina said that the sheriff's own policy calls a match a lead, no more."""


def test_a_teaser_on_the_same_county_is_not_its_lawsuit() -> None:
    teaser = """Vale County's sheriff will test face recognition at the jail gate from next month, in spite of a \
lawsuit. County supervisors have asked for a hearing before the test."""
    sued = article(LAWSUIT, title="Nurse sues Vale County over arrest")
    tested = article(teaser, title="Vale County sheriff to test face recognition at jail gate")

    assert len(set(stories(article(SUMMIT), article(HARBOUR), sued, tested))) == 4


def test_a_teaser_that_tells_the_storys_names_belongs_to_it() -> None:
    teaser = "Molina spent two nights in jail. Now she sues Vale County, and Acme Vision with it, over her arrest."
    sued = article(LAWSUIT, title="Nurse sues Vale County over arrest")
    told = article(teaser, title="Nurse takes Vale County to court over jail nights")

    assert len(set(stories(sued, told))) == 1


def test_an_article_without_a_date_counts_from_when_it_was_seen() -> None:
    book = StoryBook()
    book.place(ArticleId(1), article(HARBOUR), seen_at=DAY)
    undated = Article(title="", text=HARBOUR_AGAIN)

    assert book.place(ArticleId(2), undated, seen_at=DAY + timedelta(hours=3)).story == 1
    assert book.place(ArticleId(3), undated, seen_at=DAY + HORIZON * 3).story == 3


def test_articles_read_from_a_file_without_dates_are_joined_all_the_same() -> None:
    book = StoryBook()
    book.place(ArticleId(1), Article(title="", text=HARBOUR), seen_at=None)

    assert book.place(ArticleId(2), article(HARBOUR_AGAIN, day=400), seen_at=None).story == 1
    assert book.place(ArticleId(3), Article(title="", text=SUMMIT), seen_at=None).story == 3


def test_articles_filed_long_after_the_event_are_joined_by_their_own_dates() -> None:
    book, now = StoryBook(), DAY + timedelta(days=500)
    book.place(ArticleId(1), article(HARBOUR), seen_at=now)
    book.forget(now - HORIZON)

    assert book.place(ArticleId(2), article(HARBOUR_AGAIN, day=1), seen_at=now).story == 1


def test_what_is_forgotten_joins_nothing_and_leaves_no_trace() -> None:
    book = StoryBook()
    tell(article(HARBOUR, url="https://daily.example/ban"), article(SUMMIT), book=book)

    book.forget(DAY + timedelta(days=1))

    assert len(book) == 0
    assert book.place(ArticleId(9), article(HARBOUR), seen_at=DAY).is_new


@pytest.mark.parametrize("name", ["dated", "all on one day"])
def test_the_gold_set_is_told_apart_as_well_as_before(name: str) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    if name == "all on one day":
        rows = [row | {"published": "2026-11-20"} for row in rows if row["cluster"] not in SEQUELS]

    run = benchmark.tell(rows, [], PACK)

    precision, _, f1 = benchmark.b_cubed({row["id"]: row["cluster"] for row in rows}, run.clusters)
    assert f1 >= 0.97
    assert precision >= 0.94
    assert {id for id, copy in run.copies.items() if copy} == {row["id"] for row in rows if "copy_of" in row}


def test_a_stream_of_one_phrase_is_placed_like_any_other() -> None:
    placements = tell(*(article("gait", day=number / 100) for number in range(400)))

    assert all(placement.is_new for placement in placements[10:])  # what all say makes no two alike


def test_an_empty_article_is_a_story_of_its_own() -> None:
    assert stories(article(""), article("")) == [1, 2]


def test_a_story_split_by_hand_stays_split_after_a_restart() -> None:
    book = StoryBook()
    for number, (text, story) in enumerate([(HARBOUR, 1), (HARBOUR_AGAIN, 2)], 1):
        book.add(filed(number, article(text), StoryId(story)))

    assert book.place(ArticleId(3), article(HARBOUR_AGAIN), seen_at=DAY).story == 2


def filed(
    number: int, told: Article, story: StoryId, copy_of: ArticleId | None = None, *, seen_at: datetime = DAY
) -> Filed:
    return Filed(
        id=ArticleId(number),
        source=None,
        seen_at=seen_at,
        analysis=Analysis(article=told, quotes=_quotes(told)),
        story=story,
        copy_of=copy_of,
    )


def _quotes(told: Article) -> tuple[Quote, ...]:
    return (Quote(parts=(Span(0, 60),), text=told.text[:60]),) if len(told.text) > 60 else ()


TEXTS = [HARBOUR, HARBOUR_AGAIN, LAKE_TOWN, SUMMIT, HARBOUR[:300], HARBOUR.replace("Harbour", "Hill"), ""]
STREAMS = st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 40)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(STREAMS, st.integers(0, 40))
def test_a_restart_changes_nothing(stream: list[tuple[str, int]], forgotten: int) -> None:
    running, restarted = StoryBook(), StoryBook()
    told: list[Filed] = []
    for number, (text, day) in enumerate(stream, 1):
        each, seen_at = article(text, day=day), DAY + timedelta(days=day + number % 3)
        placement = running.place(ArticleId(number), each, quotes=_quotes(each), seen_at=seen_at)
        told.append(filed(number, each, placement.story, placement.copy_of, seen_at=seen_at))
    before = DAY + timedelta(days=forgotten)
    running.forget(before)
    for record in told:
        if record.seen_at >= before:
            restarted.add(record)

    for number, text in enumerate(TEXTS, 100):
        probe, seen_at = article(text, day=20), DAY + timedelta(days=30)
        assert running.place(ArticleId(number), probe, seen_at=seen_at) == restarted.place(
            ArticleId(number), probe, seen_at=seen_at
        )


@settings(max_examples=25, deadline=None)
@given(st.permutations([HARBOUR, HARBOUR_AGAIN, LAKE_TOWN, SUMMIT, HARBOUR + "\n\nMore to come.", HARBOUR[:400]]))
def test_whatever_arrives_first_the_same_articles_are_one_story(texts: list[str]) -> None:
    told = stories(*(article(text) for text in texts))

    groups = {story: {text[:40] for text, each in zip(texts, told, strict=True) if each == story} for story in told}
    assert sorted(map(sorted, groups.values())) == sorted(
        map(sorted, ({HARBOUR[:40], HARBOUR_AGAIN[:40]}, {LAKE_TOWN[:40]}, {SUMMIT[:40]}))
    )


def test_briefs_whose_titles_share_a_word_are_stories_of_their_own() -> None:
    traps = Path(__file__).parents[1] / "data" / "relevance"
    rows = [
        json.loads(line)
        for name in ("policy", "traps")
        for line in (traps / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for published in ({}, {"published": "2026-03-02"}):  # a file without dates, and all on one day
        run = benchmark.tell([row | published for row in rows], [], PACK)
        assert len(rows) - len(set(run.clusters.values())) <= 3

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.relevance import at_recall, at_threshold, auc, scored
from bot.core.model import Article, Band, Match, Relevance, Rule, Span, Topic
from bot.core.relevance import band, relevance
from bot.core.rules import compile_rules
from config.topics import load_pack

ROOT = Path(__file__).resolve().parents[2]
TOPIC = load_pack(ROOT / "config" / "packs" / "facial_recognition.toml").topic
BOOK = compile_rules(TOPIC.rules)
DATA = ROOT / "tests" / "data" / "relevance"
TRAPS, POLICY = (
    [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    for name in ("traps", "policy")
)
GOLD = [json.loads(line) for line in (ROOT / "tests" / "data" / "relevance.jsonl").read_text("utf-8").splitlines()]

NEWS = """The City Council of Port Lowell voted on Tuesday to ban facial recognition by its police.

The ordinance, written by Councilor Dana Osei, lets residents sue. Facial recognition had been tested for a year,
and an audit found that it misidentified women."""

OTHER = " ".join(["The harbor reopened after the storm and the ferries sailed again."] * 40)


def weighed(title: str, text: str) -> Relevance:
    return relevance(Article(title=title, text=text), BOOK.apply(title, text), TOPIC)


# --- the labelled articles


@pytest.mark.parametrize("row", [row for row in GOLD if row["label"] != "policy"], ids=lambda row: row["title"][:40])
def test_mentions_and_false_friends_never_alert(row: dict[str, str]) -> None:
    assert weighed(row["title"], row["text"]).score < 0.6


def test_the_score_parts_policy_news_from_the_rest() -> None:
    articles = [scored(row, BOOK, TOPIC) for row in GOLD]
    assert auc(articles) >= 0.985
    assert at_recall(articles, 0.9)[0] >= 0.9
    precision, recall = at_threshold(articles, 0.3)
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.parametrize("row", TRAPS, ids=lambda row: row["title"][:40])
def test_no_trap_alerts(row: dict[str, str]) -> None:
    assert scored(row, BOOK, TOPIC).score < 0.4


def test_news_in_few_words_from_many_countries_is_told_from_traps() -> None:
    articles = [scored(row, BOOK, TOPIC) for row in (*TRAPS, *POLICY)]
    assert auc(articles) >= 0.98
    assert at_recall(articles, 0.95)[0] >= 0.98
    assert at_threshold(articles, 0.6)[1] >= 0.9


ITEM = (
    "The Information Commissioner fined a gym chain for making members enter by facial recognition and ordered it to "
    "delete the templates. The regulator said that the law asks for consent, and that staff had none to give."
)


@pytest.mark.parametrize("title", ["Your Wednesday briefing", "Nine stories of the day"])
@pytest.mark.parametrize("heading", ["Faces\n\n", "Faces. ", ""])
def test_one_of_ten_items_alerts_by_itself(title: str, heading: str) -> None:
    others = [f"{number}. {OTHER[:180]}" for number in range(1, 10)]
    items = [*others[:6], f"7. {heading}{ITEM}" if heading != "Faces\n\n" else f"{heading}{ITEM}", *others[6:]]

    found = weighed(title, "\n\n".join(items))

    assert found.score >= 0.6
    assert "+ one item of a round-up is about it" in found.reasons


OURS = "Faces. The Port Lowell council voted 6-1 to forbid police to use facial recognition. It takes effect on May 1."
ITEMS = [
    "Piers. The north pier opened again on Monday after repairs that took all winter and most of the budget.",
    "Pupils. Fewer children came to school for the third year, the office said, and villages lost the most of them.",
    "Cod. The catch was the best in a decade, skippers said, with forty thousand crates landed before the storm.",
    "Roads. A burning truck closed the coast road for six hours on Thursday and sent two people to the hospital.",
    "Theatre. The season opens with a comedy about a lighthouse keeper, and the first night has been sold out.",
]


@pytest.mark.parametrize(
    "title", ["News in brief", "Around the county", "Weekly roundup: events along the coast", "Pier opens again"]
)
def test_a_short_item_of_a_round_up_alerts_whatever_the_page_is_called(title: str) -> None:
    assert weighed(title, "\n\n".join([*ITEMS[:3], OURS, *ITEMS[3:]])).score >= 0.6


def test_the_sections_of_a_long_report_are_no_items() -> None:
    sections = "\n\n".join(f"Part {number}\n\n{OTHER[:200]}\n\n{OTHER[:200]}" for number in range(6))
    report = f"{sections}\n\nAside\n\n{OURS.removeprefix('Faces. ')}\n\n{OTHER}"
    assert "+ one item of a round-up is about it" not in weighed("A winter on the coast", report).reasons


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Firm accused by the state",
            "The attorney general of Ohio filed suit against Glimpse on Friday over the facial recognition in its app.",
        ),
        (
            "Chief warns after the decision",
            (
                "Police Chief Ada Holm said on Friday that detectives would obey an ordinance that forbids them to use "
                "facial recognition, but that cases would stay open. The council had passed it by seven votes to two."
            ),
        ),
        (
            "New duties for deputies",
            "The sheriff's deputies may no longer use facial recognition without a warrant, the county board decided.",
        ),
    ],
)
def test_one_sentence_that_says_who_decides_what_is_news(title: str, text: str) -> None:
    assert weighed(title, text).score >= 0.6


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Facial recognition market to hit $12 billion by 2031",
            (
                "The facial recognition market will grow by a tenth a year on police contracts, says Larkin Research. "
                "Privacy regulation could slow it."
            ),
        ),
        (
            "Facial recognition hunts a rebel in this novel turned film",
            (
                "In the film, police track a forger with facial recognition after the state bans masks. Starring Jo "
                "Pell, it opens on Friday."
            ),
        ),
        (
            "Game review: Night Shift",
            "Players dodge facial recognition cameras while police enforce a surveillance law. The graphics shine.",
        ),
        (
            "Monkeys beat students at facial recognition",
            "Macaques told their cousins apart in a facial recognition test that an ethics committee had approved.",
        ),
    ],
)
def test_forecasts_and_what_somebody_made_up_never_alert(title: str, text: str) -> None:
    assert weighed(title, text).score < 0.6


def test_a_documentary_on_it_is_no_fiction() -> None:
    text = f"{NEWS} The director of a documentary, a film in three episodes, spoke at the hearing."
    assert weighed("Council bans facial recognition", text).score > 0.9


def test_what_weighs_against_an_article_is_named() -> None:
    found = weighed("How to unlock a phone with Face ID", "Facial recognition unlocks it, the maker says.")
    assert all(not reason.rstrip().endswith(":") for reason in found.reasons)


@pytest.mark.parametrize("title", ["This week in opinion", "Letters to the editor", "What we read this week"])
def test_what_people_think_of_it_in_a_line_is_no_item_of_news(title: str) -> None:
    opinion = "Paul Rey says what a ban on facial recognition by the police would change in the city, and what it would"
    text = "\n\n".join(
        [OTHER[:180], f"{opinion} not, whatever the council votes on Monday night at its hearing.", OTHER]
    )
    assert weighed(title, text).score < 0.6


def test_a_headline_that_names_half_of_it_counts_with_its_lead() -> None:
    text = "The sheriff suspended all facial recognition searches on Friday, a day after auditors looked at them."
    bare = weighed("Friday in the county", text)
    assert weighed("Face searches are suspended", text).score > bare.score


# --- what the score listens to


def test_news_of_the_topic_says_why() -> None:
    found = weighed("Port Lowell bans facial recognition", NEWS)
    assert found.score > 0.95
    assert "+ the topic stands in the title" in found.reasons
    assert "+ beside ordinance, sue, audit" in found.reasons


def test_the_same_news_without_the_title_is_still_news() -> None:
    assert 0.6 < weighed("Tuesday in the council", NEWS).score < weighed("Council bans face surveillance", NEWS).score


def test_one_mention_far_down_is_a_mention() -> None:
    assert weighed("Harbor reopens", f"{OTHER} Some cameras had facial recognition. {OTHER}").score < 0.1


def test_without_a_title_the_first_sentence_stands_for_it() -> None:
    assert weighed("", NEWS).score > weighed("Tuesday in the council", NEWS).score


def test_a_homonym_is_no_mention_even_where_it_stands_alone() -> None:
    text = (
        "A ban would lift prices, said an analyst at ClearView Energy Partners. ClearView faces rivals. Photo: harbor."
    )
    assert weighed("ClearView sees ban", text.replace("ClearView", "Clearview")).score < 0.1


def test_an_article_of_a_few_lines_can_be_news() -> None:
    assert weighed("Face surveillance banned", "The council voted to ban face surveillance by police.").score > 0.6


@pytest.mark.parametrize(
    "furniture",
    [
        "Read more: City bans facial recognition",
        "Related\nCity bans facial recognition\nMayor sells boat\nFerry late again",
        "Now playing: Watch this: Why facial recognition scares people",
        "Storm damage | City bans facial recognition | Mayor sells boat",
        "Facial recognition is here. What the law says | Ann Example Read more",
        "Sen. Ann Example Ann Mary ExampleFerry late City bans facial recognition Mayor sells boat MORE (D-Ohio) left.",
    ],
)
def test_links_to_other_stories_do_not_count(furniture: str) -> None:
    found = weighed("Harbor reopens", f"{OTHER}\n\n{furniture}\n\n{OTHER}")
    assert found.score < 0.1
    assert found.reasons == ("only in links to other stories",)


def test_an_item_of_a_digest_counts_as_the_story_it_is() -> None:
    digest = "\n\n".join([OTHER, NEWS, OTHER])
    assert weighed("Tuesday briefing", digest).score > weighed("Tuesday briefing", f"{OTHER} facial recognition").score
    assert "+ one item of a round-up is about it" in weighed("Tuesday briefing", digest).reasons
    assert "+ one passage is about it" in weighed("Tuesday", digest).reasons


def test_a_false_friend_weighs_against() -> None:
    review = f"{NEWS} It unlocks like Face ID. Battery life is good."
    assert weighed("Port Lowell", review).score < weighed("Port Lowell", NEWS).score
    assert any("Face ID" in reason for reason in weighed("Port Lowell", review).reasons)


def test_ice_melts_and_ice_deports() -> None:
    melting = weighed("Harbor", "Facial recognition was tested on the ice of the harbor.")
    deporting = weighed("Harbor", "Facial recognition was tested by ICE in the harbor.")
    assert deporting.score > melting.score


def test_without_a_match_there_is_nothing_to_weigh() -> None:
    assert relevance(Article(title="Facial recognition", text=NEWS), (), TOPIC).score == 0.0


def test_a_topic_of_rules_alone_is_weighed_by_its_matches() -> None:
    topic = Topic(id="lanterns", title="Lanterns", rules=(Rule(id="l", query='"street lantern"'),))
    book = compile_rules(topic.rules)
    about, aside = "A street lantern. " * 5, f"{OTHER} a street lantern"
    scores = [relevance(Article(title="", text=t), book.apply("", t), topic).score for t in (about, aside)]
    assert scores[0] > scores[1]


def test_bands_take_their_limits_in() -> None:
    assert [band(score, alert=0.6, digest=0.3) for score in (0.6, 0.59, 0.3, 0.29)] == [
        Band.ALERT,
        Band.DIGEST,
        Band.DIGEST,
        Band.DROP,
    ]


PIECES = st.sampled_from(
    ["facial recognition", "ban", "police", "\n\n", "|", "Read more", "MORE (", ".", "x", "Face ID", " "]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=5).map(" ".join))
def test_any_text_has_a_score_between_nothing_and_certainty(text: str, title: str) -> None:
    found = weighed(title, text)
    assert 0 <= found.score <= 1
    assert found.reasons


def test_a_match_beyond_the_word_lists_counts() -> None:
    text = "The luminance matcher was banned by the council. " * 3
    start = text.index("luminance")
    match = Match(rule="own", field="body", span=Span(start, start + len("luminance matcher")))
    assert relevance(Article(title="", text=text), [match], TOPIC).score > 0.1

"""From a member's words to a question, and the order of an answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import QueryInvalid
from bot.core.model import ArticleId, Hit, Name, Question, StoryId, Topic
from bot.core.search import (
    Completions,
    Read,
    filters,
    holds,
    is_from,
    names,
    nearest,
    plain,
    rank,
    understand,
    wanted,
    weigh,
    words_of,
)

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
TOPIC = Topic(
    id="faces",
    title="Facial recognition",
    rules=(),
    names=(
        Name(name="Amazon", aliases=("AWS", "Amazon Web Services"), kind="company"),
        Name(name="Rekognition", of="Amazon", kind="product"),
        Name(name="Microsoft", aliases=("MSFT",), kind="company"),
        Name(name="Meta", aliases=("Facebook", "FB"), kind="company"),
        Name(name="Clearview AI", aliases=("Clearview",), kind="company"),
        Name(name="American Civil Liberties Union", aliases=("ACLU",), kind="group"),
        Name(name="Face++", aliases=("Megvii",), kind="company"),
    ),
    technology_words=(
        "facial recognition",
        "face recognition",
        "live facial recognition",
        "face matching",
        "facial matching",
        "face surveillance",
        "faceprint",
        "Biometric Information Privacy Act",
    ),
    policy_words=("ban", "moratorium", "ordinance", "bill"),
    actor_words=("city council",),
    places=("Boston", "San Francisco"),
)
SPEAKERS = ("Dana Ortiz", "Nicole Ozer", "Harbor Gazette")


def ask(query: str, **more: object) -> Question:
    return understand(query, topics=[TOPIC], vocabulary=SPEAKERS, today=TODAY, **more)  # type: ignore[arg-type]


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("amazon", ("Amazon",)),
        ("AWS", ("Amazon",)),
        ("amazon web services", ("Amazon",)),
        ("msft", ("Microsoft",)),
        ("fb", ("Meta",)),
        ("What did Facebook's engineers say about Clearview?", ("Meta", "Clearview AI")),
        ("aclu clearview ai", ("American Civil Liberties Union", "Clearview AI")),
        ("dana ortiz", ("Dana Ortiz",)),
        ("Amazon/Microsoft", ("Amazon", "Microsoft")),
        ("clear view ai", ("Clearview AI",)),
        ("micro soft amazons", ("Microsoft", "Amazon")),
        ("facebooks", ("Meta",)),
    ],
)
def test_names_are_understood_by_any_of_their_forms(query: str, names: tuple[str, ...]) -> None:
    assert ask(query).names == names


def test_who_asks_for_a_company_means_its_products_too() -> None:
    assert ask("amazon").variants["Amazon"] == ("Amazon", "AWS", "Amazon Web Services", "Rekognition")
    assert ask("rekognition").variants["Rekognition"] == ("Rekognition",)


def test_a_name_that_an_index_would_read_as_a_common_word_is_searched_by_its_other_forms() -> None:
    assert ask("megvii").variants == {"Face++": ("Megvii",)}
    assert ask("face").names == ()


# --- words ------------------------------------------------------------------------------------------------------------


def test_other_words_are_searched_in_all_their_inflections() -> None:
    question = ask("amazon moratorium")

    assert question.terms == ("moratorium",)
    assert {"moratorium", "moratoriums"} <= set(question.variants["moratorium"])


def test_words_that_carry_nothing_are_dropped_unless_they_are_all_there_is() -> None:
    assert ask("what is the moratorium").terms == ("moratorium",)
    assert ask("who").terms == ("who",)


@pytest.mark.parametrize("query", ['"face matching" boston', "“face matching” boston", "«face matching» boston"])
def test_phrases_stand_in_quotes_of_any_kind(query: str) -> None:
    question = ask(query)

    assert question.phrases == ("face matching",)
    assert question.terms == ("boston",)


def test_a_quote_that_is_never_closed_is_no_phrase() -> None:
    assert ask('"amazon moratorium').names == ("Amazon",)


def test_no_break_spaces_and_what_nobody_sees_do_not_matter() -> None:
    assert ask("ama\u200bzon\u00a0mora\u00adtorium").names == ("Amazon",)
    assert ask("ama\u200bzon\u00a0mora\u00adtorium").terms == ("moratorium",)


def test_bills_are_found_however_their_number_is_printed() -> None:
    question = ask("hr 7356 hearing")

    assert question.terms == ("hearing",)
    printed = {form.words for form in wanted(question)[0].forms}
    assert {("hr", "7356"), ("hr7356",), ("h", "r", "7356")} <= printed


def test_places_of_several_words_are_one_thing() -> None:
    assert ask("san francisco ban").terms == ("san francisco", "ban")
    assert ask("sanfrancisco ban").terms == ("san francisco", "ban")


def test_what_all_of_the_topic_is_about_parts_no_article_from_another() -> None:
    question = ask("facial recognition ban")

    assert question.terms == ("facial recognition", "ban")
    assert question.shared == {"facial recognition"}
    assert "face recognition" in question.kin["facial recognition"]
    assert ask("faceprint lawsuit").shared == frozenset()


def test_words_near_in_meaning_are_looked_for_too() -> None:
    assert {"pause", "suspended", "suspension"} <= set(ask("moratorium").kin["moratorium"])
    assert "new york" in ask("ny").kin["ny"]
    assert "Biometric Information Privacy Act" in ask("bipa").kin["bipa"]
    assert "italian" in ask("italy").kin["italy"]
    assert "ban" not in ask("ban").kin["ban"]


# --- filters ----------------------------------------------------------------------------------------------------------


def test_a_place_narrows_a_question() -> None:
    question = ask("ban in:Boston")

    assert question.terms == ("ban",)
    assert question.places == {"Boston": ("Boston",)}


def test_a_place_may_be_misspelt_or_of_several_words() -> None:
    assert tuple(ask("in:Bostn").places) == ("Boston",)
    assert tuple(ask('ban in:"San Francisco"').places) == ("San Francisco",)
    assert "british" in ask("in:UK").places["UK"]


def test_an_outlet_narrows_a_question_under_all_its_names() -> None:
    question = ask("amazon source:ACLU")

    assert question.names == ("Amazon",)
    assert question.outlets == {"ACLU": ("ACLU", "American Civil Liberties Union")}
    _, outlets = filters(question)
    assert is_from("ACLU of the North", None, outlets)
    assert is_from("American Civil Liberties Union", None, outlets)
    assert is_from(None, "https://www.aclu.example/news/1", outlets)
    assert not is_from("Harbor Gazette", "https://gazette.example/aclu-sues", outlets)


def test_outlets_may_be_named_by_host_or_in_quotes() -> None:
    assert tuple(ask('fines source:"Harbor Gazette"').outlets) == ("Harbor Gazette",)
    _, outlets = filters(ask("source:gazette.example"))
    assert is_from("Daily", "https://www.gazette.example/1", outlets)


@pytest.mark.parametrize("query", ["in:", "amazon source:", 'in:"" amazon', "in:?"])
def test_a_filter_without_a_name_says_what_to_type(query: str) -> None:
    with pytest.raises(QueryInvalid, match="needs a name"):
        ask(query)


@pytest.mark.parametrize(("query", "meant"), [("amazon sinse:30d", "since"), ("outlt:EFF", "outlet")])
def test_a_filter_nobody_knows_is_no_word_and_the_right_one_is_proposed(query: str, meant: str) -> None:
    with pytest.raises(QueryInvalid, match=f"no filter.*Did you mean {meant}"):
        ask(query)


@pytest.mark.parametrize("query", ["quotes:amazon", "https://a.example/1", '"a b:c"', "10:30 hearing"])
def test_not_every_colon_makes_a_filter(query: str) -> None:
    assert ask(query).places == {}


# --- commands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "show", "names"),
    [
        ("quotes Amazon", "quotes", ("Amazon",)),
        ("Quotes: dana ortiz", "quotes", ("Dana Ortiz",)),
        ("positions amazon", "standing", ("Amazon",)),
        ("amazon quotes", "quotes", ("Amazon",)),
        ("timeline amazon", "positions", ("Amazon",)),
        ("quotes", "quotes", ()),
        ("help", "help", ()),
        ("", "help", ()),
        ("  ?! ", "help", ()),
        ("help amazon", "all", ("Amazon",)),
    ],
)
def test_the_first_word_may_say_what_to_show(query: str, show: str, names: tuple[str, ...]) -> None:
    question = ask(query)

    assert (question.show, question.names) == (show, names)


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("since:30d", TODAY - timedelta(days=30), None),
        ("since:2w", TODAY - timedelta(days=14), None),
        ("since:3months", TODAY - timedelta(days=90), None),
        ("since:2020", date(2020, 1, 1), None),
        ("since:2020-06", date(2020, 6, 1), None),
        ("since:2020-6-9", date(2020, 6, 9), None),
        ("since: yesterday", TODAY - timedelta(days=1), None),
        ("since:99999y", date(1970, 1, 1), None),
        ("until:2020", None, date(2020, 12, 31)),
        ("until:2020-12", None, date(2020, 12, 31)),
        ("until:2020-02", None, date(2020, 2, 29)),
        ("SINCE:2020-06 until:2020-06-10", date(2020, 6, 1), date(2020, 6, 10)),
    ],
)
def test_dates_are_whole_days(written: str, since: date | None, until: date | None) -> None:
    question = ask(f"amazon {written}")

    assert (question.since, question.until, question.names, question.terms) == (since, until, ("Amazon",), ())


@pytest.mark.parametrize(
    "written", ["since:", "since:soon", "since:2020-13", "until:2021-02-30", "since:20", "since:0"]
)
def test_a_date_nobody_can_read_says_what_to_type(written: str) -> None:
    with pytest.raises(QueryInvalid, match=f"{written.partition(':')[0]}:2020-06"):
        ask(f"amazon {written}")


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(QueryInvalid, match="swap"):
        ask("since:2021 until:2020")


# --- slips ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("rekogniton", "Rekognition"),
        ("amazn", "Amazon"),
        ("Micorsoft", "Microsoft"),
        ("clearveiw", "Clearview"),
        ("moratorum", "moratorium"),
        ("ortzi", "Ortiz"),
        ("microso", "Microsoft"),
        ("nicol", "Nicole"),
    ],
)
def test_a_slip_near_one_known_word_becomes_that_word(typed: str, used: str) -> None:
    question = ask(typed)

    assert question.corrected == {typed: used}
    assert question.names + question.terms != ()
    assert typed.casefold() not in question.terms


@pytest.mark.parametrize("word", ["beta", "bans", "banned", "moratoria", "councils", "xyzzyx", "fbi"])
def test_words_that_are_known_or_like_nothing_are_left_alone(word: str) -> None:
    question = ask(word)

    assert question.corrected == {}
    assert question.terms == (word,)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("northprt", "Northern Courier"),  # two letters differ
        ("lynn", "Lynnfield Council"),  # more than the end of a word is missing
        ("hartford", "Hartland Police"),
        ("castleberg", "Castlebury Council"),  # two other letters, however long the word
    ],
)
def test_an_unknown_town_is_not_taken_for_another(typed: str, known: str) -> None:
    question = understand(typed, topics=[TOPIC], vocabulary=(known,), today=TODAY)

    assert question.corrected == {}
    assert question.terms == (typed,)


def test_two_slips_in_a_long_word_are_mended_where_nothing_else_is_near() -> None:
    alone = understand("Elmswoth-Marlw".replace("-", ""), topics=[], vocabulary=("Elmsworthmarlow Post",), today=TODAY)
    rivals = ("Elmsworthmarlow Post", "Elmsworthmarle Post")
    doubtful = understand("elmswothmarlw", topics=[], vocabulary=rivals, today=TODAY)

    assert alone.terms == ("elmsworthmarlow",)
    assert doubtful.corrected == {}


def test_a_slip_near_several_words_is_asked_about() -> None:
    question = understand("lowmare", topics=[], vocabulary=("Lowmore Council", "Lowmere Council"), today=TODAY)

    assert question.corrected == {}
    assert set(question.did_you_mean) == {"Lowmore", "Lowmere"}
    assert question.terms == ("lowmare",)


def test_a_word_known_to_be_in_use_is_taken_as_typed() -> None:
    question = ask("amazn", known={"amazn"})

    assert question.corrected == {}
    assert question.terms == ("amazn",)


def test_an_unknown_word_may_be_half_of_one() -> None:
    assert "zebrafi*" in ask("zebrafi").variants["zebrafi"]


@given(st.text(max_size=80))
def test_any_words_give_a_question_or_say_why_not(query: str) -> None:
    try:
        question = ask(query)
    except QueryInvalid:
        return
    assert question.query == query
    assert all(form.words for unit in wanted(question) for form in unit.forms)


# --- names while typing -----------------------------------------------------------------------------------------------


def test_names_are_completed_at_the_beginning_of_any_of_their_words() -> None:
    known = Completions(SPEAKERS)

    assert known.of("or", limit=5) == ("Dana Ortiz",)
    assert known.of("dana o", limit=5) == ("Dana Ortiz",)
    assert known.of("ortiz dana", limit=5) == ()
    assert known.of("", limit=5) == ()


def test_the_most_wanted_completions_come_first_and_no_more_than_wanted() -> None:
    known = Completions(("Zed Ames", "Amy Zed", "Zed Ames", "Bo Amsel"))

    assert known.of("am", limit=2) == ("Zed Ames", "Amy Zed")
    assert known.of("zed a", limit=5) == ("Zed Ames",)


@given(st.lists(st.text(max_size=20), max_size=8), st.text(max_size=6))
def test_completions_are_texts_that_hold_the_beginning(texts: list[str], typed: str) -> None:
    found = Completions(texts).of(typed, limit=3)

    row = f" {' '.join(words_of(typed))}"
    assert len(found) <= 3
    assert all(row in f" {' '.join(words_of(text))}" for text in found)


def test_the_nearest_names_are_proposed() -> None:
    assert nearest("dana ortez", SPEAKERS) == ("Dana Ortiz",)
    assert nearest("qqqq", SPEAKERS) == ()


# --- ranking ----------------------------------------------------------------------------------------------------------


def hit(
    number: int,
    *,
    days_ago: int,
    score: float,
    story: int | None = None,
    also_in: int = 0,
    off_topic: int = 0,
    is_undated: bool = False,
) -> Hit:
    second = int((NOW - timedelta(days=days_ago)).timestamp())
    return Hit(
        article=ArticleId(second << 16 | number),
        id=str(number),
        story=StoryId(story or number),
        title=f"Article {number}",
        url=None,
        outlet=None,
        published=None,
        also_in=also_in,
        score=score,
        off_topic=off_topic,
        is_undated=is_undated,
    )


def ids(question: Question, *hits: Hit) -> list[str]:
    return [each.id for each in rank(question, hits, NOW)]


def test_for_one_name_the_newest_about_it_comes_first() -> None:
    passing, old, new = hit(1, days_ago=0, score=0.2), hit(2, days_ago=300, score=0.99), hit(3, days_ago=9, score=0.8)

    assert ids(ask("amazon"), passing, old, new) == ["3", "2", "1"]


def test_for_several_words_the_central_story_comes_first_however_old() -> None:
    passing, central = hit(1, days_ago=0, score=0.2), hit(2, days_ago=2000, score=0.9)

    assert ids(ask("amazon moratorium"), passing, central) == ["2", "1"]


def test_between_stories_as_central_the_newer_comes_first() -> None:
    old, new = hit(1, days_ago=900, score=0.9), hit(2, days_ago=2, score=0.88)

    assert ids(ask("amazon moratorium"), old, new) == ["2", "1"]


def test_a_story_has_one_row_by_its_article_most_about_it() -> None:
    hits = [
        hit(1, days_ago=1, score=0.5, story=9),
        hit(2, days_ago=3, score=0.9, story=9),
        hit(3, days_ago=2, score=0.4, story=8, also_in=6),
    ]

    ranked = rank(ask("amazon"), hits, NOW)

    assert [(each.id, each.also_in) for each in ranked] == [("2", 1), ("3", 6)]


def weight(query: str, *, held: int = 0, relevance: float = 0.5, **places: str) -> float:
    units = wanted(ask(query))
    fields = {"title": "", "names": "", "deeds": "", "lead": ""} | places
    return weigh(units, Read(**fields, relevance=relevance), held=units[:held]).score  # type: ignore[arg-type]


def test_an_article_is_more_about_what_stands_in_its_headline() -> None:
    falling = [
        weight("amazon", title="Amazon pauses"),
        weight("amazon", deeds="ban Amazon"),
        weight("amazon", names="Amazon"),
        weight("amazon", lead="Amazon said"),
        weight("amazon", held=1),
        weight("amazon", lead="nothing"),
    ]

    assert falling == sorted(falling, reverse=True)
    assert len(set(falling)) == len(falling)
    assert falling[-1] == 0


def test_an_article_about_all_of_it_beats_one_about_a_half() -> None:
    both = weight("amazon moratorium", lead="Amazon ends its moratorium")
    half = weight("amazon moratorium", title="Amazon opens a warehouse", deeds="Amazon")

    assert both > half


def test_a_mention_of_all_of_it_beats_a_headline_that_lacks_a_part() -> None:
    assert weight("amazon moratorium", held=2) > weight("amazon moratorium", title="Amazon opens a warehouse")


def test_among_articles_that_lack_a_part_those_with_the_name_come_first() -> None:
    assert weight("microsoft exits", held=1) > weight("microsoft exits", title="Exits at the stadium")


def test_what_holds_nothing_of_it_is_no_hit() -> None:
    assert ids(ask("amazon moratorium"), hit(1, days_ago=0, score=0.0), hit(2, days_ago=9, score=0.1)) == ["2"]
    assert ids(ask("since:7d"), hit(1, days_ago=0, score=0.0)) == ["1"]


def test_policy_news_beats_a_passing_mention_in_the_same_place() -> None:
    assert weight("amazon", title="Amazon", relevance=0.1) < weight("amazon", title="Amazon", relevance=0.9)


def test_a_word_near_in_meaning_counts_for_want_of_better() -> None:
    meant = weight("amazon moratorium", title="Amazon declares a moratorium")
    near = weight("amazon moratorium", title="Amazon pauses police use")
    lacking = weight("amazon moratorium", title="Amazon opens a warehouse")

    assert meant > near > lacking


def test_what_an_article_on_the_topic_surely_speaks_of_need_not_stand_in_its_lead() -> None:
    assert weight("facial recognition boston", title="Boston bans it", relevance=0.9) > 0.5
    assert weight("facial recognition boston", title="Boston runs", relevance=0.0) < 0.2


def test_capitals_tell_a_name_from_a_common_word() -> None:
    (meta,) = wanted(ask("meta"))
    (aclu,) = wanted(ask("aclu"))

    assert names("Meta pays", meta.written)
    assert names("The Meta-owned service, FACEBOOK said", meta.written)
    assert not names("A meta question, and a Meta-analysis", meta.written)
    assert names("ACLU sues", aclu.written)
    assert not names("An aclu", aclu.written)


def test_an_article_in_which_a_name_of_the_topic_is_a_common_word_is_none() -> None:
    units = wanted(ask("meta"))
    read = Read(title="Meta-analysis of memory", names="", deeds="", lead="A meta-analysis.", relevance=0.5)

    assert weigh(units, read).score == 0
    assert weigh(units, read, held=units).unseen == units


def test_what_has_nothing_to_do_with_the_topic_is_shown_for_want_of_better_alone() -> None:
    ours, other = hit(1, days_ago=900, score=0.4), hit(2, days_ago=1, score=0.3, off_topic=2)
    acting = hit(3, days_ago=3, score=0.25, off_topic=1)

    assert ids(ask("lakeside"), ours, other) == ["1"]
    assert ids(ask("lakeside"), other) == ["2"]
    assert ids(ask("amazon"), other) == []
    assert ids(ask("amazon"), other, acting) == ["3"]


def test_what_was_filed_without_a_date_is_not_new() -> None:
    undated, dated = hit(1, days_ago=0, score=0.9, is_undated=True), hit(2, days_ago=700, score=0.9)

    assert ids(ask("amazon"), undated, dated) == ["2", "1"]
    assert ids(ask("amazon moratorium"), undated, dated) == ["2", "1"]


@given(st.text(max_size=200))
def test_words_are_plain(text: str) -> None:
    assert all(word and word == word.casefold() and " " not in word for word in words_of(text))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_holds_the_words_it_is_made_of_and_no_halves(before: str, after: str) -> None:
    phrase, place = wanted(ask('"face matching" zürich'))
    text = plain(f"{before} Face-Matching, ZÜRICH {after}")

    assert holds(text, phrase.forms)
    assert holds(text, place.forms)
    assert not holds(plain("surface matchings"), phrase.forms)


@pytest.mark.parametrize(
    ("query", "name", "corrected"),
    [
        ("falls harrow ban", "Harrow Falls", {}),
        ("harow fals ban", "Harrow Falls", {"harow fals": "Harrow Falls"}),
        ("nadia far", "Nadia Farrow", {"nadia far": "Nadia Farrow"}),
        ("quotes nadia far", "Nadia Farrow", {"nadia far": "Nadia Farrow"}),
    ],
)
def test_a_name_of_several_words_is_known_turned_misspelt_or_begun(
    query: str, name: str, corrected: dict[str, str]
) -> None:
    names = ("Harrow Falls", "Nadia Farrow", "Dana Ortiz")
    question = understand(query, topics=[TOPIC], vocabulary=names, today=TODAY)
    assert (question.names, question.corrected) == ((name,), corrected)


@pytest.mark.parametrize("query", ["nadia far", "nadia farow"])
def test_a_name_that_may_be_two_is_asked_about(query: str) -> None:
    names = ("Nadia Farrow", "Nadia Farlow")
    question = understand(query, topics=[TOPIC], vocabulary=names, today=TODAY)
    assert question.names == ()
    assert set(question.did_you_mean) >= set(names)


def test_words_that_are_known_are_no_slip_of_a_name() -> None:
    question = understand(
        "face scan", topics=[TOPIC], vocabulary=("Fate Scan", "Scan Group", "Face Value"), today=TODAY
    )
    assert question.names == ()
    assert question.corrected == {}


def test_two_spellings_of_one_company_are_no_doubt() -> None:
    topic = replace(TOPIC, names=(Name(name="Amazon", aliases=("AMZN",), kind="company"),))
    question = understand("amazn", topics=[topic], today=TODAY)
    assert (question.names, question.corrected) == (("Amazon",), {"amazn": "Amazon"})


def test_a_slip_that_may_be_of_a_name_is_no_common_word() -> None:
    topic = replace(TOPIC, policy_words=("false",))
    question = understand("fals", topics=[topic], vocabulary=("Harrow Falls",), today=TODAY)
    assert question.corrected == {}
    assert set(question.did_you_mean) == {"false", "Falls"}


def test_near_names_are_near() -> None:
    assert nearest("Meta", ("Metropolitan Police", "Metro Journal", "Dana Ortiz")) == ()
    assert nearest("dan ortis", ("Metropolitan Police", "Dana Ortiz")) == ("Dana Ortiz",)

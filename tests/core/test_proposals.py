"""What votes and silence speak for: never on one person's word, never against what somebody was glad of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.alerts import analyse
from bot.core.model import (
    AlertId,
    Article,
    ArticleId,
    Bands,
    Complaint,
    Filed,
    Health,
    Marked,
    PollState,
    Precision,
    Proposal,
    Rule,
    Source,
    SourceId,
    StoryId,
    Topic,
    Trial,
)
from bot.core.precision import precision
from bot.core.proposals import (
    AGAIN,
    complained_of,
    exclude,
    exclude_proposal,
    silent_source,
    threshold,
    to_make,
)
from bot.core.rules import compile_rules

NOW = datetime(2026, 11, 25, tzinfo=UTC)
TOPIC = Topic(
    id="faces",
    title="Faces",
    rules=(Rule(id="faces", query='"face recognition"', topic="faces"),),
    technology_words=("face recognition",),
    policy_words=("ban", "council"),
)
BOOK = compile_rules(TOPIC.rules, topics=(TOPIC,))
PHONES = (
    "The handset unlocks with face recognition in half a second, even in the dark.",
    "Its face recognition unlocks the tablet faster than last year's, our reviewer found.",
    "Gamers liked that face recognition now unlocks the console for each child.",
    "A firmware bug means face recognition no longer unlocks the watch in rain.",
)
POLICY = (
    "The council banned face recognition from buses after a long debate about error rates.",
    "Police dropped face recognition at the harbour, and the mayor thanked the auditors.",
    "A judge asked why face recognition was used on pupils without telling their parents.",
)


def filed(number: int, text: str) -> Filed:
    analysis = analyse(Article(title=f"Report {number}", text=text), book=BOOK, topic=TOPIC)
    return Filed(id=ArticleId(number), source=None, seen_at=NOW, analysis=analysis, story=StoryId(number))


COMPLAINED = tuple(filed(number, text) for number, text in enumerate(PHONES, start=1))
USEFUL = tuple(filed(number, text) for number, text in enumerate(POLICY, start=11))


def marked(
    number: int,
    *,
    useful: int = 0,
    against: int = 0,
    senses: tuple[int, ...] = (),
    relevance: float = 0.7,
    channels: tuple[str, ...] = ("slack:C1",),
) -> Marked:
    return Marked(
        alert=AlertId(number),
        article=ArticleId(number),
        story=StoryId(number),
        topic="faces",
        relevance=relevance,
        rules=("faces",),
        useful=frozenset(range(100, 100 + useful)),
        not_relevant=frozenset(range(against)) | frozenset(senses),
        complaints=frozenset((who, Complaint.SENSE) for who in senses),
        channels=channels,
    )


def trial(*lost: int) -> Trial:
    from bot.core.model import Band, Sample, Tried

    tried = tuple(
        Tried(
            sample=Sample(article=Article(title="", text="x"), at=NOW, story=StoryId(number), number=number),
            score=0.7,
            band=Band.ALERT,
        )
        for number in lost
    )
    return Trial(
        since=NOW - timedelta(days=90), weighed_since=NOW - timedelta(days=90), until=NOW, articles=100,
        weighed_articles=100, matched=4, matched_of_latest=(4, 100),
        before=Bands(told=9), after=Bands(told=9 - len(lost)), gained=(), lost=tried, overlaps=(), weeks=(),
    )  # fmt: skip


# --- an exclude -------------------------------------------------------------------------------------------------------


def test_the_word_that_gives_the_other_sense_away_is_found_near_the_match() -> None:
    found = exclude(COMPLAINED, USEFUL, TOPIC)
    assert found is not None
    assert (found.about, found.query) == ("unlocks", '"face recognition unlocks"~12')
    assert (found.hidden, found.complained) == (4, 4)


def test_what_also_stands_in_a_useful_article_is_no_exclude() -> None:
    useful = (*USEFUL, filed(20, "A ban on face recognition that unlocks cells was passed by the council."))
    assert exclude(COMPLAINED, useful, TOPIC) is None


def test_words_of_the_topic_itself_exclude_nothing() -> None:
    complained = [filed(number, f"{word} the council ban, face recognition.") for number, word in enumerate("abcd")]
    assert exclude(complained, USEFUL, TOPIC) is None


@pytest.mark.parametrize(("complaints", "useful"), [(2, 3), (4, 2)])
def test_too_few_articles_say_nothing(complaints: int, useful: int) -> None:
    assert exclude(COMPLAINED[:complaints], USEFUL[:useful], TOPIC) is None


def test_one_person_s_complaints_are_not_enough_and_nobody_may_contradict() -> None:
    alone = [marked(number, senses=(1,)) for number in range(6)]
    assert complained_of(alone, "faces") == ()
    together = [*alone, marked(9, senses=(2,))]
    assert len(complained_of(together, "faces")) == 7
    assert complained_of([marked(number, senses=(1, 2), useful=1) for number in range(6)], "faces") == ()
    assert complained_of(together, "other") == ()


def test_it_says_what_it_would_have_hidden_and_hides_nothing_useful() -> None:
    found = exclude(COMPLAINED, USEFUL, TOPIC)
    assert found is not None
    proposal = exclude_proposal(found, trial(1, 2, 3), [marked(4, useful=1)], "faces")
    assert proposal is not None
    assert "It would have hidden 3 stories in 90 days, 3 of them told at once, and none marked useful" in proposal.words
    assert exclude_proposal(found, trial(1, 2, 3), [marked(3, useful=1)], "faces") is None
    assert exclude_proposal(found, trial(), [], "faces") is None


VOCABULARY = ("unlock", "lock", "screen", "council", "ban", "child", "school", "police", "game", "review")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)
TEXTS = st.lists(WORDS.map(lambda words: f"The face recognition {' '.join(words)}."), min_size=3, max_size=7)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_an_exclude_never_matches_a_useful_article_and_hides_three_at_least(
    against: list[str], glad: list[str]
) -> None:
    complained = [filed(number, text) for number, text in enumerate(against)]
    useful = [filed(number, text) for number, text in enumerate(glad, start=50)]
    found = exclude(complained, useful, TOPIC)
    if found is not None:
        book = compile_rules([Rule(id="x", query=found.query)])
        assert not any(book.apply("", each.analysis.article.text) for each in useful)
        assert sum(bool(book.apply("", each.analysis.article.text)) for each in complained) == found.hidden >= 3


# --- a threshold ------------------------------------------------------------------------------------------------------

GLAD = [marked(number, useful=1, relevance=0.85) for number in range(20, 24)]
WEAK = [marked(number, against=2, relevance=0.62) for number in range(4)]


def limit(alerts: list[Marked], alert_at: float = 0.6) -> Proposal | None:
    return threshold(alerts, channel="slack:C1", name="#desk", alert_at=alert_at, now=NOW)


def test_a_relevance_that_parts_what_is_wanted_from_what_is_not_is_proposed_with_its_effect() -> None:
    found = limit([*WEAK, *GLAD, marked(30, relevance=0.7)])
    assert found is not None
    assert (found.about, found.value) == ("slack:C1", "0.85")
    assert "kept 5 alerts of 90 days for the digest: 4 marked not relevant, none marked useful" in found.words


def test_no_limit_where_weak_alerts_were_useful_or_few_or_one_person_speaks() -> None:
    assert limit([*WEAK, *GLAD, marked(30, useful=1, relevance=0.61)]) is None
    assert limit([*WEAK[:2], *GLAD]) is None
    assert limit([*WEAK, *GLAD[:2]]) is None
    assert limit([*(marked(number, against=1, relevance=0.62) for number in range(4)), *GLAD]) is None
    assert limit([*WEAK, *GLAD], alert_at=0.85) is None
    assert threshold([*WEAK, *GLAD], channel="slack:C2", name="", alert_at=0.6, now=NOW) is None


ALERTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2), st.integers(0, 3)), max_size=25)


@given(ALERTS, st.floats(0.1, 0.9))
def test_a_limit_is_higher_than_before_and_hides_nothing_useful(
    alerts: list[tuple[float, int, int]], alert_at: float
) -> None:
    made = [
        marked(number, useful=useful, against=against, relevance=relevance)
        for number, (relevance, useful, against) in enumerate(alerts)
    ]
    found = limit(made, alert_at)
    if found is not None:
        assert alert_at < float(found.value) <= 1
        assert all(each.relevance >= float(found.value) for each in made if each.useful)


# --- a silent source --------------------------------------------------------------------------------------------------


def source(
    id: int, *, days: int, health: Health = Health.OK, quiet_days: int | None = None
) -> tuple[Source, PollState]:
    state = PollState(
        next_poll=NOW,
        interval=timedelta(hours=1),
        baseline_at=NOW - timedelta(days=days),
        quiet_days=days if quiet_days is None else quiet_days,
        health=health,
    )
    return Source(id=SourceId(id), url=f"https://s{id}.example", kind="feed", name=f"Source {id}"), state


def test_the_source_that_was_silent_for_longest_is_proposed() -> None:
    sources = [source(1, days=100), source(2, days=200), source(3, days=300), source(4, days=10)]
    found = silent_source(sources, {3}, now=NOW)
    assert found is not None
    assert found.value == "2"
    assert "nothing of the last 90 days on which it was read matched" in found.words
    assert silent_source([source(1, days=400, quiet_days=89)], set(), now=NOW) is None
    assert silent_source([source(1, days=200, health=Health.BLOCKED)], set(), now=NOW) is None


# --- which are made ---------------------------------------------------------------------------------------------------


def proposal(about: str, **facts: object) -> Proposal:
    return Proposal(kind="exclude", about=about, value="q", words="w", made_at=NOW, **facts)  # type: ignore[arg-type]


def test_what_was_dropped_comes_back_after_90_days_and_what_is_open_not_again() -> None:
    dropped = proposal("a", outcome="dropped", decided_at=NOW - AGAIN + timedelta(days=1))
    assert to_make([proposal("a")], [dropped], now=NOW) == ()
    assert to_make([proposal("a")], [dropped], now=NOW + timedelta(days=2)) == (proposal("a"),)
    assert to_make([proposal("a")], [proposal("a", number=1)], now=NOW + timedelta(days=400)) == ()


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_never_more_than_three_and_no_thing_twice(found: list[str], known: list[str]) -> None:
    made = to_make([None, *map(proposal, found)], map(proposal, known), now=NOW)
    assert len(made) <= 3
    assert len({each.about for each in made}) == len(made)
    assert {each.about for each in made}.isdisjoint(known)


# --- precision --------------------------------------------------------------------------------------------------------


def test_a_keyword_is_as_good_as_the_alerts_on_which_votes_decide() -> None:
    alerts = [marked(1, useful=2, against=1), marked(2, against=1), marked(3, useful=1, against=1), marked(4)]
    assert precision(alerts) == {"faces": Precision(useful=1, marked=2, posts=4)}
    assert precision([]) == {}

"""Who did or promised what."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.positions import article_of, score
from bot.core.model import Article, Deed, Position, Timestamp, Topic
from bot.core.positions import find_positions

GOLD = Path(__file__).parents[1] / "data" / "positions" / "gold.jsonl"
LEAST = {"actor": 0.95, "action": 0.95, "jurisdiction": 0.9, "bills": 1.0, "expires": 1.0}


def read(
    text: str, *, title: str = "", published: str | None = "2026-11-20", topic: Topic | None = None
) -> tuple[Position, ...]:
    stamp = Timestamp.parse(published) if published else None
    return find_positions(Article(title=title, text=text, published=stamp), topic=topic)


def main_event(text: str, *, title: str = "", published: str | None = "2026-11-20") -> Position:
    return read(text, title=title, published=published)[0]


@pytest.fixture(scope="module")
def tallies() -> dict[str, float]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    told = score(rows, [find_positions(article_of(row)) for row in rows])
    return {name: tally.f1 if name == "actor" else tally.recall for name, tally in told.items()}


@pytest.mark.parametrize("name", LEAST)
def test_the_gold_set_is_read_as_well_as_before(tallies: dict[str, float], name: str) -> None:
    assert tallies[name] >= LEAST[name]


@pytest.mark.parametrize(
    ("sentence", "actor", "action"),
    [
        ("The Harbour City Council voted 8-1 to ban facial recognition.", "Harbour City Council", Deed.BAN),
        ("Acme Vision said it is no longer offering facial recognition.", "Acme Vision", Deed.EXIT),
        ("Acme Vision said it turned down sales of facial recognition to police.", "Acme Vision", Deed.RESTRICT),
        ("Acme Vision paused sales of its facial recognition for one year.", "Acme Vision", Deed.MORATORIUM),
        ("Acme Vision said it would not sell facial recognition to police.", "Acme Vision", Deed.RESTRICT),
        ("Mayor Tobias Kent vetoed the facial recognition ordinance.", "Tobias Kent", Deed.VETO),
        ("The French regulator fined Acme Vision over facial recognition.", "French regulator", Deed.FINE),
        ("Acme Vision was sued by the Civic Rights League.", "Civic Rights League", Deed.SUE),
        ("Critics called for a ban on facial recognition.", "Critics", Deed.CALL_FOR),
        ("The Maine Senate passed the bill on facial recognition.", "Maine Senate", Deed.PASS),
        ("Police use of facial recognition is unlawful, the Court of Appeal has ruled.", "Court of Appeal", Deed.RULE),
        ("The mayor, Tobias Kent, vetoed the facial recognition ordinance.", "Tobias Kent", Deed.VETO),
        ("Acme Vision's chief executive Ines Roth backed a facial recognition bill.", "Acme Vision", Deed.SUPPORT),
        ("On Thursday Portsea became the first city to ban facial recognition.", "Portsea", Deed.BAN),
        ("The state of Vermont is suing Acme Vision over facial recognition.", "Vermont", Deed.SUE),
        (
            "The Lake Town school board is considering a ban on facial recognition.",
            "Lake Town school board",
            Deed.PROPOSE,
        ),
        ("Mayor Tobias Kent told police on Friday that officers should stop using Argus.", "Tobias Kent", Deed.BAN),
    ],
)
def test_what_was_done_and_by_whom(sentence: str, actor: str, action: Deed) -> None:
    position = main_event(sentence)

    assert (position.actor, position.action) == (actor, action)


@pytest.mark.parametrize(
    "sentence",
    [
        "Facial recognition could be banned in Harbour City.",
        "The council may ban facial recognition next year.",
        "If the council bans facial recognition, police will object.",
        "The Harbour City Council did not ban facial recognition.",
        "Members asked whether the city should stop using facial recognition.",
        "The bill would ban facial recognition in schools.",
        "Dana Ortiz said, “We banned facial recognition and we sued the company that sold it.”",
        "Residents talked about facial recognition for four hours.",
        "",
    ],
)
def test_what_nobody_did_is_no_position(sentence: str) -> None:
    assert read(sentence) == ()


def test_the_news_comes_before_what_it_recalls() -> None:
    text = (
        "San Francisco became the first city to ban facial recognition in 2019. "
        "On Friday the Harbour City Council voted to ban it too. Acme Vision stopped selling the software last year."
    )

    position = main_event(text, title="Harbour City bans facial recognition")

    assert position.actor == "Harbour City Council"
    assert position.jurisdiction == "Harbour City"


def test_what_only_the_headline_tells_is_shown_by_the_sentence_nearest_to_it() -> None:
    text = (
        "Cameras that know faces will not come to Acme Vision's shops. Facial recognition had been planned for spring."
    )

    position = main_event(text, title="Acme Vision scraps facial recognition plans")

    assert (position.actor, position.action) == ("Acme Vision", Deed.EXIT)
    assert position.confidence < 0.5


def test_a_city_acts_for_itself() -> None:
    position = main_event(
        "The city of Portsea on Wednesday banned facial recognition. Portsea, Maine, has no cameras yet."
    )

    assert (position.actor, position.jurisdiction) == ("Portsea", "Portsea")


def test_two_who_act_together_are_two_positions() -> None:
    told = read("Sens. Edwin Marsh of Oregon and Jo Merrow of Ohio introduced a bill on facial recognition, S. 4084.")

    assert [position.actor for position in told] == ["Edwin Marsh", "Jo Merrow"]
    assert {position.action for position in told} == {Deed.INTRODUCE}
    assert told[0].bills == ("S. 4084",)


@pytest.mark.parametrize(
    ("sentence", "expires", "words"),
    [
        ("Acme Vision announced a one-year moratorium on facial recognition.", date(2027, 11, 20), "one-year"),
        (
            "The Maine House approved a moratorium on facial recognition until July 1, 2028.",
            date(2028, 7, 1),
            "until July 1, 2028",
        ),
        ("Acme Vision paused sales of facial recognition until Congress acts.", None, "until Congress acts"),
    ],
)
def test_terms_become_dates_where_they_can_and_stay_words_where_they_cannot(
    sentence: str, expires: date | None, words: str
) -> None:
    position = main_event(sentence)

    assert (position.expires, position.expires_text) == (expires, words)


def test_the_day_it_takes_effect_may_stand_in_the_next_sentence() -> None:
    position = main_event(
        "The Harbour City Council voted on Thursday to ban facial recognition. It takes effect on January 1, 2027."
    )

    assert position.effective == date(2027, 1, 1)
    assert position.announced == date(2026, 11, 19)


def test_without_a_date_of_publication_relative_days_stay_unknown() -> None:
    assert main_event("Acme Vision paused sales of facial recognition on Monday.", published=None).announced is None


SOUP = (
    "the council city banned ban voted to a moratorium on facial recognition Acme Vision said it would sue was by "
    "police Mayor Kent vetoed bill S. 4084 until Monday 2027 and which fined not , . — “ ”"
)
WORDS = st.sampled_from([*SOUP.split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_whatever_the_text_a_position_names_its_sentence(text: str) -> None:
    for position in read(text, title=text[:40]):
        assert position.span.end <= len(text)
        assert position.actor.strip()
        assert 0 <= position.confidence <= 1

"""Who did or promised what."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.positions import article_of, score
from bot.core.model import Article, Deed, Name, Position, Timestamp, Topic
from bot.core.positions import find_positions

GOLD = Path(__file__).parents[1] / "data" / "positions"
LEAST = {  # gold and news were looked at while the rules were written, the hold-out only by its score
    "gold": {"actor": 0.97, "action": 1.0, "jurisdiction": 0.95, "bills": 1.0, "expires": 1.0, "announced": 1.0},
    "news": {"actor": 0.97, "action": 0.97, "jurisdiction": 0.95, "bills": 1.0, "expires": 1.0, "announced": 0.97},
    "holdout": {"actor": 0.9, "action": 0.85, "jurisdiction": 0.8, "bills": 0.95, "expires": 1.0, "announced": 0.9},
}


def read(
    text: str, *, title: str = "", published: str | None = "2026-11-20", topic: Topic | None = None
) -> tuple[Position, ...]:
    stamp = Timestamp.parse(published) if published else None
    return find_positions(Article(title=title, text=text, published=stamp), topic=topic)


def main_event(text: str, *, title: str = "", published: str | None = "2026-11-20") -> Position:
    return read(text, title=title, published=published)[0]


@pytest.mark.parametrize("name", LEAST)
def test_a_gold_set_is_read_as_well_as_before(name: str) -> None:
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    told = score(rows, [find_positions(article_of(row)) for row in rows])

    reached = {kind: tally.f1 if kind == "actor" else tally.recall for kind, tally in told.items()}

    assert {kind: (reached[kind], least) for kind, least in LEAST[name].items() if reached[kind] < least} == {}


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
        "If the council passes the bill, police will have to stop using facial recognition.",
        "No city in the state has banned facial recognition.",
        "Residents fear that the council will lift the ban on facial recognition.",
        "The mayor has not said whether she will sign the ban on facial recognition.",
        "The league threatened to sue the county over facial recognition.",
        "The bill on facial recognition has not cleared the Senate.",
        "The mayor had promised to veto the ordinance on facial recognition.",
        "It is unclear whether the regulator will fine Acme Vision over facial recognition.",
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


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Mayor Celia Vance signed Harbour City's ban on police use of facial recognition on Wednesday.",
            "Harbour City's ban on police use of facial recognition",
        ),
        ("Mayor Celia Vance vetoed the limits on facial recognition.", "the limits on facial recognition"),
        ("The Harbour City Council lifted its ban on facial recognition.", "its ban on facial recognition"),
        ("The Maine Senate passed a bill that limits facial recognition.", "a bill that limits facial recognition"),
        (
            "Acme Vision is extending its pause on police use of Argus, a face search tool.",
            "its pause on police use of Argus",
        ),
        (
            "The Open League urged Congress on Monday to halt face scans at airports.",
            "Congress to halt face scans at airports",
        ),
        (
            "The Open League called for an end to facial recognition in schools.",
            "an end to facial recognition in schools",
        ),
        ("Acme Vision will not sell facial recognition to police.", "selling facial recognition to police"),
        ("The CNIL fined Acme Vision 20 million euros on Thursday over facial recognition.", "Acme Vision"),
        ("Ana Ruiz sued Vale County and the company Acme Vision over a facial recognition match.", None),
    ],
)
def test_an_object_names_the_measure_or_the_use_so_that_the_deed_is_not_turned_round(
    sentence: str, told: str | None
) -> None:
    found = main_event(sentence).object

    assert found == (told or "Vale County and the company Acme Vision")


def test_an_end_is_no_start_and_is_told_once() -> None:
    position = main_event(
        "The Northport transit board adopted a moratorium on facial recognition on Thursday. "
        "The moratorium takes effect at once and expires on 31 December 2027, unless the board extends it."
    )

    assert (position.effective, position.effective_text) == (None, "at once")
    assert position.expires == date(2027, 12, 31)


def test_what_happened_years_ago_is_dated_by_its_own_sentence() -> None:
    told = read(
        "Acme Vision announced a one-year moratorium on police use of Argus, its facial recognition software, "
        "on 10 June 2020. In May 2021 Acme Vision extended the moratorium until further notice.",
        title="What became of the promises",
    )
    first, second = sorted(told, key=lambda position: position.span.start)

    assert (first.announced, first.expires) == (date(2020, 6, 10), date(2021, 6, 10))
    assert (second.action, second.announced, second.effective_text) == (Deed.EXTEND, None, "in May 2021")
    assert (second.expires, second.expires_text) == (None, "until further notice")


def test_background_has_no_day_but_its_own() -> None:
    text = (
        "The Harbour City Council banned facial recognition on Thursday. Residents cheered. They had waited for it. "
        "The chief was not there. Acme Vision has already stopped selling facial recognition."
    )

    told = {position.actor: position.announced for position in read(text, title="Harbour City bans face recognition")}

    assert told["Harbour City Council"] == date(2026, 11, 19)
    assert told.get("Acme Vision") is None


VENDOR = Name(name="Acme Vision", aliases=("ACME",), kind="company")
LOST = "(Wire) - Inc (NASDAQ:ACME) on Wednesday said it was putting a one-year moratorium on facial recognition."


@pytest.mark.parametrize(
    ("title", "names", "actor"),
    [
        ("Company pauses face recognition for a year", (VENDOR,), "Acme Vision"),
        ("Borealis pauses face recognition for a year", (), "Borealis"),
        ("", (), None),
    ],
)
def test_a_name_lost_in_a_paste_is_found_by_its_ticker_or_the_headline(
    title: str, names: tuple[Name, ...], actor: str | None
) -> None:
    told = read(LOST, title=title, topic=Topic(id="t", title="T", rules=(), names=names))

    assert [position.actor for position in told] == ([actor] if actor else [])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            (
                "A nurse who spent a night in jail after a computer took her for somebody else sued Vale County over "
                "face recognition. Teresa Molina, 41, was arrested in April."
            ),
            "Teresa Molina",
        ),
        (
            (
                "Canada's privacy commissioner has opened an investigation into face scans at malls. Commissioner "
                "Alain Delisle said on Tuesday that it will take a year."
            ),
            "Alain Delisle",
        ),
        (
            (
                "France's privacy watchdog imposed a fine on Acme Vision over face recognition. The CNIL said the "
                "company had not answered."
            ),
            "CNIL",
        ),
        (
            (
                "Tenants could keep their keys and avoid face scans under legislation introduced in the City Council. "
                "The bill by Council Member Ruth Okafor is short."
            ),
            "Ruth Okafor",
        ),
        ("A group of senators led by Ida Crane of Ohio urged Congress to halt face scans at airports.", "Ida Crane"),
        ("Police must stop using the face search app, the attorney general, Gil Grew, told prosecutors.", "Gil Grew"),
        (
            "Facial recognition stays legal, but a bill to limit it cleared the Vermont Senate on Monday.",
            "Vermont Senate",
        ),
    ],
)
def test_whoever_is_only_described_is_named_where_the_article_names_them(text: str, actor: str) -> None:
    assert main_event(text).actor == actor


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("OAKHOLLOW — The Oakhollow Town Council banned facial recognition.", "Oakhollow"),
        ("In March. Its Board of Supervisors banned facial recognition in San Lunas, California.", "San Lunas"),
        (
            "The use of facial recognition by police in Cardiff was unlawful, the Court of Appeal ruled.",
            "United Kingdom",
        ),
        (
            "AUGUSTA, Maine — The House on Monday passed LD 1901, a bill on facial recognition by Rep. Cora Whit.",
            "Maine",
        ),
        ("DUBLIN — The Data Protection Commission has opened an investigation into face gates at gyms.", "Ireland"),
    ],
)
def test_a_jurisdiction_is_a_place(text: str, place: str) -> None:
    assert main_event(text).jurisdiction == place


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


def test_what_is_put_on_hold_is_named_without_the_verbs_other_half() -> None:
    article = Article(
        title="Northport pauses face matching",
        text="The Northport Transit Authority has put live face matching in its stations on hold after a test.",
    )
    (position,) = find_positions(article)
    assert position.object is not None
    assert not position.object.endswith("on hold")

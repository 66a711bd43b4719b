"""Who did or promised what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Deed, Name, Topic
from tests.core.positions.reading import main_event, read


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

"""Where a deed holds."""

import pytest

from tests.core.positions.reading import main_event, read


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Maricosa County Board of Supervisors banned face scans.", "Maricosa County"),
        ("Fenland District Council banned face scans after a motion by Green councillor Tilda Rowe.", "Fenland"),
        ("The Dunmore Area School Board banned face scans.", "Dunmore"),
        ("The St. Amant Parish Sheriff's Office banned face scans.", "St. Amant"),
        ("The board of the town of Oakhollow banned face scans.", "Oakhollow"),
        ("The southern Indian state of Telangana will use facial recognition in elections.", "Telangana"),
        ("New South Wales police minister Ana Ruiz announced a review of face scans.", "New South Wales"),
        ("South Wales Police deployed live facial recognition at a concert.", "South Wales"),
        ("INDIANAPOLIS — Gov. Karen Stoltz vetoed a bill on face scans.", "Indiana"),
        ("PARIS — The CNIL fined Acme Vision over face scans.", "France"),
        ("The European Parliament banned face scans.", "European Union"),
        ("The FTC banned Acme Vision from using face scans.", "United States"),
        ("The Court of Appeal ruled that face scans were unlawful. The force said it would appeal.", "United Kingdom"),
        ("A judge in Cook County ruled that a suit over face scans can go ahead.", "Cook County"),
        ("A jury in Chicago found that Acme Vision broke the law with face scans.", "Illinois"),
        ("A court in London ruled that face scans were unlawful.", "United Kingdom"),
        ("A federal judge in Chicago ruled that face scans were unlawful.", "United States"),
        ("The Harwich Reform Group sued the City of Harwich over face scans in New England.", "Harwich"),
        (
            "Campaigners called for a ban on face scans. MPs will debate it; North Riding Police will not.",
            "United Kingdom",
        ),
    ],
)
def test_a_place_is_that_of_who_has_power_there(text: str, place: str) -> None:
    assert main_event(text).jurisdiction == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("PORTLAND, Maine — The Portland City Council banned face scans.", "Portland, Maine"),
        ("The Portland City Council banned face scans. Tenants in Portland, Ore., cheered.", "Portland, Oregon"),
        ("The Portland City Council banned face scans.", "Portland"),
        ("The Vale City Council banned face scans in Vale, Oregon.", "Vale"),
    ],
)
def test_cities_of_one_name_are_told_apart_by_their_state(text: str, place: str) -> None:
    assert main_event(text).jurisdiction == place


def test_half_of_a_states_name_is_no_person() -> None:
    text = (
        "Workers in South Dakota would clock in without face scans under a bill filed on Monday. HB 1238 is sponsored "
        "by Rep. Joel Lund."
    )

    assert main_event(text).jurisdiction == "South Dakota"


def test_a_company_that_decides_for_itself_has_no_place() -> None:
    assert main_event("Acme Vision said it is no longer offering facial recognition.").jurisdiction is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("WASHINGTON — The House on Tuesday passed a bill that would ban federal use of face scans.", "United States"),
        ("The German-born mayor of Harbor City signed a ban on face scans.", "Harbor City"),
        ("The attorney general of Illinois sued FanPass on Monday over its use of face scans.", "Illinois"),
    ],
)
def test_where_somebody_comes_from_or_writes_is_not_where_they_have_power(text: str, place: str) -> None:
    assert main_event(text).jurisdiction == place


@pytest.mark.parametrize("title", ["Unanimous council bans face scans", "Ten things: an ordinance of Ana Ruiz"])
def test_how_a_council_votes_and_who_wrote_the_ordinance_are_no_places(title: str) -> None:
    text = "The city council voted 8-3 to ban face recognition. The ordinance of Ana Ruiz takes effect on March 1."
    (told, *_) = read(text, title=title)
    assert (told.actor, told.jurisdiction) == ("city council", None)

"""What is the news of an article, and what it only recalls or reports."""

import pytest

from bot.core.model import Deed
from tests.core.positions.reading import main_event, read


def test_what_another_city_did_before_is_no_news_here() -> None:
    text = (
        "San Francisco banned it in 2019 and Oakland soon followed. Now it is Boston's turn. "
        "The Boston City Council on Wednesday passed an ordinance that limits facial recognition."
    )

    told = read(text, title="Boston police get new limits")

    assert (told[0].actor, told[0].action) == ("Boston City Council", Deed.PASS)
    recalled = next(position for position in told if position.actor == "San Francisco")
    assert (recalled.announced, recalled.effective_text) == (None, "in 2019")


def test_what_is_surely_told_in_the_lead_is_the_news_whatever_the_headline_says() -> None:
    text = (
        "Spindle City's pause will become two years long. The Spindle City Council voted 8–1 on Wednesday to "
        "extend the moratorium on face scans it passed last June."
    )

    position = main_event(text, title="City keeps pause")

    assert (position.actor, position.action) == ("Spindle City Council", Deed.EXTEND)


def test_the_past_of_what_was_said_is_no_background() -> None:
    position = main_event("The Vale Transit Authority said on Monday that it had paused its face scan project.")

    assert position.action is Deed.SUSPEND


def test_a_pause_in_the_headline_may_be_a_moratorium_in_the_text() -> None:
    text = (
        "Vale put off face-scanning cameras. The Vale City Council voted 6-5 for a five-year moratorium on face scans."
    )

    assert main_event(text, title="Vale pauses face scans").action is Deed.MORATORIUM


def test_a_judge_is_named_where_the_article_names_them() -> None:
    text = (
        "A judge in Cook County ruled that a suit over face scans can go ahead. Circuit Judge Anita Lowenthal "
        "heard it in May."
    )

    assert main_event(text).actor == "Anita Lowenthal"


@pytest.mark.parametrize(
    "text",
    [
        "Rep. Lee Marsh visited Vale's camera centre, which uses facial recognition.",
        "A lawsuit over face scans, which the Vale police use, was read aloud by Ana Ruiz.",
    ],
)
def test_who_is_named_first_does_not_do_what_a_side_clause_tells(text: str) -> None:
    assert not {"Lee Marsh", "Ana Ruiz"} & {position.actor for position in read(text)}


def test_headlines_that_a_page_glues_behind_a_name_are_not_read() -> None:
    text = (
        "Rep. Lee Marsh Lee Edward MarshSenate panel bans facial recognition | House passes face scan bill MORE "
        "(D-Ohio) introduced a bill on Tuesday that limits facial recognition."
    )

    told = read(text)

    assert [(position.actor, position.action) for position in told] == [("Lee Marsh", Deed.INTRODUCE)]


def test_hearsay_is_never_sure() -> None:
    sure = read("The Vale Police Department bought face search software.")
    told = read("The Vale Police Department reportedly bought face search software.")

    assert [position.confidence >= 0.5 for position in sure] == [True]
    assert not [position for position in told if position.confidence >= 0.5]


def test_who_is_sued_does_not_sue() -> None:
    text = "Acme Vision settled a lawsuit over face scans brought by the Open League. Acme Vision will pay."

    assert {(position.actor, position.action) for position in read(text)} == {("Acme Vision", Deed.SETTLE)}


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        (
            "Mayor Gwen Aldous ordered the Vale police on Monday to suspend all use of facial recognition.",
            "Gwen Aldous",
            Deed.SUSPEND,
        ),
        (
            "Casinos must install facial recognition to keep gamblers out, the state's gambling regulator announced.",
            "gambling regulator",
            Deed.DEPLOY,
        ),
    ],
)
def test_who_orders_it_has_done_it(text: str, actor: str, action: Deed) -> None:
    position = main_event(text)

    assert actor in position.actor
    assert position.action is action


def test_a_page_that_lost_its_full_stops_still_tells_its_first_deed() -> None:
    text = "The Vale City Council banned face scans on Monday " + "was signed by the mayor and " * 2000

    assert (main_event(text).actor, main_event(text).action) == ("Vale City Council", Deed.BAN)

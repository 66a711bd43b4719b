"""Conversations in a paste."""

import pytest

from bot.core.articles import article_from_text
from bot.core.model import Hints
from bot.core.quotes import find_quotes

LEAD = (
    "The Courier spoke with Sheriff Mark Weber about the ban on cameras that the council of Northfield passed "
    "on Monday after nine hours of debate in a hall that was full."
)
LONG = "In most of the cases it gave us a name within a day, and we would not have had that name without it."


@pytest.mark.parametrize(("asks", "answers"), [("Q", "A"), ("Courier", "Weber"), ("RUTH ADLER", "MARK WEBER")])
def test_short_turns_are_kept_between_long_ones_and_at_the_end(asks: str, answers: str) -> None:
    turns = [f"{asks}: Did it help?", f"{answers}: Yes.", f"{asks}: How often?", f"{answers}: {LONG}"]
    turns += [f"{asks}: Thank you.", f"{answers}: No, thank you."]
    page = ["Menu", "Subscribe", LEAD, *turns, "Related stories", "Council bans cameras", "Contact"]
    article = article_from_text("\n".join(page), hints=Hints())
    assert article.text.split("\n\n") == [LEAD, *turns]
    spoken = [quote.text for quote in find_quotes(article) if quote.speaker == "Mark Weber"]
    assert spoken == ["Yes.", LONG, "No, thank you."]


def test_labels_that_come_once_or_alone_are_no_conversation() -> None:
    page = ["Topics: cameras", "Region: Northfield", LEAD, f"{LONG} {LONG}", "Contact: us", "Topics: police"]
    assert article_from_text("\n".join(page), hints=Hints()).text.split("\n\n") == [LEAD, f"{LONG} {LONG}"]


def test_a_note_below_biography_and_links_is_found() -> None:
    note = "Correction: An earlier version of this article misspelled the name of the sheriff."
    page = [
        LEAD,
        f"{LONG} {LONG}",
        "Read more: What the council decided",
        "Photo: Ruth Example",
        "Ruth Example is a staff writer at the Courier.",
        "Share",
        note,
    ]
    assert article_from_text("\n".join(page), hints=Hints()).corrections == (note,)

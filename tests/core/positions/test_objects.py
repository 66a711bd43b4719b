"""What a deed is done to."""

import pytest

from bot.core.model import Article, Deed
from bot.core.positions import find_positions
from tests.core.positions.reading import main_event, read


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


def test_what_is_put_on_hold_is_named_without_the_verbs_other_half() -> None:
    article = Article(
        title="Northport pauses face matching",
        text="The Northport Transit Authority has put live face matching in its stations on hold after a test.",
    )
    (position,) = find_positions(article)
    assert position.object is not None
    assert not position.object.endswith("on hold")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Acme Vision said on Monday it would not sell facial recognition to U.S. police departments until 2030.",
            "selling facial recognition to U.S. police departments",
        ),
        ("The Harbour City Council banned facial recognition from the U.S. maker Lumen.", None),
    ],
)
def test_an_object_goes_on_behind_initials(sentence: str, told: str | None) -> None:
    assert main_event(sentence).object == (told or "facial recognition from the U.S. maker Lumen")


def test_who_brought_a_suit_did_not_sue_the_suit() -> None:
    settled = "Acme Vision agreed on Monday to settle a suit brought by the Open League over facial recognition."
    assert {each.action: each.object for each in read(settled)}.get(Deed.SUE) is None
    brought = "The case over facial recognition was brought by Ana Ruiz, 44, whose face was scanned."
    assert [each.object for each in read(brought) if each.action is Deed.SUE] in ([None], [])
    against = "A lawsuit over facial recognition was filed against Vale County by the Open League on Monday."
    assert [each.object for each in read(against) if each.action is Deed.SUE] == ["Vale County"]


@pytest.mark.parametrize("price", ["$120,000", "$1,250,000.50"])
def test_a_sum_is_told_whole(price: str) -> None:
    position = main_event(
        f"The Riverton County Commission voted to approve a facial recognition contract with Acme Vision worth {price}."
    )
    assert position.object is not None
    assert position.object.endswith(price)

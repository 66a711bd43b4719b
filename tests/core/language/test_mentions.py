import pytest

from bot.core.language.descriptions import described
from bot.core.language.mentions import Followed, follow
from bot.core.language.names import cast
from bot.core.text import split_sentences


def followed(text: str) -> Followed:
    return follow(text, cast(text), split_sentences(text))


def who(text: str, phrase: str) -> str | None:
    """Who the last occurrence of a pronoun or description is."""
    place = text.rindex(phrase)
    thread = followed(text)
    told = described(phrase, place, thread)
    found = thread.pronoun(place) or (told.entity if told is not None else None)
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("Ana Ruiz spoke to Ruth Adler about Tom Bell. Then she left.", "she", "Ana Ruiz"),
        ("Ana Ruiz met Mark Weber. Then he left.", "he", "Mark Weber"),
        (
            "Weber Smith Jr., who beat Tom Bell, won. Earlier, Mark Weber praised Omar Haddad. Now he waits.",
            "he",
            "Mark Weber",
        ),
        (
            "Acme Vision sells cameras. Bolt Systems bought Acme Vision. Then the company fell.",
            "the company",
            "Bolt Systems",
        ),
        ("Sen. Lena Ortiz heard Dana Whitcomb. Whitcomb spoke. Then the senator rose.", "the senator", "Lena Ortiz"),
        (
            "Fiona Grady, director of the Lantern, met Ana Ruiz. Ruiz left. Here the director smiled.",
            "the director",
            "Fiona Grady",
        ),
        (
            "The Harbor Dock Workers Union struck. Acme Vision waited. Then the union won.",
            "the union",
            "Harbor Dock Workers Union",
        ),
        ("Greg Olsen spoke. The Ohio sheriff was loud.", "The Ohio sheriff", "Greg Olsen"),
    ],
)
def test_the_last_fitting_subject_is_meant(text: str, phrase: str, name: str) -> None:
    assert who(text, phrase) == name


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Ana Ruiz spoke. Then he left.", "he"),
        ("It rained. Then she left.", "she"),
        ("Ana Ruiz met Tom Bell. Later the judge ruled.", "the judge"),
        ("Ana Ruiz spoke. A spokesman declined.", "A spokesman"),
    ],
)
def test_nobody_rather_than_somebody_who_does_not_fit(text: str, phrase: str) -> None:
    assert who(text, phrase) is None

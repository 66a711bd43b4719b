"""Two people of one pronoun who answer each other: who of them "she" is, nobody can tell for certain."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes

_TWO = (
    "Mayor Ana Hale met her rival, Beth Frost, on Monday.\n\n“You are wrong about all of it,” Hale told her.\n\n"
    "“You are not even from here,” Frost said.\n\n"
)


def _quotes(text: str) -> tuple[Quote, ...]:
    return find_quotes(Article(title="", text=text))


def test_answers_by_pronoun_alone_are_below_posting() -> None:
    text = _TWO + "“I was born on Elm Street,” she said.\n\n“That is not what the register says,” she shot back."
    assert all(quote.confidence < SURE for quote in _quotes(text)[2:])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Frost was calm. “I was born on Elm Street,” she said.", "Beth Frost"),
        ("“I was born on Elm Street,” Frost added. “I never left it,” she said.", "Beth Frost"),
    ],
)
def test_who_was_named_in_the_same_paragraph_is_who_goes_on(text: str, speaker: str) -> None:
    quote = _quotes(_TWO + text)[-1]
    assert quote.speaker == speaker
    assert quote.confidence >= SURE


def test_a_man_and_a_woman_are_told_apart() -> None:
    text = _TWO.replace("Beth", "Peter").replace("her rival", "his rival")
    quotes = _quotes(f"{text}“I was born on Elm Street,” she said.\n\n“That is not what it says,” he said.")
    assert [quote.speaker for quote in quotes[2:]] == ["Ana Hale", "Peter Frost"]
    assert all(quote.confidence >= SURE for quote in quotes[2:])


@pytest.mark.parametrize(
    "text",
    [
        "Campaigner Alex Marsh said they had waited for years. “It was like a dream to me,” they said.",
        "The agency closed the file. Robin Lasker, a tenant, said that they were tired. “I was not asked,” they said.",
    ],
)
def test_they_may_be_one_person_and_never_surely(text: str) -> None:
    quote = _quotes(text)[-1]
    assert quote.speaker in ("Alex Marsh", "Robin Lasker")
    assert quote.confidence < SURE


def test_they_are_the_two_who_were_named_together() -> None:
    text = "Ana Hale and Alex Marsh met. Marsh said they had agreed. “It is a good day for all of us,” they said."
    assert _quotes(text)[-1].speaker == "Ana Hale and Alex Marsh"


def test_of_a_name_that_tells_nothing_she_may_be_meant() -> None:
    text = (
        "Hugo Brand said the ban was a mistake. “It ties our hands,” he said.\n\n"
        "Brand's opponent, Jess Lund, backs the ban. “Hugo never read the report,” she said."
    )
    assert _quotes(text)[-1].speaker == "Jess Lund"

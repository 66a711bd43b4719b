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

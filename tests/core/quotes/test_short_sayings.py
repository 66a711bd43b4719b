"""Short, and yet somebody said it; long, and yet nobody did."""

import pytest

from bot.core.model import Article
from bot.core.quotes import SURE, find_quotes


def _said(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in find_quotes(Article(title="", text=text))]


def test_a_one_word_answer_in_single_marks() -> None:
    text = (
        "'Our officers need all of this,' said Mayor Ana Hale. 'It was never private.'\n\n"
        "'It is a stain on the whole record,' Hugo Brandt said.\n\n'Nonsense,' replied Hale."
    )
    assert _said(text)[-1] == ("Ana Hale", "Nonsense,")


def test_a_word_at_arms_length_is_no_answer() -> None:
    text = (
        "'Our officers need all of this,' said Mayor Ana Hale. 'It was never private.'\n\n"
        "The 'smart' vans, said Hugo Brandt, were not 'smart' at all."
    )
    assert all(words not in ("smart", "smart,") for _, words in _said(text))


def test_the_last_paragraph_of_a_speech_may_be_short() -> None:
    text = 'Ana Hale said: "The bill will cost us all a lot.\n\n"We asked them to think again.\n\n"They refused."'
    assert _said(text) == [("Ana Hale", "The bill will cost us all a lot. We asked them to think again. They refused.")]


def test_what_somebody_quotes_ends_his_own_saying() -> None:
    text = "“I kept telling them, ‘That isn't me,’” Hugo Brandt said. “They said, ‘The computer says it's you.’”"
    (quote,) = find_quotes(Article(title="", text=text))
    assert len(quote.parts) == 2
    assert not quote.is_partial


def test_who_tells_a_reporter_speaks_and_not_the_reporter() -> None:
    text = "“It helps us solve crimes,” Sheriff Dan Frost told reporter Ann Wills. “We use it with care.”"
    assert _said(text) == [("Dan Frost", "It helps us solve crimes, We use it with care.")]


@pytest.mark.parametrize(
    "text",
    [
        'The box reads "Works with every front door in America" in large letters.',
        'A label on the packaging says "Safe for every home in the land" in red.',
        'Users must tick "I agree to the terms of service" to go on.',
        'A notice at the gate warned "You are being filmed by this shop" in red.',
    ],
)
def test_what_is_printed_on_a_thing_is_nobodys(text: str) -> None:
    assert _said(f"Hugo Brandt left. {text}") == []


def test_who_interviews_is_not_posted_unasked_nor_are_thanks() -> None:
    text = (
        "Sen. Priya Nair spoke with host Eric Lund.\n\nERIC LUND, HOST: Senator, why this bill and why now?\n\n"
        "PRIYA NAIR: Because nobody is minding the store. We asked them twice.\n\n"
        "LUND: Sheriffs say that a warrant takes too long.\n\nNAIR: A judge is a phone call away.\n\n"
        "LUND: Thank you, Senator.\n\nNAIR: Thank you, Eric."
    )
    sure = [quote.text for quote in find_quotes(Article(title="", text=text)) if quote.confidence >= SURE]
    assert sure == [
        "Because nobody is minding the store. We asked them twice.",
        "A judge is a phone call away.",
    ]

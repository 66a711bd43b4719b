"""Where the words may be somebody else's, they are not posted unasked: namesakes, and who is only told."""

import pytest

from bot.core.model import Article
from bot.core.quotes import SURE, find_quotes


@pytest.mark.parametrize(
    "text",
    [
        "Jane Lopez, a lawyer, and Maria Lopez, a council member, spoke.\n\n“We must ban this now,” Lopez said.",
        "Robert Jones Jr. and Robert Jones Sr. went to the hearing.\n\n“We must ban this now,” said Jones Sr.",
    ],
)
def test_a_surname_that_two_people_bear_alike_is_not_sure(text: str) -> None:
    (quote,) = find_quotes(Article(title="A ban", text=text))
    assert quote.speaker is None or quote.confidence < SURE or "Sr" in quote.speaker


def test_a_surname_that_one_person_bears_is_sure() -> None:
    text = "Jane Lopez, a lawyer, spoke. Ben Ruiz listened.\n\n“We must ban this now,” Lopez said."
    (quote,) = find_quotes(Article(title="A ban", text=text))
    assert (quote.speaker, quote.confidence >= SURE) == ("Jane Lopez", True)


def test_who_was_told_something_did_not_surely_say_it() -> None:
    text = "The police chief, John Park, was told by Maria Lopez: “We must ban this technology now.”"
    (quote,) = find_quotes(Article(title="A ban", text=text))
    assert quote.speaker != "John Park" or quote.confidence < SURE

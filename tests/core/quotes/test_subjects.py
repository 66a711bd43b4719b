import pytest

from bot.core.model import Article
from bot.core.quotes import find_quotes


@pytest.mark.parametrize("name", ["Harris", "Mattis", "Kelly", "Novartis", "Thomas", "Connolly", "Paulhas"])
def test_a_name_that_ends_like_an_adverb_keeps_its_end(name: str) -> None:
    text = f"Dana {name} led the review.\n\n“We found nothing that would stand in court,” {name} said."
    assert find_quotes(Article(title="", text=text))[0].speaker == f"Dana {name}"


def test_an_adverb_between_subject_and_verb_is_stepped_over() -> None:
    text = (
        "Dana Harris led the review.\n\n“We found nothing that would stand in court,” Harris later also publicly said."
    )
    (quote,) = find_quotes(Article(title="", text=text))
    assert (quote.speaker, quote.cue) == ("Dana Harris", "said")

"""A name, a colon or a dash, and the words; headlines among them."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes


def quotes(text: str, title: str = "Council weighs cameras") -> tuple[Quote, ...]:
    return find_quotes(Article(title=title, text=f"Lena Ortiz and Mark Weber met on Friday.\n\n{text}"))


@pytest.mark.parametrize(
    "head",
    [
        "Lena Ortiz: ",
        "Mayor Lena Ortiz: ",
        "Lena Ortiz, mayor of Northfield: ",
        "Lena Ortiz (D-Ohio): ",
        "Lena Ortiz, who chairs the council of Northfield — ",
        "Northfield Mayor Lena Ortiz – ",
        "- Ortiz: ",
        "Ortiz on the cameras: ",
        "Ortiz, to Mark Weber: ",
    ],
)
def test_a_name_at_the_head_of_a_paragraph_speaks(head: str) -> None:
    (quote,) = quotes(f"{head}“We will sign it this week.”")
    assert (quote.speaker, quote.text) == ("Lena Ortiz", "We will sign it this week.")
    assert quote.confidence >= SURE


def test_whoever_a_verb_names_speaks_and_not_the_head() -> None:
    (quote,) = quotes("Lena Ortiz, mayor of Northfield, was told by Mark Weber: “We will sign it this week.”")
    assert quote.speaker == "Mark Weber" or quote.confidence < SURE


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Mayor Ortiz: ‘We will sign it this week’", "We will sign it this week"),
        ("Ortiz on cameras: ‘We will sign it this week’", "We will sign it this week"),
        ("‘We will not have it here,’ says Lena Ortiz", "We will not have it here,"),
    ],
)
def test_a_headline_in_the_text_is_read_and_never_sure(headline: str, words: str) -> None:
    text = f"{headline}\n\nMayor Lena Ortiz signed it. “I am glad that this is over,” she said."
    first, second = find_quotes(Article(title=headline, text=text))
    assert (first.speaker, first.text) == ("Lena Ortiz", words)
    assert first.confidence < SURE
    assert second.text == "I am glad that this is over,"


@pytest.mark.parametrize(
    "headline",
    ["‘Not on our streets’: council bans face cameras", "Sheriff says the ban will ‘cost lives in our city’"],
)
def test_words_of_nobody_in_a_headline_are_left_out(headline: str) -> None:
    text = f"{headline}\n\nMayor Lena Ortiz signed it. “I am glad that this is over,” she said."
    assert [quote.text for quote in find_quotes(Article(title=headline, text=text))] == ["I am glad that this is over,"]


def test_a_title_outside_the_text_gives_no_quote_because_no_offset_could_tell_it() -> None:
    assert quotes("It rained.", title="Mayor Ortiz: ‘We will sign it this week’") == ()


@pytest.mark.parametrize(
    "text",
    [
        "“We will sign it this week.”\n\nLena Ortiz, mayor of Northfield\n\nIt rained.",
        "“We will sign it this week.” (Lena Ortiz, mayor)",
        "“We will sign it this week.” Lena Ortiz",
    ],
)
def test_a_name_alone_below_or_behind_the_words_signs_them_less_surely(text: str) -> None:
    (quote,) = quotes(text)
    assert (quote.speaker, quote.text) == ("Lena Ortiz", "We will sign it this week.")
    assert quote.confidence < SURE


def test_words_of_a_statement_named_right_before_them_are_its_writers() -> None:
    (quote,) = quotes("From Lena Ortiz's statement on Monday: “We will sign it this week.”")
    assert quote.speaker == "Lena Ortiz"


def test_who_is_interrupted_is_not_who_interrupts() -> None:
    first, second = quotes("“We will sign it this—” Lena Ortiz began. “No,” said Mark Weber.")
    assert first.speaker != "Mark Weber"
    assert second.speaker == "Mark Weber"

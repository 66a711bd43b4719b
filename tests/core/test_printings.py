"""The same words in several outlets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import ArticleId, Quote, Said, Span
from bot.core.quotes import merge, same_words

WORDS = "We hope that this pause gives the council enough time to write rules that everybody can live with"


def said(text: str, outlet: str, *, speaker: str | None = "Acme Vision", number: int = 1) -> Said:
    quote = Quote(parts=(Span(0, len(text)),), text=text, speaker=speaker, confidence=0.9)
    url = f"https://{outlet.lower()}.example/{number}"
    return Said(quote=quote, article=ArticleId(number), title="T", url=url, outlet=outlet, published=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WORDS, f"{WORDS}."),
        ("It isn’t over", "It isn't over"),
        (WORDS, "this pause gives the council enough time"),
        (WORDS, "We hope that this pause gives the council … rules that everybody can live with"),
        (WORDS, "We hope ... this pause gives the council enough time to write rules"),
        ("The organisation will defend the colour of law", "the organization will defend the color of law"),
        (WORDS, WORDS.replace("enough", "sufficient")),
        ("A face-matching system is no witness here", "A face matching system is no witness here"),
        ("It took eleven months to answer us", "It took 11 months to answer us"),
        (WORDS, WORDS.replace("We hope", "[W]e hope")),
        (WORDS, WORDS.replace("We hope", "[They] hope")),
        (WORDS, WORDS.replace("the council", "the [Harlow] council")),
        (WORDS, WORDS.replace("the council", "the council (of Harlow)")),
    ],
)
def test_marks_spelling_cuts_and_a_changed_word_leave_it_one_statement(one: str, other: str) -> None:
    assert same_words(one, other)
    assert same_words(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WORDS, "We hope that the mayor signs the ordinance before the winter and that nobody waits"),
        ("We support the ban", "We oppose the ban"),
        ("of the city", WORDS),
        ("enough time … this pause gives the council", WORDS),
        ("", ""),
    ],
)
def test_other_words_are_another_statement(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_the_fullest_printing_stands_for_all_and_names_the_others() -> None:
    cut = "this pause gives the council enough time"
    altered = WORDS.replace("everybody can live with", "nobody can evade now")
    (quote,) = merge([said(cut, "KXYZ"), said(WORDS, "Bayline", number=2), said(altered, "Courier", number=3)])
    assert (quote.quote.text, quote.outlet) == (WORDS, "Bayline")
    assert [(other.outlet, other.text, other.is_altered) for other in quote.others] == [
        ("KXYZ", cut, False),
        ("Courier", altered, True),
    ]


@pytest.mark.parametrize("other", ["[W]e hope", "[They] hope", "We (the company) hope", "We … hope"])
def test_what_an_outlet_marks_as_its_own_alters_nothing(other: str) -> None:
    (quote,) = merge([said(WORDS, "KXYZ"), said(WORDS.replace("We hope", other), "Bayline", number=2)])
    assert [printing.is_altered for printing in quote.others] == [False]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_the_outlet_that_changed_a_word_is_the_one_of_three(first: int) -> None:
    altered = WORDS.replace("enough time", "all of the time in the world")
    told = [said(altered, "Courier", number=1), said(WORDS, "Bayline", number=2), said(f"{WORDS}.", "KXYZ", number=3)]
    (quote,) = merge([*told[first:], *told[:first]])
    assert quote.outlet in ("Bayline", "KXYZ")
    assert {other.outlet: other.is_altered for other in quote.others} | {quote.outlet: False} == {
        "Courier": True,
        "Bayline": False,
        "KXYZ": False,
    }


def test_a_printing_between_two_others_shows_that_they_are_one() -> None:
    one, other = "this pause gives the council", "time to write rules that everybody can live with"
    (quote,) = merge([said(one, "KXYZ"), said(other, "Courier", number=2), said(WORDS, "Bayline", number=3)])
    assert (quote.outlet, [printing.outlet for printing in quote.others]) == ("Bayline", ["KXYZ", "Courier"])


def test_long_words_are_one_quote_whoever_an_outlet_names() -> None:
    told = [said(WORDS, "KXYZ", speaker="Lee Marsh"), said(WORDS, "Bayline", speaker="Acme Vision", number=2)]
    assert len(merge(told)) == 1


def test_a_slogan_that_two_people_use_is_two_quotes() -> None:
    told = [said("Not in our city", "KXYZ", speaker="Ana Ruiz"), said("Not in our city", "KXYZ", speaker="Omar Haddad")]
    assert len(merge(told)) == 2


def test_a_shorter_name_of_the_speaker_is_the_same_speaker() -> None:
    told = [said("Not in our city", "KXYZ", speaker="Ana M. Ruiz"), said("Not in our city!", "Bayline", speaker="Ruiz")]
    assert len(merge(told)) == 1


@given(
    st.lists(st.sampled_from([WORDS, "Not in our city", "this pause gives the council enough time", "No"]), max_size=8)
)
def test_no_printing_is_lost_or_told_twice(texts: list[str]) -> None:
    told = [said(text, "KXYZ", number=number) for number, text in enumerate(texts)]
    merged = merge(told)
    assert sorted(a for quote in merged for a in (quote.article, *(o.article for o in quote.others))) == list(
        range(len(told))
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_sameness_has_no_direction(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)

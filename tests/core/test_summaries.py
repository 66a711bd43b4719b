from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article
from bot.core.quotes import find_quotes
from bot.core.summaries import summary

TEXT = (
    "NORTHFIELD, Ohio (AP) - The Northfield council voted 6-1 on Tuesday to ban police use of facial recognition "
    "until the end of 2027.\n\n"
    '"People were never asked about any of this," said Ana Ruiz, who wrote the ordinance.\n\n'
    "He also said the cameras would stay.\n\n"
    "The Northfield ban covers every city department and lets residents sue when facial recognition is used.\n\n"
    "Northfield was founded in 1807."
)


def shown(text: str, title: str = "Northfield bans facial recognition") -> list[str]:
    article = Article(title=title, text=text)
    return [span.of(text) for span in summary(article, quotes=find_quotes(article))]


def test_the_sentences_that_tell_what_happened_without_the_dateline() -> None:
    first, second = shown(TEXT)
    assert first.startswith("The Northfield council voted 6-1 on Tuesday")
    assert second.startswith("The Northfield ban covers every city department")


def test_an_anecdote_at_the_head_is_left_out() -> None:
    text = (
        "I was buying beans when the camera found me.\n\n"
        "You would not have noticed it.\n\n"
        "The state senate passed a bill on Friday that forbids face recognition in shops without consent.\n\n"
        "The bill on face recognition in shops goes to the governor, who has ten days to sign it."
    )
    first, second = shown(text, "Senate passes bill on face recognition in shops")
    assert first.startswith("The state senate passed a bill on Friday")
    assert second.startswith("The bill on face recognition")


def test_a_sentence_that_leans_back_stands_only_behind_its_support() -> None:
    text = (
        "The Marlow council banned face recognition on Monday after two years of debate in its meetings.\n\n"
        "The decision makes the Marlow council the first in its state to ban face recognition.\n\n"
        "Trees were planted in the park."
    )
    assert len(shown(text, "Marlow council bans face recognition")) == 2
    assert not shown(f"Rain fell on the town for all of Monday morning.\n\n{text}", "Marlow ban")[0].startswith(
        "The decision"
    )


def test_the_move_and_she_are_left_out_where_something_else_tells_as_much() -> None:
    text = (
        "The Marlow council banned face recognition on Monday after two years of debate in its meetings.\n\n"
        "The move makes Marlow the first city in its state to ban face recognition.\n\n"
        "The Marlow ban on face recognition covers the police and every school of the city.\n\n"
        "She said that Marlow had never needed face recognition."
    )
    assert [words[:17] for words in shown(text, "Marlow council bans face recognition")] == [
        "The Marlow counci",
        "The Marlow ban on",
    ]


def test_where_everything_leans_back_something_is_shown_all_the_same() -> None:
    assert shown("He also said the cameras would stay in place.", "Cameras stay") != []


def test_a_trailing_attribution_and_the_stop_behind_it_are_cut() -> None:
    text = (
        "The port of Calder switched its gate cameras off on Monday after a court order, officials said Tuesday.\n\n"
        "The gate cameras had photographed dock workers in Calder for three years without a warrant."
    )
    first, _ = shown(text, "Calder port switches cameras off")
    assert first == "The port of Calder switched its gate cameras off on Monday after a court order"


def test_quotes_are_not_shown_again() -> None:
    assert not any("never asked" in sentence for sentence in shown(TEXT))


def test_one_sentence_is_a_summary_and_no_words_are_none() -> None:
    assert shown("The council voted on Tuesday.") == ["The council voted on Tuesday."]
    assert shown("") == []
    assert shown("…\n\n---") == []


@given(st.text(max_size=400), st.text(max_size=40))
def test_every_sentence_is_found_in_the_text_in_order_and_once(text: str, title: str) -> None:
    spans = summary(Article(title=title, text=text))
    assert len(spans) <= 3
    assert all(a.end <= b.start for a, b in pairwise(spans))

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


def test_an_empty_text_has_no_summary() -> None:
    assert shown("") == []
    assert shown("…\n\n---") == []


@given(st.text(max_size=400), st.text(max_size=40))
def test_every_sentence_is_found_in_the_text_in_order_and_once(text: str, title: str) -> None:
    spans = summary(Article(title=title, text=text))
    assert len(spans) <= 3
    assert all(a.end <= b.start for a, b in pairwise(spans))

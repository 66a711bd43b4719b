"""What a page prints twice."""

from bot.core.model import Article
from bot.core.quotes import find_quotes

WORDS = "The vote is on Friday and we all must come early"


def said(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in find_quotes(Article(title="", text=text))]


def test_a_headline_and_a_pull_quote_repeat_the_body_and_count_with_it() -> None:
    body = f"“{WORDS}, or nobody will,” Mark Weber said."
    assert said(f"Mark Weber: “{WORDS}”\n\nIt rained.\n\n{body}\n\n“{WORDS}”") == [
        ("Mark Weber", f"{WORDS}, or nobody will,")
    ]


def test_words_said_again_with_a_cue_of_their_own_are_said_again() -> None:
    text = f"“{WORDS},” Mark Weber wrote.\n\nIt rained. “{WORDS}, or nobody will,” he said later."
    assert [words for _, words in said(text)] == [f"{WORDS},", f"{WORDS}, or nobody will,"]


def test_the_same_words_of_somebody_else_are_a_second_voice() -> None:
    text = f"“{WORDS}, or nobody will,” Mark Weber said.\n\nLena Ortiz called on them: “{WORDS}.”"
    assert [speaker for speaker, _ in said(text)] == ["Mark Weber", "Lena Ortiz"]


def test_a_post_that_the_body_quotes_is_the_bodys_quote() -> None:
    text = f"“{WORDS},” Mark Weber wrote.\n\n{WORDS}. Bring chairs. — Mark Weber (@mweber) June 9, 2026"
    assert said(text) == [("Mark Weber", f"{WORDS},")]


def test_a_post_that_nobody_quotes_stays() -> None:
    text = f"Mark Weber spoke.\n\n{WORDS}. — Mark Weber (@mweber) June 9, 2026"
    assert said(text) == [("Mark Weber", f"{WORDS}.")]

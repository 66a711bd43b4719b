"""What holds of every article, whatever its marks, labels and blocks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article, Span
from bot.core.quotes import find_quotes

PARAGRAPHS = st.sampled_from(
    [
        "It rained on Friday in Northfield.",
        "“We will sign it,” said Lena Ortiz, mayor of Northfield.",
        '"We will not," said Mark Weber. "We never did."',
        "‘We’ll see,’ Weber said. ‘It’s the voters’ choice.’",
        "Lena Ortiz said in a statement:",
        "Mark Weber told the council: “My points are these:",
        "- We have listened to you for two years, and we sign it.",
        "> We have listened to you for two years.\n> We sign it.",
        "    We have listened to you, and we sign it.",
        "ORTIZ: Why did you never ask my staff?",
        "MR. WEBER: You know that I did, twice.",
        "Q: Did you ask?",
        "A: I did, and nobody told me.",
        "We have listened to you for two years,” Ortiz said.",
        "Ortiz said: “We have listened to you for two years.",
        "The ordinance reads: “No officer shall use it.”",
        "We sign it. — Lena Ortiz (@lortiz) June 9, 2026",
        "— Lena Ortiz, mayor",
        "Protesters held signs that read “Ban it before it bans us.”",
        "Read more: “They never asked us”",
    ]
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    paragraphs = draw(st.lists(PARAGRAPHS, min_size=1, max_size=9))
    text = draw(st.sampled_from(["\n\n", "\n"])).join(paragraphs)
    place = draw(st.integers(0, len(text)))
    text = text[:place] + draw(st.sampled_from(["", "“", "”", '"', "'", "’", "‘", "«", "''", ":", "\n"])) + text[place:]
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    blocks = tuple(Span(start, end) for start, end in pairwise(edges))
    return Article(title="Ortiz: ‘We sign it’", text=text, block_quotes=blocks)


@given(articles())
def test_parts_are_slices_in_order_inside_the_text_and_never_overlap(article: Article) -> None:
    quotes = find_quotes(article)
    parts = sorted(part for quote in quotes for part in quote.parts)
    assert all(0 <= part.start < part.end <= len(article.text) for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    for quote in quotes:
        assert quote.text == " ".join(part.of(article.text) for part in quote.parts)
        assert all(part.of(article.text) == part.of(article.text).strip() for part in quote.parts)
        assert list(quote.parts) == sorted(quote.parts)
        assert 0.0 <= quote.confidence <= 1.0


@given(articles())
def test_reading_twice_gives_the_same(article: Article) -> None:
    assert find_quotes(article) == find_quotes(article)

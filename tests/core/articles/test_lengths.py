"""Texts longer than any article are cut, and say so."""

from bot.core.articles import article_from_entry, article_from_html
from bot.core.articles.lengths import TEXT_CHARS, TITLE_CHARS
from bot.core.model import Entry, Hints

LINE = "The council of the harbour voted on Monday to ban face recognition by its police. "


def read(inner: str, title: str = "Ban"):  # type: ignore[no-untyped-def]
    page = f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{inner}</article></body></html>"
    return article_from_html(page.encode(), url="https://h.example/1", content_type="text/html", hints=Hints())


def test_a_page_of_ordinary_length_is_whole() -> None:
    article = read(f"<p>{LINE * 5}</p>" * 20)

    assert not article.is_partial
    assert article.partial_reason is None


def test_a_page_without_end_is_cut_behind_a_paragraph_and_says_so() -> None:
    article = read("".join(f"<p>{number}. {LINE * 30}</p>" for number in range(400)))

    assert TEXT_CHARS // 2 < len(article.text) <= TEXT_CHARS
    assert article.text.endswith("police.")
    assert article.is_partial
    assert "beginning" in (article.partial_reason or "")


def test_content_of_a_feed_without_end_is_cut_too() -> None:
    entry = Entry(guid="1", link="https://h.example/1", title="Ban " * 2000, content_html=f"<p>{LINE * 8000}</p>")
    article = article_from_entry(entry, reason=None)

    assert len(article.text) <= TEXT_CHARS
    assert len(article.title) <= TITLE_CHARS
    assert article.is_partial

"""Articles no longer than one can be: what a page holds beyond is its sender's choice, and costs everybody."""

from dataclasses import replace

from bot.core.model import Article
from bot.core.text import cut

TEXT_CHARS = 300_000  # some 50,000 words: longer than court rulings and most reports
TITLE_CHARS = 1_000
NOTES = 20  # corrections
NAMES = 50  # in a byline
TOO_LONG = "only the beginning of a very long text was read"


def bounded(article: Article) -> Article:
    """The article, its text cut behind a paragraph (or a word) where it is too long, and then said to be partial."""
    title = cut(article.title, TITLE_CHARS)
    article = replace(article, title=title, byline=article.byline[:NAMES], corrections=article.corrections[:NOTES])
    if len(article.text) <= TEXT_CHARS:
        return article
    text = _beginning(article.text)
    return replace(
        article,
        text=text,
        is_partial=True,
        partial_reason=article.partial_reason or TOO_LONG,
        block_quotes=tuple(span for span in article.block_quotes if span.end <= len(text)),
    )


def _beginning(text: str) -> str:
    head = text[:TEXT_CHARS]
    for end in ("\n\n", " "):
        place = head.rfind(end, TEXT_CHARS // 2)
        if place > 0:
            return head[:place].rstrip()
    return head

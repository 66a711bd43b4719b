"""What a page sets off as a quotation, and what of a page quotes nobody."""

import pytest

from bot.core.articles import article_from_entry, article_from_html, article_from_text
from bot.core.model import Article, Entry, Hints
from bot.core.quotes import find_quotes

LEAD = (
    "<p>The council of Northfield voted late on Monday to ban the use of face cameras by its police, after nine hours "
    "of debate that filled the chamber and the hall below it.</p>"
)
END = (
    "<p>The cameras were bought six years ago, and nobody at city hall could say on Tuesday how often they had been "
    "used since then, or by whom.</p>"
)
FIRST = "We have listened to the residents for two years, and we sign the ban this week."
SECOND = "Nobody in this city should be watched on the way to church."


def page(*inside: str, behind: str = "") -> Article:
    body = f"<article><h1>Council bans cameras</h1>{LEAD}{''.join(inside)}{END}{behind}</article>"
    markup = f"<html><head><title>Council bans cameras</title></head><body>{body}</body></html>"
    return article_from_html(markup.encode(), url="https://courier.example/a", hints=Hints())


def said(article: Article) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in find_quotes(article)]


@pytest.mark.parametrize(
    "block",
    [
        f"<blockquote><p>{FIRST}</p><p>{SECOND}</p></blockquote>",
        f"<blockquote class='wp-block-quote'><div><p>{FIRST}</p></div><p>{SECOND}</p></blockquote>",
        f"<blockquote>{FIRST}<br><br>{SECOND}</blockquote>",
    ],
)
def test_a_block_quote_keeps_its_place_and_its_speaker(block: str) -> None:
    article = page("<p>Mayor Lena Ortiz said in a statement on Tuesday:</p>", block)
    assert [span.of(article.text) for span in article.block_quotes] == [FIRST, SECOND]
    assert said(article) == [("Lena Ortiz", f"{FIRST} {SECOND}")]


def test_a_pull_quote_is_no_block_quote_and_counts_once() -> None:
    article = page(
        f"<p>“{FIRST}” Mayor Lena Ortiz said.</p><aside><blockquote class='pullquote'>{FIRST}</blockquote></aside>",
        f"<blockquote class='pull-quote'>“{FIRST}”</blockquote>",
    )
    assert article.block_quotes == ()
    assert said(article) == [("Lena Ortiz", FIRST)]


def test_an_embedded_post_is_its_authors_without_handle_and_date() -> None:
    article = page(
        "<p>Sheriff Mark Weber was the first to answer.</p><blockquote class='twitter-tweet'><p>This ban will "
        "cost lives in our city. <a href='https://t.co/a'>https://t.co/a</a></p>&mdash; Mark Weber (@sheriffweber) "
        "<a href='https://social.example/1'>June 9, 2026</a></blockquote>"
    )
    assert said(article) == [("Mark Weber", "This ban will cost lives in our city.")]


def test_a_feed_that_carries_the_article_carries_its_block_quotes() -> None:
    content = f"{LEAD}<p>Mayor Lena Ortiz wrote:</p><blockquote><p>{FIRST}</p></blockquote>{END}{END}"
    entry = Entry(guid="1", title="Council bans cameras", link="https://courier.example/a", content_html=content)
    article = article_from_entry(entry, reason="HTTP 403")
    assert said(article) == [("Lena Ortiz", FIRST)]


def test_a_mail_behind_arrows_keeps_one_of_them_when_its_lines_are_joined() -> None:
    lines = [
        "The council of Northfield voted late on Monday to ban the use of",
        "cameras by its police, after nine hours of debate that filled the",
        "chamber and the hall below it. Mayor Lena Ortiz wrote to them:",
        "",
        "> We have listened to the residents for two years, and we will not",
        "> wait for the sheriff or for the company that sold the cameras to",
        "> us any longer.",
    ]
    article = article_from_text("\n".join(lines), hints=Hints())
    (quote,) = find_quotes(article)
    assert quote.speaker == "Lena Ortiz"
    assert quote.text.startswith("We have listened to the residents for two years, and we will not wait for the")
    assert ">" not in quote.text


@pytest.mark.parametrize(
    "line",
    [
        "About the author: Ana Example covers city hall. She once said “I love the smell of newsprint.”",
        "Ana Example is a staff writer who covers city hall. She once said “I love the smell of newsprint.”",
        "Correction: An earlier version of this article quoted Mark Weber as saying “it will cost two lives.”",
        "Read more: “They never asked us,” residents say of the cameras",
        "Related: “We were never asked,” say residents of Northfield",
    ],
)
def test_what_stands_below_an_article_quotes_nobody(line: str) -> None:
    spoken = f"<p>“{FIRST}” Mayor Lena Ortiz said.</p>"
    assert said(page(spoken, behind=f"<p>{line}</p>")) == [("Lena Ortiz", FIRST)]
    pasted = "\n\n".join([LEAD[3:-4], spoken[3:-4], END[3:-4], line])
    assert said(article_from_text(pasted, hints=Hints())) == [("Lena Ortiz", FIRST)]


def test_captions_and_comments_quote_nobody() -> None:
    article = page(
        f"<figure><img src='x.jpg'><figcaption>Lena Ortiz says “we will not wait” at a hearing.</figcaption></figure>"
        f"<p>“{FIRST}” Mayor Lena Ortiz said.</p>",
        behind="<div id='comments'><h3>Comments</h3><p>John Roe says: “This is the best thing ever.”</p></div>",
    )
    assert said(article) == [("Lena Ortiz", FIRST)]


def test_a_correction_below_the_authors_biography_is_still_found() -> None:
    below = (
        "<p>About the author: Ana Example covers city hall for the Courier.</p>"
        "<p>Correction: An earlier version of this article misspelled the name of Lena Ortiz.</p>"
    )
    article = page(behind=below)
    assert len(article.corrections) == 1
    assert "Ana Example" not in article.text

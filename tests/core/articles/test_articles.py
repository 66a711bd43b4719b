"""The three front doors, whatever comes through them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.articles import article_from_entry, article_from_html, article_from_text
from bot.core.errors import PageUnreadable
from bot.core.model import Article, Entry, Hints, Timestamp

_PIECES = (
    "<p>|</p>|<div class=article>|</div>|<script type=application/ld+json>|</script>|{'@type':|'NewsArticle'}|<h1>|"
    "</h1>|<table><tr><td>|<html lang=en>|<time datetime=|2020-06-10>|\x00|By Ann Example|&#xD800;|<title>|é|<!--|]]>|"
    "The council voted on Wednesday to end the trial. "
)
_MARKUP = st.lists(st.sampled_from(_PIECES.replace("'", '"').split("|")) | st.text(max_size=20), max_size=40).map(
    "".join
)


def _is_sound(article: Article) -> None:
    for text in (article.title, article.text, *article.byline, *article.corrections):
        text.encode("utf-8")
        assert "\x00" not in text


@given(body=st.binary(max_size=400) | _MARKUP.map(lambda text: text.encode("utf-8", "replace")))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_an_article_or_no_article(body: bytes) -> None:
    try:
        article = article_from_html(body, url="https://news.example/a", hints=Hints())
    except PageUnreadable:
        return
    _is_sound(article)


@given(text=st.text() | _MARKUP, is_clean=st.booleans())
@settings(deadline=None)
def test_any_text_is_an_article(text: str, is_clean: bool) -> None:
    _is_sound(article_from_text(text, hints=Hints(language="en"), is_clean=is_clean))


@given(text=st.text())
@settings(deadline=None)
def test_clean_text_keeps_every_offset(text: str) -> None:
    article = article_from_text(text, hints=Hints(language="en"), is_clean=True)
    assert len(article.text) == len(text)
    assert all(kept == typed or not typed.isprintable() for kept, typed in zip(article.text, text, strict=True))


@given(excerpt=st.text(), content=_MARKUP)
@settings(deadline=None)
def test_any_entry_is_an_article(excerpt: str, content: str) -> None:
    entry = Entry(guid=None, link=None, title="A headline", excerpt=excerpt, content_html=content, language="en")
    _is_sound(article_from_entry(entry, reason="paywall"))


def test_an_excerpt_is_shown_as_partial_with_its_reason() -> None:
    entry = Entry(
        guid="1",
        link="https://news.example/a?utm_source=feed",
        title="Lakeside ends its camera trial",
        excerpt="The council voted 5-2 on Wednesday.",
        author="By Ann Example and Bo Sample",
        outlet="Lakeside Courier",
        published=Timestamp.parse("2024-05-02T10:00:00+00:00"),
    )
    article = article_from_entry(entry, reason="paywall")
    assert (article.is_partial, article.partial_reason) == (True, "paywall")
    assert article.byline == ("Ann Example", "Bo Sample")
    assert article.url == "https://news.example/a"
    assert article.published == entry.published


def test_full_content_of_a_feed_is_a_whole_article() -> None:
    sentence = "The council of Lakeside voted on Wednesday to end its trial of cameras that recognise faces. "
    content = f"<p>{sentence * 5}</p><figure><figcaption>A camera</figcaption></figure><p>{sentence * 5}</p>"
    entry = Entry(guid="1", link=None, title="Lakeside ends trial", excerpt="The council voted.", content_html=content)
    article = article_from_entry(entry, reason="HTTP 403")
    assert not article.is_partial
    assert article.partial_reason is None
    assert article.text == "\n\n".join([(sentence * 5).strip()] * 2)


def test_content_that_breaks_off_is_partial_all_the_same() -> None:
    content = "<p>" + "The council voted on Wednesday to end its trial of cameras. " * 20 + "Continue reading…</p>"
    entry = Entry(guid="1", link=None, title="Lakeside ends trial", excerpt="The council voted.", content_html=content)
    assert article_from_entry(entry, reason="HTTP 403").is_partial


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00\x01\x02", b"plain words", b"<html></html>"])
def test_bytes_without_an_article_are_refused(body: bytes) -> None:
    with pytest.raises(PageUnreadable):
        article_from_html(body, url="https://news.example/a", hints=Hints())

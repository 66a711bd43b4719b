"""Pages of HTML, in the shapes real ones have."""

from pathlib import Path

import pytest

from bot.core.articles import article_from_html
from bot.core.errors import PageUnreadable
from bot.core.model import Article, Hints, Timestamp

_PAGES = Path(__file__).parents[2] / "data" / "pages"
_BODY = (
    "<p>The council of Lakeside voted 5-2 on Wednesday to end its trial of cameras that match faces, after residents "
    "had asked for months what became of their pictures.</p>"
    "<p>Police Chief Eli Stone told the council that the system had led to eleven arrests since January. He did not "
    "say how many people had been stopped by mistake.</p>"
    "<p>The vendor will remove its servers by the end of June, according to a letter that the city has published.</p>"
)


def _page(head: str = "", body: str = _BODY, *, lang: str = "en", above: str = "", title: str = "Trial ends") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{above}{body}</article></body></html>"
    ).encode()


def _read(page: bytes, *, url: str = "https://news.example/story", hints: Hints | None = None) -> Article:
    return article_from_html(page, url=url, content_type="text/html; charset=utf-8", hints=hints or Hints())


def _published(page: bytes, *, url: str = "https://news.example/story", hints: Hints | None = None) -> str | None:
    stamp = _read(page, url=url, hints=hints).published
    return stamp and stamp.iso()


@pytest.fixture(scope="module")
def wire_story() -> Article:
    url = "https://www.harborledger.example/2024/05/02/lakeside-ends-trial?utm_source=feed"
    return _read((_PAGES / "wire_story.html").read_bytes(), url=url)


def test_the_article_is_told_without_the_page_around_it(wire_story: Article) -> None:
    paragraphs = wire_story.text.split("\n\n")
    assert paragraphs[0].startswith("LAKESIDE (Reuters) - The city council")
    assert paragraphs[-1].endswith("he told reporters after the meeting.")
    assert len(paragraphs) == 6
    for furniture in ("Related", "Photo:", "newsletter", "Most popular", "rights reserved", "By Ann"):
        assert furniture not in wire_story.text


def test_a_wire_story_names_its_outlet_and_its_agency_apart(wire_story: Article) -> None:
    assert wire_story.title == "Lakeside council ends face-matching trial"
    assert wire_story.outlet == "Harbor Ledger"
    assert wire_story.agency == "Reuters"
    assert wire_story.byline == ("Ann Example", "Bo Sample")
    assert wire_story.url == "https://www.harborledger.example/2024/05/02/lakeside-ends-trial"
    assert wire_story.language == "en"


def test_the_finest_statement_of_the_same_day_dates_the_page(wire_story: Article) -> None:
    assert wire_story.published == Timestamp.parse("2024-05-02T16:05:00-04:00")
    assert wire_story.updated == Timestamp.parse("2024-05-02T18:30:00-04:00")


def test_a_correction_inside_a_paragraph_is_taken_out_and_kept(wire_story: Article) -> None:
    assert wire_story.corrections == (
        "This story corrects paragraph 3 to say that the arrests began in January, not in March.",
    )
    assert "stopped by mistake." in wire_story.text
    assert "corrects" not in wire_story.text


def test_an_agency_that_publishes_itself_is_the_outlet() -> None:
    page = _page(
        '<meta property="og:site_name" content="Reuters"><meta name="author" content="Reuters">',
        _BODY.replace("<p>The council", "<p>LAKESIDE, May 1 (Reuters) - The council", 1),
    )
    article = _read(page, url="https://www.reuters.com/world/story")
    assert (article.outlet, article.agency) == ("Reuters", None)


def test_numeric_dates_follow_the_page_s_country() -> None:
    article = _read((_PAGES / "british_page.html").read_bytes(), url="https://www.fenlandecho.example/story")
    assert article.published == Timestamp.parse("2024-06-05T09:15:00")
    assert article.updated == Timestamp.parse("2024-06-06")
    assert article.title == "Camera van leaves the high street"
    assert article.byline == ("Hal Moor",)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Trial ends | Harbor Ledger", "Trial ends"),
        ("Trial ends - Harbor Ledger", "Trial ends"),
        ("Harbor Ledger: Trial ends", "Harbor Ledger: Trial ends"),
        ("Harbor Ledger | Trial ends", "Trial ends"),
        ("Lakeside - a town divided", "Lakeside - a town divided"),
    ],
)
def test_a_title_loses_the_site_s_name_and_nothing_else(title: str, shown: str) -> None:
    head = f'<meta property="og:site_name" content="Harbor Ledger"><meta property="og:title" content="{title}">'
    assert _read(_page(head, title=title)).title == shown


@pytest.mark.parametrize(
    ("head", "above", "names"),
    [
        ('<meta name="author" content="By Ann Example and Bo Sample">', "", ("Ann Example", "Bo Sample")),
        ("", '<p class="byline">By ANN EXAMPLE, Staff Writer</p>', ("Ann Example",)),
        ("", '<a rel="author" href="/ann">Ann Example</a>', ("Ann Example",)),
        ('<meta name="author" content="admin">', "", ()),
        ('<meta property="article:author" content="https://www.facebook.com/ledger">', "", ()),
    ],
)
def test_a_byline_is_people(head: str, above: str, names: tuple[str, ...]) -> None:
    assert _read(_page(head, above=above)).byline == names


_JSON_LD = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "%s"}</script>'


@pytest.mark.parametrize(
    ("head", "above", "published"),
    [
        (_JSON_LD % "2024-05-01T09:30:00Z", "", "2024-05-01T09:30:00+00:00"),
        ('<meta property="article:published_time" content="2024-05-01T09:30:00">', "", "2024-05-01T09:30:00"),
        ("", "<p>Published May 1, 2024, 9:30 a.m. EDT</p>", "2024-05-01T09:30:00-04:00"),
        ("", '<time datetime="2024-05-01">1 May</time>', "2024-05-01"),
        ("", "<p>Published 05/01/2024, 09:30 AM</p>", "2024-05-01T09:30:00"),
        (_JSON_LD % "1970-01-01T00:00:00Z", "", None),
        ("", "<footer>Copyright 2019-2024 Harbor Ledger</footer>", None),
    ],
)
def test_a_page_is_dated_by_what_it_states(head: str, above: str, published: str | None) -> None:
    assert _published(_page(head, above=above)) == published


def test_the_feed_is_believed_before_the_page() -> None:
    hints = Hints(published=Timestamp.parse("2024-05-01T07:00:00+00:00"))
    assert _published(_page(_JSON_LD % "2024-05-03T09:30:00Z"), hints=hints) == "2024-05-01T07:00:00+00:00"


def test_a_weekday_in_the_text_settles_a_numeric_date() -> None:
    # 10 June 2020 was a Wednesday, 6 October 2020 a Tuesday.
    page = _page(above="<p>Published 06/10/2020</p>", lang="en-GB")
    assert _published(page) == "2020-06-10"


def test_an_address_dates_a_page_that_was_moved() -> None:
    page = _page(_JSON_LD % "2024-05-01T09:30:00Z")
    assert _published(page, url="https://news.example/2019/03/08/story") == "2019-03-08"


@pytest.mark.parametrize(
    "told",
    [
        "The ban takes effect on 1 March 2027 and ends a trial that officers have run since spring.",
        "On March 1, 2027, the ban takes effect.",
        "The contract was signed on 3 May 2019, long before anybody outside the department had heard of it.",
    ],
)
@pytest.mark.parametrize("tag", ["p", "li", "div"])
def test_a_day_that_a_sentence_tells_of_is_not_the_day_of_the_page(told: str, tag: str) -> None:
    assert _published(_page(body=f"{_BODY}<{tag}>{told}</{tag}>")) is None


def test_a_line_of_its_own_dates_a_page_wherever_it_stands() -> None:
    assert _published(_page(body=f"{_BODY}<div><span>3 May 2024</span></div>")) == "2024-05-03"


def test_another_site_s_canonical_address_is_not_believed() -> None:
    page = _page('<link rel="canonical" href="https://elsewhere.example/story">')
    assert _read(page).url == "https://news.example/story"


def test_a_front_page_is_no_article_s_address() -> None:
    page = _page('<link rel="canonical" href="https://news.example/">')
    assert _read(page).url == "https://news.example/story"


def test_declared_charsets_are_read() -> None:
    page = _page(body=_BODY.replace("Lakeside", "Künzelsau")).decode().replace("utf-8", "windows-1252")
    article = article_from_html(page.encode("windows-1252"), url="https://news.example/a", hints=Hints())
    assert "Künzelsau" in article.text


def test_the_language_is_what_the_text_looks_like_where_the_page_is_silent() -> None:
    page = _page().replace(b' lang="en"', b"")
    assert _read(page).language == "en"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (_page(title="Just a moment...", body="<p>Checking your browser.</p>"), "bot check"),
        (_page(body="<p>Please verify you are a human. Press &amp; hold to confirm.</p>"), "bot check"),
        (_page(title="Trial ends", body="<div id=root></div><noscript>Enable JavaScript to run this app.</noscript>"),
         "needs JavaScript"),
        (_page(body="<p>We and our 842 partners store and access personal data, like browsing data or unique "
               "identifiers, on your device. Accept all. Manage settings.</p>"), "consent wall"),
        (_page(body="<p>The council voted on Wednesday.</p><p>Subscribe to continue reading. Already a subscriber? "
               "Log in.</p>"), "paywall"),
        (_page('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'),
         "paywall"),
        (_page(title="404 Page not found", body="<p>The page you are looking for does not exist.</p>"), "error page"),
        (_page(body="<p>Short.</p>"), "no article on the page"),
    ],
)  # fmt: skip
def test_a_wall_is_no_article(page: bytes, reason: str) -> None:
    with pytest.raises(PageUnreadable) as refusal:
        _read(page)
    assert refusal.value.reason == reason


def test_an_article_about_walls_is_an_article() -> None:
    told = "<p>The city's site asks its readers to enable JavaScript, a report said on Thursday.</p>"
    assert "enable JavaScript" in _read(_page(body=_BODY + told)).text


def test_readers_comments_are_not_the_article() -> None:
    comments = (
        "<div class=talk><h3>3 Comments</h3>"
        + "<p>I have lived there for years and never noticed a camera, so what is all the fuss about?</p>" * 3
        + "</div>"
    )
    assert "fuss" not in _read(_page(body=_BODY + comments)).text

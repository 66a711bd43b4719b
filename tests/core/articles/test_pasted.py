"""Text pasted from a browser."""

from pathlib import Path

import pytest

from bot.core.articles import article_from_text
from bot.core.model import Article, Hints, Timestamp

_PAGES = Path(__file__).parents[2] / "data" / "pages"


def _read(name: str, hints: Hints | None = None) -> Article:
    return article_from_text((_PAGES / name).read_text(encoding="utf-8"), hints=hints or Hints())


def test_a_market_site_s_article_is_told_without_promotions_captions_comments_and_risks() -> None:
    article = _read("market_site_pasted.txt")
    assert article.title == "Acme Vision halts sales of its face-matching tool to police"
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("(Northwire) - Inc (NASDAQ:ACMV) on Monday said")
    assert paragraphs[-1].endswith("look for missing children.")


def test_byline_and_dates_of_a_market_site() -> None:
    article = _read("market_site_pasted.txt")
    assert article.byline == ("Jo Carter", "Kim Lowe")
    # 4 March 2024 was a Monday, as the text says; 3 April a Wednesday.
    assert article.published == Timestamp.parse("2024-03-04T16:10:00")
    assert article.updated == Timestamp.parse("2024-03-04T20:45:00")


def test_a_weekday_settles_the_date_against_the_habit_of_the_language() -> None:
    article = _read("market_site_pasted.txt", Hints(language="en-GB"))
    assert article.published == Timestamp.parse("2024-03-04T16:10:00")


def test_a_magazine_s_note_and_biography_stand_apart() -> None:
    article = _read("trade_magazine_pasted.txt")
    assert article.title == "Brimfield Pauses Its (Facial) Matching Pilot"
    assert article.byline == ("Max Penn",)
    assert article.corrections == ("The story initially incorrectly attributed the pause to Lakeside",)
    assert article.published is None
    paragraphs = article.text.split("\n\n")
    assert [line.split()[0] for line in paragraphs] == ["Brimfield", "The", "“We", "But"]
    assert paragraphs[0].endswith("time to write a law.")


def test_a_portal_s_lists_of_other_stories_are_not_the_article() -> None:
    article = _read("portal_pasted.txt")
    assert article.title == "State senate passes bill on face matching in stores"
    paragraphs = article.text.split("\n\n")
    assert [line.split()[:3] for line in paragraphs] == [
        ["The", "state", "senate"],
        ['"People', "ought", "to"],
        ["How", "the", "stores"],
        ["The", "Retail", "Union"],
        ["The", "bill", "lists"],
        ["•", "the", "name"],
        ["•", "the", "purpose"],
        ["•", "a", "number"],
        ["Governor", "Pia", "Lund"],
    ]
    assert article.byline == ("Nora Field",)
    assert article.published == Timestamp.parse("2024-05-14T08:42:00-04:00")


def test_what_is_known_of_a_paste_is_believed_before_the_paste() -> None:
    hints = Hints(
        url="https://www.harborledger.example/story?utm_source=mail",
        title="Senate passes bill",
        outlet="Harbor Ledger",
        byline="Ann Example",
        published=Timestamp.parse("2024-05-14"),
        language="en",
    )
    article = _read("portal_pasted.txt", hints)
    assert article.title == "Senate passes bill"
    assert article.byline == ("Ann Example",)
    assert article.published == hints.published
    assert (article.outlet, article.url) == ("Harbor Ledger", "https://www.harborledger.example/story")


def test_clean_text_stays_as_it_is() -> None:
    text = "  Related: this is part of it.\n\nBy Ann Example\r\n\tLatest comments  "
    article = article_from_text(text, hints=Hints(title="A title"), is_clean=True)
    assert (article.title, article.text) == ("A title", text)


def test_clean_text_is_called_by_its_first_line() -> None:
    article = article_from_text("\nTrial ends\n\nThe council voted.", hints=Hints(), is_clean=True)
    assert article.title == "Trial ends"


def test_a_mail_s_broken_lines_are_joined() -> None:
    mail = (
        "Trial ends in Lakeside\n\n"
        "The city council of Lakeside voted 5-2 on Wednesday to end a trial of\n"
        "cameras that match faces against a police list, after residents had\n"
        "asked for months what became of their pictures and of the reports.\n\n"
        "Police Chief Eli Stone told the council that the system had led to\n"
        "eleven arrests since January. He did not say how many people had been\n"
        "stopped by mistake, and nobody on the council asked him that.\n\n"
        "The vendor will remove its servers by the end of June, according to\n"
        "a letter that the city has published on its site this morning.\n"
    )
    paragraphs = article_from_text(mail, hints=Hints()).text.split("\n\n")
    assert len(paragraphs) == 3
    assert "trial of cameras that match" in paragraphs[0]


@pytest.mark.parametrize("text", ["", " \n\t\n", "Menu", "Share\nTweet\nSubscribe", "\x00\ud800"])
def test_text_without_an_article_is_an_empty_one(text: str) -> None:
    article = article_from_text(text, hints=Hints())
    assert len(article.text) < 10
    assert not article.byline


def test_an_article_without_furniture_loses_nothing() -> None:
    text = (
        "Trial ends in Lakeside\n\n"
        "The council voted 5-2 on Wednesday to end the trial.\n\n"
        "It had begun in January.\n\n"
        "“Why now?” asked Fay Hill.\n\n"
        "The chief of police had said that the cameras, which compare faces with a list, had led to eleven arrests.\n\n"
        "Nobody answered her."
    )
    article = article_from_text(text, hints=Hints())
    assert f"{article.title}\n\n{article.text}" == text


def test_readers_who_write_more_than_the_reporter_are_still_readers() -> None:
    article = (
        "Ferry returns\n"
        "The ferry to Marshton returned to service on Monday after repairs to its engine, which had failed off the "
        "pier in March with ninety people on board.\n"
        'Its owner said that nobody had been in danger. "We had boats beside it within ten minutes," said Roy Dale.\n'
    )
    comment = (
        "crab42\nI was on that boat and I can tell you that nobody came for at least an hour, and when they did come "
        "they had no blankets, no water and no idea what to do with us. I wrote to the owner and never had an answer.\n"
        "Reply\nReport abuse\n"
    )
    pasted = article_from_text(article + comment * 3 + comment.replace("hour", "day") * 2, hints=Hints())
    assert "crab42" not in pasted.text
    assert "blankets" not in pasted.text
    assert pasted.text.endswith("said Roy Dale.")


def test_a_link_to_comments_above_an_article_ends_nothing() -> None:
    text = (
        "Ferry returns\n12 Comments\n"
        "The ferry to Marshton returned to service on Monday after repairs to its engine, which had failed in May.\n"
        "Its owner said that nobody had been in danger, and that the engine was now a new one.\n"
    )
    assert len(article_from_text(text, hints=Hints()).text.split("\n\n")) == 2


NEWS_ON_TERMS = (
    "The company's terms of service forbid scraping, the suit says.",
    "“Their terms of service are 40 pages long,” said lawyer Bea Stone.",
    "The photos were copied in breach of three sites' terms of use.",
    "The technology is not accurate for people with darker skin, two audits found.",
    "The pictures were taken without permission from the drivers.",
    "Images from the cameras may not be copied or distributed under the ordinance.",
)
SITE_TERMS = (
    "Use of this site constitutes acceptance of our User Agreement and Privacy Policy.",
    "Privacy Policy | Terms of Use",
    "This site is protected by reCAPTCHA and the Privacy Policy and Terms of Service apply.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "The data contained in this website is not necessarily real-time nor accurate.",
    "Any reproduction without prior written permission is prohibited.",
)
_STORY = (
    "Harbour City council banned face recognition on Tuesday after a night of testimony from residents.\n\n{}\n\n"
    "Mayor Lia Tran asked the vendor for its records. “We expect answers,” she said on the steps of the hall.\n\n"
    "The council will vote on a second measure, which covers schools, before the summer recess begins in June."
)


@pytest.mark.parametrize("sentence", NEWS_ON_TERMS)
def test_news_on_somebodys_terms_is_no_footer(sentence: str) -> None:
    text = article_from_text(_STORY.format(sentence), hints=Hints()).text
    assert sentence in text
    assert "We expect answers" in text


@pytest.mark.parametrize("line", SITE_TERMS)
def test_a_sites_own_terms_are_no_news(line: str) -> None:
    text = article_from_text(f"{_STORY.format('It was close.')}\n\n{line}", hints=Hints()).text
    assert line not in text
    assert "summer recess" in text

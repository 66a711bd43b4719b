"""Corrections, clarifications and editor's notes."""

from collections.abc import Callable

import pytest

from bot.core.articles import article_from_html, article_from_text
from bot.core.articles.notes import distinct, take_notes
from bot.core.model import Article, Hints

TITLE = "Marlow bans face recognition"
BODY = (
    "The Marlow council voted 6-1 on Monday to ban face recognition by its police, after two years of debate.",
    "The ordinance takes effect on 1 January and covers every department of the city, the schools among them.",
    "“We were never asked,” said Ada Quill, who collected four thousand signatures for the ordinance.",
    "The mayor, Celia Vance, has ten days to sign it; her office did not answer questions on Tuesday.",
)
NOTES = (
    "Correction appended",
    "CORRECTION APPENDED: See below.",
    "(Correction appended, see end of story.)",
    "This article was amended on 3 May 2024.",
    "This article was amended on 3 May 2024. An earlier version said the vote was 5-2; it was 6-1.",
    "Clarification: The chief spoke for himself.",
    "Editor's note: The statement of the vendor was added.",
    "Editors’ note: The day was wrong.",
    "An earlier version of this story misstated the vote.",
    "UPDATE: The mayor signed the ordinance on Wednesday.",
    "UPDATE, 5 p.m.: The mayor signed the ordinance.",
    "CORRECTED: The vote was 6-1, not 5-2.",
    "Correction May 3: The vote was 6-1.",
    "Correction — The vote was 6-1.",
    "Correction & Clarification: The vote was 6-1.",
    "Update and correction: The vote was 6-1.",
    "For the record: The vote was 6-1, not 5-2.",
    "Retraction: The Gazette withdraws its report.",
    "The Gazette regrets the error.",
    "This story has been corrected.",
    "The story has been corrected to show that the vote was 6-1.",
    "We have corrected the name of the vendor in this story.",
    "The headline of this article has been changed to reflect the vote.",
    "An earlier headline misstated the vote.",
    "An article on Tuesday about the ban misstated the vote. It was 6-1.",
    "Because of an editing error, an article on Monday about the ban misstated the vote.",
    "A correction was made on May 3, 2024: An earlier version misstated the vote.",
    "Corrects the vote in second paragraph.",
)
NO_NOTES = (
    "Corrections officers asked for more staff on Tuesday, and the county agreed to hire ten of them by June.",
    "The correction facility in Marlow will close in May, officials said.",
    "Correction officials said the prison would keep its cameras.",
    "The Department of Corrections: what it does and whom it employs.",
    "An earlier version of the bill had no penalty.",
    "The article of the constitution was amended in 1995, and the court relied on it.",
    "“Correction: I never said that,” Quill told the council.",
    "The market correction wiped out a tenth of the fund.",
    "The company updated its policy on Monday.",
    "The report was amended on Tuesday by the committee to drop the penalty.",
    "For the record. I think the cameras were reasonable, but the same does not apply to the software.",
    "A report on Tuesday about face recognition misidentified three of ten people.",
)


def on_a_page(*paragraphs: str) -> Article:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<head><title>{TITLE}</title></head>"
    page = f"<html lang=en>{head}<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    return article_from_html(page.encode(), url="https://gazette.example/ban", hints=Hints())


def pasted(*paragraphs: str) -> Article:
    return article_from_text("\n\n".join([TITLE, *paragraphs]), hints=Hints(title=TITLE))


@pytest.mark.parametrize("read", [on_a_page, pasted])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_above_or_below_an_article_is_taken_out_and_kept(note: str, read: Callable[..., Article]) -> None:
    for article in (read(note, *BODY), read(*BODY, note)):
        assert article.text.split("\n\n") == list(BODY)
        assert article.corrections == (note.strip("()"),)


@pytest.mark.parametrize("read", [on_a_page, pasted])
@pytest.mark.parametrize("sentence", NO_NOTES)
def test_news_of_corrections_stays_in_the_article(sentence: str, read: Callable[..., Article]) -> None:
    for article in (read(sentence, *BODY), read(*BODY, sentence)):
        assert sentence in article.text
        assert article.corrections == ()


def test_a_text_that_is_the_article_stays_whole_and_its_note_is_known() -> None:
    text = "\n\n".join([*BODY, "Correction: The vote was 6-1."])
    article = article_from_text(text, hints=Hints(title=TITLE), is_clean=True)
    assert article.text == text
    assert article.corrections == ("Correction: The vote was 6-1.",)


def test_an_update_that_is_all_there_is_or_speaks_at_length_is_the_article() -> None:
    assert take_notes(["UPDATE: The mayor signed it."]) == (["UPDATE: The mayor signed it."], ())
    said = "UPDATE: “I will sign it,” the mayor said."
    assert take_notes([said, *BODY]) == ([said, *BODY], ())
    inside = [*BODY[:2], "UPDATE: The mayor signed it.", *BODY[2:]]
    assert take_notes(inside) == (inside, ())


def test_a_note_told_twice_is_one() -> None:
    assert distinct(["Correction: It was 6-1.", "correction: it was 6–1", "(It was 6-1)", "—"]) == (
        "Correction: It was 6-1.",
    )


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misstated the vote. It was 5-2.",
        "Correction, May 3, 2024: The vote was on Wednesday.",
        "CLARIFICATION: The chief spoke for himself.",
        "Editor’s note: This story has been updated with a statement of the vendor.",
        "An earlier version of this story gave the wrong name of the vendor.",
        "This article was amended on 3 May 2024 to correct the name of the vendor.",
        "This post has been updated to include comment from Acme Vision.",
        "• This article was amended on 3 May 2024 because the vote was 5-2.",
    ],
)
def test_a_note_is_kept_apart(note: str) -> None:
    kept, notes = take_notes(["The council voted.", note, "The mayor agreed."])
    assert kept == ["The council voted.", "The mayor agreed."]
    assert notes == (note,)


def test_a_heading_and_its_note_are_one_note() -> None:
    kept, notes = take_notes(["The council voted.", "Correction", "The vote was on Wednesday, not on Thursday."])
    assert kept == ["The council voted."]
    assert notes == ("The vote was on Wednesday, not on Thursday.",)


def test_a_note_under_the_editors_heading_stays_the_editors_word() -> None:
    kept, notes = take_notes(["Editor’s note", "This story is part of a series.", "The council voted."])
    assert kept == ["The council voted."]
    assert notes == ("Editor’s note: This story is part of a series.",)


@pytest.mark.parametrize(
    ("paragraph", "rest", "note"),
    [
        ("It voted. (The story initially said Tuesday.)", "It voted.", "The story initially said Tuesday."),
        ("It voted. (The story initially said Tuesday).", "It voted.", "The story initially said Tuesday"),
        ("It voted (this story corrects the day), he said.", "It voted, he said.", "this story corrects the day"),
        ("(Corrects the day in paragraph 2)", None, "Corrects the day in paragraph 2"),
    ],
)
def test_a_note_in_brackets_leaves_its_paragraph(paragraph: str, rest: str | None, note: str) -> None:
    kept, notes = take_notes([paragraph])
    assert kept == ([rest] if rest else [])
    assert notes == (note,)


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier version of the bill had no penalty.",
        "Corrections officers asked for more staff.",
        "The department of correction said it would appeal.",
        "The story of the trial began in January (and may end in June).",
        "He said that this report was corrected twice.",
    ],
)
def test_news_about_versions_and_corrections_stays(sentence: str) -> None:
    assert take_notes([sentence]) == ([sentence], ())

"""Corrections, clarifications and editor's notes."""

import pytest

from bot.core.articles.notes import take_notes


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

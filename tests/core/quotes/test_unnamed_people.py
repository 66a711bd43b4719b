"""Whoever has no name speaks for nobody who has one."""

import pytest

from bot.core.model import Article, Quote
from bot.core.quotes import SURE, find_quotes

_BEFORE = "Deputy Mayor Ivo Brand backed the cameras. “We had no choice in this,” said Brand.\n\n"


def _last(text: str) -> Quote:
    return find_quotes(Article(title="", text=_BEFORE + text))[-1]


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("A Macy's spokesman said: “We never used it.”", "spokesman", "Macy's"),
        ("A Dunley's official told the Herald: “We never used it.”", "official", "Dunley's"),
        ("On Monday a Levi's spokeswoman said: “We never used it.”", "spokeswoman", "Levi's"),
        ("“We never used it,” a Dunley’s lawyer said.", "lawyer", "Dunley’s"),
        ("A Tarn Mills spokesman said: “We never used it.”", "spokesman", "Tarn Mills"),
        ("A spokeswoman for Dunley's said: “We never used it.”", "spokeswoman", "Dunley's"),
    ],
)
def test_an_unnamed_source_of_a_house_is_not_the_last_named_person(text: str, role: str, affiliation: str) -> None:
    quote = _last(text)
    assert (quote.speaker, quote.role, quote.affiliation) == (None, role, affiliation)


@pytest.mark.parametrize(
    "text",
    [
        "The Dunley's spokesman said: “We never used it.”",
        "The Ohio governor said: “We never used it.”",
    ],
)
def test_whom_a_description_means_is_not_certain_where_nobody_was_called_so(text: str) -> None:
    quote = _last(text)
    assert quote.speaker is None or quote.confidence < SURE


def test_a_role_told_before_is_still_its_holders() -> None:
    quote = _last("Dunley's lawyer, Mara Quist, was blunt.\n\nThe Dunley's lawyer said: “We never used it.”")
    assert quote.speaker == "Mara Quist"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The teenager's uncle was angry. “We want an apology now,” he said.", "The teenager's uncle"),
        ("The driver's lawyer said the car was stopped. “We will be in court,” he said.", "The driver's lawyer"),
        ("The shop owner agreed. “It does not work at all,” he said.", "The shop owner"),
        ("A Dunley's spokesman said the firm would appeal. “We don't agree,” he said.", "A Dunley's spokesman"),
        ("A protester, who would not give a name, had been scanned. “I feel robbed,” he said.", "A protester"),
        ("A deputy told the court he was warned. “I was never asked about it,” he said.", "A deputy"),
        ("Brand's driver refused. “I was never asked about it,” he said.", "Brand's driver"),
        ("On Friday a man came to the hearing. “I was never asked about it,” he said.", "a man"),
        ("“They took my picture,” said a boy. “I was never asked about it.”\n\n“Never,” he added.", "a boy"),
    ],
)
def test_a_pronoun_is_the_unnamed_person_just_spoken_of(text: str, mention: str) -> None:
    quote = _last(text)
    assert quote.speaker is None
    assert quote.mention == mention


def test_an_unnamed_person_has_the_role_that_they_are_called_by() -> None:
    quote = _last("A Dunley's spokesman said the firm would appeal. “We don't agree,” he said.")
    assert (quote.role, quote.affiliation) == ("spokesman", "Dunley's")


def test_a_mother_who_cannot_be_named_speaks_for_herself() -> None:
    text = "Speaking outside, the boy's mother, who cannot be named for legal reasons, said: “He won't go into town.”"
    assert _last(text).speaker is None


@pytest.mark.parametrize(
    "text",
    [
        "The father of two lost his job over it. “I missed a whole week of work,” he said.",
        "The former officer sounded tired of it. “You win some and you lose some,” he said.",
        "The deputy mayor was unmoved. “It does not work at all,” he said.",
        "Brand met a man from the firm. “It does not work at all,” he said.",
        "The teenager's uncle, Ivo Brand, was angry. “We want an apology now,” he said.",
        "Brand, an officer of the guild, was angry. “We want an apology now,” he said.",
        "He told the boy's mother that it was over. “It does not work at all,” he said.",
        "The girl's mother was angry. Brand was not. “It does not work at all,” he said.",
        "The girl's mother, she said, was angry.\n\n“It does not work at all,” Brand said. “It never did,” he said.",
    ],
)
def test_a_named_person_stays_who_the_pronoun_is(text: str) -> None:
    assert _last(text).speaker == "Ivo Brand"


@pytest.mark.parametrize(
    "text",
    [
        "“Brand is a liar,” Prince was told by a man in the audience.",
        "“Never once in my life,” shrugged Jefferson's ghost, claims the play.",
        "Quoth the raven, as Poe wrote: “Never in this world.”",
    ],
)
def test_a_paragraph_with_a_subject_of_its_own_takes_none_from_the_one_before(text: str) -> None:
    quote = _last(text)
    assert quote.text in text
    assert quote.speaker != "Ivo Brand"


def test_who_tells_somebody_is_the_speaker() -> None:
    assert _last("“You are a liar,” Prince was told by Mara Quist.").speaker == "Mara Quist"


def test_who_was_quoted_by_a_paper_is_the_speaker() -> None:
    quote = _last("“I have nothing to hide,” Brand was quoted as saying by the Herald.")
    assert (quote.speaker, quote.cue) == ("Ivo Brand", "was quoted as saying")

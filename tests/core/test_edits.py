"""What an outlet changed: what matters is told, what doesn't is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edits import find_edits, is_comparable, keeps_every_quote, untold
from bot.core.model import Analysis, Article, Edit, EditKind, Quote, Span

TITLE = "Northport council bans face recognition"
LEAD = "The Northport council voted 7–2 on Monday to ban face recognition by its police after two years of debate."
FERRY = "Ferry workers had found cameras at three piers, and Dana Ortiz admitted that nobody had been told of them."
WORDS = "We were never asked whether we wanted to be looked at on our way to work"
SAID = f"“{WORDS},” said deckhand Ada Quill, who collected four thousand signatures for the ordinance."


def version(
    *paragraphs: str,
    title: str = TITLE,
    corrections: tuple[str, ...] = (),
    words: str = WORDS,
    is_partial: bool = False,
) -> Analysis:
    """An article whose lead and second paragraph are its summary, and in which Ada Quill says `words`."""
    text = "\n\n".join(paragraphs or (LEAD, FERRY, SAID))
    article = Article(title=title, text=text, corrections=corrections, is_partial=is_partial)
    start = text.find(words)
    quotes = (Quote(parts=(Span(start, start + len(words)),), text=words, speaker="Ada Quill"),) if start >= 0 else ()
    ends = [text.find(".", text.find(first)) + 1 for first in ("The Northport", "Ferry") if first in text]
    starts = [text.find(first) for first in ("The Northport", "Ferry") if first in text]
    return Analysis(
        article=article, quotes=quotes, summary=tuple(Span(*each) for each in zip(starts, ends, strict=True))
    )


def edits(new: Analysis, old: Analysis | None = None) -> list[tuple[EditKind, str, str]]:
    old = old or version()
    return [(edit.kind, edit.was, edit.now) for edit in find_edits(old, new, shown=old.quotes)]


def test_the_same_article_has_no_edits() -> None:
    assert edits(version()) == []


@pytest.mark.parametrize(
    "title",
    [
        "NORTHPORT COUNCIL BANS FACE RECOGNITION",
        "Northport council bans face-recognition.",
        "Northport  council bans “face recognition”",
        "Northport council bans face recogniton",
        "Nortphort council bans face recognition",
    ],
)
def test_case_marks_and_slips_of_a_headline_do_not_matter(title: str) -> None:
    assert edits(version(title=title)) == []


@pytest.mark.parametrize(
    "title",
    [
        "Northport council limits face recognition",
        "Northport council votes to ban face recognition",
        "Southport council bans face recognition",
        "Northport council doesn't ban face recognition",
    ],
)
def test_another_headline_matters(title: str) -> None:
    assert edits(version(title=title)) == [(EditKind.HEADLINE, TITLE, title)]


def test_a_number_in_a_headline_is_never_a_slip() -> None:
    old = version(title="Council votes 7-2 for a ban")
    assert edits(version(title="Council votes 7–2 for a ban"), old) == []
    assert edits(version(title="Council votes 8-2 for a ban"), old) != []


def test_a_quote_in_other_words_is_told_with_both() -> None:
    now = WORDS.replace("never asked", "asked only once")
    (edit,) = edits(version(LEAD, FERRY, SAID.replace(WORDS, now), words=now))
    assert edit == (EditKind.QUOTE, WORDS, now)


def test_a_quote_whose_denial_falls_is_told_however_few_its_letters() -> None:
    old_words, now = "You can't do this to people who take a ferry", "You can do this to people who take a ferry"
    old = version(LEAD, FERRY, SAID.replace(WORDS, old_words), words=old_words)
    new = version(LEAD, FERRY, SAID.replace(WORDS, now), words=now)
    assert edits(new, old) == [(EditKind.QUOTE, old_words, now)]


def test_a_slip_in_a_quote_put_right_does_not_matter() -> None:
    now = WORDS.replace("whether", "wether")
    assert edits(version(LEAD, FERRY, SAID.replace(WORDS, now), words=now)) == []


def test_a_quote_in_other_marks_is_the_same() -> None:
    assert edits(version(LEAD, FERRY, SAID.replace("“", '"').replace("”", '"'))) == []


def test_a_quote_that_has_gone_is_told_with_its_speaker() -> None:
    old, new = (
        version(),
        version(LEAD, FERRY, "Deckhand Ada Quill collected four thousand signatures for the ordinance."),
    )
    assert find_edits(old, new, shown=old.quotes) == (Edit(kind=EditKind.QUOTE_GONE, was=WORDS, speaker="Ada Quill"),)


def said_by(speaker: str, mention: str, confidence: float = 0.9) -> Analysis:
    told = version()
    return replace(
        told,
        quotes=tuple(replace(q, speaker=speaker, mention=mention, confidence=confidence) for q in told.quotes),
    )


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        (said_by("Ada Quill", "Ada Quill"), said_by("Nora Pell", "Nora Pell"), True),
        (said_by("Ada Quill", "Ada Quill"), said_by("Ada Quill", "Quill"), False),
        (said_by("Ada Quill", "Ada Quill"), said_by("Ada Quil", "Ada Quil"), False),
        (said_by("Ada Quill", "she"), said_by("Nora Pell", "she"), False),  # the outlet changed nothing there
        (said_by("Ada Quill", "Ada Quill"), said_by("Nora Pell", "Nora Pell", confidence=0.5), False),
    ],
)
def test_the_same_words_from_somebody_else_are_told(old: Analysis, new: Analysis, is_told: bool) -> None:
    told = [EditKind.SPEAKER] if is_told else []
    assert [edit.kind for edit in find_edits(old, new, shown=old.quotes)] == told


def test_only_quotes_that_were_shown_are_told() -> None:
    new = version(LEAD, FERRY, "Deckhand Ada Quill collected four thousand signatures for the ordinance.")
    assert find_edits(version(), new, shown=()) == ()
    assert not keeps_every_quote(version(), new.article)
    assert keeps_every_quote(version(), version(SAID, LEAD, FERRY).article)


@pytest.mark.parametrize(
    ("was", "now"),
    [("7–2", "8–1"), ("7–2", "7–1"), ("Monday", "Tuesday"), ("two years", "three years"), ("Northport", "Southport")],
)
def test_another_number_or_name_in_the_summary_is_told(was: str, now: str) -> None:
    lead = LEAD.replace("The Northport council", "The council of Northport")
    old = replace(version(lead, FERRY, SAID), summary=(Span(0, len(lead)),))
    changed = lead.replace(was, now)
    assert edits(version(changed, FERRY, SAID), old) == [(EditKind.FACT, lead, changed)]


@pytest.mark.parametrize(
    "changed",
    [
        LEAD.replace("7–2", "seven–two"),
        LEAD.replace("7–2", "7-2"),
        LEAD.replace("on Monday ", ""),
        LEAD.replace("debate", "often heated debate"),
        LEAD.replace("Northport", "Nortphort"),
    ],
)
def test_a_sentence_with_the_same_numbers_and_names_does_not_matter(changed: str) -> None:
    assert edits(version(changed, FERRY, SAID)) == []


def test_new_paragraphs_and_another_order_do_not_matter() -> None:
    more = "Mayor Celia Vance has 10 days to sign the ordinance; her office did not answer."
    assert edits(version(SAID, more, LEAD, "It takes effect on 1 January.", FERRY)) == []


def test_a_new_correction_is_told_once() -> None:
    note = "Correction: An earlier version of this article misstated the vote."
    new = version(corrections=(note,))
    assert edits(new) == [(EditKind.NOTE, "", note)]
    assert edits(new, version(corrections=(note.upper(),))) == []


def test_that_an_article_was_updated_says_nothing() -> None:
    assert edits(version(corrections=("This article was updated at 3 p.m.",))) == []
    assert edits(version(corrections=("This article was updated with a statement of the vendor.",))) == []
    told = edits(version(corrections=("This article was updated to correct the spelling of a name.",)))
    assert [kind for kind, _, _ in told] == [EditKind.NOTE]


def test_later_news_told_in_a_note_is_told() -> None:
    (told,) = edits(version(corrections=("UPDATE: The mayor signed the ordinance on Wednesday.",)))
    assert told[0] is EditKind.NOTE


def test_a_correction_that_does_not_say_what_is_told() -> None:
    assert [kind for kind, _, _ in edits(version(corrections=("Correction appended",)))] == [EditKind.NOTE]


def test_a_wall_or_another_page_at_the_address_tells_nothing() -> None:
    elsewhere = version("Harbour ferries sail hourly. " * 30, title="Ferry timetable")
    for new in (version(LEAD, title="Subscribe"), elsewhere, version(is_partial=True, title="Other")):
        assert edits(new) == []
        assert not is_comparable(version().article, new.article)


def test_what_was_told_is_no_news_again_even_when_it_goes_back() -> None:
    there = Edit(kind=EditKind.HEADLINE, was="Council bans cameras", now="Council limits cameras")
    back = Edit(kind=EditKind.HEADLINE, was="Council limits cameras", now="Council Bans Cameras")
    gone = Edit(kind=EditKind.QUOTE_GONE, was="Never")
    assert untold([there, gone], []) == (there, gone)
    assert untold([there, back, gone], [there]) == (gone,)


TEXTS = st.text(st.sampled_from("ab cdé.,'“”-7 \n’NM"), max_size=80)


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=4), TEXTS)
def test_an_article_is_never_edited_against_itself(
    title: str, text: str, spans: list[tuple[int, int]], note: str
) -> None:
    parts = [Span(start, min(start + size, len(text))) for start, size in spans if start < len(text)]
    quotes = tuple(Quote(parts=(part,), text=part.of(text)) for part in parts)
    article = Article(title=title, text=text, corrections=(note,))
    analysis = Analysis(article=article, quotes=quotes, summary=tuple(sorted(parts)))
    assert find_edits(analysis, analysis, shown=quotes) == ()


@given(TEXTS, TEXTS, TEXTS)
def test_any_two_versions_can_be_compared(text: str, other: str, title: str) -> None:
    whole = (Span(0, len(text)),) if text else ()
    quotes = tuple(Quote(parts=(part,), text=text) for part in whole)
    old = Analysis(article=Article(title="A", text=text), quotes=quotes, summary=whole)
    new = Analysis(article=Article(title=title, text=f"{text}{other}"))
    found = find_edits(old, new, shown=quotes)
    assert untold(found, found) == ()

"""Words set off as paragraphs of their own, without marks."""

import pytest

from bot.core.model import Article, Quote, Span
from bot.core.quotes import SURE, find_quotes

FIRST = "We have listened to the residents for two years, and the cameras come down."
SECOND = "Nobody in this city should be watched on the way to church."


def quotes(text: str, *set_off: str) -> tuple[Quote, ...]:
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in set_off)
    return find_quotes(Article(title="Council bans cameras", text=text, block_quotes=spans))


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("Mayor Lena Ortiz said in a statement:", "Lena Ortiz"),
        ("Lena Ortiz heads the council. She wrote to its members:", "Lena Ortiz"),
        ("Mark Weber objected. In a statement from Lena Ortiz, the council answered:", "Lena Ortiz"),
        ("Acme Vision said in an email on Monday:", "Acme Vision"),
        ("Lena Ortiz wrote on Friday.", "Lena Ortiz"),
        ("Here is the full text of Mayor Lena Ortiz's letter:", "Lena Ortiz"),
        ("Mark Weber objected. Lena Ortiz’s statement, in full:", "Lena Ortiz"),
    ],
)
def test_a_block_quote_is_whose_words_the_sentence_before_announces(introduction: str, speaker: str) -> None:
    text = f"{introduction}\n\n{FIRST}\n\n{SECOND}\n\nThe vote is on Friday."
    (quote,) = quotes(text, FIRST, SECOND)
    assert (quote.text, quote.speaker) == (f"{FIRST} {SECOND}", speaker)
    assert [part.of(text) for part in quote.parts] == [FIRST, SECOND]


def test_a_block_quote_is_as_sure_as_a_marked_one() -> None:
    (quote,) = quotes(f"Mayor Lena Ortiz said in a statement:\n\n{FIRST}", FIRST)
    assert quote.confidence >= SURE
    assert not quote.is_partial


def test_a_signed_block_quote_needs_no_introduction() -> None:
    (quote,) = quotes(f"The vote was close.\n\n{FIRST}\n\n— Lena Ortiz, mayor\n\nIt rained.", FIRST)
    assert quote.speaker == "Lena Ortiz"


def test_a_signature_in_the_block_is_not_spoken() -> None:
    (quote,) = quotes(f"The vote was close.\n\n{FIRST} — Lena Ortiz", f"{FIRST} — Lena Ortiz")
    assert (quote.text, quote.speaker) == (FIRST, "Lena Ortiz")


@pytest.mark.parametrize(
    "introduction",
    [
        "The ordinance reads:",
        "The bill, which Lena Ortiz wrote, states:",
        "Lena Ortiz voted for it. The law, which takes effect in May, says in its second section:",
        "The contract with Acme Vision states:",
    ],
)
def test_a_law_is_no_person(introduction: str) -> None:
    words = "No department shall obtain, retain or use any face surveillance technology."
    (quote,) = quotes(f"{introduction}\n\n{words}\n\nIt passed on Friday.", words)
    assert (quote.speaker, quote.text) == (None, words)
    assert quote.mention is not None


def test_a_block_of_narrative_is_nobodys() -> None:
    text = "The city bought the cameras in 2019.\n\nThe software was switched off in May.\n\nIt rained."
    assert quotes(text, "The software was switched off in May.") == ()


def test_a_block_in_marks_is_read_by_its_marks() -> None:
    text = f"Mark Weber spoke.\n\n“{FIRST}” said Lena Ortiz.\n\nIt rained."
    (quote,) = quotes(text, f"“{FIRST}” said Lena Ortiz.")
    assert (quote.text, quote.speaker) == (FIRST, "Lena Ortiz")


def test_what_a_block_quotes_itself_is_part_of_it() -> None:
    words = "The mayor told us, “I will sign it,” and we believed her for two long years."
    (quote,) = quotes(f"Mark Weber wrote:\n\n{words}", words)
    assert (quote.text, quote.speaker) == (words, "Mark Weber")


def test_lines_behind_arrows() -> None:
    (quote,) = quotes(f"Lena Ortiz wrote to the council:\n\n> {FIRST}\n\n> {SECOND}\n\nIt rained.")
    assert (quote.text, quote.speaker) == (f"{FIRST} {SECOND}", "Lena Ortiz")


def test_a_bare_arrow_between_two_paragraphs_parts_nothing() -> None:
    (quote,) = quotes(f"Lena Ortiz wrote to the council:\n\n> {FIRST}\n>\n> {SECOND}\n\nIt rained.")
    assert (quote.text, quote.speaker) == (f"{FIRST} {SECOND}", "Lena Ortiz")


def test_a_quotation_goes_on_over_the_items_of_a_list() -> None:
    text = (
        "Mark Weber left. Lena Ortiz told the council: “My points are these:\n\n- The cameras do not work.\n\n"
        "- Nobody asked for them.\n\n- They cost too much.”\n\nIt rained."
    )
    (quote,) = quotes(text)
    assert quote.text == "My points are these: The cameras do not work. Nobody asked for them. They cost too much."
    assert (quote.speaker, quote.is_partial) == ("Lena Ortiz", False)


def test_a_list_under_an_odd_mark_is_no_speech_unless_it_closes() -> None:
    assert quotes("Lena Ortiz made “points:\n\n- The cameras do not work.\n\n- Nobody asked.\n\nIt rained.") == ()


def test_paragraphs_indented_under_a_colon() -> None:
    (quote,) = quotes(f"Lena Ortiz wrote to the council:\n\n    {FIRST}\n\n    {SECOND}\n\nIt rained.")
    assert (quote.text, quote.speaker) == (f"{FIRST} {SECOND}", "Lena Ortiz")


def test_a_text_whose_first_lines_are_all_indented_quotes_nobody() -> None:
    assert quotes("    The council met on Friday:\n\n    It was a long night.\n\n    Nobody said much.") == ()


def test_where_a_paste_lost_the_block_the_first_person_tells_it_and_less_surely() -> None:
    (quote,) = quotes(f"Lena Ortiz said in a statement on Monday:\n\n{FIRST}\n\nThe vote is on Friday.")
    assert (quote.text, quote.speaker) == (FIRST, "Lena Ortiz")
    assert quote.confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "Lena Ortiz said three things:\n\nThe vote is on Friday. The cameras come down in May.",
        "Here is what Lena Ortiz said:\n\nWe met the mayor at noon, Ortiz said, and nobody else came.",
        f"The council met on Friday:\n\n{FIRST}",
        "Lena Ortiz said:\n\n- We will sign it, and our cameras go.",
    ],
)
def test_a_paragraph_behind_a_colon_alone_is_nobodys(text: str) -> None:
    assert [quote for quote in quotes(text) if quote.confidence >= SURE] == []
    assert quotes(text) == ()


def test_a_transcript_inside_a_block_quote_is_read_by_its_labels() -> None:
    turns = "ORTIZ: Why did you never ask?\n\nMR. WEBER: You know that I did."
    first, second = quotes(f"They met on Friday.\n\n{turns}\n\nIt rained.", turns)
    assert (first.speaker, first.text) == ("Ortiz", "Why did you never ask?")
    assert (second.speaker, second.text) == ("Weber", "You know that I did.")

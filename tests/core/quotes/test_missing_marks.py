"""One mark is missing: the rest of the text is read as if nothing had happened, and what is clear is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article
from bot.core.quotes import SURE, find_quotes
from bot.core.quotes.marks import find_quoted

LEAD = "Lena Ortiz, a council member, met Mark Weber on Friday."


def said(text: str) -> list[tuple[str | None, str]]:
    return [(quote.speaker, quote.text) for quote in find_quotes(Article(title="", text=f"{LEAD}\n\n{text}"))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We will not have them in our streets,” Ortiz said. It rained.", "We will not have them in our streets,"),
        ('- We will not have them here," said Ortiz.', "We will not have them here,"),
        ("We will not have them here!” she said. It rained.", "We will not have them here!"),
        ("Ortiz said: “We will sign it on Friday.\n\nThe vote came late.", "We will sign it on Friday."),
        (
            'Ortiz told the council, "We will sign it. We will not wait.\n\nIt rained.',
            "We will sign it. We will not wait.",
        ),
        ("“We will sign it on Friday, Ortiz said. The vote came late.", "We will sign it on Friday,"),
        ('"Will we sign it? said Ortiz. The vote came late.', "Will we sign it?"),
    ],
)
def test_the_words_are_found_where_cue_or_paragraph_end_them(text: str, words: str) -> None:
    (quote,) = find_quotes(Article(title="", text=f"{LEAD}\n\n{text}"))
    assert (quote.speaker, quote.text) == ("Lena Ortiz", words)
    assert quote.confidence < SURE


def test_a_quotation_left_open_before_another_ends_at_its_cue() -> None:
    text = '"We will sign it, Ortiz said. The vote came late. "And we will not wait," she said.'
    assert ("Lena Ortiz", "We will sign it,") in said(text)
    assert ("Lena Ortiz", "And we will not wait,") in said(text)


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ('"It is a great day for all of us, said Mayor Nan Hale.', "Nan Hale", "It is a great day for all of us,"),
        ("“It is a great day, said Hale's deputy, Lou Marsh.", "Lou Marsh", "It is a great day,"),
        ("\"It's a mistake for all,' said Councilman Abe Frost.", "Abe Frost", "It's a mistake for all,"),
        ("“Will it be a great day? Mayor Nan Hale asked on Friday.", "Nan Hale", "Will it be a great day?"),
    ],
)
@pytest.mark.parametrize("behind", ["", "\n\n“We are tired of it,” said Mark Weber.", '\n\n"Nobody came," Weber said.'])
def test_words_that_are_never_closed_end_at_the_cue(text: str, speaker: str, words: str, behind: str) -> None:
    found = said(text + behind)
    assert found[0] == (speaker, words)
    assert [name for name, _ in found[1:]] == ["Mark Weber"] * bool(behind)


@pytest.mark.parametrize(
    "text",
    [
        "“I met my aunt, she said no, and I left.\n\n“It was late,” said Mark Weber.",
        "“It was cold, my friend Jim Frost said that we should leave.\n\n“It was late,” said Mark Weber.",
        "“As the poet, who said it first, was old, I waited.\n\n“It was late,” said Mark Weber.",
    ],
)
def test_who_tells_what_others_said_is_not_cut_short(text: str) -> None:
    first, _ = find_quotes(Article(title="", text=f"Mark Weber was blunt. {text}"))
    assert first.text == text.split("\n")[0].strip("“")


def test_a_second_half_left_open_takes_nothing_from_the_first() -> None:
    text = f"{LEAD}\n\n“We will sign it,” Ortiz said. “And we will not wait for him.\n\nIt rained."
    first, second = find_quotes(Article(title="", text=text))
    assert (first.text, second.text) == ("We will sign it,", "And we will not wait for him.")
    assert first.confidence >= SURE > second.confidence
    assert second.speaker == "Lena Ortiz"


@pytest.mark.parametrize(
    "text",
    [
        "The screen is 12” wide, Ortiz said.",
        "The vote was close, Weber said, and the room was hot.” It rained.",
        "Ortiz said the “pilot was over. The vote came late.",
        "Ortiz said: “We will sign it. It rained when Weber told the council and left.\n\nNobody came.",
        "The room was hot. Ortiz said it was late,” and left.",
    ],
)
def test_where_nothing_says_where_they_end_no_words_are_made_up(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("mark", ["“", "”", '"', "„", "«", "»", "‘", "’", "'"])
@pytest.mark.parametrize("place", range(0, 160, 3))
def test_one_odd_mark_costs_its_paragraph_and_its_continuation_at_most(mark: str, place: int) -> None:
    before = "“We met on Monday,” said Mark Weber. It was cold."
    odd = (
        "The council sat until two in the morning. “It was a long night,” Lena Ortiz said, and “nobody left the room.”"
    )
    between = "Nobody knows why. The lights stayed on."
    behind = "“The cameras come down,” said Omar Haddad. “We told them so.”"
    spoiled = odd[: place % len(odd)] + mark + odd[place % len(odd) :]
    found = said(f"{before}\n\n{spoiled}\n\n{between}\n\n{behind}")
    assert found[0] == ("Mark Weber", "We met on Monday,")
    assert found[-1] == ("Omar Haddad", "The cameras come down, We told them so.")


SENTENCES = st.sampled_from(
    [
        "It rained on Friday.",
        "“We will sign it,” said Lena Ortiz.",
        '"We will not," said Mark Weber. "We never did."',
        "The so-called “blanket” ban passed.",
        "He is 5'10\" tall.",
        "The voters' choice was clear in the '90s.",
    ]
)


@given(st.lists(SENTENCES, min_size=3, max_size=7), st.data())
def test_an_odd_mark_anywhere_leaves_the_runs_of_the_other_paragraphs(
    paragraphs: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    place = data.draw(st.integers(0, len(paragraphs[number])))
    mark = data.draw(st.sampled_from("“”\"„«»'‘’"))
    spoiled = [*paragraphs]
    spoiled[number] = spoiled[number][:place] + mark + spoiled[number][place:]
    whole, broken = runs(paragraphs), runs(spoiled)
    for other in range(len(paragraphs)):
        if other not in (number, number + 1):
            assert whole[other] == broken[other]


def runs(paragraphs: list[str]) -> list[list[str]]:
    text = "\n\n".join(paragraphs)
    found: list[list[str]] = [[] for _ in paragraphs]
    for quoted in find_quoted(text):
        found[quoted.paragraph].append(quoted.inner.of(text))
    return found

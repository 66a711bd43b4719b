from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article
from bot.core.quotes import find_quotes
from bot.core.summaries import summary

TEXT = (
    "NORTHFIELD, Ohio (AP) - The Northfield council voted 6-1 on Tuesday to ban police use of facial recognition "
    "until the end of 2027.\n\n"
    '"People were never asked about any of this," said Ana Ruiz, who wrote the ordinance.\n\n'
    "He also said the cameras would stay.\n\n"
    "The Northfield ban covers every city department and lets residents sue when facial recognition is used.\n\n"
    "Northfield was founded in 1807."
)


def shown(text: str, title: str = "Northfield bans facial recognition") -> list[str]:
    article = Article(title=title, text=text)
    return [span.of(text) for span in summary(article, quotes=find_quotes(article))]


def test_the_sentences_that_tell_what_happened_without_the_dateline() -> None:
    first, second = shown(TEXT)
    assert first.startswith("The Northfield council voted 6-1 on Tuesday")
    assert second.startswith("The Northfield ban covers every city department")


def test_an_anecdote_at_the_head_is_left_out() -> None:
    text = (
        "I was buying beans when the camera found me.\n\n"
        "You would not have noticed it.\n\n"
        "The state senate passed a bill on Friday that forbids face recognition in shops without consent.\n\n"
        "The bill on face recognition in shops goes to the governor, who has ten days to sign it."
    )
    first, second = shown(text, "Senate passes bill on face recognition in shops")
    assert first.startswith("The state senate passed a bill on Friday")
    assert second.startswith("The bill on face recognition")


def test_a_sentence_that_leans_back_stands_only_behind_its_support() -> None:
    text = (
        "The Marlow council banned face recognition on Monday after two years of debate in its meetings.\n\n"
        "The decision makes the Marlow council the first in its state to ban face recognition.\n\n"
        "Trees were planted in the park."
    )
    assert len(shown(text, "Marlow council bans face recognition")) == 2
    assert not shown(f"Rain fell on the town for all of Monday morning.\n\n{text}", "Marlow ban")[0].startswith(
        "The decision"
    )


def test_the_move_and_she_are_left_out_where_something_else_tells_as_much() -> None:
    text = (
        "The Marlow council banned face recognition on Monday after two years of debate in its meetings.\n\n"
        "The move makes Marlow the first city in its state to ban face recognition.\n\n"
        "The Marlow ban on face recognition covers the police and every school of the city.\n\n"
        "She said that Marlow had never needed face recognition."
    )
    assert [words[:17] for words in shown(text, "Marlow council bans face recognition")] == [
        "The Marlow counci",
        "The Marlow ban on",
    ]


def test_where_everything_leans_back_something_is_shown_all_the_same() -> None:
    assert shown("He also said the cameras would stay in place.", "Cameras stay") != []


def test_a_label_or_a_bullet_at_the_head_is_cut() -> None:
    lead = "The port of Calder switched its gate cameras off on Monday."
    text = f"UPDATE: {lead}\n\n• The company had sold it forty cameras."
    assert shown(text, "Calder port switches cameras off") == [
        "The port of Calder switched its gate cameras off on Monday.",
        "The company had sold it forty cameras.",
    ]
    alone = "• The company had sold it forty cameras.\n\nThe port of Calder switched its gate cameras off on Monday."
    assert shown(alone, "Calder port switches cameras off") == [
        "The port of Calder switched its gate cameras off on Monday."
    ]


def test_a_trailing_attribution_and_the_stop_behind_it_are_cut() -> None:
    text = (
        "The port of Calder switched its gate cameras off on Monday after a court order, officials said Tuesday.\n\n"
        "The gate cameras had photographed dock workers in Calder for three years without a warrant."
    )
    first, _ = shown(text, "Calder port switches cameras off")
    assert first == "The port of Calder switched its gate cameras off on Monday after a court order"


def test_quotes_are_not_shown_again() -> None:
    assert not any("never asked" in sentence for sentence in shown(TEXT))


def test_one_sentence_is_a_summary_and_no_words_are_none() -> None:
    assert shown("The council voted on Tuesday.") == ["The council voted on Tuesday."]
    assert shown("") == []
    assert shown("…\n\n---") == []


# --- anecdotes --------------------------------------------------------------------------------------------------------

NEWS = "The Marlow council voted 7-2 on Monday to ban face recognition in shops, a year after the first complaints."
MORE = "The ban on face recognition takes effect in January and covers every shop and stadium in Marlow."
HEADLINE = "Marlow council bans face recognition in shops"


@pytest.mark.parametrize(
    "opening",
    [
        "When Bess Ortega walked into a bakery in March, she did not look up.",
        "When Bess Ortega walked into a bakery in March, she did not look up.\n\nThe camera did not miss her.",
        "Imagine that a shop knows who you are before you say good morning.",
        "Picture a street on which every door knows your name.",
        "What would you do if a shop refused to let you in?",
        "I was buying beans when the camera found me.",
        "You may not have noticed the camera above the door.",
        "On a rainy Tuesday in March, Bess Ortega went to buy bread.\n\nShe never got it.",
        "One morning last spring, a nurse stopped at a bakery for rolls.",
        "It was a cold morning when the doors of the bakery opened.",
        "It was just after 7 a.m. and the line stretched around the corner.",
        "Meet Bess Ortega, a nurse who likes rye bread.",
        "Bess Ortega, 41, buys her bread at the same bakery every morning.",
        "Bess Ortega never thought much about the camera above the door.\n\n“I just wanted rolls,” she said.",
        "Every morning at six, Bess Ortega opens the bakery that her mother left her.",
        "Consider the camera above the door of a bakery on Mill Street.",
        "At 6:30 a.m., Bess Ortega unlocked the door and switched on the ovens.",
        "Once upon a time, a baker knew every customer by name.",
    ],
)
def test_the_news_is_found_behind_an_anecdote(opening: str) -> None:
    assert shown(f"{opening}\n\n{NEWS}\n\n{MORE}", HEADLINE) == [NEWS, MORE]


@pytest.mark.parametrize(
    "lead",
    [
        "Mayor Celia Vance signed a ban on face recognition in shops on Monday.",
        "Bess Ortega, the mayor of Marlow, signed a ban on face recognition in shops on Monday.",
        "Celia Vance announced on Monday that shops in Marlow may no longer use face recognition.",
        "A Marlow nurse sued a bakery on Monday over the face recognition at its door.",
        "When the ban on face recognition takes effect in January, Marlow will be the first city to fine its shops.",
        "One of the largest vendors of face recognition, Acme Vision, will leave the market, it said on Monday.",
        "On Monday the Marlow council banned face recognition in shops and stadiums.",
        "Acme Vision used pictures of nurses to train its face recognition for shops, court records show.",
    ],
)
def test_news_at_the_head_stays(lead: str) -> None:
    assert shown(f"{lead}\n\n{MORE}", HEADLINE)[0] == lead


# --- sentences that lean on others ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "leaning",
    [
        "He was stunned by the move.",
        "MARLOW, Ohio (AP) - He was stunned by the move, which came after a year of debate about cameras.",
        "She said that Marlow had never needed face recognition in its shops.",
        "They want face recognition out of the shops and the stadiums of Marlow too.",
        "It is the first ban on face recognition in shops in the whole of the county.",
        "In a statement on Monday, she called face recognition in shops a danger to everybody.",
        "On Monday, he called face recognition in shops a danger to everybody.",
        "But face recognition in shops will go on until January, shop owners in Marlow said.",
        "However, face recognition in the shops of Marlow may come back after the next election.",
        "Meanwhile, the shops of Marlow have begun to take down the cameras with face recognition.",
        "The decision makes Marlow the first city in the county to ban face recognition in shops.",
        "The former voted for the ban on face recognition in the shops of Marlow, the latter against.",
        "The two had written the Marlow ban on face recognition in shops together.",
        "Such bans on face recognition in shops have been tried in Marlow before.",
        "This makes Marlow the first city in the county to ban face recognition in shops.",
        "The company sells face recognition to shops in Marlow and in four other cities.",
        "In addition, the Marlow ban on face recognition in shops allows residents to sue.",
        "Another shop in Marlow used face recognition without telling anybody.",
        "The woman had been taken for a thief by the face recognition of a shop in Marlow.",
        "Among them was a nurse whom the face recognition of a Marlow shop took for a thief.",
        "The city has forty shops with face recognition, more than any other in the county.",
        "Days later, the Marlow council heard of face recognition in a second shop.",
    ],
)
def test_what_cannot_be_read_alone_is_left_out(leaning: str) -> None:
    quiet = "The bakery on Mill Street has been there since 1962, with two ovens and a bench for customers."
    assert leaning not in " ".join(shown(f"{leaning}\n\n{NEWS}\n\n{quiet}\n\n{MORE}", HEADLINE))
    assert leaning not in shown(f"{NEWS}\n\n{quiet}\n\n{leaning}\n\n{MORE}", HEADLINE)


@pytest.mark.parametrize(
    "leaning",
    [
        "Shop owners in Marlow also praised the move on face recognition on Tuesday.",
        "Shop owners in Marlow, however, said on Tuesday that face recognition had helped them.",
        "Shop owners in Marlow said on Tuesday that the company had promised them better face recognition.",
        "Shop owners in Marlow gave him a list of shops with face recognition on Tuesday.",
        "Shop owners in Marlow praised the decision on Tuesday.",
        "Shop owners in Marlow, who use face recognition as well, have come up with one.",
    ],
)
def test_words_that_point_back_in_mid_sentence_count_too(leaning: str) -> None:
    quiet = "The bakery on Mill Street has been there since 1962, with two ovens and a bench for customers."
    assert leaning not in shown(f"{NEWS}\n\n{quiet}\n\n{leaning}\n\n{MORE}", HEADLINE)


@pytest.mark.parametrize(
    "standing",
    [
        "Acme Vision said that it would appeal against the Marlow ban on face recognition in shops.",
        "The bill that the Marlow council passed bans face recognition in shops from January.",
        "In her first week in office, Mayor Celia Vance signed the Marlow ban on face recognition in shops.",
        "It is not clear whether the Marlow ban on face recognition in shops covers stadiums.",
        "There are forty shops with face recognition in Marlow, all of which must switch it off.",
        "In addition to fines, the Marlow ban on face recognition in shops also allows residents to sue.",
        "A nurse who sued the bakery said she was glad that Marlow banned face recognition in shops.",
    ],
)
def test_a_sentence_that_carries_itself_stands(standing: str) -> None:
    quiet = "The bakery on Mill Street has been there since 1962, with two ovens and a bench for customers."
    assert standing in shown(f"{NEWS}\n\n{quiet}\n\n{standing}", HEADLINE)


def test_a_sentence_that_leans_on_the_one_shown_before_it_may_stand() -> None:
    lead = "The Marlow council passed ordinance 26-114, which forbids shops to use face recognition."
    assert shown(f"{lead}\n\nIt takes effect on 1 January 2027.", HEADLINE) == [
        lead,
        "It takes effect on 1 January 2027.",
    ]


def test_a_dateline_stays_where_the_sentence_says_here() -> None:
    text = f"MARLOW, Ohio - Police here may no longer use face recognition in shops from Monday.\n\n{MORE}"
    assert shown(text, HEADLINE)[0].startswith("MARLOW, Ohio - Police here")


# --- quotes, furniture, other languages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "“Face recognition has no place in the shops of Marlow,” said Ada Quill, a deckhand.",
        '"Face recognition has no place in the shops of Marlow," said Ada Quill, a deckhand.',
        "“We will take face recognition out of every shop in Marlow by January.”",
        "Ada Quill said: “Face recognition has no place in our shops, nor in any other place in Marlow.”",
    ],
)
def test_a_short_article_is_not_summed_up_by_its_quotes(quote: str) -> None:
    assert shown(f"{NEWS}\n\n{quote}", HEADLINE) == [NEWS]
    assert shown(f"{quote}\n\n{NEWS}", HEADLINE) == [NEWS]


@pytest.mark.parametrize(
    "line",
    [
        HEADLINE + ".",
        "Marlow Council Says No To Face Recognition In Its Shops.",
        "FILE PHOTO: A camera with face recognition in a shop in Marlow, May 3, 2026. Picture taken May 3, 2026.",
        "A camera with face recognition is seen above a shop in Marlow, May 3, 2026.",
        "Get breaking news about face recognition in shops. The stories that matter, delivered weekday mornings.",
        "A camera with face recognition above a shop in Marlow. (Dana Field/Reuters)",
        "Sign up for our newsletter about face recognition in shops.",
        "7 p.m.",
        "Urgent:",
        "Correction: An earlier version misnamed the vendor of face recognition in shops.",
        "Lee Marsh Lee MarshMarlow council weighs face recognition MORE (D) spoke of face recognition in shops.",
        "Ortega said in a statement on Monday.",
        "The council of Lowell did not.",
        "Ada Quill is a reporter for the Gazette.",
    ],
)
def test_what_is_no_sentence_of_the_story_is_left_out(line: str) -> None:
    assert shown(f"{line}\n\n{NEWS}\n\n{MORE}", HEADLINE) == [NEWS, MORE]


def test_what_stands_above_a_dateline_is_no_report_yet() -> None:
    text = f"Shops in Marlow must take face recognition down, but when.\n\nMARLOW, Ohio (AP) - {NEWS}\n\n{MORE}"
    assert shown(text, HEADLINE) == [NEWS, MORE]


@pytest.mark.parametrize(
    "sentence",
    [
        "La ciudad prohíbe el reconocimiento facial en las tiendas de Marlow a partir de enero.",
        "Die Stadt verbietet die Gesichtserkennung in den Läden von Marlow ab dem Januar.",
        "La ville de Marlow interdit la reconnaissance faciale dans les magasins du centre.",
    ],
)
def test_a_sentence_in_another_language_is_left_out_of_an_english_summary(sentence: str) -> None:
    assert shown(f"{sentence}\n\n{NEWS}\n\n{MORE}", HEADLINE) == [NEWS, MORE]
    whole = Article(title="Marlow", text=sentence, language="es")
    assert [span.of(sentence) for span in summary(whole)] == [sentence]


def test_the_same_is_not_told_twice() -> None:
    again = "The Marlow council voted 7-2 on Monday to ban face recognition in its shops, a year after the complaints."
    assert shown(f"{NEWS}\n\n{again}\n\n{MORE}", HEADLINE) == [NEWS, MORE]


PIECES = st.sampled_from(
    [
        "The council voted on Monday. ",
        "She said so. ",
        "\n\n",
        "“We will,” said Ada Quill. ",
        "When Bess Ortega walked in, it rained. ",
        "MARLOW, Ohio (AP) - ",
        "FILE PHOTO: ",
        "But the move failed, officials said. ",
        "Correction: no. ",
        "É proibido. ",
        "?!… ",
        "UPDATE: ",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=14).map("".join)), st.text(max_size=40))
def test_every_sentence_is_a_slice_of_the_text_in_order_and_once(text: str, title: str) -> None:
    article = Article(title=title, text=text, corrections=(text[:9],))
    for quotes in ((), find_quotes(article)):
        spans = summary(article, quotes=quotes)
        assert len(spans) <= 3
        assert all(0 <= span.start < span.end <= len(text) and span.of(text).strip() for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert bool(spans) == any(letter.isalnum() for letter in text)


@pytest.mark.parametrize(
    "dateline",
    ["May 19 (Reuters) - ", "LONDON, May 19 (Reuters) - ", "NEW DELHI: ", "New Delhi, March 3: ", "HARBOUR CITY — "],
)
def test_a_short_wire_keeps_its_first_sentence_without_its_dateline(dateline: str) -> None:
    text = (
        f"{dateline}Corvex said on Tuesday it would stop selling facial recognition to police. "
        "The company will keep selling to airports."
    )
    shown = [span.of(text) for span in summary(Article(title="Corvex stops", text=text))]
    assert shown[0] == "Corvex said on Tuesday it would stop selling facial recognition to police."


def test_how_a_transcript_was_made_is_no_news() -> None:
    text = (
        "The transcript has been edited for length.\n\nSen. Ann Brandt introduced a bill on face scans last week. "
        "It would require a warrant. She spoke to us on Monday."
    )
    assert all("edited for length" not in span.of(text) for span in summary(Article(title="Bill", text=text)))

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Span
from bot.core.text import cut, fold, paragraphs, split_sentences, visible

TRICKY = st.text(
    st.sampled_from("ab Z.!?…\"“”'’()\n\r\u00a0\u00ad\u200b\u200d\u202eéﬁ½＃Ａ\u0301가\u1100\u1161ß😀🇺🇸İ—\ud800,1。")
    | st.characters(),
    max_size=80,
)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


# --- fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("fa\u200bcial re\u00adcog\u2060nition", "facial recognition"),
        ("facial\u00a0recognition\nban", "facial recognition ban"),
        ("ｆａｃｉａｌ 𝐛𝐚𝐧", "facial ban"),
        ("the city’s face‑off — “no”", 'the city\'s face-off - "no"'),
        ("e\u0301tat", "état"),
        ("\u202efacial\u202c", "facial"),
        ("o\ufb03ce", "office"),
        ("wait…", "wait."),
        ("\ud800", "\ufffd"),
        ("", ""),
    ],
)
def test_tricks_of_spelling_fold_to_plain_words(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_case_is_kept_unless_asked_for() -> None:
    assert fold("Straße IBM").text == "Straße IBM"
    assert fold("Straße IBM", casefold=True).text == "strasse ibm"


def test_a_folded_place_leads_back_to_the_words_as_printed() -> None:
    text = "A fa\u200bcial\u200b o\ufb03ce"
    folded = fold(text)
    start = folded.text.index("facial")
    assert folded.original(Span(start, start + 6)).of(text) == "fa\u200bcial"
    start = folded.text.index("office")
    assert folded.original(Span(start, start + 6)).of(text) == "o\ufb03ce"
    assert folded.original(Span(start + 2, start + 3)).of(text) == "\ufb03"


@given(TRICKY, st.booleans())
def test_the_way_back_is_in_range_and_never_turns(text: str, casefold: bool) -> None:
    folded = fold(text, casefold=casefold)
    assert len(folded.offsets) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.offsets, folded.ends, strict=True))
    assert list(folded.offsets) == sorted(folded.offsets)
    assert list(folded.ends) == sorted(folded.ends)
    folded.text.encode()


@given(TRICKY)
def test_no_trick_survives_folding(text: str) -> None:
    folded = fold(text).text
    assert not set(folded) & set("\u00a0\u00ad\u200b\u200d\u202e’“—\n\r")


# --- sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.S. Senate voted.", "It was close."],
        ["He moved to the U.S. The vote followed."],
        ["Mr. Osei met Sen. Vale on Jan. 5.", "Nothing came of it."],
        ["J. R. Marsh and Dana W. Lee agreed.", "Others did not."],
        ["Acme Vision Inc. sells it to Lowell, Mass. police.", "The price is $3.5 million."],
        ["Acme Vision Inc. said so.", "Ordinance No. 5 passed."],
        ["“We will stop.”", "The company said no more."],
        ["“Why now?” Ms. Osei asked.", "“Because we can!” he said."],
        ['"It ends today." The mayor left.'],
        ["Is it legal?", "Nobody knows!", "Perhaps..."],
        ["We ... will see ... Amazon out.", "Then we rest."],
        ["It was over... The end came."],
        ["The vote was at 5 p.m. Tuesday.", "It passed."],
        ["The ban stands.[3]", "It may not last."],
        ['Robert C. "Bobby" Marsh agreed.', "So did his wife."],
        ["ORLANDO, Fla. (Wire) - The vote was held.", "FAIRVIEW, W.Va. - It passed."],
        ["Rep. Ana Diaz, D-Calif., wrote H.R. 7356 in 2020.", "It died."],
        ["Facial recognition (see Sec. 4) is banned.", "(It was not before.)"],
        ["iPhones unlock.", "eBay sells them."],
        ["See example.com for more.", "Then decide."],
        ["Das Verbot gilt ab dem 1. Januar 2027.", "Die Stadt klagt."],
        ["They won by 5 to 1.", "The mayor left."],
        ["顔認証は禁止。", "以上。"],
        ["Hoan Ton-That v. the state was Patel v. Facebook again.", "No."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    joined = " ".join(expected)
    found = sentences(joined)
    if len(expected) == 1:
        found = [" ".join(found)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote is over.The mayor signed.", ["The vote is over.", "The mayor signed."]),
        ("“It is over.”The mayor signed.", ["“It is over.”", "The mayor signed."]),
        ("Why?Because.", ["Why?", "Because."]),
        ("Visit www.Example.Com or Acme.com now.", ["Visit www.Example.Com or Acme.com now."]),
        ("He moved to the U.S. The vote followed.", ["He moved to the U.S.", "The vote followed."]),
        ('"It ends today." The mayor left.', ['"It ends today."', "The mayor left."]),
        ("It was over... The end came.", ["It was over...", "The end came."]),
        ("City bans it\n\nThe vote was 9 to 1", ["City bans it", "The vote was 9 to 1"]),
        ("  \n ", []),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_sentences_of_careless_text(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_hand_wrapped_line_is_no_end() -> None:
    text = "The council of the invented city of Port Lowell voted on a ban of San\nFrancisco's kind. It passed."
    assert len(sentences(text)) == 2


@given(TRICKY)
def test_sentences_and_paragraphs_are_trimmed_slices_in_order(text: str) -> None:
    for spans in (split_sentences(text), paragraphs(text)):
        assert all(span.of(text) == span.of(text).strip() for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        covered = "".join(span.of(text) for span in spans)
        assert "".join(covered.split()) == "".join(text.split())


def test_paragraphs_part_at_blank_lines_and_at_short_lines() -> None:
    text = "Headline here\nThe first paragraph.\r\n\r\nThe second\n  goes on.\n- a bullet\n\n\n"
    assert [span.of(text) for span in paragraphs(text)] == [
        "Headline here",
        "The first paragraph.",
        "The second\n  goes on.",
        "- a bullet",
    ]


# --- cut and visible


def test_a_cut_falls_between_words() -> None:
    assert cut("Boston bans the technology", 16) == "Boston bans the…"
    assert cut("Boston bans, the", 13) == "Boston bans…"
    assert cut("Boston", 6) == "Boston"
    assert cut("Boston", 4) == "Bos…"
    assert cut("Boston", 0) == ""


def test_a_cut_never_breaks_what_is_seen_as_one() -> None:
    family = "👨\u200d👩\u200d👧"
    assert cut(family + family, 6) == family + "…"
    assert cut("🇺🇸🇬🇧", 4) == "🇺🇸🇬🇧"
    assert cut("🇺🇸🇬🇧", 3) == "🇺🇸…"
    assert cut("🇺🇸🇬🇧🇫🇷", 4) == "🇺🇸…"
    assert cut("e\u0301" * 4, 4) == "e\u0301…"


@given(TRICKY, st.integers(0, 40))
def test_a_cut_fits(text: str, limit_chars: int) -> None:
    shown = cut(text, limit_chars)
    assert len(shown) <= limit_chars
    assert shown == text or text.startswith(shown.removesuffix("…"))


def test_what_hides_is_not_shown() -> None:
    assert visible("a\u202eb\u200b\tc\n d\u200d") == "ab c d"
    assert visible("👨\u200d👩") == "👨\u200d👩"


@given(TRICKY)
def test_visible_text_stays_as_it_is(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert "\n" not in once

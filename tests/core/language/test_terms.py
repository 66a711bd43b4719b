import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.terms import Phrases, inflections, numbers, stem


@pytest.mark.parametrize(
    "forms",
    [
        "ban bans banned banning",
        "sue sues sued suing",
        "halt halts halted halting",
        "vote votes voted voting",
        "pass passes passed passing",
        "veto vetoes vetoed vetoing",
        "prohibit prohibits prohibited prohibiting",
        "permit permits permitted permitting",
        "deploy deploys deployed deploying",
        "identify identifies identified identifying",
        "agree agrees agreed agreeing",
        "stop stops stopped stopping",
        "scan scans scanned scanning",
        "use uses used using",
        "box boxes boxed boxing",
        "write writes wrote written writing",
        "forbid forbids forbade forbidden forbidding",
        "surveil surveilled surveilling",
        "cancel cancelled canceled",
    ],
)
def test_any_form_of_a_verb_finds_every_other(forms: str) -> None:
    for form in forms.split():
        assert set(forms.split()) <= set(inflections(form)), form
        assert inflections(form)[0] == form


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("policy", ["policies"]),
        ("cities", ["city"]),
        ("recognition", ["recognitions"]),
        ("moratorium", ["moratoria", "moratoriums"]),
        ("woman", ["women"]),
        ("bias", ["biases"]),
        ("analysis", ["analyses"]),
        ("face-scan", ["face-scans"]),
        ("Gesichtserkennung", ["gesichtserkennungen"]),
        ("prohibición", ["prohibiciones"]),
        ("proibição", ["proibições"]),
        ("caméra", ["caméras"]),
    ],
)
def test_nouns_take_their_plural_and_lose_it(word: str, forms: list[str]) -> None:
    assert set(forms) <= set(inflections(word))


@pytest.mark.parametrize(
    ("word", "other"),
    [("used", "us"), ("policy", "police"), ("police", "policy"), ("need", "ne"), ("bus", "bu"), ("facial", "facialed")],
)
def test_a_form_that_is_another_word_is_left_out(word: str, other: str) -> None:
    assert other not in inflections(word)


@pytest.mark.parametrize("word", ["AI", "the", "1:N", "26-114", "x", ""])
def test_what_has_no_forms_stays_as_it_is(word: str) -> None:
    assert inflections(word) == (word.lower(),)


WORDS = (
    "ban sue vote pass veto prohibit deploy identify policy city camera company agency lawsuit moratorium bill law use "
    "police scan court judge approve reject propose amend extend expire sign repeal fine settle investigate warn buy "
    "sell match face map track monitor regulate restrict protest privacy study report test audit vendor officer city"
)


@pytest.mark.parametrize("word", WORDS.split())
def test_all_forms_share_a_stem(word: str) -> None:
    assert {stem(form) for form in inflections(word)} == {stem(word)}


def test_different_words_have_different_stems() -> None:
    assert len({stem(word) for word in WORDS.split()}) == len(set(WORDS.split()))


@given(st.text(max_size=30))
def test_any_text_has_forms_and_a_stem(text: str) -> None:
    assert inflections(text)[0] == text.lower()
    stem(text)
    numbers(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a $2.5 million fine", ["$2500000"]),
        ("a US$2,500,000 fine", ["$2500000"]),
        ("£7.5m or €20 million", ["£7500000", "€20000000"]),
        ("40 percent, 40% or forty per cent", ["40%", "40%", "40%"]),
        ("eleven of twenty-one members, 9-0", ["11", "21"]),
        ("3 billion faces in 2020", ["3000000000", "2020"]),
        ("version 1.2.3 of B52, one vote", []),
        ("two hundred", ["200"]),
    ],
)
def test_numbers_compare_however_they_are_written(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers(text)] == values


def test_phrases_are_found_in_any_form_the_longest_first() -> None:
    listed = Phrases(["city council", "city", "facial recognition ban"])
    text = "City councils met. Facial-recognition bans came, and the city: council."
    assert [(found.phrase, found.span.of(text)) for found in listed.find(text)] == [
        ("city council", "City councils"),
        ("facial recognition ban", "Facial-recognition bans"),
        ("city", "city"),
    ]


def test_exact_phrases_keep_their_capitals() -> None:
    assert [found.phrase for found in Phrases(["ICE"], is_exact=True).find("ICE melts ice. Ice!")] == ["ICE"]


def test_of_noun_phrases_the_last_word_alone_takes_forms() -> None:
    listed = Phrases(["face scan"], are_nouns=True)
    assert [found.span.of("face scans") for found in listed.find("face scans")] == ["face scans"]
    assert not listed.find("he faces scans")


LISTED = ("city council", "city", "council vote", "vote", "scan İ Zoë")


@given(
    st.lists(
        st.sampled_from(
            [
                "city",
                "Cities",
                "council",
                "COUNCIL's",
                "votes",
                "scan",
                "İ",
                "zoë",
                "Σ",
                "_",
                ",",
                "-",
                "\n",
                " ",
                "…",
                " . ",
            ]
        ),
        max_size=12,
    ),
    st.sampled_from([" ", "", "  ", "-"]),
)
def test_phrases_are_found_as_a_plain_reading_finds_them(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    words = list(re.finditer(r"[^\W_]+", text))
    expected, forms = [], {phrase: [inflections(word) for word in phrase.split()] for phrase in LISTED}
    for place in range(len(words)):
        for phrase in sorted(LISTED, key=lambda phrase: -len(phrase.split())):
            found = words[place : place + len(forms[phrase])]
            gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
            if len(found) == len(forms[phrase]) and all(
                word[0].lower() in allowed for word, allowed in zip(found, forms[phrase], strict=True)
            ):
                if any(len(gap) > 3 or set(gap) & set(",;:!?()|\n") for gap in gaps):
                    continue
                expected.append((phrase, found[0].start(), found[-1].end()))
                break
    found_now = Phrases(LISTED).find(text)
    assert [(found.phrase, found.span.start, found.span.end) for found in found_now] == expected

"""When a deed was announced, from when and until when it holds."""

from datetime import date

import pytest

from bot.core.model import Deed
from tests.core.positions.reading import main_event, read


@pytest.mark.parametrize(
    ("sentence", "expires", "words"),
    [
        ("Acme Vision announced a one-year moratorium on facial recognition.", date(2027, 11, 20), "one-year"),
        (
            "The Maine House approved a moratorium on facial recognition until July 1, 2028.",
            date(2028, 7, 1),
            "until July 1, 2028",
        ),
        ("Acme Vision paused sales of facial recognition until Congress acts.", None, "until Congress acts"),
    ],
)
def test_terms_become_dates_where_they_can_and_stay_words_where_they_cannot(
    sentence: str, expires: date | None, words: str
) -> None:
    position = main_event(sentence)

    assert (position.expires, position.expires_text) == (expires, words)


def test_the_day_it_takes_effect_may_stand_in_the_next_sentence() -> None:
    position = main_event(
        "The Harbour City Council voted on Thursday to ban facial recognition. It takes effect on January 1, 2027."
    )

    assert position.effective == date(2027, 1, 1)
    assert position.announced == date(2026, 11, 19)


def test_without_a_date_of_publication_relative_days_stay_unknown() -> None:
    assert main_event("Acme Vision paused sales of facial recognition on Monday.", published=None).announced is None


def test_an_end_is_no_start_and_is_told_once() -> None:
    position = main_event(
        "The Northport transit board adopted a moratorium on facial recognition on Thursday. "
        "The moratorium takes effect at once and expires on 31 December 2027, unless the board extends it."
    )

    assert (position.effective, position.effective_text) == (None, "at once")
    assert position.expires == date(2027, 12, 31)


def test_what_would_end_before_it_begins_has_neither_day() -> None:
    position = main_event(
        "The Harbour City Council voted on Thursday to ban facial recognition at the jail until December 1, 2026. "
        "The ban takes effect on December 3, 2026."
    )

    assert (position.effective, position.expires, position.expires_text) == (None, None, None)


def test_what_happened_years_ago_is_dated_by_its_own_sentence() -> None:
    told = read(
        "Acme Vision announced a one-year moratorium on police use of Argus, its facial recognition software, "
        "on 10 June 2020. In May 2021 Acme Vision extended the moratorium until further notice.",
        title="What became of the promises",
    )
    first, second = sorted(told, key=lambda position: position.span.start)

    assert (first.announced, first.expires) == (date(2020, 6, 10), date(2021, 6, 10))
    assert (second.action, second.announced, second.effective_text) == (Deed.EXTEND, None, "in May 2021")
    assert (second.expires, second.expires_text) == (None, "until further notice")


def test_background_has_no_day_but_its_own() -> None:
    text = (
        "The Harbour City Council banned facial recognition on Thursday. Residents cheered. They had waited for it. "
        "The chief was not there. Acme Vision has already stopped selling facial recognition."
    )

    told = {position.actor: position.announced for position in read(text, title="Harbour City bans face recognition")}

    assert told["Harbour City Council"] == date(2026, 11, 19)
    assert told.get("Acme Vision") is None


BAN = "The Vale City Council banned facial recognition on Friday. "
TWO_YEARS = "The Vale City Council passed a two-year moratorium on facial recognition"
SIGNED = "Gov. Ada Ortiz signed a bill that limits facial recognition on Friday. "


@pytest.mark.parametrize(
    ("text", "effective", "words"),
    [
        ("The Vale City Council banned facial recognition on Friday, effective immediately.", None, "immediately"),
        ("Effective immediately, Acme Vision suspended sales of facial recognition.", None, "immediately"),
        (BAN + "The ordinance takes effect in 30 days.", date(2026, 12, 20), "in 30 days"),
        (BAN + "It takes effect 90 days after it is signed.", None, "90 days after it is signed"),
        (BAN + "The ban takes effect once the mayor signs it.", None, "once the mayor signs it"),
        (BAN + "It enters into force on the first of January.", date(2027, 1, 1), "the first of January"),
        (BAN + "The rules apply from August 2, 2027.", date(2027, 8, 2), "August 2, 2027"),
        (
            "Acme Vision will stop selling facial recognition to police by the end of March.",
            date(2027, 3, 31),
            "by the end of March",
        ),
        ("Acme Vision will stop selling facial recognition to police early next year.", None, "early next year"),
        (
            "Acme Vision said Monday it would end its facial recognition business within 90 days.",
            date(2027, 2, 18),
            "within 90 days",
        ),
        ("The Vale City Council banned facial recognition on Friday, before a hearing on May 5.", None, None),
        (BAN + "A vote on cameras will follow on May 5.", None, None),
    ],
)
def test_the_start_is_a_day_where_the_words_give_one(text: str, effective: date | None, words: str | None) -> None:
    position = main_event(text)

    assert (position.effective, position.effective_text) == (effective, words)


@pytest.mark.parametrize(
    ("text", "expires", "words"),
    [
        (
            "The Vale City Council banned facial recognition until the end of 2027.",
            date(2027, 12, 31),
            "until the end of 2027",
        ),
        (
            "The Vale City Council passed a moratorium on facial recognition through June 2027.",
            date(2027, 6, 30),
            "through June 2027",
        ),
        (
            "The Vale City Council paused use of facial recognition for the rest of the year.",
            date(2026, 12, 31),
            "for the rest of the year",
        ),
        (
            "The Vale City Council passed a moratorium on facial recognition for two years.",
            date(2028, 11, 20),
            "for two years",
        ),
        (
            "The Vale City Council on Monday approved a ban on facial recognition that lasts 18 months.",
            date(2028, 5, 16),
            "lasts 18 months",
        ),
        (SIGNED + "The law sunsets on December 31, 2029.", date(2029, 12, 31), "sunsets on December 31, 2029"),
        (SIGNED + "It sunsets after five years.", date(2031, 11, 20), "after five years"),
        (
            "The Vale City Council extended its moratorium on face scans, to June 30, 2027.",
            date(2027, 6, 30),
            "to June 30, 2027",
        ),
        (
            "Acme Vision paused sales of facial recognition until there is a federal law.",
            None,
            "until there is a federal law",
        ),
        ("The Vale police suspended their use of facial recognition pending a review.", None, "pending a review"),
    ],
)
def test_the_end_is_a_day_where_the_words_give_one(text: str, expires: date | None, words: str) -> None:
    position = main_event(text)

    assert (position.expires, position.expires_text) == (expires, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Vale City Council passed a moratorium on facial recognition until June 2027.", "until June 2027"),
        (
            "The Vale City Council approved a ban on facial recognition that will last at least until 2028.",
            "until 2028",
        ),
        (SIGNED + "The law expires in 2029.", "expires in 2029"),
        ("The Vale City Council extended its moratorium on facial recognition by a year.", "by a year"),
        ("The Vale City Council extended its ban on face scans for another six months.", "for another six months"),
    ],
)
def test_an_end_that_could_be_two_days_stays_words(text: str, words: str) -> None:
    position = main_event(text)

    assert (position.expires, position.expires_text) == (None, words)


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        (
            TWO_YEARS + ". It takes effect on January 1, 2027.",
            date(2029, 1, 1),
        ),
        (SIGNED + "The law takes effect July 1 and will sunset in three years.", date(2030, 7, 1)),
        (
            TWO_YEARS + " on Monday. It takes effect once the mayor signs it.",
            None,
        ),
        (
            TWO_YEARS + " on Monday, effective immediately.",
            date(2028, 11, 16),
        ),
    ],
)
def test_a_term_runs_from_the_day_it_takes_effect(text: str, expires: date | None) -> None:
    assert main_event(text).expires == expires


@pytest.mark.parametrize(
    "text",
    [
        BAN + "Police have until the end of March to delete their databases.",
        BAN + "Residents are given until March 3 to comment.",
        BAN + "It does not take effect until March 3, 2027.",
        "The Vale County Board awarded a three-year contract for facial recognition to Acme Vision.",
    ],
)
def test_a_deadline_is_no_end(text: str) -> None:
    assert main_event(text).expires is None


def test_the_lead_may_tell_the_end_before_the_deed() -> None:
    position = main_event(
        "The cameras at Vale's schools will stay off at least until the end of 2027. The Vale School Board voted on "
        "Thursday for a moratorium on facial recognition.",
    )

    assert position.expires == date(2027, 12, 31)


def test_what_others_did_before_parts_no_deed_from_its_term() -> None:
    text = (
        "Acme Vision settled a suit over face scans on Monday. The Open League brought the suit in 2023. "
        "For five years Acme Vision also may not sell to police."
    )

    assert main_event(text).expires == date(2031, 11, 16)


@pytest.mark.parametrize(
    "other",
    [
        "The council also extended a parking permit program that expires on May 1, 2027.",
        "The ban in nearby Glenrock expires at the end of the year.",
        "The ban in Glenrock expires on May 1, 2027.",
        "A lease on city hall runs until May 1, 2027.",
    ],
)
def test_the_end_of_another_matter_or_place_is_not_the_deeds(other: str) -> None:
    position = main_event(f"Harbour City adopted a one-year moratorium on facial recognition on Thursday. {other}")
    assert position.expires == date(2027, 11, 19)


@pytest.mark.parametrize(
    "end",
    [
        "The moratorium expires on May 1, 2027.",
        "It ends on May 1, 2027.",
        "The moratorium in Harbour City takes effect in January and expires on May 1, 2027.",
    ],
)
def test_the_end_of_the_same_matter_comes_before_its_term(end: str) -> None:
    position = main_event(f"Harbour City adopted a one-year moratorium on facial recognition on Thursday. {end}")
    assert position.expires == date(2027, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Kelby town council on Thursday rejected a ban on face scans. In Ashford one takes effect on 1 June 2027.",
        "Acme Vision sued Ashford on Thursday over its ban on facial recognition. The ban takes effect on 1 June 2027.",
    ],
)
def test_what_binds_nobody_takes_no_effect(text: str) -> None:
    assert main_event(text).effective is None

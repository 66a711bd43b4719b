"""How an answer words what still holds and what has ended."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.messages import Items, Link, Message, Text, answer_message
from bot.core.model import Answer, ArticleId, Deed, Position, Question, Searched, Span, Stand
from bot.core.stands import standing

SEARCHED = Searched(articles=3412, sources=118, since=date(2025, 1, 2))
ACME = Question(query="acme", names=("Acme Vision",))
TODAY = date(2026, 11, 21)


def stand(
    action: Deed, object: str | None = "police use of Lumen", announced: date | None = None, **more: object
) -> Stand:
    position = Position(
        actor="Acme Vision", action=action, span=Span(0, 9), object=object, announced=announced, confidence=0.8
    )
    return Stand(
        position=replace(position, **more),  # type: ignore[arg-type]
        sentence="…",
        article=ArticleId(1),
        title="t",
        url="https://a.example/1",
        outlet="Gazette",
        published=None,
    )


PAUSE = stand(Deed.MORATORIUM, announced=date(2020, 6, 10), expires=date(2021, 6, 10), expires_text="one-year")
LONGER = stand(Deed.EXTEND, "the moratorium", date(2021, 5, 18), expires_text="until further notice")
LINE = (
    "Moratorium on police use of Lumen: announced 10 Jun 2020 for one year, extended 18 May 2021 until further notice"
    " · Gazette"
)


def asked(*stands: Stand, question: Question = ACME) -> Message:
    return answer_message(Answer(question=question, positions=standing(stands, today=TODAY), searched=SEARCHED))


def items(message: Message) -> list[str]:
    return [
        "".join(run.text for run in line if isinstance(run, Text | Link))
        for part in message.parts
        if isinstance(part, Items)
        for line in part.lines
    ]


def test_what_holds_is_one_line_with_all_that_led_to_it() -> None:
    assert items(asked(PAUSE, LONGER)) == [LINE]
    assert "Acme Vision: moratorium on police use of Lumen: announced 10 Jun 2020" in asked(PAUSE, LONGER).text


def test_the_actor_is_named_where_others_were_asked_for_too() -> None:
    question = Question(query="moratorium", terms=("moratorium",))
    assert items(asked(PAUSE, LONGER, question=question)) == [f"Acme Vision: m{LINE[1:]}"]


def test_what_has_ended_is_shown_only_where_nothing_holds() -> None:
    ban = stand(Deed.BAN, "use by schools", date(2024, 1, 2))
    assert items(asked(PAUSE, ban)) == ["2 Jan 2024: Acme Vision: ban on use by schools · Gazette"]
    (line,) = items(asked(PAUSE))
    assert line.endswith("until 10 Jun 2021 · Gazette · expired 10 Jun 2021")


def test_a_timeline_marks_what_was_extended_repealed_or_has_expired() -> None:
    ban = stand(Deed.BAN, "use by schools", date(2022, 1, 2))
    repeal = stand(Deed.REPEAL, "the ban on use by schools", date(2024, 3, 3))
    trial = stand(Deed.SUSPEND, "sales to clinics", date(2019, 1, 2), expires=date(2019, 7, 1))
    lines = items(asked(PAUSE, LONGER, ban, repeal, trial, question=replace(ACME, show="positions")))
    assert [line.partition("Gazette")[2] for line in lines] == [
        "",
        " · superseded: repealed 3 Mar 2024",
        "",
        " · extended 18 May 2021",
        " · expired 1 Jul 2019",
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("one-year", " for one year,"),
        ("for a year", " for one year,"),
        ("18-month", " for 18 months,"),
        ("two years", " for two years,"),
        ("by the end of March", " until 10 Jun 2021,"),
    ],
)
def test_a_length_is_told_as_one_and_other_words_as_their_date(words: str, shown: str) -> None:
    (line,) = items(asked(replace(PAUSE, position=replace(PAUSE.position, expires_text=words)), LONGER))
    assert f"10 Jun 2020{shown}" in line

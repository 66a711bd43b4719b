"""Deeds that point the other way than before."""

from datetime import date

import pytest

from bot.core.model import ArticleId, Deed, Position, Span, Stand
from bot.core.reversals import reversals


def stand(
    action: Deed, object: str | None, year: int, *, actor: str = "Dana Ortiz", confidence: float = 0.8, bill: str = ""
) -> Stand:
    position = Position(
        actor=actor,
        action=action,
        object=object,
        span=Span(0, 1),
        announced=date(year, 1, 1) if year else None,
        bills=(bill,) if bill else (),
        confidence=confidence,
    )
    return Stand(
        position=position, sentence="", article=ArticleId(year), title="", url=None, outlet=None, published=None
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Deed.SUPPORT, "a pilot of facial recognition"), (Deed.OPPOSE, "use of facial recognition")),
        ((Deed.SUPPORT, "a ban on face recognition"), (Deed.OPPOSE, "the ban on face recognition")),
        ((Deed.SUPPORT, "a ban on face recognition"), (Deed.DEPLOY, "face recognition")),
        ((Deed.SUSPEND, "sales to police"), (Deed.RESUME, "sales to police")),
        ((Deed.MORATORIUM, "police use"), (Deed.PROCURE, "software for police")),
        ((Deed.BAN, "face surveillance"), (Deed.REPEAL, "the ban on face surveillance")),
        ((Deed.SIGN, "the bill"), (Deed.REPEAL, "the bill")),
    ],
)
def test_what_opposes_the_last_deed_about_a_thing_is_told(before: tuple[Deed, str], after: tuple[Deed, str]) -> None:
    first, second = stand(*before, 2020), stand(*after, 2024)

    (found,) = reversals([second, first])

    assert (found.before, found.after) == (first, second)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Deed.SUPPORT, "a ban on face recognition"), (Deed.OPPOSE, "face recognition")),
        ((Deed.MORATORIUM, "police use"), (Deed.EXTEND, "the moratorium on police use")),
        ((Deed.DEPLOY, "cameras at the station"), (Deed.BAN, "drones")),
        ((Deed.SUPPORT, "the ordinance"), (Deed.BAN, "face recognition")),
        ((Deed.SUE, "Orvane Systems"), (Deed.SETTLE, "Orvane Systems")),
    ],
)
def test_what_goes_the_same_way_or_is_about_another_thing_is_none(
    before: tuple[Deed, str], after: tuple[Deed, str]
) -> None:
    assert reversals([stand(*before, 2020), stand(*after, 2024)]) == ()


def test_only_the_same_actor_surely_read_at_a_known_time_has_turned() -> None:
    first = stand(Deed.SUPPORT, "face recognition", 2020)

    assert reversals([first, stand(Deed.OPPOSE, "face recognition", 2024, actor="Lee Marsh")]) == ()
    assert reversals([first, stand(Deed.OPPOSE, "face recognition", 2024, confidence=0.3)]) == ()
    assert reversals([first, stand(Deed.OPPOSE, "face recognition", 0)]) == ()
    assert reversals([stand(Deed.SUPPORT, None, 2020, bill="S 1"), stand(Deed.OPPOSE, None, 2021, bill="S 2")]) == ()


def test_each_turn_is_told_once() -> None:
    turns = [
        stand(Deed.SUPPORT, "face recognition", 2020),
        stand(Deed.SUPPORT, "face recognition", 2021),
        stand(Deed.OPPOSE, "face recognition", 2022),
        stand(Deed.OPPOSE, "face recognition", 2023),
        stand(Deed.SUPPORT, "face recognition", 2024),
    ]

    assert [(each.before, each.after) for each in reversals(turns)] == [(turns[1], turns[2]), (turns[3], turns[4])]

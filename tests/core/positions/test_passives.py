"""Deeds told from the side of what they are done to."""

import pytest

from bot.core.model import Deed
from tests.core.positions.reading import main_event, read


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        ("The bill on face scans was signed by Mayor Ada Ortiz on Friday and expires in 2027.", "Ada Ortiz", Deed.SIGN),
        (
            "A bill that sharply limits when troopers may use face recognition was signed by Gov. Ada Ortiz.",
            "Ada Ortiz",
            Deed.SIGN,
        ),
        ("A bill on face scans has been introduced by Rep. Lee Marsh.", "Lee Marsh", Deed.INTRODUCE),
        ("An ordinance approved by the Vale City Council limits face scans.", "Vale City Council", Deed.PASS),
        ("The bill on face scans was vetoed. Mayor Ada Ortiz said it went too far.", "Ada Ortiz", Deed.VETO),
        ("The ban on face scans was repealed by the Vale City Council.", "Vale City Council", Deed.REPEAL),
        ("Vale's ban on face scans was lifted on Tuesday by the city council.", "Vale city council", Deed.RESUME),
        ("The moratorium on face scans was extended by the Vale City Council.", "Vale City Council", Deed.EXTEND),
        ("Acme Vision was sued by the ACLU over facial recognition.", "ACLU", Deed.SUE),
        ("Acme Vision was sued by a shopper over facial recognition.", "shopper", Deed.SUE),
        ("A lawsuit over face scans was filed by two season-ticket holders.", "two season-ticket holders", Deed.SUE),
        ("Acme Vision was fined £7.5m by the regulator over its face database.", "regulator", Deed.FINE),
        ("Facial recognition has been banned in Vale by the city council.", "Vale city council", Deed.BAN),
        ("The contract for face scans was approved by the Vale County Board.", "Vale County Board", Deed.PROCURE),
        ("Face scans at the stadium were blocked by a federal judge.", "federal judge", Deed.RULE),
        ("A settlement over face scans was approved by Judge Ana Ruiz.", "Ana Ruiz", Deed.RULE),
        ("The use of face scans was suspended by the Vale Police Department.", "Vale Police Department", Deed.SUSPEND),
        ("Acme Vision was ordered by the FTC to delete its face recognition data.", "FTC", Deed.RESTRICT),
        (
            "The Vale police were told by the attorney general, Gil Grew, to stop using facial recognition.",
            "Gil Grew",
            Deed.BAN,
        ),
        ("Acme Vision is being investigated by the Vale police over face scans.", "Vale police", Deed.INVESTIGATE),
    ],
)
def test_who_stands_behind_by_has_done_it(text: str, actor: str, action: Deed) -> None:
    position = main_event(text)

    assert (position.actor, position.action) == (actor, action)


@pytest.mark.parametrize(
    "text",
    [
        "Facial recognition is used by police across the country.",
        "A new ordinance on facial recognition is expected to be approved by the Vale City Council in May.",
        "The bill on facial recognition has yet to be signed by Gov. Ada Ortiz.",
        "The bill on facial recognition was never signed by Gov. Ada Ortiz.",
        "Facial recognition at stadiums would be banned by the bill.",
        "If the bill on face scans is signed by Gov. Ada Ortiz, police will object.",
        "The search for a vendor of face scans was ended by the end of May.",
        "The cameras that know faces were made by Acme Vision.",
    ],
)
def test_what_is_not_done_yet_or_by_nobody_is_no_deed(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Acme Vision was sued by the ACLU over facial recognition.", "Acme Vision"),
        ("The bill on facial recognition was signed by Mayor Ada Ortiz on Friday.", "the bill on facial recognition"),
        ("On Monday, a moratorium on face scans was extended by the Vale City Council.", "a moratorium on face scans"),
        ("Face scans at the stadium were blocked by a federal judge.", "face scans at the stadium"),
        ("An ordinance approved by the Vale City Council limits face scans.", "an ordinance"),
    ],
)
def test_what_it_is_done_to_stands_before_the_verb(text: str, told: str) -> None:
    assert main_event(text).object == told

"""Which bills belong to which deed."""

import pytest

from bot.core.model import Deed
from tests.core.positions.reading import read

TITLE = "Two bills on facial recognition"


def bills_of(text: str) -> dict[Deed, tuple[str, ...]]:
    return {position.action: position.bills for position in read(text, title=TITLE)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Maine House passed LD 1585, which limits facial recognition, and Gov. Ada Ortiz vetoed LD 1901.",
            {Deed.PASS: ("LD 1585",), Deed.VETO: ("LD 1901",)},
        ),
        (
            "HB 1238 on facial recognition was signed by Gov. Ada Ortiz, and SB 44 was rejected by the Maine Senate.",
            {Deed.SIGN: ("HB 1238",), Deed.OPPOSE: ("SB 44",)},
        ),
        (
            "The Maine House passed a bill on facial recognition, LD 1585. A rival measure, LD 1901, went nowhere.",
            {Deed.PASS: ("LD 1585",)},
        ),
        (
            "The Maine House passed a bill on facial recognition on Monday. LD 1585 now goes to the governor.",
            {Deed.PASS: ("LD 1585",)},
        ),
        (
            "Rep. Lee Marsh introduced H.R. 7356, a bill on facial recognition. A companion bill, S.4084, is expected.",
            {Deed.INTRODUCE: ("H.R. 7356", "S.4084")},
        ),
        (
            "The Vale City Council passed an ordinance on face scans. Ordinance 26-114 is stricter than HB 1238.",
            {Deed.PASS: ("Ordinance 26-114",)},
        ),
        ("The Vale City Council banned face scans in Room 412 on Route 9 after HR 101 training.", {Deed.BAN: ()}),
    ],
)
def test_each_deed_has_the_bills_told_beside_it(text: str, told: dict[Deed, tuple[str, ...]]) -> None:
    assert {deed: bills for deed, bills in bills_of(text).items() if deed in told} == told

"""Bills by their numbers, and what only looks like one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.bills import bill_numbers


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("H.R. 7356 and HR7356", ["HR 7356", "HR 7356"]),
        ("S. 4084, S.4084", ["S 4084", "S 4084"]),
        ("A bill in the Senate (S 4084) has six backers.", ["S 4084"]),
        ("Washington's SB 6280 and LD 1585", ["SB 6280", "LD 1585"]),
        ("A.B. 1215, AB-1215, Assembly Bill 1215", ["AB 1215", "AB 1215", "AB 1215"]),
        ("L.D. 1585 and Legislative Document 1585", ["LD 1585", "LD 1585"]),
        ("Ordinance 26-114 and Ordinance No. 125936", ["ORDINANCE 26-114", "ORDINANCE 125936"]),
        ("The ordinance, No. 26-114, and resolution 2021-15 were read.", ["ORDINANCE 26-114", "RESOLUTION 2021-15"]),
        ("Resolution 2021-15 and Bylaw 2026-08", ["RESOLUTION 2021-15", "BYLAW 2026-08"]),
        ("Council Bill 120001 (CB 120001)", ["CB 120001", "CB 120001"]),
        ("Int. 1170-2018, Intro 1170 and Int. No. 1170-A", ["INT 1170-2018", "INT 1170", "INT 1170-A"]),
        ("House Bill No. 12", ["HB 12"]),
        ("House Enrolled Act 1093", ["HB 1093"]),
        ("House Bills 12, 14 and 20", ["HB 12", "HB 14", "HB 20"]),
        ("Assembly Bills 642 and 1034 passed", ["AB 642", "AB 1034"]),
        ("House Joint Resolution 7, S.J. Res. 12 and H.Con.Res. 3", ["HJR 7", "SJRES 12", "HCONRES 3"]),
        ("New York's S5140B and A6787-D", ["S 5140B", "A 6787-D"]),
        ("the District's B24-0356", ["B 24-0356"]),
        ("Bill C-27, Quebec's Bill 64", ["BILL C-27", "BILL 64"]),
        ("Regulation (EU) 2024/1689 and Directive 2016/680", ["REGULATION (EU) 2024/1689", "DIRECTIVE 2016/680"]),
        ("Directive (EU) 2016/680", ["DIRECTIVE 2016/680"]),
        ("HB 1238, SB 208.", ["HB 1238", "SB 208"]),
    ],
)
def test_bills_are_known_by_their_number(text: str, keys: list[str]) -> None:
    assert [bill.key for bill in bill_numbers(text)] == keys


@pytest.mark.parametrize(
    "text",
    [
        "the U.S. 4th, SR 520, an A350, HD 1080 and HB pencils",
        "The shop at 1200 S. 4th Street and the one at 80 S. 14 Street were searched.",
        "Staff had taken HR 101 training before they used it.",
        "The hearing is in Room 412; the overflow is in Room SB 204.",
        "Take Route HB 12 and Interstate 90 to the hall.",
        "It records at a resolution of 1080p, a resolution 1080 pixels high.",
        "The camera, model SB 6280, costs $200.",
        "Flight AB 642 was late.",
        "He had sent the Bill 12 times already.",
        "The city has 26-114 as its area code.",
        "A resolution 30 members signed was read.",
        "The new directive 12 agencies wrote is secret. Directive 12 of the manual says so.",
    ],
)
def test_rooms_roads_and_models_are_no_bills(text: str) -> None:
    assert [bill.key for bill in bill_numbers(text)] == []


def test_a_bill_number_is_a_slice() -> None:
    text = "He wrote H.R. 7356 alone."
    assert bill_numbers(text)[0].span.of(text) == "H.R. 7356"


@given(st.text(max_size=60))
def test_any_text_has_bills_in_order_that_never_overlap(text: str) -> None:
    found = bill_numbers(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))

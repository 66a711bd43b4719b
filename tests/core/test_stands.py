"""What still holds, what was extended, what has ended."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages.found import holding
from bot.core.messages.standing import mark
from bot.core.model import ArticleId, Deed, Position, Span, Stand, Standing, Timestamp
from bot.core.stands import day_of, standing

TODAY = date(2026, 11, 21)
LATER_TOLD = Timestamp(datetime(2026, 10, 3, tzinfo=UTC))


def stand(
    action: Deed,
    object: str | None = "police use of Lumen",
    announced: date | None = None,
    *,
    actor: str = "Acme Vision",
    expires: date | None = None,
    expires_text: str | None = None,
    jurisdiction: str | None = None,
    bills: tuple[str, ...] = (),
    confidence: float = 0.8,
    published: Timestamp | None = LATER_TOLD,
    article: int = 1,
) -> Stand:
    position = Position(
        actor=actor,
        action=action,
        span=Span(0, 9),
        object=object,
        jurisdiction=jurisdiction,
        announced=announced,
        expires=expires,
        expires_text=expires_text,
        bills=bills,
        confidence=confidence,
    )
    return Stand(
        position=position,
        sentence="…",
        article=ArticleId(article),
        title="t",
        url=None,
        outlet="Gazette",
        published=published,
    )


def replace_position(told: Stand, *, effective_text: str) -> Stand:
    return replace(told, position=replace(told.position, effective_text=effective_text))


PAUSE = stand(Deed.MORATORIUM, announced=date(2020, 6, 10), expires=date(2021, 6, 10), expires_text="one-year")
LONGER = stand(Deed.EXTEND, "the moratorium", date(2021, 5, 18), expires_text="until further notice")


def statuses(*stands: Stand) -> list[Standing]:
    return [each.status for each in standing(stands, today=TODAY)]


def test_an_extended_pause_has_not_expired() -> None:
    longer, pause = standing([LONGER, PAUSE], today=TODAY)
    assert (longer.status, pause.status) == (Standing.CURRENT, Standing.EXTENDED)
    assert [one.position for one in longer.chain] == [PAUSE.position]
    assert pause.superseded_by is not None
    assert pause.superseded_by.position == LONGER.position


def test_a_chain_goes_back_to_its_beginning() -> None:
    again = stand(Deed.EXTEND, None, date(2023, 1, 2), expires=date(2024, 1, 2))
    last = standing([again, LONGER, PAUSE], today=TODAY)[0]
    assert [one.position for one in last.chain] == [PAUSE.position, LONGER.position]
    assert last.status is Standing.EXPIRED


@pytest.mark.parametrize(
    ("expires", "status"),
    [
        (None, Standing.CURRENT),
        (date(2026, 11, 20), Standing.EXPIRED),
        (TODAY, Standing.CURRENT),
        (date(2027, 1, 1), Standing.CURRENT),
    ],
)
def test_a_position_holds_until_the_end_of_its_last_day(expires: date | None, status: Standing) -> None:
    assert statuses(stand(Deed.BAN, announced=date(2026, 1, 2), expires=expires)) == [status]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Deed.BAN, Deed.REPEAL),
        (Deed.PASS, Deed.REPEAL),
        (Deed.MORATORIUM, Deed.RESUME),
        (Deed.MORATORIUM, Deed.EXIT),
        (Deed.SUSPEND, Deed.BAN),
        (Deed.DEPLOY, Deed.SUSPEND),
        (Deed.PROCURE, Deed.EXIT),
        (Deed.INTRODUCE, Deed.PASS),
    ],
)
def test_a_later_deed_to_the_same_thing_ends_the_earlier_one(before: Deed, after: Deed) -> None:
    old = stand(before, announced=date(2024, 1, 2))
    new = stand(after, "its police use of the Lumen software", date(2025, 1, 2))
    assert statuses(new, old) == [Standing.CURRENT, Standing.SUPERSEDED]


def test_what_was_done_before_ends_nothing() -> None:
    ban = stand(Deed.BAN, announced=date(2024, 1, 2))
    assert statuses(ban, stand(Deed.REPEAL, announced=date(2023, 1, 2))) == [Standing.CURRENT, Standing.CURRENT]


@pytest.mark.parametrize(
    "other",
    [
        stand(Deed.REPEAL, actor="Beta Vision", announced=date(2025, 1, 2)),
        stand(Deed.REPEAL, "the ban on drones", date(2025, 1, 2)),
        stand(Deed.REPEAL, "the moratorium", date(2025, 1, 2)),
        stand(Deed.REPEAL, announced=date(2025, 1, 2), jurisdiction="Quay"),
        stand(Deed.REPEAL, announced=date(2025, 1, 2), confidence=0.4),
        stand(Deed.SUE, announced=date(2025, 1, 2)),
    ],
)
def test_another_actor_thing_place_or_an_unsure_reading_ends_nothing(other: Stand) -> None:
    ban = stand(Deed.BAN, announced=date(2024, 1, 2), jurisdiction="Northport")
    assert standing([other, ban], today=TODAY)[1].status is Standing.CURRENT


def test_the_ban_that_is_named_ends_and_no_other() -> None:
    buses = stand(Deed.BAN, "face recognition on buses", date(2024, 1, 2))
    schools = stand(Deed.BAN, "face recognition in schools", date(2024, 3, 2))
    repeal = stand(Deed.REPEAL, "the ban on facial recognition on buses", date(2025, 1, 2))
    assert statuses(repeal, schools, buses) == [Standing.CURRENT, Standing.CURRENT, Standing.SUPERSEDED]
    assert statuses(stand(Deed.REPEAL, "the ban", date(2025, 1, 2)), schools, buses) == [
        Standing.CURRENT,
        Standing.SUPERSEDED,
        Standing.CURRENT,
    ]


def test_a_bill_is_the_same_under_another_name() -> None:
    introduced = stand(Deed.INTRODUCE, "the Faces Act", date(2025, 1, 2), bills=("SB 7",))
    passed = stand(Deed.PASS, "limits on cameras", date(2025, 5, 2), bills=("SB 7",))
    assert statuses(passed, introduced) == [Standing.CURRENT, Standing.SUPERSEDED]
    other = stand(Deed.PASS, "limits on cameras", date(2025, 5, 2), bills=("SB 8",))
    assert statuses(other, introduced) == [Standing.CURRENT, Standing.CURRENT]


def test_reports_of_one_deed_are_one_and_the_fullest_stands_for_it() -> None:
    vague = stand(Deed.MORATORIUM, "Lumen", published=Timestamp(datetime(2020, 6, 11, tzinfo=UTC)), article=2)
    looking_back = stand(Deed.MORATORIUM, "police use of its Lumen software", article=3)
    (only,) = standing([looking_back, vague, PAUSE], today=TODAY)
    assert only.position == PAUSE.position


def test_two_deeds_years_apart_are_two() -> None:
    assert len(standing([PAUSE, stand(Deed.MORATORIUM, announced=date(2024, 6, 10))], today=TODAY)) == 2


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ("Harbour City", "Harbour City Council", "Harbour City"),
        ("the City of Boston", "Boston City Council", "Boston"),
        ("Vale County", "Vale County Board of Supervisors", "Vale County"),
        ("Maine", "Maine Legislature", "Maine"),
        ("Portland’s city council", "Portland", "Portland"),
    ],
)
def test_a_city_and_its_council_are_one_actor(one: str, other: str, place: str) -> None:
    ban = stand(Deed.BAN, actor=one, announced=date(2024, 1, 2), jurisdiction=place)
    repeal = stand(Deed.REPEAL, "the ban", date(2025, 1, 2), actor=other, jurisdiction=place)
    assert statuses(repeal, ban) == [Standing.CURRENT, Standing.SUPERSEDED]


@pytest.mark.parametrize("other", ["Harbour City Police Department", "Harbour City Mayor", "Maine Senate", "Harbour"])
def test_police_mayors_and_chambers_are_others(other: str) -> None:
    ban = stand(Deed.BAN, actor="Harbour City Council", announced=date(2024, 1, 2), jurisdiction="Harbour City")
    repeal = stand(Deed.REPEAL, "the ban", date(2025, 1, 2), actor=other, jurisdiction="Harbour City")
    assert statuses(repeal, ban) == [Standing.CURRENT, Standing.CURRENT]


def test_two_cities_of_one_name_are_two() -> None:
    ban = stand(Deed.BAN, actor="Portland", announced=date(2024, 1, 2), jurisdiction="Portland, Oregon")
    maine = stand(Deed.REPEAL, "the ban", date(2025, 1, 2), actor="Portland", jurisdiction="Portland, Maine")
    plain = stand(Deed.REPEAL, "the ban", date(2025, 1, 2), actor="Portland City Council", jurisdiction="Portland")
    assert statuses(maine, ban) == [Standing.CURRENT, Standing.CURRENT]
    assert statuses(plain, ban) == [Standing.CURRENT, Standing.SUPERSEDED]


def test_a_bill_is_the_same_however_it_is_spelled() -> None:
    introduced = stand(Deed.INTRODUCE, "the Faces Act", date(2025, 1, 2), bills=("H.R. 7356",))
    passed = stand(Deed.PASS, "limits on cameras", date(2025, 5, 2), bills=("HR 7356",))
    assert statuses(passed, introduced) == [Standing.CURRENT, Standing.SUPERSEDED]


@pytest.mark.parametrize(
    ("vetoed", "after", "status"),
    [
        ("Harbour City", 20, Standing.SUPERSEDED),
        ("Northport", 20, Standing.CURRENT),
        ("Harbour City", 400, Standing.CURRENT),
    ],
)
def test_a_veto_ends_what_the_council_of_the_same_place_has_passed(vetoed: str, after: int, status: Standing) -> None:
    ban = stand(Deed.BAN, actor="Harbour City Council", announced=date(2024, 1, 2), jurisdiction="Harbour City")
    veto = stand(
        Deed.VETO, "the ban", date(2024, 1, 2) + timedelta(days=after), actor="Celia Vance", jurisdiction=vetoed
    )
    assert statuses(veto, ban) == [Standing.CURRENT, status]


DAYS = st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1))
STANDS = st.builds(
    stand,
    st.sampled_from(Deed),
    st.sampled_from([None, "police use of Lumen", "the moratorium", "the ban on drones", "drones", "its contract"]),
    DAYS,
    actor=st.sampled_from(["Acme Vision", "the Acme Vision", "Quay"]),
    expires=DAYS,
    bills=st.sampled_from([(), ("SB 7",)]),
    confidence=st.floats(0, 1),
    published=st.none() | st.just(LATER_TOLD),
    article=st.integers(1, 99),
)


@given(st.lists(STANDS, max_size=12))
def test_whatever_is_told_every_deed_has_one_status_and_a_chain_in_time(stands: list[Stand]) -> None:
    found = standing(stands, today=TODAY)
    assert len(found) <= len(stands)
    assert {id(each.position) for each in found} <= {id(each.position) for each in stands}
    for each in found:
        assert (each.superseded_by is None) == (each.status in {Standing.CURRENT, Standing.EXPIRED})
        days = [one.position.announced for one in each.chain if one.position.announced]
        assert all(one.superseded_by is not None for one in each.chain)
        assert days[:1] <= [each.position.announced or date.max]
    assert standing(found, today=TODAY) == found


def test_a_page_without_a_date_tells_of_the_deed_that_is_known_unless_it_differs() -> None:
    undated = stand(Deed.MORATORIUM, "selling Lumen to police", expires_text="one-year", published=None)
    elsewhere = stand(Deed.MORATORIUM, "airport gates", published=None)
    known, other = standing([undated, PAUSE, elsewhere], today=TODAY)
    assert known.position.announced == date(2020, 6, 10)
    assert other.position.object == "airport gates"


def test_a_look_back_without_a_day_is_the_deed_that_is_known() -> None:
    vague = replace_position(stand(Deed.MORATORIUM, None, expires_text="for one year"), effective_text="in June 2020")
    pause, longer = standing([vague, PAUSE, LONGER], today=TODAY)
    assert (pause.position.announced, pause.status) == (date(2020, 6, 10), Standing.EXTENDED)
    assert longer.status is Standing.CURRENT
    without_time = stand(Deed.MORATORIUM, None)
    assert len(standing([without_time, PAUSE], today=TODAY)) == 1


def test_a_look_back_to_another_month_is_another_deed_in_its_own_time() -> None:
    earlier = replace_position(stand(Deed.MORATORIUM, None), effective_text="in March 2018")
    found = standing([PAUSE, earlier], today=TODAY)
    assert len(found) == 2
    assert day_of(earlier) == date(2018, 3, 1)


def test_what_a_product_is_said_to_do_its_company_does() -> None:
    product = stand(Deed.MORATORIUM, None, date(2020, 6, 10), actor="Lumen", expires=date(2021, 6, 10))
    found = standing([product, PAUSE, LONGER], today=TODAY, known_as={"lumen": "acme vision"})
    assert [each.status for each in found] == [Standing.EXTENDED, Standing.CURRENT]


@pytest.mark.parametrize("action", [Deed.RESTRICT, Deed.BAN])
def test_a_limit_that_ends_the_same_day_as_the_pause_is_the_pause(action: Deed) -> None:
    other = stand(action, "face recognition software", date(2020, 6, 11), expires=date(2021, 6, 10), article=2)
    assert len(standing([other, PAUSE], today=TODAY)) == 1
    longer = stand(action, "face recognition software", date(2020, 6, 11), expires=date(2025, 6, 10), article=2)
    assert len(standing([longer, PAUSE], today=TODAY)) == 2


@pytest.mark.parametrize("actor", ["Harbour City council", "Harbour City's council", "Councilmembers", "Harbour City"])
def test_a_council_that_passed_the_ordinance_is_told_by_what_it_banned(actor: str) -> None:
    ban = stand(
        Deed.BAN, "face recognition", date(2024, 1, 2), actor="Harbour City Council", jurisdiction="Harbour City"
    )
    passed = stand(Deed.PASS, "Ana Ruiz's ordinance", date(2024, 1, 2), actor=actor, jurisdiction="Harbour City")
    (only,) = standing([passed, ban], today=TODAY)
    assert only.position.action is Deed.BAN


def test_face_surveillance_and_facial_recognition_are_one_technology() -> None:
    one = stand(Deed.BAN, "use of facial recognition by city government", date(2024, 1, 2))
    other = stand(Deed.BAN, "government use of face surveillance", date(2024, 1, 2), article=2)
    assert len(standing([one, other], today=TODAY)) == 1


def test_a_step_that_is_only_promised_ends_nothing_and_is_no_stand() -> None:
    ban = stand(Deed.BAN, actor="Quay", announced=date(2024, 1, 2))
    told = replace(stand(Deed.REPEAL, actor="Quay", announced=date(2025, 1, 2)), sentence="Quay will repeal the ban.")
    repeal, before = standing([told, ban], today=TODAY)
    assert before.status is Standing.CURRENT
    assert holding([repeal, before]) == [before]
    assert mark(repeal) == " · planned"

"""The life of a delivery."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import outbox
from bot.core.model import AlertId, AlertKind, Delivery, DeliveryId, DeliveryState, HeldFor, StoryId

NOW = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)
LEASE = NOW + timedelta(seconds=60)


def owed() -> Delivery:
    return Delivery(
        id=DeliveryId(1),
        alert=AlertId(7),
        kind=AlertKind.ALERT,
        story=StoryId(3),
        channel="slack:C1",
        key=outbox.delivery_key(AlertId(7), "slack:C1"),
        due=NOW,
    )


def in_flight() -> Delivery:
    return outbox.sending(outbox.claimed(owed(), LEASE), NOW)


def test_a_delivery_goes_from_owed_to_sent() -> None:
    delivery = outbox.sent(in_flight(), "1732.001")

    assert delivery.state is DeliveryState.SENT
    assert delivery.sent_as == "1732.001"
    assert delivery.attempts == 1
    assert delivery.lease_until is None


def test_a_delay_keeps_to_the_time_the_platform_names() -> None:
    delivery = outbox.delayed(in_flight(), NOW, timedelta(seconds=42), reason="rate limited")

    assert delivery.state is DeliveryState.OWED
    assert delivery.due == NOW + timedelta(seconds=42)
    assert delivery.last_error == "rate limited"
    assert not outbox.is_due(delivery, NOW + timedelta(seconds=41))
    assert outbox.is_due(delivery, NOW + timedelta(seconds=42))


def test_without_a_named_time_the_wait_doubles_up_to_a_limit() -> None:
    delivery, waits = owed(), []
    for _ in range(12):
        delivery = outbox.delayed(outbox.sending(outbox.claimed(delivery, LEASE), NOW), NOW)
        waits.append(delivery.due - NOW)

    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits == sorted(waits)
    assert waits[-1] == outbox.LONGEST_BACK_OFF


def test_a_lost_answer_is_looked_for_a_few_seconds_later() -> None:
    delivery = outbox.failed_unknown(in_flight(), NOW)

    assert delivery.state is DeliveryState.UNKNOWN
    assert NOW < delivery.due <= NOW + timedelta(seconds=10)


def test_an_unknown_delivery_stays_unknown_while_a_worker_looks_for_it() -> None:
    unknown = outbox.failed_unknown(in_flight(), NOW)
    looking = outbox.claimed(unknown, LEASE)

    assert looking.state is DeliveryState.UNKNOWN
    assert outbox.sent(looking, "1").state is DeliveryState.SENT
    assert outbox.sending(looking, NOW).state is DeliveryState.SENDING
    assert outbox.delayed(looking, NOW).state is DeliveryState.UNKNOWN
    assert outbox.released(looking) == unknown


def test_it_is_looked_for_since_it_was_first_asked_of_the_platform() -> None:
    looking = outbox.claimed(outbox.failed_unknown(in_flight(), NOW), LEASE)
    later = NOW + timedelta(days=2)
    waiting = outbox.delayed(looking, later)
    again = outbox.sending(outbox.claimed(waiting, later + timedelta(hours=1)), later + timedelta(minutes=30))

    assert {outbox.asked_since(each) for each in (looking, waiting, again)} == {NOW - outbox.OTHER_CLOCKS}


def test_a_refusal_says_that_nothing_stands_there() -> None:
    delayed = outbox.delayed(in_flight(), NOW, timedelta(hours=3))

    assert outbox.asked_since(delayed) == NOW + timedelta(hours=3) - outbox.OTHER_CLOCKS


def test_what_is_unknown_can_not_be_sent_again_unless_someone_has_it() -> None:
    with pytest.raises(ValueError, match="unknown"):
        outbox.sending(outbox.failed_unknown(in_flight(), NOW), NOW)


def test_a_worker_that_died_before_sending_leaves_it_owed() -> None:
    delivery = outbox.claimed(owed(), LEASE)

    assert not outbox.is_due(delivery, NOW)
    assert outbox.is_due(delivery, LEASE)
    assert outbox.lapsed(delivery, LEASE).state is DeliveryState.OWED


def test_a_worker_that_died_while_sending_leaves_it_unknown() -> None:
    delivery = in_flight()

    assert outbox.lapsed(delivery, NOW) == delivery
    assert outbox.lapsed(delivery, LEASE).state is DeliveryState.UNKNOWN
    assert outbox.is_due(delivery, LEASE)


def test_a_stop_gives_back_what_was_claimed_untouched() -> None:
    assert outbox.released(outbox.claimed(owed(), LEASE)) == owed()


@pytest.mark.parametrize("make", [owed, in_flight, lambda: outbox.claimed(owed(), LEASE)])
def test_whatever_is_not_settled_can_be_buried_with_its_reason(make: Callable[[], Delivery]) -> None:
    delivery = outbox.buried(make(), "channel_not_found")

    assert delivery.state is DeliveryState.BURIED
    assert delivery.last_error == "channel_not_found"
    assert not outbox.is_due(delivery, NOW + timedelta(days=365))


STEPS: dict[str, Callable[[Delivery], Delivery]] = {
    "claimed": lambda d: outbox.claimed(d, LEASE),
    "sending": lambda d: outbox.sending(d, NOW),
    "sent": lambda d: outbox.sent(d, "1"),
    "delayed": lambda d: outbox.delayed(d, NOW),
    "failed_unknown": lambda d: outbox.failed_unknown(d, NOW),
    "buried": lambda d: outbox.buried(d, "gone"),
    "released": outbox.released,
    "lapsed": lambda d: outbox.lapsed(d, LEASE),
    "held": lambda d: outbox.held(d, LEASE, HeldFor.QUIET),
    "postponed": lambda d: outbox.postponed(d, LEASE),
    "joined": lambda d: outbox.joined(d, DeliveryId(9)),
    "reopened": lambda d: outbox.reopened(d, NOW),
    "told_by": lambda d: outbox.told_by(d, outbox.sent(in_flight(), "d9")),
}


@pytest.mark.parametrize(
    ("state", "legal"),
    [
        (DeliveryState.OWED, {"claimed", "buried", "lapsed", "held"}),
        (DeliveryState.CLAIMED, {"sending", "delayed", "released", "buried", "lapsed", "held"}),
        (DeliveryState.HELD, {"joined", "reopened", "postponed", "buried", "lapsed"}),
        (DeliveryState.JOINED, {"told_by", "buried", "lapsed"}),
        (DeliveryState.SENDING, {"sent", "delayed", "failed_unknown", "buried", "lapsed"}),
        (DeliveryState.SENT, {"lapsed"}),
        (DeliveryState.BURIED, {"lapsed"}),
    ],
)
def test_illegal_steps_are_refused(state: DeliveryState, legal: set[str]) -> None:
    delivery = replace(owed(), state=state)

    for name in STEPS.keys() - legal:
        with pytest.raises(ValueError, match="can't be"):
            STEPS[name](delivery)
    for name in legal:
        STEPS[name](delivery)


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=40))
def test_a_sent_delivery_is_never_owed_again(names: list[str]) -> None:
    delivery, was_sent, key = owed(), False, owed().key
    for name in names:
        try:
            delivery = STEPS[name](delivery)
        except ValueError:
            continue
        was_sent = was_sent or delivery.state is DeliveryState.SENT
        if was_sent:
            assert delivery.state is DeliveryState.SENT
            assert not outbox.is_due(delivery, NOW + timedelta(days=365))
        assert delivery.key == key


@given(st.integers(0, 2**48), st.text(), st.integers(0, 2**48), st.text())
def test_a_key_names_one_alert_in_one_channel(alert: int, channel: str, other: int, elsewhere: str) -> None:
    key = outbox.delivery_key(AlertId(alert), channel)

    assert len(key) == 24
    assert set(key) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert (key == outbox.delivery_key(AlertId(other), elsewhere)) == ((alert, channel) == (other, elsewhere))

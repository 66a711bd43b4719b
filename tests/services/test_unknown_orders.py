"""A line that is no order is answered in a line or two: what isn't known of it, what was meant, where all is told."""

import pytest

from bot.core.messages import Items, Message
from tests.services.test_front_desk import ADMIN, Office
from tests.services.test_watch import Desk


@pytest.fixture
async def office() -> Office:
    return Office(await Desk().opened())


async def _asked(office: Office, words: str) -> Message:
    return await office.front.admin(words, member=ADMIN, channel="desk")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("keywords", "keywords what? list, test, add, exclude"),
        ("sources", "sources what?"),
        ("keywords lsit", "did you mean /policy-admin keywords list?"),
        ("keywords delete faces", "did you mean /policy-admin keywords remove faces?"),
        ("keyword list", "did you mean /policy-admin keywords list?"),
        ("Keywrds add drones", "did you mean /policy-admin keywords add drones?"),
        ("mute 7", "did you mean /policy-admin stories mute 7?"),
        ("exclude drones", "did you mean /policy-admin keywords exclude drones?"),
        ("quiet 22:00-07:00", "did you mean /policy-admin channel quiet 22:00-07:00?"),
        ("export", "is done on the command line: run.py export"),
        ("staus", "did you mean /policy-admin status?"),
        ("zebra", "“zebra” is not known."),
        ("keywords zebra", "there are list, test, add"),
    ],
)
async def test_what_is_not_known_is_named_with_what_was_meant(office: Office, words: str, says: str) -> None:
    answer = await _asked(office, words)
    assert says in answer.text
    assert answer.text.endswith("/policy-admin help shows all.")
    assert len(answer.parts) == 1
    assert len(answer.text) < 260


@pytest.mark.parametrize("words", ["purg", "pruge", "pause now please", "keywords purge"])
async def test_nobody_is_led_to_removing_everything(office: Office, words: str) -> None:
    assert "purge?" not in (await _asked(office, words)).text


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("help keywords", "keywords"),
        ("keywords help", "keywords"),
        ("channel help", "channel"),
        ("help stories", "stories"),
    ],
)
async def test_help_is_given_of_one_subject(office: Office, words: str, subject: str) -> None:
    (lines,) = (part.lines for part in (await _asked(office, words)).parts if isinstance(part, Items))
    assert {line[0].text.split()[1] for line in lines} == {subject}  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["", "help", "?", "help zebra"])
async def test_help_is_given_of_all(office: Office, words: str) -> None:
    answer = await _asked(office, words)
    assert ("sources list" in str(answer.parts)) == (words != "help zebra")

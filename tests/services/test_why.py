"""What became of an article, asked with its address; and what can be done when nobody was told."""

from dataclasses import replace

import pytest

from bot.core.messages import Buttons, Message
from bot.core.model import AlertKind, DeliveryState, HeldFor
from bot.services.desk import Member
from tests.fakes.filing import NOW
from tests.services.test_front_desk import ADMIN, GUEST, MEMBER, Office
from tests.services.test_watch import BUSES, Desk, ban, page

WEAK = (
    "The ferry company opens a café at the old pier in May, its new owner told harbour workers on Friday evening.",
    "Cooks from four countries will serve soup and bread until midnight, with a view of the departing boats.",
    "The owner, who once sold phones that open by face recognition, said she was glad to leave gadgets behind.",
)


@pytest.fixture
async def office() -> Office:
    """A ban that was told, a page that nothing matched, and one that mentions our words in passing."""
    desk = await Desk().opened()
    await desk.poll()
    desk.publish(
        ban("Northport"), ("Bus timetable", page("Bus timetable", *BUSES)), ("A café", page("A café opens", *WEAK))
    )
    await desk.poll()
    return Office(desk)


async def _why(office: Office, number: int, member: Member = MEMBER) -> Message:
    return await office.front.ask(f"why https://gazette.example/{number}?utm_source=x", member=member)


async def _press(office: Office, message: Message, member: Member = MEMBER) -> str:
    button, *_ = (button for part in message.parts if isinstance(part, Buttons) for button in part.buttons)
    return (await office.front.press(button.verb, button.argument, member=member, channel="desk")).text


@pytest.mark.parametrize(
    ("state", "said", "where", "can_be_posted"),
    [
        ({}, "it is on its way", "on its way, due", False),
        ({"state": DeliveryState.SENT, "sent_at": NOW}, "it is told", "told ", False),
        ({"state": DeliveryState.HELD, "held_for": HeldFor.QUIET}, "it is held back", "quiet hours", True),
        ({"state": DeliveryState.JOINED, "held_for": HeldFor.MODE}, "it is held back", "wants digests", True),
        (
            {"state": DeliveryState.BURIED, "last_error": "archived"},
            "no channel took it",
            "never told, archived",
            False,
        ),
    ],
)
async def test_an_article_that_was_decided_on_says_how_far_it_came(
    office: Office, state: dict[str, object], said: str, where: str, can_be_posted: bool
) -> None:
    for id, delivery in office.archive.deliveries.items():
        office.archive.deliveries[id] = replace(delivery, **state)  # type: ignore[arg-type]

    answer = await _why(office, 0, ADMIN)

    assert said in answer.text
    assert where in str(answer.parts)
    assert any(isinstance(part, Buttons) for part in answer.parts) == can_be_posted


async def test_what_is_held_back_is_told_at_once_where_an_admin_wants_it(office: Office) -> None:
    for id, delivery in office.archive.deliveries.items():
        office.archive.deliveries[id] = replace(delivery, state=DeliveryState.HELD, held_for=HeldFor.QUIET)

    assert "On its way" in await _press(office, await _why(office, 0, ADMIN), ADMIN)

    states = {(each.state, each.held_for) for each in office.archive.deliveries.values()}
    assert states == {(DeliveryState.OWED, HeldFor.HAND)}
    assert "it is on its way" in (await _why(office, 0)).text


async def test_an_article_that_an_exclude_keeps_out_says_so(office: Office) -> None:
    await office.front.admin("keywords add timetable", member=ADMIN, channel="desk")
    assert "today one matches" in (await _why(office, 1)).text
    await office.front.admin("keywords exclude --yes hospital", member=ADMIN, channel="desk")

    answer = await _why(office, 1)

    assert "an exclude keeps it out" in answer.text
    assert "but the exclude hospital matches too" in str(answer.parts)


async def test_an_article_that_no_keyword_matched_names_the_nearest_and_what_was_missing(office: Office) -> None:
    answer = await _why(office, 1)
    assert "no keyword matches it" in answer.text
    assert 'face recognition" does not stand in title and text' in str(answer.parts)
    assert "Gazette" in str(answer.parts)


async def test_an_admin_comes_from_the_nearest_keyword_to_its_form(office: Office) -> None:
    answer = await _why(office, 1, ADMIN)
    post, change = (button for part in answer.parts if isinstance(part, Buttons) for button in part.buttons)
    assert post.label == "Post it now"
    assert (change.verb, change.argument, change.label) == ("form", "keywords edit faces", "Change faces")
    members = [button for part in (await _why(office, 1)).parts if isinstance(part, Buttons) for button in part.buttons]
    assert [button.label for button in members] == ["Suggest it to the admins"]


async def test_a_passing_mention_shows_its_relevance_and_the_limit(office: Office) -> None:
    answer = await _why(office, 2)
    assert "passing mention" in answer.text
    assert "alerts begin at 0.60" in str(answer.parts)
    assert "Keyword: " in str(answer.parts)


async def test_an_address_never_seen_says_whether_its_site_is_watched(office: Office) -> None:
    assert "though Gazette is watched" in (await _why(office, 99)).text
    other = await office.front.ask("why courier.example/news", member=MEMBER)
    assert "no source of that site is watched" in other.text
    assert "sources add https://courier.example'" in str(other.parts)
    assert "didn't work" in (await office.front.ask("why ftp://courier.example/x", member=MEMBER)).text


async def test_why_with_a_word_is_a_question_like_any_other(office: Office) -> None:
    assert "Northport" in str(await office.front.ask("why Northport ban"))


@pytest.mark.parametrize("number", [1, 2])
async def test_an_admin_posts_it_now_whatever_its_relevance(office: Office, number: int) -> None:
    before = len(office.watch.told())
    answer = await _why(office, number, ADMIN)
    assert "On its way" in await _press(office, answer, ADMIN)
    assert len(office.watch.told()) == before + 1
    assert "Lee had told by hand:" in office.announced[-1][1]
    newest = list(office.archive.deliveries.values())[before:]
    assert [(each.kind, each.held_for) for each in newest[-1:]] == [(AlertKind.ALERT, HeldFor.HAND)]
    assert "it is on its way" in (await _why(office, number)).text
    assert "told already" in await _press(office, answer, ADMIN)
    assert len(office.watch.told()) == before + 1


async def test_a_member_suggests_it_to_the_admins_and_posts_nothing(office: Office) -> None:
    answer = await _why(office, 1)
    assert "Suggested to the admins: Bus timetable." in await _press(office, answer)
    assert office.announced[-1][1] == "Sam suggests to tell Bus timetable (https://gazette.example/1)."
    admins = await _why(office, 1, ADMIN)
    assert "changed by admins" in await _press(office, admins, MEMBER)
    assert "members of this workspace" in await _press(office, answer, GUEST)
    assert len(office.watch.told()) == 1


async def test_a_copy_of_a_story_told_leads_to_it(office: Office) -> None:
    title, html = ban("Northport")
    office.watch.publish((f"{title} again", html))
    await office.watch.poll()
    answer = await _why(office, 3)
    assert "told by another article" in answer.text
    assert title in str(answer.parts)
    kinds = [delivery.kind for delivery in office.archive.deliveries.values()]
    assert kinds.count(AlertKind.ALERT) == 1


async def test_a_question_why_leaves_no_address_behind(office: Office) -> None:
    await _why(office, 1)
    assert await office.archive.changes(limit=9) == ()

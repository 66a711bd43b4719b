"""Proposals from the votes of a team to a change that an admin made, on the archive's real articles."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.alerts import analyse
from bot.core.messages import Buttons
from bot.core.model import Article, Complaint, DeliveryState, Filed, Opinion, Relevance, StoryId, Timestamp
from bot.ports import Harvest
from bot.services.desk import Member
from bot.services.personal import Personal
from tests.core.test_proposals import BOOK, PHONES, POLICY
from tests.fakes.filing import decide, owe
from tests.services.test_front_desk import ADMIN, MEMBER, Office
from tests.services.test_watch import TOPIC, Desk

PEOPLE = tuple(Member(platform="fake", id=f"V{number}", name="V", is_admin=False) for number in range(3))


@pytest.fixture
async def office() -> Office:
    """Four alerts on unlocking devices that two people complained of, three on policy that one was glad of."""
    office = Office(await Desk().opened())
    personal = Personal(archive=office.archive, clock=office.watch.clock)
    for number, text in enumerate((*PHONES, *POLICY)):
        now = office.watch.clock.now()
        article = Article(
            title=f"Item {number}", text=text, url=f"https://gazette.example/{number}", published=Timestamp(now)
        )
        (id,) = await office.archive.reserve([now])
        analysis = replace(analyse(article, book=BOOK, topic=TOPIC), relevance=Relevance(score=0.7))
        filed = Filed(id=id, source=None, seen_at=now, analysis=analysis, story=StoryId(id))
        await office.archive.record([Harvest(source=None, filed=(filed,))])
        alert = await decide(office.archive, filed, topic=TOPIC.id, at=now)
        await owe(office.archive, alert, "fake:desk", due=now)
        if number < len(PHONES):
            for who in PEOPLE[:2]:
                await personal.vote(alert.id, Opinion.NOT_RELEVANT, member=who, complaint=Complaint.SENSE)
        else:
            await personal.vote(alert.id, Opinion.USEFUL, member=PEOPLE[2])
        office.watch.clock.move(timedelta(hours=1))
    return office


async def test_a_week_s_look_proposes_an_exclude_with_its_effect_and_tells_it_once(office: Office) -> None:
    (made,) = await office.proposing.look()
    assert made.value == '"face recognition unlocks"~12'
    assert "hidden 4 stories in 90 days, 4 of them told at once, and none marked useful" in made.words
    assert office.announced == [("desk", "1 change proposed, for an admin to apply or drop.")]
    assert await office.proposing.look() == ()
    assert len(office.announced) == 1
    assert len(await office.archive.rules()) == 1  # nothing is changed by itself


async def test_an_admin_applies_it_and_can_take_it_back(office: Office) -> None:
    (made,) = await office.proposing.look()
    applied = await office.press("proposal_apply", made.number, member=ADMIN)
    assert "Applied: Exclude" in applied
    rule = (await office.archive.rules())[-1]
    assert (rule.query, rule.is_exclude, rule.why) == (made.value, True, f"proposal {made.number}")
    assert not office.watch.filing.matches("Review", PHONES[0])
    assert await office.proposing.open() == ()
    assert "no open proposal" in await office.press("proposal_apply", made.number, member=ADMIN)
    await office.admin("undo")
    assert office.watch.filing.matches("Review", PHONES[0])


async def test_what_was_dropped_comes_again_after_90_days_only(office: Office) -> None:
    (made,) = await office.proposing.look()
    assert "90 days" in await office.admin(f"proposals drop {made.number}")
    office.watch.clock.move(timedelta(days=80))
    assert await office.proposing.look() == ()


async def test_members_can_neither_apply_nor_drop(office: Office) -> None:
    (made,) = await office.proposing.look()
    for verb in ("proposal_apply", "proposal_drop"):
        assert "changed by admins" in await office.press(verb, made.number, member=MEMBER)
    assert "changed by admins" in await office.admin("proposals", member=MEMBER)
    assert [each.number for each in await office.proposing.open()] == [made.number]


async def test_a_complaint_offers_admins_the_exclude_and_tells_members_where_it_goes(office: Office) -> None:
    filed = await office.archive.article_by_url("https://gazette.example/0")
    assert filed is not None
    alert = await office.archive.alert_of(filed.story, TOPIC.id)
    assert alert is not None
    told = await office.press("complain", f"{alert.id} sense", member=MEMBER)
    assert "Noted for the admins" in told
    assert re.search(r"not relevant: \d+ × Other sense of the words", await office.admin("keywords list"))
    message = await office.front.press("complain", f"{alert.id} sense", member=ADMIN, channel="desk")
    assert "It would have hidden 4 stories" in message.text
    (row,) = (part for part in message.parts if isinstance(part, Buttons))
    assert [button.label for button in row.buttons] == ["Apply", "No"]
    await office.front.press(row.buttons[0].verb, row.buttons[0].argument, member=ADMIN, channel="desk")
    assert (await office.archive.rules())[-1].is_exclude


async def test_they_are_listed_and_wrong_words_say_what_to_type(office: Office) -> None:
    assert "Nothing is proposed" in await office.admin("proposals")
    await office.proposing.look()
    assert '"face recognition unlocks"~12' in await office.admin("proposals")
    assert "proposals apply 3" in await office.admin("proposals apply x")
    assert "no open proposal 99" in await office.admin("proposals apply 99")


async def test_a_source_that_brought_nothing_for_long_is_proposed_and_removed(office: Office) -> None:
    await office.watch.poll()
    for _ in range(100):
        office.watch.clock.move(timedelta(days=1))
        await office.watch.poll()
    proposed = [each for each in await office.proposing.look() if each.kind == "source"]
    assert len(proposed) == 1
    await office.press("proposal_apply", proposed[0].number, member=ADMIN)
    assert await office.archive.sources() == ()


async def test_a_limit_is_applied_to_its_channel_alone(office: Office) -> None:
    now = office.watch.clock.now()
    for delivery in list(office.archive.deliveries.values()):
        sent = replace(delivery, state=DeliveryState.SENT, sent_at=now)
        office.archive.deliveries[delivery.id] = sent
        (filed,) = [each for each in office.archive.filed.values() if each.story == delivery.story]
        score = 0.65 if int(str(filed.analysis.article.url)[-1]) < len(PHONES) else 0.9
        weighed = replace(filed.analysis, relevance=replace(filed.analysis.relevance, score=score))
        office.archive.filed[filed.id] = replace(filed, analysis=weighed)
    proposed = [each for each in await office.proposing.look() if each.kind == "threshold"]
    assert [each.value for each in proposed] == ["0.90"]
    await office.press("proposal_apply", proposed[0].number, member=ADMIN)
    assert [channel.alert_at for channel in await office.archive.channels()] == [0.9]


async def test_precision_is_shown_with_each_keyword(office: Office) -> None:
    assert "3 of 7 useful" in await office.admin("keywords list")


async def test_what_can_no_longer_be_applied_says_so_and_stays_open(office: Office) -> None:
    (made,) = await office.proposing.look()
    await office.admin(f"keywords exclude --yes {made.value}")
    assert "says that already" in await office.press("proposal_apply", made.number, member=ADMIN)
    assert [each.number for each in await office.proposing.open()] == [made.number]

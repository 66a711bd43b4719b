"""Keywords and excludes of one channel: what only they match is told only there, what they hide is hidden there."""

import pytest

from bot.core.messages import Message
from bot.core.model import AlertKind, Channel
from tests.services.test_front_desk import ADMIN, Office
from tests.services.test_watch import BUSES, Desk, ban, page


@pytest.fixture
async def office() -> Office:
    """Two channels: the desk, which is told of everything, and a room beside it."""
    desk = await Desk().opened()
    await desk.archive.save_channel(Channel(platform=ADMIN.platform, id="room", name="#room"))
    await desk.poll()
    return Office(desk)


async def _asked(office: Office, words: str, channel: str = "room") -> Message:
    return await office.front.admin(words, member=ADMIN, channel=channel)


async def _told(office: Office) -> dict[str, list[str]]:
    """By channel: the titles it is owed."""
    told: dict[str, list[str]] = {}
    for delivery in office.archive.deliveries.values():
        if delivery.kind is AlertKind.ALERT:
            card = await office.archive.card(delivery.alert)
            assert card is not None
            told.setdefault(delivery.channel.partition(":")[2], []).append(card.filed.analysis.article.title)
    return told


async def test_what_only_a_channels_keyword_matches_is_told_only_there(office: Office) -> None:
    await _asked(office, "keywords remove faces")
    await _asked(office, "keywords add --yes here Quay why: ours")
    office.watch.publish(ban("Quay"), ban("Northport"))
    await office.watch.poll()
    assert await _told(office) == {"room": ["Quay council bans face recognition"]}


async def test_an_exclude_of_a_channel_hides_there_alone(office: Office) -> None:
    assert (
        "The exclude Quay is in force as quay for this channel alone"
        in (await _asked(office, "keywords exclude --yes here Quay")).text
    )
    office.watch.publish(ban("Quay"), ban("Northport"))
    await office.watch.poll()
    told = await _told(office)
    assert sorted(told["room"]) == ["Northport council bans face recognition"]
    assert len(told["desk"]) == 2


async def test_an_exclude_for_all_hides_everywhere(office: Office) -> None:
    await _asked(office, "keywords exclude --yes Quay")
    office.watch.publish(ban("Quay"))
    await office.watch.poll()
    assert await _told(office) == {}
    assert [passed.article.title for passed in office.archive.passed] == ["Quay council bans face recognition"]


async def test_the_list_says_where_a_keyword_counts(office: Office) -> None:
    await _asked(office, "keywords exclude --yes here Quay")
    await _asked(office, "keywords add --yes here drones")
    listed = str((await _asked(office, "keywords list")).parts)
    assert "excludes Quay · only in #room" in listed
    assert "drones · only in #room" in listed


async def test_only_the_channel_concerned_is_told_of_its_keyword(office: Office) -> None:
    await _asked(office, "keywords add --yes here drones")
    assert office.announced == [("room", "Lee added the keyword drones for this channel alone.")]
    assert "Lee added the keyword drones for #room alone" in str((await _asked(office, "history")).parts)


async def test_a_channel_that_is_told_nothing_has_no_keywords(office: Office) -> None:
    refused = await _asked(office, "keywords add here drones", channel="elsewhere")
    assert "no alerts are told in the channel" in refused.text


async def test_a_channel_may_say_what_others_say_and_is_asked_before_it_says_what_all_say(office: Office) -> None:
    await office.archive.save_channel(Channel(platform=ADMIN.platform, id="attic"))
    assert "in force" in (await _asked(office, "keywords add --yes here drones")).text
    assert "in force" in (await _asked(office, "keywords add --yes here drones", channel="attic")).text
    assert "in force" in (await _asked(office, "keywords exclude --yes here birds")).text
    assert "says that already" in (await _asked(office, "keywords add --yes here drones")).text
    asked = await _asked(office, 'keywords add here "face recognition"')
    assert "says the same for all channels" in asked.text
    assert "in force" in (await _asked(office, 'keywords add here --yes "face recognition"')).text


async def test_a_trial_for_a_channel_counts_what_it_is_told(office: Office) -> None:
    office.watch.publish(ban("Quay"), ban("Northport"))
    await office.watch.poll()
    tried = await _asked(office, "keywords test --exclude here Quay")
    assert "2 → 1 stories" in tried.text
    assert "counted for this channel alone" in str(tried.parts)
    await _asked(office, "keywords exclude --yes here Quay")
    assert "2 → 1 stories" in (await _asked(office, "keywords test --exclude Northport")).text  # those of all alone
    assert "1 → 0 stories" in (await _asked(office, "keywords test --exclude here Northport")).text


async def test_a_story_comes_late_where_its_first_article_was_hidden(office: Office) -> None:
    await _asked(office, "keywords exclude --yes here title:council")
    office.watch.publish(ban("Quay"))
    await office.watch.poll()
    assert set(await _told(office)) == {"desk"}
    office.watch.publish(("Quay bans face recognition", ban("Quay")[1].replace("Quay council bans", "Quay bans")))
    await office.watch.poll()
    assert set(await _told(office)) == {"desk", "room"}


async def test_why_tells_that_no_channel_was_left(office: Office) -> None:
    for channel in ("room", "desk"):
        await _asked(office, "keywords exclude --yes here Quay", channel=channel)
    office.watch.publish(ban("Quay"))
    await office.watch.poll()
    assert await _told(office) == {}
    (link,) = (link for title, link in office.watch.entries if title.startswith("Quay"))
    told = await office.front.ask(f"why {link}", member=ADMIN)
    assert "a keyword matches it, but for no channel" in str(told)


async def test_a_saved_exclude_offers_no_back_filling(office: Office) -> None:
    office.watch.publish(("Bus timetable", page("Bus timetable", *BUSES)))
    await office.watch.poll()
    assert "would have matched" not in (await _asked(office, "keywords exclude --yes timetable")).text

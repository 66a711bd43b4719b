"""Who follows a story hears what is new in it: once, and nothing else."""

import pytest

from bot.core.model import AlertKind, Article, Channel, Rule, StoryId, Topic
from bot.services.filing import Filing
from tests.fakes.archive import FakeArchive
from tests.fakes.clock import FakeClock
from tests.fakes.parser import FakeParser
from tests.services.test_watch import BANS, TOPIC

CAMERAS = Topic(
    id="cameras",
    title="Cameras",
    rules=(Rule(id="cameras", query="cameras", topic="cameras"),),
    technology_words=TOPIC.technology_words,
    policy_words=TOPIC.policy_words,
    actor_words=TOPIC.actor_words,
)


class Newsroom:
    """One channel, two topics, and someone who follows what comes of the first story."""

    def __init__(self) -> None:
        self.archive = FakeArchive()
        self.clock = FakeClock()
        self.filing = Filing(
            archive=self.archive,
            parser=FakeParser(),
            clock=self.clock,
            topics=(TOPIC, CAMERAS),
            alert_at=0.5,
            digest_at=0.2,
            on_owed=lambda: None,
        )

    async def tells(self, *, url: str, outlet: str = "Gazette", correction: str = "") -> StoryId:
        article = Article(
            title="Northport council bans face recognition",
            text="\n\n".join(BANS["Northport"]),
            url=url,
            outlet=outlet,
            corrections=(correction,) if correction else (),
        )
        filed = (await self.filing.file(article, source=None)).filed
        assert filed is not None
        return filed.story

    def owed_to(self, channel: str) -> list[AlertKind]:
        return [delivery.kind for delivery in self.archive.deliveries.values() if delivery.channel == channel]


@pytest.fixture
async def newsroom() -> Newsroom:
    newsroom = Newsroom()
    await newsroom.archive.save_channel(Channel(platform="fake", id="desk"))
    await newsroom.archive.save_rules((*TOPIC.rules, *CAMERAS.rules))
    await newsroom.filing.open()
    return newsroom


async def test_news_of_a_story_is_owed_once_to_who_follows_it_however_many_topics_it_has(newsroom: Newsroom) -> None:
    story = await newsroom.tells(url="https://gazette.example/1")
    await newsroom.archive.follow(story, "fake:@U1")
    again = await newsroom.tells(url="https://gazette.example/2", correction="An earlier version named the wrong pier.")

    assert again == story
    assert newsroom.owed_to("fake:desk") == [AlertKind.ALERT] * 2 + [AlertKind.FOLLOW_UP] * 2  # a topic each
    assert newsroom.owed_to("fake:@U1") == [AlertKind.FOLLOW_UP]


async def test_a_copy_is_no_news_to_who_follows_and_other_stories_are_none_of_theirs(newsroom: Newsroom) -> None:
    story = await newsroom.tells(url="https://gazette.example/1")
    await newsroom.archive.follow(story, "fake:@U1")
    await newsroom.tells(url="https://wire.example/1", outlet="Coastal Wire")
    await newsroom.archive.unfollow("fake:@U1", story)
    await newsroom.tells(url="https://gazette.example/2", correction="An earlier version named the wrong pier.")

    assert AlertKind.UPDATE in newsroom.owed_to("fake:desk")
    assert newsroom.owed_to("fake:@U1") == []

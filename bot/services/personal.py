"""What members do for themselves: vote on alerts, follow stories, be forgotten."""

from contextlib import aclosing
from typing import Literal

from bot.core.model import AlertId, Channel, Complaint, Filed, Opinion, StoryId, Vote
from bot.core.stories import HORIZON
from bot.ports import Archive, Clock
from bot.services.desk import Member
from bot.services.leaps import is_time_believed
from bot.services.unnamed import unnamed

CHORE = "followings"
TIDY_SECONDS = 3600.0


class Personal:
    """`run` beside the watch ends the followings of stories that nothing comes of any more."""

    def __init__(self, *, archive: Archive, clock: Clock) -> None:
        self._archive = archive
        self._clock = clock

    async def vote(
        self, alert: AlertId, opinion: Opinion, *, member: Member, complaint: Complaint | None = None
    ) -> bool:
        """One vote a person; the same again, without a complaint, takes it back: False."""
        voter = await self._voter(member)
        return await self._archive.vote(Vote(alert=alert, voter=voter, opinion=opinion, complaint=complaint))

    async def follow(self, story: StoryId, *, member: Member) -> Literal["followed", "unfollowed", "ended"]:
        """Follow it, or follow it no longer; one that has ended can't be followed."""
        if await self._archive.unfollow(_follower(member), story):
            return "unfollowed"
        last = await self._archive.last_seen(story)
        if last is None or self._clock.now() - last > HORIZON:
            return "ended"
        await self._archive.follow(story, _follower(member))
        return "followed"

    async def unfollow(self, story: StoryId, *, member: Member) -> None:
        """Follow it no longer, whether they did or not."""
        await self._archive.unfollow(_follower(member), story)

    async def followed(self, member: Member, *, limit: int) -> tuple[tuple[Filed, ...], int]:
        """The first articles of the stories a member follows, the latest first, and how many more stories there are."""
        stories = await self._archive.followed(_follower(member))
        firsts = [(await self._archive.story(story))[:1] for story in stories[:limit]]
        articles = await self._archive.articles([report.article for reports in firsts for report in reports])
        return articles, max(len(stories) - limit, 0)

    async def forget(self, member: Member) -> tuple[int, int]:
        """Remove the member's votes and followings; how many of each there were."""
        votes = await self._archive.forget_votes(await self._voter(member))
        return votes, await self._archive.unfollow(_follower(member))

    async def tidy(self) -> int:
        """End the followings of stories without a new article for so long that none can join them; how many.

        Not after a leap of the clock, until that has been believed.
        """
        now = self._clock.now()
        if not await is_time_believed(self._archive, CHORE, now):
            return 0
        await self._archive.did(CHORE, now)
        return await self._archive.end_followings(now - HORIZON)

    async def run(self) -> None:
        """`tidy` now and then until the clock stops."""
        async with aclosing(self._clock.ticks(TIDY_SECONDS)) as ticks:
            async for _ in ticks:
                await self.tidy()

    async def _voter(self, member: Member) -> str:
        return await unnamed(self._archive, f"{member.platform}\n{member.id}")


def _follower(member: Member) -> str:
    return Channel(platform=member.platform, id=f"@{member.id}").key

"""Once a week what votes and silence speak for is worked out, tried, and put before the admins. They decide."""

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from bot.core.alerts import Limits
from bot.core.errors import ChangeInvalid, RuleInvalid
from bot.core.messages import proposals_message
from bot.core.model import Channel, Filed, Marked, Precision, Proposal, SourceId, Topic
from bot.core.precision import POSTS_OF, precision
from bot.core.proposals import (
    AGAIN,
    DAYS,
    complained_of,
    exclude,
    exclude_proposal,
    silent_source,
    threshold,
    to_make,
)
from bot.core.translation import ENGLISH_ALONE, Languages, gettext
from bot.ports import Archive, Clock
from bot.services.tune import Announce, By, Channels, Keywords, Sources, Trials

TICK_SECONDS = 6 * 3600.0
WEEK = timedelta(days=7)
CHORE = "proposals"
COMPARED = 400  # useful alerts whose articles an exclude is held against, the newest


class Proposing:
    """`run` beside the watch looks once a week."""

    def __init__(
        self,
        *,
        archive: Archive,
        clock: Clock,
        topics: Sequence[Topic],
        limits: Limits,
        keywords: Keywords,
        channels: Channels,
        sources: Sources,
        trials: Trials,
        announce: Announce,
        admin_command: str,
        languages: Languages = ENGLISH_ALONE,
    ) -> None:
        self._archive = archive
        self._clock = clock
        self._topics = tuple(topics)
        self._limits = limits
        self._keywords = keywords
        self._channels = channels
        self._sources = sources
        self._trials = trials
        self._announce = announce
        self._admin_command = admin_command
        self._languages = languages

    async def precision(self) -> Mapping[str, Precision]:
        """How each keyword does, by its id."""
        return precision(await self._archive.marked(self._clock.now() - POSTS_OF))

    async def open(self) -> tuple[Proposal, ...]:
        """What waits for an admin, oldest first."""
        return tuple(each for each in await self._archive.proposals(self._clock.now()) if each.outcome == "open")

    async def run(self) -> None:
        """Look once a week until the clock stops."""
        async with aclosing(self._clock.ticks(TICK_SECONDS)) as ticks:
            async for now in ticks:
                last = await self._archive.last_done(CHORE)
                if last is None or now - last >= WEEK:
                    await self.look()

    async def look(self) -> tuple[Proposal, ...]:
        """Propose what speaks for itself now, at most three things, and tell the channels once."""
        now = self._clock.now()
        marked = await self._archive.marked(now - timedelta(days=DAYS))
        found: list[Proposal | None] = [await self._exclude(topic, marked) for topic in self._topics]
        found += self._thresholds(await self._archive.channels(), marked)
        matched = await self._archive.sources_matched(now - timedelta(days=DAYS))
        found.append(silent_source(await self._archive.sources(), matched, now=now))
        made = await self._archive.propose(to_make(found, await self._archive.proposals(now - AGAIN), now=now))
        await self._archive.did(CHORE, now)
        if made:
            for channel in await self._archive.channels():
                if not channel.is_paused:
                    with self._languages.speaking(channel.language):
                        await self._announce(channel, proposals_message(made, command=self._admin_command))
        return made

    async def exclude_for(self, topic: str) -> Proposal | None:
        """What would hide alerts of another sense, as people complain now; kept, and told to nobody but who asked."""
        now = self._clock.now()
        found = next((each for each in self._topics if each.id == topic), None)
        marked = await self._archive.marked(now - timedelta(days=DAYS))
        proposal = await self._exclude(found, marked) if found else None
        known = await self._archive.proposals(now - AGAIN)
        if proposal is None:
            return None
        made = await self._archive.propose(to_make([proposal], known, now=now))
        is_open = (each for each in known if each.outcome == "open" and each.about == proposal.about)
        return next(iter((*made, *is_open)), None)

    async def settle(self, number: int, outcome: Literal["applied", "dropped"], *, by: By) -> Proposal:
        """Apply it or drop it; what is applied is a change like any other, made in one step with it.

        Raises `ChangeInvalid`, and `ConfirmationNeeded` when it waits for another admin.
        """
        proposal = next((each for each in await self.open() if each.number == number), None)
        if proposal is None:
            raise ChangeInvalid(gettext("there is no open proposal {number}", number=number))
        settled = replace(proposal, outcome=outcome, decided_at=self._clock.now())
        if outcome == "applied":
            await self._check(proposal)
            await self._apply(settled, by)
        elif not await self._archive.settle(settled):
            raise ChangeInvalid(gettext("there is no open proposal {number}", number=number))
        return settled

    async def _check(self, proposal: Proposal) -> None:
        """Much may have changed since it was made. Raises `ChangeInvalid`; then it stays open, to be dropped."""
        match proposal.kind:
            case "exclude":
                try:
                    await self._keywords.check(proposal.value, topic=proposal.topic, is_exclude=True)
                except RuleInvalid as error:
                    raise ChangeInvalid(error.reason) from error
            case "threshold":
                if proposal.about not in {channel.key for channel in await self._archive.channels()}:
                    raise ChangeInvalid(gettext("that channel is told nothing any more"))
            case "source":
                if proposal.value not in {str(source.id) for source, _ in await self._archive.sources()}:
                    raise ChangeInvalid(gettext("that source is watched no more"))

    async def _apply(self, proposal: Proposal, by: By) -> None:
        by = replace(by, why=by.why or f"proposal {proposal.number}", proposal=proposal)
        match proposal.kind:
            case "exclude":
                await self._keywords.add(proposal.value, by=by, topic=proposal.topic, is_exclude=True)
            case "threshold":
                platform, _, id = proposal.about.partition(":")
                known = await self._channels.one(platform, id)
                digest_at = self._limits.of(known).digest if known else None
                await self._channels.limit(platform, id, alert_at=float(proposal.value), digest_at=digest_at, by=by)
            case "source":
                await self._sources.remove(SourceId(int(proposal.value)), by=by)

    async def _exclude(self, topic: Topic, marked: Sequence[Marked]) -> Proposal | None:
        complained = complained_of(marked, topic.id)
        useful = [each for each in marked if each.topic == topic.id and each.useful][-COMPARED:]
        if not complained:
            return None
        found = exclude(await self._articles(complained), await self._articles(useful), topic)
        if found is None:
            return None
        trial = await self._trials.of_new(found.query, topic=topic.id, is_exclude=True, days=DAYS)
        return exclude_proposal(found, trial, marked, topic.id)

    async def _articles(self, marked: Sequence[Marked]) -> tuple[Filed, ...]:
        return await self._archive.articles([each.article for each in marked])

    def _thresholds(self, channels: Sequence[Channel], marked: Sequence[Marked]) -> list[Proposal | None]:
        return [
            threshold(
                marked,
                channel=channel.key,
                name=channel.name or channel.id,
                alert_at=self._limits.of(channel).alert,
                now=self._clock.now(),
            )
            for channel in channels
        ]

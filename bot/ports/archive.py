"""What is asked of the archive."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model import (
    Alert,
    AlertCard,
    AlertId,
    AlertKind,
    ArticleId,
    Attribution,
    Change,
    Channel,
    Delivery,
    Filed,
    Hit,
    Marked,
    Mute,
    Passed,
    PollState,
    Proposal,
    Question,
    Regrouping,
    Report,
    Rule,
    Said,
    Sample,
    Searched,
    Source,
    SourceId,
    SourceKind,
    Stand,
    StoryId,
    Vote,
    Votes,
)
from bot.core.requests import Request
from bot.core.rereads import Reread


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one visit to a source changes. Recorded whole or not at all."""

    source: SourceId | None  # None: articles that come from no poll
    state: PollState | None = None
    url: str | None = None  # the source's address from now on: it moved for good, or its page led to a feed
    kind: SourceKind | None = None  # and what it is known to be
    seen: tuple[str, ...] = ()  # identity keys of its entries, scoped to the source
    filed: tuple[Filed, ...] = ()
    passed: tuple[Passed, ...] = ()  # one known by its address takes the place of the one before
    alerts: tuple[Alert, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    rereads: tuple[Reread, ...] = ()  # of articles told; alerts of the version before then tell of the one named


class Archive(Protocol):
    """All that is remembered. Every method that writes is one transaction. Raises `StoreUnusable` when it can't."""

    # sources
    async def sources(self) -> tuple[tuple[Source, PollState], ...]:
        """All sources, oldest first."""

    async def add_source(self, *, url: str, kind: SourceKind, name: str, state: PollState) -> Source:
        """A new source; the one already there when the URL is known."""

    async def remove_source(self, source: SourceId) -> bool:
        """Stop polling it; its articles stay. False when there was none."""

    async def unseen(self, source: SourceId, keys: Sequence[Sequence[str]]) -> tuple[bool, ...]:
        """For each entry, given by its identity keys: whether the source has never shown any of them."""

    # the way in
    async def reserve(self, moments: Sequence[datetime]) -> tuple[ArticleId, ...]:
        """Fresh article ids in the order given, one per moment (already clamped to the past); never given twice."""

    async def reserve_alerts(self, count: int) -> tuple[AlertId, ...]:
        """Fresh alert ids; delivery ids are given the same way by `reserve_deliveries`."""

    async def reserve_deliveries(self, count: int) -> tuple[int, ...]:
        """Fresh delivery ids."""

    async def record(self, harvests: Sequence[Harvest]) -> None:
        """Everything of all harvests in one durable transaction: states, seen keys, articles, alerts and deliveries.

        An `UPDATE` delivery replaces one still owed for the same alert and channel; an `ALERT` the `BRIEF` of its story
        that the channel has not been told yet.
        """

    # what is there
    async def recent(self, since: datetime) -> tuple[Filed, ...]:
        """Articles first seen or published since then, oldest first: what the story book is rebuilt from at start."""

    async def of_source(self, source: SourceId, since: datetime, *, limit: int) -> tuple[Filed, ...]:
        """Its articles published since then (first seen, where they bear no date), newest first."""

    async def articles(self, ids: Sequence[ArticleId]) -> tuple[Filed, ...]:
        """Those that exist, in the order asked."""

    async def walk(self, after: ArticleId, *, limit: int) -> tuple[Filed, ...]:
        """The next articles behind this id, oldest first: the whole archive in pieces, beginning with 0."""

    async def article_by_url(self, url: str) -> Filed | None:
        """By canonical URL."""

    async def passed_by_url(self, url: str) -> Passed | None:
        """An article that no keyword matched, by canonical URL, while it is kept."""

    async def samples(
        self, since: datetime, *, after: tuple[int, int] = (0, 0), limit: int
    ) -> tuple[tuple[Sample, ...], tuple[int, int]]:
        """The next articles from then on, matched or passed, and where to go on; no samples: that was all.

        Their articles have what a keyword is tried on and a list shows; bylines and corrections are left out.
        """

    async def article_by_external_id(self, external_id: str) -> Filed | None:
        """By the `id` given to backfill."""

    async def story(self, story: StoryId) -> tuple[Report, ...]:
        """The story's articles, oldest first."""

    async def alert_of(self, story: StoryId, topic: str, *, kind: AlertKind = AlertKind.ALERT) -> Alert | None:
        """The one `ALERT` of this story, if it was ever decided; the first of another kind."""

    async def told_in(self, story: StoryId, topic: str) -> frozenset[str]:
        """Keys of the channels that were or are owed the story's alert: where updates and follow-ups belong."""

    async def card(self, alert: AlertId) -> AlertCard | None:
        """All that a message about it is composed of."""

    async def alerts(self, channel: str, *, limit: int, before: AlertId | None = None) -> tuple[Delivery, ...]:
        """A channel's sent deliveries, newest first."""

    # look-ups
    async def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        """Candidates, unranked, one row an article: newest by id, and those about it by title, name or position."""

    async def quotes(self, question: Question, *, limit: int) -> tuple[Said, ...]:
        """Quotes by the names in question, else about its terms; newest first."""

    async def positions(self, question: Question, *, limit: int) -> tuple[Stand, ...]:
        """Positions of the names in question, else about its terms; newest first."""

    async def vocabulary(self) -> tuple[str, ...]:
        """Speakers, actors and outlets known, for *did you mean* and autocomplete."""

    async def bills(self, articles: Sequence[ArticleId]) -> tuple[Stand, ...]:
        """The positions of these articles that name a bill, in no order."""

    async def titles(self, *, limit: int) -> tuple[str, ...]:
        """Of those of the newest articles that are on the topic, newest first, for autocomplete."""

    async def searched(self) -> Searched:
        """How much there is to look through."""

    async def coverage(self, edges: Sequence[datetime]) -> tuple[int, ...]:
        """How many articles were published between each moment and the next."""

    # channels, rules
    async def channels(self) -> tuple[Channel, ...]: ...

    async def save_channel(self, channel: Channel) -> None: ...

    async def remove_channel(self, key: str) -> bool:
        """What is owed to it is buried when its turn comes. False when there was none."""

    async def record_change(
        self,
        change: Change,
        *,
        harvest: Harvest | None = None,
        proposal: Proposal | None = None,
        request: int | None = None,
    ) -> Change:
        """Into the audit log, which is never rewritten; gives it with its number.

        A change with a revision is made, in the same transaction: the thing is then as the revision says it is after,
        the harvest is recorded, what waited to be told where a story is muted now is buried, and the proposal that it
        applies and the request that it answers are settled. Raises `ChangeInvalid`, and nothing is changed, when one
        of these is not open any more, or the thing was changed since the request.
        """

    # what waits for another admin
    async def ask(self, request: Request, note: Change) -> Request:
        """Keep it, and the note in the history, whose number it gets: one transaction."""

    async def requests(self) -> tuple[Request, ...]:
        """The oldest first; some may have waited too long."""

    async def drop_request(self, number: int, note: Change) -> Change | None:
        """It waits no more, as the note says: one transaction. None, and nothing changed, when it waited no more."""

    async def changes(self, *, limit: int, skip: int = 0) -> tuple[Change, ...]:
        """The latest, newest first, after the newest `skip`."""

    async def count_changes(self) -> int:
        """How many there are."""

    async def change(self, number: int) -> Change | None:
        """The one with this number."""

    async def changed_by(self, who: str, since: datetime) -> tuple[datetime, ...]:
        """When somebody changed or suggested something since then, oldest first."""

    async def history(self, kind: str, key: str) -> tuple[Change, ...]:
        """Every change of one thing, oldest first."""

    async def told_up_to(self) -> int | None:
        """The number of the last change looked at for one to be told; None: it was never looked."""

    async def mark_told(self, number: int) -> None:
        """Changes up to this number have been looked at."""

    async def rules(self) -> tuple[Rule, ...]:
        """Rules the team added or that seeded the database."""

    async def save_rules(self, rules: Sequence[Rule]) -> None:
        """Replace all rules."""

    async def attributions(self, filed: Filed) -> tuple[Attribution, ...]:
        """What people say of who speaks in this article, as they said it of any version or copy."""

    async def attributed(self, said: Attribution) -> tuple[Filed, ...]:
        """The articles that it is said of: all versions and copies, oldest first."""

    async def alerts_by(self, article: ArticleId) -> tuple[Alert, ...]:
        """All that was decided on this article, oldest first."""

    async def mutes(self) -> tuple[Mute, ...]:
        """Which story is told no more, and where, as people said it; by story and channel."""

    # stories put right by people
    async def regroup(
        self,
        regrouping: Regrouping,
        harvest: Harvest,
        as_change: Callable[[int], Change],
        *,
        muted: Sequence[Mute] = (),
    ) -> int | None:
        """Move the articles, keep the decision, record the harvest, and the change that the history keeps of it, which
        is made from its number: one transaction. Who follows the story they leave in a merge follows the other, too;
        what waits to be told where it is `muted` is buried.

        Its number; None, and nothing changed, when one of the articles is not in the story that it was thought in.
        """

    async def regroupings(self, *, limit: int) -> tuple[Regrouping, ...]:
        """The latest, newest first; undone ones too."""

    # articles told, to be read again
    async def due_rereads(self, now: datetime, *, limit: int) -> tuple[Reread, ...]:
        """Those whose time has come, the longest due first."""

    # people: no id is kept but those of followers, for as long as they follow
    async def secret(self) -> bytes:
        """The key of this archive's own under which voters are hashed; made at first use and kept."""

    async def vote(self, vote: Vote) -> bool:
        """Keep it in place of the voter's former one. False: the same opinion again, without complaint, ended it."""

    async def votes(self, alert: AlertId) -> Votes:
        """How many think what of it."""

    async def forget_votes(self, voter: str) -> int:
        """Drop all of the voter's votes; how many there were."""

    async def marked(self, since: datetime) -> tuple[Marked, ...]:
        """Every alert with votes, whenever posted, or posted since then; oldest first."""

    async def sources_matched(self, since: datetime) -> frozenset[SourceId]:
        """The sources that brought an article first seen since then which a keyword matched."""

    async def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """Keep them; gives them with their numbers."""

    async def proposals(self, since: datetime) -> tuple[Proposal, ...]:
        """Those that are open, and others made or decided since then; oldest first."""

    async def settle(self, proposal: Proposal) -> bool:
        """Keep what became of it. False, and nothing changed, when it is not open any more."""

    async def follow(self, story: StoryId, follower: str) -> bool:
        """The key of a follower's channel is owed the story's follow-ups from now on. False: it was already."""

    async def unfollow(self, follower: str, story: StoryId | None = None) -> int:
        """Drop the following, of every story when none is named, with all deliveries to it; how many there were."""

    async def followers(self, story: StoryId) -> tuple[str, ...]:
        """Keys of the channels of those who follow it."""

    async def followed(self, follower: str) -> tuple[StoryId, ...]:
        """The stories that the key of a follower's channel is owed the follow-ups of, the latest first."""

    async def end_followings(self, before: datetime) -> int:
        """`unfollow` for stories that had no new article since then; how many followings ended."""

    async def last_seen(self, story: StoryId) -> datetime | None:
        """When the story's latest article was first seen; None for a story without articles."""

    # what is kept no longer
    async def shorten(self, before: datetime, *, limit: int) -> int:
        """Cut articles first seen before then to their excerpts, the oldest first; how many, at most `limit`, were cut.

        One that is to be read again stays whole until then.
        """

    async def drop_passed(self, before: datetime, *, limit: int) -> int:
        """Drop articles that no keyword matched, first seen before then, at most `limit`; how many were dropped."""

    async def expunge(self) -> bool:
        """Overwrite a part of what was cut and dropped but still lies in the database's files; False: nothing does."""

    async def counts(self, since: datetime) -> tuple[int, int, int]:
        """Articles of sources first seen since then, those of them that matched, and alerts decided since."""

    async def did(self, chore: str, at: datetime) -> None:
        """Remember when something that is done from day to day was done."""

    async def last_done(self, chore: str) -> datetime | None:
        """When that was; None: never."""

    @property
    def trouble(self) -> str | None:
        """Why the last write failed; None when it didn't."""

    async def backlog(self, now: datetime) -> "Backlog":
        """What `/healthz` and `check` say of deliveries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Deliveries by state, and how long the oldest one owed has waited."""

    owed: int
    unknown: int
    buried: int
    sent: int
    oldest_due: datetime | None
    last_sent: datetime | None
    held: int = 0  # for digests, those on their way among them
    next_digest: datetime | None = None

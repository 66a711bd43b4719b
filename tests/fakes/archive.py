"""Archive and Outbox in memory: everything that the port promises, with plain dicts."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, pairwise
from secrets import token_bytes
from typing import Any, TypeVar

from bot.core import outbox
from bot.core.attributions import attributed, place_of
from bot.core.errors import ChangeInvalid, StoreUnusable
from bot.core.excerpts import LEAD_CHARS, is_poorer, shortened
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
    DeliveryId,
    DeliveryState,
    Filed,
    Hit,
    Marked,
    Mute,
    Opinion,
    Passed,
    PollState,
    Position,
    Proposal,
    Question,
    Quote,
    Regrouping,
    RegroupKind,
    Report,
    Revision,
    Rule,
    Said,
    Sample,
    Searched,
    Source,
    SourceId,
    SourceKind,
    Stand,
    State,
    StoryId,
    Told,
    Vote,
    Votes,
)
from bot.core.requests import Request
from bot.core.rereads import Reread
from bot.core.search import (
    ON_TOPIC,
    UNMATCHED,
    Read,
    Unit,
    filters,
    holds,
    is_from,
    names,
    plain,
    wanted,
    weigh,
)
from bot.ports import Backlog, Harvest

T = TypeVar("T")
R = TypeVar("R", Said, Stand)
_UNSENT = (DeliveryState.OWED, DeliveryState.CLAIMED, DeliveryState.SENDING)
_ENDED = (DeliveryState.SENT, DeliveryState.BURIED)
_ASIDE = (DeliveryState.HELD, DeliveryState.JOINED)


class FakeArchive:
    """Also the Outbox. `break_down(reason)` makes every further write raise `StoreUnusable`, until `repair()`."""

    def __init__(self) -> None:
        self.filed: dict[ArticleId, Filed] = {}
        self.deliveries: dict[int, Delivery] = {}
        self.rereads: dict[ArticleId, Reread] = {}
        self._sources: dict[SourceId, tuple[Source, PollState]] = {}
        self._put_away: dict[str, tuple[Source, PollState]] = {}  # by URL
        self._names_of_sources: dict[SourceId, str] = {}
        self._seen: set[tuple[SourceId | None, str]] = set()
        self._moments: Counter[int] = Counter()
        self._counters: Counter[str] = Counter()
        self._alerts: dict[AlertId, Alert] = {}
        self._channels: dict[str, Channel] = {}
        self._rules: tuple[Rule, ...] = ()
        self._places: dict[str, int] = {}
        self._told_up_to: int | None = None
        self._changes: list[Change] = []
        self._regroupings: list[Regrouping] = []
        self._attributions: dict[str, Attribution] = {}
        self._mutes: dict[str, Mute] = {}
        self._proposals: list[Proposal] = []
        self._requests: list[Request] = []
        self._as_read: dict[ArticleId, Filed] = {}
        self.votes_kept: dict[tuple[AlertId, str], Vote] = {}
        self._followings: set[tuple[StoryId, str]] = set()
        self._secret = b""
        self.passed: list[Passed] = []
        self._chores: dict[str, datetime] = {}
        self._fault: str | None = None

    def break_down(self, reason: str) -> None:
        self._fault = reason

    def repair(self) -> None:
        self._fault = None

    # sources
    async def sources(self) -> tuple[tuple[Source, PollState], ...]:
        return tuple(self._sources[id] for id in sorted(self._sources))

    async def add_source(self, *, url: str, kind: SourceKind, name: str, state: PollState) -> Source:
        self._writing()
        known = next((source for source, _ in self._sources.values() if source.url == url), None)
        if known:
            return known
        former = self._put_away.pop(url, None)
        source = Source(id=former[0].id if former else self._next_source(), url=url, kind=kind, name=name)
        self._sources[source.id] = (source, state)
        self._names_of_sources[source.id] = name
        return source

    async def remove_source(self, source: SourceId) -> bool:
        self._writing()
        found = self._sources.pop(source, None)
        if found:
            self._put_away[found[0].url] = found
        return found is not None

    async def unseen(self, source: SourceId, keys: Sequence[Sequence[str]]) -> tuple[bool, ...]:
        return tuple(all((source, key) not in self._seen for key in entry) for entry in keys)

    # the way in
    async def reserve(self, moments: Sequence[datetime]) -> tuple[ArticleId, ...]:
        self._writing()
        return tuple(self._next_id(int(moment.timestamp())) for moment in moments)

    async def reserve_alerts(self, count: int) -> tuple[AlertId, ...]:
        return tuple(map(AlertId, self._numbers("alerts", count)))

    async def reserve_deliveries(self, count: int) -> tuple[int, ...]:
        return tuple(self._numbers("deliveries", count))

    async def record(self, harvests: Sequence[Harvest]) -> None:
        self._writing()
        for harvest in harvests:
            self._record_source(harvest)
            self._seen.update((harvest.source, key) for key in harvest.seen)
            for filed in harvest.filed:
                self._keep_filed(filed)
            filed_urls = {filed.analysis.article.url for filed in harvest.filed} - {None}
            self.passed = [each for each in self.passed if each.article.url not in filed_urls]
            self._alerts.update({alert.id: alert for alert in harvest.alerts})
            for passed in harvest.passed:
                self._keep_passed(passed)
            for reread in harvest.rereads:
                self._keep_reread(reread)
        for harvest in harvests:
            for delivery in harvest.deliveries:
                self._owe(delivery)

    def _keep_filed(self, filed: Filed) -> None:
        self._as_read[filed.id] = filed
        said = [each for each in self._attributions.values() if _is_of(each, filed)]
        shown = attributed(filed.analysis.quotes, said)
        self.filed[filed.id] = replace(filed, analysis=replace(filed.analysis, quotes=shown))

    def _keep_passed(self, passed: Passed) -> None:
        url = passed.article.url
        kept = [each.article for each in self.passed if url is not None and each.article.url == url]
        is_filed = url is not None and any(each.analysis.article.url == url for each in self.filed.values())
        if passed.article.is_partial and (is_filed or any(is_poorer(passed.article, each) for each in kept)):
            return
        self.passed = [each for each in self.passed if url is None or each.article.url != url]
        self.passed.append(replace(passed, number=self._counters["passed"] + 1))
        self._counters["passed"] += 1

    # what is there
    async def passed_by_url(self, url: str) -> Passed | None:
        return next((passed for passed in self.passed if passed.article.url == url), None)

    async def samples(
        self, since: datetime, *, after: tuple[int, int] = (0, 0), limit: int
    ) -> tuple[tuple[Sample, ...], tuple[int, int]]:
        first = max(after[0], (int(since.timestamp()) << 16) - 1)
        filed = [filed for filed in self._in_order() if filed.id > first][:limit]
        passed = [each for each in self.passed if each.number > after[1] and each.seen_at >= since]
        passed = passed[: limit - len(filed)]
        found = [
            *(
                Sample(
                    article=replace(each.analysis.article, byline=(), updated=None, agency=None, corrections=()),
                    at=datetime.fromtimestamp(each.id >> 16, UTC),
                    story=each.story,
                    number=each.id,
                    score=each.analysis.relevance.score if each.analysis.matches else None,
                    source=each.source,
                    matches=each.analysis.matches,
                )
                for each in filed
            ),
            *map(_sample, passed),
        ]
        behind = filed[-1].id if filed else after[0], passed[-1].number if passed else after[1]
        return tuple(found), behind

    async def recent(self, since: datetime) -> tuple[Filed, ...]:
        first = int(since.timestamp()) << 16
        return tuple(filed for filed in self._in_order() if filed.id >= first or filed.seen_at >= since)

    async def of_source(self, source: SourceId, since: datetime, *, limit: int) -> tuple[Filed, ...]:
        first = int(since.timestamp()) << 16
        found = [filed for filed in self._in_order() if filed.id >= first and filed.source == source]
        return tuple(reversed(found))[:limit]

    async def articles(self, ids: Sequence[ArticleId]) -> tuple[Filed, ...]:
        return tuple(self.filed[id] for id in ids if id in self.filed)

    async def walk(self, after: ArticleId, *, limit: int) -> tuple[Filed, ...]:
        return tuple(filed for filed in self._in_order() if filed.id > after)[:limit]

    async def article_by_url(self, url: str) -> Filed | None:
        return next((filed for filed in self._newest() if filed.analysis.article.url == url), None)

    async def article_by_external_id(self, external_id: str) -> Filed | None:
        return next((filed for filed in self._newest() if filed.external_id == external_id), None)

    async def story(self, story: StoryId) -> tuple[Report, ...]:
        return tuple(_report(filed) for filed in self._in_order() if filed.story == story)

    async def alert_of(self, story: StoryId, topic: str, *, kind: AlertKind = AlertKind.ALERT) -> Alert | None:
        wanted = (story, topic, kind)
        found = (alert for alert in self._alerts.values() if (alert.story, alert.topic, alert.kind) == wanted)
        return next(found, None)

    async def told_in(self, story: StoryId, topic: str) -> frozenset[str]:
        first = await self.alert_of(story, topic)
        return frozenset(
            delivery.channel
            for delivery in self.deliveries.values()
            if first is not None
            and (delivery.alert, delivery.kind) == (first.id, AlertKind.ALERT)
            and delivery.state is not DeliveryState.BURIED
        )

    async def card(self, alert: AlertId) -> AlertCard | None:
        found = self._alerts.get(alert)
        if found is None:
            return None
        filed = self.filed[found.article]
        matched = {match.rule for match in filed.analysis.matches}
        return AlertCard(
            alert=found,
            filed=filed,
            source_name=self._names_of_sources.get(filed.source) if filed.source else None,
            rules=tuple(rule for rule in self._rules if rule.id in matched),
            others=tuple(report for report in await self.story(found.story) if report.article != filed.id),
            edits=next((each.edits for each in self.rereads.values() if each.article == filed.id), ()),
            joined=await self._joined(found, filed),
            earlier=_told(self.filed.get(found.earlier)) if found.earlier else None,
        )

    async def _joined(self, alert: Alert, filed: Filed) -> Told | None:
        other = None if filed.story == alert.story else await self.alert_of(filed.story, alert.topic)
        return None if other is None else _told(self.filed.get(other.article))

    async def alerts(self, channel: str, *, limit: int, before: AlertId | None = None) -> tuple[Delivery, ...]:
        sent = [
            delivery
            for delivery in self.deliveries.values()
            if delivery.channel == channel
            and delivery.state is DeliveryState.SENT
            and (before is None or delivery.alert < before)
        ]
        return tuple(sorted(sent, key=lambda delivery: (delivery.alert, delivery.id), reverse=True)[:limit])

    # look-ups
    async def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        units, filed = wanted(question), self._within(question)
        if not units:
            return tuple(self._hit(each, question) for each in filed[:limit])
        asked = tuple(unit for unit in units if not unit.is_shared) or units
        named = tuple(unit for unit in asked if unit.is_name)
        near = tuple(unit for unit in asked if not unit.is_strict)
        wider = tuple(chain.from_iterable(unit.loosely for unit in asked))
        sure = tuple(unit for unit in asked if unit not in near)
        tiers = [(asked, (), all, asked), (sure, near, all, wider), (named, (), all, named), ((), (), any, asked)]
        found: dict[ArticleId, Hit] = {}
        for held, close, enough, some in tiers:
            for words_in in (_about, _everything):
                for each in filed:
                    if some and each.id not in found and enough(holds(words_in(each), unit.forms) for unit in some):
                        found[each.id] = self._hit(each, question, held=held, near=close)
        return tuple(found.values())[:limit]

    async def quotes(self, question: Question, *, limit: int) -> tuple[Said, ...]:
        said = [
            (
                plain(f"{quote.speaker or ''} {quote.affiliation or ''}"),
                plain(f"{_context(filed, quote)} {filed.analysis.article.title}"),
                Said(quote=quote, article=filed.id, **_place(filed)),
            )
            for filed in self._within(question)
            for quote in reversed(filed.analysis.quotes)
        ]
        return self._on_topic(question, _by_then_about(question, said)[:limit])

    async def positions(self, question: Question, *, limit: int) -> tuple[Stand, ...]:
        stands = [
            (
                plain(position.actor),
                plain(f"{_deed(filed, position)} {' '.join(position.bills)} {filed.analysis.article.title}"),
                _stand(filed, position),
            )
            for filed in self._within(question)
            for position in reversed(filed.analysis.positions)
        ]
        return self._on_topic(question, _by_then_about(question, stands)[:limit])

    async def bills(self, articles: Sequence[ArticleId]) -> tuple[Stand, ...]:
        return tuple(
            _stand(filed, position)
            for filed in await self.articles(articles)
            for position in filed.analysis.positions
            if position.bills
        )

    async def titles(self, *, limit: int) -> tuple[str, ...]:
        newest = [filed.analysis for filed in self._newest()[:limit] if filed.analysis.relevance.score >= ON_TOPIC]
        return tuple(dict.fromkeys(analysis.article.title for analysis in newest if analysis.article.title))

    async def vocabulary(self) -> tuple[str, ...]:
        uses = Counter[str]()
        for filed in self.filed.values():
            uses.update(dict.fromkeys(_names(filed), 1))
        return tuple(sorted(uses, key=lambda name: (-uses[name], name)))

    async def searched(self) -> Searched:
        oldest = min(self.filed, default=None)
        since = None if oldest is None else datetime.fromtimestamp(oldest >> 16, UTC).date()
        return Searched(articles=len(self.filed), sources=len(self._sources), since=since)

    async def coverage(self, edges: Sequence[datetime]) -> tuple[int, ...]:
        ids = [int(edge.timestamp()) << 16 for edge in edges]
        return tuple(sum(first <= id < last for id in self.filed) for first, last in pairwise(ids))

    # channels, rules
    async def channels(self) -> tuple[Channel, ...]:
        return tuple(self._channels[key] for key in sorted(self._channels))

    async def save_channel(self, channel: Channel) -> None:
        self._writing()
        self._channels[channel.key] = channel

    async def remove_channel(self, key: str) -> bool:
        self._writing()
        return self._channels.pop(key, None) is not None

    async def record_change(
        self,
        change: Change,
        *,
        harvest: Harvest | None = None,
        proposal: Proposal | None = None,
        request: int | None = None,
    ) -> Change:
        self._writing()
        if request is not None:
            self._check_request(request, change.revision)
        if proposal is not None and not await self.settle(proposal):
            raise ChangeInvalid(f"there is no open proposal {proposal.number}")
        self._requests = [each for each in self._requests if each.number != request]
        change = replace(change, number=len(self._changes) + 1)
        self._changes.append(change)
        if change.revision is not None:
            self._make(change.revision)
        if harvest is not None:
            await self.record([harvest])
        return change

    async def ask(self, request: Request, note: Change) -> Request:
        kept = replace(request, number=(await self.record_change(note)).number)
        self._requests.append(kept)
        return kept

    async def requests(self) -> tuple[Request, ...]:
        return tuple(self._requests)

    async def drop_request(self, number: int, note: Change) -> Change | None:
        if number not in {each.number for each in self._requests}:
            return None
        self._requests = [each for each in self._requests if each.number != number]
        return await self.record_change(note)

    def _check_request(self, number: int, revision: Revision | None) -> None:
        if number not in {each.number for each in self._requests}:
            raise ChangeInvalid("that waits no more; it has to be asked for again")
        later = (change.revision for change in self._changes if change.number > number and change.revision)
        if revision and any((each.kind, each.key) == (revision.kind, revision.key) for each in later):
            raise ChangeInvalid("it was changed since it was asked for; it has to be asked for again")

    def _make(self, revision: Revision) -> None:
        match revision.kind, revision.after:
            case "keyword", after:
                kept: dict[str, State | None] = {rule.id: rule for rule in self._rules} | {revision.key: after}
                there = [rule for rule in kept.values() if isinstance(rule, Rule)]
                self._rules = tuple(sorted(there, key=lambda rule: self._place(rule.id)))
            case "channel", Channel() as channel:
                self._channels[revision.key] = channel
            case "channel", _:
                self._channels.pop(revision.key, None)
            case "source", Source() as source:
                if found := self._put_away.pop(source.url, None):
                    self._sources[source.id] = found
            case "quote", after:
                self._attributions.pop(revision.key, None)
                if isinstance(after, Attribution):
                    self._attributions[revision.key] = after
                for filed in [*self.filed.values()]:
                    quotes = self._as_read[filed.id].analysis.quotes
                    self._keep_filed(replace(filed, analysis=replace(filed.analysis, quotes=quotes)))
            case "story", Mute() as mute:
                self._mutes[revision.key] = mute
                self._bury_muted(mute)
            case "story", _:
                self._mutes.pop(revision.key, None)
            case "source", _:
                if found := self._sources.pop(SourceId(int(revision.key)), None):
                    self._put_away[found[0].url] = found

    def _place(self, rule: str) -> int:
        return self._places.setdefault(rule, len(self._places))

    def _bury_muted(self, mute: Mute) -> None:
        for id, delivery in self.deliveries.items():
            if delivery.story == mute.story and outbox.is_muted(delivery, mute):
                self.deliveries[id] = outbox.buried(delivery, outbox.MUTED)

    async def changes(self, *, limit: int, skip: int = 0) -> tuple[Change, ...]:
        return tuple(self._changes[::-1][skip : skip + limit])

    async def count_changes(self) -> int:
        return len(self._changes)

    async def change(self, number: int) -> Change | None:
        return next((change for change in self._changes if change.number == number), None)

    async def changed_by(self, who: str, since: datetime) -> tuple[datetime, ...]:
        return tuple(sorted(change.at for change in self._changes if change.who == who and change.at > since))

    async def history(self, kind: str, key: str) -> tuple[Change, ...]:
        return tuple(
            change
            for change in self._changes
            if change.revision is not None and (change.revision.kind, change.revision.key) == (kind, key)
        )

    async def told_up_to(self) -> int | None:
        return self._told_up_to

    async def mark_told(self, number: int) -> None:
        self._writing()
        self._told_up_to = number

    async def rules(self) -> tuple[Rule, ...]:
        return self._rules

    async def save_rules(self, rules: Sequence[Rule]) -> None:
        self._writing()
        self._rules = tuple(rules)
        self._places = {rule.id: place for place, rule in enumerate(rules)}

    async def attributions(self, filed: Filed) -> tuple[Attribution, ...]:
        return tuple(each for each in self._attributions.values() if _is_of(each, filed))

    async def attributed(self, said: Attribution) -> tuple[Filed, ...]:
        return tuple(filed for filed in self._in_order() if _is_of(said, filed))

    async def alerts_by(self, article: ArticleId) -> tuple[Alert, ...]:
        return tuple(alert for alert in self._alerts.values() if alert.article == article)

    async def mutes(self) -> tuple[Mute, ...]:
        return tuple(sorted(self._mutes.values(), key=lambda mute: (mute.story, mute.channel)))

    # stories put right by people
    async def regroup(
        self,
        regrouping: Regrouping,
        harvest: Harvest,
        as_change: Callable[[int], Change],
        *,
        muted: Sequence[Mute] = (),
    ) -> int | None:
        self._writing()
        if any(getattr(self.filed.get(move.article), "story", None) != move.was for move in regrouping.moves):
            return None
        for move in regrouping.moves:
            self.filed[move.article] = replace(self.filed[move.article], story=move.story, copy_of=move.copy_of)
        if regrouping.kind is RegroupKind.MERGE:
            self._followings |= {(regrouping.story, who) for story, who in self._followings if story == regrouping.was}
        number = len(self._regroupings) + 1
        self._regroupings.append(replace(regrouping, number=number))
        for mute in muted:
            self._bury_muted(mute)
        await self.record_change(as_change(number), harvest=harvest)
        return number

    async def regroupings(self, *, limit: int) -> tuple[Regrouping, ...]:
        return tuple(self._regroupings[::-1][:limit])

    # people
    async def secret(self) -> bytes:
        self._secret = self._secret or token_bytes(32)
        return self._secret

    async def vote(self, vote: Vote) -> bool:
        self._writing()
        former = self.votes_kept.pop((vote.alert, vote.voter), None)
        if former is not None and former.opinion is vote.opinion and vote.complaint is None:
            return False
        self.votes_kept[vote.alert, vote.voter] = vote
        return True

    async def votes(self, alert: AlertId) -> Votes:
        counts = Counter(vote.opinion for vote in self.votes_kept.values() if vote.alert == alert)
        return Votes(useful=counts[Opinion.USEFUL], not_relevant=counts[Opinion.NOT_RELEVANT])

    async def forget_votes(self, voter: str) -> int:
        self._writing()
        theirs = [key for key in self.votes_kept if key[1] == voter]
        for key in theirs:
            del self.votes_kept[key]
        return len(theirs)

    async def marked(self, since: datetime) -> tuple[Marked, ...]:
        people = {voter: number for number, voter in enumerate(sorted({voter for _, voter in self.votes_kept}))}
        posted = [
            each
            for each in self._all()
            if (each.kind, each.state) == (AlertKind.ALERT, DeliveryState.SENT)
            and each.sent_at
            and each.sent_at >= since
        ]
        ids = {each.alert for each in posted} | {alert for alert, _ in self.votes_kept}
        return tuple(self._marked(self._alerts[id], people, posted) for id in sorted(ids))

    def _marked(self, alert: Alert, people: Mapping[str, int], posted: Sequence[Delivery]) -> Marked:
        votes = [(people[who], vote) for (id, who), vote in self.votes_kept.items() if id == alert.id]
        analysis = self.filed[alert.article].analysis
        against = {who: vote for who, vote in votes if vote.opinion is Opinion.NOT_RELEVANT}
        return Marked(
            alert=alert.id,
            article=alert.article,
            story=alert.story,
            topic=alert.topic,
            relevance=analysis.relevance.score,
            rules=tuple(dict.fromkeys(match.rule for match in analysis.matches)),
            useful=frozenset(who for who, vote in votes if vote.opinion is Opinion.USEFUL),
            not_relevant=frozenset(against),
            complaints=frozenset((who, vote.complaint) for who, vote in against.items() if vote.complaint),
            channels=tuple(sorted({each.channel for each in posted if each.alert == alert.id})),
        )

    async def sources_matched(self, since: datetime) -> frozenset[SourceId]:
        return frozenset(each.source for each in self.filed.values() if each.source and each.seen_at >= since)

    async def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        self._writing()
        first = len(self._proposals) + 1
        kept = tuple(replace(each, number=number) for number, each in enumerate(proposals, start=first))
        self._proposals += kept
        return kept

    async def proposals(self, since: datetime) -> tuple[Proposal, ...]:
        return tuple(
            each
            for each in self._proposals
            if each.outcome == "open" or each.made_at >= since or (each.decided_at and each.decided_at >= since)
        )

    async def settle(self, proposal: Proposal) -> bool:
        self._writing()
        for place, known in enumerate(self._proposals):
            if known.number == proposal.number and known.outcome == "open":
                self._proposals[place] = replace(known, outcome=proposal.outcome, decided_at=proposal.decided_at)
                return True
        return False

    async def follow(self, story: StoryId, follower: str) -> bool:
        self._writing()
        is_new = (story, follower) not in self._followings
        self._followings.add((story, follower))
        return is_new

    async def unfollow(self, follower: str, story: StoryId | None = None) -> int:
        self._writing()
        ended = {each for each in self._followings if each[1] == follower and story in (None, each[0])}
        self._followings -= ended
        for each in self._all():
            if each.channel == follower and story in (None, each.story):
                del self.deliveries[each.id]
        return len(ended)

    async def followers(self, story: StoryId) -> tuple[str, ...]:
        return tuple(sorted(follower for each, follower in self._followings if each == story))

    async def followed(self, follower: str) -> tuple[StoryId, ...]:
        return tuple(sorted((story for story, each in self._followings if each == follower), reverse=True))

    async def end_followings(self, before: datetime) -> int:
        ended = [
            (story, follower)
            for story, follower in sorted(self._followings)
            if not any(filed.story == story and filed.seen_at >= before for filed in self.filed.values())
        ]
        return sum([await self.unfollow(follower, story) for story, follower in ended])

    async def last_seen(self, story: StoryId) -> datetime | None:
        return max((filed.seen_at for filed in self.filed.values() if filed.story == story), default=None)

    async def shorten(self, before: datetime, *, limit: int) -> int:
        self._writing()
        is_reread = {reread.article for reread in self.rereads.values() if reread.due is not None}
        whole = [each for each in self.filed.values() if each.text_hash is None and each.id not in is_reread]
        due = sorted((each for each in whole if each.seen_at < before), key=lambda each: each.seen_at)[:limit]
        for each in due:
            quotes = self._as_read[each.id].analysis.quotes
            self._keep_filed(shortened(replace(each, analysis=replace(each.analysis, quotes=quotes))))
        return len(due)

    async def drop_passed(self, before: datetime, *, limit: int) -> int:
        self._writing()
        due = [each for each in self.passed if each.seen_at < before][:limit]
        self.passed = [each for each in self.passed if each not in due]
        return len(due)

    async def expunge(self) -> bool:
        return False

    async def counts(self, since: datetime) -> tuple[int, int, int]:
        matched = sum(each.seen_at >= since and each.source is not None for each in self.filed.values())
        unmatched = sum(each.seen_at >= since and each.source is not None for each in self.passed)
        told = sum(each.decided_at >= since and each.kind is AlertKind.ALERT for each in self._alerts.values())
        return matched + unmatched, matched, told

    async def did(self, chore: str, at: datetime) -> None:
        self._writing()
        self._chores[chore] = at

    async def last_done(self, chore: str) -> datetime | None:
        return self._chores.get(chore)

    @property
    def trouble(self) -> str | None:
        return self._fault

    async def backlog(self, now: datetime) -> Backlog:
        states = [outbox.lapsed(each, now) if each.state is DeliveryState.SENDING else each for each in self._all()]
        counts = Counter(each.state for each in states)
        return Backlog(
            owed=sum(counts[state] for state in _UNSENT),
            unknown=counts[DeliveryState.UNKNOWN],
            buried=counts[DeliveryState.BURIED],
            sent=counts[DeliveryState.SENT],
            oldest_due=min((each.due for each in states if each.state in _UNSENT), default=None),
            last_sent=max(
                (each.sent_at or each.due for each in states if each.state is DeliveryState.SENT), default=None
            ),
            held=sum(counts[state] for state in _ASIDE),
            next_digest=min((each.due for each in states if each.state is DeliveryState.HELD), default=None),
        )

    # articles told, to be read again
    async def due_rereads(self, now: datetime, *, limit: int) -> tuple[Reread, ...]:
        due = [(each.due, each.first) for each in self.rereads.values() if each.due is not None and each.due <= now]
        return tuple(self.rereads[first] for _, first in sorted(due)[:limit])

    # the outbox
    async def claim(self, now: datetime, *, lease_until: datetime, limit: int) -> tuple[Delivery, ...]:
        self._writing()
        due = sorted((each for each in self._heads() if outbox.is_due(each, now)), key=lambda each: (each.due, each.id))
        claimed = tuple(outbox.claimed(outbox.lapsed(each, now), lease_until) for each in due[:limit])
        self.deliveries.update({each.id: each for each in claimed})
        return claimed

    async def update(self, delivery: Delivery, *, was: Delivery) -> bool:
        self._writing()
        if self.deliveries.get(was.id) != was:
            return False
        self.deliveries[was.id] = delivery
        if delivery.kind is AlertKind.DIGEST and delivery.state in _ENDED:
            for member in await self.members(delivery.id):
                if member.state is DeliveryState.JOINED:
                    self.deliveries[member.id] = outbox.told_by(member, delivery)
        return True

    async def of_story(self, story: StoryId) -> tuple[Delivery, ...]:
        return tuple(each for each in self._all() if each.story == story)

    async def delivery(self, id: DeliveryId) -> Delivery | None:
        return self.deliveries.get(id)

    async def members(self, digest: DeliveryId) -> tuple[Delivery, ...]:
        return tuple(each for each in self._all() if each.digest == digest)

    async def held(self, channel: str | None = None) -> tuple[Delivery, ...]:
        held = (each for each in self._all() if each.state is DeliveryState.HELD)
        return tuple(each for each in held if channel in (None, each.channel))

    async def held_due(self, now: datetime) -> tuple[str, ...]:
        return tuple(sorted({each.channel for each in await self.held() if outbox.is_held_long_enough(each, now)}))

    async def gather(self, channel: str, now: datetime, *, digest: DeliveryId) -> Delivery | None:
        self._writing()
        held = [each for each in await self.held(channel) if outbox.is_held_long_enough(each, now)]
        told = outbox.to_gather(held)
        owed = outbox.digest_of(told, digest, now) if told else None
        for each in held:
            self.deliveries[each.id] = outbox.joined(each, digest) if each in told else outbox.reopened(each, now)
        if owed is not None:
            self.deliveries[digest] = owed
        return owed

    async def postpone(self, untils: Mapping[DeliveryId, datetime]) -> None:
        self._writing()
        for each in await self.held():
            if each.id in untils:
                self.deliveries[each.id] = outbox.postponed(each, untils[each.id])

    async def posted(self, channel: str, since: datetime) -> tuple[SourceId | None, ...]:
        wanted = (channel, AlertKind.ALERT, None)
        posted = (each for each in self._all() if (each.channel, each.kind, each.digest) == wanted)
        recent = (each for each in posted if each.sent_at is not None and each.sent_at >= since)
        return tuple(self.filed[self._alerts[each.alert].article].source for each in recent)

    async def sent_message(self, story: StoryId, channel: str) -> str | None:
        wanted = (story, channel, AlertKind.ALERT, DeliveryState.SENT)
        found = (each for each in self._all() if (each.story, each.channel, each.kind, each.state) == wanted)
        return next((each.sent_as for each in found), None)

    async def next_due(self) -> datetime | None:
        return min((each.lease_until or each.due for each in self._heads()), default=None)

    # inside
    def _hit(
        self, filed: Filed, question: Question, *, held: tuple[Unit, ...] = (), near: tuple[Unit, ...] = ()
    ) -> Hit:
        article = filed.analysis.article
        weighed = weigh(wanted(question), _read(filed), held=held, near=near)
        return Hit(
            article=filed.id,
            id=filed.external_id or str(filed.id),
            story=filed.story,
            title=article.title,
            url=article.url,
            outlet=article.outlet,
            published=article.published,
            also_in=len({_place_of(other) for other in self.filed.values() if other.story == filed.story}) - 1,
            why=weighed.why,
            score=weighed.score if all(names(article.text, unit.written) for unit in weighed.unseen) else 0.0,
            is_whole=weighed.is_whole,
            off_topic=weighed.off_topic,
            is_named=weighed.is_named,
            is_copy=filed.copy_of is not None,
            is_undated=_is_undated(filed),
        )

    def _on_topic(self, question: Question, found: list[R]) -> tuple[R, ...]:
        """What no keyword matched, at need; never of a name of the topic's own."""
        on = tuple(each for each in found if self.filed[each.article].analysis.relevance.score >= UNMATCHED)
        return on if question.listed else on or tuple(found)

    def _writing(self) -> None:
        if self._fault is not None:
            raise StoreUnusable(self._fault)

    def _next_source(self) -> SourceId:
        return SourceId(self._numbers("sources", 1)[0])

    def _next_id(self, second: int) -> ArticleId:
        second = max(second, 1)
        while self._moments[second] == 1 << 16:
            second += 1
        self._moments[second] += 1
        return ArticleId(second << 16 | self._moments[second] - 1)

    def _numbers(self, name: str, count: int) -> range:
        self._writing()
        first = self._counters[name] + 1
        self._counters[name] += count
        return range(first, first + count)

    def _keep_reread(self, reread: Reread) -> None:
        before = self.rereads.get(reread.first, reread).article
        self.rereads[reread.first] = reread
        for id, alert in self._alerts.items():
            if alert.article == before:
                self._alerts[id] = replace(alert, article=reread.article)

    def _record_source(self, harvest: Harvest) -> None:
        if harvest.source is None or harvest.source not in self._sources:
            return
        source, state = self._sources[harvest.source]
        taken = {other.url for other, _ in self._sources.values()} | set(self._put_away)
        if harvest.url is not None and harvest.url not in taken:
            source = replace(source, url=harvest.url)
        source = replace(source, kind=harvest.kind or source.kind)
        self._sources[harvest.source] = (source, harvest.state or state)

    def _owe(self, delivery: Delivery) -> None:
        if delivery.kind is AlertKind.UPDATE:
            for former in [each for each in self._all() if self._is_replaced(each, delivery)]:
                del self.deliveries[former.id]
                delivery = replace(
                    delivery, due=max(delivery.due, former.due), attempts=max(delivery.attempts, former.attempts)
                )
        if delivery.kind is AlertKind.ALERT:
            for former in [each for each in self._all() if _is_untold_brief(each, delivery)]:
                del self.deliveries[former.id]
        self.deliveries[delivery.id] = delivery

    def _is_replaced(self, former: Delivery, by: Delivery) -> bool:
        is_owed = (former.kind, former.state) == (AlertKind.UPDATE, DeliveryState.OWED)
        is_same = (former.story, former.channel) == (by.story, by.channel)
        return is_owed and is_same and self._alerts[former.alert].topic == self._alerts[by.alert].topic

    def _all(self) -> list[Delivery]:
        return [self.deliveries[id] for id in sorted(self.deliveries)]

    def _heads(self) -> list[Delivery]:
        heads: dict[str, Delivery] = {}
        for each in self._all():
            if each.state not in (*_ENDED, *_ASIDE):
                heads.setdefault(each.channel, each)
        return list(heads.values())

    def _in_order(self) -> list[Filed]:
        return [self.filed[id] for id in sorted(self.filed)]

    def _newest(self) -> list[Filed]:
        return self._in_order()[::-1]

    def _within(self, question: Question) -> list[Filed]:
        low = _first_id(question.since) if question.since else 0
        high = _first_id(question.until + timedelta(days=1)) if question.until else 1 << 48
        return [filed for filed in self._newest() if low <= filed.id < high and _is_asked_for(filed, question)]


def _is_untold_brief(former: Delivery, by: Delivery) -> bool:
    is_untold = former.state in (DeliveryState.OWED, DeliveryState.HELD)
    wanted = (AlertKind.BRIEF, by.story, by.channel)
    return is_untold and (former.kind, former.story, former.channel) == wanted


def _first_id(day: date) -> int:
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp()) << 16


def _stand(filed: Filed, position: Position) -> Stand:
    sentence = position.span.of(filed.analysis.article.text)
    return Stand(position=position, sentence=sentence, article=filed.id, **_place(filed))


def _read(filed: Filed) -> Read:
    article = filed.analysis.article
    return Read(
        title=article.title,
        names=_spoken_of(filed),
        deeds=_deeds(filed),
        lead=article.text[:LEAD_CHARS],
        relevance=filed.analysis.relevance.score,
    )


def _is_undated(filed: Filed) -> bool:
    return filed.analysis.article.published is None and filed.external_id is not None


def _is_asked_for(filed: Filed, question: Question) -> bool:
    places, outlets = filters(question)
    article, read = filed.analysis.article, _read(filed)
    where = plain(f"{read.title} . {read.deeds} . {read.lead}")
    is_dated = not (question.since or question.until) or not _is_undated(filed)
    is_there = not places or any(holds(where, place.forms) for place in places)
    return is_dated and is_there and (not outlets or is_from(article.outlet, article.url, outlets))


def _place_of(filed: Filed) -> str:
    """Versions of one article are one."""
    return filed.analysis.article.url or str(filed.id)


def _told(filed: Filed | None) -> Told | None:
    article = filed.analysis.article if filed else None
    if article is None:
        return None
    return Told(title=article.title, url=article.url, outlet=article.outlet, published=article.published)


def _report(filed: Filed) -> Report:
    article = filed.analysis.article
    return Report(
        article=filed.id,
        outlet=article.outlet or "",
        url=article.url,
        published=article.published,
        is_copy=filed.copy_of is not None,
    )


def _place(filed: Filed) -> dict[str, Any]:
    article = filed.analysis.article
    return {"title": article.title, "url": article.url, "outlet": article.outlet, "published": article.published}


def _names(filed: Filed) -> set[str]:
    analysis = filed.analysis
    found = {analysis.article.outlet, *(position.actor for position in analysis.positions)}
    found.update(name for quote in analysis.quotes for name in (quote.speaker, quote.affiliation))
    return {name for name in found if name}


def _spoken_of(filed: Filed) -> str:
    people = [f"{quote.speaker or ''} {quote.affiliation or ''}" for quote in filed.analysis.quotes]
    return " ".join([*people, *(position.actor for position in filed.analysis.positions)])


def _deed(filed: Filed, position: Position) -> str:
    sentence = position.span.of(filed.analysis.article.text)
    return f"{position.action} {position.object or ''} {position.jurisdiction or ''} {sentence}"


def _deeds(filed: Filed) -> str:
    return " ".join(_deed(filed, position) for position in filed.analysis.positions)


def _context(filed: Filed, quote: Quote) -> str:
    """The paragraph of the quote."""
    start = quote.parts[0].start
    return next(part for part in _paragraphs(filed.analysis.article.text) if part[0] <= start < part[1])[2]


def _paragraphs(text: str) -> list[tuple[int, int, str]]:
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append((start, start + len(part), part))
        start += len(part) + 2
    return found


def _about(filed: Filed) -> str:
    return plain(f"{filed.analysis.article.title} {_spoken_of(filed)} {_deeds(filed)}")


def _everything(filed: Filed) -> str:
    return plain(f"{filed.analysis.article.title} {filed.analysis.article.text}")


def _by_then_about(question: Question, found: list[tuple[str, str, T]]) -> list[T]:
    every = wanted(question)
    units = tuple(unit for unit in every if not unit.is_shared) or every
    if not units:
        return [value for _, _, value in found]
    whose = tuple(unit for unit in units if unit.is_name) or units
    rest = tuple(unit for unit in units if unit not in whose)

    def has_all(words: str, asked: tuple[Unit, ...]) -> bool:
        return all(holds(words, unit.forms) for unit in asked)

    by_of_it = [each for each in found if has_all(each[0], whose) and has_all(f"{each[0]} {each[1]}", rest)]
    of_it = [each for each in found if has_all(f"{each[0]} {each[1]}", units)]
    by = [each for each in found if has_all(each[0], whose)]
    return list({id(each): each[2] for each in (*by_of_it, *of_it, *by)}.values())


def _is_of(said: Attribution, filed: Filed) -> bool:
    return place_of(filed) == said.place or said.article in (filed.id, filed.copy_of)


def _sample(passed: Passed) -> Sample:
    published = passed.article.published
    at = passed.seen_at if published is None else min(published.instant(), passed.seen_at)
    return Sample(article=passed.article, at=at, story=None, number=passed.number, source=passed.source)

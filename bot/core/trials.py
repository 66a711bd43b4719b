"""What a change of keywords would have done: the team's own articles, judged by the keywords before and after it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.alerts import Limits
from bot.core.model import (
    Analysis,
    ArticleId,
    Band,
    Bands,
    Filed,
    Match,
    Rule,
    Sample,
    StoryId,
    Topic,
    Trial,
    Tried,
)
from bot.core.relevance import relevance
from bot.core.rules import Facts, Judged, compile_rules
from bot.core.stories import HORIZON, StoryBook

LATEST = 1000  # articles in which a keyword that matches too many shows
WEEK = timedelta(days=7)


class Trying:
    """Takes samples in any order, gives the trial. Pure but for its own memory: run it wherever there is time.

    `before` and `after` are all keywords of one topic, those of single channels too; they differ in `changed`, the
    keyword as it would be (or, where it would be taken out, as it is). Counted is what is told in the channel of
    `changed`, or by the keywords of all where it is for all. `common_words`: see `StoryBook`.
    """

    def __init__(
        self,
        *,
        before: Sequence[Rule],
        after: Sequence[Rule],
        changed: Rule,
        topic: Topic,
        limits: Limits,
        since: datetime,
        until: datetime,
        common_words: Sequence[str] = (),
    ) -> None:
        self._before, self._after, self._changed = frozenset(before), frozenset(after), changed
        self._differing = self._before ^ self._after
        self._book = compile_rules(tuple(dict.fromkeys((*before, *after, changed))), topics=(topic,))
        self._topic, self._limits, self._common_words = topic, limits, common_words
        self._since, self._until = since, until
        self._articles = 0
        self._hits: list[_Hit] = []
        self._latest: list[tuple[datetime, bool]] = []

    def take(self, samples: Sequence[Sample]) -> None:
        """Judge some more articles; those from before `since` are left out."""
        for sample in samples:
            if sample.at >= self._since:
                self._take(sample)
        self._latest = sorted(self._latest, key=lambda each: each[0])[-LATEST:]

    def result(self) -> Trial:
        """What the articles taken so far say."""
        stories = _stories(self._hits, self._common_words)
        before, after = (_judged(stories, score, self._limits) for score in (_before, _after))
        by_changed = [hit for hit in self._hits if hit.is_changed]
        overlaps = Counter(rule for hit in by_changed for rule in hit.others)
        return Trial(
            since=self._since,
            until=self._until,
            articles=self._articles,
            is_of_channel=bool(self._changed.channel),
            matched=len(by_changed),
            matched_of_latest=(sum(is_hit for _, is_hit in self._latest), len(self._latest)),
            before=_bands(before),
            after=_bands(after),
            gained=_only_in(after, before),
            lost=_only_in(before, after),
            overlaps=tuple(overlaps.most_common()),
            weeks=tuple(_weeks(before, after, self._since, self._until)),
        )

    def _take(self, sample: Sample) -> None:
        article = sample.article
        judged = self._book.judge(article.title, article.text, about=Facts.of(article))
        is_changed = self._changed in judged.true
        self._articles += 1
        self._latest.append((sample.at, is_changed))
        if judged.true:
            before, after = self._scores(sample, judged)
            if is_changed or before is not None or after is not None:
                others = tuple(rule for rule in judged.true if self._overlaps(rule)) if is_changed else ()
                self._hits.append(_Hit(sample, before, after, is_changed, others))

    def _overlaps(self, rule: Rule) -> bool:
        """Whether it is another keyword that counts where the changed one does."""
        in_force = rule in self._before or rule in self._after
        counts_there = rule.channel in ("", self._changed.channel)
        return in_force and counts_there and rule.id != self._changed.id and not rule.is_exclude

    def _scores(self, sample: Sample, judged: Judged) -> tuple[float | None, float | None]:
        """The relevance before and after the change; None where it would not be ours, or not this channel's.

        As it was weighed when it came, but two sides that differ are both weighed now, to be compared.
        """
        before = self._matches(judged, self._before)
        after = before if self._differing.isdisjoint(judged.true) else self._matches(judged, self._after)
        if before == after:
            score = self._as_filed(sample, before) if before else None
            return score, score
        weigh = self._weighed if before and after else self._as_filed
        return weigh(sample, before) if before else None, weigh(sample, after) if after else None

    def _matches(self, judged: Judged, rules: frozenset[Rule]) -> tuple[Match, ...]:
        """What makes it ours, none where it is for other channels alone."""
        return judged.matches(rules) if judged.audience(rules).has(self._changed.channel) else ()

    def _as_filed(self, sample: Sample, matches: tuple[Match, ...]) -> float:
        """As it was weighed, if the same places of the same keywords made it ours then."""
        if sample.score is not None and frozenset(sample.matches) == frozenset(matches):
            return sample.score
        return self._weighed(sample, matches)

    def _weighed(self, sample: Sample, matches: tuple[Match, ...]) -> float:
        return relevance(sample.article, matches, self._topic).score


@dataclass(frozen=True, slots=True)
class _Hit:
    sample: Sample
    before: float | None  # its relevance under the keywords before the change; None: they don't match it
    after: float | None
    is_changed: bool  # the changed keyword matches it
    others: tuple[Rule, ...]  # other keywords do, where it does


# --- stories ----------------------------------------------------------------------------------------------------------

_Stories = Mapping[StoryId, Sequence[_Hit]]
_Judged = Mapping[StoryId, Tried]


def _stories(hits: Sequence[_Hit], common_words: Sequence[str]) -> _Stories:
    """By story; articles that were never placed are placed now, among those that were."""
    stories: dict[StoryId, list[_Hit]] = defaultdict(list)
    unplaced = sorted((hit for hit in hits if hit.sample.story is None), key=lambda hit: hit.sample.at)
    for hit in hits:
        if hit.sample.story is not None:
            stories[hit.sample.story].append(hit)
    if unplaced:
        book = StoryBook(common_words=common_words)
        for filed in _known_near(hits, unplaced):
            book.add(filed)
        for number, hit in enumerate(unplaced, start=1):
            sample = hit.sample
            placed = book.place(ArticleId(-number), sample.article, seen_at=sample.at)
            stories[placed.story].append(hit)
    return stories


def _known_near(hits: Sequence[_Hit], unplaced: Sequence[_Hit]) -> Iterator[Filed]:
    """Articles with a story that are near enough in time for another to join them, in order of time."""
    first, last = unplaced[0].sample.at - HORIZON, unplaced[-1].sample.at + HORIZON
    known = [hit.sample for hit in hits if hit.sample.story is not None and first <= hit.sample.at <= last]
    for sample in sorted(known, key=lambda sample: sample.number):
        assert sample.story is not None
        yield Filed(
            id=ArticleId(sample.number),
            source=None,
            seen_at=sample.at,
            analysis=Analysis(article=sample.article),
            story=sample.story,
        )


def _before(hit: _Hit) -> float | None:
    return hit.before


def _after(hit: _Hit) -> float | None:
    return hit.after


def _judged(stories: _Stories, score_of: Callable[[_Hit], float | None], limits: Limits) -> _Judged:
    """Each story that has an article matched, by the weightiest of those."""
    judged: dict[StoryId, Tried] = {}
    for story, hits in stories.items():
        weighed = [(score, hit.sample) for hit in hits if (score := score_of(hit)) is not None]
        if weighed:
            score, sample = max(weighed, key=lambda each: (each[0], -each[1].number))
            judged[story] = Tried(sample=sample, score=score, band=limits.band(score))
    return judged


def _bands(judged: _Judged) -> Bands:
    counted = Counter(tried.band for tried in judged.values())
    return Bands(told=counted[Band.ALERT], digest=counted[Band.DIGEST], kept=counted[Band.DROP])


def _only_in(one: _Judged, other: _Judged) -> tuple[Tried, ...]:
    found = [tried for story, tried in one.items() if story not in other]
    return tuple(sorted(found, key=lambda tried: (-tried.score, tried.sample.at, tried.sample.number)))


def _weeks(before: _Judged, after: _Judged, since: datetime, until: datetime) -> Iterator[tuple[date, int, int]]:
    starts = [since + WEEK * number for number in range(int((until - since) / WEEK) + 1)]
    counted = [_by_week(judged, since) for judged in (before, after)]
    for number, start in enumerate(starts):
        yield start.date(), counted[0][number], counted[1][number]


def _by_week(judged: _Judged, since: datetime) -> Counter[int]:
    return Counter(int((tried.sample.at - since) / WEEK) for tried in judged.values() if tried.band is Band.ALERT)

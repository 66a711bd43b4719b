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
    Rule,
    Sample,
    StoryId,
    Topic,
    Trial,
    Tried,
)
from bot.core.relevance import relevance
from bot.core.rules import Facts, compile_rules
from bot.core.stories import HORIZON, StoryBook

LATEST = 1000  # articles in which a keyword that matches too many shows
WEEK = timedelta(days=7)


class Trying:
    """Takes samples in any order, gives the trial. Pure but for its own memory: run it wherever there is time.

    `before` and `after` are the keywords of one topic; they differ in `changed`, the keyword as it would be (or, where
    it would be taken out, as it is).
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
    ) -> None:
        self._before, self._after, self._changed = frozenset(before), frozenset(after), changed
        self._rules = tuple(dict.fromkeys((*before, *after, changed)))
        self._book = compile_rules(self._rules, topics=(topic,))
        self._matching = compile_rules([rule for rule in self._rules if not rule.is_exclude], topics=(topic,))
        self._topic, self._limits = topic, limits
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
        stories = _stories(self._hits)
        before, after = (_judged(stories, matched, self._limits) for matched in (_before, _after))
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
        true = frozenset(self._book.true_of(article.title, article.text, about=Facts.of(article)))
        in_force = self._before | self._after
        self._articles += 1
        self._latest.append((sample.at, self._changed in true))
        hit = _Hit(
            sample=sample,
            before=_matches(true & self._before),
            after=_matches(true & self._after),
            is_changed=self._changed in true,
            others=tuple(rule for rule in true & in_force if rule.id != self._changed.id and not rule.is_exclude),
        )
        if hit.before or hit.after or hit.is_changed:
            self._hits.append(hit.weighed(self._weight(sample)) if hit.before or hit.after else hit)

    def _weight(self, sample: Sample) -> float:
        if sample.score is not None:
            return sample.score
        article = sample.article
        matches = self._matching.apply(article.title, article.text, about=Facts.of(article))
        return relevance(article, matches, self._topic).score


@dataclass(slots=True, kw_only=True)
class _Hit:
    sample: Sample
    before: bool  # the keywords before the change match it
    after: bool
    is_changed: bool  # the changed keyword does
    others: tuple[Rule, ...]  # other keywords do, where it does
    score: float = 0.0

    def weighed(self, score: float) -> "_Hit":
        self.score = score
        return self


def _matches(true: frozenset[Rule]) -> bool:
    return bool(true) and not any(rule.is_exclude for rule in true)


# --- stories ----------------------------------------------------------------------------------------------------------

_Stories = Mapping[StoryId, Sequence[_Hit]]
_Judged = Mapping[StoryId, Tried]


def _stories(hits: Sequence[_Hit]) -> _Stories:
    """By story; articles that were never placed are placed now, among those that were."""
    stories: dict[StoryId, list[_Hit]] = defaultdict(list)
    unplaced = sorted((hit for hit in hits if hit.sample.story is None), key=lambda hit: hit.sample.at)
    for hit in hits:
        if hit.sample.story is not None:
            stories[hit.sample.story].append(hit)
    if unplaced:
        book = StoryBook()
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


def _before(hit: _Hit) -> bool:
    return hit.before


def _after(hit: _Hit) -> bool:
    return hit.after


def _judged(stories: _Stories, is_matched: Callable[[_Hit], bool], limits: Limits) -> _Judged:
    """Each story that has an article matched, by the weightiest of those."""
    judged: dict[StoryId, Tried] = {}
    for story, hits in stories.items():
        matched = [hit for hit in hits if is_matched(hit)]
        if matched:
            best = max(matched, key=lambda hit: (hit.score, -hit.sample.number))
            judged[story] = Tried(sample=best.sample, score=best.score, band=limits.band(best.score))
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

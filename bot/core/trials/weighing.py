"""The relevance of an article before and after a change of keywords, as the watch would weigh it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Final

from bot.core.model import Article, Match, Rule, Sample, Topic
from bot.core.relevance import relevance, relevance_of_words
from bot.core.rules import Judged
from bot.core.trials.counting import Hit

DAY: Final = timedelta(days=1)
MOST: Final = 350  # articles weighed or placed: most of a second, after as much to look through 10,000

Matches = tuple[Match, ...]


class Sides:
    """The keywords before and after, where those of one channel, or of all ("") are asked for."""

    def __init__(self, *, before: Sequence[Rule], after: Sequence[Rule], channel: str) -> None:
        self._before, self._after, self._channel = frozenset(before), frozenset(after), channel
        self._differing = self._before ^ self._after

    def has(self, rule: Rule) -> bool:
        """Whether it is in force on one of them."""
        return rule in self._before or rule in self._after

    def matches(self, found: Judged) -> tuple[Matches, Matches]:
        """What makes an article ours before and after; none where it is for other channels alone."""
        before = self._matches(found, self._before)
        return before, before if self._differing.isdisjoint(found.true) else self._matches(found, self._after)

    def may_match(self, found: Judged) -> bool:
        """Whether some keyword makes it ours before or after; cheaper than to ask for the places."""
        sides = [self._before] if self._differing.isdisjoint(found.true) else [self._before, self._after]
        return any(found.is_ours(rules) and found.audience(rules).has(self._channel) for rules in sides)

    def _matches(self, found: Judged, rules: frozenset[Rule]) -> Matches:
        return found.matches(rules) if found.audience(rules).has(self._channel) else ()


@dataclass(frozen=True, slots=True, order=True)
class _Waiting:
    """An article to be weighed, by its time."""

    at: datetime
    number: int
    sample: Sample = field(compare=False)

    @property
    def cost(self) -> int:
        """In articles weighed or placed."""
        return 1 + (self.sample.story is None)


class Weighing:
    """Weighs what it must, of the latest days first: never more than a day's or `MOST`, and in memory no more either.

    The relevance stands as it was weighed when an article came, if the same places of the same keywords made it ours
    then; but two sides that differ are both weighed now, to be compared.
    """

    def __init__(
        self,
        topic: Topic,
        sides: Sides,
        judge: Callable[[Sample], Judged],
        *,
        since: datetime,
        until: datetime,
    ) -> None:
        self._topic, self._sides, self._judge = topic, sides, judge
        self._since, self._until = since, until
        self._ready: list[Hit] = []
        self._waiting: list[_Waiting] = []  # a heap, oldest first
        self._cost = 0

    def take(self, sample: Sample, found: Judged) -> None:
        """One more article, with what the keywords of both sides say of it."""
        if sample.at < self._since or not self._sides.may_match(found):
            return
        if sample.score is not None:
            before, after = self._sides.matches(found)
            is_alone = not before or not after or before == after
            if is_alone and frozenset(sample.matches) == frozenset(before or after):
                self._ready.append(Hit(sample, sample.score if before else None, sample.score if after else None))
                return
        self._wait(_Waiting(sample.at, sample.number, sample))

    def _wait(self, waiting: _Waiting) -> None:
        heappush(self._waiting, waiting)
        self._cost += waiting.cost
        while self._cost > MOST and self._waiting[0].at < self._until - DAY:
            dropped = heappop(self._waiting)
            self._cost -= dropped.cost
            self._since = self._until - (self._until - dropped.at - timedelta.resolution) // DAY * DAY

    def hits(self) -> tuple[datetime, list[Hit]]:
        """Since when all are weighed, and those of that time."""
        waiting = [each.sample for each in self._waiting if each.at >= self._since]
        ready = [hit for hit in self._ready if hit.sample.at >= self._since]
        return self._since, [*ready, *map(self._weighed, waiting)]

    def _weighed(self, sample: Sample) -> Hit:
        article = sample.article
        before, after = self._sides.matches(self._judge(sample))
        score = self._score(article, after)
        return Hit(
            sample=sample,
            before=score if before == after else self._score(article, before),
            after=score,
            without=None if before else relevance_of_words(article, self._topic),
        )

    def _score(self, article: Article, matches: Matches) -> float | None:
        return relevance(article, matches, self._topic).score if matches else None

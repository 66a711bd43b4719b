"""What a change of keywords would have done: the team's own articles, judged by the keywords before and after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.core.alerts import Limits
from bot.core.model import Rule, Sample, Topic, Trial
from bot.core.rules import UNKNOWN, Facts, Judged, compile_rules
from bot.core.trials.counting import after_of, bands, before_of, judged, only_in, stories_of, weeks
from bot.core.trials.weighing import Sides, Weighing

__all__ = ["LATEST", "Trying"]

LATEST = 1000  # articles in which a keyword that matches too many shows


class Trying:
    """Takes samples in any order, gives the trial. Pure but for its own memory: run it wherever there is time.

    `before` and `after` are all keywords of one topic, those of single channels too; they differ in `changed`, the
    keyword as it would be (or, where it would be taken out, as it is). Counted is what is told in the channel of
    `changed`, or by the keywords of all where it is for all. `common_words`: see `StoryBook`.

    What the changed keyword matches is counted in all samples. Where that is more than can be weighed while somebody
    waits, its effect is counted in the latest days alone, and the trial says in how many: those figures are exact, too.
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
        self._sides = Sides(before=before, after=after, channel=changed.channel)
        self._changed, self._limits, self._common_words = changed, limits, common_words
        self._book = compile_rules(tuple(dict.fromkeys((*before, *after, changed))), topics=(topic,))
        self._since, self._until = since, until
        self._articles: list[datetime] = []
        self._matched = 0
        self._overlaps = Counter[Rule]()
        self._latest: list[tuple[datetime, bool]] = []
        self._weighing = Weighing(topic, self._sides, self._judged, since=since, until=until)

    def take(self, samples: Sequence[Sample]) -> None:
        """Judge some more articles; those from before `since` are left out."""
        for sample in samples:
            if sample.at >= self._since:
                self._take(sample)
        self._latest = sorted(self._latest, key=lambda each: each[0])[-LATEST:]

    def result(self) -> Trial:
        """What the articles taken so far say."""
        since, hits = self._weighing.hits()
        stories = stories_of(hits, self._common_words)
        before, after = (judged(stories, score_of, self._limits) for score_of in (before_of, after_of))
        return Trial(
            since=self._since,
            until=self._until,
            weighed_since=since,
            articles=len(self._articles),
            first=min(self._articles, default=None),
            weighed_articles=sum(at >= since for at in self._articles),
            is_of_channel=bool(self._changed.channel),
            matched=self._matched,
            matched_of_latest=(sum(is_hit for _, is_hit in self._latest), len(self._latest)),
            before=bands(before),
            after=bands(after),
            gained=only_in(after, before),
            lost=only_in(before, after),
            overlaps=tuple(self._overlaps.most_common()),
            weeks=tuple(weeks(before, after, since, self._until)),
        )

    def _take(self, sample: Sample) -> None:
        found = self._judged(sample)
        is_changed = self._changed in found.true
        self._articles.append(sample.at)
        self._latest.append((sample.at, is_changed))
        if is_changed:
            self._matched += 1
            self._overlaps.update(rule for rule in found.true if self._is_other(rule))
        if found.true:
            self._weighing.take(sample, found)

    def _judged(self, sample: Sample) -> Judged:
        article = sample.article
        about = Facts.of(article) if self._book.asks_of_facts else UNKNOWN
        return self._book.judge(article.title, article.text, about=about)

    def _is_other(self, rule: Rule) -> bool:
        """Whether it is another keyword that counts where the changed one does."""
        counts_there = rule.channel in ("", self._changed.channel)
        return self._sides.has(rule) and counts_there and rule.id != self._changed.id and not rule.is_exclude

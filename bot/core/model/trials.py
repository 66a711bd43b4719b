"""What a change of keywords would have done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.model.filings import Sample
from bot.core.model.topics import Band, Relevance, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A story that comes or goes with the change, by its weightiest article."""

    sample: Sample
    score: float
    band: Band
    without: Relevance | None = None  # by the words of the topic alone, where only the changed keyword makes it ours


@dataclass(frozen=True, slots=True)
class Bands:
    """Stories by what becomes of them."""

    told: int = 0
    digest: int = 0
    kept: int = 0

    @property
    def all(self) -> int:
        return self.told + self.digest + self.kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The result. Stories count that have an article matched; each in the band of its weightiest such article.

    Stories are those of the time from `weighed_since` on, which is `since` unless too many articles match.
    """

    since: datetime
    until: datetime
    weighed_since: datetime
    articles: int  # looked at
    weighed_articles: int  # of them, since then
    matched: int  # of them, by the changed keyword alone
    matched_of_latest: tuple[int, int]  # the same among the latest, and how many those are
    before: Bands
    after: Bands
    gained: tuple[Tried, ...]  # weightiest first
    lost: tuple[Tried, ...]
    overlaps: tuple[tuple[Rule, int], ...]  # other keywords that match some of `matched` too, most first
    weeks: tuple[tuple[date, int, int], ...]  # stories told, by the week of their weightiest article: its first day,
    # before, after; every week of the time in which stories are counted, the first may be shorter
    first: datetime | None = None  # when the oldest of the articles looked at came
    is_of_channel: bool = False  # one channel's keywords and those of all were counted, for it; else those of all alone

    @property
    def days(self) -> float:
        return max((self.until - self.since) / timedelta(days=1), 1.0)

    @property
    def weighed_days(self) -> float:
        """Of the time in which stories are counted."""
        return max((self.until - self.weighed_since) / timedelta(days=1), 1.0)

    @property
    def covered(self) -> timedelta:
        """How much of the time there are articles of."""
        return timedelta() if self.first is None else self.until - self.first

    @property
    def posts_a_day(self) -> tuple[float, float]:
        """Alerts a day before and after, on average."""
        return self.before.told / self.weighed_days, self.after.told / self.weighed_days

    @property
    def share(self) -> float:
        """Which part of the latest articles the changed keyword matches, 0..1."""
        matched, latest = self.matched_of_latest
        return matched / latest if latest else 0.0

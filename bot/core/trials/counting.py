"""From articles weighed on both sides to stories: what there was before, what there is after, what comes and goes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.core.alerts import Limits
from bot.core.model import Analysis, ArticleId, Band, Bands, Filed, Relevance, Sample, StoryId, Tried
from bot.core.stories import HORIZON, StoryBook

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that the keywords of one side make ours."""

    sample: Sample
    before: float | None  # its relevance under the keywords before the change; None: they don't match it
    after: float | None
    without: Relevance | None = None  # by the words of the topic alone, where nothing but the change makes it ours


Stories = Mapping[StoryId, Sequence[Hit]]
Judged = Mapping[StoryId, Tried]


def before_of(hit: Hit) -> float | None:
    return hit.before


def after_of(hit: Hit) -> float | None:
    return hit.after


def stories_of(hits: Sequence[Hit], common_words: Sequence[str]) -> Stories:
    """By story; articles that were never placed are placed now, among those that were."""
    stories: dict[StoryId, list[Hit]] = defaultdict(list)
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


def _known_near(hits: Sequence[Hit], unplaced: Sequence[Hit]) -> Iterator[Filed]:
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


def judged(stories: Stories, score_of: Callable[[Hit], float | None], limits: Limits) -> Judged:
    """Each story that has an article matched, by the weightiest of those."""
    found: dict[StoryId, Tried] = {}
    for story, hits in stories.items():
        weighed = [(score, hit) for hit in hits if (score := score_of(hit)) is not None]
        if weighed:
            score, hit = max(weighed, key=lambda each: (each[0], -each[1].sample.number))
            found[story] = Tried(sample=hit.sample, score=score, band=limits.band(score), without=hit.without)
    return found


def bands(stories: Judged) -> Bands:
    counted = Counter(tried.band for tried in stories.values())
    return Bands(told=counted[Band.ALERT], digest=counted[Band.DIGEST], kept=counted[Band.DROP])


def only_in(one: Judged, other: Judged) -> tuple[Tried, ...]:
    """Weightiest first."""
    found = [tried for story, tried in one.items() if story not in other]
    return tuple(sorted(found, key=lambda tried: (-tried.score, tried.sample.at, tried.sample.number)))


def weeks(before: Judged, after: Judged, since: datetime, until: datetime) -> Iterator[tuple[date, int, int]]:
    """Counted back from the end, so that the latest is whole: the first day of each, stories told before and after."""
    counted = [_by_week(stories, until) for stories in (before, after)]
    last = max(-((since - until) // WEEK) - 1, *counted[0], *counted[1], 0)
    for number in range(last, -1, -1):
        start = max(since, until - WEEK * (number + 1))
        yield start.date(), counted[0][number], counted[1][number]


def _by_week(stories: Judged, until: datetime) -> Counter[int]:
    told = (tried.sample.at for tried in stories.values() if tried.band is Band.ALERT)
    return Counter(max(0, (until - at) // WEEK) for at in told)

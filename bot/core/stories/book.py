"""The story book: in memory, pure, and the only place that decides whether two articles tell the same event.

It errs to precision: a wrong merge hides news, a missed one only repeats it. One topic only fills a stream with its own
words, so how telling a word is comes from the stream itself: a word that half of the articles share says nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Final, TypeVar

from bot.core.errors import UrlRefused
from bot.core.model import Article, ArticleId, Filed, Move, Quote, StoryId
from bot.core.stories.copies import is_copy
from bot.core.stories.likeness import KNOWN_STREAM, Likeness, days_apart, likeness, usual_likeness
from bot.core.stories.sketch import Sketch, sketch
from bot.core.stories.stems import PRIOR, topical_counts
from bot.core.stories.weights import Weights
from bot.core.urls import page_key

HORIZON: Final = timedelta(days=21)  # older stories are linked, not joined
SAME_EVENT: Final = 0.19  # of what likeness is left above the stream's own
GOES_ON: Final = 0.25  # of likeness; weeks later a sequel repeats the names and the background
COMMON_SHARE: Final = 0.3  # a word in more of the stream's articles than this joins nothing
CANDIDATES: Final = 16
USUAL_SHARE: Final = 8  # one article in so many is as alike as those of one beat: the busier the stream, the deeper
USUAL_RANK: Final = 64
SUPPORTERS: Final = 4
INDEXED: Final = 2  # one print in so many finds candidates; all of them are compared

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs."""

    story: StoryId
    copy_of: ArticleId | None  # the first article with this text, never itself a copy
    is_new: bool  # it opens the story
    reasons: tuple[str, ...]  # for people


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """An article in the book."""

    story: StoryId
    copy_of: ArticleId | None
    when: datetime | None  # None: no date, and nobody saw it come
    seen_at: datetime | None
    key: str | None
    voice: str  # the agency, else the outlet; lower case
    sketch: Sketch
    norm: float


class StoryBook:
    """What was told lately. The same articles in the same order give the same book, placed or added."""

    def __init__(self, *, common_words: Iterable[str] = ()) -> None:
        """`common_words` are those the stream is about, such as a topic's: known to tell nothing from the first day."""
        self._told: dict[ArticleId, _Told] = {}
        self._members: dict[StoryId, list[ArticleId]] = {}
        self._apart: dict[StoryId, set[StoryId]] = {}
        self._by_key: dict[str, ArticleId] = {}
        self._by_term: dict[str, dict[ArticleId, float]] = {}
        self._by_print: dict[int, list[ArticleId]] = {}
        self._weights = Weights(self._by_term, PRIOR | topical_counts(common_words))
        self._weights.resize(0)

    def __len__(self) -> int:
        return len(self._told)

    def place(
        self, id: ArticleId, article: Article, *, quotes: Sequence[Quote] = (), seen_at: datetime | None
    ) -> Placement:
        """The story an article belongs to; remembers it there.

        Articles come in the order they are seen. Their time is the published one, if it is known and not in the future,
        else `seen_at`, which is None where articles are read from a file long after the event.
        """
        told = sketch(article, quotes)
        when = _when(article, seen_at)
        placement = self._known(article) or self._copied(article, told, when) or self._alike(told, when)
        if placement is None:
            placement = Placement(story=StoryId(id), copy_of=None, is_new=True, reasons=("no story like it",))
        self._remember(id, article, told, seen_at, placement.story, placement.copy_of)
        return placement

    def like(
        self, id: ArticleId, article: Article, *, quotes: Sequence[Quote] = (), seen_at: datetime | None
    ) -> tuple[StoryId, ...]:
        """Other stories than the article's own, the most alike first, whether they are one event or not."""
        own = self._told[id].story if id in self._told else None
        likeness = self._likeness(sketch(article, quotes), _when(article, seen_at))
        stories = {self._told[each].story for each in likeness} - {own}
        return tuple(sorted(stories, key=lambda story: (-self._story_score(story, likeness), story)))

    def forerunner(self, filed: Filed, older: Iterable[Filed]) -> Filed | None:
        """Of articles from before the horizon the one that this goes on from, by a common bill or by what it tells.

        The latest of those: a story that went on for a year leads back step by step. It errs to none.
        """
        told = sketch(filed.analysis.article, filed.analysis.quotes)
        bills = {bill for position in filed.analysis.positions for bill in position.bills}
        near = [each for each in older if self._goes_on(told, bills, each)]
        return max(near, key=lambda each: each.id, default=None)

    def _goes_on(self, told: Sketch, bills: Collection[str], older: Filed) -> bool:
        other = sketch(older.analysis.article, older.analysis.quotes)
        if len(told.focus & other.names) < min(2, len(told.focus)) or not told.focus:
            return False
        if any(bill in bills for position in older.analysis.positions for bill in position.bills):
            return True
        shared = told.terms.keys() & other.terms.keys()
        dot = sum(told.terms[term] * other.terms[term] * self._weights[term] for term in shared)
        return dot / self._weights.norm(told) / self._weights.norm(other) >= GOES_ON

    def add(self, filed: Filed) -> None:
        """Remember an article where the archive has it; in the order in which they were placed."""
        article = filed.analysis.article
        told = sketch(article, filed.analysis.quotes)
        self._remember(filed.id, article, told, filed.seen_at, filed.story, filed.copy_of)

    def move(self, moves: Iterable[Move]) -> None:
        """Remember articles in the story that people put them into."""
        for move in moves:
            told = self._told.get(move.article)
            if told is not None:
                _take_out(self._members, told.story, move.article)
                self._told[move.article] = replace(told, story=move.story, copy_of=move.copy_of)
                self._members.setdefault(move.story, []).append(move.article)

    def keep_apart(self, pairs: Iterable[Collection[StoryId]]) -> None:
        """Which stories people told apart, all of them: what comes later doesn't mix them up again."""
        self._apart.clear()
        for pair in pairs:
            for story in pair:
                self._apart.setdefault(story, set()).update(other for other in pair if other != story)

    def forget(self, before: datetime) -> None:
        """Drop what was last seen before; nothing joins it any more. Articles that nobody saw come stay."""
        old = [id for id, told in self._told.items() if told.seen_at is not None and told.seen_at < before]
        for id in old:
            self._drop(id)

    # --- the three ways into a story ---

    def _known(self, article: Article) -> Placement | None:
        """The same address is the same article, told again or changed."""
        key = _key(article)
        first = self._by_key.get(key) if key else None
        if first is None:
            return None
        told = self._told[first]
        return Placement(story=told.story, copy_of=told.copy_of or first, is_new=False, reasons=("same address",))

    def _copied(self, article: Article, told: Sketch, when: datetime | None) -> Placement | None:
        """Of the text it shares most of, when it shares several."""
        voice = _voice(article)
        best, most = None, 0.0
        for id in self._sharing_prints(told):
            other = self._told[id]
            if days_apart(when, other.when) > HORIZON.days:
                continue
            share = is_copy(told, other.sketch, same_voice=voice == other.voice)
            if share is not None and share > most:
                best, most = id, share
        if best is None:
            return None
        source = self._told[best]
        return Placement(
            story=source.story,
            copy_of=source.copy_of or best,
            is_new=False,
            reasons=(f"copy: {most:.0%} of the same text",),
        )

    def _alike(self, told: Sketch, when: datetime | None) -> Placement | None:
        likeness = self._likeness(told, when)
        stories = dict.fromkeys(self._told[id].story for id in likeness)
        scored = [(self._story_score(story, likeness), -story, story) for story in stories]
        if not scored:
            return None
        score, _, story = max(scored)
        if score < SAME_EVENT:
            return None
        story = self._told_apart(story, likeness)
        return Placement(story=story, copy_of=None, is_new=False, reasons=tuple(self._reasons(story, told, likeness)))

    # --- likeness ---

    def _likeness(self, told: Sketch, when: datetime | None) -> dict[ArticleId, Likeness]:
        """The articles most like it within the horizon."""
        limit = max(COMMON_SHARE * len(self._told), 30)
        dots: dict[ArticleId, float] = defaultdict(float)
        for term, count in told.terms.items():
            postings = self._by_term.get(term)
            if not postings or len(postings) > limit:
                continue
            weight = count * self._weights[term]
            for id, other in postings.items():
                dots[id] += weight * other
        own = self._weights.norm(told)
        rank = min(len(self._told) // USUAL_SHARE, USUAL_RANK)
        best = _largest(dots, max(CANDIDATES, rank))
        cosines = {id: dot / own / self._told[id].norm for id, dot in best[:CANDIDATES]}
        far = best[-KNOWN_STREAM:] if len(best) > CANDIDATES else []
        usual = usual_likeness([dot / own / self._told[id].norm for id, dot in far] or cosines.values())
        alike: dict[ArticleId, Likeness] = {}
        for id, cosine in cosines.items():
            days = days_apart(when, self._told[id].when)
            if days <= HORIZON.days:
                score = max(cosine - usual, 0.0) / (1 - usual) if usual < 1 else 0.0  # 1: a stream of one phrase
                alike[id] = likeness(told, self._told[id].sketch, score, days)
        return alike

    def _story_score(self, story: StoryId, likeness: dict[ArticleId, Likeness]) -> float:
        """The best member's likeness, tempered by how well others agree: chains must not creep on to another event.

        A teaser that says nothing of whose vote it was leads no other town's vote into the story.
        """
        members = self._members[story]
        near = [likeness[id] for id in members if id in likeness]
        against = sum(each.clashes for each in near)
        if against and against >= sum(each.concurs for each in near):
            return 0.0
        scores = sorted((each.score for each in near), reverse=True)[:SUPPORTERS]
        return 0.6 * scores[0] + 0.4 * sum(scores) / min(len(members), SUPPORTERS)

    def _told_apart(self, story: StoryId, likeness: dict[ArticleId, Likeness]) -> StoryId:
        """The story itself, or one that people told apart from it and that holds an article still more like this one.

        They have shown that the two are easily mixed up: then the nearest article decides, not how many there are.
        """
        rivals = self._apart.get(story)
        if not rivals:
            return story
        near = [id for id in likeness if self._told[id].story == story or self._told[id].story in rivals]
        return self._told[max(near, key=lambda each: (likeness[each].score, -each))].story

    def _reasons(self, story: StoryId, told: Sketch, likeness: dict[ArticleId, Likeness]) -> Iterator[str]:
        id = max((id for id in likeness if self._told[id].story == story), key=lambda near: likeness[near].score)
        other, like = self._told[id], likeness[id]
        shared = told.terms.keys() & other.sketch.terms.keys()
        focus = told.focus | other.sketch.focus
        telling = sorted(shared, key=lambda term: (term not in focus, -self._weights[term], term))[:5]
        yield f"shares {', '.join(telling)}"
        if like.shared_quote:
            yield "the same quote"
        yield "the same day" if like.days == 0 else f"{like.days} day{'s' * (like.days > 1)} apart"

    def _sharing_prints(self, told: Sketch) -> Iterable[ArticleId]:
        """Articles that share sentences, most first, the oldest first among equals."""
        counts: dict[ArticleId, int] = {}
        for mark in told.prints:
            if mark % INDEXED == 0:
                for id in self._by_print.get(mark, ()):
                    counts[id] = counts.get(id, 0) + 1
        return nlargest(8, counts, key=lambda near: (counts[near], -near))

    # --- memory ---

    def _remember(
        self,
        id: ArticleId,
        article: Article,
        told: Sketch,
        seen_at: datetime | None,
        story: StoryId,
        copy_of: ArticleId | None,
    ) -> None:
        if id in self._told:
            self._drop(id)
        key = _key(article)
        self._told[id] = _Told(
            story, copy_of, _when(article, seen_at), seen_at, key, _voice(article), told, self._weights.norm(told)
        )
        self._members.setdefault(story, []).append(id)
        if key is not None:
            self._by_key.setdefault(key, id)
        for term, count in told.terms.items():
            self._by_term.setdefault(term, {})[id] = count
        self._weights.recount(told.terms)
        for mark in told.prints:
            if mark % INDEXED == 0:
                self._by_print.setdefault(mark, []).append(id)
        self._weights.resize(len(self._told))

    def _drop(self, id: ArticleId) -> None:
        told = self._told.pop(id)
        _take_out(self._members, told.story, id)
        if told.key is not None and self._by_key.get(told.key) == id:
            del self._by_key[told.key]
        for term in told.sketch.terms:
            postings = self._by_term[term]
            del postings[id]
            if not postings:
                del self._by_term[term]
        self._weights.recount(told.sketch.terms)
        for mark in told.sketch.prints:
            if mark % INDEXED == 0:
                _take_out(self._by_print, mark, id)
        self._weights.resize(len(self._told))


def _largest(dots: Mapping[ArticleId, float], count: int) -> list[tuple[ArticleId, float]]:
    """The largest first, the oldest among equals. Only those that may be among them are ranked."""
    least = min(nlargest(count, dots.values()), default=0.0)
    near = [(id, dot) for id, dot in dots.items() if dot >= least]
    return sorted(near, key=lambda pair: (-pair[1], pair[0]))[:count]


def _take_out(lists: dict[_Key, list[ArticleId]], key: _Key, id: ArticleId) -> None:
    ids = lists[key]
    ids.remove(id)
    if not ids:
        del lists[key]


def _key(article: Article) -> str | None:
    try:
        return page_key(article.url) if article.url else None
    except UrlRefused:
        return None


def _voice(article: Article) -> str:
    return (article.agency or article.outlet or "").casefold()


def _when(article: Article, seen_at: datetime | None) -> datetime | None:
    published = article.published.instant() if article.published else seen_at
    return published if seen_at is None or published is None else min(published, seen_at)

"""Apply a keyword to what came before it was there."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.core.changes import concerned
from bot.core.messages.wording import counted
from bot.core.model import Article, Revision, Rule, Sample, SourceId, Topic
from bot.core.rules import Facts, RuleBook, compile_rules
from bot.ports import Archive, Clock
from bot.services.tune.log import By, ChangeLog

File = Callable[[Article, SourceId | None], Awaitable[tuple[bool, bool]]]
"""Files an article as if it came now: whether it was filed, and whether it is told."""

PIECE = 250


class Anew:
    """Only on articles that no keyword matched when they came: the others are filed already."""

    def __init__(self, *, archive: Archive, clock: Clock, topics: Sequence[Topic], file: File, log: ChangeLog) -> None:
        self._archive = archive
        self._clock = clock
        self._topics = tuple(topics)
        self._file = file
        self._log = log

    async def missed(self, rule: Rule, *, days: int) -> tuple[Sample, ...]:
        """Those of the last days that this keyword matches, in order of time; none for an exclude."""
        if rule.is_exclude:
            return ()
        book = compile_rules([rule], topics=self._topics)
        since = self._clock.now() - timedelta(days=days)
        found: list[Sample] = []
        place = (1 << 62, 0)  # behind every filed article
        while True:
            samples, place = await self._archive.samples(since, after=place, limit=PIECE)
            if not samples:
                return tuple(sorted(found, key=lambda sample: sample.at))
            found += [sample for sample in samples if sample.at >= since and _is_true(book, sample.article)]

    async def apply(self, rule: Rule, *, days: int, by: By) -> tuple[int, int]:
        """File them, as if they came now; how many were, and how many of those are told. Where there were any, the
        history and the channels of the keyword are told who did that."""
        filed = told = 0
        for sample in await self.missed(rule, days=days):
            is_filed, is_told = await self._file(sample.article, sample.source)
            filed += is_filed
            told += is_told
        if filed:
            channels = await self._archive.channels()
            touched = concerned(Revision(kind="keyword", key=rule.id, before=rule, after=rule), channels)
            done = f"{counted(filed, 'article', 'articles')} filed, {told} of them told"
            what = f"applied to the last {counted(days, 'day', 'days')}"
            await self._log.changed(what, f"the keyword {rule.query}: {done}", by=by, touched=touched)
        return filed, told


def _is_true(book: RuleBook, article: Article) -> bool:
    return bool(book.true_of(article.title, article.text, about=Facts.of(article)))

"""Answer a question from the archive. Nothing of who asked, or what, is kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.model import Answer, Hit, Name, Question, Stand, Topic
from bot.core.reversals import reversals
from bot.core.search import PART, Completions, nearest, rank, understand, words_of
from bot.core.stands import day_of, standing
from bot.ports import Archive, Clock
from bot.services.statements import (
    PAGE,
    bills_shown,
    own_deeds,
    positions_shown,
    quotes_shown,
    wanted_of_each,
)

CANDIDATES = 150  # articles that are ranked; what is older than the newest so many about it is reached with until:
STORIES = 20
TITLES = 5_000  # of the newest articles, to be completed
ABOUT_IT = 20  # stories whose bills are told
KEPT = timedelta(minutes=10)  # how long names and titles are remembered: a new speaker is completed after that
SAFE = 6  # letters from which a slip in a common word is surely one
SUGGESTIONS, TITLES_SUGGESTED = 10, 3


class Lookup:
    """The answers of `/policy`."""

    def __init__(self, archive: Archive, topics: Sequence[Topic], clock: Clock) -> None:
        self._archive = archive
        self._topics = tuple(topics)
        self._clock = clock
        names = [name for topic in topics for name in topic.names]
        self._known_as = _known_as(names)
        self._owners = _owners(names)
        self._vocabulary: tuple[str, ...] = ()
        self._read_at: datetime | None = None
        self._names_known = self._titles_known = Completions(())
        self._completed_at: datetime | None = None

    async def answer(self, query: str, *, limit: int = STORIES) -> Answer:
        """What is known about it, best first; at most `limit` stories.

        Raises `QueryInvalid` for a date that can't be read and `StoreUnusable` when the archive can't.
        """
        question = await self._understood(query)
        searched = await self._archive.searched()
        if question.show == "help":
            return Answer(question=question, searched=searched)
        today = self._clock.now().date()
        quotes, positions = wanted_of_each(question)
        hits = await self._archive.search(question, limit=CANDIDATES)
        said = await self._archive.quotes(question, limit=quotes * 3 // 2)  # some are told twice
        stands = await self._stands(question, today)
        if not (hits or said or stands):
            question = replace(question, did_you_mean=await self._guesses(question))
        elif any(hit.is_whole and not hit.off_topic for hit in hits):
            question = replace(question, did_you_mean=())
        own = own_deeds(stands, question, self._owners)
        ranked = rank(question, hits, self._clock.now())
        return Answer(
            question=question,
            hits=ranked[:limit],
            quotes=quotes_shown(said, question)[:quotes],
            positions=positions_shown(stands, own, question)[:positions],
            bills=await self._bills(ranked, stands) if question.show == "all" else (),
            reversals=reversals(own) if question.show == "record" else (),
            searched=searched,
            day=today,
        )

    async def _stands(self, question: Question, today: date) -> tuple[Stand, ...]:
        """Each deed once, with what became of it since, though only some days were asked for."""
        limit = 2 * max(wanted_of_each(question)[1], PAGE // 2)  # its end may be far off
        found = await self._archive.positions(question, limit=limit)
        if not (question.since or question.until):
            return standing(found, today=today, known_as=self._known_as)
        others = await self._archive.positions(replace(question, since=None, until=None), limit=limit)
        told = {(stand.article, stand.position) for stand in found}
        later = [stand for stand in others if (stand.article, stand.position) not in told]
        each_once = standing((*found, *later), today=today, known_as=self._known_as)
        return tuple(
            stand for stand in each_once if (stand.article, stand.position) in told or _is_within(stand, question)
        )

    async def _bills(self, ranked: Sequence[Hit], stands: Sequence[Stand]) -> tuple[Stand, ...]:
        """Bills of the positions found, and of the articles most about it."""
        about = [hit.article for hit in ranked[:ABOUT_IT] if hit.is_whole and hit.score >= PART]
        return bills_shown((*stands, *await self._archive.bills(about)))

    async def suggestions(self, typed: str) -> tuple[str, ...]:
        """Names in which what was typed begins, the topics' own first, then titles: for autocomplete, from memory."""
        await self._remember()
        *before, last = typed.split(" ")
        if not typed.strip():
            return self._names_known.texts[:SUGGESTIONS]
        whole = self._names_known.of(typed, limit=SUGGESTIONS)
        ends = self._names_known.of(last, limit=SUGGESTIONS) if before else ()
        names = dict.fromkeys((*whole, *(" ".join((*before, name)) for name in ends if name not in whole)))
        titles = self._titles_known.of(typed, limit=TITLES_SUGGESTED)
        return tuple(dict.fromkeys((*tuple(names)[: SUGGESTIONS - len(titles)], *titles)))

    async def misspelt(self, words: Sequence[str]) -> dict[str, str]:
        """Those that stand in no article and are a slip away from one known name or word, with that one."""
        found = {}
        for word in words:
            corrected = (await self._understood(word)).corrected if len(word) >= SAFE else {}
            for used in corrected.values():
                if not used.casefold().startswith(word.casefold()):  # half a word may be meant so
                    found[word] = used
        return found

    async def _remember(self) -> None:
        """Names and titles as they are completed; made in a thread, for it takes a tenth of a second."""
        now = self._clock.now()
        if self._completed_at is None or now - self._completed_at > KEPT:
            self._completed_at = now
            own = (name.name for topic in self._topics for name in topic.names)
            names, titles = (*own, *await self._names()), await self._archive.titles(limit=TITLES)
            self._names_known = await asyncio.to_thread(Completions, names)
            self._titles_known = await asyncio.to_thread(Completions, titles)

    async def _understood(self, query: str) -> Question:
        """A word that stands in an article is meant as it was typed, whatever name it is near to."""
        names, today = await self._names(), self._clock.now().date()
        question = understand(query, topics=self._topics, vocabulary=names, today=today)
        known = [typed for typed in question.corrected if await self._is_in_use(typed)]
        known += [typed for typed in await self._rash(question) if typed not in known]
        if not known:
            return question if await self._is_doubtful(question) else replace(question, did_you_mean=())
        words = frozenset(word for typed in known for word in words_of(typed))
        asked = understand(query, topics=self._topics, vocabulary=names, today=today, known=words)
        near = (used for typed, used in question.corrected.items() if typed in known)
        return replace(asked, did_you_mean=tuple(dict.fromkeys((*asked.did_you_mean, *near))))

    async def _rash(self, question: Question) -> list[str]:
        """Short words taken for common ones to no avail: "dana" of a name nobody knows is not "data"."""
        short = [typed for typed, used in question.corrected.items() if len(typed) < SAFE and used.islower()]
        if not short or (question.show == "all" and any(hit.is_whole for hit in await self._some(question))):
            return []
        return short

    async def _some(self, question: Question) -> tuple[Hit, ...]:
        return await self._archive.search(question, limit=STORIES)

    async def _is_doubtful(self, question: Question) -> bool:
        """Whether a word near to several known ones is one that nobody uses."""
        return bool(question.did_you_mean) and not all([await self._is_in_use(term) for term in question.terms])

    async def _is_in_use(self, word: str) -> bool:
        alone = Question(query=word, terms=(word,))
        return bool(await self._archive.search(alone, limit=1))

    async def _names(self) -> tuple[str, ...]:
        now = self._clock.now()
        if self._read_at is None or now - self._read_at > KEPT:
            self._vocabulary, self._read_at = await self._archive.vocabulary(), now
        return self._vocabulary

    async def _guesses(self, question: Question) -> tuple[str, ...]:
        topical = tuple(name.name for topic in self._topics for name in topic.names)
        wishes = " ".join((*question.names, *question.phrases, *question.terms))
        near = nearest(wishes, tuple(dict.fromkeys((*topical, *await self._names()))))
        return tuple(dict.fromkeys((*question.did_you_mean, *(name for name in near if name not in question.names))))


def _known_as(names: Sequence[Name]) -> dict[str, str]:
    """Every name, in lower case → whose deeds are told under it: the company's for its aliases and products."""
    return {form.casefold(): (name.of or name.name).casefold() for name in names for form in (name.name, *name.aliases)}


def _owners(names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """Products → all names of their company, in lower case."""
    forms = {name.name: tuple(form.casefold() for form in (name.name, *name.aliases)) for name in names}
    return {name.name: forms.get(name.of, (name.of.casefold(),)) for name in names if name.of}


def _is_within(stand: Stand, question: Question) -> bool:
    day = day_of(stand)
    return (question.since or day) <= day <= (question.until or day)

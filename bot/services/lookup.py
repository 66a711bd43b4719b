"""Answer a question from the archive. Nothing of who asked, or what, is kept."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from bot.core.model import Answer, Hit, Printing, Question, Said, Stand, Standing, Timestamp, Topic
from bot.core.printings import merge
from bot.core.reversals import reversals
from bot.core.search import PART, Completions, holds, nearest, plain, rank, understand, wanted, words_of
from bot.core.stands import day_of, standing
from bot.ports import Archive, Clock

CANDIDATES = 150  # articles that are ranked; what is older than the newest so many about it is reached with until:
STORIES = 20
STATEMENTS = 10  # quotes, positions
PAGE = 100  # of them, when they alone are asked for
TITLES = 5_000  # of the newest articles, to be completed
ABOUT_IT = 20  # stories whose bills are told
KEPT = timedelta(minutes=10)  # how long names and titles are remembered: a new speaker is completed after that
SUGGESTIONS, TITLES_SUGGESTED = 10, 3


class Lookup:
    """The answers of `/policy`."""

    def __init__(self, archive: Archive, topics: Sequence[Topic], clock: Clock) -> None:
        self._archive = archive
        self._topics = tuple(topics)
        self._clock = clock
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
        quotes, positions = _wanted_of_each(question)
        hits = await self._archive.search(question, limit=CANDIDATES)
        said = await self._archive.quotes(question, limit=quotes * 3 // 2)  # some are told twice
        stands = await self._archive.positions(question, limit=2 * max(positions, PAGE // 2))  # its end may be far off
        if not (hits or said or stands):
            question = replace(question, did_you_mean=await self._guesses(question))
        elif any(hit.is_whole and not hit.off_topic for hit in hits):
            question = replace(question, did_you_mean=())
        each_once = standing(stands, today=today)
        own = _own(each_once, _whose(question))
        ranked = rank(question, hits, self._clock.now())
        return Answer(
            question=question,
            hits=ranked[:limit],
            quotes=_quotes(said, question)[:quotes],
            positions=_positions(each_once, own, question)[:positions],
            bills=await self._bills(ranked, each_once) if question.show == "all" else (),
            reversals=reversals(own) if question.show == "record" else (),
            searched=replace(searched, since=question.since or searched.since),
        )

    async def _bills(self, ranked: Sequence[Hit], stands: Sequence[Stand]) -> tuple[Stand, ...]:
        """Bills of the positions found, and of the articles most about it."""
        about = [hit.article for hit in ranked[:ABOUT_IT] if hit.is_whole and hit.score >= PART]
        return _bills((*stands, *await self._archive.bills(about)))

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
        if not known:
            return question if await self._is_doubtful(question) else replace(question, did_you_mean=())
        words = frozenset(word for typed in known for word in words_of(typed))
        asked = understand(query, topics=self._topics, vocabulary=names, today=today, known=words)
        near = (used for typed, used in question.corrected.items() if typed in known)
        return replace(asked, did_you_mean=tuple(dict.fromkeys((*asked.did_you_mean, *near))))

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


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer in the form of `lookup --json`, as the reference documents it."""
    question = answer.question
    return {
        "query": question.query,
        "understood": {
            "names": list(question.names),
            "terms": [*question.phrases, *question.terms],
            "since": _iso(question.since),
            "until": _iso(question.until),
            "in": list(question.places),
            "source": list(question.outlets),
            "corrected": dict(question.corrected),
        },
        "results": [_result(hit) for hit in answer.hits],
        "positions": [_position(stand) for stand in answer.positions],
        "quotes": [_quote(said) for said in answer.quotes],
        "reversals": [{"before": _position(each.before), "after": _position(each.after)} for each in answer.reversals],
        "did_you_mean": list(question.did_you_mean),
        "searched": {"articles": answer.searched.articles, "since": _iso(answer.searched.since)},
    }


def _wanted_of_each(question: Question) -> tuple[int, int]:
    """How many quotes and positions: a page of what was asked for alone, some of the rest."""
    quotes = PAGE if question.show in ("quotes", "record") else STATEMENTS
    return quotes, PAGE if question.show in ("positions", "record") else STATEMENTS


def _quotes(said: Sequence[Said], question: Question) -> tuple[Said, ...]:
    """Each quote once; the telling ones first, unless quotes alone were asked for: those stay in order of time.

    Of a record only what they said themselves.
    """
    match question.show:
        case "all":
            return tuple(sorted(merge(said), key=_is_dull))
        case "record":
            is_theirs = _whose(question)
            return merge([each for each in said if is_theirs(each.quote.speaker) or is_theirs(each.quote.affiliation)])
        case _:
            return merge(said)


def _is_dull(said: Said) -> bool:
    return not said.quote.is_on_policy or said.quote.is_partial


def _positions(stands: Sequence[Stand], own: Sequence[Stand], question: Question) -> tuple[Stand, ...]:
    """What still holds first, unless positions alone were asked for: those stay in order of time.

    What others want of who was asked about stands elsewhere.
    """
    match question.show:
        case "all":
            return tuple(sorted(own if question.names and own else stands, key=_is_over))
        case "record":
            return tuple(own)
        case _:
            return tuple(stands)


def _own(stands: Sequence[Stand], is_theirs: Callable[[str | None], bool]) -> tuple[Stand, ...]:
    return tuple(stand for stand in stands if is_theirs(stand.position.actor))


def _whose(question: Question) -> Callable[[str | None], bool]:
    """Whether a name is who was asked about: under any of their names, else by all words that were asked for."""
    forms = chain.from_iterable((name, *question.variants.get(name, ())) for name in question.names)
    asked = {form.casefold() for form in forms}
    units = () if asked else wanted(question)

    def is_theirs(name: str | None) -> bool:
        if not name or not (asked or units):
            return False
        if asked:
            return name.casefold().removeprefix("the ") in asked
        return all(holds(plain(name), unit.forms) for unit in units)

    return is_theirs


def _bills(stands: Sequence[Stand]) -> tuple[Stand, ...]:
    """Of the deeds about each bill the latest."""
    latest: dict[str, Stand] = {}
    for stand in stands:
        for bill in stand.position.bills:
            key = bill.casefold()
            if key not in latest or day_of(latest[key]) < day_of(stand):
                latest[key] = stand
    return tuple(sorted(dict.fromkeys(latest.values()), key=day_of, reverse=True))


def _is_over(stand: Stand) -> bool:
    return stand.status is not Standing.CURRENT


def _iso(moment: date | Timestamp | None) -> str | None:
    match moment:
        case None:
            return None
        case Timestamp():
            return moment.iso()
        case _:
            return moment.isoformat()


def _result(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "url": hit.url,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": _iso(hit.published),
        "story": str(hit.story),
        "also_in": hit.also_in,
        "why": hit.why,
    }


def _position(stand: Stand) -> dict[str, Any]:
    position = stand.position
    return {
        "actor": position.actor,
        "action": position.action.value,
        "object": position.object,
        "jurisdiction": position.jurisdiction,
        "announced": _iso(position.announced),
        "effective": _iso(position.effective),
        "effective_text": position.effective_text,
        "expires": _iso(position.expires),
        "expires_text": position.expires_text,
        "bills": list(position.bills),
        "confidence": position.confidence,
        "text": stand.sentence,
        "status": stand.status.value,
        "superseded_by": None if stand.superseded_by is None else _ending(stand.superseded_by),
    } | _place(stand)


def _ending(stand: Stand) -> dict[str, Any]:
    return {
        "article": str(stand.article),
        "action": stand.position.action.value,
        "announced": _iso(stand.position.announced),
    }


def _quote(said: Said) -> dict[str, Any]:
    quote = said.quote
    return {
        "text": quote.text,
        "speaker": quote.speaker,
        "role": quote.role,
        "affiliation": quote.affiliation,
        "cue": quote.cue,
        "mention": quote.mention,
        "partial": quote.is_partial,
        "confidence": quote.confidence,
        "on_policy": quote.is_on_policy,
        "also": [_printing(other) for other in said.others],
    } | _place(said)


def _printing(other: Printing) -> dict[str, Any]:
    return {
        "article": str(other.article),
        "url": other.url,
        "outlet": other.outlet,
        "published": _iso(other.published),
        "text": other.text,
        "altered": other.is_altered,
    }


def _place(read: Said | Stand) -> dict[str, Any]:
    return {
        "article": str(read.article),
        "url": read.url,
        "title": read.title,
        "outlet": read.outlet,
        "published": _iso(read.published),
    }

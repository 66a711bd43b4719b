"""The keywords (the code says rules) of a team: those of its topic packs, and its own."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot.core.errors import RuleInvalid
from bot.core.model import Revision, Rule, Topic
from bot.core.rules import NO_SETS, NamedSets, check_query
from bot.ports import Archive
from bot.services.tune.log import By, ChangeLog

ID_CHARS = 40


class Keywords:
    """`on_change` makes the watch use the new list from its next article on."""

    def __init__(
        self, *, archive: Archive, log: ChangeLog, topics: Sequence[Topic], on_change: Callable[[], Awaitable[None]]
    ) -> None:
        self._archive = archive
        self._log = log
        self._topics = tuple(topics)
        self._sets = {topic.id: NamedSets.of(topic) for topic in topics}
        self._on_change = on_change

    async def all(self) -> tuple[Rule, ...]:
        """Those in force, the packs' first."""
        return tuple(rule for rule in await self._archive.rules() if not rule.is_off)

    async def one(self, id: str) -> Rule:
        """The keyword in force with this id. Raises `RuleInvalid`, naming the nearest, when there is none."""
        rules = await self.all()
        found = next((rule for rule in rules if rule.id == id), None)
        if found is None:
            near = get_close_matches(id, [rule.id for rule in rules], n=1)
            raise RuleInvalid(id, "there is no such keyword" + (f"; did you mean {near[0]}?" if near else ""))
        return found

    async def add(self, query: str, *, by: By, topic: str = "", is_exclude: bool = False) -> Rule:
        """A new keyword, in force from the next article on. Raises `RuleInvalid`, also for one that is there."""
        topic = topic or self._topics[0].id
        query = await self._checked(query, topic)
        rule = Rule(
            id=_fresh_id(query, {rule.id for rule in await self._archive.rules()}),
            query=query,
            why=by.why,
            topic=topic,
            is_exclude=is_exclude,
            is_own=True,
        )
        await self._change("added the keyword", query, None, rule, by)
        return rule

    async def edit(self, id: str, query: str, *, by: By) -> tuple[Rule, Rule]:
        """The keyword before and after; its id stays. Raises `RuleInvalid`."""
        before = await self.one(id)
        after = replace(before, query=await self._checked(query, before.topic), why=by.why or before.why, is_own=True)
        await self._change("changed the keyword", f"{before.query} to {after.query}", before, after, by)
        return before, after

    async def remove(self, id: str, *, by: By) -> Rule:
        """Out of force; it stays known, so that its pack doesn't bring it back. Raises `RuleInvalid`."""
        before = await self.one(id)
        await self._change("removed the keyword", before.query, before, replace(before, is_off=True), by)
        return before

    async def check(self, query: str, *, topic: str = "") -> None:
        """Raises `RuleInvalid` for what can't be run, or is there already."""
        await self._checked(query, topic or self._topics[0].id)

    async def _checked(self, query: str, topic: str) -> str:
        query = query.strip()
        check_query(query, self._sets.get(topic, NO_SETS))
        known = next((rule for rule in await self.all() if rule.query == query), None)
        if known is not None:
            raise RuleInvalid(query, f"the keyword {known.id} says that already")
        return query

    async def _change(self, what: str, subject: str, before: Rule | None, after: Rule, by: By) -> None:
        revision = Revision(kind="keyword", key=after.id, before=before, after=after)
        await self._log.changed(what, subject, by=by, revision=revision)
        await self._on_change()


def _fresh_id(query: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", query.lower()).strip("-")[:ID_CHARS].strip("-") or "keyword"
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in candidates if id not in taken)

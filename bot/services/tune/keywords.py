"""The keywords (the code says rules) of a team: those of its topic packs, and its own."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.core.errors import RuleInvalid
from bot.core.model import Rule, Topic
from bot.core.rules import check_query
from bot.ports import Archive

ID_CHARS = 40


class Keywords:
    """`on_change` makes the watch use the new list from its next article on."""

    def __init__(self, *, archive: Archive, topics: Sequence[Topic], on_change: Callable[[], Awaitable[None]]) -> None:
        self._archive = archive
        self._topics = tuple(topics)
        self._on_change = on_change

    async def all(self) -> tuple[Rule, ...]:
        """Those in force, the packs' first."""
        return tuple(rule for rule in await self._archive.rules() if not rule.is_off)

    async def add(self, query: str, *, why: str = "", topic: str = "", is_exclude: bool = False) -> Rule:
        """A new keyword, in force from the next article on. Raises `RuleInvalid`, also for one that is there."""
        query = query.strip()
        check_query(query)
        rules = await self._archive.rules()
        known = next((rule for rule in rules if rule.query == query and not rule.is_off), None)
        if known is not None:
            raise RuleInvalid(query, f"the keyword {known.id} says that already")
        rule = Rule(
            id=_fresh_id(query, {rule.id for rule in rules}),
            query=query,
            why=why,
            topic=topic or self._topics[0].id,
            is_exclude=is_exclude,
        )
        await self._archive.save_rules((*rules, rule))
        await self._on_change()
        return rule

    async def remove(self, id: str) -> Rule | None:
        """Out of force; it stays known, so that its pack doesn't bring it back. None when there is none in force."""
        rules = await self._archive.rules()
        found = next((rule for rule in rules if rule.id == id and not rule.is_off), None)
        if found is None:
            return None
        await self._archive.save_rules([replace(rule, is_off=True) if rule is found else rule for rule in rules])
        await self._on_change()
        return found


def _fresh_id(query: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", query.lower()).strip("-")[:ID_CHARS].strip("-") or "keyword"
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in candidates if id not in taken)

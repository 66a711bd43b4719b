"""The keywords (the code says rules) of a team: those of its topic packs, and its own."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from bot.core.errors import RuleInvalid
from bot.core.model import Channel, Revision, Rule, Topic
from bot.core.rules import NO_SETS, NamedSets, check_query, says_the_same
from bot.core.translation import gettext
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
            meant = f"; {gettext('did you mean {name}?', name=near[0])}" if near else ""
            raise RuleInvalid(id, gettext("there is no such keyword") + meant)
        return found

    async def meant(self, words: str) -> Rule:
        """The keyword in force that goes by this id, or has these words. Raises `RuleInvalid`, naming who may be meant.

        Ids are small letters, and people type capitals; who reads an alert knows the words, and not the id.
        """
        rules = await self.all()
        wanted = words.casefold().strip()
        for is_it in (
            lambda rule: rule.id.casefold() == wanted,
            lambda rule: says_the_same(rule.query, words),
            lambda rule: _bare(rule.query) == _bare(words),
        ):
            found = [rule for rule in rules if is_it(rule)]
            if len(found) == 1:
                return found[0]
            if found:
                ids = ", ".join(rule.id for rule in found)
                raise RuleInvalid(words, gettext("that may be {ids}: name the one that is meant", ids=ids))
        return await self.one(words)

    async def channels(self) -> tuple[Channel, ...]:
        """Those that a keyword may be for."""
        return await self._archive.channels()

    async def add(self, query: str, *, by: By, topic: str = "", channel: str = "", is_exclude: bool = False) -> Rule:
        """A new keyword, in force from the next article on. Raises `RuleInvalid`, also for one that is there.

        With the key of a `channel` it counts there alone: what only it matches is told only there, and what it excludes
        is hidden only there.
        """
        rule = await self.check(query, topic=topic, channel=channel, is_exclude=is_exclude)
        id = _fresh_id(rule.query, {rule.id for rule in await self._archive.rules()})
        rule = replace(rule, id=id, why=by.why, is_own=True)
        await self._change(f"added the {_kind(rule)}", rule.query, None, rule, by)
        return rule

    async def edit(self, id: str, query: str, *, by: By) -> tuple[Rule, Rule]:
        """The keyword before and after; its id stays. With the same words it is the reason that changes.

        Raises `RuleInvalid`.
        """
        before, after = await self.check_edit(id, query, by.why)
        is_reworded = after.query != before.query
        what = f"changed the {_kind(after)}" if is_reworded else f"changed the reason of the {_kind(after)}"
        subject = f"{before.query} to {after.query}" if is_reworded else after.query
        await self._change(what, subject, before, after, by)
        return before, after

    async def check_edit(self, id: str, query: str, why: str = "") -> tuple[Rule, Rule]:
        """The keyword as it is, and as it would be: of the same kind, topic and channel. Raises `RuleInvalid`."""
        before = await self.one(id)
        after = replace(before, query=query.strip(), why=why or before.why, is_own=True)
        if (after.query, after.why) == (before.query, before.why):
            raise RuleInvalid(after.query, gettext("that is what {id} says already", id=before.id))
        await self._check(after)
        return before, after

    async def beside(self, rule: Rule) -> tuple[str, ...]:
        """What others in force make of this one, where they have the same words: a sentence each."""
        told = []
        for known in await self.all():
            meets = known.topic == rule.topic and (
                not known.channel or not rule.channel or known.channel == rule.channel
            )
            if known.id == rule.id or not meets or not says_the_same(known.query, rule.query):
                continue
            if known.is_exclude != rule.is_exclude:
                told.append(_crossed(known))
            elif rule.channel and not known.channel:
                told.append(_said_for_all(known))
        return tuple(told)

    async def remove(self, id: str, *, by: By) -> Rule:
        """Out of force; it stays known, so that its pack doesn't bring it back. Raises `RuleInvalid`."""
        before = await self.one(id)
        await self._change(f"removed the {_kind(before)}", before.query, before, replace(before, is_off=True), by)
        return before

    async def same(self, query: str, *, topic: str = "", channel: str = "", is_exclude: bool = False) -> Rule | None:
        """The keyword of this kind in force that says this already, for the same channel or likewise for all."""
        topic = topic or self._topics[0].id
        for known in await self.all():
            is_for_the_same = (known.is_exclude, known.topic, known.channel) == (is_exclude, topic, channel)
            if is_for_the_same and says_the_same(known.query, query):
                return known
        return None

    async def check(self, query: str, *, topic: str = "", channel: str = "", is_exclude: bool = False) -> Rule:
        """The keyword as it would be saved, without an id.

        Raises `RuleInvalid` for what can't be run, for what is there already, and for a channel that is none.
        """
        topic = topic or self._topics[0].id
        rule = Rule(id="", query=query.strip(), topic=topic, channel=channel, is_exclude=is_exclude)
        await self._check(rule)
        return rule

    async def _check(self, rule: Rule) -> None:
        check_query(rule.query, self._sets.get(rule.topic, NO_SETS))
        known = await self.same(rule.query, topic=rule.topic, channel=rule.channel, is_exclude=rule.is_exclude)
        if known is not None and known.id != rule.id:
            raise RuleInvalid(rule.query, _said_already(known))
        await self.check_channel(rule)

    async def check_channel(self, rule: Rule) -> None:
        """Raises `RuleInvalid` for a keyword of a channel in which nothing is told."""
        if rule.channel:
            await self._check_channel(rule)

    async def _check_channel(self, rule: Rule) -> None:
        keys = [channel.key for channel in await self._archive.channels()]
        if rule.channel not in keys:
            near = next(iter(get_close_matches(rule.channel, keys, n=1)), "")
            told = gettext("no alerts are told in the channel {channel}", channel=rule.channel)
            meant = gettext("did you mean {name}?", name=near) if near else gettext("type channel add in it first")
            raise RuleInvalid(rule.query, f"{told}; {meant}" if near else f"{told}: {meant}")

    async def _change(self, what: str, subject: str, before: Rule | None, after: Rule, by: By) -> None:
        revision = Revision(kind="keyword", key=after.id, before=before, after=after)
        named = f"{subject} for {await self._name(after.channel)} alone" if after.channel else subject
        here = f"{subject} for this channel alone" if after.channel else ""
        await self._log.changed(what, named, by=by, revision=revision, here=here)
        await self._on_change()

    async def _name(self, key: str) -> str:
        """Of a channel; its key where it has none, or is there no more."""
        return next((each.name or key for each in await self._archive.channels() if each.key == key), key)


def _said_already(known: Rule) -> str:
    if known.is_exclude:
        return gettext("the exclude {id} says that already", id=known.id)
    return gettext("the keyword {id} says that already", id=known.id)


def _said_for_all(known: Rule) -> str:
    if known.is_exclude:
        return gettext("The exclude {id} says the same for all channels.", id=known.id)
    return gettext("The keyword {id} says the same for all channels.", id=known.id)


def _crossed(known: Rule) -> str:
    if known.is_exclude:
        return gettext("The exclude {id} has the same words: it keeps out what the keyword finds.", id=known.id)
    return gettext("The keyword {id} has the same words: the exclude keeps out what it finds.", id=known.id)


def _bare(words: str) -> str:
    """`"police drone"` and `police drone` mean one keyword to who names it."""
    return " ".join(words.replace('"', " ").casefold().split())


def _kind(rule: Rule) -> str:
    return "exclude" if rule.is_exclude else "keyword"


def _fresh_id(query: str, taken: set[str]) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", query.lower()).strip("-")[:ID_CHARS].strip("-") or "keyword"
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(id for id in candidates if id not in taken)

"""Keywords: seen, tried, saved, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.errors import RuleInvalid
from bot.core.messages import (
    Message,
    asked_first_message,
    doubts,
    faulty_keyword_message,
    keywords_message,
    plain_message,
    saved_keyword_message,
    trial_message,
)
from bot.core.model import Channel, Rule, Trial
from bot.core.translation import gettext, ngettext
from bot.services.orders.order import Carry, Drafts, Order, usage
from bot.services.proposing import Proposing
from bot.services.tune import Anew, Keywords, Trials

SURE = "--yes"  # typed, or behind *Save*: whoever says so has seen the effect
ALL = "--all"
EXCLUDE = "--exclude"
HERE = "here"
ANEW_DAYS = 7  # back from now that a new keyword may be applied to


class KeywordOrders:
    """`keywords …` of the admin command."""

    def __init__(
        self,
        *,
        keywords: Keywords,
        trials: Trials,
        anew: Anew,
        proposing: Proposing,
        drafts: Drafts,
        admin_command: str,
    ) -> None:
        self._keywords = keywords
        self._proposing = proposing
        self._trials = trials
        self._anew = anew
        self._drafts = drafts
        self._admin_command = admin_command

    @property
    def orders(self) -> Mapping[str, Carry]:
        """What can be typed, with who carries it out."""
        return {
            "keywords list": self._list,
            "keywords test": self._test,
            "keywords add": self._add,
            "keywords exclude": self._exclude,
            "keywords edit": self._edit,
            "keywords remove": self._remove,
            "keywords apply": self._apply,
        }

    async def _list(self, order: Order) -> Message:
        page = int(order.rest[:6]) if order.rest.isascii() and order.rest.isdecimal() else 1
        channels = await self._keywords.channels()
        precision = await self._proposing.precision()
        return keywords_message(await self._keywords.all(), channels=channels, precision=precision, page=page)

    async def _test(self, order: Order) -> Message:
        words, is_all = _without_flag(order.rest, ALL)
        words, is_exclude = _without_flag(words, EXCLUDE)
        wish = _Wish.of(words, order, is_exclude=is_exclude)
        if not wish.query:
            return usage(self._admin_command, 'keywords test "live face matching"')
        more = self._drafts.keep(f"keywords test {ALL} {wish.flag}{words}{_because(order)}")
        known = await self._keywords.same(wish.query, channel=wish.channel, is_exclude=is_exclude)
        if known is not None:
            trial = await self._trials.of_removal(known)
            return trial_message(trial, more=more, is_all=is_all, in_force=known)
        edit = self._drafts.keep(f"keywords {wish.verb} {words}{_because(order)}")
        try:
            trial = await self._trials.of_new(wish.query, channel=wish.channel, is_exclude=is_exclude)
        except RuleInvalid as error:
            return faulty_keyword_message(error, edit=edit)
        save = self._drafts.keep(f"keywords {wish.verb} {SURE} {words}{_because(order)}")
        return trial_message(trial, save=save, more=more, edit=edit, is_all=is_all)

    async def _add(self, order: Order) -> Message:
        return await self._make(order, is_exclude=False)

    async def _exclude(self, order: Order) -> Message:
        return await self._make(order, is_exclude=True)

    async def _make(self, order: Order, *, is_exclude: bool) -> Message:
        words, is_sure = _without_flag(order.rest, SURE)
        wish = _Wish.of(words, order, is_exclude=is_exclude)
        if not wish.query:
            return usage(self._admin_command, f'keywords {wish.verb} "live face matching" why: UK wording')
        try:
            await self._keywords.check(wish.query, channel=wish.channel, is_exclude=is_exclude)
            if not is_sure:
                trial = await self._trials.reach(wish.query, channel=wish.channel)
                if doubts(trial):
                    return self._asked_first(trial, order, words, wish)
            rule = await self._keywords.add(wish.query, by=order.by, channel=wish.channel, is_exclude=is_exclude)
        except RuleInvalid as error:
            return faulty_keyword_message(error)
        return await self._saved(rule)

    async def _edit(self, order: Order) -> Message:
        """The effect first; *Save* makes the change."""
        words, is_sure = _without_flag(order.rest, SURE)
        words, is_all = _without_flag(words, ALL)
        id, _, query = words.partition(" ")
        if not query.strip():
            return usage(self._admin_command, 'keywords edit live-face-matching "live face scanning"')
        again = ""
        try:
            rule = await self._keywords.one(id)
            again = self._drafts.keep(f"keywords edit {id} {query}{_because(order)}")
            await self._keywords.check(query)
            if not is_sure:
                trial = await self._trials.of_edit(rule, query)
                save = self._drafts.keep(f"keywords edit {SURE} {id} {query}{_because(order)}")
                more = self._drafts.keep(f"keywords edit {ALL} {id} {query}{_because(order)}")
                return trial_message(trial, save=save, more=more, edit=again, is_all=is_all)
            _, after = await self._keywords.edit(id, query, by=order.by)
        except RuleInvalid as error:
            return faulty_keyword_message(error, edit=again)
        return await self._saved(after)

    async def _remove(self, order: Order) -> Message:
        if not order.rest:
            return usage(self._admin_command, "keywords remove live-face-matching")
        removed = await self._keywords.remove(order.rest, by=order.by)
        return plain_message(
            gettext(
                "Removed the keyword {query}. It counts no more from the next article on; what it brought stays. "
                "{command} brings it back.",
                query=removed.query,
                command=f"{self._admin_command} undo",
            )
        )

    async def _apply(self, order: Order) -> Message:
        rule = await self._keywords.one(order.rest)
        filed, told = await self._anew.apply(rule, days=ANEW_DAYS, by=order.by)
        return plain_message(
            ngettext(
                "{query}: {count} article of the last {days} days can be looked up now, {told} told as news.",
                "{query}: {count} articles of the last {days} days can be looked up now, {told} of them told as news.",
                filed,
                query=rule.query,
                days=ANEW_DAYS,
                told=told,
            )
        )

    async def _saved(self, rule: Rule) -> Message:
        waiting = len(await self._anew.missed(rule, days=ANEW_DAYS))
        return saved_keyword_message(rule, waiting=waiting, days=ANEW_DAYS)

    def _asked_first(self, trial: Trial, order: Order, words: str, wish: "_Wish") -> Message:
        save = self._drafts.keep(f"keywords {wish.verb} {SURE} {words}{_because(order)}")
        see = self._drafts.keep(f"keywords test {wish.flag}{words}")
        return asked_first_message(trial, save=save, see=see, query=wish.query)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A keyword as somebody types it. `here` before it: for this channel alone; in quotes it is a word like others."""

    query: str
    channel: str  # its key; "": for all
    is_exclude: bool

    @classmethod
    def of(cls, words: str, order: Order, *, is_exclude: bool) -> "_Wish":
        query, is_here = _without_flag(words, HERE)
        key = Channel(platform=order.member.platform, id=order.channel).key
        return cls(query, key if is_here else "", is_exclude)

    @property
    def verb(self) -> str:
        return "exclude" if self.is_exclude else "add"

    @property
    def flag(self) -> str:
        return f"{EXCLUDE} " if self.is_exclude else ""


def _without_flag(words: str, flag: str) -> tuple[str, bool]:
    """`--yes x` → ("x", True): a flag comes first, so that it can't be mistaken for a part of the query."""
    if words == flag or words.startswith(f"{flag} "):
        return words[len(flag) :].strip(), True
    return words, False


def _because(order: Order) -> str:
    return f" why: {order.why}" if order.why else ""

"""Keywords: seen, tried, saved, taken back."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.core.errors import RuleInvalid
from bot.core.messages import (
    Message,
    asked_first_message,
    doubts,
    faulty_keyword_message,
    keywords_message,
    plain_message,
    reason_message,
    removed_keyword_message,
    saved_keyword_message,
    sure_first_message,
    trial_message,
)
from bot.core.model import Rule, Trial
from bot.core.rules import how_read, plain_words
from bot.core.translation import gettext, ngettext
from bot.services.orders.order import Carry, Drafts, Order, OrderRefused, usage
from bot.services.orders.wishes import ALL, DAYS, EDIT, EXCLUDE, SURE, Wish, because, days_of
from bot.services.orders.words import END, Flagged
from bot.services.proposing import Proposing
from bot.services.tune import Anew, Keywords, Trials
from bot.services.tune.trials import DAYS as TRIED_DAYS

ANEW_DAYS = 7  # back from now that a new keyword may be applied to

Misspelt = Callable[[Sequence[str]], Awaitable[Mapping[str, str]]]
"""Words that nothing in the archive has → the known ones they are near to."""

_ID_AND_REST = re.compile(r'("[^"]*"|\S+)\s*(.*)')


class KeywordOrders:
    """`keywords …` of the admin command. Whoever can't press a button is shown more at once, and types `--yes`."""

    def __init__(
        self,
        *,
        keywords: Keywords,
        trials: Trials,
        anew: Anew,
        proposing: Proposing,
        drafts: Drafts,
        misspelt: Misspelt,
        admin_command: str,
    ) -> None:
        self._keywords = keywords
        self._proposing = proposing
        self._trials = trials
        self._anew = anew
        self._drafts = drafts
        self._misspelt = misspelt
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

    # --- tried --------------------------------------------------------------------------------------------------------

    async def _test(self, order: Order) -> Message:
        wish = Wish.of(order, switches=(ALL, EXCLUDE), values=(DAYS, EDIT))
        if not wish.query:
            raise usage(self._admin_command, 'keywords test "live face matching"')
        if EDIT in wish.flags:
            rule = await self._keywords.meant(wish.flags[EDIT])
            return await self.try_edit(rule, wish.query, order, is_all=wish.is_all, days=wish.days)
        return await self.try_new(wish)

    async def try_new(self, wish: Wish) -> Message:
        """What it would have done, with *Save* and *Edit*. Raises `OrderRefused` for what can't be tried."""
        again, more = wish.typed(wish.verb), self._drafts.keep(wish.typed("test", f"--{ALL}"))
        known = await self._keywords.same(wish.query, channel=wish.channel, is_exclude=wish.is_exclude)
        if known is not None:
            trial = await self._trials.of_removal(known, days=wish.days or TRIED_DAYS)
            return trial_message(trial, more=more, is_all=wish.is_all, in_force=known)
        rule = Rule(id="", query=wish.query, topic="", channel=wish.channel, is_exclude=wish.is_exclude)
        try:
            await self._keywords.check_channel(rule)
            trial = await self._of_new(wish)
        except RuleInvalid as error:
            raise self._faulty(error, again) from error
        return trial_message(
            trial,
            save=self._drafts.keep(wish.typed(wish.verb, f"--{SURE}")),
            more=more,
            edit=self._drafts.keep(again),
            notes=await self._notes(rule),
            is_all=wish.is_all,
        )

    async def _of_new(self, wish: Wish) -> Trial:
        return await self._trials.of_new(
            wish.query, channel=wish.channel, is_exclude=wish.is_exclude, days=wish.days or TRIED_DAYS
        )

    # --- added --------------------------------------------------------------------------------------------------------

    async def _add(self, order: Order) -> Message:
        return await self._make(order, is_exclude=False)

    async def _exclude(self, order: Order) -> Message:
        return await self._make(order, is_exclude=True)

    async def _make(self, order: Order, *, is_exclude: bool) -> Message:
        wish = Wish.of(order, switches=(SURE, EXCLUDE), values=(), is_exclude=is_exclude)
        if not wish.query:
            raise usage(self._admin_command, f'keywords {wish.verb} "live face matching" why: UK wording')
        try:
            rule = await self._keywords.check(wish.query, channel=wish.channel, is_exclude=wish.is_exclude)
            if not wish.is_sure:
                await self._ask_of_new(wish, rule, order)
            rule = await self._keywords.add(wish.query, by=order.by, channel=wish.channel, is_exclude=wish.is_exclude)
        except RuleInvalid as error:
            raise self._faulty(error, wish.typed(wish.verb)) from error
        return await self._saved(rule, order)

    async def _ask_of_new(self, wish: Wish, rule: Rule, order: Order) -> None:
        if wish.is_exclude:
            trial = await self._of_new(wish)
        else:  # takes nothing away, so that much is soon known
            trial = await self._trials.reach(wish.query, channel=wish.channel)
        found = (*await self._keywords.beside(rule), *doubts(trial))
        if not trial.matched and (near := await self._near(rule.query)):
            found = (*found, near)
        if found:
            save, see = wish.typed(wish.verb, f"--{SURE}"), wish.typed("test")
            raise self._asked_first(found, order, query=wish.query, save=save, see=see)

    async def _saved(self, rule: Rule, order: Order) -> Message:
        waiting = len(await self._anew.missed(rule, days=ANEW_DAYS))
        notes = tuple(filter(None, (how_read(rule.query), await self._near(rule.query))))
        command = "" if order.has_buttons else self._admin_command
        return saved_keyword_message(rule, waiting=waiting, days=ANEW_DAYS, notes=notes, apply_command=command)

    # --- changed ------------------------------------------------------------------------------------------------------

    async def _edit(self, order: Order) -> Message:
        """The effect first; *Save* makes the change. Where nothing can be pressed it is made if there are no doubts."""
        read = Flagged.of(order.rest, switches=(SURE, ALL), values=(DAYS,))
        found = _ID_AND_REST.fullmatch(read.rest)
        if found is None or not (found[2] or order.why):
            raise usage(self._admin_command, 'keywords edit live-face-matching "live face scanning"')
        rule = await self._keywords.meant(found[1])
        query = found[2] or rule.query
        if SURE in read.flags or query == rule.query:
            return await self._change(rule, query, order)
        is_all, days = ALL in read.flags, days_of(read.flags)
        shown = await self.try_edit(rule, query, order, is_all=is_all, days=days)
        if order.has_buttons:
            return shown
        saved = await self._change(rule, query, order)
        return Message(text=saved.text, parts=(*shown.parts, *saved.parts))

    async def try_edit(
        self, rule: Rule, query: str, order: Order, *, is_all: bool = False, days: float | None = None
    ) -> Message:
        """What another text of it would have done, with *Save* and *Edit*.

        Raises `OrderRefused` for what can't be tried, and where nothing can be pressed for what there are doubts of.
        """
        words = f"{rule.id} {query}{because(order.why)}"
        again = self._drafts.keep(f"keywords edit {END} {words}")
        try:
            _, after = await self._keywords.check_edit(rule.id, query, order.why)
            trial = await self._trials.of_edit(rule, query, days=days or TRIED_DAYS)
        except RuleInvalid as error:
            raise OrderRefused(faulty_keyword_message(error, edit=again)) from error
        shown = trial_message(
            trial,
            save=self._drafts.keep(f"keywords edit --{SURE} {END} {words}"),
            more=self._drafts.keep(f"keywords edit --{ALL} {END} {words}"),
            edit=again,
            notes=await self._notes(after),
            is_all=is_all,
        )
        found = (*await self._keywords.beside(after), *doubts(trial))
        if found and not order.has_buttons:
            raise _not_sure(shown, sure_first_message(found, query=query))
        return shown

    async def _change(self, rule: Rule, query: str, order: Order) -> Message:
        try:
            before, after = await self._keywords.edit(rule.id, query, by=order.by)
        except RuleInvalid as error:
            again = self._drafts.keep(f"keywords edit {END} {rule.id} {query}{because(order.why)}")
            raise OrderRefused(faulty_keyword_message(error, edit=again)) from error
        return reason_message(after) if before.query == after.query else await self._saved(after, order)

    # --- taken out ----------------------------------------------------------------------------------------------------

    async def _remove(self, order: Order) -> Message:
        read = Flagged.of(order.rest, switches=(SURE, ALL))
        if not read.rest:
            raise usage(self._admin_command, "keywords remove live-face-matching")
        rule = await self._keywords.meant(read.rest)
        if SURE in read.flags:
            await self._keywords.remove(rule.id, by=order.by)
            return removed_keyword_message(rule, None, command=self._admin_command)
        trial = await self._trial_of_removal(rule)
        shown = None if trial is None else self._shown_removal(rule, trial, order, is_all=ALL in read.flags)
        if shown is not None and trial is not None:
            if ALL in read.flags and order.has_buttons:
                return shown
            self._ask_of_removal(rule, trial, shown, order)
        await self._keywords.remove(rule.id, by=order.by)
        removed = removed_keyword_message(rule, trial, command=self._admin_command)
        if order.has_buttons or shown is None:
            return removed
        return Message(text=removed.text, parts=(*shown.parts, *removed.parts))

    def _ask_of_removal(self, rule: Rule, trial: Trial, shown: Message, order: Order) -> None:
        found = doubts(trial, is_removal=True)
        if found and not order.has_buttons:
            raise _not_sure(shown, sure_first_message(found, query=rule.query, is_removal=True))
        if found:
            save, see = (f"keywords remove --{flag} {rule.id}{because(order.why)}" for flag in (SURE, ALL))
            raise self._asked_first(found, order, query=rule.query, save=save, see=see, is_removal=True)

    def _shown_removal(self, rule: Rule, trial: Trial, order: Order, *, is_all: bool) -> Message:
        save = self._drafts.keep(f"keywords remove --{SURE} {rule.id}{because(order.why)}")
        return trial_message(trial, save=save, is_all=is_all, is_removal=True)

    async def _trial_of_removal(self, rule: Rule) -> Trial | None:
        """None for a keyword of a topic that no pack has any more: it does nothing, and may go."""
        try:
            return await self._trials.of_removal(rule)
        except RuleInvalid:
            return None

    # --- applied to what came before ----------------------------------------------------------------------------------

    async def _apply(self, order: Order) -> Message:
        read = Flagged.of(order.rest, values=(DAYS,))
        if not read.rest:
            raise usage(self._admin_command, "keywords apply live-face-matching")
        rule, days = await self._keywords.meant(read.rest), int(days_of(read.flags) or ANEW_DAYS)
        filed, told = await self._anew.apply(rule, days=days, by=order.by)
        return plain_message(
            ngettext(
                "{query}: {count} article of the last {days} days can be looked up now, {told} told as news.",
                "{query}: {count} articles of the last {days} days can be looked up now, {told} of them told as news.",
                filed,
                query=rule.query,
                days=days,
                told=told,
            )
        )

    # --- what is said beside ------------------------------------------------------------------------------------------

    async def _notes(self, rule: Rule) -> tuple[str, ...]:
        beside = await self._keywords.beside(rule) if rule.topic else ()
        return tuple(filter(None, (how_read(rule.query), await self._near(rule.query), *beside)))

    async def _near(self, query: str) -> str:
        """Which words may be misspelt; "" for none."""
        near = await self._misspelt(plain_words(query))
        return " ".join(
            gettext("{typed} is not known here: did you mean {used}?", typed=typed, used=used)
            for typed, used in near.items()
        )

    def _faulty(self, error: RuleInvalid, again: str) -> OrderRefused:
        return OrderRefused(faulty_keyword_message(error, edit=self._drafts.keep(again)))

    def _asked_first(
        self, found: Sequence[str], order: Order, *, query: str, save: str, see: str, is_removal: bool = False
    ) -> OrderRefused:
        if not order.has_buttons:
            return OrderRefused(sure_first_message(found, query=query, is_removal=is_removal))
        save, see = self._drafts.keep(save), self._drafts.keep(see)
        return OrderRefused(asked_first_message(found, query=query, save=save, see=see, is_removal=is_removal))


def _not_sure(shown: Message, asked: Message) -> OrderRefused:
    return OrderRefused(replace(asked, parts=(*shown.parts, *asked.parts)))

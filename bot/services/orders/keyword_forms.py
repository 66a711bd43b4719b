"""A keyword in a form: what stands in it at first, what is wrong with it, and what it comes to."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.errors import RuleInvalid
from bot.core.messages import Field, Form, Message, Option, fault_in_words
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, number
from bot.services.orders.keywords import KeywordOrders
from bot.services.orders.order import Order
from bot.services.orders.wishes import EXCLUDE, HERE, Wish
from bot.services.orders.words import Flagged
from bot.services.tune import Keywords

QUERY_CHARS = 2_500  # of those that fit a form; longer ones are typed
REASON_CHARS = 300
QUERY, REASON, WHERE, KIND = "query", "reason", "where", "kind"
EVERYWHERE, ADD = "everywhere", "add"

_HELP = gettext_noop('Words, "a phrase", OR, NOT, title:, source:, "a b"~5')


class KeywordForms:
    """`keywords add …` and `keywords edit …` with fields in the place of words. They are tried, never saved at once."""

    def __init__(self, *, keywords: Keywords, orders: KeywordOrders) -> None:
        self._keywords = keywords
        self._orders = orders

    async def form(self, order: Order) -> Form:
        """With the words that were typed already. Raises `RuleInvalid` for a keyword that is none."""
        name, _, rest = order.rest.partition(" ")
        order = replace(order, rest=rest)
        return await self._editing(order) if name == "edit" else self._adding(name, order)

    async def faults(self, order: Order, filled: Mapping[str, str]) -> Mapping[str, str]:
        """Words by field for what can't be tried; none: it can."""
        query, why = visible(filled.get(QUERY, "")), visible(filled.get(REASON, ""))
        if not query:
            return {QUERY: gettext("Type what to look for.")}
        try:
            name, _, id = order.rest.partition(" ")
            if name == "edit":
                await self._keywords.check_edit(id, query, why)
            else:
                wish = _filled(order, query, filled)
                await self._keywords.check(query, channel=wish.channel, is_exclude=wish.is_exclude)
        except RuleInvalid as error:
            return {QUERY: fault_in_words(error)}
        return {}

    async def submit(self, order: Order, filled: Mapping[str, str]) -> Message:
        """What it would have done, with *Save* and *Edit*; a reason alone is changed at once."""
        name, _, id = order.rest.partition(" ")
        query, why = visible(filled.get(QUERY, "")), visible(filled.get(REASON, ""))
        if name != "edit":
            return await self._orders.try_new(_filled(replace(order, why=why), query, filled))
        rule = await self._keywords.one(id)
        order = replace(order, rest=f"{id} {query}", why=why)
        if query == rule.query:
            return await self._orders.orders["keywords edit"](order)
        return await self._orders.try_edit(rule, query, order)

    async def _editing(self, order: Order) -> Form:
        id, _, query = Flagged.of(order.rest).rest.partition(" ")
        rule = await self._keywords.meant(id)
        _check_fits(query or rule.query)
        fields = (_query(query or rule.query), _reason(order.why or rule.why))
        title = gettext("Edit a keyword")
        return Form(words=f"keywords edit {rule.id}", title=title, fields=fields, submit=gettext("Try it"))

    def _adding(self, name: str, order: Order) -> Form:
        wish = Wish.of(order, switches=(EXCLUDE,), values=(), is_exclude=name == "exclude")
        _check_fits(wish.query)
        kinds = (Option(gettext("Matches are news"), ADD), Option(gettext("Matches are kept out"), EXCLUDE))
        places = [Option(gettext("In all channels"), EVERYWHERE), Option(gettext("In this channel alone"), HERE)]
        counts = HERE if wish.channel == order.key else wish.channel or EVERYWHERE
        if counts not in (EVERYWHERE, HERE):
            places.append(Option(gettext("In {channel} alone", channel=wish.channel), wish.channel))
        does = EXCLUDE if wish.is_exclude else ADD
        kind = Field(name=KIND, label=gettext("What it does"), value=does, choices=kinds)
        where = Field(name=WHERE, label=gettext("Where it counts"), value=counts, choices=tuple(places))
        fields = (_query(wish.query), _reason(order.why), kind, where)
        return Form(words="keywords add", title=gettext("Add a keyword"), fields=fields, submit=gettext("Try it"))


def _filled(order: Order, query: str, filled: Mapping[str, str]) -> Wish:
    """What a form for a new keyword says."""
    where = filled.get(WHERE, EVERYWHERE)
    channel = order.key if where == HERE else "" if where == EVERYWHERE else where
    return Wish(query=query, channel=channel, is_exclude=filled.get(KIND) == EXCLUDE, why=order.why)


def _check_fits(query: str) -> None:
    """Cut to what a form holds it would say something else."""
    if len(query) > QUERY_CHARS:
        raise RuleInvalid(
            query, gettext("a form holds {count} characters; type this keyword instead", count=number(QUERY_CHARS))
        )


def _query(query: str) -> Field:
    return Field(
        name=QUERY, label=gettext("What to look for"), hint=gettext(_HELP), value=query, is_long=True, limit=QUERY_CHARS
    )


def _reason(why: str) -> Field:
    return Field(
        name=REASON,
        label=gettext("Why"),
        hint=gettext("Kept with the change, and told where it is announced"),
        value=cut(why, REASON_CHARS),
        is_needed=False,
        limit=REASON_CHARS,
    )

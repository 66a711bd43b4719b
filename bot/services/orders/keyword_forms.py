"""A keyword in a form: what stands in it at first, what is wrong with it, and what it comes to."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.errors import RuleInvalid
from bot.core.messages import Field, Form, Message, Option, fault_in_words
from bot.core.model import Channel
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop, number
from bot.services.orders.keywords import EXCLUDE, HERE, KeywordOrders
from bot.services.orders.order import Order
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
        return await self._editing(rest, order) if name == "edit" else self._adding(name, rest, order)

    async def faults(self, order: Order, filled: Mapping[str, str]) -> Mapping[str, str]:
        """Words by field for what can't be tried; none: it can."""
        query = visible(filled.get(QUERY, ""))
        if not query:
            return {QUERY: gettext("Type what to look for.")}
        try:
            name, _, id = order.rest.partition(" ")
            if name == "edit":
                await self._keywords.one(id)
                await self._keywords.check(query)
            else:
                key = Channel(platform=order.member.platform, id=order.channel).key
                channel = key if filled.get(WHERE) == HERE else ""
                await self._keywords.check(query, channel=channel, is_exclude=filled.get(KIND) == "exclude")
        except RuleInvalid as error:
            return {QUERY: fault_in_words(error)}
        return {}

    async def submit(self, order: Order, filled: Mapping[str, str]) -> Message:
        """What it would have done, with *Save* and *Edit*."""
        name, _, id = order.rest.partition(" ")
        query, why = visible(filled.get(QUERY, "")), visible(filled.get(REASON, ""))
        if name == "edit":
            carry, rest = self._orders.orders["keywords edit"], f"{id} {query}"
        else:
            flag = f"{EXCLUDE} " if filled.get(KIND) == "exclude" else ""
            here = f"{HERE} " if filled.get(WHERE) == HERE else ""
            carry, rest = self._orders.orders["keywords test"], f"{flag}{here}{query}"
        return await carry(replace(order, rest=rest, why=why))

    async def _editing(self, words: str, order: Order) -> Form:
        id, _, query = words.partition(" ")
        rule = await self._keywords.one(id)
        _check_fits(query or rule.query)
        fields = (_query(query or rule.query), _reason(order.why or rule.why))
        return Form(
            words=f"keywords edit {rule.id}", title=gettext("Edit a keyword"), fields=fields, submit=gettext("Try it")
        )

    def _adding(self, name: str, words: str, order: Order) -> Form:
        is_here = words == HERE or words.startswith(f"{HERE} ")
        query = words.removeprefix(HERE).strip() if is_here else words
        _check_fits(query)
        kinds = (Option(gettext("Matches are news"), ADD), Option(gettext("Matches are kept out"), "exclude"))
        places = (Option(gettext("In all channels"), EVERYWHERE), Option(gettext("In this channel alone"), HERE))
        does = "exclude" if name == "exclude" else ADD
        kind = Field(name=KIND, label=gettext("What it does"), value=does, choices=kinds)
        counts = HERE if is_here else EVERYWHERE
        where = Field(name=WHERE, label=gettext("Where it counts"), value=counts, choices=places)
        fields = (_query(query), _reason(order.why), kind, where)
        return Form(words="keywords add", title=gettext("Add a keyword"), fields=fields, submit=gettext("Try it"))


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

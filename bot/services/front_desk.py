"""The one desk behind every face: look-ups for members, changes for admins, words for both."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.core.digest import VERB as DIGEST_VERB
from bot.core.errors import ConfirmationNeeded, WatchwordError
from bot.core.excerpts import Keeping
from bot.core.messages import (
    Form,
    Message,
    Option,
    admins_of,
    answer_message,
    expired_message,
    fate_message,
    forgotten_message,
    half_question_message,
    help_message,
    home_message,
    matching,
    plain_message,
    privacy_message,
    refusal_message,
    waits_message,
)
from bot.core.model import Answer, DeliveryId
from bot.core.text import visible
from bot.core.translation import ENGLISH, ENGLISH_ALONE, Languages, gettext, gettext_noop
from bot.ports import Archive
from bot.services.alert_desk import AlertDesk
from bot.services.attributing import Attributing
from bot.services.desk import ALERT_VERBS, FORM, OWN_VERBS, PROPOSAL_VERBS, QUOTE_VERBS, REGROUP_VERBS, Member
from bot.services.digests import Digests
from bot.services.health import HealthCheck
from bot.services.lookup import Lookup
from bot.services.muting import Muting
from bot.services.orders import (
    HELP,
    ID_DIGITS,
    BotOrders,
    ChannelOrders,
    Drafts,
    KeywordForms,
    KeywordOrders,
    Order,
    OrderRefused,
    ProposalOrders,
    SecondOrders,
    SourceOrders,
    by_member,
    help_or_refusal,
    order_name,
    straight,
    with_reason,
)
from bot.services.orders.second import VERBS as SECOND_VERBS
from bot.services.personal import Personal
from bot.services.posting import Posting
from bot.services.proposing import Proposing
from bot.services.quote_desk import QuoteDesk
from bot.services.stories import Stories
from bot.services.story_desk import StoryDesk
from bot.services.tune import Anew, ChangeLog, Channels, Keywords, SecondAdmin, Sources, Trials, Undo
from bot.services.why import Why

CHANGES = 100  # of the latest, to be chosen from
FOLLOWED = 10  # stories on a member's own page
QUERY_CHARS = 300  # longer than any question; a pasted article belongs into `preview`
STORIES = 100  # of an answer, over all its pages; who wants more narrows the question
OLD_DRAFT = gettext_noop("That button is too old; type the command again.")
STRANGER = gettext_noop("Watchword answers the members of this workspace.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the desk sends people to."""

    archive: Archive
    lookup: Lookup
    sources: Sources
    keywords: Keywords
    trials: Trials
    anew: Anew
    channels: Channels
    digests: Digests
    personal: Personal
    log: ChangeLog
    undo: Undo
    second: SecondAdmin
    why: Why
    posting: Posting
    stories: Stories
    muting: Muting
    proposing: Proposing
    attributing: Attributing
    health: HealthCheck


class FrontDesk:
    """`bot.services.desk.Desk` on the services. `count_question` hears that a question was asked, never which."""

    def __init__(
        self,
        services: Services,
        *,
        alert_at: float,
        command: str = "/policy",
        admin_command: str = "/policy-admin",
        keeping: Keeping = Keeping(),  # noqa: B008  frozen
        count_question: Callable[[], None] = lambda: None,
        languages: Languages = ENGLISH_ALONE,
    ) -> None:
        self._services = services
        self._languages = languages
        self._command = command
        self._admin_command = admin_command
        self._count_question = count_question
        self._keeping = keeping
        self._drafts = Drafts()
        keyword_orders = KeywordOrders(
            keywords=services.keywords,
            trials=services.trials,
            anew=services.anew,
            proposing=services.proposing,
            drafts=self._drafts,
            misspelt=services.lookup.misspelt,
            admin_command=admin_command,
        )
        self._forms = KeywordForms(keywords=services.keywords, orders=keyword_orders)
        source_orders = SourceOrders(sources=services.sources, drafts=self._drafts, admin_command=admin_command)
        channel_orders = ChannelOrders(
            channels=services.channels,
            keywords=services.keywords,
            digests=services.digests,
            admin_command=admin_command,
            languages=languages,
        )
        bot_orders = BotOrders(
            health=services.health,
            channels=services.channels,
            log=services.log,
            undo=services.undo,
            posting=services.posting,
            admin_command=admin_command,
        )
        second_orders = SecondOrders(second=services.second, admin_command=admin_command)
        self._alerts = AlertDesk(
            archive=services.archive,
            channels=services.channels,
            personal=services.personal,
            proposing=services.proposing,
            alert_at=alert_at,
        )
        self._proposals = ProposalOrders(
            archive=services.archive, proposing=services.proposing, admin_command=admin_command
        )
        self._orders: Mapping[str, Callable[[Order], Awaitable[Message]]] = {
            **source_orders.orders,
            **keyword_orders.orders,
            **channel_orders.orders,
            **bot_orders.orders,
            **second_orders.orders,
            "stories": self._put_stories_right,
            "quotes": self._put_quotes_right,
            "proposals": self._proposals.order,
        }
        self._stories = StoryDesk(
            archive=services.archive, stories=services.stories, muting=services.muting, admin_command=admin_command
        )
        self._quotes = QuoteDesk(
            archive=services.archive, attributing=services.attributing, ask=self._found, admin_command=admin_command
        )

    @property
    def verbs(self) -> frozenset[str]:
        own = {"ask", "page", "complain", "admin", "suggest", FORM, DIGEST_VERB}
        return ALERT_VERBS | OWN_VERBS | REGROUP_VERBS | QUOTE_VERBS | PROPOSAL_VERBS | SECOND_VERBS | own

    @asynccontextmanager
    async def speaking(self, channel: str) -> AsyncIterator[None]:
        try:
            language = await self._services.channels.language(channel)
        except WatchwordError:  # weather: whoever asks hears of it by the answer
            language = ENGLISH
        with self._languages.speaking(language):
            yield

    async def ask(self, query: str, *, page: int = 1, member: Member | None = None) -> Message:
        query = visible(query)
        if member is not None and member.is_guest and query.lower() != "forget":
            return plain_message(gettext(STRANGER))
        if (url := _asked_why(query)) is not None:
            return await _in_words(self._why(url, member))
        if len(query) > QUERY_CHARS:
            return plain_message(
                gettext("That is too long: a question has at most {count} characters.", count=QUERY_CHARS)
            )
        if not query:
            return help_message(self._command)
        if (half := half_question_message(query, self._command, admin_command=self._admin_command)) is not None:
            return half
        if query.lower() == "privacy":
            return privacy_message(self._command, self._keeping)
        if query.lower() == "forget":
            return await _in_words(self._forget(member))
        if page == 1:
            self._count_question()
        return await _in_words(self._answer(query, page))

    async def press(self, verb: str, argument: str, *, member: Member, channel: str) -> Message:
        if member.is_guest and verb not in OWN_VERBS:
            return plain_message(gettext(STRANGER))
        match verb:
            case "ask":
                return await self.ask(argument, member=member)
            case "page":
                number, _, query = argument.partition(" ")
                return await self.ask(query, page=_page(number))
            case "suggest":
                return await _in_words(self._suggested(argument, member))
            case _ if verb == DIGEST_VERB:
                return await _in_words(self._rest_of_digest(argument, member))
            case "admin" | "form":
                return await self.admin(argument, member=member, channel=channel)
            case _ if verb in REGROUP_VERBS:
                if not _may_change(member):
                    return await self._refusal(member)
                where = f"{member.platform}:{channel}"
                return await _in_words(self._stories.press(verb, argument, by=by_member(member), where=where))
            case _ if verb in PROPOSAL_VERBS:
                words = f"proposals {verb.removeprefix('proposal_')} {argument}"
                return await self.admin(words, member=member, channel=channel)
            case _ if verb in SECOND_VERBS:
                return await self.admin(f"{verb} {argument}", member=member, channel=channel)
            case _ if verb in QUOTE_VERBS:
                pressed = self._quotes.press(verb, argument, by=by_member(member), is_admin=member.is_admin)
                return await _in_words(pressed)
            case _ if verb in self.verbs:
                return await _in_words(self._alerts.press(verb, argument, member=member, channel=channel))
            case _:
                return plain_message(gettext("That button is from another version; ask again for a new one."))

    async def admin(self, words: str, *, member: Member, channel: str) -> Message:
        return await _in_words(self.carry_out(words, member=member, channel=channel))

    async def carry_out(self, words: str, *, member: Member, channel: str, why: str = "") -> Message:
        """The same for a face that tells done from not done, and may hand over a reason apart.

        Raises `WatchwordError`; `OrderRefused` has the message for who typed it.
        """
        if not _may_change(member):
            return await self._refusal(member)
        kept = self._drafts.meant(words)
        if kept is None:
            raise OrderRefused(plain_message(gettext(OLD_DRAFT)))
        words, reason = with_reason(straight(visible(kept)))
        name, rest = order_name(words, self._orders)
        if name is None or (" " not in name and rest.lower() in HELP):
            return help_or_refusal(words, self._orders, command=self._admin_command)
        return await self._carried_out(name, Order(rest=rest, why=reason or why, member=member, channel=channel))

    async def _refusal(self, member: Member) -> Message:
        """For who may change nothing: whom to ask, as far as the history tells."""
        if member.is_guest:
            return plain_message(gettext(STRANGER))
        try:
            changes = await self._services.log.latest(limit=CHANGES)
        except WatchwordError:  # weather: the refusal stands without names
            changes = ()
        return refusal_message(admins_of(changes, member.platform))

    async def _carried_out(self, name: str, order: Order) -> Message:
        try:
            return await self._orders[name](order)
        except ConfirmationNeeded as needed:
            command = self._admin_command
            return waits_message(needed.number, needed.until, asked_by=needed.asked_by, command=command)

    # --- admins: forms ---

    async def form(self, words: str, *, member: Member, channel: str) -> Form | Message:
        if not _may_change(member):
            return await self._refusal(member)
        kept = self._drafts.meant(words)
        if kept is None:
            return plain_message(gettext(OLD_DRAFT))
        order = _form_order(kept, member, channel)
        try:
            if order is None:
                return help_or_refusal(kept, self._orders, command=self._admin_command)
            return await self._forms.form(order)
        except WatchwordError as error:
            return _in_other_words(error)

    async def faults(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Mapping[str, str]:
        order = _form_order(words, member, channel)
        if order is None or not _may_change(member):
            return {}
        try:
            return await self._forms.faults(order, filled)
        except WatchwordError:  # weather: `submit` says it
            return {}

    async def submit(self, words: str, filled: Mapping[str, str], *, member: Member, channel: str) -> Message:
        if not _may_change(member):
            return await self._refusal(member)
        order = _form_order(words, member, channel)
        if order is None:
            return plain_message(gettext("There is no such form; type the command again."))
        return await _in_words(self._forms.submit(order, filled))

    async def suggest(self, typed: str, *, limit: int = 25) -> tuple[str, ...]:
        return (await self._services.lookup.suggestions(visible(typed)))[:limit]

    async def choices(self, subject: str, typed: str, *, member: Member, limit: int = 25) -> tuple[Option, ...]:
        if not _may_change(member):
            return ()
        try:
            return matching(await self._choices(subject), typed)[:limit]
        except WatchwordError:  # weather: who types goes on without a list
            return ()

    async def _choices(self, subject: str) -> Sequence[Option]:
        match subject:
            case "keywords":
                return [Option(f"{rule.id}: {rule.query}", rule.id) for rule in await self._services.keywords.all()]
            case "sources":
                return [
                    Option(f"{source.id}: {source.name}", str(source.id))
                    for source, _ in await self._services.sources.all()
                ]
            case _:
                changes = await self._services.log.latest(limit=CHANGES)
                return [
                    Option(f"{each.number}: {each.what} {each.subject}", str(each.number))
                    for each in changes
                    if each.revision
                ]

    # --- members ---

    async def home(self, *, member: Member) -> Message:
        return plain_message(gettext(STRANGER)) if member.is_guest else await _in_words(self._home(member))

    async def _home(self, member: Member) -> Message:
        services = self._services
        followed, more = await services.personal.followed(member, limit=FOLLOWED)
        if not member.is_admin:
            return home_message(followed, more=more)
        verdict = await services.health.verdict()
        worst = verdict.findings[0] if verdict.findings else None
        is_well = worst is None or worst.light == "ok"
        words = gettext("The bot is well.") if is_well or worst is None else f"{worst.part}: {worst.words}"
        channels = [(channel, *await services.digests.waiting(channel)) for channel in await services.channels.all()]
        return home_message(
            followed,
            more=more,
            channels=channels,
            health=words,
            is_well=is_well,
            is_admin=True,
            requests=await services.second.waiting(),
            proposals=await services.proposing.open(),
        )

    async def _why(self, url: str, member: Member | None) -> Message:
        fate = await self._services.why.fate(url)
        is_admin = member is not None and member.is_admin
        return fate_message(
            fate,
            admin_command=self._admin_command,
            post=self._drafts.keep(f"post {fate.url}") if is_admin else "",
            edit=f"keywords edit {fate.nearest[0].id}" if is_admin and fate.nearest is not None else "",
            suggest="" if is_admin or member is None else self._drafts.keep(fate.url).removeprefix("draft "),
        )

    async def _suggested(self, token: str, member: Member) -> Message:
        url = self._drafts.words(token)
        if url is None:
            return plain_message(gettext("That button is too old; ask again."))
        title, is_new = await self._services.posting.suggest(url, by=by_member(member))
        told = gettext("Suggested to the admins: {title}.", title=title)
        return plain_message(told if is_new else gettext("The admins were asked that already."))

    async def _found(self, query: str) -> Answer:
        return await self._services.lookup.answer(query, limit=STORIES)

    async def _answer(self, query: str, page: int) -> Message:
        answer = await self._found(query)
        is_help = answer.question.show == "help"
        return help_message(self._command) if is_help else answer_message(answer, page=page)

    async def _rest_of_digest(self, argument: str, member: Member) -> Message:
        id, _, page = argument.partition(" ")
        if not (id.isascii() and id.isdecimal() and len(id) < ID_DIGITS):
            return expired_message()
        return await self._services.digests.rest(DeliveryId(int(id)), page=_page(page), platform=member.platform)

    async def _forget(self, member: Member | None) -> Message:
        if member is None:
            command = f"{self._command} forget"
            return plain_message(gettext("Only you can do that: type {command}, without sharing it.", command=command))
        votes, stories = await self._services.personal.forget(member)
        return forgotten_message(votes=votes, stories=stories)

    async def _put_stories_right(self, order: Order) -> Message:
        where = order.key if order.has_buttons else order.channel
        return await self._stories.order(order.rest, by=order.by, where=where)

    async def _put_quotes_right(self, order: Order) -> Message:
        return await self._quotes.order(order.rest, by=order.by)


async def _in_words(work: Awaitable[Message]) -> Message:
    """Weather becomes words for who asked; a bug stays a bug."""
    try:
        return await work
    except WatchwordError as error:
        return _in_other_words(error)


def _in_other_words(error: WatchwordError) -> Message:
    if isinstance(error, OrderRefused):
        return error.message
    reason = getattr(error, "reason", "") or str(error)
    return plain_message(visible(gettext("That didn't work: {reason}", reason=reason)))


def _may_change(member: Member) -> bool:
    return member.is_admin and not member.is_guest


def _form_order(words: str, member: Member, channel: str) -> Order | None:
    """`keywords edit face-scan why: …` → what the keywords' forms are asked; None where there is no such form."""
    words, why = with_reason(straight(visible(words)))
    subject, _, rest = words.partition(" ")
    is_known = subject == "keywords" and rest.partition(" ")[0] in ("add", "exclude", "edit")
    return Order(rest=rest, why=why, member=member, channel=channel) if is_known else None


def _asked_why(query: str) -> str | None:
    """`why https://gazette.example/news` asks for an article's fate; "why amazon" is a question like any other."""
    word, _, rest = query.partition(" ")
    url = rest.strip(" <>")
    is_address = "://" in url or ("." in url and "/" in url)
    return url if word.lower() == "why" and is_address and " " not in url else None


def _page(words: str) -> int:
    """The number of a page, which may be any: the message shows the nearest there is."""
    return int(words[:6]) if words.isascii() and words.isdecimal() else 1

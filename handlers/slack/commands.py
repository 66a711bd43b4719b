"""Slash commands, buttons and events → the desk → a private answer. Acknowledged before anything else is done."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import SendDelayed, SendUnknown, WatchwordError
from bot.core.messages import Buttons, Context, Form, Menu, Message, Text, hello_message, help_message, plain_message
from bot.core.translation import gettext, gettext_noop
from bot.ports import Sender
from bot.services.desk import FORM, OWN_VERBS, Desk, Member
from handlers.slack import render, views
from handlers.slack.api import ApiRefused, Login, answer_of
from handlers.slack.members import Members
from handlers.slack.replies import SHARE, Place, Replies, mapping
from handlers.slack.words import Names, typed

_LOG = logging.getLogger("watchword.slack.commands")

# What they open takes the place of the private answer they stand in.
TURNS = frozenset({"page", "complain", "admin", "digest"})
QUERY_CHARS = 300  # longer than any question; a pasted article belongs into `preview`
WORDS_CHARS = 3_000
AT_ONCE = 16  # questions at the desk
WAITING = 200  # people in line behind them; more are asked to come back
FINISH_SECONDS = 2.0
FAULT_SECONDS = 2.0  # of the three in which a form must be acknowledged, for finding what is wrong with it
SETTLE_SECONDS = 0.3  # until Slack has shown what the acknowledgement says: an answer before that would be overwritten

EVENTS = (
    "member_joined_channel",
    "channel_left",
    "group_left",
    "app_home_opened",
    "tokens_revoked",
    "app_uninstalled",
)

_STRANGER = gettext_noop("Watchword answers members of this workspace; guests and apps are not among them.")
_UNSURE_WHO = gettext_noop("Slack can't tell me who you are right now. Please try again in a minute.")
_BUSY = gettext_noop("Too many questions at once. Please try again in a minute.")
_OLD_BUTTON = gettext_noop("That button is from an older version of Watchword; ask again to get a fresh one.")
_LONG_QUERY = gettext_noop("That is too long: a question has at most {count} characters.")
_LONG_WORDS = gettext_noop("That is too long: {count} characters are the most.")
_MAY_NOT_SHARE = gettext_noop("This channel takes no messages from its members, so nothing is shared here.")
_BROKEN = gettext_noop("Something broke while answering; it is in the bot's log. Other questions still work.")


class Commands:
    """All that people can do on Slack.

    `login` is None until Slack has told who we are; `report(event, reason)` hears what went wrong, without who asked.
    `on_membership(channel, is_in)` hears that we were invited, or put out.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        client: AsyncWebClient,
        replies: Replies,
        sender: Sender,
        on_membership: Callable[[str, bool], None],
        members: Members,
        login: Callable[[], Login | None],
        on_login_lost: Callable[[str], None],
        names: Names,
        report: Callable[[str, str], None],
    ) -> None:
        self._desk = desk
        self._client = client
        self._replies = replies
        self._sender = sender
        self._on_membership = on_membership
        self._members = members
        self._login = login
        self._on_login_lost = on_login_lost
        self._names = names
        self._report = report
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[object]] = set()

    def listen(self, app: AsyncApp) -> None:
        """Take what Slack sends; anything we don't know is acknowledged, or Slack would send it again."""
        app.command(self._names.command)(self.asked)
        app.command(self._names.admin_command)(self.ordered)
        app.action(re.compile(rf"^{render.ACTION_PREFIX}:"))(self.pressed)
        app.action(re.compile(""))(self.pressed_of_old)
        app.view(views.FORM_ID)(self.submitted)
        app.view(re.compile(""))(_acknowledged)
        app.event("member_joined_channel")(self.joined)
        app.event("channel_left")(self.left)
        app.event("group_left")(self.left)
        app.event("app_home_opened")(self.opened)
        app.event("tokens_revoked")(self.revoked)
        app.event("app_uninstalled")(self.revoked)
        app.event(re.compile(""))(_ignored)

    async def finish(self) -> None:
        """Let the answers under way be given, for a moment; then drop them."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    # --- what people do -----------------------------------------------------------------------------------------------

    async def asked(self, ack: Callable[[], Awaitable[object]], body: dict[str, Any]) -> None:
        """`/policy …`"""
        await ack()
        query = typed(str(body.get("text") or ""))
        too_long = len(query) > QUERY_CHARS
        await self._served(
            Place.of_command(body),
            _said(_LONG_QUERY, count=QUERY_CHARS) if too_long else lambda member: self._desk.ask(query, member=member),
        )

    async def ordered(self, ack: Callable[[], Awaitable[object]], body: dict[str, Any]) -> None:
        """`/policy-admin …`"""
        await ack()
        words, place = typed(str(body.get("text") or "")), Place.of_command(body)
        too_long = len(words) > WORDS_CHARS
        await self._served(
            place,
            _said(_LONG_WORDS, count=WORDS_CHARS)
            if too_long
            else lambda member: self._desk.admin(words, member=member, channel=place.channel),
        )

    async def pressed(self, ack: Callable[[], Awaitable[object]], body: dict[str, Any]) -> None:
        """A button of ours."""
        await ack()
        place, action = Place.of_button(body), mapping((body.get("actions") or [None])[0])
        verb, argument = render.pressed(str(action.get("action_id", ""))), render.argument(action)
        if (place.is_home or verb == FORM) and not place.view:
            opened = await self._replies.opened(place, str(body.get("trigger_id", "")))
            if opened is None:
                return
            place = opened
        if verb not in verbs_of(self._desk) or (verb == SHARE and place.view):
            await self._served(place, _said(_OLD_BUTTON))
        elif verb == SHARE:
            await self._served_to_all(place, argument)
        elif verb == FORM:
            await self._served(place, lambda member: self._desk.form(argument, member=member, channel=place.channel))
        else:
            await self._served(
                place,
                lambda member: self._desk.press(verb, argument, member=member, channel=place.channel),
                replaces=verb in TURNS and place.is_ephemeral,
                is_their_own=verb in OWN_VERBS,
            )

    async def submitted(self, ack: Callable[..., Awaitable[object]], body: dict[str, Any]) -> None:
        """A form that was filled in: sent back with its faults, or tried while its window says so."""
        place, view = Place.of_submission(body), mapping(body.get("view"))
        words, filled = views.carried(view)[1], views.filled(view)
        faults = await self._faults(place, words, filled)
        if faults:
            await ack(response_action="errors", errors=views.faults(faults))
            return
        await ack(response_action="update", view=views.waiting())
        await asyncio.sleep(SETTLE_SECONDS)
        await self._served(place, lambda member: self._desk.submit(words, filled, member=member, channel=place.channel))

    async def _faults(self, place: Place, words: str, filled: dict[str, str]) -> Mapping[str, str]:
        """None for who may not submit it, and none when they can't be found in time: the answer says what is wrong."""
        try:
            async with asyncio.timeout(FAULT_SECONDS):
                member = await self._who(place)
                if member is None or member.is_guest:
                    return {}
                async with self._desk.speaking(_key(place)):
                    return await self._desk.faults(words, filled, member=member, channel=place.channel)
        except TimeoutError:
            return {}

    async def pressed_of_old(self, ack: Callable[[], Awaitable[object]], body: dict[str, Any]) -> None:
        """A button of no version we know."""
        await ack()
        await self._served(Place.of_button(body), _said(_OLD_BUTTON))

    async def joined(self, event: dict[str, Any]) -> None:
        """Someone came into a channel; when it is us we say what we do."""
        login = self._login()
        if login is None or event.get("user") != login.bot_user_id:
            return
        channel = str(event.get("channel", ""))
        self._on_membership(channel, True)
        try:
            async with self._desk.speaking(f"slack:{channel}"):
                hello = self._hello()
            await self._sender.send(channel, hello, key=f"hello-{channel}-{event.get('event_ts', '')}")
        except WatchwordError as error:
            self._report("slack_hello_not_sent", str(error))

    async def left(self, event: dict[str, Any]) -> None:
        """We were put out of a channel."""
        self._on_membership(str(event.get("channel", "")), False)

    async def opened(self, event: dict[str, Any]) -> None:
        """Someone looks at the app's home."""
        if event.get("tab") != "home":
            return
        user = str(event.get("user", ""))
        try:
            async with self._desk.speaking("slack:"):  # the home tab is in no channel
                view = await self._home(user)
            await answer_of(self._client.views_publish(user_id=user, view=view))
        except WatchwordError as error:
            self._report("slack_home_not_shown", str(error))

    async def _home(self, user: str) -> render.Block:
        """What somebody follows and may see; for a stranger what the bot is."""
        help = help_message(self._names.command)
        member = await self._who(Place(user=user, channel="", teams=frozenset(), response_url=""))
        if member is None or member.is_guest:
            return views.home(self._hello(), help, verbs=frozenset())
        async with self._turn:
            home = await self._desk.home(member=member)
        return views.home(home, help, self._hello(), verbs=verbs_of(self._desk) - {SHARE})

    def _hello(self) -> Message:
        ask = self._names.command
        return hello_message(self._names.admin_command, example=f"{ask} amazon", help=f"{ask} help")

    async def revoked(self, event: dict[str, Any]) -> None:
        """The workspace has taken our token back."""
        self._on_login_lost(str(event.get("type", "")))

    # --- how it is answered -------------------------------------------------------------------------------------------

    async def _served(
        self,
        place: Place,
        answer: Callable[[Member], Awaitable[Message | Form]],
        *,
        is_public: bool = False,
        replaces: bool = False,
        is_their_own: bool = False,
    ) -> None:
        """Find out who asks, ask the desk, answer. Only an answer is public or replaces one, never a refusal.

        What is `is_their_own` is refused to nobody who is known.
        """
        if len(self._under_way) >= WAITING:
            await self._replies.reply(place, plain_message(gettext(_BUSY)))
            return
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            async with self._desk.speaking(_key(place)):
                message = await self._answer(place, answer, is_their_own=is_their_own)
                if message is None:
                    return
                await self._replies.reply(place, message, is_public=is_public, replaces=replaces)
        except Exception:  # noqa: BLE001  a bug in one answer: were it raised now, Bolt would take back the acknowledgement
            _LOG.exception("slack_answer_broke")
            await self._replies.reply(place, plain_message(gettext(_BROKEN)))
        finally:
            self._under_way.discard(task)

    async def _answer(
        self, place: Place, answer: Callable[[Member], Awaitable[Message | Form]], *, is_their_own: bool
    ) -> Message | Form | None:
        """What who asks is to be told; None where they were refused."""
        async with self._turn:
            member = await self._who(place)
            if member is None or (member.is_guest and not is_their_own):
                await self._replies.reply(place, plain_message(gettext(_STRANGER if member else _UNSURE_WHO)))
                return None
            return await answer(member)

    async def _who(self, place: Place) -> Member | None:
        login = self._login()
        if login is None:
            return None
        try:
            return await self._members.member(place.user, teams=place.teams, login=login)
        except (SendDelayed, SendUnknown, ApiRefused, TimeoutError) as error:
            self._report("slack_member_unknown", str(error) or "no answer in time")
            return None

    async def _served_to_all(self, place: Place, query: str) -> None:
        """Where they could write themselves, as far as Slack tells; without channels:read it tells nothing."""
        if await self._may_write(place):
            await self._served(place, lambda member: self._shared(query, member), is_public=True)
        else:
            await self._served(place, _said(_MAY_NOT_SHARE))

    async def _may_write(self, place: Place) -> bool:
        try:
            async with asyncio.timeout(FAULT_SECONDS):
                answer = await answer_of(self._client.conversations_info(channel=place.channel))
        except (WatchwordError, TimeoutError):
            return True
        about = mapping(answer.get("channel"))
        return not any(about.get(mark) for mark in ("is_archived", "is_read_only", "is_frozen"))

    async def _shared(self, query: str, member: Member) -> Message:
        """The answer for all in the channel: without buttons, with who shared it."""
        message = await self._desk.ask(query)
        parts = tuple(part for part in message.parts if not isinstance(part, Buttons | Menu))
        return Message(
            text=message.text, parts=(*parts, Context(line=(Text(gettext("Shared by {name}", name=member.name)),)))
        )


def verbs_of(desk: Desk) -> frozenset[str]:
    """The verbs whose buttons do something on Slack."""
    return desk.verbs | {SHARE}


def _key(place: Place) -> str:
    """The channel as the house names it."""
    return f"slack:{place.channel}"


async def _acknowledged(ack: Callable[[], Awaitable[object]]) -> None:
    """A window of no version we know: it closes."""
    await ack()


async def _ignored() -> None:
    """An event nobody asked for."""


def _said(text: str, **values: object) -> Callable[[Member], Awaitable[Message]]:
    async def say(_: Member) -> Message:
        return plain_message(gettext(text, **values))

    return say

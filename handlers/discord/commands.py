"""What people do on Discord: slash commands and buttons, acknowledged before anything else, answered by the desk."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from discord import app_commands

from bot.core.messages import Buttons, Context, Form, Menu, Message, Text, plain_message
from bot.core.text import cut, visible
from bot.core.translation import gettext, gettext_noop
from bot.services.desk import FORM, OWN_VERBS, Desk, Member
from handlers.discord import modals, render
from handlers.discord.members import Members, may_write
from handlers.discord.replies import Replies, Request
from handlers.discord.words import question, typed

SHARE = "share"
# What they open takes the place of the private answer they stand in.
TURNS = frozenset({"page", "complain", "admin", "digest"})
QUERY_CHARS = 300  # longer than any question; a pasted article belongs into `preview`
WORDS_CHARS = 3_000
CHOICES, CHOICE_CHARS = 25, 100
LABEL_CHARS = 50  # in UTF-16 units at most a hundred
SUGGEST_SECONDS = 0.25  # a list that comes later is for letters typed before
AT_ONCE = 16  # questions at the desk
WAITING = 200  # people in line behind them; more are asked to come back
ANSWER_SECONDS = 60.0
FORM_SECONDS = 1.5  # of the three in which a request must be answered
FINISH_SECONDS = 2.0

_BUSY = gettext_noop("Too many questions at once. Please try again in a minute.")
_SLOW = gettext_noop("That took too long. Please try again in a minute.")
_OLD_BUTTON = gettext_noop("That button is from an older version of Watchword; ask again to get a fresh one.")
_OLD_COMMAND = gettext_noop("That command has changed since Discord showed it to you; reload Discord and try again.")
_LONG_QUERY = gettext_noop("That is too long: a question has at most {count} characters.")
_LONG_WORDS = gettext_noop("That is too long: {count} characters are the most.")
_MAY_NOT_SHARE = gettext_noop(
    "You can't write in this channel, so nothing is shared here. Ask without sharing to see it yourself."
)
_BROKEN = gettext_noop("Something broke while answering; it is in the bot's log. Other questions still work.")

_BUGS = logging.getLogger("watchword.discord")


class Commands:
    """All that people can do on Discord."""

    def __init__(self, desk: Desk, *, members: Members, replies: Replies) -> None:
        self._desk = desk
        self._members = members
        self._replies = replies
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Task[object]] = set()

    async def finish(self) -> None:
        """Let the answers under way be given, for a moment; then drop them."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=FINISH_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    # --- what people do -----------------------------------------------------------------------------------------------

    async def asked(self, request: Request, query: str, *, show: str, since: str, is_public: bool) -> None:
        """`/policy`"""
        words = question(query, show=show, since=since)
        if len(words) > QUERY_CHARS + 100:
            await self._refuse(request, _LONG_QUERY, count=QUERY_CHARS)
        elif is_public:
            await self._served(request, lambda member: self._shared(words, member), is_public=True)
        else:
            await self._served(request, lambda member: self._desk.ask(words, member=member))

    async def ordered(self, request: Request, words: str) -> None:
        """`/policy-admin`: the words of all options in a line. Who may do what, the desk decides."""
        words = typed(words)
        if len(words) > WORDS_CHARS:
            await self._refuse(request, _LONG_WORDS, count=WORDS_CHARS)
            return
        channel = str(request.channel_id or "")
        await self._served(request, lambda member: self._desk.admin(words, member=member, channel=channel))

    async def pressed(self, request: Request, custom_id: str) -> None:
        """A button of ours, of this version or another; what its id says is as untrusted as what someone types."""
        verb, argument = render.pressed(custom_id) or ("", "")
        await self._done(request, verb, argument)

    async def chosen(self, request: Request, custom_id: str, values: object) -> None:
        """A list to choose from, of this version or another."""
        verb, argument = render.chosen(custom_id, values) or ("", "")
        await self._done(request, verb, argument)

    async def _done(self, request: Request, verb: str, argument: str) -> None:
        channel = str(request.channel_id or "")
        if verb not in verbs_of(self._desk):
            await self._refuse(request, _OLD_BUTTON)
        elif verb == FORM:
            await self.asked_for(request, argument)
        elif verb == SHARE:
            await self._served(request, lambda member: self._shared(argument, member), is_public=True)
        else:
            await self._served(
                request,
                lambda member: self._desk.press(verb, argument, member=member, channel=channel),
                replaces=verb in TURNS and request.message is not None and request.message.flags.ephemeral,
                is_their_own=verb in OWN_VERBS,
            )

    async def asked_for(self, request: Request, words: str) -> None:
        """A form: nothing can be acknowledged before it, so it comes within seconds or not at all."""
        refusal = self._members.refusal(request) or (_BUSY if len(self._under_way) >= WAITING else "")
        if refusal:
            await self._refuse(request, refusal)
            return
        member, channel = self._members.member(request), str(request.channel_id or "")
        try:
            async with asyncio.timeout(FORM_SECONDS), self._desk.speaking(_key(request)):
                form = await self._desk.form(words, member=member, channel=channel)
        except TimeoutError:
            await self._replies.refuse(request, gettext(_BUSY))
            return
        except Exception:
            self._note_bug()
            raise
        if isinstance(form, Form):
            await self._replies.ask(request, form)
        else:
            await self._replies.refuse(request, render.spoken(form.text))

    async def submitted(self, request: Request, data: Mapping[str, Any]) -> None:
        """A form that was filled in. What is wrong with it is said above the way back to it."""
        words, filled = modals.words(str(data.get("custom_id", ""))), modals.filled(data)
        if not words:
            await self._refuse(request, _OLD_BUTTON)
            return
        channel = str(request.channel_id or "")
        await self._served(request, lambda member: self._desk.submit(words, filled, member=member, channel=channel))

    async def suggested(self, request: Request, written: str) -> list[app_commands.Choice[str]]:
        """Names that begin so, from memory; none for strangers, and none rather than late ones."""
        if self._members.refusal(request):
            return []
        try:
            async with asyncio.timeout(SUGGEST_SECONDS):
                names = await self._desk.suggest(typed(written)[:CHOICE_CHARS], limit=CHOICES)
        except TimeoutError:
            return []
        except Exception:
            self._note_bug()
            raise
        fitting = [name for name in names if visible(name) and render.size(name) <= CHOICE_CHARS]
        return [app_commands.Choice(name=name, value=name) for name in fitting[:CHOICES]]

    async def offered(self, request: Request, subject: str, written: str) -> list[tuple[str, str]]:
        """Labels and values of what an admin may mean; none for others, and none rather than late ones."""
        if self._members.refusal(request):
            return []
        try:
            async with asyncio.timeout(SUGGEST_SECONDS):
                member = self._members.member(request)
                found = await self._desk.choices(subject, typed(written)[:CHOICE_CHARS], member=member, limit=CHOICES)
        except TimeoutError:
            return []
        except Exception:
            self._note_bug()
            raise
        return [
            (cut(visible(option.label), LABEL_CHARS), option.argument)
            for option in found
            if visible(option.label) and 0 < render.size(option.argument) <= CHOICE_CHARS
        ]

    async def outdated(self, request: Request) -> None:
        """A command of another version than ours."""
        if not request.response.is_done():
            await self._refuse(request, _OLD_COMMAND)

    # --- how it is answered -------------------------------------------------------------------------------------------

    async def _served(
        self,
        request: Request,
        answer: Callable[[Member], Awaitable[Message]],
        *,
        is_public: bool = False,
        replaces: bool = False,
        is_their_own: bool = False,
    ) -> None:
        """Acknowledge, ask the desk, answer. Refusals are private, also where the answer would be public.

        What is `is_their_own` is refused to nobody, wherever they are.
        """
        refusal = "" if is_their_own else self._members.refusal(request)
        refusal = refusal or (_MAY_NOT_SHARE if is_public and not may_write(request) else "")
        refusal = refusal or (_BUSY if len(self._under_way) >= WAITING else "")
        if refusal:
            await self._refuse(request, refusal)
            return
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            if await self._replies.acknowledge(request, is_public=is_public, replaces=replaces):
                async with self._desk.speaking(_key(request)):
                    message = await self._answer(request, answer)
                    await self._replies.answer(request, message, is_public=is_public)
        except Exception:  # a bug in one answer: tell who waits for it
            self._note_bug()
            await self._replies.answer(request, plain_message(gettext(_BROKEN)))
            raise
        finally:
            self._under_way.discard(task)

    async def _answer(self, request: Request, answer: Callable[[Member], Awaitable[Message]]) -> Message:
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._turn:
                return await answer(self._members.member(request))
        except TimeoutError:
            return plain_message(gettext(_SLOW))

    async def _shared(self, query: str, member: Member) -> Message:
        """The answer for all in the channel, with who shared it."""
        message = await self._desk.ask(query)
        parts = tuple(part for part in message.parts if not isinstance(part, Buttons | Menu))
        return Message(
            text=message.text, parts=(*parts, Context(line=(Text(gettext("Shared by {name}", name=member.name)),)))
        )

    async def _refuse(self, request: Request, words: str, **values: object) -> None:
        """In the language of the channel."""
        async with self._desk.speaking(_key(request)):
            await self._replies.refuse(request, gettext(words, **values))

    def _note_bug(self) -> None:
        """Here, since the library's own log, which is off, would name who asked."""
        _BUGS.exception("discord_bug")


def _key(request: Request) -> str:
    """The channel as the house names it."""
    return f"discord:{request.channel_id or ''}"


def verbs_of(desk: Desk) -> frozenset[str]:
    """The verbs whose buttons do something on Discord."""
    return desk.verbs | {SHARE}

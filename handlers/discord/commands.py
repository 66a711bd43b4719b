"""What people do on Discord: slash commands and buttons, acknowledged before anything else, answered by the desk."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import discord
from discord import app_commands

from bot.core.messages import Buttons, Context, Message, Text, plain_message
from bot.core.text import visible
from bot.services.desk import Desk, Member
from handlers.discord import render
from handlers.discord.members import Members
from handlers.discord.replies import Replies, Request
from handlers.discord.words import ADMIN_COMMAND, COMMAND, question, typed

SHARE, PAGE = "share", "page"
QUERY_CHARS = 300  # longer than any question; a pasted article belongs into `preview`
WORDS_CHARS = 3_000
CHOICES, CHOICE_CHARS = 25, 100
SUGGEST_SECONDS = 0.25  # a list that comes later is for letters typed before
AT_ONCE = 16  # questions at the desk
WAITING = 200  # people in line behind them; more are asked to come back
ANSWER_SECONDS = 60.0
FINISH_SECONDS = 2.0

_BUSY = "Too many questions at once. Please try again in a minute."
_SLOW = "That took too long. Please try again in a minute."
_OLD_BUTTON = "That button is from an older version of Watchword; ask again to get a fresh one."
_OLD_COMMAND = "That command has changed since Discord showed it to you; reload Discord and try again."
_LONG_QUERY = f"That is too long: a question has at most {QUERY_CHARS} characters."
_LONG_WORDS = f"That is too long: {WORDS_CHARS} characters are the most."
_BROKEN = "Something broke while answering; it is in the bot's log. Other questions still work."

_BUGS = logging.getLogger("watchword.discord")

Query = app_commands.Range[str, 0, QUERY_CHARS]
Words = app_commands.Range[str, 1, WORDS_CHARS]


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
            await self._replies.refuse(request, _LONG_QUERY)
        elif is_public:
            await self._served(request, lambda member: self._shared(words, member), is_public=True)
        else:
            await self._served(request, lambda _: self._desk.ask(words))

    async def ordered(self, request: Request, words: str) -> None:
        """`/policy-admin`: the words of all options in a line. Who may do what, the desk decides."""
        words = typed(words)
        if len(words) > WORDS_CHARS:
            await self._replies.refuse(request, _LONG_WORDS)
            return
        channel = str(request.channel_id or "")
        await self._served(request, lambda member: self._desk.admin(words, member=member, channel=channel))

    async def pressed(self, request: Request, custom_id: str) -> None:
        """A button of ours, of this version or another; what its id says is as untrusted as what someone types."""
        verb, argument = render.pressed(custom_id) or ("", "")
        channel = str(request.channel_id or "")
        if verb not in verbs_of(self._desk):
            await self._replies.refuse(request, _OLD_BUTTON)
        elif verb == SHARE:
            await self._served(request, lambda member: self._shared(argument, member), is_public=True)
        else:
            await self._served(
                request,
                lambda member: self._desk.press(verb, argument, member=member, channel=channel),
                replaces=verb == PAGE and request.message is not None and request.message.flags.ephemeral,
            )

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

    async def outdated(self, request: Request) -> None:
        """A command of another version than ours."""
        if not request.response.is_done():
            await self._replies.refuse(request, _OLD_COMMAND)

    # --- how it is answered -------------------------------------------------------------------------------------------

    async def _served(
        self,
        request: Request,
        answer: Callable[[Member], Awaitable[Message]],
        *,
        is_public: bool = False,
        replaces: bool = False,
    ) -> None:
        """Acknowledge, ask the desk, answer. Refusals are private, also where the answer would be public."""
        refusal = self._members.refusal(request) or (_BUSY if len(self._under_way) >= WAITING else "")
        if refusal:
            await self._replies.refuse(request, refusal)
            return
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            if await self._replies.acknowledge(request, is_public=is_public, replaces=replaces):
                message = await self._answer(request, answer)
                await self._replies.answer(request, message, is_public=is_public)
        except Exception:  # a bug in one answer: tell who waits for it
            self._note_bug()
            await self._replies.answer(request, plain_message(_BROKEN))
            raise
        finally:
            self._under_way.discard(task)

    async def _answer(self, request: Request, answer: Callable[[Member], Awaitable[Message]]) -> Message:
        try:
            async with asyncio.timeout(ANSWER_SECONDS), self._turn:
                return await answer(self._members.member(request))
        except TimeoutError:
            return plain_message(_SLOW)

    async def _shared(self, query: str, member: Member) -> Message:
        """The answer for all in the channel, with who shared it."""
        message = await self._desk.ask(query)
        parts = tuple(part for part in message.parts if not isinstance(part, Buttons))
        return Message(text=message.text, parts=(*parts, Context(line=(Text(f"Shared by {member.name}"),))))

    def _note_bug(self) -> None:
        """Here, since the library's own log, which is off, would name who asked."""
        _BUGS.exception("discord_bug")


def verbs_of(desk: Desk) -> frozenset[str]:
    """The verbs whose buttons do something on Discord."""
    return desk.verbs | {SHARE}


# --- what Discord is told of our commands -----------------------------------------------------------------------------


class Client(discord.Client):
    """The library's client, with our commands at hand for what it calls."""

    commands: Commands
    tree: "CommandTree"


class DeskButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"{render.ID_PREFIX}\d+:[\s\S]*"):
    """Any button we ever made: found by its id alone, so it works after every restart."""

    @classmethod
    async def from_custom_id(cls, interaction: Request, item: discord.ui.Item[Any], match: Any) -> "DeskButton":
        assert isinstance(item, discord.ui.Button)
        return cls(item)

    async def callback(self, interaction: Request) -> None:
        await interaction.client.commands.pressed(interaction, self.item.custom_id or "")


class CommandTree(app_commands.CommandTree[Client]):
    """Our commands; what the library can't match with them is answered in words."""

    async def on_error(self, interaction: Request, error: app_commands.AppCommandError) -> None:
        await interaction.client.commands.outdated(interaction)


def command_tree(client: Client) -> CommandTree:
    """`/policy` for everyone, `/policy-admin` shown to those who manage the server."""
    tree = CommandTree(client)
    tree.add_command(_policy())
    tree.add_command(_policy_admin())
    return tree


def _policy() -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=COMMAND, description="Ask what Watchword has read; only you see the answer")
    @app_commands.guild_only()
    @app_commands.describe(
        query="A name, a word, a link; left out: examples",
        show="What to show of it",
        since="Only from this day on, for example 2026-01",
        share="Let everyone in the channel see the answer",
    )
    async def policy(
        interaction: discord.Interaction[Client],
        query: Query = "",
        show: Literal["quotes", "timeline", "why", "help"] | None = None,
        since: app_commands.Range[str, 0, 40] = "",
        share: bool = False,
    ) -> None:
        await interaction.client.commands.asked(interaction, query, show=show or "", since=since, is_public=share)

    @policy.autocomplete("query")
    async def suggest(interaction: discord.Interaction[Client], current: str) -> list[app_commands.Choice[str]]:
        return await interaction.client.commands.suggested(interaction, current)

    return policy


_ADMIN_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "sources": {
        "list": ("Which sources are watched, and how they are", ""),
        "add": ("Watch a site or feed", "Its address"),
        "remove": ("Stop watching a source", "Its number in the list"),
        "check": ("See what an address offers, without adding it", "Its address"),
    },
    "keywords": {
        "list": ("Which keywords make an alert", ""),
        "add": ("Add a keyword", "A word, a phrase in quotes, or a query"),
        "remove": ("Remove a keyword", "Its id in the list"),
    },
    "channel": {
        "add": ("Post alerts in this channel", ""),
        "remove": ("Post no more alerts in this channel", ""),
    },
}
_ADMIN_ALONE = {
    "status": "What is watched, when the next poll is, how the bot is",
    "pause": "Stop posting; reading goes on",
    "resume": "Post again, what was held back first",
}


def _policy_admin() -> app_commands.Group:
    admin = app_commands.Group(
        name=ADMIN_COMMAND,
        description="Sources, keywords and channels of Watchword",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
    )
    for name, verbs in _ADMIN_WORDS.items():
        group = app_commands.Group(name=name, description=f"{name.capitalize()} of Watchword", parent=admin)
        for verb, (description, wanted) in verbs.items():
            group.add_command(_ordering(f"{name} {verb}", verb, description, wanted))
    for name, description in _ADMIN_ALONE.items():
        admin.add_command(_ordering(name, name, description, ""))
    admin.add_command(_ordering("", "do", "Any admin words in one line", "For example: sources list"))
    return admin


def _ordering(words: str, name: str, description: str, wanted: str) -> app_commands.Command[Any, ..., None]:
    """A command that puts `words` and what is typed in a line; without `wanted` nothing is asked for."""
    if not wanted:

        @app_commands.command(name=name, description=description)
        async def order(interaction: discord.Interaction[Client]) -> None:
            await interaction.client.commands.ordered(interaction, words)

        return order

    @app_commands.command(name=name, description=description)
    @app_commands.describe(what=wanted)
    async def order_what(interaction: discord.Interaction[Client], what: Words) -> None:
        await interaction.client.commands.ordered(interaction, f"{words} {what}")

    return order_what

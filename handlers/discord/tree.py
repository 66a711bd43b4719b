"""What Discord is told of our commands and buttons, and the client that hears of them."""

from collections.abc import Iterator
from typing import Any, Literal

import discord
from discord import app_commands

from handlers.discord import render
from handlers.discord.commands import QUERY_CHARS, WORDS_CHARS, Commands
from handlers.discord.replies import Request
from handlers.discord.words import ADMIN_COMMAND, COMMAND

Query = app_commands.Range[str, 0, QUERY_CHARS]
Keyword = app_commands.Range[str, 0, WORDS_CHARS]
Day = app_commands.Range[str, 0, 40]
Words = app_commands.Range[str, 1, WORDS_CHARS]
Reason = app_commands.Range[str, 0, 300]


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


class DeskMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"{render.MENU_PREFIX}\d+:[\s\S]*"):
    """Any list to choose from that we ever made."""

    @classmethod
    async def from_custom_id(cls, interaction: Request, item: discord.ui.Item[Any], match: Any) -> "DeskMenu":
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    async def callback(self, interaction: Request) -> None:
        data: Any = interaction.data or {}
        await interaction.client.commands.chosen(interaction, self.item.custom_id, data.get("values"))


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
        query="A name, a word, an exact phrase in quotes; left out: examples",
        show="What to show of it",
        since="Only from this day on, for example 2026-01",
        share="Let everyone in the channel see the answer",
    )
    async def policy(
        interaction: discord.Interaction[Client],
        query: Query = "",
        show: Literal["quotes", "timeline", "record", "help"] | None = None,
        since: Day = "",
        share: bool = False,
    ) -> None:
        await interaction.client.commands.asked(interaction, query, show=show or "", since=since, is_public=share)

    @policy.autocomplete("query")
    async def suggest(interaction: discord.Interaction[Client], current: str) -> list[app_commands.Choice[str]]:
        return await interaction.client.commands.suggested(interaction, current)

    return policy


def _policy_admin() -> app_commands.Group:
    """The words of every face, as groups: `sources add` is the command `add` of the group `sources`."""
    admin = app_commands.Group(
        name=ADMIN_COMMAND,
        description="Sources, keywords and channels of Watchword",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True),
    )
    groups = {
        name: app_commands.Group(name=name, description=f"{name.capitalize()} of Watchword", parent=admin)
        for name in ("sources", "keywords", "channel")
    }
    for command in _orders():
        groups.get(command.extras["words"].partition(" ")[0], admin).add_command(command)
    return admin


def _orders() -> Iterator[app_commands.Command[Any, ..., None]]:
    yield _shown("sources list", "Which sources are watched, and how they are")
    yield _changed("sources add", "Watch a site or feed", "Its address")
    yield _offering(_changed("sources remove", "Stop watching a source", "Its number in the list"), "what", "sources")
    yield _looked_up("sources check", "See what an address offers, without adding it", "Its address")
    yield _shown("keywords list", "Which keywords make an alert")
    yield _changed("keywords test", "What a keyword would have done", "A word, a phrase in quotes, or a query")
    yield _changed("keywords add", "Add a keyword", "A word, a phrase in quotes, or a query")
    yield _changed("keywords exclude", "Keep out what matches", "A word, a phrase in quotes, or a query")
    edited = _edited(
        "keywords edit",
        "What saying a keyword otherwise would do; save it then",
        "Its name in the list",
        "What it says from now on; left out: a form opens",
    )
    yield _offering(edited, "what", "keywords")
    yield _offering(_changed("keywords remove", "Remove a keyword", "Its name in the list"), "what", "keywords")
    applied = _looked_up("keywords apply", "Apply a keyword to the last 7 days", "Its name in the list")
    yield _offering(applied, "what", "keywords")
    yield _switched("channel add", "Post alerts in this channel")
    yield _switched("channel remove", "Post no more alerts in this channel")
    yield _shown("channel show", "When this channel is told, of what, and what waits for its digest")
    yield _changed(
        "channel set", "Choose when this channel is told", "mode daily, quiet 22:00-07:00 Europe/London, cap 6"
    )
    yield _shown("status", "What is watched, and how the bot is")
    yield _looked_up("stories", "Split, merge and mute stories told lately", "list, split 7 2, merge 7 9, mute 7")
    yield _looked_up("quotes", "The quotes of an alert, to say who spoke", "The alert's number in the list of stories")
    yield _shown("proposals", "Changes that votes and silent sources speak for")
    yield _shown("waiting", "What waits for another admin to confirm it")
    yield _numbered("history", "Who changed what and why", "A change's number: what was before and after")
    yield _changed("post", "Tell of an article that was read and not told", "Its address")
    yield _offering(
        _undone("undo", "Take a change back", "Its number in the history; without it, the latest"), "number", "changes"
    )
    yield _switched("pause", "Stop posting in this channel; reading goes on")
    yield _switched("resume", "Post in this channel again, what was held back first")
    yield _looked_up("", "Any admin words in one line", "For example: sources list", name="do")


# Seven shapes of commands: the library reads from a signature what may be typed.


def _shown(words: str, description: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    async def show(interaction: discord.Interaction[Client]) -> None:
        await interaction.client.commands.ordered(interaction, words)

    return show


def _looked_up(words: str, description: str, wanted: str, *, name: str = "") -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=name or _name(words), description=description, extras={"words": words})
    @app_commands.describe(what=wanted)
    async def look_up(interaction: discord.Interaction[Client], what: Words) -> None:
        await interaction.client.commands.ordered(interaction, f"{words} {what}")

    return look_up


def _switched(words: str, description: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    @app_commands.describe(why=_WHY)
    async def switch(interaction: discord.Interaction[Client], why: Reason = "") -> None:
        await interaction.client.commands.ordered(interaction, words + _because(why))

    return switch


def _changed(words: str, description: str, wanted: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    @app_commands.describe(what=wanted, why=_WHY)
    async def change(interaction: discord.Interaction[Client], what: Words, why: Reason = "") -> None:
        await interaction.client.commands.ordered(interaction, f"{words} {what}{_because(why)}")

    return change


def _edited(words: str, description: str, wanted: str, new: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    @app_commands.describe(what=wanted, query=new, why=_WHY)
    async def edit(
        interaction: discord.Interaction[Client], what: Words, query: Keyword = "", why: Reason = ""
    ) -> None:
        if not query.strip():
            await interaction.client.commands.asked_for(interaction, f"{words} {what}{_because(why)}")
            return
        await interaction.client.commands.ordered(interaction, f"{words} {what} {query}{_because(why)}")

    return edit


def _numbered(words: str, description: str, wanted: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    @app_commands.describe(number=wanted)
    async def show_one(interaction: discord.Interaction[Client], number: int = 0) -> None:
        await interaction.client.commands.ordered(interaction, f"{words} {number or ''}".rstrip())

    return show_one


def _undone(words: str, description: str, wanted: str) -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name=_name(words), description=description, extras={"words": words})
    @app_commands.describe(number=wanted, why=_WHY)
    async def undo(interaction: discord.Interaction[Client], number: int = 0, why: Reason = "") -> None:
        await interaction.client.commands.ordered(interaction, f"{words} {number or ''}{_because(why)}")

    return undo


def _offering(
    command: app_commands.Command[Any, ..., None], option: str, subject: str
) -> app_commands.Command[Any, ..., None]:
    """The command with a list of what may be meant under one of its options."""

    @command.autocomplete(option)
    async def offer(interaction: discord.Interaction[Client], current: Any) -> list[app_commands.Choice[Any]]:
        found = await interaction.client.commands.offered(interaction, subject, str(current))
        is_number = subject == "changes"
        return [app_commands.Choice(name=label, value=int(value) if is_number else value) for label, value in found]

    return command


_WHY = "The reason, which is kept with the change"


def _name(words: str) -> str:
    return words.rpartition(" ")[2]


def _because(why: str) -> str:
    return f" why: {why}" if why.strip() else ""

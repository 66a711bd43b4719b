"""`backup`, `restore`, `purge`: the archive as a whole."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.core.messages.wording import counted
from handlers.command_line.doors import Doors
from handlers.command_line.speech import say

PURGE_WORD = "purge"


def add_keeping(app: typer.Typer, doors: Doors[Any]) -> None:
    """A copy out, a copy in, everything away."""

    @app.command()
    def backup(
        context: typer.Context,
        target: Annotated[Path, typer.Argument(help="The file to make.", metavar="FILE")],
        force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    ) -> None:
        """A checked copy of the archive in one file; the bot may go on meanwhile."""
        doors.files(context.obj).back_up(target, overwrites=force)
        say(f"{target}: a whole copy, {target.stat().st_size / 1e6:.1f} MB, checked. It is as private as the archive.")

    @app.command()
    def restore(
        context: typer.Context,
        source: Annotated[Path, typer.Argument(help="A file that backup made.", metavar="FILE")],
    ) -> None:
        """Put a copy in the place of the archive; stop the bot first."""
        aside = doors.files(context.obj).restore(source, at=doors.now())
        say(f"{source} is the archive now." + (f" The former one is {aside}." if aside else ""))
        say("What it still owes is looked for in its channel before it is sent.")

    @app.command()
    def purge(
        context: typer.Context,
        yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    ) -> None:
        """Remove everything that is kept: articles, alerts, sources, keywords, votes; stop the bot first."""
        files = doors.files(context.obj)
        files.check_unused()
        if not yes:
            question = f"Everything in {files.place} goes, and what restore put aside. Type {PURGE_WORD} to go on"
            if typer.prompt(question, default="", show_default=False).strip().lower() != PURGE_WORD:
                say("Nothing was removed.")
                raise typer.Exit(1)
        removed = files.remove()
        say(f"{counted(len(removed), 'file', 'files')} removed." if removed else "There was nothing to remove.")
        say("What was posted in Slack and Discord stays there, and so do settings, tokens and copies of your own.")

"""`run`, `demo`, `check`."""

import asyncio
import sys
from typing import Annotated, Any

import typer

from handlers.command_line.doors import Doors


def add_bot(app: typer.Typer, doors: Doors[Any]) -> None:
    """The bot itself, the sample newsroom, and how it is."""

    @app.command()
    def run(
        context: typer.Context,
        once: Annotated[bool, typer.Option("--once", help="Poll every source now, deliver, report, exit.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="With --once: the report as counts.")] = False,
    ) -> None:
        """The bot: poll, alert, answer, until Ctrl-C."""
        if as_json and not once:
            raise typer.BadParameter("--json belongs to --once")
        if once:
            raise typer.Exit(asyncio.run(doors.run_once(context.obj, as_json)))
        asyncio.run(doors.run(context.obj))

    @app.command()
    def demo(
        context: typer.Context,
        once: Annotated[bool, typer.Option("--once", help="Exit when all has been published.")] = False,
        port: Annotated[int | None, typer.Option(help="Of the local page.", min=0, max=65535)] = None,
        browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
    ) -> None:
        """The same bot on a sample newsroom, in a throw-away folder: no token, no account."""
        opens = browser and not once and sys.stdout.isatty()
        asyncio.run(doors.demo(context.obj, once, port, opens))

    @app.command()
    def check(context: typer.Context) -> None:
        """Configuration, archive, tokens, platforms, sources: the one thing to fix first on top."""
        from handlers import reports

        verdict = asyncio.run(doors.verdict(context.obj))
        reports.write_verdict(verdict, stream=sys.stdout)
        raise typer.Exit(int(verdict.is_failing))

"""What admins type in chat, typed here: the same words, the same answers, and an exit code."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from handlers.command_line.doors import Counter, Doors
from handlers.command_line.speech import work_with
from handlers.terminal import write

NEVER_SUGGESTED = frozenset({"purge", "restore"})  # nobody is led to what can't be taken back
_PASSED_ON = "pass-on"
_CHANNEL = "The channel that is meant, as channels list shows it: slack:C012345."
_WHY = "The reason, which is kept with the change."


def carry_out(doors: Doors[Any], context: typer.Context, words: str, *, channel: str = "", why: str = "") -> None:
    """Hand the words to the desk and print what it says."""

    async def work(counter: Counter) -> None:
        write(await counter.carry_out(words, channel=channel, why=why), sys.stdout)

    work_with(doors.counter(context.obj), work)


class CarefulGroup(TyperGroup):
    """Names the command that was probably meant, but none that removes everything."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The library's own, after a word about an unknown command."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            near = get_close_matches(name, [each for each in self.commands if each not in NEVER_SUGGESTED], n=3)
            meant = f" Did you mean {', '.join(map(repr, near))}?" if near else ""
            ctx.fail(f"No such command {name!r}.{meant}")
        return super().resolve_command(ctx, args)


class _PassingGroup(TyperGroup):
    """What has no command of its own here is the desk's to carry out, or to say what was meant."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, or the one that passes the words on."""
        found = super().get_command(ctx, cmd_name)
        return super().get_command(ctx, _PASSED_ON) if found is None else found


def order_group(doors: Doors[Any], subject: str, *, help: str) -> typer.Typer:
    """An empty group of commands about this subject."""
    app = typer.Typer(help=help, cls=_PassingGroup, no_args_is_help=True, rich_markup_mode=None)
    loose = {"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False}

    @app.command(_PASSED_ON, hidden=True, context_settings=loose)
    def pass_on(context: typer.Context) -> None:
        carry_out(doors, context, " ".join((subject, context.info_name or "", *context.args)))

    return app


def add_orders(app: typer.Typer, doors: Doors[Any]) -> None:
    """Those about the bot itself, and about one channel."""
    _add_of_channel(app, doors)

    @app.command("help")
    def tell(
        context: typer.Context, subject: Annotated[str, typer.Argument(help="keywords, channel, stories …")] = ""
    ) -> None:
        """What admins can type, in chat and here, of all or of one subject; --help tells the other commands."""
        carry_out(doors, context, f"help {subject}")

    @app.command()
    def status(context: typer.Context) -> None:
        """How the bot is, in one line; check says more."""
        carry_out(doors, context, "status")

    @app.command()
    def post(
        context: typer.Context,
        url: Annotated[str, typer.Argument(help="An article's address.", metavar="URL")],
        why: Annotated[str, typer.Option(help=_WHY)] = "",
    ) -> None:
        """Tell of an article that was read and not told, whatever its relevance."""
        carry_out(doors, context, f"post {url}", why=why)

    @app.command()
    def history(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="What was before and after this change.")] = None,
        page: Annotated[int, typer.Option(min=1, help="Further back.")] = 1,
    ) -> None:
        """Who changed what, the latest first."""
        carry_out(doors, context, f"history page {page}" if number is None else f"history {number}")

    @app.command()
    def undo(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="See history; without it, the latest.")] = None,
        why: Annotated[str, typer.Option(help=_WHY)] = "",
    ) -> None:
        """Take a change back, whatever it changed, also after others were made."""
        carry_out(doors, context, f"undo {number or ''}", why=why)

    @app.command()
    def waiting(context: typer.Context) -> None:
        """What waits for another admin to confirm it."""
        carry_out(doors, context, "waiting")

    @app.command()
    def confirm(context: typer.Context, number: Annotated[int, typer.Argument(help="See waiting.")]) -> None:
        """Make a change that an admin asked for."""
        carry_out(doors, context, f"confirm {number}")

    @app.command()
    def withdraw(context: typer.Context, number: Annotated[int, typer.Argument(help="See waiting.")]) -> None:
        """Ask no longer for a change of one's own."""
        carry_out(doors, context, f"withdraw {number}")


def _add_of_channel(app: typer.Typer, doors: Doors[Any]) -> None:
    @app.command()
    def channel(
        context: typer.Context,
        words: Annotated[
            list[str] | None, typer.Argument(help="add, remove, relevance 0.7 0.4, mode daily at 08:00 …")
        ] = None,
        channel: Annotated[str, typer.Option(help=_CHANNEL)] = "",
        why: Annotated[str, typer.Option(help=_WHY)] = "",
    ) -> None:
        """What a channel is told, and when; without words, what is set."""
        carry_out(doors, context, " ".join(("channel", *(words or ()))), channel=channel, why=why)

    @app.command()
    def pause(
        context: typer.Context,
        channel: Annotated[str, typer.Option(help=_CHANNEL)] = "",
        why: Annotated[str, typer.Option(help=_WHY)] = "",
    ) -> None:
        """Stop posting in a channel; reading goes on."""
        carry_out(doors, context, "pause", channel=channel, why=why)

    @app.command()
    def resume(
        context: typer.Context,
        channel: Annotated[str, typer.Option(help=_CHANNEL)] = "",
        why: Annotated[str, typer.Option(help=_WHY)] = "",
    ) -> None:
        """Post in a channel again, what was held back first."""
        carry_out(doors, context, "resume", channel=channel, why=why)

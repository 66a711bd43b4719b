"""`stories` and `quotes`: what was told lately, which articles are one story, and who spoke in them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from handlers.command_line.doors import Doors
from handlers.command_line.orders import carry_out

_NUMBER = "See stories list."


def stories(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `stories`: the words that admins type in chat, and the same answers."""
    app = typer.Typer(help="Stories told lately: split them, merge them.", no_args_is_help=True, rich_markup_mode=None)

    def order(context: typer.Context, *words: object) -> None:
        asked = " ".join(str(word) for word in words if word is not None)
        carry_out(doors, context, f"stories {asked}")

    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """Those told in the last three weeks, each with the other articles it has."""
        order(context, "list")

    @app.command()
    def split(
        context: typer.Context,
        alert: Annotated[int, typer.Argument(help=_NUMBER)],
        article: Annotated[
            int | None, typer.Argument(help="Which of its other articles; without it, they are listed.")
        ] = None,
    ) -> None:
        """Take an article that tells another event out of a story; it becomes one of its own."""
        order(context, "split", alert, article)

    @app.command()
    def merge(
        context: typer.Context,
        alert: Annotated[int, typer.Argument(help=_NUMBER)],
        other: Annotated[
            int | None, typer.Argument(help="The other's alert; without it, the most alike are listed.")
        ] = None,
    ) -> None:
        """Make two stories one; that which was told first goes on."""
        order(context, "merge", alert, other)

    @app.command()
    def mute(
        context: typer.Context,
        alert: Annotated[int, typer.Argument(help=_NUMBER)],
        where: Annotated[str, typer.Argument(help="everywhere, or a channel as channels list shows it.")],
    ) -> None:
        """Tell no more of a story; keywords undo takes it back."""
        order(context, "mute", alert, where)

    @app.command()
    def unmute(
        context: typer.Context,
        alert: Annotated[int, typer.Argument(help=_NUMBER)],
        where: Annotated[str, typer.Argument(help="everywhere, or a channel as channels list shows it.")],
    ) -> None:
        """Tell of it again; what came meanwhile stays untold."""
        order(context, "unmute", alert, where)

    @app.command()
    def undo(
        context: typer.Context,
        number: Annotated[int | None, typer.Argument(help="See stories history; without it, the latest.")] = None,
    ) -> None:
        """Take back a split or a merge."""
        order(context, "undo", number)

    @app.command()
    def history(context: typer.Context) -> None:
        """Who split and merged what, and where each article was and is; the latest first."""
        order(context, "history")

    return app


def add_quotes(app: typer.Typer, doors: Doors[Any]) -> None:
    """`quotes`: who spoke, where it was read wrongly."""

    @app.command()
    def quotes(
        context: typer.Context,
        words: Annotated[
            list[str], typer.Argument(help="ALERT lists them; ALERT MARK is NAME | nobody | drop.", metavar="WORDS")
        ],
        why: Annotated[str, typer.Option(help="Its reason, which is kept with the change.")] = "",
    ) -> None:
        """The quotes of an alert, or who spoke: at once wherever the words stand; keywords undo takes it back."""
        carry_out(doors, context, " ".join(("quotes", *words)), why=why)

"""`channels`: where alerts are told, of what, and when."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from handlers.command_line.doors import Doors, House
from handlers.command_line.orders import carry_out
from handlers.command_line.speech import work_with
from handlers.terminal import write

_Key = Annotated[str, typer.Argument(help="As channels list shows it: slack:C012345.")]
_Why = Annotated[str, typer.Option(help="Its reason, which is kept with the change.")]


def channels(doors: Doors[Any]) -> typer.Typer:
    """The commands behind `channels`: the words that admins type in chat."""
    app = typer.Typer(help="Where alerts are told, of what, and when.", no_args_is_help=True, rich_markup_mode=None)

    @app.command("list")
    def list_all(context: typer.Context) -> None:
        """Every channel with its settings and what waits for its digest."""
        from dataclasses import replace

        from bot.core.messages import channel_message

        async def work(house: House) -> None:
            for channel in await house.archive.channels():
                held, next_digest = await house.digests.waiting(channel)
                named = replace(channel, name=f"{channel.key} {channel.name}".strip())
                write(channel_message(named, held=held, next_digest=next_digest), sys.stdout)

        work_with(doors.house(context.obj), work)

    def order(context: typer.Context, channel: str, *words: str, why: str = "") -> None:
        carry_out(doors, context, " ".join(words), channel=channel, why=why)

    @app.command("set")
    def change(
        context: typer.Context,
        channel: _Key,
        words: Annotated[list[str], typer.Argument(help="mode daily at 08:00, quiet 22:00-07:00, relevance 0.7 0.4 …")],
        why: _Why = "",
    ) -> None:
        """Choose when a channel is told, and of what; a running bot obeys at once."""
        order(context, channel, "channel set", *words, why=why)

    @app.command()
    def show(context: typer.Context, channel: _Key) -> None:
        """What one channel is told, when, and what waits for its digest."""
        order(context, channel, "channel show")

    @app.command()
    def add(
        context: typer.Context,
        channel: Annotated[str, typer.Argument(help="slack:C012345, discord:123456, web:alerts.")],
        topics: Annotated[list[str] | None, typer.Argument(help="Those that are told there; without any, all.")] = None,
        why: _Why = "",
    ) -> None:
        """Tell alerts there from now on."""
        order(context, channel, "channel add", *(topics or ()), why=why)

    @app.command()
    def remove(context: typer.Context, channel: _Key, why: _Why = "") -> None:
        """Tell nothing there any more."""
        order(context, channel, "channel remove", why=why)

    @app.command()
    def pause(context: typer.Context, channel: _Key, why: _Why = "") -> None:
        """Stop posting there; reading goes on."""
        order(context, channel, "pause", why=why)

    @app.command()
    def resume(context: typer.Context, channel: _Key, why: _Why = "") -> None:
        """Post there again, what was held back first."""
        order(context, channel, "resume", why=why)

    return app
